//! Receipts: what the keeper of a log promises to whoever hands in an entry, signed with the key of the log.
//!
//! A receipt is a signed note (`c2sp.org/signed-note`) of four lines: the form, the name of the log, the identity of the
//! entry, and the size of the tree by which it will stand there. No reader takes it for a checkpoint: its first line is
//! the name of no log.

use crate::Hash;
use crate::key::{Key, Secret};
use crate::note::{Note, NoteError, NoteSignature};
use crate::tile::decimal;
use crate::tree::LARGEST_TREE;

/// The first line.
const FORM: &str = "armistice-receipt/v1";
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
    /// [`NoteError`] if the name of the log cannot stand in a note.
    pub fn sign(&self, log: &Secret) -> Result<Note, NoteError> {
        let text = format!("{FORM}\n{}\n{}\n{}\n", self.origin, self.entry.hex(), self.by_size);
        let mut note = Note::new(text)?;
        let bytes = log.sign(note.text().as_bytes()).to_vec();
        note.signatures.push(NoteSignature { name: log.key().name().to_owned(), id: log.key().id(), bytes });
        Ok(note)
    }

    /// Reads a receipt that a key of its log has signed.
    ///
    /// # Errors
    /// [`ReceiptError`] if it is none.
    pub fn open(bytes: &[u8], logs: &[Key]) -> Result<Self, ReceiptError> {
        let note = Note::parse(bytes)?;
        let mut lines = note.text().strip_suffix('\n').ok_or(ReceiptError::Lines)?.split('\n');
        let mut line = || lines.next().ok_or(ReceiptError::Lines);
        let (form, origin, entry, size) = (line()?, line()?.to_owned(), line()?, line()?);
        let entry = Hash::from_hex(entry).ok_or(ReceiptError::Lines)?;
        let by_size = decimal(size, LARGEST_TREE).ok_or(ReceiptError::Lines)?;
        if form != FORM || lines.next().is_some() {
            return Err(ReceiptError::Lines);
        }
        let own: Vec<Key> = logs.iter().filter(|key| key.name() == origin).cloned().collect();
        if own.is_empty() {
            return Err(ReceiptError::Origin(origin));
        }
        note.signed_by(&own)?;
        Ok(Receipt { origin, entry, by_size })
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
    use crate::key::Purpose;

    fn log(seed: u8) -> Secret {
        Secret::from_seed("log.example/1", Purpose::Signing, &[seed; 32]).unwrap()
    }

    fn receipt() -> Receipt {
        Receipt { origin: "log.example/1".to_owned(), entry: Hash::of(b"x"), by_size: 500 }
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
    fn a_checkpoint_is_no_receipt() {
        let head = crate::Head { size: 0, root: Hash::EMPTY };
        let origin = "log.example/1".to_owned();
        let checkpoint = crate::checkpoint::Checkpoint { origin, head, extensions: Vec::new() };
        let note = checkpoint.sign(&log(1)).unwrap().note().to_string();
        assert_eq!(Receipt::open(note.as_bytes(), &[log(1).key().clone()]), Err(ReceiptError::Lines));
    }
}
