//! Promises of the keeper, held against what the record came to hold.

use std::collections::BTreeMap;

use armistice_facts::Name;

use super::Report;
use crate::Hash;
use crate::entry::{Body, Entry};
use crate::files::{Files, entries};
use crate::json::Json;
use crate::receipt::{RECEIPTS, Receipt};
use crate::tile::{Row, Tile};

/// More receipts than this are not read.
const MOST: usize = 1 << 16;

/// A promise, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The receipt: a file, or the entry that brings it.
    pub place: String,
    /// What was promised.
    pub receipt: Receipt,
    /// What became of it.
    pub outcome: Kept,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The entry stands there in time.
    At(u64),
    /// It stands there, and not in time.
    Late(u64),
    /// It does not stand there, and the record is as long as was said.
    Broken,
    /// The record is not as long yet.
    Open,
}

/// A complaint in the record: a receipt, and whose complaint it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The entry.
    pub index: u64,
    /// Who complains.
    pub by: Name,
    /// The receipt, as a note.
    receipt: String,
}

/// The complaint that an entry makes.
pub(super) fn complaint(index: u64, body: &Body) -> Option<Complaint> {
    let lines = body.payload.get("receipt").filter(|_| body.kind == "refusal_claim")?;
    // Text of the record has no line ends, so a note stands there line by line; its empty line is left out of the list.
    let lines: Vec<&str> = lines.items().iter().filter_map(Json::as_text).collect();
    Some(Complaint { index, by: body.by.clone(), receipt: from_lines(&lines) })
}

/// A note as the lines that an entry can hold.
#[must_use]
pub fn to_lines(note: &str) -> Vec<String> {
    note.lines().filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect()
}

/// The note again.
#[must_use]
pub fn from_lines(lines: &[&str]) -> String {
    let is_signature = |line: &&&str| line.starts_with("\u{2014} ");
    let text: String =
        lines.iter().filter(|line| !is_signature(line)).map(|line| format!("{line}\n")).collect();
    let signatures: String = lines.iter().filter(is_signature).map(|line| format!("{line}\n")).collect();
    format!("{text}\n{signatures}")
}

/// Holds receipts against the record: those beside it, those of complaints in it, and others that the reader has. The
/// record is the one that the report is of.
pub fn promises(files: &impl Files, others: &[(String, Vec<u8>)], report: &mut Report) {
    let Some(head) = report.head else { return };
    let mut given: Vec<(String, Vec<u8>)> = others.to_vec();
    for path in files.below(RECEIPTS).into_iter().take(MOST) {
        if let Ok(Some(bytes)) = files.read(&path) {
            given.push((path, bytes));
        }
    }
    let complaints = std::mem::take(&mut report.complaints);
    given.extend(
        complaints.iter().map(|one| (format!("entry {}", one.index), one.receipt.clone().into_bytes())),
    );
    let mut promised = Vec::new();
    for (place, bytes) in given {
        match Receipt::open(&bytes, &report.log_keys) {
            Ok(receipt) => promised.push((place, receipt)),
            Err(cause) => report.warn(place, format!("it is no receipt of this log: {cause}")),
        }
    }
    report.complaints = complaints;
    let found = places(files, head.size, &promised);
    for (place, receipt) in promised {
        let outcome = match found.get(&receipt.entry) {
            Some(index) if *index < receipt.by_size => Kept::At(*index),
            Some(index) => Kept::Late(*index),
            None if head.size >= receipt.by_size => Kept::Broken,
            None => Kept::Open,
        };
        match outcome {
            Kept::Broken => report.warn(
                &place,
                format!(
                    "PROMISE BROKEN: the keeper signed that entry {} would stand in the record by size {}; it does not",
                    receipt.entry.hex(),
                    receipt.by_size
                ),
            ),
            Kept::Late(index) => report.warn(
                &place,
                format!("the keeper was late: entry {index} was promised by size {}", receipt.by_size),
            ),
            Kept::At(_) | Kept::Open => {}
        }
        report.promises.push(Promise { place, receipt, outcome });
    }
}

/// Where the promised entries stand.
fn places(files: &impl Files, size: u64, promised: &[(String, Receipt)]) -> BTreeMap<Hash, u64> {
    let mut found = BTreeMap::new();
    if promised.is_empty() {
        return found;
    }
    for bundle in (0..).map_while(|index| Tile::of_row(Row::Entries, index, size)) {
        let Ok(read) = entries(files, bundle) else { break };
        for (index, leaf) in (bundle.start()..).zip(&read) {
            let id = Entry::parse(leaf).map(|entry| entry.body.id());
            if let Ok(id) = id
                && promised.iter().any(|(_, receipt)| receipt.entry == id)
            {
                found.entry(id).or_insert(index);
            }
        }
    }
    found
}
