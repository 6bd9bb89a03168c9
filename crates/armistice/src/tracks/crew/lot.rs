//! Rows of objects of one thread, as columns.

use armistice_facts::Height;
use armistice_watch::Columns;

/// Rows of some objects of one file, one run of rows after the other.
#[derive(Debug, Default)]
pub(super) struct Lot {
    runs: Vec<Run>,
    millis: Vec<i64>,
    lon_e7: Vec<i32>,
    lat_e7: Vec<i32>,
    error_metres: Vec<u32>,
    heights: Vec<Option<Height>>,
    speeds_mm_s: Vec<Option<u32>>,
    rows: Vec<u64>,
}

/// Rows of one object.
#[derive(Debug, Clone, Copy)]
struct Run {
    object: usize,
    end: usize,
    first_row: u64,
}

impl Lot {
    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Adds a part of the columns of a batch. All that is added to one lot is of one batch: what no row of it tells is told of none.
    pub(super) fn add(&mut self, object: usize, columns: &Columns<'_>, (from, end): (usize, usize)) {
        self.millis.extend_from_slice(part(columns.millis, from, end));
        self.lon_e7.extend_from_slice(part(columns.lon_e7, from, end));
        self.lat_e7.extend_from_slice(part(columns.lat_e7, from, end));
        self.error_metres.extend_from_slice(part(columns.error_metres, from, end));
        self.heights.extend_from_slice(part(columns.heights, from, end));
        self.speeds_mm_s.extend_from_slice(part(columns.speeds_mm_s, from, end));
        self.rows.extend_from_slice(part(columns.rows, from, end));
        let first_row = columns.first_row.saturating_add(from as u64);
        self.runs.push(Run { object, end: self.millis.len(), first_row });
    }

    /// The runs of rows, each with the number of its object.
    pub(super) fn runs(&self) -> impl Iterator<Item = (usize, Columns<'_>)> {
        let starts = std::iter::once(0).chain(self.runs.iter().map(|run| run.end));
        starts.zip(&self.runs).map(|(from, run)| {
            let end = run.end;
            let columns = Columns {
                millis: part(&self.millis, from, end),
                lon_e7: part(&self.lon_e7, from, end),
                lat_e7: part(&self.lat_e7, from, end),
                error_metres: part(&self.error_metres, from, end),
                heights: part(&self.heights, from, end),
                speeds_mm_s: part(&self.speeds_mm_s, from, end),
                first_row: run.first_row,
                rows: part(&self.rows, from, end),
            };
            (run.object, columns)
        })
    }
}

/// A part of a column; of one that is empty, nothing.
fn part<T>(values: &[T], from: usize, end: usize) -> &[T] {
    values.get(from..end).unwrap_or_default()
}
