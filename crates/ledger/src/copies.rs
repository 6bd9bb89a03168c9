//! Copies: a party brings its own up to date from anybody's, and carries what witnesses have signed to others. The same
//! over a stick as over a disk; whatever is read there may be hostile.

use std::collections::BTreeMap;
use std::io;

use armistice_record::checkpoint::{CheckpointError, SignedCheckpoint};
use armistice_record::cosignature::cosigned;
use armistice_record::entry::Entry;
use armistice_record::files::{
    self, CHECKPOINT, Files, ReadError, Recorded, WITNESSES, blob_path, bound, needed, witness_path,
};
use armistice_record::key::Key;
use armistice_record::note::Note;
use armistice_record::policy::Policy;
use armistice_record::proof::{ProofError, check_consistency, consistency};
use armistice_record::tile::{Row, Tile};
use armistice_record::{Frontier, Hash, Head};

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
/// entries to give its root; the checkpoint is written last. A policy is not brought: whom to trust is for us to say.
///
/// # Errors
/// [`PullError`]; the copy is then as it was.
pub fn pull(from: &impl Files, into: &mut impl Store, logs: &[Key]) -> Result<Pulled, PullError> {
    into.claim()?;
    let theirs = SignedCheckpoint::open(&needed(from, CHECKPOINT)?, logs)?;
    let ours = into.read(CHECKPOINT)?.map(|bytes| SignedCheckpoint::open(&bytes, logs)).transpose()?;
    let empty = Head { size: 0, root: Hash::EMPTY };
    let (old, new) = (ours.as_ref().map_or(empty, SignedCheckpoint::head), theirs.head());
    if let Some(ours) = &ours {
        check_continues(from, into, ours, &theirs)?;
    }
    let mut missing = Vec::new();
    if new.size > old.size || ours.is_none() {
        let start = Recorded::new(&Shown(&*into), old.size).frontier(old.size)?;
        let mut tree = start.clone();
        each_new(from, old.size, new.size, |_, leaf| {
            tree.append(Hash::leaf(leaf), |_, _, _| {});
            Ok(())
        })?;
        if tree.root() != new.root {
            return Err(PullError::Altered);
        }
        missing = write(from, into, &start, &theirs)?;
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

/// Calls with every entry that is new, in order.
fn each_new(
    from: &impl Files,
    old: u64,
    new: u64,
    mut take: impl FnMut(u64, &[u8]) -> Result<(), PullError>,
) -> Result<(), PullError> {
    let first = old / u64::from(armistice_record::tile::WIDTH);
    for bundle in (first..).map_while(|index| Tile::of_row(Row::Entries, index, new)) {
        for (index, leaf) in (bundle.start()..).zip(&files::entries(from, bundle)?) {
            if index >= old {
                take(index, leaf)?;
            }
        }
    }
    Ok(())
}

/// Writes what is new: files that entries bind, bundles, tiles that we have worked out ourselves, the checkpoint.
fn write(
    from: &impl Files,
    into: &mut impl Store,
    start: &Frontier,
    theirs: &SignedCheckpoint,
) -> Result<Vec<Hash>, PullError> {
    let (old, new) = (start.size(), theirs.head());
    let read = |tile: Tile| {
        let missing = || io::Error::other(format!("`{tile}` is missing"));
        into.read(&tile.to_string())?.ok_or_else(missing)
    };
    let mut shelf = Shelf::at(old, read)?;
    let (mut tree, mut missing) = (start.clone(), Vec::new());
    each_new(from, old, new.size, |_, leaf| {
        shelf.push(leaf, &mut tree);
        if shelf.waiting() >= BUNDLES {
            shelf.write_full(into)?;
        }
        for digest in Entry::parse(leaf).map(|entry| bound(&entry.body)).unwrap_or_default() {
            match from.read(&blob_path(digest)).ok().flatten() {
                Some(bytes) if Hash::of(&bytes) == digest => into.put_durably(&blob_path(digest), &bytes)?,
                _ => missing.push(digest),
            }
        }
        Ok(())
    })?;
    // What was read the second time has to be what was read the first time.
    if tree.root() != new.root {
        return Err(PullError::Altered);
    }
    shelf.publish(into, theirs)?;
    for tile in shelf.sync(into)? {
        into.remove(&tile.to_string())?;
    }
    Ok(missing)
}

#[cfg(test)]
mod tests {
    use armistice_record::cosignature::cosign;
    use armistice_record::key::{Purpose, Secret};
    use armistice_record::verify::{Alone, Depth, Wants, verify};

    use super::*;
    use crate::ledger::Ledger;
    use crate::store::Memory;

    fn log() -> Secret {
        Secret::from_seed("log.example/1", Purpose::Signing, &[1; 32]).unwrap()
    }

    fn witness() -> Secret {
        Secret::from_seed("north.example/w", Purpose::Cosigning, &[2; 32]).unwrap()
    }

    fn keys() -> Vec<Key> {
        vec![log().key().clone()]
    }

    /// The keeper's folder after so many entries, told by a word.
    fn keeper(word: &str, count: u64) -> Memory {
        let mut ledger = Ledger::open(Memory::default(), log()).unwrap();
        let leaves: Vec<Vec<u8>> = (0..count).map(|n| format!("{word} {n}").into_bytes()).collect();
        ledger.append(&leaves).unwrap();
        ledger.publish().unwrap();
        ledger.store().clone()
    }

    fn grown(word: &str, from: &Memory, count: u64) -> Memory {
        let mut ledger = Ledger::open(from.clone(), log()).unwrap();
        let leaves: Vec<Vec<u8>> = (0..count).map(|n| format!("{word} {n}").into_bytes()).collect();
        ledger.append(&leaves).unwrap();
        ledger.publish().unwrap();
        ledger.store().clone()
    }

    fn check(copy: &Memory) -> (u8, u64) {
        let policy = format!("log {}\nwitness n {}\nquorum n\n", log().key(), witness().key());
        let policy = Policy::parse(policy.as_bytes()).unwrap();
        let report = verify(&copy.0, &Wants { policy: Some(&policy), depth: Depth::Tree }, &Alone);
        (report.code(), report.final_size)
    }

    #[test]
    fn a_copy_follows_the_keeper_step_by_step() {
        let (mut copy, mut from) = (Memory::default(), keeper("a", 1));
        let mut size = 1;
        for more in [0, 3, 252, 1, 600, 0, 70] {
            if more > 0 {
                from = grown("b", &from, more);
                size += more;
            }
            let pulled = pull(&from.0, &mut copy, &keys()).unwrap();
            assert_eq!(pulled.now, size);
            assert_eq!(check(&copy).0, 0);
        }
        assert_eq!(copy.0.get("tile/entries/003.p/159"), from.0.get("tile/entries/003.p/159"));
    }

    #[test]
    fn a_fork_is_not_taken_and_both_notes_are_kept() {
        let common = keeper("a", 300);
        let (one, other) = (grown("b", &common, 9), grown("c", &common, 20));
        let mut copy = Memory::default();
        pull(&one.0, &mut copy, &keys()).unwrap();
        let before = copy.clone();
        let Err(PullError::Fork { ours, theirs, .. }) = pull(&other.0, &mut copy, &keys()) else {
            panic!("a fork")
        };
        assert_ne!(ours.text(), theirs.text());
        assert_eq!(copy, before);
    }

    #[test]
    fn an_altered_copy_changes_nothing() {
        let good = keeper("a", 600);
        let mut copy = Memory::default();
        for path in ["tile/entries/000", "tile/entries/002.p/88", "checkpoint"] {
            let mut bad = good.clone();
            bad.0.get_mut(path).unwrap()[40] ^= 1;
            assert!(pull(&bad.0, &mut copy, &keys()).is_err(), "{path}");
            bad.0.remove(path);
            assert!(pull(&bad.0, &mut copy, &keys()).is_err(), "{path}");
            assert_eq!(copy, Memory::default(), "{path}");
        }
        // Tiles are worked out from the entries, so spoilt ones do no harm.
        let mut bad = good.clone();
        bad.0.get_mut("tile/0/001").unwrap()[40] ^= 1;
        pull(&bad.0, &mut copy, &keys()).unwrap();
        assert_eq!(check(&copy).0, 0);
    }

    #[test]
    fn an_older_copy_is_no_news() {
        let (old, mut copy) = (keeper("a", 300), Memory::default());
        pull(&grown("b", &old, 30).0, &mut copy, &keys()).unwrap();
        let before = copy.clone();
        let pulled = pull(&old.0, &mut copy, &keys()).unwrap();
        assert_eq!((pulled.before, pulled.now), (330, 330));
        assert_eq!(copy, before);
    }

    #[test]
    fn what_a_witness_has_signed_is_carried_to_where_it_fits() {
        let mut keeper_folder = keeper("a", 300);
        let mut copy = Memory::default();
        pull(&keeper_folder.0, &mut copy, &keys()).unwrap();
        let mut seen = SignedCheckpoint::open(&copy.0[CHECKPOINT], &keys()).unwrap();
        seen.add(cosign(&seen, &witness(), 1_800_000_000).unwrap());
        copy.0.insert(witness_path("north.example/w", "log.example/1"), seen.note().to_string().into_bytes());
        keeper_folder = grown("b", &keeper_folder, 5);
        assert_eq!(carry(&copy.0, &mut keeper_folder, &keys()).unwrap(), 1);
        assert_eq!(carry(&copy.0, &mut keeper_folder, &keys()).unwrap(), 0);
        assert_eq!(check(&keeper_folder), (0, 300));
        let mut other = keeper("c", 400);
        assert_eq!(carry(&copy.0, &mut other, &keys()).unwrap(), 0);
    }

    #[test]
    fn a_stranger_brings_only_what_a_witness_of_the_policy_has_cosigned() {
        let mut folder = keeper("a", 300);
        let policy = format!("log {}\nwitness n {}\nquorum n\n", log().key(), witness().key());
        let policy = Policy::parse(policy.as_bytes()).unwrap();
        let plain = SignedCheckpoint::open(&folder.0[CHECKPOINT], &keys()).unwrap();
        let signed_by = |secret: &Secret| {
            let mut seen = plain.clone();
            seen.add(cosign(&plain, secret, 1_800_000_000).unwrap());
            seen.note().to_string().into_bytes()
        };
        let path = witness_path("north.example/w", "log.example/1");
        let stranger = Secret::from_seed("north.example/w", Purpose::Cosigning, &[3; 32]).unwrap();
        let before = folder.clone();
        let other_path = witness_path("south.example/w", "log.example/1");
        for (path, note) in [
            (&path, plain.note().to_string().into_bytes()),
            (&path, signed_by(&stranger)),
            (&other_path, signed_by(&witness())),
            (&"checkpoint".to_owned(), signed_by(&witness())),
        ] {
            let taken = take_cosigned(&mut folder, path, &note, &policy);
            assert!(matches!(taken, Err(PullError::NotCosigned)), "{path}");
        }
        assert_eq!(folder, before);
        let mut filled = SignedCheckpoint::open(&signed_by(&witness()), &keys()).unwrap();
        filled.add(cosign(&plain, &stranger, 7).unwrap());
        let filled = filled.note().to_string();
        assert!(take_cosigned(&mut folder, &path, filled.as_bytes(), &policy).unwrap());
        assert!(!take_cosigned(&mut folder, &path, filled.as_bytes(), &policy).unwrap());
        assert_eq!(folder.0[&path], signed_by(&witness()), "the stranger's signature is left behind");
        assert_eq!(check(&folder), (0, 300));
    }
}
