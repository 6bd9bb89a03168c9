//! `armistice claims` as a person runs it: cards, JSON by its schema, and nothing where nothing is said.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn claims(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_armistice"))
        .arg("claims")
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const REPORT: &str = "crates/reading/tests/reports/korea-2018/korea-wire-coastal-fire.txt";

#[test]
fn a_report_is_shown_claim_by_claim() {
    let shown = claims(&[REPORT, "--agreement", "agreements/korea-2018", "--published", "2019-11-05"]);
    assert!(shown.status.success(), "{}", text(&shown.stderr));
    insta::assert_snapshot!("claims_table", text(&shown.stdout));
}

#[test]
fn without_an_agreement_the_words_are_found() {
    let shown = claims(&["crates/reading/tests/reports/lebanon-2024/lebanon-wire-page.txt"]);
    assert!(text(&shown.stdout).contains("read by the words of lebanon-2024"), "{}", text(&shown.stdout));
}

#[test]
fn json_follows_its_schema_and_lines_are_the_same_claims() {
    let schema = std::fs::read_to_string(root().join("schemas/claims.schema.json")).unwrap();
    let validator = jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap();
    let shown = claims(&[REPORT, "--agreement", "agreements/korea-2018", "--format", "json"]);
    let view: Value = serde_json::from_slice(&shown.stdout).unwrap();
    let problems: Vec<String> =
        validator.iter_errors(&view).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert!(problems.is_empty(), "{problems:?}");
    let lines = claims(&[REPORT, "--agreement", "agreements/korea-2018", "--format", "ndjson"]);
    let lines: Vec<Value> =
        text(&lines.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(view["claims"], Value::Array(lines));
    let report = std::fs::read_to_string(root().join(REPORT)).unwrap();
    for claim in view["claims"].as_array().unwrap() {
        assert!(report.contains(claim["quote"].as_str().unwrap()), "{claim}");
    }
}

#[test]
fn a_report_about_something_else_yields_nothing() {
    let shown = claims(&["crates/reading/tests/reports/korea-2018/offtopic-market-page.txt"]);
    assert!(shown.status.success());
    assert!(text(&shown.stdout).contains("0 claims"), "{}", text(&shown.stdout));
    assert!(text(&shown.stderr).contains("nothing about the agreement"));
}

#[test]
fn what_cannot_be_read_is_told_with_its_cause() {
    let shown = claims(&["no-such-report.txt"]);
    assert_eq!(shown.status.code(), Some(2));
    assert!(text(&shown.stderr).contains("cannot read `no-such-report.txt`"), "{}", text(&shown.stderr));
    let shown = claims(&[REPORT, "--agreement", "agreements/sinai-1979"]);
    assert_eq!(shown.status.code(), Some(2));
    assert!(text(&shown.stderr).contains("sinai-1979.words.toml"), "{}", text(&shown.stderr));
}
