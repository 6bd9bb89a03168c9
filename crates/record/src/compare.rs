//! Two copies of a record: the same, one the beginning of the other, or two histories.

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::files::{CHECKPOINT, Files, ReadError, Recorded, needed};
use crate::key::Key;
use crate::note::Note;

/// How two copies stand to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// The same tree.
    Same,
    /// The first is the beginning of the second.
    Behind,
    /// The second is the beginning of the first.
    Ahead,
    /// Two histories, both signed by the log. The two notes together prove it to anybody.
    Fork {
        /// The first entry that differs.
        entry: u64,
        /// What the log signed for the first copy.
        one: Box<Note>,
        /// What it signed for the second.
        other: Box<Note>,
    },
}

/// Why two copies cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompareError {
    /// A file is missing or spoilt.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A checkpoint is not signed by the log.
    #[error("checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// Two logs.
    #[error("one is of `{one}`, the other of `{other}`")]
    Origin {
        /// The name of the first.
        one: String,
        /// The name of the second.
        other: String,
    },
    /// The tiles do not give the root that was signed.
    #[error("the tiles of a copy do not give the root that was signed: verify it first")]
    Spoilt,
}

/// Compares two copies by their checkpoints and tiles.
///
/// # Errors
/// [`CompareError`] if that cannot be done.
pub fn compare(one: &impl Files, other: &impl Files, logs: &[Key]) -> Result<Comparison, CompareError> {
    let (first, second) = (opened(one, logs)?, opened(other, logs)?);
    if first.checkpoint().origin != second.checkpoint().origin {
        let (one, other) = (first.checkpoint().origin.clone(), second.checkpoint().origin.clone());
        return Err(CompareError::Origin { one, other });
    }
    let (ours, theirs) = (Recorded::new(one, first.head().size), Recorded::new(other, second.head().size));
    let signed = [(&first, root(&ours, first.head().size)?), (&second, root(&theirs, second.head().size)?)];
    if signed.iter().any(|(checkpoint, root)| checkpoint.head().root != *root) {
        return Err(CompareError::Spoilt);
    }
    let common = first.head().size.min(second.head().size);
    let agree = |size| Ok::<bool, ReadError>(root(&ours, size)? == root(&theirs, size)?);
    if agree(common)? {
        return Ok(match first.head().size.cmp(&second.head().size) {
            std::cmp::Ordering::Less => Comparison::Behind,
            std::cmp::Ordering::Equal => Comparison::Same,
            std::cmp::Ordering::Greater => Comparison::Ahead,
        });
    }
    // Trees agree up to the first entry that differs, and at no size beyond it.
    let (mut agreed, mut differing) = (0, common);
    while differing - agreed > 1 {
        let middle = agreed + (differing - agreed) / 2;
        if agree(middle)? { agreed = middle } else { differing = middle }
    }
    let (one, other) = (Box::new(first.note().clone()), Box::new(second.note().clone()));
    Ok(Comparison::Fork { entry: agreed, one, other })
}

fn opened(files: &impl Files, logs: &[Key]) -> Result<SignedCheckpoint, CompareError> {
    Ok(SignedCheckpoint::open(&needed(files, CHECKPOINT)?, logs)?)
}

fn root<F: Files>(recorded: &Recorded<'_, F>, size: u64) -> Result<crate::Hash, ReadError> {
    recorded.frontier(size).map(|frontier| frontier.root())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Case;

    fn kinds(one: &Case, other: &Case) -> Comparison {
        compare(&one.files(), &other.files(), &[one.secret("log").key().clone()]).unwrap()
    }

    #[test]
    fn copies_are_the_same_or_behind_or_ahead() {
        let mut case = Case::new();
        (0..300).for_each(|n| case.say("north", &format!("word {n}")));
        let early = case.clone();
        assert_eq!(kinds(&case, &early), Comparison::Same);
        (0..700).for_each(|n| case.say("south", &format!("answer {n}")));
        assert_eq!(kinds(&early, &case), Comparison::Behind);
        assert_eq!(kinds(&case, &early), Comparison::Ahead);
    }

    #[test]
    fn two_histories_are_told_with_the_entry_at_which_they_part() {
        for part in [1, 2, 255, 256, 257, 400] {
            let mut case = Case::new();
            (1..part).for_each(|n| case.say("north", &format!("word {n}")));
            let mut other = case.clone();
            (0..300).for_each(|n| case.say("north", &format!("so {n}")));
            (0..90).for_each(|n| other.say("north", &format!("otherwise {n}")));
            let Comparison::Fork { entry, one, other } = kinds(&case, &other) else { panic!("a fork") };
            assert_eq!(entry, part);
            assert!(one.text() != other.text());
        }
    }

    #[test]
    fn a_spoilt_copy_is_not_taken_for_a_fork() {
        let mut case = Case::new();
        (0..300).for_each(|n| case.say("north", &format!("word {n}")));
        let mut spoilt = case.files();
        spoilt.get_mut("tile/0/001.p/45").unwrap()[77] ^= 1;
        let compared = compare(&case.files(), &spoilt, &[case.secret("log").key().clone()]);
        assert_eq!(compared, Err(CompareError::Spoilt));
    }
}
