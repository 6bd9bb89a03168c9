//! One sentence for each way in which agencies, ministries and missions tell an act: the forms of attribution, of the actor, of what is
//! done to whom, of what is to come, asked for or denied.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod given;

use armistice_reading::Claim;
use serde_json::Value;

/// Agreement, sentence, words of the claim, party and modality and party of the innermost voice.
const WAYS: &[(&str, &str, &str, &str)] = &[
    (
        "korea-2018",
        "Col. Lee Sung-jun, a spokesman for the Joint Chiefs of Staff, said North Korea had laid mines near the line.",
        "had laid mines",
        "KP done by KR",
    ),
    (
        "korea-2018",
        "North Korea has laid mines near the line, said Col. Lee Sung-jun, a spokesman for the Joint Chiefs of Staff.",
        "has laid mines",
        "KP done by KR",
    ),
    (
        "lebanon-2024",
        "Israeli troops fired on a patrol near Khiam, said Andrea Tenenti, a UNIFIL spokesman.",
        "fired on a patrol",
        "IL done by UNIFIL",
    ),
    (
        "lebanon-2024",
        "\"Israeli troops fired on our patrol,\" Andrea Tenenti, a spokesman for UNIFIL, told reporters in Beirut.",
        "Israeli troops fired on our patrol",
        "IL done by UNIFIL",
    ),
    (
        "lebanon-2024",
        "Brig. Gen. Effie Defrin, the chief spokesman of the Israeli military, said Hezbollah had fired two rockets.",
        "had fired two rockets",
        "HEZ done by IL",
    ),
    (
        "minsk-2015",
        "Ukrainian military spokesman Andriy Lysenko said separatists had shelled Avdiivka 12 times.",
        "had shelled Avdiivka",
        "ADLR done by UA",
    ),
    (
        "minsk-2015",
        "Separatists shelled Avdiivka 12 times, according to Andriy Lysenko, a spokesman for the Ukrainian military.",
        "shelled Avdiivka",
        "ADLR done by UA",
    ),
    (
        "minsk-2015",
        "In a post on Telegram, the DPR said Ukrainian forces had violated the ceasefire nine times.",
        "violated the ceasefire",
        "UA alleged by ADLR",
    ),
    (
        "jeddah-2023",
        "The RSF captured a base in Omdurman, the group announced in a statement late on Friday.",
        "captured a base",
        "RSF done by RSF",
    ),
    (
        "jeddah-2023",
        "In a video released by the RSF, a commander said his men had captured a base in Omdurman.",
        "had captured a base",
        "RSF done by RSF",
    ),
    (
        "jeddah-2023",
        "A statement from the Sudanese army said the RSF had attacked a hospital in Khartoum.",
        "had attacked a hospital",
        "RSF done by SAF",
    ),
    (
        "jeddah-2023",
        "The army's statement said the RSF had attacked a hospital in Khartoum.",
        "had attacked a hospital",
        "RSF done by SAF",
    ),
    (
        "jeddah-2023",
        "The statement, issued by the army, said the RSF had attacked a hospital in Khartoum.",
        "had attacked a hospital",
        "RSF done by SAF",
    ),
    (
        "gaza-2025",
        "Hamas fired at soldiers near Rafah, the Israeli military said, calling it a blatant violation of the ceasefire.",
        "fired at soldiers",
        "HAMAS done by IL",
    ),
    (
        "gaza-2025",
        "Israel said Hamas had fired at its soldiers near Rafah. It added that troops had returned fire.",
        "troops had returned fire",
        "IL done by IL",
    ),
    (
        "gaza-2025",
        "Israel's military said Hamas had fired at its soldiers. Its troops, it said, returned fire.",
        "returned fire",
        "IL done by IL",
    ),
    (
        "gaza-2025",
        "According to the Gaza health ministry, Israeli strikes killed nine people on Sunday.",
        "killed nine people",
        "IL done by HAMAS",
    ),
    (
        "gaza-2025",
        "Israeli strikes killed nine people on Sunday, health officials in Gaza said.",
        "killed nine people",
        "IL done by HAMAS",
    ),
    (
        "libya-2020",
        "The UN mission in Libya reported that the LNA had moved tanks to Sirte.",
        "had moved tanks",
        "LNA done by UNSMIL",
    ),
    (
        "libya-2020",
        "A senior LNA officer, speaking on condition of anonymity, said his troops had moved tanks to Sirte.",
        "had moved tanks",
        "LNA done by LNA",
    ),
    (
        "libya-2020",
        "Three diplomats told the agency that the LNA had moved tanks to Sirte.",
        "had moved tanks",
        "LNA done by unnamed:diplomats",
    ),
    (
        "undof-1974",
        "The Syrian foreign ministry quoted the army as saying that Israeli troops had crossed the ceasefire line.",
        "had crossed",
        "IL done by SY",
    ),
    (
        "undof-1974",
        "Israeli troops crossed the ceasefire line, Syrian state television reported.",
        "crossed the ceasefire line",
        "IL done by SY",
    ),
    (
        "colombia-2016",
        "The FARC have handed over 300 rifles, Colombia's defense minister told Congress on Tuesday.",
        "have handed over 300 rifles",
        "FARC done by CO",
    ),
    (
        "colombia-2016",
        "President Santos, who visited the camp on Friday, said the FARC had handed over 300 rifles.",
        "had handed over 300 rifles",
        "FARC done by CO",
    ),
    (
        "cyprus-1974",
        "UNFICYP has confirmed that Turkish troops entered the buffer zone on Monday.",
        "entered the buffer zone",
        "TF done by UNFICYP",
    ),
    (
        "korea-2018",
        "North Korea is thought to have laid more mines near the line, a South Korean official said.",
        "laid more mines",
        "KP assessed by KR",
    ),
    (
        "lebanon-2024",
        "Israeli warplanes carried out a series of raids on Khiam on Monday.",
        "carried out a series of raids",
        "IL done by -",
    ),
    (
        "lebanon-2024",
        "A series of raids was carried out by Israeli warplanes on Khiam on Monday.",
        "A series of raids was carried out",
        "IL done by -",
    ),
    (
        "lebanon-2024",
        "Khiam came under Israeli artillery fire on Monday.",
        "came under Israeli artillery fire",
        "IL done by -",
    ),
    (
        "lebanon-2024",
        "Khiam was the target of three Israeli air strikes on Monday.",
        "was the target of three Israeli air strikes",
        "IL done by -",
    ),
    (
        "lebanon-2024",
        "An Israeli drone strike on a car near Khiam left two people dead on Monday.",
        "left two people dead",
        "IL done by -",
    ),
    (
        "lebanon-2024",
        "Two people were killed when an Israeli drone struck a car near Khiam on Monday.",
        "an Israeli drone struck a car",
        "IL done by -",
    ),
    (
        "lebanon-2024",
        "Israel on Monday withdrew its forces from Khiam, handing the town to the Lebanese army.",
        "withdrew its forces",
        "IL done by -",
    ),
    (
        "lebanon-2024",
        "Israeli forces have completed their withdrawal from Khiam.",
        "have completed their withdrawal",
        "IL done by -",
    ),
    (
        "lebanon-2024",
        "The withdrawal of Israeli forces from Khiam was completed on Monday.",
        "The withdrawal of Israeli forces",
        "IL done by -",
    ),
    (
        "lebanon-2024",
        "Israel's withdrawal from Khiam ended on Monday.",
        "withdrawal from Khiam",
        "IL done by -",
    ),
    ("lebanon-2024", "Israel has yet to withdraw from Khiam.", "withdraw from Khiam", "IL done by -"),
    (
        "lebanon-2024",
        "Israel failed to withdraw from Khiam by the deadline.",
        "withdraw from Khiam",
        "IL done by -",
    ),
    (
        "lebanon-2024",
        "Soldiers from the Lebanese army moved into Khiam as Israeli troops pulled back.",
        "moved into Khiam",
        "LB done by -",
    ),
    (
        "lebanon-2024",
        "Soldiers from the Lebanese army moved into Khiam as Israeli troops pulled back.",
        "Israeli troops pulled back",
        "IL done by -",
    ),
    (
        "lebanon-2024",
        "The Lebanese army took over positions vacated by Israeli troops in Khiam.",
        "took over positions",
        "LB done by -",
    ),
    (
        "lebanon-2024",
        "The Lebanese army has seized weapons from 12 tunnels south of the Litani.",
        "has seized weapons",
        "LB done by -",
    ),
    (
        "lebanon-2024",
        "The Lebanese army, backed by UNIFIL, dismantled a rocket launcher near Naqoura.",
        "dismantled a rocket launcher",
        "LB done by -",
    ),
    (
        "lebanon-2024",
        "Israel's army, which has kept up near-daily strikes, hit a truck near Khiam on Monday.",
        "hit a truck",
        "IL done by -",
    ),
    (
        "lebanon-2024",
        "Hezbollah, for its part, accused Israel of 40 violations in a week.",
        "accused Israel of 40 violations",
        "IL alleged by HEZ",
    ),
    (
        "lebanon-2024",
        "Hezbollah accused Israel of having crossed the Blue Line.",
        "having crossed",
        "IL alleged by HEZ",
    ),
    (
        "lebanon-2024",
        "Hezbollah accused Israel, which has kept troops on five hills, of having crossed the Blue Line.",
        "having crossed",
        "IL alleged by HEZ",
    ),
    (
        "lebanon-2024",
        "Israel and Hezbollah accused each other of violating the truce.",
        "violating the truce",
        "IL+HEZ alleged by IL+HEZ",
    ),
    (
        "lebanon-2024",
        "Israel denied that its troops had crossed the Blue Line.",
        "had crossed",
        "IL denied by IL",
    ),
    ("lebanon-2024", "Israel denied crossing the Blue Line.", "crossing the Blue Line", "IL denied by IL"),
    ("lebanon-2024", "Israel denied any violation of the truce.", "denied any violation", "IL denied by IL"),
    (
        "lebanon-2024",
        "Israel rejected the accusation that its troops had crossed the Blue Line.",
        "had crossed",
        "IL denied by IL",
    ),
    (
        "lebanon-2024",
        "There was no immediate comment from Israel.",
        "no immediate comment from Israel",
        "IL not_reported by -",
    ),
    (
        "lebanon-2024",
        "Israel did not immediately respond to a request for comment.",
        "did not immediately respond",
        "IL not_reported by -",
    ),
    (
        "lebanon-2024",
        "No rocket fire was detected by UNIFIL.",
        "No rocket fire was detected",
        "unknown not_observed by UNIFIL",
    ),
    (
        "lebanon-2024",
        "Israel will withdraw from Khiam next week, its defence minister said.",
        "will withdraw from Khiam",
        "IL planned by IL",
    ),
    (
        "lebanon-2024",
        "Israel is due to withdraw from Khiam next week.",
        "withdraw from Khiam",
        "IL planned by -",
    ),
    (
        "lebanon-2024",
        "Israel plans to withdraw from Khiam next week.",
        "withdraw from Khiam",
        "IL planned by -",
    ),
    ("lebanon-2024", "Israel agreed to withdraw from Khiam.", "withdraw from Khiam", "IL promised by -"),
    (
        "lebanon-2024",
        "Israel has promised a withdrawal from Khiam.",
        "promised a withdrawal",
        "IL promised by -",
    ),
    (
        "lebanon-2024",
        "France called on Israel to withdraw from Khiam.",
        "withdraw from Khiam",
        "IL wanted by FR",
    ),
    (
        "lebanon-2024",
        "France urged that Israel withdraw from Khiam.",
        "withdraw from Khiam",
        "IL wanted by FR",
    ),
    (
        "lebanon-2024",
        "Israel must withdraw from Khiam, France's president said.",
        "must withdraw",
        "IL wanted by FR",
    ),
    (
        "lebanon-2024",
        "If Hezbollah does not disarm, Israel will strike Beirut, its defence minister said.",
        "Israel will strike Beirut",
        "IL threatened by IL",
    ),
    (
        "korea-2018",
        "Seoul said a North Korean drone had violated its airspace.",
        "had violated its airspace",
        "KP done by KR",
    ),
    (
        "korea-2018",
        "A North Korean drone entered South Korean airspace on Monday, the JCS said.",
        "entered South Korean airspace",
        "KP done by KR",
    ),
    (
        "korea-2018",
        "North Korean soldiers briefly crossed the MDL on Monday and retreated after South Korean troops fired warning shots.",
        "fired warning shots",
        "KR done by -",
    ),
    (
        "korea-2018",
        "North Korean soldiers briefly crossed the MDL on Monday and retreated after South Korean troops fired warning shots.",
        "briefly crossed the MDL",
        "KP done by -",
    ),
    (
        "korea-2018",
        "South Korea resumed live-fire drills near the border on Monday.",
        "resumed live-fire drills",
        "KR done by -",
    ),
    (
        "korea-2018",
        "Live-fire drills near the border were resumed by South Korea on Monday.",
        "Live-fire drills",
        "KR done by -",
    ),
    (
        "korea-2018",
        "South Korea said it would suspend the military agreement.",
        "would suspend the military agreement",
        "KR planned by KR",
    ),
    (
        "korea-2018",
        "North Korea declared the military agreement null and void.",
        "declared the military agreement",
        "KP done by -",
    ),
    (
        "minsk-2015",
        "OSCE monitors were denied access to a checkpoint near Horlivka by armed separatists.",
        "were denied access",
        "ADLR done by -",
    ),
    (
        "minsk-2015",
        "Armed separatists stopped OSCE monitors at a checkpoint near Horlivka.",
        "stopped OSCE monitors",
        "ADLR done by -",
    ),
    (
        "minsk-2015",
        "OSCE monitors were not allowed through a checkpoint near Horlivka.",
        "were not allowed through",
        "unknown done by -",
    ),
    (
        "minsk-2015",
        "The sides exchanged 20 prisoners near Horlivka on Saturday.",
        "exchanged 20 prisoners",
        "UA+ADLR done by -",
    ),
    (
        "minsk-2015",
        "Kiev handed over 12 prisoners to the separatists and received eight in return.",
        "handed over 12 prisoners",
        "UA done by -",
    ),
    (
        "minsk-2015",
        "Kiev handed over 12 prisoners to the separatists and received eight in return.",
        "received eight in return",
        "UA done by -",
    ),
    ("gaza-2025", "Israel let 120 aid trucks into Gaza on Sunday.", "let 120 aid trucks", "IL done by -"),
    (
        "gaza-2025",
        "Israel has allowed in only a fifth of the aid trucks agreed under the truce, the United Nations said.",
        "has allowed in",
        "IL done by UN",
    ),
    (
        "gaza-2025",
        "Israel has closed the Rafah crossing until further notice.",
        "has closed the Rafah crossing",
        "IL done by -",
    ),
    (
        "gaza-2025",
        "Hamas handed over the bodies of two hostages to the Red Cross.",
        "handed over the bodies",
        "HAMAS done by -",
    ),
    (
        "gaza-2025",
        "The bodies of two hostages were handed over to the Red Cross by Hamas.",
        "were handed over",
        "HAMAS done by -",
    ),
    (
        "jeddah-2023",
        "Heavy gunfire was heard in Omdurman on Sunday.",
        "Heavy gunfire was heard",
        "unknown done by -",
    ),
    (
        "jeddah-2023",
        "Clashes broke out between the army and the RSF in Omdurman on Sunday.",
        "Clashes broke out",
        "SAF+RSF done by -",
    ),
    (
        "jeddah-2023",
        "Fighting between the army and the RSF resumed in Omdurman on Sunday.",
        "Fighting between the army and the RSF resumed",
        "SAF+RSF done by -",
    ),
    (
        "jeddah-2023",
        "The army and the RSF signed a seven-day ceasefire in Jeddah.",
        "signed a seven-day ceasefire",
        "SAF+RSF done by -",
    ),
    (
        "jeddah-2023",
        "The army pulled out of the talks in Jeddah on Wednesday.",
        "pulled out of the talks",
        "SAF done by -",
    ),
    (
        "colombia-2016",
        "The FARC dismantled a camp in Caqueta and moved 40 fighters to a zone.",
        "moved 40 fighters",
        "FARC done by -",
    ),
    (
        "colombia-2016",
        "U.N. observers destroyed 620 weapons handed in by the FARC.",
        "destroyed 620 weapons",
        "UN done by -",
    ),
    (
        "libya-2020",
        "Turkey has sent another shipment of arms to Tripoli, the LNA said.",
        "has sent another shipment of arms",
        "TR done by LNA",
    ),
];

fn claims(agreement: &str, text: &str) -> Vec<Claim> {
    // A report that says nothing of the agreement yields nothing: one thing is told of it beside.
    let known = match agreement {
        "korea-2018" => "North Korea fired ten shells into the sea on Friday.",
        "cyprus-1974" => "A shot was fired at a post of the National Guard in the buffer zone on Friday.",
        _ => "",
    };
    let text = format!("Truce holds\n\nCITY, Nov 9 (Agency) - {text}\n\n{known}\n");
    given::claims(agreement, &text, "2021-11-09")
}

#[test]
fn each_way_of_telling_is_read() {
    let party = |id: &str| {
        id.split('+').map(|id| id.split('.').next().unwrap().to_owned()).collect::<Vec<_>>().join("+")
    };
    let mut wrong = Vec::new();
    for (agreement, text, words, expected) in WAYS {
        let found = claims(agreement, text);
        let holds = |claim: &&Claim| claim.quote.contains(words) || words.contains(claim.quote.as_str());
        let told: Vec<String> = found
            .iter()
            .filter(holds)
            .map(|claim| {
                let Value::String(modality) = serde_json::to_value(claim.modality).unwrap() else {
                    panic!("a modality is a word")
                };
                let voice = claim.attribution.last().map_or("-".to_owned(), |voice| party(&voice.source));
                format!("{} {modality} by {voice}", party(&claim.actor))
            })
            .collect();
        if !told.iter().any(|told| told == expected) {
            wrong.push(format!("{text}\n    `{words}`: {expected}, read {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_text_asks_and_what_is_feared_is_no_act() {
    for text in [
        "Under the truce, Israel was to withdraw within 60 days.",
        "The truce requires Hezbollah to pull back north of the Litani.",
        "The truce was meant to end a year of fighting between Israel and Hezbollah.",
        "Residents fear that Israel will strike Khiam again.",
        "Soldiers may not open fire unless they are attacked.",
        "The Blue Line separates Lebanon from Israel.",
        "Israeli launchers can be moved within an hour.",
    ] {
        let known = "Israel fired at Naqoura on Monday.";
        let found = claims("lebanon-2024", &format!("{known}\n\n{text}"));
        assert!(found.iter().all(|claim| claim.quote.contains("Naqoura")), "{text}: {found:#?}");
    }
}

#[test]
fn a_figure_of_speech_and_what_stands_before_a_noun_are_no_act() {
    for (text, action) in [
        ("The larger talks between Seoul and Pyongyang drift into a stalemate.", "cross"),
        ("North Korea slipped into a deep crisis.", "cross"),
        ("They stood by the final, fully verified denuclearisation of North Korea.", "inspect"),
    ] {
        let found = claims("korea-2018", text);
        assert!(found.iter().all(|claim| claim.action != action), "{text}: {found:#?}");
    }
    let found = claims("korea-2018", "A North Korean boat drifted across the Northern Limit Line on Friday.");
    assert!(found.iter().any(|claim| claim.quote.contains("drifted across")), "{found:#?}");
}
