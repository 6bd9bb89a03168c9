//! `armistice record submit`: the keeper takes entries that their authors have written and signed elsewhere, and gives a
//! receipt for each.

use std::io::Write;
use std::path::Path;

use armistice_facts::Instant;
use armistice_ledger::{Answer, Folder, Ledger, Store as _, Threads};
use armistice_record::entry::Entry;
use armistice_record::receipt::{Receipt, receipt_path};
use armistice_record::signer::Signer;

use crate::arguments::SubmitArguments;
use crate::command::{Failure, Outcome};
use crate::founding::log_signer;
use crate::submission::{Copy, SubmissionError, apart, blobs, read};

/// Records what can be recorded, and tells why the rest is refused. Says `Found` if something is.
pub(super) fn run(arguments: &SubmitArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let Copy { folder, origin, .. } = Copy::open(super::opened(&arguments.record).root())?;
    let keyring = arguments.keys.keyring();
    let log = || log_signer(&keyring, &origin);
    if let Some(size) = arguments.promise {
        return promise(arguments, &origin, log()?.as_ref(), size, out);
    }
    let mut ledger = Ledger::open(folder, log()?)?;
    let receipts = log()?;
    let mut refused = 0;
    for file in &arguments.files {
        let entries = read(file)?;
        for blob in blobs(file, &entries) {
            ledger.keep(&blob)?;
        }
        let answers = ledger.submit(&entries, &Threads).map_err(SubmissionError::from)?;
        let mut recorded = Vec::new();
        for (entry, answer) in entries.iter().zip(answers) {
            let what = format!("{} {} of `{}`", entry.body.kind, entry.body.sequence, entry.body.by);
            match answer {
                Answer::Recorded(index) => {
                    recorded.push(entry.clone());
                    // The entry is durable: the promise is kept when it is given.
                    let receipt = Receipt {
                        origin: origin.clone(),
                        entry: entry.body.id(),
                        by_size: index + 1,
                        by_time: None,
                    };
                    give(file, &receipt, receipts.as_ref())?;
                    writeln!(out, "entry {index}: {what}")?;
                }
                Answer::Refused(reasons) => {
                    refused += 1;
                    let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
                    writeln!(out, "refused: {what}: {}", reasons.join("; "))?;
                }
            }
        }
        for (path, bytes) in apart(file, &recorded) {
            ledger.store_mut().put_durably(&path, &bytes)?;
        }
    }
    ledger.publish()?;
    Ok(if refused == 0 { Outcome::Fine } else { Outcome::Found })
}

/// Takes entries in without recording them: the keeper promises to.
fn promise(
    arguments: &SubmitArguments,
    origin: &str,
    log: &dyn Signer,
    size: u64,
    out: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let told = |text: &String| {
        let at = text.parse::<Instant>().ok().and_then(|at| u64::try_from(at.millis() / 1000).ok());
        at.ok_or_else(|| {
            Failure::Record(format!("--by-time `{text}` is no instant such as 2026-03-01T04:00:00Z"))
        })
    };
    let by_time = arguments.by_time.as_ref().map(told).transpose()?;
    for file in &arguments.files {
        let entries: Vec<Entry> = read(file)?;
        for entry in &entries {
            let receipt =
                Receipt { origin: origin.to_owned(), entry: entry.body.id(), by_size: size, by_time };
            give(file, &receipt, log)?;
            let what = format!("{} {} of `{}`", entry.body.kind, entry.body.sequence, entry.body.by);
            let until = arguments.by_time.as_ref().map(|text| format!(" and {text}")).unwrap_or_default();
            writeln!(out, "promised by size {size}{until}: {what}")?;
        }
    }
    Ok(Outcome::Fine)
}

/// Writes the receipt of an entry beside the submission, for its author to keep.
fn give(file: &Path, receipt: &Receipt, log: &dyn Signer) -> Result<(), Failure> {
    let note = receipt.sign(log).map_err(|cause| Failure::Record(cause.to_string()))?;
    let mut beside = Folder::new(&file.with_added_extension("receipts"));
    Ok(beside.put_durably(&receipt_path(receipt.entry), note.to_string().as_bytes())?)
}
