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

use std::collections::BTreeSet;

use armistice_facts::{Fix, Instant, Name, Passage, PassageKind};

use crate::clearing::Clearing;
use crate::crossing::{LineState, WatchedLine};
use crate::order::{Order, Released, SetAside, Sighting};
use crate::presence::{WatchedZone, ZoneState};
use crate::step::{Limits, Step};
use crate::{Plan, order};

/// So many steps must have had to be looked at before an index of the zones is worth its making, which takes some
/// milliseconds for polygons and some seconds for long strips.
const WORTH_AN_INDEX: u64 = 10_000;

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
    /// By the number of the object.
    tracks: Vec<Option<Track>>,
    /// Objects that sight was lost of; some came back.
    lost: BTreeSet<String>,
    plan: &'p Plan,
    clearing: Option<Clearing>,
    /// Steps to be looked at before there is a clearing.
    before_clearing: u64,
    screening: Screening,
}

/// What is known of one object.
#[derive(Debug)]
struct Track {
    last: Sighting,
    zones: Vec<ZoneState>,
    lines: Vec<LineState>,
    /// So far it may move before any zone or line has to be looked at,
    calm_metres: f64,
    /// and so far it moved since one was.
    drifted_metres: f64,
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
            zones: (0..)
                .zip(&plan.zones)
                .map(|(place, (name, region))| WatchedZone::new(plan, place, name, region))
                .collect(),
            lines: plan.lines.iter().map(|(name, line)| WatchedLine::new(plan, name, line)).collect(),
            order: Order::new(i64::from(limits.late_seconds) * 1000),
            limits,
            sources: Vec::new(),
            tracks: Vec::new(),
            lost: BTreeSet::new(),
            plan,
            clearing: None,
            before_clearing: WORTH_AN_INDEX,
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
        let mut released = Released::default();
        self.order.push(Sighting { fix, source }, &mut released);
        self.take(released);
    }

    /// Fixes of an object are left out from here on: the next one that comes stands apart from those before, and nothing
    /// is told of the way between.
    pub fn lose_sight(&mut self, object: &str) {
        let mut released = Released::default();
        let number = self.order.release(object, &mut released);
        self.take(released);
        let lost = number.and_then(|number| self.tracks.get_mut(number as usize)).and_then(Option::take);
        if let Some(track) = lost {
            self.lost.insert(object.to_owned());
            self.close(track);
        }
    }

    /// Closes every presence; the passages in order.
    #[must_use]
    pub fn finish(mut self) -> Screening {
        let order = std::mem::replace(&mut self.order, Order::new(0));
        let released = order.finish();
        self.take(released);
        for track in std::mem::take(&mut self.tracks).into_iter().flatten() {
            self.lost.remove(&track.last.fix.object);
            self.screening.objects += 1;
            self.close(track);
        }
        self.screening.objects += self.lost.len() as u64;
        self.screening.passages.sort_by(|one, other| in_order(one).cmp(&in_order(other)));
        self.screening
            .set_aside
            .sort_by(|one, other| (&one.source, one.fix.row).cmp(&(&other.source, other.fix.row)));
        self.screening
    }

    /// Ends a track.
    fn close(&mut self, track: Track) {
        let source = source(&self.sources, track.last.source);
        for (zone, state) in self.zones.iter().zip(track.zones) {
            state.close(zone, &track.last.fix, source, &mut self.screening.passages);
        }
    }

    fn take(&mut self, released: Released) {
        self.screening.repeats += released.repeats;
        for (sighting, reason) in released.refused {
            let source = source(&self.sources, sighting.source).to_owned();
            self.screening.set_aside.push(order::SetAside { fix: sighting.fix, source, reason });
        }
        for (object, sighting) in released.settled {
            self.follow(object as usize, sighting);
        }
    }

    fn follow(&mut self, object: usize, sighting: Sighting) {
        if self.tracks.len() <= object {
            self.tracks.resize_with(object + 1, || None);
        }
        let Some(place) = self.tracks.get_mut(object) else { return };
        let Some(track) = place else {
            let zones = self.zones.iter().map(|zone| ZoneState::begin(zone, &sighting.fix)).collect();
            let lines = self.lines.iter().map(|line| LineState::begin(line, &sighting.fix)).collect();
            *place = Some(Track { last: sighting, zones, lines, calm_metres: 0.0, drifted_metres: 0.0 });
            return;
        };
        let step = Step::new(&track.last.fix, &sighting.fix, &self.limits);
        let reached = track.drifted_metres + step.at_most_metres;
        if step.broken.is_none() && track.calm_metres - reached > f64::from(sighting.fix.error_metres) {
            track.drifted_metres = reached;
            track.last = sighting;
            return;
        }
        if self.before_clearing > 0 {
            self.before_clearing -= 1;
            if self.before_clearing == 0 {
                self.clearing = Clearing::over(self.plan);
            }
        }
        let clear = self.clearing.as_ref().and_then(|clearing| clearing.about(sighting.fix.position));
        let drifted = std::mem::take(&mut track.drifted_metres);
        let source = source(&self.sources, sighting.source);
        let passages = &mut self.screening.passages;
        step.breaks(&self.limits, source, passages);
        track.calm_metres = f64::INFINITY;
        for (zone, state) in self.zones.iter().zip(&mut track.zones) {
            state.drift(drifted);
            state.step(zone, &step, clear, source, passages);
            track.calm_metres = track.calm_metres.min(state.calm_metres(zone));
        }
        for (line, state) in self.lines.iter().zip(&mut track.lines) {
            state.drift(drifted);
            state.step(line, &step, source, passages);
            track.calm_metres = track.calm_metres.min(state.calm_metres(line));
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
}

/// The name of a source by its number.
fn source(sources: &[String], number: u32) -> &str {
    sources.get(number as usize).map_or("", String::as_str)
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
