//! How deep ways go into regions, against a look at very many points of each way.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails here")]

use armistice_earth::{
    Beside, Cardinal, DEPTH_METRES, HeightBand, Line, Near, NearTo, Polygon, Position, Region, Side, Way,
    geodesic,
};
use proptest::prelude::*;

/// Points of a way that the oracle looks at.
const SAMPLES: u32 = 400;
/// Points lie on the grid of positions, and the longest ways are sampled some hundred metres apart.
const GRID_METRES: f64 = 0.05;

fn at(lon: f64, lat: f64) -> Position {
    Position::new(lon, lat).unwrap()
}

/// A star-shaped ring round a centre.
fn ring(lon: f64, lat: f64, radii: &[f64]) -> Vec<Position> {
    #[expect(clippy::cast_precision_loss, reason = "a small number of corners")]
    let angle = |index: usize| std::f64::consts::TAU * index as f64 / radii.len() as f64;
    let mut corners: Vec<Position> = radii
        .iter()
        .enumerate()
        .map(|(index, radius)| at(lon + radius * angle(index).cos(), lat + radius * angle(index).sin()))
        .collect();
    corners.extend(corners.first().copied());
    corners
}

fn polygon(lat: f64) -> impl Strategy<Value = Region> {
    let radii = proptest::collection::vec(0.02..0.2_f64, 3..12);
    (radii, -0.1..0.1_f64)
        .prop_map(move |(radii, lon)| Region::Polygon(Polygon::new(&[ring(lon, lat, &radii)]).unwrap()))
}

fn near_line(lat: f64) -> impl Strategy<Value = Region> {
    let corners = proptest::collection::vec((-0.3..0.3_f64, -0.1..0.1_f64), 2..6);
    let side = prop_oneof![Just(None), Just(Some(Side::Left)), Just(Some(Side::Right))];
    (corners, 500.0..20_000.0_f64, any::<bool>(), side).prop_filter_map(
        "a line has two corners",
        move |(corners, metres, is_beyond, side)| {
            let corners: Vec<Position> = corners.iter().map(|(lon, north)| at(*lon, lat + north)).collect();
            let of = NearTo::Line(Line::new(corners).ok()?);
            Some(Region::Near(Near { of, metres, is_beyond, side }))
        },
    )
}

/// Regions of several shapes about the meridian of nought and a parallel.
fn region(lat: f64) -> BoxedStrategy<Region> {
    let point = (-0.1..0.1_f64, 500.0..20_000.0_f64).prop_map(move |(lon, metres)| {
        Region::Near(Near::within(metres, NearTo::Point { position: at(lon, lat), accuracy_metres: 0.0 }))
    });
    let beside =
        prop_oneof![Just(Cardinal::North), Just(Cardinal::South), Just(Cardinal::East), Just(Cardinal::West)]
            .prop_map(move |side| Region::Beside(Beside { side, point: at(0.0, lat), accuracy_metres: 0.0 }));
    let band = (0.0..2000.0_f64, 2000.0..9000.0_f64).prop_map(|(lower, upper)| {
        Region::Height(HeightBand {
            lower_metres: Some(lower),
            upper_metres: Some(upper),
            accuracy_metres: 0.0,
        })
    });
    let shape = prop_oneof![3 => polygon(lat), 3 => near_line(lat), 1 => point, 1 => beside, 1 => band];
    shape
        .prop_recursive(2, 6, 3, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 1..3).prop_map(Region::And),
                proptest::collection::vec(inner.clone(), 1..3).prop_map(Region::Or),
                (inner.clone(), inner.clone())
                    .prop_map(|(whole, hole)| Region::Minus(Box::new(whole), Box::new(hole))),
                (inner, 100.0..3000.0_f64).prop_map(|(of, metres)| {
                    Region::Near(Near::within(metres, NearTo::Region(Box::new(of))))
                }),
            ]
        })
        .boxed()
}

/// The greatest margin at very many points of a way.
fn sampled(region: &Region, way: &Way) -> f64 {
    (0..=SAMPLES)
        .map(|step| {
            let fraction = f64::from(step) / f64::from(SAMPLES);
            let height = way.heights_metres.map(|(from, to)| from + (to - from) * fraction);
            region.margin(geodesic::along(way.from, way.to, fraction), height).metres
        })
        .fold(f64::NEG_INFINITY, f64::max)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn no_point_of_a_way_is_deeper_than_the_deepest(
        (region, lat) in (-70.0..70.0_f64).prop_flat_map(|lat| (region(lat), Just(lat))),
        from in (-0.3..0.3_f64, -0.2..0.2_f64),
        to in (-0.3..0.3_f64, -0.2..0.2_f64),
        scale in prop_oneof![Just(1.0_f64), Just(0.1), Just(0.01)],
        heights in (0.0..9000.0_f64, -300.0..300.0_f64),
    ) {
        let way = Way {
            from: at(from.0, lat + from.1),
            to: at(from.0 + (to.0 - from.0) * scale, lat + from.1 + (to.1 - from.1) * scale),
            heights_metres: Some((heights.0, heights.0 + heights.1)),
        };
        let found = region.deepest(&way, -1e9).unwrap();
        let samples = sampled(&region, &way);
        prop_assert!(samples <= found.at_most_metres + GRID_METRES, "{samples} {found:?}");
        // Unless the search was cut off, the deepest is as deep as it may be.
        let is_whole = found.at_most_metres <= found.margin_metres + DEPTH_METRES;
        prop_assert!(!is_whole || samples <= found.margin_metres + DEPTH_METRES + GRID_METRES, "{samples} {found:?}");
        // It is a point of the way, with the margin that the region has there.
        let height = heights.0 + heights.1 * found.fraction;
        let there = region.margin(geodesic::along(way.from, way.to, found.fraction), Some(height)).metres;
        prop_assert!((there - found.margin_metres).abs() < GRID_METRES, "{there} {found:?}");
        // What is not deeper than asked for is not told.
        prop_assert_eq!(region.deepest(&way, found.at_most_metres), None);
    }
}

#[test]
fn a_way_along_a_boundary_is_not_looked_at_step_by_step() {
    // A patrol of 20 km, one kilometre inside the edge: all of it is equally deep.
    let square = Polygon::new(&[vec![at(0.0, 0.0), at(1.0, 0.0), at(1.0, 1.0), at(0.0, 1.0), at(0.0, 0.0)]]);
    let way = Way { from: at(0.4, 0.009), to: at(0.58, 0.009), heights_metres: None };
    let found = Region::Polygon(square.unwrap()).deepest(&way, 0.0).unwrap();
    assert!((found.margin_metres - 995.2).abs() < 0.1, "{found:?}");
    assert!(found.at_most_metres <= found.margin_metres + DEPTH_METRES, "{found:?}");
}

#[test]
fn the_depth_is_the_distance_to_the_boundary_by_karney() {
    // Straight through a strip of 10 km about a meridian, 3 km past its middle: deepest where it crosses the line.
    let line = Line::new(vec![at(0.0, 40.0), at(0.0, 41.0)]).unwrap();
    let strip = Region::Near(Near::within(10_000.0, NearTo::Line(line.clone())));
    let way = Way { from: at(-0.02, 40.3), to: at(0.035, 40.5), heights_metres: None };
    let found = strip.deepest(&way, 0.0).unwrap();
    assert!((found.margin_metres - 10_000.0).abs() < 0.1, "{found:?}");
    let there = geodesic::along(way.from, way.to, found.fraction);
    let nearest = line.nearest(there);
    let by_karney = 10_000.0 - geodesic::distance(there, nearest.position);
    assert!((found.margin_metres - by_karney).abs() < 0.02, "{by_karney} {found:?}");
}
