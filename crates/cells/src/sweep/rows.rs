//! Whether rows can be swept: sorted, and on earth.

use super::{Rows, SweepError};

/// Half a turn and a quarter, in ten-millionths of a degree.
const MOST_LON: u32 = 1_800_000_000;
const MOST_LAT: u32 = 900_000_000;

impl Rows<'_> {
    /// Whether all columns have the same length.
    pub(crate) fn are_even(&self) -> Result<(), SweepError> {
        let (objects, millis, lon, lat) =
            (self.objects.len(), self.millis.len(), self.lon_e7.len(), self.lat_e7.len());
        let is_even = [millis, lon, lat].iter().all(|length| *length == objects);
        if is_even { Ok(()) } else { Err(SweepError::Uneven { objects, millis, lon, lat }) }
    }

    /// How many rows from the start are on earth.
    pub(crate) fn on_earth(&self) -> usize {
        if self.are_surely_on_earth() {
            return self.objects.len();
        }
        let mut places = self.lon_e7.iter().zip(self.lat_e7);
        let is_off =
            |(lon, lat): (&i32, &i32)| lon.unsigned_abs() > MOST_LON || lat.unsigned_abs() > MOST_LAT;
        places.position(is_off).unwrap_or(self.objects.len())
    }

    /// How many rows from the start can be swept after one of an object and time, and what is wrong with the next, whose
    /// number is counted from that of the first.
    pub(super) fn checked(&self, before: Option<(u32, i64)>, first: u64) -> (usize, Option<SweepError>) {
        let mut before = before;
        let keys = self.objects.iter().copied().zip(self.millis.iter().copied());
        let places = self.lon_e7.iter().zip(self.lat_e7);
        for ((index, number), (key, (lon, lat))) in (0..).zip(first..).zip(keys.zip(places)) {
            if before.is_some_and(|before| key < before) {
                return (index, Some(SweepError::Unsorted(number)));
            }
            if lon.unsigned_abs() > MOST_LON || lat.unsigned_abs() > MOST_LAT {
                return (index, Some(SweepError::NotOnEarth(number)));
            }
            before = Some(key);
        }
        (self.objects.len(), None)
    }

    /// Whether all rows surely can be swept, as far as the signs of differences tell, of many rows in one step.
    #[inline(always)]
    pub(super) fn are_surely_good(&self, before: Option<(u32, i64)>) -> bool {
        let (Some((object, millis)), Some(first)) = (before, self.objects.first().zip(self.millis.first()))
        else {
            return false;
        };
        let backwards = backwards(self.objects, self.millis);
        // So that no difference wraps round.
        let far = self
            .millis
            .iter()
            .fold(0, |far, millis| far | (millis.wrapping_add(1 << 61).cast_unsigned() >> 62));
        let is_later = (object, millis) <= (*first.0, *first.1);
        (backwards >= 0) & (far == 0) & is_later & self.are_surely_on_earth()
    }

    /// Whether all positions are on earth, and none on the very antimeridian, which is left to a closer look. The sign of
    /// a difference tells; where it wraps round the position is off the earth too.
    #[inline(always)]
    fn are_surely_on_earth(&self) -> bool {
        const QUARTER: i32 = 900_000_000;
        let lats = self
            .lat_e7
            .iter()
            .fold(0, |signs, lat| signs | QUARTER.wrapping_sub(*lat) | QUARTER.wrapping_add(*lat));
        // Half of a longitude is less than a quarter turn.
        let lons = self.lon_e7.iter().map(|lon| lon >> 1);
        let lons =
            lons.fold(0, |signs, half| signs | (QUARTER - 1).wrapping_sub(half) | QUARTER.wrapping_add(half));
        lats >= 0 && lons >= 0
    }
}

/// Below nothing if some row belongs before the one before it. Pairs are looked at 32 at a time; in the end some are looked
/// at again, so that none is left to be looked at alone.
#[inline(always)]
fn backwards(objects: &[u32], times: &[i64]) -> i64 {
    const ROWS: usize = 33;
    let mut signs = 0;
    let mut start = 0;
    while start + 1 < objects.len() {
        let first = start.min(objects.len().saturating_sub(ROWS));
        let part = objects.get(first..).zip(times.get(first..));
        let Some((objects, times)) = part else { return -1 };
        signs |= match objects.first_chunk::<ROWS>().zip(times.first_chunk::<ROWS>()) {
            Some((objects, times)) => signs_of_pairs(objects, times),
            None => signs_of_pairs(objects, times),
        };
        start += ROWS - 1;
    }
    signs
}

#[inline(always)]
fn signs_of_pairs(objects: &[u32], times: &[i64]) -> i64 {
    let objects = objects.iter().zip(objects.iter().skip(1));
    let times = times.iter().zip(times.iter().skip(1));
    let mut signs = 0;
    for ((object, next), (time, later)) in objects.zip(times) {
        let on = i64::from(*next) - i64::from(*object);
        // All bits for the same object, none for a later one.
        let is_same = (on - 1) >> 63;
        signs |= on | (later.wrapping_sub(*time) & is_same);
    }
    signs
}
