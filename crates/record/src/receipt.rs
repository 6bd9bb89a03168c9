//! Receipts: what the keeper of a log promises to whoever hands in an entry, signed with the key of the log.
//!
//! A receipt is a signed note (`c2sp.org/signed-note`) of four lines: the form, the name of the log, the identity of the
//! entry, and the size of the tree by which it will stand there; of five where it names a time as well. No reader takes it for
//! a checkpoint: its first line is the name of no log.

use crate::Hash;
use crate::key::Key;
use crate::note::{Note, NoteError};
use crate::signer::Signer;
use crate::tile::decimal;
use crate::tree::LARGEST_TREE;

/// The first line.
const FORM: &str = "armistice-receipt/v1";
/// The first line where a fifth tells a time.
const TIMED: &str = "armistice-receipt/v2";
/// Where receipts lie in a copy of a record.
pub const RECEIPTS: &str = "receipt";

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The name of the log.
    pub origin: String,
    /// The identity of the entry.
    pub entry: Hash,
    /// Every tree of this size or larger holds it.
    pub by_size: u64,
    /// So does every tree that is shown after this time, in seconds since 1970-01-01T00:00:00 UTC, if one is named. Only a
    /// reader's own clock tells that it is over, and only a copy that is up to date that it was not kept.
    pub by_time: Option<u64>,
}

/// Why a note is no receipt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiptError {
    /// The note, or who signed it.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Not the four lines.
    #[error("it is no receipt: form, name of the log, identity of the entry and size, each on a line")]
    Lines,
    /// Of a log whose key is not known.
    #[error("it is of `{0}`, and no key is known for that log")]
    Origin(String),
}

impl Receipt {
    /// The promise, signed.
    ///
    /// # Errors
    /// [`NoteError`] if the name of the log cannot stand in a note, or its key does not sign.
    pub fn sign(&self, log: &dyn Signer) -> Result<Note, NoteError> {
        let form = if self.by_time.is_some() { TIMED } else { FORM };
        let time = self.by_time.map(|time| format!("{time}\n")).unwrap_or_default();
        let text = format!("{form}\n{}\n{}\n{}\n{time}", self.origin, self.entry.hex(), self.by_size);
        Note::signed(text, log)
    }

    /// Reads a receipt that a key of its log has signed.
    ///
    /// # Errors
    /// [`ReceiptError`] if it is none.
    pub fn open(bytes: &[u8], logs: &[Key]) -> Result<Self, ReceiptError> {
        let note = Note::parse(bytes)?;
        let lines: Vec<&str> =
            note.text().strip_suffix('\n').ok_or(ReceiptError::Lines)?.split('\n').collect();
        let (origin, entry, size, time) = match lines.as_slice() {
            [FORM, origin, entry, size] => (*origin, entry, size, None),
            [TIMED, origin, entry, size, time] => (*origin, entry, size, Some(time)),
            _ => return Err(ReceiptError::Lines),
        };
        let number = |text: &str, most| decimal(text, most).ok_or(ReceiptError::Lines);
        let receipt = Receipt {
            origin: origin.to_owned(),
            entry: Hash::from_hex(entry).ok_or(ReceiptError::Lines)?,
            by_size: number(size, LARGEST_TREE)?,
            by_time: time.map(|time| number(time, i64::MAX.unsigned_abs())).transpose()?,
        };
        let own: Vec<Key> = logs.iter().filter(|key| key.name() == origin).cloned().collect();
        if own.is_empty() {
            return Err(ReceiptError::Origin(receipt.origin));
        }
        note.signed_by(&own)?;
        Ok(receipt)
    }
}

/// Where the receipt for an entry lies.
#[must_use]
pub fn receipt_path(entry: Hash) -> String {
    format!("{RECEIPTS}/{}", entry.hex())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::SignedCheckpoint;
    use crate::key::{Purpose, Secret};

    fn log(seed: u8) -> Secret {
        Secret::from_seed("log.example/1", Purpose::Signing, &[seed; 32]).unwrap()
    }

    fn receipt() -> Receipt {
        Receipt { origin: "log.example/1".to_owned(), entry: Hash::of(b"x"), by_size: 500, by_time: None }
    }

    #[test]
    fn a_promise_is_the_keepers_own() {
        let note = receipt().sign(&log(1)).unwrap().to_string();
        let keys = [log(1).key().clone()];
        assert_eq!(Receipt::open(note.as_bytes(), &keys), Ok(receipt()));
        assert!(Receipt::open(note.as_bytes(), &[log(2).key().clone()]).is_err());
        assert!(Receipt::open(note.replace("500", "501").as_bytes(), &keys).is_err());
        assert!(SignedCheckpoint::open(note.as_bytes(), &keys).is_err());
        assert!(matches!(Receipt::open(note.as_bytes(), &[]), Err(ReceiptError::Origin(_))));
    }

    #[test]
    fn a_promise_may_name_a_time() {
        let timed = Receipt { by_time: Some(1_800_000_000), ..receipt() };
        let note = timed.sign(&log(1)).unwrap().to_string();
        let keys = [log(1).key().clone()];
        assert_eq!(Receipt::open(note.as_bytes(), &keys), Ok(timed.clone()));
        // Neither form is read as the other, whoever signs it.
        for text in [
            format!("{FORM}\nlog.example/1\n{}\n500\n1800000000\n", timed.entry.hex()),
            format!("{TIMED}\nlog.example/1\n{}\n500\n", timed.entry.hex()),
            format!("{TIMED}\nlog.example/1\n{}\n500\n-1\n", timed.entry.hex()),
        ] {
            let note = Note::signed(text, &log(1)).unwrap().to_string();
            assert_eq!(Receipt::open(note.as_bytes(), &keys), Err(ReceiptError::Lines));
        }
    }

    #[test]
    fn a_checkpoint_is_no_receipt() {
        let head = crate::Head { size: 0, root: Hash::EMPTY };
        let origin = "log.example/1".to_owned();
        let checkpoint = crate::checkpoint::Checkpoint { origin, head, extensions: Vec::new() };
        let note = checkpoint.sign(&log(1)).unwrap().note().to_string();
        assert_eq!(Receipt::open(note.as_bytes(), &[log(1).key().clone()]), Err(ReceiptError::Lines));
    }
}
