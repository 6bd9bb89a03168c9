//! `armistice provisions` as a person runs it, and the table of what the agreements hold.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const FILE: &str = r#"# Truce {#head}
```terms
agreement "Truce" between A, B signed 1 May 2020 binding politically authentic in en
  time zone "UTC" vocabulary "military-1" month ends refused.
party A is "A".
party B is "B".
```
## Article 1 {#art_1}
> [paraphrase] Both sides cease fire. They respect each other.

Provision: TR 1a (ACT)
```terms
cease: no party may conduct attack everywhere.
no terms because "`seek advantage`: no measure of it".
```

Provision: TR 1b (SOFT)
```terms
no terms because "respect: nothing to observe".
```
"#;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn provisions(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_armistice"))
        .arg("provisions")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn provisions_are_told_for_people_and_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("truce")).unwrap();
    fs::write(folder.path().join("truce/truce.agreement.md"), FILE).unwrap();
    let shown = provisions(folder.path(), &["."]);
    assert_eq!(shown.status.code(), Some(0), "{}", text(&shown.stderr));
    insta::assert_snapshot!("provisions_table", text(&shown.stdout));
    let shown = provisions(folder.path(), &[".", "--format", "markdown"]);
    insta::assert_snapshot!("provisions_markdown", text(&shown.stdout));
    let shown = provisions(folder.path(), &[".", "--format", "json"]);
    let value: Value = serde_json::from_slice(&shown.stdout).unwrap();
    let schema = fs::read_to_string(root().join("schemas/provisions.schema.json")).unwrap();
    let validator = jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap();
    assert!(validator.is_valid(&value), "{value:#}");
    assert_eq!(value[0]["provisions"][0]["rendered"], "in part");
}

/// `UPDATE_COVERAGE=1` writes it anew.
#[test]
fn the_table_of_what_the_agreements_hold_is_that_of_today() {
    let shown = provisions(&root(), &["agreements", "--format", "markdown"]);
    assert_eq!(shown.status.code(), Some(0), "{}", text(&shown.stderr));
    let path = root().join("agreements/COVERAGE.md");
    if std::env::var_os("UPDATE_COVERAGE").is_some() {
        fs::write(&path, &shown.stdout).unwrap();
    }
    let committed = fs::read_to_string(path).unwrap();
    assert!(
        committed == text(&shown.stdout),
        "agreements/COVERAGE.md is not what `armistice provisions agreements --format markdown` prints: run this test \
         with UPDATE_COVERAGE=1 and read what changed"
    );
}

#[test]
fn lines_that_cannot_be_read_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = FILE.replace("TR 1b (SOFT)", "TR 1b");
    fs::write(folder.path().join("truce.agreement.md"), wrong).unwrap();
    let shown = provisions(folder.path(), &["."]);
    assert_eq!(shown.status.code(), Some(1));
    assert!(text(&shown.stderr).contains("truce.agreement.md:17: `Provision: TR 1b` names no provision"));
    let nowhere = provisions(folder.path(), &["elsewhere"]);
    assert_eq!(nowhere.status.code(), Some(2));
}
