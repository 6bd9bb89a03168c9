//! The second chart: round a pole, where degrees of longitude shrink to nothing, places lie on a plane of their own.
//!
//! The chart is azimuthal and equidistant: as far from its middle as the place is from the pole, in the direction of its
//! longitude. It has eight steps for one of the grid, so that the rounding of a second chart stays below a millimetre. A
//! way that is straight there runs within 0.3 m of the shortest one over 20 km at 84 degrees, and nearer farther north; on
//! the grid it would run round the pole.
//!
//! Sines are worked out here from products and sums alone, so that every machine has the same.

use crate::grid::QUARTER_TURN;
use crate::side::Offset;
use crate::{Area, AreaError, Spot};

/// Steps of the chart for one of the grid.
const FINE: f64 = 8.0;
/// Edges that lie farther from the pole are drawn along the rim: a way in the chart comes at most to 83 degrees.
pub(crate) const RIM: i32 = steps_north(82);
/// A piece of a drawn edge runs within so many steps of the chart: 5 mm.
const MOST_SAG: f64 = 4.0;
const MOST_PIECES: f64 = 65_536.0;
/// Along the rim a piece is not longer: it then stays beyond 82.1 degrees.
const RIM_PIECE: f64 = (1_u64 << 26) as f64;
const TURN: f64 = (1_u64 << 32) as f64;

/// Steps of the grid to a latitude, rounded down.
pub(crate) const fn steps_north(degrees: i64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "at most a quarter turn")]
    {
        (degrees * QUARTER_TURN as i64 / 90) as i32
    }
}

/// One of the two poles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pole {
    North,
    South,
}

impl Pole {
    /// The latitude counted towards this pole.
    #[inline]
    fn toward(self, v: i32) -> i32 {
        if self == Pole::North { v } else { -v }
    }

    /// How near a place of the grid is to this pole, as a latitude in steps.
    #[inline]
    pub(crate) fn nearness(self, spot: Spot) -> i32 {
        self.toward(spot.v)
    }

    /// Where a place of the grid lies in the chart.
    pub(crate) fn chart(self, spot: Spot) -> Spot {
        self.chart_of(f64::from(spot.u), f64::from(self.toward(spot.v)))
    }

    #[expect(clippy::cast_possible_truncation, reason = "within eight times eight degrees")]
    fn chart_of(self, east: f64, north: f64) -> Spot {
        let reach = (f64::from(QUARTER_TURN) - north) * FINE;
        let (sine, cosine) = sine_and_cosine(east);
        Spot { u: (reach * sine).round() as i32, v: (-reach * cosine).round() as i32 }
    }

    /// An area in the chart: what of it lies near the pole is right, and what lies beyond the rim is drawn along the rim.
    ///
    /// # Errors
    /// If it would have too many corners.
    pub(crate) fn area(self, area: &Area) -> Result<Area, AreaError> {
        let mut rings = Vec::new();
        // Whether the rings go round the middle of the chart an odd number of times.
        let mut goes_round = false;
        for ring in area.rings() {
            if ring.iter().all(|corner| self.nearness(*corner) < RIM) {
                continue;
            }
            let edges = || {
                ring.iter().zip(ring.iter().skip(1)).map(|(from, to)| (*from, Offset::between(*from, *to)))
            };
            goes_round ^= edges().map(|(_, way)| way.x).sum::<i64>() != 0;
            let mut drawn: Vec<Spot> =
                ring.first().map(|first| self.held_at_rim(*first)).into_iter().collect();
            edges().for_each(|(from, way)| self.draw(from, way, &mut drawn));
            rings.push(drawn);
        }
        let holds_pole = if self == Pole::North { area.holds_north_pole() } else { area.holds_south_pole() };
        if goes_round != holds_pole {
            // All but what the rings enclose.
            rings.push(all_round());
        }
        Area::new(rings)
    }

    fn held_at_rim(self, corner: Spot) -> Spot {
        self.chart_of(f64::from(corner.u), f64::from(self.nearness(corner).max(RIM)))
    }

    /// Draws an edge, straight in longitude and latitude, behind its first corner.
    fn draw(self, from: Spot, way: Offset, drawn: &mut Vec<Spot>) {
        let (start, rise) =
            (i64::from(self.nearness(from)), if self == Pole::North { way.y } else { -way.y });
        let rim = i64::from(RIM);
        let (first_is_in, last_is_in) = (start >= rim, start + rise >= rim);
        let at_rim = if first_is_in == last_is_in { 1.0 } else { share(rim - start, rise) };
        for (begin, end, is_in) in [(0.0, at_rim, first_is_in), (at_rim, 1.0, last_is_in)] {
            if begin < end {
                self.draw_part(from, (way.x, rise), (begin, end), is_in, drawn);
            }
        }
    }

    fn draw_part(
        self,
        from: Spot,
        (east, north): (i64, i64),
        (begin, end): (f64, f64),
        is_in: bool,
        drawn: &mut Vec<Spot>,
    ) {
        let (east, north) = (float(east), float(north));
        let (start, rim) = (f64::from(self.nearness(from)), f64::from(RIM));
        let pieces = if is_in {
            // The curve bends by its distance from the pole times the square of the angle, and twice the product of both changes.
            let angle = east.abs() * (end - begin) * (std::f64::consts::TAU / TURN);
            let farthest = f64::from(QUARTER_TURN) - (start + north * begin).min(start + north * end);
            let bend = FINE * angle * (farthest * angle + 2.0 * north.abs() * (end - begin));
            (bend / 8.0 / MOST_SAG).sqrt().ceil()
        } else {
            (east.abs() * (end - begin) / RIM_PIECE).ceil()
        };
        let pieces = pieces.clamp(1.0, MOST_PIECES);
        let mut piece = 1.0;
        while piece <= pieces {
            let along = if piece < pieces { begin + (end - begin) * (piece / pieces) } else { end };
            let latitude = if is_in { start + north * along } else { rim };
            drawn.push(self.chart_of(f64::from(from.u) + east * along, latitude.max(rim)));
            piece += 1.0;
        }
    }
}

/// A square round the whole chart, farther out than its rim.
fn all_round() -> Vec<Spot> {
    let most = QUARTER_TURN - 1;
    let side = [-most, 0, most];
    let south = side.map(|u| Spot { u, v: -most });
    let east = [0, most].map(|v| Spot { u: most, v });
    let north = [0, -most].map(|u| Spot { u, v: most });
    let west = [0, -most].map(|v| Spot { u: -most, v });
    south.into_iter().chain(east).chain(north).chain(west).collect()
}

fn share(part: i64, whole: i64) -> f64 {
    float(part) / float(whole)
}

#[expect(clippy::cast_precision_loss, reason = "steps of a turn stay far below 2^53")]
fn float(steps: i64) -> f64 {
    steps as f64
}

/// The sine and cosine of an angle in steps of the turn, to the last digits of a floating point number.
fn sine_and_cosine(steps: f64) -> (f64, f64) {
    let quarter = f64::from(QUARTER_TURN);
    let quarters = (steps / quarter).round();
    let angle = (steps - quarters * quarter) * (std::f64::consts::TAU / TURN);
    // Taylor's series up to an eighth of a turn; the first term left out is below 1e-19.
    let square = angle * angle;
    let series = |first: f64| {
        let (mut sum, mut count) = (1.0, first + 16.0);
        while count >= first {
            sum = 1.0 - sum * square / (count * (count + 1.0));
            count -= 2.0;
        }
        sum
    };
    let (sine, cosine) = (angle * series(2.0), series(1.0));
    match quarters.rem_euclid(4.0) {
        0.0 => (sine, cosine),
        1.0 => (cosine, -sine),
        2.0 => (-sine, -cosine),
        _ => (-cosine, sine),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sines_are_those_of_the_machine(u: i32) {
            let (sine, cosine) = sine_and_cosine(f64::from(u));
            let angle = f64::from(u) / TURN * std::f64::consts::TAU;
            prop_assert!((sine - angle.sin()).abs() < 1e-15 && (cosine - angle.cos()).abs() < 1e-15);
        }

        #[test]
        fn a_quarter_turn_of_the_earth_is_one_of_the_chart(u: i32, north in 0..steps_north(8)) {
            let spot = Spot { u, v: QUARTER_TURN - north };
            let here = Pole::North.chart(spot);
            let turned = Pole::North.chart(Spot { u: u.wrapping_add(QUARTER_TURN), ..spot });
            prop_assert_eq!(turned, Spot { u: -here.v, v: here.u });
        }

        #[test]
        fn as_far_from_the_middle_as_from_the_pole(u: i32, north in 0..steps_north(8), is_south: bool) {
            let pole = if is_south { Pole::South } else { Pole::North };
            let v = QUARTER_TURN - north;
            let spot = pole.chart(Spot { u, v: if is_south { -v } else { v } });
            let reach = f64::from(spot.u).hypot(f64::from(spot.v));
            prop_assert!((reach - FINE * f64::from(north)).abs() <= 1.0);
        }
    }
}
