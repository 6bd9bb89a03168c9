//! The text of an agreement file into its syntax: [`parse`] for the values, [`read`] for the blocks and their lossless
//! trees as well.

mod kept;

use std::cell::OnceCell;

use crate::ast::{Document, StatementKind};
use crate::host::{self, Block, BlockKind};
use crate::syntax_kind::SyntaxNode;
use crate::{Diagnostic, Span, lexer, parser};
use kept::Kept;

/// Larger files are refused: a long treaty with all its scenarios has a few hundred thousand bytes.
pub const MAX_FILE_BYTES: usize = 4 << 20;
/// More problems than these are counted, not shown.
pub const MAX_DIAGNOSTICS: usize = 1_000;

/// A file with its blocks.
#[derive(Debug, Clone, Default)]
pub struct Syntax {
    /// The typed values.
    pub document: Document,
    /// What is wrong, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    parts: Vec<Part>,
}

/// A block, and how much of the document stands in it.
#[derive(Debug, Clone)]
struct Part {
    block: Block,
    statements: usize,
    tests: usize,
    /// Whether nothing is wrong with its words.
    is_right: bool,
    /// Its tree, once somebody has asked for it.
    tree: OnceCell<SyntaxNode>,
}

impl Syntax {
    /// Its blocks in the order of the file.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.parts.iter().map(|part| &part.block)
    }

    /// Each block with its lossless tree, which holds every byte of the block's text. A tree is built when it is first
    /// asked for: to compile, the values are enough.
    pub fn trees(&self) -> impl Iterator<Item = (&Block, &SyntaxNode)> {
        self.parts.iter().map(|part| (&part.block, part.tree()))
    }

    /// The block between whose fences a byte of the file stands, with its tree.
    #[must_use]
    pub fn block_at(&self, offset: u32) -> Option<(&Block, &SyntaxNode)> {
        let is_around = |block: &Block| block.fenced.start < offset && offset <= block.fenced.end;
        self.parts.iter().find(|part| is_around(&part.block)).map(|part| (&part.block, part.tree()))
    }

    /// Reads the file as it is now. The result is that of [`read`]; what was read of blocks that still say the same,
    /// wherever they stand, is taken over.
    #[must_use]
    pub fn again(self, text: &str) -> Syntax {
        if text.len() > MAX_FILE_BYTES {
            let message = format!("the file has {} bytes; {MAX_FILE_BYTES} can be read", text.len());
            let diagnostic =
                Diagnostic::error("A002", Span::default(), message).help("split it into several agreements");
            return Syntax { diagnostics: vec![diagnostic], ..Syntax::default() };
        }
        let host = host::read(text);
        let mut kept = Kept::of(self);
        let mut diagnostics = host.diagnostics;
        let mut document = Document { sections: host.sections, ..Document::default() };
        // A block that is none of ours, by its name, may hold terms.
        let mistyped = diagnostics.iter().filter(|diagnostic| diagnostic.code == "A109");
        document.unread_sections =
            mistyped.filter_map(|diagnostic| document.section_at(diagnostic.span().start)).collect();
        let mut parts = Vec::new();
        for block in host.blocks {
            let (part, parsed) = kept.read(block);
            diagnostics.extend(parsed.diagnostics);
            diagnostics.extend(place_of_terms(&document, &part.block, &parsed.statements));
            document.statements.extend(parsed.statements);
            document.tests.extend(parsed.tests);
            document.unread.extend(parsed.unread);
            document.unread_sections.extend(part.block.section.filter(|_| parsed.has_unread));
            parts.push(part);
        }
        let mut syntax = Syntax { document, diagnostics, parts };
        let found = look_alike_names(&syntax);
        syntax.diagnostics.extend(found);
        syntax.diagnostics = in_order(syntax.diagnostics, &syntax.document);
        syntax
    }
}

impl Part {
    fn tree(&self) -> &SyntaxNode {
        self.tree.get_or_init(|| parser::tree(&self.block))
    }
}

/// Reads an agreement file; a statement with an error is kept as far as it could be read.
#[must_use]
pub fn parse(text: &str) -> (Document, Vec<Diagnostic>) {
    let syntax = read(text);
    (syntax.document, syntax.diagnostics)
}

/// Reads an agreement file and keeps the blocks.
#[must_use]
pub fn read(text: &str) -> Syntax {
    Syntax::default().again(text)
}

/// A101 and A102: terms that bind stand in a section with an id, below a quotation.
fn place_of_terms(
    document: &Document,
    block: &Block,
    statements: &[crate::ast::Statement],
) -> Option<Diagnostic> {
    let section = block.section.and_then(|index| document.sections.get(index));
    if let Some(statement) = statements.iter().find(|statement| needs_article(&statement.kind))
        && section.is_none_or(|section| section.id.is_none())
    {
        let diagnostic =
            Diagnostic::error("A101", statement.span, "these terms stand in no section with an id")
                .help("give the heading above them an id: `## Article 1(2) {#art_1__para_2}`");
        return Some(match section {
            Some(section) => diagnostic.also(section.span, "the heading without an id"),
            None => diagnostic,
        });
    }
    let statement = statements.iter().find(|statement| needs_quotation(&statement.kind))?;
    let quoted = section.is_some_and(|section| {
        section.quotations.iter().any(|quotation| quotation.span.start < block.fenced.start)
    });
    (!quoted).then(|| {
        Diagnostic::error("A102", statement.span, "no quotation of the agreement stands above these terms")
            .help("quote the words that they render (`> …`), or label a text of your own: `> [paraphrase] …`")
    })
}

/// Reads one block by itself: its lossless tree and what is wrong with it, with places in `text`.
///
/// An editor asks with it which word may come next: it is the parser that decides, and no second list of rules.
#[must_use]
pub fn read_block(kind: BlockKind, text: &str) -> (SyntaxNode, Vec<Diagnostic>) {
    let block = Block::loose(kind, text);
    let (parsed, tree) = parser::block_and_tree(&block);
    (tree, parsed.diagnostics)
}

fn needs_article(kind: &StatementKind) -> bool {
    needs_quotation(kind) || matches!(kind, StatementKind::Decision(_) | StatementKind::NoTerms(_))
}

fn needs_quotation(kind: &StatementKind) -> bool {
    matches!(kind, StatementKind::Norm(_) | StatementKind::Exception(_) | StatementKind::Procedure(_))
}

fn look_alike_names(syntax: &Syntax) -> Vec<Diagnostic> {
    // Of two names that look alike, one at least has a letter outside ASCII.
    if syntax.blocks().all(|block| block.text.is_ascii()) {
        return Vec::new();
    }
    let names: Vec<(String, Span)> =
        syntax.trees().flat_map(|(block, tree)| parser::names_in(block, tree)).collect();
    lexer::lookalikes(names.iter().map(|(name, span)| (name.as_str(), *span)))
}

fn in_order(mut diagnostics: Vec<Diagnostic>, document: &Document) -> Vec<Diagnostic> {
    diagnostics.sort_by(|earlier, later| (earlier.span(), earlier.code).cmp(&(later.span(), later.code)));
    let beyond = diagnostics.len().saturating_sub(MAX_DIAGNOSTICS);
    if beyond > 0 {
        diagnostics.truncate(MAX_DIAGNOSTICS);
        let span = diagnostics.last().map(Diagnostic::span).unwrap_or_default();
        diagnostics.push(Diagnostic::error("A002", span, format!("{beyond} more problems are not shown")));
    }
    for diagnostic in &mut diagnostics {
        diagnostic.article = document.article(document.section_at(diagnostic.span().start));
    }
    diagnostics
}
