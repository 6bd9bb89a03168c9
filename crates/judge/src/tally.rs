//! How many there were at least, and at most, from what several voices tell.
//!
//! Nothing is counted twice that may have been one thing: acts of one incident count once, and what different voices
//! tell may be the same acts, so their figures are not added.

use std::collections::{BTreeMap, BTreeSet};

/// One figure: so many at least, told by a voice of an incident or of nothing named, over a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure<V> {
    /// Who tells it.
    pub(crate) voice: V,
    /// The incident it names; acts of one incident are one act.
    pub(crate) incident: Option<V>,
    /// At least so many.
    pub(crate) least: u64,
    /// From when until when, last instant included.
    pub(crate) time: (i64, i64),
    /// Whether it is a sum over its time, which may contain what is told one by one.
    pub(crate) is_sum: bool,
}

/// At least so many, whichever of the figures speak of the same things.
pub(crate) fn at_least<V: Ord>(figures: &[Figure<V>]) -> u64 {
    let by_incident = total(figures.iter().filter(|one| one.incident.is_some() && !one.is_sum));
    let voices: BTreeSet<&V> = figures.iter().map(|one| &one.voice).collect();
    let by_voice = voices.into_iter().map(|voice| {
        let own = || figures.iter().filter(|one| one.voice == *voice);
        total(own().filter(|one| !one.is_sum)).max(apart(own().filter(|one| one.is_sum)))
    });
    by_voice.max().unwrap_or(0).max(by_incident)
}

/// The sum, each incident once with the largest figure that is told of it.
fn total<'f, V: Ord + 'f>(figures: impl Iterator<Item = &'f Figure<V>>) -> u64 {
    let (mut incidents, mut sum) = (BTreeMap::new(), 0_u64);
    for one in figures {
        match &one.incident {
            Some(incident) => {
                let most: &mut u64 = incidents.entry(incident).or_default();
                *most = one.least.max(*most);
            }
            None => sum = sum.saturating_add(one.least),
        }
    }
    incidents.into_values().fold(sum, u64::saturating_add)
}

/// The largest sum of figures whose times have nothing in common.
fn apart<'f, V: 'f>(figures: impl Iterator<Item = &'f Figure<V>>) -> u64 {
    let mut sums: Vec<&Figure<V>> = figures.collect();
    sums.sort_by_key(|one| one.time.1);
    // The best sum up to each end, ends and sums both rising.
    let mut best: Vec<(i64, u64)> = Vec::new();
    for one in sums {
        let before = best.iter().rev().find(|(end, _)| *end < one.time.0).map_or(0, |(_, sum)| *sum);
        let with = before.saturating_add(one.least);
        let known = best.last().map_or(0, |(_, sum)| *sum);
        best.push((one.time.1, with.max(known)));
    }
    best.last().map_or(0, |(_, sum)| *sum)
}

/// At most so many in a time, from sums whose times cover it without a gap; `None` if they do not.
///
/// Each sum is a first instant, a last instant, and at most so many between them.
pub(crate) fn at_most(sums: &[(i64, i64, u64)], from: i64, last: i64) -> Option<u64> {
    let mut sums: Vec<(i64, i64, u64)> = sums.to_vec();
    sums.sort_unstable();
    // What is covered from the beginning up to an instant, and the least that covers it.
    let mut reached: BTreeMap<i64, u64> = BTreeMap::from([(from.saturating_sub(1), 0)]);
    for (first, end, most) in sums {
        let until = end.min(last);
        let before = reached.range(first.saturating_sub(1)..).map(|(_, sum)| *sum).min();
        let Some(sum) = before.map(|sum| sum.saturating_add(most)) else { continue };
        let known = reached.entry(until).or_insert(sum);
        *known = sum.min(*known);
    }
    reached.get(&last).copied()
}

#[cfg(test)]
mod tests;
