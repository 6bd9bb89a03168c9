//! Verbs that carry a noun of an act: `사격을 실시했다`, `제거 작업을 마쳤다`.

use super::numerals::numeral;

/// Verbs that carry a noun of an act.
const SUPPORTS: [&str; 202] = [
    "유지",
    "격상",
    "열리",
    "재개",
    "끝났",
    "가해지",
    "가해질",
    "가해졌",
    "서두르",
    "서둘",
    "꾸리",
    "꾸렸",
    "중이",
    "중인",
    "중임",
    "중입",
    "예정이",
    "예정인",
    "예정임",
    "예정입",
    "계획이",
    "계획임",
    "계획입",
    "방침이",
    "방침임",
    "방침입",
    "들렸",
    "들려",
    "울렸",
    "울려",
    "났다",
    "났고",
    "났으",
    "내보내",
    "내보냈",
    "송출",
    "틀었",
    "틀고",
    "부렸",
    "부리",
    "해댔",
    "잇따랐",
    "벌려놓",
    "한다",
    "합니다",
    "하겠",
    "나선",
    "나서",
    "갖추",
    "갖췄",
    "하달",
    "내렸",
    "일으켰",
    "벌리",
    "벌렸",
    "벌려",
    "펼친",
    "퍼부",
    "착수",
    "치른",
    "가한",
    "연 ",
    "되었",
    "됐",
    "전개",
    "단행",
    "했",
    "하였",
    "하고",
    "하며",
    "한 ",
    "하지",
    "시도",
    "자행",
    "강행",
    "시작",
    "이어",
    "이어갔",
    "이어가",
    "지속",
    "나섰",
    "들어갔",
    "돌입",
    "끝냈",
    "끝내",
    "마무리",
    "종료",
    "실시",
    "진행",
    "수행",
    "감행",
    "벌이",
    "벌였",
    "벌인",
    "가하",
    "가했",
    "개시",
    "재개",
    "계속",
    "완료",
    "마쳤",
    "이루어",
    "이뤄",
    "열렸",
    "취할",
    "열 ",
    "열고",
    "열었",
    "열기",
    "여는",
    "표명",
    "표했",
    "표하",
    "표시",
    "나타냈",
    "나타내",
    "냈",
    "하는",
    "할 ",
    "하기",
    "하자",
    "함",
    "해 ",
    "해왔",
    "발신",
    "보내",
    "보냈",
    "보낸",
    "시행",
    "가동",
    "취했",
    "취하",
    "가졌",
    "갖",
    "치렀",
    "치르",
    "벌어졌",
    "벌어져",
    "이어졌",
    "발생",
    "받",
    "당하",
    "당했",
    "입었",
    "입은",
    "입힌",
    "일삼",
    "되풀이",
    "반복",
    "거듭",
    "했으",
    "이행",
    "확대",
    "강화",
    "늘",
    "나왔",
    "펼쳤",
    "펼치",
    "돌려",
    "마치",
    "저질",
    "일으",
    "벌일",
    "가할",
    "가합",
    "펼칠",
    "마칠",
    "마친",
    "마쳐",
    "치를",
    "치러",
    "이어갈",
    "이어간",
    "나설",
    "열릴",
    "열린",
    "엽니",
    "연다",
    "보낼",
    "내릴",
    "내린",
    "끝낼",
    "끝낸",
    "들어갈",
    "들어간",
    "들어가",
    "이뤄질",
    "이루어질",
    "벌어질",
    "입을",
    "가질",
    "가진",
    "의결",
    "재가",
    "가결",
    "낼 ",
    "낸 ",
    "취한",
    "표한",
    "나타낸",
    "이뤄진",
    "이루어진",
];
/// Verbs that end one.
pub(super) const ENDS: [&str; 10] =
    ["중단", "멈추", "멈췄", "중지", "취소", "그만", "유예", "보류했", "연기했", "연기하"];
/// Nouns that say no more than that something was done: `도발행위를 감행`, `제거 작업을 진행`.
const PLAIN: [&str; 17] = [
    "안건",
    "망동",
    "난동",
    "행위",
    "작업",
    "작전",
    "활동",
    "공사",
    "조치",
    "절차",
    "방송",
    "사태",
    "도발",
    "행동",
    "움직임",
    "책동",
    "소동",
];

/// What stands behind nouns that say no more than that something was done.
pub(super) fn past_plain(behind: &str) -> &str {
    let mut rest = behind;
    for _ in 0..2 {
        let next = PLAIN.iter().find_map(|noun| rest.trim_start().strip_prefix(noun));
        match next {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    rest
}

/// `걷어내는 작업을 진행 중이다`: the verb that carries a noun which says no more than that something was done, the noun first.
pub(super) fn plain_carrier(next: &str) -> Option<&str> {
    let rest = PLAIN.iter().find_map(|noun| next.strip_prefix(noun))?;
    let rest =
        ["을", "를", "이", "가", "도", "에"].iter().find_map(|tail| rest.strip_prefix(tail)).unwrap_or(rest);
    carrier(rest.strip_prefix(char::is_whitespace)?)
}

/// Nouns that tell in a note how its act is meant.
const NOTED: [&str; 6] = ["예정", "중", "결정", "계획", "방침", "추진"];

fn supports(next: &str) -> bool {
    // `이행을 검증했다`: a noun with the particle of an object carries nothing; nor does `훈련 재개 여부`.
    const OPEN: [&str; 13] = [
        "여부",
        "문제",
        "방안",
        "가능성",
        "시점",
        "시기",
        "이유",
        "요구",
        "요청",
        "촉구",
        "제안",
        "필요",
        "계획을",
    ];
    // `합동조사 예정.`, `확인 중, …`: where a note ends or goes on.
    let is_noted = NOTED
        .iter()
        .filter_map(|noun| next.strip_prefix(noun))
        .any(|rest| rest.trim_end().is_empty() || rest.starts_with([',', '.', ';', '/', ')', '…', '(']));
    is_noted
        || SUPPORTS.iter().chain(&ENDS).any(|verb| {
            next.strip_prefix(verb).is_some_and(|rest| {
                let is_noun = rest.starts_with(char::is_whitespace)
                    && OPEN.iter().any(|noun| rest.trim_start().starts_with(noun));
                !is_noun && !rest.starts_with(['을', '를', '의', '에', '과', '와'])
            })
        })
}

/// Adverbs and days that stand between a noun and the verb that carries it.
const ADVERBS: [&str; 52] = [
    "아직",
    "여전히",
    "최대한",
    "조만간",
    "아예",
    "끝내",
    "수차례",
    "한차례",
    "즉각",
    "모두",
    "다시",
    "또",
    "또다시",
    "계속",
    "일제히",
    "여러",
    "동시에",
    "집중적으로",
    "대규모로",
    "실제로",
    "잇달아",
    "연이어",
    "전격",
    "추가로",
    "약",
    "전면",
    "즉시",
    "지속적으로",
    "오늘",
    "어제",
    "이날",
    "전날",
    "당일",
    "이미",
    "이틀",
    "사흘",
    "최근",
    "방금",
    "완전히",
    "최종",
    "최종적으로",
    "성공적으로",
    "차질없이",
    "차질",
    "공식",
    "먼저",
    "함께",
    "공동으로",
    "직접",
    "본격적으로",
    "본격",
    "일방적으로",
];

/// When, where or how, between the noun and its verb: `간담회를 이달 안에 열`.
fn is_beside(word: &str) -> bool {
    const BESIDE: [&str; 28] = [
        "하루",
        "대폭",
        "크게",
        "부쩍",
        "점차",
        "단독으로",
        "나란히",
        "연일",
        "이달",
        "내달",
        "다음",
        "오는",
        "달",
        "이번",
        "주",
        "올해",
        "내년",
        "오늘",
        "내일",
        "조속히",
        "함께",
        "직접",
        "새로",
        "처음",
        "처음으로",
        "공동으로",
        "서로",
        "잇따라",
    ];
    const ENDS: [&str; 28] = [
        "에",
        "대로",
        "로",
        "쯤",
        "께",
        "경",
        "내에서",
        "떨어진",
        "이상",
        "이남",
        "이북",
        "에서",
        "까지",
        "부터",
        "으로",
        "만에",
        "안에",
        "보다",
        "째",
        "향해",
        "따라",
        "맞춰",
        "이후",
        "만에",
        "앞두고",
        "이틀째",
        "히",
        "간",
    ];
    BESIDE.contains(&word)
        || word.chars().nth(1).is_some() && ENDS.iter().any(|end| word.ends_with(end))
        || matches!(
            word,
            "일대에" | "곳에" | "주에" | "중에" | "초에" | "말에" | "지역에" | "상공에" | "넘게"
        )
}

/// `군사분계선 5km 이남에서`: a name right before what tells how far or where.
fn is_place(word: &str, rest: &str) -> bool {
    let next = rest.get(word.len()..).unwrap_or_default().split_whitespace().next().unwrap_or_default();
    let is_bare = word.chars().nth(1).is_some()
        && word.chars().all(super::is_hangul)
        && !word.ends_with([
            '을', '를', '이', '가', '은', '는', '고', '며', '다', '해', '한', '된', '와', '과', '의', '자',
            '면', '서',
        ]);
    is_bare
        && (next.starts_with(|letter: char| letter.is_ascii_digit())
            || ["에서", "일대", "인근", "이남", "이북"].iter().any(|place| next.ends_with(place)))
}

/// What stands behind a noun and before the verb that carries it: counts and adverbs, which are passed by.
pub(super) fn carrier(next: &str) -> Option<&str> {
    const COUNTERS: [&str; 16] = [
        "발을",
        "발",
        "회",
        "차례",
        "번",
        "건",
        "곳을",
        "개를",
        "개",
        "분간",
        "시간",
        "곳",
        "차례에",
        "걸쳐",
        "차례나",
        "동안",
    ];
    let mut rest = past_name(next);
    for _ in 0..8 {
        if supports(rest) {
            return Some(rest);
        }
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        let is_count = word.starts_with(|letter: char| letter.is_ascii_digit()) && !word.contains('·')
            || word.starts_with('수') && word.len() > 3
            || numeral(word).is_some_and(|number| number.length == word.len())
            || COUNTERS.contains(&word.trim_start_matches('여'))
            || ADVERBS.contains(&word)
            || is_beside(word)
            || is_place(word, rest);
        if !is_count || word.is_empty() {
            return None;
        }
        rest = rest.get(word.len()..)?.trim_start();
    }
    None
}

/// `'방패'를 마쳤다`: what stands behind a name in quotation marks and its particle.
fn past_name(next: &str) -> &str {
    let opens = [('\'', '\''), ('‘', '’'), ('"', '"'), ('“', '”'), ('《', '》'), ('(', ')')];
    let behind = opens.iter().find_map(|(open, close)| {
        let rest = next.strip_prefix(*open)?;
        rest.split_once(*close).map(|(_, behind)| behind)
    });
    let Some(behind) = behind else { return next };
    let particle = behind.split(char::is_whitespace).next().unwrap_or_default();
    behind.get(particle.len()..).unwrap_or_default().trim_start()
}
