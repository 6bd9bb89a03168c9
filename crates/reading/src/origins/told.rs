//! What claims are compared by, worked out once for each of many: two of thousands are compared in some nanoseconds.

use std::collections::BTreeMap;

use crate::claim::{Claim, Class, Modality, Polarity, Quantity};

use super::days::Days;
use super::voice;

/// What a claim tells, as far as it may be what another tells.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told<'c> {
    pub(super) kind: Kind,
    /// The number of its sides; whether they are known.
    sides: (usize, bool),
    numbers: Option<(f64, f64)>,
    days: Option<Days<'c>>,
    place: Option<&'c str>,
}

/// The kind of act, how it is meant, and whether it is said to be so: what differs in it is never one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind {
    class: Class,
    saying: Saying,
    is_so: bool,
}

/// How a claim is meant: what was done, what is to come, what is denied, what is silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Saying {
    Happened,
    ToCome,
    Denied,
    Unseen,
    Untold,
}

/// How two values lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    Same,
    /// One of them is not told.
    Open,
    Apart,
}

/// The numbers of the sides of all claims that are compared.
#[derive(Debug, Default)]
pub(super) struct Sides<'c>(BTreeMap<Vec<&'c str>, usize>);

impl<'c> Sides<'c> {
    /// The number of the sides of an actor, by whatever organs they act.
    fn of(&mut self, actor: &'c str) -> usize {
        let mut sides: Vec<&str> =
            actor.split('+').map(|part| part.split('.').next().unwrap_or(part)).collect();
        sides.sort_unstable();
        let next = self.0.len();
        *self.0.entry(sides).or_insert(next)
    }
}

impl Saying {
    fn of(claim: &Claim) -> Saying {
        match claim.modality {
            Modality::Done | Modality::Ongoing | Modality::Alleged | Modality::Assessed => Saying::Happened,
            Modality::Planned | Modality::Promised | Modality::Wanted | Modality::Threatened => {
                Saying::ToCome
            }
            Modality::Denied => Saying::Denied,
            Modality::NotObserved => Saying::Unseen,
            Modality::NotReported => Saying::Untold,
        }
    }
}

impl<'c> Told<'c> {
    pub(super) fn of(claim: &'c Claim, sides: &mut Sides<'c>) -> Self {
        let is_so = claim.polarity == Polarity::Positive;
        Told {
            kind: Kind { class: claim.class, saying: Saying::of(claim), is_so },
            sides: (sides.of(&claim.actor), claim.actor != "unknown"),
            numbers: claim.quantity.as_ref().and_then(range),
            days: days(claim),
            place: claim.place.as_ref().and_then(|place| place.id.as_deref()),
        }
    }

    /// The same kind of act of the same side, at times and places and in numbers that can be one.
    pub(super) fn is_one_event(&self, other: &Told<'_>) -> bool {
        if self.times(other) != Fit::Same {
            return false;
        }
        let (numbers, places) = (self.numbers(other), self.places(other));
        if numbers == Fit::Apart || places == Fit::Apart {
            return false;
        }
        let is_known = self.sides.1;
        if self.sides.0 == other.sides.0 && is_known {
            return true;
        }
        // Where one of them names nobody, day, place and number have to agree.
        !(is_known && other.sides.1) && numbers == Fit::Same && places == Fit::Same
    }

    /// One event said to be, and not to be.
    pub(super) fn is_contrary(&self, other: &Told<'_>) -> bool {
        let (first, second) = (self.kind.saying, other.kind.saying);
        let opposed =
            matches!(
                (first, second),
                (Saying::Happened, Saying::Denied) | (Saying::Denied, Saying::Happened)
            ) || (first == second && first == Saying::Happened && self.kind.is_so != other.kind.is_so);
        let unseen = matches!(
            (first, second),
            (Saying::Happened, Saying::Unseen) | (Saying::Unseen, Saying::Happened)
        );
        let (class, with) = (self.kind.class, other.kind.class);
        let alike = class == with || (unseen && [class, with].contains(&Class::Absence));
        let sides = self.sides.0 == other.sides.0 && self.sides.1;
        opposed && alike && sides && self.times(other) != Fit::Apart && self.places(other) != Fit::Apart
    }

    /// Numbers that can be one: the ranges that their words leave open meet.
    fn numbers(&self, other: &Told<'_>) -> Fit {
        match (self.numbers, other.numbers) {
            (Some((low, high)), Some((bottom, top))) if low <= top && bottom <= high => Fit::Same,
            (Some(_), Some(_)) => Fit::Apart,
            _ => Fit::Open,
        }
    }

    fn places(&self, other: &Told<'_>) -> Fit {
        match (self.place, other.place) {
            (Some(one), Some(other))
                if one.split('+').any(|part| other.split('+').any(|with| part == with)) =>
            {
                Fit::Same
            }
            // A zone may hold a town: only two towns are certainly two places.
            (Some(one), Some(other)) if one.starts_with("geo:") && other.starts_with("geo:") => Fit::Apart,
            _ => Fit::Open,
        }
    }

    fn times(&self, other: &Told<'_>) -> Fit {
        match (&self.days, &other.days) {
            (Some(one), Some(other)) if one.meets(other) => Fit::Same,
            (Some(_), Some(_)) => Fit::Apart,
            _ => Fit::Open,
        }
    }
}

/// The numbers that the words of a quantity allow: a tenth more or less for "some", half as much again for "more than".
fn range(quantity: &Quantity) -> Option<(f64, f64)> {
    if let (Some(low), Some(high)) = (quantity.low, quantity.high) {
        return Some((low, high));
    }
    let value = quantity.value?;
    Some(match quantity.op.as_str() {
        "~" => (value * 0.9, value * 1.1),
        ">=" | ">" => (value, value * 1.5),
        "<=" | "<" => (value * 0.5, value),
        _ => (value, value),
    })
}

fn days(claim: &Claim) -> Option<Days<'_>> {
    let told = claim.date.as_ref().and_then(|date| Days::between(&date.from, &date.to));
    // Done by the day on which it was said, where no day of its own is told.
    told.or_else(|| voice::spoken(claim).map(|days| Days { from: None, ..days }))
}

#[cfg(test)]
mod tests;
