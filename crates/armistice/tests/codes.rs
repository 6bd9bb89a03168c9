//! The error catalogue is whole: every code that has a page is raised by some bad agreement.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The bad agreements of the compiler's tests and of the program's.
fn bad() -> Vec<PathBuf> {
    let folders = ["crates/terms/tests/agreements/bad", "crates/armistice/tests/transcripts"];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(root().join(folder)).unwrap());
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".agreement.md"));
    files.sort();
    files
}

fn pages() -> BTreeSet<String> {
    let entries = std::fs::read_dir(root().join("docs/errors")).unwrap();
    let names =
        entries.map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned());
    names.filter(|name| name != "README").collect()
}

#[test]
fn every_code_of_the_catalogue_is_raised_by_some_bad_agreement() {
    let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(["check", "--format", "json"])
        .args(bad())
        .output()
        .unwrap();
    let mut raised = BTreeSet::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let checked: Value = serde_json::from_str(line).unwrap();
        for diagnostic in checked["diagnostics"].as_array().unwrap() {
            raised.insert(diagnostic["code"].as_str().unwrap().to_owned());
        }
    }
    let never: Vec<String> = pages().difference(&raised).cloned().collect();
    assert!(never.is_empty(), "no bad agreement raises {never:?}");
    let without_page: Vec<String> = raised.difference(&pages()).cloned().collect();
    assert!(without_page.is_empty(), "there is no page under docs/errors for {without_page:?}");
}

#[test]
fn nothing_is_said_twice_of_a_bad_agreement() {
    for file in bad() {
        let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(["check", "--format", "json"])
            .arg(&file)
            .output()
            .unwrap();
        let checked: Value = serde_json::from_slice(&output.stdout).unwrap();
        let said: Vec<String> =
            checked["diagnostics"].as_array().unwrap().iter().map(Value::to_string).collect();
        let once: BTreeSet<&String> = said.iter().collect();
        assert_eq!(once.len(), said.len(), "{}", file.display());
    }
}
