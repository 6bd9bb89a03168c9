//! Who did it, whose word it is and how it is meant, on sentences of the kinds that agencies, ministries and missions write.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod given;

use armistice_reading::Claim;
use serde_json::Value;

fn claims(agreement: &str, text: &str) -> Vec<Claim> {
    given::claims(agreement, text, "2021-03-05")
}

/// Party, modality and party of the innermost voice of the claim whose quote holds these words.
fn told(agreement: &str, text: &str, words: &str) -> String {
    // A report that says nothing of the agreement yields nothing: one thing is told of it beside.
    let known = match agreement {
        "korea-2018" => "North Korea fired ten shells into the sea on Friday, the JCS said.",
        _ => "",
    };
    let found = claims(agreement, &format!("Truce frays on the line\n\n{text}\n\n{known}\n"));
    let claim = found
        .iter()
        .find(|claim| claim.quote.contains(words))
        .unwrap_or_else(|| panic!("no claim holds `{words}`: {found:#?}"));
    let party = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
    let Value::String(modality) = serde_json::to_value(claim.modality).unwrap() else {
        panic!("a modality is a word")
    };
    let voice = claim.attribution.last().map_or("-".to_owned(), |voice| party(&voice.source));
    format!("{} {modality} by {voice}", party(&claim.actor))
}

/// Whether no claim holds these words.
fn is_silent(agreement: &str, text: &str, words: &str) -> bool {
    let known = "Israel fired at Khiam on Monday, the Lebanese army said.";
    let found = claims(agreement, &format!("Truce frays on the line\n\n{known}\n\n{text}\n"));
    found.iter().all(|claim| !claim.quote.contains(words))
}

#[test]
fn whoever_is_accused_without_a_voice_is_only_accused() {
    let text = "Israel was accused of shelling Khiam with tanks.";
    assert_eq!(told("lebanon-2024", text, "shelling Khiam"), "IL alleged by -");
    let text = "Israel was accused by Lebanon of shelling Khiam with tanks.";
    assert_eq!(told("lebanon-2024", text, "shelling Khiam"), "IL alleged by LB");
}

#[test]
fn what_an_allegation_holds_is_not_done() {
    let text =
        "The allegation that Seoul flew drones over Pyongyang was rejected by the South's defense ministry.";
    assert_eq!(told("korea-2018", text, "flew"), "KR denied by KR");
    let text = "The Lebanese army denied Israel's claim that Hezbollah had moved launchers into Khiam.";
    assert_eq!(told("lebanon-2024", text, "had moved launchers"), "HEZ denied by LB");
}

#[test]
fn a_pronoun_at_the_head_of_what_is_said_is_whoever_says_it() {
    let text = "Israeli soldiers watched from a hill. The Lebanese Armed Forces reported that they had arrested three men.";
    assert_eq!(told("lebanon-2024", text, "had arrested"), "LB done by LB");
    let text = "The separatists blamed Ukraine for the attack. Kyiv denied having used howitzers.";
    assert_eq!(told("minsk-2015", text, "having used"), "UA denied by UA");
}

#[test]
fn what_is_owned_by_its_is_of_whoever_was_named_last() {
    let text = "The Lebanese army moved on Monday. Israel says that is too slow. Its drones killed six people on Tuesday.";
    assert_eq!(told("lebanon-2024", text, "killed six"), "IL done by -");
}

#[test]
fn what_is_told_of_for_the_first_time_is_nobodys() {
    let text = "North Korean soldiers crossed the line on Monday. A helicopter flew over the Military Demarcation Line on Tuesday.";
    assert_eq!(told("korea-2018", text, "helicopter"), "unknown done by -");
}

#[test]
fn what_comes_out_of_a_country_where_many_fight_is_not_that_countrys() {
    let text = "Two rockets were fired from Lebanon on Monday, the Israeli military said.";
    assert_eq!(told("lebanon-2024", text, "were fired"), "unknown done by IL");
    let text = "A shell fired from separatist territory hit a school on Monday, a Ukrainian official said.";
    assert_eq!(told("minsk-2015", text, "hit a school"), "ADLR done by UA");
}

#[test]
fn armed_men_are_of_whoever_holds_the_post() {
    let text =
        "At a \"DPR\" checkpoint near Yasynuvata, two armed men stopped the patrol of the OSCE on Monday.";
    assert_eq!(told("minsk-2015", text, "stopped the patrol"), "ADLR done by -");
}

#[test]
fn what_somebody_does_beside_accusing_is_no_part_of_the_accusation() {
    let text = "Both camps were watched. The Libyan National Army condemned the shelling by the GNA and withdrew its forces from Sirte on Monday.";
    assert_eq!(told("libya-2020", text, "withdrew its forces"), "LNA done by -");
}

#[test]
fn a_quotation_goes_on_over_sentences() {
    let text = "\"They opened fire on our patrol,\" a UNIFIL spokesman said. \"We did not return fire. Two peacekeepers were wounded near Khiam.\"";
    assert_eq!(told("lebanon-2024", text, "were wounded"), "unknown done by UNIFIL");
}

#[test]
fn whoever_has_begun_has_done_and_whoever_was_first_is_not_to_come() {
    let text = "Israeli soldiers began to demolish houses in Khiam on Monday.";
    assert_eq!(told("lebanon-2024", text, "demolish"), "IL done by -");
    let text = "Donetsk said Ukrainian forces had been the first to open fire.";
    assert_eq!(told("minsk-2015", text, "open fire"), "UA done by ADLR");
}

#[test]
fn rights_that_are_reserved_are_threats() {
    let text = "Israel reserves the right to strike Khiam, its military said.";
    assert_eq!(told("lebanon-2024", text, "right to strike"), "IL threatened by IL");
}

#[test]
fn duties_fears_aims_and_terms_are_no_claims() {
    for (text, words) in [
        ("Israel is required to withdraw its troops from Khiam.", "withdraw"),
        ("Aid agencies fear that Israel will strike Khiam again.", "strike Khiam"),
        ("The line holds under a truce that was meant to end the shelling of Khiam.", "end the shelling"),
        ("The agreement gives Israel sixty days to withdraw its troops.", "gives Israel"),
    ] {
        assert!(is_silent("lebanon-2024", text, words), "{text}");
    }
}

#[test]
fn what_there_is_no_evidence_of_was_not_observed() {
    let text = "The U.N. Command said no evidence was found that North Korea had laid mines in the area.";
    assert_eq!(told("korea-2018", text, "had laid mines"), "KP not_observed by UNC");
}

#[test]
fn a_statement_below_a_letterhead_is_of_that_office() {
    let text = "IDF Spokesperson\nTuesday, 5 March 2021\n\nSoldiers of the 210th \"Bashan\" Division raided Khiam overnight. The soldiers confiscated two rifles.\n";
    let found = claims("lebanon-2024", text);
    assert!(!found.is_empty());
    assert!(found.iter().all(|claim| claim.actor.starts_with("IL")), "{found:#?}");
}
