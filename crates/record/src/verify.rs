//! Checks a whole record, with no trust in whoever keeps it: the checkpoint and its signatures, every leaf and every
//! tile, who has seen which tree, every entry with its signatures and chains, blobs, times.

mod after;
mod entries;
mod finding;
mod promises;
mod secrets;
mod segments;
mod times;
mod tokens;
mod tree;
mod witnesses;

use std::collections::{BTreeMap, BTreeSet};

pub use after::NotAfter;
pub use finding::{
    Attested, Blobs, Concealed, Erasure, Gap, Problem, Report, Sealed, Seen, Signed, Tracked, Weight,
};

pub use promises::{Complaint, Kept, Promise, from_lines, promises, to_lines};
pub use tokens::{NotBefore, Stamped};

use crate::checkpoint::SignedCheckpoint;
use crate::files::{CHECKPOINT, Files, POLICY, needed};
use crate::policy::Policy;
use crate::roster::Claimed;
use crate::{Hash, Head};

/// How much is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Checkpoints and the tree; entries are any bytes.
    Tree,
    /// Entries too, with their chains and blobs, but not their signatures.
    Entries,
    /// Everything, but the signatures of entries that stood in this tree already: the reader has checked those before.
    Since(Head),
    /// Everything.
    Signatures,
}

/// What a reader brings.
#[derive(Debug)]
pub struct Wants<'a> {
    /// Whom the reader trusts. Without it, the copy beside the log has to do, and the report says so.
    pub policy: Option<&'a Policy>,
    /// How much to look at.
    pub depth: Depth,
}

/// Among whom work is shared out: hashing, reading and signatures are worth a processor each. This crate works alone
/// ([`Alone`]); whoever has threads brings them.
pub trait Crew {
    /// What the work makes of each item, in the order of the items. Fewer items than `worth` are not worth sharing.
    fn share<T: Sync, R: Send>(&self, items: &[T], worth: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>;

    /// Whether each signature holds.
    fn check(&self, tasks: &[Task]) -> Vec<bool> {
        self.share(tasks, WORTH_SHARING, |task| task.claimed.holds(&task.envelope))
    }
}

/// Fewer signatures than this are worked out at once by whoever asks.
const WORTH_SHARING: usize = 16;

/// One signature over one envelope.
#[derive(Debug, Clone)]
pub struct Task {
    /// The entry.
    pub index: u64,
    /// What was signed.
    pub envelope: std::sync::Arc<[u8]>,
    /// The signature, and whose it claims to be.
    pub claimed: Claimed,
}

/// One after another.
#[derive(Debug, Clone, Copy, Default)]
pub struct Alone;

impl Crew for Alone {
    fn share<T: Sync, R: Send>(&self, items: &[T], _worth: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        items.iter().map(work).collect()
    }
}

/// Checks the record in a folder.
pub fn verify(files: &(impl Files + Sync), wants: &Wants<'_>, crew: &impl Crew) -> Report {
    let mut report = Report::default();
    let Some(policy) = trusted(files, wants, &mut report) else { return report };
    let Some(checkpoint) = opened(files, &policy, &mut report) else { return report };
    let stands = witnesses::gather(files, &checkpoint, &policy, &mut report);
    let mut sizes: BTreeSet<u64> = stands.iter().map(|(_, stand)| stand.head().size).collect();
    if let Depth::Since(before) = wants.depth {
        sizes.insert(before.size);
    }
    let mut times = times::Claims::new(&sizes);
    let walked = tree::walk(files, checkpoint.head(), sizes, crew, &mut report);
    let depth = match wants.depth {
        Depth::Since(before) if walked.is_signed => since(before, &walked.roots, &mut report),
        depth => depth,
    };
    if depth > Depth::Tree {
        let tree = entries::Tree { head: checkpoint.head(), is_sound: walked.is_sound };
        entries::read(files, tree, (depth, &policy), crew, &mut times, &mut report);
    }
    if walked.is_signed {
        let given = wants.policy.is_some();
        witnesses::weigh(&stands, &walked.roots, &policy, given, &mut report);
        times.weigh(&mut report);
    }
    report
}

/// Whether the tree continues the one that the reader has checked before. If not, nothing of that check holds here.
fn since(before: Head, roots: &BTreeMap<u64, Hash>, report: &mut Report) -> Depth {
    let size = before.size;
    match roots.get(&size) {
        Some(root) if *root == before.root => return Depth::Since(before),
        Some(root) => report.proven(
            CHECKPOINT,
            format!("FORK: you have checked root {} at size {size}; here it is {root}", before.root),
        ),
        None => report.unclear(
            CHECKPOINT,
            format!("you have checked a tree of size {size}, and this one is smaller: pull the rest"),
        ),
    }
    Depth::Signatures
}

/// The policy of the reader, or the copy beside the log.
fn trusted(files: &impl Files, wants: &Wants<'_>, report: &mut Report) -> Option<Policy> {
    if let Some(policy) = wants.policy {
        return Some(policy.clone());
    }
    report.own_policy = true;
    let read = needed(files, POLICY).map_err(|error| error.to_string());
    match read.and_then(|bytes| Policy::parse(&bytes).map_err(|error| error.to_string())) {
        Ok(policy) => Some(policy),
        Err(cause) => {
            report.unclear(POLICY, format!("no policy to trust: {cause}"));
            None
        }
    }
}

/// The checkpoint, signed by a log of the policy.
fn opened(files: &impl Files, policy: &Policy, report: &mut Report) -> Option<SignedCheckpoint> {
    let bytes = match needed(files, CHECKPOINT) {
        Ok(bytes) => bytes,
        Err(cause) => {
            report.unclear(CHECKPOINT, cause.to_string());
            return None;
        }
    };
    match SignedCheckpoint::open(&bytes, &policy.log_keys()) {
        Ok(checkpoint) => {
            checkpoint.checkpoint().origin.clone_into(&mut report.origin);
            report.head = Some(checkpoint.head());
            let own = policy.log_keys().into_iter().filter(|key| key.name() == report.origin);
            report.log_keys = own.filter(|key| checkpoint.note().by(key).next().is_some()).collect();
            Some(checkpoint)
        }
        Err(cause) => {
            report.proven(CHECKPOINT, cause.to_string());
            None
        }
    }
}

#[cfg(test)]
mod tests;
