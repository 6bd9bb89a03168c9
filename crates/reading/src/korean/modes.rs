//! How a predicate is meant, by the signs in its words: asked for, promised, planned, held likely, going on, not so.

use crate::claim::{Modality, Polarity};
use crate::modality::Mode;

use super::carriers::ENDS;

/// `전개할 것`, `재개하게 될 것`: `것` behind a participle of what is to come.
fn is_to_come(words: &str) -> bool {
    words.match_indices("것").any(|(at, _)| {
        let before = words.get(..at).unwrap_or_default().trim_end();
        crate::lexicon::ends_in(before, &[8]) && !is_thought(words.get(at..).unwrap_or_default())
    })
}

/// `것으로 보인다`, `것으로 내다봤다`: what somebody holds likely, and nobody has announced.
fn is_thought(words: &str) -> bool {
    [
        "추정",
        "것으로 보",
        "것으로 내다",
        "것으로 전망",
        "것으로 예상",
        "것으로 관측",
        "것으로 판단",
        "것으로 평가",
    ]
    .iter()
    .any(|sign| words.contains(sign))
}

/// `통보하여야 한다`: what somebody must do is no report.
pub(super) fn is_duty(words: &str) -> bool {
    ["야 하", "야 한", "야 할", "야 합", "야 했", "야한다", "야 된", "여야 ", "해야 "]
        .iter()
        .any(|ending| words.contains(ending))
        || words.ends_with('야')
}

/// `준수할 것을 양측에 당부했다`: what somebody is asked to do is wanted, whoever is asked between.
pub(super) fn asked(mut mode: Mode, words: &str, behind: &str) -> Mode {
    let is_asked = words.trim_end().ends_with("것을") && past_request(behind).is_some();
    if is_asked && mode.modality != Modality::Wanted {
        mode.modality = Modality::Wanted;
        mode.trail.push("K7");
    }
    mode
}

/// The length of the words up to the end of the verb that asks for what stands before it.
pub(super) fn past_request(behind: &str) -> Option<usize> {
    const ASKS: [&str; 9] = ["당부", "촉구", "요구", "요청", "호소", "권고", "제안", "주문", "종용"];
    let mut at = 0;
    for word in behind.split_inclusive(char::is_whitespace).take(6) {
        let bare = word.trim_end().trim_end_matches(|letter: char| !letter.is_alphanumeric());
        if ASKS.iter().any(|ask| bare.starts_with(ask)) {
            return Some(at + bare.len());
        }
        if bare.len() < word.trim_end().len() {
            return None;
        }
        at += word.len();
    }
    None
}

/// Whether the words of a verb say that it is not so.
fn is_negated(words: &str) -> bool {
    const SIGNS: [&str; 17] = [
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
    ];
    SIGNS.iter().any(|sign| words.contains(sign))
}

/// How it is meant, by the signs in its words; the first that fits.
pub(super) fn mode(words: &str, is_none: bool) -> Mode {
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
    } else if has(&[
        "게 된다",
        "게 됩니다",
        "게 되며",
        "게 되고",
        "예정",
        "계획",
        "방침",
        "겠",
        "할것",
        "기로 결정",
        "할 준비",
        "전망",
    ])
    .is_some()
        || is_to_come(words)
        || matches!(words.trim(), "결정" | "추진")
    {
        to(Modality::Planned, "K6");
    } else if let Some(sign) = has(&[
        "추정",
        "보인",
        "판단",
        "것으로 보",
        "것으로 내다",
        "것으로 예상",
        "것으로 전망",
        "평가",
        "알려졌",
        "전해졌",
        "것으로 관측",
        "분석된",
        "듯하",
        "듯 하",
        "것 같",
        "을 가능성",
    ]) {
        to(Modality::Assessed, "K8");
        mode.hedge = Some(sign.to_owned());
    } else if has(&["고 있", "고있", "중이", "중인", "중에", "중에있", "는 중"]).is_some()
        || words.trim() == "중"
    {
        to(Modality::Ongoing, "K9");
    }
    let negated = is_negated(words);
    let ends = ENDS.iter().any(|verb| words.trim_start().starts_with(verb));
    if negated || ends || is_none {
        mode.polarity = Polarity::Negative;
        mode.trail.push("K11");
    }
    mode
}
