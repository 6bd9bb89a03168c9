use std::path::{Path, PathBuf};

use serde_json::Value;

use super::*;
use crate::case::{self, Source};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn schema() -> Value {
    serde_json::to_value(schemars::schema_for!(shape::Map)).unwrap()
}

fn map_of(file: &Path) -> Value {
    let source = Source::open(file).unwrap();
    let agreement = source.agreement().unwrap();
    let plan = source.plan(&agreement).unwrap();
    let atlas = Atlas { agreement: &agreement, text: &source.text, plan: &plan, files: &source.files };
    serde_json::to_value(map(&atlas)).unwrap()
}

fn feature<'m>(map: &'m Value, id: &str) -> &'m Value {
    map["features"].as_array().unwrap().iter().find(|feature| feature["id"] == id).unwrap()
}

#[test]
fn the_schema_is_the_one_that_the_types_make() {
    let path = root().join("schemas/places.schema.json");
    let made = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(made == kept, "schemas/places.schema.json is not what the types make: UPDATE_SCHEMA=1 writes it");
}

/// Twice the area, positive against the clock; the ring is closed and stays on one side of the antimeridian.
fn area(ring: &Value) -> f64 {
    let positions: Vec<(f64, f64)> = ring
        .as_array()
        .unwrap()
        .iter()
        .map(|position| (position[0].as_f64().unwrap(), position[1].as_f64().unwrap()))
        .collect();
    assert!(positions.len() >= 4 && positions.first() == positions.last());
    assert!(positions.windows(2).all(|pair| (pair[0].0 - pair[1].0).abs() < 180.0));
    positions.windows(2).map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1).sum()
}

/// Checks a map against the schema and the standard, and counts its areas and what is not drawn.
fn check(map: &Value) -> (usize, usize) {
    let validator = jsonschema::draft202012::new(&schema()).unwrap();
    let problems: Vec<String> = validator.iter_errors(map).map(|error| error.to_string()).collect();
    assert!(problems.is_empty(), "{problems:?}");
    let (mut areas, mut not_drawn) = (0, 0);
    for feature in map["features"].as_array().unwrap() {
        let coordinates = &feature["geometry"]["coordinates"];
        let polygons = match feature["geometry"]["type"].as_str() {
            Some("Polygon") => vec![coordinates.clone()],
            Some("MultiPolygon") => coordinates.as_array().unwrap().clone(),
            Some(_) => continue,
            None => {
                assert!(feature["properties"]["why_not_drawn"].is_string(), "{feature}");
                not_drawn += 1;
                continue;
            }
        };
        let tolerance = feature["properties"]["outline"]["tolerance_m"].as_f64().unwrap();
        assert!(tolerance <= 1.0, "{} {tolerance}", feature["id"]);
        for rings in polygons {
            areas += 1;
            for (index, ring) in rings.as_array().unwrap().iter().enumerate() {
                assert_eq!(area(ring) > 0.0, index == 0, "{}", feature["id"]);
            }
        }
    }
    (areas, not_drawn)
}

#[test]
fn every_small_agreement_has_a_map_that_obeys_the_schema_and_the_standard() {
    let files = case::agreements(&[root().join("agreements")]).unwrap();
    // Those with many vertices take seconds each; the largest has a test of its own.
    let is_small = |file: &&PathBuf| {
        let path = file.to_string_lossy();
        !["/vocabulary/", "/korea-2018/", "/india-pakistan-"].iter().any(|large| path.contains(large))
    };
    let counts: Vec<(usize, usize)> =
        files.iter().filter(is_small).map(|file| check(&map_of(file))).collect();
    let areas: usize = counts.iter().map(|count| count.0).sum();
    let not_drawn: usize = counts.iter().map(|count| count.1).sum();
    assert!(areas >= 5 && not_drawn > 20, "{areas} {not_drawn}");
}

#[test]
fn a_map_tells_who_is_bound_where_and_when() {
    let map = map_of(&root().join("agreements/korea-2018"));
    assert!(check(&map).0 > 15);
    let zone = feature(&map, "zone:nfz-fixed-wing");
    let norms = zone["properties"]["norms"].as_array().unwrap();
    let norm = norms.iter().find(|norm| norm["label"] == "no-fly-fixed-wing").unwrap();
    assert_eq!((&norm["kind"], &norm["from"]), (&Value::from("ban"), &Value::from("2018-11-01")));
    assert_eq!(norm["bearers"], serde_json::json!(["ROK", "DPRK"]));
    assert_eq!(zone["properties"]["sources"][0]["path"], "geo/mdl.geojson");
    // The marker is known to 8 km only, and so is the zone that ends there.
    assert_eq!(zone["properties"]["accuracy_m"], 8000.0);
    // What has no end is cut off, and says so.
    let outline = &feature(&map, "place-of:dmz-withdrawal")["properties"]["outline"];
    assert_eq!(outline["is_clipped"], true);
    let line = feature(&map, "line:NLL");
    assert_eq!(line["properties"]["is_disputed"], true);
    assert_eq!(line["properties"]["note"], DISPUTED);
    assert_eq!(feature(&map, "line:MDL")["properties"]["is_disputed"], false);
    assert_eq!(feature(&map, "marker:MDL:0646")["properties"]["of_line"], "MDL");
}
