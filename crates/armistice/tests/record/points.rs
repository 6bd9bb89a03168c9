//! What was known, told by a place in the record instead of a day; and the three times of an entry.

use std::fs;

use crate::korea_case::{Korea, told};

fn status(korea: &Korea, known_at: &str) -> String {
    korea.told(&["status", &korea.case(), "--as-of", "2019-11-30", "--known-at", known_at, "--only", "sea-"])
}

/// An entry, the checkpoint of its tree in a file and the root of it name one thing.
#[test]
fn a_place_in_the_record_is_named_in_three_ways() {
    let korea = Korea::new();
    assert_eq!(korea.cosign("ROK", "1800000000").1, 0);
    let checkpoint = korea.file("checkpoint");
    let text = fs::read_to_string(&checkpoint).unwrap();
    let root = text.lines().nth(2).unwrap();
    let by_file = status(&korea, &checkpoint.to_string_lossy());
    assert!(by_file.contains("known at  entry #239 of the record (root "), "{by_file}");
    assert_eq!(by_file, status(&korea, "#239"));
    assert_eq!(by_file, status(&korea, root));
    let earlier = status(&korea, "#100");
    assert!(earlier.contains("known at  entry #100 of the record") && earlier != by_file, "{earlier}");
    let hex = earlier_root(&korea, "#100");
    assert_eq!(earlier, status(&korea, &hex));
}

fn earlier_root(korea: &Korea, known_at: &str) -> String {
    let arguments =
        ["status", &korea.case(), "--as-of", "2019-11-30", "--known-at", known_at, "--format", "json"];
    let (text, _) = told(&arguments);
    let view: serde_json::Value = serde_json::from_str(&text).unwrap();
    let schema = fs::read_to_string(crate::root().join("schemas/status.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    assert!(schema.is_valid(&view), "{text}");
    view["record"]["tree"]["root"].as_str().unwrap().to_owned()
}

#[test]
fn a_place_that_the_record_does_not_have_is_refused_with_its_reason() {
    let korea = Korea::new();
    let other = Korea::new();
    let mut shown = String::new();
    for known_at in ["#240", "#x", &"0".repeat(64), "agreements/korea-2018/README.md"] {
        shown += &status(&korea, known_at);
    }
    let table = ["status", "agreements/korea-2018", "--known-at", "#3"];
    shown += &korea.told(&table);
    // A later tree than this copy has: nobody can say yet whether it continues it.
    let file = other.folder.path().join("later");
    let text = fs::read_to_string(other.file("checkpoint")).unwrap();
    fs::write(&file, text.replacen("\n240\n", "\n241\n", 1)).unwrap();
    shown += &status(&korea, &file.to_string_lossy()).replace(&*file.to_string_lossy(), "later");
    insta::assert_snapshot!(shown);
}

/// The word of one party is not enough for a time. A witness signs twice: what it had seen the first time is not thereby
/// seen later.
#[test]
fn the_three_times_of_an_entry_are_shown_apart() {
    let korea = Korea::new();
    assert_eq!(korea.cosign("ROK", "1800000000").1, 0);
    let explain = ["explain", &korea.case(), "sea-live-fire/DPRK", "--as-of", "2019-11-30"];
    let shown = korea.told(&explain);
    assert!(!shown.contains("witnessed") && !shown.contains("2027-"), "{shown}");
    assert_eq!(korea.cosign("DPRK", "1800000060").1, 0);
    assert_eq!(korea.cosign("ROK", "1900000000").1, 0);
    let shown = korea.told(&explain);
    assert!(shown.contains("2027-01-15 17:01") && !shown.contains("2030-"), "{shown}");
    let (_, cited) = shown.split_once("facts cited").unwrap();
    insta::assert_snapshot!(cited.split("versions,").next().unwrap());
    let (json, _) = told(&[&explain[..], &["--format", "json"]].concat());
    let view: serde_json::Value = serde_json::from_str(&json).unwrap();
    let schema = fs::read_to_string(crate::root().join("schemas/explain.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    assert!(schema.is_valid(&view), "{json}");
    assert!(view["recorded"][0]["entry"].is_u64(), "{json}");
}

#[test]
fn the_scenarios_on_the_inbox_are_run_on_the_record() {
    let korea = Korea::new();
    let (text, code) = told(&["test", &korea.case()]);
    assert!(code == 0 && text.contains("run on the record of the case, which holds 236 facts"), "{text}");
    // What only the table says is not known to the record.
    let empty = Korea::new();
    fs::remove_dir_all(empty.file("")).unwrap();
    assert_eq!(told(&["init", &empty.case(), "--test-keys"]).1, 0);
    let (text, code) = told(&["test", &empty.case(), "--only", "violated"]);
    assert!(text.contains("which holds 0 facts"), "{code} {text}");
}

#[test]
fn another_text_than_the_recorded_one_is_told() {
    let korea = Korea::new();
    let file = korea.folder.path().join("korea/korea-2018.agreement.md");
    fs::write(&file, fs::read_to_string(&file).unwrap() + "\nA word more.\n").unwrap();
    let shown = korea.told(&["status", &korea.case(), "--as-of", "2018-12-18"]);
    assert!(shown.contains("warning: the agreement here is not a text that the record"), "{shown}");
}
