//! The end of a predicate: whether the act was done, goes on, is to come, was not, or is thought of.

use crate::claim::{Modality, Polarity};
use crate::modality::Mode;

use super::carriers::{carrier, past_plain, plain_carrier};
use super::conditions::is_condition;
use super::cues::QUOTES;
use super::modes::{asked, mode};

/// How a noun of an act is a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// With an ending of its own, or by a verb that carries it: `발사했다`, `사격을 실시했다`.
    Verb,
    /// Before a noun: `발사한 포탄`.
    Before,
    /// With `이다`: `위반이다`.
    Is,
    /// There is, or is not: `피해는 없었다`.
    There,
    /// A condition, an aim, or what only may be: `발사하면`, `할 경우`, `하기 위해`, `할 가능성`.
    If,
    /// A noun and no predicate.
    Noun,
}

/// A predicate: how it stands, and how far its words reach behind the noun.
#[derive(Debug, Clone)]
pub(super) struct Predicate {
    pub(super) stand: Stand,
    pub(super) mode: Mode,
    /// Length behind the noun, in bytes.
    pub(super) length: usize,
    pub(super) passive: bool,
}

/// Words behind a participle that are still of its predicate: `발사한 것으로`, `철수할 예정`, `짓는 모습이`. What stands before any other
/// noun only tells which.
const OWN: [&str; 44] = [
    "것",
    "뒤",
    "후",
    "다음",
    "바 ",
    "바가",
    "바는",
    "바있",
    "채",
    "때",
    "직후",
    "가운데",
    "상태",
    "예정",
    "계획",
    "방침",
    "수 ",
    "사실",
    "적이",
    "적은",
    "적 ",
    "적도",
    "준비",
    "데 ",
    "데에",
    "건 ",
    "게 ",
    "이후",
    "정황",
    "움직임",
    "동향",
    "혐의",
    "사례",
    "행위",
    "등 ",
    "등,",
    "등의",
    "중이",
    "중인",
    "점",
    "듯",
    "지 ",
    "가능성",
    "뿐",
];

/// The predicate of a verb of its own, of which `form` stands before this.
pub(super) fn of_verb(form: &str, behind: &str) -> Predicate {
    let tail = behind.split(char::is_whitespace).next().unwrap_or_default();
    let tail = tail.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let next = behind.get(tail.len()..).unwrap_or_default().trim_start();
    let last = if tail.is_empty() { form } else { tail };
    let own = OWN.iter().any(|word| next.starts_with(word));
    let is_if = is_condition(&format!("{form}{behind}"));
    if let Some(verb) = plain_carrier(next).filter(|_| !is_if && is_participle(last)) {
        return by(behind, verb, Stand::Verb, next);
    }
    let is_before = is_participle(last) && !next.is_empty() && !own;
    let stand = match () {
        () if is_if => Stand::If,
        () if is_before || last.ends_with('던') => Stand::Before,
        () => Stand::Verb,
    };
    let length = reach(behind);
    let words = behind.get(..length).unwrap_or_default();
    let passive = PASSIVES.iter().any(|sign| form.ends_with(sign) || tail.starts_with(sign));
    // `쏠 것이다`: what is to come stands in the last syllable of the form itself.
    let meant = if crate::lexicon::ends_in(form, &[8]) { format!("{form}{words}") } else { words.to_owned() };
    let mode = asked(mode(&meant, is_none(stand, next)), words, behind.get(length..).unwrap_or_default());
    Predicate { stand, mode, length, passive }
}

/// Syllables by which a verb is passive: `열려`, `발견됐`.
const PASSIVES: [&str; 4] = ["려", "렸", "린", "혀"];

/// The predicate that a noun with this behind it makes. The text reaches to the end of the sentence.
pub(super) fn predicate(behind: &str) -> Predicate {
    // `"명백한 위반"이라고`: what ends a quotation parts no noun from its ending.
    let rest = past_plain(behind.trim_start_matches(QUOTES));
    let mut found = of_noun(rest);
    found.length += behind.len() - rest.len();
    found
}

/// Whether a form stands before a noun.
fn is_participle(form: &str) -> bool {
    // `쐈지만` sounds as if it stood before a noun.
    let is_link = ["지만", "니만", "건만", "면", "거든"].iter().any(|end| form.ends_with(end));
    form.ends_with('던') || crate::lexicon::ends_in(form, &[4, 8]) && !is_link
}

/// `발사 준비를 하고 있다`, `부양 준비하는 정황`: what is made ready is to come.
fn prepared(behind: &str, tail: &str, next: &str) -> Option<Predicate> {
    const SHOWS: [&str; 5] = ["정황", "동향", "움직임", "징후", "모습"];
    let rest = next.strip_prefix("준비").filter(|_| tail.is_empty())?;
    let mut found = of_noun(rest);
    let is_shown = SHOWS.iter().any(|noun| {
        let rest = rest.trim_start_matches("하는").trim_start();
        rest.starts_with(noun)
    });
    if found.stand != Stand::Verb && !is_shown || found.mode.polarity == Polarity::Negative {
        return None;
    }
    (found.stand, found.mode.modality) = (Stand::Verb, Modality::Planned);
    found.mode.trail.push("K6");
    found.length += behind.len() - rest.len();
    Some(found)
}

fn of_noun(behind: &str) -> Predicate {
    let tail = behind.split(char::is_whitespace).next().unwrap_or_default();
    let next = behind.get(tail.len()..).unwrap_or_default().trim_start();
    if let Some(found) = prepared(behind, tail, next) {
        return found;
    }
    let stand = stand(tail, next);
    let verb = match stand {
        Stand::Verb if !is_verbal(tail) => carrier(next).unwrap_or(next),
        Stand::Verb if is_participle(tail) => plain_carrier(next).unwrap_or(behind),
        _ => behind,
    };
    by(behind, verb, stand, next)
}

/// The predicate of which `verb` is the verb.
fn by(behind: &str, verb: &str, mut stand: Stand, next: &str) -> Predicate {
    if stand == Stand::Verb && is_before_noun(verb) {
        stand = Stand::Before;
    }
    if stand == Stand::Verb && is_condition(verb) {
        stand = Stand::If;
    }
    let length = behind.len() - verb.len() + reach(verb);
    let words = verb.get(..reach(verb)).unwrap_or_default();
    let passive = [
        "되",
        "된",
        "됐",
        "될",
        "돼",
        "당하",
        "당했",
        "받",
        "시작됐",
        "시작되",
        "발생",
        "이어졌",
        "벌어졌",
        "입었",
    ]
    .iter()
    .any(|sign| words.trim_start().starts_with(sign))
        || next.starts_with("이루어")
        || next.starts_with("이뤄");
    let mode = asked(mode(words, is_none(stand, next)), words, behind.get(length..).unwrap_or_default());
    Predicate { stand, mode, length, passive }
}

fn stand(tail: &str, next: &str) -> Stand {
    if is_verbal(tail) {
        return Stand::Verb;
    }
    match tail {
        "" | "을" | "를" | "도" | "이" | "가" | "은" | "는" | "까지" | "마저" | "에"
            if carrier(next).is_some() =>
        {
            Stand::Verb
        }
        "이" | "가" | "은" | "는" | "도" if next.starts_with("없") || next.starts_with("있") => {
            Stand::There
        }
        "" if next.starts_with("없음") || next.starts_with("없다") || next.starts_with("없었") => {
            Stand::There
        }
        "에" if next.starts_with("해당") => Stand::Is,
        "이" | "은" | "도" if is_not(next) => Stand::Is,
        _ if ["임", "입니", "이자", "이고", "이기", "이었"].iter().any(|end| tail.starts_with(end)) => {
            Stand::Is
        }
        _ if tail.starts_with("이며")
            || tail.starts_with("이라")
            || tail.starts_with("이다")
            || tail.starts_with("이었") =>
        {
            Stand::Is
        }
        _ => Stand::Noun,
    }
}

/// Whether nothing is there, or it is not that.
fn is_none(stand: Stand, next: &str) -> bool {
    stand == Stand::There && next.starts_with("없") || stand == Stand::Is && is_not(next)
}

/// `위반이 아니다`
fn is_not(next: &str) -> bool {
    ["아니", "아닌", "아님", "아닙"].iter().any(|not| next.starts_with(not))
}

fn is_verbal(tail: &str) -> bool {
    const STARTS: [&str; 27] = [
        "하", "했", "한", "할", "함", "해", "되", "된", "됐", "될", "돼", "됨", "시키", "시켰", "시켜",
        "시킨", "당하", "당했", "어", "었", "았", "은", "으", "키", "킨", "켰", "는",
    ];
    // A particle is no ending, though it sounds like one: `사격은`, `훈련한`.
    !super::words::is_particle(tail)
        && !matches!(tail, "한" | "해" | "으로써" | "으로도" | "으로만")
        && STARTS.iter().any(|start| tail.starts_with(start))
        || matches!(tail, "한" | "해" | "한다" | "할것")
}

/// Whether the verb stands before a noun: `한`, `된`, `하는`, `하던`, and a word behind it that is none of its own.
fn is_before_noun(verb: &str) -> bool {
    let first = verb.split(char::is_whitespace).next().unwrap_or_default();
    let next = verb.get(first.len()..).unwrap_or_default().trim_start();
    let ends = first.ends_with(['한', '된', '던', '킨', '쏜', '인'])
        || ["하는", "되는", "라는", "다는", "은", "할", "될"].iter().any(|end| first.ends_with(end));
    ends && !next.is_empty() && !OWN.iter().any(|word| next.starts_with(word))
}

/// How far the words of a verb reach: its own, and those that say how it is meant.
fn reach(verb: &str) -> usize {
    const MORE: [&str; 46] = [
        "않",
        "못",
        "있",
        "중이",
        "중인",
        "중에",
        "예정",
        "계획",
        "방침",
        "것",
        "합의",
        "약속",
        "결정",
        "추정",
        "보인",
        "보고",
        "판단",
        "평가",
        "파악",
        "전망",
        "수",
        "바",
        "준비",
        "촉구",
        "요구",
        "요청",
        "상태",
        "계속",
        "했",
        "알려",
        "전해",
        "관측",
        "분석",
        "예상",
        "확인",
        "드러",
        "듯",
        "말",
        "아니",
        "아닌",
        "같",
        "없",
        "등",
        "될",
        "가능성",
        "내다",
    ];
    let mut reach = 0;
    let mut rest = verb;
    let mut last = "";
    for number in 0..6 {
        let lead = rest.len() - rest.trim_start().len();
        let word = rest.trim_start().split(char::is_whitespace).next().unwrap_or_default();
        let plain = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        // Where the form is whole, the next word is of it only if it says how it is meant.
        let is_next = number > 0 || lead > 0;
        if is_next && !MORE.iter().any(|more| word.starts_with(more)) && !goes_with(last, word) {
            break;
        }
        last = plain;
        reach = verb.len() - rest.len() + lead + plain.len();
        if plain.len() < word.len() || ends_clause(plain) {
            break;
        }
        rest = rest.get(lead + word.len()..).unwrap_or_default();
    }
    reach
}

/// `협의해 나가기로 하였다`: a verb that only helps the one before it.
fn goes_with(last: &str, word: &str) -> bool {
    const LINKS: [char; 16] =
        ['어', '아', '여', '해', '와', '워', '려', '쳐', '켜', '내', '겨', '러', '줘', '가', '져', '궈'];
    const HELPS: [&str; 24] = [
        "볼 계획",
        "볼 예정",
        "볼 방침",
        "보기로",
        "나가",
        "나갈",
        "나갔",
        "왔",
        "온 것",
        "오고 있",
        "두었",
        "뒀",
        "놓았",
        "놨",
        "놓고",
        "버렸",
        "버리",
        "보지",
        "주기로",
        "주겠",
        "주지",
        "줬",
        "냈",
        "갔",
    ];
    last.starts_with("가능성") && word.starts_with(['크', '높', '있', '농', '유', '에', '을'])
        || last.ends_with('게') && word.starts_with(['되', '된', '될', '됐', '돼', '됩'])
        || last.ends_with("기로") && word.starts_with(['하', '한', '함', '했', '정', '뜻', '약', '합'])
        || last.ends_with(LINKS) && HELPS.iter().any(|help| word.starts_with(help))
}

/// Endings behind which another clause begins.
fn ends_clause(word: &str) -> bool {
    [
        "하며",
        "했으며",
        "으며",
        "이며",
        "하자",
        "으나",
        "지만",
        "면서",
        "하여",
        "다고",
        "라고",
        "했다",
        "하였다",
        "습니다",
        "였다",
    ]
    .iter()
    .any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(behind: &str) -> (Stand, Modality, Polarity, &str) {
        let predicate = predicate(behind);
        (
            predicate.stand,
            predicate.mode.modality,
            predicate.mode.polarity,
            behind.get(..predicate.length).unwrap(),
        )
    }

    #[test]
    fn endings_tell_how_it_is_meant() {
        use Modality::{Assessed, Done, Ongoing, Planned, Promised};
        use Polarity::{Negative, Positive};
        assert_eq!(read("했다고 밝혔다"), (Stand::Verb, Done, Positive, "했다고"));
        assert_eq!(read("하고 있으며, 이달"), (Stand::Verb, Ongoing, Positive, "하고 있으며"));
        assert_eq!(read("할 예정이다"), (Stand::Verb, Planned, Positive, "할 예정이다"));
        assert_eq!(read("하지 않았다"), (Stand::Verb, Done, Negative, "하지 않았다"));
        assert_eq!(read("을 실시할 것이다"), (Stand::Verb, Planned, Positive, "을 실시할 것이다"));
        assert_eq!(read("하기로 합의하였다"), (Stand::Verb, Promised, Positive, "하기로 합의하였다"));
        assert_eq!(
            read("하고 있는 것으로 추정된다"),
            (Stand::Verb, Assessed, Positive, "하고 있는 것으로 추정된다")
        );
        assert_eq!(read("는 없는 것으로 파악됐다").0, Stand::There);
        assert_eq!(read("한 포탄 80여 발을").0, Stand::Before);
        assert_eq!(read("이며 즉각").0, Stand::Is);
        assert_eq!(read("의 결과").0, Stand::Noun);
    }
}
