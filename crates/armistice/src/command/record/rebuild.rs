//! `armistice record rebuild`: a keeper whose journal was lost begins it anew from the published files.

use std::io::Write;

use armistice_ledger::rebuild;
use armistice_record::files::Files as _;

use crate::arguments::RebuildArguments;
use crate::command::{Failure, Outcome};
use crate::founding::log_signer;
use crate::submission::Copy;

/// Where the journal is.
const JOURNAL: &str = ".state/journal";

/// Begins the journal. What it promised and nobody has published or seen is lost; a record that is behind what somebody has
/// seen is refused.
pub(super) fn run(arguments: &RebuildArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let Copy { mut folder, origin, .. } = Copy::open(super::opened(&arguments.record).root())?;
    if folder.read(JOURNAL).map_err(Failure::Record)?.is_some() {
        return Err(Failure::Record(format!(
            "there is a journal, `{}`, and it may hold more than the files that are published; if it cannot be read, move it \
             away first",
            folder.root().join(JOURNAL).display()
        )));
    }
    let log = log_signer(&arguments.keys.keyring(), &origin)?;
    let head = rebuild(&mut folder, log.as_ref())?;
    writeln!(out, "the journal of {origin} goes on from {} entries, root {}", head.size, head.root)?;
    Ok(Outcome::Fine)
}
