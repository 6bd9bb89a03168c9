//! Reads the files of Natural Earth: GeoJSON (RFC 7946) in gzip, WGS 84.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde_json::{Map, Value};

use crate::seam;
use crate::world::{Geometry, Line, Point, Polygon, point};

/// Longest file that is read, in bytes once it is unpacked. The longest of Natural Earth here has some 10 MB.
const LONGEST: u64 = 256 << 20;

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The file is not there, or not readable, or not gzip.
    #[error("cannot read `{path}`: {cause}; `--from` names the folder that holds `basemap/` and `zones/`")]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The file is not JSON.
    #[error("`{path}` is not JSON: {cause}; fetch it anew")]
    Json {
        /// Which file.
        path: PathBuf,
        /// What the parser says.
        cause: serde_json::Error,
    },
    /// The file is JSON and no collection of features, or a feature of it is none.
    #[error("feature {feature} of `{path}` has no {wanted}; fetch the file anew")]
    Form {
        /// Which file.
        path: PathBuf,
        /// Which feature, counted from 0.
        feature: usize,
        /// What it lacks.
        wanted: &'static str,
    },
}

/// A feature as its file has it, with its places in the world.
#[derive(Debug)]
pub struct Feature {
    /// What is said of it.
    pub properties: Map<String, Value>,
    /// Where it is.
    pub geometry: Geometry,
}

impl Feature {
    /// A property that is text and not empty.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.properties.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    /// A property that is a number.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<f64> {
        self.properties.get(key).and_then(Value::as_f64)
    }
}

/// The features of one file, in its order.
///
/// # Errors
/// Where the file cannot be read, or is not what it should be.
pub fn read(path: &Path) -> Result<Vec<Feature>, SourceError> {
    let unreadable = |cause| SourceError::Read { path: path.into(), cause };
    let mut text = String::new();
    let file = File::open(path).map_err(unreadable)?;
    MultiGzDecoder::new(file).take(LONGEST).read_to_string(&mut text).map_err(unreadable)?;
    let whole: Value =
        serde_json::from_str(&text).map_err(|cause| SourceError::Json { path: path.into(), cause })?;
    let lacking = |feature, wanted| SourceError::Form { path: path.into(), feature, wanted };
    let features = whole.get("features").and_then(Value::as_array).ok_or_else(|| lacking(0, "`features`"))?;
    let read_one = |(number, feature): (usize, &Value)| {
        let properties = feature.get("properties").and_then(Value::as_object);
        Ok(Feature {
            properties: properties.ok_or_else(|| lacking(number, "`properties`"))?.clone(),
            geometry: geometry(feature).ok_or_else(|| lacking(number, "geometry that can be drawn"))?,
        })
    };
    features.iter().enumerate().map(read_one).collect()
}

fn geometry(feature: &Value) -> Option<Geometry> {
    let geometry = feature.get("geometry")?;
    let coordinates = geometry.get("coordinates")?;
    Some(match geometry.get("type")?.as_str()? {
        "Point" => Geometry::Points(vec![place(coordinates)?]),
        "MultiPoint" => Geometry::Points(line(coordinates)?),
        "LineString" => Geometry::Lines(vec![line(coordinates)?]),
        "MultiLineString" => Geometry::Lines(all(coordinates, line)?),
        "Polygon" => Geometry::Polygons(vec![polygon(coordinates)?]),
        "MultiPolygon" => Geometry::Polygons(all(coordinates, polygon)?),
        _ => return None,
    })
}

/// Every member of an array, or none.
fn all<T>(array: &Value, one: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    array.as_array()?.iter().map(one).collect()
}

fn place(pair: &Value) -> Option<Point> {
    Some(point(pair.get(0)?.as_f64()?, pair.get(1)?.as_f64()?))
}

fn line(coordinates: &Value) -> Option<Line> {
    all(coordinates, place)
}

fn polygon(coordinates: &Value) -> Option<Polygon> {
    let ring = |coordinates: &Value| {
        let mut ring = line(coordinates)?;
        ring.pop();
        Some(seam::opened(&ring))
    };
    all(coordinates, ring)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn written(text: &str) -> PathBuf {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("basemap-{}-{number}.gz", std::process::id()));
        let mut packer =
            flate2::write::GzEncoder::new(File::create(&path).unwrap(), flate2::Compression::fast());
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap();
        path
    }

    #[test]
    fn a_polygon_comes_without_its_closing_point() {
        let path = written(
            r#"{"features": [{"properties": {"name": "A", "min_zoom": 2.5, "note": ""}, "geometry":
            {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}]}"#,
        );
        let features = read(&path).unwrap();
        assert_eq!(features.len(), 1);
        assert_eq!((features[0].text("name"), features[0].text("note")), (Some("A"), None));
        assert_eq!(features[0].number("min_zoom"), Some(2.5));
        let Geometry::Polygons(polygons) = &features[0].geometry else { panic!("no polygon") };
        assert_eq!(polygons[0][0], [point(0.0, 0.0), point(1.0, 0.0), point(1.0, 1.0)]);
    }

    #[test]
    fn what_is_no_collection_of_features_is_refused_with_its_place() {
        let said = |text: &str| read(&written(text)).unwrap_err().to_string();
        assert!(said("{").contains("is not JSON"));
        assert!(said("{}").contains("has no `features`"));
        assert!(said(r#"{"features": [{}]}"#).contains("feature 0 of"));
        let broken =
            r#"{"features": [{"properties": {}, "geometry": {"type": "Point", "coordinates": ["x"]}}]}"#;
        assert!(said(broken).contains("no geometry that can be drawn"));
        assert!(read(Path::new("absent.gz")).unwrap_err().to_string().contains("cannot read `absent.gz`"));
    }
}
