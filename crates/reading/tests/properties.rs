//! What holds for every text: a quote is an exact piece of it, the same text gives the same claims, and no text breaks the
//! reader.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use armistice_reading::{Document, Lexicon, read};
use proptest::prelude::*;

fn lexicon() -> Lexicon {
    Lexicon::new(&[include_str!("../../../agreements/korea-2018/korea-2018.words.toml")]).unwrap()
}

/// Words and marks that the rules look for, in any order, with characters of several bytes between.
fn soup() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "North Korea",
        "the South’s",
        "soldiers",
        "fired",
        "shells",
        "60",
        "about",
        "at",
        "into the",
        "buffer zone",
        "said",
        "that",
        "accused",
        "of",
        "shelling",
        "denied",
        "will",
        "not",
        "withdraw",
        "guard posts",
        "on Friday",
        "Oct. 19",
        "10 p.m.",
        ",",
        ".",
        "\n",
        "\n\n",
        "“",
        "”",
        "(",
        ")",
        "—",
        "who",
        "which",
        "and",
        "but",
        "after",
        "if",
        "to",
        "according to",
        "JCS",
        "it",
        "they",
        "was",
        "have",
        "been",
        "by",
        "the",
        "a",
        "no",
        "both sides",
        "북한군은",
        "포격하였다.",
        "합참은",
        "군사분계선을",
        "é",
        "🚀",
        "-",
        "'s",
        "PREV",
        "Photo:",
        "each",
    ]);
    prop::collection::vec(words, 0..120).prop_map(|words| words.join(" "))
}

/// Sentences as people build them, from parts that may each be left out: relative clauses, asides, participles, voices, conditions.
fn sentences() -> impl Strategy<Value = String> {
    let part = |words: &'static [&'static str]| prop::option::weighted(0.6, prop::sample::select(words));
    let clause = (
        part(&["The JCS said that", "An officer denied", "If", "After", "It added,", "To reach the line,"]),
        part(&["North Korea", "shells", "posts and guns", "the troops of both sides", "who", "no soldier"]),
        part(&["which", "that", "who", ", which", "whose"]),
        part(&["soldiers", "the South", "they", "a force of four tanks and a bulldozer"]),
        part(&["had fired", "left", "to hit", "being moved", "were said to have shelled", "was"]),
        part(&["in the closing hours", "near the line", ", a spokesman said,", "(5+5)", "on Friday"]),
        part(&["were hit", "fell", "firing shells", "would withdraw", "stay", "told the army to leave"]),
        part(&[
            "by rockets",
            "at posts",
            "the posts",
            "and burned",
            ", and fired",
            "“as before”",
            "12 people",
        ]),
    )
        .prop_map(|(a, b, c, d, e, f, g, h)| {
            [a, b, c, d, e, f, g, h].into_iter().flatten().collect::<Vec<_>>().join(" ")
        });
    prop::collection::vec(clause, 1..4).prop_map(|clauses| clauses.join(" ") + ".")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// What it holds is that the reader comes to an end.
    #[test]
    fn sentences_of_any_build_are_read_to_their_end(text in sentences()) {
        static WORDS: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(lexicon);
        let reading = read(&WORDS, &Document::plain(text.clone()));
        prop_assert!(reading.claims.len() <= text.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn quotes_are_pieces_of_the_text(text in prop_oneof![soup(), sentences(), "\\PC{0,400}"]) {
        let lexicon = lexicon();
        let document = Document::plain(text.clone());
        let reading = read(&lexicon, &document);
        for claim in &reading.claims {
            prop_assert_eq!(text.get(claim.byte[0]..claim.byte[1]), Some(claim.quote.as_str()));
            prop_assert_eq!(claim.char[0], text[..claim.byte[0]].chars().count());
            prop_assert_eq!(claim.char[1], text[..claim.byte[1]].chars().count());
            prop_assert!(text[..claim.byte[0]].ends_with(&claim.prefix));
            prop_assert!(text[claim.byte[1]..].starts_with(&claim.suffix));
            prop_assert!(!claim.trail.is_empty());
            for also in &claim.also_at {
                prop_assert_eq!(text.get(also.byte[0]..also.byte[1]), Some(also.quote.as_str()));
            }
        }
        prop_assert_eq!(&read(&lexicon, &document), &reading);
    }
}

#[test]
fn a_text_of_one_long_line_is_read_to_its_end() {
    let text = "North Korea fired shells at the South on Friday, the JCS said ".repeat(2_000);
    let claims = read(&lexicon(), &Document::plain(text)).claims;
    assert!(claims.len() < 4_000);
    let marks = "“(,".repeat(20_000);
    assert!(read(&lexicon(), &Document::plain(marks)).claims.is_empty());
}
