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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn quotes_are_pieces_of_the_text(text in prop_oneof![soup(), "\\PC{0,400}"]) {
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
