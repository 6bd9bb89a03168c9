//! One object from fix to fix past all zones and lines: what batch and live follow with alike.

use armistice_facts::{Instant, Name, Passage};

use crate::Plan;
use crate::clearing::Clearing;
use crate::crossing::{LineState, WatchedLine};
use crate::order::Sighting;
use crate::presence::{WatchedZone, ZoneState};
use crate::step::{Limits, Step};

/// So many steps must have had to be looked at before an index of the zones is worth its making, which takes some
/// milliseconds for polygons and some seconds for long strips.
const WORTH_AN_INDEX: u64 = 10_000;

/// The zones and lines that objects are followed past.
#[derive(Debug)]
pub(crate) struct Watched<'p> {
    zones: Vec<WatchedZone<'p>>,
    lines: Vec<WatchedLine<'p>>,
    pub(crate) limits: Limits,
    plan: &'p Plan,
    clearing: Option<Clearing>,
    /// Steps to be looked at before there is a clearing.
    pub(crate) before_clearing: u64,
}

/// What is known of one object.
#[derive(Debug, Clone)]
pub(crate) struct Track {
    pub(crate) last: Sighting,
    zones: Vec<ZoneState>,
    lines: Vec<LineState>,
    /// So far it may move before any zone or line has to be looked at,
    calm_metres: f64,
    /// and so far it moved since one was.
    drifted_metres: f64,
}

impl<'p> Watched<'p> {
    pub(crate) fn new(plan: &'p Plan, limits: Limits) -> Self {
        Watched {
            zones: (0..)
                .zip(&plan.zones)
                .map(|(place, (name, region))| WatchedZone::new(plan, place, name, region))
                .collect(),
            lines: plan.lines.iter().map(|(name, line)| WatchedLine::new(plan, name, line)).collect(),
            limits,
            plan,
            clearing: None,
            before_clearing: WORTH_AN_INDEX,
        }
    }

    /// One more step had to be looked at.
    fn count_step(&mut self) {
        if self.before_clearing > 0 {
            self.before_clearing -= 1;
            if self.before_clearing == 0 {
                self.clearing = Clearing::over(self.plan);
            }
        }
    }
}

impl Track {
    /// The track of an object that is seen for the first time.
    pub(crate) fn begin(watched: &Watched<'_>, sighting: Sighting) -> Self {
        let zones = watched.zones.iter().map(|zone| ZoneState::begin(zone, &sighting.fix)).collect();
        let lines = watched.lines.iter().map(|line| LineState::begin(line, &sighting.fix)).collect();
        Track { last: sighting, zones, lines, calm_metres: 0.0, drifted_metres: 0.0 }
    }

    /// Goes on to the next fix; whether the way to it is one, and no silence or jump.
    pub(crate) fn follow(
        &mut self,
        watched: &mut Watched<'_>,
        sighting: Sighting,
        source: &str,
        passages: &mut Vec<Passage>,
    ) -> bool {
        let step = Step::new(&self.last.fix, &sighting.fix, &watched.limits);
        let is_whole = step.broken.is_none();
        let reached = self.drifted_metres + step.at_most_metres;
        if is_whole && self.calm_metres - reached > f64::from(sighting.fix.error_metres) {
            self.drifted_metres = reached;
            self.last = sighting;
            return is_whole;
        }
        watched.count_step();
        let clear = watched.clearing.as_ref().and_then(|clearing| clearing.about(sighting.fix.position));
        let drifted = std::mem::take(&mut self.drifted_metres);
        step.breaks(&watched.limits, source, passages);
        self.calm_metres = f64::INFINITY;
        for (zone, state) in watched.zones.iter().zip(&mut self.zones) {
            state.drift(drifted);
            state.step(zone, &step, clear, source, passages);
            self.calm_metres = self.calm_metres.min(state.calm_metres(zone));
        }
        for (line, state) in watched.lines.iter().zip(&mut self.lines) {
            state.drift(drifted);
            state.step(line, &step, source, passages);
            self.calm_metres = self.calm_metres.min(state.calm_metres(line));
        }
        self.last = sighting;
        is_whole
    }

    /// The zones that it is in, and since which fix.
    pub(crate) fn presences(&self, watched: &Watched<'_>) -> Vec<(Name, Instant)> {
        let zones = watched.zones.iter().zip(&self.zones);
        zones.filter_map(|(zone, state)| Some((zone.name().clone(), state.since()?))).collect()
    }

    /// Closes every presence.
    pub(crate) fn close(self, watched: &Watched<'_>, source: &str, passages: &mut Vec<Passage>) {
        for (zone, state) in watched.zones.iter().zip(self.zones) {
            state.close(zone, &self.last.fix, source, passages);
        }
    }

    /// The first passage, by its place in the list, that a later fix may still make certain.
    pub(crate) fn first_open(&self) -> Option<usize> {
        let zones = self.zones.iter().flat_map(ZoneState::open);
        zones.chain(self.lines.iter().filter_map(LineState::open)).min()
    }

    /// So many passages were taken off the front of the list.
    pub(crate) fn shift(&mut self, by: usize) {
        self.zones.iter_mut().for_each(|zone| zone.shift(by));
        self.lines.iter_mut().for_each(|line| line.shift(by));
    }
}
