//! What real pages have led readers into, one test a pitfall.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it should be"
)]

use armistice_reading::claim::{Class, Modality, Polarity};
use armistice_reading::{Claim, Document, Lexicon, read};

fn claims_by(agreement: &str, text: &str) -> Vec<Claim> {
    let path = format!("{}/../../agreements/{agreement}/{agreement}.words.toml", env!("CARGO_MANIFEST_DIR"));
    let lexicon = Lexicon::new(&[&std::fs::read_to_string(path).unwrap()]).unwrap();
    let mut document = Document::plain(text);
    document.declared.published = Some("2018-12-01".to_owned());
    read(&lexicon, &document).claims
}

fn claims(text: &str) -> Vec<Claim> {
    claims_by("korea-2018", &format!("Head of it\n\n{text}\n"))
}

/// The claim whose quote holds these words.
fn of<'c>(claims: &'c [Claim], words: &str) -> &'c Claim {
    claims
        .iter()
        .find(|claim| claim.quote.contains(words))
        .unwrap_or_else(|| panic!("no claim holds `{words}`: {claims:#?}"))
}

#[test]
fn a_headline_told_three_times_is_no_claim_of_its_own() {
    let text = "North Korea fires shells\n\nNorth Korea fires shells\nNorth Korea fires shells\n\nNorth Korea fired 60 shells on Friday, the JCS said.";
    let found = claims_by("korea-2018", text);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].also_at.len(), 3);
}

#[test]
fn a_caption_in_the_present_tense_has_no_day() {
    let found = claims(
        "North Korea fired shells at the South on Friday.\n\nNorth Korean soldiers remove mines in the JSA – video",
    );
    let caption = of(&found, "remove mines");
    assert_eq!(caption.date.as_ref().unwrap().from, "..");
}

#[test]
fn the_headline_of_another_story_yields_nothing() {
    let found = claims(
        "North Korea fired shells at the South on Friday.\n\nNEXT South Korea fires at North Korean soldiers on border",
    );
    assert!(found.iter().all(|claim| !claim.quote.contains("on border")), "{found:#?}");
}

#[test]
fn a_lost_space_parts_two_sentences() {
    let found =
        claims("The deal has lost its value.North Korea fired shells at the South on Friday, it said.");
    assert!(of(&found, "fired shells").quote.starts_with("North Korea"));
}

#[test]
fn a_capital_is_a_government_with_a_verb_and_a_place_behind_in() {
    let found =
        claims("Pyongyang withdrew guard posts on Friday. North Korea fired shells in Pyongyang on Friday.");
    assert_eq!(of(&found, "withdrew guard posts").actor, "KP");
    assert_eq!(of(&found, "fired shells").place.as_ref().unwrap().id.as_deref(), Some("geo:pyongyang"));
}

#[test]
fn the_name_of_an_agreement_is_no_date() {
    let found = claims("North Korea violated the Sept. 19 accord on Friday, the JCS said.");
    assert_eq!(of(&found, "violated").date.as_ref().unwrap().from, "2018-11-30");
}

#[test]
fn the_accused_acts_and_the_accuser_speaks() {
    let found = claims("Pyongyang accused Seoul of shelling its guard posts on Friday.");
    let claim = of(&found, "shelling");
    assert_eq!(
        (claim.actor.as_str(), claim.attribution[0].source.as_str(), claim.modality),
        ("KR", "KP", Modality::Alleged)
    );
}

#[test]
fn a_denial_denies_what_is_denied() {
    let found = claims("North Korea denied shelling the South on Friday.");
    let claim = of(&found, "shelling");
    assert_eq!(
        (claim.actor.as_str(), claim.modality, claim.polarity),
        ("KP", Modality::Denied, Polarity::Positive)
    );
}

#[test]
fn a_day_of_a_statement_dates_no_act() {
    let found = claims(
        "South Korea’s defence ministry said on Friday that the Korean militaries completed removing 20 guard posts.",
    );
    let date = of(&found, "removing 20 guard posts").date.as_ref().unwrap().clone();
    assert_eq!(
        (date.from.as_str(), date.to.as_str(), date.certainty.as_str()),
        ("..", "2018-11-30", "upper_bound")
    );
}

#[test]
fn fear_purpose_and_definition_are_no_acts() {
    let found = claims(
        "A North Korean soldier fled to the South on Friday because he was fearful of being executed. He crossed the line that divides the Koreas to reach the South.",
    );
    assert!(found.iter().all(|claim| claim.class != Class::Harm), "{found:#?}");
    assert!(found.iter().all(|claim| !claim.quote.starts_with("that divides")), "{found:#?}");
}

#[test]
fn soldiers_killed_in_an_old_war_are_not_killed_again() {
    let found = claims(
        "The two Koreas plan to search for remains of soldiers killed during the 1950-53 Korean war in the DMZ.",
    );
    assert!(found.iter().all(|claim| claim.class != Class::Harm), "{found:#?}");
}

#[test]
fn a_passive_without_an_agent_names_nobody() {
    let found = claims_by(
        "minsk-2015",
        "Head\n\nUkrainian forces shelled Horlivka on Friday. Two civilians were wounded near Zolote on Friday, the SMM said.",
    );
    assert_eq!(of(&found, "were wounded").actor, "unknown");
}

#[test]
fn what_an_agreement_asks_is_no_report() {
    let found = claims(
        "North Korea fired shells at the South on Friday. Under the Sept. 19 accord the two sides are to halt live-fire drills in the buffer zones.",
    );
    assert!(found.iter().all(|claim| !claim.quote.contains("live-fire")), "{found:#?}");
}

#[test]
fn a_page_about_something_else_yields_nothing() {
    assert!(
        claims(
            "Seoul shares fell on Friday as investors fled to gold. A fire broke out at a market in the city."
        )
        .is_empty()
    );
}
