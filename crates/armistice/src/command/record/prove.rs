//! `armistice record prove`: one entry with all that shows it to be in the record, in one file.

use std::io::Write;

use armistice_record::checkpoint::SignedCheckpoint;
use armistice_record::files::{self, CHECKPOINT, Recorded};
use armistice_record::logged::Logged;
use armistice_record::proof::inclusion;
use armistice_record::tile::{Row, Tile, WIDTH};

use crate::arguments::ProveArguments;
use crate::command::{Failure, Outcome};

/// Prints the proof (`c2sp.org/tlog-proof`), with the entry itself as its extra bytes.
pub(super) fn run(arguments: &ProveArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let folder = super::opened(&arguments.record);
    let told = |cause: &dyn std::fmt::Display| Failure::Record(cause.to_string());
    let policy = super::policy(None, &folder)?;
    let bytes = files::needed(&folder, CHECKPOINT).map_err(|cause| told(&cause))?;
    let checkpoint = SignedCheckpoint::open(&bytes, &policy.log_keys()).map_err(|cause| told(&cause))?;
    let (index, size) = (arguments.index, checkpoint.head().size);
    let outside =
        || Failure::Record(format!("there is no entry {index}: the record has {size}, counted from 0"));
    let bundle = Tile::of_row(Row::Entries, index / u64::from(WIDTH), size).ok_or_else(outside)?;
    let entries = files::entries(&folder, bundle).map_err(|cause| told(&cause))?;
    let within = usize::try_from(index - bundle.start()).map_err(|cause| told(&cause))?;
    let entry = entries.into_iter().nth(within).ok_or_else(outside)?;
    let siblings = inclusion(index, size, &Recorded::new(&folder, size)).map_err(|cause| told(&cause))?;
    let proof = Logged { extra: Some(entry), index, siblings, checkpoint: checkpoint.note().clone() };
    write!(out, "{proof}")?;
    Ok(Outcome::Fine)
}
