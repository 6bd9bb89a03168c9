//! The grid on which everything is decided: whole 2^-32 parts of a turn, eastward wrapping round by itself.

use armistice_earth::Position;

/// Grid steps in a quarter turn: the poles lie so many north and south of the equator.
pub const QUARTER_TURN: i32 = 1 << 30;

/// A turn is 2^32 steps or 3 600 000 000 ten-millionths of a degree: 2^22 to 3 515 625, both without common divisor.
const STEPS: i64 = 1 << 22;
const E7_PARTS: i64 = 3_515_625;
/// What a ten-millionth of a degree is more than one step.
#[expect(clippy::cast_precision_loss, reason = "both are exact, far below 2^53")]
const EXCESS: f64 = (STEPS - E7_PARTS) as f64 / E7_PARTS as f64;
/// Added to a number below 2^51, it leaves the nearest whole number in the low bits: 2^52 + 2^51.
const ROUNDING: f64 = 6_755_399_441_055_744.0;

/// A place on the grid. One step is 9.3 mm northward, and eastward 9.3 mm at the equator and less elsewhere.
///
/// Two positions of ten-millionths of a degree never share a place, so what coincides on one grid coincides on the
/// other; a position moves by 4.7 mm at most each way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Steps east of the prime meridian, the antimeridian being -2^31.
    pub u: i32,
    /// Steps north of the equator, 2^30 at the pole.
    pub v: i32,
}

impl From<Position> for Spot {
    fn from(position: Position) -> Spot {
        Spot { u: steps(position.lon_e7()), v: steps(position.lat_e7()) }
    }
}

impl Spot {
    /// The position that lies at this place, or the nearest one if none does; nothing beyond the poles.
    pub fn position(self) -> Option<Position> {
        // For a position that was put on the grid this is exact: it moved by less than half of a ten-millionth.
        let e7 =
            |steps: i32| i32::try_from((i64::from(steps) * E7_PARTS * 2 + STEPS).div_euclid(STEPS * 2)).ok();
        Position::from_e7(e7(self.u)?, e7(self.v)?).ok()
    }

    /// The longitude and latitude in degrees, between -180 and 180 and between -90 and 90.
    pub fn degrees(self) -> (f64, f64) {
        let degrees = |steps: i32| f64::from(steps) / f64::from(QUARTER_TURN) * 90.0;
        (degrees(self.u), degrees(self.v))
    }

    /// At least so many metres lie between this place and any that is so many steps or more away from it east or west, or
    /// north or south.
    ///
    /// Northward no way is shorter than along the meridian with the least radius of curvature, that at the equator; a way
    /// that stays in the belt of so many steps goes eastward at least as far as on its narrowest parallel, with the least
    /// radius across the meridian, the equator's.
    pub fn metres_of(self, steps: u32) -> f64 {
        const LEAST_ALONG: f64 = 6_335_439.0;
        const LEAST_ACROSS: f64 = 6_378_137.0;
        let quarter = std::f64::consts::FRAC_PI_2;
        let turned = |steps: f64| steps / f64::from(QUARTER_TURN) * quarter;
        let (way, lat) = (turned(f64::from(steps)), turned(f64::from(self.v.unsigned_abs())));
        let narrowest = (lat + way).min(quarter).cos().max(0.0);
        way * (LEAST_ACROSS * narrowest).min(LEAST_ALONG)
    }

    /// The nearest place on the grid to a longitude and latitude in degrees; the longitude wraps round, the latitude
    /// is held at the poles.
    #[expect(clippy::cast_possible_truncation, reason = "below 2^31 in size after wrapping, and rounded")]
    pub fn nearest_to(lon: f64, lat: f64) -> Spot {
        let turns = lon / 360.0;
        let east = (turns - turns.round()) * f64::from(QUARTER_TURN) * 4.0;
        let north = (lat.clamp(-90.0, 90.0) / 90.0 * f64::from(QUARTER_TURN)).round();
        // Half a turn east is half a turn west.
        Spot { u: wrapped(east.round() as i64), v: north as i32 }
    }
}

/// The nearest whole number of steps to whole ten-millionths of a degree, wrapping at half a turn.
///
/// Exact: the share of a step that is left is a multiple of 1/3 515 625, an odd number, so it is never one half and
/// misses it by 1.4e-7; the excess is below 2^29 and its two roundings together below 6e-8.
#[inline]
pub fn steps(e7: i32) -> i32 {
    let excess = (f64::from(e7) * EXCESS + ROUNDING).to_bits();
    e7.wrapping_add(low_half(excess))
}

/// Half a turn and a quarter, in ten-millionths of a degree.
const MOST_LON: u32 = 1_800_000_000;
const MOST_LAT: u32 = 900_000_000;

/// Whether a longitude and latitude in ten-millionths of a degree are on earth.
pub(crate) fn is_on_earth(lon_e7: i32, lat_e7: i32) -> bool {
    lon_e7.unsigned_abs() <= MOST_LON && lat_e7.unsigned_abs() <= MOST_LAT
}

/// How many positions from the start are on earth.
pub(crate) fn on_earth(lon_e7: &[i32], lat_e7: &[i32]) -> usize {
    if are_surely_on_earth(lon_e7, lat_e7) {
        return lon_e7.len();
    }
    let off = lon_e7.iter().zip(lat_e7).position(|(lon, lat)| !is_on_earth(*lon, *lat));
    off.unwrap_or(lon_e7.len())
}

/// Whether all positions are on earth, and none on the very antimeridian, which is left to a closer look. The sign of
/// a difference tells; where it wraps round the position is off the earth too.
#[inline(always)]
pub(crate) fn are_surely_on_earth(lon_e7: &[i32], lat_e7: &[i32]) -> bool {
    const QUARTER: i32 = 900_000_000;
    let lats =
        lat_e7.iter().fold(0, |signs, lat| signs | QUARTER.wrapping_sub(*lat) | QUARTER.wrapping_add(*lat));
    // Half of a longitude is less than a quarter turn.
    let lons = lon_e7.iter().map(|lon| lon >> 1);
    let lons =
        lons.fold(0, |signs, half| signs | (QUARTER - 1).wrapping_sub(half) | QUARTER.wrapping_add(half));
    lats >= 0 && lons >= 0
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is what is wanted")]
#[inline]
fn low_half(bits: u64) -> i32 {
    (bits as u32).cast_signed()
}

#[expect(clippy::cast_possible_truncation, reason = "wrapping round the earth is what is wanted")]
fn wrapped(steps: i64) -> i32 {
    (steps.cast_unsigned() as u32).cast_signed()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// By whole numbers alone.
    fn plainly(e7: i32) -> i32 {
        let doubled = i64::from(e7) * STEPS * 2 + E7_PARTS;
        wrapped(doubled.div_euclid(E7_PARTS * 2))
    }

    #[test]
    fn the_ends_of_the_earth_are_where_they_belong() {
        assert_eq!(steps(900_000_000), QUARTER_TURN);
        assert_eq!(steps(-900_000_000), -QUARTER_TURN);
        assert_eq!(steps(1_800_000_000), i32::MIN, "180 degrees east");
        assert_eq!(steps(-1_800_000_000), i32::MIN, "are 180 degrees west");
        assert_eq!(steps(0), 0);
        assert_eq!(Spot::nearest_to(180.0, 90.0), Spot { u: i32::MIN, v: QUARTER_TURN });
        assert_eq!(Spot::nearest_to(540.0, -91.0), Spot { u: i32::MIN, v: -QUARTER_TURN });
        assert_eq!(Spot { u: i32::MIN, v: QUARTER_TURN }.degrees(), (-180.0, 90.0));
    }

    #[test]
    fn counts_as_whole_numbers_do_where_it_is_closest_to_a_tie() {
        // The remainders nearest to one half, at every multiple of the odd denominator.
        let tie = (0..3_515_625_i64).find(|e7| (e7 * STEPS).rem_euclid(E7_PARTS) == E7_PARTS / 2).unwrap();
        let (first, last) =
            ((-1_800_000_000 - tie).div_euclid(E7_PARTS) + 1, (1_800_000_000 - tie) / E7_PARTS);
        for multiple in first..=last {
            for near in [0, 1] {
                let e7 = i32::try_from(tie + multiple * E7_PARTS + near).unwrap();
                assert_eq!(steps(e7), plainly(e7), "{e7}");
                assert_eq!(steps(-e7), plainly(-e7), "{e7}");
            }
        }
    }

    proptest! {
        #[test]
        fn counts_as_whole_numbers_do(e7 in -1_800_000_000..=1_800_000_000_i32) {
            prop_assert_eq!(steps(e7), plainly(e7));
            prop_assert!(e7 == 1_800_000_000 || steps(e7) < steps(e7 + 1) || e7 + 1 == 1_800_000_000);
        }

        #[test]
        fn what_is_some_steps_away_is_some_metres_away(u: i32, v in -QUARTER_TURN..=QUARTER_TURN, power in 4..28_u32, along in prop_oneof![Just(0.0), -1.0..1.0_f64], is_east: bool, is_other: bool) {
            let steps = 1_i32 << power;
            let full = if is_other { -steps } else { steps };
            #[expect(clippy::cast_possible_truncation, reason = "less than the steps")]
            let part = (f64::from(steps) * along) as i32;
            let (east, north) = if is_east { (full, part) } else { (part, full) };
            let (from, to) = (Spot { u, v }, Spot { u: u.wrapping_add(east), v: v + north });
            prop_assume!(to.v.abs() <= QUARTER_TURN);
            let at = |spot: Spot| Position::new(spot.degrees().0, spot.degrees().1).unwrap();
            let metres = armistice_earth::geodesic::distance(at(from), at(to));
            let bound = from.metres_of(steps.unsigned_abs());
            prop_assert!(bound <= metres + 0.02, "{} {}", bound, metres);
            // Near the equator it is close to a short way due north or south.
            let is_short = power < 20 && !is_east && part == 0 && from.v.abs() < QUARTER_TURN / 9;
            prop_assert!(!is_short || bound > 0.97 * metres - 0.02, "{} {}", bound, metres);
        }

        #[test]
        fn degrees_and_back_is_the_same_spot(u: i32, v in -QUARTER_TURN..=QUARTER_TURN) {
            let (lon, lat) = Spot { u, v }.degrees();
            prop_assert_eq!(Spot::nearest_to(lon, lat), Spot { u, v });
        }
    }
}
