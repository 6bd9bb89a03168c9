//! The agreement file of the Korea case: it has no problem, and no provision of either text is missing from it.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use armistice_terms::ast::{Document, StatementKind};
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

fn shared(relative: &str) -> Option<PathBuf> {
    let root = std::env::var_os("ARMISTICE_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let path = root.join(relative);
    path.exists().then_some(path)
}

/// The ids on the lines `Provisions: CMA 1.2-L1, 1.2-L2`, each with the text's short name and the line's number.
fn provisions(text: &str) -> Vec<(String, String, usize)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let Some(list) = line.strip_prefix("Provisions: ") else { continue };
        let (short_name, ids) = list.split_once(' ').unwrap();
        found.extend(ids.split(", ").map(|id| (short_name.to_owned(), id.to_owned(), index)));
    }
    found
}

/// Statements of a section that say what one of its sentences comes to.
fn sentences_answered(document: &Document, section: usize) -> usize {
    let answers = |kind: &StatementKind| {
        matches!(
            kind,
            StatementKind::Norm(_)
                | StatementKind::Exception(_)
                | StatementKind::Procedure(_)
                | StatementKind::Verification(_)
                | StatementKind::InForce(_)
                | StatementKind::NoTerms(_)
                | StatementKind::Zone(_)
        )
    };
    document
        .statements
        .iter()
        .filter(|statement| statement.section == Some(section) && answers(&statement.kind))
        .count()
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
fn each_provision_stands_in_the_file_once() {
    let found = provisions(&text());
    for (short_name, expected) in PROVISIONS {
        assert_eq!(found.iter().filter(|(of, ..)| of == short_name).count(), expected, "{short_name}");
    }
    let mut ids: Vec<_> = found.iter().map(|(of, id, _)| (of, id)).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), found.len(), "an id stands in the file twice");
}

#[test]
fn the_provisions_are_those_of_the_list_in_its_order() {
    let Some(path) = shared("agreements/provisions.csv") else {
        assert!(std::env::var_os("CI").is_none(), "the list of provisions is missing");
        eprintln!("SKIPPED: the list of provisions is not on this machine");
        return;
    };
    // The first three columns hold no comma: agreement, its title, provision.
    let list = std::fs::read_to_string(path).unwrap();
    let wanted: Vec<(String, String)> = list
        .lines()
        .filter_map(|line| {
            let mut columns = line.split(',');
            let short_name = columns.next()?;
            let id = columns.nth(1)?;
            (short_name == "CMA" || short_name == "KAA").then(|| (short_name.to_owned(), id.to_owned()))
        })
        .collect();
    let found: Vec<_> = provisions(&text()).into_iter().map(|(of, id, _)| (of, id)).collect();
    assert_eq!(found, wanted);
}

#[test]
fn each_provision_has_terms_or_the_reason_for_none() {
    let text = text();
    let (document, _) = syntax::parse(&text);
    let line_of = |offset: u32| text.get(..offset as usize).unwrap().lines().count();
    let mut by_line = BTreeMap::new();
    for (short_name, id, line) in provisions(&text) {
        by_line.entry(line).or_insert_with(Vec::new).push(format!("{short_name} {id}"));
    }
    for (line, ids) in by_line {
        let section =
            document.sections.iter().rposition(|section| line_of(section.span.start) <= line).unwrap();
        assert!(document.sections.get(section).unwrap().id.is_some(), "{ids:?} stands under no id");
        let answered = sentences_answered(&document, section);
        assert!(answered >= ids.len(), "{ids:?} has only {answered} statements");
    }
}
