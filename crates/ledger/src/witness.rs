//! A witness at work (`c2sp.org/tlog-witness`): decides by the tree that it cosigned last, makes the new one durable, and
//! only then lets a cosignature out. What it forgets could be used to lead it into a fork.

use std::io;

use armistice_record::Head;
use armistice_record::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use armistice_record::cosignature::{CosignatureError, cosign, cosigned};
use armistice_record::files::{CHECKPOINT, witness_path};
use armistice_record::key::Key;
use armistice_record::note::NoteSignature;
use armistice_record::signer::Signer;
use armistice_record::witness::{Refusal, Request};

use crate::store::Store;

/// The folder, beside the memory of a witness, of the other history that it was asked to sign.
pub const FORK: &str = "fork";
/// So many seconds a clock may have gone back, as clocks are set; the cosignature then bears the time of the last one.
const ALLOWANCE: u64 = 300;

/// Why a witness does not cosign.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WitnessError {
    /// By the rules of the protocol.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The disk. Nothing was let out.
    #[error("the disk does not do its work: {0}")]
    Disk(#[from] io::Error),
    /// The witness's own memory is spoilt.
    #[error("`{path}` is not what this witness kept: {cause}; without its memory it cosigns nothing")]
    Memory {
        /// The file.
        path: String,
        /// What is wrong with it.
        cause: CheckpointError,
    },
    /// A key that cannot cosign, or a cosignature of its own that is spoilt.
    #[error(transparent)]
    Key(#[from] CosignatureError),
    /// A clock that runs backwards.
    #[error("the clock tells second {now}, and the last cosignature is of second {last}: set the clock")]
    Clock {
        /// What the clock tells.
        now: u64,
        /// The time of the last cosignature.
        last: u64,
    },
}

/// Decides on a request as the witness with this key that trusts these keys of logs, and remembers in the store. `now` is
/// in seconds since 1970-01-01T00:00:00 UTC.
///
/// # Errors
/// [`WitnessError`]; nothing was cosigned then.
pub fn witness(
    store: &mut impl Store,
    key: &dyn Signer,
    logs: &[Key],
    request: &Request,
    now: u64,
) -> Result<NoteSignature, WitnessError> {
    store.claim()?;
    let origin = Checkpoint::parse(request.checkpoint.text()).map(|checkpoint| checkpoint.origin);
    let path = witness_path(key.key().name(), &origin.unwrap_or_default());
    let last = remembered(store, &path, logs)?;
    let checkpoint = match request.decide(logs, |_| last.as_ref().map(SignedCheckpoint::head)) {
        Ok(checkpoint) => checkpoint,
        Err(refusal) => {
            if let Some(last) = last.filter(|_| matches!(refusal, Refusal::Fork(_))) {
                keep_fork(store, &path, logs, &last, request)?;
            }
            return Err(refusal.into());
        }
    };
    let before =
        last.map(|last| cosigned(&last, key.key())).transpose()?.flatten().map_or(0, |last| last.time);
    if now.saturating_add(ALLOWANCE) < before {
        return Err(WitnessError::Clock { now, last: before });
    }
    let signature = cosign(&checkpoint, key, now.max(before))?;
    let mut kept = bare(checkpoint, logs);
    kept.add(signature.clone());
    store.put_durably(&path, kept.note().to_string().as_bytes())?;
    Ok(signature)
}

/// With the signatures of logs alone: whoever asks could have filled the note with others.
fn bare(mut checkpoint: SignedCheckpoint, logs: &[Key]) -> SignedCheckpoint {
    checkpoint.keep(|one| logs.iter().any(|log| log.name() == one.name && log.id() == one.id));
    checkpoint
}

/// Keeps the first tree of the same size and another root that the log has signed: beside what the witness remembers, it
/// proves to anybody that the log told two histories. A tree that only lacks its proof proves nothing.
fn keep_fork(
    store: &mut impl Store,
    path: &str,
    logs: &[Key],
    last: &SignedCheckpoint,
    request: &Request,
) -> io::Result<()> {
    let Ok(forked) = SignedCheckpoint::open(request.checkpoint.to_string().as_bytes(), logs) else {
        return Ok(());
    };
    let evidence = format!("{}{FORK}/{CHECKPOINT}", path.trim_end_matches(CHECKPOINT));
    let is_proof = forked.head().size == last.head().size && forked.head().root != last.head().root;
    if is_proof && store.read(&evidence)?.is_none() {
        store.put_durably(&evidence, bare(forked, logs).note().to_string().as_bytes())?;
    }
    Ok(())
}

/// The tree of a log, by its name, that this witness cosigned last.
///
/// # Errors
/// [`WitnessError`] if its memory cannot be read.
pub fn witnessed(
    store: &impl Store,
    key: &Key,
    origin: &str,
    logs: &[Key],
) -> Result<Option<Head>, WitnessError> {
    let path = witness_path(key.name(), origin);
    Ok(remembered(store, &path, logs)?.map(|last| last.head()))
}

fn remembered(
    store: &impl Store,
    path: &str,
    logs: &[Key],
) -> Result<Option<SignedCheckpoint>, WitnessError> {
    let bytes = store.read(path)?;
    let opened = bytes.map(|bytes| SignedCheckpoint::open(&bytes, logs)).transpose();
    opened.map_err(|cause| WitnessError::Memory { path: path.to_owned(), cause })
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;
    use std::sync::Barrier;

    use armistice_record::files::Recorded;
    use armistice_record::key::{Purpose, Secret};
    use armistice_record::proof::consistency;

    use super::*;
    use crate::folder::Folder;
    use crate::ledger::Ledger;
    use crate::shaky::{Shaky, Shared};
    use crate::store::{Memory, Shown};

    const NOW: u64 = 1_800_000_000;

    fn log() -> Secret {
        Secret::from_seed("log.example/1", Purpose::Signing, &[1; 32]).unwrap()
    }

    fn key() -> Secret {
        Secret::from_seed("north.example/w", Purpose::Cosigning, &[2; 32]).unwrap()
    }

    /// A log of so many entries, all told by this word after the first five.
    fn grown(word: &str, size: u64) -> Ledger<Memory> {
        let mut ledger = Ledger::open(Memory::default(), log()).unwrap();
        let entry = |n: u64| if n < 5 { format!("{n}") } else { format!("{word} {n}") };
        let leaves: Vec<Vec<u8>> = (0..size).map(|n| entry(n).into_bytes()).collect();
        if size > 0 {
            ledger.append(&leaves).unwrap();
        }
        ledger.publish().unwrap();
        ledger
    }

    fn request(old: u64, ledger: &Ledger<Memory>) -> Request {
        let shown = Shown(ledger.store());
        let size = ledger.head().size;
        let proof = consistency(old, size, &Recorded::new(&shown, size)).unwrap();
        Request { old, proof, checkpoint: ledger.checkpoint().note().clone() }
    }

    fn ask(store: &mut impl Store, request: &Request, now: u64) -> Result<NoteSignature, WitnessError> {
        witness(store, &key(), &[log().key().clone()], request, now)
    }

    fn seen(store: &impl Store) -> u64 {
        let last = witnessed(store, key().key(), "log.example/1", &[log().key().clone()]).unwrap();
        last.map_or(0, |last| last.size)
    }

    #[test]
    fn a_witness_follows_one_history_and_remembers_it() {
        let mut store = Memory::default();
        ask(&mut store, &request(0, &grown("a", 5)), NOW).unwrap();
        ask(&mut store, &request(5, &grown("a", 9)), NOW).unwrap();
        assert_eq!(seen(&store), 9);
        // The other history fits the tree before, and not the last.
        let forked = ask(&mut store, &request(5, &grown("b", 9)), NOW);
        assert!(matches!(forked, Err(WitnessError::Refused(Refusal::Elsewhere(9)))));
        let mut forked = request(5, &grown("b", 12));
        forked.old = 9;
        let forked = ask(&mut store, &forked, NOW);
        assert!(matches!(forked, Err(WitnessError::Refused(Refusal::Fork(_)))));
        assert_eq!((seen(&store), store.0.len()), (9, 1), "a tree without its proof proves nothing");
        let mut forked = request(5, &grown("b", 9));
        (forked.old, forked.proof) = (9, Vec::new());
        let refused = ask(&mut store, &forked, NOW);
        assert!(matches!(refused, Err(WitnessError::Refused(Refusal::Fork(_)))));
        let evidence =
            witness_path("north.example/w", "log.example/1").replace("checkpoint", "fork/checkpoint");
        assert_eq!(store.0[&evidence], forked.checkpoint.to_string().into_bytes());
        store.0.values_mut().for_each(|memory| memory[3] ^= 1);
        let spoilt = ask(&mut store, &request(9, &grown("a", 10)), NOW);
        assert!(matches!(spoilt, Err(WitnessError::Memory { .. })));
    }

    #[test]
    fn a_clock_that_jumps_back_signs_no_earlier_time() {
        let mut store = Memory::default();
        let time = |signature: NoteSignature| u64::from_be_bytes(signature.bytes[..8].try_into().unwrap());
        assert_eq!(time(ask(&mut store, &request(0, &grown("a", 5)), NOW).unwrap()), NOW);
        assert_eq!(time(ask(&mut store, &request(5, &grown("a", 5)), NOW - 300).unwrap()), NOW);
        let refused = ask(&mut store, &request(5, &grown("a", 6)), NOW - 301);
        assert!(matches!(refused, Err(WitnessError::Clock { last: NOW, .. })));
        assert_eq!(seen(&store), 5);
        assert_eq!(time(ask(&mut store, &request(5, &grown("a", 6)), NOW + 1).unwrap()), NOW + 1);
    }

    /// The disk fails at any operation, and keeps all or nothing of what was not synced.
    #[test]
    fn no_cosignature_is_out_that_the_witness_could_forget() {
        for operations in 0..12 {
            for keeps in [false, true] {
                let disk = Rc::new(RefCell::new(Shaky::lasting(operations)));
                let mut out = 0;
                for (old, size) in [(0, 5), (5, 9), (9, 300)] {
                    if ask(&mut Shared(Rc::clone(&disk)), &request(old, &grown("a", size)), NOW).is_ok() {
                        out = size;
                    }
                }
                let after = disk.borrow().cut(|| keeps);
                assert!(seen(&after) >= out, "{operations}: {} of {out}", seen(&after));
            }
        }
    }

    #[test]
    fn of_two_histories_asked_for_at_once_one_is_cosigned() {
        let (one, other) = (request(5, &grown("a", 9)), request(5, &grown("b", 9)));
        let first = request(0, &grown("a", 5));
        for round in 0..100 {
            let temp = tempfile::tempdir().unwrap();
            ask(&mut Folder::new(temp.path()), &first, NOW).unwrap();
            let both = Barrier::new(2);
            let at_once = |request: &Request| {
                let mut folder = Folder::new(temp.path());
                both.wait();
                ask(&mut folder, request, NOW).is_ok()
            };
            let signed = std::thread::scope(|scope| {
                let other = scope.spawn(|| at_once(&other));
                u32::from(at_once(&one)) + u32::from(other.join().unwrap())
            });
            assert!(signed <= 1, "round {round}");
            assert_eq!(seen(&Folder::new(temp.path())), if signed == 1 { 9 } else { 5 });
        }
    }
}
