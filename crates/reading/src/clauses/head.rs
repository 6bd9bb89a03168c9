//! What stands before a verb: its subject, and the clause that it hangs on.

use super::{Link, Sentence};
use crate::chunks::{Kind, Shape, Verb};
use crate::lexicon::{Effect, Sense, SpeechKind};

/// Subject, governor and link of a verb group.
pub(super) fn head(
    sentence: &Sentence<'_>,
    at: usize,
    verb: &Verb,
) -> (Vec<usize>, bool, Option<usize>, Link) {
    let last = sentence.clauses.len().checked_sub(1);
    let of = |index: Option<usize>| index.and_then(|index| sentence.clauses.get(index));
    let inherited = |index: Option<usize>| of(index).map(|clause| clause.subject.clone()).unwrap_or_default();
    let before = before(sentence, at);
    match verb.shape {
        Shape::Finite => finite_head(sentence, at),
        Shape::Reduced => {
            let noun = noun_before(sentence, at);
            (noun.clone(), !noun.is_empty(), last, Link::Reduced)
        }
        Shape::Infinitive | Shape::Ing => {
            let governor = governor(sentence, at, verb);
            let link = match before {
                Some(Kind::Comma) => Link::Participial,
                Some(Kind::Sub | Kind::By) => Link::Sub,
                Some(Kind::And) => Link::And,
                _ => Link::Controlled,
            };
            // `urged Israel to withdraw`, `finding him moving`: the object of the one is the subject of the other.
            let object = of(governor).and_then(|clause| clause.objects.last().copied());
            let is_objects = object.is_some()
                && link == Link::Controlled
                && (verb.shape == Shape::Infinitive && is_of_object(sentence, governor)
                    || verb.shape == Shape::Ing && matches!(before, Some(Kind::Noun { .. })));
            match (is_objects, object) {
                (true, Some(object)) => (vec![object], false, governor, link),
                _ => (inherited(governor), false, governor, link),
            }
        }
    }
}

/// Whether an infinitive behind an object of this clause is what the object is to do.
pub(super) fn is_of_object(sentence: &Sentence<'_>, governor: Option<usize>) -> bool {
    let Some(clause) = governor.and_then(|index| sentence.clauses.get(index)) else { return false };
    matches!(sentence.effect(clause), Some(Effect::Caused | Effect::Wanted | Effect::Not))
        || matches!(
            sentence.speech(clause),
            Some(SpeechKind::Urge | SpeechKind::Accuse | SpeechKind::Threaten | SpeechKind::Say)
        )
        || sentence.senses(clause).iter().any(|sense| matches!(sense, Sense::Act(..)))
}

/// The clause that a verb without a subject hangs on: the last one, or for a verb behind `and` the governor of the last verb of
/// the same shape.
pub(super) fn governor(sentence: &Sentence<'_>, at: usize, verb: &Verb) -> Option<usize> {
    let last = sentence.clauses.len().checked_sub(1)?;
    if matches!(before(sentence, at), Some(Kind::And)) {
        let same = sentence
            .clauses
            .iter()
            .rposition(|clause| sentence.verb(clause).is_some_and(|other| other.shape == verb.shape));
        return match same {
            Some(index) => sentence.clauses.get(index)?.governor,
            None => Some(last),
        };
    }
    // A participle behind a comma tells more of the last verb with a subject of its own.
    if matches!(before(sentence, at), Some(Kind::Comma)) {
        return sentence
            .clauses
            .iter()
            .rposition(|clause| {
                clause.link != Link::Relative
                    && sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Finite)
            })
            .or(Some(last));
    }
    Some(last)
}

/// The kind of what stands before, adverbs and times left out.
pub(super) fn before<'s>(sentence: &'s Sentence<'_>, at: usize) -> Option<&'s Kind> {
    let chunks = sentence.chunks.get(..at)?;
    chunks
        .iter()
        .rev()
        .map(|chunk| &chunk.kind)
        .find(|kind| !matches!(kind, Kind::Adverb | Kind::Hedge | Kind::Time(_) | Kind::Other))
}

/// The noun group right before, prepositions and their nouns left out.
pub(super) fn noun_before(sentence: &Sentence<'_>, at: usize) -> Vec<usize> {
    let mut index = at;
    while let Some(before) = index.checked_sub(1) {
        match sentence.kind(before) {
            Some(Kind::Noun { .. }) => {
                let prep = before.checked_sub(1);
                return match prep.and_then(|prep| sentence.kind(prep)) {
                    Some(Kind::Prep) if before + 1 < at => {
                        index = before;
                        continue;
                    }
                    _ => vec![before],
                };
            }
            Some(Kind::Time(_) | Kind::Adverb | Kind::Prep) => index = before,
            _ => return Vec::new(),
        }
    }
    Vec::new()
}

/// The subject of a finite verb: the noun group before it that is no object of a preposition, over an aside between commas and
/// over relative clauses; none of its own behind `and`, where it is that of the verb before.
pub(super) fn finite_head(sentence: &Sentence<'_>, at: usize) -> (Vec<usize>, bool, Option<usize>, Link) {
    let mut index = at;
    let mut link = Link::Main;
    let mut commas = 0;
    while let Some(before) = index.checked_sub(1) {
        match sentence.kind(before) {
            Some(Kind::Noun { .. }) => {
                if link == Link::Relative {
                    return (vec![before], true, sentence.clauses.len().checked_sub(1), link);
                }
                let governed = before
                    .checked_sub(1)
                    .and_then(|prep| sentence.kind(prep))
                    .is_some_and(|kind| matches!(kind, Kind::Prep | Kind::By | Kind::Of | Kind::According));
                if governed {
                    index = before - 1;
                    continue;
                }
                // `A truce to mark the year was holding`, `a craft chasing a trawler strayed`: the words between tell of the subject.
                if let Some(verb) = of_infinitive(sentence, before) {
                    index = verb;
                    continue;
                }
                // `a force of four tanks and a bulldozer advanced`: a noun joined to that behind a preposition.
                if let Some(prep) = joined_to(sentence, before) {
                    index = prep;
                    continue;
                }
                let (subject, left) = coordinated(sentence, before);
                let link = link_before(sentence, left);
                // A clause below another shares its time.
                let governor = if link == Link::Sub { sentence.clauses.len().checked_sub(1) } else { None };
                return (subject, true, governor, link);
            }
            Some(Kind::Relative) if index == at || commas == 0 => {
                link = Link::Relative;
                index = before;
            }
            Some(Kind::And) => {
                let (subject, previous) = beside_modal(sentence, at)
                    .or_else(|| beside_infinitive(sentence, at))
                    .unwrap_or_else(|| subject_before(sentence));
                return (subject, false, previous, Link::And);
            }
            Some(Kind::But | Kind::Sub | Kind::If) => {
                let (subject, _) = subject_before(sentence);
                return (subject, false, None, link_before(sentence, before + 1));
            }
            Some(Kind::Comma) if link == Link::Relative => index = before,
            Some(Kind::Comma) => {
                // `The soldier, Oh Chong-song, survived`; `the army, which …, fired`.
                if commas > 0 {
                    break;
                }
                commas = 1;
                index = open_of_aside(sentence, before).unwrap_or(before);
            }
            // `the Commission (5+5) met`
            Some(Kind::ParenClose) => {
                let open =
                    (0..before).rev().find(|open| matches!(sentence.kind(*open), Some(Kind::ParenOpen)));
                match open {
                    Some(open) => index = open,
                    None => break,
                }
            }
            Some(Kind::Adverb | Kind::Hedge | Kind::Time(_) | Kind::Prep | Kind::Other | Kind::Of) => {
                index = before;
            }
            // `projectiles launched from the hill fell`: a participle between tells of the subject.
            Some(Kind::Verb(verb))
                if matches!(verb.shape, Shape::Reduced | Shape::Ing) && commas == 0 && link == Link::Main =>
            {
                index = before;
            }
            _ => break,
        }
    }
    (Vec::new(), false, None, Link::Main)
}

/// The subject of the last verb with one, and its clause: whose `and` leaves it out.
fn subject_before(sentence: &Sentence<'_>) -> (Vec<usize>, Option<usize>) {
    let is_finite =
        |clause: &super::Clause| sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Finite);
    let previous = sentence.clauses.iter().rposition(is_finite);
    let subject = previous.and_then(|index| sentence.clauses.get(index)).map(|clause| clause.subject.clone());
    (subject.unwrap_or_default(), previous)
}

/// `will man the posts which were left and resume drills`: a bare verb goes on with the last one behind `will`, over a relative
/// clause between.
fn beside_modal(sentence: &Sentence<'_>, at: usize) -> Option<(Vec<usize>, Option<usize>)> {
    let Some(Kind::Verb(verb)) = sentence.kind(at) else { return None };
    let last = sentence.clauses.last().filter(|last| last.link == Link::Relative)?;
    let is_bare = verb.form == crate::lexicon::Form::Base && verb.modal.is_none() && !verb.copula;
    let has_own = sentence.verb(last).is_some_and(|own| own.modal.is_some());
    let index = sentence
        .clauses
        .iter()
        .rposition(|clause| sentence.verb(clause).is_some_and(|above| above.modal.is_some()))?;
    let subject = sentence.clauses.get(index)?.subject.clone();
    (is_bare && !has_own).then_some((subject, Some(index)))
}

/// `is required to keep the truce and return the hostages`: a bare verb goes on with the infinitive, and hangs on what governs it.
fn beside_infinitive(sentence: &Sentence<'_>, at: usize) -> Option<(Vec<usize>, Option<usize>)> {
    let Some(Kind::Verb(verb)) = sentence.kind(at) else { return None };
    let last = sentence.clauses.last()?;
    let is_bare =
        verb.form == crate::lexicon::Form::Base && verb.modal.is_none() && !verb.copula && !verb.negated;
    let is_infinitive = sentence.verb(last).is_some_and(|verb| verb.shape == Shape::Infinitive);
    (is_bare && is_infinitive).then(|| (last.subject.clone(), last.governor))
}

/// The infinitive or participle before its object that stands behind a noun group, where the sentence has had no verb with a subject yet.
fn of_infinitive(sentence: &Sentence<'_>, object: usize) -> Option<usize> {
    let verb = object.checked_sub(1)?;
    let is_infinitive = matches!(sentence.kind(verb), Some(Kind::Verb(verb)) if matches!(verb.shape, Shape::Infinitive | Shape::Ing));
    let is_behind_noun =
        matches!(verb.checked_sub(1).and_then(|noun| sentence.kind(noun)), Some(Kind::Noun { .. }));
    let has_verb = sentence
        .clauses
        .iter()
        .any(|clause| sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Finite));
    (is_infinitive && is_behind_noun && !has_verb).then_some(verb)
}

/// The preposition that holds a noun group through `and`, where the sentence has had no verb with a subject yet.
fn joined_to(sentence: &Sentence<'_>, noun: usize) -> Option<usize> {
    let and = noun.checked_sub(1).filter(|and| matches!(sentence.kind(*and), Some(Kind::And)))?;
    let other =
        and.checked_sub(1).filter(|other| matches!(sentence.kind(*other), Some(Kind::Noun { .. })))?;
    let prep = other
        .checked_sub(1)
        .filter(|prep| matches!(sentence.kind(*prep), Some(Kind::Prep | Kind::Of | Kind::By)))?;
    let has_verb = sentence
        .clauses
        .iter()
        .any(|clause| sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Finite));
    let has_more = prep > 0;
    (!has_verb && has_more).then_some(prep)
}

/// The comma that opens the aside which this comma closes, if no verb with a subject stands between but in a relative clause.
pub(super) fn open_of_aside(sentence: &Sentence<'_>, close: usize) -> Option<usize> {
    let mut index = close;
    let mut verbs = 0;
    let mut is_relative = false;
    while let Some(before) = index.checked_sub(1) {
        match sentence.kind(before)? {
            Kind::Comma => {
                let has_noun = (0..before)
                    .rev()
                    .filter_map(|noun| sentence.kind(noun))
                    .find(|kind| !matches!(kind, Kind::Adverb | Kind::Time(_)))
                    .is_some_and(|kind| matches!(kind, Kind::Noun { .. } | Kind::ParenClose));
                return (has_noun && (verbs == 0 || is_relative)).then_some(before);
            }
            Kind::Verb(verb) => verbs += usize::from(!matches!(verb.shape, Shape::Reduced | Shape::Ing)),
            Kind::Relative => is_relative = true,
            Kind::Stop
            | Kind::Break
            | Kind::But
            | Kind::That
            | Kind::QuoteClose
            | Kind::QuoteOpen
            | Kind::Sub => return None,
            _ => {}
        }
        index = before;
    }
    None
}

/// A noun group with those joined to it by `and` before it, and the first of them.
pub(super) fn coordinated(sentence: &Sentence<'_>, noun: usize) -> (Vec<usize>, usize) {
    let mut found = vec![noun];
    let mut left = noun;
    while let Some(and) =
        left.checked_sub(1).filter(|and| matches!(sentence.kind(*and), Some(Kind::And | Kind::Comma)))
    {
        let is_and = matches!(sentence.kind(and), Some(Kind::And));
        if !is_and && found.len() < 2 {
            break;
        }
        let Some(other) =
            and.checked_sub(1).filter(|other| matches!(sentence.kind(*other), Some(Kind::Noun { .. })))
        else {
            break;
        };
        // `fired at posts and Hamas said`: a noun behind a verb or preposition belongs to it.
        let is_free = other.checked_sub(1).and_then(|index| sentence.kind(index)).is_none_or(|kind| {
            matches!(
                kind,
                Kind::Comma
                    | Kind::And
                    | Kind::Sub
                    | Kind::That
                    | Kind::But
                    | Kind::QuoteOpen
                    | Kind::Time(_)
                    | Kind::Aside
                    | Kind::Adverb
                    | Kind::Relative
                    | Kind::If
                    | Kind::Break
            )
        });
        if !is_free {
            break;
        }
        found.insert(0, other);
        left = other;
    }
    (found, left)
}

/// How a clause whose first chunk this is hangs on what stands before.
pub(super) fn link_before(sentence: &Sentence<'_>, first: usize) -> Link {
    let mut index = first;
    while let Some(before) = index.checked_sub(1) {
        match sentence.kind(before) {
            Some(Kind::Sub | Kind::Aside) => return Link::Sub,
            Some(Kind::If) => return Link::If,
            Some(Kind::Relative) => return Link::Relative,
            Some(Kind::Adverb | Kind::Hedge | Kind::Time(_)) => index = before,
            _ => return Link::Main,
        }
    }
    Link::Main
}
