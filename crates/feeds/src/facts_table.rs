//! The record as a table: one row a fact, one header, CSV in UTF-8 (RFC 4180). `docs/facts-table.md` describes every
//! column; this module reads it.
//!
//! A row that breaks a rule is set aside as a [`Reject`] that names the column, the cause and the mend; the other
//! rows are read. A row that names a fact which no row gives is set aside too, after all rows are read, so that facts
//! may stand in any order.

mod cells;
mod columns;
mod error;
mod fact;
mod header;
mod row;
mod what;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use armistice_facts::{Fact, Name, StatusKind, What};

use crate::Reject;
use columns::COLUMNS;
use error::TableError;
use header::Header;
use row::Row;

/// The most bytes of a table that are read.
pub const MOST_BYTES: u64 = 64 << 20;
/// The most rows of a table that are read.
pub const MOST_ROWS: u64 = 500_000;
/// The most bytes of one cell.
pub const MOST_CELL: usize = 4096;
/// The most entries of a list in one cell.
pub const MOST_ENTRIES: usize = 256;

/// The columns that a table may have, in the order in which they are documented.
#[must_use]
pub fn columns() -> &'static [&'static str] {
    COLUMNS
}

/// Reads a table of facts: the facts of the rows that can be read, in the order of the table, and the rest.
#[must_use]
pub fn read(input: impl Read, file: &str) -> (Vec<Fact>, Vec<Reject>) {
    let mut table = Table { file, rows: Vec::new(), ids: BTreeMap::new(), rejects: Vec::new() };
    // One byte more than is allowed tells a table that is too long from one that just fits.
    let mut limited = input.take(MOST_BYTES + 1);
    table.read_rows(&mut limited);
    if limited.limit() == 0 {
        table.refuse(0, &TableError::TooManyBytes, b"");
    }
    table.refuse_dangling();
    table.rejects.sort_by_key(|reject| reject.row);
    (table.rows.into_iter().map(|(_, fact)| fact).collect(), table.rejects)
}

/// What has been read so far.
struct Table<'a> {
    file: &'a str,
    rows: Vec<(u64, Fact)>,
    ids: BTreeMap<Name, u64>,
    rejects: Vec<Reject>,
}

impl Table<'_> {
    fn read_rows(&mut self, input: impl Read) {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(input);
        let mut record = csv::ByteRecord::new();
        let mut header: Option<Header> = None;
        let mut number = 0;
        loop {
            match reader.read_byte_record(&mut record) {
                Ok(true) => number += 1,
                Ok(false) => break,
                Err(cause) => {
                    return self.refuse(number + 1, &TableError::Unreadable(cause.to_string()), b"");
                }
            }
            if number > MOST_ROWS {
                return self.refuse(number, &TableError::TooManyRows, b"");
            }
            match &header {
                Some(header) => self.read_row(number, header, &record),
                None => match Header::read(&record) {
                    Ok(read) => header = Some(read),
                    Err(error) => return self.refuse(number, &error, &shown(&record)),
                },
            }
        }
        if number == 0 {
            self.refuse(0, &TableError::Empty, b"");
        }
    }

    fn read_row(&mut self, number: u64, header: &Header, record: &csv::ByteRecord) {
        let read = Row::new(header, record).and_then(|row| fact::read(&row)).and_then(|fact| {
            match self.ids.get(&fact.id) {
                Some(first) => Err(TableError::Twice { id: fact.id.to_string(), first: *first }),
                None => Ok(fact),
            }
        });
        match read {
            Ok(fact) => {
                self.ids.insert(fact.id.clone(), number);
                self.rows.push((number, fact));
            }
            Err(error) => self.refuse(number, &error, &shown(record)),
        }
    }

    /// Sets aside the facts that name a fact which is not there, until every reference holds.
    fn refuse_dangling(&mut self) {
        loop {
            let known: BTreeSet<Name> = self.rows.iter().map(|(_, fact)| fact.id.clone()).collect();
            let rows = std::mem::take(&mut self.rows);
            let before = rows.len();
            for (number, fact) in rows {
                match dangling(&fact, &known) {
                    None => self.rows.push((number, fact)),
                    Some(error) => self.refuse(number, &error, fact.id.as_str().as_bytes()),
                }
            }
            if self.rows.len() == before {
                return;
            }
        }
    }

    fn refuse(&mut self, row: u64, error: &TableError, bytes: &[u8]) {
        self.rejects.push(Reject::new(self.file, row, error.to_string(), bytes));
    }
}

/// The first reference of a fact that does not hold.
fn dangling(fact: &Fact, known: &BTreeSet<Name>) -> Option<TableError> {
    let named: Vec<(&'static str, &Name)> = match &fact.what {
        What::Denial(denial) => std::iter::once(("of", &denial.of))
            .chain(denial.evidence.iter().map(|name| ("evidence", name)))
            .collect(),
        What::Impeachment(impeachment) => impeachment.of.iter().map(|name| ("of", name)).collect(),
        What::Withdrawal(withdrawal) => withdrawal.of.iter().map(|name| ("of", name)).collect(),
        What::Ruling(ruling) => ruling.on.iter().map(|name| ("of", name)).collect(),
        What::Status(change) if matches!(change.change, StatusKind::Answers(_)) => {
            vec![("scope", &change.scope)]
        }
        _ => Vec::new(),
    };
    named.into_iter().find_map(|(column, name)| {
        if *name == fact.id {
            Some(TableError::OfItself { column, id: name.to_string() })
        } else if known.contains(name) {
            None
        } else {
            Some(TableError::NoSuchFact { column, id: name.to_string() })
        }
    })
}

/// The start of a row as it stood, for the reject.
fn shown(record: &csv::ByteRecord) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (index, cell) in record.iter().enumerate() {
        if index > 0 {
            bytes.push(b',');
        }
        bytes.extend_from_slice(cell);
        if bytes.len() > crate::KEPT_TEXT {
            break;
        }
    }
    bytes
}
