//! Points, lines, zones, and the expressions that combine them.

use super::word::{Id, Reading, Text};
use crate::{Span, Spanned};

/// `point NAME at NUMBER N NUMBER E`
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its name.
    pub name: Id,
    /// Where.
    pub at: Coordinates,
}

/// `38.10 N 128.10 E`: whole ten-millionths of a degree, south and west negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coordinates {
    /// Latitude.
    pub lat_e7: i32,
    /// Longitude.
    pub lon_e7: i32,
    /// Its place.
    pub span: Span,
}

/// `line NAME is (file | series) STRING [hash STRING] [with markers by STRING] [with sides] [accuracy LENGTH]`
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its name.
    pub name: Id,
    /// Whether there is one file a day.
    pub is_series: bool,
    /// Its file.
    pub file: FileRef,
    /// The property of point features that holds a marker's code.
    pub markers_by: Option<Text>,
    /// Who is on which side: `with names on the CARDINAL [and names on the CARDINAL]`.
    pub sides: Vec<LineSide>,
    /// Its accuracy in millimetres.
    pub accuracy_mm: Option<Spanned<i64>>,
}

/// `names on the CARDINAL`
#[derive(Debug, Clone, PartialEq)]
pub struct LineSide {
    /// Who is on that side.
    pub of: Vec<Id>,
    /// Which side.
    pub side: Spanned<Cardinal>,
}

/// Whose side of a line is meant.
#[derive(Debug, Clone, PartialEq)]
pub enum SideOf {
    /// `their own side`: that of whoever acts, or holds.
    Own,
    /// `the other side`: the one that is not their own.
    Other,
    /// The side of that party or body.
    Named(Id),
}

/// `file "geo/mdl.geojson#mdl" [hash "sha256:…"]`
#[derive(Debug, Clone, PartialEq)]
pub struct FileRef {
    /// The path, relative to the agreement file, with the feature's id after `#`.
    pub path: Text,
    /// The digest the file must have: `sha256:` and at least 16 hexadecimal digits.
    pub hash: Option<Text>,
}

/// `zone NAME is place [height] [accuracy LENGTH] [reading]`, `zone NAME is described as STRING [within names] [apart
/// from names]`, or `zone NAME is to be decided by NAME`
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    /// Its name.
    pub name: Id,
    /// Where it is.
    pub is: ZoneIs,
}

/// What a zone is.
#[derive(Debug, Clone, PartialEq)]
pub enum ZoneIs {
    /// A place.
    Place {
        /// The place.
        place: Place,
        /// Bounds of height; all of them hold.
        heights: Vec<Spanned<HeightBound>>,
        /// Its accuracy in millimetres.
        accuracy_mm: Option<Spanned<i64>>,
        /// How the text is read.
        reading: Option<Reading>,
    },
    /// Known in words only.
    DescribedAs {
        /// What it is.
        words: Text,
        /// The zones in which it lies.
        within: Vec<Id>,
        /// The zones with which it shares nothing.
        apart_from: Vec<Id>,
    },
    /// Left to a body.
    ToBeDecidedBy(Id),
}

/// A place, as an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// One of them.
    Or(Vec<Place>),
    /// All of them.
    And(Vec<Place>),
    /// The first without the second.
    Minus(Box<Place>, Box<Place>),
    /// Near or far from a line, point or zone.
    Near(Near),
    /// One side of the parallel or meridian of a point.
    Beside {
        /// Which side.
        side: Cardinal,
        /// The point.
        of: Id,
    },
    /// `on (their own | the other | the NAME) side of NAME`
    Side {
        /// Whose side.
        whose: SideOf,
        /// Of which line.
        of: Id,
    },
    /// A file.
    File(FileRef),
    /// A named zone (or, for the verb `cross`, a line).
    Named(Id),
}

/// A cardinal direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cardinal {
    /// Greater latitude.
    North,
    /// Smaller latitude.
    South,
    /// East.
    East,
    /// West.
    West,
}

/// `(within | beyond) LENGTH of NAME [of the other party] [between marker … and marker …] [on the side of NAME]`, or `on
/// their own side`, or `on the other side`, at the end
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// `beyond` instead of `within`.
    pub is_beyond: bool,
    /// The distance in millimetres.
    pub distance_mm: Spanned<i64>,
    /// Of what.
    pub of: Id,
    /// `of the other party`
    pub of_the_other_party: bool,
    /// The two marker codes.
    pub between: Option<(Id, Id)>,
    /// On whose side alone.
    pub side_of: Option<SideOf>,
    /// Its place.
    pub span: Span,
}

/// `(below | above) LENGTH (AGL | AMSL)`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeightBound {
    /// `above` instead of `below`.
    pub is_above: bool,
    /// Millimetres.
    pub height_mm: i64,
    /// `AGL` instead of `AMSL`.
    pub above_ground: bool,
}
