//! `armistice watch` as people run it: a stream in, what happens out, line by line.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const HEADER: &str = "Time,MMSI,Latitude_degrees,Longitude_degrees,COG_degrees,SOG_knots\n";

/// One ship comes into the square and falls silent there; a second one is there already; a row comes too late to be told of
/// in order, and shows that the first came in by another way; rows that cannot be used.
const STREAM: &str = "\
2020-06-01 12:00:00,100,0.05,-0.005,90,20
2020-06-01 12:00:00,200,0.05,0.05,90,0
2020-06-01 12:02:00,100,0.05,0.02,90,20
2020-06-01 12:03:00,100,0.05,0.03,90,20
2020-06-01 12:03:00,200,0.05,0.05,90,0
2020-06-01 12:01:00,100,0.05,-0.001,90,20
yesterday,100,0.05,-0.001,90,20
2020-06-01 12:03:00,100,0.09,0.03,90,20
2020-06-01 12:30:00,200,0.05,0.05,90,0
2020-06-01 12:40:00,300,0.55,0.55,90,0
2020-06-01 12:40:00,400,0.55,0.55,90,0
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

fn desk() -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(desk.path().join(name), text).unwrap();
    put("example.agreement.md", AGREEMENT);
    put("geo.json", GEOMETRY);
    put("objects.csv", "object,class,party\n100,warship,North\n200,fishing-vessel,South\n");
    put("stream.csv", &format!("{HEADER}{STREAM}"));
    desk
}

fn command(desk: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_armistice"));
    command.args(["watch", "."]).args(arguments).env("NO_COLOR", "1").current_dir(desk.path());
    command
}

fn watch(desk: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let output = command(desk, arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn what_happens_is_told_as_it_becomes_known() {
    let (code, out, talk) = watch(&desk(), &["--from", "stream.csv"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("watch_text", format!("{out}--\n{talk}"));
    assert!(out.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn verdicts_that_change_are_told_with_what_changed_them() {
    let arguments = ["--from", "stream.csv", "--objects", "objects.csv", "--observer", "commission"];
    let (code, out, _) = watch(&desk(), &arguments);
    assert_eq!(code, 1);
    insta::assert_snapshot!("watch_verdicts", out);
}

#[test]
fn every_line_of_json_follows_the_schema() {
    let schemas = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemas"));
    let schema = |name: &str| -> Value {
        serde_json::from_str(&fs::read_to_string(schemas.join(name)).unwrap()).unwrap()
    };
    let line_validator = jsonschema::validator_for(&schema("watch.schema.json")).unwrap();
    let passage_validator = jsonschema::validator_for(&schema("passage.schema.json")).unwrap();
    let arguments =
        ["--from", "stream.csv", "--format", "json", "--objects", "objects.csv", "--observer", "commission"];
    let (_, out, _) = watch(&desk(), &arguments);
    let mut events = Vec::new();
    for line in out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        assert!(line_validator.is_valid(&line), "{line}");
        if line["event"] == "passage" {
            assert!(passage_validator.is_valid(&line["passage"]), "{line}");
        }
        events.push(line["event"].as_str().unwrap().to_owned());
    }
    events.sort_unstable();
    events.dedup();
    assert_eq!(events, ["dwell", "inside", "passage", "set-aside", "verdict"]);
}

#[test]
fn a_growing_file_and_standard_input_are_told_of_while_they_last() {
    // What comes out before the stream has ended can only have been told while it lasted.
    let desk = desk();
    let mut child =
        command(&desk, &["--format", "json"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stream = child.stdin.take().unwrap();
    stream.write_all(format!("{HEADER}{STREAM}").as_bytes()).unwrap();
    stream.flush().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
    assert_eq!(
        (&first["event"], &first["number"], &first["revision"]),
        (&"passage".into(), &1.into(), &1.into())
    );
    drop(stream);
    assert!(lines.count() > 3);
    assert_eq!(child.wait().unwrap().code(), Some(1));

    let mut child = command(&desk, &["--from", "stream.csv", "--follow", "--format", "json"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().contains("passage"));
    let mut file = fs::OpenOptions::new().append(true).open(desk.path().join("stream.csv")).unwrap();
    for second in 0..60 {
        writeln!(file, "2020-06-01 13:00:{second:02},500,0.05,0.05,90,0").unwrap();
    }
    assert!(lines.any(|line| line.unwrap().contains("\"object\":\"500\"")));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn what_cannot_be_followed_is_told() {
    let desk = desk();
    let (code, _, talk) = watch(&desk, &["--from", "nowhere.csv"]);
    assert_eq!(code, 2);
    assert!(talk.contains("cannot read `nowhere.csv`"), "{talk}");
    fs::write(desk.path().join("odd.csv"), "a,b\n1,2\n").unwrap();
    let (code, out, talk) = watch(&desk, &["--from", "odd.csv"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(talk.contains("set aside: odd.csv row 0: no profile knows the columns"), "{talk}");
}

#[test]
fn sentences_without_a_time_are_those_of_now() {
    let desk = desk();
    fs::write(desk.path().join("live.nmea"), "!AIVDM,1,1,,A,13HOI:0P0000VOHLCnHQKwvL05Ip,0*23\n").unwrap();
    let (code, out, talk) = watch(&desk, &["--from", "live.nmea"]);
    assert_eq!((code, out.as_str()), (0, ""), "{talk}");
    assert!(talk.contains("1 positions followed"), "{talk}");
}

fn program(desk: &TempDir, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(arguments)
        .env("NO_COLOR", "1")
        .current_dir(desk.path())
        .output()
        .unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// Positions go beside the log, a file a minute; what they come to goes into it, once, when it can change no more.
#[test]
fn what_is_heard_goes_into_the_record_of_the_case() {
    let desk = desk();
    assert_eq!(program(&desk, &["init", ".", "--test-keys"]).0, 0);
    let heard = [
        "--from",
        "stream.csv",
        "--objects",
        "objects.csv",
        "--observer",
        "commission",
        "--sensor",
        "coast radar",
        "--test-keys",
    ];
    let (_, out, talk) = watch(&desk, &heard);
    let told = talk.lines().find(|line| line.contains("recorded")).unwrap().to_owned();
    assert!(told.starts_with("6 segments of 10 positions and 1 report recorded; 11 entries"), "{talk}");
    let (code, shown) = program(&desk, &["record", "verify", "."]);
    assert!(shown.contains("tracks   coast radar: 6 segments · 10 positions"), "{shown}");
    assert!(code == 0, "{shown}");
    // Whoever hears the same again records nothing again, and judges it once.
    let (_, again, talk) = watch(&desk, &heard);
    assert!(talk.contains("0 segments of") && talk.contains("and 0 reports recorded"), "{talk}");
    let passages =
        |text: &str| text.lines().filter(|line| line.contains("(#")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(passages(&out), passages(&again));
    // By what is recorded, status says what was said live.
    let (_, status) = program(&desk, &["status", ".", "--as-of", "2020-06-02T00:00:00Z"]);
    assert!(status.contains("keep-out"), "{status}");
}

/// A service that is shut down records what it has heard, the minute that was not over included.
#[cfg(unix)]
#[test]
fn whoever_is_ended_by_a_signal_records_what_was_heard() {
    for signal in ["-INT", "-TERM"] {
        let desk = desk();
        assert_eq!(program(&desk, &["init", ".", "--test-keys"]).0, 0);
        let heard = ["--format", "json", "--sensor", "coast radar", "--test-keys"];
        let mut child = command(&desk, &heard)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stream = child.stdin.take().unwrap();
        stream.write_all(format!("{HEADER}{STREAM}").as_bytes()).unwrap();
        stream.flush().unwrap();
        // The last report of the stream but one has been heard once it is told that its object is there.
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().contains("\"dwell\"")));
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        // The stream stays open: only the signal can have ended the program.
        let output = child.wait_with_output().unwrap();
        drop(stream);
        let talk = String::from_utf8(output.stderr).unwrap();
        assert!(talk.contains(" positions and 0 reports recorded; "), "{signal}: {talk}");
        let (code, shown) = program(&desk, &["record", "verify", "."]);
        assert!(code == 0 && shown.contains("tracks   coast radar: "), "{shown}");
    }
}

#[test]
fn nothing_is_recorded_where_nothing_is_named() {
    let desk = desk();
    assert!(watch(&desk, &["--sensor", "radar"]).2.contains("--sensor: where are the keys?"));
    assert!(watch(&desk, &["--test-keys"]).2.contains("nothing would be recorded"));
    let (code, _, talk) = watch(&desk, &["--test-keys", "--sensor", "radar"]);
    assert!(talk.contains("there is no record in") && code == 2, "{talk}");
}

#[test]
fn a_zone_comes_into_force_and_goes_out_of_it_while_ships_are_in_it() {
    let desk = desk();
    let text = AGREEMENT.replace(
        "must not enter warships in square.",
        "must not enter warships in square\n  from 1 June 2020 12:02 until 1 June 2020 12:10.",
    );
    assert_ne!(text, AGREEMENT);
    fs::write(desk.path().join("example.agreement.md"), text).unwrap();
    let (_, out, talk) = watch(&desk, &["--from", "stream.csv", "--in-force", "--format", "json"]);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let woken: Vec<(&str, &str)> = lines
        .iter()
        .filter(|line| line["event"] == "in-force")
        .map(|line| (line["object"].as_str().unwrap(), line["time"].as_str().unwrap()))
        .collect();
    assert_eq!(woken, [("100", "2020-06-01T12:02:00Z"), ("200", "2020-06-01T12:02:00Z")], "{out}{talk}");
    // Nobody entered while it was in force, and nobody was in it before or after.
    let kinds: Vec<&str> = lines.iter().filter_map(|line| line["passage"]["kind"].as_str()).collect();
    assert!(!kinds.contains(&"enter"), "{out}");
    assert!(!lines.iter().any(|line| line["event"] == "inside"), "{out}");
    let screened = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(["screen", "example.agreement.md", "stream.csv", "--in-force", "--format", "ndjson"])
        .current_dir(desk.path())
        .output()
        .unwrap();
    let stays = String::from_utf8(screened.stdout).unwrap();
    assert!(stays.contains("12:02:00") && !stays.contains("\"enter\""), "{stays}");
}
