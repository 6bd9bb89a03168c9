//! Places as they are reported, and how they relate to the places of an agreement.

use armistice_earth::Position;
use serde::{Deserialize, Serialize};

use crate::{Instant, Name};

/// Where something happened, as the source tells it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The place in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The position, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "e7")]
    pub position: Option<Position>,
    /// Bound of the error of the position, in metres.
    #[serde(default)]
    pub error_metres: u32,
    /// The height, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<Height>,
    /// Zones and lines of the agreement in which, or over which, the source itself says it happened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<Name>,
    /// How far beyond a line the source says that it reached, in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond_metres: Option<u32>,
    /// How deep inside a zone it got, as far as the source followed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deepest: Option<Box<Incursion>>,
    /// Where an act that moves things began, if the source says so. That place has no origin of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Box<Place>>,
    /// Where an act that moves things ended, if the source says so. That place has no destination of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<Box<Place>>,
    /// What the source says that it happened near, or so far away from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub near: Option<Box<Neighbour>>,
}

/// The deepest point inside a zone that something was followed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incursion {
    /// The zone.
    pub zone: Name,
    /// How far it was from the boundary, in decimetres.
    pub depth_dm: i64,
    /// When.
    pub at: Instant,
    /// Where, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "e7")]
    pub position: Option<Position>,
}

/// The nearest thing of its kind, as the source tells it, to where something happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// A class of the vocabulary, or a zone, a line or a point of the agreement.
    pub of: Name,
    /// Whose thing it is, where the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Name>,
    /// How far away it was, in metres, where the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metres: Option<u32>,
    /// Where it was, WGS 84, where the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "e7")]
    pub position: Option<Position>,
    /// Bound of the error of its position, or of the distance where no position is told, in metres.
    #[serde(default)]
    pub error_metres: u32,
}

impl Place {
    /// Whether anything is told of it by which it could be found: a position, or the name of a zone or a line; its own,
    /// or that of an end of a move.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.position.is_some()
            || !self.within.is_empty()
            || self.near.is_some()
            || self.origin.iter().chain(&self.destination).any(|end| end.is_told())
    }
}

/// What a height is measured from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeightDatum {
    /// Above mean sea level.
    Amsl,
    /// Above the ground below.
    Agl,
    /// Pressure altitude in the standard atmosphere.
    Barometric,
    /// Above the WGS 84 ellipsoid.
    Ellipsoid,
}

/// A height with its datum, in millimetres so that it has one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Height {
    /// Millimetres above the datum.
    pub millimetres: i64,
    /// What it is measured from.
    pub datum: HeightDatum,
}

/// Three answers: a position whose error reaches across a boundary is neither inside nor outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Inside, by more than all stated errors.
    Inside,
    /// Outside, by more than all stated errors.
    Outside,
    /// The stated errors reach across the boundary.
    Undetermined,
}

/// What a placement is relative to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlacementTarget {
    /// The place of a norm or exception (its `in`, `into`, `near` clauses together), by its label.
    Norm(Name),
    /// A named zone.
    Zone(Name),
    /// A named line: inside means beyond it.
    Line(Name),
}

/// How the place of one fact relates to one place of the agreement; worked out by `armistice-watch`, which alone
/// knows both the text and the geometry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Placement {
    /// The fact.
    pub fact: Name,
    /// The place of the agreement.
    pub target: PlacementTarget,
    /// The answer.
    pub relation: Relation,
    /// Distance to the boundary in decimetres, positive inside; absent if the fact has no position.
    pub margin_dm: Option<i64>,
    /// All stated errors together, in decimetres.
    pub tolerance_dm: i64,
    /// Whether the answer rests on the source's own words for the place and not on a position.
    pub as_stated: bool,
    /// A line that is drawn anew each day, where there is none for the day of the fact and the answer turns on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Name>,
}

/// Positions as whole ten-millionths of a degree: the record knows no floating point numbers.
mod e7 {
    use armistice_earth::Position;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[derive(Serialize, Deserialize)]
    struct E7 {
        lat_e7: i32,
        lon_e7: i32,
    }

    #[expect(clippy::ref_option, reason = "the signature that serde calls")]
    pub(super) fn serialize<S: Serializer>(
        position: &Option<Position>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        position.map(|at| E7 { lat_e7: at.lat_e7(), lon_e7: at.lon_e7() }).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Position>, D::Error> {
        let Some(at) = Option::<E7>::deserialize(deserializer)? else { return Ok(None) };
        Position::from_e7(at.lon_e7, at.lat_e7).map(Some).map_err(D::Error::custom)
    }
}
