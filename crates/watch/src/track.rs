//! One object from fix to fix past all zones and lines: what batch and live follow with alike.

use std::sync::{Arc, OnceLock};

use armistice_earth::{NearTo, Region, Sight};
use armistice_facts::{Fix, Instant, Name, Passage};

use crate::Plan;
use crate::clearing::{Clear, Clearing};
use crate::crossing::{LineState, WatchedLine};
use crate::force::{is_in_force, next_change};
use crate::mark::Sighting;
use crate::presence::{Walk, ZoneState};
use crate::step::{Limits, Step};
use crate::zone::WatchedZone;

/// So many steps must have had to be looked at before an index of the zones is worth its making, which takes some
/// milliseconds for polygons, and so many more for each strip along a line, which takes half a second.
const WORTH_AN_INDEX: u64 = 10_000;
const WORTH_A_STRIP: u64 = 30_000;

/// What all who follow past the same plan need but once: an index of its zones.
#[derive(Debug, Clone, Default)]
pub struct Shared(Arc<OnceLock<Option<Clearing>>>);

/// The zones and lines that objects are followed past.
#[derive(Debug)]
pub(crate) struct Watched<'p> {
    pub(crate) zones: Vec<WatchedZone<'p>>,
    lines: Vec<WatchedLine<'p>>,
    pub(crate) limits: Limits,
    plan: &'p Plan,
    clearing: Shared,
    /// Steps to be looked at before there is a clearing.
    pub(crate) before_clearing: u64,
    /// Whether some zone is not always in force.
    has_terms: bool,
}

/// What is known of one object.
#[derive(Debug, Clone)]
pub(crate) struct Track {
    pub(crate) last: Sighting,
    /// By zone; nothing while a zone is not in force.
    zones: Vec<Option<ZoneState>>,
    lines: Vec<LineState>,
    /// So far it may move before any zone or line has to be looked at,
    pub(crate) calm_metres: f64,
    /// and so far it moved since one was.
    pub(crate) drifted_metres: f64,
    /// Zones that came into force while it was in them, with the instant, until they are told.
    pub(crate) woken: Vec<Woken>,
}

/// A zone came into force while an object was in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Woken {
    pub(crate) zone: Name,
    pub(crate) time: Instant,
    /// When the object was last heard, by then.
    pub(crate) heard: Instant,
}

impl<'p> Watched<'p> {
    pub(crate) fn new(plan: &'p Plan, limits: Limits, clearing: Shared) -> Self {
        let zones: Vec<_> = (0..)
            .zip(&plan.zones)
            .map(|(place, (name, region))| WatchedZone::new(plan, place, name, region, &limits))
            .collect();
        Watched {
            has_terms: zones.iter().any(|zone| !zone.terms().is_empty()),
            zones,
            lines: plan.lines.iter().map(|(name, line)| WatchedLine::new(plan, name, line)).collect(),
            limits,
            plan,
            clearing,
            before_clearing: WORTH_AN_INDEX + WORTH_A_STRIP * plan.zones.values().map(strips).sum::<u64>(),
        }
    }

    /// One more step has to be looked at, or the first fix of an object; the index of the zones comes once it is worth its making.
    pub(crate) fn count_step(&mut self) {
        self.before_clearing = self.before_clearing.saturating_sub(1);
    }

    fn clear(&self, fix: &Fix) -> Option<Clear<'_>> {
        if self.before_clearing > 0 {
            return None;
        }
        self.clearing.0.get_or_init(|| Clearing::over(self.plan)).as_ref()?.about(fix.position)
    }

    /// The first instant after another at which some zone comes into force or goes out of it, of those that can be told.
    pub(crate) fn next_change(&self, after: Instant) -> Option<Instant> {
        if !self.has_terms {
            return None;
        }
        self.zones
            .iter()
            .filter_map(|zone| next_change(zone.terms(), after, Instant::EPOCH.plus_millis(i64::MAX)))
            .min()
    }

    /// Whether some zone comes into force or goes out of it after one instant, and not after another.
    fn changes(&self, after: Instant, last: Instant) -> bool {
        self.has_terms && self.zones.iter().any(|zone| next_change(zone.terms(), after, last).is_some())
    }
}

impl Track {
    /// The track of an object that is seen for the first time.
    pub(crate) fn begin(watched: &Watched<'_>, sighting: Sighting) -> Self {
        let (clear, sight) = (watched.clear(&sighting.fix), Sight::of(sighting.fix.position));
        let state = |zone: &WatchedZone<'_>| {
            is_in_force(zone.terms(), sighting.fix.time)
                .then(|| ZoneState::begin(zone, &sighting.fix, &sight, clear))
        };
        let zones = watched.zones.iter().map(state).collect();
        let lines = watched.lines.iter().map(|line| LineState::begin(line, &sighting.fix, &sight)).collect();
        Track { last: sighting, zones, lines, calm_metres: 0.0, drifted_metres: 0.0, woken: Vec::new() }
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
        let changes = watched.changes(step.from.time, step.to.time);
        if is_whole && !changes && self.calm_metres - reached > f64::from(sighting.fix.error_metres) {
            self.drifted_metres = reached;
            self.last = sighting;
            return is_whole;
        }
        watched.count_step();
        let (clear, sight) = (watched.clear(&sighting.fix), Sight::of(sighting.fix.position));
        let walk = Walk { step: &step, sight: &sight, clear };
        let drifted = std::mem::take(&mut self.drifted_metres);
        step.breaks(&watched.limits, source, passages);
        self.calm_metres = f64::INFINITY;
        for (zone, place) in watched.zones.iter().zip(&mut self.zones) {
            place.iter_mut().for_each(|state| state.drift(drifted));
            if changes && next_change(zone.terms(), step.from.time, step.to.time).is_some() {
                let limits = &watched.limits;
                *place =
                    through_changes(zone, place.take(), &step, limits, source, passages, &mut self.woken);
            } else if let Some(state) = place {
                state.step(zone, walk, source, passages);
            }
            if let Some(state) = place {
                self.calm_metres = self.calm_metres.min(state.calm_metres(zone));
            }
        }
        for (line, state) in watched.lines.iter().zip(&mut self.lines) {
            state.drift(drifted);
            state.step(line, walk, source, passages);
            self.calm_metres = self.calm_metres.min(state.calm_metres(line));
        }
        self.last = sighting;
        is_whole
    }

    /// The zones that it is in, and since which fix.
    pub(crate) fn presences(&self, watched: &Watched<'_>) -> Vec<(Name, Instant)> {
        let zones = watched.zones.iter().zip(&self.zones);
        zones.filter_map(|(zone, state)| Some((zone.name().clone(), state.as_ref()?.since()?))).collect()
    }

    /// The zones that it may be in or not, for want of a height, and since which fix.
    pub(crate) fn unsure(&self, watched: &Watched<'_>) -> Vec<(Name, Instant)> {
        let zones = watched.zones.iter().zip(&self.zones);
        let since = |(zone, state): (&WatchedZone<'_>, &Option<ZoneState>)| {
            Some((zone.name().clone(), state.as_ref()?.unsure_since()?))
        };
        zones.filter_map(since).collect()
    }

    /// Zones that came into force since the last fix, up to an instant, in which the object was by that fix. Over a longer
    /// silence than a gap nothing is said.
    pub(crate) fn woken_in_silence(&self, watched: &Watched<'_>, until: Instant) -> Vec<Woken> {
        let fix = &self.last.fix;
        let mut woken = Vec::new();
        for zone in watched.zones.iter().filter(|zone| !zone.terms().is_empty()) {
            let mut after = fix.time;
            while let Some(time) = next_change(zone.terms(), after, until) {
                let is_heard = time.seconds_since(fix.time) <= watched.limits.pace(&fix.object).gap_seconds;
                if is_heard && is_in_force(zone.terms(), time) && zone.holds(fix) {
                    woken.push(Woken { zone: zone.name().clone(), time, heard: fix.time });
                }
                after = time;
            }
        }
        woken
    }

    /// Closes every presence.
    pub(crate) fn close(self, watched: &Watched<'_>, source: &str, passages: &mut Vec<Passage>) {
        for (zone, state) in watched.zones.iter().zip(self.zones) {
            if let Some(state) = state {
                state.close(zone, &self.last.fix, source, passages);
            }
        }
    }

    /// The first passage, by its place in the list, that a later fix may still make certain.
    pub(crate) fn first_open(&self) -> Option<usize> {
        let zones = self.zones.iter().flatten().flat_map(ZoneState::open);
        zones.chain(self.lines.iter().filter_map(LineState::open)).min()
    }

    /// So many passages were taken off the front of the list.
    pub(crate) fn shift(&mut self, by: usize) {
        self.zones.iter_mut().flatten().for_each(|zone| zone.shift(by));
        self.lines.iter_mut().for_each(|line| line.shift(by));
    }
}

/// How many strips along lines a region is made of.
fn strips(region: &Region) -> u64 {
    match region {
        Region::And(regions) | Region::Or(regions) => regions.iter().map(strips).sum(),
        Region::Minus(whole, hole) => strips(whole) + strips(hole),
        Region::Near(near) => match &near.of {
            NearTo::Line(_) => 1,
            NearTo::Region(region) => strips(region),
            NearTo::Point { .. } => 0,
        },
        _ => 0,
    }
}

/// One zone on a step during which it comes into force or goes out of it, once or several times: as if the object had been heard
/// at each of those instants. An end closes its presence there, and a beginning finds it inside or outside without an entry.
/// Over a silence or a jump nothing is said of those instants: what ends, ended with the fix before, and what begins, with the
/// fix after.
fn through_changes(
    zone: &WatchedZone<'_>,
    mut state: Option<ZoneState>,
    step: &Step<'_>,
    limits: &Limits,
    source: &str,
    passages: &mut Vec<Passage>,
    woken: &mut Vec<Woken>,
) -> Option<ZoneState> {
    let (mut from, last) = (step.from.clone(), step.to.time);
    if step.broken.is_some() {
        if let Some(state) = state {
            state.close(zone, &from, source, passages);
        }
        let begun = is_in_force(zone.terms(), last).then(|| begun(zone, step.to))?;
        woken.extend(begun.since().map(|time| Woken { zone: zone.name().clone(), time, heard: last }));
        return Some(begun);
    }
    while let Some(time) = next_change(zone.terms(), from.time, last) {
        let is_report = time == last;
        let here = if is_report { step.to.clone() } else { step.fix_at(time) };
        if let Some(mut ending) = state.take() {
            step_alone(&mut ending, zone, &Step::new(&from, &here, limits), source, passages);
            if !is_report {
                ending.uncount();
            }
            ending.close(zone, &here, source, passages);
        }
        if is_in_force(zone.terms(), time) {
            let mut begun = begun(zone, &here);
            let heard = if is_report { time } else { step.from.time };
            woken.extend(begun.since().map(|time| Woken { zone: zone.name().clone(), time, heard }));
            if !is_report {
                begun.uncount();
            }
            state = Some(begun);
        }
        from = here;
    }
    if let Some(state) = &mut state
        && from.time < last
    {
        step_alone(state, zone, &Step::new(&from, step.to, limits), source, passages);
    }
    state
}

fn begun(zone: &WatchedZone<'_>, fix: &Fix) -> ZoneState {
    ZoneState::begin(zone, fix, &Sight::of(fix.position), None)
}

fn step_alone(
    state: &mut ZoneState,
    zone: &WatchedZone<'_>,
    step: &Step<'_>,
    source: &str,
    passages: &mut Vec<Passage>,
) {
    let sight = Sight::of(step.to.position);
    state.step(zone, Walk { step, sight: &sight, clear: None }, source, passages);
}
