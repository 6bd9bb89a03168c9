//! `armistice record submit`: the keeper takes entries that their authors have written and signed elsewhere.

use std::io::Write;

use armistice_ledger::{Answer, Ledger, Threads};

use crate::arguments::SubmitArguments;
use crate::command::{Failure, Outcome};
use crate::founding::log_secret;
use crate::submission::{Copy, SubmissionError, blobs, read};

/// Records what can be recorded, and tells why the rest is refused. Says `Found` if something is.
pub(super) fn run(arguments: &SubmitArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let Copy { folder, origin, .. } = Copy::open(super::opened(&arguments.record).root())?;
    let log = log_secret(&arguments.keys.keyring(), &origin)?;
    let mut ledger = Ledger::open(folder, log)?;
    let mut refused = 0;
    for file in &arguments.files {
        let entries = read(file)?;
        for blob in blobs(file, &entries) {
            ledger.keep(&blob)?;
        }
        let answers = ledger.submit(&entries, &Threads).map_err(SubmissionError::from)?;
        for (entry, answer) in entries.iter().zip(answers) {
            let what = format!("{} {} of `{}`", entry.body.kind, entry.body.sequence, entry.body.by);
            match answer {
                Answer::Recorded(index) => writeln!(out, "entry {index}: {what}")?,
                Answer::Refused(reasons) => {
                    refused += 1;
                    let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
                    writeln!(out, "refused: {what}: {}", reasons.join("; "))?;
                }
            }
        }
    }
    ledger.publish()?;
    Ok(if refused == 0 { Outcome::Fine } else { Outcome::Found })
}
