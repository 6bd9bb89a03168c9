//! Korean notes, requests, doubts and traces: texts of staffs to the press without particles, and what stands around a verb.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod given;

use armistice_reading::Claim;
use armistice_reading::claim::Polarity;

fn lines(claims: &[Claim]) -> Vec<String> {
    let party = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
    claims
        .iter()
        .map(|claim| {
            let sign = if claim.polarity == Polarity::Positive { '+' } else { '-' };
            let voice = claim.attribution.last().map_or("-".to_owned(), |voice| party(&voice.source));
            format!("{:?} {} {:?} {sign} by {voice}", claim.class, party(&claim.actor), claim.modality)
        })
        .collect()
}

/// A note of the staff to the press, with one more thing told in it.
fn noted(text: &str) -> Vec<String> {
    let known = "북한군, 어제 서해 완충구역으로 포탄 30발 발사.";
    let text = format!("합참 문자 공지\n2023년 12월 5일\n\n{text}\n\n{known}\n");
    let claims = given::claims("korea-2018", &text, "2023-12-05");
    lines(&claims.into_iter().filter(|claim| !claim.quote.contains("포탄 30발")).collect::<Vec<_>>())
}

/// A report of a newspaper, with one more thing told in it.
fn told(text: &str) -> Vec<String> {
    let known = "북한군이 4일 서해 완충구역으로 포탄 30발을 발사했다고 합참이 밝혔다.";
    let text = format!("전방 소식\n\n{text}\n\n{known}\n");
    let claims = given::claims("korea-2018", &text, "2023-12-05");
    lines(&claims.into_iter().filter(|claim| !claim.quote.contains("포탄 30발")).collect::<Vec<_>>())
}

fn are(read: fn(&str) -> Vec<String>, told_of: &[(&str, &[&str])]) {
    let wrong: Vec<String> = told_of
        .iter()
        .filter_map(|(text, wanted)| {
            let found = read(text);
            (found != *wanted).then(|| format!("{text}\n    {found:?}\n    wanted {wanted:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn notes_are_told_by_whoever_writes_them() {
    are(
        noted,
        &[
            ("북한 경비정 1척 NLL 월선.", &["Movement KP Done + by KR"]),
            (
                "오늘 새벽 북한군 병사 1명 귀순. 신병 확보해 조사 중.",
                &["Movement KP Done + by KR", "Custody KR Done + by KR", "Verify KR Ongoing + by KR"],
            ),
            (
                "북한군 10여 명 MDL 침범, 경고방송 2회·경고사격 5발 실시.",
                &["Movement KP Done + by KR", "Procedure KR Done + by KR", "Procedure KR Done + by KR"],
            ),
            (
                "GP 인근에서 북한군 10여 명이 작업하는 모습을 식별, 경고방송 실시.",
                &["Procedure KR Done + by KR"],
            ),
            (
                "동해 앞바다에서 북한 목선 1척 발견. 합동조사 예정.",
                &["Verify KR Done + by KR", "Verify KR Planned + by KR"],
            ),
            ("유엔사: 현장에 조사팀 파견 결정.", &["Verify UNC Planned + by UNC"]),
            ("군 통신선으로 통지문 발송. 현재까지 북측 반응 없음.", &["Absence KP NotReported - by KR"]),
            ("대북 확성기 방송 재개 방안 검토.", &[]),
        ],
    );
}

#[test]
fn requests_and_traces_and_shared_verbs_are_told() {
    are(
        told,
        &[
            ("유엔사는 양측에 정전협정을 준수할 것을 당부했다.", &["Pressure UNC Done + by -"]),
            ("통일부는 장성급 회담을 열자고 북측에 제안했다.", &["Talk KR Done + by -"]),
            ("군은 초소 외벽에서 탄흔 4개를 확인했다.", &["Verify KR Done + by -"]),
            (
                "우리 군은 지뢰제거와 기초 발굴을 진행하고 있다.",
                &["Disarm KR Ongoing + by -", "Custody KR Ongoing + by -"],
            ),
            ("개머리 쪽에서 난 북한군 포성은 여러 차례 청취됐다.", &["Force KP Done + by -"]),
            ("국방부는 북한이 실수로 총을 쐈을 가능성이 크다고 보고 있다.", &["Force KP Assessed + by KR"]),
            ("합참 관계자는 \"명백한 합의 위반\"이라고 말했다.", &["Pact KP Alleged + by KR"]),
            ("국방부는 정전협정 위반이라는 결론에 동의하지 않는다고 밝혔다.", &["Pact KR Denied + by KR"]),
            (
                "남북은 2018년 11월 GP를 폭파했다. 판문점에서는 그해 10월 지뢰를 걷어냈다.",
                &["Disarm KP+KR Done + by -", "Disarm KP+KR Done + by -"],
            ),
            // What is only supposed, asked, or was agreed before it was broken.
            ("만에 하나 북한 경비정이 선을 넘고 우리 해군이 막아서다 총격이 오가면 큰일이다.", &[]),
            ("만약 북한이 또다시 무인기를 날려 보내면 어떻게 될까요.", &[]),
            ("왜 쐈을까요.", &[]),
            ("해안포 사격을 하지 않기로 했는데 이렇게 됐다.", &[]),
        ],
    );
}

#[test]
fn turns_of_phrase_and_acts_far_from_their_verb_are_told() {
    are(
        told,
        &[
            ("국방부는 포사격 훈련이 군사분계선 5km 이남에서 실시됐다고 밝혔다.", &["Drill KR Done + by KR"]),
            ("북한은 지난해 11월 합의에서 발을 뺐다.", &["Pact KP Done + by -"]),
            ("북한은 사흘 내리 서해로 포탄을 날렸다.", &["Force KP Done + by -"]),
            ("통일부는 판문점 견학이 8월 3일부터 재개된다고 밝혔다.", &["Access unknown Planned + by KR"]),
            ("북한군이 풍선 부양 준비를 하고 있다고 합참이 밝혔다.", &["Movement KP Planned + by KR"]),
            ("주한미군 당국자는 북측의 발사가 우발적이었다고 말했다.", &["Judgement KP Assessed + by US"]),
            ("남북은 마주 보던 초소를 맞바꿨다.", &["Custody KP+KR Done + by -"]),
            ("유엔사는 특별조사반을 꾸렸다.", &["Verify UNC Done + by -"]),
            ("합참은 북한이 추가로 초소를 지을 것으로 내다봤다.", &["Deploy KP Assessed + by KR"]),
            ("우리 군은 확고한 대비태세를 유지하고 있다.", &["Deploy KR Ongoing + by -"]),
            (
                "북한이 무인기 4대를 내려보낸 데 대해 아무 언급이 없다.",
                &["Movement KP Done + by -", "Absence KP NotReported - by -"],
            ),
            // Not what only stands near such words.
            ("견학 안내문과 관광 지도가 새로 나왔다.", &[]),
            ("북한은 사격의 중지가 아니라 원칙을 말했다.", &[]),
        ],
    );
}

/// Whoever issues a release is named in its head, a body without an organ, too.
#[test]
fn a_body_speaks_below_its_own_head() {
    let text = "유엔군사령부 보도자료\n2023년 12월 5일\n\n한국군 초소 외벽에서 탄흔 4개를 확인했습니다.\n\n북한군은 고사총 4발을 발사했습니다.\n";
    let claims = given::claims("korea-2018", text, "2023-12-05");
    assert!(claims.iter().all(|claim| claim.attribution.last().unwrap().source == "UNC"), "{claims:?}");
}

#[test]
fn what_goes_on_behind_a_verb_and_who_speaks_in_a_broadcast_is_read() {
    are(
        told,
        &[
            ("북한군은 초소를 지었지만 주민들은 몰랐다고 합참이 밝혔다.", &["Deploy KP Done + by KR"]),
            (
                "북한군이 지뢰를 묻었지만 곧 파냈다고 합참이 밝혔다.",
                &["Deploy KP Done + by KR", "Disarm KP Done + by KR"],
            ),
        ],
    );
}
