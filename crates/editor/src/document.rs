//! An open file: its text as it stands, its trees, and what the compiler says of it.

use armistice_terms::syntax::{self, Syntax};
use armistice_terms::{Block, Compiled, Files, Prepared, Span, SyntaxKind, SyntaxNode, compile_read};
use line_index::{LineIndex, TextSize, WideEncoding};
use lsp_types::{Position, Range};

use crate::lexicon::Lexicon;

/// Larger texts are kept, and not read: no agreement is as long.
pub const MAX_TEXT_BYTES: usize = syntax::MAX_FILE_BYTES;

/// A change of the text: a range and what takes its place; all of it without a range.
#[derive(Debug, Clone)]
pub struct Edit {
    /// Where, in the text as it was.
    pub range: Option<Range>,
    /// What stands there now.
    pub text: String,
}

/// A word of a block, with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its kind: name, keyword, text, figure, comment.
    pub(crate) kind: SyntaxKind,
    /// As written.
    pub(crate) text: String,
    /// Where.
    pub(crate) span: Span,
}

/// An open file.
pub struct Document {
    text: String,
    index: LineIndex,
    syntax: Syntax,
    compiled: Compiled,
    lexicon: Lexicon,
    prepared: Prepared,
    files: Box<dyn Files>,
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document").field("bytes", &self.text.len()).finish_non_exhaustive()
    }
}

impl Document {
    /// Opens a text; what it names beside it is looked up through `files`.
    #[must_use]
    pub fn open(text: String, files: Box<dyn Files>) -> Self {
        let syntax = syntax::read(&text);
        let mut prepared = Prepared::default();
        let compiled = compile_read(&text, &syntax, files.as_ref(), &mut prepared);
        let lexicon = Lexicon::of(&syntax.document, files.as_ref());
        Document { index: LineIndex::new(&text), text, syntax, compiled, lexicon, prepared, files }
    }

    /// Applies changes in their order and reads the text again.
    pub fn change(&mut self, edits: &[Edit]) {
        for edit in edits {
            match edit.range {
                None => self.text.clone_from(&edit.text),
                Some(range) => {
                    let start = self.offset(range.start) as usize;
                    let end = (self.offset(range.end) as usize).max(start);
                    self.text.replace_range(start..end, &edit.text);
                }
            }
            self.index = LineIndex::new(&self.text);
        }
        self.syntax = std::mem::take(&mut self.syntax).again(&self.text);
        self.compiled = compile_read(&self.text, &self.syntax, self.files.as_ref(), &mut self.prepared);
        self.lexicon.take_in(&self.syntax.document, self.files.as_ref());
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the compiler says of it.
    #[must_use]
    pub fn compiled(&self) -> &Compiled {
        &self.compiled
    }

    /// Its values and blocks.
    #[must_use]
    pub fn syntax(&self) -> &Syntax {
        &self.syntax
    }

    /// The words that it may use: the vocabulary's and its own.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The byte of a place: of the nearest character before it, and of the end of the line for a column behind it.
    #[must_use]
    pub fn offset(&self, position: Position) -> u32 {
        let Some(line) = self.index.line(position.line) else { return length(&self.text) };
        let start = u32::from(line.start());
        let text = self.text.get(start as usize..u32::from(line.end()) as usize).unwrap_or_default();
        let (mut at, mut column) = (start, 0u32);
        for character in text.trim_end_matches(['\n', '\r']).chars() {
            column += u32::try_from(character.len_utf16()).unwrap_or(1);
            if column > position.character {
                break;
            }
            at += u32::try_from(character.len_utf8()).unwrap_or(1);
        }
        at
    }

    /// The place of a byte.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let mut at = offset.min(length(&self.text));
        while !self.text.is_char_boundary(at as usize) {
            at -= 1;
        }
        let place = self.index.line_col(TextSize::from(at));
        let wide = self.index.to_wide(WideEncoding::Utf16, place);
        wide.map_or_else(Position::default, |wide| Position::new(wide.line, wide.col))
    }

    /// The range of a span.
    #[must_use]
    pub fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    /// All words of all blocks in the order of the file, white space left out.
    pub(crate) fn words(&self) -> impl Iterator<Item = Word> + '_ {
        self.syntax.trees().flat_map(|(block, tree)| words_of(block, tree))
    }

    /// The word at a byte, or the one that ends there.
    pub(crate) fn word_at(&self, offset: u32) -> Option<Word> {
        let (block, tree) = self.syntax.block_at(offset)?;
        let touches = |word: &Word| word.span.start <= offset && offset <= word.span.end;
        let touching: Vec<Word> = words_of(block, tree).filter(touches).collect();
        let named = touching.iter().find(|word| matches!(word.kind, SyntaxKind::Name | SyntaxKind::Keyword));
        named.or_else(|| touching.iter().find(|word| offset < word.span.end)).cloned()
    }

    /// The block at a byte with its tree, and the byte of its own text.
    pub(crate) fn block_at(&self, offset: u32) -> Option<(&Block, &SyntaxNode, usize)> {
        let (block, tree) = self.syntax.block_at(offset)?;
        let first = block.span(0, 0).start;
        let last = block.span(block.text.len(), block.text.len()).start;
        if offset < first || offset > last {
            return None;
        }
        // Places in the file rise with those in the block, so the search may halve.
        let bytes: Vec<usize> =
            block.text.char_indices().map(|(at, _)| at).chain([block.text.len()]).collect();
        let index = bytes.partition_point(|at| block.span(*at, *at).start < offset);
        Some((block, tree, bytes.get(index).copied().unwrap_or(block.text.len())))
    }
}

/// The words of a block, white space left out.
fn words_of<'a>(block: &'a Block, tree: &'a SyntaxNode) -> impl Iterator<Item = Word> + 'a {
    tree.descendants_with_tokens()
        .filter_map(rowan::NodeOrToken::into_token)
        .filter(|token| token.kind() != SyntaxKind::WhiteSpace)
        .map(|token| {
            let range = token.text_range();
            Word {
                kind: token.kind(),
                text: token.text().to_owned(),
                span: block.span(range.start().into(), range.end().into()),
            }
        })
}

/// A length in bytes; texts longer than [`MAX_TEXT_BYTES`] are not read anyway.
fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
