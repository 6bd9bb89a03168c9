//! What lies near the poles, against the plain geometry of `armistice-earth`, which knows nothing of charts.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what is wrong by failing")]

use std::collections::BTreeSet;

use armistice_cells::{
    Area, Dealt, Event, Globe, Kind, Live, Manner, Rows, Seen, Shape, Shard, Spot, Sweep, SweepError,
};
use armistice_earth::{Polygon, Position, geodesic};
use proptest::prelude::*;

const WAYS: Manner = Manner::Ways { most_silence_millis: 600_000, most_mm_s: None };
/// So near to an edge the one and the other may tell a place differently: both round to a grid.
const SHELL_METRES: f64 = 0.02;

fn at(lon: f64, lat: f64) -> Position {
    Position::new(lon - 360.0 * (lon / 360.0).round(), lat.clamp(-90.0, 90.0)).unwrap()
}

/// A ring about a place near a pole, or round the pole itself, as corners by angle and reach; some with edges along
/// parallels, which bend round the pole.
fn ring() -> impl Strategy<Value = Vec<Position>> {
    let corners = prop::collection::vec(0.3..1.0_f64, 3..9);
    let round_pole =
        (corners.clone(), 0.5..9.0_f64, -180.0..180.0_f64).prop_map(|(reaches, degrees, turn)| {
            let count = reaches.len() as f64;
            let corner = |(index, reach): (usize, &f64)| {
                at(turn + 360.0 * index as f64 / count, 90.0 - degrees * reach)
            };
            reaches.iter().enumerate().map(corner).collect::<Vec<_>>()
        });
    let parallel = (82.5..89.9_f64, 3..7_u8, -180.0..180.0_f64).prop_map(|(lat, corners, turn)| {
        (0..corners)
            .map(|corner| at(turn + 360.0 * f64::from(corner) / f64::from(corners), lat))
            .collect::<Vec<_>>()
    });
    let beside =
        (corners, -180.0..180.0_f64, 82.0..89.5_f64, 0.1..3.0_f64).prop_map(|(reaches, lon, lat, size)| {
            let count = reaches.len() as f64;
            let corner = |(index, reach): (usize, &f64)| {
                let turn = std::f64::consts::TAU * index as f64 / count;
                at(lon + 8.0 * size * reach * turn.cos(), (lat + size * reach * turn.sin()).min(89.99))
            };
            reaches.iter().enumerate().map(corner).collect::<Vec<_>>()
        });
    prop_oneof![round_pole, parallel, beside].prop_map(|mut corners| {
        corners.push(corners[0]);
        corners
    })
}

/// The same on the other side of the equator.
fn mirrored(ring: &[Position], is_south: bool) -> Vec<Position> {
    let sign = if is_south { -1.0 } else { 1.0 };
    ring.iter().map(|corner| at(corner.lon(), sign * corner.lat())).collect()
}

/// One object's fixes, ten seconds apart, walking about the pole.
fn walk(start: (f64, f64), steps: &[(f64, f64)], is_south: bool) -> Vec<Position> {
    let mut place = mirrored(&[at(start.0, start.1)], is_south)[0];
    let mut fixes = vec![place];
    for (azimuth, metres) in steps {
        place = geodesic::destination(place, *azimuth, *metres);
        fixes.push(place);
    }
    fixes
}

fn sweep(globe: &Globe, tracks: &[Vec<Position>], manner: Manner) -> Vec<Event> {
    let fixes =
        || (0_u32..).zip(tracks).flat_map(|(object, track)| track.iter().map(move |fix| (object, fix)));
    let objects: Vec<u32> = fixes().map(|(object, _)| object).collect();
    let millis: Vec<i64> = (0..).map(|row: i64| row * 10_000).take(objects.len()).collect();
    let lon_e7: Vec<i32> = fixes().map(|(_, fix)| fix.lon_e7()).collect();
    let lat_e7: Vec<i32> = fixes().map(|(_, fix)| fix.lat_e7()).collect();
    let rows = Rows { objects: &objects, millis: &millis, lon_e7: &lon_e7, lat_e7: &lat_e7 };
    let mut events = Vec::new();
    let work = globe.sweep(rows, manner, &mut events).unwrap();
    assert_eq!((work.unaccounted, work.rows), (0, objects.len() as u64));
    for most in [1, 2, 3, 7] {
        let mut apart = Vec::new();
        for (first, part) in rows.parts(most) {
            let told = apart.len();
            globe.sweep(part, manner, &mut apart).unwrap();
            apart.iter_mut().skip(told).for_each(|event| event.row += first);
        }
        assert_eq!(apart, events, "{most} parts");
    }
    events
}

/// The columns of a table.
#[derive(Debug, Default, Clone)]
struct Columns {
    objects: Vec<u32>,
    millis: Vec<i64>,
    lon_e7: Vec<i32>,
    lat_e7: Vec<i32>,
}

impl Columns {
    fn push(&mut self, object: u32, millis: i64, fix: Position) {
        self.objects.push(object);
        self.millis.push(millis);
        self.lon_e7.push(fix.lon_e7());
        self.lat_e7.push(fix.lat_e7());
    }

    fn rows(&self, from: usize, to: usize) -> Rows<'_> {
        Rows {
            objects: &self.objects[from..to],
            millis: &self.millis[from..to],
            lon_e7: &self.lon_e7[from..to],
            lat_e7: &self.lat_e7[from..to],
        }
    }
}

/// Tracks sorted by object; the same mixed, with the row that each row is there; and the numbers of those that come late,
/// each a repetition of an earlier row.
fn mixed(tracks: &[Vec<Position>], turns: &[usize]) -> (Columns, Columns, Vec<u64>, Vec<u64>) {
    let mut sorted = Columns::default();
    let mut waiting: Vec<Vec<(u64, Position)>> = Vec::new();
    for (object, track) in (0_u32..).zip(tracks) {
        waiting.push(track.iter().map(|fix| (0, *fix)).collect());
        for (at, fix) in track.iter().enumerate() {
            waiting.last_mut().unwrap()[at].0 = sorted.objects.len() as u64;
            sorted.push(object, at as i64 * 10_000, *fix);
        }
        waiting.last_mut().unwrap().reverse();
    }
    let (mut stream, mut numbers, mut late) = (Columns::default(), Vec::new(), Vec::new());
    for turn in turns.iter().cycle() {
        let many = waiting.len();
        let Some(object) = (0..many).map(|more| (turn + more) % many).find(|one| !waiting[*one].is_empty())
        else {
            break;
        };
        let (row, fix) = waiting[object].pop().unwrap();
        let millis = sorted.millis[usize::try_from(row).unwrap()];
        stream.push(u32::try_from(object).unwrap(), millis, fix);
        numbers.push(row);
        if turn % 5 == 0 && millis > 0 {
            late.push(stream.objects.len() as u64);
            stream.push(u32::try_from(object).unwrap(), millis - 1, at(fix.lon() + 90.0, fix.lat()));
            numbers.push(u64::MAX);
        }
    }
    (sorted, stream, numbers, late)
}

/// Where tracks begin: near the poles, on both sides of 83 and 84 degrees, at the antimeridian, anywhere.
fn beginning() -> impl Strategy<Value = (f64, f64)> {
    let lon = prop_oneof![-180.0..180.0_f64, 179.5..180.5_f64];
    let lat = prop_oneof![82.5..90.0_f64, -90.0..-82.5_f64, -80.0..80.0_f64];
    (lon, lat)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn live_over_the_whole_earth_tells_what_a_sweep_over_it_tells(rings in prop::collection::vec((ring(), any::<bool>()), 1..4), starts in prop::collection::vec((beginning(), prop::collection::vec((-180.0..180.0_f64, prop_oneof![10.0..60_000.0_f64, 100_000.0..900_000.0_f64]), 1..40)), 1..6), turns in prop::collection::vec(0..30_usize, 30), cuts in prop::collection::vec(0..200_usize, 0..4), of in 1..4_u32) {
        let mut areas: Vec<Area> = rings.iter().map(|(ring, is_south)| Area::of_positions(&[mirrored(ring, *is_south)]).unwrap()).collect();
        // And a zone about where each track begins, so that those at the antimeridian cross something, too.
        for ((lon, lat), _) in &starts {
            let lat = lat.clamp(-89.0, 88.0);
            let ring = [(0.0, 0.0), (0.4, 0.0), (0.4, 0.4), (0.0, 0.4), (0.0, 0.0)];
            areas.push(Area::of_positions(&[ring.map(|(east, north)| at(lon - 0.2 + east, lat - 0.2 + north)).to_vec()]).unwrap());
        }
        let globe = Globe::of_areas(&areas, &Shape::default()).unwrap();
        let tracks: Vec<Vec<Position>> = starts.iter().map(|(start, steps)| walk((start.0, start.1), steps, false)).collect();
        let (sorted, stream, numbers, wanted_late) = mixed(&tracks, &turns);
        let many = stream.objects.len();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| (*cut).min(many)).chain([0, many]).collect();
        cuts.sort_unstable();
        for manner in [Manner::Fixes, WAYS, Manner::Ways { most_silence_millis: 600_000, most_mm_s: Some(5_000_000) }] {
            let mut wanted = Vec::new();
            let swept = globe.sweep(sorted.rows(0, sorted.objects.len()), manner, &mut wanted).unwrap();
            let as_sorted = |mut events: Vec<Event>| {
                for event in &mut events {
                    event.row = numbers[usize::try_from(event.row).unwrap()];
                }
                events.sort_by_key(|event| (event.object, event.row, event.kind == Kind::InsideAtEnd));
                events
            };
            let (mut events, mut late) = (Vec::new(), Vec::new());
            let mut live = globe.live(manner, 8);
            for cut in cuts.windows(2) {
                let told = events.len();
                live.push(stream.rows(cut[0], cut[1]), &mut events, &mut late).unwrap();
                prop_assert!(events[told..].is_sorted_by_key(|event: &Event| event.row));
            }
            let work = live.finish(&mut events);
            prop_assert_eq!((work.unaccounted, work.rows), (0, swept.rows + wanted_late.len() as u64));
            prop_assert_eq!((as_sorted(events), &late), (wanted.clone(), &wanted_late));
            // And in shards, with the rows dealt out.
            let (mut events, mut late) = (Vec::new(), Vec::new());
            let mut shards: Vec<_> = Shard::all(of).map(|shard| globe.live_of_shard(manner, 8, shard)).collect();
            for cut in cuts.windows(2) {
                let dealt = Dealt::out(stream.rows(cut[0], cut[1]), cut[0] as u64, of).unwrap();
                for (live, dealt) in shards.iter_mut().zip(&dealt) {
                    live.push_dealt(dealt, &mut events, &mut late).unwrap();
                }
            }
            for live in shards {
                live.finish(&mut events);
            }
            late.sort_unstable();
            prop_assert_eq!((as_sorted(events), late), (wanted, wanted_late.clone()));
        }
    }

    #[test]
    fn a_place_near_a_pole_is_where_the_plain_geometry_says(ring in ring(), is_south: bool, places in prop::collection::vec((-180.0..180.0_f64, 82.5..90.0_f64, 0..6_i32), 60)) {
        let ring = mirrored(&ring, is_south);
        let polygon = Polygon::new(std::slice::from_ref(&ring)).unwrap();
        let globe = Globe::of_areas(&[Area::of_positions(&[ring]).unwrap()], &Shape::default()).unwrap();
        for (lon, lat, nearer) in places {
            let lat = 90.0 - (90.0 - lat) * 0.1_f64.powi(nearer);
            let place = mirrored(&[at(lon, lat)], is_south)[0];
            if polygon.signed_distance(place).abs() > SHELL_METRES {
                let found = !globe.zones_at(Spot::from(place)).is_empty();
                prop_assert_eq!(found, polygon.contains(place), "{:?}", place);
                let on_grid = !globe.grid().zones_at(Spot::from(place)).is_empty();
                prop_assert_eq!(on_grid, found, "the chart and the grid say the same of {:?}", place);
            }
        }
    }

    #[test]
    fn a_way_over_the_pole_crosses_what_the_shortest_way_crosses(ring in ring(), is_south: bool, start in (-180.0..180.0_f64, 84.3..90.0_f64), steps in prop::collection::vec((-180.0..180.0_f64, 10.0..20_000.0_f64), 1..12)) {
        let ring = mirrored(&ring, is_south);
        let polygon = Polygon::new(std::slice::from_ref(&ring)).unwrap();
        let globe = Globe::of_areas(&[Area::of_positions(&[ring]).unwrap()], &Shape::default()).unwrap();
        // Not out of the chart, where ways are straight on the grid.
        let track: Vec<Position> = walk(start, &steps, is_south).into_iter().take_while(|fix| fix.lat().abs() > 84.0).collect();
        let events = sweep(&globe, std::slice::from_ref(&track), WAYS);
        let mut inside = events.iter().any(|event| event.kind == Kind::InsideAtStart);
        for (row, way) in (1_u64..).zip(track.windows(2)) {
            let own: Vec<&Event> = events.iter().filter(|event| event.row == row && matches!(event.kind, Kind::Enter | Kind::Leave)).collect();
            for share in 0..=20_u32 {
                let fraction = f64::from(share) / 20.0;
                let place = geodesic::along(way[0], way[1], fraction);
                let toggled = own.iter().filter(|event| event.fraction <= fraction).count() % 2 == 1;
                if polygon.signed_distance(place).abs() > 0.4 {
                    prop_assert_eq!(inside ^ toggled, polygon.contains(place), "row {} at {}: {:?}", row, fraction, own);
                }
            }
            inside ^= own.len() % 2 == 1;
        }
    }

    #[test]
    fn nothing_changes_with_a_quarter_turn_or_the_fineness_of_the_index(rings in prop::collection::vec(ring(), 1..4), start in (-180.0..180.0_f64, 82.0..90.0_f64), steps in prop::collection::vec((-180.0..180.0_f64, 10.0..60_000.0_f64), 1..60), turn in 0..4_i32, most_edges in 1..6_usize, cells in 1..400_u32) {
        let turned = |position: &Position| {
            let lon = i64::from(position.lon_e7()) + 900_000_000 * i64::from(turn);
            let lon = (lon + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000;
            Position::from_e7(i32::try_from(lon).unwrap(), position.lat_e7()).unwrap()
        };
        let areas = |rings: &[Vec<Position>]| -> Vec<Area> {
            rings.iter().map(|ring| Area::of_positions(std::slice::from_ref(ring)).unwrap()).collect()
        };
        let tracks = [walk(start, &steps, false), walk((0.0, 30.0), &[(10.0, 500.0)], false), walk(start, &steps, false)];
        let shape = Shape { most_edges: Some(most_edges), window_cells: Some(cells), ..Shape::default() };
        let globe = Globe::of_areas(&areas(&rings), &Shape::default()).unwrap();
        let events = sweep(&globe, &tracks, WAYS);
        let other = Globe::of_areas(&areas(&rings), &shape).unwrap();
        prop_assert_eq!(&sweep(&other, &tracks, WAYS), &events);
        // Whoever stands within rounding of half a turn goes the other way round; a way on the grid only does.
        let rings: Vec<Vec<Position>> = rings.iter().map(|ring| ring.iter().map(turned).collect()).collect();
        let tracks = tracks.map(|track| track.iter().map(turned).collect::<Vec<_>>());
        let globe = Globe::of_areas(&areas(&rings), &Shape::default()).unwrap();
        prop_assert_eq!(sweep(&globe, &tracks, WAYS), events);
    }

    #[test]
    fn away_from_the_poles_a_globe_is_its_grid(lat in -80.0..80.0_f64, lon in -180.0..180.0_f64, steps in prop::collection::vec((-180.0..180.0_f64, 10.0..9_000.0_f64), 1..60)) {
        let ring = vec![at(lon, lat), at(lon + 0.1, lat), at(lon + 0.05, lat + 0.1), at(lon, lat)];
        let globe = Globe::of_areas(&[Area::of_positions(&[ring]).unwrap()], &Shape::default()).unwrap();
        let track = walk((lon, lat), &steps, false);
        let (lon_e7, lat_e7): (Vec<i32>, Vec<i32>) = track.iter().map(|fix| (fix.lon_e7(), fix.lat_e7())).unzip();
        let millis: Vec<i64> = (0..).map(|row: i64| row * 10_000).take(track.len()).collect();
        let objects = vec![0; track.len()];
        let mut plain = Vec::new();
        let mut whole = Sweep::new(globe.grid(), WAYS);
        whole.push(Rows { objects: &objects, millis: &millis, lon_e7: &lon_e7, lat_e7: &lat_e7 }, &mut plain).unwrap();
        whole.finish(&mut plain);
        prop_assert_eq!(sweep(&globe, &[track], WAYS), plain);
    }
}

#[test]
fn straight_over_the_pole_and_not_round_it() {
    // A ring round the pole from 89.5 to 89.8 degrees, and a way across: in and out on both sides. On the grid the way would run
    // along the parallel.
    let circle =
        |lat: f64| -> Vec<Position> { (0..=8).map(|eighth| at(f64::from(eighth) * 45.0, lat)).collect() };
    let area = Area::of_positions(&[circle(89.8), circle(89.9)]).unwrap();
    let globe = Globe::of_areas(&[area], &Shape::default()).unwrap();
    let events = sweep(&globe, &[vec![at(20.0, 89.7), at(-160.0, 89.7)]], WAYS);
    let told: Vec<(Kind, i64)> = events.iter().map(|event| (event.kind, event.millis)).collect();
    let expected = [(Kind::Enter, 1667), (Kind::Leave, 3333), (Kind::Enter, 6667), (Kind::Leave, 8333)];
    assert_eq!(told, expected);
}

#[test]
fn over_a_pole_too_a_jump_has_no_way() {
    let circle =
        |lat: f64| -> Vec<Position> { (0..=8).map(|eighth| at(f64::from(eighth) * 45.0, lat)).collect() };
    let area = Area::of_positions(&[circle(89.8), circle(89.9)]).unwrap();
    let globe = Globe::of_areas(&[area], &Shape::default()).unwrap();
    // 67 km in ten seconds, past all of it, and then 17 km into it; by the parallel it would be 105 km.
    let track = vec![at(20.0, 89.7), at(-160.0, 89.7), at(-160.0, 89.85)];
    let told = |most_mm_s: u32| -> Vec<(Kind, u64, Seen)> {
        let manner = Manner::Ways { most_silence_millis: 600_000, most_mm_s: Some(most_mm_s) };
        let events = sweep(&globe, std::slice::from_ref(&track), manner);
        events
            .iter()
            .filter(|event| event.kind != Kind::InsideAtEnd)
            .map(|event| (event.kind, event.row, event.seen))
            .collect()
    };
    let across = [Kind::Enter, Kind::Leave, Kind::Enter, Kind::Leave].map(|kind| (kind, 1, Seen::Way));
    let into = |seen: Seen| (Kind::Enter, 2, seen);
    assert_eq!(told(6_800_000), [across.as_slice(), &[into(Seen::Way)]].concat());
    assert_eq!(told(6_600_000), [into(Seen::Way)]);
    assert_eq!(told(1_600_000), [into(Seen::Jump)]);
}

#[test]
fn live_goes_over_the_pole_and_not_round_it() {
    let circle =
        |lat: f64| -> Vec<Position> { (0..=8).map(|eighth| at(f64::from(eighth) * 45.0, lat)).collect() };
    let area = Area::of_positions(&[circle(89.8), circle(89.9)]).unwrap();
    let globe = Globe::of_areas(&[area], &Shape::default()).unwrap();
    let track = [at(20.0, 80.0), at(20.0, 89.7), at(-160.0, 89.7), at(-160.0, 80.0), at(-160.0, 79.9)];
    let mut columns = Columns::default();
    (0..).zip(track).for_each(|(turn, fix)| columns.push(0, turn * 10_000, fix));
    let told = |events: &[Event]| -> Vec<(Kind, i64)> {
        events.iter().map(|event| (event.kind, event.millis)).collect()
    };
    let (mut events, mut late) = (Vec::new(), Vec::new());
    let mut live = globe.live(WAYS, 1);
    live.push(columns.rows(0, 5), &mut events, &mut late).unwrap();
    live.finish(&mut events);
    let expected =
        [(Kind::Enter, 11_667), (Kind::Leave, 13_333), (Kind::Enter, 16_667), (Kind::Leave, 18_333)];
    assert_eq!(told(&events), expected);
    // On the grid alone the way runs round the pole along the parallel, and crosses nothing.
    let (mut events, mut live) = (Vec::new(), Live::new(globe.grid(), WAYS, 1));
    live.push(columns.rows(0, 5), &mut events, &mut late).unwrap();
    live.finish(&mut events);
    assert_eq!(told(&events), []);
}

#[test]
fn near_a_pole_too_a_row_that_is_wrong_is_named_and_counts_as_if_it_had_not_come() {
    let ring = vec![at(0.0, 85.0), at(90.0, 85.0), at(180.0, 85.0), at(-90.0, 85.0), at(0.0, 85.0)];
    let globe = Globe::of_areas(&[Area::of_positions(&[ring]).unwrap()], &Shape::default()).unwrap();
    let (mut events, mut late) = (Vec::new(), Vec::new());
    let mut live = globe.live(WAYS, 2);
    let rows =
        Rows { objects: &[0, 2, 0], millis: &[0, 1, 2], lon_e7: &[0; 3], lat_e7: &[890_000_000, 0, 0] };
    let unknown = SweepError::UnknownObject { row: 1, object: 2, most: 2 };
    assert_eq!(live.push(rows, &mut events, &mut late), Err(unknown));
    let beyond = Rows { objects: &[0, 1, 0], lat_e7: &[890_000_000, 900_000_001, 0], ..rows };
    assert_eq!(live.push(beyond, &mut events, &mut late), Err(SweepError::NotOnEarth(2)));
    assert_eq!((events.len(), live.work().rows, late), (1, 2, vec![]));
}

#[test]
fn an_area_round_the_south_pole_holds_nothing_round_the_north() {
    let ring =
        |lat: f64| -> Vec<Position> { (0..=4).map(|quarter| at(f64::from(quarter) * 90.0, lat)).collect() };
    // All south of 60 degrees north, which goes round both poles' charts; and all south of 60 degrees south.
    let most = Area::of_positions(&[ring(-60.0)]).unwrap();
    let globe = Globe::of_areas(&[most], &Shape::default()).unwrap();
    let zones = |lat: f64| -> BTreeSet<usize> {
        (-180..180).step_by(30).map(|lon| globe.zones_at(Spot::from(at(f64::from(lon), lat))).len()).collect()
    };
    assert_eq!(
        [zones(-90.0), zones(-85.0), zones(-59.0), zones(85.0), zones(90.0)]
            .map(|found| found.into_iter().collect::<Vec<_>>()),
        [vec![1], vec![1], vec![0], vec![0], vec![0]]
    );
}
