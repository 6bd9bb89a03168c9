//! Whether all positions of a box lie far from every zone and line.

use armistice_earth::Position;

use crate::Plan;
use crate::accuracy::worst_accuracy_metres;
use crate::ball;
use crate::step::at_most;

/// Positions so far from everything concern nothing, whatever their errors: those stay far below.
const FAR_METRES: f64 = 10_000.0;

impl Plan {
    /// Whether every position of a box (west, south, east, north, in degrees) is more than ten kilometres from every zone
    /// and line. Nothing is far from a zone without end, and no box that is none is far from anything.
    #[must_use]
    pub fn is_far_from(&self, [west, south, east, north]: [f64; 4]) -> bool {
        let corner = |lon, lat| Position::new(lon, lat).ok();
        let centre = corner(f64::midpoint(west, east), f64::midpoint(south, north));
        let (Some(centre), Some(low), Some(high)) = (centre, corner(west, south), corner(east, north)) else {
            return false;
        };
        if west > east || south > north {
            return false;
        }
        // The widest parallel of the box, so that the bound holds for each of its points.
        let widest = if low.lat() * high.lat() <= 0.0 { 0.0 } else { low.lat().abs().min(high.lat().abs()) };
        let (Some(from), Some(to)) = (corner(centre.lon(), widest), corner(high.lon(), widest)) else {
            return false;
        };
        let half_width = at_most(from, to);
        let reach = half_width.hypot(at_most(centre, Position::new(centre.lon(), north).unwrap_or(high)));
        let is_far = |name, accuracy: f64| {
            let outside = self.balls.get(name).and_then(|balls| ball::outside_by(balls, centre));
            outside.is_some_and(|metres| metres > reach + accuracy + FAR_METRES)
        };
        self.zones.iter().all(|(name, region)| is_far(name, worst_accuracy_metres(region)))
            && self.lines.iter().all(|(name, line)| is_far(name, line.accuracy_metres()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing;

    proptest! {
        #[test]
        fn no_position_of_a_box_that_is_far_is_near(
            west in -3.0..3.0_f64, south in -3.0..3.0_f64, width in 0.0..2.0_f64, height in 0.0..2.0_f64,
            across in 0.0..=1.0_f64, up in 0.0..=1.0_f64,
        ) {
            let plan = testing::square_and_line();
            if plan.is_far_from([west, south, west + width, south + height]) {
                let position = testing::at(west + width * across, south + height * up);
                for region in plan.zones.values() {
                    let located = region.locate(position, None, 0.0);
                    prop_assert!(located.margin_metres < -FAR_METRES, "{}", located.margin_metres);
                }
                for line in plan.lines.values() {
                    prop_assert!(line.nearest(position).distance_metres > FAR_METRES);
                }
            }
        }
    }

    #[test]
    fn what_is_no_box_is_far_from_nothing() {
        let plan = testing::square_and_line();
        assert!(plan.is_far_from([20.0, 20.0, 21.0, 21.0]));
        assert!(!plan.is_far_from([-20.0, -20.0, 21.0, 21.0]));
        assert!(!plan.is_far_from([21.0, 20.0, 20.0, 21.0]));
        assert!(!plan.is_far_from([f64::NAN, 20.0, 21.0, 21.0]));
        assert!(!plan.is_far_from([20.0, 20.0, 210.0, 21.0]));
        assert!(!plan.is_far_from([-180.0, -90.0, 180.0, 90.0]));
    }
}
