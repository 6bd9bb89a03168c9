//! The rows of a table, group by group, as fixes.

use armistice_facts::Fix;
use armistice_feeds::Reject;
use parquet::errors::ParquetError;
use parquet::file::reader::ChunkReader;

use crate::column::{Column, Value};
use crate::table::{Table, plainly};

/// So many rows are decoded at once.
const BATCH: usize = 8192;

/// The rows of some groups: a [`Fix`], or the [`Reject`] of a row that holds none. The number of a row is its place in
/// the file, from 1.
pub struct Fixes<'t, R> {
    table: &'t Table<R>,
    rows: Rows<'t, R>,
}

/// The values of some leaves, row by row.
pub(crate) struct Rows<'t, R> {
    table: &'t Table<R>,
    leaves: Vec<usize>,
    groups: std::vec::IntoIter<usize>,
    open: Option<Group>,
    /// Rows in the groups before the one that is open.
    before: u64,
    /// The number of the next group whose rows `before` does not count.
    counted: usize,
}

/// A row group that is being read.
struct Group {
    number: usize,
    rows: u64,
    /// Rows handed out before the batch.
    done: u64,
    at: usize,
    loaded: usize,
    columns: Vec<(usize, Column, Vec<Value>)>,
}

/// What comes next.
pub(crate) enum Row<'r> {
    /// A row and its number.
    Whole(u64, RowValues<'r>),
    /// Rows that cannot be read, from the number on, and why.
    Lost(u64, String),
}

/// The values of one row.
pub(crate) struct RowValues<'r>(&'r Group);

impl RowValues<'_> {
    /// The value of a leaf.
    pub(crate) fn of(&self, leaf: usize) -> &Value {
        let column = self.0.columns.iter().find(|(one, ..)| *one == leaf);
        column.and_then(|(.., values)| values.get(self.0.at.saturating_sub(1))).unwrap_or(&Value::Null)
    }

    /// The row in words, for who looks at why it was refused.
    pub(crate) fn shown(&self) -> String {
        let cells: Vec<String> = self.0.columns.iter().map(|(leaf, ..)| self.of(*leaf).to_string()).collect();
        cells.join(",")
    }
}

impl<R: ChunkReader + 'static> Table<R> {
    /// The rows of the groups that are asked for, in the order of the file.
    pub fn fixes(&self, group: impl FnMut(&usize) -> bool) -> Fixes<'_, R> {
        let groups = (0..self.group_count()).filter(group).collect();
        Fixes { table: self, rows: Rows::new(self, self.layout.leaves(), groups) }
    }
}

impl<'t, R: ChunkReader + 'static> Rows<'t, R> {
    pub(crate) fn new(table: &'t Table<R>, leaves: Vec<usize>, groups: Vec<usize>) -> Self {
        Rows { table, leaves, groups: groups.into_iter(), open: None, before: 0, counted: 0 }
    }

    pub(crate) fn next(&mut self) -> Option<Row<'_>> {
        loop {
            if self.open.as_ref().is_none_or(|group| group.at >= group.loaded && group.is_over()) {
                let number = self.groups.next()?;
                self.count_up_to(number);
                match self.open_group(number) {
                    Ok(group) => self.open = Some(group),
                    Err(error) => return Some(self.lose(number, 0, self.table.rows_of(number), &error)),
                }
            }
            let Some(group) = &mut self.open else { continue };
            if group.at >= group.loaded
                && let Err(error) = group.load()
            {
                let (number, done, rows) = (group.number, group.done, group.rows);
                self.open = None;
                return Some(self.lose(number, done, rows, &error));
            }
            if group.loaded > 0 {
                break;
            }
        }
        let before = self.before;
        let group = self.open.as_mut()?;
        group.at += 1;
        let number = before.saturating_add(group.done).saturating_add(group.at as u64);
        Some(Row::Whole(number, RowValues(group)))
    }

    fn count_up_to(&mut self, number: usize) {
        while self.counted < number {
            self.before = self.before.saturating_add(self.table.rows_of(self.counted));
            self.counted += 1;
        }
    }

    fn open_group(&self, number: usize) -> Result<Group, ParquetError> {
        let group = self
            .table
            .groups()
            .get(number)
            .ok_or_else(|| ParquetError::General("there is no such row group".to_owned()))?;
        let columns = self
            .leaves
            .iter()
            .map(|leaf| Ok((*leaf, Column::open(&self.table.source, group, *leaf)?, Vec::new())))
            .collect::<Result<Vec<_>, ParquetError>>()?;
        Ok(Group { number, rows: self.table.rows_of(number), done: 0, at: 0, loaded: 0, columns })
    }

    fn lose(&self, number: usize, done: u64, rows: u64, error: &ParquetError) -> Row<'static> {
        let first = self.before.saturating_add(done).saturating_add(1);
        let last = self.before.saturating_add(rows);
        let cause = plainly(error);
        Row::Lost(first, format!("the rows {first} to {last} (row group {number}) cannot be read: {cause}"))
    }
}

impl Group {
    fn is_over(&self) -> bool {
        self.done + self.loaded as u64 >= self.rows
    }

    /// Decodes the next rows of all columns.
    fn load(&mut self) -> Result<(), ParquetError> {
        self.done += self.loaded as u64;
        (self.at, self.loaded) = (0, 0);
        let left = self.rows - self.done;
        let most = usize::try_from(left).unwrap_or(BATCH).min(BATCH);
        for (_, column, values) in &mut self.columns {
            column.read(most, values)?;
            if values.len() != most {
                return Err(ParquetError::General("a column ends before the others".to_owned()));
            }
        }
        self.loaded = most;
        Ok(())
    }
}

impl<R: ChunkReader + 'static> Iterator for Fixes<'_, R> {
    type Item = Result<Fix, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        let file = &self.table.file;
        Some(match self.rows.next()? {
            Row::Lost(number, reason) => Err(Reject::new(file, number, reason, b"")),
            Row::Whole(number, values) => self
                .table
                .layout
                .fix(number, |leaf| values.of(leaf))
                .map_err(|reason| Reject::new(file, number, reason, values.shown().as_bytes())),
        })
    }
}

impl<R> std::fmt::Debug for Fixes<'_, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fixes").field("file", &self.table.file).finish_non_exhaustive()
    }
}
