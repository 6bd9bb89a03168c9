//! Distances in cells against the plain geometry, which measures by Karney's method.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what is wrong by failing")]

use armistice_cells::{DistanceError, Distances, Width};
use armistice_earth::{Line, Position};
use proptest::prelude::*;

/// Ten-millionths of a degree that are some metres, near enough.
fn e7(metres: f64) -> f64 {
    metres / 111_000.0 * 1e7
}

#[derive(Debug, Clone)]
struct Case {
    chains: Vec<Vec<Position>>,
    reach_metres: f64,
    places: Vec<(i32, i32)>,
}

fn moved(from: (f64, f64), east: f64, north: f64) -> (f64, f64) {
    let wide = (from.1 / 1e7).to_radians().cos().max(0.01);
    let lon = from.0 + e7(east) / wide;
    let lon = (lon + 1.8e9).rem_euclid(3.6e9) - 1.8e9;
    (lon, (from.1 + e7(north)).clamp(-9e8, 9e8))
}

#[expect(clippy::cast_possible_truncation, reason = "on earth")]
fn whole(place: (f64, f64)) -> (i32, i32) {
    (place.0.round() as i32, place.1.round() as i32)
}

fn position(place: (f64, f64)) -> Position {
    let (lon, lat) = whole(place);
    Position::from_e7(lon, lat).unwrap()
}

/// Chains of edges of all lengths anywhere on earth, and places on them, near them and beyond the reach of the cells.
fn case() -> impl Strategy<Value = Case> {
    let start = (prop_oneof![Just(1.799e9), -1.8e9..1.8e9_f64], prop_oneof![Just(3.8e8), -8.6e8..8.6e8_f64]);
    let step = (1.0..5.3_f64, -1.0..1.0_f64, -1.0..1.0_f64);
    let chain = prop::collection::vec(step, 1..12);
    let off = (0.0..5.4_f64, -1.0..1.0_f64, -1.0..1.0_f64);
    (
        start,
        prop::collection::vec(chain, 1..3),
        3.0..4.5_f64,
        any::<bool>(),
        prop::collection::vec((any::<prop::sample::Index>(), off), 60),
    )
        .prop_map(|(start, steps, reach, is_ring, places)| {
            let mut corners = vec![start];
            let mut chains = Vec::new();
            for chain in steps {
                let mut at = *corners.last().unwrap();
                let mut positions = vec![position(at)];
                for (size, east, north) in chain {
                    let metres = 10_f64.powf(size);
                    at = moved(at, metres * east, metres * north);
                    // Away from the poles, so that the edges of the line are short.
                    at.1 = at.1.clamp(-8.7e8, 8.7e8);
                    positions.push(position(at));
                    corners.push(at);
                }
                if is_ring {
                    positions.push(positions[0]);
                }
                chains.push(positions);
            }
            let near = |(index, (size, east, north)): (prop::sample::Index, (f64, f64, f64))| {
                let metres = 10_f64.powf(size) - 1.0;
                whole(moved(*index.get(&corners), metres * east, metres * north))
            };
            Case { chains, reach_metres: 10_f64.powf(reach), places: places.into_iter().map(near).collect() }
        })
}

fn plainly(lines: &[Line], (lon, lat): (i32, i32)) -> f64 {
    let position = Position::from_e7(lon, lat).unwrap();
    lines.iter().map(|line| line.nearest(position).distance_metres).fold(f64::INFINITY, f64::min)
}

fn measured(distances: &Distances, width: Width, places: &[(i32, i32)]) -> Vec<f64> {
    let (lon, lat): (Vec<i32>, Vec<i32>) = places.iter().copied().unzip();
    let mut metres = Vec::new();
    distances.measure_in_width(width, &lon, &lat, &mut metres).unwrap();
    metres
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn distances_are_those_of_the_plain_geometry_within_the_bound_that_they_state(case in case()) {
        let Ok(distances) = Distances::new(&case.chains, case.reach_metres) else { return Ok(()) };
        let lines: Vec<Line> = case.chains.iter().map(|chain| Line::new(chain).unwrap()).collect();
        for (place, metres) in case.places.iter().zip(measured(&distances, Width::widest(), &case.places)) {
            let wanted = plainly(&lines, *place);
            prop_assert!((metres - wanted).abs() <= distances.error_metres(wanted), "{:?}: {} {}", place, metres, wanted);
        }
    }

    #[test]
    fn how_wide_the_instructions_are_and_what_stands_beside_a_row_does_not_matter(case in case(), repeats in 1..9_usize) {
        let Ok(distances) = Distances::new(&case.chains, case.reach_metres) else { return Ok(()) };
        let places: Vec<(i32, i32)> = case.places.iter().flat_map(|place| std::iter::repeat_n(*place, repeats)).collect();
        let alone: Vec<f64> = places.iter().flat_map(|place| measured(&distances, Width::PORTABLE, &[*place])).collect();
        for width in Width::all() {
            let told = measured(&distances, width, &places);
            let differ = told.iter().zip(&alone).filter(|(one, other)| one.to_bits() != other.to_bits()).count();
            prop_assert_eq!(differ, 0, "{}", width.name());
        }
    }
}

/// A line of the length and shape of one that armies stand on, and its whole surroundings.
#[test]
fn a_line_of_240_km_is_measured_to_millimetres() {
    let corner = |place: i32| {
        let (share, bend) = (f64::from(place) / 119.0, f64::from(place * place % 17) / 17.0);
        Position::new(126.7 + 1.7 * share, 37.75 + 0.85 * share * share + 0.02 * bend).unwrap()
    };
    let chain: Vec<Position> = (0..120).map(corner).collect();
    let distances = Distances::new(std::slice::from_ref(&chain), 200_000.0).unwrap();
    let places: Vec<(i32, i32)> = (0..4000_i32)
        .map(|place| {
            (1_260_000_000 + place * 7919 % 30_000 * 1000, 367_000_000 + place * 104_729 % 27_000 * 1000)
        })
        .collect();
    let line = [Line::new(&chain).unwrap()];
    let mut worst = [0.0_f64; 2];
    for (place, metres) in places.iter().zip(measured(&distances, Width::widest(), &places)) {
        let wanted = plainly(&line, *place);
        let off = (metres - wanted).abs();
        let far = usize::from(wanted > 40_000.0);
        worst[far] = worst[far].max(off);
        assert!(off <= distances.error_metres(wanted), "{place:?}: {metres} {wanted}");
    }
    assert!(worst[0] < 0.001 && worst[1] < 0.004, "{worst:?}");
    assert!(distances.error_metres(40_000.0) < 0.0025, "{}", distances.error_metres(40_000.0));
}

#[test]
fn what_cannot_be_measured_is_named() {
    let at = |lon: f64, lat: f64| Position::new(lon, lat).unwrap();
    let why = |chains: &[Vec<Position>], reach: f64| Distances::new(chains, reach).unwrap_err().to_string();
    let line = vec![at(1.0, 2.0), at(1.1, 2.0)];
    assert_eq!(why(&[], 1.0), "there is no line to measure to: give one chain of positions or more");
    assert_eq!(
        why(&[line.clone(), vec![at(1.0, 2.0)]], 1.0),
        "chain 2: the line has 1 different positions: it needs two or more"
    );
    assert_eq!(
        why(std::slice::from_ref(&line), 1e6),
        "cells reach up to 300000 m, not 1000000: what is farther is measured one by one"
    );
    let distances = Distances::new(&[line], 1000.0).unwrap();
    let mut metres = vec![7.0];
    let off = distances.measure(&[10_000_000, 10_000_000], &[20_000_000, 900_000_001], &mut metres);
    assert_eq!(off, Err(DistanceError::NotOnEarth(1)));
    assert!(metres.len() == 2 && metres[1] < 1e-4, "{metres:?}");
    assert_eq!(distances.measure(&[1], &[], &mut Vec::new()), Err(DistanceError::Uneven { lon: 1, lat: 0 }));
}
