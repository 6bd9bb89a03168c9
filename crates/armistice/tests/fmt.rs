//! `armistice fmt` as a person runs it.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROUGH: &str = "# T {#head}\n\n```terms\nparty  A is \"A\".\nzone z is within 5 of M.\n\n\nregister r is partial .\n```\n";
const NEAT: &str =
    "# T {#head}\n\n```terms\nparty A is \"A\".\nzone z is within 5 of M.\n\nregister r is partial.\n```\n";

fn fmt(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_armistice"))
        .arg("fmt")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn folder(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t.agreement.md");
    fs::write(&file, text).unwrap();
    (folder, file)
}

#[test]
fn a_file_is_written_in_its_canonical_form_once() {
    let (folder, file) = folder(ROUGH);
    let output = fmt(folder.path(), &["t.agreement.md"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), NEAT);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "t.agreement.md:5: left as it stands, for it cannot be read\nt.agreement.md: written\n");
    let again = fmt(folder.path(), &["t.agreement.md"]);
    assert!(!String::from_utf8(again.stderr).unwrap().contains("written"));
}

#[test]
fn check_writes_nothing_and_shows_what_would_change() {
    let (folder, file) = folder(ROUGH);
    let output = fmt(folder.path(), &["--check", "."]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&file).unwrap(), ROUGH);
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @r#"
    ./t.agreement.md
    @@ -3,7 +3,6 @@
     ```terms
    -party  A is "A".
    +party A is "A".
     zone z is within 5 of M.
    -

    -register r is partial .
    +register r is partial.
     ```
    "#);
    fs::write(&file, NEAT).unwrap();
    let output = fmt(folder.path(), &["--check", "."]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
}

#[test]
fn stdout_prints_and_writes_nothing() {
    let (folder, file) = folder(ROUGH);
    let output = fmt(folder.path(), &["--stdout", "t.agreement.md"]);
    assert_eq!((output.status.code(), String::from_utf8(output.stdout).unwrap()), (Some(0), NEAT.to_owned()));
    assert_eq!(fs::read_to_string(&file).unwrap(), ROUGH);
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let (folder, _) = folder(ROUGH);
    let output = fmt(folder.path(), &["nowhere.agreement.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("error: "));
}
