//! A block: its statements and comments one after another.

use rowan::{NodeOrToken, TextRange};

use super::layout;
use super::unit::{self, Element};
use crate::host::{Block, BlockKind};
use crate::syntax_kind::{SyntaxKind, SyntaxNode};
use crate::{Diagnostic, Severity, Span, parser};

/// Indentation of the lines of a scenario.
const LINE_OF_TEST: usize = 2;

/// A block in its canonical form.
#[derive(Debug, Clone, Default)]
pub(super) struct Printed {
    /// Its text.
    pub(super) text: String,
    /// What was left as it stands.
    pub(super) left: Vec<Span>,
}

/// Prints a block in that many columns.
pub(super) fn print(block: &Block, tree: &SyntaxNode, diagnostics: &[Diagnostic], columns: usize) -> Printed {
    let broken: Vec<Span> =
        diagnostics.iter().filter(|found| is_of_words(found)).map(Diagnostic::span).collect();
    let mut entries = entries(tree, block, &broken);
    spread(&mut entries, block);
    let mut printer = Printer { block, columns, printed: Printed::default(), last_end: None };
    let mut rest = entries.as_slice();
    while let Some((entry, after)) = rest.split_first() {
        rest = after;
        let Entry::Broken(range) = entry else {
            printer.entry(entry);
            continue;
        };
        // Broken pieces with nothing sound between them are one.
        let mut range = *range;
        while let Some((Entry::Broken(next), after)) = rest.split_first() {
            range = range.cover(*next);
            rest = after;
        }
        printer.broken(range);
    }
    printer.finish()
}

/// Whether the diagnostic says that words cannot be read: where a block stands (A1..) does not concern its words.
fn is_of_words(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error && !diagnostic.code.starts_with("A1")
}

/// What stands in a block.
#[derive(Debug, Clone)]
enum Entry {
    /// A statement, the head of a scenario or a line of it.
    Sound { nodes: Vec<Element>, kind: SyntaxKind, indent: usize, range: TextRange },
    /// What cannot be read.
    Broken(TextRange),
    /// A comment between statements.
    Comment { text: String, range: TextRange, in_test: bool },
}

impl Entry {
    fn range(&self) -> TextRange {
        match self {
            Entry::Sound { range, .. } | Entry::Broken(range) | Entry::Comment { range, .. } => *range,
        }
    }
}

fn entries(tree: &SyntaxNode, block: &Block, broken: &[Span]) -> Vec<Entry> {
    let mut entries = Vec::new();
    for child in tree.children_with_tokens() {
        match &child {
            NodeOrToken::Node(node) if node.kind() == SyntaxKind::Test => {
                test_entries(node, block, broken, &mut entries);
            }
            _ => entries.extend(entry(child, 0, block, broken)),
        }
    }
    entries
}

/// The head of a scenario and its lines.
fn test_entries(test: &SyntaxNode, block: &Block, broken: &[Span], entries: &mut Vec<Entry>) {
    let children: Vec<Element> = test.children_with_tokens().collect();
    let Some(colon) = children.iter().position(|child| child.kind() == SyntaxKind::Colon) else {
        return entries.push(Entry::Broken(test.text_range()));
    };
    let (head, lines) = children.split_at(colon + 1);
    let range = head.iter().map(Element::text_range).reduce(TextRange::cover).unwrap_or_default();
    let is_broken = head.iter().any(is_unread) || touches(range, block, broken);
    entries.push(if is_broken {
        Entry::Broken(range)
    } else {
        Entry::Sound { nodes: head.to_vec(), kind: SyntaxKind::Test, indent: 0, range }
    });
    for line in lines {
        entries.extend(entry(line.clone(), LINE_OF_TEST, block, broken));
    }
}

/// None for white space.
fn entry(child: Element, indent: usize, block: &Block, broken: &[Span]) -> Option<Entry> {
    let range = child.text_range();
    match child {
        NodeOrToken::Token(token) => match token.kind() {
            SyntaxKind::WhiteSpace => None,
            SyntaxKind::Comment => {
                let text = token.text().trim_end().to_owned();
                Some(Entry::Comment { text, range, in_test: indent > 0 })
            }
            _ => Some(Entry::Broken(range)),
        },
        NodeOrToken::Node(node) => {
            let is_closed = node.last_token().is_some_and(|token| token.kind() == SyntaxKind::FullStop);
            let is_broken =
                !is_closed || is_unread(&NodeOrToken::Node(node.clone())) || touches(range, block, broken);
            let kind = node.kind();
            Some(if is_broken {
                Entry::Broken(range)
            } else {
                Entry::Sound { nodes: vec![NodeOrToken::Node(node)], kind, indent, range }
            })
        }
    }
}

fn is_unread(element: &Element) -> bool {
    let is_unread = |kind| matches!(kind, SyntaxKind::Unread | SyntaxKind::Stray);
    match element {
        NodeOrToken::Node(node) => node.descendants_with_tokens().any(|inner| is_unread(inner.kind())),
        NodeOrToken::Token(token) => is_unread(token.kind()),
    }
}

fn touches(range: TextRange, block: &Block, broken: &[Span]) -> bool {
    let span = block.span(range.start().into(), range.end().into());
    broken.iter().any(|found| found.start <= span.end && found.end >= span.start)
}

/// What shares a line with something broken is left with it: a line break between them could mend or break it.
fn spread(entries: &mut [Entry], block: &Block) {
    let is_broken = |entry: &Entry| matches!(entry, Entry::Broken(_));
    let share_a_line = |one: &Entry, next: &Entry| {
        let between = usize::from(one.range().end())..usize::from(next.range().start());
        !block.text.get(between).unwrap_or_default().contains('\n')
    };
    let reach = |at: usize, other: usize, entries: &mut [Entry]| {
        let (Some(one), Some(next)) = (entries.get(at), entries.get(other)) else { return };
        let (first, second) = if at < other { (one, next) } else { (next, one) };
        let reaches = is_broken(one) && !is_broken(next) && !matches!(next, Entry::Comment { .. });
        if reaches && share_a_line(first, second) {
            let range = next.range();
            if let Some(entry) = entries.get_mut(other) {
                *entry = Entry::Broken(range);
            }
        }
    };
    for at in 1..entries.len() {
        reach(at - 1, at, entries);
    }
    for at in (1..entries.len()).rev() {
        reach(at, at - 1, entries);
    }
}

struct Printer<'a> {
    block: &'a Block,
    columns: usize,
    printed: Printed,
    /// Where the last entry ends in the text of the block.
    last_end: Option<usize>,
}

impl Printer<'_> {
    fn source(&self, start: usize, end: usize) -> &str {
        self.block.text.get(start..end).unwrap_or_default()
    }

    fn entry(&mut self, entry: &Entry) {
        let range = entry.range();
        match entry {
            Entry::Sound { nodes, kind, indent, .. } => self.sound(nodes, *kind, *indent, range),
            Entry::Comment { text, in_test, .. } => self.comment(text, range, *in_test),
            Entry::Broken(range) => self.broken(*range),
        }
    }

    fn sound(&mut self, nodes: &[Element], kind: SyntaxKind, indent: usize, range: TextRange) {
        let Some(lines) = self.canonical(nodes, kind, indent) else { return self.broken(range) };
        self.begin(range.start().into());
        for line in lines {
            self.line(&line);
        }
        self.last_end = Some(range.end().into());
    }

    /// The lines of a statement, in the order of reading if it says the same so, else in its own.
    fn canonical(&self, nodes: &[Element], kind: SyntaxKind, indent: usize) -> Option<Vec<String>> {
        let written = unit::of(nodes, kind, self.block.kind)?;
        let says = unit::says(&written);
        let mut sorted = written.clone();
        unit::sort(&mut sorted);
        [sorted, written].into_iter().find_map(|units| {
            let lines = layout::lines(&unit::closed(units), indent, self.columns, self.block.kind);
            self.is_read_as(&lines, kind, &says).then_some(lines)
        })
    }

    fn is_read_as(&self, lines: &[String], kind: SyntaxKind, says: &[String]) -> bool {
        // A line of a scenario is read below the head of one, and a head with nothing below it.
        let text = match kind {
            SyntaxKind::Fact | SyntaxKind::Expect => format!("test \"\":\n{}\n", lines.join("\n")),
            _ => format!("{}\n", lines.join("\n")),
        };
        let block = Block::loose(self.block.kind, &text);
        let found: Vec<Entry> = entries(&parser::tree(&block), &block, &[])
            .into_iter()
            .filter(|entry| !matches!(entry, Entry::Comment { .. }))
            .collect();
        let Some(Entry::Sound { nodes, kind: read, .. }) = found.last() else { return false };
        let expected = if matches!(kind, SyntaxKind::Fact | SyntaxKind::Expect) { 2 } else { 1 };
        found.len() == expected
            && *read == kind
            && unit::of(nodes, kind, block.kind).is_some_and(|units| unit::says(&units) == says)
    }

    fn comment(&mut self, text: &str, range: TextRange, in_test: bool) {
        let start = usize::from(range.start());
        let before = self.source(self.last_end.unwrap_or(0), start);
        let is_alone = self.last_end.is_none() || before.contains('\n');
        if is_alone {
            let indented = before.rsplit('\n').next().is_some_and(|margin| !margin.is_empty());
            let is_inside =
                in_test || (self.block.kind == BlockKind::Test && indented && self.last_end.is_some());
            self.begin(start);
            self.line(&format!("{}{text}", " ".repeat(if is_inside { LINE_OF_TEST } else { 0 })));
        } else {
            self.behind(text);
        }
        self.last_end = Some(range.end().into());
    }

    /// Leaves a range as it stands, with the white space before it in its line.
    fn broken(&mut self, range: TextRange) {
        let (start, end) = (usize::from(range.start()), usize::from(range.end()));
        let margin = self.source(self.last_end.unwrap_or(0), start);
        let margin = margin.rfind('\n').map_or(margin, |at| margin.get(at + 1..).unwrap_or_default());
        let text = format!("{margin}{}", self.source(start, end));
        self.begin(start);
        self.line(text.trim_end());
        self.printed.left.push(self.block.span(start, end));
        self.last_end = Some(end);
    }

    /// A new line, and the blank one before it that stood there.
    fn begin(&mut self, start: usize) {
        let Some(last_end) = self.last_end else { return };
        if self.source(last_end, start).matches('\n').count() > 1 {
            self.printed.text.push('\n');
        }
    }

    fn line(&mut self, line: &str) {
        self.printed.text.push_str(line);
        self.printed.text.push('\n');
    }

    /// A comment at the end of the last line.
    fn behind(&mut self, comment: &str) {
        if self.printed.text.ends_with('\n') {
            self.printed.text.pop();
        }
        self.printed.text.push_str("  ");
        self.printed.text.push_str(comment);
        self.printed.text.push('\n');
    }

    fn finish(self) -> Printed {
        self.printed
    }
}

/// What each statement of a block says, whatever the order of its clauses; of a broken one its words.
pub(super) fn sayings(tree: &SyntaxNode, kind: BlockKind) -> Vec<Vec<String>> {
    let block = Block::loose(kind, &tree.text().to_string());
    let say = |entry: Entry| match entry {
        Entry::Sound { nodes, kind: statement, .. } => {
            unit::of(&nodes, statement, kind).map(|units| unit::says(&units))
        }
        Entry::Broken(range) => Some(vec![folded(&tree.text().slice(range).to_string())]),
        Entry::Comment { .. } => None,
    };
    entries(tree, &block, &[]).into_iter().filter_map(say).collect()
}

/// The comments of a block, sorted: a comment goes with its clause.
pub(super) fn comments(tree: &SyntaxNode) -> Vec<String> {
    let tokens = tree.descendants_with_tokens().filter_map(NodeOrToken::into_token);
    let mut comments: Vec<String> = tokens
        .filter(|token| token.kind() == SyntaxKind::Comment)
        .map(|token| token.text().trim_end().to_owned())
        .collect();
    comments.sort_unstable();
    comments
}

/// Whether a block with that text instead of its own says the same, with the same comments and the same problems.
pub(super) fn reads_the_same(block: &Block, tree: &SyntaxNode, text: &str) -> bool {
    let (before, after) = (Block::loose(block.kind, &block.text), Block::loose(block.kind, text));
    let (first, (second, formatted)) = (parser::block(&before), parser::block_and_tree(&after));
    sayings(tree, block.kind) == sayings(&formatted, block.kind)
        && comments(tree) == comments(&formatted)
        && super::messages(&first.diagnostics) == super::messages(&second.diagnostics)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
