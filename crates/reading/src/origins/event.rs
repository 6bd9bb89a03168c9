//! Claims of many reports joined into what is said to have happened, and by whom.

use std::collections::BTreeMap;

use crate::claim::{Claim, Class, Modality, Polarity, Quantity};

use super::days::Days;
use super::independence::Independence;
use super::report::Report;
use super::voice::{self, Voice};

/// More origins of one event than this are weighed greedily, not exactly.
const EXACT: usize = 16;

/// One claim of one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Telling {
    /// Which report.
    pub report: usize,
    /// Which of its claims.
    pub claim: usize,
}

/// One voice, with all who carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Whose word it is.
    pub voice: Voice,
    /// Where it is told.
    pub tellings: Vec<Telling>,
}

/// What is said to have happened, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Whose words say so.
    pub origins: Vec<Origin>,
    /// Events, by their number, that tell the contrary.
    pub contradicts: Vec<usize>,
}

impl Event {
    /// The largest number of origins of which every two are declared independent; at least one. More than sixteen are weighed in
    /// order, which may find fewer and never more.
    #[must_use]
    pub fn independent(&self, declared: &Independence) -> usize {
        let ids: Vec<&str> = self.origins.iter().filter_map(|origin| origin.voice.id()).collect();
        if ids.len() <= EXACT { largest(&ids, declared, 0, &mut Vec::new()) } else { greedy(&ids, declared) }
            .max(1)
    }

    /// Credibility of STANAG 2511: 1 where two independent origins say so, 2 where two say so whose independence nobody declares, 3
    /// where one does, 4 where the contrary is told as well, 6 where nobody is named at all.
    #[must_use]
    pub fn credibility(&self, declared: &Independence) -> u8 {
        let named = self.origins.iter().filter(|origin| origin.voice.id().is_some()).count();
        match (self.independent(declared), self.origins.len()) {
            _ if !self.contradicts.is_empty() => 4,
            (2.., _) => 1,
            (_, 2..) => 2,
            _ if named > 0 => 3,
            _ => 6,
        }
    }

    /// All claims of it, in order.
    pub fn tellings(&self) -> impl Iterator<Item = Telling> + '_ {
        self.origins.iter().flat_map(|origin| origin.tellings.iter().copied())
    }
}

/// Joins the claims of reports into events with their origins, in the order of the reports.
#[must_use]
pub fn gathered(reports: &[Report<'_>]) -> Vec<Event> {
    let mut groups: Vec<Vec<Telling>> = Vec::new();
    let mut by_kind: BTreeMap<(Class, Saying, bool), Vec<usize>> = BTreeMap::new();
    let claim_of =
        |telling: Telling| reports.get(telling.report).and_then(|report| report.claims.get(telling.claim));
    for (number, report) in reports.iter().enumerate() {
        for (at, claim) in report.claims.iter().enumerate() {
            let telling = Telling { report: number, claim: at };
            let alike = by_kind
                .entry((claim.class, Saying::of(claim), claim.polarity == Polarity::Positive))
                .or_default();
            let fits = |group: &&usize| {
                groups.get(**group).is_some_and(|members| {
                    members
                        .iter()
                        .all(|other| claim_of(*other).is_some_and(|other| is_one_event(other, claim)))
                })
            };
            match alike.iter().find(fits).copied().and_then(|group| groups.get_mut(group)) {
                Some(group) => group.push(telling),
                None => {
                    alike.push(groups.len());
                    groups.push(vec![telling]);
                }
            }
        }
    }
    let first = |group: &[Telling]| group.first().copied().and_then(claim_of);
    let contrary = |at: usize| -> Vec<usize> {
        let Some(one) = groups.get(at).and_then(|group| first(group)) else { return Vec::new() };
        let others = groups.iter().enumerate().filter(|(other, _)| *other != at);
        others
            .filter(|(_, group)| first(group).is_some_and(|other| is_contrary(one, other)))
            .map(|(other, _)| other)
            .collect()
    };
    let contradicts: Vec<Vec<usize>> = (0..groups.len()).map(contrary).collect();
    let events = groups.iter().zip(contradicts);
    events.map(|(group, contradicts)| Event { origins: origins(group, reports), contradicts }).collect()
}

/// The largest set in which every two are independent, by taking or leaving each source.
fn largest<'i>(ids: &[&'i str], declared: &Independence, at: usize, taken: &mut Vec<&'i str>) -> usize {
    let Some(id) = ids.get(at) else { return taken.len() };
    let without = largest(ids, declared, at + 1, taken);
    if taken.iter().any(|other| !declared.between(id, other)) {
        return without;
    }
    taken.push(id);
    let with = largest(ids, declared, at + 1, taken);
    taken.pop();
    with.max(without)
}

/// Each source in order, if it is independent of all taken before.
fn greedy(ids: &[&str], declared: &Independence) -> usize {
    let mut taken: Vec<&str> = Vec::new();
    for id in ids {
        if taken.iter().all(|other| declared.between(id, other)) {
            taken.push(id);
        }
    }
    taken.len()
}

/// The tellings of one event by their voices. One source that spoke on two days apart is two origins only if it is two sources: a
/// repetition adds nothing.
fn origins(group: &[Telling], reports: &[Report<'_>]) -> Vec<Origin> {
    let mut origins: Vec<Origin> = Vec::new();
    for telling in group {
        let Some((report, claim)) =
            reports.get(telling.report).and_then(|report| Some((report, report.claims.get(telling.claim)?)))
        else {
            continue;
        };
        let voice = Voice::of(claim, report, telling.report);
        match origins.iter_mut().find(|origin| origin.voice.is_one_with(&voice)) {
            Some(origin) => {
                // The organ that is named stands for both.
                if voice.id().map(str::len) > origin.voice.id().map(str::len) {
                    origin.voice = voice;
                }
                origin.tellings.push(*telling);
            }
            None => origins.push(Origin { voice, tellings: vec![*telling] }),
        }
    }
    origins
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

/// The same kind of act of the same side, at times and places and in numbers that can be one.
fn is_one_event(one: &Claim, other: &Claim) -> bool {
    let known = |claim: &Claim| claim.actor != "unknown";
    let numbers = numbers(one.quantity.as_ref(), other.quantity.as_ref());
    let (times, places) = (times(one, other), places(one, other));
    let fits = numbers != Fit::Apart && times != Fit::Apart && places != Fit::Apart;
    let ties = [numbers, times, places].iter().filter(|fit| **fit == Fit::Same).count();
    // Where one of them names nobody, day, place and number have to agree.
    let actors = sides(&one.actor) == sides(&other.actor) && known(one);
    fits && times == Fit::Same && if actors { ties >= 1 } else { (!known(one) || !known(other)) && ties == 3 }
}

/// One event said to be, and not to be.
fn is_contrary(one: &Claim, other: &Claim) -> bool {
    let (first, second) = (Saying::of(one), Saying::of(other));
    let opposed =
        matches!((first, second), (Saying::Happened, Saying::Denied) | (Saying::Denied, Saying::Happened))
            || (first == second && first == Saying::Happened && one.polarity != other.polarity);
    let unseen =
        matches!((first, second), (Saying::Happened, Saying::Unseen) | (Saying::Unseen, Saying::Happened));
    let alike = one.class == other.class || (unseen && [one.class, other.class].contains(&Class::Absence));
    let sides = sides(&one.actor) == sides(&other.actor) && one.actor != "unknown";
    opposed && alike && sides && times(one, other) != Fit::Apart && places(one, other) != Fit::Apart
}

/// How two values lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    Same,
    /// One of them is not told.
    Open,
    Apart,
}

fn sides(actor: &str) -> Vec<&str> {
    let mut sides: Vec<&str> = actor.split('+').map(|part| part.split('.').next().unwrap_or(part)).collect();
    sides.sort_unstable();
    sides
}

/// Numbers that can be one: the ranges that their words leave open meet.
fn numbers(one: Option<&Quantity>, other: Option<&Quantity>) -> Fit {
    match (one.and_then(range), other.and_then(range)) {
        (Some((low, high)), Some((bottom, top))) if low <= top && bottom <= high => Fit::Same,
        (Some(_), Some(_)) => Fit::Apart,
        _ => Fit::Open,
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

fn places(one: &Claim, other: &Claim) -> Fit {
    let id = |claim: &Claim| claim.place.as_ref().and_then(|place| place.id.clone());
    match (id(one), id(other)) {
        (Some(one), Some(other)) if one.split('+').any(|part| other.split('+').any(|with| part == with)) => {
            Fit::Same
        }
        // A zone may hold a town: only two towns are certainly two places.
        (Some(one), Some(other)) if one.starts_with("geo:") && other.starts_with("geo:") => Fit::Apart,
        _ => Fit::Open,
    }
}

fn times(one: &Claim, other: &Claim) -> Fit {
    let days = |claim: &Claim| {
        let told = claim.date.as_ref().and_then(|date| Days::between(&date.from, &date.to));
        // Done by the day on which it was said, where no day of its own is told.
        told.or_else(|| voice::spoken(claim).map(|days| Days { from: None, ..days }))
    };
    match (days(one), days(other)) {
        (Some(one), Some(other)) if one.meets(&other) => Fit::Same,
        (Some(_), Some(_)) => Fit::Apart,
        _ => Fit::Open,
    }
}

#[cfg(test)]
mod tests;
