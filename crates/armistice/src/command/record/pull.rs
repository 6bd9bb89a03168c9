//! `armistice record pull` and `push`: one's own copy brought up to date, and cosignatures carried to another.

use std::io::Write;
use std::path::Path;

use armistice_ledger::{Folder, PullError, Store as _, carry, pull as bring};
use armistice_record::files::{Files, POLICY, blob_path, witness_path};
use armistice_record::key::Key;
use armistice_record::policy::Policy;

use crate::arguments::{PullArguments, PushArguments};
use crate::command::{Failure, Outcome};
use crate::remote::Remote;
use crate::show::words::count;
use crate::submission;

/// Brings the copy up to date. Two histories are exit code 3, and both notes are printed.
pub(super) fn pull(
    arguments: &PullArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let mut copy = super::opened(&arguments.copy);
    let policy = super::policy(arguments.policy.as_deref(), &copy)?;
    let keys = policy.log_keys();
    let pulled = if Remote::is_address(&arguments.from) {
        bring(&Remote::new(&arguments.from, witnesses(&policy))?, &mut copy, &keys)
    } else {
        bring(&super::opened(Path::new(&arguments.from)), &mut copy, &keys)
    };
    let pulled = match pulled {
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
    // The policy that the copy was brought by stands in from now on; never one that somebody else put beside his record.
    if let (Some(path), Ok(None)) = (&arguments.policy, Files::read(&copy, POLICY)) {
        let policy = std::fs::read(path).map_err(|cause| Failure::Unreadable(path.clone(), cause))?;
        copy.put(POLICY, &policy)?;
    }
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
    let policy = super::policy(arguments.policy.as_deref(), &copy)?;
    let refused = hand_in(arguments, out)?;
    let carried = if Remote::is_address(&arguments.to) {
        bring_to(&Remote::new(&arguments.to, Vec::new())?, &copy, &policy)?
    } else {
        let mut to = super::opened(Path::new(&arguments.to));
        carry(&copy, &mut to, &policy.log_keys()).map_err(|cause| Failure::Record(cause.to_string()))?
    };
    let carried = count(usize::try_from(carried).unwrap_or(usize::MAX), "witness", "witnesses");
    writeln!(out, "news of {carried} carried")?;
    Ok(if refused { Outcome::Found } else { Outcome::Fine })
}

/// Hands entries in, in their order: each continues the one before. Says whether one was refused.
fn hand_in(arguments: &PushArguments, out: &mut dyn Write) -> Result<bool, Failure> {
    if arguments.entries.is_empty() {
        return Ok(false);
    }
    if !Remote::is_address(&arguments.to) {
        let told = "--entries: a folder takes none; hand the keeper the file (armistice record submit)";
        return Err(Failure::Record(told.to_owned()));
    }
    let remote = Remote::new(&arguments.to, Vec::new())?;
    let mut is_refused = false;
    for file in &arguments.entries {
        for entry in submission::read(file)? {
            let what = format!("{} {} of `{}`", entry.body.kind, entry.body.sequence, entry.body.by);
            match remote.hand_in(entry.to_bytes())? {
                Ok(place) => writeln!(out, "entry {place}: {what}")?,
                Err(reasons) => {
                    is_refused = true;
                    writeln!(out, "refused: {what}: {reasons}")?;
                }
            }
        }
    }
    Ok(is_refused)
}

/// Brings what the witnesses of the policy have signed in this copy to an address.
fn bring_to(remote: &Remote, copy: &Folder, policy: &Policy) -> Result<u64, Failure> {
    let mut carried = 0;
    for path in witnesses(policy) {
        if let Some(note) = Files::read(copy, &path).map_err(Failure::Record)? {
            carried += u64::from(remote.bring(&path, note)?);
        }
    }
    Ok(carried)
}

/// Where the witnesses of a policy keep what they signed for its logs.
fn witnesses(policy: &Policy) -> Vec<String> {
    let logs = policy.log_keys();
    let of = |log: &Key| -> Vec<String> {
        policy.witnesses.iter().map(|one| witness_path(one.key.name(), log.name())).collect()
    };
    logs.iter().flat_map(of).collect()
}
