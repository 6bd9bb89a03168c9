//! What rows may be swept, which may be left out, and that what cannot be is named and what came before is told.

use super::*;

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
