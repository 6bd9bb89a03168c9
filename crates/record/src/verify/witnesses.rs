//! Who has seen which tree, and how far the record is final.

use std::collections::BTreeMap;

use super::{NotAfter, Report, Seen};
use crate::Hash;
use crate::checkpoint::SignedCheckpoint;
use crate::cosignature::cosigned;
use crate::files::{CHECKPOINT, Files, WITNESSES};
use crate::key::Key;
use crate::policy::Policy;

/// A signed checkpoint, and where it stands.
pub(super) type Stand = (String, SignedCheckpoint);

/// All checkpoints of this log in the folder.
pub(super) fn gather(
    files: &impl Files,
    checkpoint: &SignedCheckpoint,
    policy: &Policy,
    report: &mut Report,
) -> Vec<Stand> {
    let mut stands = vec![(CHECKPOINT.to_owned(), checkpoint.clone())];
    for path in files.below(WITNESSES) {
        let bytes = files.read(&path).ok().flatten().unwrap_or_default();
        match SignedCheckpoint::open(&bytes, &policy.log_keys()) {
            Ok(other) if other.checkpoint().origin == checkpoint.checkpoint().origin => {
                stands.push((path, other));
            }
            Ok(_) => report.warn(path, "it is passed over: it is of another log"),
            Err(cause) => report.warn(path, format!("it is passed over: {cause}")),
        }
    }
    stands
}

/// Weighs the cosignatures on them. The first is the one that the tree was checked against.
pub(super) fn weigh(
    stands: &[Stand],
    roots: &BTreeMap<u64, Hash>,
    policy: &Policy,
    given: bool,
    report: &mut Report,
) {
    let mut known = policy.witnesses.iter().map(|witness| witness.key.clone()).collect::<Vec<Key>>();
    if !given {
        let recorded = report.policies.iter().flat_map(|(_, policy)| &policy.witnesses);
        known.extend(recorded.map(|witness| witness.key.clone()));
        known.sort_by_key(ToString::to_string);
        known.dedup();
    }
    let Some(size) = stands.first().map(|(_, checkpoint)| checkpoint.head().size) else { return };
    let mut seen: BTreeMap<[u8; 32], Seen> = BTreeMap::new();
    for (path, stand) in stands {
        if !continues(path, stand, size, roots, report) {
            continue;
        }
        for key in &known {
            match cosigned(stand, key) {
                Ok(Some(at)) => {
                    let (name, size) = (key.name().to_owned(), stand.head().size);
                    let now = Seen { key: key.public(), name, size, time: at.time };
                    report.stamps.push(now.clone());
                    let before = seen.entry(key.public()).or_insert_with(|| now.clone());
                    if now.size > before.size {
                        *before = now;
                    }
                }
                Ok(None) => {}
                Err(cause) => report.warn(path, format!("{cause}; it counts for nothing")),
            }
        }
    }
    finish(size, policy, given, &known, seen, report);
}

fn finish(
    size: u64,
    policy: &Policy,
    given: bool,
    known: &[Key],
    seen: BTreeMap<[u8; 32], Seen>,
    report: &mut Report,
) {
    let sizes = seen.iter().map(|(key, one)| (*key, one.size)).collect();
    let governs =
        if given || report.policies.is_empty() { vec![(0, policy.clone())] } else { report.policies.clone() };
    report.policy_since = governs.last().map_or(0, |(from, _)| *from);
    report.policy_needs = governs.last().map(|(_, policy)| policy.needs()).unwrap_or_default();
    clocks(report);
    report.not_after = NotAfter::new(&governs, &report.stamps);
    report.final_size = final_size(&governs, size, &sizes);
    report.unseen = known
        .iter()
        .filter(|key| !seen.contains_key(&key.public()))
        .map(|key| key.name().to_owned())
        .collect();
    report.seen = seen.into_values().collect();
}

/// A witness signs larger trees later. If its times do not say so, its clock is none.
fn clocks(report: &mut Report) {
    let mut stamps = report.stamps.clone();
    stamps.sort_by_key(|one| (one.key, one.size, one.time));
    for (one, next) in stamps.iter().zip(stamps.iter().skip(1)) {
        if one.key == next.key && one.size < next.size && one.time > next.time {
            let what =
                format!("the clock of `{}` ran backwards from size {} to {}", one.name, one.size, next.size);
            report.warn(WITNESSES, what);
        }
    }
}

/// Each entry is final by the policy that governs it: the record, as far as it is final without a hole.
fn final_size(policies: &[(u64, Policy)], size: u64, seen: &BTreeMap<[u8; 32], u64>) -> u64 {
    let mut reached = 0;
    for (at, (from, policy)) in policies.iter().enumerate() {
        let end = policies.get(at + 1).map_or(size, |(next, _)| (*next).min(size));
        let here = policy.final_size(size, seen).min(end);
        if *from > reached || here <= *from {
            break;
        }
        reached = here;
        if here < end {
            break;
        }
    }
    reached
}

/// Whether our tree continues the one that stands there. If not, the log signed two histories.
fn continues(
    path: &str,
    stand: &SignedCheckpoint,
    size: u64,
    roots: &BTreeMap<u64, Hash>,
    report: &mut Report,
) -> bool {
    let there = stand.head();
    match roots.get(&there.size) {
        Some(root) if *root == there.root => return true,
        Some(root) => {
            let what =
                format!("FORK: the log signed root {} at size {}; here it is {root}", there.root, there.size);
            report.proven(path, what);
        }
        None => {
            let what =
                format!("a tree of size {} was signed; this copy has {size}: pull the rest", there.size);
            report.unclear(path, what);
        }
    }
    false
}
