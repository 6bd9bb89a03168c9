//! The `geo` entry of a file: which column holds the geometry, and on which earth (GeoParquet 1.1, section "Metadata").

use serde_json::Value;

/// What the entry says of the geometry that the rows are placed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Geometry {
    /// The column.
    pub(crate) column: String,
    /// Whether its points are columns `x` and `y` instead of well-known binary.
    pub(crate) is_separate: bool,
}

/// The primary geometry, if the entry tells of one whose places are longitudes and latitudes of WGS 84.
pub(crate) fn primary(text: &str) -> Result<Option<Geometry>, String> {
    let entry: Value =
        serde_json::from_str(text).map_err(|error| format!("its `geo` entry is no JSON: {error}"))?;
    let Some(name) = entry.get("primary_column").and_then(Value::as_str) else { return Ok(None) };
    let Some(column) = entry.get("columns").and_then(|columns| columns.get(name)) else { return Ok(None) };
    is_wgs84(name, column.get("crs"))?;
    let encoding = column.get("encoding").and_then(Value::as_str).unwrap_or("WKB");
    let is_separate = match encoding {
        "WKB" => false,
        "point" => true,
        other => return Err(format!("its column `{name}` holds {other}; points are needed")),
    };
    Ok(Some(Geometry { column: name.to_owned(), is_separate }))
}

/// Without a reference system the coordinates are longitude and latitude on WGS 84 (OGC:CRS84).
fn is_wgs84(column: &str, crs: Option<&Value>) -> Result<(), String> {
    let Some(crs) = crs else { return Ok(()) };
    let id = crs.get("id");
    let authority = id.and_then(|id| id.get("authority")).and_then(Value::as_str).unwrap_or("");
    let code = id.and_then(|id| id.get("code")).map(|code| match code {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    let code = code.unwrap_or_default();
    match (authority, code.as_str()) {
        // The axes of GeoParquet are always easting, northing, whatever the reference system says.
        ("OGC", "CRS84" | "CRS84h") | ("EPSG", "4326" | "4979") => Ok(()),
        _ => {
            let called = crs.get("name").and_then(Value::as_str).unwrap_or("none that is named");
            Err(format!(
                "the places of its column `{column}` are in the reference system `{called}`; \
                 convert them to longitude and latitude on WGS 84 (OGC:CRS84)"
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(column: &str) -> String {
        format!(r#"{{"version":"1.1.0","primary_column":"geom","columns":{{"geom":{column}}}}}"#)
    }

    #[test]
    fn points_on_wgs_84_are_taken() {
        let is_separate = |text: &str| primary(&entry(text)).unwrap().unwrap().is_separate;
        assert!(!is_separate(r#"{"encoding":"WKB","geometry_types":["Point"]}"#));
        assert!(is_separate(r#"{"encoding":"point"}"#));
        assert!(!is_separate(r#"{"encoding":"WKB","crs":{"id":{"authority":"EPSG","code":4326}}}"#));
        assert!(!is_separate(r#"{"encoding":"WKB","crs":{"id":{"authority":"OGC","code":"CRS84"}}}"#));
        assert_eq!(primary("{}").unwrap(), None);
    }

    #[test]
    fn another_earth_or_another_shape_is_refused_with_its_mend() {
        let why = |text: &str| primary(&entry(text)).unwrap_err();
        assert_eq!(
            why(
                r#"{"encoding":"WKB","crs":{"name":"WGS 84 / UTM zone 52N","id":{"authority":"EPSG","code":32652}}}"#
            ),
            "the places of its column `geom` are in the reference system `WGS 84 / UTM zone 52N`; \
             convert them to longitude and latitude on WGS 84 (OGC:CRS84)"
        );
        assert!(why(r#"{"encoding":"WKB","crs":null}"#).contains("none that is named"));
        assert_eq!(why(r#"{"encoding":"polygon"}"#), "its column `geom` holds polygon; points are needed");
        assert!(primary("not json").is_err());
    }
}
