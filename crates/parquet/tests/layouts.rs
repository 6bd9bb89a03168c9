//! Files that other programs wrote (`data/make.py`): whatever their layout, the same six positions come out of them.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::fs::File;
use std::path::Path;

use armistice_facts::Fix;
use armistice_feeds::Reject;
use armistice_feeds::tracks::Profile;
use armistice_parquet::{Batch, Sorting, Table};

fn open(name: &str, zone: Option<&str>) -> Result<Table<File>, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(format!("{name}.parquet"));
    let file = File::open(&path).unwrap();
    Table::open(file, "t.parquet", &Profile::shipped(), zone).map_err(|error| error.to_string())
}

fn read(name: &str, zone: Option<&str>) -> (Vec<Fix>, Vec<Reject>) {
    let table = open(name, zone).unwrap();
    let (mut fixes, mut rejects) = (Vec::new(), Vec::new());
    for row in table.fixes(|_| true) {
        match row {
            Ok(fix) => fixes.push(fix),
            Err(reject) => rejects.push(reject),
        }
    }
    (fixes, rejects)
}

/// All that a fix holds, read as columns.
fn in_columns<R: parquet::file::reader::ChunkReader + 'static>(table: &Table<R>) -> (Vec<Fix>, Vec<Reject>) {
    let mut batches = table.fix_batches(|_| true);
    let (mut batch, mut rejects, mut fixes) = (Batch::default(), Vec::new(), Vec::new());
    while batches.next_into(&mut batch, &mut rejects) {
        fixes.extend((0..batch.len()).map(|at| batch.fix(at, batches.names()).unwrap()));
    }
    (fixes, rejects)
}

/// What the script put in, with times cut to whole seconds or not.
fn expected(is_whole: bool) -> Vec<(String, String, i32, i32, u64)> {
    let fraction = if is_whole { "" } else { ".5" };
    (0..6)
        .map(|n| {
            let time = format!("2018-11-01T00:00:{:02}{fraction}Z", n % 3 * 10);
            let place = (375_000_000 + 100_000 * n, 1_265_000_000 - 100_000 * n);
            ((440_100 + n / 3).to_string(), time, place.0, place.1, u64::try_from(n).unwrap() + 1)
        })
        .collect()
}

fn told(fixes: &[Fix]) -> Vec<(String, String, i32, i32, u64)> {
    let told = |fix: &Fix| {
        let position = fix.position;
        (fix.object.clone(), fix.time.to_string(), position.lat_e7(), position.lon_e7(), fix.row)
    };
    fixes.iter().map(told).collect()
}

#[test]
fn every_layout_gives_the_same_positions() {
    let names = [
        "codec-none",
        "codec-snappy",
        "codec-gzip",
        "codec-zstd",
        "codec-brotli",
        "codec-lz4",
        "page-v2",
        "delta",
        "split",
        "groups",
        "stamp-ms",
        "stamp-us",
        "stamp-ns",
        "stamp-int96",
        "epoch-ms",
        "epoch-us",
        "epoch-ns",
        "epoch-real",
        "text-zone",
        "decimal",
        "text-degrees",
        "whole-object",
        "real-object",
        "geo-wkb",
        "geo-point",
        "by-polars",
        "by-duckdb",
    ];
    for name in names {
        let (fixes, rejects) = read(name, None);
        assert_eq!(rejects, [], "{name}");
        assert_eq!(told(&fixes), expected(false), "{name}");
    }
    for name in ["stamp-s", "epoch-s"] {
        assert_eq!(told(&read(name, None).0), expected(true), "{name}");
    }
}

#[test]
fn single_precision_moves_a_position_by_no_more_than_a_metre() {
    let (fixes, _) = read("f32", None);
    for (fix, (.., lat, lon, _)) in fixes.iter().zip(expected(false)) {
        let moved = (fix.position.lat_e7() - lat).abs().max((fix.position.lon_e7() - lon).abs());
        assert!(moved > 0 || lat % 5_000_000 == 0, "{fix:?}");
        assert!(moved < 90, "{fix:?}");
    }
}

#[test]
fn times_without_a_zone_need_one_that_somebody_names() {
    let error = open("stamp-naive", None).unwrap_err();
    assert_eq!(
        error,
        "cannot use `t.parquet`: the times of the column `t` are those of a clock whose zone nobody names; \
         say it with --zone UTC (or +09:00), or in a profile"
    );
    assert_eq!(told(&read("stamp-naive", Some("UTC")).0), expected(false));
    assert_eq!(told(&read("text-naive", Some("UTC")).0), expected(false));
    assert_eq!(read("stamp-naive", Some("+09:00")).0[0].time.to_string(), "2018-10-31T15:00:00.5Z");
    assert_eq!(read("text-naive", Some("+09:00")).0[0].time.to_string(), "2018-10-31T15:00:00.5Z");
    assert!(read("text-naive", None).1[0].reason.contains("names no zone"));
    assert!(open("stamp-naive", Some("Mars")).unwrap_err().contains("`Mars` is no zone"));
}

#[test]
fn what_a_row_lacks_is_told_and_the_others_are_read() {
    let (fixes, rejects) = read("bad-rows", None);
    assert_eq!(fixes.iter().map(|fix| fix.row).collect::<Vec<_>>(), [9]);
    let told: Vec<String> =
        rejects.iter().map(|one| format!("{} {} | {}", one.row, one.reason, one.text)).collect();
    insta::assert_snapshot!(told.join("\n"));
    let (fixes, rejects) = read("bad-points", None);
    assert_eq!(fixes.len(), 1);
    let told: Vec<String> =
        rejects.iter().map(|one| format!("{} {} | {}", one.row, one.reason, one.text)).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_file_without_positions_is_refused_with_what_it_lacks() {
    let why = [open("no-place", None), open("geo-utm", None)].map(Result::unwrap_err).join("\n");
    insta::assert_snapshot!(why);
}

/// What is read as columns is what is read row by row, from every file here, and refused for the same reasons.
#[test]
fn columns_tell_what_rows_tell() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            entry.unwrap().file_name().into_string().unwrap().strip_suffix(".parquet").map(str::to_owned)
        })
        .collect();
    names.sort();
    let mut compared = 0;
    for name in names {
        let Ok(table) = open(&name, Some("+09:00")) else { continue };
        let (wanted, wanted_rejects) = read(&name, Some("+09:00"));
        let mut batches = table.batches(|_| true);
        let (mut batch, mut rejects, mut found) = (Batch::default(), Vec::new(), Vec::new());
        while batches.next_into(&mut batch, &mut rejects) {
            for at in 0..batch.len() {
                let object = batches.names().of(batch.objects[at]).unwrap().to_owned();
                found.push((object, batch.millis[at], batch.lat_e7[at], batch.lon_e7[at], batch.row(at)));
            }
        }
        let told = |fix: &Fix| {
            let position = fix.position;
            (fix.object.clone(), fix.time.millis(), position.lat_e7(), position.lon_e7(), fix.row)
        };
        assert_eq!(found, wanted.iter().map(told).collect::<Vec<_>>(), "{name}");
        let reasons = |rejects: &[Reject]| -> Vec<(u64, String)> {
            rejects.iter().map(|reject| (reject.row, reject.reason.clone())).collect()
        };
        assert_eq!(reasons(&rejects), reasons(&wanted_rejects), "{name}");
        let (whole, rejects) = in_columns(&table);
        assert_eq!(whole, wanted, "{name}");
        assert_eq!(rejects, wanted_rejects, "{name}");
        compared += found.len();
    }
    assert!(compared > 150, "{compared}");
}

#[test]
fn the_order_of_rows_is_seen_in_the_rows() {
    let order = |name| open(name, None).unwrap().order(|_| true);
    assert_eq!(order("groups"), Sorting::ByObject);
    assert_eq!(order("interleaved"), Sorting::Interleaved);
    assert_eq!(order("unsorted"), Sorting::Unsorted);
}

#[test]
fn only_the_groups_that_are_asked_for_are_read_and_rows_keep_their_number() {
    let table = open("groups", None).unwrap();
    assert_eq!((table.rows(), table.group_count(), table.rows_of(1)), (6, 3, 2));
    let rows: Vec<u64> = table.fixes(|group| *group != 1).map(|fix| fix.unwrap().row).collect();
    assert_eq!(rows, [1, 2, 5, 6]);
    let extent = table.extent(1).unwrap();
    assert_eq!((extent.south, extent.north), (37.52, 37.53));
    assert_eq!((extent.west, extent.east), (126.47, 126.48));
}
