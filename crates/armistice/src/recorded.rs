//! The record of a case: where it stands, and the facts that its entries tell.

use std::path::{Path, PathBuf};

use armistice_facts::{Fact, canonical};
use armistice_ledger::{Folder, Threads};
use armistice_record::entry::Entry;
use armistice_record::files::{self, CHECKPOINT, Files as _};
use armistice_record::tile::{Row, Tile};
use armistice_record::verify::{Depth, Wants, verify};

/// Why the record of a case cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum RecordedError {
    /// It does not verify.
    #[error("the record in `{path}` does not verify: {cause}")]
    Unsound {
        /// The folder.
        path: PathBuf,
        /// The first thing that is wrong.
        cause: String,
    },
    /// An entry that tells no fact where it should.
    #[error("entry {index} of the record: {cause}")]
    Fact {
        /// The entry.
        index: u64,
        /// What is wrong.
        cause: String,
    },
}

/// The folder of a record: the one given, or `record` in a case folder.
pub(crate) fn folder(at: &Path) -> PathBuf {
    let inner = at.join("record");
    if !at.join(CHECKPOINT).is_file() && inner.is_dir() { inner } else { at.to_owned() }
}

/// The facts of the record in a case folder, in their order; nothing if the case has no record. The tree is checked
/// against its checkpoint first: who signed what is for `armistice record verify`.
pub(crate) fn facts(case: &Path) -> Result<Option<Vec<Fact>>, RecordedError> {
    let path = case.join("record");
    let folder = Folder::new(&path);
    if !matches!(folder.read(CHECKPOINT), Ok(Some(_))) {
        return Ok(None);
    }
    let report = verify(&folder, &Wants { policy: None, depth: Depth::Tree }, &Threads);
    if let Some(problem) = report.problems.iter().find(|_| report.code() > 2) {
        let cause = format!("{}: {}", problem.place, problem.what);
        return Err(RecordedError::Unsound { path, cause });
    }
    let size = report.head.map_or(0, |head| head.size);
    let mut facts = Vec::new();
    for bundle in (0..).map_while(|index| Tile::of_row(Row::Entries, index, size)) {
        let read = files::entries(&folder, bundle);
        let read =
            read.map_err(|cause| RecordedError::Unsound { path: path.clone(), cause: cause.to_string() })?;
        for (index, leaf) in (bundle.start()..).zip(&read) {
            let unread = |cause: String| RecordedError::Fact { index, cause };
            let entry = Entry::parse(leaf).map_err(|error| unread(error.to_string()))?;
            if let Some(fact) = entry.body.payload.get("fact") {
                facts.push(canonical::fact(&fact.canonical()).map_err(|error| unread(error.to_string()))?);
            }
        }
    }
    Ok(Some(facts))
}
