//! Old events told as background keep their own day, or lie before the report; running totals are no events of its day.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod given;

use armistice_reading::Claim;

/// The claims of a report of 25 November 2022 that first tells of that day.
fn claims(text: &str) -> Vec<Claim> {
    let known = "North Korea fired ten shells into the sea on Friday, the JCS said.";
    let text = format!("Shells fall\n\n{known}\n\n{text}\n");
    given::claims("korea-2018", &text, "2022-11-25")
        .into_iter()
        .filter(|claim| !claim.quote.contains("ten shells"))
        .collect()
}

/// From when until when the claim whose quote holds these words is.
fn when(text: &str, words: &str) -> (String, String) {
    let found = claims(text);
    let claim = found.iter().find(|claim| claim.quote.contains(words));
    let date = claim.and_then(|claim| claim.date.clone()).unwrap_or_else(|| panic!("{words}: {found:#?}"));
    (date.from, date.to)
}

fn pair(from: &str, to: &str) -> (String, String) {
    (from.to_owned(), to.to_owned())
}

#[test]
fn what_was_long_ago_is_not_of_today() {
    for (text, words, from, to) in [
        ("In 2010, North Korea shelled Yeonpyeong Island.", "shelled", "2010-01-01", "2010-12-31"),
        (
            "A decade ago North Korean troops crossed the Military Demarcation Line.",
            "crossed",
            "2012-01-01",
            "2012-12-31",
        ),
        ("Decades ago North Korea planted mines in the DMZ.", "planted", "..", "2022-10-25"),
        ("During the war North Korea planted mines in the DMZ.", "planted", "..", "2022-10-25"),
        (
            "In the 1960s North Korean commandos crossed the Military Demarcation Line.",
            "crossed",
            "1960-01-01",
            "1969-12-31",
        ),
        ("North Korea removed its guard posts five years ago.", "removed", "2017-01-01", "2017-12-31"),
        ("The North had shelled Yeonpyeong Island.", "shelled", "..", "2022-11-25"),
    ] {
        assert_eq!(when(text, words), pair(from, to), "{text}");
    }
}

#[test]
fn what_is_remembered_lies_before_the_report() {
    let text =
        "The ceremony marked the anniversary of the day on which North Korea shelled Yeonpyeong Island.";
    assert_eq!(when(text, "shelled"), pair("..", "2022-11-24"));
}

#[test]
fn since_the_signing_is_since_the_agreement() {
    let text = "North Korea has violated the agreement 28 times since the signing of the accord.";
    assert_eq!(when(text, "violated"), pair("2018-09-19", "2022-11-25"));
}

#[test]
fn running_totals_are_no_events() {
    for text in [
        "The shelling brings to 1,200 the number of violations recorded since January.",
        "The shelling brought the total to 1,200.",
        "It was the 28th launch of a missile by North Korea this year.",
    ] {
        assert!(claims(text).is_empty(), "{:#?}", claims(text));
    }
}
