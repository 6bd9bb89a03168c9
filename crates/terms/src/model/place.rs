//! Points, lines, zones, and places as expressions over them.

use armistice_facts::Name;

use super::moment::Reading;
use crate::Span;
use crate::ast::Cardinal;

/// Points, lines and zones by name.
#[derive(Debug, Clone, Default)]
pub struct Geometry {
    /// Points in the order of the file.
    pub points: Vec<Point>,
    /// Lines in the order of the file.
    pub lines: Vec<Line>,
    /// Zones in the order of the file.
    pub zones: Vec<Zone>,
}

/// A named point, WGS 84, in ten-millionths of a degree.
#[derive(Debug, Clone)]
pub struct Point {
    /// Its name.
    pub name: Name,
    /// Latitude.
    pub lat_e7: i32,
    /// Longitude.
    pub lon_e7: i32,
}

/// A named line.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its name.
    pub name: Name,
    /// Where its geometry is.
    pub file: FileRef,
    /// Whether there is one file a day.
    pub is_series: bool,
    /// The property of point features that holds a marker's code.
    pub markers_by: Option<String>,
    /// Who is on which side, where the text says it; at most two, which lie across from one another.
    pub sides: Vec<LineSide>,
    /// Its accuracy in millimetres; 0 where the text states none.
    pub accuracy_mm: i64,
    /// The statement's place.
    pub span: Span,
}

/// Who is on one side of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineSide {
    /// Which side.
    pub side: Cardinal,
    /// The parties and bodies on it.
    pub of: Vec<Name>,
}

/// Whose side of a line is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SideOf {
    /// That of whoever acts, or holds what is counted or seen.
    Own,
    /// The one that is not their own.
    Other,
    /// The side of that party or body.
    Named(Name),
}

/// A feature of a GeoJSON file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRef {
    /// Path relative to the agreement file.
    pub path: String,
    /// The feature's id; the only feature, or all of them, if absent.
    pub feature: Option<String>,
    /// Leading hexadecimal digits of the SHA-256 that the file must have.
    pub sha256: Option<String>,
}

/// A named zone.
#[derive(Debug, Clone)]
pub struct Zone {
    /// Its name.
    pub name: Name,
    /// Where it is; `None` while it is left to a body.
    pub place: Option<Place>,
    /// Bounds of height; all of them hold.
    pub heights: Vec<HeightBound>,
    /// Its own accuracy in millimetres, besides that of the lines it rests on.
    pub accuracy_mm: i64,
    /// How the text is read.
    pub reading: Option<Reading>,
    /// The body that it is left to.
    pub decided_by: Option<Name>,
    /// What is known of it in words, where its geometry is not.
    pub description: Option<String>,
    /// The zones in which it lies, where the text says so and no geometry does.
    pub within: Vec<Name>,
    /// The zones with which it shares nothing, where the text says so and no geometry does.
    pub apart_from: Vec<Name>,
    /// The statement's place.
    pub span: Span,
}

/// A place, as an expression over named things. All names are known to exist.
#[derive(Debug, Clone)]
pub enum Place {
    /// One of them.
    Or(Vec<Place>),
    /// All of them.
    And(Vec<Place>),
    /// The first without the second.
    Minus(Box<Place>, Box<Place>),
    /// Near or far from something.
    Near(Near),
    /// One side of the parallel or meridian of a point.
    Beside {
        /// Which side.
        side: Cardinal,
        /// The point.
        point: Name,
    },
    /// A file.
    File(FileRef),
    /// Above or below a height, anywhere.
    Height(HeightBound),
    /// A zone.
    Zone(Name),
    /// A line: inside means beyond it, from the actor's own side (the verb `cross`).
    AcrossLine(Name),
    /// One side of a line.
    Side {
        /// The line.
        line: Name,
        /// Whose side.
        of: SideOf,
    },
    /// Out of a place: an act that moves things, begun in it and ended outside of it. Only sentences of acts say it.
    OutOf(Box<Place>),
    /// To a place: an act that moves things, begun outside of it and ended in it. Only sentences of acts say it.
    To(Box<Place>),
    /// `land`, `sea` or `air`: a domain, not a region; every position belongs to it as far as geometry can tell.
    Domain(String),
    /// Anywhere.
    Everywhere,
}

impl Place {
    /// Whether it says out of where or to where: only an act that moves things can meet it.
    #[must_use]
    pub fn is_of_a_move(&self) -> bool {
        match self {
            Place::OutOf(_) | Place::To(_) => true,
            Place::And(parts) => parts.iter().any(Place::is_of_a_move),
            _ => false,
        }
    }
}

/// `within 5 km of MDL between marker 0001 and marker 0646`
#[derive(Debug, Clone)]
pub struct Near {
    /// Beyond the distance instead of within it.
    pub is_beyond: bool,
    /// Millimetres.
    pub distance_mm: i64,
    /// Of what.
    pub of: NearTo,
    /// Of the other party's, where the reference moves.
    pub of_the_other_party: bool,
    /// Codes of two markers of the line.
    pub between: Option<(String, String)>,
    /// On whose side alone.
    pub side_of: Option<SideOf>,
}

/// What a distance is measured from.
#[derive(Debug, Clone)]
pub enum NearTo {
    /// A line.
    Line(Name),
    /// A point.
    Point(Name),
    /// A zone.
    Zone(Name),
    /// Things of a class, wherever they are.
    Class(Name),
}

/// A bound of height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeightBound {
    /// `above` instead of `below`.
    pub is_above: bool,
    /// Millimetres.
    pub height_mm: i64,
    /// Above ground instead of above mean sea level.
    pub above_ground: bool,
}
