//! Positions of moving objects, and what their movement amounts to.

use armistice_earth::Position;
use serde::{Deserialize, Serialize};

use crate::{Height, Instant, Name};

/// One position of one object at one time, as a feed gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The object: an MMSI, an ICAO address, a call sign.
    pub object: String,
    /// When it was there.
    pub time: Instant,
    /// Where it was.
    pub position: Position,
    /// Bound of the error of the position, in metres; 0 where the feed states none.
    pub error_metres: u32,
    /// The height, where it is known.
    pub height: Option<Height>,
    /// Speed over the ground in millimetres a second, where it is known.
    pub speed_mm_s: Option<u32>,
    /// The file and row it was read from.
    pub row: u64,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassageKind {
    /// Came into a zone.
    Enter,
    /// Went out of a zone.
    Leave,
    /// Crossed a line.
    Cross,
    /// Was in a zone from one time to another; closes a presence.
    Stay,
    /// Was not heard of for longer than the limit.
    Gap,
    /// Moved faster than the object can.
    Jump,
}

/// Whether the errors of place leave room for doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certitude {
    /// It holds for every position within the stated errors.
    Certain,
    /// The stated errors reach across the boundary.
    Undetermined,
}

/// Where an object was deepest inside a zone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Deepest {
    /// How far it was from the boundary, in metres.
    pub depth_m: f64,
    /// When.
    pub time: Instant,
    /// Where.
    pub position: Position,
    /// Whether that was worked out between two fixes.
    pub interpolated: bool,
    /// Whether these were more than 20 km apart.
    pub inferred: bool,
}

/// One passage of one object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// What happened.
    pub kind: PassageKind,
    /// The object.
    pub object: String,
    /// The zone entered, left or stayed in.
    pub zone: Option<Name>,
    /// The line crossed.
    pub line: Option<Name>,
    /// The norm whose place it is, where one names the zone.
    pub norm: Option<Name>,
    /// When: the crossing of the boundary, the end of a stay or gap.
    pub time: Instant,
    /// Whether the instant was worked out between two fixes.
    pub interpolated: bool,
    /// Where it was then.
    pub position: Position,
    /// Height above its datum in metres, where it is known.
    pub height_m: Option<f64>,
    /// Distance to the boundary in metres (at the deepest fix, for a stay); distance moved, for a gap or jump.
    pub margin_m: f64,
    /// For a stay: where it was deepest, between fixes too.
    pub deepest: Option<Deepest>,
    /// For a stay: over or under the zone or in it, since no fix told a height that decides it.
    pub height_unknown: bool,
    /// Worked out on a step of more than 20 km between two fixes: nobody saw the way.
    pub inferred: bool,
    /// Where nothing was worked out over a silence: the earliest and the latest instant, by the greatest speed of the object.
    pub not_before: Option<Instant>,
    /// The latest.
    pub not_after: Option<Instant>,
    /// Whether the errors leave room for doubt.
    pub certainty: Certitude,
    /// For a crossing: the side it came from (`left` or `right` of the line as drawn).
    pub direction: Option<String>,
    /// Start of a stay, gap or jump.
    pub from: Option<Instant>,
    /// End of a stay, gap or jump.
    pub to: Option<Instant>,
    /// Fixes inside, for a stay.
    pub fixes: Option<u64>,
    /// The file it was read from.
    pub source: String,
}
