//! Why a place of an agreement cannot be drawn.

use armistice_earth::LineError;
use armistice_facts::Name;

use crate::shapes::ShapeError;
use crate::sides::SidesError;

/// Why a place cannot be drawn.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// Its file.
    #[error("cannot draw `{name}`: {cause}")]
    Shape {
        /// The line, zone or norm.
        name: Name,
        /// Why.
        cause: ShapeError,
    },
    /// The markers of its line.
    #[error("cannot draw `{name}`: {cause}")]
    Line {
        /// The zone or norm.
        name: Name,
        /// Why.
        cause: LineError,
    },
    /// A side of a line is meant, and nothing says whose side is which.
    #[error(
        "cannot draw `{name}`: nothing says whose side of line `{line}` is which; give its feature the properties \
         `left` and `right`, each a party, as seen along the line"
    )]
    NoSides {
        /// The zone or norm.
        name: Name,
        /// The line.
        line: Name,
    },
    /// The sides that the text gives by the compass do not fit the course of the line, or what its feature says.
    #[error("line `{line}` {why}")]
    Sides {
        /// The line.
        line: Name,
        /// Why.
        why: SidesError,
    },
    /// A side of a line is given to nobody of the agreement.
    #[error("line `{line}` gives a side to `{party}`, which is no party of the agreement")]
    UnknownParty {
        /// The line.
        line: Name,
        /// What stands in the feature.
        party: String,
    },
    /// A name that stands for nothing, or for itself.
    #[error("cannot draw `{name}`: it rests on `{on}`, which {why}")]
    Unresolved {
        /// The zone or norm.
        name: Name,
        /// What it rests on.
        on: Name,
        /// Why that is not to be had.
        why: &'static str,
    },
    /// Nothing belongs to the place: what it is made of has nothing in common, or all of it is taken out.
    #[error("nothing belongs to {}: what it is made of leaves no place on the earth", if *.is_zone { format!("zone `{name}`") } else { format!("the place of `{name}`") })]
    Empty {
        /// The zone, norm or exception.
        name: Name,
        /// Whether it is a zone.
        is_zone: bool,
    },
    /// A point outside the earth.
    #[error("point `{name}` lies outside the earth")]
    Point {
        /// The point.
        name: Name,
    },
}
