//! `armistice record compare`: two copies beside each other.

use std::io::Write;

use armistice_record::compare::{Comparison, compare};

use crate::arguments::CompareArguments;
use crate::command::{Failure, Outcome};

/// Compares. Two histories are exit code 3, and both signed notes are printed: they are the evidence.
pub(super) fn run(arguments: &CompareArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let (one, other) = (super::opened(&arguments.one), super::opened(&arguments.other));
    let policy = super::policy(arguments.policy.as_deref(), &one)?;
    let found =
        compare(&one, &other, &policy.log_keys()).map_err(|cause| Failure::Record(cause.to_string()))?;
    let (first, second) = (one.root().display(), other.root().display());
    match found {
        Comparison::Same => writeln!(out, "same: both copies show the same tree")?,
        Comparison::Behind => writeln!(out, "prefix: `{first}` is the beginning of `{second}`")?,
        Comparison::Ahead => writeln!(out, "prefix: `{second}` is the beginning of `{first}`")?,
        Comparison::Fork { entry, one, other } => {
            writeln!(
                out,
                "FORK: the log told two histories; they differ from entry {entry} on. It signed both:\n"
            )?;
            writeln!(out, "{one}\n{other}")?;
            return Ok(Outcome::Code(3));
        }
    }
    writeln!(out, "whether the entries of a copy are those of its tree, `armistice record verify` says")?;
    Ok(Outcome::Fine)
}
