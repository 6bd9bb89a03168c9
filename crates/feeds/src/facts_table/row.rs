//! One row: its cells by column.

use std::borrow::Cow;

use armistice_facts::Name;

use super::MOST_CELL;
use super::cells;
use super::columns::{KINDS, uses};
use super::error::TableError;
use super::header::Header;

/// The cells of one row, checked for width, length and encoding, and for columns that the kind does not use.
pub(super) struct Row<'a> {
    header: &'a Header,
    cells: Vec<Cow<'a, str>>,
    kind: String,
}

impl<'a> Row<'a> {
    pub(super) fn new(header: &'a Header, record: &'a csv::ByteRecord) -> Result<Self, TableError> {
        if record.len() != header.len() {
            return Err(TableError::Width { found: record.len(), expected: header.len() });
        }
        let mut cells = Vec::with_capacity(record.len());
        for (column, cell) in header.names().zip(record) {
            if cell.len() > MOST_CELL {
                return Err(TableError::CellTooLong { column, bytes: cell.len() });
            }
            let text = std::str::from_utf8(cell).map_err(|_| TableError::NoUtf8(column))?;
            cells.push(Cow::Borrowed(text.trim()));
        }
        let mut row = Row { header, cells, kind: String::new() };
        row.kind = row.checked_kind()?;
        Ok(row)
    }

    fn checked_kind(&self) -> Result<String, TableError> {
        let kind = self.text("kind");
        for (column, cell) in self.header.names().zip(&self.cells) {
            match uses(kind, column) {
                None => {
                    let names: Vec<&str> = KINDS.iter().map(|(name, ..)| *name).collect();
                    return Err(not_one_of("kind", kind, &names));
                }
                Some(false) if !cell.is_empty() => {
                    return Err(TableError::Unused { column, kind: kind.to_owned() });
                }
                Some(_) => {}
            }
        }
        Ok(kind.to_owned())
    }

    /// The kind of fact, one of [`KINDS`].
    pub(super) fn kind(&self) -> &str {
        &self.kind
    }

    /// The text of a cell; empty if the table has no such column.
    pub(super) fn text(&self, column: &str) -> &str {
        self.header.position(column).and_then(|at| self.cells.get(at)).map_or("", AsRef::as_ref)
    }

    /// The text of a cell that cannot be empty.
    pub(super) fn needed(&self, column: &'static str) -> Result<&str, TableError> {
        match self.text(column) {
            "" => Err(TableError::Missing { column, kind: self.kind.clone() }),
            text => Ok(text),
        }
    }

    pub(super) fn name(&self, column: &'static str) -> Result<Name, TableError> {
        cells::name(column, self.needed(column)?)
    }

    pub(super) fn maybe_name(&self, column: &'static str) -> Result<Option<Name>, TableError> {
        match self.text(column) {
            "" => Ok(None),
            text => cells::name(column, text).map(Some),
        }
    }

    /// A list of names; empty for an empty cell.
    pub(super) fn names(&self, column: &'static str) -> Result<Vec<Name>, TableError> {
        cells::entries(column, self.text(column))?
            .into_iter()
            .map(|entry| cells::name(column, entry))
            .collect()
    }

    /// A list of at least one name.
    pub(super) fn some_names(&self, column: &'static str) -> Result<Vec<Name>, TableError> {
        self.needed(column)?;
        self.names(column)
    }

    pub(super) fn whole<N: TryFrom<u64>>(&self, column: &'static str) -> Result<N, TableError> {
        cells::whole(column, self.needed(column)?)
    }

    pub(super) fn maybe_whole<N: TryFrom<u64>>(&self, column: &'static str) -> Result<Option<N>, TableError> {
        match self.text(column) {
            "" => Ok(None),
            text => cells::whole(column, text).map(Some),
        }
    }

    /// A decimal number in units of ten to the minus `places`; `None` for an empty cell.
    pub(super) fn decimal(&self, column: &'static str, places: u32) -> Result<Option<i64>, TableError> {
        match self.text(column) {
            "" => Ok(None),
            text => cells::decimal(column, text, places).map(Some),
        }
    }

    /// One of the words that a column knows.
    pub(super) fn one_of<T: Copy>(
        &self,
        column: &'static str,
        known: &[(&'static str, T)],
    ) -> Result<T, TableError> {
        let found = self.needed(column)?;
        known.iter().find(|(word, _)| *word == found).map(|(_, value)| *value).ok_or_else(|| {
            let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            not_one_of(column, found, &words)
        })
    }
}

fn not_one_of(column: &'static str, found: &str, words: &[&str]) -> TableError {
    TableError::NotOneOf { column, found: cells::start(found), known: words.join(", ") }
}
