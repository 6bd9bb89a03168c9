//! Places in a source file.

/// A range of bytes in the Markdown file of an agreement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// First byte after the end.
    pub end: u32,
}

/// A piece of the syntax with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The piece.
    pub node: T,
    /// Where it stands.
    pub span: Span,
}

impl Span {
    /// The range from `start` up to, and without, `end`.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Span { start, end: end.max(start) }
    }

    /// The smallest range that covers both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl<T> Spanned<T> {
    /// A piece with its place.
    pub fn new(node: T, span: Span) -> Self {
        Spanned { node, span }
    }
}
