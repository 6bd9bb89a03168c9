//! Every agreement under `agreements/`: it has no error, its scenarios pass, and it holds the provisions of its text.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use armistice_terms::provisions::provisions;

/// Folders of `agreements/` that hold no text of a treaty.
const OTHERS: [&str; 2] = ["examples", "vocabulary"];
/// Scenarios that an agreement must bring at the least.
const SCENARIOS: usize = 3;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The agreements: the name of each folder, and its file.
fn corpus() -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(root().join("agreements")).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        if folder.is_dir() && !OTHERS.contains(&name.as_str()) {
            let file = folder.join(format!("{name}.agreement.md"));
            assert!(file.is_file(), "{name} holds no {name}.agreement.md");
            assert!(folder.join("README.md").is_file(), "{name} holds no README.md");
            found.insert(name, file);
        }
    }
    found
}

fn armistice(command: &str, file: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_armistice"))
        .arg(command)
        .arg(file)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn every_agreement_is_without_an_error() {
    for (name, file) in corpus() {
        let output = armistice("check", &file);
        assert_eq!(output.status.code(), Some(0), "{name}:\n{}", said(&output));
    }
}

#[test]
fn every_agreement_is_in_canonical_form() {
    let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(["fmt", "--check", "agreements"])
        .current_dir(root())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "run `armistice fmt agreements`\n{}", said(&output));
}

#[test]
fn every_scenario_passes() {
    for (name, file) in corpus() {
        let output = armistice("test", &file);
        assert_eq!(output.status.code(), Some(0), "{name}:\n{}", said(&output));
        let passed = said(&output).lines().filter(|line| line.starts_with('✓')).count();
        assert!(passed >= SCENARIOS, "{name} brings {passed} scenarios");
    }
}

/// The provisions of the list: short name of the agreement, number, pattern. The columns up to the number hold no line
/// break, and no comma but between quotation marks; the pattern is the third column from the end.
fn list() -> Option<Vec<[String; 3]>> {
    let folder = std::env::var_os("ARMISTICE_DATA")
        .map_or_else(|| root().join("../shared/data"), PathBuf::from)
        .join("agreements/provisions.csv");
    let text = fs::read_to_string(folder).ok()?;
    let mut rows = Vec::new();
    for row in text.lines().skip(1).map(columns) {
        let [of, _, id, .., pattern, _, _] = row.as_slice() else { continue };
        rows.push([of.clone(), id.clone(), pattern.clone()]);
    }
    Some(rows)
}

/// The columns of a line of the list; a quotation mark is doubled inside of quotation marks.
fn columns(line: &str) -> Vec<String> {
    let mut columns = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => columns.push(String::new()),
            _ => columns.last_mut().unwrap().push(letter),
        }
    }
    columns
}

#[test]
fn every_agreement_holds_the_provisions_of_its_text() {
    let Some(list) = list() else {
        assert!(std::env::var_os("CI").is_none(), "the list of provisions is missing");
        eprintln!("SKIPPED: the list of provisions is not on this machine");
        return;
    };
    for (name, file) in corpus() {
        let (found, errors) = provisions(&fs::read_to_string(file).unwrap());
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        let mut found: Vec<_> = found.into_iter().map(|one| [one.of, one.id, one.pattern]).collect();
        let mut wanted: Vec<_> =
            list.iter().filter(|row| found.iter().any(|one| one.first() == row.first())).cloned().collect();
        assert!(!found.is_empty(), "{name} names no provision");
        // An agreement tells them in the order of its text, which the list does not always keep.
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{name}");
    }
}
