//! What is drawn: from which file, at which zooms, with what said of it.
//!
//! Natural Earth's `min_zoom` and `min_label` speak of tiles of 256 pixels; ours are shown with 512, so that what is
//! for its zoom 6 is in our tiles of zoom 5.

use std::ops::RangeInclusive;

use crate::cut::DEEPEST;
use crate::sheet::{Attributes, Layer, Said};
use crate::source::Feature;

/// How one file is drawn.
#[derive(Debug)]
pub struct Plan {
    /// Its name below the folder of Natural Earth.
    pub file: &'static str,
    /// The layer that it goes into.
    pub layer: Layer,
    /// The zooms that it is good for.
    pub zooms: RangeInclusive<u8>,
    /// What a feature of it is; none where it is not drawn.
    pub draw: fn(&Feature) -> Option<Drawn>,
}

/// What is said of a feature, and the zoom from which on it is shown.
#[derive(Debug, PartialEq, Eq)]
pub struct Drawn {
    /// What is said.
    pub attributes: Attributes,
    /// The first zoom.
    pub from: u8,
}

/// The last zoom that is drawn from the files of scale 1:50 million.
const COARSE: u8 = 4;

/// The file of the places.
pub const PLACES: &str = "basemap/ne_10m_populated_places";

/// All that is drawn.
pub const PLANS: [Plan; 13] = [
    of("basemap/ne_50m_land", Layer::Land, 0, COARSE, land),
    of("basemap/ne_10m_land", Layer::Land, COARSE + 1, DEEPEST, land),
    of("basemap/ne_10m_minor_islands", Layer::Land, COARSE + 1, DEEPEST, |_| plain(0)),
    of("basemap/ne_50m_urban_areas", Layer::Urban, 0, DEEPEST, |urban| plain(first_zoom(urban, "min_zoom"))),
    of("basemap/ne_50m_lakes", Layer::Lake, 0, COARSE, lake),
    of("basemap/ne_10m_lakes", Layer::Lake, COARSE + 1, DEEPEST, lake),
    of("basemap/ne_10m_rivers_lake_centerlines", Layer::River, 0, DEEPEST, river),
    of("zones/ne_10m_admin_0_boundary_lines_land", Layer::Boundary, 0, DEEPEST, boundary),
    of("zones/ne_10m_admin_0_boundary_lines_disputed_areas", Layer::Boundary, 0, DEEPEST, boundary),
    of("basemap/ne_10m_geography_marine_polys", Layer::Marine, 0, DEEPEST, marine),
    of("basemap/ne_10m_ports", Layer::Port, 0, DEEPEST, harbour),
    of("basemap/ne_10m_airports", Layer::Airport, 0, DEEPEST, harbour),
    of(PLACES, Layer::Place, 0, DEEPEST, town),
];

const fn of(
    file: &'static str,
    layer: Layer,
    first: u8,
    last: u8,
    draw: fn(&Feature) -> Option<Drawn>,
) -> Plan {
    Plan { file, layer, zooms: first..=last, draw }
}

/// The first of our zooms for one of Natural Earth's: that before it, or the next whole one. Without one: 0.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a few zooms")]
fn first_zoom(feature: &Feature, key: &str) -> u8 {
    // Rounded to tenths first: 4.7 - 1 is not 3.7 in binary.
    let tenths = libm::round(feature.number(key).unwrap_or(0.0).clamp(0.0, 25.0) * 10.0) as u8;
    tenths.saturating_sub(10).div_ceil(10)
}

fn plain(from: u8) -> Option<Drawn> {
    Some(Drawn { attributes: Attributes::new(), from })
}

/// Texts of a feature under the names that they have in the tiles.
fn texts(feature: &Feature, keys: &[(&'static str, &str)]) -> Attributes {
    let said = |(key, source): &(&'static str, &str)| {
        feature.text(source).map(|text| (*key, Said::Text(text.to_owned())))
    };
    keys.iter().filter_map(said).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "ranks are small whole numbers")]
fn rank(feature: &Feature, key: &str) -> Said {
    Said::Number(feature.number(key).unwrap_or(0.0) as i64)
}

/// All land at all zooms: how small it is decides, not how well known. What is not there at all (a mark in the Gulf of
/// Guinea at 0°, 0°) has a zoom that never comes.
fn land(land: &Feature) -> Option<Drawn> {
    plain(if first_zoom(land, "min_zoom") > DEEPEST { u8::MAX } else { 0 })
}

fn lake(lake: &Feature) -> Option<Drawn> {
    Some(Drawn { attributes: texts(lake, &[("name", "name")]), from: first_zoom(lake, "min_zoom") })
}

/// Rivers. Lines through the middle of lakes are not drawn: they lie in water.
fn river(river: &Feature) -> Option<Drawn> {
    if river.text("featurecla") != Some("River") {
        return None;
    }
    let mut attributes = texts(river, &[("name", "name")]);
    attributes.insert("rank", rank(river, "scalerank"));
    Some(Drawn { attributes, from: first_zoom(river, "min_zoom") })
}

/// Lines between states and what else is drawn as a line on the ground, with the class that says what kind it is.
fn boundary(line: &Feature) -> Option<Drawn> {
    // The word in brackets is addressed to the makers: "International boundary (verify)".
    let source = line.text("featurecla").unwrap_or_default();
    let class = match source.split(" (").next().unwrap_or_default() {
        "International boundary" => "international",
        // Undecided on paper only: the line through the Great Lakes.
        "Indefinite" if line.text("type") == Some("Water Indicator") => "international",
        "Line of control" => "line-of-control",
        "Disputed" | "Indefinite" | "Indeterminant frontier" | "Breakaway" | "Elusive frontier" => "disputed",
        "Claim boundary" => "claim",
        // Laid over land that is somebody's without being its end: buffers, leases, former limits.
        "Overlay limit" | "Lease limit" | "Reference line" => "overlay",
        _ => return None,
    };
    let mut attributes = texts(line, &[("name", "name"), ("note", "comment"), ("note", "note")]);
    attributes.insert("class", Said::Text(class.to_owned()));
    Some(Drawn { attributes, from: first_zoom(line, "min_zoom") })
}

/// Seas. One that has two names has both, and then no third in another language that takes sides.
fn marine(sea: &Feature) -> Option<Drawn> {
    let name = sea.text("name")?;
    let mut attributes = match sea.text("namealt") {
        Some(other) => Attributes::from([("name", Said::Text(format!("{name} / {other}")))]),
        None => texts(sea, &[("name", "name"), ("name_fr", "name_fr")]),
    };
    attributes.extend(texts(sea, &[("class", "featurecla")]));
    attributes.insert("rank", rank(sea, "scalerank"));
    Some(Drawn { attributes, from: first_zoom(sea, "min_label") })
}

/// Ports and airports: the busiest first, all of them at the last zoom.
fn harbour(harbour: &Feature) -> Option<Drawn> {
    let from = match harbour.number("natlscale").unwrap_or(0.0) {
        scale if scale >= 75.0 => 5,
        scale if scale >= 30.0 => 6,
        scale if scale >= 20.0 => 7,
        _ => 8,
    };
    let mut attributes = texts(harbour, &[("name", "name"), ("code", "iata_code")]);
    attributes.insert("rank", rank(harbour, "scalerank"));
    Some(Drawn { attributes, from })
}

/// The zoom at which capitals appear: all of them, not those first that the source ranks higher.
const CAPITALS: u8 = 2;

/// A town, by its name in English, and by those in other languages that differ.
fn town(town: &Feature) -> Option<Drawn> {
    let languages =
        [("name_ar", "NAME_AR"), ("name_fr", "NAME_FR"), ("name_ko", "NAME_KO"), ("name_uk", "NAME_UK")];
    let name = town.text("NAME_EN").or_else(|| town.text("NAME"))?;
    let name = Said::Text(name.to_owned());
    let mut attributes = texts(town, &languages);
    attributes.retain(|_, other| *other != name);
    let is_capital = town.text("FEATURECLA") == Some("Admin-0 capital");
    attributes.extend([
        ("name", name),
        ("rank", rank(town, "SCALERANK")),
        ("capital", Said::Flag(is_capital)),
    ]);
    Some(Drawn { attributes, from: if is_capital { CAPITALS } else { first_zoom(town, "min_zoom") } })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::world::Geometry;

    fn feature(properties: &Value) -> Feature {
        let properties = properties.as_object().unwrap().clone();
        Feature { properties, geometry: Geometry::Points(Vec::new()) }
    }

    #[test]
    fn zooms_of_others_are_those_of_larger_tiles() {
        let first = |zoom: f64| first_zoom(&feature(&json!({"min_zoom": zoom})), "min_zoom");
        assert_eq!([0.0, 1.0, 1.7, 4.7, 6.0, 100.0].map(first), [0, 0, 1, 4, 5, 24]);
        assert!(land(&feature(&json!({"min_zoom": 100.0}))).unwrap().from > DEEPEST);
    }

    #[test]
    fn lines_keep_what_kind_they_are() {
        let class = |said: Value| boundary(&feature(&said)).map(|drawn| drawn.attributes["class"].clone());
        let text = |class: &str| Some(Said::Text(class.into()));
        assert_eq!(class(json!({"featurecla": "International boundary (verify)"})), text("international"));
        assert_eq!(class(json!({"featurecla": "Line of control (please verify)"})), text("line-of-control"));
        assert_eq!(
            class(json!({"featurecla": "Indefinite (please verify)", "type": "Land"})),
            text("disputed")
        );
        assert_eq!(class(json!({"featurecla": "Claim boundary"})), text("claim"));
        assert_eq!(class(json!({"featurecla": "Overlay limit"})), text("overlay"));
        assert_eq!(class(json!({"featurecla": "Marine Indicator Disputed"})), None);
    }

    #[test]
    fn a_sea_with_two_names_has_both() {
        let sea =
            json!({"name": "Sea of Japan", "namealt": "East Sea", "name_fr": "Mer du Japon", "scalerank": 1});
        let said = marine(&feature(&sea)).unwrap().attributes;
        assert_eq!(said["name"], Said::Text("Sea of Japan / East Sea".into()));
        assert!(!said.contains_key("name_fr"));
    }

    #[test]
    fn a_town_has_the_names_that_differ() {
        let said = town(&feature(
            &json!({"NAME": "Soul", "NAME_EN": "Seoul", "NAME_FR": "Séoul", "NAME_KO": "Seoul",
            "FEATURECLA": "Admin-0 capital", "SCALERANK": 1, "min_zoom": 3.0}),
        ));
        let said = said.unwrap().attributes;
        assert_eq!(said.keys().copied().collect::<Vec<_>>(), ["capital", "name", "name_fr", "rank"]);
        assert_eq!((&said["name"], &said["capital"]), (&Said::Text("Seoul".into()), &Said::Flag(true)));
        assert_eq!(town(&feature(&json!({"SCALERANK": 1}))), None);
    }

    #[test]
    fn capitals_appear_together() {
        let from = |zoom: f64| {
            town(&feature(&json!({"NAME": "A", "FEATURECLA": "Admin-0 capital", "min_zoom": zoom})))
                .unwrap()
                .from
        };
        assert_eq!([1.7, 3.0, 4.7].map(from), [CAPITALS; 3]);
    }
}
