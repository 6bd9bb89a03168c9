//! The fixes of each object in the order of their times, however a feed delivers them.
//!
//! A fix may come late by a bounded time and is sorted in; one that says exactly what an earlier one says is dropped
//! and counted; one that comes too late, or puts its object at two places at once, is set aside.

use std::collections::{BTreeMap, VecDeque};

use armistice_earth::Position;
use armistice_facts::{Fix, Instant};
use serde::Serialize;

/// The most objects that are followed at once.
pub const MOST_OBJECTS: usize = 1_000_000;

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
    /// Fixes whose place in the order is settled, in order for each object, with the number of the object.
    pub(crate) settled: Vec<(u32, Sighting)>,
    /// Fixes that are not followed.
    pub(crate) refused: Vec<(Sighting, SetAsideReason)>,
    /// Fixes that said exactly what an earlier one said.
    pub(crate) repeats: u64,
}

/// Holds back the newest fixes of each object until nothing older may come any more.
#[derive(Debug)]
pub(crate) struct Order {
    lateness_millis: i64,
    numbers: BTreeMap<String, u32>,
    /// By the number of the object.
    waiting: Vec<Waiting>,
}

/// The order of an object's fixes: by time, then by file and row.
pub(crate) type Key = (Instant, u32, u64, Position);

#[derive(Debug)]
struct Waiting {
    newest: Instant,
    /// In order; nearly always the newest fix comes last.
    held: VecDeque<Sighting>,
}

impl Order {
    pub(crate) fn new(lateness_millis: i64) -> Self {
        Order { lateness_millis: lateness_millis.max(0), numbers: BTreeMap::new(), waiting: Vec::new() }
    }

    /// Takes one fix; what is settled by it is added to what was released.
    pub(crate) fn push(&mut self, sighting: Sighting, released: &mut Released) {
        let time = sighting.fix.time;
        let Some(object) = self.number(&sighting.fix) else {
            released.refused.push((sighting, SetAsideReason::TooManyObjects));
            return;
        };
        let Some(waiting) = self.waiting.get_mut(object as usize) else { return };
        if time < waiting.newest.plus_millis(-self.lateness_millis) {
            released.refused.push((sighting, SetAsideReason::TooLate));
            return;
        }
        waiting.newest = waiting.newest.max(time);
        waiting.hold(sighting);
        let bound = waiting.newest.plus_millis(-self.lateness_millis);
        while waiting.held.front().is_some_and(|first| first.fix.time < bound) {
            waiting.held.pop_front().into_iter().for_each(|first| settle(object, first, released));
        }
    }

    /// Everything that was held back of one object; its number, if it has one.
    pub(crate) fn release(&mut self, object: &str, released: &mut Released) -> Option<u32> {
        let number = *self.numbers.get(object)?;
        let waiting = self.waiting.get_mut(number as usize)?;
        std::mem::take(&mut waiting.held).into_iter().for_each(|sighting| settle(number, sighting, released));
        Some(number)
    }

    /// Everything that was held back.
    pub(crate) fn finish(self) -> Released {
        let mut released = Released::default();
        for (object, waiting) in (0..).zip(self.waiting) {
            waiting.held.into_iter().for_each(|sighting| settle(object, sighting, &mut released));
        }
        released
    }

    /// The number of the object of a fix, which gets one if there is room.
    fn number(&mut self, fix: &Fix) -> Option<u32> {
        if let Some(number) = self.numbers.get(&fix.object) {
            return Some(*number);
        }
        if self.waiting.len() >= MOST_OBJECTS {
            return None;
        }
        let number = u32::try_from(self.waiting.len()).ok()?;
        self.numbers.insert(fix.object.clone(), number);
        self.waiting.push(Waiting { newest: fix.time, held: VecDeque::new() });
        Some(number)
    }
}

impl Waiting {
    fn hold(&mut self, sighting: Sighting) {
        let own = key(&sighting);
        if self.held.back().is_none_or(|last| key(last) <= own) {
            self.held.push_back(sighting);
        } else {
            let place = self.held.partition_point(|held| key(held) <= own);
            self.held.insert(place, sighting);
        }
    }
}

/// The order of an object's fixes.
pub(crate) fn key(sighting: &Sighting) -> Key {
    (sighting.fix.time, sighting.source, sighting.fix.row, sighting.fix.position)
}

/// Takes the next fix of an object; of those with one instant the first by file and row stays.
fn settle(object: u32, sighting: Sighting, released: &mut Released) {
    let is_same = |last: &&(u32, Sighting)| last.0 == object && last.1.fix.time == sighting.fix.time;
    match released.settled.last().filter(is_same) {
        None => released.settled.push((object, sighting)),
        Some((_, last))
            if last.fix.position == sighting.fix.position && last.fix.height == sighting.fix.height =>
        {
            released.repeats += 1;
        }
        Some(_) => released.refused.push((sighting, SetAsideReason::TwoPlaces)),
    }
}
