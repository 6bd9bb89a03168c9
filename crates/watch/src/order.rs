//! The fixes of each object in the order of their times, however a feed delivers them.
//!
//! A fix may come late by a bounded time and is sorted in; one that says exactly what an earlier one says is dropped
//! and counted; one that comes too late, or puts its object at two places at once, is set aside.

use std::collections::BTreeMap;

use armistice_earth::Position;
use armistice_facts::{Fix, Instant};
use serde::Serialize;

/// The most objects that are followed at once.
const MOST_OBJECTS: usize = 1_000_000;

/// A fix with the file that it came from, by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sighting {
    pub(crate) fix: Fix,
    pub(crate) source: u32,
}

/// Why a fix was not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SetAsideReason {
    /// It came later than the allowed lateness after a newer fix of its object.
    TooLate,
    /// Another fix puts the object elsewhere at the same instant: two transmitters with one identifier.
    TwoPlaces,
    /// There are already too many objects.
    TooManyObjects,
}

/// A fix that was not followed, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The fix.
    pub fix: Fix,
    /// The file that it came from.
    pub source: String,
    /// Why.
    pub reason: SetAsideReason,
}

impl std::fmt::Display for SetAsideReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            SetAsideReason::TooLate => "the fix came later after a newer one than the allowed lateness",
            SetAsideReason::TwoPlaces => "another fix puts the object elsewhere at the same instant",
            SetAsideReason::TooManyObjects => "more objects than can be followed at once",
        })
    }
}

/// What becomes of the fixes that are handed in.
#[derive(Debug, Default)]
pub(crate) struct Released {
    /// Fixes whose place in the order is settled, in order for each object.
    pub(crate) settled: Vec<Sighting>,
    /// Fixes that are not followed.
    pub(crate) refused: Vec<(Sighting, SetAsideReason)>,
    /// Fixes that said exactly what an earlier one said.
    pub(crate) repeats: u64,
}

/// Holds back the newest fixes of each object until nothing older may come any more.
#[derive(Debug)]
pub(crate) struct Order {
    lateness_millis: i64,
    waiting: BTreeMap<String, Waiting>,
}

/// The order of an object's fixes: by time, then by file and row.
type Key = (Instant, u32, u64, Position);

#[derive(Debug)]
struct Waiting {
    newest: Instant,
    held: BTreeMap<Key, Vec<Sighting>>,
}

impl Order {
    pub(crate) fn new(lateness_millis: i64) -> Self {
        Order { lateness_millis: lateness_millis.max(0), waiting: BTreeMap::new() }
    }

    /// Takes one fix; what is settled by it comes out.
    pub(crate) fn push(&mut self, sighting: Sighting) -> Released {
        let mut released = Released::default();
        let time = sighting.fix.time;
        if !self.waiting.contains_key(&sighting.fix.object) && self.waiting.len() >= MOST_OBJECTS {
            released.refused.push((sighting, SetAsideReason::TooManyObjects));
            return released;
        }
        let waiting = self
            .waiting
            .entry(sighting.fix.object.clone())
            .or_insert_with(|| Waiting { newest: time, held: BTreeMap::new() });
        if time < waiting.newest.plus_millis(-self.lateness_millis) {
            released.refused.push((sighting, SetAsideReason::TooLate));
            return released;
        }
        waiting.newest = waiting.newest.max(time);
        waiting.held.entry(key(&sighting)).or_default().push(sighting);
        let bound = waiting.newest.plus_millis(-self.lateness_millis);
        while waiting.held.first_key_value().is_some_and(|((time, ..), _)| *time < bound) {
            let settled = waiting.held.pop_first().map(|(_, fixes)| fixes);
            settle(settled.unwrap_or_default(), &mut released);
        }
        released
    }

    /// Everything that was held back.
    pub(crate) fn finish(self) -> Released {
        let mut released = Released::default();
        for waiting in self.waiting.into_values() {
            settle(waiting.held.into_values().flatten(), &mut released);
        }
        released
    }
}

fn key(sighting: &Sighting) -> Key {
    (sighting.fix.time, sighting.source, sighting.fix.row, sighting.fix.position)
}

/// Takes fixes of one object in order; of those with one instant the first by file and row stays.
fn settle(fixes: impl IntoIterator<Item = Sighting>, released: &mut Released) {
    for sighting in fixes {
        let same = released
            .settled
            .last()
            .filter(|last| last.fix.object == sighting.fix.object && last.fix.time == sighting.fix.time);
        match same {
            None => released.settled.push(sighting),
            Some(last)
                if last.fix.position == sighting.fix.position && last.fix.height == sighting.fix.height =>
            {
                released.repeats += 1;
            }
            Some(_) => released.refused.push((sighting, SetAsideReason::TwoPlaces)),
        }
    }
}
