//! Ordinary sentences of newsrooms, ministries and missions that rules of grammar have to hold, each with its claim or with none.

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
        _ => "북한군이 4일 서해 완충구역으로 포탄 10발을 발사했다고 합참이 밝혔다.",
    };
    let again = known.replace("Monday", "Tuesday").replace("4일", "3일");
    let text = format!("Front news\n\n{text}\n\n{known}\n\n{again}\n");
    let is_known = |claim: &Claim| claim.quote.contains("ten shells") || claim.quote.contains("포탄 10발");
    given::claims(agreement, &text, "2025-12-10").into_iter().filter(|claim| !is_known(claim)).collect()
}

/// Class, party, modality, sign and party of the innermost voice.
fn told(claim: &Claim) -> String {
    let party = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
    let sign = if claim.polarity == Polarity::Positive { '+' } else { '-' };
    let voice = claim.attribution.last().map_or("-".to_owned(), |voice| party(&voice.source));
    format!("{:?} {} {:?} {sign} by {voice}", claim.class, party(&claim.actor), claim.modality)
}

/// Agreement, sentence, words of its claim, the claim.
const TOLD: &[(&str, &str, &str, &str)] = &[
    (
        "lebanon-2024",
        "Machine-gun fire from the Israeli position at Hamames hit three houses in Khiam, the mayor said.",
        "hit three houses",
        "Force IL Done + by unnamed:mayor",
    ),
    (
        "lebanon-2024",
        "An incursion by Israeli ground forces into Wazzani was reported at dawn.",
        "An incursion by Israeli",
        "Force IL Done + by -",
    ),
    ("lebanon-2024", "Israeli forces held fire.", "held fire", "Force IL Done - by -"),
    (
        "lebanon-2024",
        "Israel has not withdrawn from Khiam, nor has it removed its tanks from Houla, the Lebanese army said.",
        "removed its tanks",
        "Disarm IL Done - by LB",
    ),
    (
        "lebanon-2024",
        "Israel and Hezbollah each claimed that the other had opened fire on Tuesday.",
        "the other had opened fire",
        "Force IL+HEZ Alleged + by IL+HEZ",
    ),
    (
        "lebanon-2024",
        "UNIFIL urged both sides on Tuesday to show restraint.",
        "urged both sides",
        "Pressure UNIFIL Done + by -",
    ),
    (
        "gaza-2025",
        "Israeli troops said nobody fired on Tuesday.",
        "nobody fired",
        "Force unknown Done - by IL",
    ),
    (
        "lebanon-2024",
        "Should Israel strike Khiam again, Hezbollah will fire rockets at Haifa.",
        "will fire rockets",
        "Force HEZ Threatened + by -",
    ),
    (
        "lebanon-2024",
        "Any attack on Lebanon will be met with fire, Hezbollah warned.",
        "will be met with fire",
        "Force HEZ Threatened + by HEZ",
    ),
    (
        "lebanon-2024",
        "Calm prevailed along the Blue Line on Tuesday, UNIFIL said.",
        "Calm prevailed",
        "Absence unknown NotObserved - by UNIFIL",
    ),
    (
        "lebanon-2024",
        "UNIFIL could not determine who had fired the rockets.",
        "could not determine",
        "Judgement UNIFIL Done - by UNIFIL",
    ),
    (
        "lebanon-2024",
        "A UNIFIL patrol had to turn back near Houla on Tuesday.",
        "had to turn back",
        "Movement UNIFIL Done + by -",
    ),
    (
        "minsk-2015",
        "Three explosions heard near Avdiivka on Tuesday.",
        "Three explosions heard",
        "Force unknown Done + by -",
    ),
    (
        "minsk-2015",
        "Units of the militia keep to the ceasefire, the DPR said.",
        "keep to the ceasefire",
        "Pact ADLR Done + by ADLR",
    ),
    (
        "minsk-2015",
        "No shot came from the Ukrainian side, the DPR said.",
        "No shot came",
        "Absence UA NotObserved - by ADLR",
    ),
    (
        "lebanon-2024",
        "An Israeli patrol pushed past the Blue Line near Houla before turning back.",
        "turning back",
        "Movement IL Done + by -",
    ),
    (
        "minsk-2015",
        "The mission said Ukraine had 40 tanks near Donetsk. Our units did not respond to the provocations, Kyiv said.",
        "did not respond to the provocations",
        "Force UA Done - by UA",
    ),
    (
        "minsk-2015",
        "The withdrawal resumed on Monday.",
        "The withdrawal resumed",
        "Disarm unknown Done + by -",
    ),
    (
        "minsk-2015",
        "The disengagement is to begin at noon on Saturday.",
        "is to begin at noon",
        "Disarm unknown Planned + by -",
    ),
    (
        "cyprus-1974",
        "The number of ceasefire violations by the Turkish Forces rose to 390 from 312 in the previous period.",
        "rose to 390",
        "Pact TF Done + by -",
    ),
    (
        "cyprus-1974",
        "Shots were exchanged across the Green Line without injuries.",
        "Shots were exchanged",
        "Force unknown Done + by -",
    ),
    (
        "korea-2018",
        "합참에 따르면 북한 어선 1척이 서해 북방한계선을 넘어왔다.",
        "넘어왔다",
        "Movement KP Done + by KR",
    ),
    (
        "korea-2018",
        "북한 국방성은 군사분계선 지역에 더 강력한 무력을 배치하겠다고 위협했다.",
        "배치하겠다고",
        "Deploy KP Threatened + by KP",
    ),
    (
        "korea-2018",
        "북한 국방성은 남측이 완충구역에서 총격을 가했다고 주장했다. 국방부는 이를 부인했다.",
        "이를 부인했다",
        "Force KR Denied + by KR",
    ),
    (
        "korea-2018",
        "북한군이 군사분계선을 침범했다가 우리 군의 경고사격을 받고 돌아갔다.",
        "돌아갔다",
        "Movement KP Done + by -",
    ),
    (
        "minsk-2015",
        "Armed formations hauled away their howitzers from Khartsyzk, Kyiv said.",
        "hauled away their",
        "Disarm ADLR Done + by UA",
    ),
    (
        "lebanon-2024",
        "Israel beefed up its garrison at Labbouneh, the Lebanese army said.",
        "beefed up its garrison",
        "Deploy IL Done + by LB",
    ),
    (
        "lebanon-2024",
        "Israeli vehicles nosed past the Blue Line near Houla, the Lebanese army said.",
        "nosed past",
        "Movement IL Done + by LB",
    ),
    (
        "lebanon-2024",
        "Israel sent word of the works two days ahead, UNIFIL said.",
        "sent word",
        "Procedure IL Done + by UNIFIL",
    ),
    (
        "lebanon-2024",
        "Israeli soldiers barred the way of a UNIFIL patrol at Houla, UNIFIL said.",
        "barred the way",
        "Access IL Done + by UNIFIL",
    ),
    (
        "lebanon-2024",
        "Israeli soldiers whisked off three men from Khiam, the Lebanese army said.",
        "whisked off",
        "Custody IL Done + by LB",
    ),
    (
        "cyprus-1974",
        "Turkish soldiers made threatening gestures at a patrol near Pyla, UNFICYP said.",
        "threatening gestures",
        "Pressure TF Done + by UNFICYP",
    ),
    (
        "cyprus-1974",
        "Turkish forces changed the status quo at Pyla, UNFICYP said.",
        "changed the status quo",
        "Pact TF Done + by UNFICYP",
    ),
    (
        "gaza-2025",
        "Hamas laid down its weapons, Israel said.",
        "laid down its weapons",
        "Disarm HAMAS Done + by IL",
    ),
    (
        "lebanon-2024",
        "Israel, the army said, shelled Khiam on Tuesday.",
        "shelled Khiam",
        "Force IL Done + by LB",
    ),
    (
        "lebanon-2024",
        "Israel, Hezbollah claims, has built two posts near Khiam.",
        "has built two posts",
        "Deploy IL Done + by HEZ",
    ),
    (
        "lebanon-2024",
        "At no time did Israeli soldiers open fire, the army said.",
        "open fire",
        "Force IL Done - by LB",
    ),
    (
        "lebanon-2024",
        "A shepherd who strayed into the buffer zone near Shebaa on Monday night was seized by Israeli soldiers.",
        "was seized by",
        "Custody IL Done + by -",
    ),
    (
        "lebanon-2024",
        "Israeli tanks that crossed the Blue Line shelled the road.",
        "shelled the road",
        "Force IL Done + by -",
    ),
    (
        "lebanon-2024",
        "The post that Israeli soldiers built last week was removed on Tuesday.",
        "soldiers built",
        "Deploy IL Done + by -",
    ),
    (
        "lebanon-2024",
        "The weapons that Hezbollah had handed over were destroyed by the army.",
        "Hezbollah had handed over",
        "Disarm HEZ Done + by -",
    ),
    (
        "lebanon-2024",
        "UNIFIL saw Israeli soldiers plant mines near Houla.",
        "plant mines",
        "Deploy IL Done + by -",
    ),
    (
        "lebanon-2024",
        "Israeli soldiers denied the patrol passage at Houla.",
        "denied the patrol passage",
        "Access IL Done + by -",
    ),
    (
        "lebanon-2024",
        "Hezbollah gave the inspectors access to the depot.",
        "gave the inspectors access",
        "Access HEZ Done + by -",
    ),
    (
        "lebanon-2024",
        "Israeli soldiers threw two farmers into jail.",
        "threw two farmers into jail",
        "Custody IL Done + by -",
    ),
    (
        "lebanon-2024",
        "Israeli soldiers kept UNIFIL patrols from the village of Houla.",
        "kept UNIFIL patrols",
        "Access IL Done + by -",
    ),
    (
        "lebanon-2024",
        "The village of Khiam was subjected to shelling by Israeli tanks.",
        "was subjected to shelling",
        "Force IL Done + by -",
    ),
    (
        "lebanon-2024",
        "A man of 61 died when a shell hit his house in Khiam.",
        "A man of 61 died",
        "Harm unknown Done + by -",
    ),
    (
        "lebanon-2024",
        "Shelling by Israeli forces left 12 people wounded on Tuesday.",
        "12 people wounded",
        "Harm unknown Done + by -",
    ),
];

#[test]
fn an_ordinary_sentence_is_read() {
    table::is_told(TOLD, claims, told);
}

/// What asks, allows or tells a rule.
const NOTHING: &[(&str, &str)] = &[
    ("lebanon-2024", "Have any forces been pulled back from Khiam?"),
    ("lebanon-2024", "Only the army and the security services may carry weapons in the south."),
    ("lebanon-2024", "No person may enter the zone with a weapon."),
    ("lebanon-2024", "Any armed presence there endangers the ceasefire."),
    ("minsk-2015", "It was not clear who had fired."),
    ("minsk-2015", "Who fired is being looked into."),
    ("lebanon-2024", "Hezbollah would have hit the school on Tuesday."),
    (
        "lebanon-2024",
        "Under the truce, Israel withdraws its troops from Khiam and Hezbollah pulls back its weapons.",
    ),
    ("lebanon-2024", "Any work on the line that UNIFIL has not authorised is a violation."),
    ("lebanon-2024", "The claim that Israeli soldiers fired was false."),
    ("lebanon-2024", "Which side opened fire on Tuesday he could not say."),
    ("lebanon-2024", "The truce ended a year of fighting."),
    ("lebanon-2024", "Flood water carried off ten mines near the Blue Line."),
    ("lebanon-2024", "All military activity by any actor beyond the Blue Line endangers the ceasefire."),
    ("lebanon-2024", "If Hezbollah fails to hand over its rockets, that is not for Israel to answer."),
    ("gaza-2025", "The next pullback hinges on the last body."),
    ("korea-2018", "몇 개의 GP에 병력을 투입했는지는 알 수 없다."),
    ("korea-2018", "언제 대피 방송이 나올지 주민들은 모른다."),
];

#[test]
fn what_asks_or_allows_is_no_act() {
    for (agreement, text) in NOTHING {
        let found = claims(agreement, text);
        assert!(found.is_empty(), "{text}: {:?}", found.iter().map(told).collect::<Vec<_>>());
    }
}

#[test]
fn whoever_stands_in_the_letterhead_speaks() {
    let head = "TURKISH REPUBLIC OF NORTHERN CYPRUS\nMINISTRY OF FOREIGN AFFAIRS\n\nStatement on the attitude of UNFICYP\n\n\
                Lefkoşa, 25 August 2023\n\nPersonnel of UNFICYP laid razor wire across our road on Tuesday. We protest.\n";
    let found = given::claims("cyprus-1974", head, "2023-08-25");
    let wire = found.iter().find(|claim| claim.quote.contains("razor wire")).unwrap();
    assert!(told(wire).ends_with("by TF"), "{}", told(wire));
    let report = "Daily Report based on information received as of 19:30, 12 July 2018\n\nKyiv, 13 July 2018. This report is for the media.\n\n\
                  While in Avdiivka on 11 July, the SMM registered nine projectiles in flight.\n";
    let found = given::claims("minsk-2015", report, "2018-07-13");
    assert!(found.iter().all(|claim| told(claim).ends_with("by OSCE")), "{found:#?}");
}
