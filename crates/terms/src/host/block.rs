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
    pieces: Vec<Piece>,
}

/// A piece of the text that is one piece of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// First byte in the text.
    start: usize,
    /// Whether it stands in the file byte for byte; a NUL, for one, is read as U+FFFD.
    is_verbatim: bool,
    span: Span,
}

impl Block {
    pub(super) fn new(kind: BlockKind, section: Option<usize>, fenced: Span) -> Self {
        Block { kind, section, fenced, text: String::new(), pieces: Vec::new() }
    }

    /// A block of no file, to read a text by itself.
    pub(crate) fn loose(kind: BlockKind, text: &str) -> Self {
        let span = Span::new(0, offset(text.len()));
        let mut block = Block::new(kind, None, span);
        block.push(text, span);
        block
    }

    pub(super) fn push(&mut self, text: &str, span: Span) {
        let is_verbatim = offset(text.len()) == span.end - span.start;
        match self.pieces.last_mut() {
            // Line follows line: nearly every block is one piece of the file, in which a place is found at once.
            Some(last) if last.is_verbatim && is_verbatim && last.span.end == span.start => {
                last.span.end = span.end;
            }
            _ => self.pieces.push(Piece { start: self.text.len(), is_verbatim, span }),
        }
        self.text.push_str(text);
    }

    /// Its first byte in the file, if all of it stands there byte for byte in one piece.
    pub(crate) fn only_start(&self) -> Option<u32> {
        match self.pieces.as_slice() {
            [piece] if piece.is_verbatim => Some(piece.span.start),
            _ => None,
        }
    }

    /// Leaves out everything from that byte of the text on.
    pub(super) fn truncate(&mut self, at: usize) {
        self.text.truncate(at);
    }

    /// The place in the file of a range of the text.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        let first = self.place(start).start;
        if end <= start { Span::new(first, first) } else { Span::new(first, self.place(end - 1).end) }
    }

    /// The byte of the file that a byte of the text is, or the whole piece where there is no such byte.
    fn place(&self, at: usize) -> Span {
        let index = self.pieces.partition_point(|piece| piece.start <= at);
        let Some(piece) = index.checked_sub(1).and_then(|index| self.pieces.get(index)) else {
            return Span::new(self.fenced.start, self.fenced.start);
        };
        let byte = piece.span.start.saturating_add(offset(at - piece.start));
        match piece.is_verbatim {
            true if byte >= piece.span.end => Span::new(piece.span.end, piece.span.end),
            true => Span::new(byte, byte + 1),
            false => piece.span,
        }
    }
}
