//! Sweeps against the oracle, and against themselves cut, turned round the earth and with other indexes.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a test says what is wrong by failing"
)]

#[path = "brute/brute.rs"]
mod brute;
#[path = "brute/crossings.rs"]
mod crossings;

use armistice_cells::{
    Area, Dealt, Event, Extent, Formula, Index, Kind, Live, Manner, Rows, Seen, Shape, Shard, Spot, Sweep,
    SweepError, Tracks, Width, Work, steps,
};
use armistice_earth::{Position, geodesic};
use proptest::prelude::*;

/// A multiple of 3 515 625 ten-millionths of a degree is a whole multiple of 2^22 grid steps: on such a lattice, places,
/// corners and edges coincide on both grids.
const STEP_E7: i32 = 3_515_625;

/// Positions by column and row of the lattice, from an origin.
#[derive(Debug, Clone, Copy)]
struct Lattice {
    column: i32,
    row: i32,
}

impl Lattice {
    fn e7(self, (column, row): (i32, i32)) -> (i32, i32) {
        let column = (self.column + column + 512).rem_euclid(1024) - 512;
        (column * STEP_E7, (self.row + row).clamp(-256, 256) * STEP_E7)
    }

    fn spot(self, place: (i32, i32)) -> Spot {
        let (lon, lat) = self.e7(place);
        Spot { u: steps(lon), v: steps(lat) }
    }

    fn area(self, rings: &[Vec<(i32, i32)>]) -> Area {
        let closed = |ring: &Vec<(i32, i32)>| {
            ring.iter().chain(ring.first()).map(|corner| self.spot(*corner)).collect()
        };
        Area::new(rings.iter().map(closed)).unwrap()
    }
}

fn lattice() -> impl Strategy<Value = Lattice> {
    let column = prop_oneof![Just(505), Just(-3), -512..512_i32];
    let row = prop_oneof![Just(-256), Just(245), -240..230_i32];
    (column, row).prop_map(|(column, row)| Lattice { column, row })
}

fn place() -> impl Strategy<Value = (i32, i32)> {
    (0..12_i32, 0..12_i32)
}

fn rings() -> impl Strategy<Value = Vec<Vec<(i32, i32)>>> {
    let random = prop::collection::vec(place(), 3..8);
    let square = (place(), place()).prop_map(|((a, b), (c, d))| vec![(a, b), (c, b), (c, d), (a, d)]);
    prop::collection::vec(prop_oneof![random, square], 1..3)
}

fn formula() -> impl Strategy<Value = Formula> {
    let area = (0..3_u32).prop_map(Formula::Area);
    area.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Formula::All),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Formula::Any),
            inner.prop_map(|formula| Formula::Not(Box::new(formula))),
        ]
    })
}

/// Tracks of up to four objects: steps of the lattice, now and then none, or far away.
fn tracks() -> impl Strategy<Value = Vec<(u32, i64, (i32, i32))>> {
    let near = (-1..13_i32, -1..13_i32);
    let far = (-300..300_i32, -200..200_i32);
    let fix = (0..4_u32, 0..90_i64, prop_oneof![9 => near, 1 => far]);
    prop::collection::vec(fix, 0..40).prop_map(|mut fixes| {
        fixes.sort_by_key(|(object, time, _)| (*object, *time));
        fixes
    })
}

/// Tracks of some blocks of rows, of few objects.
fn long_tracks() -> impl Strategy<Value = Vec<(u32, i64, (i32, i32))>> {
    let near = (-1..13_i32, -1..13_i32);
    let far = (-300..300_i32, -200..200_i32);
    let fix = (0..3_u32, 0..9000_i64, prop_oneof![30 => near, 1 => far]);
    prop::collection::vec(fix, 0..900).prop_map(|mut fixes| {
        fixes.sort_by_key(|(object, time, _)| (*object, *time));
        fixes
    })
}

#[derive(Debug)]
struct Table {
    objects: Vec<u32>,
    millis: Vec<i64>,
    lon: Vec<i32>,
    lat: Vec<i32>,
}

impl Table {
    fn of(lattice: Lattice, tracks: &[(u32, i64, (i32, i32))]) -> Table {
        Table {
            objects: tracks.iter().map(|fix| fix.0).collect(),
            millis: tracks.iter().map(|fix| fix.1 * 1000).collect(),
            lon: tracks.iter().map(|fix| lattice.e7(fix.2).0).collect(),
            lat: tracks.iter().map(|fix| lattice.e7(fix.2).1).collect(),
        }
    }

    fn rows(&self, from: usize, to: usize) -> Rows<'_> {
        Rows {
            objects: &self.objects[from..to],
            millis: &self.millis[from..to],
            lon_e7: &self.lon[from..to],
            lat_e7: &self.lat[from..to],
        }
    }
}

fn swept(index: &Index, manner: Manner, table: &Table, cuts: &[usize]) -> Vec<Event> {
    swept_in(Width::widest(), index, manner, table, cuts)
}

fn swept_in(width: Width, index: &Index, manner: Manner, table: &Table, cuts: &[usize]) -> Vec<Event> {
    let mut sweep = Sweep::in_width(index, manner, width);
    let mut events = Vec::new();
    let mut from = 0;
    for cut in cuts.iter().copied().chain([table.objects.len()]) {
        let cut = cut.clamp(from, table.objects.len());
        sweep.push(table.rows(from, cut), &mut events).unwrap();
        from = cut;
    }
    let work = sweep.finish(&mut events);
    assert_eq!(work.unaccounted, 0);
    assert_eq!(work.rows, table.objects.len() as u64);
    let of_tracks = swept_as_tracks(Sweep::in_width(index, manner, width), table, cuts);
    assert!(of_tracks == (events.clone(), work), "rows whose order is known are told as others");
    events
}

/// The same of rows whose order is known before, with what work it was.
fn swept_as_tracks(mut sweep: Sweep<'_>, table: &Table, cuts: &[usize]) -> (Vec<Event>, Work) {
    let mut events = Vec::new();
    let mut from = 0;
    for cut in cuts.iter().copied().chain([table.objects.len()]) {
        let cut = cut.clamp(from, table.objects.len());
        let tracks = Tracks::new(table.rows(from, cut)).unwrap();
        assert_eq!((tracks.len(), tracks.is_empty()), (cut - from, cut == from));
        sweep.push_tracks(&tracks, &mut events).unwrap();
        from = cut;
    }
    let work = sweep.finish(&mut events);
    (events, work)
}

/// Whether the shortest way is longer than a speed allows, in millimetres a second, and than 100 m.
fn is_jump(ends: [(i32, i32); 2], millis: i64, most_mm_s: u32) -> bool {
    let [from, to] = ends.map(|(lon, lat)| Position::from_e7(lon, lat).unwrap());
    geodesic::distance(from, to) > (f64::from(most_mm_s) * millis as f64 / 1e6).max(100.0)
}

/// What a sweep has to tell, from the oracle's crossings alone.
fn expected(
    areas: &[Area],
    zones: &[Formula],
    manner: Manner,
    lattice: Lattice,
    tracks: &[(u32, i64, (i32, i32))],
) -> Vec<Event> {
    let mut events = Vec::new();
    let mut tell = |row: usize, kind: Kind, zone: usize, millis: i64, fraction: f64, seen: Seen| {
        let (row, object, zone) = (row as u64, tracks[row].0, u32::try_from(zone).unwrap());
        events.push(Event { row, object, zone, kind, millis, fraction, seen });
    };
    for (row, (object, time, place)) in tracks.iter().enumerate() {
        let (spot, millis) = (lattice.spot(*place), time * 1000);
        let here = brute::areas_at(areas, spot);
        let holds = |zone: usize, areas: &[u32]| zones[zone].holds(areas);
        let before = row.checked_sub(1).map(|row| tracks[row]).filter(|before| before.0 == *object);
        match before {
            None => (0..zones.len())
                .filter(|zone| holds(*zone, &here))
                .for_each(|zone| tell(row, Kind::InsideAtStart, zone, millis, 1.0, Seen::Fix)),
            Some((_, earlier, from)) => {
                let ends = [from, *place].map(|place| lattice.e7(place));
                let from = lattice.spot(from);
                let mut inside = brute::areas_at(areas, from);
                let silence = millis - earlier * 1000;
                let seen = match manner {
                    Manner::Fixes => Seen::Fix,
                    Manner::Ways { most_mm_s: Some(most), .. } if is_jump(ends, silence, most) => Seen::Jump,
                    Manner::Ways { most_silence_millis, .. } if silence > most_silence_millis => {
                        Seen::Silence
                    }
                    Manner::Ways { .. } => Seen::Way,
                };
                let mut moments =
                    if seen == Seen::Way { crossings::crossings(areas, from, spot) } else { Vec::new() };
                if moments.is_empty() {
                    let changed: Vec<u32> =
                        (0..3_u32).filter(|area| inside.contains(area) != here.contains(area)).collect();
                    moments = changed.into_iter().map(|area| ((1, 1), area)).collect();
                }
                for at_once in moments.chunk_by(|one, other| crossings::compare(one.0, other.0).is_eq()) {
                    let was = inside.clone();
                    for (_, area) in at_once {
                        if inside.contains(area) {
                            inside.retain(|one| one != area);
                        } else {
                            inside.push(*area);
                        }
                    }
                    inside.sort_unstable();
                    let (before, whole) = at_once[0].0;
                    let after = (2 * before * i128::from(silence) + whole).div_euclid(2 * whole);
                    let instant = earlier * 1000 + i64::try_from(after).unwrap();
                    for kind in [Kind::Leave, Kind::Enter] {
                        for zone in 0..zones.len() {
                            if holds(zone, &was) != holds(zone, &inside)
                                && holds(zone, &inside) == (kind == Kind::Enter)
                            {
                                tell(row, kind, zone, instant, before as f64 / whole as f64, seen);
                            }
                        }
                    }
                }
                assert_eq!(inside, here, "the oracle accounts for itself");
            }
        }
        let is_last = tracks.get(row + 1).is_none_or(|next| next.0 != *object);
        if is_last {
            (0..zones.len())
                .filter(|zone| holds(*zone, &here))
                .for_each(|zone| tell(row, Kind::InsideAtEnd, zone, millis, 1.0, Seen::Fix));
        }
    }
    events
}

/// Tracks that are near for a while and far for a while.
fn wandering() -> impl Strategy<Value = Vec<(u32, i64, (i32, i32))>> {
    let run = (0..4_u32, 0..3_usize, prop::collection::vec((0..90_i64, (-1..13_i32, -1..13_i32)), 1..30));
    prop::collection::vec(run, 0..12).prop_map(|runs| {
        let mut fixes = Vec::new();
        for (turn, (object, far, run)) in (0..).zip(runs) {
            let (east, north) = [(0, 0), (60, 0), (-40, 80)][far];
            fixes.extend(
                run.into_iter()
                    .map(|(time, (column, row))| (object, turn * 90 + time, (column + east, row + north))),
            );
        }
        fixes.sort_by_key(|(object, time, _)| (*object, *time));
        fixes
    })
}

/// Where a table is cut into groups of so many rows, in turns.
fn groups(table: &Table, shares: &[usize]) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut end = 0;
    for share in shares.iter().cycle() {
        end = (end + share).min(table.objects.len());
        cuts.push(end);
        if end == table.objects.len() {
            return cuts;
        }
    }
    cuts
}

/// A sweep without the groups that are idle, and how many those are.
fn left_out(index: &Index, manner: Manner, table: &Table, cuts: &[usize]) -> (Vec<Event>, usize) {
    let starts = || [0].iter().chain(cuts).copied().zip(cuts.iter().copied());
    let extent = |(from, to): (usize, usize)| {
        let range = |of: &[i32]| Some((*of[from..to].iter().min()?, *of[from..to].iter().max()?));
        let ((west, east), (south, north)) = (range(&table.lon)?, range(&table.lat)?);
        Extent::of_e7(west, south, east, north)
    };
    let idle = index.idle(&starts().map(extent).collect::<Vec<_>>());
    let (mut sweep, mut events) = (Sweep::new(index, manner), Vec::new());
    for ((from, to), is_idle) in starts().zip(&idle) {
        if *is_idle {
            sweep.pass_over((to - from) as u64, &mut events);
        } else {
            sweep.push(table.rows(from, to), &mut events).unwrap();
        }
    }
    sweep.finish(&mut events);
    (events, idle.iter().filter(|is_idle| **is_idle).count())
}

fn shape() -> impl Strategy<Value = Shape> {
    (1..5_usize, 18..24_u32, prop_oneof![Just(1_u32), Just(9), Just(400)]).prop_map(
        |(most_edges, least_shift, cells)| Shape {
            most_edges: Some(most_edges),
            least_shift,
            window_cells: Some(cells),
            ..Shape::default()
        },
    )
}

const WAYS: Manner = Manner::Ways { most_silence_millis: 60_000, most_mm_s: None };

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_sweep_tells_what_the_oracle_tells(lattice in lattice(), areas in prop::collection::vec(rings(), 3), zones in prop::collection::vec(formula(), 1..5), tracks in tracks(), shape in shape()) {
        let areas: Vec<Area> = areas.iter().map(|rings| lattice.area(rings)).collect();
        let index = Index::new(&areas, zones.clone(), &shape).unwrap();
        let table = Table::of(lattice, &tracks);
        for manner in [Manner::Fixes, WAYS] {
            let found = swept(&index, manner, &table, &[]);
            let wanted = expected(&areas, &zones, manner, lattice, &tracks);
            prop_assert_eq!(found, wanted, "{:?}", manner);
        }
    }

    #[test]
    fn ways_are_no_faster_than_an_object_and_over_a_jump_there_is_none(lattice in lattice(), areas in prop::collection::vec(rings(), 3), tracks in tracks(), shape in shape(), limit in 5..10_u32) {
        let areas: Vec<Area> = areas.iter().map(|rings| lattice.area(rings)).collect();
        let zones: Vec<Formula> = (0..3).map(Formula::Area).collect();
        let index = Index::new(&areas, zones.clone(), &shape).unwrap();
        // A hundred metres a second to four thousand kilometres; a step of the lattice is up to 39 km.
        let manner = Manner::Ways { most_silence_millis: 60_000, most_mm_s: Some(10_u32.pow(limit)) };
        let wanted = expected(&areas, &zones, manner, lattice, &tracks);
        prop_assert_eq!(&swept(&index, manner, &Table::of(lattice, &tracks), &[]), &wanted);
        // And as they come, one object after the other.
        let (mut live, mut events, mut late) = (Live::new(&index, manner, 4), Vec::new(), Vec::new());
        let table = Table::of(lattice, &tracks);
        live.push(table.rows(0, tracks.len()), &mut events, &mut late).unwrap();
        live.finish(&mut events);
        events.sort_by_key(|event| (event.object, event.row, event.kind == Kind::InsideAtEnd));
        prop_assert_eq!(&events, &wanted);
        let jumps = |manner: Manner| swept(&index, manner, &table, &[]).iter().filter(|event| event.seen == Seen::Jump).count();
        prop_assert_eq!(jumps(WAYS), 0);
    }

    #[test]
    fn combs_slivers_and_rings_in_rings_are_crossed_as_the_oracle_says(lattice in lattice(), teeth in 33..48_i32, rings in 2..20_i32, steps in prop::collection::vec((-1..100_i32, -1..7_i32, 0..4_u8), 0..24), shape in shape()) {
        // A comb on a back of many corners in one line, rings in rings, and a sliver along the comb.
        let back = (0..=2 * teeth).map(|column| (column, 0));
        let tooth = |number: i32| [(2, 1), (2, 5), (1, 5), (1, 1)].map(|(column, row)| (2 * number + column, row));
        let comb: Vec<_> = back.chain((0..teeth).rev().flat_map(tooth)).chain([(0, 1)]).collect();
        let ring = |size: i32| vec![(10 + size, size - 20), (60 - size, size - 20), (60 - size, 26 - size), (10 + size, 26 - size)];
        let areas = [lattice.area(&[comb]), lattice.area(&(0..rings).map(ring).collect::<Vec<_>>()), lattice.area(&[vec![(0, 2), (90, 2), (90, 3)]])];
        // Through all the teeth in one step; then from place to place, on the spot, along an edge, and to and fro.
        let (mut places, mut last) = (vec![(-1, 3), (100, 3)], (100, 3));
        for (column, row, kind) in steps {
            last = match kind {
                0 => last,
                1 => (column, last.1),
                2 => (99 - last.0, last.1),
                _ => (column, row),
            };
            places.push(last);
        }
        let tracks: Vec<_> = places.iter().zip(0..).map(|(place, number)| (0, number * 10, *place)).collect();
        prop_assert!(crossings::crossings(&areas, lattice.spot((-1, 3)), lattice.spot((100, 3))).len() >= 64);
        let zones: Vec<Formula> = (0..3).map(Formula::Area).collect();
        let index = Index::new(&areas, zones.clone(), &shape).unwrap();
        let table = Table::of(lattice, &tracks);
        for manner in [Manner::Fixes, WAYS] {
            prop_assert_eq!(swept(&index, manner, &table, &[]), expected(&areas, &zones, manner, lattice, &tracks), "{:?}", manner);
        }
    }

    #[test]
    fn where_a_table_is_cut_and_how_fine_the_index_is_does_not_matter(lattice in lattice(), areas in prop::collection::vec(rings(), 3), tracks in tracks(), shapes in (shape(), shape()), cuts in prop::collection::vec(0..40_usize, 0..6)) {
        let areas: Vec<Area> = areas.iter().map(|rings| lattice.area(rings)).collect();
        let (one, other) = (Index::of_areas(&areas, &shapes.0).unwrap(), Index::of_areas(&areas, &shapes.1).unwrap());
        let table = Table::of(lattice, &tracks);
        for manner in [Manner::Fixes, WAYS] {
            prop_assert_eq!(swept(&one, manner, &table, &[]), swept(&other, manner, &table, &cuts));
        }
    }

    #[test]
    fn how_wide_the_instructions_are_does_not_matter(lattice in lattice(), areas in prop::collection::vec(rings(), 3), tracks in long_tracks(), shape in shape(), cuts in prop::collection::vec(0..900_usize, 0..4)) {
        let areas: Vec<Area> = areas.iter().map(|rings| lattice.area(rings)).collect();
        let index = Index::of_areas(&areas, &shape).unwrap();
        let table = Table::of(lattice, &tracks);
        for manner in [Manner::Fixes, WAYS] {
            let plainly = swept_in(Width::PORTABLE, &index, manner, &table, &cuts);
            for width in Width::all() {
                prop_assert_eq!(&swept_in(width, &index, manner, &table, &cuts), &plainly, "{}", width.name());
            }
        }
    }

    #[test]
    fn live_order_tells_what_a_sweep_tells(lattice in lattice(), areas in prop::collection::vec(rings(), 3), tracks in long_tracks(), shape in shape(), cuts in prop::collection::vec(0..900_usize, 0..4), late in prop::collection::vec((0..900_usize, place()), 0..4)) {
        let areas: Vec<Area> = areas.iter().map(|rings| lattice.area(rings)).collect();
        let index = Index::of_areas(&areas, &shape).unwrap();
        let table = Table::of(lattice, &tracks);
        // By time; of one time, as in the table. Where each row of that stands in the table.
        let mut order: Vec<usize> = (0..tracks.len()).collect();
        order.sort_by_key(|row| tracks[*row].1);
        let mut mixed: Vec<(u32, i64, (i32, i32))> = order.iter().map(|row| tracks[*row]).collect();
        let mut wanted_late = Vec::new();
        for (at, place) in late {
            let Some((object, time, _)) = mixed.get(at).copied().filter(|_| at + 1 < mixed.len()) else { continue };
            mixed.insert(at + 1, (object, time - 1, place));
            order.insert(at + 1, usize::MAX);
        }
        wanted_late.extend((0..).zip(&order).filter(|(_, row)| **row == usize::MAX).map(|(row, _)| row));
        let mixed = Table::of(lattice, &mixed);
        for manner in [Manner::Fixes, WAYS] {
            let mut live = Live::new(&index, manner, 4);
            let (mut events, mut late, mut from) = (Vec::new(), Vec::new(), 0);
            for cut in cuts.iter().copied().chain([mixed.objects.len()]) {
                let cut = cut.clamp(from, mixed.objects.len());
                live.push(mixed.rows(from, cut), &mut events, &mut late).unwrap();
                from = cut;
            }
            prop_assert_eq!(live.finish(&mut events).unaccounted, 0);
            prop_assert_eq!(&late, &wanted_late);
            for event in &mut events {
                event.row = order[usize::try_from(event.row).unwrap()] as u64;
            }
            // Of one row in the order told; the ends of objects last.
            events.sort_by_key(|event| (event.object, event.row, event.kind == Kind::InsideAtEnd));
            prop_assert_eq!(events, swept(&index, manner, &table, &[]), "{:?}", manner);
        }
    }

    #[test]
    fn shards_tell_together_what_one_tells(lattice in lattice(), areas in prop::collection::vec(rings(), 3), tracks in long_tracks(), of in 1..5_u32, cut in 0..900_usize) {
        let areas: Vec<Area> = areas.iter().map(|rings| lattice.area(rings)).collect();
        let index = Index::of_areas(&areas, &Shape::default()).unwrap();
        let mut mixed = tracks;
        mixed.sort_by_key(|fix| fix.1);
        // Some come late.
        let at = mixed.len() / 2;
        mixed.rotate_left(at);
        let mixed = Table::of(lattice, &mixed);
        let cut = cut.min(mixed.objects.len());
        let told = |shard: Shard| {
            let mut live = Live::of_shard(&index, WAYS, 4, shard);
            let (mut events, mut late) = (Vec::new(), Vec::new());
            live.push(mixed.rows(0, cut), &mut events, &mut late).unwrap();
            live.push(mixed.rows(cut, mixed.objects.len()), &mut events, &mut late).unwrap();
            let work = live.finish(&mut events);
            (events, late, work)
        };
        let (mut events, mut late, mut rows) = (Vec::new(), Vec::new(), 0);
        for (shard_events, shard_late, work) in Shard::all(of).map(told) {
            events.extend(shard_events);
            late.extend(shard_late);
            rows += work.rows;
        }
        events.sort_by_key(|event| (event.kind == Kind::InsideAtEnd, if event.kind == Kind::InsideAtEnd { u64::from(event.object) } else { event.row }));
        late.sort_unstable();
        let (wanted, wanted_late, work) = told(Shard::WHOLE);
        prop_assert_eq!((&events, &late, rows), (&wanted, &wanted_late, work.rows));
        // The same where the rows are dealt out once, in stretches, and each shard is given its own.
        let dealt = [(0, cut), (cut, mixed.objects.len())].map(|(from, to)| Dealt::out(mixed.rows(from, to), from as u64, of).unwrap());
        let (mut events, mut late) = (Vec::new(), Vec::new());
        for (place, shard) in Shard::all(of).enumerate() {
            let mut live = Live::of_shard(&index, WAYS, 4, shard);
            for stretch in &dealt {
                live.push_dealt(&stretch[place], &mut events, &mut late).unwrap();
                for other in (0..stretch.len()).filter(|other| *other != place) {
                    prop_assert_eq!(live.push_dealt(&stretch[other], &mut events, &mut late), Err(SweepError::OtherShard));
                }
            }
            live.finish(&mut events);
        }
        events.sort_by_key(|event| (event.kind == Kind::InsideAtEnd, if event.kind == Kind::InsideAtEnd { u64::from(event.object) } else { event.row }));
        late.sort_unstable();
        prop_assert_eq!((events, late), (wanted, wanted_late));
    }

    #[test]
    fn what_is_idle_may_be_left_out(lattice in lattice(), areas in prop::collection::vec(rings(), 3), tracks in wandering(), shares in prop::collection::vec(1..12_usize, 1..20), shape in shape()) {
        let areas: Vec<Area> = areas.iter().map(|rings| lattice.area(rings)).collect();
        let index = Index::of_areas(&areas, &shape).unwrap();
        let table = Table::of(lattice, &tracks);
        let cuts = groups(&table, &shares);
        for manner in [Manner::Fixes, WAYS] {
            let (events, _) = left_out(&index, manner, &table, &cuts);
            prop_assert_eq!(events, swept(&index, manner, &table, &[]), "{:?}", manner);
        }
    }

    #[test]
    fn a_box_without_an_edge_has_none(lattice in lattice(), areas in prop::collection::vec(rings(), 3), corners in (place(), place()), shape in shape()) {
        let areas: Vec<Area> = areas.iter().map(|rings| lattice.area(rings)).collect();
        let index = Index::of_areas(&areas, &shape).unwrap();
        let ((a, b), (c, d)) = corners;
        let ((west, south), (east, north)) = (lattice.e7((a.min(c), b.min(d))), lattice.e7((a.max(c), b.max(d))));
        if let Some(extent) = Extent::of_e7(west, south, east, north)
            && let Some(zones) = index.open_over(extent)
        {
            for column in a.min(c)..=a.max(c) {
                for row in b.min(d)..=b.max(d) {
                    prop_assert_eq!(brute::areas_at(&areas, lattice.spot((column, row))), zones);
                }
            }
            let [from, to] = [(a, b), (c, d)].map(|place| lattice.spot(place));
            prop_assert!(crossings::crossings(&areas, from, to).is_empty());
        }
    }

    #[test]
    fn nothing_changes_when_everything_is_turned_round_the_earth(lattice in lattice(), areas in prop::collection::vec(rings(), 3), tracks in tracks(), turn in prop_oneof![Just(512), 0..1024_i32]) {
        let moved = Lattice { column: (lattice.column + turn + 512).rem_euclid(1024) - 512, ..lattice };
        // Half a turn exactly is the one way whose direction is settled by a rule: it would go the other way round.
        prop_assume!(tracks.windows(2).all(|pair| (pair[1].2.0 - pair[0].2.0).abs() < 512));
        let told = |lattice: Lattice| {
            let areas: Vec<Area> = areas.iter().map(|rings| lattice.area(rings)).collect();
            let index = Index::of_areas(&areas, &Shape::default()).unwrap();
            swept(&index, WAYS, &Table::of(lattice, &tracks), &[])
        };
        prop_assert_eq!(told(lattice), told(moved));
    }

    #[test]
    fn far_ways_cross_what_the_oracle_says(corners in prop::collection::vec((any::<i32>(), -1_000_000_000..1_000_000_000_i32), 3..7), reach in 3..30_u32, ways in prop::collection::vec(((any::<i32>(), -900_000_000..=900_000_000_i32), (any::<i32>(), -900_000_000..=900_000_000_i32)), 20)) {
        // Rings of any size up to an eighth of a turn, near one place.
        let centre = corners[0];
        let near = |corner: &(i32, i32)| Spot {
            u: centre.0.wrapping_add(corner.0 >> (32 - reach).max(4)),
            v: (centre.1 / 2).wrapping_add(corner.1 >> (32 - reach).max(4)),
        };
        let mut ring: Vec<Spot> = corners.iter().map(near).collect();
        ring.push(ring[0]);
        let areas = [Area::new([ring.clone()]).unwrap()];
        let index = Index::of_areas(&areas, &Shape::default()).unwrap();
        let far = ways.iter().map(|(from, to)| (Spot { u: from.0, v: from.1 }, Spot { u: to.0, v: to.1 }));
        let through = ring.iter().zip(&ways).map(|(corner, (_, to))| (*corner, Spot { u: to.0, v: to.1 }));
        for (from, to) in far.chain(through) {
            let found: Vec<(f64, u32)> = index.crossings(from, to).iter().map(|one| (one.fraction, one.area)).collect();
            let wanted = crossings::crossings(&areas, from, to);
            let wanted: Vec<(f64, u32)> = wanted.into_iter().map(|((before, whole), area)| (before as f64 / whole as f64, area)).collect();
            prop_assert_eq!(found, wanted, "{:?} {:?}", from, to);
        }
    }
}

/// The first row that cannot be swept, by each row and the one before it alone.
fn first_wrong(rows: Rows<'_>) -> Option<SweepError> {
    let key = |row: usize| (rows.objects[row], rows.millis[row]);
    (0..rows.objects.len()).find_map(|row| {
        if row > 0 && key(row) < key(row - 1) {
            return Some(SweepError::Unsorted(row as u64));
        }
        let is_on_earth = rows.lon_e7[row].abs() <= 1_800_000_000 && rows.lat_e7[row].abs() <= 900_000_000;
        (!is_on_earth).then_some(SweepError::NotOnEarth(row as u64))
    })
}

/// Rows in order but for a few, of objects with many rows and with few.
fn nearly_sorted() -> impl Strategy<Value = Table> {
    let wrong = (any::<prop::sample::Index>(), 0..5_u8);
    let runs = prop::collection::vec((0..3_u32, prop_oneof![1..4_usize, 200..700_usize]), 0..6);
    (runs, prop::collection::vec(wrong, 0..3)).prop_map(|(runs, wrong)| {
        let mut table = Table { objects: vec![], millis: vec![], lon: vec![], lat: vec![] };
        let mut object = 0;
        for (further, rows) in runs {
            object += further;
            table.objects.extend(vec![object; rows]);
        }
        for row in 0..table.objects.len() {
            let at = i32::try_from(row).unwrap();
            // Two at each instant, and the next object begins later than the one before it ended.
            table.millis.push(i64::from(at / 2));
            table.lon.push(at % 11 * STEP_E7);
            table.lat.push(at % 7 * STEP_E7);
        }
        for (place, what) in wrong {
            if table.objects.is_empty() {
                break;
            }
            let row = place.index(table.objects.len());
            match what {
                0 => table.objects[row] = 0,
                1 => table.millis[row] = -1,
                2 => table.lon[row] = 1_800_000_001,
                3 => table.lat[row] = -900_000_001,
                _ => table.lon[row] = 1_800_000_000,
            }
        }
        table
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn tracks_are_made_of_rows_in_order_and_of_no_others(table in nearly_sorted()) {
        let rows = table.rows(0, table.objects.len());
        let wrong = first_wrong(rows);
        prop_assert_eq!(Tracks::new(rows).err(), wrong.clone());
        let lattice = Lattice { column: 0, row: 0 };
        let area = lattice.area(&[vec![(1, 1), (8, 2), (5, 6)]]);
        let index = Index::of_areas(&[area], &Shape::default()).unwrap();
        for manner in [Manner::Fixes, WAYS] {
            let (mut sweep, mut events) = (Sweep::new(&index, manner), Vec::new());
            prop_assert_eq!(sweep.push(rows, &mut events).err(), wrong.clone());
            let work = sweep.finish(&mut events);
            // What came before it is told as if nothing came behind.
            let good = usize::try_from(work.rows).unwrap();
            let first = Table { objects: table.objects[..good].to_vec(), millis: table.millis[..good].to_vec(), lon: table.lon[..good].to_vec(), lat: table.lat[..good].to_vec() };
            prop_assert_eq!(first_wrong(first.rows(0, good)), None);
            prop_assert_eq!((events, work), swept_as_tracks(Sweep::new(&index, manner), &first, &[]));
        }
    }
}

#[test]
fn tracks_that_belong_before_what_was_swept_are_refused() {
    let lattice = Lattice { column: 0, row: 0 };
    let area = lattice.area(&[vec![(0, 0), (4, 0), (4, 4), (0, 4)]]);
    let index = Index::of_areas(&[area], &Shape::default()).unwrap();
    for manner in [Manner::Fixes, WAYS] {
        let (mut sweep, mut events) = (Sweep::new(&index, manner), Vec::new());
        let table = |object: u32, millis: i64| Table {
            objects: vec![object; 2],
            millis: vec![millis, millis + 5],
            lon: vec![2 * STEP_E7; 2],
            lat: vec![2 * STEP_E7; 2],
        };
        let mut push =
            |table: &Table| sweep.push_tracks(&Tracks::new(table.rows(0, 2)).unwrap(), &mut events);
        assert_eq!(push(&table(1, 10)), Ok(()));
        assert_eq!(push(&table(1, 14)), Err(SweepError::Unsorted(2)));
        assert_eq!(push(&table(0, 20)), Err(SweepError::Unsorted(2)));
        // At the very instant of the last is not before it.
        assert_eq!(push(&table(1, 15)), Ok(()));
        assert_eq!(sweep.finish(&mut events).rows, 4);
        assert_eq!(events.len(), 2, "inside from the first row to the last");
    }
    let uneven = Rows { objects: &[1], millis: &[], lon_e7: &[0], lat_e7: &[0] };
    assert!(matches!(Tracks::new(uneven), Err(SweepError::Uneven { objects: 1, millis: 0, .. })));
}

#[test]
fn an_object_with_too_great_a_number_is_named_and_what_came_before_is_told() {
    let lattice = Lattice { column: 0, row: 0 };
    let area = lattice.area(&[vec![(0, 0), (4, 0), (4, 4), (0, 4)]]);
    let index = Index::of_areas(&[area], &Shape::default()).unwrap();
    let mut live = Live::new(&index, WAYS, 2);
    let (mut events, mut late) = (Vec::new(), Vec::new());
    let lon = [2 * STEP_E7; 3];
    let rows = Rows { objects: &[1, 2, 1], millis: &[5, 6, 7], lon_e7: &lon, lat_e7: &lon };
    let problem = live.push(rows, &mut events, &mut late).unwrap_err();
    assert_eq!(
        problem.to_string(),
        "row 1 is of object 2: number the objects from 0, below 2, or follow more of them"
    );
    let beyond = Rows { lat_e7: &[STEP_E7, 900_000_001, 0], objects: &[1, 1, 1], ..rows };
    assert_eq!(live.push(beyond, &mut events, &mut late), Err(SweepError::NotOnEarth(2)));
    assert_eq!((events.len(), live.work().rows, late), (1, 2, vec![]));
}

#[test]
fn far_stretches_are_left_out_and_near_ones_are_not() {
    let lattice = Lattice { column: 0, row: 0 };
    let area = lattice.area(&[vec![(0, 0), (4, 0), (4, 4), (0, 4)]]);
    let index = Index::of_areas(&[area], &Shape::default()).unwrap();
    // One object far away, into the square, and far away again; another only ever far away.
    let there = |time: i32| (0, i64::from(time), (40 + time % 3, 30));
    let tracks: Vec<_> = (0..20)
        .map(there)
        .chain([(0, 20, (2, 2))])
        .chain((21..50).map(there))
        .chain((0..30).map(|time| (1, time, (-60, -9))))
        .collect();
    let table = Table::of(lattice, &tracks);
    let cuts: Vec<usize> = (1..16).map(|group| group * 5).chain([tracks.len()]).collect();
    let (events, left_out) = left_out(&index, WAYS, &table, &cuts);
    assert_eq!(events, swept(&index, WAYS, &table, &[]));
    assert_eq!(events.len(), 2);
    // Of 16 groups not the one with the place in the square, those beside it, and those on both sides of the change of objects,
    // with the square in the box of both.
    assert_eq!(left_out, 16 - 3 - 2);
}

#[test]
fn round_the_back_of_a_wide_window_there_may_be_an_edge() {
    // Squares far north all round but for a gap, and before the gap one far south: from behind the gap it is the nearest.
    let square = |west: i64, south: i32| {
        let spot = |east: i64, north: i32| Spot {
            u: i32::try_from(west + east - (1 << 31)).unwrap(),
            v: south + north,
        };
        let side = 1 << 26;
        let ring = vec![spot(0, 0), spot(side, 0), spot(side, 1 << 26), spot(0, 1 << 26), spot(0, 0)];
        Area::new([ring]).unwrap()
    };
    let north = [0, 3, 6, 9].map(|column| square(column << 28, 3 << 28));
    let areas = north.into_iter().chain([square(12 << 28, -(3 << 28))]).collect::<Vec<_>>();
    for cells in [64, 4096] {
        let index =
            Index::of_areas(&areas, &Shape { window_cells: Some(cells), ..Shape::default() }).unwrap();
        for from in (0..64_i64).map(|step| (1 << 26) * step) {
            let at = |u: i64, v: i32| Spot { u: i32::try_from(u - (1 << 31)).unwrap(), v };
            for to in [-(4 << 28), 4 << 28].map(|way| (from + way + (1 << 25)).rem_euclid(1 << 32)) {
                let (from, to) = (at(from, -(3 << 28) + (1 << 25)), at(to, -(3 << 28) + (1 << 25)));
                let wanted = !crossings::crossings(&areas, from, to).is_empty();
                let open = |spot: Spot| index.open_at(spot).map_or(0, |open| u64::from(open.steps));
                let steps = u64::from(to.u.wrapping_sub(from.u).unsigned_abs());
                assert!(!wanted || steps > open(from) + open(to), "{from:?} {to:?}");
            }
        }
    }
}

#[test]
fn what_cannot_be_swept_is_named_and_what_came_before_is_told() {
    let lattice = Lattice { column: 0, row: 0 };
    let area = lattice.area(&[vec![(0, 0), (4, 0), (4, 4), (0, 4)]]);
    let index = Index::of_areas(&[area], &Shape::default()).unwrap();
    let mut sweep = Sweep::new(&index, WAYS);
    let mut events = Vec::new();
    let rows = |objects: &'static [u32], millis: &'static [i64], lat_e7: &'static [i32]| Rows {
        objects,
        millis,
        lon_e7: &[2 * STEP_E7; 3],
        lat_e7,
    };
    let uneven = sweep.push(rows(&[1], &[5, 6], &[0, 1]), &mut events).unwrap_err();
    assert_eq!(uneven.to_string(), "the columns have 1, 2, 3 and 2 rows: give each the same number");
    let unsorted = sweep.push(rows(&[1, 1, 1], &[5, 9, 8], &[0, -STEP_E7, 0]), &mut events);
    assert_eq!(unsorted, Err(SweepError::Unsorted(2)));
    assert_eq!(
        events.iter().map(|event| (event.kind, event.millis)).collect::<Vec<_>>(),
        [(Kind::InsideAtStart, 5), (Kind::Leave, 5)]
    );
    let late = sweep.push(rows(&[1, 1, 1], &[7, 9, 10], &[0, 0, 0]), &mut events);
    assert_eq!(late, Err(SweepError::Unsorted(2)));
    let beyond = sweep.push(rows(&[1, 2, 2], &[11, 9, 10], &[0, 900_000_001, 0]), &mut events);
    assert_eq!(beyond, Err(SweepError::NotOnEarth(3)));
    assert_eq!(sweep.finish(&mut events).rows, 3);
}

/// Rows enough for several stretches of those that a sweep of fixes reads together, more near edges than are looked up at once.
fn many_rows() -> Table {
    let mut table = Table { objects: vec![], millis: vec![], lon: vec![], lat: vec![] };
    let mut bits = 1_u64;
    let mut below = |most: i32| {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i32::try_from(bits >> 33).unwrap() % most
    };
    for object in 0..9 {
        let (mut lon, mut lat) = (below(8 * STEP_E7), below(8 * STEP_E7));
        for row in 0..4_500 {
            (lon, lat) = (lon + below(400_001) - 200_000, lat + below(400_001) - 200_000);
            if below(90) == 0 {
                (lon, lat) = (below(10 * STEP_E7), below(10 * STEP_E7));
            }
            table.objects.push(object);
            table.millis.push(i64::from(row / 2) * 10_000);
            table.lon.push(lon);
            table.lat.push(lat);
        }
    }
    table
}

/// What a sweep of fixes has to tell of the first rows, by the zones of each place alone.
fn told_by_places(index: &Index, table: &Table, rows: usize) -> Vec<(u64, u32, Kind)> {
    let mut told = Vec::new();
    let mut before: Option<(u32, Vec<u32>)> = None;
    for row in 0..rows {
        let (number, object) = (row as u64, table.objects[row]);
        let zones = index.zones_at(Spot { u: steps(table.lon[row]), v: steps(table.lat[row]) });
        match before.take().filter(|(last, _)| *last == object) {
            Some((_, before)) => {
                let left = before.iter().filter(|zone| !zones.contains(zone));
                told.extend(left.map(|zone| (number, *zone, Kind::Leave)));
                let entered = zones.iter().filter(|zone| !before.contains(zone));
                told.extend(entered.map(|zone| (number, *zone, Kind::Enter)));
            }
            None => told.extend(zones.iter().map(|zone| (number, *zone, Kind::InsideAtStart))),
        }
        before = Some((object, zones));
    }
    told
}

#[test]
fn many_fixes_are_told_as_their_places_are_wherever_they_are_cut() {
    let lattice = Lattice { column: 0, row: 0 };
    let rings =
        [vec![(0, 0), (7, 1), (5, 6), (1, 8)], vec![(3, 0), (9, 4), (3, 9)], vec![(2, 2), (6, 2), (4, 7)]];
    let areas: Vec<Area> = rings.into_iter().map(|ring| lattice.area(&[ring])).collect();
    let shape = Shape { window_cells: Some(900), ..Shape::default() };
    let index = Index::of_areas(&areas, &shape).unwrap();
    let mut table = many_rows();
    let without_ends = |events: &[Event]| {
        let told = events.iter().filter(|event| event.kind != Kind::InsideAtEnd);
        told.map(|event| (event.row, event.zone, event.kind)).collect::<Vec<_>>()
    };
    let wanted = told_by_places(&index, &table, table.objects.len());
    assert!(wanted.len() > 1_000);
    for width in Width::all() {
        for cuts in [&[][..], &[1, 255, 257, 12_289, 30_000], &[12_288, 24_576]] {
            let events = swept_in(width, &index, Manner::Fixes, &table, cuts);
            assert!(without_ends(&events) == wanted, "{} {cuts:?}", width.name());
        }
    }
    // What is wrong in a later stretch is named, and what came before it is told.
    let wrong = 24_576 + 3_000;
    table.millis[wrong] = -1;
    let mut events = Vec::new();
    let swept = Sweep::new(&index, Manner::Fixes).push(table.rows(0, table.objects.len()), &mut events);
    assert_eq!(swept, Err(SweepError::Unsorted(wrong as u64)));
    let before: Vec<_> = wanted.iter().filter(|told| told.0 < wrong as u64).copied().collect();
    assert!(without_ends(&events) == before);
}
