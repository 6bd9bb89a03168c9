//! Fixes in, passages out: what each object did at the zones and lines of a [`Plan`].
//!
//! - `enter`, `leave`: where the way between two fixes meets the zone's boundary, interpolated along the geodesic.
//!   An object that is first seen inside has not entered, and one that is last seen inside has not left.
//! - `stay`: closes a presence; from the first fix inside to the last one, with the deepest margin. A zone that was
//!   passed through between two fixes has a stay of no fixes, from its entry to its exit.
//! - `cross`: with the side of the line that the object came from.
//! - `gap`: two fixes farther apart in time than the limit; `jump`: two fixes between which no such object moves so
//!   fast. Nothing is interpolated across either: an entry or exit there has the two fixes as `from` and `to`, and
//!   across a jump it is undetermined.
//!
//! Left out: that an object leaves a zone and comes back between two fixes inside.

use std::collections::BTreeMap;

use armistice_facts::{Fix, Instant, Name, Passage, PassageKind};

use crate::crossing::{LineState, WatchedLine};
use crate::order::{Order, Released, SetAside, Sighting};
use crate::presence::{WatchedZone, ZoneState};
use crate::step::{Limits, Step};
use crate::{Plan, order};

/// What came of the fixes.
#[derive(Debug, Clone, Default)]
pub struct Screening {
    /// The passages, by time; at one instant exits before entries, then by object and zone.
    pub passages: Vec<Passage>,
    /// Fixes that were not followed, each with its reason.
    pub set_aside: Vec<SetAside>,
    /// Fixes handed in.
    pub fixes: u64,
    /// Fixes dropped because they said exactly what an earlier one said.
    pub repeats: u64,
    /// Objects followed.
    pub objects: u64,
}

/// Follows objects past the zones and lines of a plan.
#[derive(Debug)]
pub struct Watch<'p> {
    zones: Vec<WatchedZone<'p>>,
    lines: Vec<WatchedLine<'p>>,
    limits: Limits,
    sources: Vec<String>,
    order: Order,
    tracks: BTreeMap<String, Track>,
    screening: Screening,
}

/// What is known of one object.
#[derive(Debug)]
struct Track {
    last: Sighting,
    zones: Vec<ZoneState>,
    lines: Vec<LineState>,
}

/// The passages of a list of fixes from one source.
#[must_use]
pub fn passages(
    plan: &Plan,
    limits: &Limits,
    fixes: impl IntoIterator<Item = Fix>,
    source: &str,
) -> Screening {
    let mut watch = Watch::new(plan, limits.clone());
    for fix in fixes {
        watch.push(fix, source);
    }
    watch.finish()
}

impl<'p> Watch<'p> {
    /// Ready to follow objects past all zones and lines of the plan.
    #[must_use]
    pub fn new(plan: &'p Plan, limits: Limits) -> Self {
        Watch {
            zones: plan.zones.iter().map(|(name, region)| WatchedZone::new(plan, name, region)).collect(),
            lines: plan.lines.iter().map(|(name, line)| WatchedLine::new(plan, name, line)).collect(),
            order: Order::new(i64::from(limits.late_seconds) * 1000),
            limits,
            sources: Vec::new(),
            tracks: BTreeMap::new(),
            screening: Screening::default(),
        }
    }

    /// Takes one fix from a source, such as a file.
    pub fn push(&mut self, mut fix: Fix, source: &str) {
        self.screening.fixes += 1;
        if fix.error_metres == 0 {
            fix.error_metres = self.limits.error_metres;
        }
        let source = self.number_of(source);
        let released = self.order.push(Sighting { fix, source });
        self.take(released);
    }

    /// Closes every presence; the passages in order.
    #[must_use]
    pub fn finish(mut self) -> Screening {
        let order = std::mem::replace(&mut self.order, Order::new(0));
        let released = order.finish();
        self.take(released);
        self.screening.objects = self.tracks.len() as u64;
        for track in std::mem::take(&mut self.tracks).into_values() {
            let source = self.source(track.last.source);
            for (zone, state) in self.zones.iter().zip(track.zones) {
                state.close(zone, &track.last.fix, &source, &mut self.screening.passages);
            }
        }
        self.screening.passages.sort_by(|one, other| in_order(one).cmp(&in_order(other)));
        self.screening
            .set_aside
            .sort_by(|one, other| (&one.source, one.fix.row).cmp(&(&other.source, other.fix.row)));
        self.screening
    }

    fn take(&mut self, released: Released) {
        self.screening.repeats += released.repeats;
        for (sighting, reason) in released.refused {
            let source = self.source(sighting.source);
            self.screening.set_aside.push(order::SetAside { fix: sighting.fix, source, reason });
        }
        for sighting in released.settled {
            self.follow(sighting);
        }
    }

    fn follow(&mut self, sighting: Sighting) {
        let source = self.source(sighting.source);
        let passages = &mut self.screening.passages;
        let Some(track) = self.tracks.get_mut(&sighting.fix.object) else {
            let zones = self.zones.iter().map(|zone| ZoneState::begin(zone, &sighting.fix)).collect();
            let lines = self.lines.iter().map(|line| LineState::begin(line, &sighting.fix)).collect();
            let object = sighting.fix.object.clone();
            self.tracks.insert(object, Track { last: sighting, zones, lines });
            return;
        };
        let step = Step::new(&track.last.fix, &sighting.fix, &self.limits);
        step.breaks(&self.limits, &source, passages);
        for (zone, state) in self.zones.iter().zip(&mut track.zones) {
            state.step(zone, &step, &source, passages);
        }
        for (line, state) in self.lines.iter().zip(&mut track.lines) {
            state.step(line, &step, &source, passages);
        }
        track.last = sighting;
    }

    fn number_of(&mut self, source: &str) -> u32 {
        // The newest file is the likeliest one.
        let known = self.sources.iter().rposition(|known| known == source).unwrap_or_else(|| {
            self.sources.push(source.to_owned());
            self.sources.len() - 1
        });
        u32::try_from(known).unwrap_or(u32::MAX)
    }

    fn source(&self, number: u32) -> String {
        self.sources.get(number as usize).cloned().unwrap_or_default()
    }
}

/// The order of passages: by time; at one instant exits before entries, and what closes a presence last.
fn in_order(passage: &Passage) -> (Instant, &str, u8, Option<&Name>, Option<&Name>, Option<Instant>) {
    let rank = match passage.kind {
        PassageKind::Gap => 0,
        PassageKind::Jump => 1,
        PassageKind::Leave => 2,
        PassageKind::Enter => 3,
        PassageKind::Cross => 4,
        PassageKind::Stay => 5,
    };
    (passage.time, &passage.object, rank, passage.zone.as_ref(), passage.line.as_ref(), passage.from)
}

#[cfg(test)]
mod tests;
