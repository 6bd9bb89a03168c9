//! The lines and zones of Korea against figures that were worked out another way: in a plane projection (EPSG:5179),
//! with buffers simplified to 40 m. Distances there differ from geodesic ones by up to 1 part in 1000.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails here")]

use std::path::PathBuf;

use armistice_earth::{Answer, Line, Near, NearTo, Polygon, Position, Region, Side, geodesic};
use serde_json::Value;

/// Relative difference allowed between distances in EPSG:5179 (scale 0.9996 to 1.0005 here) and geodesic ones.
const PROJECTION: f64 = 1e-3;

/// A file of the shared data, or nothing if that is not there; then the tests say so and pass, but not in CI.
fn shared(name: &str) -> Option<Value> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("ARMISTICE_DATA").map_or(beside, PathBuf::from);
    let path = folder.join("korea").join(name);
    if !path.exists() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
        eprintln!("SKIPPED: {} is missing", path.display());
        return None;
    }
    Some(serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
}

fn geometry(file: &Value, id: &str) -> Value {
    let features = file["features"].as_array().unwrap();
    let feature = features.iter().find(|feature| feature["properties"]["id"] == id).unwrap();
    feature["geometry"].clone()
}

fn at(lat: f64, lon: f64) -> Position {
    Position::new(lon, lat).unwrap()
}

fn positions(coordinates: &Value) -> Vec<Position> {
    let pair = |pair: &Value| at(pair[1].as_f64().unwrap(), pair[0].as_f64().unwrap());
    coordinates.as_array().unwrap().iter().map(pair).collect()
}

fn rings(coordinates: &Value) -> Vec<Vec<Position>> {
    coordinates.as_array().unwrap().iter().map(positions).collect()
}

fn line(file: &str, id: &str) -> Option<Line> {
    Some(Line::new(positions(&geometry(&shared(file)?, id)["coordinates"])).unwrap())
}

fn polygon(file: &str, id: &str) -> Option<Polygon> {
    let geometry = geometry(&shared(file)?, id);
    Some(match geometry["type"].as_str().unwrap() {
        "Polygon" => Polygon::new(&rings(&geometry["coordinates"])).unwrap(),
        _ => {
            let parts: Vec<_> = geometry["coordinates"].as_array().unwrap().iter().map(rings).collect();
            Polygon::multi(&parts).unwrap()
        }
    })
}

/// The line with the markers of `points.geojson`.
fn mdl() -> Option<Line> {
    let points = shared("points.geojson")?;
    let marker = |feature: &Value| {
        let code = feature["properties"]["id"].as_str()?.strip_prefix("mdl_marker_")?.to_owned();
        let place = feature["geometry"]["coordinates"].clone();
        let accuracy_metres = feature["properties"]["accuracy_km"].as_f64()? * 1000.0;
        Some((code, at(place[1].as_f64()?, place[0].as_f64()?), accuracy_metres))
    };
    let markers: Vec<_> = points["features"].as_array().unwrap().iter().filter_map(marker).collect();
    assert_eq!(markers.len(), 5);
    Some(line("mdl.geojson", "mdl_lsib")?.with_accuracy(100.0).with_inexact_markers(markers).unwrap())
}

/// `found` and `expected` differ by no more than half the last digit given and the difference of the projection.
#[track_caller]
fn assert_metres(found: f64, expected: f64, half_digit: f64) {
    let allowed = half_digit + expected.abs() * PROJECTION;
    assert!((found - expected).abs() <= allowed, "{found} m instead of {expected} m (± {allowed} m)");
}

#[test]
fn the_table_of_expected_distances() {
    let Some(mdl) = mdl() else { return };
    assert_metres(mdl.length(), 237_500.0, 50.0);
    assert_metres(mdl.nearest(at(37.95583, 126.67667)).distance_metres, 24.0, 0.5);
    assert_metres(mdl.nearest(at(38.2918, 127.1076)).distance_metres, 59.0, 0.5);
    assert_metres(mdl.nearest(at(37.5665, 126.9780)).distance_metres, 39_800.0, 50.0);

    let west = polygon("cma_sea_zones.geojson", "cma_1_2_sea_west").unwrap();
    let east = polygon("cma_sea_zones.geojson", "cma_1_2_sea_east").unwrap();
    assert_metres(west.signed_distance(at(36.80, 125.90)), -51_000.0, 500.0);
    assert!(east.contains(at(38.38, 129.20)));

    let nll_east = line("nll.geojson", "nll_east").unwrap();
    let nll_west = line("nll.geojson", "nll_west").unwrap();
    let impact = nll_east.nearest(at(38.38, 129.20));
    // The figure of 27.0 km is to the straight line in the plane between the two ends of this line, which bows
    // 0.8 km north of the parallel; the line is stated as the parallel, and the edge is one.
    assert_metres(impact.distance_metres, 26_270.0, 10.0);
    let plane_chord = geodesic::along(at(38.61667, 128.36041), at(38.61667, 131.0), 0.3187);
    assert_metres(geodesic::distance(at(38.38, 129.20), plane_chord), 27_000.0, 100.0);
    assert_eq!(impact.side, Side::Right, "the line is drawn west to east, and the impact lies south of it");
    assert_metres(nll_west.nearest(at(37.66, 125.70)).distance_metres, 3_500.0, 50.0);
}

/// Every position of a grid over the middle of the peninsula.
fn grid(step_e7: i32) -> impl Iterator<Item = Position> {
    let lats = (372_000_000..392_000_000).step_by(usize::try_from(step_e7).unwrap());
    let lons = move || (1_260_000_000..1_291_000_000).step_by(usize::try_from(step_e7).unwrap());
    lats.flat_map(move |lat| lons().map(move |lon| Position::from_e7(lon, lat).unwrap()))
}

fn is_inside(region: &Region, position: Position) -> bool {
    region.contains(position, None) == Answer::Inside
}

/// How far from the edge of the reference polygon the two still differ, leaving out positions of no interest.
fn greatest_difference(region: &Region, reference: &Polygon, is_left_out: impl Fn(Position) -> bool) -> f64 {
    let mut greatest = 0.0_f64;
    let (mut inside, mut outside) = (0, 0);
    for position in grid(140_000) {
        let is_in = is_inside(region, position);
        if is_in {
            inside += 1;
        } else {
            outside += 1;
        }
        if is_in != reference.contains(position) && !is_left_out(position) {
            greatest = greatest.max(reference.signed_distance(position).abs());
        }
    }
    assert!(inside > 500 && outside > 500, "{inside} inside and {outside} outside say little");
    greatest
}

#[test]
fn the_land_zone_is_what_lies_within_5_km_of_the_line() {
    let Some(mdl) = mdl() else { return };
    let reference = polygon("cma_land_air_zones.geojson", "cma_1_2_land").unwrap();
    let zone = Region::Near(Near::within(5_000.0, NearTo::Line(mdl)));
    let greatest = greatest_difference(&zone, &reference, |_| false);
    assert!(greatest <= 45.0, "{greatest} m");
}

#[test]
fn the_fixed_wing_zone_is_40_km_in_the_east_and_20_km_in_the_west() {
    let Some(mdl) = mdl() else { return };
    let reference = polygon("cma_land_air_zones.geojson", "cma_1_3_fixed").unwrap();
    let within = |metres: f64, from: &str, to: &str| {
        Region::Near(Near::within(metres, NearTo::Line(mdl.between(from, to).unwrap())))
    };
    let zone = Region::any(vec![within(40_000.0, "0646", "1292"), within(20_000.0, "0001", "0646")]);
    // The reference cuts along the meridian of the marker, we where the line's nearest point passes the marker:
    // up to 5 km apart at the rims, which the accuracy of the marker (8 km) leaves open anyway.
    let marker = mdl.markers()["0646"].position;
    let is_by_the_seam = |position: Position| (position.lon() - marker.lon()).abs() < 0.08;
    let greatest = greatest_difference(&zone, &reference, is_by_the_seam);
    assert!(greatest <= 45.0, "{greatest} m");
    let differs = |position: &Position| is_inside(&zone, *position) != reference.contains(*position);
    for position in grid(420_000).filter(differs).filter(|position| is_by_the_seam(*position)) {
        assert_eq!(zone.locate(position, None, 0.0).answer, Answer::Undetermined, "{position:?}");
    }

    let seoul = zone.locate(at(37.5665, 126.9780), None, 0.0);
    assert_eq!(seoul.answer, Answer::Outside);
    assert_metres(seoul.margin_metres, -19_800.0, 50.0);
    // Within 20 km of the line it does not matter where the marker stands, nor that the seam runs here.
    let by_the_marker = geodesic::destination(marker, 180.0, 10_000.0);
    assert_eq!(zone.locate(by_the_marker, None, 3_000.0).answer, Answer::Inside);
    // Between 20 and 40 km it does.
    let farther = geodesic::destination(marker, 180.0, 30_000.0);
    assert_eq!(zone.locate(farther, None, 0.0).answer, Answer::Undetermined);
}

#[test]
fn the_halves_of_the_dmz_are_one_zone_across_the_line() {
    let (Some(north), Some(south)) =
        (polygon("dmz.geojson", "dmz_north_half"), polygon("dmz.geojson", "dmz_south_half"))
    else {
        return;
    };
    let panmunjom = at(37.95583, 126.67667);
    let halves = [north, south].map(|half| Region::Polygon(half.with_accuracy(100.0)));
    for half in &halves {
        assert_eq!(half.locate(panmunjom, None, 0.0).answer, Answer::Undetermined);
    }
    let united = Region::any(halves.to_vec()).locate(panmunjom, None, 100.0);
    assert_eq!(united.answer, Answer::Inside);
    assert!(united.margin_metres > 500.0, "{united:?}");
    let by_parts = Region::Or(halves.to_vec()).locate(panmunjom, None, 100.0);
    assert_eq!(by_parts.answer, Answer::Inside, "the second look sees across the common edge");
}

#[test]
fn parts_on_both_sides_of_a_marker_tile_the_zone() {
    let Some(mdl) = mdl() else { return };
    let within = |line: Line| Region::Near(Near::within(5_000.0, NearTo::Line(line)));
    let west = within(mdl.between("0001", "0646").unwrap());
    let east = within(mdl.between("0646", "1292").unwrap());
    let whole = within(mdl);
    for position in grid(110_000) {
        let parts = u8::from(is_inside(&west, position)) + u8::from(is_inside(&east, position));
        assert_eq!(parts, u8::from(is_inside(&whole, position)), "{position:?}");
    }
}
