//! What stands beside a passage, as people see it: how deep it was, whether its height tells, and whether anybody was listening.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const AGREEMENT: &str = r#"# A square and a sky, an invented example {#example}

```terms
agreement "A square and a sky" between North, South signed 1 January 2020
  binding politically authentic in en time zone "UTC" vocabulary "military-1" month ends refused
  findings need reported.
party North is "North, an invented party".
party South is "South, an invented party".
body commission is "Joint commission" of North, South.
```

## Article 1 Places {#art_1}

> [en] Warships keep out of the square. Nobody flies low over the field.

```terms
zone square is file "geo.json#square".
zone field is file "geo.json#field" below 1000 m AMSL.
keep-out: each party must not enter warships in square.
no-flight: each party must not fly in field.
```
"#;

const GEOMETRY: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"square","properties":{},"geometry":{"type":"Polygon","coordinates":
  [[[0,0],[0.1,0],[0.1,0.1],[0,0.1],[0,0]]]}},
{"type":"Feature","id":"field","properties":{},"geometry":{"type":"Polygon","coordinates":
  [[[1,0],[1.1,0],[1.1,0.1],[1,0.1],[1,0]]]}}]}"#;

const SHIPS: &str = "Time,MMSI,Latitude_degrees,Longitude_degrees,COG_degrees,SOG_knots\n\
2020-06-01 12:00:00,100,0.05,-0.005,90,20
2020-06-01 12:01:00,100,0.05,0.002,90,20
2020-06-01 12:08:00,100,0.05,0.098,90,20
2020-06-01 12:09:00,100,0.05,0.12,90,20
2020-06-01 12:10:00,100,0.05,0.14,90,20
";

/// One by satellites, one by the pressure of the air, one without a height, one high.
const AIRCRAFT: &str = "time,who,lat,lon,alt\n\
2020-06-01T12:00:00Z,low,0.05,0.99,300
2020-06-01T12:00:10Z,low,0.05,1.01,300
2020-06-01T12:00:20Z,low,0.05,1.02,
2020-06-01T12:00:30Z,low,0.05,1.03,300
2020-06-01T12:00:00Z,silent,0.05,0.99,
2020-06-01T12:00:10Z,silent,0.05,1.01,
2020-06-01T12:00:20Z,silent,0.05,1.02,
2020-06-01T12:00:30Z,silent,0.05,1.12,
2020-06-01T12:00:00Z,high,0.05,0.99,9000
2020-06-01T12:00:10Z,high,0.05,1.01,9000
2020-06-01T12:00:20Z,high,0.05,1.12,9000
";

const RECEIVERS: &str = "id,from,until,precision,known,speaker,voice,voice_kind,manner,certainty,kind,receiver,state,objects,range_m,lat,lon,error_m\n\
r1,2020-06-01T12:00:00Z,2020-06-01T13:00:00Z,span,2020-06-01T13:00:00Z,coast,coast-radar,sensor,reports,high,reception,coast-radar,up,,30000,0.05,0.05,10
r2,2020-06-01T12:20:00Z,2020-06-01T12:25:00Z,within,2020-06-01T13:00:00Z,coast,coast-radar,sensor,reports,high,reception,coast-radar,down,,,,,
";

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Desk(tempfile::tempdir().unwrap());
        desk.put("example.agreement.md", AGREEMENT);
        desk.put("geo.json", GEOMETRY);
        desk.put("ships.csv", SHIPS);
        desk.put("aircraft.csv", AIRCRAFT);
        desk.put("receivers.csv", RECEIVERS);
        desk.put("objects.csv", "object,class,party\n100,warship,North\n");
        for (name, datum) in [("ellipsoid", "ellipsoid"), ("pressure", "barometric"), ("ground", "agl")] {
            let profile = format!(
                r#"{{"name":"own","object":"who","time":{{"column":"time","form":"date-time"}},"latitude":"lat",
                "longitude":"lon","height":{{"column":"alt","unit":"metres","datum":"{datum}"}}}}"#
            );
            desk.put(&format!("{name}.json"), &profile);
        }
        desk
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(arguments)
            .env("NO_COLOR", "1")
            .current_dir(self.0.path())
            .output()
            .unwrap();
        assert!(output.status.code().unwrap() < 2, "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        self.run(arguments).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn follows(schema: &str, value: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas").join(schema);
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> = validator.iter_errors(value).map(|error| error.to_string()).collect();
    assert_eq!(problems, Vec::<String>::new(), "{value}");
}

#[test]
fn a_stay_tells_how_deep_its_way_was() {
    let desk = Desk::new();
    let lines = desk.lines(&["screen", ".", "ships.csv", "--format", "ndjson"]);
    let stay = lines.iter().find(|line| line["kind"] == "stay").unwrap();
    follows("passage.schema.json", stay);
    // The reports are 223 m from the edges; in between the ship was in the middle.
    assert_eq!(stay["margin_m"], 222.64);
    let depth = stay["depth_m"].as_f64().unwrap();
    assert!((depth - 5_528.7).abs() < 0.1, "{stay}");
    let (lon, time) = (stay["deepest_lon"].as_f64().unwrap(), stay["deepest_time"].as_str().unwrap());
    assert!((0.0496..0.0504).contains(&lon) && time.starts_with("2020-06-01T12:04"), "{stay}");
    let others = lines.iter().filter(|line| line["kind"] != "stay");
    others.for_each(|line| assert!(line["depth_m"].is_null(), "{line}"));
    let told = desk.run(&["screen", ".", "ships.csv"]);
    assert!(told.contains("up to 5528."), "{told}");
}

#[test]
fn the_depth_of_an_entry_is_in_its_finding_measured_anew() {
    let desk = Desk::new();
    let heard = [
        "watch",
        ".",
        "--from",
        "ships.csv",
        "--objects",
        "objects.csv",
        "--observer",
        "commission",
        "--keep",
    ];
    let told = desk.run(&heard);
    assert!(told.contains("up to 5528."), "{told}");
    let explained = desk.run(&["explain", ".", "keep-out/North", "--as-of", "2020-06-02T00:00:00Z"]);
    assert!(explained.contains("up to 5528."), "{explained}");
    let line = explained.lines().find(|line| line.contains("measured:")).unwrap();
    assert!(line.contains(" m inside the place of keep-out, errors "), "{explained}");
    let arguments = ["explain", ".", "keep-out/North", "--as-of", "2020-06-02T00:00:00Z", "--format", "json"];
    let whole: Value = serde_json::from_str(&desk.run(&arguments)).unwrap();
    follows("explain.schema.json", &whole);
    let margin = &whole["margins"][0];
    assert_eq!(margin["answer"], "inside");
    let told = whole["facts"][0]["what"]["place"]["deepest"]["depth_dm"].as_f64().unwrap() / 10.0;
    assert!((margin["margin_m"].as_f64().unwrap() - told).abs() < 0.11, "{whole}");
}

#[test]
fn the_depth_of_a_presence_that_was_not_over_is_recorded_when_it_is() {
    let recorded = |memory: &str| {
        let desk = Desk::new();
        desk.run(&["init", ".", "--test-keys"]);
        let heard = [
            "watch",
            ".",
            "--from",
            "ships.csv",
            "--objects",
            "objects.csv",
            "--observer",
            "commission",
            "--test-keys",
        ];
        desk.run(&[&heard[..], &["--memory-seconds", memory]].concat());
        let told = entries(&desk.0.path().join("record"));
        // Whoever hears the same again records nothing again.
        desk.run(&[&heard[..], &["--memory-seconds", memory]].concat());
        assert_eq!(entries(&desk.0.path().join("record")), told);
        let count = |text: &str| told.matches(text).count();
        (
            count("\"verb\":\"enter\""),
            count("\"kind\":\"statement\""),
            count("\"depth_dm\":55287"),
            count("got 5528.7 m inside square"),
        )
    };
    // The ship is inside for eight minutes. In the memory of an hour its entry waits for them; in that of a minute it does not.
    assert_eq!(recorded("3600"), (1, 0, 1, 0));
    assert_eq!(recorded("60"), (1, 1, 1, 1));
}

#[test]
fn a_finding_tells_the_depth_that_is_recorded_after_its_entry() {
    let desk = Desk::new();
    desk.run(&["init", ".", "--test-keys"]);
    let heard = ["watch", ".", "--from", "ships.csv", "--objects", "objects.csv", "--observer", "commission"];
    desk.run(&[&heard[..], &["--test-keys", "--memory-seconds", "60"]].concat());
    let explain = |more: &[&str]| {
        let asked = ["explain", ".", "keep-out/North", "--as-of", "2020-06-02T00:00:00Z"];
        desk.run(&[&asked[..], more].concat())
    };
    let told = explain(&[]);
    let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let later = "told later, known 2020-06-01T12:04:30+00:00: up to 5528.7 m inside square at ";
    assert!(words.contains(later), "{told}");
    let margins: Vec<&str> = told.lines().filter(|line| line.contains("measured: 5528.")).collect();
    assert_eq!(margins.len(), 1, "{told}");
    let whole: Value = serde_json::from_str(&explain(&["--format", "json"])).unwrap();
    follows("explain.schema.json", &whole);
    let incursion = &whole["incursions"][0];
    assert_eq!((&incursion["depth_m"], &incursion["zone"]), (&5528.7.into(), &"square".into()), "{whole}");
    assert_eq!(incursion["fact"], whole["facts"][0]["id"]);
    assert!(incursion["entry"].is_u64(), "{whole}");
    let is_depth = |margin: &&Value| margin["fact"] == incursion["told_by"];
    let margin = whole["margins"].as_array().unwrap().iter().find(is_depth).unwrap();
    assert!((margin["margin_m"].as_f64().unwrap() - 5528.7).abs() < 0.11, "{whole}");
    // Before it was known it is not told.
    let before = explain(&["--known-at", "2020-06-01T12:02:00Z"]);
    assert!(before.contains("enter") && !before.contains("told later"), "{before}");
}

#[test]
fn an_entry_gets_no_depth_of_a_presence_that_began_when_the_zone_came_into_force_again() {
    let desk = Desk::new();
    let twice = "keep-out: each party must not enter warships in square\n  from 1 June 2020 12:00 until 1 June 2020 12:02.\n\
        keep-out-again: each party must not enter warships in square\n  from 1 June 2020 12:03 until 1 June 2020 12:30.";
    let text = AGREEMENT.replace("keep-out: each party must not enter warships in square.", twice);
    assert_ne!(text, AGREEMENT);
    desk.put("example.agreement.md", &text);
    let heard = ["watch", ".", "--from", "ships.csv", "--objects", "objects.csv", "--observer", "commission"];
    let told = desk.run(&[&heard[..], &["--keep", "--in-force"]].concat());
    assert!(told.contains("up to 5528."), "{told}");
    let arguments = ["explain", ".", "keep-out/North", "--as-of", "2020-06-02T00:00:00Z", "--format", "json"];
    let whole: Value = serde_json::from_str(&desk.run(&arguments)).unwrap();
    // It was there for a minute and a half, and the deepest of the later presence is none of its own.
    let depth_dm = whole["facts"][0]["what"]["place"]["deepest"]["depth_dm"].as_i64().unwrap();
    assert!((15_000..20_000).contains(&depth_dm), "{whole}");
}

/// What stands in the entries of a record of fewer than 256: older parts of the same file may lie beside the newest.
fn entries(folder: &Path) -> String {
    let parts = fs::read_dir(folder.join("tile/entries/000.p")).unwrap();
    let number = |path: &Path| path.file_name().unwrap().to_str().unwrap().parse::<u32>().unwrap();
    let newest = parts.map(|part| part.unwrap().path()).max_by_key(|path| number(path)).unwrap();
    String::from_utf8_lossy(&fs::read(newest).unwrap()).into_owned()
}

#[test]
fn a_height_above_the_ground_decides_under_a_bound_above_the_ground() {
    let desk = Desk::new();
    desk.put("example.agreement.md", &AGREEMENT.replace("below 1000 m AMSL", "below 1000 m AGL"));
    let screened = |profile: &str| {
        let arguments = [
            "screen",
            ".",
            "aircraft.csv",
            "--profile",
            profile,
            "--jump-knots",
            "5000",
            "--format",
            "ndjson",
        ];
        let lines = desk.lines(&arguments);
        let told = |line: &Value| {
            (
                line["object"].as_str().unwrap().to_owned(),
                line["kind"].as_str().unwrap().to_owned(),
                line["certainty"].as_str().unwrap().to_owned(),
            )
        };
        lines.iter().filter(|line| line["object"] != "silent").map(told).collect::<Vec<_>>()
    };
    let of_low = |kind: &str, certainty: &str| ("low".to_owned(), kind.to_owned(), certainty.to_owned());
    let ground = screened("ground.json");
    assert!(ground.contains(&of_low("enter", "certain")), "{ground:?}");
    assert!(ground.iter().all(|(object, ..)| object != "high"), "{ground:?}");
    // Above the ellipsoid it may be over any ground.
    let ellipsoid = screened("ellipsoid.json");
    assert!(!ellipsoid.contains(&of_low("enter", "certain")), "{ellipsoid:?}");
}

#[test]
fn each_class_has_its_own_silence_and_its_own_speed() {
    let desk = Desk::new();
    desk.put("paces.csv", "class,gap_seconds,jump_knots\nwarship,300,\nno-number,x,\n");
    let kinds = |more: &[&str]| {
        let lines = desk.lines(&[&["screen", ".", "ships.csv", "--format", "ndjson"], more].concat());
        lines.iter().for_each(|line| follows("passage.schema.json", line));
        lines.iter().map(|line| line["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&[]), ["enter", "stay", "leave"]);
    // Seven minutes are a silence for a warship, and nothing is worked out over it.
    let paced = ["--objects", "objects.csv", "--paces", "paces.csv"];
    assert_eq!(kinds(&paced), ["enter", "gap", "stay", "leave"]);
    let lines = desk.lines(&[&["screen", ".", "ships.csv", "--format", "ndjson"], &paced[..]].concat());
    let stay = lines.iter().find(|line| line["kind"] == "stay").unwrap();
    assert!(stay["depth_m"].as_f64().unwrap() < 223.0, "{stay}");
}

#[test]
fn without_a_height_that_decides_it_an_object_is_neither_in_nor_out() {
    let desk = Desk::new();
    let screened = |profile: &str| {
        let arguments = [
            "screen",
            ".",
            "aircraft.csv",
            "--profile",
            profile,
            "--jump-knots",
            "5000",
            "--format",
            "ndjson",
        ];
        let lines = desk.lines(&arguments);
        lines.iter().for_each(|line| follows("passage.schema.json", line));
        let told = |line: &Value| {
            let of = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
            let open = if line["height_unknown"] == true { " height unknown" } else { "" };
            format!("{} {} {}{open}", of("object"), of("kind"), of("certainty"))
        };
        let mut told: Vec<String> = lines.iter().map(told).collect();
        told.sort();
        told
    };
    assert_eq!(
        screened("ellipsoid.json"),
        [
            "low enter certain",
            "low stay certain",
            "low stay undetermined height unknown",
            "silent stay undetermined height unknown"
        ]
    );
    // A height by pressure or above the ground says nothing of a bound above the sea.
    let open = ["high", "low", "silent"].map(|object| format!("{object} stay undetermined height unknown"));
    assert_eq!(screened("pressure.json"), open);
    assert_eq!(screened("ground.json"), open);
    // Live it is told while it lasts: before the stay that closes it.
    let rows: String =
        (0..6).map(|minute| format!("2020-06-01T12:0{minute}:00Z,silent,0.05,1.05,\n")).collect();
    desk.put("overhead.csv", &format!("time,who,lat,lon,alt\n{rows}"));
    let arguments = ["watch", ".", "--from", "overhead.csv", "--profile", "ellipsoid.json"];
    let lines = desk.lines(&[&arguments[..], &["--format", "json"]].concat());
    lines.iter().for_each(|line| follows("watch.schema.json", line));
    let events: Vec<&str> = lines.iter().map(|line| line["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["unsure", "passage"], "{lines:#?}");
    assert_eq!(lines[0]["time"], "2020-06-01T12:00:00Z");
    assert_eq!(lines[1]["passage"]["fixes"], 6);
    let told = desk.run(&arguments);
    assert!(told.contains("over it or under it: no height tells"), "{told}");
}

#[test]
fn nothing_seen_tells_whether_anybody_was_listening() {
    let desk = Desk::new();
    // One ship far away, for an hour: nobody reported from the square.
    let rows: String =
        (0..=58).map(|minute| format!("2020-06-01 12:{minute:02}:00,7,5.05,5.05,0,0\n")).collect();
    desk.put(
        "far.csv",
        &format!("Time,MMSI,Latitude_degrees,Longitude_degrees,COG_degrees,SOG_knots\n{rows}"),
    );
    let zones = |arguments: &[&str]| {
        let whole: Value = serde_json::from_str(
            &desk.run(&[&["screen", ".", "far.csv", "--format", "json"], arguments].concat()),
        )
        .unwrap();
        follows("screen.schema.json", &whole);
        let zones = whole["coverage"]["zones"].as_array().unwrap().clone();
        zones
            .into_iter()
            .map(|zone| (zone["zone"].as_str().unwrap().to_owned(), zone["listened"].clone()))
            .collect::<Vec<_>>()
    };
    assert!(zones(&[]).iter().all(|(_, listened)| listened.is_null()));
    let told = zones(&["--receivers", "receivers.csv"]);
    // Five of six slots, since it was down for some of one.
    let of = |zone: &str| told.iter().find(|(name, _)| name == zone).unwrap().1.clone();
    assert_eq!(
        (&of("square")["slots_listened"], &of("square")["slots"], &of("square")["percent"]),
        (&5.into(), &6.into(), &83.into())
    );
    assert_eq!((&of("field")["slots_listened"], &of("field")["percent"]), (&0.into(), &0.into()));
    let table = desk.run(&["screen", ".", "far.csv", "--receivers", "receivers.csv"]);
    insta::assert_snapshot!("listened", table);
    let arguments = [
        "--receivers",
        "receivers.csv",
        "--coverage-facts",
        "heard.csv",
        "--covers",
        "keep-out",
        "--observer",
        "commission",
    ];
    desk.run(&[&["screen", ".", "far.csv"], &arguments[..]].concat());
    let facts = fs::read(desk.0.path().join("heard.csv")).unwrap();
    let (facts, rejects) = armistice_feeds::facts_table::read(facts.as_slice(), "heard.csv");
    assert_eq!(rejects, []);
    let armistice_facts::What::Coverage(told) = &facts[0].what else { panic!("no coverage") };
    assert_eq!(told.percent, 83);
}
