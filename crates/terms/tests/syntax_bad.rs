//! What is said about agreements that are not well formed, held in golden files.

#![expect(clippy::unwrap_used, reason = "a test stops at what is not there")]

use std::fmt::Write as _;
use std::path::PathBuf;

use armistice_terms::{Diagnostic, Severity, Span, syntax};

#[test]
fn the_document_around_the_terms() {
    insta::assert_snapshot!("host", shown("host"));
}

#[test]
fn words_and_figures() {
    insta::assert_snapshot!("lexical", shown("lexical"));
}

#[test]
fn days_and_deadlines() {
    insta::assert_snapshot!("time", shown("time"));
}

#[test]
fn sentences() {
    insta::assert_snapshot!("norms", shown("norms"));
}

#[test]
fn words_of_other_texts() {
    insta::assert_snapshot!("habits", shown("habits"));
}

#[test]
fn scenarios() {
    insta::assert_snapshot!("scenario", shown("scenario"));
}

#[test]
fn a_statement_that_could_not_be_read_leaves_its_name() {
    let (document, diagnostics) =
        syntax::parse("# T {#t}\n> q\n```terms\none: A muts go.\ntwo: A must go in z.\n```\n");
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(document.unread.iter().map(|name| name.node.as_str()).collect::<Vec<_>>(), ["one"]);
    assert_eq!(document.statements.len(), 1);
}

#[test]
fn a_clause_with_an_error_leaves_the_rest_of_its_sentence() {
    let text = "# T {#t}\n> q\n```terms\none: A must go starting at noon by 1 May 2019 verified by B.\n```\n";
    let (document, diagnostics) = syntax::parse(text);
    assert_eq!(diagnostics.len(), 1);
    let armistice_terms::ast::StatementKind::Norm(norm) = &document.statements[0].kind else {
        panic!("a norm")
    };
    assert_eq!(norm.sentence.clauses.len(), 2);
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let (document, diagnostics) = syntax::parse(&"a".repeat(syntax::MAX_FILE_BYTES + 1));
    assert_eq!(diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), ["A002"]);
    assert!(document.sections.is_empty());
}

fn shown(name: &str) -> String {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/agreements/bad/{name}.agreement.md"));
    let text = std::fs::read_to_string(path).unwrap();
    let (_, diagnostics) = syntax::parse(&text);
    assert!(!diagnostics.is_empty());
    diagnostics.iter().map(|diagnostic| drawn(&text, diagnostic)).collect::<Vec<_>>().join("\n")
}

fn drawn(text: &str, diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut shown = format!("{} {severity}: {}\n", diagnostic.code, diagnostic.message);
    if !diagnostic.article.is_empty() {
        let _ = writeln!(shown, "  in {}", diagnostic.article);
    }
    for label in &diagnostic.labels {
        shown.push_str(&underlined(text, label.span, &label.text));
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(shown, "  help: {help}");
    }
    shown
}

/// The first line of the place, underlined.
fn underlined(text: &str, span: Span, note: &str) -> String {
    let (start, end) = (span.start as usize, span.end as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let number = text[..start].matches('\n').count() + 1;
    let column = text[line_start..start].chars().count();
    let marked = text[start..end].lines().next().unwrap_or_default().chars().count().max(1);
    let underline = format!("{}{} {note}", " ".repeat(column), "^".repeat(marked));
    format!("  {number}:{}\n    | {line}\n    | {}\n", column + 1, underline.trim_end())
}
