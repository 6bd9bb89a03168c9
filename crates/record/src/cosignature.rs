//! Cosignatures of witnesses (`c2sp.org/tlog-cosignature`, the Ed25519 form): "as of this second, this is the largest
//! tree of this log that I have seen, and it continues all that I saw before".

use crate::checkpoint::SignedCheckpoint;
use crate::key::{Key, Purpose};
use crate::note::NoteSignature;
use crate::signer::Signer;

/// Why a cosignature does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CosignatureError {
    /// The key is for something else.
    #[error("`{0}` is no key for cosignatures")]
    Purpose(String),
    /// The witness does not sign.
    #[error("{0}")]
    Unsigned(String),
    /// A signature that bears the name of the witness and is not by it.
    #[error("the cosignature that bears the name of `{0}` is not by that witness")]
    Forged(String),
}

/// A cosignature that was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cosigned {
    /// When, by the clock of the witness: seconds since 1970-01-01T00:00:00 UTC.
    pub time: u64,
}

/// Cosigns a checkpoint at a time in seconds since 1970-01-01T00:00:00 UTC, at most 2^63 - 1.
///
/// # Errors
/// [`CosignatureError`] if the key is for something else, or does not sign.
pub fn cosign(
    checkpoint: &SignedCheckpoint,
    witness: &dyn Signer,
    time: u64,
) -> Result<NoteSignature, CosignatureError> {
    check_purpose(witness.key())?;
    let time = time.min(i64::MAX.unsigned_abs());
    let signature = witness.sign(&message(checkpoint, time)).map_err(CosignatureError::Unsigned)?;
    let bytes = [time.to_be_bytes().as_slice(), &signature].concat();
    Ok(NoteSignature { name: witness.key().name().to_owned(), id: witness.key().id(), bytes })
}

/// The cosignature of this witness on the checkpoint, the latest of several; nothing if it has not cosigned.
///
/// # Errors
/// [`CosignatureError`] if a signature bears the name of the witness and is not by it.
pub fn cosigned(checkpoint: &SignedCheckpoint, witness: &Key) -> Result<Option<Cosigned>, CosignatureError> {
    check_purpose(witness)?;
    let mut latest = None;
    for signature in checkpoint.note().by(witness) {
        let forged = || CosignatureError::Forged(witness.name().to_owned());
        let (time, bytes) = signature.bytes.split_first_chunk::<8>().ok_or_else(forged)?;
        let (time, bytes) = (u64::from_be_bytes(*time), bytes.try_into().map_err(|_| forged())?);
        if time > i64::MAX.unsigned_abs() || !witness.has_signed(&message(checkpoint, time), bytes) {
            return Err(forged());
        }
        latest = latest.max(Some(Cosigned { time }));
    }
    Ok(latest)
}

fn check_purpose(key: &Key) -> Result<(), CosignatureError> {
    if key.purpose() == Purpose::Cosigning {
        Ok(())
    } else {
        Err(CosignatureError::Purpose(key.name().to_owned()))
    }
}

fn message(checkpoint: &SignedCheckpoint, time: u64) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{}", checkpoint.note().text()).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::Checkpoint;
    use crate::key::Secret;
    use crate::{Hash, Head};

    fn log() -> Secret {
        Secret::from_seed("log.example/1", Purpose::Signing, &[1; 32]).unwrap()
    }

    fn signed() -> SignedCheckpoint {
        let head = Head { size: 0, root: Hash::EMPTY };
        Checkpoint { origin: "log.example/1".to_owned(), head, extensions: Vec::new() }.sign(&log()).unwrap()
    }

    fn witness(purpose: Purpose) -> Secret {
        Secret::from_seed("north.example/w", purpose, &[2; 32]).unwrap()
    }

    #[test]
    fn a_cosignature_counts_with_its_time() {
        let (mut checkpoint, north) = (signed(), witness(Purpose::Cosigning));
        assert_eq!(cosigned(&checkpoint, north.key()), Ok(None));
        checkpoint.add(cosign(&checkpoint, &north, 7).unwrap());
        assert_eq!(cosigned(&checkpoint, north.key()), Ok(Some(Cosigned { time: 7 })));
        // Of several lines, as other programs may leave them, the latest counts.
        let mut note = checkpoint.note().clone();
        note.signatures.extend([9, 8].map(|time| cosign(&checkpoint, &north, time).unwrap()));
        checkpoint = SignedCheckpoint::open(note.to_string().as_bytes(), &[log().key().clone()]).unwrap();
        assert_eq!(cosigned(&checkpoint, north.key()), Ok(Some(Cosigned { time: 9 })));
    }

    #[test]
    fn any_changed_byte_is_forged() {
        let (mut checkpoint, north) = (signed(), witness(Purpose::Cosigning));
        let good = cosign(&checkpoint, &north, 7).unwrap();
        for at in 0..good.bytes.len() {
            let mut bad = good.clone();
            bad.bytes[at] ^= 1;
            checkpoint.note().signatures.len();
            let mut with = checkpoint.clone();
            with.add(bad);
            assert!(cosigned(&with, north.key()).is_err(), "byte {at}");
        }
        checkpoint.add(NoteSignature { bytes: good.bytes[1..].to_vec(), ..good });
        assert!(cosigned(&checkpoint, north.key()).is_err());
    }

    #[test]
    fn a_key_for_entries_cosigns_nothing() {
        let wrong = witness(Purpose::Signing);
        assert!(cosign(&signed(), &wrong, 7).is_err());
        assert!(cosigned(&signed(), wrong.key()).is_err());
    }
}
