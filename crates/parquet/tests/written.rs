//! What is sorted and written comes back as it was, in order, with boxes that hold it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that is not as it should be"
)]

use armistice_earth::Position;
use armistice_facts::{Fix, Height, HeightDatum, Instant};
use armistice_parquet::{Batch, Sorter, Sorting, Table, Writer, WriterError};
use bytes::Bytes;
use proptest::prelude::*;

const DATUMS: [HeightDatum; 4] =
    [HeightDatum::Amsl, HeightDatum::Agl, HeightDatum::Barometric, HeightDatum::Ellipsoid];

fn fix() -> impl Strategy<Value = Fix> {
    let place = (-1_800_000_000..=1_800_000_000_i32, -900_000_000..=900_000_000_i32);
    let height = proptest::option::of((-500_000..20_000_000_i64, 0..4_usize));
    let speed = proptest::option::of(any::<u32>());
    // Few objects and times, so that several rows have the same.
    ("[a-c]{0,2}é?x", 0..50_i64, place, 0..2000_u32, height, speed, any::<u64>()).prop_map(
        |(object, seconds, (lon, lat), error_metres, height, speed_mm_s, row)| Fix {
            object,
            time: Instant::from_millis(seconds * 1000 - 7).unwrap(),
            position: Position::from_e7(lon, lat).unwrap(),
            error_metres,
            height: height.map(|(millimetres, datum)| Height { millimetres, datum: DATUMS[datum] }),
            speed_mm_s,
            row,
        },
    )
}

fn in_order(mut fixes: Vec<Fix>) -> Vec<Fix> {
    fixes.sort_by(|one, other| (&one.object, one.time, one.row).cmp(&(&other.object, other.time, other.row)));
    fixes
}

fn written(fixes: &[Fix]) -> Result<Table<Bytes>, WriterError> {
    let mut writer = Writer::new(Vec::new())?;
    for fix in fixes {
        writer.push(fix)?;
    }
    Ok(Table::open(Bytes::from(writer.finish()?), "t", &[], None).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Segments have the same layout, and are written without the library.
    #[test]
    fn segments_are_read_by_the_library_as_by_their_own_reader(fixes in proptest::collection::vec(fix(), 0..300)) {
        let bytes = armistice_segment::write(fixes);
        let table = Table::open(Bytes::from(bytes.clone()), "t", &[], None).unwrap();
        prop_assert!(table.says_sorted());
        let mut read: Vec<Fix> = table.fixes(|_| true).map(Result::unwrap).collect();
        let segment = armistice_segment::Segment::open(&bytes).unwrap();
        let mut own: Vec<Fix> = (0..segment.groups()).flat_map(|group| segment.fixes(group).unwrap()).collect();
        // Both count rows their own way.
        read.iter_mut().chain(&mut own).for_each(|fix| fix.row = 0);
        prop_assert_eq!(read, own);
    }

    #[test]
    fn runs_in_files_give_the_same_order_as_memory(fixes in proptest::collection::vec(fix(), 0..300), run in 1..40_usize) {
        let mut sorter = Sorter::with_runs_of(&std::env::temp_dir(), run);
        for fix in &fixes {
            sorter.push(fix.clone()).unwrap();
        }
        let sorted: Vec<Fix> = sorter.finish().unwrap().map(Result::unwrap).collect();
        // Rows with one object, time and number may stand in any order, but none is lost.
        let key = |fix: &Fix| (fix.object.clone(), fix.time, fix.row);
        prop_assert_eq!(sorted.iter().map(key).collect::<Vec<_>>(), in_order(fixes.clone()).iter().map(key).collect::<Vec<_>>());
        for fix in &fixes {
            let count = |list: &[Fix]| list.iter().filter(|one| *one == fix).count();
            prop_assert_eq!(count(&sorted), count(&fixes));
        }
    }

    #[test]
    fn what_is_written_comes_back_as_it_was(fixes in proptest::collection::vec(fix(), 0..60)) {
        let fixes = in_order(fixes);
        let table = written(&fixes).unwrap();
        let read: Vec<Fix> = table.fixes(|_| true).map(Result::unwrap).collect();
        let numbered = (1..).zip(fixes.iter().cloned()).map(|(row, fix)| Fix { row, ..fix });
        let numbered: Vec<Fix> = numbered.collect();
        prop_assert_eq!(read, numbered.as_slice());
        let mut batches = table.fix_batches(|_| true);
        let (mut batch, mut rejects, mut columns) = (Batch::default(), Vec::new(), Vec::new());
        while batches.next_into(&mut batch, &mut rejects) {
            prop_assert_eq!(batch.listed(), &[] as &[u64], "nothing is read row by row");
            columns.extend((0..batch.len()).map(|at| batch.fix(at, batches.names()).unwrap()));
        }
        prop_assert_eq!((columns, rejects), (numbered, Vec::new()));
        prop_assert_eq!(table.order(|_| true), Sorting::ByObject);
        if let Some(extent) = (table.group_count() > 0).then(|| table.extent(0).unwrap()) {
            for fix in &fixes {
                let (lon, lat) = (fix.position.lon(), fix.position.lat());
                prop_assert!(extent.west - 1e-9 <= lon && lon <= extent.east + 1e-9);
                prop_assert!(extent.south - 1e-9 <= lat && lat <= extent.north + 1e-9);
            }
        }
    }
}

#[test]
fn a_row_that_comes_before_the_last_one_is_refused() {
    let at = |object: &str, seconds: i64| Fix {
        object: object.to_owned(),
        time: Instant::from_millis(seconds * 1000).unwrap(),
        position: Position::from_e7(0, 0).unwrap(),
        error_metres: 0,
        height: None,
        speed_mm_s: None,
        row: 3,
    };
    assert_eq!(written(&[at("a", 1), at("a", 1), at("b", 0)]).unwrap().rows(), 3);
    for later in [at("a", 0), at("A", 9)] {
        let error = written(&[at("a", 1), later]).unwrap_err().to_string();
        assert!(error.contains("comes after a later row; sort the rows by object and time"), "{error}");
    }
}

#[test]
fn positions_take_few_bytes_and_groups_hold_few_objects() {
    // Ten ships that report every ten seconds, going about 5 m/s.
    let fixes = (0..10).flat_map(|ship: i32| {
        (0..30_000_i32).map(move |step| Fix {
            object: format!("44010000{ship}"),
            time: Instant::from_millis(i64::from(step) * 10_000).unwrap(),
            position: Position::from_e7(
                1_265_000_000 + ship * 1_000_000 + step * 57,
                375_000_000 + step * 13,
            )
            .unwrap(),
            error_metres: 10,
            height: None,
            speed_mm_s: None,
            row: 0,
        })
    });
    let mut writer = Writer::new(Vec::new()).unwrap();
    fixes.for_each(|fix| writer.push(&fix).unwrap());
    let bytes = writer.finish().unwrap();
    assert!(bytes.len() < 300_000, "{}", bytes.len());
    let table = Table::open(Bytes::from(bytes), "t", &[], None).unwrap();
    assert_eq!((table.rows(), table.group_count()), (300_000, 5));
    let widest = table.extent(0).unwrap();
    assert!(widest.east - widest.west < 1.0, "{widest:?}");
}

/// Rows of more than a group and of many batches: standing still, going evenly, unevenly, and to and fro over half the earth.
#[test]
fn many_rows_are_the_same_as_columns_and_one_by_one() {
    let far = |row: u32| (row.wrapping_mul(2_654_435_761) >> 1).cast_signed();
    let fixes: Vec<Fix> = (0..70_000_u32)
        .map(|row| {
            let lon = match row / 1000 % 4 {
                0 => 5,
                1 => row.cast_signed() * 7,
                2 => far(row) % 90_000,
                _ => far(row) % 1_800_000_000,
            };
            let millis = i64::from(row) * 1000 + i64::from(far(row) % (1 << (row / 5000)));
            Fix {
                object: "a".to_owned(),
                time: Instant::from_millis(millis * i64::from(1 + row / 60_000 * 1000)).unwrap(),
                position: Position::from_e7(lon, -lon / 2).unwrap(),
                error_metres: 0,
                height: None,
                speed_mm_s: None,
                row: u64::from(row) + 1,
            }
        })
        .collect();
    let fixes = in_order(fixes);
    let table = written(&fixes).unwrap();
    let (mut batches, mut batch, mut rejects) = (table.batches(|_| true), Batch::default(), Vec::new());
    let mut at = 0;
    while batches.next_into(&mut batch, &mut rejects) {
        for place in 0..batch.len() {
            let fix = &fixes[at];
            let found = (batch.millis[place], batch.lon_e7[place], batch.lat_e7[place]);
            assert_eq!(found, (fix.time.millis(), fix.position.lon_e7(), fix.position.lat_e7()), "row {at}");
            at += 1;
        }
    }
    assert_eq!((at, rejects.len()), (fixes.len(), 0));
}
