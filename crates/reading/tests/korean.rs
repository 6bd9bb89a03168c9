//! Korean: what the endings of a clause make of its act, and whose it is.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod given;

use armistice_reading::claim::{Modality, Polarity};
use armistice_reading::{Claim, Document, Lexicon, read};

fn claims(text: &str) -> Vec<Claim> {
    // A report that says nothing of the agreement yields nothing: one thing is told of it beside.
    let known = "북한군이 4일 서해 완충구역으로 포탄 10발을 발사했다고 합참이 밝혔다.";
    let text = format!("전방 소식\n\n{text}\n\n{known}\n");
    given::claims("korea-2018", &text, "2023-12-05")
        .into_iter()
        .filter(|claim| !claim.quote.contains("포탄 10발"))
        .collect()
}

/// Class, party, modality, sign and party of the innermost voice of each claim, in the order of the text.
fn told(text: &str) -> Vec<String> {
    let party = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
    claims(text)
        .iter()
        .map(|claim| {
            let sign = if claim.polarity == Polarity::Positive { '+' } else { '-' };
            let voice = claim.attribution.last().map_or("-".to_owned(), |voice| party(&voice.source));
            format!("{:?} {} {:?} {sign} by {voice}", claim.class, party(&claim.actor), claim.modality)
        })
        .collect()
}

#[test]
fn a_clause_before_a_noun_only_tells_which() {
    let text = "북한군이 9·19 군사합의에 따라 없앴던 감시초소(GP) 자리에 나무로 초소를 짓고 병력을 배치한 것이 확인됐다.";
    assert_eq!(told(text), ["Deploy KP Done + by -", "Deploy KP Done + by -"]);
    let text = "국방부는 철거된 감시초소의 상태를 확인했다고 밝혔다.";
    assert!(told(text).iter().all(|claim| !claim.starts_with("Disarm")), "{:?}", told(text));
    let text = "우리 군은 지뢰를 매설하던 북한군에 경고방송을 했다고 합참이 밝혔다.";
    assert_eq!(told(text), ["Procedure KR Done + by KR"]);
}

#[test]
fn what_is_seen_or_of_the_act_itself_is_told() {
    let text = "합참은 북한이 장전항 일대에서 발사한 포탄 80여 발을 포착했다고 밝혔다.";
    assert_eq!(told(text), ["Force KP Done + by KR"]);
    let text = "북한군이 비무장지대에 지뢰를 매설하는 모습이 포착됐다.";
    assert_eq!(told(text), ["Deploy KP Done + by -"]);
    let text = "군사분계선을 넘은 인원은 없었다고 합참이 밝혔다.";
    assert_eq!(told(text), ["Movement unknown Done - by KR"]);
}

#[test]
fn conditions_aims_and_possibilities_are_no_acts() {
    for text in [
        "북한이 포탄을 발사하면 대응할 것이라고 합참은 경고했다.",
        "북한군이 감시초소를 복원하기 위해 자재를 모았다고 합참이 밝혔다.",
        "합참은 북한이 군사분계선을 침범할 가능성에 대비하고 있다고 밝혔다.",
        "남측이 전단 살포를 그만두지 않으면 가만있지 않겠다고 북한은 위협했다.",
    ] {
        let acts = ["Force", "Deploy KP", "Movement"];
        assert!(
            told(text).iter().all(|claim| !acts.iter().any(|act| claim.starts_with(act))),
            "{:?}",
            told(text)
        );
    }
}

#[test]
fn whose_word_it_is_stands_at_the_head_behind_or_in_a_claim() {
    let text = "합참 관계자는 기자들과 만나 \"북한군이 비무장지대에 지뢰를 묻고 있다\"며 \"방벽도 쌓고 있다\"고 밝혔다.";
    assert_eq!(told(text), ["Deploy KP Ongoing + by KR", "Deploy KP Ongoing + by KR"]);
    let text = "국방부는 평양 상공에 무인기를 보냈다는 북측 주장에 대해 확인해 줄 수 없다고 했다.";
    assert_eq!(told(text).first().map(String::as_str), Some("Movement KR Alleged + by KP"));
    let text = "우리 군이 초소를 다시 지었다는 주장에 대해 국방부 대변인은 \"사실무근\"이라고 선을 그었다.";
    assert_eq!(told(text), ["Deploy KR Denied + by KR"]);
}

#[test]
fn the_owner_of_an_act_does_it() {
    let text = "북한군은 우리 군의 경고사격을 받고 돌아갔다.";
    assert_eq!(told(text), ["Procedure KR Done + by -", "Movement KP Done + by -"]);
}

#[test]
fn numbers_have_counters() {
    let how_many = |text: &str| {
        let found = claims(text);
        let quantity =
            found.first().and_then(|claim| claim.quantity.clone()).unwrap_or_else(|| panic!("{found:#?}"));
        (quantity.value, quantity.low, quantity.unit, quantity.op)
    };
    let (value, _, unit, op) = how_many("북한군은 14.5㎜ 기관총 네 발을 남측 초소를 향해 발사했다.");
    assert_eq!((value, unit.as_str(), op.as_str()), (Some(4.0), "round", "="));
    let (value, low, unit, op) = how_many("북한군은 동해로 포탄 수십 발을 발사했다.");
    assert_eq!((value, low, unit.as_str(), op.as_str()), (None, Some(20.0), "round", ">1"));
    let (value, _, unit, op) = how_many("북한은 오물풍선 3천200여 개를 날려 보냈다.");
    assert_eq!((value, unit.as_str(), op.as_str()), (Some(3_200.0), "balloon", ">="));
}

#[test]
fn days_of_old_events_are_their_own() {
    let when = |text: &str| {
        let found = claims(text);
        let date = found.first().and_then(|claim| claim.date.clone()).unwrap_or_else(|| panic!("{found:#?}"));
        (date.from, date.to)
    };
    let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(when("북한은 2010년 11월 23일 연평도를 포격했다."), pair("2010-11-23", "2010-11-23"));
    assert_eq!(
        when("북한군은 1999년과 2002년에도 서해 북방한계선을 침범했다."),
        pair("1999-01-01", "2002-12-31")
    );
    assert_eq!(
        when("남북은 2018년 군사합의에 따라 감시초소 22곳을 철수한 바 있다."),
        pair("..", "2023-12-05")
    );
    assert_eq!(
        when("연평도에서 2010년 11월 23일의 추모식이 열렸다. 당시 북한은 포탄을 발사했다."),
        pair("2010-11-23", "2010-11-23")
    );
    assert_eq!(when("북한군은 지난 4월부터 비무장지대에 병력을 투입했다."), pair("2023-04-01", "2023-12-05"));
}

#[test]
fn a_county_and_a_match_are_no_army_and_no_war() {
    let lexicon = {
        let path =
            format!("{}/../../agreements/korea-2018/korea-2018.words.toml", env!("CARGO_MANIFEST_DIR"));
        Lexicon::new(&[&std::fs::read_to_string(path).unwrap()]).unwrap()
    };
    for text in [
        "두루미 맞이 분주\n\n철원군은 12일 비무장지대 근처에 두루미가 날아왔다고 밝혔다. 군은 탐조대 두 곳을 설치하고 철조망을 철거했다.\n",
        "여자축구, 북한에 역전패\n\n한국 대표팀은 북한의 공격수에게 결승골을 내줬다. 북한은 슈팅 16개를 퍼부었다.\n",
    ] {
        let found = read(&lexicon, &Document::plain(text)).claims;
        assert!(found.is_empty(), "{found:#?}");
    }
    assert!(
        claims("정부는 피해 기업에 대출 만기를 연장해 주기로 했다.")
            .iter()
            .all(|claim| claim.modality != Modality::Done)
    );
}
