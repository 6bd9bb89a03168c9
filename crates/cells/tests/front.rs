//! Zones along one front, whose edges run beside each other and are nearly the same: places and ways close to it, against the oracle.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what is wrong by failing")]

#[path = "brute/brute.rs"]
mod brute;
#[path = "brute/crossings.rs"]
mod crossings;

use armistice_cells::{
    Area, Event, Index, Join, Live, Manner, Rows, Shape, Spot, Sweep, SweepError, Width, steps,
};
use proptest::prelude::*;

type Place = (i32, i32);
const WAYS: Manner = Manner::Ways { most_silence_millis: i64::MAX, most_mm_s: None };
/// Some 290 m, in ten-millionths of a degree.
const FAR: i32 = 1 << 15;

fn spot(place: Place) -> Spot {
    Spot { u: steps(place.0), v: steps(place.1) }
}

/// Rings along a front, each on one side of it, their corners beside those of the front by so much at most.
fn zones(front: &[Place], sides: &[(bool, i32)], jitter: &[(i32, i32)]) -> Vec<Area> {
    let mut beside = jitter.iter().cycle();
    let mut zones = Vec::new();
    for (is_north, depth) in sides {
        let far = if *is_north { FAR * depth } else { -FAR * depth };
        let mut ring: Vec<Spot> = Vec::new();
        for corner in front {
            let (east, north) = beside.next().unwrap();
            ring.push(spot((corner.0 + east, corner.1 + north)));
        }
        let (first, last) = (front[0], front[front.len() - 1]);
        ring.extend([spot((last.0, last.1 + far)), spot((first.0, first.1 + far)), ring[0]]);
        zones.push(Area::new([ring]).unwrap());
    }
    zones
}

/// The corners of a front of some kilometres.
fn front() -> impl Strategy<Value = Vec<Place>> {
    let origin = (
        prop_oneof![Just(1_276_000_000), Just(-1_799_000_000), Just(1_798_000_000), Just(-3)],
        -800_000_000..800_000_000,
    );
    (origin, prop::collection::vec((1..4_i32, -FAR..FAR), 1..5)).prop_map(|((lon, lat), legs)| {
        // The whole front and what lies beside it stay on this side of the antimeridian.
        let mut front = vec![(lon, lat)];
        for (east, north) in legs {
            let (lon, lat) = front[front.len() - 1];
            front.push((lon + east * FAR, lat + north));
        }
        front
    })
}

/// Not at all, by some steps, or by some metres.
fn jitter() -> impl Strategy<Value = Vec<(i32, i32)>> {
    let by = |most: i32| prop::collection::vec((-most..=most, -most..=most), 1..40);
    prop_oneof![Just(vec![(0, 0)]), by(2), by(100), by(1000)]
}

/// Places close to the front, by a leg, a share of it and how far beside.
fn places() -> impl Strategy<Value = Vec<(usize, i64, i32, i32)>> {
    let off = prop_oneof![-2..3_i32, -120..120_i32, -3000..3000_i32, -3 * FAR..3 * FAR];
    prop::collection::vec((0..5_usize, 0..=100_i64, off.clone(), off), 1..400)
}

/// The place at a share of a leg, moved.
fn along(front: &[Place], (leg, share, east, north): (usize, i64, i32, i32)) -> Place {
    let leg = leg % (front.len() - 1);
    let at = |from: i32, to: i32| from + i32::try_from(i64::from(to - from) * share / 100).unwrap();
    (at(front[leg].0, front[leg + 1].0) + east, at(front[leg].1, front[leg + 1].1) + north)
}

struct Track {
    objects: Vec<u32>,
    millis: Vec<i64>,
    lon: Vec<i32>,
    lat: Vec<i32>,
}

impl Track {
    fn of(places: &[Place]) -> Track {
        Track {
            objects: vec![0; places.len()],
            millis: (0..).step_by(10_000).take(places.len()).collect(),
            lon: places.iter().map(|place| place.0).collect(),
            lat: places.iter().map(|place| place.1).collect(),
        }
    }

    fn rows(&self) -> Rows<'_> {
        Rows { objects: &self.objects, millis: &self.millis, lon_e7: &self.lon, lat_e7: &self.lat }
    }

    fn swept(&self, index: &Index, manner: Manner, width: Width) -> Vec<Event> {
        let (mut sweep, mut events) = (Sweep::in_width(index, manner, width), Vec::new());
        sweep.push(self.rows(), &mut events).unwrap();
        assert_eq!(sweep.finish(&mut events).unaccounted, 0);
        events
    }

    fn followed(&self, index: &Index) -> Result<Vec<Event>, SweepError> {
        let (mut live, mut events, mut late) = (Live::new(index, WAYS, 1), Vec::new(), Vec::new());
        live.push(self.rows(), &mut events, &mut late)?;
        live.finish(&mut events);
        Ok(events)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn zones_along_one_front_are_told_apart_as_the_oracle_tells_them(
        front in front(), sides in prop::collection::vec((any::<bool>(), 1..4_i32), 1..17), jitter in jitter(),
        places in places(), most_edges in prop_oneof![Just(None), Just(Some(1_usize))],
    ) {
        let areas = zones(&front, &sides, &jitter);
        let index = Index::of_areas(&areas, &Shape { most_edges, ..Shape::default() }).unwrap();
        let places: Vec<Place> = places.iter().map(|place| along(&front, *place)).collect();
        for place in &places {
            prop_assert_eq!(index.areas_at(spot(*place)), brute::areas_at(&areas, spot(*place)), "{:?}", place);
        }
        for pair in places.windows(2) {
            let (from, to) = (spot(pair[0]), spot(pair[1]));
            let told: Vec<u32> = index.crossings(from, to).iter().map(|crossing| crossing.area).collect();
            let wanted: Vec<u32> = crossings::crossings(&areas, from, to).iter().map(|crossed| crossed.1).collect();
            prop_assert_eq!(told, wanted, "{:?}", pair);
        }
        let track = Track::of(&places);
        // One leaf with all edges, which has no band.
        let whole = Shape { most_edges: Some(1 << 20), window_cells: Some(1), ..Shape::default() };
        let plain = Index::of_areas(&areas, &whole).unwrap();
        for manner in [Manner::Fixes, WAYS] {
            let wanted = track.swept(&plain, manner, Width::PORTABLE);
            for width in Width::all() {
                prop_assert_eq!(&track.swept(&index, manner, width), &wanted, "{}", width.name());
            }
        }
        prop_assert_eq!(track.followed(&index).unwrap(), track.swept(&plain, WAYS, Width::PORTABLE));
        for width in Width::all() {
            let (mut join, mut sets) = (Join::in_width(&index, width), Vec::new());
            join.push(&track.lon, &track.lat, &mut sets).unwrap();
            for (place, set) in places.iter().zip(&sets) {
                prop_assert_eq!(join.zones(*set).into_owned(), brute::areas_at(&areas, spot(*place)), "{}", width.name());
            }
        }
    }
}
