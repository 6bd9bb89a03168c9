//! Copies: a party brings its own up to date from anybody's, and carries what witnesses have signed to others. The same
//! over a stick as over a disk; whatever is read there may be hostile.

mod ahead;
mod beside;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use armistice_record::checkpoint::{CheckpointError, SignedCheckpoint};
use armistice_record::cosignature::cosigned;
use armistice_record::entry::Entry;
use armistice_record::files::{
    CHECKPOINT, Files, ReadError, Recorded, WITNESSES, bound, needed, witness_path,
};
use armistice_record::key::Key;
use armistice_record::note::Note;
use armistice_record::policy::Policy;
use armistice_record::proof::{ProofError, check_consistency, consistency};
use armistice_record::tile::Tile;
use armistice_record::{Frontier, Hash, Head};

use self::ahead::Ahead;
use crate::shelf::Shelf;
use crate::store::{Shown, Store};

/// So many bundles are kept in memory before they are written.
const BUNDLES: usize = 64;

/// What was brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulled {
    /// The tree before.
    pub before: u64,
    /// The tree now.
    pub now: u64,
    /// Files that new entries bind and the other copy does not have.
    pub missing: Vec<Hash>,
    /// Checkpoints of witnesses that were brought.
    pub witnessed: u64,
}

/// Why nothing was brought. The copy is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PullError {
    /// The disk.
    #[error("the disk does not do its work: {0}")]
    Disk(#[from] io::Error),
    /// The other copy is not whole.
    #[error("the other copy: {0}")]
    Read(#[from] ReadError),
    /// A checkpoint that its log did not sign.
    #[error("checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// Two histories. Both notes are the evidence.
    #[error("FORK: the log signed another history for the other copy: {cause}")]
    Fork {
        /// What does not fit.
        cause: ProofError,
        /// What it signed for us.
        ours: Box<Note>,
        /// What it signed for them.
        theirs: Box<Note>,
    },
    /// A checkpoint that nobody of the policy has cosigned.
    #[error("no witness of the policy with that path has cosigned it")]
    NotCosigned,
    /// The entries do not give the root that was signed.
    #[error("the entries of the other copy do not give the root that was signed; it was altered")]
    Altered,
}

/// Brings a copy up to date. Nothing is written before the other tree is shown to continue ours and all its new
/// entries to give its root; the checkpoint is written last. A policy is not brought: whom to trust is for us to say. Nor is
/// a file that was ordered to be erased, whoever still has it.
///
/// # Errors
/// [`PullError`]; the copy is then as it was.
pub fn pull(from: &(impl Files + Sync), into: &mut impl Store, logs: &[Key]) -> Result<Pulled, PullError> {
    into.claim()?;
    let theirs = SignedCheckpoint::open(&needed(from, CHECKPOINT)?, logs)?;
    let ours = into.read(CHECKPOINT)?.map(|bytes| SignedCheckpoint::open(&bytes, logs)).transpose()?;
    let empty = Head { size: 0, root: Hash::EMPTY };
    let (old, new) = (ours.as_ref().map_or(empty, SignedCheckpoint::head), theirs.head());
    if let Some(ours) = &ours {
        check_continues(from, into, ours, &theirs)?;
    }
    let start = Recorded::new(&Shown(&*into), old.size).frontier(old.size)?;
    let mut news = Ahead::new(from, old.size, new.size);
    let (mut tree, mut binds) = (start.clone(), BTreeSet::new());
    news.each(|leaf| {
        tree.append(Hash::leaf(leaf), |_, _, _| {});
        binds.extend(Entry::parse(leaf).map(|entry| bound(&entry.body)).unwrap_or_default());
        Ok(())
    })?;
    let is_news = new.size > old.size || ours.is_none();
    if is_news && tree.root() != new.root {
        return Err(PullError::Altered);
    }
    let missing = beside::bring(&mut news, into, binds)?;
    if is_news {
        write(&mut news, into, start, &theirs)?;
    }
    let witnessed = carry(from, into, logs)?;
    Ok(Pulled { before: old.size, now: old.size.max(new.size), missing, witnessed })
}

/// Carries what witnesses have signed from one copy to another, where the tree there continues what they saw. Tells how
/// many checkpoints are new there.
///
/// # Errors
/// [`PullError`] if the other copy has no checkpoint, or the disk fails.
pub fn carry(from: &impl Files, into: &mut impl Store, logs: &[Key]) -> Result<u64, PullError> {
    into.claim()?;
    let own = into.read(CHECKPOINT)?.ok_or_else(|| ReadError::Missing(CHECKPOINT.to_owned()))?;
    let mut checkpoint = SignedCheckpoint::open(&own, logs)?;
    let head = checkpoint.head();
    let mut carried = BTreeMap::new();
    {
        let shown = Shown(&*into);
        let recorded = Recorded::new(&shown, head.size);
        for path in from.below(WITNESSES).into_iter().filter(|path| path.ends_with("/checkpoint")) {
            let open = |bytes: Vec<u8>| SignedCheckpoint::open(&bytes, logs).ok();
            let Some(seen) = from.read(&path).ok().flatten().and_then(open) else { continue };
            let known = into.read(&path)?.and_then(open).map_or(0, |known| known.head().size);
            let is_ours =
                seen.checkpoint().origin == checkpoint.checkpoint().origin && seen.head().size <= head.size;
            if is_ours
                && seen.head().size > known
                && recorded.frontier(seen.head().size)?.root() == seen.head().root
            {
                carried.insert(path, seen);
            }
        }
    }
    let same = carried.values().filter(|seen| seen.head() == head);
    for signature in same.flat_map(|seen| seen.note().signatures.clone()).collect::<Vec<_>>() {
        checkpoint.add(signature);
    }
    for (path, seen) in &carried {
        into.put_durably(path, seen.note().to_string().as_bytes())?;
    }
    if !carried.is_empty() {
        into.put_durably(CHECKPOINT, checkpoint.note().to_string().as_bytes())?;
    }
    Ok(carried.len() as u64)
}

/// Takes what a witness of the policy has cosigned, as a stranger brings it, under the path of that witness. Tells whether
/// it was news.
///
/// # Errors
/// [`PullError::NotCosigned`] if no witness of the policy with that path has cosigned it; else as [`carry`].
pub fn take_cosigned(
    into: &mut impl Store,
    path: &str,
    note: &[u8],
    policy: &Policy,
) -> Result<bool, PullError> {
    let logs = policy.log_keys();
    let checkpoint = SignedCheckpoint::open(note, &logs)?;
    let origin = &checkpoint.checkpoint().origin;
    let mut own = policy.witnesses.iter().filter(|one| witness_path(one.key.name(), origin) == path);
    let own = own.find_map(|one| {
        let is_good = cosigned(&checkpoint, &one.key).is_ok_and(|at| at.is_some());
        is_good.then(|| checkpoint.note().by(&one.key).cloned()).into_iter().flatten().next()
    });
    let own = own.ok_or(PullError::NotCosigned)?;
    // Others' signatures are left behind: whoever brings a note could have filled it.
    let mut brought = checkpoint.clone();
    brought.keep(|one| *one == own || logs.iter().any(|key| key.name() == one.name && key.id() == one.id));
    let brought = BTreeMap::from([(path.to_owned(), brought.note().to_string().into_bytes())]);
    Ok(carry(&brought, into, &logs)? > 0)
}

/// Both trees were signed: the larger one has to continue the smaller.
fn check_continues(
    from: &impl Files,
    into: &impl Store,
    ours: &SignedCheckpoint,
    theirs: &SignedCheckpoint,
) -> Result<(), PullError> {
    let (old, new) = (ours.head(), theirs.head());
    let shown = Shown(into);
    let checked = if new.size >= old.size {
        check_consistency(old, new, &consistency(old.size, new.size, &Recorded::new(from, new.size))?)
    } else {
        check_consistency(new, old, &consistency(new.size, old.size, &Recorded::new(&shown, old.size))?)
    };
    checked.map_err(|cause| {
        let (ours, theirs) = (Box::new(ours.note().clone()), Box::new(theirs.note().clone()));
        PullError::Fork { cause, ours, theirs }
    })
}

/// Writes what is new: bundles, tiles that we have worked out ourselves, the checkpoint.
fn write(
    news: &mut Ahead<'_, impl Files + Sync>,
    into: &mut impl Store,
    start: Frontier,
    theirs: &SignedCheckpoint,
) -> Result<(), PullError> {
    let read = |tile: Tile| {
        let missing = || io::Error::other(format!("`{tile}` is missing"));
        into.read(&tile.to_string())?.ok_or_else(missing)
    };
    let mut shelf = Shelf::at(start.size(), read)?;
    let mut tree = start;
    news.each(|leaf| {
        shelf.push(leaf, &mut tree);
        if shelf.waiting() >= BUNDLES {
            shelf.write_full(into)?;
        }
        Ok(())
    })?;
    // What was read the second time has to be what was read the first time.
    if tree.root() != theirs.head().root {
        return Err(PullError::Altered);
    }
    shelf.publish(into, theirs)?;
    for tile in shelf.sync(into)? {
        into.remove(&tile.to_string())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
