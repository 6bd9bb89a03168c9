//! What real pages have led readers into, one test a pitfall.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod given;

use armistice_reading::Claim;
use armistice_reading::claim::{Class, Modality, Polarity};

fn claims_by(agreement: &str, text: &str) -> Vec<Claim> {
    given::claims(agreement, text, "2018-12-01")
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

#[test]
fn what_is_listed_behind_a_colon_was_observed() {
    let found = claims_by(
        "jeddah-2023",
        "Head\n\nThe Monitoring and Coordination Committee detected significant breaches of the agreement: sustained fighting in the city, and clashes in Zalingei.",
    );
    assert_eq!(of(&found, "clashes in Zalingei").attribution.last().unwrap().source, "MCC");
    assert_eq!(of(&found, "sustained fighting").class, Class::Force);
}

#[test]
fn a_cue_names_who_speaks_behind_it() {
    let found = claims(
        "[Anchor]\n\nThe military says that North Korea fired shells on Friday.\n\n[Soundbite] Officer/Joint Chiefs of Staff: \"Our troops detected him at 4:16 a.m.\"",
    );
    assert_eq!(of(&found, "detected him").attribution.last().unwrap().source, "KR.JCS");
    assert_eq!(of(&found, "fired shells").attribution.last().unwrap().source, "KR.MIL");
}

#[test]
fn a_place_that_leads_takes_no_object() {
    let found = claims_by(
        "minsk-2015",
        "Daily report of 30 November 2018\n\nIn Donetsk region, the SMM recorded 284 explosions.",
    );
    assert_eq!(of(&found, "284 explosions").quantity.as_ref().unwrap().value, Some(284.0));
}

#[test]
fn will_is_shared_behind_and_over_a_relative_clause() {
    let found = claims(
        "North Korea fired shells on Friday. The North will reoccupy the guard posts which were withdrawn under the agreement and resume live-fire drills near the border, the JCS said.",
    );
    assert_eq!(of(&found, "resume live-fire").modality, Modality::Planned);
    assert_eq!(of(&found, "resume live-fire").actor, "KP");
    assert!(
        found.iter().all(|claim| !claim.quote.ends_with("withdrawn under the agreement")
            || claim.quote.contains("reoccupy")),
        "{found:#?}"
    );
}

#[test]
fn fire_that_is_not_answered_is_no_silence() {
    let found = claims("North Korea fired shells on Friday. South Korean troops did not respond with fire.");
    let claim = of(&found, "did not respond");
    assert_eq!((claim.class, claim.polarity), (Class::Force, Polarity::Negative));
}

#[test]
fn shares_of_what_was_counted_have_their_own_doers() {
    let found = claims_by(
        "cyprus-1974",
        "Report of the Secretary-General\n\nThe Force recorded 271 violations in 2018. Of these, 160 were committed by the National Guard and 111 by the Turkish Forces.",
    );
    let (first, second) = (of(&found, "160 were"), of(&found, "111 by"));
    assert_eq!((first.actor.as_str(), second.actor.as_str()), ("NG", "TF"));
    assert_eq!(second.quantity.as_ref().unwrap().value, Some(111.0));
}

#[test]
fn neither_is_not_so() {
    let found =
        claims("North Korea fired shells on Friday. Neither side withdrew guard posts, the JCS said.");
    assert_eq!(of(&found, "guard posts").polarity, Polarity::Negative);
}

#[test]
fn a_party_announces_what_will_be_done_by_nobody_named() {
    let found = claims(
        "North Korea fired shells on Friday. No guard posts will be withdrawn, South Korea's defence ministry said.",
    );
    assert_eq!(of(&found, "guard posts will").actor, "KR");
}

#[test]
fn whoever_spoke_first_goes_on_to_speak() {
    let found = claims_by(
        "undof-1974",
        "Report of the Secretary-General\n\nThe Israel Defense Forces informed UNDOF that they had fired two tank rounds at a Syrian military vehicle, stating that its presence breached the Agreement.",
    );
    let claim = of(&found, "its presence");
    assert_eq!(
        (claim.attribution.last().unwrap().source.as_str(), claim.modality),
        ("IL.IDF", Modality::Alleged)
    );
}

#[test]
fn the_last_noun_is_what_is_counted() {
    let found = claims_by(
        "undof-1974",
        "Report of the Secretary-General\n\nUNDOF found eight anti-aircraft guns on the Bravo side.",
    );
    assert_eq!(of(&found, "guns").quantity.as_ref().unwrap().unit, "weapon");
}

#[test]
fn whoever_is_kept_out_keeps_nobody_out() {
    let found = claims_by(
        "undof-1974",
        "Report of the Secretary-General\n\nUNDOF was not allowed to visit three positions on the Alpha side.",
    );
    let claim = of(&found, "was not allowed");
    assert_eq!(
        (claim.actor.as_str(), claim.class, claim.polarity),
        ("unknown", Class::Access, Polarity::Positive)
    );
}

#[test]
fn what_a_mission_sees_is_not_its_own() {
    let found = claims_by(
        "minsk-2015",
        "Daily report of 30 November 2018\n\nThe SMM observed five tanks near Kruhlyk.",
    );
    let claim = of(&found, "five tanks");
    assert_eq!((claim.actor.as_str(), claim.class), ("unknown", Class::Deploy));
    assert_eq!(claim.attribution.last().unwrap().source, "OSCE");
}

#[test]
fn what_is_forbidden_is_no_report() {
    let found =
        claims("North Korea fired shells on Friday. North Korean soldiers may not carry weapons in the JSA.");
    assert!(found.iter().all(|claim| !claim.quote.contains("may not")), "{found:#?}");
}

#[test]
fn whoever_is_unable_does_not_plan_to() {
    let found = claims(
        "North Korea fired shells on Friday. South Korea had been unable to withdraw guard posts, the JCS said.",
    );
    let claim = of(&found, "guard posts");
    assert_eq!((claim.modality, claim.polarity), (Modality::Done, Polarity::Negative));
}

#[test]
fn the_rest_of_what_was_told_follows() {
    let found = claims(
        "South Korea withdrew 11 guard posts on Friday, the defence ministry in Seoul said. Another four will follow before the end of the year.",
    );
    let rest = of(&found, "will follow");
    assert_eq!((rest.class, rest.modality), (Class::Disarm, Modality::Planned));
    assert_eq!(rest.quantity.as_ref().and_then(|quantity| quantity.value), Some(4.0));
}

#[test]
fn a_number_of_wounded_needs_no_verb_of_its_own() {
    let found = claims_by(
        "gaza-2025",
        "Head of it\n\nIsraeli strikes killed 342 civilians and left 875 injured in Gaza, the health ministry in Gaza said.\n",
    );
    assert!(
        found.iter().any(|claim| claim.class == Class::Harm
            && claim.quantity.as_ref().and_then(|quantity| quantity.value) == Some(875.0)),
        "{found:#?}"
    );
}

#[test]
fn the_to_of_an_infinitive_is_no_part_of_the_verb_before_it() {
    let found =
        claims("North and South Korea agreed to pull down 11 guard posts each by the end of November.");
    let both = of(&found, "pull down");
    assert_eq!((both.class, both.modality), (Class::Disarm, Modality::Promised));
}

#[test]
fn silence_and_not_having_seen_it_have_many_words() {
    let found = claims(
        "North Korea fired 60 shells on Friday, the JCS said. Pyongyang has kept silent. South Korea's military is not aware of any damage.",
    );
    assert_eq!(of(&found, "kept silent").modality, Modality::NotReported);
    assert_eq!(of(&found, "not aware").modality, Modality::NotObserved);
}

#[test]
fn two_verbs_share_their_object_though_the_first_may_be_a_noun() {
    let found = claims_by(
        "lebanon-2024",
        "Head of it\n\nIsraeli troops shot and wounded two farmers near Maroun al-Ras on Sunday, the Lebanese health ministry said. No group claimed responsibility.\n",
    );
    assert_eq!(of(&found, "wounded two farmers").class, Class::Harm);
    assert_eq!(of(&found, "claimed responsibility").modality, Modality::NotReported);
}

#[test]
fn an_aside_that_tells_of_some_is_not_whom_it_befell() {
    let found = claims_by(
        "gaza-2025",
        "Head of it\n\nAt least 14 people, including four children, were killed by Israeli gunfire near the yellow line on Sunday.\n",
    );
    let killed = of(&found, "14 people");
    assert_eq!(killed.quantity.as_ref().and_then(|quantity| quantity.value), Some(14.0));
}

#[test]
fn a_verb_behind_what_a_relative_clause_is_done_to_ends_the_search_for_its_subject() {
    // Each of these was once looked through without end.
    for text in [
        "An army officer said that posts which troops had left in the coming week were hit by rockets.",
        "The army insisted that houses which soldiers had hit in the morning fell down, it added, killing nobody.",
        "North Korea said that shells which the South had fired in the closing hours were hit by its guns.",
    ] {
        claims_by("gaza-2025", &format!("Head of it\n\n{text}\n"));
        claims(text);
    }
}
