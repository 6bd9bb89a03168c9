//! Witnesses asked for their cosignatures: all of them at once, over one checkpoint, and each answer kept as it comes. Recording
//! waits for none of them.

use std::io;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use armistice_ledger::{Folder, PullError, take_cosigned};
use armistice_record::Hash;
use armistice_record::checkpoint::SignedCheckpoint;
use armistice_record::files::{self, CHECKPOINT, Recorded, witness_path};
use armistice_record::note::{NoteSignature, signature_lines};
use armistice_record::policy::Policy;
use armistice_record::proof::consistency;
use armistice_record::witness::Request;

use crate::remote::{Remote, RemoteError};

/// While somebody else writes to the record, it is tried so often to keep a cosignature, and so much later.
const TRIES: u32 = 40;
const BETWEEN: Duration = Duration::from_millis(250);

/// Why a witness did not cosign.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum AskError {
    /// The record has no checkpoint that can be offered.
    #[error("the checkpoint of the record: {0}")]
    Checkpoint(String),
    /// The wire.
    #[error(transparent)]
    Remote(#[from] RemoteError),
    /// No answer.
    #[error("`{address}` has not answered within {seconds} s; ask it again")]
    Silent {
        /// Where it was asked.
        address: String,
        /// How long.
        seconds: u64,
    },
    /// A record that is behind.
    #[error(
        "the witness has cosigned a tree of {seen} entries, and this record has {held}: an old backup was restored, or \
         somebody else signs with the key of the log"
    )]
    Behind {
        /// What it has cosigned.
        seen: u64,
        /// What the record has.
        held: u64,
    },
    /// It refuses.
    #[error("the witness does not cosign ({status}): {said}")]
    Refused {
        /// The status of its answer.
        status: u16,
        /// The first line of what it says.
        said: String,
    },
    /// An answer that is none, or cannot be kept.
    #[error("`{address}`: {cause}")]
    Answer {
        /// Where it was asked.
        address: String,
        /// What is wrong.
        cause: String,
    },
}

/// What came of asking one witness.
pub(crate) type Answered = Result<Vec<NoteSignature>, AskError>;

/// Asks the witnesses at these addresses for cosignatures of the checkpoint that the folder has now. Each answer is kept and
/// told as it comes; who has not answered after this time is told last, and the others do not wait for it.
///
/// # Errors
/// [`AskError`] if the record has no checkpoint; whatever `tell` fails with.
pub(crate) fn all<E: From<AskError>>(
    folder: &Folder,
    policy: &Policy,
    addresses: &[String],
    wait: Duration,
    mut tell: impl FnMut(&str, Answered) -> Result<(), E>,
) -> Result<(), E> {
    let checkpoint = opened(folder, policy)?;
    let until = Instant::now() + wait;
    let (sender, receiver) = channel();
    for (at, address) in addresses.iter().enumerate() {
        let (sender, address) = (sender.clone(), address.clone());
        let (root, checkpoint, policy) = (folder.root().to_owned(), checkpoint.clone(), policy.clone());
        // Whoever is not waited for any more ends with the program.
        thread::spawn(move || {
            let answer = one(&mut Folder::new(&root), &checkpoint, &policy, &address);
            let _ = sender.send((at, answer));
        });
    }
    drop(sender);
    let mut silent: Vec<usize> = (0..addresses.len()).collect();
    while !silent.is_empty() {
        match receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok((at, answer)) => {
                silent.retain(|one| *one != at);
                tell(addresses.get(at).map_or("", String::as_str), answer)?;
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    for address in silent.into_iter().filter_map(|at| addresses.get(at)) {
        tell(address, Err(AskError::Silent { address: address.clone(), seconds: wait.as_secs() }))?;
    }
    Ok(())
}

/// Asks one witness, which tells from where it wants the proof, and keeps what it cosigned.
fn one(folder: &mut Folder, checkpoint: &SignedCheckpoint, policy: &Policy, url: &str) -> Answered {
    let remote = Remote::new(url, Vec::new())?;
    let wrong = |cause: &dyn std::fmt::Display| {
        let (address, cause) = (url.to_owned(), cause.to_string());
        AskError::Answer { address, cause }
    };
    let (mut status, mut words) = remote.ask(request(folder, checkpoint, 0)?.to_string())?;
    if status == 409 {
        let (seen, held) = (words.trim().parse(), checkpoint.head().size);
        let seen = seen.map_err(|_| wrong(&"it tells no size"))?;
        if seen > held {
            return Err(AskError::Behind { seen, held });
        }
        (status, words) = remote.ask(request(folder, checkpoint, seen)?.to_string())?;
    }
    if status != 200 {
        let said = words.lines().next().unwrap_or_default().chars().take(200).collect();
        return Err(AskError::Refused { status, said });
    }
    let signatures = signature_lines(&words).map_err(|cause| wrong(&cause))?;
    for signature in &signatures {
        let mut cosigned = checkpoint.clone();
        cosigned.add(signature.clone());
        let path = witness_path(&signature.name, &checkpoint.checkpoint().origin);
        keep(folder, &path, cosigned.note().to_string().as_bytes(), policy).map_err(|cause| wrong(&cause))?;
    }
    if signatures.is_empty() { Err(wrong(&"no cosignature in the answer")) } else { Ok(signatures) }
}

/// Keeps a cosignature, and waits for whoever else writes at this moment.
fn keep(folder: &mut Folder, path: &str, note: &[u8], policy: &Policy) -> Result<bool, PullError> {
    for _ in 0..TRIES {
        match take_cosigned(folder, path, note, policy) {
            Err(PullError::Disk(cause)) if cause.kind() == io::ErrorKind::WouldBlock => {
                thread::sleep(BETWEEN);
            }
            kept => return kept,
        }
    }
    take_cosigned(folder, path, note, policy)
}

/// The checkpoint that the folder has.
///
/// # Errors
/// [`AskError::Checkpoint`] if it has none that its log signed.
pub(crate) fn opened(folder: &Folder, policy: &Policy) -> Result<SignedCheckpoint, AskError> {
    let told = |cause: &dyn std::fmt::Display| AskError::Checkpoint(cause.to_string());
    let bytes = files::needed(folder, CHECKPOINT).map_err(|cause| told(&cause))?;
    SignedCheckpoint::open(&bytes, &policy.log_keys()).map_err(|cause| told(&cause))
}

/// What the log asks: the proof that the new tree continues the one of that size.
///
/// # Errors
/// [`AskError::Checkpoint`] if the tiles do not give it.
pub(crate) fn request(folder: &Folder, checkpoint: &SignedCheckpoint, old: u64) -> Result<Request, AskError> {
    let size = checkpoint.head().size;
    let proof = consistency(old, size, &Recorded::new(folder, size));
    let proof: Vec<Hash> = proof.map_err(|cause| AskError::Checkpoint(cause.to_string()))?;
    Ok(Request { old, proof, checkpoint: checkpoint.note().clone() })
}
