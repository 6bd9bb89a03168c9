//! Whether all positions of a box lie far from every zone and line.

use armistice_earth::Position;

use crate::Plan;
use crate::accuracy::worst_accuracy_metres;
use crate::ball;
use crate::step::at_most;

/// Positions so far from everything concern nothing, whatever their errors: those stay far below. Nor do they lie in a cell that
/// reaches into a zone, so that what was heard of the zone is not told by them: no cell is wider than 16 km.
const FAR_METRES: f64 = 20_000.0;
/// So many parts of a box are looked at. What is not settled by then counts as near.
const MOST_LOOKS: usize = 256;

/// A box in degrees that does not cross the antimeridian.
#[derive(Debug, Clone, Copy)]
struct Part {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Plan {
    /// Whether every position of a box (west, south, east, north, in degrees) is more than twenty kilometres from every zone
    /// and line. Nothing is far from a zone without end, and no box that is none is far from anything. A box that is not far as a
    /// whole is halved, until each part is far or too many were looked at.
    #[must_use]
    pub fn is_far_from(&self, [west, south, east, north]: [f64; 4]) -> bool {
        let (mut parts, mut looks) = (vec![Part { west, south, east, north }], 0);
        while let Some(part) = parts.pop() {
            looks += 1;
            match self.looked_at(part) {
                Look::Far => {}
                Look::Near => return false,
                Look::Unclear if looks >= MOST_LOOKS => return false,
                Look::Unclear => parts.extend(part.halves()),
            }
        }
        true
    }

    fn looked_at(&self, part: Part) -> Look {
        let Some((centre, reach)) = part.disc() else { return Look::Near };
        let mut look = Look::Far;
        let regions = self.zones.iter().map(|(name, region)| (name, worst_accuracy_metres(region)));
        let lines = self.lines.iter().map(|(name, line)| (name, line.accuracy_metres()));
        for (name, accuracy) in regions.chain(lines) {
            let Some(outside) = self.balls.get(name).and_then(|balls| ball::outside_by(balls, centre)) else {
                // Its middle may lie in it: no half of it will do.
                return Look::Near;
            };
            let far = accuracy + FAR_METRES;
            if outside <= far {
                return Look::Near;
            }
            if outside <= reach + far {
                look = Look::Unclear;
            }
        }
        look
    }
}

/// How a part of a box lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// All of it is far from everything.
    Far,
    /// Some of it is not.
    Near,
    /// Its halves may tell.
    Unclear,
}

impl Part {
    /// Its middle, and a bound of how far any of its points is from there; `None` if it is no box.
    fn disc(self) -> Option<(Position, f64)> {
        let Part { west, south, east, north } = self;
        let corner = |lon, lat| Position::new(lon, lat).ok();
        let centre = corner(f64::midpoint(west, east), f64::midpoint(south, north))?;
        let (low, high) = (corner(west, south)?, corner(east, north)?);
        if west > east || south > north {
            return None;
        }
        // The widest parallel of the box, so that the bound holds for each of its points.
        let widest = if low.lat() * high.lat() <= 0.0 { 0.0 } else { low.lat().abs().min(high.lat().abs()) };
        let half_width = at_most(corner(centre.lon(), widest)?, corner(high.lon(), widest)?);
        let half_height = at_most(centre, corner(centre.lon(), north)?);
        Some((centre, half_width.hypot(half_height)))
    }

    /// Halves across the side that is longer in degrees.
    fn halves(self) -> [Part; 2] {
        let (lon, lat) = (f64::midpoint(self.west, self.east), f64::midpoint(self.south, self.north));
        if self.east - self.west > self.north - self.south {
            [Part { east: lon, ..self }, Part { west: lon, ..self }]
        } else {
            [Part { north: lat, ..self }, Part { south: lat, ..self }]
        }
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

    #[test]
    fn a_wide_box_beside_everything_is_far_in_its_parts() {
        let plan = testing::square_and_line();
        // Nearly from pole to pole, west of all: the middle of the box is nearer to it than its corners are. The ball that holds
        // the line reaches 178 km.
        assert!(plan.is_far_from([-60.0, -80.0, -3.0, 80.0]));
        assert!(!plan.is_far_from([-60.0, -80.0, -1.0, 80.0]));
    }
}
