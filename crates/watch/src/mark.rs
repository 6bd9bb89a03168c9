//! Reports of one object without its name: one, and many as columns.

use armistice_earth::Position;
use armistice_facts::{Fix, Height, Instant};

/// Rows of one object, as columns of one length. What is no position on earth or no instant is passed over.
#[derive(Debug, Clone, Copy, Default)]
pub struct Columns<'c> {
    /// Milliseconds since 1970-01-01T00:00:00 UTC.
    pub millis: &'c [i64],
    /// Longitudes in ten-millionths of a degree.
    pub lon_e7: &'c [i32],
    /// Latitudes in ten-millionths of a degree.
    pub lat_e7: &'c [i32],
    /// Bounds of the errors of the positions in metres, 0 where none is stated; empty where no row states one.
    pub error_metres: &'c [u32],
    /// Heights; empty where no row has one.
    pub heights: &'c [Option<Height>],
    /// Speeds over the ground in millimetres a second; empty where no row has one.
    pub speeds_mm_s: &'c [Option<u32>],
    /// The number of the first row in its file; the others follow it, unless they are listed.
    pub first_row: u64,
    /// The numbers of the rows, where they do not follow the first.
    pub rows: &'c [u64],
}

/// What may still come of an object behind rows that are handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coming {
    /// Anything: late rows are sorted in, as far as they may be late.
    Anything,
    /// No row of an earlier time: then nothing is held back.
    InOrder,
}

/// A fix with the file that it came from, by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sighting {
    pub(crate) fix: Fix,
    pub(crate) source: u32,
}

/// A report of an object that is known from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) time: Instant,
    pub(crate) position: Position,
    pub(crate) error_metres: u32,
    pub(crate) height: Option<Height>,
    pub(crate) speed_mm_s: Option<u32>,
    pub(crate) row: u64,
    pub(crate) source: u32,
}

impl Columns<'_> {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.millis.len().min(self.lon_e7.len()).min(self.lat_e7.len())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether all rows are positions on earth; told without a branch.
    pub(crate) fn are_on_earth(&self) -> bool {
        let beyond =
            |values: &[i32], bound: u32| values.iter().filter(|value| value.unsigned_abs() > bound).count();
        beyond(self.lon_e7, 1_800_000_000) + beyond(self.lat_e7, 900_000_000) == 0
    }

    /// A row as a fix of an object; `None` if there is no such row.
    #[must_use]
    pub fn fix(&self, at: usize, object: &str) -> Option<Fix> {
        self.mark(at, 0, 0).map(|mark| mark.sighting(object).fix)
    }

    /// A row of a source, with an error for those that state none.
    pub(crate) fn mark(&self, at: usize, source: u32, error_metres: u32) -> Option<Mark> {
        let stated = self.error_metres.get(at).copied().filter(|metres| *metres > 0);
        let row = self.rows.get(at).copied();
        Some(Mark {
            time: Instant::from_millis(*self.millis.get(at)?).ok()?,
            position: Position::from_e7(*self.lon_e7.get(at)?, *self.lat_e7.get(at)?).ok()?,
            error_metres: stated.unwrap_or(error_metres),
            height: self.heights.get(at).copied().flatten(),
            speed_mm_s: self.speeds_mm_s.get(at).copied().flatten(),
            row: row.unwrap_or_else(|| self.first_row.saturating_add(at as u64)),
            source,
        })
    }
}

impl Mark {
    pub(crate) fn of(fix: &Fix, source: u32) -> Self {
        Mark {
            time: fix.time,
            position: fix.position,
            error_metres: fix.error_metres,
            height: fix.height,
            speed_mm_s: fix.speed_mm_s,
            row: fix.row,
            source,
        }
    }

    /// The report with the name of its object.
    pub(crate) fn sighting(self, object: &str) -> Sighting {
        let Mark { time, position, error_metres, height, speed_mm_s, row, source } = self;
        let object = object.to_owned();
        Sighting { fix: Fix { object, time, position, error_metres, height, speed_mm_s, row }, source }
    }

    /// Puts the report in the place of another one of its object.
    pub(crate) fn replace(self, sighting: &mut Sighting) {
        let Mark { time, position, error_metres, height, speed_mm_s, row, source } = self;
        let fix = &mut sighting.fix;
        (fix.time, fix.position, fix.error_metres, fix.height) = (time, position, error_metres, height);
        (fix.speed_mm_s, fix.row, sighting.source) = (speed_mm_s, row, source);
    }
}
