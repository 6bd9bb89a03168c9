//! Markers that stand along a line, and what can be wrong about them.

use thiserror::Error;

use crate::Position;

/// A marker may stand this far from its line, or as far as its own and the line's accuracy together allow. Sign
/// posts stand beside a line, not on it; farther off, the marker belongs to another line or a digit is wrong.
pub const MARKER_REACH_METRES: f64 = 1_000.0;

/// A marker nearer than this to an end of the line stands at the end: positions are published with four decimals
/// of a degree (11 m) or more.
pub const END_REACH_METRES: f64 = 11.0;

/// A marker beside a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Marker {
    /// Where it stands.
    pub position: Position,
    /// Metres along the line at the point of the line nearest to it.
    pub along_metres: f64,
    /// How far along the line it may truly be from there, in metres.
    pub accuracy_metres: f64,
}

/// What is wrong about a marker.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MarkerError {
    /// No such marker.
    #[error("the line has no marker `{code}`: {known}")]
    Unknown {
        /// The code asked for.
        code: String,
        /// The nearest known codes, in words.
        known: String,
    },
    /// The marker stands too far from the line.
    #[error("marker `{code}` stands {metres} m from the line: is it a marker of another line?")]
    TooFar {
        /// Its code.
        code: String,
        /// How far, in whole metres.
        metres: u64,
    },
    /// Two markers of one code at different places.
    #[error("marker `{code}` is given twice, at different positions")]
    Twice {
        /// Its code.
        code: String,
    },
    /// The line meets the second marker first.
    #[error("the line meets marker `{first}` before marker `{second}`: name them in that order")]
    Reversed {
        /// The marker that the line meets first.
        first: String,
        /// The marker that it meets afterwards.
        second: String,
    },
    /// Both markers stand at one point.
    #[error("markers `{first}` and `{second}` stand at one point of the line: nothing lies between them")]
    SamePoint {
        /// The one.
        first: String,
        /// The other.
        second: String,
    },
}
