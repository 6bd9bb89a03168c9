//! Formatting changes no meaning, and a second time nothing at all.

#![expect(clippy::unwrap_used, reason = "a test stops at what is not there")]

#[path = "format/agreements.rs"]
mod agreements;
#[path = "format/statements.rs"]
mod statements;

use armistice_terms::ast::{Decided, Sentence, Statement, StatementKind};
use armistice_terms::{MemoryFiles, compile, format, syntax};
use proptest::prelude::*;

/// A document as text, without the places, clauses sorted.
fn meaning(text: &str) -> Vec<String> {
    let (document, _) = syntax::parse(text);
    let mut parts: Vec<String> =
        document.statements.into_iter().map(|statement| without_places(&sorted(statement))).collect();
    parts.extend(document.tests.iter().map(without_places));
    parts.extend(document.sections.iter().map(without_places));
    parts.push(without_places(&document.unread));
    parts
}

fn sorted(mut statement: Statement) -> Statement {
    let sort = |sentence: &mut Sentence| sentence.clauses.sort_by_key(without_places);
    match &mut statement.kind {
        StatementKind::Norm(norm) => sort(&mut norm.sentence),
        StatementKind::Exception(exception) => sort(&mut exception.sentence),
        StatementKind::Decision(decision) => {
            if let Decided::Replaces { sentence, .. } = &mut decision.decides {
                sort(sentence);
            }
        }
        StatementKind::Procedure(procedure) => procedure.clauses.sort_by_key(without_places),
        _ => {}
    }
    statement
}

fn without_places(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    let mut parts = text.split("Span { ");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(part.split_once('}').unwrap().1);
    }
    kept
}

fn comments(text: &str) -> Vec<String> {
    let mut comments: Vec<String> = Vec::new();
    for (_, tree) in syntax::read(text).trees() {
        let tokens = tree.descendants_with_tokens().filter_map(|element| element.into_token());
        let of_tree = tokens.filter(|token| token.kind() == armistice_terms::SyntaxKind::Comment);
        comments.extend(of_tree.map(|token| token.text().trim_end().to_owned()));
    }
    comments.sort();
    comments
}

fn codes(text: &str) -> Vec<(&'static str, String)> {
    let mut codes: Vec<(&'static str, String)> = compile(text, &MemoryFiles::default())
        .diagnostics
        .into_iter()
        .map(|diagnostic| (diagnostic.code, diagnostic.message))
        .collect();
    codes.sort();
    codes
}

/// The laws of the formatter.
fn assert_laws(text: &str) -> String {
    let once = format(text).text;
    assert_eq!(format(&once).text, once, "a second time, of\n{text}");
    assert_eq!(meaning(&once), meaning(text), "{text}\n---\n{once}");
    assert_eq!(comments(&once), comments(text), "{text}\n---\n{once}");
    assert_eq!(codes(&once), codes(text), "{text}\n---\n{once}");
    once
}

fn in_file(terms: &str) -> String {
    format!("# T {{#t}}\n\n> [paraphrase] q\n\n```terms\n{terms}\n```\n\nAnd  more.\n")
}

#[test]
fn every_agreement_keeps_the_laws() {
    let all = agreements::all();
    assert!(all.len() > 40, "{}", all.len());
    for (_, text) in all {
        assert_laws(&text);
        assert_laws(&text.replace('\n', "\r\n"));
    }
}

#[test]
fn a_good_agreement_is_formatted_whole() {
    for (path, text) in agreements::good() {
        assert_eq!(format(&text).left, [], "{path}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn random_statements_keep_the_laws(statements in prop::collection::vec(statements::statement(), 1..4)) {
        assert_laws(&in_file(&statements.join("\n")));
    }

    #[test]
    fn one_statement_has_one_form_however_it_is_broken((smooth, rough) in statements::twice()) {
        let (smooth, rough) = (format(&in_file(&smooth)), format(&in_file(&rough)));
        if smooth.left.is_empty() && rough.left.is_empty() {
            prop_assert_eq!(smooth.text, rough.text);
        }
    }

    #[test]
    fn random_blocks_keep_the_laws(block in statements::block()) {
        assert_laws(&in_file(&block));
    }

    #[test]
    fn random_blocks_in_lists_and_quotes_keep_the_laws(block in statements::block(), quoted in any::<bool>()) {
        let (first, margin) = if quoted { ("> - ", ">   ") } else { ("1. ", "   ") };
        let lines = format!("```terms\n{block}\n```");
        let lines: Vec<String> =
            lines.lines().enumerate().map(|(n, line)| format!("{}{line}\r\n", if n == 0 { first } else { margin })).collect();
        assert_laws(&format!("# T {{#t}}\n\n> q\n\n{}", lines.concat()));
    }
}

proptest! {
    // Each case compiles the agreement several times.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_cut_of_an_agreement_keeps_the_laws(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), length in 0_usize..200) {
        let all = agreements::good();
        let (_, text) = &all[which.index(all.len())];
        let start = text.floor_char_boundary(at.index(text.len()));
        let end = text.floor_char_boundary((start + length).min(text.len()));
        assert_laws(&format!("{}{}", &text[..start], &text[end..]));
    }
}
