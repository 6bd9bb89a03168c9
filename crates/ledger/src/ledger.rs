//! The ledger: takes entries, makes them durable, signs for them, shows them.
//!
//! One batch: the entries go to the journal; they are read back from it and the root is worked out a second time; the
//! checkpoint is signed and follows; one `fdatasync`. Only then does anything leave. What fails in between poisons the
//! ledger: it signs nothing any more until it was opened anew.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use armistice_record::checkpoint::{Checkpoint, SignedCheckpoint};
use armistice_record::entry::{Entry, EntryError};
use armistice_record::files::{self, Recorded, blob_path, bound};
use armistice_record::key::Key;
use armistice_record::roster::{Fault, Form, Past, Roster};
use armistice_record::signer::Signer;
use armistice_record::tile::{LONGEST_ENTRY, Row, Tile};
use armistice_record::verify::Crew;
use armistice_record::{Frontier, Hash, Head};

use crate::anchor::Anchor;
use crate::error::{LedgerError, NETWORK, RESERVE};
use crate::frame::Frame;
use crate::recovery::{JOURNAL, Recovered, recover};
use crate::second;
use crate::shelf::Shelf;
use crate::store::{Shown, Store};

/// A journal longer than this begins anew once the files that everybody can check are durable.
const LONGEST_JOURNAL: u64 = 64 << 20;

/// Fewer entries than this are checked alone.
const WORTH_SHARING: usize = 8;

/// What came of a submitted entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Recorded, durably, at this place.
    Recorded(u64),
    /// Refused, with all reasons.
    Refused(Vec<Refused>),
}

/// Why an entry is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// It does not fit the record.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// What readers would not take for an entry.
    #[error("it is no entry: {0}")]
    Form(EntryError),
    /// A kind that this program does not understand.
    #[error("kind `{0}` is not understood here")]
    Kind(String),
    /// A file that it binds is not there.
    #[error("it binds a file that is not there: {0}")]
    Blob(String),
}

/// A ledger over a store.
#[derive(Debug)]
pub struct Ledger<S> {
    store: S,
    anchor: Option<Anchor>,
    log: Box<dyn Signer>,
    frontier: Frontier,
    signed: SignedCheckpoint,
    /// How long the journal is.
    length: u64,
    shelf: Shelf,
    roster: Roster,
    /// How much is published.
    published: u64,
    /// The roots that were signed since.
    heads: BTreeMap<u64, Hash>,
    poisoned: bool,
}

impl<S: Store> Ledger<S> {
    /// Opens the ledger of a log, or begins one: what the journal promised is there, what it did not is gone.
    ///
    /// # Errors
    /// [`LedgerError`] if the journal is damaged, or others have seen more than it holds.
    pub fn open(mut store: S, log: impl Signer + 'static) -> Result<Self, LedgerError> {
        store.claim()?;
        if let (Some(kind), None) = (store.network()?, store.read(NETWORK)?) {
            return Err(LedgerError::Network(kind));
        }
        let anchor = Anchor::of(&store, log.key().name())?;
        let Recovered { base, signed, leaves, length } = recover(&mut store, &log, anchor.as_ref())?;
        let read = |store: &S, path: String| {
            let missing = || io::Error::other(format!("`{path}` is missing"));
            store.read(&path)?.ok_or_else(missing)
        };
        let shelf = Shelf::at(base.size(), |tile| read(&store, tile.to_string()))?;
        let published = base.size();
        let mut ledger = Ledger {
            store,
            anchor,
            log: Box::new(log),
            frontier: base,
            signed,
            length,
            shelf,
            roster: Roster::new(),
            published,
            heads: BTreeMap::new(),
            poisoned: false,
        };
        ledger.reread()?;
        for leaf in &leaves {
            ledger.shelf.push(leaf, &mut ledger.frontier);
            ledger.enrol(leaf);
        }
        ledger.publish()?;
        Ok(ledger)
    }

    /// The tree that was signed last.
    #[must_use]
    pub fn head(&self) -> Head {
        self.signed.head()
    }

    /// The checkpoint that was signed last.
    #[must_use]
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.signed
    }

    /// Who may sign what at the next place.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &S {
        &self.store
    }

    /// The store, to keep blobs and the checkpoints of witnesses in.
    pub fn store_mut(&mut self) -> &mut S {
        &mut self.store
    }

    /// Keeps a blob durably, before any entry binds it.
    ///
    /// # Errors
    /// [`LedgerError::Disk`].
    pub fn keep(&mut self, bytes: &[u8]) -> Result<Hash, LedgerError> {
        let digest = Hash::of(bytes);
        if self.store.read(&blob_path(digest))?.as_deref() != Some(bytes) {
            self.check_room(bytes.len())?;
            self.store.put_durably(&blob_path(digest), bytes)?;
        }
        Ok(digest)
    }

    /// Takes entries: each is recorded or refused, and all that are recorded are durable when this returns.
    ///
    /// # Errors
    /// [`LedgerError`] if none could be made durable.
    pub fn submit(&mut self, entries: &[Entry], crew: &impl Crew) -> Result<Vec<Answer>, LedgerError> {
        if self.poisoned {
            return Err(LedgerError::Poisoned);
        }
        let (mut answers, mut leaves) = (Vec::new(), Vec::new());
        // Form and signatures do not depend on what stands before; the rest does.
        let roster = &self.roster;
        let written = crew.share(entries, WORTH_SHARING, |entry| Written::new(entry, roster));
        for (entry, written) in entries.iter().zip(written) {
            let refused = match &written {
                Ok(written) => self.reasons(entry, written)?,
                Err(cause) => vec![Refused::Form(cause.clone())],
            };
            match written {
                Ok(written) if refused.is_empty() => {
                    answers.push(Answer::Recorded(self.roster.size));
                    let id = Hash::of(&written.envelope);
                    self.roster.follow(entry, id, &written.form, &Unasked);
                    leaves.push(written.leaf);
                }
                _ => answers.push(Answer::Refused(refused)),
            }
        }
        if !leaves.is_empty() {
            self.append(&leaves)?;
        }
        Ok(answers)
    }

    /// Appends leaves of any content, in one batch with one `fdatasync`.
    ///
    /// # Errors
    /// [`LedgerError`]; the ledger is poisoned, whatever the reason.
    pub fn append(&mut self, leaves: &[Vec<u8>]) -> Result<&SignedCheckpoint, LedgerError> {
        if self.poisoned {
            return Err(LedgerError::Poisoned);
        }
        self.check_room(leaves.iter().map(Vec::len).sum())?;
        self.poisoned = true;
        self.batch(leaves)?;
        self.poisoned = false;
        Ok(&self.signed)
    }

    /// Writes the files that everybody can check, and begins the journal anew if it has grown long.
    ///
    /// # Errors
    /// [`LedgerError::Disk`]. The journal holds all, and the next opening writes the files again.
    pub fn publish(&mut self) -> Result<(), LedgerError> {
        self.shelf.publish(&mut self.store, &self.signed)?;
        self.published = self.frontier.size();
        self.heads.clear();
        if self.length > LONGEST_JOURNAL {
            self.rotate()?;
        }
        Ok(())
    }

    /// Makes the published files durable, and lets the journal begin after them.
    ///
    /// # Errors
    /// [`LedgerError::Disk`]; the ledger is poisoned.
    pub fn rotate(&mut self) -> Result<(), LedgerError> {
        self.poisoned = true;
        let idle = self.shelf.sync(&mut self.store)?;
        let mut journal = Vec::new();
        Frame::Base(self.signed.note().to_string().as_bytes()).write(&mut journal);
        self.store.put_durably(JOURNAL, &journal)?;
        self.length = journal.len() as u64;
        for tile in idle {
            self.store.remove(&tile.to_string())?;
        }
        self.poisoned = false;
        Ok(())
    }

    /// Refuses what would fill the last of the disk, before anything of it is written. Entries are written twice: to the
    /// journal, and to what everybody can check.
    fn check_room(&self, bytes: usize) -> Result<(), LedgerError> {
        match self.store.room()? {
            Some(free) if free < RESERVE.saturating_add(2 * bytes as u64) => {
                Err(LedgerError::Full { free: free >> 20 })
            }
            _ => Ok(()),
        }
    }

    fn batch(&mut self, leaves: &[Vec<u8>]) -> Result<(), LedgerError> {
        let mut frames = Vec::new();
        let mut frontier = self.frontier.clone();
        for leaf in leaves {
            if leaf.len() > LONGEST_ENTRY {
                return Err(LedgerError::Long(leaf.len()));
            }
            Frame::Entry(leaf).write(&mut frames);
            frontier.append(Hash::leaf(leaf), |_, _, _| {});
        }
        self.store.append(JOURNAL, &frames)?;
        let back = self.store.read_from(JOURNAL, self.length)?;
        let head = Head { size: frontier.size(), root: frontier.root() };
        if second::head(&self.frontier, &back) != Some(head) {
            return Err(LedgerError::Differs);
        }
        let origin = self.signed.checkpoint().origin.clone();
        let signed = Checkpoint { origin, head, extensions: Vec::new() }.sign(self.log.as_ref())?;
        let mut last = Vec::new();
        Frame::Head(signed.note().to_string().as_bytes()).write(&mut last);
        self.store.append(JOURNAL, &last)?;
        self.store.sync(JOURNAL)?;
        if let Some(anchor) = &mut self.anchor {
            anchor.keep(&signed)?;
        }
        // From here on the batch is promised.
        self.length += (frames.len() + last.len()) as u64;
        self.signed = signed;
        self.heads.insert(head.size, head.root);
        for leaf in leaves {
            self.shelf.push(leaf, &mut self.frontier);
        }
        Ok(())
    }

    /// Why an entry cannot be taken at the next place.
    fn reasons(&self, entry: &Entry, written: &Written) -> Result<Vec<Refused>, LedgerError> {
        let shown = Shown(&self.store);
        let recorded = Recorded::new(&shown, self.published);
        let history =
            History { recorded, published: self.published, recent: &self.shelf.recent, heads: &self.heads };
        let admission = self.roster.check(entry, &written.form, &history);
        let mut refused: Vec<Refused> = admission.faults.into_iter().map(Refused::Fault).collect();
        if !admission.understood {
            refused.push(Refused::Kind(entry.body.kind.clone()));
        }
        for claimed in admission.claimed {
            // A key that came with this batch was not known when it was begun.
            let known = written.signed.iter().find(|(key, _)| *key == claimed.key);
            if !known.map_or_else(|| claimed.holds(&written.envelope), |(_, holds)| *holds) {
                refused.push(Fault::Forged(claimed.key.label().to_owned()).into());
            }
        }
        for digest in bound(&entry.body) {
            if self.store.read(&blob_path(digest))?.is_none() {
                refused.push(Refused::Blob(blob_path(digest)));
            }
        }
        Ok(refused)
    }

    /// Lets the roster follow a leaf that is recorded. Leaves that are no entries change nothing.
    fn enrol(&mut self, leaf: &[u8]) {
        match Entry::parse(leaf) {
            Ok(entry) => drop(self.roster.take(&entry, &Unasked)),
            Err(_) => self.roster.size += 1,
        }
    }

    /// Lets the roster follow what is published.
    fn reread(&mut self) -> Result<(), LedgerError> {
        let size = self.frontier.size();
        for bundle in (0..).map_while(|index| Tile::of_row(Row::Entries, index, size)) {
            let read = files::entries(&Shown(&self.store), bundle);
            for leaf in read.map_err(|error| LedgerError::Unwhole(error.to_string()))? {
                self.enrol(&leaf);
            }
        }
        Ok(())
    }
}

/// An entry as its leaf, which every reader has to take, and whether the signatures hold of keys that are known.
struct Written {
    leaf: Vec<u8>,
    envelope: Vec<u8>,
    form: Form,
    signed: Vec<(Arc<Key>, bool)>,
}

impl Written {
    fn new(entry: &Entry, roster: &Roster) -> Result<Self, EntryError> {
        let leaf = entry.to_bytes();
        let (read, envelope) = Entry::parse_signed(&leaf)?;
        if read != *entry {
            return Err(EntryError::Member("body"));
        }
        let known = roster.holders.values().flat_map(|holder| &holder.keys).map(|held| &held.key);
        let signed = known.filter_map(|key| {
            let signature = entry.signatures.iter().find(|one| one.key == key.label())?;
            Some((Arc::clone(key), key.has_signed(&envelope, &signature.bytes)))
        });
        let signed = signed.collect();
        Ok(Written { leaf, envelope, form: Form::of(&entry.body), signed })
    }
}

/// What the record holds so far, published or not.
struct History<'a, S> {
    recorded: Recorded<'a, Shown<'a, S>>,
    published: u64,
    recent: &'a [Hash],
    heads: &'a BTreeMap<u64, Hash>,
}

impl<S: Store> Past for History<'_, S> {
    fn leaf(&self, index: u64) -> Option<Hash> {
        match index.checked_sub(self.published) {
            None => self.recorded.leaf(index),
            Some(recent) => self.recent.get(usize::try_from(recent).ok()?).copied(),
        }
    }

    fn root(&self, size: u64) -> Option<Hash> {
        if size <= self.published { self.recorded.root(size) } else { self.heads.get(&size).copied() }
    }
}

/// For entries that were let in already: nothing is asked of them again.
struct Unasked;

impl Past for Unasked {
    fn leaf(&self, _index: u64) -> Option<Hash> {
        None
    }

    fn root(&self, _size: u64) -> Option<Hash> {
        None
    }
}

#[cfg(test)]
mod tests;
