//! Any text is read and compiled without panic: every byte of a block stands in its tree, every place lies in the
//! file, an agreement comes out exactly where there is no error, formatting twice is formatting once, and reading a text
//! again after half of it was read is reading it once.
#![no_main]

use std::cell::RefCell;

use armistice_terms::{Compiled, Diagnostic, MemoryFiles, Prepared, Severity};

/// A vocabulary of some twenty words, so that a run is short.
const VOCABULARY: &str = include_str!("../vocabulary.agreement.md");
/// What stands before a text that is no document of its own: a header, parties, places, a quotation.
const FRAME: &str = include_str!("../frame.agreement.md");

thread_local! {
    static KEPT: RefCell<(MemoryFiles, Prepared)> = RefCell::new((files(), Prepared::default()));
}

fn files() -> MemoryFiles {
    let mut files = MemoryFiles::default();
    files.vocabularies.insert("military-1".to_owned(), VOCABULARY.to_owned());
    files.files.insert("geo/l.geojson".to_owned(), b"{}".to_vec());
    files
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    let framed = format!("{FRAME}{text}\n");
    let text = if text.starts_with('#') { text } else { &framed };
    let syntax = armistice_terms::syntax::read(text);
    for (block, tree) in syntax.trees() {
        assert_eq!(tree.text().to_string(), block.text);
    }
    check_places(text, &syntax.diagnostics);
    let again = armistice_terms::syntax::read(first_half(text)).again(text);
    assert_eq!(again.document, syntax.document);
    assert_eq!(again.diagnostics, syntax.diagnostics);
    let formatted = armistice_terms::format(text);
    assert_eq!(armistice_terms::format(&formatted.text).text, formatted.text, "formatting twice changes nothing");
    KEPT.with_borrow_mut(|(files, prepared)| {
        let compiled = armistice_terms::compile_read(text, &again, files, prepared);
        check_places(text, &compiled.diagnostics);
        check_verdict(&compiled);
    });
});

fn first_half(text: &str) -> &str {
    let middle = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at));
    text.get(..middle.unwrap_or_default()).unwrap_or_default()
}

fn check_places(text: &str, diagnostics: &[Diagnostic]) {
    for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        assert!(text.get(label.span.start as usize..label.span.end as usize).is_some(), "{label:?}");
    }
}

/// An agreement comes out exactly where there is no error; nothing is said twice.
fn check_verdict(compiled: &Compiled) {
    let has_error = compiled.diagnostics.iter().any(|one| one.severity == Severity::Error);
    assert_eq!(compiled.agreement.is_none(), has_error, "{:?}", compiled.diagnostics);
    for pair in compiled.diagnostics.windows(2) {
        assert_ne!(pair[0], pair[1]);
    }
}
