//! Whether the thing that an act asks for is there: what it is done to, what belongs to it, who does it.

use super::{is_agreement, is_person_pronoun, places, units, units_of};
use crate::clauses::{Clause, Sentence};
use crate::items::{Item, ItemKind};
use crate::lexicon::{Lexicon, Sense};

/// Whether a noun group names one of these things.
pub(crate) fn holds_needed(
    lexicon: &Lexicon,
    sentence: &Sentence<'_>,
    chunk: usize,
    needs: &[String],
) -> bool {
    let needed = |thing: &str| needs.iter().any(|need| need == thing);
    units(sentence, chunk).into_iter().filter_map(|unit| lexicon.unit(unit)).any(needed)
        || is_agreement(sentence, chunk) && needed("agreement")
        || is_people(sentence, chunk) && needed("person")
        || is_body(lexicon, sentence, chunk) && needed("mission")
}

/// Whether an act that needs one of these things finds it in what it is done to; else in what stands behind a preposition, or,
/// where it is done to nothing, in who does it.
pub(crate) fn has_needed(
    lexicon: &Lexicon,
    sentence: &Sentence<'_>,
    clause: &Clause,
    needs: &[String],
    last: &[String],
) -> Option<u8> {
    let holds = |chunk: &usize| holds_needed(lexicon, sentence, *chunk, needs);
    // `800 trucks entered Gaza`: where it went is nothing that it was done to.
    let is_only_place = clause.objects.iter().all(|chunk| !places(sentence, *chunk).is_empty());
    let is_passive = sentence.verb(clause).is_some_and(|verb| verb.passive);
    // `went 60 metres past the line`: how far is nothing that it was done to.
    let is_transitive =
        !is_passive && clause.objects.iter().any(|chunk| !is_measure(lexicon, sentence, *chunk));
    let patient = if is_passive { &clause.subject } else { &clause.objects };
    if patient.iter().any(holds) {
        return Some(2);
    }
    const SPECIAL: [&str; 4] = ["person", "ground", "place", "border"];
    let special = || needs.iter().map(String::as_str).filter(|need| SPECIAL.contains(need));
    let all = if special().next().is_some() { units_of(lexicon, sentence, clause) } else { Vec::new() };
    let is_special = special().any(|need| all.contains(&need));
    // Of what is done to something else, only what belongs to it: `disposed of shells`, `a train with ten tanks`.
    // `suspended its participation in the talks`
    let is_part = clause.objects.first().and_then(|chunk| sentence.of(*chunk).last()).is_some_and(|item| {
        matches!(
            item.lower.as_str(),
            "participation" | "part" | "cooperation" | "involvement" | "membership" | "attendance"
        )
    });
    let belongs = |prep: usize| {
        !is_transitive
            || is_part
                && sentence.of(prep).first().is_some_and(|item| matches!(item.lower.as_str(), "in" | "at"))
            || sentence.of(prep).first().is_some_and(|item| matches!(item.lower.as_str(), "of" | "with"))
    };
    if clause.preps.iter().any(|(prep, noun)| belongs(*prep) && holds(noun)) || is_special && !is_transitive {
        return Some(1);
    }
    if last.iter().any(|unit| needs.contains(unit))
        && patient.first().is_some_and(|chunk| is_again(sentence, *chunk))
    {
        return Some(1);
    }
    // `blew them up`: what was told of last, where that is known.
    let is_told = last.is_empty()
        || last.iter().any(|unit| matches!(unit.as_str(), "person" | "troops" | "hostage" | "prisoner"));
    let is_him =
        is_told && is_transitive && clause.objects.iter().any(|chunk| is_person_pronoun(sentence, *chunk))
            || is_passive && clause.subject.iter().any(|chunk| is_he(sentence, *chunk));
    let is_place = needs
        .iter()
        .any(|need| ["place", "ground", "border"].contains(&need.as_str()) && all.contains(&need.as_str()));
    (is_place
        || is_him && needs.iter().any(|need| need == "person")
        || (!is_transitive || is_only_place && needs.iter().any(|need| need == "truck"))
            && clause.subject.iter().any(holds))
    .then_some(1)
}

/// `hand it over`, `intercepted most of them`, `removed two`: what was named before.
fn is_again(sentence: &Sentence<'_>, chunk: usize) -> bool {
    const PLAIN: [&str; 22] = [
        "it", "them", "they", "these", "those", "all", "both", "most", "some", "others", "other", "another",
        "one", "ones", "none", "rest", "which", "the", "of", "more", "first", "second",
    ];
    let items = sentence.of(chunk);
    !items.is_empty()
        && items.iter().all(|item| {
            matches!(item.kind, ItemKind::Number(_))
                || PLAIN.contains(&item.lower.as_str())
                || item.is_pronoun()
        })
}

/// `two Syrians`, `a Lebanese`: people, by a name that no list holds.
fn is_people(sentence: &Sentence<'_>, chunk: usize) -> bool {
    let items = sentence.of(chunk);
    let is_counted = items.first().is_some_and(|item| matches!(item.kind, ItemKind::Number(_)));
    is_counted
        && items.last().is_some_and(|item| {
            item.capital && item.lower.ends_with('s') && (item.senses.is_empty() || is_of_people(item))
        })
}

fn is_of_people(item: &Item<'_>) -> bool {
    item.senses.iter().all(|sense| matches!(sense, Sense::People(_)))
}

/// A mission or commission, which goes about in patrols.
fn is_body(lexicon: &Lexicon, sentence: &Sentence<'_>, chunk: usize) -> bool {
    sentence.of(chunk).iter().flat_map(|item| item.senses).any(|sense| match sense {
        Sense::Actor(actor) => {
            lexicon.actor(*actor).is_some_and(|actor| actor.kind == crate::lexicon::ActorKind::Body)
        }
        _ => false,
    })
}

/// How far something went.
fn is_measure(lexicon: &Lexicon, sentence: &Sentence<'_>, chunk: usize) -> bool {
    units(sentence, chunk).into_iter().any(|unit| matches!(lexicon.unit(unit), Some("metre" | "km")))
}

/// `he was seized`
fn is_he(sentence: &Sentence<'_>, chunk: usize) -> bool {
    sentence.of(chunk).first().is_some_and(|item| matches!(item.lower.as_str(), "he" | "she"))
}
