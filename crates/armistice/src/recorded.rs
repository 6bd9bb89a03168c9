//! The record of a case, folded: its tree, and the facts that its entries tell, each with the place where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use armistice_facts::{Fact, Instant, Name, What, canonical};
use armistice_feeds::Reject;
use armistice_ledger::{Folder, Threads};
use armistice_record::entry::{Body, Entry};
use armistice_record::files::{self, CHECKPOINT, Files as _, POLICY, ReadError, Recorded as Tree};
use armistice_record::json::Json;
use armistice_record::kind::Kind;
use armistice_record::policy::Policy;
use armistice_record::tile::{Row, Tile};
use armistice_record::verify::{Depth, NotAfter, NotBefore, Seen, Wants, verify};
use armistice_record::{Frontier, Hash, Head};

use crate::moment::instant_of;

/// Why the record of a case cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum RecordedError {
    /// It does not verify.
    #[error("the record in `{path}` does not verify: {cause}")]
    Unsound {
        /// The folder.
        path: PathBuf,
        /// The first thing that is wrong.
        cause: String,
    },
    /// An entry that tells no fact where it should.
    #[error("entry {index} of the record: {cause}")]
    Fact {
        /// The entry.
        index: u64,
        /// What is wrong.
        cause: String,
    },
    /// An entry that no program may pass over, of a kind that this one does not know.
    #[error(
        "entry {index} of the record is of kind `{kind}` {version}, which must not be passed over: take a newer program"
    )]
    Strange {
        /// The entry.
        index: u64,
        /// Its kind.
        kind: String,
        /// The version of the kind.
        version: u64,
    },
}

/// What the entries of a record come to.
#[derive(Debug)]
pub(crate) struct Folded {
    /// The facts, in the order of the entries.
    pub(crate) facts: Vec<Fact>,
    /// Facts that are not taken, with their reason.
    pub(crate) rejects: Vec<Reject>,
    /// Where all that stands.
    pub(crate) record: Recorded,
}

/// The record of a case.
#[derive(Debug)]
pub(crate) struct Recorded {
    /// Its folder.
    path: PathBuf,
    /// The tree that was signed last.
    pub(crate) head: Head,
    /// Where each fact stands, in their order.
    told: Vec<Told>,
    /// The texts of the agreement on the table, with the entry that put each there.
    pub(crate) texts: BTreeMap<Hash, u64>,
    /// Which tree a witness had seen, and when.
    stamps: Vec<Seen>,
    /// What entries were written after.
    not_before: NotBefore,
    /// By when each entry stood there.
    not_after: NotAfter,
}

/// Where a fact stands in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// The fact.
    fact: Name,
    /// The entry.
    pub(crate) entry: u64,
    /// Who signs for it.
    pub(crate) by: Name,
    /// When its author says that it was written.
    at: Instant,
    /// The size of the tree that its author had seen.
    seen: Option<u64>,
}

/// The three times of an entry, which are never one: what its author claims, and what witnesses have shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Times {
    /// When its author says that it was written.
    pub(crate) claimed: Instant,
    /// The latest signed time in the tree that its author had seen: it was not written before.
    pub(crate) not_before: Option<Instant>,
    /// The earliest time of a witness on that tree, which may be older: a hint, and no bound.
    pub(crate) tree_seen: Option<Instant>,
    /// When the last witness that the policy asks for had seen a tree that holds it: it was not written after.
    pub(crate) not_after: Option<Instant>,
}

/// The folder of a record: the one given, or `record` in a case folder.
pub(crate) fn folder(at: &Path) -> PathBuf {
    let inner = at.join("record");
    if !at.join(CHECKPOINT).is_file() && inner.is_dir() { inner } else { at.to_owned() }
}

/// The record in a case folder; nothing if the case has none. The tree is checked against its checkpoint first: who
/// signed what is for `armistice record verify`.
pub(crate) fn fold(case: &Path) -> Result<Option<Folded>, RecordedError> {
    let path = case.join("record");
    let folder = Folder::new(&path);
    if !matches!(folder.read(CHECKPOINT), Ok(Some(_))) {
        return Ok(None);
    }
    let report = verify(&folder, &Wants { policy: None, depth: Depth::Tree }, &Threads);
    let unsound = |cause: String| RecordedError::Unsound { path: path.clone(), cause };
    if let Some(problem) = report.problems.iter().find(|_| report.code() > 2) {
        return Err(unsound(format!("{}: {}", problem.place, problem.what)));
    }
    let head = report.head.ok_or_else(|| unsound("it has no checkpoint".to_owned()))?;
    let policy = folder.read(POLICY).ok().flatten().and_then(|bytes| Policy::parse(&bytes).ok());
    let mut folding = Folding { policy, ..Folding::default() };
    for bundle in (0..).map_while(|index| Tile::of_row(Row::Entries, index, head.size)) {
        let read = files::entries(&folder, bundle).map_err(|cause| unsound(cause.to_string()))?;
        for (index, leaf) in (bundle.start()..).zip(&read) {
            folding.take(index, leaf)?;
        }
    }
    let Folding { facts, told, texts, rejects, not_before, .. } = folding;
    let (stamps, not_after) = (report.stamps, report.not_after);
    let record = Recorded { path, head, told, texts, stamps, not_before, not_after };
    Ok(Some(Folded { facts, rejects, record }))
}

#[derive(Default)]
struct Folding {
    facts: Vec<Fact>,
    told: Vec<Told>,
    texts: BTreeMap<Hash, u64>,
    rejects: Vec<Reject>,
    known: BTreeSet<Name>,
    policy: Option<Policy>,
    not_before: NotBefore,
}

impl Folding {
    fn take(&mut self, index: u64, leaf: &[u8]) -> Result<(), RecordedError> {
        let unread = |cause: String| RecordedError::Fact { index, cause };
        let body = Entry::parse(leaf).map_err(|error| unread(error.to_string()))?.body;
        if body.critical && Kind::named(&body.kind, body.version).is_none() {
            return Err(RecordedError::Strange { index, kind: body.kind, version: body.version });
        }
        if let Some(policy) = &self.policy {
            self.not_before.take(index, &body, policy);
        }
        if body.kind == "agreement_version" {
            self.texts.extend(text(&body).map(|digest| (digest, index)));
        }
        let Some(fact) = body.payload.get("fact") else { return Ok(()) };
        let fact = canonical::fact(&fact.canonical()).map_err(|error| unread(error.to_string()))?;
        // Nobody can put another fact in the place of one that is recorded: the first of a name stands.
        if !self.known.insert(fact.id.clone()) {
            let reason = format!("another fact `{}` was recorded before it", fact.id);
            self.rejects.push(Reject::new("record", index, reason, leaf));
            return Ok(());
        }
        if let Some(reason) = self.of_others(&fact, &body.by) {
            self.rejects.push(Reject::new("record", index, reason, leaf));
            return Ok(());
        }
        let seen = body.seen.map(|seen| seen.size);
        self.told.push(Told { fact: fact.id.clone(), entry: index, by: body.by, at: body.at, seen });
        self.facts.push(fact);
        Ok(())
    }
}

impl Folding {
    /// Why somebody cannot take facts back: only whoever told a fact does.
    fn of_others(&self, fact: &Fact, by: &Name) -> Option<String> {
        let What::Withdrawal(withdrawal) = &fact.what else { return None };
        let is_own = |of: &&Name| self.told.iter().any(|told| told.fact == **of && told.by == *by);
        let other = withdrawal.of.iter().find(|of| !is_own(of))?;
        Some(format!("`{by}` takes back `{other}`, which it has not told: only whoever told a fact does"))
    }
}

/// The text that an entry puts on the table.
fn text(body: &Body) -> Option<Hash> {
    Hash::from_hex(body.payload.get("text")?.get("sha256").and_then(Json::as_text)?)
}

impl Recorded {
    /// The tree when it had this size; nothing if it never had.
    pub(crate) fn tree(&self, size: u64) -> Result<Option<Head>, ReadError> {
        if size > self.head.size {
            return Ok(None);
        }
        let folder = Folder::new(&self.path);
        let root = Tree::new(&folder, self.head.size).frontier(size)?.root();
        Ok(Some(Head { size, root }))
    }

    /// The tree that had this root; nothing if none had.
    pub(crate) fn tree_of(&self, root: Hash) -> Result<Option<Head>, ReadError> {
        if root == self.head.root {
            return Ok(Some(self.head));
        }
        let folder = Folder::new(&self.path);
        let mut frontier = Frontier::new();
        for tile in (0..).map_while(|index| Tile::of_row(Row::Hashes(0), index, self.head.size)) {
            for leaf in files::hashes(&folder, tile)? {
                frontier.append(leaf, |_, _, _| {});
                if frontier.root() == root {
                    return Ok(Some(Head { size: frontier.size(), root }));
                }
            }
        }
        Ok(None)
    }

    /// How many of the facts stand in the tree of this size.
    pub(crate) fn facts_in(&self, size: u64) -> usize {
        self.told.partition_point(|told| told.entry < size)
    }

    /// Where a fact stands.
    pub(crate) fn told(&self, fact: &Name) -> Option<&Told> {
        self.told.iter().find(|told| told.fact == *fact)
    }

    /// The times of an entry.
    pub(crate) fn times(&self, told: &Told) -> Times {
        let of_tree = |size| self.stamps.iter().filter(move |stamp| stamp.size == size);
        let first = |size| of_tree(size).map(|stamp| instant_of(stamp.time)).min();
        Times {
            claimed: told.at,
            not_before: told.seen.and_then(|seen| self.not_before.of(seen)).map(instant_of),
            tree_seen: told.seen.and_then(first),
            not_after: self.not_after.of(told.entry).map(instant_of),
        }
    }
}
