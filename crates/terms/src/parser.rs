//! Recursive descent over the tokens of a block.
//!
//! Each rule of the grammar is a function that writes its nodes into the lossless tree, where one is wanted, and returns
//! its typed value, both from the same tokens, so that tree and values cannot differ. A rule that cannot go on reports
//! once and returns [`Stop`]; sentences then go on at the next clause, blocks at the next statement.

mod attest;
mod clause;
mod deadline;
mod decision;
mod declaration;
mod event;
mod header;
mod hours;
mod keywords;
mod place;
mod predicate;
mod recovery;
mod scenario;
mod sentence;
mod shares;
mod statement;
mod teach;
mod value;

use rowan::{GreenNode, GreenNodeBuilder, Language as _};

use crate::ast::{Id, Statement, TestBlock, Text};
use crate::host::{Block, BlockKind};
use crate::lexer::{self, Token};
use crate::syntax_kind::{SyntaxKind, SyntaxNode, Terms};
use crate::{Diagnostic, Span, Spanned};

/// Deeper brackets are refused.
const MAX_DEPTH: usize = 64;

/// What a block holds.
#[derive(Debug, Clone)]
pub(crate) struct Parsed {
    /// Its statements.
    pub(crate) statements: Vec<Statement>,
    /// Its scenarios.
    pub(crate) tests: Vec<TestBlock>,
    /// Names declared by statements that could not be read.
    pub(crate) unread: Vec<Id>,
    /// Whether a statement could not be read.
    pub(crate) has_unread: bool,
    /// What is wrong with it.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads a block into its values.
pub(crate) fn block(block: &Block) -> Parsed {
    read(block, None).0
}

/// Reads a block into its lossless tree.
pub(crate) fn tree(block: &Block) -> SyntaxNode {
    block_and_tree(block).1
}

/// Reads a block into its values and its lossless tree.
pub(crate) fn block_and_tree(block: &Block) -> (Parsed, SyntaxNode) {
    let (parsed, tree) = read(block, Some(GreenNodeBuilder::new()));
    let tree = tree.unwrap_or_else(|| GreenNode::new(Terms::kind_to_raw(SyntaxKind::Block), []));
    (parsed, SyntaxNode::new_root(tree))
}

fn read(block: &Block, tree: Option<GreenNodeBuilder<'static>>) -> (Parsed, Option<GreenNode>) {
    let mut parser = Parser::new(block, tree);
    let (mut statements, mut tests) = (Vec::new(), Vec::new());
    // Not `open`, which would write white space at the head of the block before it.
    parser.start_node(SyntaxKind::Block);
    while !parser.is_at_end() {
        let before = parser.at;
        match block.kind {
            BlockKind::Terms => statements.extend(parser.statement()),
            BlockKind::Test => tests.extend(parser.test()),
        }
        // Whatever stands here has been told of; a text is finite only if every turn takes a word of it.
        if parser.at == before {
            parser.open(SyntaxKind::Unread);
            parser.take();
            parser.close();
        }
    }
    parser.write_up_to(parser.tokens.len());
    parser.close();
    let parsed = Parsed {
        statements,
        tests,
        unread: parser.unread,
        has_unread: parser.has_unread,
        diagnostics: parser.diagnostics,
    };
    (parsed, parser.tree.map(GreenNodeBuilder::finish))
}

/// The names of a tree with their places in the file.
pub(crate) fn names_in(block: &Block, tree: &SyntaxNode) -> Vec<(String, Span)> {
    let tokens = tree.descendants_with_tokens().filter_map(rowan::NodeOrToken::into_token);
    tokens
        .filter(|token| token.kind() == SyntaxKind::Name)
        .map(|token| {
            let range = token.text_range();
            (token.text().to_owned(), block.span(range.start().into(), range.end().into()))
        })
        .collect()
}

/// A rule could not go on; why has been reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stop;

type Read<T> = Result<T, Stop>;

struct Parser<'a> {
    block: &'a Block,
    tokens: Vec<Token>,
    /// Indexes of the tokens that are neither white space nor comment.
    words: Vec<usize>,
    /// Index into `words` of the next one.
    at: usize,
    /// How many of `tokens` stand in the tree.
    written: usize,
    /// End of the last word taken, in the text of the block.
    last_end: usize,
    depth: usize,
    /// Whether a label cannot stand here, so that one at the head of a line begins the next statement.
    in_sentence: bool,
    /// The lossless tree, where one is wanted.
    tree: Option<GreenNodeBuilder<'static>>,
    unread: Vec<Id>,
    has_unread: bool,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Parser<'a> {
    fn new(block: &'a Block, tree: Option<GreenNodeBuilder<'static>>) -> Self {
        let (tokens, diagnostics) = lexer::tokens(block);
        let is_word = |kind| !matches!(kind, SyntaxKind::WhiteSpace | SyntaxKind::Comment);
        let words = tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| is_word(token.kind))
            .map(|(index, _)| index)
            .collect();
        Parser {
            block,
            tokens,
            words,
            at: 0,
            written: 0,
            last_end: 0,
            depth: 0,
            in_sentence: false,
            tree,
            unread: Vec::new(),
            has_unread: false,
            diagnostics,
        }
    }

    /// The word `ahead` places on.
    fn peek(&self, ahead: usize) -> Option<Token> {
        self.words.get(self.at + ahead).and_then(|index| self.tokens.get(*index)).copied()
    }

    fn kind(&self, ahead: usize) -> Option<SyntaxKind> {
        self.peek(ahead).map(|token| token.kind)
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.words.len()
    }

    fn text_of(&self, token: Token) -> &'a str {
        self.block.text.get(token.start..token.end).unwrap_or_default()
    }

    fn span_of(&self, token: Token) -> Span {
        self.block.span(token.start, token.end)
    }

    /// The text of the name `ahead` places on; empty if there is something else.
    fn word(&self, ahead: usize) -> &'a str {
        match self.peek(ahead) {
            Some(token) if token.kind == SyntaxKind::Name => self.text_of(token),
            _ => "",
        }
    }

    /// Whether these keywords come next.
    fn is(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(ahead, word)| self.word(ahead) == *word)
    }

    fn is_kind(&self, kind: SyntaxKind) -> bool {
        self.kind(0) == Some(kind)
    }

    /// Whether the word `ahead` places on is the first of its line.
    fn opens_line(&self, ahead: usize) -> bool {
        let Some(token) = self.peek(ahead) else { return false };
        let before = match (self.at + ahead).checked_sub(1).and_then(|index| self.words.get(index)) {
            Some(index) => self.tokens.get(*index).map_or(0, |token| token.end),
            None => return true,
        };
        self.block.text.get(before..token.start).is_some_and(|gap| gap.contains('\n'))
    }

    fn write_up_to(&mut self, end: usize) {
        if self.tree.is_none() {
            return;
        }
        while self.written < end {
            let Some(token) = self.tokens.get(self.written).copied() else { return };
            self.write(token, token.kind);
        }
    }

    fn write(&mut self, token: Token, kind: SyntaxKind) {
        let text = self.text_of(token);
        if let Some(tree) = &mut self.tree {
            tree.token(Terms::kind_to_raw(kind), text);
            self.written += 1;
        }
    }

    /// Takes the next word as one of that kind.
    fn take_as(&mut self, kind: SyntaxKind) -> Option<Token> {
        let index = *self.words.get(self.at)?;
        let token = *self.tokens.get(index)?;
        self.write_up_to(index);
        self.write(token, kind);
        self.at += 1;
        self.last_end = token.end;
        Some(token)
    }

    fn take(&mut self) -> Option<Token> {
        self.take_as(self.kind(0)?)
    }

    fn open(&mut self, kind: SyntaxKind) {
        self.write_up_to(self.words.get(self.at).copied().unwrap_or(self.written));
        self.start_node(kind);
    }

    fn start_node(&mut self, kind: SyntaxKind) {
        if let Some(tree) = &mut self.tree {
            tree.start_node(Terms::kind_to_raw(kind));
        }
    }

    fn close(&mut self) {
        if let Some(tree) = &mut self.tree {
            tree.finish_node();
        }
    }

    /// A node around what the rule reads, with its place in the file.
    fn node<T>(&mut self, kind: SyntaxKind, rule: impl FnOnce(&mut Self) -> Read<T>) -> Read<Spanned<T>> {
        let start = self.start();
        self.open(kind);
        let result = rule(self);
        self.close();
        Ok(Spanned::new(result?, self.since(start)))
    }

    /// The first byte of the next word.
    fn start(&self) -> usize {
        self.peek(0).map_or(self.block.text.len(), |token| token.start)
    }

    /// From there to the end of the last word taken.
    fn since(&self, start: usize) -> Span {
        self.block.span(start, self.last_end.max(start))
    }

    /// Takes these keywords if they come next.
    fn eat(&mut self, words: &[&str]) -> bool {
        let is = self.is(words);
        if is {
            for _ in words {
                self.take_as(SyntaxKind::Keyword);
            }
        }
        is
    }

    /// Takes the first of these keywords that comes next.
    fn eat_one_of(&mut self, words: &[&'static str]) -> Option<&'static str> {
        let word = words.iter().copied().find(|word| self.is(&[word]))?;
        self.take_as(SyntaxKind::Keyword);
        Some(word)
    }

    /// Takes these keywords or reports that the first missing one is expected.
    fn expect(&mut self, words: &[&str]) -> Read<()> {
        for word in words {
            if !self.eat(&[word]) {
                return Err(self.expected(&format!("`{word}`")));
            }
        }
        Ok(())
    }

    fn eat_kind(&mut self, kind: SyntaxKind) -> Option<Token> {
        if self.is_kind(kind) { self.take() } else { None }
    }

    fn expect_kind(&mut self, kind: SyntaxKind, what: &str) -> Read<Token> {
        match self.eat_kind(kind) {
            Some(token) => Ok(token),
            None => Err(self.expected(what)),
        }
    }

    /// A name; `what` says of what.
    fn name(&mut self, what: &str) -> Read<Id> {
        if self.in_sentence && self.opens_statement() {
            return Err(self.expected(what));
        }
        let token = self.expect_kind(SyntaxKind::Name, what)?;
        Ok(Spanned::new(self.text_of(token).to_owned(), self.span_of(token)))
    }

    /// `NAME {, NAME}`
    fn names(&mut self, what: &str) -> Read<Vec<Id>> {
        let mut names = vec![self.name(what)?];
        while self.eat_kind(SyntaxKind::Comma).is_some() {
            names.push(self.name(what)?);
        }
        Ok(names)
    }

    /// A text, its line breaks folded to spaces.
    fn text(&mut self, what: &str) -> Read<Text> {
        let token = self.expect_kind(SyntaxKind::Text, what)?;
        let inner = self.text_of(token).trim_matches('"');
        let text = if inner.contains('\n') {
            inner.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            inner.to_owned()
        };
        Ok(Spanned::new(text, self.span_of(token)))
    }
}
