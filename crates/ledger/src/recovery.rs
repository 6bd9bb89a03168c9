//! What the journal has promised, read after a crash: up to the last checkpoint whose root works out.
//!
//! What stands after it was never answered for, and is cut off. But damage before something that was durable must not
//! pass for the torn end of a write: there is at most one batch that was not synced.

use std::io;

use armistice_record::checkpoint::{Checkpoint, SignedCheckpoint};
use armistice_record::files::{CHECKPOINT, Recorded, WITNESSES};
use armistice_record::signer::Signer;
use armistice_record::{Frontier, Hash, Head};

use crate::anchor::Anchor;
use crate::error::LedgerError;
use crate::frame::Frame;
use crate::store::{Shown, Store};

/// Where the journal stands.
pub(crate) const JOURNAL: &str = ".state/journal";

/// What the journal has promised.
#[derive(Debug)]
pub(crate) struct Recovered {
    /// The tree that the tiles hold, durably.
    pub(crate) base: Frontier,
    /// The entries since, all promised.
    pub(crate) leaves: Vec<Vec<u8>>,
    /// The last checkpoint that was signed.
    pub(crate) signed: SignedCheckpoint,
    /// How long the journal is now.
    pub(crate) length: u64,
}

/// Reads the journal, cuts off what it has not promised, and holds the rest against what others have seen. Begins a
/// journal if there is nothing yet.
pub(crate) fn recover(
    store: &mut impl Store,
    log: &dyn Signer,
    anchor: Option<&Anchor>,
) -> Result<Recovered, LedgerError> {
    let journal = match store.read(JOURNAL)? {
        Some(journal) => journal,
        None if store.read(CHECKPOINT)?.is_some() => return Err(LedgerError::NoJournal),
        None => begin(store, log, Head { size: 0, root: Hash::EMPTY })?,
    };
    let recovered = promised(store, log, &journal)?;
    check_others(store, log, &recovered, anchor)?;
    let end = usize::try_from(recovered.length).unwrap_or(usize::MAX);
    if end < journal.len() {
        if let Some(torn) = journal.get(end..) {
            check_torn(log, torn, recovered.length)?;
        }
        // A new file instead of a cut one: after a failed sync, what the system shows of the old one may not be there.
        store.put_durably(JOURNAL, journal.get(..end).unwrap_or_default())?;
    } else {
        store.put_durably(JOURNAL, &journal)?;
    }
    Ok(recovered)
}

/// A journal that goes on from the files of a tree of this size, which everybody can check.
///
/// # Errors
/// [`LedgerError`] if the disk fails.
fn begin(store: &mut impl Store, log: &dyn Signer, head: Head) -> Result<Vec<u8>, LedgerError> {
    let origin = log.key().name().to_owned();
    let base = Checkpoint { origin, head, extensions: Vec::new() }.sign(log)?;
    let mut journal = Vec::new();
    Frame::Base(base.note().to_string().as_bytes()).write(&mut journal);
    store.put_durably(JOURNAL, &journal)?;
    Ok(journal)
}

/// Makes a journal from the published files alone: what was promised and not published is lost, and only the witnesses
/// know whether there was any. Ask them first.
///
/// # Errors
/// [`LedgerError`] if the published files are not whole, or others have seen more.
pub fn rebuild(store: &mut impl Store, log: &dyn Signer) -> Result<Head, LedgerError> {
    store.claim()?;
    let unwhole = |cause: &str| LedgerError::Unwhole(cause.to_owned());
    let bytes = store.read(CHECKPOINT)?.ok_or_else(|| unwhole("there is no checkpoint"))?;
    let signed = opened(&bytes, log).ok_or_else(|| unwhole("the checkpoint is not signed by this log"))?;
    let head = signed.head();
    let mut frontier = Frontier::new();
    {
        use armistice_record::files::entries;
        use armistice_record::tile::{Row, Tile};
        let shown = Shown(&*store);
        for bundle in (0..).map_while(|index| Tile::of_row(Row::Entries, index, head.size)) {
            let read = entries(&shown, bundle).map_err(|error| unwhole(&error.to_string()))?;
            read.iter().for_each(|leaf| frontier.append(Hash::leaf(leaf), |_, _, _| {}));
        }
    }
    if frontier.root() != head.root {
        return Err(unwhole("the entries give another root"));
    }
    let recovered = Recovered { base: frontier, leaves: Vec::new(), signed, length: 0 };
    let anchor = Anchor::of(store, log.key().name())?;
    check_others(store, log, &recovered, anchor.as_ref())?;
    begin(store, log, head)?;
    Ok(head)
}

/// Follows the frames as far as they hold.
fn promised(store: &impl Store, log: &dyn Signer, journal: &[u8]) -> Result<Recovered, LedgerError> {
    let damaged = || LedgerError::Damaged { at: 0 };
    let (Frame::Base(note), mut at) = Frame::read(journal).ok_or_else(damaged)? else {
        return Err(damaged());
    };
    let mut signed = opened(note, log).ok_or_else(damaged)?;
    let head = signed.head();
    let shown = Shown(store);
    let base = Recorded::new(&shown, head.size).frontier(head.size);
    let base = base.map_err(|error| LedgerError::Unwhole(error.to_string()))?;
    if base.root() != head.root {
        return Err(LedgerError::Unwhole("the tiles give another root".to_owned()));
    }
    let (mut frontier, mut leaves, mut held) = (base.clone(), Vec::new(), 0);
    let mut length = at;
    while let Some((frame, more)) = journal.get(at..).and_then(Frame::read) {
        at += more;
        match frame {
            Frame::Entry(leaf) => {
                frontier.append(Hash::leaf(leaf), |_, _, _| {});
                leaves.push(leaf.to_vec());
            }
            Frame::Head(note) => {
                let worked_out = Head { size: frontier.size(), root: frontier.root() };
                match opened(note, log).filter(|signed| signed.head() == worked_out) {
                    Some(next) => (signed, held, length) = (next, leaves.len(), at),
                    None => break,
                }
            }
            Frame::Base(_) => break,
        }
    }
    leaves.truncate(held);
    Ok(Recovered { base, leaves, signed, length: length as u64 })
}

/// Refuses a journal that is damaged in front of more than the one batch that may be torn.
fn check_torn(log: &dyn Signer, torn: &[u8], at: u64) -> Result<(), LedgerError> {
    let heads = (0..torn.len()).filter_map(|start| match torn.get(start..).and_then(Frame::read) {
        Some((Frame::Head(note), _)) => opened(note, log),
        _ => None,
    });
    if heads.take(2).count() > 1 { Err(LedgerError::Damaged { at }) } else { Ok(()) }
}

/// Refuses to go on if somebody holds a checkpoint of this log that the journal does not know: an old backup was
/// restored, or the journal was lost. To sign now would be to tell two histories.
fn check_others(
    store: &impl Store,
    log: &dyn Signer,
    recovered: &Recovered,
    anchor: Option<&Anchor>,
) -> Result<(), LedgerError> {
    let held = recovered.signed.head();
    let shown = Shown(store);
    let mut frontier = recovered.base.clone();
    let mut seen = Vec::new();
    let paths = std::iter::once(CHECKPOINT.to_owned()).chain(store.below(WITNESSES));
    let mut notes = paths.map(|path| Ok((store.read(&path)?, path))).collect::<io::Result<Vec<_>>>()?;
    notes.extend(anchor.map(Anchor::last).transpose()?);
    for (note, path) in notes {
        let Some(signed) = note.and_then(|bytes| opened(&bytes, log)) else { continue };
        let head = signed.head();
        if head.size > held.size {
            return Err(LedgerError::Behind { path, seen: head.size, held: held.size });
        }
        if head.size >= frontier.size() {
            seen.push((head, path));
        } else {
            let then = Recorded::new(&shown, frontier.size()).frontier(head.size);
            let then = then.map_err(|error| LedgerError::Unwhole(error.to_string()))?;
            if then.root() != head.root {
                return Err(LedgerError::Forked { path, size: head.size });
            }
        }
    }
    let mut roots = vec![(frontier.size(), frontier.root())];
    for leaf in &recovered.leaves {
        frontier.append(Hash::leaf(leaf), |_, _, _| {});
        if seen.iter().any(|(head, _)| head.size == frontier.size()) {
            roots.push((frontier.size(), frontier.root()));
        }
    }
    for (head, path) in seen {
        if !roots.contains(&(head.size, head.root)) {
            return Err(LedgerError::Forked { path, size: head.size });
        }
    }
    Ok(())
}

fn opened(note: &[u8], log: &dyn Signer) -> Option<SignedCheckpoint> {
    SignedCheckpoint::open(note, std::slice::from_ref(log.key())).ok()
}
