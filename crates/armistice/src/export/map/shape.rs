//! The form of a map: types of its own, from which `schemas/places.schema.json` is made.

use schemars::JsonSchema;
use serde::Serialize;

use crate::export::shape::{ClassSet, Height, Hours, Reading};

/// The version of the format.
pub(crate) const FORMAT: u32 = 1;

/// The places of an agreement: a GeoJSON feature collection (RFC 7946) with members of its own.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Map {
    /// What kind of GeoJSON object it is.
    #[serde(rename = "type")]
    pub(crate) kind: Collection,
    /// The version of this format.
    pub(crate) format: u32,
    /// The title of the agreement.
    pub(crate) title: String,
    /// What is to be known before anything is read from the map.
    pub(crate) note: String,
    /// The norms and exceptions that no place bounds.
    pub(crate) without_place: Vec<Norm>,
    /// The places.
    pub(crate) features: Vec<Feature>,
}

/// The type of the whole.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) enum Collection {
    /// A list of features.
    FeatureCollection,
}

/// The type of one feature.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) enum One {
    /// A place with its properties.
    Feature,
}

/// One place.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Feature {
    /// What kind of GeoJSON object it is.
    #[serde(rename = "type")]
    pub(crate) is: One,
    /// What it is and its name, as `zone:DMZ`.
    pub(crate) id: String,
    /// Its geometry, WGS 84; null where there is none.
    pub(crate) geometry: Option<Geometry>,
    /// What is known of it.
    pub(crate) properties: Properties,
}

/// A geometry. Outer rings run against the clock; what crosses the antimeridian is cut there.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "type", content = "coordinates")]
pub(crate) enum Geometry {
    /// Longitude and latitude.
    Point([f64; 2]),
    /// Positions in order.
    LineString(Vec<[f64; 2]>),
    /// Several of them.
    MultiLineString(Vec<Vec<[f64; 2]>>),
    /// An outer ring, then holes.
    Polygon(Vec<Vec<[f64; 2]>>),
    /// Several of them.
    MultiPolygon(Vec<Vec<Vec<[f64; 2]>>>),
}

/// What is known of a place.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Properties {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its name; for the place of a norm, the place in plain words.
    pub(crate) name: String,
    /// The line that a marker stands on.
    pub(crate) of_line: Option<String>,
    /// Its statement as it is written.
    pub(crate) terms: Option<String>,
    /// Where it is, in plain words.
    pub(crate) words: Option<String>,
    /// The words of the text for it, where that is all that is known.
    pub(crate) described: Option<String>,
    /// The body that its limits are left to.
    pub(crate) decided_by: Option<String>,
    /// Why it has no geometry.
    pub(crate) why_not_drawn: Option<String>,
    /// How the text is read where it is open.
    pub(crate) reading: Option<Reading>,
    /// Bounds of height, all of which hold; none if it reaches up and down without end.
    pub(crate) heights: Vec<Height>,
    /// How far the true place may be from the drawn one, in metres, as it is stated; 0 where nothing is stated.
    pub(crate) accuracy_m: Option<f64>,
    /// How an area was drawn.
    pub(crate) outline: Option<Outline>,
    /// The files that it is drawn from.
    pub(crate) sources: Vec<Source>,
    /// Whether its file or its reading calls it disputed.
    pub(crate) is_disputed: bool,
    /// What is to be known of it.
    pub(crate) note: Option<String>,
    /// The norms and exceptions that speak of it.
    pub(crate) norms: Vec<Norm>,
}

/// What a place is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// A named point.
    #[default]
    Point,
    /// A named line.
    Line,
    /// A marker of a line.
    Marker,
    /// A named zone.
    Zone,
    /// The place of norms that is more than a named zone.
    NormPlace,
}

/// How an area was drawn.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Outline {
    /// Every point of the outline lies so near to the exact boundary, in metres; 0 where it has the corners of its file.
    pub(crate) tolerance_m: f64,
    /// Whether it reaches farther than is drawn and is cut off at the window.
    pub(crate) is_clipped: bool,
    /// The window in which it is drawn: west, south, east, north, in degrees.
    pub(crate) window: [f64; 4],
}

/// What a file says of what is drawn from it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Source {
    /// The file, beside the agreement.
    pub(crate) path: String,
    /// The feature in it.
    pub(crate) feature: Option<String>,
    /// What it is called there.
    pub(crate) name: Option<String>,
    /// Where it was taken from.
    pub(crate) origin: Option<String>,
    /// Which edition it is.
    pub(crate) edition: Option<String>,
    /// Under which terms it may be used.
    pub(crate) licence: Option<String>,
    /// How true it is, in words.
    pub(crate) accuracy: Option<String>,
    /// What is weak about it.
    pub(crate) caveat: Option<String>,
    /// What else is to be known.
    pub(crate) note: Option<String>,
}

/// A norm or an exception that speaks of a place.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Norm {
    /// Its label.
    pub(crate) label: String,
    /// What it is: `ban`, `deed`, `exception`, …
    pub(crate) kind: String,
    /// The id of the section it stands in.
    pub(crate) article: String,
    /// The headings above it.
    pub(crate) article_title: String,
    /// Who is bound, or who may.
    pub(crate) bearers: Vec<String>,
    /// What is done.
    pub(crate) verb: Option<String>,
    /// With which classes or activities.
    pub(crate) objects: Option<ClassSet>,
    /// From when: a day or instant, or what it waits for; entry into force if absent.
    pub(crate) from: Option<String>,
    /// Until when; without end if absent.
    pub(crate) until: Option<String>,
    /// At which hours of the day.
    pub(crate) hours: Option<Hours>,
    /// The statement as it is written.
    pub(crate) terms: Option<String>,
}

impl Feature {
    /// A feature of which only the name is known.
    pub(crate) fn new(kind: Kind, id: String, name: String) -> Feature {
        let properties = Properties { kind, name, ..Properties::default() };
        Feature { is: One::Feature, id, geometry: None, properties }
    }
}

impl Kind {
    /// How the id of a feature of this kind begins.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Kind::Point => "point",
            Kind::Line => "line",
            Kind::Marker => "marker",
            Kind::Zone => "zone",
            Kind::NormPlace => "place-of",
        }
    }
}
