//! Features of a GeoJSON file (RFC 7946): only what a line or a zone of an agreement needs.

use armistice_earth::Position;
use serde_json::{Map, Value};

/// The most vertices of one file.
const MOST_VERTICES: usize = 1_000_000;

/// One feature.
#[derive(Debug, Clone)]
pub(crate) struct Feature {
    /// Its `id` member, or else the property `id`.
    pub(crate) id: Option<String>,
    /// Its properties.
    pub(crate) properties: Map<String, Value>,
    /// Its geometry.
    pub(crate) shape: Shape,
}

/// A geometry.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// One position.
    Point(Position),
    /// Vertices in order.
    Line(Vec<Position>),
    /// Polygons, each an outer ring and holes.
    Area(Vec<Vec<Vec<Position>>>),
    /// A type that no place of an agreement is made of.
    Other(String),
}

/// Why a file holds no features.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GeoJsonError {
    /// The file is no JSON.
    #[error("it is no JSON: {0}")]
    NotJson(String),
    /// The JSON is no GeoJSON of features.
    #[error("it is no GeoJSON: its `type` is {0}; a Feature or a FeatureCollection is needed")]
    NoFeatures(String),
    /// It names a reference system of its own.
    #[error(
        "it names the reference system `{0}`; GeoJSON is WGS 84 longitude and latitude, so convert it first"
    )]
    ReferenceSystem(String),
    /// A feature's geometry cannot be read.
    #[error("feature {feature} {cause}")]
    BadGeometry {
        /// The feature, by id or by its number from 1.
        feature: String,
        /// What is wrong.
        cause: String,
    },
}

/// The features of a file, in its order.
pub(crate) fn features(bytes: &[u8]) -> Result<Vec<Feature>, GeoJsonError> {
    let value: Value =
        serde_json::from_slice(bytes).map_err(|error| GeoJsonError::NotJson(error.to_string()))?;
    refuse_reference_system(&value)?;
    let mut room = MOST_VERTICES;
    match value.get("type").and_then(Value::as_str) {
        Some("Feature") => Ok(vec![feature(&value, 1, &mut room)?]),
        Some("FeatureCollection") => {
            let none = Vec::new();
            let members = value.get("features").and_then(Value::as_array).unwrap_or(&none);
            members.iter().zip(1..).map(|(member, number)| feature(member, number, &mut room)).collect()
        }
        Some(other) => Err(GeoJsonError::NoFeatures(format!("`{other}`"))),
        None => Err(GeoJsonError::NoFeatures("absent".to_owned())),
    }
}

/// The `crs` member of the format's older edition: harmless if it says WGS 84, else the numbers mean something else.
fn refuse_reference_system(value: &Value) -> Result<(), GeoJsonError> {
    let name = value.pointer("/crs/properties/name").and_then(Value::as_str);
    match name {
        Some(name) if !(name.ends_with("CRS84") || name.ends_with("4326")) => {
            Err(GeoJsonError::ReferenceSystem(name.chars().take(80).collect()))
        }
        _ => Ok(()),
    }
}

fn feature(value: &Value, number: usize, room: &mut usize) -> Result<Feature, GeoJsonError> {
    let properties = value.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    let id = value.get("id").and_then(identifier).or_else(|| properties.get("id").and_then(identifier));
    let shape = shape(value.get("geometry").unwrap_or(&Value::Null), room).map_err(|cause| {
        let feature = id.as_ref().map_or_else(|| number.to_string(), |id| format!("`{id}`"));
        GeoJsonError::BadGeometry { feature, cause }
    })?;
    Ok(Feature { id, properties, shape })
}

fn identifier(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn shape(geometry: &Value, room: &mut usize) -> Result<Shape, String> {
    let kind = geometry.get("type").and_then(Value::as_str).unwrap_or("null");
    let coordinates = geometry.get("coordinates").unwrap_or(&Value::Null);
    Ok(match kind {
        "Point" => Shape::Point(position(coordinates, room)?),
        "LineString" => Shape::Line(list(coordinates, |item| position(item, room))?),
        "Polygon" => Shape::Area(vec![polygon(coordinates, room)?]),
        "MultiPolygon" => Shape::Area(list(coordinates, |item| polygon(item, room))?),
        other => Shape::Other(other.chars().take(40).collect()),
    })
}

fn polygon(value: &Value, room: &mut usize) -> Result<Vec<Vec<Position>>, String> {
    let rings = list(value, |ring| list(ring, |item| position(item, room)))?;
    if rings.is_empty() {
        return Err("has a polygon without a ring".to_owned());
    }
    // RFC 7946, section 3.1.6: four or more positions, the first and the last the same.
    for ring in &rings {
        if ring.len() < 4 || ring.first() != ring.last() {
            return Err("has a ring that is not closed: its last position must repeat its first".to_owned());
        }
    }
    Ok(rings)
}

fn list<T>(value: &Value, read: impl FnMut(&Value) -> Result<T, String>) -> Result<Vec<T>, String> {
    value.as_array().ok_or("has coordinates that are no list where one is needed")?.iter().map(read).collect()
}

fn position(value: &Value, room: &mut usize) -> Result<Position, String> {
    *room = room.checked_sub(1).ok_or_else(|| format!("goes beyond {MOST_VERTICES} vertices in one file"))?;
    let number = |index: usize| value.get(index).and_then(Value::as_f64);
    let (Some(lon), Some(lat)) = (number(0), number(1)) else {
        return Err("has a position that is not two numbers, longitude and latitude".to_owned());
    };
    Position::new(lon, lat).map_err(|_| {
        format!("has the position [{lon}, {lat}], outside the earth; longitude comes first, then latitude")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(geometry: &str) -> Result<Shape, GeoJsonError> {
        let text = format!(r#"{{"type":"Feature","properties":{{"id":"Z"}},"geometry":{geometry}}}"#);
        features(text.as_bytes()).map(|mut features| features.remove(0).shape)
    }

    #[test]
    fn the_id_is_the_member_or_the_property() {
        let text = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","id":7,"properties":{"id":"a"},"geometry":{"type":"Point","coordinates":[1,2]}},
            {"type":"Feature","properties":{"id":"b"},"geometry":null}]}"#;
        let ids: Vec<_> = features(text.as_bytes()).unwrap().into_iter().map(|one| one.id).collect();
        assert_eq!(ids, [Some("7".to_owned()), Some("b".to_owned())]);
    }

    #[test]
    fn errors_name_the_feature_the_cause_and_the_mend() {
        let message = |geometry: &str| one(geometry).unwrap_err().to_string();
        assert_eq!(
            message(r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#),
            "feature `Z` has a ring that is not closed: its last position must repeat its first"
        );
        assert_eq!(
            message(r#"{"type":"Point","coordinates":[37,127]}"#),
            "feature `Z` has the position [37, 127], outside the earth; longitude comes first, then latitude"
        );
        assert!(message(r#"{"type":"LineString","coordinates":[[0,null]]}"#).contains("not two numbers"));
        assert_eq!(one("null").unwrap(), Shape::Other("null".to_owned()));
    }

    #[test]
    fn hostile_files_are_refused() {
        assert!(matches!(features(b"{"), Err(GeoJsonError::NotJson(_))));
        assert!(matches!(features("[".repeat(10_000).as_bytes()), Err(GeoJsonError::NotJson(_))));
        assert!(matches!(features(br#"{"type":"Topology"}"#), Err(GeoJsonError::NoFeatures(_))));
        let other =
            br#"{"type":"FeatureCollection","features":[],"crs":{"properties":{"name":"EPSG:5179"}}}"#;
        assert!(matches!(features(other), Err(GeoJsonError::ReferenceSystem(_))));
    }
}
