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
#[path = "sweep/rows.rs"]
mod rows;

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
