//! Merkle proofs: that an entry is in a tree, and that one tree continues another (RFC 6962, sections 2.1.1 and
//! 2.1.2; checked as RFC 9162, sections 2.1.3.2 and 2.1.4.2, writes it down).

use crate::Hash;
use crate::tree::{Nodes, span_hash};

/// The most hashes that a proof can have: a tree has at most 2^63 leaves.
pub const LONGEST_PROOF: usize = 63;

/// Why a proof does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// The entry lies outside the tree.
    #[error("entry {index} is not in a tree of size {size}")]
    Outside {
        /// The entry.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The earlier tree is the larger one.
    #[error("a tree of size {size} cannot continue one of size {old}")]
    Shrunk {
        /// The size of the earlier tree.
        old: u64,
        /// The size of the later tree.
        size: u64,
    },
    /// Too many or too few hashes.
    #[error("the proof has {found} hashes and does not fit the sizes")]
    Length {
        /// How many hashes it has.
        found: usize,
    },
    /// The proof leads to another root.
    #[error("the proof leads to root {found}, not to {wanted}")]
    Root {
        /// Where it leads.
        found: Hash,
        /// Where it should lead.
        wanted: Hash,
    },
}

/// A tree head: how many leaves, and the root over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Head {
    /// How many leaves.
    pub size: u64,
    /// The root.
    pub root: Hash,
}

/// The proof that the entry is in the tree of this size: the siblings on the way from the leaf to the root. Nothing
/// for an entry that lies outside.
///
/// # Errors
/// What the nodes say when one of them is not known.
pub fn inclusion<N: Nodes>(index: u64, size: u64, nodes: &N) -> Result<Vec<Hash>, N::Error> {
    let mut siblings = Vec::new();
    let (mut start, mut end) = (0, size);
    while index < size && end - start > 1 {
        let middle = start + half(end - start);
        if index < middle {
            siblings.push((middle, end));
            end = middle;
        } else {
            siblings.push((start, middle));
            start = middle;
        }
    }
    siblings.iter().rev().map(|(start, end)| span_hash(*start, *end, nodes)).collect()
}

/// The proof that the tree of this size continues the tree of size `old`. Nothing if there is nothing to prove.
///
/// # Errors
/// What the nodes say when one of them is not known.
pub fn consistency<N: Nodes>(old: u64, size: u64, nodes: &N) -> Result<Vec<Hash>, N::Error> {
    let mut parts = Vec::new();
    let (mut start, mut end) = (0, size);
    // Down to the subtree that ends where the old tree ends.
    while 0 < old && old < size && end != old {
        let middle = start + half(end - start);
        if old <= middle {
            parts.push((middle, end));
            end = middle;
        } else {
            parts.push((start, middle));
            start = middle;
        }
    }
    // The old tree itself is known to whoever checks.
    if start > 0 {
        parts.push((start, end));
    }
    parts.iter().rev().map(|(start, end)| span_hash(*start, *end, nodes)).collect()
}

/// Checks that the leaf is in the tree at that index.
///
/// # Errors
/// [`ProofError`] if it is not shown to be.
pub fn check_inclusion(leaf: Hash, index: u64, head: Head, proof: &[Hash]) -> Result<(), ProofError> {
    let misfit = ProofError::Length { found: proof.len() };
    if index >= head.size {
        return Err(ProofError::Outside { index, size: head.size });
    }
    let (mut index, mut last, mut hash) = (index, head.size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return Err(misfit);
        }
        if index & 1 == 1 || index == last {
            hash = Hash::node(*sibling, hash);
            climb_while_left(&mut index, &mut last);
        } else {
            hash = Hash::node(hash, *sibling);
        }
        index >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(misfit);
    }
    if hash == head.root { Ok(()) } else { Err(ProofError::Root { found: hash, wanted: head.root }) }
}

/// Checks that the later tree continues the earlier one: its first leaves are the same, in the same order.
///
/// # Errors
/// [`ProofError`] if it is not shown to.
pub fn check_consistency(old: Head, new: Head, proof: &[Hash]) -> Result<(), ProofError> {
    let misfit = ProofError::Length { found: proof.len() };
    let differs = |found: Hash, wanted: Hash| {
        if found == wanted { Ok(()) } else { Err(ProofError::Root { found, wanted }) }
    };
    if old.size > new.size {
        return Err(ProofError::Shrunk { old: old.size, size: new.size });
    }
    if old.size == 0 || old.size == new.size {
        let known = if old.size == 0 { Hash::EMPTY } else { new.root };
        differs(old.root, known)?;
        // The empty tree has one root, whoever names it.
        if new.size == 0 {
            differs(new.root, Hash::EMPTY)?;
        }
        return if proof.is_empty() { Ok(()) } else { Err(misfit) };
    }
    let (mut at, mut last) = (old.size - 1, new.size - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    // A complete old tree is a node of the new one, and is left out of the proof.
    let (first, rest) = match proof.split_first() {
        _ if old.size.is_power_of_two() => (old.root, proof),
        Some((first, rest)) => (*first, rest),
        None => return Err(misfit),
    };
    let (mut earlier, mut later) = (first, first);
    for sibling in rest {
        if last == 0 {
            return Err(misfit);
        }
        if at & 1 == 1 || at == last {
            earlier = Hash::node(*sibling, earlier);
            later = Hash::node(*sibling, later);
            climb_while_left(&mut at, &mut last);
        } else {
            later = Hash::node(later, *sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(misfit);
    }
    differs(earlier, old.root)?;
    differs(later, new.root)
}

/// Up from a node at the right edge to the level at which it is a right child.
fn climb_while_left(index: &mut u64, last: &mut u64) {
    while *index & 1 == 0 && *index != 0 {
        *index >>= 1;
        *last >>= 1;
    }
}

/// The largest power of two that is smaller than `count`, which is at least two.
fn half(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::{grown, leaf};
    use proptest::prelude::*;

    fn head(size: u64) -> Head {
        Head { size, root: grown(size).0.root() }
    }

    /// Every way to spoil a list of hashes a little.
    fn spoilt(proof: &[Hash]) -> Vec<Vec<Hash>> {
        let mut all = vec![[proof, &[Hash::EMPTY]].concat()];
        for at in 0..proof.len() {
            let mut flipped = proof.to_vec();
            flipped[at].0[at % 32] ^= 1;
            let mut shorter = proof.to_vec();
            shorter.remove(at);
            let mut longer = proof.to_vec();
            longer.insert(at, proof[at]);
            all.extend([flipped, shorter, longer]);
        }
        all
    }

    #[test]
    fn every_entry_of_every_small_tree_is_proven_and_nothing_else() {
        for size in 1..40 {
            let (frontier, nodes) = grown(size);
            let head = Head { size, root: frontier.root() };
            for index in 0..size {
                let proof = inclusion(index, size, &nodes).unwrap();
                assert_eq!(check_inclusion(leaf(index), index, head, &proof), Ok(()), "{index} of {size}");
                assert!(check_inclusion(leaf(index + 1), index, head, &proof).is_err());
                for other in (0..=size).filter(|other| *other != index) {
                    assert!(
                        check_inclusion(leaf(index), other, head, &proof).is_err(),
                        "{index} as {other} of {size}"
                    );
                }
                for wrong in spoilt(&proof) {
                    assert!(check_inclusion(leaf(index), index, head, &wrong).is_err(), "{index} of {size}");
                }
            }
        }
    }

    #[test]
    fn every_small_tree_continues_those_before_it_and_no_other() {
        for size in 0..40 {
            let (_, nodes) = grown(size);
            for old in 0..=size {
                let proof = consistency(old, size, &nodes).unwrap();
                assert_eq!(check_consistency(head(old), head(size), &proof), Ok(()), "{old} to {size}");
                let mut other = head(old);
                other.root.0[0] ^= 1;
                assert!(check_consistency(other, head(size), &proof).is_err(), "{old} to {size}");
                let mut other = head(size);
                other.root.0[31] ^= 1;
                assert!(
                    old == 0 && size > 0 || check_consistency(head(old), other, &proof).is_err(),
                    "{old} to {size}"
                );
                for wrong in spoilt(&proof) {
                    assert!(check_consistency(head(old), head(size), &wrong).is_err(), "{old} to {size}");
                }
            }
            assert!(check_consistency(head(size + 1), head(size), &[]).is_err());
        }
    }

    proptest! {
        #[test]
        fn no_size_and_no_proof_makes_the_check_fail_to_end(
            (old, size, index) in (any::<u64>(), any::<u64>(), any::<u64>()),
            proof in prop::collection::vec(any::<[u8; 32]>().prop_map(Hash), 0..70),
        ) {
            let (old, new) = (Head { size: old, root: Hash::EMPTY }, Head { size, root: Hash::EMPTY });
            prop_assert!(check_inclusion(Hash::EMPTY, index, new, &proof).is_err());
            let _ = check_consistency(old, new, &proof);
        }
    }
}
