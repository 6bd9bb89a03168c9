//! `armistice record pull` and `push`: one's own copy brought up to date, and cosignatures carried to another.

use std::io::Write;

use armistice_ledger::{PullError, carry, pull as bring};
use armistice_record::files::blob_path;

use crate::arguments::{PullArguments, PushArguments};
use crate::command::{Failure, Outcome};
use crate::show::words::count;

/// Brings the copy up to date. Two histories are exit code 3, and both notes are printed.
pub(super) fn pull(
    arguments: &PullArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let from = super::opened(&arguments.from);
    let mut copy = super::opened(&arguments.copy);
    let policy = super::policy(arguments.policy.as_deref(), &copy)?;
    let pulled = match bring(&from, &mut copy, &policy.log_keys()) {
        Ok(pulled) => pulled,
        Err(fork @ PullError::Fork { .. }) => {
            writeln!(out, "{fork}\n")?;
            if let PullError::Fork { ours, theirs, .. } = &fork {
                writeln!(out, "{ours}\n{theirs}")?;
            }
            return Ok(Outcome::Code(3));
        }
        Err(cause) => return Err(Failure::Record(cause.to_string())),
    };
    let witnessed = count(usize::try_from(pulled.witnessed).unwrap_or(usize::MAX), "witness", "witnesses");
    writeln!(out, "{} entries, {} before; news of {witnessed}", pulled.now, pulled.before)?;
    for digest in &pulled.missing {
        writeln!(talk, "missing there: {}", blob_path(*digest))?;
    }
    Ok(if pulled.missing.is_empty() { Outcome::Fine } else { Outcome::Found })
}

/// Carries what witnesses have signed in this copy to another.
pub(super) fn push(arguments: &PushArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let copy = super::opened(&arguments.copy);
    let mut to = super::opened(&arguments.to);
    let policy = super::policy(arguments.policy.as_deref(), &copy)?;
    let carried =
        carry(&copy, &mut to, &policy.log_keys()).map_err(|cause| Failure::Record(cause.to_string()))?;
    let carried = count(usize::try_from(carried).unwrap_or(usize::MAX), "witness", "witnesses");
    writeln!(out, "news of {carried} carried")?;
    Ok(Outcome::Fine)
}
