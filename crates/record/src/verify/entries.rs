//! The entries: canonical form, author's signatures under the keys of that place, chains, references, blobs.

use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;

use super::promises::complaint;
use super::secrets::Secrets;
use super::segments::Segments;
use super::times::{self, Claims};
use super::tokens::{self, NotBefore};
use super::{Attested, Crew, Depth, Gap, Report, Task};
use crate::entry::{Entry, EntryError, Leaf};
use crate::files::{Bundle, Files, Recorded, blob_path, bound_by, bundle};
use crate::json::Json;
use crate::policy::Policy;
use crate::roster::{Admission, Fault, Form, Roster};
use crate::shape::time_from;
use crate::tile::{Row, Tile};
use crate::{Hash, Head};

/// So many signatures are worked out at a time.
const BATCH: usize = 8192;
/// So many bytes of entries are read at a time. What they hold may take some twenty times as much memory.
const ROUND: usize = 1 << 20;
/// Kinds of whose payload nothing is asked but its form and the files that it binds.
const SAID: &[&str] = &["claim", "report", "answer", "observation", "notification", "evidence", "finding"];
/// So many gaps are kept to be told together.
const MOST_GAPS: usize = 64;
/// Fewer entries than this are read alone.
const WORTH_SHARING: usize = 64;

/// The tree that the entries are read by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tree {
    /// What was signed.
    pub(super) head: Head,
    /// Whether the tiles can be relied on. If not, nobody is accused by them.
    pub(super) is_sound: bool,
}

/// Reads all entries in their order.
pub(super) fn read(
    files: &impl Files,
    tree: Tree,
    (depth, policy): (Depth, &Policy),
    crew: &impl Crew,
    times: &mut Claims,
    report: &mut Report,
) {
    let mut reading = Reading {
        files,
        past: Recorded::new(files, tree.head.size),
        roster: Roster::new(),
        tasks: Vec::new(),
        deep_from: match depth {
            Depth::Signatures => 0,
            Depth::Since(before) => before.size,
            _ => u64::MAX,
        },
        is_sound: tree.is_sound,
        crew,
        policy,
        times,
        not_before: NotBefore::default(),
        blobs: BTreeMap::new(),
        secrets: Secrets::default(),
        segments: Segments::default(),
    };
    let (mut bundles, mut waiting) = (Vec::new(), 0);
    for wanted in (0..).map_while(|index| Tile::of_row(Row::Entries, index, tree.head.size)) {
        let Ok(read) = bundle(files, wanted) else { break };
        waiting += read.bytes().len();
        bundles.push(read);
        if waiting >= ROUND {
            waiting = 0;
            if !reading.rounds(&mem::take(&mut bundles), report) {
                return reading.finish(report);
            }
        }
    }
    reading.rounds(&bundles, report);
    reading.finish(report);
}

struct Reading<'a, F, C> {
    files: &'a F,
    past: Recorded<'a, F>,
    roster: Roster,
    /// Signatures that wait to be worked out.
    tasks: Vec<Task>,
    /// The first entry whose signatures are worked out.
    deep_from: u64,
    is_sound: bool,
    crew: &'a C,
    /// Whom the reader trusts.
    policy: &'a Policy,
    times: &'a mut Claims,
    /// Signed times among the entries.
    not_before: NotBefore,
    /// The blobs that entries bind, each with the first that does.
    blobs: BTreeMap<Hash, u64>,
    /// What they keep back.
    secrets: Secrets,
    /// The files of positions that they bind.
    segments: Segments,
}

/// An entry as far as it can be read without those before it. What is said in so many words is left out.
struct Read {
    entry: Entry,
    id: Hash,
    form: Form,
    /// The files that it binds.
    binds: Vec<Hash>,
    /// What is signed, if signatures are to be worked out.
    envelope: Vec<u8>,
}

impl Read {
    fn of(leaf: &[u8], is_deep: bool) -> Result<Self, EntryError> {
        let mut leaf = Leaf::read(leaf)?;
        let (mut entry, payload) = leaf.frame()?;
        let body = &mut entry.body;
        let (form, binds) = (Form::read(&body.kind, body.version, payload), bound_by(&body.kind, payload));
        if !SAID.contains(&body.kind.as_str()) {
            body.payload = Json::from(payload);
        }
        let envelope = if is_deep { leaf.envelope() } else { Vec::new() };
        Ok(Read { entry, id: leaf.id(), form, binds, envelope })
    }
}

impl<F: Files, C: Crew> Reading<'_, F, C> {
    /// Reads the entries of bundles, so many at a time; says whether the reading can go on.
    fn rounds(&mut self, bundles: &[Bundle], report: &mut Report) -> bool {
        let (mut round, mut bytes) = (Vec::new(), 0);
        for leaf in bundles.iter().flat_map(Bundle::entries) {
            bytes += leaf.len();
            round.push(leaf);
            if bytes >= ROUND {
                bytes = 0;
                if !self.round(&mem::take(&mut round), report) {
                    return false;
                }
            }
        }
        self.round(&round, report)
    }

    fn round(&mut self, leaves: &[&[u8]], report: &mut Report) -> bool {
        let is_deep = self.roster.size.saturating_add(leaves.len() as u64) > self.deep_from;
        let read = self.crew.share(leaves, WORTH_SHARING, |leaf| Read::of(leaf, is_deep));
        read.into_iter().all(|read| self.entry(read, report))
    }

    fn entry(&mut self, read: Result<Read, EntryError>, report: &mut Report) -> bool {
        let index = self.roster.size;
        let Read { entry, id, form, binds, envelope } = match read {
            Ok(read) => read,
            Err(cause) => {
                report.proven(format!("entry {index}"), format!("the log let in what is no entry: {cause}"));
                self.roster.size += 1;
                return true;
            }
        };
        let body = &entry.body;
        match report.kinds.get_mut(&body.kind) {
            Some(count) => *count += 1,
            None => drop(report.kinds.insert(body.kind.clone(), 1)),
        }
        let admission = self.roster.follow(&entry, id, &form, &self.past);
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
        self.signatures(index, envelope, admission, report);
        if understood {
            for digest in binds {
                self.blobs.entry(digest).or_insert(index);
            }
            self.secrets.take(index, id, body, report);
            self.segments.take(index, id, body, report);
            report.complaints.extend(complaint(index, body));
            if body.kind == "time_token" {
                let past = self.is_sound.then_some(&self.past);
                tokens::check(index, body, self.files, past, self.policy, report);
                self.not_before.take(index, body, self.policy);
            }
        }
        report.attested.extend(attested(index, &entry));
        if let Some(after) = body.seen.and_then(|seen| self.not_before.of(seen.size)) {
            times::weigh_after(index, body.at.millis(), after, report);
        }
        self.times.take(index, body.seen.map(|seen| seen.size), body.at.millis());
        true
    }

    fn signatures(&mut self, index: u64, envelope: Vec<u8>, admission: Admission, report: &mut Report) {
        if index < self.deep_from {
            report.signed.unchecked += admission.claimed.len() as u64;
            return;
        }
        let envelope: Arc<[u8]> = envelope.into();
        let task = |claimed| Task { index, envelope: Arc::clone(&envelope), claimed };
        self.tasks.extend(admission.claimed.into_iter().map(task));
        if self.tasks.len() >= BATCH {
            self.work(report);
        }
    }

    fn work(&mut self, report: &mut Report) {
        let tasks = mem::take(&mut self.tasks);
        for (task, holds) in tasks.iter().zip(self.crew.check(&tasks)) {
            if holds {
                report.signed.good += 1;
            } else {
                tell(&Fault::Forged(task.claimed.key.label().to_owned()), task.index, report);
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
        mem::take(&mut self.secrets).finish(self.files, &self.roster, report);
        report.parties = self.roster.everybody().cloned().collect();
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
        match (self.files.digest(&path), self.roster.erased.get(&digest)) {
            (Ok(Some(found)), _) if found == digest => report.blobs.good += 1,
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
        Fault::Gap { by, last, found } => {
            if report.gaps.len() < MOST_GAPS {
                report.gaps.push(Gap { index, by: by.clone(), last: *last, found: *found });
            }
            report.warn(place, fault);
        }
        _ => report.proven(place, fault),
    }
}

fn attested(index: u64, entry: &Entry) -> Option<Attested> {
    let body = Some(&entry.body).filter(|body| body.kind == "state_attest")?;
    let payload = &body.payload;
    let digest = |name: &str| payload.get(name).and_then(Json::as_text).and_then(Hash::from_hex);
    Some(Attested {
        index,
        by: body.by.clone(),
        tree: Head { size: payload.get("size")?.as_number()?, root: digest("root")? },
        as_of: time_from(payload.get("as_of")?.as_text()?)?,
        state: digest("state")?,
        rules: digest("rules")?,
        rows: payload.get("rows").and_then(|rows| Hash::from_hex(rows.get("sha256")?.as_text()?)),
    })
}

/// Two programs that make different states of one tree by the same rules: one of them is wrong, and everybody should
/// know.
fn differing_states(report: &mut Report) {
    let mut first: BTreeMap<_, &Attested> = BTreeMap::new();
    let mut differing = Vec::new();
    for attested in &report.attested {
        let asked = (attested.tree.size, attested.as_of, attested.rules);
        let other = first.entry(asked).or_insert(attested);
        if other.state != attested.state {
            let what = format!(
                "`{}` made state {} of the tree of size {} as of {}, and `{}` at entry {} made {}",
                attested.by,
                attested.state.hex(),
                attested.tree.size,
                attested.as_of,
                other.by,
                other.index,
                other.state.hex()
            );
            differing.push((attested.index, what));
        }
    }
    for (index, what) in differing {
        report.warn(format!("entry {index}"), what);
    }
}
