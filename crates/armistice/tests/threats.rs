//! The threat model names tests. Each of them exists, and no row goes without one unless it says so.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The names of all functions below a folder that are tests.
fn tests_below(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() && entry.file_name() != "target" {
            tests_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let mut is_test = false;
            for line in text.lines().map(str::trim_start) {
                match line.strip_prefix("fn ").and_then(|rest| rest.split_once('(')) {
                    Some((name, _)) if is_test => drop(found.insert(name.to_owned())),
                    _ => {}
                }
                is_test =
                    line == "#[test]" || (is_test && (line.starts_with("#[") || line.starts_with("//")));
            }
        }
    }
}

#[test]
fn every_test_that_the_threat_model_names_exists() {
    let mut tests = BTreeSet::new();
    tests_below(&crates(), &mut tests);
    let page = fs::read_to_string(crates().join("../docs/threats.md")).unwrap();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() > 30, "{} rows were read", rows.len());
    let mut complaints = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        let named: Vec<&str> = cells.last().unwrap().split('`').skip(1).step_by(2).collect();
        if cells.len() != 4 || (named.is_empty() && !row.contains("*none*")) {
            complaints.push(format!("this row names no test, and does not say *none*: {row}"));
        }
        let missing = named.iter().filter(|name| !tests.contains(**name));
        complaints.extend(missing.map(|name| format!("docs/threats.md names `{name}`, which is no test")));
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
