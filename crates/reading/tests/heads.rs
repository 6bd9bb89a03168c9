//! Heads of statements and of news of statements: who issued a text, and that only a statement's own issuer speaks in it.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod given;

use armistice_reading::Claim;

/// Agreement, head, text, and the party or body that issued it.
const HEADS: &[(&str, &str, &str, &str)] = &[
    (
        "undof-1974",
        "Syrian Arab Republic\nMinistry of Foreign Affairs and Expatriates\nPress statement\n9 November 2021",
        "Israeli forces crossed the ceasefire line near Hader yesterday. Two shells fell in a field.",
        "SY",
    ),
    (
        "undof-1974",
        "Identical letters dated 9 November 2021 from the Permanent Representative of the Syrian Arab Republic to the United Nations addressed to the Secretary-General and the President of the Security Council",
        "On instructions from my Government, I wish to inform you of the following.\n\nIsraeli forces crossed the ceasefire line near Hader yesterday.",
        "SY",
    ),
    (
        "undof-1974",
        "Report of the Secretary-General on the United Nations Disengagement Observer Force for the period from 21 August to 20 November 2021",
        "1. Israeli forces crossed the ceasefire line near Hader on 3 November. Two shells fell in the area of separation.",
        "UN|UNDOF",
    ),
    (
        "lebanon-2024",
        "UNIFIL statement\n9 November 2021",
        "This morning, Israeli soldiers fired at a patrol near Khiam. Nobody was hurt.",
        "UNIFIL",
    ),
    (
        "lebanon-2024",
        "Statement attributable to the UNIFIL spokesperson",
        "This morning, Israeli soldiers fired at a patrol near Khiam. Nobody was hurt.",
        "UNIFIL",
    ),
    (
        "lebanon-2024",
        "IDF Spokesperson's Unit\n9 November 2021",
        "Hezbollah operatives fired two rockets at Metula this morning. There were no casualties.",
        "IL",
    ),
    (
        "lebanon-2024",
        "Lebanese Army Command - Orientation Directorate\nStatement",
        "Israeli enemy forces fired on a patrol near Khiam this morning.",
        "LB",
    ),
    (
        "lebanon-2024",
        "Hezbollah Media Relations",
        "In the name of God. Israeli forces fired on villagers near Khiam this morning. We will not be silent. Our right is clear.",
        "HEZ",
    ),
    (
        "gaza-2025",
        "Press statement issued by the Islamic Resistance Movement - Hamas",
        "Occupation forces fired on tents in Rafah this morning. We call on the mediators to act.",
        "HAMAS",
    ),
    (
        "gaza-2025",
        "Hamas: Israel shells Rafah in breach of truce",
        "Occupation forces shelled Rafah this morning. We call on the mediators to act. Our people will not leave.",
        "HAMAS",
    ),
    (
        "gaza-2025",
        "Government Media Office, Gaza\nUpdate No. 31",
        "The occupation has committed 12 violations since Sunday. Its forces shelled Rafah.",
        "HAMAS",
    ),
    (
        "gaza-2025",
        "COGAT daily update",
        "Yesterday 120 trucks entered the Gaza Strip via Kerem Shalom.",
        "IL",
    ),
    (
        "jeddah-2023",
        "Rapid Support Forces\nPress Release No. 44",
        "The army shelled Bahri this morning. Our forces hold their positions.",
        "RSF",
    ),
    (
        "jeddah-2023",
        "Sudanese Armed Forces\nOffice of the Official Spokesman",
        "The rebel militia shelled Omdurman this morning.",
        "SAF",
    ),
    (
        "jeddah-2023",
        "Joint statement by the Kingdom of Saudi Arabia and the United States of America on the ceasefire in Sudan",
        "The RSF occupied a hospital in Khartoum on Sunday. The army shelled Bahri.",
        "FAC",
    ),
    (
        "libya-2020",
        "General Command of the Libyan Arab Armed Forces\nStatement No. 7",
        "Turkish aircraft landed at Misrata yesterday with arms. We hold to the ceasefire.",
        "LNA",
    ),
    (
        "libya-2020",
        "Statement by the Joint Military Commission (5+5)",
        "The LNA released 30 detainees on Sunday.",
        "JMC",
    ),
    (
        "minsk-2015",
        "Daily Report 123/2021 issued on 9 November 2021\nOSCE Special Monitoring Mission to Ukraine (SMM)",
        "The SMM saw five tanks near Horlivka. Shelling was heard in Avdiivka.",
        "OSCE",
    ),
    (
        "minsk-2015",
        "Press centre of the Joint Forces Operation",
        "Over the past day the enemy violated the ceasefire nine times. Mortars shelled Avdiivka.",
        "UA",
    ),
    (
        "minsk-2015",
        "DPR People's Militia: situation report",
        "Over the past day Ukrainian forces violated the ceasefire nine times. Mortars shelled Horlivka.",
        "ADLR",
    ),
    (
        "minsk-2015",
        "Briefing by the official representative of the LPR People's Militia",
        "Over the past day Ukrainian forces shelled Zolote. Our units do not return fire.",
        "ADLR",
    ),
    (
        "korea-2018",
        "ROK Joint Chiefs of Staff: notice to the press",
        "North Korea fired ten shells into the maritime buffer zone on Sunday.",
        "KR",
    ),
    (
        "colombia-2016",
        "COMMUNIQUÉ No. 12\nFARC-EP Secretariat",
        "The army bombed a camp in Caqueta on Sunday. Our fighters hold to the ceasefire.",
        "FARC",
    ),
    (
        "colombia-2016",
        "Monitoring and Verification Mechanism\nMonthly bulletin",
        "The FARC handed over 20 rifles on Sunday.",
        "MMV",
    ),
    (
        "cyprus-1974",
        "Announcement by the National Guard General Staff",
        "Turkish soldiers entered the buffer zone near Pyla on Sunday.",
        "NG",
    ),
    (
        "cyprus-1974",
        "Turkish Cypriot Security Forces Command\nPress announcement",
        "National Guard soldiers entered the buffer zone near Pyla on Sunday.",
        "TF",
    ),
    (
        "cyprus-1974",
        "UNFICYP\nStatement by the spokesperson",
        "Turkish soldiers entered the buffer zone near Pyla on Sunday.",
        "UNFICYP",
    ),
];

#[test]
fn whoever_issues_a_statement_speaks_in_it() {
    let mut wrong = Vec::new();
    for (agreement, head, text, issuer) in HEADS {
        let found = claims_below(agreement, &format!("{head}\n\n{text}\n"));
        let voices: Vec<&str> = found
            .iter()
            .map(|claim| {
                claim.attribution.last().map_or("-", |voice| voice.source.split('.').next().unwrap())
            })
            .collect();
        if voices.is_empty() || voices.iter().any(|voice| !issuer.split('|').any(|one| one == *voice)) {
            wrong.push(format!("{head}: {issuer}, read {voices:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn news_of_a_statement_is_none() {
    let text = "North fires shells into sea\n\nBy Our Staff\n\nNorth Korea fired ten shells into the maritime buffer zone on Friday, \
        the Joint Chiefs of Staff said in a statement on Saturday.\n\nSouth Korea resumed drills near the border on Monday.\n";
    let found = claims_below("korea-2018", text);
    let drill = found.iter().find(|claim| claim.quote.contains("resumed drills")).unwrap();
    assert!(drill.attribution.is_empty(), "{:?}", drill.attribution);
    let text = "Israel dismisses the statement of Hezbollah\n\nIsraeli troops fired at Khiam on Monday.\n";
    let found = claims_below("lebanon-2024", text);
    assert!(found.iter().all(|claim| claim.attribution.is_empty()), "{found:#?}");
}

fn claims_below(agreement: &str, text: &str) -> Vec<Claim> {
    given::claims(agreement, text, "2021-11-09")
}
