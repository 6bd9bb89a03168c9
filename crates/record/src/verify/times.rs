//! Claimed times, held against what witnesses saw before and after. Of a long record only those are kept that can be told:
//! what lies between the same two trees has the same bracket, so the latest and the earliest of them are enough.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::Instant;

use super::Report;
use super::finding::MOST_PROBLEMS;

/// How far a claimed time may lie outside its bracket, in seconds, before it is told.
const ALLOWANCE: u64 = 300;

/// An entry: its claimed time in seconds since 1970-01-01T00:00:00 UTC, and its index.
type Claim = (u64, u64);

/// The claimed times of entries.
#[derive(Debug)]
pub(super) struct Claims {
    /// The sizes of the trees that somebody signed, in order.
    sizes: Vec<u64>,
    /// By the smallest of those trees that holds them: the latest entries.
    latest: BTreeMap<u64, Vec<Reverse<Claim>>>,
    /// By the tree that their authors had seen: the earliest entries.
    earliest: BTreeMap<u64, Vec<Claim>>,
}

impl Claims {
    /// For a record of which somebody signed trees of these sizes.
    pub(super) fn new(sizes: &BTreeSet<u64>) -> Self {
        let sizes = sizes.iter().copied().collect();
        Claims { sizes, latest: BTreeMap::new(), earliest: BTreeMap::new() }
    }

    /// Takes an entry: its index, the tree that its author had seen, and when it says that it was written, in
    /// milliseconds.
    pub(super) fn take(&mut self, index: u64, saw: Option<u64>, millis: i64) {
        let at = u64::try_from(millis.div_euclid(1000)).unwrap_or(0);
        let holding = self.sizes.partition_point(|size| *size <= index);
        if let Some(size) = self.sizes.get(holding) {
            keep(self.latest.entry(*size).or_default(), Reverse((at, index)));
        }
        if let Some(saw) = saw.filter(|saw| self.sizes.binary_search(saw).is_ok()) {
            keep(self.earliest.entry(saw).or_default(), (at, index));
        }
    }

    /// Tells entries whose claimed time lies after a witness had seen them already, or before the tree that they saw.
    pub(super) fn weigh(self, report: &mut Report) {
        let mut warnings = Vec::new();
        for claim in self.latest.into_values().flatten() {
            let (at, index) = claim.0;
            let Some(not_after) = report.not_after.of(index) else { continue };
            if at > not_after.saturating_add(ALLOWANCE) {
                let what = "its claimed time is later than the time by which witnesses had seen it";
                let told = format!("it claims {}, and was there by {}", instant(at), instant(not_after));
                warnings.push((index, format!("{what}: {told}")));
            }
        }
        for (size, claims) in self.earliest {
            let same = report.stamps.iter().filter(|stamp| stamp.size == size).map(|stamp| stamp.time);
            let Some(first) = same.min() else { continue };
            let early = claims.into_iter().filter(|(at, _)| at.saturating_add(ALLOWANCE) < first);
            warnings.extend(early.map(|(at, index)| {
                // No proof: the tree may have been there before a witness saw it.
                let what =
                    "its claimed time is earlier than any at which a witness saw the tree that it names, which may be older";
                let told = format!("it claims {}, and the first saw it at {}", instant(at), instant(first));
                (index, format!("{what}: {told}"))
            }));
        }
        warnings.sort_unstable();
        for (index, what) in warnings {
            report.warn(format!("entry {index}"), what);
        }
    }
}

/// Tells an entry whose claimed time is earlier than a signed time in the tree that it names.
pub(super) fn weigh_after(index: u64, millis: i64, after: u64, report: &mut Report) {
    let at = u64::try_from(millis.div_euclid(1000)).unwrap_or(0);
    if at.saturating_add(ALLOWANCE) < after {
        let what = "its claimed time is earlier than what it was written after";
        let told = format!(
            "it claims {}, and names a tree in which witnesses signed for {}",
            instant(at),
            instant(after)
        );
        report.warn(format!("entry {index}"), format!("{what}: {told}"));
    }
}

/// The instant so many seconds after 1970-01-01T00:00:00 UTC.
fn instant(seconds: u64) -> Instant {
    Instant::EPOCH.plus_millis(i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1000))
}

/// Keeps a claim if it is among the first in their order: more than a report tells is of no use.
fn keep<C: Ord>(claims: &mut Vec<C>, claim: C) {
    claims.push(claim);
    if claims.len() > 2 * MOST_PROBLEMS {
        claims.sort_unstable();
        claims.truncate(MOST_PROBLEMS + 1);
    }
}
