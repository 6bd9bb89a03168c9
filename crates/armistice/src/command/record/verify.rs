//! `armistice record verify`: everything checked, offline, with no trust in whoever keeps the record.

use std::io::Write;

use armistice_ledger::Threads;
use armistice_record::verify::{Depth, Wants, verify};

use crate::arguments::{RecordDepth, VerifyArguments};
use crate::attested;
use crate::command::{Failure, Outcome};
use crate::show;

/// Checks and prints. The exit code is 0 (intact), 2 (intact with warnings), 3 (altered or forked) or 4 (nobody can
/// tell).
pub(super) fn run(arguments: &VerifyArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let folder = super::opened(&arguments.record);
    let policy = arguments.policy.as_deref().map(|path| super::policy(Some(path), &folder)).transpose()?;
    let depth = match arguments.depth {
        RecordDepth::Tree => Depth::Tree,
        RecordDepth::Entries => Depth::Entries,
        RecordDepth::Signatures => Depth::Signatures,
    };
    let mut report = verify(&folder, &Wants { policy: policy.as_ref(), depth }, &Threads);
    let states = attested::compare(&arguments.record, folder.root(), &mut report);
    if arguments.json {
        serde_json::to_writer_pretty(&mut *out, &show::record::View::new(&report, &states))?;
        writeln!(out)?;
    } else {
        show::record::write(&report, &states, out)?;
    }
    Ok(Outcome::Code(report.code()))
}
