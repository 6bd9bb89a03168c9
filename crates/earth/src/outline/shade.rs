//! A region within a window, asked about corner by corner, and how long things are on the ground there.

use crate::edge::Corner;
use crate::frame::position;
use crate::{Frame, Region, Sight};

/// Metres of one ten-millionth of a degree of a meridian at 45°, for proportions only.
const METRES_OF_E7: f64 = 0.011_113;
/// A place of the boundary is found when what is inside and what is outside are so near, in ten-millionths.
const NEAR_ENOUGH_E7: i64 = 1;
/// Enough to halve the girth of the earth down to one ten-millionth of a degree, three times over.
const MOST_STEPS: u32 = 100;

/// The part of a region that lies within a window.
pub(super) struct Shade<'r> {
    pub(super) region: &'r Region,
    pub(super) window: Frame,
}

impl Shade<'_> {
    pub(super) fn holds(&self, corner: Corner) -> bool {
        let told = || self.region.surely_contains(&Sight::of(position(corner)), None);
        let told = self.window.holds(corner).then(told).flatten();
        told.unwrap_or_else(|| self.level(corner) >= 0.0)
    }

    /// Positive inside, negative outside; the size says how far only roughly.
    fn level(&self, corner: Corner) -> f64 {
        if self.window.holds(corner) { self.region.level(position(corner)) } else { -f64::from(u16::MAX) }
    }

    /// The last corner inside on the way to one outside, by the rule of false position; where that is slow, by halving.
    pub(super) fn boundary(&self, inside: Corner, outside: Corner) -> Corner {
        let (mut inner, mut outer) = (inside, outside);
        let (mut high, mut low) = (self.level(inner), self.level(outer));
        // Which end moved last: the weight of the end that stays is halved, or it would stay for ever.
        let mut moved_inner = None;
        for step in 0..MOST_STEPS {
            if (inner.lon - outer.lon).abs().max((inner.lat - outer.lat).abs()) <= NEAR_ENOUGH_E7 {
                break;
            }
            let share = if step % 3 == 2 || high - low <= 0.0 { 0.5 } else { high / (high - low) };
            let between = between(inner, outer, share.clamp(0.001, 0.999));
            let level = self.level(between);
            if level >= 0.0 {
                if moved_inner == Some(true) {
                    low /= 2.0;
                }
                (inner, high, moved_inner) = (between, level, Some(true));
            } else {
                if moved_inner == Some(false) {
                    high /= 2.0;
                }
                (outer, low, moved_inner) = (between, level, Some(false));
            }
        }
        inner
    }
}

/// The corner at a share of the way, but neither end.
#[expect(clippy::cast_possible_truncation, reason = "a share of a way in ten-millionths of a degree")]
#[expect(clippy::cast_precision_loss, reason = "ten-millionths of a degree stay far below 2^53")]
fn between(from: Corner, to: Corner, share: f64) -> Corner {
    let part = |from: i64, to: i64| {
        let way = to - from;
        let whole = (way as f64 * share).round() as i64;
        from + if way.abs() < 2 { whole } else { whole.clamp(way.min(0) + 1, way.max(0) - 1) }
    };
    Corner { lon: part(from.lon, to.lon), lat: part(from.lat, to.lat) }
}

/// How many metres a step east and a step north of one ten-millionth of a degree are, near a latitude.
#[expect(clippy::cast_precision_loss, reason = "ten-millionths of a degree stay far below 2^53")]
pub(super) fn scale(lat: i64) -> (f64, f64) {
    let lat = (lat as f64 / 1e7).to_radians();
    (METRES_OF_E7 * lat.cos().max(1e-4), METRES_OF_E7)
}
