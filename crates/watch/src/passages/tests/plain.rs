//! What is told with margins that are measured only where they have to be, beside what is told with all of them measured.

use armistice_terms::MemoryFiles;
use armistice_terms::model::{Near, NearTo, Place};

use super::*;
use crate::testing;

/// A bent line with a marker that may be 2 km off, and two areas that share an edge along a part of it.
const BENT: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","id":"line","properties":{},"geometry":{"type":"LineString","coordinates":
        [[0,0.5],[0.2,0.52],[0.3,0.47],[0.45,0.5],[0.5,0.5],[0.6,0.56],[0.8,0.55],[1,0.5]]}},
    {"type":"Feature","id":"north","properties":{"accuracy_m":30},"geometry":{"type":"Polygon","coordinates":
        [[[0.3,0.47],[0.45,0.5],[0.5,0.5],[0.6,0.56],[0.6,0.6],[0.3,0.6],[0.3,0.47]]]}},
    {"type":"Feature","id":"south","properties":{"accuracy_m":30},"geometry":{"type":"Polygon","coordinates":
        [[[0.3,0.47],[0.3,0.4],[0.6,0.4],[0.6,0.56],[0.5,0.5],[0.45,0.5],[0.3,0.47]]]}},
    {"type":"Feature","properties":{"code":"01"},"geometry":{"type":"Point","coordinates":[0,0.5]}},
    {"type":"Feature","properties":{"code":"50","accuracy_km":2},"geometry":
        {"type":"Point","coordinates":[0.5,0.5]}},
    {"type":"Feature","properties":{"code":"99"},"geometry":{"type":"Point","coordinates":[1,0.5]}}]}"#;

fn bent() -> Plan {
    let near = |metres: i64, between: Option<(&str, &str)>| {
        Place::Near(Near {
            is_beyond: false,
            distance_mm: metres * 1000,
            of: NearTo::Line(name("line")),
            of_the_other_party: false,
            between: between.map(|(from, to)| (from.to_owned(), to.to_owned())),
            side_of: None,
        })
    };
    let area = |feature: &str| Place::File(file(&format!("geo.json#{feature}")));
    let zones = vec![
        zone("narrow", near(2_000, None)),
        zone("part", near(5_000, Some(("50", "99")))),
        zone("wider", Place::Or(vec![near(3_000, None), near(7_000, Some(("50", "99")))])),
        zone("north", area("north")),
        zone("both", Place::Or(vec![area("north"), area("south")])),
        zone("rest", Place::Minus(Box::new(near(4_000, None)), Box::new(area("south")))),
    ];
    let mut files = MemoryFiles::default();
    files.files.insert("geo.json".to_owned(), BENT.as_bytes().to_vec());
    let line = testing::line("line", "geo.json#line", 100);
    draw(&testing::agreement(vec![line], zones, Vec::new()), &files).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn what_is_not_measured_changes_nothing(
        start in (0.3..0.7_f64, 0.42..0.58_f64),
        legs in proptest::collection::vec((1..40_usize, -0.002..0.002_f64, -0.002..0.002_f64, prop_oneof![Just(0.0), Just(1.0), Just(8.0)]), 1..8),
        noise in proptest::collection::vec((-0.0002..0.0002_f64, -0.0002..0.0002_f64), 320),
        error_metres in prop_oneof![Just(0_u32), Just(10), Just(1500)],
        gap in 0..12_usize,
    ) {
        let plan = bent();
        let (mut lon, mut lat) = start;
        let mut fixes = Vec::new();
        let steps = legs.into_iter().flat_map(|(many, east, north, pace)| std::iter::repeat_n((east * pace, north * pace), many));
        for (((east, north), (aside, up)), number) in steps.zip(noise).zip(0_i32..) {
            (lon, lat) = (lon + east, lat + north);
            // Some stand quite still.
            let (aside, up) = if number % 3 == 0 { (0.0, 0.0) } else { (aside, up) };
            let late = if number >= i32::try_from(gap).unwrap() * 20 { 5000.0 } else { 0.0 };
            fixes.push(Fix { error_metres, ..fix("a", f64::from(number) * 60.0 + late, lon + aside, lat + up) });
        }
        let screened = |is_plain: bool| {
            let mut watch = Watch::new(&plan, lenient());
            watch.watched.zones.iter_mut().for_each(|zone| zone.is_plain = is_plain);
            fixes.iter().for_each(|fix| watch.push(fix.clone(), "t.csv"));
            format!("{:#?}", watch.finish().passages)
        };
        prop_assert_eq!(screened(false), screened(true));
    }
}
