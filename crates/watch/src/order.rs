//! The fixes of each object in the order of their times, however a feed delivers them.
//!
//! A fix may come late by a bounded time and is sorted in; one that says exactly what an earlier one says is dropped
//! and counted; one that comes too late, or puts its object at two places at once, is set aside.

use std::collections::VecDeque;

use armistice_earth::Position;
use armistice_facts::{Fix, Instant};
use serde::Serialize;

use crate::mark::{Mark, Sighting};

/// The most objects that are followed at once.
pub const MOST_OBJECTS: usize = 1_000_000;

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

/// The order of an object's fixes: by time, then by file and row.
pub(crate) type Key = (Instant, u32, u64, Position);

/// The newest fixes of an object, held back until nothing older may come any more.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    /// The latest time that came.
    newest: Option<Instant>,
    /// In order; nearly always the newest fix comes last.
    held: VecDeque<Mark>,
}

impl Waiting {
    /// Takes one fix; false if it is too late.
    pub(crate) fn take(&mut self, mark: Mark, lateness_millis: i64) -> bool {
        if self.newest.is_some_and(|newest| mark.time < newest.plus_millis(-lateness_millis)) {
            return false;
        }
        self.newest = self.newest.max(Some(mark.time));
        let own = mark.key();
        if self.held.back().is_none_or(|last| last.key() <= own) {
            self.held.push_back(mark);
        } else {
            let place = self.held.partition_point(|held| held.key() <= own);
            self.held.insert(place, mark);
        }
        true
    }

    /// The first fix that is held back, if it lies before a time.
    pub(crate) fn pop_before(&mut self, bound: Instant) -> Option<Mark> {
        self.held.pop_front_if(|first| first.time < bound)
    }

    /// The first fix that is held back.
    pub(crate) fn pop(&mut self) -> Option<Mark> {
        self.held.pop_front()
    }

    /// The latest time that came.
    pub(crate) fn newest(&self) -> Option<Instant> {
        self.newest
    }

    /// Whether nothing is held back.
    pub(crate) fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// Fixes up to a time came, none of them late, and are followed without being held back.
    pub(crate) fn pass_by(&mut self, time: Instant) {
        self.newest = self.newest.max(Some(time));
    }
}

impl Mark {
    fn key(&self) -> Key {
        (self.time, self.source, self.row, self.position)
    }
}

/// The order of an object's fixes.
pub(crate) fn key(sighting: &Sighting) -> Key {
    (sighting.fix.time, sighting.source, sighting.fix.row, sighting.fix.position)
}
