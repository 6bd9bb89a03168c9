//! Regions on the grid against the plain geometry: they differ nowhere but within the sag of a boundary.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use armistice_cells::{Area, CompileError, Compiled, Globe, Index, Method, Shape, Spot};
use armistice_earth::{
    Answer, Beside, Cardinal, HeightBand, Line, Near, NearTo, Polygon, Position, Region, Side, geodesic,
};
use proptest::prelude::*;

fn at(lon: f64, lat: f64) -> Position {
    Position::new(turned(lon), lat.clamp(-90.0, 90.0)).unwrap()
}

/// What a second chart and the grid round, in metres.
const SHELL_METRES: f64 = 0.03;

fn turned(lon: f64) -> f64 {
    lon - 360.0 * (lon / 360.0).round()
}

fn circle(position: Position, metres: f64) -> Region {
    Region::Near(Near::within(metres, NearTo::Point { position, accuracy_metres: 0.0 }))
}

/// Compares the index with the region at a position, unless that lies within the sag.
fn agrees(index: &Index, region: &Region, sag_metres: f64, position: Position) -> Result<(), TestCaseError> {
    let margin = region.margin(position, None).metres;
    let found = !index.zones_at(Spot::from(position)).is_empty();
    // The plain distance is right to some nanometres; a centimetre more is for the grid of the position asked about.
    let is_near = margin.abs() <= sag_metres + 0.01;
    let inside = region.contains(position, None) == Answer::Inside;
    prop_assert!(is_near || found == inside, "{:?}: {} metres inside, found {}", position, margin, found);
    Ok(())
}

fn compiled(region: &Region) -> (Index, Compiled) {
    let mut compiled = Compiled::default();
    let zone = compiled.add(region).unwrap();
    (Index::new(&compiled.areas, vec![zone], &Shape::default()).unwrap(), compiled)
}

proptest! {
    // Tracing looks at the exact distance many thousand times for each shape.
    #![proptest_config(ProptestConfig::with_cases(2))]

    #[test]
    fn strips_circles_and_their_combinations(lon in prop_oneof![Just(179.9), -180.0..180.0], lat in -66.0..66.0_f64, bends in prop::collection::vec(-0.15..0.15_f64, 3..6), metres in 4_000.0..30_000.0_f64, is_left: bool, bearings in prop::collection::vec((0.0..360.0_f64, -30.0..30.0_f64, 0.0..1.0_f64), 60)) {
        let corners: Vec<Position> =
            bends.iter().zip(0_u8..).map(|(bend, place)| at(lon + 0.2 * f64::from(place), lat + bend)).collect();
        let line = Line::new(&corners).unwrap();
        let side = Some(if is_left { Side::Left } else { Side::Right });
        let strip = Region::Near(Near { of: NearTo::Line(line.clone()), metres, is_beyond: false, side });
        let hole = circle(corners[1], metres / 3.0);
        let region = Region::Minus(Box::new(Region::Or(vec![strip, circle(corners[2], metres * 1.2)])), Box::new(hole.clone()));
        let (index, compiled) = compiled(&region);
        prop_assert_eq!(compiled.certificates.len(), 3);
        let sag = compiled.sag_metres();
        prop_assert!(sag < 30.0, "{}", sag);
        for (bearing, near, along) in bearings {
            // Near the edges of the strip and of the circles, and anywhere about.
            let foot = geodesic::along(corners[1], corners[2], along);
            for reach in [metres + near, metres / 3.0 + near, metres * 1.2 + near, metres * along * 2.0] {
                for centre in [corners[1], corners[2], foot] {
                    agrees(&index, &region, sag, geodesic::destination(centre, bearing, reach))?;
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn halves_of_the_earth_and_polygons_are_exact(lon in -180.0..180.0_f64, lat in -89.0..89.0_f64, side in 0..4_usize, spots in prop::collection::vec((-180.0..180.0_f64, -90.0..90.0_f64), 12)) {
        let side = [Cardinal::North, Cardinal::South, Cardinal::East, Cardinal::West][side];
        let half = Region::Beside(Beside { side, point: at(lon, lat), accuracy_metres: 0.0 });
        let west = lon;
        let ring = vec![at(west, lat), at(west + 40.0, lat), at(west + 30.0, 0.5 * lat + 0.01), at(west, lat)];
        let polygon = Region::Polygon(Polygon::new(&[ring]).unwrap());
        for region in [half, polygon] {
            let (index, compiled) = compiled(&region);
            prop_assert!(compiled.sag_metres() < 0.01);
            for (spot_lon, spot_lat) in &spots {
                agrees(&index, &region, compiled.sag_metres(), at(*spot_lon, *spot_lat))?;
                agrees(&index, &region, compiled.sag_metres(), at(west + spot_lon / 9.0, lat + spot_lat / 9.0))?;
            }
        }
    }
}

/// One whole turn, or part of one, about a pole.
fn near_pole(is_south: bool, lon: f64, degrees: f64) -> Position {
    at(lon, if is_south { degrees - 90.0 } else { 90.0 - degrees })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2))]

    #[test]
    fn circles_and_strips_that_hold_a_pole(is_south: bool, lon in -180.0..180.0_f64, degrees in prop_oneof![Just(0.0), 0.0..3.0_f64], metres in 20_000.0..90_000.0_f64, is_strip: bool, bearings in prop::collection::vec((0.0..360.0_f64, -40.0..40.0_f64, 0.0..1.0_f64), 30)) {
        let centre = near_pole(is_south, lon, degrees);
        let end = near_pole(is_south, lon + 40.0, degrees + 0.5);
        let line = Line::new(vec![centre, end]);
        let region = match line {
            Ok(line) if is_strip => Region::Near(Near::within(metres, NearTo::Line(line))),
            _ => circle(centre, metres),
        };
        let mut compiled = Compiled::default();
        let zone = compiled.add(&region).unwrap();
        let sag = compiled.sag_metres();
        prop_assert!(sag < 30.0, "{}", sag);
        let globe = Globe::new(&compiled.areas, vec![zone], &Shape::default()).unwrap();
        for (bearing, near, along) in bearings {
            for from in [centre, end, near_pole(is_south, lon, 0.0)] {
                for reach in [metres + near, metres * along * 2.0, 50.0 * along] {
                    let place = geodesic::destination(from, bearing, reach);
                    let margin = region.margin(place, None).metres;
                    let found = !globe.zones_at(Spot::from(place)).is_empty();
                    let is_near = margin.abs() <= sag + SHELL_METRES;
                    prop_assert!(is_near || found == (margin >= 0.0), "{:?}: {} metres inside, found {}", place, margin, found);
                }
            }
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn polygons_of_several_parts_are_exact_wherever_they_lie(lon in prop_oneof![Just(179.0), -180.0..180.0_f64], lat in -80.0..80.0_f64, shift in 0.0..3.0_f64, spots in prop::collection::vec((-4.0..8.0_f64, -4.0..8.0_f64), 60)) {
        let square = |west: f64, south: f64, side: f64| -> Vec<Position> {
            [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)].map(|(east, north)| at(west + east, south + north)).to_vec()
        };
        // Two parts over each other, the first with a hole, and one that crosses itself.
        let bow = vec![at(lon, lat), at(lon + 3.0, lat + 3.0), at(lon + 3.0, lat), at(lon, lat + 3.0), at(lon, lat)];
        let parts = vec![vec![square(lon, lat, 4.0), square(lon + 1.0, lat + 1.0, 1.0)], vec![square(lon + shift, lat + 2.0, 4.0)], vec![bow]];
        let polygon = Polygon::multi(&parts).unwrap();
        let region = Region::Polygon(polygon.clone());
        let (index, compiled) = compiled(&region);
        prop_assert_eq!(compiled.certificates.iter().map(|one| one.method).collect::<Vec<_>>(), [Method::Drawn; 3]);
        prop_assert_eq!(compiled.flaws.first().map(|(area, flaw)| (*area, *flaw)), polygon.flaw().map(|flaw| (0, flaw)));
        prop_assert!(!compiled.flaws.is_empty());
        for (east, north) in spots {
            agrees(&index, &region, compiled.sag_metres(), at(lon + east, lat + north))?;
        }
    }
}

#[test]
fn a_plain_polygon_keeps_its_corners() {
    let ring = vec![at(10.0, 50.0), at(11.0, 50.0), at(10.5, 50.7), at(10.0, 50.0)];
    let (_, compiled) = compiled(&Region::Polygon(Polygon::new(std::slice::from_ref(&ring)).unwrap()));
    assert_eq!(compiled.areas, [Area::of_positions(&[ring]).unwrap()]);
    assert_eq!(compiled.certificates[0].method, Method::Drawn);
}

#[test]
fn what_cannot_be_compiled_is_refused() {
    let band = HeightBand { lower_metres: Some(0.0), upper_metres: None, accuracy_metres: 0.0 };
    let mut compiled = Compiled::default();
    let under = Region::And(vec![circle(at(1.0, 1.0), 5_000.0), Region::Height(band)]);
    assert_eq!(compiled.add(&under), Err(CompileError::Height));
    let round_it = Region::Near(Near::within(1_000.0, NearTo::Region(Box::new(Region::Height(band)))));
    assert!(compiled.add(&round_it).is_err());
    let beyond = Region::Near(Near {
        is_beyond: true,
        ..Near::within(9_000.0, NearTo::Point { position: at(3.0, 3.0), accuracy_metres: 0.0 })
    });
    let (index, _) = self::compiled(&beyond);
    assert_eq!(index.zones_at(Spot::from(at(3.0, 3.05))), [0_u32; 0]);
    assert_eq!(index.zones_at(Spot::from(at(-100.0, -80.0))), [0]);
}
