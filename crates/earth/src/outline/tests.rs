use proptest::prelude::*;

use super::*;
use crate::geodesic::{along, distance};
use crate::{Beside, Cardinal, Extent, Line, Near, NearTo, Polygon, Side};

fn at(lon: f64, lat: f64) -> Position {
    Position::new(lon, lat).unwrap()
}

fn window() -> Frame {
    Frame::new(at(126.0, 37.0), at(128.0, 39.0))
}

fn disc(lon: f64, lat: f64, metres: f64) -> Region {
    let of = NearTo::Point { position: at(lon, lat), accuracy_metres: 0.0 };
    Region::Near(Near::within(metres, of))
}

fn line(corners: &[(f64, f64)]) -> Line {
    Line::new(corners.iter().map(|(lon, lat)| at(*lon, *lat)).collect::<Vec<_>>()).unwrap()
}

/// Twice the area in square degrees, positive against the clock.
fn area(ring: &[Position]) -> f64 {
    ring.windows(2).map(|pair| pair[0].lon() * pair[1].lat() - pair[1].lon() * pair[0].lat()).sum()
}

/// Whether a position lies in the polygons, by the slow way: edges that pass east of it, counted over all rings.
fn holds(outline: &Outline, position: Position) -> bool {
    let rings = outline.polygons.iter().flatten();
    let edges = rings.flat_map(|ring| ring.windows(2));
    let passes = edges.filter(|pair| {
        let (low, high) = if pair[0].lat() < pair[1].lat() { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
        if !(low.lat() <= position.lat() && position.lat() < high.lat()) {
            return false;
        }
        let share = (position.lat() - low.lat()) / (high.lat() - low.lat());
        low.lon() + share * (high.lon() - low.lon()) > position.lon()
    });
    passes.count() % 2 == 1
}

/// The outline is as true as it says: rings closed, wound, and each corner and middle of an edge near the boundary.
fn assert_true(region: &Region, outline: &Outline) {
    for polygon in &outline.polygons {
        for (index, ring) in polygon.iter().enumerate() {
            assert!(ring.len() >= 4 && ring.first() == ring.last());
            assert_eq!(area(ring) > 0.0, index == 0);
            for pair in ring.windows(2) {
                for share in [0.0, 0.5] {
                    // Edges of a map are straight in longitude and latitude.
                    let between = |from: f64, to: f64| from + (to - from) * share;
                    let place =
                        at(between(pair[0].lon(), pair[1].lon()), between(pair[0].lat(), pair[1].lat()));
                    let margin = region.margin_of_drawing(place, None).abs();
                    assert!(margin <= outline.tolerance_metres, "{margin} > {}", outline.tolerance_metres);
                }
            }
        }
    }
}

#[test]
fn a_disc_has_one_ring_against_the_clock() {
    let region = disc(127.0, 38.0, 40_000.0);
    let outline = region.outline(window());
    assert_eq!((outline.polygons.len(), outline.polygons[0].len()), (1, 1));
    assert!(!outline.is_clipped && outline.tolerance_metres <= 1.0);
    assert_true(&region, &outline);
}

#[test]
fn a_hole_runs_with_the_clock() {
    let region = Region::Minus(Box::new(disc(127.0, 38.0, 30_000.0)), Box::new(disc(127.0, 38.0, 10_000.0)));
    let outline = region.outline(window());
    assert_eq!((outline.polygons.len(), outline.polygons[0].len()), (1, 2));
    assert_true(&region, &outline);
}

#[test]
fn an_island_in_a_hole_is_a_polygon_of_its_own() {
    let ring = Region::Minus(Box::new(disc(127.0, 38.0, 30_000.0)), Box::new(disc(127.0, 38.0, 20_000.0)));
    let region = Region::Or(vec![ring, disc(127.0, 38.0, 5_000.0)]);
    let outline = region.outline(window());
    let mut rings: Vec<usize> = outline.polygons.iter().map(Vec::len).collect();
    rings.sort_unstable();
    assert_eq!(rings, [1, 2]);
}

#[test]
fn what_reaches_over_the_window_is_cut_off_there() {
    let north = |lat: f64| {
        Region::Beside(Beside { side: Cardinal::North, point: at(127.0, lat), accuracy_metres: 0.0 })
    };
    let outline = north(38.0).outline(window());
    assert!(outline.is_clipped);
    assert_eq!(outline.polygons.len(), 1);
    // A rectangle: four corners, to the centimetre.
    let ring = &outline.polygons[0][0];
    assert_eq!(ring.len(), 5);
    for (lon, lat) in [(126.0, 38.0), (128.0, 38.0), (128.0, 39.0), (126.0, 39.0)] {
        assert!(ring.iter().any(|corner| distance(*corner, at(lon, lat)) < 1.0), "{ring:?}");
    }
    assert_eq!(Region::Nowhere.outline(window()).polygons.len(), 0);
    assert!(Region::Everywhere.outline(window()).is_clipped);
    assert!(!disc(127.0, 38.0, 10_000.0).outline(window()).is_clipped);
}

#[test]
fn a_plain_area_keeps_its_own_corners() {
    let clockwise = vec![at(127.0, 38.0), at(127.0, 38.2), at(127.3, 38.2), at(127.0, 38.0)];
    let region = Region::Polygon(Polygon::new(std::slice::from_ref(&clockwise)).unwrap());
    let outline = region.outline(window());
    let mut turned = clockwise;
    turned.reverse();
    assert_eq!(outline.polygons, [vec![turned]]);
    assert!(outline.tolerance_metres <= 0.0);
}

#[test]
fn over_the_antimeridian_an_outline_is_cut_in_two() {
    let region = disc(180.0, 10.0, 20_000.0);
    let Extent::Within(frame) = region.extent() else { panic!("a disc is bounded") };
    let outline = region.outline(frame.wider(1_000.0));
    assert_eq!(outline.polygons.len(), 2);
    assert!(!outline.is_clipped);
    let sides: Vec<bool> =
        outline.polygons.iter().map(|polygon| polygon[0].iter().all(|corner| corner.lon() > 0.0)).collect();
    assert_eq!(sides, [true, false]);
}

#[test]
fn the_flat_end_of_a_part_is_a_straight_edge() {
    let straight = line(&[(126.3, 38.0), (127.7, 38.0)])
        .with_markers([("1".to_owned(), at(126.3, 38.0)), ("2".to_owned(), at(127.0, 38.0))])
        .unwrap();
    let part = straight.between("1", "2").unwrap();
    let region = Region::Near(Near::within(5_000.0, NearTo::Line(part)));
    let outline = region.outline(window());
    // East of the marker there is nothing, to a metre.
    let easternmost = outline.polygons[0][0].iter().map(|corner| corner.lon()).fold(0.0, f64::max);
    assert!((easternmost - 127.0).abs() < 2e-5, "{easternmost}");
    assert!(holds(&outline, at(126.99, 38.03)));
    let side = Region::Near(Near { side: Some(Side::Left), ..Near::within(5_000.0, NearTo::Line(straight)) });
    let outline = side.outline(window());
    assert!(holds(&outline, at(126.99, 38.03)) && !holds(&outline, at(126.99, 37.97)));
}

/// What is clearly in or out is drawn so.
fn assert_drawn_as_answered(region: &Region, outline: &Outline, probes: &[(f64, f64)], unsure_metres: f64) {
    for (lon, lat) in probes {
        let margin = region.margin_of_drawing(at(*lon, *lat), None);
        if margin.abs() > unsure_metres {
            assert_eq!(holds(outline, at(*lon, *lat)), margin > 0.0, "{lon} {lat} {margin}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn a_strip_along_a_line_is_outlined_to_a_metre(
        steps in proptest::collection::vec((0.05..0.15_f64, -0.1..0.1_f64), 1..8),
        metres in 2_000.0..40_000.0_f64,
        probes in proptest::collection::vec((126.0..128.0_f64, 37.0..39.0_f64), 40),
    ) {
        let mut corners = vec![(126.5, 38.0)];
        for (east, north) in steps {
            let (lon, lat) = corners[corners.len() - 1];
            corners.push((lon + east, lat + north));
        }
        let region = Region::Near(Near::within(metres, NearTo::Line(line(&corners))));
        let outline = region.outline(window());
        prop_assert!(outline.tolerance_metres <= 1.0, "{}", outline.tolerance_metres);
        assert_true(&region, &outline);
        assert_drawn_as_answered(&region, &outline, &probes, 2.0);
    }

    #[test]
    fn a_line_that_doubles_back_is_outlined_as_true_as_is_said(
        corners in proptest::collection::vec((126.5..127.5_f64, 37.5..38.5_f64), 2..4),
        metres in 5_000.0..40_000.0_f64,
        probes in proptest::collection::vec((126.0..128.0_f64, 37.0..39.0_f64), 40),
    ) {
        let region = Region::Near(Near::within(metres, NearTo::Line(line(&corners))));
        let outline = region.outline(window());
        assert_true(&region, &outline);
        assert_drawn_as_answered(&region, &outline, &probes, 700.0);
    }

    #[test]
    fn the_algebra_of_sets_is_outlined_as_it_is_answered(
        discs in proptest::collection::vec((126.5..127.5_f64, 37.5..38.5_f64, 8_000.0..40_000.0_f64), 3),
        kind in 0..3_u8,
        probes in proptest::collection::vec((126.0..128.0_f64, 37.0..39.0_f64), 40),
    ) {
        let mut shapes = discs.iter().map(|(lon, lat, metres)| disc(*lon, *lat, *metres));
        let (one, two, three) = (shapes.next().unwrap(), shapes.next().unwrap(), shapes.next().unwrap());
        let region = match kind {
            0 => Region::Or(vec![one, two, three]),
            1 => Region::Minus(Box::new(Region::Or(vec![one, two])), Box::new(three)),
            _ => Region::Or(vec![Region::And(vec![one, two]), three]),
        };
        let outline = region.outline(window());
        assert_true(&region, &outline);
        // A gap or an island narrower than a cell, 430 m, may be missed.
        assert_drawn_as_answered(&region, &outline, &probes, 700.0);
    }

    #[test]
    fn an_area_cut_along_a_parallel_is_what_is_answered(
        radii in proptest::collection::vec(0.05..0.6_f64, 5..40),
        sides in proptest::collection::vec((0..4_u8, -0.3..0.3_f64, -0.3..0.3_f64), 1..3),
        probes in proptest::collection::vec((126.2..127.8_f64, 37.2..38.8_f64), 60),
    ) {
        // A star round its middle, with inlets and headlands.
        #[expect(clippy::cast_precision_loss, reason = "some tens of corners")]
        let corner = |index: usize| {
            let angle = index as f64 / radii.len() as f64 * std::f64::consts::TAU;
            at(127.0 + radii[index] * angle.cos(), 38.0 + radii[index] * angle.sin())
        };
        let ring: Vec<Position> = (0..radii.len()).chain([0]).map(corner).collect();
        let mut parts = vec![Region::Polygon(Polygon::new(&[ring]).unwrap())];
        for (side, east, north) in sides {
            let side = [Cardinal::North, Cardinal::South, Cardinal::East, Cardinal::West][usize::from(side)];
            let point = at(127.0 + east, 38.0 + north);
            parts.push(Region::Beside(Beside { side, point, accuracy_metres: 0.0 }));
        }
        let region = Region::And(parts);
        let outline = region.outline(window());
        prop_assert!(outline.tolerance_metres < 0.1);
        assert_true(&region, &outline);
        assert_drawn_as_answered(&region, &outline, &probes, 0.1);
    }

    #[test]
    fn an_extent_holds_its_region(
        corners in proptest::collection::vec((-179.9..179.9_f64, -70.0..70.0_f64), 2..4),
        metres in 1_000.0..200_000.0_f64,
        azimuth in -180.0..180.0_f64,
        share in 0.0..1.0_f64,
    ) {
        let line = line(&corners);
        let on_line = along(at(corners[0].0, corners[0].1), at(corners[0].0, corners[0].1), share);
        let region = Region::Near(Near::within(metres, NearTo::Line(line)));
        let Extent::Within(frame) = region.extent() else { panic!("a strip is bounded") };
        let reached = crate::edge::Corner::of(crate::geodesic::destination(on_line, azimuth, metres));
        let turn = 2 * HALF_TURN_E7;
        let is_held = [0, turn, -turn].iter().any(|shift| {
            frame.holds(crate::edge::Corner { lon: reached.lon + shift, lat: reached.lat })
        });
        prop_assert!(is_held);
    }
}
