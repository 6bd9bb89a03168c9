//! What stands behind a verb: objects, prepositions, times, up to where the next clause begins.

use super::{Clause, Link, Sentence};
use crate::chunks::{Kind, Shape, Verb};
use crate::lexicon::{Part, Sense};

/// What stands behind the verb, up to where the next clause begins.
pub(super) fn tail(sentence: &Sentence<'_>, clause: &mut Clause, verb: &Verb) {
    let mut index = clause.verb + 1;
    let mut prep: Option<usize> = None;
    let mut by = false;
    let mut listing = false;
    let mut is_quoted = false;
    let mut is_purpose = false;
    while let Some(kind) = sentence.kind(index) {
        match kind {
            Kind::Noun { .. } => {
                if verb_of_noun(sentence, index, clause.verb)
                    && !is_of_relative(sentence, clause, verb, index)
                {
                    break;
                }
                match prep.take() {
                    Some(prep) => clause.preps.push((prep, index)),
                    None if is_purpose => {}
                    None if by => clause.agent.push(index),
                    // `In the north the mission recorded ten explosions`: what leads the clause holds nothing behind its verb.
                    None if clause.preps.iter().all(|(prep, _)| *prep < clause.verb)
                        || verb.copula
                        || is_shifted(sentence, clause, verb, listing)
                        || listing && is_like_object(sentence, clause, index) =>
                    {
                        clause.objects.push(index);
                    }
                    None => {
                        // A noun joined to that behind a preposition.
                        if let Some((prep, _)) = clause.preps.last().copied() {
                            clause.preps.push((prep, index));
                        }
                    }
                }
                by = false;
                listing = false;
                clause.after = index + 1;
            }
            Kind::Prep | Kind::Of => prep = Some(index),
            Kind::By => by = true,
            Kind::Time(time) => {
                clause.times.push(*time);
                clause.after = index + 1;
            }
            Kind::Adverb | Kind::Hedge | Kind::Other => {}
            Kind::ParenOpen => {
                while sentence.kind(index).is_some_and(|kind| !matches!(kind, Kind::ParenClose)) {
                    index += 1;
                }
            }
            Kind::ParenClose => {}
            Kind::And => {
                if next_is_clause(sentence, index + 1) {
                    break;
                }
                listing = true;
            }
            Kind::Comma => {
                if !comma_goes_on(sentence, index) {
                    break;
                }
                listing = matches!(sentence.kind(index + 1), Some(Kind::Noun { .. }));
            }
            Kind::QuoteOpen => is_quoted = true,
            Kind::QuoteClose if is_quoted => is_quoted = false,
            Kind::Verb(next)
                if next.shape == Shape::Infinitive
                    && !sentence.items.list.is_empty()
                    && purpose(sentence, clause, next) =>
            {
                is_purpose = true;
                clause.after = index + 1;
            }
            _ => break,
        }
        index += 1;
    }
}

/// `handed to the commission the names of those it holds`: the object of a verb that has none yet stands behind whom it is given to.
fn is_shifted(sentence: &Sentence<'_>, clause: &Clause, verb: &Verb, listing: bool) -> bool {
    let is_to = clause.preps.last().is_some_and(|(prep, _)| {
        *prep == clause.verb + 1 && sentence.of(*prep).first().is_some_and(|item| item.lower == "to")
    });
    is_to && clause.objects.is_empty() && !verb.passive && !listing
}

/// `fled across the border to defect to the South`: an infinitive of purpose is told in the same breath.
pub(super) fn purpose(sentence: &Sentence<'_>, clause: &Clause, _next: &Verb) -> bool {
    let is_act = sentence.senses(clause).iter().any(|sense| matches!(sense, Sense::Act(..)));
    is_act && sentence.effect(clause).is_none() && sentence.speech(clause).is_none()
}

/// `zones along the coast and a no-fly zone`: a noun behind a preposition's that is of the kind of the object.
fn is_like_object(sentence: &Sentence<'_>, clause: &Clause, noun: usize) -> bool {
    let units = |chunk: usize| {
        sentence
            .of(chunk)
            .iter()
            .flat_map(|item| item.senses.iter().copied())
            .filter(|sense| matches!(sense, Sense::Unit(_)))
            .collect::<Vec<_>>()
    };
    let own = units(noun);
    clause.objects.iter().any(|object| units(*object).iter().any(|unit| own.contains(unit)))
}

/// `blocks that mark the line had been moved`: the noun group behind the verb of a relative clause is its object, where the noun before
/// `that` still waits for its own verb.
fn is_of_relative(sentence: &Sentence<'_>, clause: &Clause, verb: &Verb, noun: usize) -> bool {
    let [antecedent] = clause.subject.as_slice() else { return false };
    let is_first = noun == clause.verb + 1 && !verb.passive && !verb.copula;
    let is_relative = clause.link == Link::Relative
        && (antecedent + 1..clause.verb).any(|at| matches!(sentence.kind(at), Some(Kind::Relative)));
    let is_subject_pronoun = sentence.of(noun).last().is_some_and(|item| {
        item.any_part(&[Part::PersonPronoun, Part::PluralPronoun, Part::OwnPronoun, Part::ThingPronoun])
    });
    let says = sentence.speech(clause).is_some() || sentence.effect(clause).is_some();
    let is_bound = sentence.clauses.iter().any(|other| {
        sentence.speech(other).is_none()
            && (other.objects.contains(antecedent)
                || other.agent.contains(antecedent)
                || other.verb < *antecedent && other.preps.iter().any(|(_, behind)| behind == antecedent))
    });
    // `In the scuffle that followed three of them were hit.`
    let is_lead = antecedent.checked_sub(1).is_some_and(|prep| {
        matches!(sentence.kind(prep), Some(Kind::Prep))
            && prep
                .checked_sub(1)
                .is_none_or(|before| !matches!(sentence.kind(before), Some(Kind::Noun { .. })))
    });
    is_first && is_relative && !is_subject_pronoun && !says && !is_bound && !is_lead
}

/// Whether a noun group behind a verb is the subject of the next one.
pub(super) fn verb_of_noun(sentence: &Sentence<'_>, noun: usize, verb: usize) -> bool {
    // `said they would question`: only what no preposition holds.
    let governed = noun
        .checked_sub(1)
        .filter(|before| *before > verb)
        .and_then(|before| sentence.kind(before))
        .is_some_and(|kind| matches!(kind, Kind::Prep | Kind::By | Kind::Of));
    if governed {
        return false;
    }
    for index in noun + 1..sentence.chunks.len() {
        match sentence.kind(index) {
            Some(Kind::Verb(next)) => return next.shape == Shape::Finite,
            Some(Kind::Adverb | Kind::Hedge | Kind::Time(_)) => {}
            Some(Kind::Prep) if matches!(sentence.kind(index + 1), Some(Kind::Noun { .. })) => {}
            Some(Kind::Noun { .. })
                if matches!(sentence.kind(index.wrapping_sub(1)), Some(Kind::Prep | Kind::And)) => {}
            Some(Kind::And)
                if matches!(sentence.kind(index + 1), Some(Kind::Noun { .. }))
                    && matches!(sentence.kind(noun.wrapping_sub(1)), Some(Kind::That | Kind::Verb(_)))
                    && sentence.clauses.last().is_none_or(|_| true) => {}
            _ => return false,
        }
    }
    false
}

/// Whether a clause with a verb of its own begins here: behind `and`.
pub(super) fn next_is_clause(sentence: &Sentence<'_>, from: usize) -> bool {
    for index in from..sentence.chunks.len() {
        match sentence.kind(index) {
            Some(Kind::Verb(_)) => {
                // `troops and to withdraw`, `and cleared`: at once, or behind its subject.
                return true;
            }
            Some(Kind::Adverb | Kind::Hedge | Kind::Time(_)) => {}
            Some(Kind::Noun { .. }) => {
                return verb_of_noun(sentence, index, from);
            }
            _ => return false,
        }
    }
    false
}

/// Whether what stands behind a comma still belongs to the verb: a preposition, a time, a list of nouns.
pub(super) fn comma_goes_on(sentence: &Sentence<'_>, comma: usize) -> bool {
    match sentence.kind(comma + 1) {
        Some(Kind::Time(_)) => !next_is_clause(sentence, comma + 2),
        Some(Kind::Prep) => {
            let after = (comma + 2..sentence.chunks.len()).find_map(|index| match sentence.kind(index) {
                Some(Kind::Comma | Kind::Stop) => Some(true),
                Some(Kind::Verb(verb)) => Some(verb.shape != Shape::Finite),
                _ => None,
            });
            after.unwrap_or(true)
        }
        Some(Kind::Noun { .. }) => {
            let is_noun_before = matches!(sentence.kind(comma.wrapping_sub(1)), Some(Kind::Noun { .. }));
            is_noun_before
                && matches!(sentence.kind(comma + 2), Some(Kind::And | Kind::Comma))
                && !next_is_clause(sentence, comma + 1)
                && !next_is_clause(sentence, comma + 3)
        }
        Some(Kind::And) => !next_is_clause(sentence, comma + 2),
        _ => false,
    }
}
