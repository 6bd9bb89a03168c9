//! A point of knowledge: what `--known-at` names. An instant, an entry of the record, or a checkpoint of it.

use std::path::Path;

use armistice_facts::Instant;
use armistice_facts::calendar::Zone;
use armistice_record::checkpoint::Checkpoint;
use armistice_record::files::ReadError;
use armistice_record::note::{LARGEST_NOTE, Note};
use armistice_record::{Hash, Head};

use crate::moment::{MomentError, instant};
use crate::recorded::Recorded;

const OPTION: &str = "--known-at";

/// Until when, or until where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Point {
    /// What the record had learned by then.
    Instant(Instant),
    /// What this tree of the record holds.
    Tree(Head),
}

/// Why a point cannot be found.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum PointError {
    /// Neither a date nor a place.
    #[error(transparent)]
    Moment(#[from] MomentError),
    /// A place in a record, of a case without one.
    #[error("{OPTION} names a place in the record, and the case has none: `{0}`")]
    NoRecord(String),
    /// Beyond the end.
    #[error("{OPTION} `{given}`: the record here has {size} entries, counted from 0")]
    Beyond {
        /// What was given.
        given: String,
        /// How many there are.
        size: u64,
    },
    /// A file that holds no checkpoint.
    #[error("{OPTION} `{0}`: the file holds no checkpoint (c2sp.org/tlog-checkpoint)")]
    File(String),
    /// A root that this record never had.
    #[error("{OPTION} `{0}`: the record here never had this root; it is another history, or a later one")]
    Root(String),
    /// A day, where a place in the record is needed.
    #[error("{OPTION} `{0}`: a state is that of a tree: name an entry, a checkpoint or a root")]
    NoPlace(String),
    /// The record itself.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Finds the point that is meant.
pub(crate) fn point(given: &str, zone: &Zone, recorded: Option<&Recorded>) -> Result<Point, PointError> {
    let short = || given.chars().take(100).collect::<String>();
    let record = || recorded.ok_or_else(|| PointError::NoRecord(short()));
    if let Some(index) = given.strip_prefix('#') {
        let record = record()?;
        let beyond = || PointError::Beyond { given: short(), size: record.head.size };
        let size = index.parse::<u64>().ok().and_then(|index| index.checked_add(1)).ok_or_else(beyond)?;
        return Ok(Point::Tree(record.tree(size)?.ok_or_else(beyond)?));
    }
    if let Some(root) = Hash::from_hex(given).or_else(|| Hash::from_base64(given).ok()) {
        return Ok(Point::Tree(record()?.tree_of(root)?.ok_or_else(|| PointError::Root(short()))?));
    }
    if Path::new(given).is_file() {
        let record = record()?;
        let head = checkpoint(given).ok_or_else(|| PointError::File(short()))?;
        let held = record.tree(head.size)?;
        let held = held.ok_or_else(|| PointError::Beyond { given: short(), size: record.head.size })?;
        return if held == head { Ok(Point::Tree(held)) } else { Err(PointError::Root(short())) };
    }
    Ok(Point::Instant(instant(given, OPTION, zone)?))
}

/// The tree that a checkpoint in a file tells of. Who signed it is of no weight here: it counts only if ours was the same.
fn checkpoint(path: &str) -> Option<Head> {
    let about = std::fs::metadata(path).ok()?;
    let bytes = (about.len() <= LARGEST_NOTE as u64).then(|| std::fs::read(path).ok())??;
    let note = Note::parse(&bytes).ok()?;
    Checkpoint::parse(note.text()).ok().map(|checkpoint| checkpoint.head)
}
