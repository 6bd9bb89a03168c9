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

use armistice_earth::{Position, geodesic};
use armistice_facts::{Certitude, Fix, Height, HeightDatum, Instant, Name, Passage, PassageKind};

use crate::crossing::{LineState, WatchedLine};
use crate::order::{Order, Released, SetAside, Sighting};
use crate::presence::{WatchedZone, ZoneState};
use crate::{Plan, order};

/// Positions lie on a grid of ten-millionths of a degree, so that a point of a way may lie this far beside it.
pub(crate) const GRID_METRES: f64 = 0.02;
/// One nautical mile an hour, in metres a second.
const KNOT: f64 = 1852.0 / 3600.0;

/// When a silence is a gap, a step a jump, and a fix too late.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// Two fixes more than so many seconds apart are a gap.
    pub gap_seconds: f64,
    /// Two fixes with a higher speed than this between them are a jump,
    pub jump_knots: f64,
    /// if they are also more than so many metres apart.
    pub jump_metres: f64,
    /// So many seconds a fix may come after a newer one of its object.
    pub late_seconds: u32,
    /// Bound of the error of a position, for fixes that state none.
    pub error_metres: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            gap_seconds: 600.0,
            jump_knots: 100.0,
            jump_metres: 100.0,
            late_seconds: 3600,
            error_metres: 0,
        }
    }
}

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

/// The way from one fix to the next.
#[derive(Debug)]
pub(crate) struct Step<'s> {
    pub(crate) from: &'s Fix,
    pub(crate) to: &'s Fix,
    pub(crate) metres: f64,
    pub(crate) broken: Option<Break>,
}

/// Why nothing may be interpolated on a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Break {
    Gap,
    Jump,
}

/// A point of the way: a fix, or interpolated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) time: Instant,
    pub(crate) position: Position,
    pub(crate) height_metres: Option<f64>,
    pub(crate) interpolated: bool,
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

impl<'s> Step<'s> {
    fn new(from: &'s Fix, to: &'s Fix, limits: &Limits) -> Self {
        let metres = geodesic::distance(from.position, to.position);
        let mut step = Step { from, to, metres, broken: None };
        step.broken =
            if step.is_jump(limits) { Some(Break::Jump) } else { step.is_gap(limits).then_some(Break::Gap) };
        step
    }

    fn seconds(&self) -> f64 {
        self.to.time.seconds_since(self.from.time)
    }

    fn is_gap(&self, limits: &Limits) -> bool {
        self.seconds() > limits.gap_seconds
    }

    fn is_jump(&self, limits: &Limits) -> bool {
        self.metres > limits.jump_metres && self.metres > limits.jump_knots * KNOT * self.seconds()
    }

    /// The gap and the jump that the step is, if it is one.
    fn breaks(&self, limits: &Limits, source: &str, passages: &mut Vec<Passage>) {
        let found = [(PassageKind::Gap, self.is_gap(limits)), (PassageKind::Jump, self.is_jump(limits))];
        for (kind, _) in found.into_iter().filter(|(_, is_found)| *is_found) {
            let mut passage = Moment::of(self.to).passage(kind, &self.to.object, source);
            passage.margin_m = self.metres;
            passage.certainty = Certitude::Certain;
            (passage.from, passage.to) = (Some(self.from.time), Some(self.to.time));
            passages.push(passage);
        }
    }

    /// How far height and place together can have moved on the step; nothing bounds it where a height is unknown.
    pub(crate) fn reach(&self, uses_height: bool) -> f64 {
        match (uses_height, height_metres(self.from), height_metres(self.to)) {
            (false, ..) => self.metres,
            (true, Some(from), Some(to)) => self.metres + (to - from).abs(),
            (true, ..) => f64::INFINITY,
        }
    }

    /// The point of the way at a fraction of it.
    pub(crate) fn at(&self, fraction: f64) -> Moment {
        #[expect(clippy::cast_possible_truncation, reason = "a fraction of a step between two instants")]
        let millis = (self.seconds() * 1000.0 * fraction).round() as i64;
        let heights = height_metres(self.from).zip(height_metres(self.to));
        Moment {
            time: self.from.time.plus_millis(millis),
            position: geodesic::along(self.from.position, self.to.position, fraction),
            height_metres: heights.map(|(from, to)| from + (to - from) * fraction),
            interpolated: true,
        }
    }

    /// The larger of the two errors.
    pub(crate) fn error_metres(&self) -> f64 {
        f64::from(self.from.error_metres.max(self.to.error_metres))
    }
}

impl Moment {
    pub(crate) fn of(fix: &Fix) -> Self {
        Moment {
            time: fix.time,
            position: fix.position,
            height_metres: height_metres(fix),
            interpolated: false,
        }
    }

    /// A passage at this moment; undetermined until more is known.
    pub(crate) fn passage(&self, kind: PassageKind, object: &str, source: &str) -> Passage {
        Passage {
            kind,
            object: object.to_owned(),
            zone: None,
            line: None,
            norm: None,
            time: self.time,
            interpolated: self.interpolated,
            position: self.position,
            height_m: self.height_metres,
            margin_m: 0.0,
            certainty: Certitude::Undetermined,
            direction: None,
            from: None,
            to: None,
            fixes: None,
            source: source.to_owned(),
        }
    }
}

fn height_metres(fix: &Fix) -> Option<f64> {
    fix.height.and_then(comparable_metres)
}

/// A height that can be compared with bounds above mean sea level, in metres. A pressure altitude differs from a
/// height by the weather, one above ground by the ground: neither says which side of a bound it is on.
#[expect(clippy::cast_precision_loss, reason = "a height in millimetres stays far below 2^53")]
pub(crate) fn comparable_metres(height: Height) -> Option<f64> {
    match height.datum {
        HeightDatum::Amsl | HeightDatum::Ellipsoid => Some(height.millimetres as f64 / 1000.0),
        HeightDatum::Agl | HeightDatum::Barometric => None,
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
