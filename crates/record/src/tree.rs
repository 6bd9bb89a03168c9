//! The Merkle tree of RFC 6962, section 2.1, as it grows: the roots of its complete subtrees, and nothing else.

use crate::Hash;

/// The largest size of a tree that is read or built: what a signed 64-bit number holds, as in other programs.
pub const LARGEST_TREE: u64 = i64::MAX as u64;

/// Whatever can tell the hash of a complete subtree.
pub trait Nodes {
    /// Why it cannot.
    type Error;

    /// The hash of the complete subtree over the leaves `index << level .. (index + 1) << level`.
    ///
    /// # Errors
    /// What keeps the hash from being known.
    fn node(&self, level: u32, index: u64) -> Result<Hash, Self::Error>;
}

/// A tree reduced to what its next root depends on: one hash for each 1 in the binary digits of its size.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// Roots of complete subtrees, the largest first.
    roots: Vec<Hash>,
}

impl Frontier {
    /// The tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Frontier::default()
    }

    /// The frontier of the tree of this size.
    ///
    /// # Errors
    /// What the nodes say when one of them is not known.
    pub fn at<N: Nodes>(size: u64, nodes: &N) -> Result<Self, N::Error> {
        let roots = complete(0, size).map(|(level, index)| nodes.node(level, index));
        Ok(Frontier { size, roots: roots.collect::<Result<_, _>>()? })
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of its complete subtrees, the largest first: one for each 1 in the binary digits of the size.
    #[must_use]
    pub fn roots(&self) -> &[Hash] {
        &self.roots
    }

    /// Adds a leaf by its hash, and tells each node that is complete with it: level, index and hash, the leaf first.
    pub fn append(&mut self, leaf: Hash, completed: impl FnMut(u32, u64, Hash)) {
        self.join(0, leaf, completed);
    }

    /// Adds a complete subtree of `1 << height` leaves by its root, and tells each node that is complete with it, its root
    /// first. Says whether it could: only where the size is a multiple of what it adds.
    pub(crate) fn graft(&mut self, height: u32, root: Hash, completed: impl FnMut(u32, u64, Hash)) -> bool {
        let fits = self.size.trailing_zeros() >= height;
        if fits {
            self.join(height, root, completed);
        }
        fits
    }

    fn join(&mut self, height: u32, root: Hash, mut completed: impl FnMut(u32, u64, Hash)) {
        let (mut hash, mut level, mut index) = (root, height, self.size >> height);
        completed(level, index, hash);
        while index & 1 == 1 {
            let Some(left) = self.roots.pop() else { break };
            hash = Hash::node(left, hash);
            level += 1;
            index >>= 1;
            completed(level, index, hash);
        }
        self.roots.push(hash);
        self.size = self.size.saturating_add(1 << height);
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        joined(&self.roots)
    }
}

/// The root over complete subtrees that lie side by side, the largest first.
fn joined(roots: &[Hash]) -> Hash {
    let mut from_right = roots.iter().rev().copied();
    let Some(last) = from_right.next() else { return Hash::EMPTY };
    from_right.fold(last, |right, left| Hash::node(left, right))
}

/// The root of the tree over the leaves `start .. end`: a subtree of RFC 6962, complete or at the right edge.
///
/// # Errors
/// What the nodes say when one of them is not known.
pub(crate) fn span_hash<N: Nodes>(start: u64, end: u64, nodes: &N) -> Result<Hash, N::Error> {
    let roots: Result<Vec<Hash>, _> =
        complete(start, end).map(|(level, index)| nodes.node(level, index)).collect();
    Ok(joined(&roots?))
}

/// The complete subtrees of which the leaves `start .. end` are made, the largest first: level and index.
/// `start` is the beginning of a subtree of RFC 6962 that holds them.
fn complete(start: u64, end: u64) -> impl Iterator<Item = (u32, u64)> {
    let mut from = start;
    std::iter::from_fn(move || {
        let level = end.checked_sub(from).filter(|rest| *rest > 0)?.ilog2();
        let index = from >> level;
        from += 1 << level;
        Some((level, index))
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every complete node of a tree, by its level.
    #[derive(Debug, Default)]
    pub(crate) struct Grown(pub(crate) Vec<Vec<Hash>>);

    impl Nodes for Grown {
        type Error = (u32, u64);

        fn node(&self, level: u32, index: u64) -> Result<Hash, Self::Error> {
            let row = self.0.get(level as usize).ok_or((level, index))?;
            row.get(usize::try_from(index).unwrap()).copied().ok_or((level, index))
        }
    }

    /// A tree of this size whose leaf `i` is the number `i` in text.
    pub(crate) fn grown(size: u64) -> (Frontier, Grown) {
        let (mut frontier, mut grown) = (Frontier::new(), Grown::default());
        for index in 0..size {
            frontier.append(leaf(index), |level, at, hash| {
                grown.0.resize(grown.0.len().max(level as usize + 1), Vec::new());
                assert_eq!(grown.0[level as usize].len() as u64, at, "nodes come in their order");
                grown.0[level as usize].push(hash);
            });
        }
        (frontier, grown)
    }

    pub(crate) fn leaf(index: u64) -> Hash {
        Hash::leaf(index.to_string().as_bytes())
    }

    /// The root as RFC 6962, section 2.1 defines it: slow and obviously right.
    pub(crate) fn defined(leaves: std::ops::Range<u64>) -> Hash {
        match leaves.end - leaves.start {
            0 => Hash::EMPTY,
            1 => leaf(leaves.start),
            count => {
                let mut half = 1;
                while half * 2 < count {
                    half *= 2;
                }
                let middle = leaves.start + half;
                Hash::node(defined(leaves.start..middle), defined(middle..leaves.end))
            }
        }
    }

    #[test]
    fn roots_are_as_defined() {
        for size in (0..130).chain([255, 256, 257, 1000]) {
            assert_eq!(grown(size).0.root(), defined(0..size), "{size}");
        }
    }

    proptest! {
        /// Leaf by leaf, or a whole subtree at once: the same tree, and the same nodes above the subtree.
        #[test]
        fn a_subtree_that_is_grafted_is_as_if_it_had_grown(before in 0u64..9, height in 0u32..5, after in 0u64..9) {
            let start = before << height;
            let (mut frontier, _) = grown(start);
            let root = defined(start..start + (1 << height));
            let mut told = Vec::new();
            prop_assert!(frontier.graft(height, root, |level, index, hash| told.push((level, index, hash))));
            let end = start + (1 << height);
            let (whole, nodes) = grown(end);
            prop_assert_eq!(&frontier, &whole);
            for (level, index, hash) in told {
                prop_assert_eq!(nodes.node(level, index), Ok(hash));
            }
            for index in end..end + after {
                frontier.append(leaf(index), |_, _, _| {});
            }
            prop_assert_eq!(frontier.root(), defined(0..end + after));
            let odd = frontier.size() % 2 == 1;
            prop_assert_eq!(frontier.graft(1, root, |_, _, _| {}), !odd);
        }

        #[test]
        fn a_frontier_is_the_same_grown_and_looked_up(size in 0u64..700) {
            let (frontier, nodes) = grown(size);
            prop_assert_eq!(Frontier::at(size, &nodes), Ok(frontier));
        }

        #[test]
        fn what_lies_right_of_a_complete_subtree_hashes_as_defined(level in 0u32..8, index in 0u64..9, more in 1u64..256) {
            let start = index << level << 1;
            let end = start + more.min(1 << level << 1);
            prop_assert_eq!(span_hash(start, end, &grown(end).1), Ok(defined(start..end)));
        }
    }
}
