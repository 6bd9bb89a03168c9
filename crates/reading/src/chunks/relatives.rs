//! `the gate that the soldiers had locked was opened`: which `that` stands for the noun before it, though another noun is the subject.

use super::{Chunk, Kind, Shape};
use crate::items::Item;
use crate::lexicon::{Part, Sense};

/// Nouns whose `that` opens what is told, known or feared.
const TOLD: [&str; 58] = [
    "fact",
    "evidence",
    "sign",
    "signs",
    "proof",
    "news",
    "idea",
    "belief",
    "view",
    "hope",
    "hopes",
    "fear",
    "fears",
    "risk",
    "possibility",
    "impression",
    "understanding",
    "condition",
    "conditions",
    "grounds",
    "ground",
    "claim",
    "claims",
    "allegation",
    "allegations",
    "assertion",
    "accusation",
    "accusations",
    "charge",
    "charges",
    "report",
    "reports",
    "talk",
    "rumour",
    "rumours",
    "rumor",
    "rumors",
    "story",
    "suggestion",
    "suggestions",
    "version",
    "statement",
    "statements",
    "tale",
    "order",
    "orders",
    "demand",
    "demands",
    "decision",
    "assurance",
    "assurances",
    "promise",
    "warning",
    "threat",
    "indication",
    "indications",
    "word",
    "line",
];

/// Gives each such `that` the sign of a relative: two verbs with a subject stand behind it, and no mark or `and` between them.
pub(super) fn relatives(chunks: &mut [Chunk], items: &[Item<'_>]) {
    for at in 1..chunks.len() {
        if matches!(chunks.get(at).map(|chunk| &chunk.kind), Some(Kind::That))
            && is_relative(chunks, items, at)
            && let Some(chunk) = chunks.get_mut(at)
        {
            chunk.kind = Kind::Relative;
        }
    }
}

fn is_relative(chunks: &[Chunk], items: &[Item<'_>], that: usize) -> bool {
    let kind = |at: usize| chunks.get(at).map(|chunk| &chunk.kind);
    let noun = that - 1;
    let last = chunks.get(noun).and_then(|chunk| items.get(chunk.after.saturating_sub(1)));
    let is_told = last.is_none_or(|item| {
        TOLD.contains(&item.lower.as_str())
            || item.is_pronoun()
            || item.any_part(&[Part::Unnamed])
            || item.senses.iter().any(|sense| matches!(sense, Sense::SpeechNoun(_)))
                && !item.senses.iter().any(|sense| matches!(sense, Sense::Unit(_)))
    });
    let is_noun = |at: usize| matches!(kind(at), Some(Kind::Noun { .. }));
    if is_told || !is_noun(noun) || !is_noun(that + 1) {
        return false;
    }
    let is_light = |at: &usize| matches!(kind(*at), Some(Kind::Adverb | Kind::Hedge | Kind::Time(_)));
    let next = |from: usize| (from..chunks.len()).find(|at| !is_light(at));
    let finite = |at: usize| match kind(at) {
        Some(Kind::Verb(verb)) if verb.shape == Shape::Finite => Some(verb),
        _ => None,
    };
    let Some(first) = next(that + 2).filter(|at| finite(*at).is_some_and(|verb| !verb.passive)) else {
        return false;
    };
    // `the escort that the army was to provide never came`
    let is_infinitive =
        |at: usize| matches!(kind(at), Some(Kind::Verb(verb)) if verb.shape == Shape::Infinitive);
    let second = next(first + 1).filter(|at| is_infinitive(*at)).map_or(first, |at| at);
    next(second + 1).is_some_and(|at| finite(at).is_some())
}
