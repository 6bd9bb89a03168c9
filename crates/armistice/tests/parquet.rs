//! Parquet as people use it: converted, screened as CSV is, sorted where it is not, and passed over where that is asked for.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const AGREEMENT: &str = r#"# A square and a line, an invented example {#example}

```terms
agreement "A square and a line" between North, South signed 1 January 2020
  binding politically authentic in en time zone "UTC" vocabulary "military-1" month ends refused
  findings need reported.
party North is "North, an invented party".
party South is "South, an invented party".
```

## Article 1 Places {#art_1}

> [en] Warships keep out of the square. Nobody crosses the line.

```terms
zone square is file "geo.json#square".
line parallel is file "geo.json#line" accuracy 100 m.
keep-out: each party must not enter warships in square.
no-crossing: no one may cross in parallel.
```
"#;

const GEOMETRY: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"square","properties":{},"geometry":{"type":"Polygon","coordinates":
  [[[0,0],[0.1,0],[0.1,0.1],[0,0.1],[0,0]]]}},
{"type":"Feature","id":"line","properties":{"left":"North","right":"South"},"geometry":
  {"type":"LineString","coordinates":[[0,0.5],[1,0.5]]}}]}"#;

/// A folder with the agreement, and what the program says when it is run there.
struct Desk(TempDir);

struct Said {
    code: i32,
    out: String,
    talk: String,
}

impl Desk {
    fn new() -> Self {
        let desk = Desk(tempfile::tempdir().unwrap());
        desk.put("example.agreement.md", AGREEMENT);
        desk.put("geo.json", GEOMETRY);
        desk
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(arguments)
            .env("NO_COLOR", "1")
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { code: output.status.code().unwrap(), out: text(output.stdout), talk: text(output.stderr) }
    }

    /// All that is told as one object, without the files that passages were read from.
    fn whole(&self, arguments: &[&str]) -> Value {
        let said = self.run(&[&["screen", ".", "--format", "json"], arguments].concat());
        let mut whole: Value = serde_json::from_str(&said.out).unwrap();
        for passage in whole.get_mut("passages").unwrap().as_array_mut().unwrap() {
            passage.as_object_mut().unwrap().remove("source");
        }
        whole
    }

    /// The passages, without the files that they were read from.
    fn passages(&self, arguments: &[&str]) -> Vec<Value> {
        let said = self.run(&[&["screen", ".", "--format", "ndjson"], arguments].concat());
        let passage = |line: &str| {
            let mut passage: Value = serde_json::from_str(line).unwrap();
            passage.as_object_mut().unwrap().remove("source");
            passage
        };
        said.out.lines().map(passage).collect()
    }
}

/// A file that another program wrote.
fn foreign(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../parquet/tests/data").join(name)
}

/// Ships that go round the square and the line, and one that stays far away for very long, gone silent once.
fn voyages() -> String {
    let mut table = "MMSI,BaseDateTime,LAT,LON,SOG\n".to_owned();
    let mut row = |ship: u32, second: u32, lat: f64, lon: f64| {
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        writeln!(
            table,
            "{ship},2020-06-0{}T{:02}:{minute:02}:{second:02},{lat:.6},{lon:.6},9",
            1 + hour / 24,
            hour % 24
        )
        .unwrap();
    };
    for second in (0..40_000).step_by(20) {
        let angle = f64::from(second) / 2000.0;
        row(100, second, 0.05 + 0.08 * angle.sin(), 0.05 + 0.08 * angle.cos());
        row(300, second, 0.5 + 0.02 * angle.sin(), 0.5);
    }
    // Row groups hold 65,536 rows: this ship is in five of them, and in the last it comes to the square.
    for second in 0..300_000_u32 {
        if !(150_000..152_000).contains(&second) {
            let lon = 3.0 - f64::from(second.saturating_sub(279_000)) * 0.000_15;
            row(200, second, 0.05, lon);
        }
    }
    table
}

#[test]
fn a_converted_table_gives_the_same_passages_and_far_groups_need_not_be_read() {
    let desk = Desk::new();
    desk.put("voyages.csv", &voyages());
    let said = desk.run(&["convert", "voyages.csv", "voyages.parquet"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.talk);
    assert!(said.talk.starts_with("302000 rows of 1 file in voyages.parquet: "), "{}", said.talk);
    let told = desk.passages(&["voyages.csv"]);
    assert_eq!(desk.passages(&["voyages.parquet"]), told);
    assert_eq!(desk.whole(&["voyages.parquet"]), desk.whole(&["voyages.csv"]));

    let said = desk.run(&["screen", ".", "voyages.parquet", "--skip-far", "--format", "json"]);
    let near: Value = serde_json::from_str(&said.out).unwrap();
    let passed = near["rows_passed_over"].as_u64().unwrap();
    assert_eq!(passed, 65_536, "{}", said.talk);
    assert!(said.talk.contains("more than 20 km from every zone and line"), "{}", said.talk);
    // What is lost is the silence far away.
    let is_gap = |passage: &&Value| passage["kind"] == "gap";
    assert_eq!(told.iter().filter(is_gap).count(), 1);
    let skipped = desk.passages(&["voyages.parquet", "--skip-far"]);
    assert_eq!(skipped, told.into_iter().filter(|passage| !is_gap(&passage)).collect::<Vec<_>>());
}

/// Two objects that go through a square, as the foreign files have them.
const PAIR: &str = "MMSI,BaseDateTime,LAT,LON,SOG
440100,2018-11-01T00:00:00.5,37.50,126.50,
440100,2018-11-01T00:00:10.5,37.51,126.49,
440100,2018-11-01T00:00:20.5,37.52,126.48,
440101,2018-11-01T00:00:00.5,37.53,126.47,
440101,2018-11-01T00:00:10.5,37.54,126.46,
440101,2018-11-01T00:00:20.5,37.55,126.45,
";

#[test]
fn the_same_rows_in_any_form_give_the_same_answers() {
    let desk = Desk::new();
    let corners = "[[[126.466,37.505],[126.494,37.505],[126.494,37.534],[126.466,37.534],[126.466,37.505]]]";
    desk.put("geo.json", &GEOMETRY.replace("[[[0,0],[0.1,0],[0.1,0.1],[0,0.1],[0,0]]]", corners));
    desk.put("pair.csv", PAIR);
    assert_eq!(desk.run(&["convert", "pair.csv", "pair.parquet"]).code, 0);
    // So fast goes no ship, but nothing is to break.
    let told = |name: &str| desk.whole(&[name, "--jump-knots", "1000"]);
    let wanted = told("pair.csv");
    let kinds: Vec<&Value> =
        wanted["passages"].as_array().unwrap().iter().map(|passage| &passage["kind"]).collect();
    assert_eq!(kinds, ["stay", "leave", "enter", "stay"]);
    assert_eq!(told("pair.parquet"), wanted);
    let foreign_files = [
        "codec-snappy",
        "codec-zstd",
        "page-v2",
        "delta",
        "groups",
        "interleaved",
        "unsorted",
        "stamp-us",
        "stamp-int96",
        "epoch-ms",
        "text-zone",
        "whole-object",
        "real-object",
        "decimal",
        "geo-wkb",
        "geo-point",
        "by-polars",
        "by-duckdb",
    ];
    for name in foreign_files.map(|name| format!("{name}.parquet")) {
        fs::copy(foreign(&name), desk.0.path().join(&name)).unwrap();
        assert_eq!(told(&name), wanted, "{name}");
    }
}

#[test]
fn files_whose_times_run_into_each_other_give_the_same_as_columns_and_as_rows() {
    let desk = Desk::new();
    let mut files =
        ["MMSI,BaseDateTime,LAT,LON,SOG\n".to_owned(), "MMSI,BaseDateTime,LAT,LON,SOG\n".to_owned()];
    for step in 0..1500_u32 {
        for ship in 0..3_u32 {
            let (hour, minute, second) = (step / 120, step / 2 % 60, step % 2 * 30);
            let angle = f64::from(step) / 60.0 + f64::from(ship);
            let (lat, lon) = (0.05 + 0.06 * angle.sin(), 0.05 + 0.06 * angle.cos() + f64::from(ship) * 0.3);
            // In the middle each file has every other row, and a few rows stand in both.
            let is_first = if (600..900).contains(&step) { step % 2 == 0 } else { step < 600 };
            let row = format!("{ship},2020-06-01T{hour:02}:{minute:02}:{second:02},{lat:.6},{lon:.6},9\n");
            files[usize::from(!is_first)].push_str(&row);
            if step % 100 == 50 {
                files[usize::from(is_first)].push_str(&row);
            }
        }
    }
    for (name, text) in ["one", "two"].into_iter().zip(&files) {
        desk.put(&format!("{name}.csv"), text);
        let said = desk.run(&["convert", &format!("{name}.csv"), &format!("{name}.parquet")]);
        assert_eq!(said.code, 0, "{}", said.talk);
    }
    for late in ["3600", "1000000", "30"] {
        let told = |names: [&str; 2]| desk.whole(&[names[0], names[1], "--late-seconds", late]);
        let wanted = told(["one.csv", "two.csv"]);
        assert!(wanted["passages"].as_array().unwrap().len() > 20, "{wanted}");
        for names in [["one.parquet", "two.parquet"], ["one.csv", "two.parquet"], ["one.parquet", "two.csv"]]
        {
            assert_eq!(told(names), wanted, "{names:?} {late}");
        }
    }
}

#[test]
fn rows_in_any_order_are_sorted_before_they_are_followed() {
    let desk = Desk::new();
    for name in ["unsorted.parquet", "groups.parquet", "interleaved.parquet"] {
        fs::copy(foreign(name), desk.0.path().join(name)).unwrap();
    }
    // Seconds apart are too late, if late is not allowed.
    let strict = |name| desk.run(&["screen", ".", name, "--late-seconds", "0", "--format", "json"]);
    let counts = |said: &Said| {
        let whole: Value = serde_json::from_str(&said.out).unwrap();
        ["rows", "fixes", "objects", "fixes_set_aside"].map(|name| whole[name].as_u64().unwrap())
    };
    for name in ["unsorted.parquet", "groups.parquet", "interleaved.parquet"] {
        let said = strict(name);
        assert_eq!((said.code, counts(&said)), (0, [6, 6, 2, 0]), "{name}: {}", said.talk);
    }
    let said = desk.run(&["convert", "unsorted.parquet", "sorted.parquet"]);
    assert_eq!(said.code, 0, "{}", said.talk);
    assert_eq!(counts(&strict("sorted.parquet")), [6, 6, 2, 0]);
}

#[test]
fn bad_rows_and_bad_files_are_told_as_those_of_csv_are() {
    let desk = Desk::new();
    fs::copy(foreign("bad-rows.parquet"), desk.0.path().join("bad.parquet")).unwrap();
    fs::copy(foreign("stamp-naive.parquet"), desk.0.path().join("naive.parquet")).unwrap();
    desk.put("torn.parquet", "PAR1 torn");
    let said =
        desk.run(&["screen", ".", "bad.parquet", "naive.parquet", "torn.parquet", "--rejects", "r.ndjson"]);
    assert_eq!(said.code, 1);
    insta::assert_snapshot!("parquet_bad_rows", said.talk);
    assert_eq!(fs::read_to_string(desk.0.path().join("r.ndjson")).unwrap().lines().count(), 10);
    let said = desk.run(&["screen", ".", "naive.parquet", "--zone", "UTC"]);
    assert_eq!(said.code, 0, "{}", said.talk);
}

#[test]
fn what_cannot_be_converted_leaves_nothing_behind() {
    let desk = Desk::new();
    desk.put("a.csv", "MMSI,BaseDateTime,LAT,LON,SOG\n7,2020-06-01T00:00:00,0.5,0.5,1\n");
    desk.put("there.parquet", "something");
    desk.put("torn.parquet", "PAR1 torn");
    let why = |arguments: &[&str]| {
        let said = desk.run(&[&["convert"], arguments].concat());
        assert_eq!(said.code, 2, "{}", said.talk);
        said.talk
    };
    let told = [
        why(&["a.csv", "there.parquet"]),
        why(&["a.csv", "b.csv"]),
        why(&["torn.parquet", "new.parquet"]),
        why(&["a.csv", "nowhere/new.parquet"]),
    ];
    insta::assert_snapshot!("cannot_convert", told.join("\n"));
    assert_eq!(fs::read_to_string(desk.0.path().join("there.parquet")).unwrap(), "something");
    assert!(!desk.0.path().join("new.parquet").exists());
    let said = desk.run(&["convert", "a.csv", "there.parquet", "--force"]);
    assert_eq!(said.code, 0, "{}", said.talk);
}

#[test]
fn the_help_of_convert_says_what_is_written() {
    let said = Desk::new().run(&["convert", "--help"]);
    assert!(said.out.lines().all(|line| line.chars().count() <= 100));
    insta::assert_snapshot!("convert_help", said.out);
}
