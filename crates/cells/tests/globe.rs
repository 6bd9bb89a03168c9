//! What lies near the poles, against the plain geometry of `armistice-earth`, which knows nothing of charts.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what is wrong by failing")]

use std::collections::BTreeSet;

use armistice_cells::{Area, Event, Globe, Kind, Manner, Rows, Shape, Spot, Sweep};
use armistice_earth::{Polygon, Position, geodesic};
use proptest::prelude::*;

const WAYS: Manner = Manner::Ways { most_silence_millis: 600_000 };
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

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
