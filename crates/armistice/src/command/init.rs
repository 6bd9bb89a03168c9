//! `armistice init`: begins the record of a case.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use armistice_ledger::Folder;
use armistice_record::Head;
use armistice_record::json::Json;

use super::{Failure, Outcome};
use crate::arguments::InitArguments;
use crate::case::{SUFFIX, Source};
use crate::founding::{self, FoundingError, Proposal};
use crate::keyring::Keyring;
use crate::moment::now;
use crate::submission;

/// Begins the record in the case folder, which is made if it is not there; or proposes to; or puts the answers to a
/// proposal together.
pub(crate) fn run(arguments: &InitArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    if let Some(agreement) = &arguments.agreement {
        bring(agreement, &arguments.case)?;
    }
    let source = Source::open(&arguments.case)?;
    let agreement = source.agreement()?;
    let name = source.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = name.strip_suffix(SUFFIX).unwrap_or("case");
    let keyring = arguments.keys.keyring();
    let origin = arguments.origin.clone().unwrap_or_else(|| format!("{name}.example/1"));
    let at = match (&keyring, agreement.instruments.first()) {
        // Test keys make the same record on every machine and day.
        (Keyring::Test, Some(instrument)) => instrument.signed,
        _ => now(),
    };
    let case = founding::Case { origin: &origin, name, agreement: &agreement, text: &source.text };
    if let Some(file) = &arguments.propose {
        let Proposal { entries, blobs } = founding::propose(&keyring, &case, at)?;
        submission::write(file, &entries, &blobs)?;
        let parties: Vec<&str> = agreement.parties.iter().map(|party| party.name.as_str()).collect();
        writeln!(
            out,
            "proposal of the record of {origin} in {}: {} have to accept it (armistice record accept)",
            file.display(),
            parties.join(", ")
        )?;
        return Ok(Outcome::Fine);
    }
    let folder = Folder::new(&source.files.folder.join("record"));
    let place = folder.root().display().to_string();
    let (head, origin) = match arguments.founding.split_first() {
        None => (founding::begin(folder, &keyring, &case, at)?, origin),
        Some((first, answers)) => found(folder, &keyring, first, answers)?,
    };
    writeln!(out, "record of {origin} begun in {place}: {} entries, root {}", head.size, head.root)?;
    Ok(Outcome::Fine)
}

/// Puts a proposal and the answers to it together.
fn found(
    folder: Folder,
    keyring: &Keyring,
    first: &Path,
    answers: &[PathBuf],
) -> Result<(Head, String), Failure> {
    let entries = submission::read(first)?;
    let blobs = submission::blobs(first, &entries);
    let mut proposal = Proposal { entries, blobs };
    for answer in answers {
        proposal.join(&submission::read(answer)?, &answer.display().to_string())?;
    }
    let genesis = proposal.entries.first().map(|entry| &entry.body.payload);
    let origin = genesis.and_then(|payload| payload.get("origin")).and_then(Json::as_text);
    let origin = origin.ok_or(FoundingError::NoGenesis)?.to_owned();
    let log = founding::log_signer(keyring, &origin)?;
    Ok((founding::found(folder, log, &proposal)?, origin))
}

/// Copies an agreement into a case folder, with the geometry and the tables of its scenarios. Nothing is written over.
fn bring(agreement: &Path, case: &Path) -> Result<(), Failure> {
    let source = Source::open(agreement)?;
    copy(&source.path, case)?;
    for folder in ["geo", "scenarios"] {
        let Ok(entries) = fs::read_dir(source.files.folder.join(folder)) else { continue };
        for entry in entries.flatten().filter(|entry| entry.path().is_file()) {
            copy(&entry.path(), &case.join(folder))?;
        }
    }
    Ok(())
}

fn copy(from: &Path, into: &Path) -> Result<(), Failure> {
    let to = into.join(from.file_name().unwrap_or_default());
    let unwritable = |cause| Failure::Unwritable(to.clone(), cause);
    fs::create_dir_all(into).map_err(unwritable)?;
    if !to.exists() {
        fs::copy(from, &to).map_err(unwritable)?;
    }
    Ok(())
}
