//! The agreement file of the Korea case: it has no problem, and no provision of either text is missing from it.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::path::{Path, PathBuf};

use armistice_terms::provisions::{self, Provision};
use armistice_terms::{FileError, Files, Severity, compile, syntax};

/// Provisions of the agreement of 2018 and paragraphs of the Armistice that the case holds.
const PROVISIONS: [(&str, usize); 2] = [("CMA", 72), ("KAA", 19)];

fn case() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/korea-2018")
}

fn text() -> String {
    std::fs::read_to_string(case().join("korea-2018.agreement.md")).unwrap()
}

/// The case's folder, with the vocabularies beside it.
struct Folder;

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        std::fs::read(case().join(path)).map_err(|_| FileError::Missing(path.to_owned()))
    }

    fn vocabulary(&self, name: &str) -> Result<String, FileError> {
        let path = case().join("../vocabulary").join(format!("{name}.agreement.md"));
        std::fs::read_to_string(path).map_err(|_| FileError::Missing(name.to_owned()))
    }
}

/// The provisions that the file names, each with the text's short name; no line is wrong.
fn provisions() -> Vec<Provision> {
    let (found, errors) = provisions::provisions(&text());
    assert!(errors.is_empty(), "{errors:#?}");
    found
}

#[test]
fn the_file_parses_without_a_problem() {
    let (document, diagnostics) = syntax::parse(&text());
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    assert!(document.tests.len() >= 20);
}

#[test]
fn the_file_compiles_without_an_error() {
    let text = text();
    let compiled = compile(&text, &Folder);
    for one in &compiled.diagnostics {
        let line = text.get(..one.span().start as usize).unwrap().lines().count();
        eprintln!("{line}: {} {} ({:?})", one.code, one.message, one.help);
    }
    assert!(compiled.diagnostics.iter().all(|one| one.severity != Severity::Error));
    let agreement = compiled.agreement.unwrap();
    let instruments: Vec<_> = agreement.instruments.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(
        instruments,
        [
            "Agreement on the Implementation of the Historic Panmunjom Declaration in the Military Domain",
            "Agreement concerning a military armistice in Korea",
        ]
    );
    // A norm of each text is governed by its own text.
    for (label, instrument) in [("no-fly-uav", 0), ("jsa-demining", 0), ("no-hostile-act", 1)] {
        let section = agreement.norm(label).unwrap().section;
        assert_eq!(agreement.section(section).unwrap().instrument, instrument, "{label}");
    }
}

#[test]
fn no_provision_of_either_text_is_missing() {
    let found = provisions();
    for (short_name, expected) in PROVISIONS {
        assert_eq!(found.iter().filter(|one| one.of == short_name).count(), expected, "{short_name}");
    }
}

#[test]
fn each_provision_stands_under_an_id_and_has_terms_or_the_reason_for_none() {
    let (document, _) = syntax::parse(&text());
    for one in provisions() {
        let above = document.sections.iter().rfind(|section| section.span.start <= one.span.start).unwrap();
        assert!(above.id.is_some(), "{} {} stands under no id", one.of, one.id);
        assert!(
            !one.held_by.is_empty() || !one.left_out.is_empty(),
            "{} {} is neither held nor left out",
            one.of,
            one.id
        );
    }
}
