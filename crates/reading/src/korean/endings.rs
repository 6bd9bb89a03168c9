//! The end of a predicate: whether the act was done, goes on, is to come, was not, or is thought of.

use crate::claim::{Modality, Polarity};
use crate::modality::Mode;

use super::carriers::{ENDS, carrier, past_plain};

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
    "모습",
    "정황",
    "움직임",
    "장면",
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
];

/// The predicate of a verb of its own, of which `form` stands before this.
pub(super) fn of_verb(form: &str, behind: &str) -> Predicate {
    let tail = behind.split(char::is_whitespace).next().unwrap_or_default();
    let tail = tail.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let next = behind.get(tail.len()..).unwrap_or_default().trim_start();
    let last = if tail.is_empty() { form } else { tail };
    let own = OWN.iter().any(|word| next.starts_with(word));
    let is_if = is_condition(&format!("{form}{behind}"));
    let is_before = crate::lexicon::ends_in(last, &[4, 8]) && !next.is_empty() && !own;
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
    Predicate { stand, mode: mode(&meant, stand, next), length, passive }
}

/// Syllables by which a verb is passive: `열려`, `발견됐`.
const PASSIVES: [&str; 4] = ["려", "렸", "린", "혀"];

/// The predicate that a noun with this behind it makes. The text reaches to the end of the sentence.
pub(super) fn predicate(behind: &str) -> Predicate {
    let rest = past_plain(behind);
    let mut found = of_noun(rest);
    found.length += behind.len() - rest.len();
    found
}

fn of_noun(behind: &str) -> Predicate {
    let tail = behind.split(char::is_whitespace).next().unwrap_or_default();
    let next = behind.get(tail.len()..).unwrap_or_default().trim_start();
    let mut stand = stand(tail, next);
    let verb = match stand {
        Stand::Verb if !is_verbal(tail) => carrier(next).unwrap_or(next),
        _ => behind,
    };
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
    Predicate { stand, mode: mode(words, stand, next), length, passive }
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
        "에" if next.starts_with("해당") => Stand::Is,
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

/// `하면`, `할 경우`, `하지 않는 한`: whether what is said is only a condition, an aim or a possibility.
fn is_condition(verb: &str) -> bool {
    let mut words = verb.split(char::is_whitespace);
    let first = words.next().unwrap_or_default().trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let next = words.next().unwrap_or_default();
    let is_if = first.ends_with('면') || shares_condition(verb) || is_agreed(first, next);
    let is_unless = first.ends_with('지') && next.starts_with(['않', '못']) && next.ends_with("면");
    is_if
        || is_asked(first, next)
        || is_unless
        || next.starts_with("경우")
        || matches!(next, "시" | "시에는" | "때에는")
        || is_aim(first, next, words.next().unwrap_or_default())
}

/// `투입했는지는`, `나올지`: a question is asked, and nothing is told.
fn is_asked(word: &str, next: &str) -> bool {
    let stem = ["에 대해", "는", "를", "도", "에", "가", "만", "조차"]
        .iter()
        .find_map(|tail| word.strip_suffix(tail));
    let stem = stem.filter(|stem| stem.ends_with('지')).unwrap_or(word);
    let before = stem.strip_suffix('지').unwrap_or_default();
    let is_question = ["는", "은", "인", "던", "었을", "했을"].iter().any(|ending| before.ends_with(ending))
        || crate::lexicon::ends_in(before, &[8]) && !next.starts_with(['않', '못', '말']);
    !before.is_empty() && is_question
}

/// `날려보내고 … 틀어놓는다면`: a verb that only goes on shares the condition of the next one.
fn shares_condition(verb: &str) -> bool {
    const ELSE: [&str; 5] = ["측면", "방면", "전면", "반면", "정면"];
    const ENDS: [&str; 9] = ["다고", "라고", "며", "지만", "으나", "는데", "자", "다", "면서"];
    let mut words = verb.split(char::is_whitespace);
    let first = words.next().unwrap_or_default();
    let goes_on = first.ends_with(['고', '거']) || first.ends_with("거나");
    let is_past = first.char_indices().rev().nth(1).is_some_and(|(at, letter)| {
        first.get(at..at + letter.len_utf8()).is_some_and(|letter| crate::lexicon::ends_in(letter, &[20]))
    });
    if !goes_on || is_past || first.ends_with("다고") || first.ends_with("라고") {
        return false;
    }
    let rest: Vec<&str> = words.take(8).collect();
    for (at, word) in rest.iter().enumerate() {
        let bare = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let is_end = bare.len() < word.len() && !word.ends_with(['》', ')', '」']);
        let next = rest.get(at + 1).copied().unwrap_or_default();
        if bare.ends_with('면')
            && bare.chars().nth(2).is_some()
            && !ELSE.iter().any(|noun| bare.ends_with(noun))
            || next.starts_with("경우")
            || is_agreed(bare, next)
        {
            return true;
        }
        if is_end || ENDS.iter().any(|end| bare.ends_with(end)) || bare.ends_with('고') {
            return false;
        }
    }
    false
}

/// `폐쇄하기로 한 합의`: what an agreement holds is no act.
fn is_agreed(first: &str, next: &str) -> bool {
    first.ends_with("기로")
        && matches!(next, "한" | "된" | "돼" | "되어" | "정한" | "했던" | "합의한" | "약속한" | "규정한")
}

/// `하기 위해`, `하려고`, `할 가능성`, `할 수 있`, `하지 않도록`: what is aimed at, feared or possible is no report of it.
fn is_aim(first: &str, next: &str, third: &str) -> bool {
    const MAYBE: [&str; 12] =
        ["가능성", "우려", "수도", "뻔", "위험", "목적", "능력", "권리", "필요", "의도", "조짐", "징후"];
    let ends = |endings: &[&str]| endings.iter().any(|ending| first.ends_with(ending));
    let begins = |word: &str, heads: &[&str]| heads.iter().any(|head| word.starts_with(head));
    // `할 수 있다`, and `하지 않을 수 없다` is as open.
    let may = (next == "수" && begins(third, &["있", "없"])) || begins(next, &MAYBE);
    ends(&["려고", "려는", "려던", "고자", "기위해"])
        || ends(&["도록"])
        || first.ends_with('기') && begins(next, &["위해", "위한", "위하", "전에", "전까지", "직전", "보다"])
        || first.ends_with('려') && begins(next, &["하", "했"])
        || crate::lexicon::ends_in(first, &[8]) && may
        || first.ends_with("하는") && begins(next, &["것을 막", "문제", "방안", "방법"])
        || begins(next, &["않도록", "못하도록", "말도록"])
}

/// How far the words of a verb reach: its own, and those that say how it is meant.
fn reach(verb: &str) -> usize {
    const MORE: [&str; 44] = [
        "않", "못", "있", "중이", "중인", "중에", "예정", "계획", "방침", "것", "합의", "약속", "결정",
        "추정", "보인", "보고", "판단", "평가", "파악", "전망", "수", "바", "준비", "촉구", "요구", "요청",
        "상태", "계속", "했", "알려", "전해", "관측", "분석", "예상", "확인", "드러", "듯", "말", "아니",
        "아닌", "같", "없", "등", "될",
    ];
    let mut reach = 0;
    let mut rest = verb;
    for number in 0..6 {
        let lead = rest.len() - rest.trim_start().len();
        let word = rest.trim_start().split(char::is_whitespace).next().unwrap_or_default();
        let plain = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        // Where the form is whole, the next word is of it only if it says how it is meant.
        let is_next = number > 0 || lead > 0;
        if is_next && !MORE.iter().any(|more| word.starts_with(more)) {
            break;
        }
        reach = verb.len() - rest.len() + lead + plain.len();
        if plain.len() < word.len() || ends_clause(plain) {
            break;
        }
        rest = rest.get(lead + word.len()..).unwrap_or_default();
    }
    reach
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

/// `전개할 것`, `재개하게 될 것`: `것` behind a participle of what is to come.
fn is_to_come(words: &str) -> bool {
    words.match_indices("것").any(|(at, _)| {
        let before = words.get(..at).unwrap_or_default().trim_end();
        crate::lexicon::ends_in(before, &[8]) && !words.get(at..).unwrap_or_default().contains("추정")
    })
}

/// `통보하여야 한다`: what somebody must do is no report.
pub(super) fn is_duty(words: &str) -> bool {
    ["여야 ", "해야 ", "어야 ", "아야 "].iter().any(|ending| words.contains(ending))
        || ["여야", "해야", "어야"].iter().any(|ending| words.ends_with(ending))
}

/// How it is meant, by the signs in its words; the first that fits.
fn mode(words: &str, stand: Stand, next: &str) -> Mode {
    let has = |signs: &[&'static str]| signs.iter().find(|sign| words.contains(**sign)).copied();
    let mut mode = Mode::done();
    let mut to = |modality: Modality, rule: &'static str| {
        mode.modality = modality;
        mode.trail.push(rule);
    };
    if has(&["것을 촉구", "것을 요구", "것을 요청", "것을 강력히", "하라"]).is_some() {
        to(Modality::Wanted, "K7");
    } else if has(&[
        "기로 합의",
        "기로 약속",
        "기로 했",
        "기로 하였",
        "기로 의견",
        "기로 뜻",
        "기로 한다",
        "기로 다짐",
    ])
    .is_some()
    {
        to(Modality::Promised, "K5");
    } else if has(&["예정", "계획", "방침", "겠", "할것", "기로 결정", "할 준비", "전망"]).is_some()
        || is_to_come(words)
    {
        to(Modality::Planned, "K6");
    } else if let Some(sign) = has(&[
        "추정",
        "보인",
        "판단",
        "것으로 보",
        "평가",
        "알려졌",
        "전해졌",
        "관측된",
        "관측됐",
        "분석된",
        "듯하",
        "듯 하",
        "것 같",
    ]) {
        to(Modality::Assessed, "K8");
        mode.hedge = Some(sign.to_owned());
    } else if has(&["고 있", "고있", "중이", "중인", "중에", "중에있", "는 중"]).is_some() {
        to(Modality::Ongoing, "K9");
    }
    let negated = has(&[
        "지 않",
        "지 못",
        "지않",
        "지못",
        "지도 않",
        "지는 않",
        "하지 아니",
        "지 말",
        "것은 아니",
        "것이 아니",
        "계획이 없",
        "계획은 없",
        "방침이 없",
        "의사가 없",
        "생각이 없",
        "뜻이 없",
        "예정이 없",
    ])
    .is_some();
    let ends = ENDS.iter().any(|verb| words.trim_start().starts_with(verb));
    if negated || ends || (stand == Stand::There && next.starts_with("없")) {
        mode.polarity = Polarity::Negative;
        mode.trail.push("K11");
    }
    mode
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
