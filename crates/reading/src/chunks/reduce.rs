//! Participles that look like a past and are none.

use super::{Chunk, Kind, Shape};
use crate::items::Item;
use crate::lexicon::{Form, Part, Sense};

/// `an agreement reached in September`, `bullets fired by his comrades`: a participle that looks like a past is none with a
/// subject where its noun is already the object of another verb or preposition, or where the clause has its verb later.
pub(super) fn reduce(chunks: &mut [Chunk], items: &[Item<'_>]) {
    for at in 0..chunks.len() {
        let Some(Kind::Verb(verb)) = chunks.get(at).map(|chunk| &chunk.kind) else { continue };
        let is_lone = verb.shape == Shape::Finite
            && verb.form == Form::PastOrParticiple
            && verb.modal.is_none()
            && !verb.perfect
            && !verb.passive
            && !verb.copula;
        if is_lone && is_headline(chunks, items, at) {
            if let Some(Chunk { kind: Kind::Verb(verb), .. }) = chunks.get_mut(at) {
                verb.passive = true;
            }
            continue;
        }
        if !is_lone || !is_reduced(chunks, items, at) {
            continue;
        }
        if let Some(Chunk { kind: Kind::Verb(verb), .. }) = chunks.get_mut(at) {
            verb.shape = Shape::Reduced;
            verb.passive = true;
        }
    }
}

/// `Three detonations heard at the post`, `Two soldiers wounded`: in a headline or a log a participle behind its noun is the verb, where no
/// other is, and has nothing that it is done to behind it.
fn is_headline(chunks: &[Chunk], items: &[Item<'_>], at: usize) -> bool {
    const DONE_TO: [&str; 40] = [
        "heard",
        "seen",
        "spotted",
        "observed",
        "noted",
        "found",
        "recorded",
        "reported",
        "registered",
        "detected",
        "discovered",
        "sighted",
        "recovered",
        "killed",
        "wounded",
        "injured",
        "hurt",
        "arrested",
        "detained",
        "captured",
        "seized",
        "held",
        "released",
        "freed",
        "evacuated",
        "fired",
        "launched",
        "shot",
        "damaged",
        "destroyed",
        "hit",
        "shelled",
        "removed",
        "cleared",
        "withdrawn",
        "dismantled",
        "opened",
        "closed",
        "confirmed",
        "counted",
    ];
    let is_end = |chunk: &Chunk| matches!(chunk.kind, Kind::Break | Kind::Stop);
    let first = chunks.get(..at).unwrap_or_default().iter().rposition(is_end).map_or(0, |end| end + 1);
    let after =
        chunks.get(at..).unwrap_or_default().iter().position(is_end).map_or(chunks.len(), |end| at + end);
    let part = chunks.get(first..after).unwrap_or_default();
    let mut nouns = chunks.get(first..at).unwrap_or_default().iter();
    let is_subject = nouns.all(|chunk| {
        matches!(chunk.kind, Kind::Noun { .. } | Kind::Time(_) | Kind::Adverb | Kind::And | Kind::Comma)
    }) && at.checked_sub(1).is_some_and(|noun| {
        noun >= first && chunks.get(noun).is_some_and(|chunk| is_undergoer(chunk, items))
    });
    let is_known = chunks.get(at).is_some_and(|chunk| {
        chunk.after == chunk.first + 1
            && items.get(chunk.first).is_some_and(|item| DONE_TO.contains(&item.lower.as_str()))
    });
    let has_object = chunks
        .get(at + 1)
        .is_some_and(|next| matches!(next.kind, Kind::Noun { .. } | Kind::That | Kind::QuoteOpen));
    let is_lone = part.iter().filter(|chunk| is_finite(chunk)).count() == 1;
    is_subject && is_known && is_lone && (!has_object || is_time(chunks, items, at + 1))
}

/// Whether a noun group can be what is done to: no party by its name, unless it is counted.
fn is_undergoer(chunk: &Chunk, items: &[Item<'_>]) -> bool {
    let items = items.get(chunk.first..chunk.after).unwrap_or_default();
    let is_counted = items.iter().any(|item| matches!(item.kind, crate::items::ItemKind::Number(_)));
    let is_party = items.iter().filter(|item| !item.is_pronoun()).any(|item| {
        item.senses.iter().any(|sense| {
            matches!(sense, Sense::Actor(_) | Sense::Joint(_) | Sense::Capital(_) | Sense::Own(_))
        })
    });
    let is_pronoun = items.last().is_some_and(Item::is_pronoun);
    matches!(chunk.kind, Kind::Noun { .. }) && !is_pronoun && (is_counted || !is_party)
}

pub(super) fn is_reduced(chunks: &[Chunk], items: &[Item<'_>], at: usize) -> bool {
    let kind = |index: Option<usize>| index.and_then(|index| chunks.get(index)).map(|chunk| &chunk.kind);
    let before = at.checked_sub(1);
    let by_follows = matches!(kind(Some(at + 1)), Some(Kind::By));
    let verb_item = chunks.get(at).and_then(|chunk| match &chunk.kind {
        Kind::Verb(verb) => items.get(verb.main),
        _ => None,
    });
    if verb_item.is_some_and(|item| is_active_only(item) && !by_follows) {
        return false;
    }
    if opens_aside(chunks, at) {
        return true;
    }
    if !matches!(kind(before), Some(Kind::Noun { .. })) {
        return by_follows && !matches!(kind(before), Some(Kind::Relative | Kind::And | Kind::Comma));
    }
    let subject = before.and_then(|before| chunks.get(before));
    // A pronoun in the case of a subject has a verb of its own.
    let is_subject_pronoun =
        subject.and_then(|chunk| items.get(chunk.after.saturating_sub(1))).is_some_and(|item| {
            item.any_part(&[Part::PersonPronoun, Part::PluralPronoun]) || item.part(Part::OwnPronoun)
        });
    if is_subject_pronoun || is_of_relative(chunks, items, at) {
        return false;
    }
    let main = chunks.get(at).and_then(|chunk| match &chunk.kind {
        Kind::Verb(verb) => items.get(verb.main),
        _ => None,
    });
    let is_speech =
        main.is_some_and(|item| item.senses.iter().any(|sense| matches!(sense, Sense::Speech(..))));
    let is_time = is_time(chunks, items, at + 1);
    let noun_follows = matches!(kind(Some(at + 1)), Some(Kind::Noun { .. } | Kind::That)) && !is_time;
    let governed = chunks
        .get(..at.saturating_sub(1))
        .unwrap_or_default()
        .iter()
        .rev()
        .find_map(|chunk| match &chunk.kind {
            Kind::Verb(verb) => Some(!verb.copula || !noun_follows),
            Kind::Prep | Kind::By | Kind::Of => Some(true),
            // `…, and soldiers moved in`: a noun behind `and` has the verb for its own.
            Kind::And
            | Kind::Comma
            | Kind::Sub
            | Kind::That
            | Kind::But
            | Kind::Break
            | Kind::QuoteOpen
            | Kind::QuoteClose
            | Kind::Relative
            | Kind::If
            | Kind::Stop
            | Kind::ParenClose => Some(false),
            _ => None,
        })
        .unwrap_or(false);
    if by_follows {
        return true;
    }
    if is_speech {
        return false;
    }
    if main.is_some_and(|item| governs(chunks, item, at)) || is_lone_verb(chunks) && governed {
        return false;
    }
    let later = later_verb(chunks, at);
    if governed {
        // `in a statement the army fired …` does not occur; `near the line fired ten shells` is a verb with an object.
        return !noun_follows;
    }
    later && !noun_follows
}

/// `the gate which the soldiers locked was opened`: the noun between `which` and the verb is its subject, as another verb follows for the
/// noun before.
fn is_of_relative(chunks: &[Chunk], items: &[Item<'_>], at: usize) -> bool {
    let relative = at.checked_sub(2).and_then(|at| chunks.get(at));
    let word = relative
        .filter(|chunk| matches!(chunk.kind, Kind::Relative))
        .and_then(|chunk| items.get(chunk.first))
        .map_or("", |item| item.lower.as_str());
    let next = chunks
        .get(at + 1..)
        .unwrap_or_default()
        .iter()
        .find(|chunk| !matches!(chunk.kind, Kind::Time(_) | Kind::Adverb | Kind::Hedge));
    matches!(word, "which" | "that" | "whom") && next.is_some_and(is_finite)
}

/// `An officer at the site refused to answer.`: a verb that governs the next one, where no other has a subject.
fn governs(chunks: &[Chunk], main: &Item<'_>, at: usize) -> bool {
    let next = chunks.get(at + 1).map(|chunk| &chunk.kind);
    main.senses.iter().any(|sense| matches!(sense, Sense::Control(..)))
        && matches!(next, Some(Kind::Verb(verb)) if verb.shape == Shape::Infinitive)
        && !chunks.get(at + 1..).unwrap_or_default().iter().any(is_finite)
}

fn is_finite(chunk: &Chunk) -> bool {
    matches!(&chunk.kind, Kind::Verb(verb) if verb.shape == Shape::Finite)
}

/// `The withdrawal from the town ended on Monday.`: where no other verb is, this is the verb.
fn is_lone_verb(chunks: &[Chunk]) -> bool {
    chunks.last().is_some_and(|last| matches!(last.kind, Kind::Stop))
        && chunks
            .first()
            .is_some_and(|first| matches!(first.kind, Kind::Noun { .. } | Kind::Prep | Kind::Time(_)))
        && chunks.iter().filter(|chunk| is_finite(chunk)).count() == 1
        && !chunks.iter().any(|chunk| matches!(chunk.kind, Kind::Relative | Kind::That | Kind::Sub))
}

/// `put up last weekend on the roof`: a time is no object.
fn is_time(chunks: &[Chunk], items: &[Item<'_>], at: usize) -> bool {
    const SPANS: [&str; 11] = [
        "weekend", "week", "month", "year", "day", "night", "morning", "summer", "winter", "spring", "autumn",
    ];
    let first = chunks.get(at).and_then(|chunk| items.get(chunk.first));
    first.is_some_and(|item| matches!(item.lower.as_str(), "last" | "this" | "next"))
        && items.get(item_after(chunks, at)).is_some_and(|last| SPANS.contains(&last.lower.as_str()))
}

/// The last item of a group.
fn item_after(chunks: &[Chunk], at: usize) -> usize {
    chunks.get(at).map_or(0, |chunk| chunk.after.saturating_sub(1))
}

/// Verbs to which nothing is done: `remained`, and those that hold their object, as `opened fire` does.
fn is_active_only(item: &Item<'_>) -> bool {
    const PLAIN: [&str; 31] = [
        "followed",
        "ensued",
        "vanished",
        "disappeared",
        "collapsed",
        "strayed",
        "ceased",
        "remained",
        "stayed",
        "continued",
        "went",
        "came",
        "arrived",
        "occurred",
        "happened",
        "appeared",
        "existed",
        "persisted",
        "fell",
        "rose",
        "died",
        "escaped",
        "fled",
        "departed",
        "lasted",
        "returned",
        "emerged",
        "resumed",
        "advanced",
        "retreated",
        "perished",
    ];
    const HELD: [&str; 11] = [
        "fire",
        "shots",
        "rounds",
        "positions",
        "talks",
        "casualties",
        "losses",
        "lives",
        "life",
        "injuries",
        "warnings",
    ];
    PLAIN.contains(&item.lower.as_str())
        || item.lower.rsplit_once(' ').is_some_and(|(_, last)| HELD.contains(&last))
}

/// `The third swap, planned for Sunday, did not take place`: a participle behind a comma, where the verb of the noun stands right
/// behind the next one.
fn opens_aside(chunks: &[Chunk], at: usize) -> bool {
    let kind = |index: usize| chunks.get(index).map(|chunk| &chunk.kind);
    let is_behind = at >= 2
        && matches!(kind(at - 1), Some(Kind::Comma))
        && matches!(kind(at - 2), Some(Kind::Noun { .. }));
    let close = (at + 1..chunks.len().min(at + 12)).find(|index| {
        matches!(kind(*index), Some(Kind::Comma | Kind::Verb(_) | Kind::Break | Kind::And | Kind::Stop))
    });
    let is_verb = |index: usize| matches!(kind(index), Some(Kind::Verb(verb)) if verb.shape == Shape::Finite);
    is_behind && close.is_some_and(|close| matches!(kind(close), Some(Kind::Comma)) && is_verb(close + 1))
}

/// Whether the clause has another verb with a subject, which could only be that of the same noun.
pub(super) fn later_verb(chunks: &[Chunk], at: usize) -> bool {
    for (offset, chunk) in chunks.get(at + 1..).unwrap_or_default().iter().enumerate() {
        match &chunk.kind {
            Kind::Verb(verb) if verb.shape == Shape::Finite => {
                // A second noun group right before the verb would be its own subject.
                let before = chunks.get(at + offset).map(|chunk| &chunk.kind);
                let prep =
                    (at + offset).checked_sub(1).and_then(|index| chunks.get(index)).map(|chunk| &chunk.kind);
                let own = matches!(before, Some(Kind::Noun { .. }))
                    && !matches!(prep, Some(Kind::Prep | Kind::By | Kind::Of | Kind::And));
                return !own;
            }
            Kind::Verb(_)
            | Kind::And
            | Kind::Comma
            | Kind::Sub
            | Kind::That
            | Kind::But
            | Kind::Break
            | Kind::Stop
            | Kind::Relative
            | Kind::QuoteOpen
            | Kind::QuoteClose
            | Kind::If => return false,
            _ => {}
        }
    }
    false
}
