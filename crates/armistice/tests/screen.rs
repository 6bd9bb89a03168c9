//! `armistice screen` as people run it: small tables, what goes to which channel, exit codes, and bad input.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use tempfile::TempDir;

const HEADER: &str = "Time,MMSI,Latitude_degrees,Longitude_degrees,COG_degrees,SOG_knots\n";

/// Two ships pass an invented square and an invented line; the second falls silent.
const TRACKS: &str = "\
2020-06-01 12:00:00,100,0.05,-0.005,90,20
2020-06-01 12:01:40,100,0.05,0.005,90,20
2020-06-01 12:03:20,100,0.05,0.095,90,20
2020-06-01 12:05:00,100,0.05,0.105,90,20
2020-06-01 12:00:00,200,0.49,0.5,0,20
2020-06-01 12:00:00,200,0.49,0.5,0,20
2020-06-01 12:02:00,200,0.51,0.5,0,20
2020-06-01 12:30:00,200,0.53,0.5,0,20
";

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
zone later is to be decided by commission.
body commission is "Joint commission" of North, South.
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
struct Desk {
    folder: TempDir,
}

struct Said {
    code: i32,
    out: String,
    talk: String,
}

impl Desk {
    fn new() -> Self {
        let desk = Desk { folder: tempfile::tempdir().unwrap() };
        desk.put("example.agreement.md", AGREEMENT.as_bytes());
        desk.put("geo.json", GEOMETRY.as_bytes());
        desk.put("good.csv", format!("{HEADER}{TRACKS}").as_bytes());
        desk
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn screen(&self, arguments: &[&str]) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .arg("screen")
            .args(arguments)
            .env("NO_COLOR", "1")
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { code: output.status.code().unwrap(), out: text(output.stdout), talk: text(output.stderr) }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn passages_go_to_standard_output_and_counts_to_standard_error() {
    let said = Desk::new().screen(&["example.agreement.md", "good.csv"]);
    assert_eq!(said.code, 0, "{}", said.talk);
    insta::assert_snapshot!("table", said.out);
    insta::assert_snapshot!("talk", said.talk);
    assert!(said.out.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn every_line_of_ndjson_follows_the_schema() {
    let schemas = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemas"));
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(schemas.join("passage.schema.json")).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let said = Desk::new().screen(&[".", "good.csv", "--format", "ndjson", "--jump-knots", "50"]);
    let lines: Vec<Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for line in &lines {
        assert!(validator.is_valid(line), "{line}");
    }
    let mut kinds: Vec<_> = lines.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, ["cross", "enter", "gap", "jump", "leave", "stay"]);
    // The schema is strict: a line with a member too many, or one too few, does not follow it.
    let mut odd = lines[0].clone();
    odd["extra"] = Value::Null;
    assert!(!validator.is_valid(&odd));
}

#[test]
fn a_crossing_tells_the_line_the_side_and_the_norm() {
    let said = Desk::new().screen(&[".", "good.csv", "--format", "ndjson"]);
    let cross = said.out.lines().find(|line| line.contains("\"cross\"")).unwrap();
    let cross: Value = serde_json::from_str(cross).unwrap();
    assert_eq!((&cross["line"], &cross["direction"]), (&"parallel".into(), &"right".into()));
    assert_eq!((&cross["norm"], &cross["time"]), (&"no-crossing".into(), &"2020-06-01T12:01:00Z".into()));
    assert_eq!((&cross["certainty"], &cross["interpolated"]), (&"certain".into(), &true.into()));
}

#[test]
fn csv_and_json_hold_the_same_passages() {
    let desk = Desk::new();
    let json: Value = serde_json::from_str(&desk.screen(&[".", "good.csv", "--format", "json"]).out).unwrap();
    assert_eq!((&json["rows"], &json["repeats"], &json["objects"]), (&8.into(), &1.into(), &2.into()));
    let csv = desk.screen(&[".", "good.csv", "--format", "csv"]).out;
    assert_eq!(csv.lines().count(), json["passages"].as_array().unwrap().len() + 1);
    assert!(csv.starts_with("kind,object,zone,line,norm,time,interpolated,lon,lat,"));
}

#[test]
fn the_same_input_gives_the_same_bytes_in_any_order_of_files() {
    let desk = Desk::new();
    let rows: Vec<_> = TRACKS.lines().collect();
    let part = |rows: &[&str]| format!("{HEADER}{}\n", rows.join("\n"));
    desk.put("one.csv.gz", &gzip(part(&rows[..3]).as_bytes()));
    desk.put("two.csv", part(&rows[3..]).as_bytes());
    let without_source = |said: Said| -> Vec<Value> {
        said.out
            .lines()
            .map(|line| {
                let mut line: Value = serde_json::from_str(line).unwrap();
                line.as_object_mut().unwrap().remove("source");
                line
            })
            .collect()
    };
    let whole = without_source(desk.screen(&[".", "good.csv", "--format", "ndjson"]));
    for files in [["one.csv.gz", "two.csv"], ["two.csv", "one.csv.gz"]] {
        let parts = without_source(desk.screen(&[".", files[0], files[1], "--format", "ndjson"]));
        assert_eq!(parts, whole);
    }
}

#[test]
fn bad_rows_are_set_aside_and_kept_and_the_rest_is_read() {
    let desk = Desk::new();
    let mut table = format!("{HEADER}{TRACKS}").into_bytes();
    for row in
        ["2020-06-01 12:00:00,1,95,0,0,0", "noon,1,0,0,0,0", "2020-06-01 12:00:00,1,NaN,0,0,0", "1,2,3"]
    {
        table.extend(format!("{row}\n").as_bytes());
    }
    table.extend(vec![b'x'; 10_000_000]);
    table.extend(b"\n2020-06-01 12:00:00,\xff\xfe,0,0,0,0\n2020-06-01 12:02:30,200,0.6,0.5,0,20\n");
    desk.put("bad.csv", &table);
    let said = desk.screen(&[".", "bad.csv", "--rejects", "rejects.ndjson"]);
    assert_eq!(said.code, 1);
    insta::assert_snapshot!("bad_rows", said.talk);
    let kept = fs::read_to_string(desk.folder.path().join("rejects.ndjson")).unwrap();
    let kept: Vec<Value> = kept.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let rows: Vec<_> = kept.iter().map(|line| line["row"].as_u64().unwrap()).collect();
    assert_eq!(rows, [10, 11, 12, 13, 14, 15]);
    assert!(kept.iter().all(|line| line["text"].as_str().unwrap().len() <= 512 && line["file"] == "bad.csv"));
}

#[test]
fn a_gzip_file_that_is_cut_off_is_read_up_to_the_cut() {
    let desk = Desk::new();
    let rows: String = (0..3000).map(|n| format!("2020-06-01 12:00:00,{n},0.0{n},0.{n},0,0\n")).collect();
    let mut cut = gzip(format!("{HEADER}{rows}").as_bytes());
    cut.truncate(cut.len() * 2 / 3);
    desk.put("cut.csv.gz", &cut);
    let said = desk.screen(&[".", "cut.csv.gz"]);
    assert_eq!(said.code, 1);
    assert!(said.talk.contains("the gzip data are cut off or damaged here"), "{}", said.talk);
    assert!(said.talk.contains("1 set aside"), "{}", said.talk);
}

#[test]
fn a_time_without_a_zone_needs_a_profile_that_states_it() {
    let desk = Desk::new();
    desk.put(
        "own.csv",
        b"when;who;y;x\n2020-06-01 12:00:00;a;0.05;0.05\n2020-06-01T21:00:10+09:00;a;0.05;0.05\n",
    );
    let profile = |zone: &str| {
        format!(
            r#"{{"name":"own","object":"who","time":{{"column":"when","form":"date-time"{zone}}},"latitude":"y",
            "longitude":"x","delimiter":";"}}"#
        )
    };
    desk.put("own.json", profile("").as_bytes());
    let said = desk.screen(&[".", "own.csv", "--profile", "own.json", "--format", "ndjson"]);
    assert_eq!(said.code, 1);
    assert!(
        said.talk.contains("own.csv row 2: the time `2020-06-01 12:00:00` names no zone"),
        "{}",
        said.talk
    );
    desk.put("own.json", profile(r#","zone":"UTC""#).as_bytes());
    let said = desk.screen(&[".", "own.csv", "--profile", "own.json", "--format", "ndjson"]);
    assert_eq!(said.code, 0, "{}", said.talk);
    let stay: Value = serde_json::from_str(said.out.lines().next().unwrap()).unwrap();
    assert_eq!((&stay["from"], &stay["fixes"]), (&"2020-06-01T12:00:00Z".into(), &2.into()));
}

#[test]
fn what_cannot_be_done_is_told_with_its_mend_and_ends_with_two() {
    let desk = Desk::new();
    desk.put("odd.csv", b"when,who,y,x\n1,2,3,4\n");
    desk.put("empty.csv", b"");
    desk.put("own.json", b"{\"name\":\"own\"}");
    let cases: [&[&str]; 6] = [
        &[".", "odd.csv"],
        &[".", "missing.csv", "empty.csv"],
        &["missing.agreement.md", "good.csv"],
        &[".", "good.csv", "--profile", "noaa"],
        &[".", "good.csv", "--profile", "own.json"],
        &[".", "good.csv", "--profile", "noaa-ais"],
    ];
    let mut told = String::new();
    for arguments in cases {
        let said = desk.screen(arguments);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{arguments:?}");
        told.push_str(&format!("$ armistice screen {}\n{}\n", arguments.join(" "), said.talk));
    }
    insta::assert_snapshot!("cannot", told);
}

#[test]
fn one_unreadable_file_among_others_is_set_aside_whole() {
    let desk = Desk::new();
    desk.put("odd.csv", b"when,who,y,x\n1,2,3,4\n");
    let said = desk.screen(&[".", "odd.csv", "good.csv", "--format", "csv"]);
    assert_eq!(said.code, 1);
    assert!(said.talk.contains("no profile knows the columns of `odd.csv`"), "{}", said.talk);
    assert!(said.out.lines().count() > 4);
}

#[test]
fn a_report_that_comes_too_late_is_set_aside() {
    let desk = Desk::new();
    let table = "2020-06-01 12:00:00,1,0.05,0.05,0,0\n2020-06-01 13:00:00,1,0.05,0.05,0,0\n\
                 2020-06-01 12:10:00,1,0.05,0.05,0,0\n";
    desk.put("late.csv", format!("{HEADER}{table}").as_bytes());
    let said = desk.screen(&[".", "late.csv", "--late-seconds", "60"]);
    assert_eq!(said.code, 1);
    assert!(said.talk.contains("late.csv row 4: the fix came later"), "{}", said.talk);
    assert_eq!(desk.screen(&[".", "late.csv"]).code, 0);
}

#[test]
fn what_was_heard_stands_beside_what_was_seen() {
    let schemas = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemas"));
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(schemas.join("screen.schema.json")).unwrap()).unwrap();
    let desk = Desk::new();
    desk.put("objects.csv", b"object,class,party\n100,warship,North\n200,fishing-vessel,South\n");
    let said = desk.screen(&[
        ".",
        "good.csv",
        "--format",
        "json",
        "--jump-knots",
        "500",
        "--objects",
        "objects.csv",
    ]);
    let whole: Value = serde_json::from_str(&said.out).unwrap();
    let problems: Vec<_> = jsonschema::validator_for(&schema)
        .unwrap()
        .iter_errors(&whole)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(problems, Vec::<String>::new());
    let square = &whole["coverage"]["zones"][0];
    // One slot of ten minutes; three cells of the nine that touch the square.
    assert_eq!(
        (&square["zone"], &square["slots_heard"], &square["slots"]),
        (&"square".into(), &1.into(), &1.into())
    );
    assert_eq!(
        (&square["cells"], &square["cells_heard"], &square["percent"]),
        (&9.into(), &3.into(), &33.into())
    );
    assert_eq!(square["classes"], serde_json::json!([{"class": "warship", "observed_hours": 0.17}]));
    assert_eq!(square["passages"], 3);
}

#[test]
fn nothing_seen_says_how_far_anybody_heard() {
    let desk = Desk::new();
    desk.put(
        "far.csv",
        format!("{HEADER}2020-06-01 12:00:00,7,0.05,0.15,0,0\n2020-06-01 12:01:00,7,0.05,0.151,0,0\n")
            .as_bytes(),
    );
    desk.put(
        "else.csv",
        format!("{HEADER}2020-06-01 12:00:00,7,5.05,0.15,0,0\n2020-06-01 12:01:00,7,5.05,0.151,0,0\n")
            .as_bytes(),
    );
    let told = ["far.csv", "else.csv"].map(|file| desk.screen(&[".", file]).out).join("\n");
    insta::assert_snapshot!("nothing_seen", told);
}

#[test]
fn a_norm_that_names_a_class_or_binds_a_party_is_told_only_of_those() {
    let desk = Desk::new();
    let norm = |objects: &str| {
        desk.put("objects.csv", format!("object,class,party\n{objects}\n").as_bytes());
        let said = desk.screen(&[".", "good.csv", "--format", "ndjson", "--objects", "objects.csv"]);
        let enters = said.out.lines().find(|line| line.contains("\"enter\"")).unwrap();
        serde_json::from_str::<Value>(enters).unwrap()["norm"].clone()
    };
    assert_eq!(norm("100,warship,North"), "keep-out");
    assert_eq!(norm("100,,"), "keep-out");
    assert_eq!(norm("100,fishing-vessel,North"), Value::Null);
    assert_eq!(norm("100,warship,Elsewhere"), Value::Null);
}

#[test]
fn how_far_a_place_was_heard_becomes_a_fact_that_the_judge_reads() {
    let desk = Desk::new();
    let said = desk.screen(&[
        ".",
        "good.csv",
        "--coverage-facts",
        "heard.csv",
        "--covers",
        "keep-out",
        "--observer",
        "commission",
    ]);
    assert_eq!(said.code, 0, "{}", said.talk);
    let table = fs::read(desk.folder.path().join("heard.csv")).unwrap();
    let (facts, rejects) = armistice_feeds::facts_table::read(table.as_slice(), "heard.csv");
    assert_eq!(rejects, []);
    let [fact] = facts.as_slice() else { return assert_eq!(facts.len(), 1) };
    assert_eq!((fact.source.voice.as_str(), fact.source.kind), ("commission", armistice_facts::Voice::Body));
    assert_eq!(fact.about.from.to_string(), "2020-06-01T12:00:00Z");
    let armistice_facts::What::Coverage(told) = &fact.what else {
        return assert_eq!(fact.note, "a coverage");
    };
    assert_eq!((told.norm.as_str(), told.observed_hours, told.percent), ("keep-out", 0, 33));

    let said = desk.screen(&[
        ".",
        "good.csv",
        "--coverage-facts",
        "heard.csv",
        "--covers",
        "no-norm",
        "--observer",
        "commission",
    ]);
    assert_eq!(said.code, 2);
    assert!(said.talk.contains("`no-norm`"), "{}", said.talk);
}

#[test]
fn sentences_of_receivers_are_read_as_tables_are() {
    let desk = Desk::new();
    let line = "!AIVDM,1,1,,A,13HOI:0P0000VOHLCnHQKwvL05Ip,0*23";
    desk.put(
        "log.nmea",
        format!("# a log\n$PGHP,1,2008,5,9,0,0,0,10,338,2,,1,09*17\n{line}\n{line}\n").as_bytes(),
    );
    let said = desk.screen(&[".", "log.nmea"]);
    assert_eq!(said.code, 1);
    insta::assert_snapshot!("sentences", said.talk);
}

#[cfg(not(feature = "parquet"))]
#[test]
fn without_the_part_that_reads_parquet_the_mend_is_told() {
    let desk = Desk::new();
    desk.put("tracks.parquet", b"PAR1 and so on PAR1");
    let said = desk.screen(&[".", "tracks.parquet", "good.csv"]);
    assert_eq!(said.code, 1);
    assert!(said.talk.contains(
        "error: `tracks.parquet` is a Parquet file of another layout than segments have, and this program was built without the \
         part that reads those; build it with: cargo build --release -p armistice --features parquet\n"
    ));
    assert!(said.talk.contains("8 rows in 1 file"), "{}", said.talk);
}
