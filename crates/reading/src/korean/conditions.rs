//! What is only a condition, an aim, a question or a possibility, and what was only agreed.

use super::words::Line;

/// `하면`, `할 경우`, `하지 않는 한`: whether what is said is only a condition, an aim or a possibility.
pub(super) fn is_condition(verb: &str) -> bool {
    let mut words = verb.split(char::is_whitespace);
    let first = words.next().unwrap_or_default().trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let next = words.next().unwrap_or_default();
    let is_if = first.ends_with('면') || shares_condition(verb) || is_agreed(first, next);
    let third = words.next().unwrap_or_default();
    let is_unless = first.ends_with('지')
        && next.starts_with(['않', '못'])
        && (next.ends_with("면") || next.ends_with('는') && third == "한" || third.starts_with("경우"))
        || first.ends_with('는') && next == "한";
    is_if
        || is_asked(first, next)
        || is_unless
        || next.starts_with("경우")
        || matches!(next, "시" | "시에는" | "때에는")
        || is_aim(first, next, third)
}

/// `투입했는지는`, `나올지`: a question is asked, and nothing is told.
fn is_asked(word: &str, next: &str) -> bool {
    const ASKS: [&str; 8] = ["느냐", "느냐고", "느냐는", "는가", "을까", "는가를", "는가에", "느냐를"];
    if ASKS.iter().any(|ask| word.ends_with(ask)) {
        return true;
    }
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
    const ENDS: [&str; 15] = [
        "다고", "라고", "며", "지만", "으나", "는데", "하자", "되자", "나자", "오자", "가자", "리자", "지자",
        "다", "면서",
    ];
    let mut words = verb.split(char::is_whitespace);
    let first = words.next().unwrap_or_default();
    let goes_on =
        first.ends_with(['고', '거', '어', '아', '여', '해', '와', '워', '려']) || first.ends_with("거나");
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
            || bare.ends_with('기') && next.starts_with("위해")
            || ["도록", "려고", "려는"].iter().any(|aim| bare.ends_with(aim))
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

/// `쐈을 가능성이 크다`: what may have been is held likely.
pub(super) fn is_likely(first: &str, next: &str) -> bool {
    let is_past = first.strip_suffix('을').is_some_and(|stem| crate::lexicon::ends_in(stem, &[20]));
    is_past && next.starts_with("가능성")
}

/// `하기 위해`, `하려고`, `할 가능성`, `할 수 있`, `하지 않도록`: what is aimed at, feared or possible is no report of it.
fn is_aim(first: &str, next: &str, third: &str) -> bool {
    const MAYBE: [&str; 12] =
        ["가능성", "우려", "수도", "뻔", "위험", "목적", "능력", "권리", "필요", "의도", "조짐", "징후"];
    let ends = |endings: &[&str]| endings.iter().any(|ending| first.ends_with(ending));
    let begins = |word: &str, heads: &[&str]| heads.iter().any(|head| word.starts_with(head));
    // `할 수 있다`, and `하지 않을 수 없다` is as open.
    let may =
        (next == "수" && begins(third, &["있", "없"])) || begins(next, &MAYBE) && !is_likely(first, next);
    ends(&["려고", "려는", "려던", "고자", "기위해"])
        || ends(&["도록"])
        || first.ends_with('기') && begins(next, &["위해", "위한", "위하", "전에", "전까지", "직전", "보다"])
        || first.ends_with('려') && begins(next, &["하", "했"])
        || crate::lexicon::ends_in(first, &[8]) && may
        || first.ends_with("하는") && begins(next, &["것을 막", "문제", "방안", "방법"])
        || begins(next, &["않도록", "못하도록", "말도록"])
}

/// `만일 … 넘으면`: the stretch that only supposes, from the word that says so to the one that closes the condition.
pub(super) fn supposed(line: &Line<'_, '_>, from: usize, to: usize) -> Option<(usize, usize)> {
    const OPENS: [&str; 10] =
        ["만약", "만일", "만에", "가령", "혹시", "혹여", "행여", "설사", "설령", "만약에"];
    const ENDS: [&str; 5] = ["더라도", "경우", "경우에는", "경우에", "라도"];
    let open = line.words_in(from, to).find(|word| OPENS.contains(&word.text))?;
    let close = line.words_in(open.end, to).find(|word| {
        word.text.ends_with('면') && word.text.chars().nth(1).is_some()
            || ENDS.iter().any(|end| word.text.ends_with(end))
    })?;
    Some((open.start, close.end))
}
