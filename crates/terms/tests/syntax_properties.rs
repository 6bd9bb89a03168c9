//! The parser keeps every byte, never panics, and stays quick, whatever it is given.

use std::time::{Duration, Instant};

use armistice_terms::syntax;
use proptest::prelude::*;

/// The text of a block is what stands between its fences, and its tree holds all of it.
fn assert_lossless(text: &str) {
    let syntax = syntax::read(text);
    for (block, tree) in syntax.trees() {
        assert_eq!(tree.text().to_string(), block.text);
    }
    for diagnostic in &syntax.diagnostics {
        for label in &diagnostic.labels {
            assert!(text.get(label.span.start as usize..label.span.end as usize).is_some(), "{diagnostic:?}");
        }
    }
    for statement in &syntax.document.statements {
        assert!(text.get(statement.span.start as usize..statement.span.end as usize).is_some());
    }
}

fn in_block(terms: &str) -> String {
    format!("# T {{#t}}\n\n> q\n\n```terms\n{terms}\n```\n")
}

/// Words that the grammar knows, and some that it does not.
fn word() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "agreement",
        "party",
        "zone",
        "line",
        "is",
        "at",
        "each",
        "no",
        "the",
        "parties",
        "jointly",
        "must",
        "not",
        "may",
        "hold",
        "keep",
        "in",
        "state",
        "steps",
        "within",
        "beyond",
        "of",
        "other",
        "between",
        "marker",
        "and",
        "or",
        "minus",
        "(",
        ")",
        "5 km",
        "20 days",
        "1 October 2018",
        "2018-11-01 12:00",
        "31 February 2019",
        "0646",
        "22,000",
        "1.000,5",
        "09:00",
        "after",
        "beginning",
        "by",
        "from",
        "until",
        "upon",
        "verified",
        "all",
        "exception",
        "procedure",
        "for",
        "to",
        ":",
        ",",
        ".",
        "\"text\"",
        "\"",
        "MDL",
        "x",
        "in-force",
        "+",
        "# comment\n",
        "\n",
        "decision",
        "replaces",
        "releases",
        "every",
        "cure",
        "violation",
        "other",
        "moves",
        "end",
        "deadline",
        "verification",
        "reading",
        "quoting",
        "철책",
        "–",
        "then",
        "test",
        "with",
        "excluding",
        "percent",
        "a",
        "month",
    ];
    prop::sample::select(WORDS).prop_map(ToOwned::to_owned)
}

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 0..120).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC*") {
        assert_lossless(&text);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        assert_lossless(&in_block(&String::from_utf8_lossy(&bytes)));
        assert_lossless(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_order_of_words_keeps_every_byte(terms in soup(), tests in soup()) {
        assert_lossless(&in_block(&terms));
        assert_lossless(&format!("> ```test\n> {}\n> ```\n", tests.replace('\n', "\n> ")));
    }

    #[test]
    fn an_agreement_cut_or_crossed_anywhere_is_read(at in 0_usize..6000, word in word(), rest in 0_usize..6000) {
        let text = include_str!("agreements/good/panmunjom.agreement.md");
        let floor = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        assert_lossless(&format!("{}{word}{}", &text[..floor(at)], &text[floor(rest)..]));
    }

    #[test]
    fn statements_before_a_bad_one_are_kept(bad in soup()) {
        let (document, _) = syntax::parse(&in_block(&format!("first: A must go in z.\n{bad}")));
        prop_assert!(!document.statements.is_empty());
    }
}

/// A procedure without its colon, before the next statement, once kept the parser where it stood for ever.
#[test]
fn a_procedure_that_runs_into_the_next_statement_ends_there() {
    let text = in_block("w: procedure for each party upon approach\nfirst: A must go in z.\n");
    let (document, diagnostics) = syntax::parse(&text);
    assert_eq!(document.statements.len(), 1);
    assert!((1..=2).contains(&diagnostics.len()), "{diagnostics:#?}");
}

#[test]
fn a_block_may_begin_with_a_comment_or_hold_a_nul() {
    for terms in ["# a comment\nzone z is x.", "\n\n  zone z is x.", "\t\0 zone"] {
        assert_lossless(&in_block(terms));
    }
}

#[test]
fn brackets_may_stand_64_deep_and_no_deeper() {
    let zone = |depth: usize| in_block(&format!("zone z is {}x{}.", "(".repeat(depth), ")".repeat(depth)));
    assert_eq!(syntax::parse(&zone(64)).1, []);
    let codes: Vec<_> = syntax::parse(&zone(65)).1.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, ["A002"]);
}

#[test]
fn a_megabyte_of_brackets_is_quick() {
    for piece in ["(", "[", "zone z is (\n"] {
        assert_quick(piece, 1 << 20);
    }
}

#[test]
fn much_of_anything_is_quick() {
    for piece in
        [">", "a: ", "\"", "a, ", "1.", "- ", "`", "> > ", "*a _b ", "# a\n", "{#a} ", "then ", "```terms\n"]
    {
        assert_quick(piece, 1 << 16);
    }
}

#[expect(clippy::disallowed_methods, reason = "the test measures how long the parser takes")]
/// Generous: a debug build on a busy machine; what is quadratic takes far longer.
fn assert_quick(piece: &str, bytes: usize) {
    let many = piece.repeat(bytes / piece.len());
    for text in [in_block(&many), in_block(&format!("zone z is {many}")), many] {
        let begun = Instant::now();
        assert_lossless(&text);
        assert!(begun.elapsed() < Duration::from_secs(60), "{piece:?} took {:?}", begun.elapsed());
    }
}
