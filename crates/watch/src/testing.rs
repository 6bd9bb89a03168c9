//! Small agreements made by hand, for tests.

use armistice_earth::Position;
use armistice_facts::calendar::Zone as TimeZone;
use armistice_facts::{Fix, Instant, Name};
use armistice_terms::model::{
    Agreement, Ban, Bearers, ClassSet, FileRef, Geometry, Grade, HeightBound, Line, MonthEnds, Near, NearTo,
    Norm, Party, Place, Rule, Settings, SideOf, Zone,
};
use armistice_terms::vocabulary::Vocabulary;
use armistice_terms::{MemoryFiles, Span};

use crate::{Plan, plan};

pub(crate) fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub(crate) fn at(lon: f64, lat: f64) -> Position {
    Position::new(lon, lat).unwrap()
}

/// A fix so many seconds after noon.
pub(crate) fn fix(object: &str, seconds: f64, lon: f64, lat: f64) -> Fix {
    #[expect(clippy::cast_possible_truncation, reason = "seconds of a test")]
    let millis = (seconds * 1000.0).round() as i64;
    let noon: Instant = "2020-06-01T12:00:00Z".parse().unwrap();
    Fix {
        object: object.to_owned(),
        time: noon.plus_millis(millis),
        position: at(lon, lat),
        error_metres: 0,
        height: None,
        speed_mm_s: None,
        row: 0,
    }
}

/// An agreement of `North` and `South` with these lines, zones and norms, and nothing else.
pub(crate) fn agreement(lines: Vec<Line>, zones: Vec<Zone>, norms: Vec<Norm>) -> Agreement {
    let party =
        |text: &str| Party { name: name(text), full_name: text.to_owned(), called: None, status: None };
    Agreement {
        title: "Test".to_owned(),
        settings: Settings {
            time_zone: TimeZone::named("UTC").unwrap(),
            month_ends: MonthEnds::Clamp,
            findings_need: Grade::Reported,
        },
        instruments: Vec::new(),
        parties: vec![party("North"), party("South")],
        bodies: Vec::new(),
        vocabulary: Vocabulary::default(),
        geometry: Geometry { points: Vec::new(), lines, zones },
        inventories: Vec::new(),
        registers: Vec::new(),
        sections: Vec::new(),
        norms,
        exceptions: Vec::new(),
        decisions: Vec::new(),
        no_terms: Vec::new(),
        tests: Vec::new(),
    }
}

pub(crate) fn file(text: &str) -> FileRef {
    let (path, feature) = text.split_once('#').map_or((text, None), |(path, id)| (path, Some(id.to_owned())));
    FileRef { path: path.to_owned(), feature, sha256: None }
}

pub(crate) fn line(label: &str, of: &str, accuracy_metres: i64) -> Line {
    Line {
        name: name(label),
        file: file(of),
        is_series: false,
        markers_by: Some("code".to_owned()),
        sides: Vec::new(),
        accuracy_mm: accuracy_metres * 1000,
        span: Span::default(),
    }
}

pub(crate) fn zone(label: &str, place: Place) -> Zone {
    Zone {
        name: name(label),
        place: Some(place),
        heights: Vec::new(),
        accuracy_mm: 0,
        reading: None,
        decided_by: None,
        description: None,
        within: Vec::new(),
        apart_from: Vec::new(),
        span: Span::default(),
    }
}

pub(crate) fn below(zone: Zone, metres: i64) -> Zone {
    let height = HeightBound { is_above: false, height_mm: metres * 1000, above_ground: false };
    Zone { heights: vec![height], ..zone }
}

pub(crate) fn below_over_ground(zone: Zone, metres: i64) -> Zone {
    let height = HeightBound { is_above: false, height_mm: metres * 1000, above_ground: true };
    Zone { heights: [zone.heights.as_slice(), &[height]].concat(), ..zone }
}

pub(crate) fn near_line(of: &str, metres: i64, side_of: Option<&str>) -> Place {
    Place::Near(Near {
        is_beyond: false,
        distance_mm: metres * 1000,
        of: NearTo::Line(name(of)),
        of_the_other_party: false,
        between: None,
        side_of: side_of.map(|party| SideOf::Named(name(party))),
    })
}

/// A ban at a place.
pub(crate) fn ban(label: &str, place: Place) -> Norm {
    Norm {
        label: name(label),
        section: 0,
        bearers: Bearers::Each(vec![name("North"), name("South")]),
        rule: Rule::Ban(Ban {
            verb: name("enter"),
            objects: ClassSet::default(),
            place,
            purposes: Vec::new(),
            except_for: Vec::new(),
        }),
        from: None,
        until: None,
        lasts: None,
        hours: None,
        conditions: Vec::new(),
        attestation: None,
        unproven_is_violated: false,
        failing_which: Vec::new(),
        together_with: Vec::new(),
        quoting: None,
        reading: None,
        replaced: None,
        cure: None,
        decision: None,
        span: Span::default(),
    }
}

/// A square from 0 to 0.1 degrees, a line along the parallel 0.5 from 0 to 1 degree with North on its left, and
/// three markers on it.
pub(crate) const SQUARE_AND_LINE: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","id":"square","properties":{},"geometry":{"type":"Polygon","coordinates":
        [[[0,0],[0.1,0],[0.1,0.1],[0,0.1],[0,0]]]}},
    {"type":"Feature","id":"strip","properties":{"accuracy_m":50},"geometry":{"type":"Polygon","coordinates":
        [[[0.2,0],[0.21,0],[0.21,0.1],[0.2,0.1],[0.2,0]]]}},
    {"type":"Feature","id":"line","properties":{"left":"North","right":"South"},"geometry":
        {"type":"LineString","coordinates":[[0,0.5],[1,0.5]]}},
    {"type":"Feature","properties":{"code":"01"},"geometry":{"type":"Point","coordinates":[0,0.5]}},
    {"type":"Feature","properties":{"code":"50","accuracy_km":2},"geometry":
        {"type":"Point","coordinates":[0.5,0.5]}},
    {"type":"Feature","properties":{"code":"99"},"geometry":{"type":"Point","coordinates":[1,0.5]}}]}"#;

pub(crate) fn files() -> MemoryFiles {
    let mut files = MemoryFiles::default();
    files.files.insert("geo.json".to_owned(), SQUARE_AND_LINE.as_bytes().to_vec());
    files
}

/// The square as zone `square`, the strip as zone `strip`, the line as `line` with 100 m of accuracy.
pub(crate) fn square_and_line() -> Plan {
    let zones = vec![
        zone("square", Place::File(file("geo.json#square"))),
        zone("strip", Place::File(file("geo.json#strip"))),
    ];
    plan(&agreement(vec![line("line", "geo.json#line", 100)], zones, Vec::new()), &files()).unwrap()
}
