//! The words by which somebody says, blames, denies or holds likely, and what ends that which is said.

use super::begun_by;

/// Nouns that say with `하다`.
const SAYS: [&str; 66] = [
    "다짐",
    "공언",
    "항변",
    "변명",
    "호언",
    "장담",
    "질타",
    "풀이",
    "진단",
    "회고",
    "공보",
    "술회",
    "토로",
    "이야기",
    "단정",
    "약속",
    "설명",
    "강조",
    "주장",
    "발표",
    "말",
    "지적",
    "언급",
    "보고",
    "보도",
    "공개",
    "공지",
    "확인",
    "평가",
    "판단",
    "추정",
    "분석",
    "반박",
    "부인",
    "일축",
    "해명",
    "시인",
    "인정",
    "경고",
    "위협",
    "촉구",
    "요구",
    "선언",
    "통보",
    "통지",
    "답",
    "진술",
    "증언",
    "호소",
    "폭로",
    "선전",
    "소개",
    "전망",
    "예고",
    "우려",
    "재확인",
    "시사",
    "언명",
    "천명",
    "공표",
    "통고",
    "단언",
    "확언",
    "역설",
    "되풀이",
    "거듭",
];
/// How they go on.
const DOES: [&str; 9] = ["했", "하였", "하며", "하고", "하면서", "한", "해", "함", "한다"];
/// Verbs that say by themselves.
const TELLS: [&str; 34] = [
    "맞섰",
    "맞받",
    "내비쳤",
    "귀띔",
    "털어놨",
    "털어놓",
    "잘라 말",
    "떠벌",
    "입장이",
    "얘기했",
    "밝혔",
    "밝히",
    "밝힌",
    "밝혀",
    "밝힘",
    "전했",
    "전하며",
    "전하고",
    "전한",
    "전해왔",
    "전함",
    "덧붙",
    "알렸",
    "알려",
    "썼다",
    "내다봤",
    "못박",
    "못 박",
    "꼬집",
    "그었",
    "그으",
    "설명이",
    "주장이",
    "되받",
];
/// Stems of verbs of blame.
pub(super) const BLAMES: [&str; 10] =
    ["규탄", "비난", "비판", "떠들어대", "성토", "항의", "힐난", "매도", "단죄", "떠들"];
/// Words that deny what stands before them.
const DENIALS: [&str; 47] = [
    "사실이 아니",
    "사실이 아닙",
    "사실이 아님",
    "사실과 다르",
    "사실과 다릅",
    "사실과 다른",
    "사실이 없",
    "사실은 없",
    "사실도 없",
    "사실무근",
    "날조",
    "허위",
    "부인했",
    "부인하",
    "일축",
    "터무니없",
    "왜곡",
    "모략",
    "적이 없",
    "적은 없",
    "바 없",
    "바가 없",
    "거짓",
    "사실 아니",
    "근거 없",
    "근거없",
    "사실과 다름",
    "사실과 달라",
    "사실과는 다",
    "사실과 거리",
    "사실이 아닌",
    "사실 아님",
    "새빨간 거짓",
    "사실은 아니",
    "사실은 아닙",
    "사실 무근",
    "오보",
    "가짜뉴스",
    "허위사실",
    "궤변",
    "생억지",
    "어불성설",
    "언어도단",
    "동의하지 않",
    "동의할 수 없",
    "받아들일 수 없",
    "잡아떼",
];

/// `판단하고`, `본다`: a verb of holding something likely, told of somebody.
pub(super) fn assesses(word: &str) -> bool {
    const HOLDS: [&str; 7] = ["판단", "추정", "평가", "분석", "파악", "전망", "예상"];
    const SEES: [&str; 6] = ["본다", "봤다", "보고", "보았다", "보며", "봅니다"];
    SEES.contains(&word)
        || word.starts_with("내다보")
        || word.starts_with("내다봤")
        || HOLDS
            .iter()
            .filter_map(|noun| word.strip_prefix(noun))
            .any(|rest| rest.starts_with(['하', '했', '한']))
}

/// `밝혔다`, `주장하면서`
pub(super) fn says(word: &str) -> bool {
    begun_by(&TELLS, word).next().is_some()
        || begun_by(&SAYS, word)
            .filter_map(|noun| word.strip_prefix(noun))
            .any(|rest| DOES.iter().any(|does| rest.starts_with(does)))
}

/// Whether a word ends what is said: `했다고`, `할 것"이라고`.
pub(super) fn ends_speech(word: &str) -> bool {
    const ENDS: [&str; 10] =
        ["다고", "라고", "냐고", "자고", "다며", "라며", "다면서", "라면서", "라는", "다는"];
    const BEHIND: [&str; 10] =
        ["고", "며", "면서", "라고", "이라고", "라며", "이라며", "라면서", "이라면서", "이라는"];
    let quoted = word.rsplit_once(QUOTES).map(|(_, rest)| rest);
    ENDS.iter().any(|end| word.ends_with(end)) || quoted.is_some_and(|rest| BEHIND.contains(&rest))
}

/// Marks that end a quotation.
pub(super) const QUOTES: [char; 6] = ['"', '”', '’', '\'', '》', '』'];

/// Whether words deny what stands in them.
pub(super) fn is_denied(words: &str) -> bool {
    DENIALS.iter().any(|denial| words.contains(denial))
}
