//! The entries: canonical form, author's signatures under the keys of that place, chains, references, blobs.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Attested, Crew, Depth, Report, Task};
use crate::entry::Entry;
use crate::files::{Files, Recorded, blob_path, bound, entries};
use crate::roster::{Admission, Fault, Roster};
use crate::tile::{Row, Tile};
use crate::{Hash, Head};

/// So many signatures are worked out at a time.
const BATCH: usize = 8192;
/// The most times that are kept to be held against the witnesses'. Of a longer record the first and the last are.
const MOST_TIMES: usize = 1 << 20;

/// Reads all entries in their order.
pub(super) fn read(
    files: &impl Files,
    head: Head,
    depth: Depth,
    is_sound: bool,
    crew: &impl Crew,
    report: &mut Report,
) {
    let mut reading = Reading {
        files,
        past: Recorded::new(files, head.size),
        roster: Roster::new(),
        tasks: Vec::new(),
        is_deep: depth == Depth::Signatures,
        is_sound,
        crew,
        blobs: BTreeMap::new(),
    };
    'all: for bundle in (0..).map_while(|index| Tile::of_row(Row::Entries, index, head.size)) {
        let Ok(read) = entries(files, bundle) else { break };
        for (index, leaf) in (bundle.start()..).zip(&read) {
            if !reading.entry(index, leaf, report) {
                break 'all;
            }
        }
    }
    reading.finish(report);
}

struct Reading<'a, F, C> {
    files: &'a F,
    past: Recorded<'a, F>,
    roster: Roster,
    tasks: Vec<Task>,
    is_deep: bool,
    /// Whether the tiles can be relied on. If not, nobody is accused by them.
    is_sound: bool,
    crew: &'a C,
    /// The blobs that entries bind, each with the first that does.
    blobs: BTreeMap<Hash, u64>,
}

impl<F: Files, C: Crew> Reading<'_, F, C> {
    /// Reads one entry; says whether the reading can go on.
    fn entry(&mut self, index: u64, leaf: &[u8], report: &mut Report) -> bool {
        let entry = match Entry::parse(leaf) {
            Ok(entry) => entry,
            Err(cause) => {
                report.proven(format!("entry {index}"), format!("the log let in what is no entry: {cause}"));
                self.roster.size += 1;
                return true;
            }
        };
        let body = &entry.body;
        *report.kinds.entry(body.kind.clone()).or_default() += 1;
        let admission = self.roster.take(&entry, &self.past);
        let understood = admission.understood;
        if !understood {
            *report.strange.entry(format!("{} {}", body.kind, body.version)).or_default() += 1;
            if body.critical {
                let what = format!(
                    "kind `{}` {} is not understood and must not be passed over; take a newer program",
                    body.kind, body.version
                );
                report.unclear(format!("entry {index}"), what);
                return false;
            }
        }
        let rests_on_tiles = |fault: &&Fault| matches!(fault, Fault::Reference(_) | Fault::Seen(_));
        for fault in admission.faults.iter().filter(|fault| self.is_sound || !rests_on_tiles(fault)) {
            tell(fault, index, report);
        }
        self.signatures(index, &entry, admission, report);
        if understood {
            for digest in bound(body) {
                self.blobs.entry(digest).or_insert(index);
            }
        }
        report.attested.extend(attested(index, &entry));
        if report.claimed_times.len() < MOST_TIMES {
            report.claimed_times.push((index, body.seen.map(|seen| seen.size), body.at));
        }
        true
    }

    fn signatures(&mut self, index: u64, entry: &Entry, admission: Admission, report: &mut Report) {
        if !self.is_deep {
            report.signed.unchecked += admission.claimed.len() as u64;
            return;
        }
        let envelope: Arc<[u8]> = entry.body.envelope().into();
        let task = |claimed| Task { index, envelope: Arc::clone(&envelope), claimed };
        self.tasks.extend(admission.claimed.into_iter().map(task));
        if self.tasks.len() >= BATCH {
            self.work(report);
        }
    }

    fn work(&mut self, report: &mut Report) {
        let tasks = std::mem::take(&mut self.tasks);
        for (task, holds) in tasks.iter().zip(self.crew.check(&tasks)) {
            if holds {
                report.signed.good += 1;
            } else {
                tell(&Fault::Forged(crate::entry::label(&task.claimed.key)), task.index, report);
            }
        }
    }

    fn finish(mut self, report: &mut Report) {
        self.work(report);
        let held = self.roster.holders.values().flat_map(|holder| &holder.keys);
        report.signed.by_retired = held.filter(|held| held.until.is_some()).map(|held| held.signed).sum();
        for (digest, index) in &self.blobs {
            self.blob(*digest, *index, report);
        }
        differing_states(report);
        report.tabled = self.roster.tabled.into_values().collect();
        report.tabled.sort_by_key(|one| one.index);
        report.policies = self.roster.policies;
        report.recorded_origin = self.roster.origin;
        if !report.recorded_origin.is_empty() && report.recorded_origin != report.origin {
            let what = format!(
                "it begins the record of `{}`, and the checkpoint is of `{}`",
                report.recorded_origin, report.origin
            );
            report.proven("entry 0", what);
        }
    }

    fn blob(&self, digest: Hash, index: u64, report: &mut Report) {
        let path = blob_path(digest);
        match (self.files.read(&path), self.roster.erased.get(&digest)) {
            (Ok(Some(bytes)), _) if Hash::of(&bytes) == digest => report.blobs.good += 1,
            (Ok(Some(_)), _) => {
                report.proven(
                    &path,
                    format!("it does not have the hash that entry {index} binds; the file was altered"),
                );
            }
            (Ok(None), Some(order)) => report.blobs.erased.push((digest, *order)),
            (Ok(None), None) => {
                report.blobs.missing.push((digest, index));
                report.warn(path, format!("MISSING: entry {index} binds it"));
            }
            (Err(cause), _) => report.unclear(path, cause),
        }
    }
}

fn tell(fault: &Fault, index: u64, report: &mut Report) {
    let place = format!("entry {index}");
    match fault {
        // A submission that was dropped; the author's receipt tells whose doing it was.
        Fault::Gap { .. } => report.warn(place, fault),
        _ => report.proven(place, fault),
    }
}

fn attested(index: u64, entry: &Entry) -> Option<Attested> {
    let body = Some(&entry.body).filter(|body| body.kind == "state_attest")?;
    let size = body.payload.get("size")?.as_number()?;
    let state = Hash::from_hex(body.payload.get("state")?.as_text()?)?;
    Some(Attested { index, by: body.by.clone(), size, state })
}

/// Two programs that make different states of one tree: one of them is wrong, and everybody should know.
fn differing_states(report: &mut Report) {
    let mut first: BTreeMap<u64, &Attested> = BTreeMap::new();
    let mut differing = Vec::new();
    for attested in &report.attested {
        let other = first.entry(attested.size).or_insert(attested);
        if other.state != attested.state {
            let what = format!(
                "`{}` made another state of the tree of size {} than `{}` at entry {}",
                attested.by, attested.size, other.by, other.index
            );
            differing.push((attested.index, what));
        }
    }
    for (index, what) in differing {
        report.warn(format!("entry {index}"), what);
    }
}
