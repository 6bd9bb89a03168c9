//! Tables in Parquet: sorted where they are not, groups far from everything passed over where that is asked for.

use std::fs::File;

use armistice_facts::{Fix, Instant};
use armistice_parquet::{Sorter, Sorting, Table};

use super::{Piece, Reading, Take, TrackFileError};

/// Reads one file.
pub(super) fn read<E: From<TrackFileError>>(
    reading: &Reading<'_>,
    file: File,
    name: &str,
    take: &mut Take<'_, E>,
) -> Result<(), E> {
    let table = Table::open(file, name, &reading.profiles, reading.zone).map_err(TrackFileError::from)?;
    let mut rows = Rows { reading, name, total: table.rows(), read: 0, take };
    if table.says_sorted() {
        return rows.sorted(&table);
    }
    match table.order(|_| true) {
        Sorting::ByObject | Sorting::Interleaved => {
            table.fixes(|_| true).try_for_each(|row| rows.give(Piece::Row(row)))
        }
        Sorting::Unsorted => rows.unsorted(&table),
    }
}

/// Hands rows on.
struct Rows<'r, 't, E> {
    reading: &'r Reading<'r>,
    name: &'r str,
    total: u64,
    read: u64,
    take: &'r mut Take<'t, E>,
}

impl<E: From<TrackFileError>> Rows<'_, '_, E> {
    #[expect(clippy::cast_precision_loss, reason = "a share for people")]
    fn give(&mut self, piece: Piece) -> Result<(), E> {
        self.read += if let Piece::PassedOver { rows, .. } = &piece { *rows } else { 1 };
        self.reading.share.set(self.read as f64 / self.total.max(1) as f64);
        (self.take)(piece)
    }

    /// Rows that the file says are sorted: believed, and watched. A group is read if it, the one before or the one behind
    /// comes near something, so that what is near has its whole way there and back.
    fn sorted(&mut self, table: &Table<File>) -> Result<(), E> {
        let is_far = |group: usize| {
            let may_pass_over = self.reading.may_pass_over?;
            let extent = table.extent(group)?;
            may_pass_over([extent.west, extent.south, extent.east, extent.north]).then_some(())
        };
        let far: Vec<bool> = (0..table.group_count()).map(|group| is_far(group).is_some()).collect();
        let is_read = |group: usize| {
            let around = group.saturating_sub(1)..(group + 2).min(far.len());
            far.get(around).is_none_or(|around| around.contains(&false))
        };
        let mut last: Option<(String, Instant)> = None;
        let mut group = 0;
        while group < far.len() {
            let end = (group..far.len()).find(|next| is_read(*next) != is_read(group)).unwrap_or(far.len());
            if is_read(group) {
                for row in table.fixes(|one| (group..end).contains(one)) {
                    if let Ok(fix) = &row {
                        self.watch_order(fix, &mut last)?;
                    }
                    self.give(Piece::Row(row))?;
                }
            } else {
                let rows = (group..end).map(|one| table.rows_of(one)).fold(0, u64::saturating_add);
                self.give(Piece::PassedOver {
                    rows,
                    after: last.as_ref().map(|(object, _)| object.clone()),
                })?;
            }
            group = end;
        }
        Ok(())
    }

    fn watch_order(&self, fix: &Fix, last: &mut Option<(String, Instant)>) -> Result<(), TrackFileError> {
        match last {
            Some((object, time)) if *object == fix.object && *time <= fix.time => *time = fix.time,
            Some((object, _)) if *object >= fix.object => {
                return Err(TrackFileError::Disorder { path: self.name.to_owned(), row: fix.row });
            }
            _ => *last = Some((fix.object.clone(), fix.time)),
        }
        Ok(())
    }

    fn unsorted(&mut self, table: &Table<File>) -> Result<(), E> {
        let name = self.name;
        let failed = |cause| TrackFileError::Sort { path: name.to_owned(), cause };
        let mut sorter = Sorter::new(&std::env::temp_dir());
        // Each row is read, and given: twice the rows.
        self.total = self.total.saturating_mul(2);
        for row in table.fixes(|_| true) {
            match row {
                Ok(fix) => {
                    sorter.push(fix).map_err(failed)?;
                    self.read += 1;
                }
                Err(reject) => self.give(Piece::Row(Err(reject)))?,
            }
        }
        for fix in sorter.finish().map_err(failed)? {
            self.give(Piece::Row(Ok(fix.map_err(failed)?)))?;
        }
        Ok(())
    }
}
