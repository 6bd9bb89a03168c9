//! A window in longitude and latitude: what bounds a region, and what a map of it shows.

use crate::Position;
use crate::edge::Corner;
use crate::position::HALF_TURN_E7;

/// The latitude of a pole, in ten-millionths of a degree.
const POLE_E7: i64 = 900_000_000;
/// No degree of a meridian is shorter: 110 574 m at the equator.
const LEAST_METRES_OF_A_DEGREE: f64 = 110_500.0;
/// Nearer to a pole than so many degrees, a circle may hold every meridian.
const ROUND_THE_POLE: f64 = 89.5;

/// A window from a western to an eastern meridian and from a southern to a northern parallel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// From -180° on; the east is at most one turn farther, so that a window can reach over the antimeridian.
    pub(crate) west: i64,
    pub(crate) east: i64,
    pub(crate) south: i64,
    pub(crate) north: i64,
}

impl Frame {
    /// The whole earth.
    pub const EARTH: Frame =
        Frame { west: -HALF_TURN_E7, east: HALF_TURN_E7, south: -POLE_E7, north: POLE_E7 };

    /// From a south-western to a north-eastern corner, eastward, over the antimeridian if need be.
    #[must_use]
    pub fn new(south_west: Position, north_east: Position) -> Frame {
        let (from, to) = (Corner::of(south_west), Corner::of(north_east));
        let east = if to.lon < from.lon { to.lon + 2 * HALF_TURN_E7 } else { to.lon };
        let (south, north) = (from.lat.min(to.lat), from.lat.max(to.lat));
        Frame { west: from.lon, east, south, north }.in_one_turn()
    }

    /// The window that holds corners whose longitudes go on counting; nothing if there are none.
    pub(crate) fn round(corners: impl IntoIterator<Item = Corner>) -> Option<Frame> {
        let mut frame: Option<Frame> = None;
        for Corner { lon, lat } in corners {
            let held = frame.unwrap_or(Frame { west: lon, east: lon, south: lat, north: lat });
            frame = Some(Frame {
                west: held.west.min(lon),
                east: held.east.max(lon),
                south: held.south.min(lat),
                north: held.north.max(lat),
            });
        }
        frame.map(Frame::in_one_turn)
    }

    /// The window that holds a position.
    #[must_use]
    pub fn of(position: Position) -> Frame {
        Frame::new(position, position)
    }

    /// The narrowest window that holds both.
    #[must_use]
    pub fn with(self, other: Frame) -> Frame {
        let turn = 2 * HALF_TURN_E7;
        let hull = |shift: i64| Frame {
            west: self.west.min(other.west + shift),
            east: self.east.max(other.east + shift),
            south: self.south.min(other.south),
            north: self.north.max(other.north),
        };
        let width = |frame: &Frame| frame.east - frame.west;
        let hulls = [hull(0), hull(turn), hull(-turn)];
        hulls.into_iter().min_by_key(width).unwrap_or(Frame::EARTH).in_one_turn()
    }

    /// The window that also holds all that lies within so many metres of it.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "degrees times ten million stay far below 2^53")]
    #[expect(clippy::cast_precision_loss, reason = "ten-millionths of a degree stay far below 2^53")]
    pub fn wider(self, metres: f64) -> Frame {
        let up = metres.max(0.0) / LEAST_METRES_OF_A_DEGREE;
        let e7 = |degrees: f64| (degrees * 1e7).ceil() as i64;
        let south = (self.south - e7(up)).max(-POLE_E7);
        let north = (self.north + e7(up)).min(POLE_E7);
        let farthest = (south.abs().max(north.abs())) as f64 / 1e7;
        if farthest > ROUND_THE_POLE {
            return Frame { south, north, ..Frame::EARTH };
        }
        let aside = e7(up / farthest.to_radians().cos());
        Frame { west: self.west - aside, east: self.east + aside, south, north }.in_one_turn()
    }

    /// Its south-western corner.
    #[must_use]
    pub fn south_west(&self) -> Position {
        position(Corner { lon: self.west, lat: self.south })
    }

    /// Its north-eastern corner; its longitude is less than the western one if the window reaches over the antimeridian.
    #[must_use]
    pub fn north_east(&self) -> Position {
        position(Corner { lon: self.east, lat: self.north })
    }

    /// How far it reaches in longitude and in latitude.
    pub(crate) fn sides(&self) -> (i64, i64) {
        (self.east - self.west, self.north - self.south)
    }

    /// The parts of it on both sides of the antimeridian; one if it does not reach over it.
    pub(crate) fn parts(self) -> Vec<Frame> {
        if self.east <= HALF_TURN_E7 {
            return vec![self];
        }
        let turn = 2 * HALF_TURN_E7;
        vec![
            Frame { east: HALF_TURN_E7, ..self },
            Frame { west: -HALF_TURN_E7, east: self.east - turn, ..self },
        ]
    }

    pub(crate) fn holds(&self, corner: Corner) -> bool {
        self.west <= corner.lon
            && corner.lon <= self.east
            && self.south <= corner.lat
            && corner.lat <= self.north
    }

    /// Whether a corner lies on the edge of the window, or less than five centimetres in from it.
    pub(crate) fn is_at_edge(&self, corner: Corner) -> bool {
        let meets = |one: i64, other: i64| one.saturating_sub(other).saturating_abs() <= 4;
        meets(corner.lon, self.west)
            || meets(corner.lon, self.east)
            || meets(corner.lat, self.south)
            || meets(corner.lat, self.north)
    }

    fn in_one_turn(self) -> Frame {
        let turn = 2 * HALF_TURN_E7;
        if self.east - self.west >= turn {
            return Frame { west: -HALF_TURN_E7, east: HALF_TURN_E7, ..self };
        }
        let turns = (self.west + HALF_TURN_E7).div_euclid(turn) * turn;
        Frame { west: self.west - turns, east: self.east - turns, ..self }
    }
}

/// The position of a corner whose longitude goes on counting; 180° stays 180°.
pub(crate) fn position(corner: Corner) -> Position {
    let turn = 2 * HALF_TURN_E7;
    let beyond = (corner.lon.abs() - 1).div_euclid(HALF_TURN_E7).max(0);
    let lon =
        if beyond == 0 { corner.lon } else { (corner.lon + HALF_TURN_E7).rem_euclid(turn) - HALF_TURN_E7 };
    let lat = corner.lat.clamp(-POLE_E7, POLE_E7);
    let parts = (i32::try_from(lon), i32::try_from(lat));
    let (Ok(lon), Ok(lat)) = parts else { return Position::ORIGIN };
    Position::from_e7(lon, lat).unwrap_or(Position::ORIGIN)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::geodesic::destination;

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat).unwrap()
    }

    #[test]
    fn the_narrowest_window_may_reach_over_the_antimeridian() {
        let frame = Frame::of(at(179.0, 10.0)).with(Frame::of(at(-178.0, -5.0)));
        assert_eq!(frame.south_west(), at(179.0, -5.0));
        assert_eq!(frame.north_east(), at(-178.0, 10.0));
        let parts = frame.parts();
        assert_eq!(parts.len(), 2);
        assert_eq!((parts[0].north_east(), parts[1].south_west()), (at(180.0, 10.0), at(-180.0, -5.0)));
    }

    #[test]
    fn near_a_pole_a_window_goes_all_round() {
        let frame = Frame::of(at(10.0, 89.0)).wider(200_000.0);
        assert_eq!((frame.west, frame.east), (-HALF_TURN_E7, HALF_TURN_E7));
        assert_eq!(frame.north, POLE_E7);
    }

    proptest! {
        #[test]
        fn a_wider_window_holds_all_within_the_distance(
            lon in -180.0..180.0_f64, lat in -85.0..85.0_f64,
            metres in 1.0..300_000.0_f64, azimuth in -180.0..180.0_f64,
        ) {
            let frame = Frame::of(at(lon, lat)).wider(metres);
            let reached = Corner::of(destination(at(lon, lat), azimuth, metres));
            let turn = 2 * HALF_TURN_E7;
            let is_held = [0, turn, -turn].iter().any(|shift| {
                frame.holds(Corner { lon: reached.lon + shift, lat: reached.lat })
            });
            prop_assert!(is_held);
        }
    }
}
