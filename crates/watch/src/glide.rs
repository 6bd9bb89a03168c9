//! Stretches of a track on which nothing has to be looked at: rows in columns, with nothing done for each but what tells that.
//!
//! The same sums in the same order as row by row ([`Track::follow`]), so that an object is where it would be to the last bit.

use crate::coverage::Ear;
use crate::mark::Columns;
use crate::step::{KNOT, Pace, at_most_e7};
use crate::track::{Track, Watched};

/// The lengths of so many steps are worked out together, and of so few at first: where something has to be looked at soon, the
/// others are for nothing.
const TOGETHER: usize = 128;
const FIRST: usize = 8;

/// A row on its own.
#[derive(Debug, Clone, Copy)]
struct Here {
    millis: i64,
    lon_e7: i32,
    lat_e7: i32,
}

/// What ends a stretch.
struct Bounds {
    calm_metres: f64,
    gap_seconds: f64,
    jump_metres: f64,
    jump_metres_a_second: f64,
    /// From this millisecond on.
    until: i64,
    /// The error of the position of rows that state none.
    error_metres: u32,
}

impl Track {
    /// Goes on over rows from one on, before another, as long as nothing has to be looked at; how many rows those are. Rows of one
    /// object, of a source.
    pub(crate) fn glide(
        &mut self,
        watched: &Watched<'_>,
        pace: Pace,
        columns: &Columns<'_>,
        (from, before): (usize, usize),
        source: u32,
        ear: &mut Ear<'_>,
    ) -> usize {
        let limits = &watched.limits;
        if self.calm_metres <= self.drifted_metres {
            return 0;
        }
        let last = &self.last.fix;
        let bounds = Bounds {
            calm_metres: self.calm_metres,
            gap_seconds: pace.gap_seconds,
            jump_metres: limits.jump_metres,
            jump_metres_a_second: pace.jump_knots * KNOT,
            until: watched.next_change(last.time).map_or(i64::MAX, |time| time.millis()),
            error_metres: limits.error_metres,
        };
        let mut here = Here {
            millis: last.time.millis(),
            lon_e7: last.position.lon_e7(),
            lat_e7: last.position.lat_e7(),
        };
        let (mut at, mut many, mut lengths) = (from, FIRST, [0.0; TOGETHER]);
        loop {
            let end = (at + many).min(before);
            let wanted = end - at;
            let passed =
                bounds.pass(&mut here, &mut self.drifted_metres, columns, (at, end), &mut lengths, ear);
            at += passed;
            if passed < wanted || at == before {
                break;
            }
            many = (2 * many).min(TOGETHER);
        }
        let passed = at - from;
        if let Some(mark) = at
            .checked_sub(1)
            .filter(|_| passed > 0)
            .and_then(|row| columns.mark(row, source, limits.error_metres))
        {
            mark.replace(&mut self.last);
        }
        passed
    }
}

impl Bounds {
    /// Goes on over some rows; how many need no look.
    fn pass(
        &self,
        here: &mut Here,
        drifted_metres: &mut f64,
        columns: &Columns<'_>,
        (at, end): (usize, usize),
        lengths: &mut [f64; TOGETHER],
        ear: &mut Ear<'_>,
    ) -> usize {
        let part = (columns.millis.get(at..end), columns.lon_e7.get(at..end), columns.lat_e7.get(at..end));
        let (Some(millis), Some(lons), Some(lats)) = part else { return 0 };
        measure(*here, lons, lats, lengths);
        let errors = columns.error_metres.get(at..end).unwrap_or_default();
        let rows = millis.iter().zip(lons).zip(lats).zip(lengths.iter());
        let mut passed = 0;
        for (((time, lon), lat), length) in rows {
            let stated = errors.get(passed).copied().filter(|metres| *metres > 0);
            let error = f64::from(stated.unwrap_or(self.error_metres));
            let reached = *drifted_metres + length;
            if !self.is_quiet(time.wrapping_sub(here.millis), *time, *length)
                || self.calm_metres - reached <= error
            {
                break;
            }
            ear.hear(here.millis, here.lon_e7, here.lat_e7);
            ear.hear(*time, *lon, *lat);
            *drifted_metres = reached;
            *here = Here { millis: *time, lon_e7: *lon, lat_e7: *lat };
            passed += 1;
        }
        passed
    }

    /// Whether a step is surely no silence, no jump and no step back in time, and no zone changes on it.
    #[expect(clippy::cast_precision_loss, reason = "a step between two instants")]
    fn is_quiet(&self, waited_millis: i64, millis: i64, length: f64) -> bool {
        let seconds = waited_millis as f64 / 1000.0;
        let is_slow = length <= self.jump_metres || length <= self.jump_metres_a_second * seconds;
        waited_millis > 0 && seconds <= self.gap_seconds && is_slow && millis < self.until
    }
}

/// Bounds of the lengths of the steps to rows, each from the one before.
fn measure(here: Here, lons: &[i32], lats: &[i32], lengths: &mut [f64; TOGETHER]) {
    let (Some((first_lon, more_lons)), Some((first_lat, more_lats))) =
        (lons.split_first(), lats.split_first())
    else {
        return;
    };
    let [first, more @ ..] = lengths;
    *first = at_most_e7((here.lon_e7, here.lat_e7), (*first_lon, *first_lat));
    let (froms, tos) = (lons.iter().zip(lats), more_lons.iter().zip(more_lats));
    for ((length, from), to) in more.iter_mut().zip(froms).zip(tos) {
        *length = at_most_e7((*from.0, *from.1), (*to.0, *to.1));
    }
}
