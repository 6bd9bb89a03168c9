//! `armistice record verify`: everything checked, offline, with no trust in whoever keeps the record.

use std::io::Write;

use armistice_facts::Instant;
use armistice_ledger::Threads;
use armistice_record::verify::{Depth, Report, Wants, promises, verify};

use crate::arguments::{RecordDepth, VerifyArguments};
use crate::attested;
use crate::case::read_bounded;
use crate::command::{Failure, Outcome};
use crate::moment::now;
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
    let mut receipts = Vec::new();
    for path in &arguments.receipts {
        receipts.push((path.display().to_string(), read_bounded(path)?));
    }
    promises(&folder, &receipts, &mut report);
    overdue(&mut report, now());
    let states = attested::compare(&arguments.record, folder.root(), &mut report);
    if arguments.json {
        serde_json::to_writer_pretty(&mut *out, &show::record::View::new(&report, &states))?;
        writeln!(out)?;
    } else {
        show::record::write(&report, &states, out)?;
    }
    Ok(Outcome::Code(report.code()))
}

/// What was to be revealed by now, and was not. The record tells when; only a clock tells that it is over.
fn overdue(report: &mut Report, now: Instant) {
    let open = report.seals.iter().filter(|seal| seal.revealed.is_none());
    let due = open.filter_map(|seal| Some((seal, seal.due.filter(|due| *due < now)?)));
    let told: Vec<(u64, String)> = due
        .map(|(seal, due)| {
            (seal.index, format!("the seal of `{}` was to be revealed by {due}, and is not", seal.by))
        })
        .collect();
    for (index, what) in told {
        report.warn(format!("entry {index}"), what);
    }
}
