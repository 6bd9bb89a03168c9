//! The first row of a table: which columns it has, and where each stands.

use super::columns::{COLUMNS, NEEDED};
use super::error::TableError;

/// The columns of one table, in its own order.
#[derive(Debug)]
pub(super) struct Header {
    names: Vec<&'static str>,
}

impl Header {
    /// Reads the first row. Columns may stand in any order and may be left out, but for the needed ones.
    pub(super) fn read(record: &csv::ByteRecord) -> Result<Self, TableError> {
        let mut names = Vec::with_capacity(record.len().min(COLUMNS.len()));
        for (index, cell) in record.iter().enumerate() {
            let cell = if index == 0 { cell.strip_prefix(b"\xef\xbb\xbf").unwrap_or(cell) } else { cell };
            let text = String::from_utf8_lossy(cell);
            let text = text.trim();
            let name = COLUMNS
                .iter()
                .find(|known| **known == text)
                .ok_or_else(|| TableError::UnknownColumn(text.chars().take(64).collect()))?;
            if names.contains(name) {
                return Err(TableError::ColumnTwice(name));
            }
            names.push(*name);
        }
        match NEEDED.iter().find(|needed| !names.contains(needed)) {
            Some(needed) => Err(TableError::ColumnMissing(needed)),
            None => Ok(Header { names }),
        }
    }

    /// How many columns there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Where a column stands.
    pub(super) fn position(&self, column: &str) -> Option<usize> {
        self.names.iter().position(|name| *name == column)
    }

    /// The columns in the order of the table.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.names.iter().copied()
    }
}
