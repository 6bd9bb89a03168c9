//! Tables in Parquet: read as columns, sorted where they are not, groups far from everything passed over where that is asked for.

use std::fs::File;

use armistice_facts::Fix;
use armistice_feeds::Reject;
use armistice_parquet::{Batch, Names, Sorter, Sorting, Table};
use armistice_watch::Columns;

use super::{Piece, Reading, Rows, Take, TrackFileError};

/// Reads one file.
pub(super) fn read<E: From<TrackFileError>>(
    reading: &Reading<'_>,
    file: File,
    name: &str,
    take: &mut Take<'_, E>,
) -> Result<(), E> {
    let table = Table::open(file, name, &reading.profiles, reading.zone).map_err(TrackFileError::from)?;
    let mut giver = Giver { reading, name, total: table.rows(), read: 0, take };
    if table.says_sorted() {
        return giver.sorted(&table);
    }
    match table.order(|_| true) {
        Sorting::ByObject | Sorting::Interleaved => giver.all(&table),
        Sorting::Unsorted => giver.unsorted(&table),
    }
}

/// Hands rows on.
struct Giver<'r, 't, E> {
    reading: &'r Reading<'r>,
    name: &'r str,
    total: u64,
    read: u64,
    take: &'r mut Take<'t, E>,
}

impl<E: From<TrackFileError>> Giver<'_, '_, E> {
    #[expect(clippy::cast_precision_loss, reason = "a share for people")]
    fn give(&mut self, piece: Piece<'_>) -> Result<(), E> {
        self.read += match &piece {
            Piece::Row(_) => 1,
            Piece::Rows(rows) => rows.objects.len() as u64,
            Piece::PassedOver { rows, .. } => *rows,
        };
        self.reading.share.set(self.read as f64 / self.total.max(1) as f64);
        (self.take)(piece)
    }

    /// Rows, the first of a batch, as who takes them wants them.
    fn give_rows(&mut self, batch: &Batch, names: &Names, many: usize) -> Result<(), E> {
        if self.reading.takes_columns {
            return self.give(Piece::Rows(rows(batch, names, many)));
        }
        (0..many).filter_map(|at| batch.fix(at, names)).try_for_each(|fix| self.give(Piece::Row(Ok(fix))))
    }

    fn give_rejects(&mut self, rejects: &mut Vec<Reject>) -> Result<(), E> {
        rejects.drain(..).try_for_each(|reject| self.give(Piece::Row(Err(reject))))
    }

    /// Rows that were found to be in order.
    fn all(&mut self, table: &Table<File>) -> Result<(), E> {
        let (mut batch, mut rejects) = (Batch::default(), Vec::new());
        let mut batches = table.fix_batches(|_| true);
        while batches.next_into(&mut batch, &mut rejects) {
            self.give_rejects(&mut rejects)?;
            self.give_rows(&batch, batches.names(), batch.len())?;
        }
        self.give_rejects(&mut rejects)
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
        let (mut batch, mut rejects) = (Batch::default(), Vec::new());
        let (mut last, mut next): (Option<(String, i64)>, usize) = (None, 0);
        let mut batches = table.fix_batches(|group| is_read(*group));
        while batches.next_into(&mut batch, &mut rejects) {
            let group = batches.group().unwrap_or(next);
            self.pass_over(table, (next..group).filter(|one| !is_read(*one)), last.as_ref())?;
            next = group + 1;
            let many = in_order(&batch, batches.names(), &mut last);
            let disorder = (many < batch.len()).then(|| batch.row(many));
            rejects.retain(|reject| disorder.is_none_or(|row| reject.row < row));
            self.give_rejects(&mut rejects)?;
            self.give_rows(&batch, batches.names(), many)?;
            if let Some(row) = disorder {
                return Err(TrackFileError::Disorder { path: self.name.to_owned(), row }.into());
            }
        }
        self.give_rejects(&mut rejects)?;
        self.pass_over(table, (next..far.len()).filter(|one| !is_read(*one)), last.as_ref())
    }

    /// Groups that were left out behind a row.
    fn pass_over(
        &mut self,
        table: &Table<File>,
        groups: impl Iterator<Item = usize>,
        last: Option<&(String, i64)>,
    ) -> Result<(), E> {
        let rows = groups.map(|one| table.rows_of(one)).reduce(u64::saturating_add);
        let Some(rows) = rows else { return Ok(()) };
        self.give(Piece::PassedOver { rows, after: last.map(|(object, _)| object.clone()) })
    }

    fn unsorted(&mut self, table: &Table<File>) -> Result<(), E> {
        let name = self.name;
        let failed = |cause| TrackFileError::Sort { path: name.to_owned(), cause };
        let mut sorter = Sorter::new(&std::env::temp_dir());
        // Each row is read, and given: twice the rows.
        self.total = self.total.saturating_mul(2);
        let (mut batch, mut rejects) = (Batch::default(), Vec::new());
        let mut batches = table.fix_batches(|_| true);
        while batches.next_into(&mut batch, &mut rejects) {
            self.give_rejects(&mut rejects)?;
            for fix in (0..batch.len()).filter_map(|at| batch.fix(at, batches.names())) {
                sorter.push(fix).map_err(failed)?;
                self.read += 1;
            }
        }
        self.give_rejects(&mut rejects)?;
        for fix in sorter.finish().map_err(failed)? {
            let fix: Fix = fix.map_err(failed)?;
            self.give(Piece::Row(Ok(fix)))?;
        }
        Ok(())
    }
}

/// How many rows of a batch, from the first on, come in the order of objects and times behind the last row before them; that is then
/// the last of those.
fn in_order(batch: &Batch, names: &Names, last: &mut Option<(String, i64)>) -> usize {
    let mut known: Option<u32> = None;
    for (at, (object, millis)) in batch.objects.iter().zip(&batch.millis).enumerate() {
        let name = if known == Some(*object) { None } else { names.of(*object) };
        match (name, last.as_mut()) {
            (None, Some((_, time))) if *time <= *millis => *time = *millis,
            (Some(name), Some((before, time))) if name == before && *time <= *millis => *time = *millis,
            (Some(name), Some((before, time))) if before.as_str() < name => {
                name.clone_into(before);
                *time = *millis;
            }
            (Some(name), None) => *last = Some((name.to_owned(), *millis)),
            _ => return at,
        }
        known = Some(*object);
    }
    batch.len()
}

/// The first rows of a batch as columns.
fn rows<'b>(batch: &'b Batch, names: &'b Names, many: usize) -> Rows<'b> {
    let columns = Columns {
        millis: upto(&batch.millis, many),
        lon_e7: upto(&batch.lon_e7, many),
        lat_e7: upto(&batch.lat_e7, many),
        error_metres: upto(&batch.error_metres, many),
        heights: upto(&batch.heights, many),
        speeds_mm_s: upto(&batch.speeds_mm_s, many),
        first_row: batch.row(0),
        rows: upto(batch.listed(), many),
    };
    Rows { objects: upto(&batch.objects, many), names: names.all(), columns, are_in_order: true }
}

fn upto<T>(values: &[T], many: usize) -> &[T] {
    values.get(..many).unwrap_or(values)
}
