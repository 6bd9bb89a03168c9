//! What is large: very many zones, one of very many corners, and many over each other; and what it takes to hold them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test says what is wrong by failing"
)]

#[path = "brute/brute.rs"]
mod brute;

use armistice_cells::{Area, Index, Shape, Spot};

/// Numbers drawn from a seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }

    /// A ring about a place whose reach changes from corner to corner.
    fn star(&mut self, (lon, lat): (f64, f64), degrees: f64, corners: u32, rough: f64) -> Vec<Spot> {
        let mut ring: Vec<Spot> = (0..corners)
            .map(|corner| {
                let turn = std::f64::consts::TAU * f64::from(corner) / f64::from(corners);
                let reach = degrees * self.between(1.0 - rough, 1.0);
                Spot::nearest_to(lon + reach * turn.cos(), lat + reach * turn.sin())
            })
            .collect();
        ring.extend(ring.first().copied());
        ring
    }
}

/// Corners of some areas, and places about them: each is in the areas that the oracle says.
fn holds(index: &Index, areas: &[Area], chance: &mut Chance, places: usize) {
    for _ in 0..places {
        let area = &areas[(chance.next() * areas.len() as f64) as usize];
        let ring = &area.rings()[0];
        let corner = ring[(chance.next() * ring.len() as f64) as usize];
        let near = |chance: &mut Chance| (chance.between(-1.0, 1.0) * 200_000.0) as i32;
        let beside = Spot { u: corner.u.wrapping_add(near(chance)), v: corner.v + near(chance) };
        for spot in [corner, beside] {
            assert_eq!(index.areas_at(spot), brute::areas_at(areas, spot), "{spot:?}");
        }
    }
}

#[test]
fn a_hundred_thousand_zones() {
    let mut chance = Chance(1);
    let areas: Vec<Area> = (0..100_000)
        .map(|_| {
            // In clusters, so that they lie over each other.
            let cluster = (chance.next() * 40.0).floor();
            let centre =
                (chance.between(-2.0, 2.0) + 8.0 * cluster - 160.0, chance.between(-2.0, 2.0) + cluster);
            Area::new([chance.star(centre, 0.03, 12, 0.5)]).unwrap()
        })
        .collect();
    let index = Index::of_areas(&areas, &Shape::default()).unwrap();
    assert!(index.size().bytes < 100_000_000, "{:?}", index.size());
    holds(&index, &areas, &mut chance, 20);
}

#[test]
fn a_zone_of_a_million_corners() {
    let mut chance = Chance(2);
    // Its edges go to and fro like a very rough coast.
    let areas = [Area::new([chance.star((10.0, 50.0), 20.0, 1_000_000, 0.000_01)]).unwrap()];
    let index = Index::of_areas(&areas, &Shape::default()).unwrap();
    assert!(index.size().bytes < 150_000_000, "{:?}", index.size());
    holds(&index, &areas, &mut chance, 60);
}

#[test]
fn two_hundred_zones_that_cross_each_other_everywhere_in_little_memory() {
    let mut chance = Chance(3);
    let areas: Vec<Area> = (0..200)
        .map(|_| {
            let centre = (chance.between(179.95, 180.05), chance.between(35.0, 35.1));
            Area::new([chance.star(centre, 0.5, 120, 0.02)]).unwrap()
        })
        .collect();
    let whole = Index::of_areas(&areas, &Shape::default()).unwrap();
    holds(&whole, &areas, &mut chance, 200);
    // Held to a bound, the leaves are larger and the answers the same.
    let most_bytes = 10_000_000;
    let small = Index::of_areas(&areas, &Shape { most_bytes, window_cells: Some(4_000), ..Shape::default() })
        .unwrap();
    let (whole, small_bytes) = (whole.size().bytes, small.size().bytes);
    assert!(small_bytes < 2 * most_bytes && whole > 5 * most_bytes, "{small_bytes} {whole}");
    holds(&small, &areas, &mut chance, 200);
}

#[test]
fn slivers_and_rings_in_rings() {
    let mut chance = Chance(4);
    // A hundred rings in each other, a step of the grid apart where they are nearest; and slivers a step wide across them.
    let ring = |size: i32| -> Vec<Spot> {
        [(0, 0), (2 * size, 1), (2 * size - 1, 2 * size), (-1, 2 * size - 1), (0, 0)]
            .map(|(u, v)| Spot { u: u - size, v: v - size + 5_000_000 })
            .to_vec()
    };
    let nested = Area::new((1..=100).map(|count| ring(1_000_000 - 3 * count))).unwrap();
    let sliver = |at: i32| {
        let (u, v) = (at * 10_000, 3_000_000);
        Area::new([vec![
            Spot { u, v },
            Spot { u: u + 1, v: v + 4_000_000 },
            Spot { u: u + 1, v },
            Spot { u, v },
        ]])
        .unwrap()
    };
    let areas: Vec<Area> = std::iter::once(nested).chain((-50..50).map(sliver)).collect();
    let index = Index::of_areas(&areas, &Shape::default()).unwrap();
    for area in &areas {
        for corner in area.rings().iter().flatten() {
            for (u, v) in [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (-1, 1)] {
                let spot = Spot { u: corner.u + u, v: corner.v + v };
                assert_eq!(index.areas_at(spot), brute::areas_at(&areas, spot), "{spot:?}");
            }
        }
    }
    holds(&index, &areas, &mut chance, 300);
    // A way across crosses all of them at once or one after another; its crossings account for its ends.
    let (from, to) = (Spot { u: -1_500_000, v: 4_999_999 }, Spot { u: 1_500_000, v: 5_000_001 });
    assert_eq!(index.crossings(from, to).len(), 2 * 100 + 2 * 100);
}
