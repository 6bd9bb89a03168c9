//! `armistice record verify`: everything checked, offline, with no trust in whoever keeps the record.

use std::io::Write;
use std::path::Path;

use armistice_facts::Instant;
use armistice_ledger::{Folder, Threads};
use armistice_record::Head;
use armistice_record::checkpoint::SignedCheckpoint;
use armistice_record::policy::Policy;
use armistice_record::verify::{Depth, Kept, Report, Wants, promises, verify};

use crate::arguments::{RecordDepth, VerifyArguments};
use crate::attested;
use crate::case::read_bounded;
use crate::command::{Failure, Outcome};
use crate::moment::now;
use crate::parts;
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
    let depth = match &arguments.from {
        Some(path) => Depth::Since(before(path, policy.as_ref(), &folder)?),
        None => depth,
    };
    let mut report = verify(&folder, &Wants { policy: policy.as_ref(), depth }, &Threads);
    let mut receipts = Vec::new();
    for path in &arguments.receipts {
        receipts.push((path.display().to_string(), read_bounded(path)?));
    }
    promises(&folder, &receipts, &mut report);
    parts::compare(&folder, &mut report);
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

/// The tree of a checkpoint that the reader has checked before.
fn before(path: &Path, policy: Option<&Policy>, folder: &Folder) -> Result<Head, Failure> {
    let policy = policy.cloned().map_or_else(|| super::policy(None, folder), Ok)?;
    let checkpoint = SignedCheckpoint::open(&read_bounded(path)?, &policy.log_keys());
    let told = |cause| Failure::Record(format!("`{}`: {cause}", path.display()));
    Ok(checkpoint.map_err(told)?.head())
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
    let now = u64::try_from(now.millis() / 1000).unwrap_or(0);
    let open = report.promises.iter().filter(|promise| promise.outcome == Kept::Open);
    let due = open.filter(|promise| promise.receipt.by_time.is_some_and(|time| time < now));
    let told: Vec<(String, String)> = due
        .map(|promise| {
            let entry = promise.receipt.entry.hex();
            let what = format!(
                "entry {entry} was promised for a time that is over, and this copy does not hold it: bring it up to \
                 date, and if it is still not there, complain"
            );
            (promise.place.clone(), what)
        })
        .collect();
    for (place, what) in told {
        report.warn(place, what);
    }
}
