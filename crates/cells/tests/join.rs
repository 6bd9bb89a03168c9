//! Joins of places with zones against the oracle, in every width, cut anywhere.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what is wrong by failing")]

#[path = "brute/brute.rs"]
mod brute;

use armistice_cells::{Area, Formula, Index, Join, JoinError, Shape, Spot, Width, steps};
use proptest::prelude::*;

/// So many ten-millionths of a degree are a whole number of grid steps: on such a lattice corners, edges and places coincide.
const STEP_E7: i32 = 3_515_625;

type Place = (i32, i32);

fn e7((column, row): Place) -> Place {
    (((column + 512).rem_euclid(1024) - 512) * STEP_E7, row.clamp(-256, 256) * STEP_E7)
}

fn spot(place: Place) -> Spot {
    let (lon, lat) = e7(place);
    Spot { u: steps(lon), v: steps(lat) }
}

fn area(rings: &[Vec<Place>], origin: Place) -> Area {
    let at = |corner: &Place| spot((origin.0 + corner.0, origin.1 + corner.1));
    Area::new(rings.iter().map(|ring| ring.iter().chain(ring.first()).map(at).collect())).unwrap()
}

fn place() -> impl Strategy<Value = Place> {
    (0..40_i32, 0..40_i32)
}

fn rings() -> impl Strategy<Value = Vec<Vec<Place>>> {
    let random = prop::collection::vec(place(), 3..12);
    let square = (place(), place()).prop_map(|((a, b), (c, d))| vec![(a, b), (c, b), (c, d), (a, d)]);
    prop::collection::vec(prop_oneof![random, square], 1..3)
}

fn origin() -> impl Strategy<Value = Place> {
    (prop_oneof![Just(490), Just(-20), -512..512_i32], prop_oneof![Just(-256), Just(217), -256..217_i32])
}

/// Zones of one area, of all and of none of several: few sets and many.
fn zones() -> impl Strategy<Value = Vec<Formula>> {
    let of = |areas: &[u32]| areas.iter().map(|area| Formula::Area(*area)).collect();
    Just(vec![
        Formula::Area(0),
        Formula::Any(of(&[0, 1])),
        Formula::Not(Box::new(Formula::All(of(&[1, 2])))),
        Formula::Area(2),
    ])
}

fn shape() -> impl Strategy<Value = Shape> {
    let cells = prop_oneof![Just(Some(1_u32)), Just(Some(9)), Just(Some(400)), Just(None)];
    (1..5_usize, 14..24_u32, cells).prop_map(|(most_edges, least_shift, window_cells)| Shape {
        most_edges: Some(most_edges),
        least_shift,
        window_cells,
        ..Shape::default()
    })
}

fn joined(width: Width, index: &Index, places: &[Place], cuts: &[usize]) -> (Vec<u32>, Vec<Vec<u32>>) {
    let lon: Vec<i32> = places.iter().map(|place| place.0).collect();
    let lat: Vec<i32> = places.iter().map(|place| place.1).collect();
    let mut join = Join::in_width(index, width);
    let (mut sets, mut zones, mut from) = (Vec::new(), Vec::new(), 0);
    for cut in cuts.iter().copied().chain([places.len()]) {
        let cut = cut.clamp(from, places.len());
        join.push(&lon[from..cut], &lat[from..cut], &mut sets).unwrap();
        zones.extend(sets[from..].iter().map(|set| join.zones(*set).into_owned()));
        from = cut;
    }
    (sets, zones)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_place_is_in_the_zones_that_the_oracle_says(
        origin in origin(),
        areas in prop::collection::vec(rings(), 3..12),
        zones in zones(),
        shape in shape(),
        places in prop::collection::vec((-2..43_i32, -2..43_i32, -1..2_i32, -1..2_i32), 0..700),
        far in (any::<i32>(), any::<i32>()),
        cuts in prop::collection::vec(0..700_usize, 0..4),
    ) {
        let areas: Vec<Area> = areas.iter().map(|rings| area(rings, origin)).collect();
        let index = Index::new(&areas, zones.clone(), &shape).unwrap();
        // Places of the lattice, and others a ten-millionth of a degree beside them.
        let near = places.iter().map(|(column, row, east, north)| {
            let (lon, lat) = e7((origin.0 + column, origin.1 + row));
            ((lon + east).clamp(-1_800_000_000, 1_800_000_000), (lat + north).clamp(-900_000_000, 900_000_000))
        });
        let places: Vec<Place> = near.chain([(far.0 % 1_800_000_001, far.1 % 900_000_001)]).collect();
        let (plainly, told) = joined(Width::PORTABLE, &index, &places, &cuts);
        for (place, told) in places.iter().zip(told) {
            let held = brute::areas_at(&areas, Spot { u: steps(place.0), v: steps(place.1) });
            let wanted: Vec<u32> = (0_u32..).zip(&zones).filter(|(_, zone)| zone.holds(&held)).map(|(zone, _)| zone).collect();
            prop_assert_eq!(told, wanted, "{:?}", place);
        }
        for width in Width::all() {
            prop_assert_eq!(&joined(width, &index, &places, &cuts).0, &plainly, "{}", width.name());
        }
    }
}

#[test]
fn what_cannot_be_joined_is_named_and_what_came_before_is_told() {
    let square = area(&[vec![(0, 0), (4, 0), (4, 4), (0, 4)]], (0, 0));
    let index = Index::of_areas(&[square], &Shape::default()).unwrap();
    let mut join = Join::new(&index);
    let mut sets = Vec::new();
    let inside = 2 * STEP_E7;
    assert_eq!(join.push(&[inside], &[], &mut sets), Err(JoinError::Uneven { lon: 1, lat: 0 }));
    let beyond = join.push(&[inside, 0, 0], &[inside, 900_000_001, 0], &mut sets);
    assert_eq!(beyond, Err(JoinError::NotOnEarth(1)));
    assert_eq!(sets.iter().map(|set| join.zones(*set).into_owned()).collect::<Vec<_>>(), [[0]]);
}
