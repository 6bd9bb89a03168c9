//! Checkpoints (`c2sp.org/tlog-checkpoint`): what the log says that its tree is.

use std::fmt;

use crate::key::Key;
use crate::note::{MOST_SIGNATURES, Note, NoteError, NoteSignature};
use crate::signer::Signer;
use crate::tile::decimal;
use crate::tree::LARGEST_TREE;
use crate::{Hash, Head};

/// Why a note is no checkpoint of the log that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// The note itself.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Fewer than three lines, or an empty one.
    #[error("a checkpoint has an origin, a size and a root, each on a line")]
    Lines,
    /// Not a size.
    #[error("`{0}` is no size of a tree")]
    Size(String),
    /// Not a root.
    #[error(transparent)]
    Root(#[from] crate::HashError),
    /// Another log.
    #[error("it is of `{found}`, and no key is known for that log")]
    Origin {
        /// The origin that it names.
        found: String,
    },
}

/// What a log says: who it is, how many leaves it has, and the root over them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log.
    pub origin: String,
    /// The tree.
    pub head: Head,
    /// Further lines, which nobody can check. This log writes none.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    /// Reads the text of a checkpoint, without signatures.
    ///
    /// # Errors
    /// [`CheckpointError`] naming what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?.split('\n');
        let mut line = || lines.next().filter(|line| !line.is_empty()).ok_or(CheckpointError::Lines);
        let (origin, size, root) = (line()?.to_owned(), line()?, Hash::from_base64(line()?)?);
        let size = decimal(size, LARGEST_TREE)
            .ok_or_else(|| CheckpointError::Size(size.chars().take(32).collect()))?;
        let extensions: Vec<String> = lines.map(ToOwned::to_owned).collect();
        if extensions.iter().any(String::is_empty) {
            return Err(CheckpointError::Lines);
        }
        Ok(Checkpoint { origin, head: Head { size, root }, extensions })
    }

    /// The log's own signature, by the key of the log.
    ///
    /// # Errors
    /// [`NoteError`] if origin or extensions cannot stand in a note, or the key does not sign.
    pub fn sign(&self, log: &dyn Signer) -> Result<SignedCheckpoint, NoteError> {
        let note = Note::signed(self.to_string(), log)?;
        Ok(SignedCheckpoint { checkpoint: self.clone(), note })
    }
}

/// The text that is signed.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.head.size, self.head.root)?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A checkpoint that a trusted key of its log signed: the only way to one is [`SignedCheckpoint::open`], or to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

impl SignedCheckpoint {
    /// Reads a checkpoint and verifies the signature of its log. A key is the log's if it bears the log's name.
    ///
    /// # Errors
    /// [`CheckpointError`] if it is none, or not signed by a key of that log.
    pub fn open(bytes: &[u8], logs: &[Key]) -> Result<Self, CheckpointError> {
        let note = Note::parse(bytes)?;
        let checkpoint = Checkpoint::parse(note.text())?;
        let own: Vec<Key> = logs.iter().filter(|key| key.name() == checkpoint.origin).cloned().collect();
        if own.is_empty() {
            return Err(CheckpointError::Origin { found: checkpoint.origin });
        }
        note.signed_by(&own)?;
        Ok(SignedCheckpoint { checkpoint, note })
    }

    /// What the log says.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The tree.
    #[must_use]
    pub fn head(&self) -> Head {
        self.checkpoint.head
    }

    /// The note, with all signatures.
    #[must_use]
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// Leaves out signatures that are not wanted. The log's own is to be kept.
    pub fn keep(&mut self, wanted: impl Fn(&NoteSignature) -> bool) {
        self.note.signatures.retain(|one| wanted(one));
    }

    /// Adds a signature in the place of an earlier one by the same key. A note that is full takes no more: nobody could
    /// read it.
    pub fn add(&mut self, signature: NoteSignature) {
        let signatures = &mut self.note.signatures;
        let is_full = signatures.len() >= MOST_SIGNATURES;
        match signatures.iter_mut().find(|one| one.name == signature.name && one.id == signature.id) {
            Some(earlier) => *earlier = signature,
            None if is_full => {}
            None => signatures.push(signature),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{KeyId, Purpose, Secret};

    const ROOT: &str = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    fn log() -> Secret {
        Secret::from_seed("example.com/behind-the-sofa", Purpose::Signing, &[5; 32]).unwrap()
    }

    fn example() -> Checkpoint {
        Checkpoint::parse(&format!("example.com/behind-the-sofa\n20852163\n{ROOT}\n")).unwrap()
    }

    #[test]
    fn a_key_signs_once_and_a_full_note_takes_no_more() {
        let mut signed = example().sign(&log()).unwrap();
        for round in 0..3 {
            for key in 0..MOST_SIGNATURES + 9 {
                let id = KeyId([7, 7, 7, u8::try_from(key).unwrap()]);
                signed.add(NoteSignature { name: "witness".to_owned(), id, bytes: vec![round; 72] });
            }
        }
        let read =
            SignedCheckpoint::open(signed.note().to_string().as_bytes(), &[log().key().clone()]).unwrap();
        assert_eq!((&read, read.note().signatures.len()), (&signed, MOST_SIGNATURES));
        assert!(read.note().signatures[1..].iter().all(|one| one.bytes[0] == 2), "the last one stands");
    }

    #[test]
    fn a_checkpoint_comes_back_with_and_without_signature() {
        assert_eq!(example().head.size, 20_852_163);
        let signed = example().sign(&log()).unwrap();
        let bytes = signed.note().to_string();
        assert_eq!(SignedCheckpoint::open(bytes.as_bytes(), &[log().key().clone()]), Ok(signed));
    }

    #[test]
    fn a_checkpoint_of_another_log_is_not_opened_though_a_trusted_key_signed_it() {
        let other = Checkpoint { origin: "example.com/other".to_owned(), ..example() };
        let bytes = other.sign(&log()).unwrap().note().to_string();
        let keys = [log().key().clone()];
        assert_eq!(
            SignedCheckpoint::open(bytes.as_bytes(), &keys),
            Err(CheckpointError::Origin { found: "example.com/other".to_owned() })
        );
    }

    #[test]
    fn further_lines_are_kept_as_they_are() {
        let text = format!("a\n0\n{ROOT}\nmore\nstill more\n");
        let checkpoint = Checkpoint::parse(&text).unwrap();
        assert_eq!((checkpoint.extensions.len(), checkpoint.to_string()), (2, text));
    }

    #[test]
    fn what_is_no_checkpoint_is_refused() {
        for wrong in [
            String::new(),
            format!("\n1\n{ROOT}\n"),
            format!("a\n01\n{ROOT}\n"),
            format!("a\n+1\n{ROOT}\n"),
            format!("a\n-1\n{ROOT}\n"),
            format!("a\n\n{ROOT}\n"),
            format!("a\n9223372036854775808\n{ROOT}\n"),
            format!("a\n1\n{ROOT}"),
            format!("a\n1\n{ROOT}\n\nb\n"),
            format!("a\n1\n{}\n", ROOT.replace('=', "")),
            "a\n1\n".to_owned(),
        ] {
            assert!(Checkpoint::parse(&wrong).is_err(), "{wrong}");
        }
    }
}
