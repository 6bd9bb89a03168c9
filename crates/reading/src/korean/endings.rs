//! Endings: where a clause ends, and what its verb says of the act.

use super::words::Word;
use crate::claim::{Modality, Polarity};
use crate::modality::Mode;

/// Stems of verbs of saying.
pub(super) const SAYING: [&str; 14] = [
    "밝혔",
    "밝힌",
    "밝히",
    "설명했",
    "설명하",
    "전했",
    "말했",
    "주장했",
    "주장하",
    "발표했",
    "보도했",
    "규탄",
    "비난",
    "강조했",
];

/// Endings that join clauses.
const JOINING: [&str; 16] = [
    "하며",
    "했으며",
    "이며",
    "있으며",
    "으며",
    "으나",
    "했으나",
    "하자",
    "되자",
    "지만",
    "하였고",
    "했고",
    "있었고",
    "있고",
    "하라는",
    "넘어",
];

/// Whether a word ends a clause.
pub(super) fn ends_clause(word: &Word<'_>) -> bool {
    let bare = word.bare();
    JOINING.iter().any(|ending| bare.ends_with(ending))
        || bare.ends_with('다')
        || bare.ends_with("다고")
        || bare.ends_with("라고")
        || bare.ends_with("겠다고")
        || word.text.ends_with('…')
}

/// The clauses of a sentence as ranges of words. What follows `다고` up to the verb of saying is no clause of its own.
pub(super) fn clauses(words: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, word) in words.iter().enumerate() {
        let is_saying = SAYING.iter().any(|stem| word.text.starts_with(stem));
        // `-고 있으며`, `-지 못했다`: the auxiliary belongs to the verb before.
        if ends_clause(word) || is_saying {
            found.push((from, at + 1));
            from = at + 1;
        }
    }
    if from < words.len() {
        found.push((from, words.len()));
    }
    found
}

/// What the ending of a clause says of the act.
pub(super) fn mode(text: &str, mode: &mut Mode) {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let mut to = |modality, rule| {
        mode.modality = modality;
        mode.trail.push(rule);
    };
    if has(&["사실이 아니", "사실무근"]) {
        to(Modality::Denied, "K2");
    } else if has(&["예정", "것이다", "것입니다", "겠다", "하겠", "계획"]) {
        to(Modality::Planned, "K3");
    } else if has(&["합의하", "합의했", "약속"]) {
        to(Modality::Promised, "K3");
    } else if has(&["추정", "판단", "보인다", "보입니다"]) {
        to(Modality::Assessed, "K4");
    } else if has(&["위반이", "위반했", "위반하", "위반한", "위반이라"]) {
        to(Modality::Alleged, "K5");
    } else if has(&["고 있"]) {
        to(Modality::Ongoing, "K6");
    } else if has(&["촉구", "요구"]) {
        to(Modality::Wanted, "K3");
    }
    if has(&["지 않", "못했", "못하", "없었", "없다", "없는"]) && mode.modality != Modality::Denied
    {
        mode.polarity = Polarity::Negative;
        mode.trail.push("K7");
    }
}

/// What was not seen, or who did not answer.
pub(super) fn absence(text: &str) -> Option<Modality> {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&[
        "응답하지 않",
        "답하지 않",
        "반응을 내놓지 않",
        "반응이 없",
        "받지 않",
        "언급하지 않",
        "보도하지 않",
        "반응을 보이지 않",
    ]) {
        return Some(Modality::NotReported);
    }
    let none = has(&["없었", "없다", "없는", "없습니다"]);
    (none && has(&["특이동향", "관측", "포착", "식별", "동향", "징후"])).then_some(Modality::NotObserved)
}

/// Whether the verb tells that somebody saw or heard.
pub(super) fn is_observation(text: &str) -> bool {
    ["포착", "청취", "식별", "탐지", "관측", "확인"].iter().any(|stem| text.contains(stem))
}
