//! One line or area out of the features of a GeoJSON file, as an agreement names it.

use armistice_earth::{Line, LineError, Polygon, PolygonError, Position};
use armistice_terms::model::FileRef;
use armistice_terms::{FileError, Files};
use serde_json::{Map, Value};

use crate::ball::{Ball, Bounds};
use crate::geojson::{self, Feature, GeoJsonError, Shape};

/// Why a feature is not the line or area that the agreement needs.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ShapeError {
    /// The file cannot be had.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file is no GeoJSON that can be used.
    #[error("cannot use `{path}`: {cause}")]
    GeoJson {
        /// The file.
        path: String,
        /// Why.
        cause: GeoJsonError,
    },
    /// No feature of that id.
    #[error("`{path}` has no feature `{feature}`; it has {known}")]
    NoFeature {
        /// The file.
        path: String,
        /// The id asked for.
        feature: String,
        /// The ids that are there.
        known: String,
    },
    /// Features of another kind.
    #[error(
        "`{path}` holds {found} where {needed} is needed; name the right feature, as in `zones.geojson#Z1`"
    )]
    WrongShape {
        /// The file, with the feature.
        path: String,
        /// What was found.
        found: String,
        /// What is needed.
        needed: &'static str,
    },
    /// The positions are no line, or its markers do not fit.
    #[error("cannot draw the line of `{path}`: {cause}")]
    Line {
        /// The file, with the feature.
        path: String,
        /// Why.
        cause: LineError,
    },
    /// The rings are no area.
    #[error("cannot draw the area of `{path}`: {cause}")]
    Polygon {
        /// The file, with the feature.
        path: String,
        /// Why.
        cause: PolygonError,
    },
}

/// A line with what its feature says of it.
#[derive(Debug, Clone)]
pub(crate) struct DrawnLine {
    pub(crate) line: Line,
    pub(crate) bounds: Bounds,
    /// Where it begins and where it ends.
    pub(crate) ends: Option<(Position, Position)>,
    /// The names on its left and right, as it is drawn.
    pub(crate) left: Option<String>,
    pub(crate) right: Option<String>,
}

/// The line of a file, with the markers that stand beside it in the same file.
pub(crate) fn line(
    files: &dyn Files,
    file: &FileRef,
    markers_by: Option<&str>,
    accuracy_metres: f64,
) -> Result<DrawnLine, ShapeError> {
    let features = read(files, file)?;
    let chosen = chosen(&features, file)?;
    let mut lines = chosen.iter().filter_map(|feature| match &feature.shape {
        Shape::Line(positions) => Some((feature, positions)),
        _ => None,
    });
    let (Some((feature, positions)), None) = (lines.next(), lines.next()) else {
        return Err(wrong_shape(file, &chosen, "one LineString"));
    };
    let cannot = |cause: LineError| ShapeError::Line { path: shown(file), cause };
    let mut line = Line::new(positions.clone())
        .map_err(cannot)?
        .with_accuracy(accuracy(accuracy_metres, &feature.properties));
    if let Some(property) = markers_by {
        line = line.with_inexact_markers(markers(&features, property)).map_err(cannot)?;
    }
    let side = |key: &str| feature.properties.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
    let bounds = Ball::round(positions).map(|ball| vec![ball]);
    let ends = positions.first().copied().zip(positions.last().copied());
    Ok(DrawnLine { left: side("left"), right: side("right"), ends, line, bounds })
}

/// The area of a file: one feature, or all of its areas together if none is named.
pub(crate) fn area(
    files: &dyn Files,
    file: &FileRef,
    accuracy_metres: f64,
) -> Result<(Polygon, Bounds), ShapeError> {
    let features = read(files, file)?;
    let chosen = chosen(&features, file)?;
    let mut whole: Option<Polygon> = None;
    let mut balls = Vec::new();
    for feature in &chosen {
        let Shape::Area(parts) = &feature.shape else { continue };
        let polygon = Polygon::multi(parts)
            .map_err(|cause| ShapeError::Polygon { path: shown(file), cause })?
            .with_accuracy(accuracy(accuracy_metres, &feature.properties));
        // Holes lie inside the outer rings.
        balls.extend(parts.iter().filter_map(|rings| Ball::round(rings.first()?)));
        whole = Some(match whole {
            None => polygon,
            Some(before) => before.united(polygon),
        });
    }
    whole
        .map(|polygon| (polygon, Some(balls)))
        .ok_or_else(|| wrong_shape(file, &chosen, "a Polygon or MultiPolygon"))
}

fn read(files: &dyn Files, file: &FileRef) -> Result<Vec<Feature>, ShapeError> {
    let bytes = files.read(&file.path)?;
    geojson::features(&bytes).map_err(|cause| ShapeError::GeoJson { path: file.path.clone(), cause })
}

fn chosen<'f>(features: &'f [Feature], file: &FileRef) -> Result<Vec<&'f Feature>, ShapeError> {
    let Some(id) = &file.feature else { return Ok(features.iter().collect()) };
    let chosen: Vec<_> = features.iter().filter(|feature| feature.id.as_ref() == Some(id)).collect();
    if chosen.is_empty() {
        let known: Vec<_> = features
            .iter()
            .filter_map(|feature| feature.id.as_ref())
            .take(8)
            .map(|id| format!("`{id}`"))
            .collect();
        let known = if known.is_empty() { "no ids".to_owned() } else { known.join(", ") };
        return Err(ShapeError::NoFeature { path: file.path.clone(), feature: id.clone(), known });
    }
    Ok(chosen)
}

/// Code, position and accuracy of every point that carries a code in the property.
fn markers(features: &[Feature], property: &str) -> Vec<(String, armistice_earth::Position, f64)> {
    let marker = |feature: &Feature| {
        let Shape::Point(position) = feature.shape else { return None };
        let code = match feature.properties.get(property)? {
            Value::String(code) => code.clone(),
            Value::Number(code) => code.to_string(),
            _ => return None,
        };
        Some((code, position, accuracy(0.0, &feature.properties)))
    };
    features.iter().filter_map(marker).collect()
}

/// The accuracy that the text states; where it states none, that of the feature.
fn accuracy(stated_metres: f64, properties: &Map<String, Value>) -> f64 {
    let number = |key: &str| properties.get(key).and_then(Value::as_f64).filter(|metres| *metres >= 0.0);
    if stated_metres > 0.0 {
        stated_metres
    } else {
        number("accuracy_m").or_else(|| number("accuracy_km").map(|km| km * 1000.0)).unwrap_or(0.0)
    }
}

fn wrong_shape(file: &FileRef, features: &[&Feature], needed: &'static str) -> ShapeError {
    let kinds: Vec<_> = features.iter().take(4).map(|feature| kind(&feature.shape)).collect();
    let found = match kinds.as_slice() {
        [] => "no feature".to_owned(),
        [kind] => format!("a {kind}"),
        several => format!("several features ({}…)", several.join(", ")),
    };
    ShapeError::WrongShape { path: shown(file), found, needed }
}

fn kind(shape: &Shape) -> &str {
    match shape {
        Shape::Point(_) => "Point",
        Shape::Line(_) => "LineString",
        Shape::Area(_) => "Polygon",
        Shape::Other(kind) => kind,
    }
}

fn shown(file: &FileRef) -> String {
    file.feature.as_ref().map_or_else(|| file.path.clone(), |feature| format!("{}#{feature}", file.path))
}
