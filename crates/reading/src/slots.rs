//! How many, of what; what it was done to; where.

mod needed;

pub(crate) use needed::{has_needed, holds_needed};

use crate::claim::{Class, Mention, Quantity};
use crate::clauses::{Clause, Sentence};
use crate::draft::Draft;
use crate::items::{Item, ItemKind};
use crate::lexicon::{Lexicon, Part, Sense};

/// The units that a noun group names.
pub(crate) fn units(sentence: &Sentence<'_>, chunk: usize) -> Vec<u16> {
    let senses = sentence.of(chunk).iter().flat_map(|item| item.senses);
    senses
        .filter_map(|sense| match sense {
            Sense::Unit(unit) => Some(*unit),
            _ => None,
        })
        .collect()
}

/// Whether a noun group names the agreement.
fn is_agreement(sentence: &Sentence<'_>, chunk: usize) -> bool {
    sentence.of(chunk).iter().any(|item| item.senses.contains(&Sense::Agreement))
}

/// The places that a noun group names.
pub(crate) fn places(sentence: &Sentence<'_>, chunk: usize) -> Vec<u16> {
    let senses = sentence.of(chunk).iter().flat_map(|item| item.senses);
    senses
        .filter_map(|sense| match sense {
            Sense::Place(place) => Some(*place),
            _ => None,
        })
        .collect()
}

/// All units named in a clause, by id.
pub(crate) fn units_of<'l>(lexicon: &'l Lexicon, sentence: &Sentence<'_>, clause: &Clause) -> Vec<&'l str> {
    let chunks =
        || clause.objects.iter().chain(&clause.subject).chain(clause.preps.iter().map(|(_, noun)| noun));
    let senses = chunks().flat_map(|chunk| sentence.of(*chunk)).flat_map(|item| item.senses);
    let mut found: Vec<&str> = senses
        .filter_map(|sense| match sense {
            Sense::Unit(unit) => lexicon.unit(*unit),
            _ => None,
        })
        .collect();
    if chunks().any(|chunk| is_agreement(sentence, *chunk)) {
        found.push("agreement");
    }
    if clause.objects.iter().any(|chunk| is_person_pronoun(sentence, *chunk)) {
        found.push("person");
    }
    // `reopened the crossing`, `the road has not been opened`: the place is what it is done to, and not where.
    let done_to = if clause.objects.is_empty() { &clause.subject } else { &clause.objects };
    if done_to.iter().any(|chunk| !places(sentence, *chunk).is_empty()) {
        found.push("ground");
    }
    let mut behind = clause.objects.iter().chain(clause.preps.iter().map(|(_, noun)| noun));
    if behind.any(|chunk| !places(sentence, *chunk).is_empty()) {
        found.push("place");
    }
    // A line or zone of the agreement, over which or into which one goes.
    let is_border = |chunk: &usize| {
        places(sentence, *chunk).iter().any(|place| {
            lexicon.place(*place).is_some_and(|place| {
                ["line:", "zone:", "area:"].iter().any(|kind| place.id.starts_with(kind))
            })
        })
    };
    let mut all = clause.objects.iter().chain(clause.preps.iter().map(|(_, noun)| noun));
    if all.any(is_border) {
        found.push("border");
    }
    found
}

/// `detected him`, `took them`: somebody, whoever it is.
fn is_person_pronoun(sentence: &Sentence<'_>, chunk: usize) -> bool {
    sentence.of(chunk).first().is_some_and(|item| matches!(item.lower.as_str(), "him" | "her" | "them"))
}

/// How many a noun group says, if it names a unit.
pub(crate) fn quantity(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    chunk: usize,
) -> Option<Quantity> {
    let items = sentence.of(chunk);
    let of = items.iter().position(|item| item.part(Part::Of)).unwrap_or(items.len());
    let number_at = items.iter().position(|item| matches!(item.kind, ItemKind::Number(_)));
    if let Some(at) = number_at {
        let unit_at = items
            .iter()
            .enumerate()
            .skip(at + 1)
            .take_while(|(index, _)| *index < of)
            .filter_map(|(index, item)| unit_of(lexicon, item).map(|unit| (index, unit)))
            .last()
            .or_else(|| {
                items
                    .iter()
                    .enumerate()
                    .skip(at + 1)
                    .find_map(|(index, item)| unit_of(lexicon, item).map(|unit| (index, unit)))
            });
        let (last, unit) = match unit_at {
            Some((index, unit)) => (index, unit.to_owned()),
            None => {
                let head = items
                    .iter()
                    .enumerate()
                    .skip(at + 1)
                    .rfind(|(_, item)| matches!(item.kind, ItemKind::Word))?;
                (head.0, head.1.lower.to_string())
            }
        };
        let ItemKind::Number(number) = &items.get(at)?.kind else { return None };
        let words = text.get(items.get(at)?.start..items.get(last)?.end)?;
        let each = items.iter().any(|item| item.lower == "each");
        let op = if each { "each" } else { number.op };
        return Some(Quantity {
            value: number.value,
            low: number.low,
            high: number.high,
            unit,
            op: op.to_owned(),
            text: Some(words.to_owned()),
        });
    }
    // `another soldier`: one; `nobody`: no person.
    let first = items.first()?;
    if matches!(first.lower.as_str(), "nobody" | "no one" | "none") {
        return Some(exactly(0.0, "person", text.get(first.start..first.end)?));
    }
    let unit =
        items.get(..of)?.iter().rev().find_map(|item| unit_of(lexicon, item).map(|unit| (item, unit)))?;
    let words = text.get(first.start..items.last()?.end)?;
    if first.part(Part::No) {
        return Some(exactly(0.0, unit.1, words));
    }
    let is_one = matches!(first.lower.as_str(), "a" | "an" | "another" | "one") && !is_plural(&unit.0.lower);
    is_one.then(|| exactly(1.0, unit.1, words))
}

/// `killed two`, `three were wounded`: a number alone counts people.
pub(crate) fn people(text: &str, sentence: &Sentence<'_>, chunk: usize) -> Option<Quantity> {
    let [item] = sentence.of(chunk) else { return None };
    let ItemKind::Number(number) = &item.kind else { return None };
    Some(Quantity {
        value: number.value,
        low: number.low,
        high: number.high,
        unit: "person".to_owned(),
        op: number.op.to_owned(),
        text: text.get(item.start..item.end).map(str::to_owned),
    })
}

fn exactly(value: f64, unit: &str, words: &str) -> Quantity {
    Quantity {
        value: Some(value),
        low: None,
        high: None,
        unit: unit.to_owned(),
        op: "=".to_owned(),
        text: Some(words.to_owned()),
    }
}

/// How often, where nothing else is counted: `twice`, `14 times`.
pub(crate) fn times(text: &str, sentence: &Sentence<'_>, clause: &Clause) -> Option<Quantity> {
    let (start, end) = sentence.bytes(clause.first, clause.after)?;
    let items: Vec<&Item<'_>> =
        sentence.items.list.iter().filter(|item| item.start >= start && item.end <= end).collect();
    let said = |value: f64, op: &str, first: &Item<'_>, last: &Item<'_>| {
        Some(Quantity {
            value: Some(value),
            low: None,
            high: None,
            unit: "event".to_owned(),
            op: op.to_owned(),
            text: Some(text.get(first.start..last.end)?.to_owned()),
        })
    };
    items.iter().enumerate().find_map(|(at, item)| match item.lower.as_str() {
        "once" => said(1.0, "=", item, item),
        "twice" => said(2.0, "=", item, item),
        "times" | "occasions" => {
            let before = items.get(at.checked_sub(1)?)?;
            match &before.kind {
                ItemKind::Number(number) => said(number.value?, number.op, before, item),
                _ => None,
            }
        }
        _ => None,
    })
}

fn is_plural(lower: &str) -> bool {
    lower.ends_with('s') && !lower.ends_with("ss")
        || matches!(lower, "troops" | "people" | "personnel" | "bullets")
}

fn unit_of<'l>(lexicon: &'l Lexicon, item: &Item<'_>) -> Option<&'l str> {
    item.senses.iter().find_map(|sense| match sense {
        Sense::Unit(unit) => lexicon.unit(*unit),
        Sense::People(_) => Some("person"),
        _ => None,
    })
}

/// Where a clause says that it happened: what it came from before where it went.
pub(crate) fn place(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    clause: &Clause,
) -> Option<Mention> {
    let mut best: Option<(u8, Mention)> = None;
    for (prep, noun) in &clause.preps {
        let word = sentence.of(*prep).first().map_or("", |item| item.lower.as_str());
        let Some(mention) = place_in(lexicon, text, sentence, *noun, word) else { continue };
        let rank = match word {
            "from" => 0,
            "in" | "at" | "near" | "inside" | "on" | "around" | "outside" => 1,
            _ => 2,
        };
        if best.as_ref().is_none_or(|(other, _)| rank < *other) {
            best = Some((rank, mention));
        }
    }
    if let Some((_, mention)) = best {
        return Some(mention);
    }
    clause
        .objects
        .iter()
        .chain(&clause.subject)
        .find_map(|chunk| place_in(lexicon, text, sentence, *chunk, "at"))
}

/// `near Ain Zahra`: a name that no list holds, behind a preposition of place.
fn unlisted(text: &str, sentence: &Sentence<'_>, noun: usize, word: &str) -> Option<Mention> {
    const BEFORE: [&str; 16] = [
        "in", "near", "at", "from", "outside", "around", "towards", "toward", "into", "of", "north of",
        "south of", "east of", "west of", "close to", "inside",
    ];
    if !BEFORE.contains(&word) {
        return None;
    }
    let items = sentence.of(noun);
    let run: Vec<&Item<'_>> = items
        .iter()
        .skip_while(|item| !(item.capital && item.senses.is_empty()))
        .take_while(|item| {
            item.capital && item.senses.is_empty() && matches!(item.kind, ItemKind::Word) || item.joined
        })
        .collect();
    let is_rest_plain = items.iter().all(|item| {
        !item.senses.iter().any(|sense| matches!(sense, Sense::Actor(_) | Sense::Role(_) | Sense::Agreement))
    });
    let (first, last) = (run.first()?, run.last()?);
    if !is_rest_plain {
        return None;
    }
    let words = text.get(first.start..last.end)?;
    let id = format!("geo:{}", words.split([' ', '-']).map(str::to_lowercase).collect::<Vec<_>>().join("-"));
    let relation = match word {
        "near" | "close to" | "around" | "outside" => Some("near"),
        "into" | "toward" | "towards" => Some("toward"),
        other => other.strip_suffix(" of"),
    };
    Some(Mention { text: Some(words.to_owned()), id: Some(id), relation: relation.map(str::to_owned) })
}

/// The place that a noun group names.
pub(crate) fn place_in(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    noun: usize,
    word: &str,
) -> Option<Mention> {
    let items = sentence.of(noun);
    let mut ids: Vec<&str> = Vec::new();
    for sense in items.iter().flat_map(|item| item.senses) {
        if let Sense::Place(place) = sense {
            let id = lexicon.place(*place)?.id.as_str();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    // A capital behind `in` or `near` is a place; with a verb it is a government.
    let capital =
        items.iter().find(|item| item.senses.iter().any(|sense| matches!(sense, Sense::Capital(_))));
    if let Some(capital) = capital.filter(|_| {
        ids.is_empty() && matches!(word, "in" | "near" | "from" | "outside" | "around" | "of" | "at")
    }) {
        let id = format!("geo:{}", capital.lower.replace(' ', "-"));
        return Some(Mention {
            text: text.get(capital.start..capital.end).map(str::to_owned),
            id: Some(id),
            relation: None,
        });
    }
    let Some(id) = ids.first().copied() else { return unlisted(text, sentence, noun, word) };
    let words = text.get(items.first()?.start..items.last()?.end)?;
    let relation = match word {
        "in" | "at" | "on" | "inside" | "from" | "of" | "over" | "across" | "" => None,
        "into" | "toward" | "towards" => Some("toward"),
        "near" | "close to" | "around" | "outside" => Some("near"),
        other => Some(other.strip_suffix(" of").unwrap_or(other)),
    };
    Some(Mention {
        text: Some(words.to_owned()),
        id: Some(id.to_owned()),
        relation: relation.map(str::to_owned),
    })
}

/// What an act was done to.
pub(crate) fn object(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    chunk: usize,
    id: Option<String>,
) -> Option<Mention> {
    let items = sentence.of(chunk);
    let words = text.get(items.first()?.start..items.last()?.end)?;
    let senses = || items.iter().flat_map(|item| item.senses);
    let agreement =
        senses().any(|sense| matches!(sense, Sense::Agreement)).then(|| lexicon.agreement.id.clone());
    let unit = units(sentence, chunk).last().and_then(|unit| lexicon.unit(*unit)).map(str::to_owned);
    Some(Mention { text: Some(words.to_owned()), id: agreement.or(id).or(unit), relation: None })
}

/// The noun of an act in a noun group: the last one before any `of`, and its place among the items.
pub(crate) fn act_noun(sentence: &Sentence<'_>, chunk: usize) -> Option<(u16, usize)> {
    let items = sentence.of(chunk);
    let of = items.iter().position(|item| item.part(Part::Of)).unwrap_or(items.len());
    let head = |range: &[Item<'_>]| {
        range.iter().enumerate().rev().find_map(|(at, item)| {
            item.senses.iter().find_map(|sense| match sense {
                Sense::ActNoun(act) => Some((*act, at)),
                _ => None,
            })
        })
    };
    head(items.get(..of)?).or_else(|| head(items.get(of..)?).map(|(act, at)| (act, at + of)))
}

/// Whether a claim of this class is of an event, which is somewhere.
pub(crate) fn is_event(class: Class) -> bool {
    matches!(
        class,
        Class::Force
            | Class::Harm
            | Class::Movement
            | Class::Custody
            | Class::Disarm
            | Class::Deploy
            | Class::Verify
    )
}

/// The place behind a preposition in another clause of the sentence, the nearest first: `a patrol near Kalo saw soldiers fire`.
pub(crate) fn place_near(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    index: usize,
) -> Option<Mention> {
    let mut others: Vec<usize> = (0..sentence.clauses.len()).filter(|other| *other != index).collect();
    others.sort_by_key(|other| other.abs_diff(index));
    others.into_iter().find_map(|other| {
        sentence.clauses.get(other)?.preps.iter().find_map(|(prep, noun)| {
            let word = sentence.of(*prep).first().map_or("", |item| item.lower.as_str());
            let is_at = matches!(word, "in" | "at" | "near" | "around" | "inside" | "outside" | "close to");
            is_at.then(|| place_in(lexicon, text, sentence, *noun, word)).flatten()
        })
    })
}

/// The place of an event that a paragraph goes on with: `One soldier was wounded.` What is said of an agreement, or not seen, has
/// none of its own.
pub(crate) fn carry_place(draft: &mut Draft, last: &mut Option<Mention>) {
    if let Some(place) = &draft.place {
        *last = Some(place.clone());
    } else if let Some(place) = last.as_ref().filter(|_| is_event(draft.class)) {
        draft.place = Some(Mention { text: None, ..place.clone() });
        draft.trail.push("P4");
    }
}
