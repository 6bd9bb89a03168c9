//! The fields of a claim beside those of the gold, one rule each.

use armistice_reading::Claim;
use serde_json::Value;

use crate::gold::{Line, Quantity};
use crate::time;

/// A field that is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Actor,
    Organ,
    Attribution,
    Modality,
    Polarity,
    Quantity,
    Time,
    Place,
    Provision,
}

impl Field {
    pub(crate) const ALL: [Field; 9] = [
        Field::Actor,
        Field::Organ,
        Field::Attribution,
        Field::Modality,
        Field::Polarity,
        Field::Quantity,
        Field::Time,
        Field::Place,
        Field::Provision,
    ];
    /// What a core claim must have right.
    pub(crate) const CORE: [Field; 4] = [Field::Actor, Field::Modality, Field::Polarity, Field::Attribution];
    /// What a full claim must have right beside it.
    pub(crate) const FULL: [Field; 4] = [Field::Quantity, Field::Time, Field::Place, Field::Provision];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Field::Actor => "actor",
            Field::Organ => "organ",
            Field::Attribution => "attribution",
            Field::Modality => "modality",
            Field::Polarity => "polarity",
            Field::Quantity => "quantity",
            Field::Time => "time",
            Field::Place => "place",
            Field::Provision => "provision",
        }
    }

    /// Right, wrong, or not scored because the gold is silent.
    pub(crate) fn right(self, gold: &Line, claim: &Claim, offset: i64) -> Option<bool> {
        match self {
            Field::Actor => {
                let right = |id: &str| parties(id) == parties(&claim.actor);
                Some(right(&gold.actor) || gold.accepts("actor", right))
            }
            Field::Organ => (gold.actor.contains('.') && parties(&gold.actor) == parties(&claim.actor))
                .then(|| same_organ(&gold.actor, &claim.actor)),
            Field::Attribution => Some(attribution(gold, claim)),
            Field::Modality => {
                let given = word(&claim.modality);
                Some(gold.modality == given || gold.accepts("modality", |answer| answer == given))
            }
            Field::Polarity => {
                let given = word(&claim.polarity);
                Some(gold.polarity == given || gold.accepts("polarity", |answer| answer == given))
            }
            Field::Quantity => quantity(gold, claim),
            Field::Time => gold.date.as_ref().map(|date| {
                time::right(date, claim.date.as_ref(), offset)
                    || gold.accepts("date", |answer| time::accepted(answer, claim.date.as_ref(), offset))
            }),
            Field::Place => place(gold, claim),
            Field::Provision => Some(
                topic(&gold.topic, &claim.topic)
                    || gold.accepts("topic", |answer| topic(answer, &claim.topic)),
            ),
        }
    }
}

/// The word by which an enumeration is written.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The parties of an id, without organs, in order of their names; who is not named is one.
pub(crate) fn parties(id: &str) -> Vec<&str> {
    let party = |part| match part {
        "" => "unknown",
        part if str::starts_with(part, "unnamed:") => "unnamed",
        part => part.split('.').next().unwrap_or(part),
    };
    let mut all: Vec<&str> = id.split('+').map(|part| party(part.trim())).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Organs of one party are the same unless both are named and neither is part of the other.
fn same_organ(gold: &str, claim: &str) -> bool {
    gold.split('+').zip(claim.split('+')).all(|(gold, claim)| {
        let organ =
            |id: &str| id.split_once('.').map_or(String::new(), |(_, organ)| organ.to_ascii_lowercase());
        let (gold, claim) = (organ(gold), organ(claim));
        let general = |organ: &str| {
            organ.is_empty()
                || matches!(organ.split('.').next().unwrap_or(""), "gov" | "mil" | "official" | "authorities")
        };
        general(&gold) || general(&claim) || gold.starts_with(&claim) || claim.starts_with(&gold)
    })
}

/// The same innermost source, or none on both sides.
fn attribution(gold: &Line, claim: &Claim) -> bool {
    let given =
        claim.attribution.last().map(|voice| voice.source.as_str()).filter(|source| !source.is_empty());
    let same = |source: &str| match given {
        _ if source.starts_with("photo") => {
            given.is_none_or(|given| given.starts_with("photo"))
                && word(&claim.source_class) == "photo_caption"
                || given.is_some_and(|given| given.starts_with("photo"))
        }
        None => source == "none",
        Some(given) => parties(source) == parties(given) && same_organ(source, given),
    };
    let wanted = gold.attribution.last().map_or("none", |voice| voice.source.as_str());
    same(wanted) || gold.accepts("attribution", same)
}

/// The provision up to the slash; what belongs to none is one.
fn topic(gold: &str, claim: &str) -> bool {
    let part = |topic: &str| match topic {
        "" | "none" => "topic:".to_owned(),
        topic if topic.starts_with("topic:") => "topic:".to_owned(),
        topic => topic.split('/').next().unwrap_or(topic).to_ascii_lowercase(),
    };
    part(gold) == part(claim)
}

/// A place by its id; one outside the agreement also by its name.
fn place(gold: &Line, claim: &Claim) -> Option<bool> {
    let wanted = gold.place.as_ref()?;
    let given = claim.place.as_ref();
    let id = given.and_then(|place| place.id.as_deref()).unwrap_or("none");
    let words = given.and_then(|place| place.text.as_deref()).map(slug).unwrap_or_default();
    let same = |answer: &str| {
        answer.split('+').any(|one| id.split('+').any(|other| one == other))
            || answer
                .strip_prefix("geo:")
                .is_some_and(|name| words.contains(name) || slug(id).ends_with(name))
            || (answer == "none" && given.is_none())
    };
    let id = wanted.id.as_deref()?;
    let by_words = id.starts_with("geo:")
        && wanted.text.as_deref().is_some_and(|text| !words.is_empty() && slug(text) == words);
    Some(same(id) || by_words || gold.accepts("place", same))
}

/// `Deir al-Balah` as `deir-al-balah`.
fn slug(text: &str) -> String {
    let letters = text.trim().chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
    letters.collect::<String>().to_lowercase().trim_matches('-').replace("--", "-")
}

/// Value, relation and unit.
fn quantity(gold: &Line, claim: &Claim) -> Option<bool> {
    let wanted = gold.quantity.as_ref()?;
    if wanted.value.is_null() && wanted.op == "=" {
        return None;
    }
    let single = wanted.value.as_f64() == Some(1.0) && wanted.text.is_none();
    let right = claim.quantity.as_ref().map_or(single, |given| same_quantity(wanted, given));
    Some(right || gold.accepts("quantity", |answer| accepted_quantity(answer, claim)))
}

fn same_quantity(wanted: &Quantity, given: &armistice_reading::claim::Quantity) -> bool {
    let value = match &wanted.value {
        Value::Null => given.value.is_none(),
        Value::Array(pair) => {
            let ends = [given.low, given.high];
            pair.iter().zip(ends).all(|(one, other)| close(one.as_f64(), other))
        }
        number => close(number.as_f64(), given.value),
    };
    let op =
        wanted.op == given.op || (wanted.value.is_null() && given.value.is_none()) || wanted.value.is_array();
    value && op && same_unit(&wanted.unit, &given.unit)
}

fn close(one: Option<f64>, other: Option<f64>) -> bool {
    one.zip(other).is_some_and(|(one, other)| (one - other).abs() < 1e-6)
}

/// An answer of `accept`: `none`, or `op value unit`.
fn accepted_quantity(answer: &str, claim: &Claim) -> bool {
    let Some(given) = &claim.quantity else { return answer == "none" };
    let split = answer.find(|letter: char| letter.is_ascii_digit() || letter == ' ').unwrap_or(0);
    let (op, rest) = answer.split_at(split);
    let mut rest = rest.split_whitespace();
    let (value, unit) =
        (rest.next().and_then(|number| number.parse::<f64>().ok()), rest.next().unwrap_or(""));
    op.trim() == given.op && close(value, given.value) && same_unit(unit, &given.unit)
}

/// Units that are counted alike; one that is none of the reader's own is not held against it.
fn same_unit(wanted: &str, given: &str) -> bool {
    const GROUPS: [&[&str]; 8] = [
        &["person", "soldier", "civilian", "hostage", "prisoner"],
        &["round", "shell", "shot", "bullet"],
        &["missile", "rocket", "projectile"],
        &["drone", "uav", "aircraft"],
        &["violation", "event", "time", "strike", "incident", "explosion"],
        &["post", "guard_post", "position"],
        &["hostage", "body", "remains"],
        &["weapon", "tank", "gun"],
    ];
    const KNOWN: [&str; 12] = [
        "mine", "vehicle", "vessel", "balloon", "truck", "share", "km", "m", "hour", "day", "ordinal", "tank",
    ];
    wanted == given
        || GROUPS.iter().any(|group| group.contains(&wanted) && group.contains(&given))
        || !(KNOWN.contains(&wanted) || GROUPS.iter().any(|group| group.contains(&wanted)))
}
