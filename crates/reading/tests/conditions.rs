//! Sentences that tell of no act but of what came of one, of what is untrue, and of what is held out; and a few whose verb is hard to find.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod given;
mod table;

use armistice_reading::Claim;
use armistice_reading::claim::Polarity;

/// Beside what is told: a report that says nothing of the agreement yields nothing.
fn claims(agreement: &str, text: &str) -> Vec<Claim> {
    let known = match agreement {
        "lebanon-2024" => "Israeli troops fired ten shells at Naqoura on Monday.",
        "minsk-2015" => "Ukrainian forces fired ten shells at Shyrokyne on Monday.",
        "cyprus-1974" => "The National Guard fired ten shells at Pyla on Monday.",
        "gaza-2025" => "Israeli troops fired ten shells at Rafah on Monday.",
        "libya-2020" => "The LNA fired ten shells at Sirte on Monday.",
        "jeddah-2023" => "The Rapid Support Forces fired ten shells at Omdurman on Monday.",
        "colombia-2016" => "The Colombian army fired ten shells at Caloto on Monday.",
        "undof-1974" => "Israeli troops fired ten shells at Quneitra on Monday.",
        _ => "North Korea fired ten shells at Yeonpyeong Island on Monday.",
    };
    let text = format!("Front news\n\n{text}\n\n{known}\n\n{}\n", known.replace("Monday", "Tuesday"));
    let is_known = |claim: &Claim| claim.quote.contains("ten shells");
    given::claims(agreement, &text, "2025-12-10").into_iter().filter(|claim| !is_known(claim)).collect()
}

/// Class, party, modality and sign.
fn told(claim: &Claim) -> String {
    let sign = if claim.polarity == Polarity::Positive { '+' } else { '-' };
    let actor = claim.actor.split('.').next().unwrap_or_default();
    format!("{:?} {actor} {:?} {sign}", claim.class, claim.modality)
}

/// Agreement, sentence, words of its claim, the claim.
const TOLD: &[(&str, &str, &str, &str)] = &[
    // Verbs behind a plural that has more told of it, behind an age, behind the name of one that is many.
    (
        "jeddah-2023",
        "Two hospitals in Omdurman remain off limits to patients.",
        "remain off limits",
        "Access unknown Done +",
    ),
    (
        "colombia-2016",
        "Our fronts in Guaviare keep to the ceasefire, the FARC-EP said.",
        "keep to the ceasefire",
        "Pact FARC Done +",
    ),
    (
        "minsk-2015",
        "A woman of 70 died when a shell hit her kitchen in Avdiivka.",
        "A woman of 70 died",
        "Harm unknown Done +",
    ),
    (
        "lebanon-2024",
        "Two sisters aged 8 and 11 lost their lives in Khiam.",
        "lost their lives",
        "Harm unknown Done +",
    ),
    (
        "libya-2020",
        "The LNA denies having planted any mines at Sirte.",
        "having planted any mines",
        "Deploy LNA Denied +",
    ),
    // What is called untrue.
    (
        "lebanon-2024",
        "Hezbollah said that Israeli jets had struck an ambulance in Houla. The Israeli army called that nonsense.",
        "called that nonsense",
        "Force IL Denied +",
    ),
    (
        "libya-2020",
        "The GNA said that LNA artillery had shelled Abu Grein. \"Rubbish,\" was the answer of the General Command.",
        "was the answer",
        "Force LNA Denied +",
    ),
    (
        "cyprus-1974",
        "The Turkish side says that the National Guard has built a post at Deneia. The National Guard says there is no truth in this.",
        "no truth in this",
        "Deploy NG Denied +",
    ),
    (
        "lebanon-2024",
        "Israeli jets struck an ambulance in Houla. The Israeli army denies this.",
        "denies this",
        "Force IL Denied +",
    ),
    // Who is where.
    (
        "lebanon-2024",
        "There are no Hezbollah fighters in Khiam, the Lebanese army said.",
        "no Hezbollah fighters",
        "Deploy HEZ Done -",
    ),
    (
        "libya-2020",
        "There is not a single mercenary in our ranks, the LNA said.",
        "a single mercenary",
        "Deploy LNA Done -",
    ),
    (
        "cyprus-1974",
        "Two Turkish soldiers stood on the roof of the mill at Pyla.",
        "stood on the roof",
        "Deploy TF Done +",
    ),
    // Ways that are open or shut, people who lie wounded or are held.
    (
        "cyprus-1974",
        "The crossing at Ledra Street stayed open all day.",
        "stayed open",
        "Access unknown Done +",
    ),
    (
        "lebanon-2024",
        "Eight people are in hospital, the health ministry in Beirut said.",
        "Eight people are in hospital",
        "Harm unknown Done +",
    ),
    ("jeddah-2023", "Nine people in Khartoum are reported dead.", "are reported dead", "Harm unknown Done +"),
    (
        "colombia-2016",
        "Some 900 fighters of the FARC-EP are still in jail.",
        "are still in jail",
        "Custody CO Done +",
    ),
    // What is held out under a condition.
    (
        "korea-2018",
        "Should the South go further, North Korea will take corresponding steps, Pyongyang said.",
        "will take corresponding steps",
        "Pressure KP Threatened +",
    ),
    // Words for what befalls people and things.
    ("gaza-2025", "A boy was shot in the stomach at Rafah.", "shot in the stomach", "Harm unknown Done +"),
    (
        "colombia-2016",
        "Soldiers of the Colombian army held two delegates of the FARC-EP for five hours.",
        "held two delegates",
        "Custody CO Done +",
    ),
    (
        "undof-1974",
        "Syria has addressed two letters to the Security Council.",
        "addressed two letters",
        "Talk SY Done +",
    ),
    (
        "libya-2020",
        "Engineers of the Joint Military Commission cleared a further 4 km of verge.",
        "cleared a further 4 km",
        "Disarm JMC Done +",
    ),
    // Who is told to go, what is told to be done, what is called a breach, what is left without an answer.
    (
        "lebanon-2024",
        "Israel ordered the inhabitants of three villages to evacuate.",
        "ordered the inhabitants",
        "Procedure IL Done +",
    ),
    (
        "gaza-2025",
        "Residents of Tuffah were told over loudspeakers to keep away from the line.",
        "were told over loudspeakers",
        "Procedure unknown Done +",
    ),
    (
        "lebanon-2024",
        "Washington told Beirut to disarm Hezbollah by the end of the year.",
        "to disarm Hezbollah",
        "Disarm LB Wanted +",
    ),
    (
        "cyprus-1974",
        "UNFICYP regards the fence as a breach of the status quo.",
        "regards the fence",
        "Pact unknown Alleged +",
    ),
    (
        "korea-2018",
        "The North has ignored three faxes since the beginning of the month.",
        "ignored three faxes",
        "Absence KP NotReported -",
    ),
    (
        "minsk-2015",
        "The shelling of Avdiivka left 300 homes without power.",
        "300 homes",
        "Harm unknown Done +",
    ),
    (
        "undof-1974",
        "Four Syrian army trucks with machine guns stood in the area of separation.",
        "stood in the area",
        "Deploy SY Done +",
    ),
];

#[test]
fn what_is_told_of_a_state_is_read() {
    table::is_told(TOLD, claims, told);
}

/// Agreement and sentence: a state that is of no agreement, a condition that only asks for what was agreed.
const NOTHING: &[(&str, &str)] = &[
    ("lebanon-2024", "The question of the border is still open, Hezbollah said."),
    ("lebanon-2024", "If Israel keeps to the truce, Hezbollah will be ready for the next step."),
    ("cyprus-1974", "The minister was in hospital for a check, the National Guard said."),
    ("gaza-2025", "It is wrong to forget Rafah."),
    ("gaza-2025", "Israel views any breach of the agreement with great severity."),
    ("jeddah-2023", "Citizens are urged to keep away from the bridges."),
];

#[test]
fn a_state_of_another_kind_is_none() {
    for (agreement, text) in NOTHING {
        let found = claims(agreement, text);
        assert!(found.is_empty(), "{text}: {:?}", found.iter().map(told).collect::<Vec<_>>());
    }
}
