//! A block of terms or tests: its own text, and the way back into the file.

use crate::Span;
use crate::host::offset;

/// What a block holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Statements.
    Terms,
    /// Scenarios.
    Test,
}

/// A fenced block without its fences; inside a quote or a list also without the marks at the head of its lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it holds.
    pub kind: BlockKind,
    /// Index of the section it stands in.
    pub section: Option<usize>,
    /// The block with its fences in the Markdown file.
    pub fenced: Span,
    /// Its text.
    pub text: String,
    /// Pieces of the text that are one piece of the file: first byte in the text, place in the file.
    pieces: Vec<(usize, Span)>,
}

impl Block {
    pub(super) fn new(kind: BlockKind, section: Option<usize>, fenced: Span) -> Self {
        Block { kind, section, fenced, text: String::new(), pieces: Vec::new() }
    }

    pub(super) fn push(&mut self, text: &str, span: Span) {
        self.pieces.push((self.text.len(), span));
        self.text.push_str(text);
    }

    /// Leaves out everything from that byte of the text on.
    pub(super) fn truncate(&mut self, at: usize) {
        self.text.truncate(at);
    }

    /// The place in the file of a range of the text.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        let first = self.place(start);
        if end <= start { Span::new(first, first) } else { Span::new(first, self.place(end - 1) + 1) }
    }

    fn place(&self, at: usize) -> u32 {
        let index = self.pieces.partition_point(|(start, _)| *start <= at);
        match index.checked_sub(1).and_then(|index| self.pieces.get(index)) {
            Some((start, span)) => span.end.min(span.start.saturating_add(offset(at - start))),
            None => self.fenced.start,
        }
    }
}
