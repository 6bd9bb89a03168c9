//! Rows of fixes, and whether they can be swept: sorted, and on earth.

use thiserror::Error;

use crate::grid::{are_surely_on_earth, is_on_earth};

/// Columns of a table of fixes, sorted by object and, within one object, by time.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rows<'r> {
    /// The object of each row, by number.
    pub objects: &'r [u32],
    /// The time of each row in milliseconds.
    pub millis: &'r [i64],
    /// Longitudes in ten-millionths of a degree, between half a turn west and half a turn east.
    pub lon_e7: &'r [i32],
    /// Latitudes in ten-millionths of a degree, from pole to pole.
    pub lat_e7: &'r [i32],
}

/// Why a table cannot be swept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SweepError {
    /// Columns of different lengths.
    #[error("the columns have {objects}, {millis}, {lon} and {lat} rows: give each the same number")]
    Uneven {
        /// Rows of objects.
        objects: usize,
        /// Rows of times.
        millis: usize,
        /// Rows of longitudes.
        lon: usize,
        /// Rows of latitudes.
        lat: usize,
    },
    /// A row that belongs before the one before it.
    #[error("row {0} belongs before the row before it: sort the table by object, then by time")]
    Unsorted(u64),
    /// An object whose number is too great to be followed.
    #[error(
        "row {row} is of object {object}: number the objects from 0, below {most}, or follow more of them"
    )]
    UnknownObject {
        /// The row.
        row: u64,
        /// Its object.
        object: u32,
        /// How many are followed.
        most: u32,
    },
    /// Rows that were dealt to another shard than the one that takes them.
    #[error("these rows were dealt to another shard: give each shard its own, of as many as there are")]
    OtherShard,
    /// A position that is not on earth.
    #[error("row {0} is not on earth: longitudes end at 180 degrees and latitudes at 90")]
    NotOnEarth(u64),
}

impl<'r> Rows<'r> {
    /// The rows from one on, up to another that is not among them; both are held at the end.
    pub(crate) fn part(self, start: usize, end: usize) -> Rows<'r> {
        Rows {
            objects: part(self.objects, start, end),
            millis: part(self.millis, start, end),
            lon_e7: part(self.lon_e7, start, end),
            lat_e7: part(self.lat_e7, start, end),
        }
    }

    /// The rows in so many parts of whole objects or fewer, each with the number of its first row: for whoever has as many
    /// threads. What is told of the parts, one after another, is what is told of the whole.
    pub fn parts(self, most: usize) -> Vec<(u64, Rows<'r>)> {
        let share = self.objects.len().div_ceil(most.max(1)).max(1);
        let mut parts = Vec::new();
        let mut start = 0;
        while start < self.objects.len() {
            let after = self.objects.get(start + share - 1..).unwrap_or(&[]);
            let same = after.iter().take_while(|object| Some(*object) == after.first()).count();
            let end = if after.is_empty() { self.objects.len() } else { start + share - 1 + same };
            parts.push((u64::try_from(start).unwrap_or(0), self.part(start, end)));
            start = end;
        }
        parts
    }

    /// Whether all columns have the same length.
    pub(crate) fn are_even(&self) -> Result<(), SweepError> {
        let (objects, millis, lon, lat) =
            (self.objects.len(), self.millis.len(), self.lon_e7.len(), self.lat_e7.len());
        let is_even = [millis, lon, lat].iter().all(|length| *length == objects);
        if is_even { Ok(()) } else { Err(SweepError::Uneven { objects, millis, lon, lat }) }
    }

    /// How many rows from the start can be swept after one of an object and time, and what is wrong with the next, whose
    /// number is counted from that of the first.
    pub(crate) fn checked(&self, before: Option<(u32, i64)>, first: u64) -> (usize, Option<SweepError>) {
        let mut before = before;
        let keys = self.objects.iter().copied().zip(self.millis.iter().copied());
        let places = self.lon_e7.iter().zip(self.lat_e7);
        for ((index, number), (key, (lon, lat))) in (0..).zip(first..).zip(keys.zip(places)) {
            if before.is_some_and(|before| key < before) {
                return (index, Some(SweepError::Unsorted(number)));
            }
            if !is_on_earth(*lon, *lat) {
                return (index, Some(SweepError::NotOnEarth(number)));
            }
            before = Some(key);
        }
        (self.objects.len(), None)
    }

    /// Whether all rows surely can be swept, as far as the signs of differences tell, of many rows in one step.
    #[inline(always)]
    pub(crate) fn are_surely_good(&self, before: Option<(u32, i64)>) -> bool {
        let (Some((object, millis)), Some(first)) = (before, self.objects.first().zip(self.millis.first()))
        else {
            return false;
        };
        let is_later = (object, millis) <= (*first.0, *first.1);
        is_later & !self.are_backwards() & are_surely_on_earth(self.lon_e7, self.lat_e7)
    }

    /// Whether some row belongs before the one before it. Pairs are looked at 32 at a time; in the end some are looked
    /// at again, so that none is left to be looked at alone.
    #[inline(always)]
    fn are_backwards(&self) -> bool {
        const ROWS: usize = 33;
        let (objects, times) = (self.objects, self.millis);
        let mut backwards = 0;
        let mut start = 0;
        while start + 1 < objects.len() {
            let first = start.min(objects.len().saturating_sub(ROWS));
            let part = objects.get(first..).zip(times.get(first..));
            let Some((objects, times)) = part else { return true };
            backwards |= match objects.first_chunk::<ROWS>().zip(times.first_chunk::<ROWS>()) {
                Some((objects, times)) => backwards_of_pairs(objects, times),
                None => backwards_of_pairs(objects, times),
            };
            start += ROWS - 1;
        }
        backwards != 0
    }
}

/// Not nothing if some row belongs before the one before it.
#[inline(always)]
fn backwards_of_pairs(objects: &[u32], times: &[i64]) -> u64 {
    let objects = objects.iter().zip(objects.iter().skip(1));
    let times = times.iter().zip(times.iter().skip(1));
    let mut backwards = 0;
    for ((object, next), (time, later)) in objects.zip(times) {
        backwards |= u64::from((next < object) | ((next == object) & (later < time)));
    }
    backwards
}

fn part<T>(column: &[T], start: usize, end: usize) -> &[T] {
    column.get(start..end.min(column.len())).unwrap_or(&[])
}
