//! `armistice record check-proof`: whether a proof file shows what it should, with nothing but a policy beside it.

use std::io::Write;

use armistice_record::Hash;
use armistice_record::entry::Entry;
use armistice_record::logged::Logged;
use armistice_record::policy::Policy;

use crate::arguments::CheckProofArguments;
use crate::command::{Failure, Outcome};
use crate::moment::instant_of;
use crate::parts::{Part, held_against};

/// Checks the proof of the entry that it brings, or of the one given, and prints the entry and who has seen it.
pub(super) fn run(arguments: &CheckProofArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let read = |path: &std::path::Path| {
        std::fs::read(path).map_err(|cause| Failure::Unreadable(path.to_owned(), cause))
    };
    let told = |cause: &dyn std::fmt::Display| Failure::Record(cause.to_string());
    let proof = Logged::parse(&read(&arguments.proof)?).map_err(|cause| told(&cause))?;
    let policy = Policy::parse(&read(&arguments.policy)?).map_err(|cause| told(&cause))?;
    let entry = match &arguments.entry {
        Some(path) => read(path)?,
        None => proof
            .extra
            .clone()
            .ok_or_else(|| told(&"the proof does not bring its entry: name it with --entry"))?,
    };
    match proof.check(Hash::leaf(&entry), &policy) {
        Ok((checkpoint, cosigners)) => {
            let origin = &checkpoint.checkpoint().origin;
            writeln!(
                out,
                "PROVEN: entry {} of {origin}, in the tree of size {}",
                proof.index,
                checkpoint.head().size
            )?;
            for (witness, at) in cosigners {
                writeln!(out, "  seen by {} at {}", witness.name(), instant_of(at.time))?;
            }
            writeln!(out, "{}", String::from_utf8_lossy(&entry))?;
            match &arguments.part {
                Some(file) => part(&entry, &read(file)?, out),
                None => Ok(Outcome::Fine),
            }
        }
        Err(cause) => {
            writeln!(out, "NOT PROVEN: {cause}")?;
            Ok(Outcome::Code(3))
        }
    }
}

/// Holds a file, or the parts of it that are there, against the entry.
fn part(entry: &[u8], bytes: &[u8], out: &mut dyn Write) -> Result<Outcome, Failure> {
    let entry = Entry::parse(entry).map_err(|cause| Failure::Record(cause.to_string()))?;
    let Some(parts) = held_against(&entry.body, bytes) else {
        writeln!(out, "NOT PROVEN: the entry gives no hashes of parts of that file")?;
        return Ok(Outcome::Code(3));
    };
    let groups = parts.len().saturating_sub(1);
    for (at, part) in parts.iter().enumerate() {
        let what = if at == groups { "the footer".to_owned() } else { format!("part {at} of {groups}") };
        match part {
            Part::Bound => writeln!(out, "PROVEN: {what} is what the entry binds")?,
            Part::Other => {
                writeln!(out, "NOT PROVEN: {what} is not what the entry binds")?;
                return Ok(Outcome::Code(3));
            }
            Part::Absent if at == groups => {
                writeln!(out, "NOT PROVEN: {what} is not there")?;
                return Ok(Outcome::Code(3));
            }
            Part::Absent => {}
        }
    }
    Ok(Outcome::Fine)
}
