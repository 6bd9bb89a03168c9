//! Roots and proofs beside `ct-merkle`.

use armistice_record::{Frontier, Hash, Head, proof};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use proptest::prelude::*;
use sha2::Sha256;

use crate::support::{BOUNDARIES, entry, log, nodes};

fn theirs(size: u64) -> MemoryBackedTree<Sha256, Vec<u8>> {
    let mut tree = MemoryBackedTree::new();
    (0..size).for_each(|index| tree.push(entry(index)));
    tree
}

fn as_theirs(head: Head) -> RootHash<Sha256> {
    RootHash::new(head.root.0.into(), head.size)
}

fn bytes(proof: &[Hash]) -> Vec<u8> {
    proof.iter().flat_map(|hash| hash.0).collect()
}

/// What both say of our proof that the entry stands at the index.
fn inclusion_by_both(head: Head, index: u64, entry: &Vec<u8>, proof: &[Hash]) -> (bool, bool) {
    let ours = proof::check_inclusion(Hash::leaf(entry), index, head, proof);
    let theirs = InclusionProof::<Sha256>::try_from_bytes(bytes(proof)).unwrap();
    (ours.is_ok(), as_theirs(head).verify_inclusion(entry, index, &theirs).is_ok())
}

fn consistency_by_both(old: Head, new: Head, proof: &[Hash]) -> (bool, bool) {
    let theirs = ConsistencyProof::<Sha256>::try_from_bytes(bytes(proof)).unwrap();
    let ours = proof::check_consistency(old, new, proof);
    (ours.is_ok(), as_theirs(new).verify_consistency(&as_theirs(old), &theirs).is_ok())
}

#[test]
fn roots_and_proofs_are_the_same_at_every_boundary() {
    for size in BOUNDARIES {
        let (head, files) = log(size);
        let tree = theirs(size);
        assert_eq!(head.root.0, tree.root().as_bytes().as_slice(), "{size}");
        for index in
            [0, 1, size / 2, size.saturating_sub(2), size - 1].into_iter().filter(|index| *index < size)
        {
            let ours = proof::inclusion(index, size, &nodes(size, &files)).unwrap();
            let other = tree.prove_inclusion(usize::try_from(index).unwrap());
            assert_eq!(bytes(&ours), other.as_bytes(), "{index} of {size}");
            assert_eq!(inclusion_by_both(head, index, &entry(index), &ours), (true, true));
            assert_eq!(inclusion_by_both(head, index, &entry(index + 1), &ours), (false, false));
        }
        for old in [1, 2, size / 3, size / 2, size - 1].into_iter().filter(|old| (1..size).contains(old)) {
            let ours = proof::consistency(old, size, &nodes(size, &files)).unwrap();
            let other = tree.prove_consistency(usize::try_from(size - old).unwrap());
            assert_eq!(bytes(&ours), other.as_bytes(), "{old} to {size}");
            assert_eq!(consistency_by_both(log(old).0, head, &ours), (true, true), "{old} to {size}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn random_trees_have_their_roots_and_proofs(size in 1u64..600, index: prop::sample::Index, old: prop::sample::Index) {
        let (head, files) = log(size);
        let tree = theirs(size);
        prop_assert!(head.root.0 == tree.root().as_bytes().as_slice());
        let index = index.index(usize::try_from(size).unwrap());
        let ours = proof::inclusion(index as u64, size, &nodes(size, &files)).unwrap();
        prop_assert!(bytes(&ours) == tree.prove_inclusion(index).as_bytes());
        let old = old.index(usize::try_from(size).unwrap()).max(1);
        let ours = proof::consistency(old as u64, size, &nodes(size, &files)).unwrap();
        prop_assert!(bytes(&ours) == tree.prove_consistency(usize::try_from(size).unwrap() - old).as_bytes());
    }

    /// A spoilt proof is refused by both.
    #[test]
    fn no_spoilt_proof_is_taken_by_either(
        size in 2u64..600, index: prop::sample::Index, at: prop::sample::Index, bit in 0usize..256, kind in 0..4,
    ) {
        let (head, files) = log(size);
        let old = index.index(usize::try_from(size).unwrap() - 1) as u64 + 1;
        let index = old - 1;
        let mut inclusion = proof::inclusion(index, size, &nodes(size, &files)).unwrap();
        let mut consistency = proof::consistency(old, size, &nodes(size, &files)).unwrap();
        for proof in [&mut inclusion, &mut consistency] {
            let at = at.index(proof.len().max(1));
            match kind {
                0 if !proof.is_empty() => proof[at].0[bit / 8] ^= 1 << (bit % 8),
                1 if !proof.is_empty() => drop(proof.remove(at)),
                2 => proof.insert(at, Hash::EMPTY),
                _ => proof.push(Hash::leaf(b"more")),
            }
        }
        prop_assert_eq!(inclusion_by_both(head, index, &entry(index), &inclusion), (false, false));
        prop_assert_eq!(consistency_by_both(log(old).0, head, &consistency), (false, false));
    }
}

#[test]
fn a_large_tree_has_their_root_all_along() {
    // One tree, looked at on its way, instead of one for each size.
    let (mut ours, mut tree) = (Frontier::new(), MemoryBackedTree::<Sha256, Vec<u8>>::new());
    for index in 0..200_000 {
        ours.append(Hash::leaf(&entry(index)), |_, _, _| {});
        tree.push(entry(index));
        if index % 20_011 == 0 || BOUNDARIES.contains(&(index + 1)) {
            assert_eq!(ours.root().0, tree.root().as_bytes().as_slice(), "{}", index + 1);
        }
    }
}
