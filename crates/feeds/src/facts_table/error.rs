//! Why a row of the table is refused: each names the column, the cause and the mend.

use super::columns::COLUMNS;
use super::{MOST_BYTES, MOST_CELL, MOST_ENTRIES, MOST_ROWS};

/// Why a table or a row of it cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub(super) enum TableError {
    #[error("the table is empty: give it a header and one row a fact")]
    Empty,
    #[error(
        "the table is longer than {MOST_BYTES} bytes, the rest was not read: split it into several tables"
    )]
    TooManyBytes,
    #[error("the table has more than {MOST_ROWS} rows, the rest was not read: split it into several tables")]
    TooManyRows,
    #[error("the rest of the table cannot be read: {0}")]
    Unreadable(String),
    #[error("there is no column `{0}`: the columns are {columns}", columns = COLUMNS.join(", "))]
    UnknownColumn(String),
    #[error("column `{0}` stands twice in the header: keep one of them")]
    ColumnTwice(&'static str),
    #[error("column `{0}` is missing in the header: no fact can be read without it")]
    ColumnMissing(&'static str),
    #[error("the row has {found} cells and the header {expected}: check the commas and the quotes")]
    Width { found: usize, expected: usize },
    #[error("column `{0}` is no UTF-8: save the table as UTF-8")]
    NoUtf8(&'static str),
    #[error("column `{column}` holds {bytes} bytes, more than {MOST_CELL}: shorten it")]
    CellTooLong { column: &'static str, bytes: usize },
    #[error("column `{0}` lists more than {MOST_ENTRIES} entries: make several facts of it")]
    TooManyEntries(&'static str),
    #[error("column `{column}` is empty: a fact of kind `{kind}` needs it")]
    Missing { column: &'static str, kind: String },
    #[error("column `{column}` is filled: a fact of kind `{kind}` has no use for it; leave it empty")]
    Unused { column: &'static str, kind: String },
    #[error("column `{column}` says `{found}`: write one of {known}")]
    NotOneOf { column: &'static str, found: String, known: String },
    #[error("column `{column}` is no name: {cause}")]
    Name { column: &'static str, cause: String },
    #[error(
        "column `{column}` is no instant: {cause}; a day goes from its start to the start of the next, with its zone"
    )]
    Instant { column: &'static str, cause: String },
    #[error("column `until` cannot stand: {0}")]
    Interval(String),
    #[error(
        "column `precision` says `exact` of an interval: write `span` if it lasted, `within` if the time is not known"
    )]
    ExactInterval,
    #[error("column `{column}` says `{found}`: write {wanted}")]
    Number { column: &'static str, found: String, wanted: String },
    #[error("column `{column}` is filled and column `{other}` is empty: fill both, or neither of them")]
    Alone { column: &'static str, other: &'static str },
    #[error("column `beyond_m` is filled and column `within` is empty: name the line in `within`")]
    NoLine,
    #[error("column `{column}` has the entry `{found}`: write {wanted}")]
    Entry { column: &'static str, found: String, wanted: &'static str },
    #[error("column `id` says `{id}`, which row {first} has already: ids are unique")]
    Twice { id: String, first: u64 },
    #[error(
        "column `{column}` names `{id}`, which no row of this table gives: correct the name or add the fact"
    )]
    NoSuchFact { column: &'static str, id: String },
    #[error("column `{column}` names the fact `{id}` itself: name the fact that it speaks of")]
    OfItself { column: &'static str, id: String },
}
