//! Claims of many reports joined into what is said to have happened, and by whom.

use std::collections::BTreeMap;

use super::independence::Independence;
use super::report::Report;
use super::told::{Kind, Sides, Told};
use super::voice::Voice;

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
    let mut sides = Sides::default();
    let told: Vec<Vec<Told<'_>>> = reports
        .iter()
        .map(|report| report.claims.iter().map(|claim| Told::of(claim, &mut sides)).collect())
        .collect();
    let told_at = |telling: &Telling| told.get(telling.report).and_then(|told| told.get(telling.claim));
    let mut groups: Vec<Vec<Telling>> = Vec::new();
    let mut by_kind: BTreeMap<Kind, Vec<usize>> = BTreeMap::new();
    for (report, claims) in told.iter().enumerate() {
        for (claim, one) in claims.iter().enumerate() {
            let telling = Telling { report, claim };
            let alike = by_kind.entry(one.kind).or_default();
            let fits = |group: &&usize| {
                groups.get(**group).is_some_and(|members| {
                    members.iter().all(|other| told_at(other).is_some_and(|other| other.is_one_event(one)))
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
    let firsts: Vec<Option<&Told<'_>>> = groups.iter().map(|group| group.first().and_then(told_at)).collect();
    let contrary = |at: usize| -> Vec<usize> {
        let Some(one) = firsts.get(at).copied().flatten() else { return Vec::new() };
        let others = firsts.iter().enumerate().filter(|(other, _)| *other != at);
        others
            .filter(|(_, other)| other.is_some_and(|other| one.is_contrary(other)))
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

#[cfg(test)]
mod tests;
