//! `armistice record`: what can be done with a record and its copies, one file a verb.

use std::io::Write;
use std::path::Path;

use armistice_ledger::Folder;
use armistice_record::files::{Files as _, POLICY};
use armistice_record::policy::Policy;

use super::{Failure, Outcome};
use crate::arguments::RecordCommand;
use crate::recorded::folder;
use crate::submission::Handed;

mod accept;
mod attest;
mod check_proof;
mod compare;
mod complain;
mod cosign;
mod erase;
mod keys;
mod part;
mod prove;
mod pull;
mod rebuild;
mod say;
mod seal;
mod serve;
mod stamp;
mod submit;
mod verify;
mod write;

/// Runs a verb.
pub(crate) fn run(
    command: &RecordCommand,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    match command {
        RecordCommand::Verify(arguments) => verify::run(arguments, out),
        RecordCommand::Cosign(arguments) => cosign::run(arguments, out, talk),
        RecordCommand::Compare(arguments) => compare::run(arguments, out),
        RecordCommand::Pull(arguments) => pull::pull(arguments, out, talk),
        RecordCommand::Push(arguments) => pull::push(arguments, out),
        RecordCommand::Prove(arguments) => prove::run(arguments, out),
        RecordCommand::CheckProof(arguments) => check_proof::run(arguments, out),
        RecordCommand::Part(arguments) => part::run(arguments, out),
        RecordCommand::State(arguments) => attest::state(arguments, out),
        RecordCommand::Attest(arguments) => attest::attest(arguments, out),
        RecordCommand::Submit(arguments) => submit::run(arguments, out),
        RecordCommand::Say(arguments) => say::run(arguments, out),
        RecordCommand::Write(arguments) => write::run(arguments, out),
        RecordCommand::Seal(arguments) => seal::seal(arguments, out),
        RecordCommand::Open(arguments) => seal::open(arguments, out),
        RecordCommand::Reveal(arguments) => seal::reveal(arguments, out),
        RecordCommand::Stamp(arguments) => stamp::run(arguments, out),
        RecordCommand::Complain(arguments) => complain::run(arguments, out),
        RecordCommand::Erase(arguments) => erase::order(arguments, out),
        RecordCommand::Erased(arguments) => erase::done(arguments, out),
        RecordCommand::Accept(arguments) => accept::run(arguments, out),
        RecordCommand::Serve(arguments) => serve::run(arguments, out),
        RecordCommand::Rebuild(arguments) => rebuild::run(arguments, out),
        RecordCommand::Keys(arguments) => keys::run(arguments, out),
    }
}

/// Tells where entries went.
fn tell_handed(handed: &Handed, what: &str, out: &mut dyn Write) -> Result<(), Failure> {
    match handed {
        Handed::Recorded(entry) => writeln!(out, "entry {entry}: {what}")?,
        Handed::Written(path) => writeln!(out, "written to {}: {what}", path.display())?,
    }
    Ok(())
}

/// The folder of a record, opened.
fn opened(at: &Path) -> Folder {
    Folder::new(&folder(at))
}

/// The policy in a file; without one, the copy beside the log.
fn policy(given: Option<&Path>, beside: &Folder) -> Result<Policy, Failure> {
    let (path, bytes) = match given {
        Some(path) => (
            path.to_owned(),
            std::fs::read(path).map_err(|cause| Failure::Unreadable(path.to_owned(), cause))?,
        ),
        None => {
            let path = beside.root().join(POLICY);
            let bytes = beside.read(POLICY).ok().flatten();
            (path.clone(), bytes.ok_or(Failure::NoRecord(beside.root().to_owned()))?)
        }
    };
    Policy::parse(&bytes).map_err(|cause| Failure::Record(format!("`{}`: {cause}", path.display())))
}
