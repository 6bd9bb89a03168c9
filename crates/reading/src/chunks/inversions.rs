//! Verbs whose first word stands before the subject: `should the army go further`, `at no point was fire opened`.

use super::{Chunk, Kind, Shape, Verb};
use crate::items::Item;
use crate::lexicon::{Form, Part};

/// Gives a condition that opens with its verb the sign of one, and a verb behind a negation back what stands before its subject.
pub(super) fn inversions(chunks: &mut Vec<Chunk>, items: &[Item<'_>]) {
    let mut at = 0;
    while at + 2 < chunks.len() {
        if is_condition(chunks, items, at) {
            if let Some(chunk) = chunks.get_mut(at) {
                chunk.kind = Kind::If;
            }
        } else if let Some((behind, verb)) = negated(chunks, items, at) {
            if let Some(chunk) = chunks.get_mut(behind) {
                chunk.kind = Kind::Verb(verb);
            }
            chunks.remove(at);
        }
        at += 1;
    }
}

/// The one word of a verb group that is no more than an auxiliary.
fn auxiliary<'i>(chunks: &[Chunk], items: &'i [Item<'_>], at: usize) -> Option<&'i Item<'i>> {
    let chunk = chunks.get(at)?;
    let Kind::Verb(verb) = &chunk.kind else { return None };
    // `at no time did the army fire`
    let is_plain = |at: usize| items.get(at).is_some_and(|item| item.part(Part::Not));
    let is_bare =
        chunk.after == verb.main + 1 && verb.shape == Shape::Finite && (chunk.first..verb.main).all(is_plain);
    let item = items.get(verb.main)?;
    let is_auxiliary = item.any_part(&[
        Part::Be,
        Part::Have,
        Part::Do,
        Part::Should,
        Part::May,
        Part::Would,
        Part::Can,
        Part::Future,
    ]);
    (is_bare && is_auxiliary).then_some(item)
}

/// The verb behind the noun group that follows, over an adverb.
fn verb_behind(chunks: &[Chunk], at: usize) -> Option<(usize, &Verb)> {
    matches!(chunks.get(at + 1)?.kind, Kind::Noun { .. }).then_some(())?;
    let behind = (at + 2..at + 4).find(|index| {
        chunks.get(*index).is_some_and(|chunk| !matches!(chunk.kind, Kind::Adverb | Kind::Hedge))
    })?;
    match &chunks.get(behind)?.kind {
        Kind::Verb(verb) => Some((behind, verb)),
        _ => None,
    }
}

/// `Should the army go further`, `were it to be found`, `sanctions should the fighting go on`.
fn is_condition(chunks: &[Chunk], items: &[Item<'_>], at: usize) -> bool {
    let Some(word) = auxiliary(chunks, items, at) else { return false };
    let Some((behind, verb)) = verb_behind(chunks, at) else { return false };
    let first = chunks.get(behind).and_then(|chunk| items.get(chunk.first));
    let is_first = at.checked_sub(1).and_then(|before| chunks.get(before)).is_none_or(|chunk| {
        matches!(chunk.kind, Kind::Comma | Kind::QuoteOpen | Kind::Break | Kind::That | Kind::And | Kind::But)
    });
    match word.lower.as_str() {
        "should" => {
            verb.form == Form::Base && verb.modal.is_none() || first.is_some_and(|item| item.lower == "be")
        }
        // `Were the gap left open, …`
        "were" | "had" => {
            is_first
                && at == 0
                && (verb.shape == Shape::Infinitive
                    || matches!(verb.form, Form::Participle | Form::PastOrParticiple))
        }
        _ => false,
    }
}

/// `nor has it replied`, `not once did they give notice`, `at no point was fire opened by either side`: the verb as it would stand
/// behind its subject.
fn negated(chunks: &[Chunk], items: &[Item<'_>], at: usize) -> Option<(usize, Verb)> {
    let word = auxiliary(chunks, items, at)?;
    let first = |at: usize| chunks.get(at).and_then(|chunk| items.get(chunk.first));
    let before = at.checked_sub(1);
    let is_within = first(at).is_some_and(|item| item.part(Part::Not));
    let is_nor =
        before.and_then(first).is_some_and(|item| item.any_part(&[Part::Nor, Part::Not])) && !is_within;
    let is_none = before.is_some_and(|before| {
        matches!(chunks.get(before).map(|chunk| &chunk.kind), Some(Kind::Noun { .. }))
            && first(before).is_some_and(|item| item.part(Part::No))
            && before
                .checked_sub(1)
                .and_then(|prep| chunks.get(prep))
                .is_some_and(|chunk| matches!(chunk.kind, Kind::Prep))
    });
    let (behind, verb) = verb_behind(chunks, at)?;
    let is_lone = verb.modal.is_none() && !verb.perfect && !verb.progressive && !verb.copula;
    let is_participle = matches!(verb.form, Form::Participle | Form::PastOrParticiple);
    let fits = match () {
        () if word.any_part(&[Part::Be, Part::Have]) => is_participle,
        () => verb.form == Form::Base,
    };
    if !(is_nor || is_none || is_within) || !is_lone || !fits {
        return None;
    }
    let modal = [Part::May, Part::Would, Part::Can, Part::Future].into_iter().find(|part| word.part(*part));
    // A `nor` at the head of the sentence already says so.
    let negated = !(is_nor && before == Some(0));
    Some((
        behind,
        Verb {
            shape: Shape::Finite,
            passive: word.part(Part::Be),
            perfect: word.part(Part::Have),
            modal,
            negated,
            ..verb.clone()
        },
    ))
}
