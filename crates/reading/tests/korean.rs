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

/// Holds that each text tells these claims and no others.
fn are_told(told_of: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, wanted) in told_of {
        let found = told(text);
        if found != *wanted {
            wrong.push(format!("{text}\n    {found:?}\n    wanted {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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

/// Ordinary sentences of this field and what each is to be read as.
#[test]
fn ordinary_sentences_of_each_class() {
    let told_of: [(&str, &[&str]); 34] = [
        ("북한군이 5일 오후 해안포 수십 발을 쐈다고 합참이 밝혔다.", &["Force KP Done + by KR"]),
        ("우리 군은 이에 대응해 K-9 자주포로 50여 발을 대응사격했다.", &["Force KR Done + by -"]),
        ("북한군은 남측 초소를 향해 네 차례 총격을 가했다.", &["Force KP Done + by -"]),
        ("우리 군대는 적들의 포사격에 대응하여 방사포탄 30발을 발사하였다.", &["Force KR Done + by -"]),
        ("합참은 북한의 포탄이 NLL 남쪽에 떨어진 것은 아니라고 했다.", &["Force KP Done - by KR"]),
        ("북한은 이날 포 사격을 한 적이 없다고 부인했다.", &["Force KP Denied + by KP"]),
        (
            "북한군 병사 3명이 군사분계선을 넘었다가 되돌아갔다.",
            &["Movement KP Done + by -", "Movement KP Done + by -"],
        ),
        ("북한군 무인기 1대가 서울 상공까지 들어왔다.", &["Movement KP Done + by -"]),
        ("한국군부가 무인기를 평양 상공에 침투시켰다고 북한은 주장했다.", &["Movement KR Done + by KP"]),
        ("북한군 1명이 중부전선에서 귀순했다.", &["Movement KP Done + by -"]),
        ("남북은 시범적으로 GP를 11곳씩 비웠다.", &["Disarm KP+KR Done + by -"]),
        ("남측은 권총과 탄약을 모두 공동경비구역 밖으로 빼냈다.", &["Disarm KR Done + by -"]),
        ("북한군은 초소 10개를 부쉈다.", &["Disarm KP Done + by -"]),
        ("양측은 11월 말까지 감시초소 10곳을 철수하기로 합의했다.", &["Disarm KP+KR Promised + by -"]),
        ("북측은 11월 30일까지 지뢰 제거를 마치겠다고 약속했다.", &["Disarm KP Planned + by KP"]),
        ("북한군이 분계선 인근에 지뢰 수백 발을 새로 묻었다고 합참이 전했다.", &["Deploy KP Done + by KR"]),
        ("북한군이 GP 터에 무반동총 2정을 거치했다.", &["Deploy KP Done + by -"]),
        ("북한군이 동해선에 방벽을 쌓고 있다.", &["Deploy KP Ongoing + by -"]),
        ("합참은 북한군이 GP에 중기관총을 반입한 것으로 추정된다고 밝혔다.", &["Deploy KP Assessed + by KR"]),
        ("군은 나머지 초소를 내년 봄까지 복구한다는 방침이다.", &["Deploy KR Planned + by -"]),
        ("조선중앙통신은 인민군이 모든 포문을 열어놓았다고 보도했다.", &["Deploy KP Done + by KP"]),
        ("유엔사는 이번 총격 사건의 경위를 조사하고 있다고 밝혔다.", &["Verify UNC Ongoing + by UNC"]),
        (
            "국방부는 유해 3구를 발굴해 북측에 통보했다고 밝혔다.",
            &["Custody KR Done + by KR", "Procedure KR Done + by KR"],
        ),
        ("국방부는 북측과 실무회담을 이달 안에 열 예정이다.", &["Talk KR Planned + by -"]),
        ("북한은 남측이 먼저 합의를 깼다고 비난했다.", &["Pact KR Alleged + by KP"]),
        ("북한은 하루 만에 합의 전체를 버린다고 선언했다.", &["Pact KP Done + by KP"]),
        ("북한은 오늘 새벽 풍선 260여 개를 남쪽으로 띄워 보냈다.", &["Movement KP Done + by -"]),
        ("북한은 오늘부터 사흘간 해상 사격훈련을 한다고 예고했다.", &["Drill KP Planned + by KP"]),
        ("해병대는 백령도에서 K-9 자주포 실사격 훈련을 벌였다.", &["Drill KR Done + by -"]),
        ("통일부 당국자는 북한이 개성공단 출입을 차단했다고 설명했다.", &["Access KP Done + by KR"]),
        ("총격으로 우리 군 병사 1명이 숨졌다.", &["Harm unknown Done + by -"]),
        ("북한은 우리 측의 호출에 응하지 않고 있다.", &["Absence KP NotReported - by -"]),
        ("국방부는 몇 개의 GP에 병력을 투입했는지는 밝히지 않았다.", &["Absence KR NotReported - by -"]),
        ("합참에 따르면 북한군이 초소에 병력을 투입했다.", &["Deploy KP Done + by KR"]),
    ];
    are_told(&told_of);
}

/// What is asked, feared, agreed or forbidden was not done.
#[test]
fn what_nobody_did_is_not_told() {
    for text in [
        "9·19 군사합의는 군사분계선 5km 안에서 포병 사격훈련을 금지하고 있다.",
        "합의서는 쌍방이 비무장지대 안의 감시초소를 모두 철수하도록 규정하고 있다.",
        "이것은 쌍방이 포구덮개를 설치하고 포문을 폐쇄하기로 한 합의에 어긋난다.",
        "북한이 감시초소를 복원했는지는 알 수 없다.",
        "한국군이 계속 삐라를 날려보내고 확성기를 틀어놓는다면 북한은 참지 않을 것이라고 했다.",
        "정부는 대북전단 살포를 금지하는 법안을 추진하고 있다.",
    ] {
        let done: Vec<String> = told(text)
            .into_iter()
            .filter(|claim| {
                claim.contains("Done") && !claim.starts_with("Pact") && !claim.starts_with("Talk")
            })
            .collect();
        assert!(done.is_empty(), "{text} {done:?}");
    }
}

#[test]
fn what_another_told_is_denied_behind_it() {
    let text = "다른 소식통은 한국군이 고성 GP에 병력을 투입했다고 전했으나, 국방부는 이를 부인했다.";
    let found = told(text);
    assert!(found.iter().any(|claim| claim == "Deploy KR Denied + by KR"), "{found:?}");
}

#[test]
fn weekdays_are_the_last_ones() {
    let claims = claims("북한군은 지난 금요일 감시초소 자리에 초소 3채를 세웠다.");
    let when = claims.first().and_then(|claim| claim.date.clone()).unwrap();
    assert_eq!(when.from, "2023-12-01");
}

/// Titles, notes, verbs that only help, and nouns that say no more than that something was done.
#[test]
fn what_has_no_verb_of_its_own_is_told() {
    let told_of: [(&str, &[&str]); 24] = [
        ("북한, GP 11곳에 병력·중화기 재투입.", &["Deploy KP Done + by -"]),
        ("북, 서해 완충구역에 포탄 60여 발 발사.", &["Force KP Done + by -"]),
        ("우리 공병은 화살머리고지에서 지뢰를 걷어내는 작업을 진행 중이다.", &["Disarm KR Ongoing + by -"]),
        ("북한이 MDL 이북에 대전차 방벽을 세우는 작업을 계속하고 있다.", &["Deploy KP Ongoing + by -"]),
        ("쌍방은 감시초소를 전부 철수하기로 하였다.", &["Disarm KP+KR Promised + by -"]),
        ("국방부는 GP를 단계적으로 복원하기로 했다.", &["Deploy KR Planned + by -"]),
        ("정부는 앞으로도 군사합의를 준수해 나가겠다고 밝혔다.", &["Pact KR Promised + by KR"]),
        ("우리 군은 대북 확성기 방송을 6년 만에 재개했다.", &["Pressure KR Done + by -"]),
        ("남북은 27일 오전 10시를 기해 통신연락선을 복원했다.", &["Access KP+KR Done + by -"]),
        ("북한군은 지금도 방벽을 쌓는다고 합참이 밝혔다.", &["Deploy KP Ongoing + by KR"]),
        ("유엔사는 내일 현장을 조사한다고 밝혔다.", &["Verify UNC Planned + by UNC"]),
        ("국방부는 비질런트 에이스 훈련을 유예했다.", &["Drill KR Done - by -"]),
        ("국방부 당국자는 이번 훈련은 합의 위반이 아니라고 선을 그었다.", &["Pact KR Done - by KR"]),
        (
            "국방부는 이번 사격이 9·19 군사합의를 정면으로 위반한 것이라고 지적했다.",
            &["Pact KP Alleged + by KR"],
        ),
        ("북한은 우리의 대화 제의에 묵묵부답이다.", &["Absence KP NotReported - by -"]),
        (
            "북한군이 추가 작업을 하는 모습은 보이지 않는다고 군 소식통은 전했다.",
            &["Absence KP NotObserved - by KR"],
        ),
        ("국방부는 이에 대해 말을 아꼈다.", &["Absence KR NotReported - by -"]),
        ("통일부는 북한에 도발을 중단하라고 촉구했다.", &["Pressure KR Done + by -"]),
        ("북한 경비정이 우리 고속정에 함포를 조준했다.", &["Pressure KP Done + by -"]),
        ("북측은 우리 측의 회담 제의를 거절했다.", &["Talk KP Done + by -"]),
        ("남북과 유엔사는 JSA 비무장화 조치를 공동으로 검증했다.", &["Verify KP+KR+UNC Done + by -"]),
        ("해병대는 K-9 자주포 80발로 맞섰다.", &["Force KR Done + by -"]),
        (
            "북한이 도발을 계속하면 단호히 대응할 것이라고 합참은 경고했다.",
            &["Pressure KR Threatened + by KR"],
        ),
        ("북한은 \"서울을 불바다로 만들겠다\"고 위협했다.", &["Pressure KP Threatened + by KP"]),
    ];
    are_told(&told_of);
}

/// Definitions, questions, duties, wars before, terms and what is only talked of: nobody did anything.
#[test]
fn what_is_only_spoken_of_is_no_deed() {
    for text in [
        "북한이 군사분계선을 넘어 병력을 투입할 경우 군은 즉각 대응할 방침이다.",
        "완충구역은 해안포 사격과 해상기동훈련이 금지된 수역을 말한다.",
        "9·19 군사합의에 따르면 남북은 감시초소를 모두 철수해야 한다.",
        "왜 북한은 합의를 파기했을까.",
        "한국전쟁 때 이곳에서는 중공군 수천 명이 사망했다.",
        "북남군사분야합의서는 쌍방이 비무장지대안의 감시초소들을 전부 철수할데 대하여 명기하고있다.",
        "국방부는 훈련 재개 여부를 검토하고 있다.",
        "기자가 북한군이 실제로 사격했느냐고 물었다.",
        "북한이 풍선을 날리지 않는 한 확성기를 틀 이유가 없다.",
        "양측은 합의서 교환 즉시 사격을 중지하고 30일 안에 중화기를 철수한다.",
        "긴장은 한 달 넘게 이어졌다.",
        "양측은 합의에 따라 60일 안에 병력을 철수하게 된다.",
        "이 부대는 적의 포격을 탐지하는 레이더를 운용한다.",
        "감시단의 임무는 휴전 위반을 기록하고 중화기 철수를 확인하는 것이다.",
        "초소에서 3km 떨어진 마을에서는 북한이 추가로 도발할 것이라는 관측이 나온다.",
        "GP는 유사시 적의 침투를 막기 위해 설치한 시설이다.",
        "북한이 언제 또 포를 쏠지 모른다며 주민들은 불안해했다.",
        "합의 위반 여부는 유엔사가 판단할 사안이다.",
    ] {
        let done: Vec<String> = told(text)
            .into_iter()
            .filter(|claim| {
                (claim.contains("Done") || claim.contains("Ongoing")) && !claim.starts_with("Pressure")
            })
            .collect();
        assert!(done.is_empty(), "{text} {done:?}");
    }
}

/// The parties of other agreements by their Korean names.
#[test]
fn the_parties_of_other_agreements_have_korean_names() {
    let told = |agreement: &str, text: &str| -> Vec<String> {
        let text = format!("현지 소식\n\n{text}\n\n주민들은 밤새 불안에 떨었다고 한다.\n");
        given::claims(agreement, &text, "2023-12-05")
            .iter()
            .map(|claim| format!("{:?} {} {:?}", claim.class, claim.actor, claim.modality))
            .collect()
    };
    for (agreement, text, wanted) in [
        ("lebanon-2024", "이스라엘군이 레바논 남부 티레 일대를 공습했다.", "Force IL.IDF Done"),
        ("lebanon-2024", "헤즈볼라가 이스라엘 북부를 향해 로켓 30발을 쐈다.", "Force HEZ Done"),
        ("gaza-2025", "하마스는 20일 생존 인질 3명을 적십자에 넘겼다.", "Custody HAMAS Done"),
        ("minsk-2015", "우크라이나군은 졸로테에서 병력 철수를 마쳤다.", "Disarm UA.MIL Done"),
        ("cyprus-1974", "튀르키예군 병사 4명이 완충지대에 진입했다.", "Movement TF Done"),
        ("undof-1974", "이스라엘군이 분리지대 안에 초소를 세웠다.", "Deploy IL.IDF Done"),
        ("libya-2020", "통합정부는 하프타르군이 휴전을 위반했다고 비난했다.", "Pact LNA Alleged"),
        ("jeddah-2023", "신속지원군이 공항 인근 수단군 진지를 공격했다.", "Force RSF Done"),
        ("colombia-2016", "FARC는 무기 60%를 유엔 임무단에 인도했다.", "Disarm FARC Done"),
    ] {
        assert_eq!(told(agreement, text), [wanted], "{text}");
    }
}
