//! The protocol of witnesses (`c2sp.org/tlog-witness`), the same over a wire and on a stick: a request is the old size,
//! the proof that the new tree continues the old one, and the new checkpoint; the answer is lines of cosignatures.

use std::fmt;

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::key::Key;
use crate::note::{LARGEST_NOTE, Note, NoteError};
use crate::proof::{LONGEST_PROOF, ProofError, check_consistency};
use crate::tile::decimal;
use crate::tree::LARGEST_TREE;
use crate::{Hash, Head};

/// The largest request that is read, in bytes.
pub const LARGEST_REQUEST: usize = LARGEST_NOTE + 4096;

/// A request for a cosignature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The size of the tree that the witness cosigned last.
    pub old: u64,
    /// The proof that the new tree continues it.
    pub proof: Vec<Hash>,
    /// The new checkpoint; not verified yet.
    pub checkpoint: Note,
}

/// Why a witness does not cosign. Each has a status code of the protocol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The request is not of the form.
    #[error("the request is not of the form: {0}")]
    Form(&'static str),
    /// The old tree would be the larger one.
    #[error("the old size {old} is larger than the new size {size}")]
    Backward {
        /// The old size that the request names.
        old: u64,
        /// The size of the checkpoint.
        size: u64,
    },
    /// Not signed by the log.
    #[error("checkpoint: {0}")]
    Unsigned(NoteError),
    /// A log that this witness does not know.
    #[error("checkpoint: {0}")]
    Stranger(CheckpointError),
    /// The witness stands elsewhere.
    #[error("the last tree cosigned has size {0}")]
    Elsewhere(u64),
    /// The new tree does not continue the old one: the log has forked, or the proof is spoilt.
    #[error("the new tree does not continue the one cosigned last: {0}")]
    Fork(ProofError),
}

impl Refusal {
    /// The status code of the protocol.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Refusal::Form(_) | Refusal::Backward { .. } => 400,
            Refusal::Unsigned(_) => 403,
            Refusal::Stranger(_) => 404,
            Refusal::Elsewhere(_) => 409,
            Refusal::Fork(_) => 422,
        }
    }
}

impl Request {
    /// Reads a request.
    ///
    /// # Errors
    /// [`Refusal::Form`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= LARGEST_REQUEST);
        let text = text.ok_or(Refusal::Form("it is no text, or too large"))?;
        let (above, checkpoint) = text.split_once("\n\n").ok_or(Refusal::Form("no blank line"))?;
        let mut lines = above.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old "));
        let old = old.and_then(|number| decimal(number, LARGEST_TREE)).ok_or(Refusal::Form("no old size"))?;
        let proof: Result<Vec<Hash>, _> = lines.by_ref().take(LONGEST_PROOF).map(Hash::from_base64).collect();
        let proof = proof.map_err(|_| Refusal::Form("a line of the proof is no hash"))?;
        if lines.next().is_some() {
            return Err(Refusal::Form("the proof is too long"));
        }
        let checkpoint =
            Note::parse(checkpoint.as_bytes()).map_err(|_| Refusal::Form("the checkpoint is no note"))?;
        Ok(Request { old, proof, checkpoint })
    }

    /// Decides as a witness that trusts these keys of logs. `last` gives the tree of a log, by its origin, that the
    /// witness cosigned last; the answer is what it may cosign now. It must keep the new tree durably, and only if
    /// `last` is still what it was, before it lets a cosignature out.
    ///
    /// # Errors
    /// [`Refusal`], with its status code.
    pub fn decide(
        &self,
        logs: &[Key],
        last: impl FnOnce(&str) -> Option<Head>,
    ) -> Result<SignedCheckpoint, Refusal> {
        let opened = SignedCheckpoint::open(self.checkpoint.to_string().as_bytes(), logs);
        let checkpoint = opened.map_err(|error| match error {
            CheckpointError::Note(note) => Refusal::Unsigned(note),
            CheckpointError::Origin { .. } => Refusal::Stranger(error),
            _ => Refusal::Form("the note is no checkpoint"),
        })?;
        let new = checkpoint.head();
        if self.old > new.size {
            return Err(Refusal::Backward { old: self.old, size: new.size });
        }
        let empty = Head { size: 0, root: Hash::EMPTY };
        let old = last(&checkpoint.checkpoint().origin).unwrap_or(empty);
        if self.old != old.size {
            return Err(Refusal::Elsewhere(old.size));
        }
        check_consistency(old, new, &self.proof).map_err(Refusal::Fork)?;
        Ok(checkpoint)
    }
}

/// The request as it is sent.
impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::Checkpoint;
    use crate::key::{Purpose, Secret};
    use crate::proof::consistency;
    use crate::tree::tests::grown;

    const ORIGIN: &str = "log.example/1";

    fn log() -> Secret {
        Secret::from_seed(ORIGIN, Purpose::Signing, &[1; 32]).unwrap()
    }

    fn head(size: u64) -> Head {
        Head { size, root: grown(size).0.root() }
    }

    fn request(old: u64, head: Head) -> Request {
        let checkpoint = Checkpoint { origin: ORIGIN.to_owned(), head, extensions: Vec::new() };
        let proof = consistency(old, head.size, &grown(head.size).1).unwrap();
        Request { old, proof, checkpoint: checkpoint.sign(&log()).unwrap().note().clone() }
    }

    fn status(request: &Request, last: Option<Head>) -> u16 {
        let read = Request::parse(request.to_string().as_bytes()).unwrap();
        assert_eq!(&read, request);
        read.decide(&[log().key().clone()], |_| last).map_or_else(|refusal| refusal.status(), |_| 200)
    }

    #[test]
    fn a_tree_that_continues_the_last_is_cosigned() {
        assert_eq!(status(&request(0, head(0)), None), 200);
        assert_eq!(status(&request(0, head(5)), None), 200);
        assert_eq!(status(&request(5, head(9)), Some(head(5))), 200);
        assert_eq!(status(&request(9, head(9)), Some(head(9))), 200);
    }

    #[test]
    fn what_is_refused_has_the_status_of_the_protocol() {
        assert_eq!(status(&request(9, head(9)), Some(head(5))), 409);
        assert_eq!(status(&request(5, head(9)), None), 409);
        let backward = Request { old: 10, ..request(9, head(9)) };
        assert_eq!(status(&backward, Some(head(10))), 400);
        let forked = Head { root: Hash::of(b"another history"), ..head(9) };
        assert_eq!(status(&request(5, forked), Some(head(5))), 422);
        assert_eq!(status(&request(9, forked), Some(head(9))), 422);
        assert_eq!(status(&request(0, Head { size: 0, root: forked.root }), None), 422);
        let superfluous = Request { proof: vec![Hash::EMPTY], ..request(0, head(5)) };
        assert_eq!(status(&superfluous, None), 422);
        let mut stranger = request(0, head(5));
        stranger.checkpoint = Note::new(stranger.checkpoint.text().replace(ORIGIN, "log.example/2")).unwrap();
        stranger.checkpoint.signatures = request(0, head(5)).checkpoint.signatures;
        assert_eq!(status(&stranger, None), 404);
        let mut forged = request(0, head(5));
        forged.checkpoint.signatures[0].bytes[7] ^= 1;
        assert_eq!(status(&forged, None), 403);
        forged.checkpoint.signatures[0].id.0[0] ^= 1;
        assert_eq!(status(&forged, None), 403);
    }

    #[test]
    fn what_is_no_request_is_refused() {
        let good = request(5, head(9)).to_string();
        let long = format!("old 5\n{}", format!("{}\n", Hash::EMPTY).repeat(61));
        for (from, to) in [
            ("old 5", "old 05"),
            ("old ", "Old "),
            ("old 5\n", "old 5\nx\n"),
            ("\n\n", "\n"),
            ("old 5\n", &long),
        ] {
            let read = Request::parse(good.replacen(from, to, 1).as_bytes());
            assert_eq!(read.map_err(|refusal| refusal.status()), Err(400), "{from} as {to}");
        }
    }
}
