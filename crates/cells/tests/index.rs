//! The index against the oracle: on small lattices, where corners, edges and places coincide, and on large ones.

#![expect(clippy::cast_precision_loss, reason = "a test says what is wrong by failing")]

#[path = "brute/brute.rs"]
mod brute;

use armistice_cells::{Area, Formula, Index, QUARTER_TURN, Shape, Spot};
use proptest::prelude::*;

/// A lattice of few places: its origin anywhere on earth, its step from one grid step to thousands.
#[derive(Debug, Clone, Copy)]
struct Lattice {
    u: i32,
    v: i32,
    step: i32,
}

impl Lattice {
    fn spot(self, (column, row): (i32, i32)) -> Spot {
        let north = self.v.saturating_add(row * self.step).clamp(-QUARTER_TURN, QUARTER_TURN);
        Spot { u: self.u.wrapping_add(column * self.step), v: north }
    }

    fn ring(self, corners: &[(i32, i32)]) -> Vec<Spot> {
        let spots = corners.iter().chain(corners.first());
        spots.map(|corner| self.spot(*corner)).collect()
    }
}

fn lattice() -> impl Strategy<Value = Lattice> {
    let origin_u = prop_oneof![Just(i32::MAX - 3), Just(-2), any::<i32>()];
    let origin_v = prop_oneof![Just(-QUARTER_TURN), Just(QUARTER_TURN - 900), -QUARTER_TURN..QUARTER_TURN];
    let step = prop_oneof![Just(1), Just(3), Just(64), Just(1000), Just(65_536)];
    (origin_u, origin_v, step).prop_map(|(u, v, step)| Lattice { u, v, step })
}

fn corner() -> impl Strategy<Value = (i32, i32)> {
    (0..14_i32, 0..14_i32)
}

/// Rings drawn at random: they cross themselves and each other, run along each other and back, and lie in each other.
fn rings() -> impl Strategy<Value = Vec<Vec<(i32, i32)>>> {
    let random = prop::collection::vec(corner(), 3..9);
    let box_ = (corner(), corner()).prop_map(|((a, b), (c, d))| vec![(a, b), (c, b), (c, d), (a, d)]);
    let sliver = (corner(), corner()).prop_map(|((a, b), (c, d))| vec![(a, b), (c, d), (c, d + 1)]);
    prop::collection::vec(prop_oneof![random, box_, sliver], 1..4)
}

fn shape() -> impl Strategy<Value = Shape> {
    (1..5_usize, 0..6_u32, prop_oneof![Just(1_u32), Just(9), Just(400)]).prop_map(
        |(most_edges, least_shift, cells)| Shape {
            most_edges: Some(most_edges),
            least_shift,
            window_cells: Some(cells),
            ..Shape::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_place_of_a_lattice_is_where_the_oracle_says(lattice in lattice(), areas in prop::collection::vec(rings(), 1..6), shape in shape()) {
        let area = |rings: &Vec<Vec<(i32, i32)>>| Area::new(rings.iter().map(|ring| lattice.ring(ring))).unwrap();
        let areas: Vec<Area> = areas.iter().map(area).collect();
        let index = Index::of_areas(&areas, &shape).unwrap();
        for column in -1..16 {
            for row in -1..16 {
                for nudge in [0, 1] {
                    let spot = lattice.spot((column, row));
                    let spot = Spot { u: spot.u.wrapping_sub(nudge), v: (spot.v + nudge).min(QUARTER_TURN) };
                    prop_assert_eq!(index.areas_at(spot), brute::areas_at(&areas, spot), "{:?}", spot);
                }
            }
        }
    }

    #[test]
    fn round_an_open_place_all_is_as_it_is_there(lattice in lattice(), areas in prop::collection::vec(rings(), 1..4), shape in shape(), places in prop::collection::vec((-20..40_i32, -20..40_i32, -1.0..1.0_f64, -1.0..1.0_f64), 60)) {
        let area = |rings: &Vec<Vec<(i32, i32)>>| Area::new(rings.iter().map(|ring| lattice.ring(ring))).unwrap();
        let areas: Vec<Area> = areas.iter().map(area).collect();
        let index = Index::of_areas(&areas, &shape).unwrap();
        for (column, row, east, north) in places {
            let spot = lattice.spot((column, row));
            let Some(open) = index.open_at(spot) else { continue };
            prop_assert_eq!(open.zones, brute::areas_at(&areas, spot));
            let steps = f64::from(open.steps.min(1 << 30));
            #[expect(clippy::cast_possible_truncation, reason = "within the grid")]
            let (east, north) = ((east * steps) as i32, (north * steps) as i32);
            let near = Spot { u: spot.u.wrapping_add(east), v: spot.v.saturating_add(north).clamp(-QUARTER_TURN, QUARTER_TURN) };
            prop_assert_eq!(open.zones, brute::areas_at(&areas, near), "{:?} {:?}", spot, open);
        }
    }

    #[test]
    fn areas_that_share_their_edges_leave_no_place_over(lattice in lattice(), corners in prop::collection::vec(corner(), 9), shape in shape()) {
        // A fan: triangles from one corner to a ring of others, each sharing two edges with its neighbours. Where the
        // ring goes round a place, it is in an odd number of them, as in the whole.
        let centre = corners[0];
        let ring = &corners[1..];
        let mut areas = vec![Area::new([lattice.ring(ring)]).unwrap()];
        for (index, from) in ring.iter().enumerate() {
            let to = ring[(index + 1) % ring.len()];
            areas.push(Area::new([lattice.ring(&[centre, *from, to])]).unwrap());
        }
        let index = Index::of_areas(&areas, &shape).unwrap();
        for column in -1..15 {
            for row in -1..15 {
                let found = index.areas_at(lattice.spot((column, row)));
                let triangles = found.iter().filter(|area| **area > 0).count();
                prop_assert_eq!(triangles % 2 == 1, found.contains(&0));
            }
        }
    }

    #[test]
    fn rings_round_a_pole_and_far_places(lats in prop::collection::vec(-1.0..1.0_f64, 5..12), base in 20.0..80.0_f64, is_south: bool, spots in prop::collection::vec((any::<i32>(), -QUARTER_TURN..=QUARTER_TURN), 60)) {
        let sign = if is_south { -1.0 } else { 1.0 };
        let count = lats.len() as f64;
        let mut ring: Vec<Spot> = lats.iter().enumerate().map(|(index, lat)| {
            Spot::nearest_to(-170.0 + 360.0 * index as f64 / count, sign * (base + 9.0 * lat))
        }).collect();
        ring.push(ring[0]);
        let hole = |lon: f64| {
            let at = |east: f64, north: f64| Spot::nearest_to(lon + east, sign * (base + 9.5) + north);
            vec![at(0.0, 0.0), at(9.0, 0.0), at(9.0, 0.4), at(0.0, 0.4), at(0.0, 0.0)]
        };
        let areas = [Area::new([ring, hole(176.0)]).unwrap(), Area::new([hole(176.0), hole(20.0)]).unwrap()];
        let index = Index::of_areas(&areas, &Shape::default()).unwrap();
        let pole = if is_south { -QUARTER_TURN } else { QUARTER_TURN };
        let corners = areas.iter().flat_map(Area::rings).flatten().copied();
        let all = corners.chain(spots.into_iter().flat_map(|(u, v)| [Spot { u, v }, Spot { u, v: pole }, Spot { u, v: -pole }]));
        for spot in all {
            prop_assert_eq!(index.areas_at(spot), brute::areas_at(&areas, spot), "{:?}", spot);
        }
    }
}

#[test]
fn two_hundred_zones_over_each_other() {
    let lattice = Lattice { u: 1_000_000, v: 400_000_000, step: 5000 };
    // Boxes with one common corner and one common side, and each with a hole.
    let areas: Vec<Area> = (0..200)
        .map(|n| {
            let outer = lattice.ring(&[(0, 0), (20 + n, 0), (20 + n, 20 + n % 7), (0, 20 + n % 7)]);
            let hole = lattice.ring(&[(2, 2), (4 + n % 5, 2), (4 + n % 5, 9), (2, 9)]);
            Area::new([outer, hole]).unwrap()
        })
        .collect();
    let index = Index::of_areas(&areas, &Shape::default()).unwrap();
    for column in -1..60 {
        for row in -1..30 {
            let spot = lattice.spot((column, row));
            assert_eq!(index.areas_at(spot), brute::areas_at(&areas, spot), "{column} {row}");
        }
    }
    assert!(index.size().bytes < 8_000_000, "{:?}", index.size());
}

#[test]
fn a_long_common_border_is_not_parted_without_end() {
    let lattice = Lattice { u: 0, v: 0, step: 100_000 };
    let areas: Vec<Area> = (0..40)
        .map(|n| Area::new([lattice.ring(&[(0, 0), (100, 70), (100, 80 + n), (0, 80 + n)])]).unwrap())
        .collect();
    let index = Index::of_areas(&areas, &Shape::default()).unwrap();
    assert!(index.size().cells < 100_000, "{:?}", index.size());
    assert_eq!(index.areas_at(lattice.spot((50, 35))), [0_u32; 0], "on the border counts as east of it");
    assert_eq!(index.areas_at(lattice.spot((50, 36))).len(), 40);
}

#[test]
fn zones_are_built_of_areas() {
    let lattice = Lattice { u: -50, v: 0, step: 10 };
    let square = |at: i32| Area::new([lattice.ring(&[(at, 0), (at + 4, 0), (at + 4, 4), (at, 4)])]).unwrap();
    let areas = [square(0), square(2)];
    let both = Formula::All(vec![Formula::Area(0), Formula::Area(1)]);
    let first_alone = Formula::All(vec![Formula::Area(0), Formula::Not(Box::new(Formula::Area(1)))]);
    let neither = Formula::Not(Box::new(Formula::Any(vec![Formula::Area(0), Formula::Area(1)])));
    let index = Index::new(&areas, vec![both, first_alone, neither], &Shape::default()).unwrap();
    let zones = |column: i32| index.zones_at(lattice.spot((column, 1)));
    assert_eq!(
        [zones(-1), zones(0), zones(2), zones(4), zones(6)],
        [vec![2], vec![1], vec![0], vec![], vec![2]]
    );
    let wrong = Index::new(&areas, vec![Formula::Area(2)], &Shape::default()).unwrap_err();
    assert_eq!(wrong.to_string(), "zone 0 is made of area 2, and there are 2 areas: count them from 0");
}

#[test]
fn nothing_is_an_index_too() {
    let index = Index::new(&[], vec![Formula::All(vec![])], &Shape::default()).unwrap();
    assert_eq!(index.zones_at(Spot { u: 7, v: 7 }), [0]);
    assert!(Index::of_areas(&[], &Shape::default()).unwrap().zones_at(Spot::default()).is_empty());
}
