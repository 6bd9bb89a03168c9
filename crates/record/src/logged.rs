//! Proof files (`c2sp.org/tlog-proof`): all that shows one entry to be in the log, in one text.

use std::collections::BTreeSet;
use std::fmt;

use base64ct::{Base64, Encoding as _};

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::cosignature::{CosignatureError, Cosigned, cosigned};
use crate::key::Key;
use crate::note::{LARGEST_NOTE, Note};
use crate::policy::Policy;
use crate::proof::{LONGEST_PROOF, ProofError, check_inclusion};
use crate::tile::decimal;
use crate::tree::LARGEST_TREE;
use crate::{Hash, HashError};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
/// The largest proof file that is read, in bytes.
const LARGEST_FILE: usize = LARGEST_NOTE + (1 << 18);

/// Why a text is no proof, or does not prove what it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LoggedError {
    /// Too large, or not UTF-8.
    #[error("it is no text of at most {LARGEST_FILE} bytes")]
    Text,
    /// A line that should stand there does not.
    #[error("it does not say `{0}` where it should")]
    Line(&'static str),
    /// Not a hash.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// Too many hashes.
    #[error("it has more than {LONGEST_PROOF} hashes")]
    Long,
    /// The checkpoint.
    #[error("checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// A cosignature.
    #[error("checkpoint: {0}")]
    Cosignature(#[from] CosignatureError),
    /// Not enough witnesses.
    #[error("the checkpoint bears {0} cosignatures of known witnesses, not enough for the policy")]
    Quorum(usize),
    /// The proof itself.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

/// A proof that an entry is in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// What the writer adds; nothing vouches for it.
    pub extra: Option<Vec<u8>>,
    /// The index of the entry.
    pub index: u64,
    /// The siblings on the way from the leaf to the root.
    pub siblings: Vec<Hash>,
    /// The checkpoint, as it was signed; not verified yet.
    pub checkpoint: Note,
}

impl Logged {
    /// Reads a proof file.
    ///
    /// # Errors
    /// [`LoggedError`] naming what is wrong with it.
    pub fn parse(bytes: &[u8]) -> Result<Self, LoggedError> {
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= LARGEST_FILE);
        let (above, checkpoint) =
            text.ok_or(LoggedError::Text)?.split_once("\n\n").ok_or(LoggedError::Line(""))?;
        let mut lines = above.split('\n').peekable();
        if lines.next() != Some(FIRST_LINE) {
            return Err(LoggedError::Line(FIRST_LINE));
        }
        let extra = match lines.peek().and_then(|line| line.strip_prefix("extra ")) {
            Some(encoded) => Some(Base64::decode_vec(encoded).map_err(|_| LoggedError::Line("extra"))?),
            None => None,
        };
        if extra.is_some() {
            lines.next();
        }
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index =
            index.and_then(|number| decimal(number, LARGEST_TREE)).ok_or(LoggedError::Line("index"))?;
        let siblings: Vec<Hash> =
            lines.by_ref().take(LONGEST_PROOF).map(Hash::from_base64).collect::<Result<_, _>>()?;
        if lines.next().is_some() {
            return Err(LoggedError::Long);
        }
        let checkpoint = Note::parse(checkpoint.as_bytes()).map_err(CheckpointError::from)?;
        Ok(Logged { extra, index, siblings, checkpoint })
    }

    /// Checks that the policy's log holds the leaf, and that witnesses enough have seen it. Tells the checkpoint and
    /// the witnesses with the times of their cosignatures.
    ///
    /// # Errors
    /// [`LoggedError`] if it is not shown.
    pub fn check(
        &self,
        leaf: Hash,
        policy: &Policy,
    ) -> Result<(SignedCheckpoint, Vec<(Key, Cosigned)>), LoggedError> {
        let checkpoint = SignedCheckpoint::open(self.checkpoint.to_string().as_bytes(), &policy.log_keys())?;
        let mut cosigners = Vec::new();
        for witness in &policy.witnesses {
            if let Some(at) = cosigned(&checkpoint, &witness.key)? {
                cosigners.push((witness.key.clone(), at));
            }
        }
        let keys: BTreeSet<[u8; 32]> = cosigners.iter().map(|(key, _)| key.public()).collect();
        if !policy.is_met_by(&keys) {
            return Err(LoggedError::Quorum(keys.len()));
        }
        check_inclusion(leaf, self.index, checkpoint.head(), &self.siblings)?;
        Ok((checkpoint, cosigners))
    }
}

/// The file.
impl fmt::Display for Logged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", Base64::encode_string(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.siblings.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Head;
    use crate::checkpoint::Checkpoint;
    use crate::cosignature::cosign;
    use crate::key::{Purpose, Secret};
    use crate::proof::inclusion;
    use crate::tree::tests::{grown, leaf};
    use proptest::prelude::*;

    const SIZE: u64 = 41;

    fn log() -> Secret {
        Secret::from_seed("log.example/1", Purpose::Signing, &[1; 32]).unwrap()
    }

    fn witness(number: u8) -> Secret {
        Secret::from_seed(&format!("w{number}.example"), Purpose::Cosigning, &[number; 32]).unwrap()
    }

    fn policy(quorum: &str) -> Policy {
        let text = format!(
            "log {}\nwitness a {}\nwitness b {}\ngroup both all a b\nquorum {quorum}\n",
            log().key(),
            witness(2).key(),
            witness(3).key()
        );
        Policy::parse(text.as_bytes()).unwrap()
    }

    fn proof(index: u64) -> Logged {
        let (frontier, nodes) = grown(SIZE);
        let head = Head { size: SIZE, root: frontier.root() };
        let checkpoint = Checkpoint { origin: "log.example/1".to_owned(), head, extensions: Vec::new() };
        let mut signed = checkpoint.sign(&log()).unwrap();
        signed.add(cosign(&signed, &witness(2), 1_700_000_000).unwrap());
        signed.add(cosign(&signed, &witness(7), 1_700_000_001).unwrap());
        let siblings = inclusion(index, SIZE, &nodes).unwrap();
        Logged { extra: None, index, siblings, checkpoint: signed.note().clone() }
    }

    #[test]
    fn a_proof_shows_its_entry_and_who_saw_it() {
        let read = Logged::parse(proof(17).to_string().as_bytes()).unwrap();
        let (checkpoint, cosigners) = read.check(leaf(17), &policy("a")).unwrap();
        assert_eq!(checkpoint.head().size, SIZE);
        assert_eq!(cosigners, [(witness(2).key().clone(), Cosigned { time: 1_700_000_000 })]);
        assert!(read.check(leaf(18), &policy("a")).is_err());
        assert_eq!(read.check(leaf(17), &policy("both")), Err(LoggedError::Quorum(1)));
        assert!(read.check(leaf(17), &policy("none")).is_ok());
    }

    #[test]
    fn extra_bytes_come_back() {
        let with = Logged { extra: Some(b"north".to_vec()), ..proof(0) };
        assert_eq!(Logged::parse(with.to_string().as_bytes()), Ok(with));
    }

    proptest! {
        /// Whatever single byte is changed: the text is refused, or still proves the same entry of the same tree.
        #[test]
        fn no_changed_byte_proves_anything_else(at in any::<prop::sample::Index>(), flip in 1u8..) {
            let good = proof(17).to_string().into_bytes();
            let mut bad = good.clone();
            bad[at.index(good.len())] ^= flip;
            if let Ok(read) = Logged::parse(&bad)
                && let Ok((checkpoint, _)) = read.check(leaf(17), &policy("a"))
            {
                let honest = Logged::parse(&good).unwrap().check(leaf(17), &policy("a")).unwrap().0;
                prop_assert_eq!(checkpoint.head(), honest.head());
                prop_assert_eq!(read.index, 17);
            }
        }

        #[test]
        fn any_text_is_read_without_panic(text in "(c2sp.org/tlog-proof@v1\n)?(extra )?(index )?[\\PC\n]{0,60}") {
            let _ = Logged::parse(text.as_bytes());
        }
    }

    #[test]
    fn what_is_no_proof_is_refused() {
        let good = proof(17).to_string();
        for (from, to) in [
            ("@v1", "@v2"),
            ("index 17", "index 017"),
            ("index", "Index"),
            ("\n\n", "\n"),
            ("index 17\n", ""),
            ("index 17\n", "extra !\nindex 17\n"),
            ("index 17\n", "index 17\nxx\n"),
        ] {
            assert!(Logged::parse(good.replacen(from, to, 1).as_bytes()).is_err(), "{from} as {to}");
        }
        let many = format!("index 17\n{}", format!("{}\n", Hash::EMPTY).repeat(64));
        assert_eq!(Logged::parse(good.replacen("index 17\n", &many, 1).as_bytes()), Err(LoggedError::Long));
    }
}
