//! What stands before a verb: its subject, and the clause that it hangs on.

use super::{Link, Sentence};
use crate::chunks::{Kind, Shape, Verb};
use crate::lexicon::{Effect, Sense, SpeechKind};

/// Subject, whether it is the verb's own, governor and link of a verb group.
type Head = (Vec<usize>, bool, Option<usize>, Link);

/// Subject, governor and link of a verb group.
pub(super) fn head(sentence: &Sentence<'_>, at: usize, verb: &Verb) -> Head {
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
    // A participle behind a comma or `before` tells more of the last verb with a subject of its own.
    if matches!(before(sentence, at), Some(Kind::Comma))
        || verb.shape == Shape::Ing && matches!(before(sentence, at), Some(Kind::Sub))
    {
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
pub(super) fn finite_head(sentence: &Sentence<'_>, at: usize) -> Head {
    let mut index = at;
    let mut link = Link::Main;
    let mut commas = 0;
    while let Some(before) = index.checked_sub(1) {
        // `soldiers who had crossed the line were held`: the words behind `who` tell of the subject.
        if let Some(relative) =
            within_relative(sentence, before).filter(|_| link == Link::Main && commas == 0)
        {
            index = relative;
            continue;
        }
        match sentence.kind(before) {
            Some(Kind::Noun { .. }) => {
                if link == Link::Relative {
                    return (vec![before], true, sentence.clauses.len().checked_sub(1), link);
                }
                match noun_before_verb(sentence, at, before, commas) {
                    Ok(found) => return found,
                    Err(left) => index = left,
                }
            }
            Some(Kind::Relative) if index == at || commas == 0 => {
                link = Link::Relative;
                index = before;
            }
            // `Teams of the mission and of the movement emptied`
            Some(Kind::And)
                if matches!(sentence.kind(before + 1), Some(Kind::Of | Kind::Prep))
                    && !has_finite(sentence) =>
            {
                index = before;
            }
            Some(Kind::And) => {
                let (subject, previous) = beside_speech(sentence, at)
                    .or_else(|| beside_modal(sentence, at))
                    .or_else(|| beside_infinitive(sentence, at))
                    .unwrap_or_else(|| subject_before(sentence));
                return (subject, false, previous, Link::And);
            }
            Some(Kind::But | Kind::Sub | Kind::If) => {
                let (subject, _) = subject_before(sentence);
                return (subject, false, None, link_before(sentence, before + 1));
            }
            Some(Kind::Comma) if link == Link::Relative => index = before,
            Some(Kind::Comma) if commas == 0 && told_aside(sentence, before).is_some() => {
                index = told_aside(sentence, before).unwrap_or(before);
            }
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
    listed(sentence, at).unwrap_or((Vec::new(), false, None, Link::Main))
}

/// A noun group before a verb: the head of the verb where it is its subject, else where to look on to the left.
fn noun_before_verb(sentence: &Sentence<'_>, at: usize, before: usize, commas: usize) -> Result<Head, usize> {
    let left = before.checked_sub(1);
    let is_governed = left
        .and_then(|prep| sentence.kind(prep))
        .is_some_and(|kind| matches!(kind, Kind::Prep | Kind::By | Kind::Of | Kind::According));
    if let Some(left) = left.filter(|_| is_governed) {
        return Err(left);
    }
    // `blew up the posts ahead of time, pulled out the rifles`: the object of the verb before is no subject.
    let is_verb = |verb: usize| matches!(sentence.kind(verb), Some(Kind::Verb(verb)) if verb.shape == Shape::Finite && !verb.copula);
    let is_object = commas > 0 && left.is_some_and(is_verb);
    if let Some(found) = listed(sentence, at).filter(|_| is_object) {
        return Ok(found);
    }
    // `A truce to mark the year was holding`, `a craft chasing a trawler strayed`: the words between tell of the subject.
    if let Some(verb) = of_infinitive(sentence, first_joined(sentence, before)) {
        return Err(verb);
    }
    // `a force of four tanks and a bulldozer advanced`: a noun joined to that behind a preposition.
    if let Some(prep) = joined_to(sentence, before) {
        return Err(prep);
    }
    let (subject, left) = coordinated(sentence, before);
    let link = link_before(sentence, left);
    // A clause below another shares its time.
    let governor = if link == Link::Sub { sentence.clauses.len().checked_sub(1) } else { None };
    Ok((subject, true, governor, link))
}

/// The `who` of the last clause, if a chunk behind it belongs to that clause and another noun stands before: its verb, its object, what a
/// preposition holds. `The posts which the army left`: its object stands before it, and whoever walks to the left is past it by then.
fn within_relative(sentence: &Sentence<'_>, chunk: usize) -> Option<usize> {
    let own = |clause: &super::Clause| {
        chunk == clause.verb
            || clause.objects.contains(&chunk)
            || clause.preps.iter().any(|(_, noun)| *noun == chunk)
    };
    let mut last = sentence.clauses.last()?;
    let mut is_own = own(last);
    // `who were to be gone have not left`: an infinitive below it, too.
    let is_below = last.link == Link::Controlled;
    if is_below {
        last = sentence.clauses.get(last.governor?)?;
        is_own |= own(last);
    }
    if last.link != Link::Relative {
        return None;
    }
    let says = sentence.speech(last).is_some() || sentence.effect(last).is_some() && !is_below;
    let relative = (0..last.verb).rev().find(|at| matches!(sentence.kind(*at), Some(Kind::Relative)))?;
    let is_noun =
        relative.checked_sub(1).is_some_and(|noun| matches!(sentence.kind(noun), Some(Kind::Noun { .. })));
    // `the windows that the sides had agreed were broken`: what it says or wants is the noun before.
    let says = says && !relative.checked_sub(1).is_some_and(|noun| last.objects.contains(&noun));
    (is_own && !says && is_noun && relative < chunk).then_some(relative)
}

/// `advanced into the town, tore up a road and raised a mound`: behind a comma a verb without a subject goes on with that of the verb
/// before. A verb of saying there has its subject behind it.
fn listed(sentence: &Sentence<'_>, at: usize) -> Option<Head> {
    let Some(Kind::Verb(verb)) = sentence.kind(at) else { return None };
    let says = sentence
        .items
        .list
        .get(verb.main)
        .is_some_and(|item| item.senses.iter().any(|sense| matches!(sense, Sense::Speech(..))));
    if says || !matches!(before(sentence, at), Some(Kind::Comma)) {
        return None;
    }
    let (subject, previous) = subject_before(sentence);
    (!subject.is_empty()).then_some((subject, false, previous, Link::And))
}

/// Whether the sentence has had a verb with a subject.
fn has_finite(sentence: &Sentence<'_>) -> bool {
    sentence
        .clauses
        .iter()
        .any(|clause| sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Finite))
}

/// The subject of the last verb with one, and its clause: whose `and` leaves it out.
fn subject_before(sentence: &Sentence<'_>) -> (Vec<usize>, Option<usize>) {
    let is_finite =
        |clause: &super::Clause| sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Finite);
    let previous = sentence.clauses.iter().rposition(is_finite);
    let subject = previous.and_then(|index| sentence.clauses.get(index)).map(|clause| clause.subject.clone());
    (subject.unwrap_or_default(), previous)
}

/// `said that …, and insisted that …`: a verb of saying goes on with the last one that says something.
fn beside_speech(sentence: &Sentence<'_>, at: usize) -> Option<(Vec<usize>, Option<usize>)> {
    let Some(Kind::Verb(verb)) = sentence.kind(at) else { return None };
    let item = sentence.items.list.get(verb.main)?;
    let says = item.senses.iter().any(|sense| matches!(sense, Sense::Speech(SpeechKind::Say, _)));
    let has_words = matches!(sentence.kind(at + 1), Some(Kind::That | Kind::QuoteOpen));
    let index = sentence.clauses.iter().rposition(|clause| {
        sentence.speech(clause).is_some()
            && clause.has_own_subject
            && sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Finite && !verb.passive)
    })?;
    (says && has_words).then(|| {
        (sentence.clauses.get(index).map(|clause| clause.subject.clone()).unwrap_or_default(), Some(index))
    })
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

/// `carrying pickaxes and shovels`: the first of the nouns joined by `and` up to this one.
fn first_joined(sentence: &Sentence<'_>, noun: usize) -> usize {
    let mut first = noun;
    while let Some(other) = first.checked_sub(2).filter(|other| {
        matches!(sentence.kind(other + 1), Some(Kind::And))
            && matches!(sentence.kind(*other), Some(Kind::Noun { .. }))
    }) {
        first = other;
    }
    first
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

/// `Israel, the army said, shelled the town`, `gunners who, they say, fired`: the comma that opens an aside of who speaks and a verb of
/// saying, behind a noun group or `who` that waits for its verb.
fn told_aside(sentence: &Sentence<'_>, close: usize) -> Option<usize> {
    let said = sentence.clauses.last().filter(|clause| sentence.speech(clause).is_some())?;
    let is_finite =
        |verb: usize| matches!(sentence.kind(verb), Some(Kind::Verb(verb)) if verb.shape == Shape::Finite);
    let open = said.verb.checked_sub(2)?;
    let is_aside = matches!(sentence.kind(open), Some(Kind::Comma))
        && matches!(sentence.kind(open + 1), Some(Kind::Noun { .. }))
        && is_finite(said.verb)
        && is_finite(close + 1);
    let is_rest = (said.verb + 1..close).all(|at| {
        matches!(sentence.kind(at), Some(Kind::Time(_) | Kind::Adverb | Kind::Prep | Kind::Noun { .. }))
    });
    let waits = match sentence.kind(open.checked_sub(1)?)? {
        Kind::Relative => true,
        Kind::Noun { .. } => {
            !sentence.clauses.iter().any(|clause| clause.verb < open && is_finite(clause.verb))
        }
        _ => false,
    };
    (is_aside && is_rest && waits && open < close).then_some(open)
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
