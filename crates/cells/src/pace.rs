//! Whether an object can have gone from one place to another in the time between.

use armistice_earth::geodesic;

use crate::Spot;

/// Nearer than this nothing is a jump: errors of place and of clocks look like speed there.
const LEAST_METRES: f64 = 100.0;
/// One step along a circle of the greatest radius of curvature of the ellipsoid, that at the poles: the way from one place
/// to another is not longer than their difference in such steps.
const GREATEST_STEP: f64 = 6_399_593.626 * std::f64::consts::TAU / (1_u64 << 32) as f64;
/// One step northward where it is shortest, at the equator: no way between two parallels is shorter.
const LEAST_STEP: f64 = 6_335_439.0 * std::f64::consts::TAU / (1_u64 << 32) as f64;

/// Whether no object of a greatest speed, in millimetres a second, goes from one place to another in so many milliseconds.
/// The shortest way is measured only where bounds of it do not tell.
pub(crate) fn is_jump(from: Spot, to: Spot, millis: i64, most_mm_s: u32) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "a millisecond in 2^53 is nothing to a speed")]
    let reach = (f64::from(most_mm_s) * millis as f64 / 1e6).max(LEAST_METRES);
    let (east, north) =
        (f64::from(from.u.wrapping_sub(to.u).unsigned_abs()), f64::from(from.v.abs_diff(to.v)));
    if (east * east + north * north).sqrt() * GREATEST_STEP <= reach {
        return false;
    }
    if north * LEAST_STEP > reach {
        return true;
    }
    let ends = from.position().zip(to.position());
    ends.is_some_and(|(from, to)| geodesic::distance(from, to) > reach)
}
