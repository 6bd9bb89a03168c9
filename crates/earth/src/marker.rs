//! Markers that stand along a line, and the cuts that a text makes between two of them.

use thiserror::Error;

use crate::{Cut, Cuts, Line, Position};

/// A marker may stand this far from its line, or as far as its own and the line's accuracy together allow. Sign
/// posts stand beside a line, not on it; farther off, the marker belongs to another line or a digit is wrong.
pub const MARKER_REACH_METRES: f64 = 1_000.0;

/// A marker nearer than this to an end of the line stands at the end: positions are published with four decimals
/// of a degree (11 m) or more.
pub const END_REACH_METRES: f64 = 11.0;

/// How many known codes an error names.
const CODES_NAMED: usize = 4;

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

impl Marker {
    pub(crate) fn beside(
        line: &Line,
        code: &str,
        position: Position,
        accuracy_metres: f64,
    ) -> Result<Self, MarkerError> {
        let nearest = line.nearest(position);
        let reach = MARKER_REACH_METRES.max(accuracy_metres + line.accuracy_metres());
        if nearest.distance_metres > reach {
            return Err(MarkerError::TooFar {
                code: code.to_owned(),
                metres: whole(nearest.distance_metres),
            });
        }
        Ok(Marker { position, along_metres: nearest.along_metres, accuracy_metres })
    }
}

/// The cuts at two markers, in the order in which the line meets them.
pub(crate) fn cuts_between(line: &Line, code_a: &str, code_b: &str) -> Result<Cuts, MarkerError> {
    let (a, b) = (find(line, code_a)?, find(line, code_b)?);
    let names = |first: &str, second: &str| (first.to_owned(), second.to_owned());
    if b.along_metres < a.along_metres {
        let (first, second) = names(code_b, code_a);
        return Err(MarkerError::Reversed { first, second });
    }
    if b.along_metres <= a.along_metres {
        let (first, second) = names(code_a, code_b);
        return Err(MarkerError::SamePoint { first, second });
    }
    let cut =
        |marker: Marker| Cut { along_metres: marker.along_metres, accuracy_metres: marker.accuracy_metres };
    Ok(Cuts {
        from: (a.along_metres > END_REACH_METRES).then(|| cut(a)),
        to: (line.end() - b.along_metres > END_REACH_METRES).then(|| cut(b)),
    })
}

fn find(line: &Line, code: &str) -> Result<Marker, MarkerError> {
    let found = line.markers().get(code).copied();
    found.ok_or_else(|| MarkerError::Unknown { code: code.to_owned(), known: known(line, code) })
}

/// The codes that stand next to the one asked for in order, so that a slip of the pen shows.
fn known(line: &Line, code: &str) -> String {
    let before: Vec<&str> =
        line.markers().range(..code.to_owned()).rev().map(|(code, _)| code.as_str()).collect();
    let after = line.markers().range(code.to_owned()..).map(|(code, _)| code.as_str());
    let mut near: Vec<&str> = before.into_iter().take(CODES_NAMED / 2).collect();
    near.reverse();
    near.extend(after.take(CODES_NAMED / 2));
    if near.is_empty() {
        return "it has no markers at all".to_owned();
    }
    format!("the nearest codes known are `{}`", near.join("`, `"))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a distance on earth")]
fn whole(metres: f64) -> u64 {
    metres.round() as u64
}
