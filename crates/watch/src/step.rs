//! The way of an object from one fix to the next: its points, and why nothing may be interpolated on it.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use armistice_earth::{Position, geodesic};
use armistice_facts::{Certitude, Fix, Height, HeightDatum, Instant, Passage, PassageKind};

/// Positions lie on a grid of ten-millionths of a degree, so that a point of a way may lie this far beside it.
pub(crate) const GRID_METRES: f64 = 0.02;
/// One nautical mile an hour, in metres a second.
pub(crate) const KNOT: f64 = 1852.0 / 3600.0;

/// What is worked out on a longer step is only inferred: nobody saw the way.
const LONG_METRES: f64 = 20_000.0;

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
    /// A zone is looked at only while it is in force ([`Plan::terms`](crate::Plan::terms)).
    pub only_in_force: bool,
    /// Objects that have a pace of their own, such as that of their class.
    pub paces: Arc<BTreeMap<String, Pace>>,
}

/// How long an object may be silent, and how fast it can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Two fixes more than so many seconds apart are a gap.
    pub gap_seconds: f64,
    /// Two fixes with a higher speed than this between them are a jump.
    pub jump_knots: f64,
}

impl Limits {
    /// The pace of an object.
    pub(crate) fn pace(&self, object: &str) -> Pace {
        let own = if self.paces.is_empty() { None } else { self.paces.get(object) };
        own.copied().unwrap_or(Pace { gap_seconds: self.gap_seconds, jump_knots: self.jump_knots })
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            gap_seconds: 600.0,
            jump_knots: 100.0,
            jump_metres: 100.0,
            late_seconds: 3600,
            error_metres: 0,
            only_in_force: false,
            paces: Arc::default(),
        }
    }
}

/// The way from one fix to the next.
#[derive(Debug)]
pub(crate) struct Step<'s> {
    pub(crate) from: &'s Fix,
    pub(crate) to: &'s Fix,
    /// It is not longer than this.
    pub(crate) at_most_metres: f64,
    /// The true length, once it was asked for: it costs far more than the bound.
    metres: OnceCell<f64>,
    course: OnceCell<Course>,
    pub(crate) broken: Option<Break>,
    pace: Pace,
}

/// A geodesic of which several points are asked for, as [`geodesic::along`] tells each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Course {
    from: Position,
    azimuth_degrees: f64,
    pub(crate) metres: f64,
}

impl Course {
    pub(crate) fn of(from: Position, to: Position) -> Self {
        let degrees = |position: Position| geodesic::Degrees { lon: position.lon(), lat: position.lat() };
        let (azimuth_degrees, metres) = geodesic::bearing_and_distance(degrees(from), degrees(to));
        Course { from, azimuth_degrees, metres }
    }

    pub(crate) fn at(&self, fraction: f64) -> Position {
        geodesic::destination(self.from, self.azimuth_degrees, self.metres * fraction)
    }
}

/// Why nothing may be interpolated on a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Break {
    Gap,
    Jump,
}

/// Which heights bound a zone, and so which of them matter on a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bounds {
    /// None.
    Flat,
    /// Some above the sea.
    Sea,
    /// Some above the ground, and none above the sea.
    Ground,
}

/// A point of the way: a fix, or interpolated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) time: Instant,
    pub(crate) position: Position,
    /// Above the sea.
    pub(crate) height_metres: Option<f64>,
    /// Above the ground.
    pub(crate) ground_metres: Option<f64>,
    pub(crate) interpolated: bool,
    /// Worked out on a step of more than 20 km.
    pub(crate) inferred: bool,
}

impl<'s> Step<'s> {
    pub(crate) fn new(from: &'s Fix, to: &'s Fix, limits: &Limits) -> Self {
        let at_most_metres = at_most(from.position, to.position);
        let pace = limits.pace(&to.object);
        let (metres, course) = (OnceCell::new(), OnceCell::new());
        let mut step = Step { from, to, at_most_metres, metres, course, broken: None, pace };
        step.broken =
            if step.is_jump(limits) { Some(Break::Jump) } else { step.is_gap().then_some(Break::Gap) };
        step
    }

    /// How long it is, along the geodesic.
    pub(crate) fn metres(&self) -> f64 {
        *self.metres.get_or_init(|| geodesic::distance(self.from.position, self.to.position))
    }

    fn seconds(&self) -> f64 {
        self.to.time.seconds_since(self.from.time)
    }

    fn is_gap(&self) -> bool {
        self.seconds() > self.pace.gap_seconds
    }

    fn is_long(&self) -> bool {
        self.at_most_metres > LONG_METRES && self.metres() > LONG_METRES
    }

    /// Between which instants something was met that lies at least so far from both ends, at the greatest speed of the object.
    /// Nothing is said where a jump stands in between.
    pub(crate) fn between(&self, start_metres: f64, end_metres: f64) -> Option<(Instant, Instant)> {
        let millis = |metres: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "no way on the earth takes so long")]
            let millis = (metres.max(0.0) / (self.pace.jump_knots * KNOT) * 1000.0).floor() as i64;
            millis
        };
        let earliest = self.from.time.plus_millis(millis(start_metres));
        let latest = self.to.time.plus_millis(-millis(end_metres));
        (self.broken == Some(Break::Gap) && earliest <= latest).then_some((earliest, latest))
    }

    fn is_jump(&self, limits: &Limits) -> bool {
        let least = limits.jump_metres.max(self.pace.jump_knots * KNOT * self.seconds());
        self.at_most_metres > least && self.metres() > least
    }

    /// The gap and the jump that the step is, if it is one.
    pub(crate) fn breaks(&self, limits: &Limits, source: &str, passages: &mut Vec<Passage>) {
        let found = [(PassageKind::Gap, self.is_gap()), (PassageKind::Jump, self.is_jump(limits))];
        for (kind, _) in found.into_iter().filter(|(_, is_found)| *is_found) {
            let mut passage = Moment::of(self.to).passage(kind, &self.to.object, source);
            passage.margin_m = self.metres();
            passage.certainty = Certitude::Certain;
            (passage.from, passage.to) = (Some(self.from.time), Some(self.to.time));
            passages.push(passage);
        }
    }

    /// How far height and place together can have moved on the step; nothing bounds it where a height is unknown.
    pub(crate) fn reach(&self, bounds: Bounds) -> f64 {
        self.metres() + self.climb(bounds)
    }

    /// The same or more, at little cost.
    pub(crate) fn reach_at_most(&self, bounds: Bounds) -> f64 {
        self.at_most_metres + self.climb(bounds)
    }

    fn climb(&self, bounds: Bounds) -> f64 {
        Moment::of(self.from).climb(&Moment::of(self.to), bounds)
    }

    /// The point of the way at a fraction of it.
    pub(crate) fn at(&self, fraction: f64) -> Moment {
        #[expect(clippy::cast_possible_truncation, reason = "a fraction of a step between two instants")]
        let millis = (self.seconds() * 1000.0 * fraction).round() as i64;
        let (from, to) = (Moment::of(self.from), Moment::of(self.to));
        Moment {
            time: self.from.time.plus_millis(millis),
            position: self.along(fraction),
            height_metres: between(from.height_metres, to.height_metres, fraction),
            ground_metres: between(from.ground_metres, to.ground_metres, fraction),
            interpolated: true,
            inferred: self.is_long(),
        }
    }

    fn along(&self, fraction: f64) -> Position {
        self.course.get_or_init(|| Course::of(self.from.position, self.to.position)).at(fraction)
    }

    /// The fix that would have been told at an instant of the way, if nothing breaks it. A height is known where both ends
    /// tell one above the same datum.
    pub(crate) fn fix_at(&self, time: Instant) -> Fix {
        #[expect(clippy::cast_precision_loss, reason = "an hour has fewer milliseconds than 2^53")]
        let millis = |from: Instant, to: Instant| (to.millis() - from.millis()) as f64;
        let share = millis(self.from.time, time) / millis(self.from.time, self.to.time).max(1.0);
        let height = match (self.from.height, self.to.height) {
            (Some(from), Some(to)) if from.datum == to.datum => {
                #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "as above")]
                let risen = ((to.millimetres - from.millimetres) as f64 * share).round() as i64;
                Some(Height { millimetres: from.millimetres + risen, ..from })
            }
            _ => None,
        };
        let position = geodesic::along(self.from.position, self.to.position, share);
        let error_metres = self.from.error_metres.max(self.to.error_metres);
        Fix { time, position, height, error_metres, speed_mm_s: None, ..self.to.clone() }
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
            height_metres: fix.height.and_then(comparable_metres),
            ground_metres: fix.height.and_then(ground_metres),
            interpolated: false,
            inferred: false,
        }
    }

    /// The moment at a fraction of the way to another.
    pub(crate) fn towards(&self, to: &Moment, fraction: f64) -> Moment {
        if fraction <= 0.0 {
            return *self;
        }
        if fraction >= 1.0 {
            return *to;
        }
        #[expect(clippy::cast_possible_truncation, reason = "a fraction of a step between two instants")]
        let millis = (to.time.seconds_since(self.time) * 1000.0 * fraction).round() as i64;
        Moment {
            time: self.time.plus_millis(millis),
            position: geodesic::along(self.position, to.position, fraction),
            height_metres: between(self.height_metres, to.height_metres, fraction),
            ground_metres: between(self.ground_metres, to.ground_metres, fraction),
            interpolated: true,
            inferred: self.inferred
                || to.inferred
                || geodesic::distance(self.position, to.position) > LONG_METRES,
        }
    }

    /// How far height and place together may move on the way to another; nothing bounds it where a height is unknown.
    pub(crate) fn reach_at_most(&self, to: &Moment, bounds: Bounds) -> f64 {
        at_most(self.position, to.position) + self.climb(to, bounds)
    }

    /// How far the height can have moved on the way to another, where it matters.
    fn climb(&self, to: &Moment, bounds: Bounds) -> f64 {
        let above_sea = self.height_metres.zip(to.height_metres);
        let heights = match bounds {
            Bounds::Flat => return 0.0,
            Bounds::Sea => above_sea,
            Bounds::Ground => self.ground_metres.zip(to.ground_metres).or(above_sea),
        };
        heights.map_or(f64::INFINITY, |(from, to)| (to - from).abs())
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
            deepest: None,
            height_unknown: false,
            inferred: self.inferred,
            not_before: None,
            not_after: None,
            certainty: Certitude::Undetermined,
            direction: None,
            from: None,
            to: None,
            fixes: None,
            source: source.to_owned(),
        }
    }
}

/// A bound of the distance between two positions: the length of the way that is straight in longitude and latitude, with
/// the greatest radius of curvature of the ellipsoid, that at the poles, and the widest parallel on the way. Less than 1.1 %
/// above the length of that way; the few nanometres that the arithmetic may lose are added.
pub(crate) fn at_most(from: Position, to: Position) -> f64 {
    at_most_e7((from.lon_e7(), from.lat_e7()), (to.lon_e7(), to.lat_e7()))
}

/// The same of positions in ten-millionths of a degree, longitude first. Without a branch and without a call, so that many are
/// worked out at once; to the last bit the same whether they are or not.
#[inline]
pub(crate) fn at_most_e7(from: (i32, i32), to: (i32, i32)) -> f64 {
    const GREATEST_RADIUS: f64 = 6_399_593.626;
    /// Of a ten-millionth of a degree.
    const RADIANS: f64 = std::f64::consts::PI / 1.8e9;
    const ROUND: f64 = 3.6e9;
    let ((lon_a, lat_a), (lon_b, lat_b)) =
        ((f64::from(from.0), f64::from(from.1)), (f64::from(to.0), f64::from(to.1)));
    let north = lat_b - lat_a;
    let east = (lon_b - lon_a).abs();
    let east = if east > ROUND / 2.0 { ROUND - east } else { east };
    let (low, high) = (lat_a.abs(), lat_b.abs());
    let nearer = if low < high { low } else { high };
    let nearest_equator = if lat_a * lat_b > 0.0 { nearer * RADIANS } else { 0.0 };
    let east = east * cosine_at_most(nearest_equator);
    GREATEST_RADIUS * RADIANS * (north * north + east * east).sqrt() * (1.0 + 1e-9) + 1e-6
}

/// A bound of the cosine of an angle of no more than a quarter turn: its series, which ends here with a term that is added. Less
/// than 1e-8 above it.
#[inline]
fn cosine_at_most(radians: f64) -> f64 {
    let x = radians * radians;
    let tail = x * (1.0 / 40_320.0 - x * (1.0 / 3_628_800.0 - x / 479_001_600.0));
    1.0 - x * (1.0 / 2.0 - x * (1.0 / 24.0 - x * (1.0 / 720.0 - tail)))
}

/// A height at a fraction of the way from one to another.
fn between(from: Option<f64>, to: Option<f64>, fraction: f64) -> Option<f64> {
    from.zip(to).map(|(from, to)| from + (to - from) * fraction)
}

/// A height that can be compared with bounds above mean sea level, in metres. A pressure altitude differs from a
/// height by the weather, one above ground by the ground: neither says which side of such a bound it is on.
pub(crate) fn comparable_metres(height: Height) -> Option<f64> {
    match height.datum {
        HeightDatum::Amsl | HeightDatum::Ellipsoid => Some(metres(height)),
        HeightDatum::Agl | HeightDatum::Barometric => None,
    }
}

/// A height that can be compared with bounds above the ground, in metres, whatever the ground.
pub(crate) fn ground_metres(height: Height) -> Option<f64> {
    (height.datum == HeightDatum::Agl).then(|| metres(height))
}

#[expect(clippy::cast_precision_loss, reason = "a height in millimetres stays far below 2^53")]
fn metres(height: Height) -> f64 {
    height.millimetres as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::at;

    proptest! {
        #[test]
        fn the_bound_is_one_and_close(lon in -180.0..180.0_f64, lat in -90.0..90.0_f64, east in -1.0..1.0_f64, north in -1.0..1.0_f64, size in 0..7_i32) {
            let size = 180.0 * 0.1_f64.powi(size);
            let lon_to = lon + east * size;
            let to = at(lon_to - 360.0 * (lon_to / 360.0).round(), (lat + north * size).clamp(-90.0, 90.0));
            let from = at(lon, lat);
            let (bound, metres) = (at_most(from, to), geodesic::distance(from, to));
            prop_assert!(metres <= bound, "{} {}", metres, bound);
            let is_short = metres < 10_000.0 && lat.abs() < 70.0 && to.lat().abs() < 70.0;
            prop_assert!(!is_short || bound < metres * 1.02 + 0.01, "{} {}", metres, bound);
        }
    }
}
