//! Objects followed as their fixes come: what is settled is told at once, and told anew where a late fix changes it.
//!
//! A fix waits until nothing older may come: until a newer one of its object is so many seconds ahead of it, or the clock
//! of the stream is. What comes later still re-opens the track of its object, as far back as fixes are kept, and whatever
//! comes out differently is told again as a higher revision, or withdrawn. In the end, what was told and not withdrawn is
//! what [`crate::passages()`] tells of the same fixes.
//!
//! The clock of the stream is the second-latest time that objects tell, so that one transmitter with a wrong clock cannot
//! make all others late; whoever has a clock of his own moves it with [`Live::tick`].

mod object;
mod told;

use std::collections::BTreeMap;

use armistice_facts::{Fix, Instant};

use self::object::Object;
pub use self::told::{Notice, Standing, Told};
use crate::mark::Sighting;
use crate::track::{Shared, Watched};
use crate::{Limits, Plan, SetAside, SetAsideReason};

/// The most objects that are followed at once.
const MOST_OBJECTS: usize = 1_000_000;

/// How long live following waits, and how far back it can be corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patience {
    /// So many seconds a fix waits for older ones.
    pub watermark_seconds: u32,
    /// So many seconds back a late fix can still re-open a track; what comes later is set aside.
    pub memory_seconds: u32,
    /// After so many seconds in a zone an object dwells there.
    pub dwell_seconds: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Patience { watermark_seconds: 30, memory_seconds: 3600, dwell_seconds: 900 }
    }
}

/// Follows objects live.
#[derive(Debug)]
pub struct Live<'p> {
    watched: Watched<'p>,
    patience: Patience,
    sources: Vec<String>,
    objects: BTreeMap<String, Object>,
    /// The latest time that an object tells, whose it is, and the latest of another.
    latest: Option<(Instant, String)>,
    clock: Option<Instant>,
    /// The number of the next passage that is told for the first time.
    next: u64,
    told: Vec<Told>,
    /// What was counted.
    pub counts: Counts,
}

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Fixes handed in.
    pub fixes: u64,
    /// Fixes dropped because they said exactly what an earlier one said.
    pub repeats: u64,
    /// Fixes that re-opened a track.
    pub late: u64,
    /// Fixes that were not followed.
    pub set_aside: u64,
}

impl<'p> Live<'p> {
    /// Ready to follow objects past all zones and lines of the plan. Of the limits, lateness is not used.
    #[must_use]
    pub fn new(plan: &'p Plan, limits: Limits, patience: Patience) -> Self {
        Live {
            watched: Watched::new(plan, limits, Shared::default()),
            patience,
            sources: Vec::new(),
            objects: BTreeMap::new(),
            latest: None,
            clock: None,
            next: 1,
            told: Vec::new(),
            counts: Counts::default(),
        }
    }

    /// Takes one fix; what is told because of it.
    pub fn push(&mut self, mut fix: Fix, source: &str) -> Vec<Told> {
        self.counts.fixes += 1;
        if fix.error_metres == 0 {
            fix.error_metres = self.watched.limits.error_metres;
        }
        let source = self.number_of(source);
        let time = fix.time;
        if !self.objects.contains_key(&fix.object) && self.objects.len() >= MOST_OBJECTS {
            self.set_aside(Sighting { fix, source }, SetAsideReason::TooManyObjects);
            return std::mem::take(&mut self.told);
        }
        let name = fix.object.clone();
        self.objects.entry(name.clone()).or_default().wait(Sighting { fix, source });
        self.settle(&name);
        self.hear_time(time, name);
        std::mem::take(&mut self.told)
    }

    /// The clock of the stream, once anything was heard.
    #[must_use]
    pub fn clock(&self) -> Option<Instant> {
        self.clock
    }

    /// Moves the clock of the stream on; what is told because of it, silence included.
    pub fn tick(&mut self, now: Instant) -> Vec<Told> {
        if self.clock.is_none_or(|clock| clock < now) {
            self.clock = Some(now);
            let names: Vec<String> = self.objects.keys().cloned().collect();
            names.iter().for_each(|name| self.settle(name));
        }
        std::mem::take(&mut self.told)
    }

    /// Nothing more comes: settles what waits, and closes every presence.
    #[must_use]
    pub fn finish(mut self) -> (Vec<Told>, Counts) {
        for name in self.objects.keys().cloned().collect::<Vec<_>>() {
            self.settle_until(&name, None);
        }
        for (_, object) in std::mem::take(&mut self.objects) {
            let mut desk = Desk { sources: &self.sources, next: &mut self.next, told: &mut self.told };
            object.close(&self.watched, &mut desk);
        }
        (self.told, self.counts)
    }

    /// The second-latest time that objects tell is the clock; where there is one object, its own time is.
    fn hear_time(&mut self, time: Instant, object: String) {
        let moved = match &self.latest {
            Some((latest, whose)) if *whose == object => {
                let newer = time.max(*latest);
                self.latest = Some((newer, object));
                (self.objects.len() == 1).then_some(newer)
            }
            Some((latest, _)) if *latest < time => {
                let second = *latest;
                self.latest = Some((time, object));
                Some(second)
            }
            Some(_) => Some(time),
            None => {
                self.latest = Some((time, object));
                None
            }
        };
        // Every few seconds of the stream, so that silence is heard without a look at every object for every fix.
        let is_due = |moved: Instant| self.clock.is_none_or(|clock| clock.plus_millis(5000) <= moved);
        if let Some(moved) = moved.filter(|moved| is_due(*moved)) {
            let told = std::mem::take(&mut self.told);
            let more = self.tick(moved);
            self.told = told;
            self.told.extend(more);
        }
    }

    fn settle(&mut self, name: &str) {
        let wait = -i64::from(self.patience.watermark_seconds) * 1000;
        let newest = self.objects.get(name).and_then(Object::newest);
        let bound = newest.max(self.clock).map(|time| time.plus_millis(wait));
        if let Some(bound) = bound {
            self.settle_until(name, Some(bound));
        }
    }

    /// Settles all fixes before a time, or all.
    fn settle_until(&mut self, name: &str, bound: Option<Instant>) {
        let Some(object) = self.objects.get_mut(name) else { return };
        let released = object.release(bound);
        let mut desk = Desk { sources: &self.sources, next: &mut self.next, told: &mut self.told };
        let outcome = object.settle(released, &mut self.watched, &self.patience, &mut desk);
        self.counts.repeats += outcome.repeats;
        self.counts.late += outcome.late;
        for (sighting, reason) in outcome.refused {
            self.set_aside(sighting, reason);
        }
        let clock = self.clock;
        if let Some(object) = self.objects.get_mut(name) {
            object.doubt(&self.watched, &mut self.told);
            object.wake(&self.watched, clock, &mut self.told);
            object.dwell(&self.watched, &self.patience, clock, &mut self.told);
        }
    }

    fn set_aside(&mut self, sighting: Sighting, reason: SetAsideReason) {
        self.counts.set_aside += 1;
        let source = self.sources.get(sighting.source as usize).cloned().unwrap_or_default();
        self.told.push(Told::SetAside(SetAside { fix: sighting.fix, source, reason }));
    }

    fn number_of(&mut self, source: &str) -> u32 {
        let known = self.sources.iter().rposition(|known| known == source).unwrap_or_else(|| {
            self.sources.push(source.to_owned());
            self.sources.len() - 1
        });
        u32::try_from(known).unwrap_or(u32::MAX)
    }
}

/// Where what is told is written down.
struct Desk<'d> {
    sources: &'d [String],
    next: &'d mut u64,
    told: &'d mut Vec<Told>,
}

impl Desk<'_> {
    /// The name of a source by its number.
    fn source(&self, number: u32) -> String {
        self.sources.get(number as usize).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
