//! By when an entry stood in the record: the word of one witness is not enough, for its clock may be wrong, or it may be
//! the author's own. It takes as many as make an entry final, and the time is that of the last of them that is needed: of
//! `k` out of `n` witnesses the `k`-th earliest.

use std::collections::BTreeMap;

use super::Seen;
use crate::policy::Policy;

/// By when entries stood there, as witnesses tell.
#[derive(Debug, Clone, Default)]
pub struct NotAfter {
    /// The first entry that each policy governs.
    policies: Vec<u64>,
    /// By the size of a tree that a witness signed: the time, under each policy, of what that tree holds and no smaller.
    by_size: BTreeMap<u64, Vec<Option<u64>>>,
}

impl NotAfter {
    /// What these witnesses have seen, weighed by the policies that govern the record.
    pub(super) fn new(policies: &[(u64, Policy)], stamps: &[Seen]) -> Self {
        let mut stamps: Vec<&Seen> = stamps.iter().collect();
        stamps.sort_by_key(|stamp| std::cmp::Reverse(stamp.size));
        // Whoever signed a tree has seen what smaller ones hold, too.
        let mut earliest: BTreeMap<[u8; 32], u64> = BTreeMap::new();
        let mut by_size = BTreeMap::new();
        for same in stamps.chunk_by(|one, next| one.size == next.size) {
            for stamp in same {
                let time = earliest.entry(stamp.key).or_insert(stamp.time);
                *time = stamp.time.min(*time);
            }
            let size = same.first().map_or(0, |stamp| stamp.size);
            by_size.insert(size, policies.iter().map(|(_, policy)| policy.time_of(&earliest)).collect());
        }
        NotAfter { policies: policies.iter().map(|(from, _)| *from).collect(), by_size }
    }

    /// By when an entry stood there, in seconds since 1970-01-01T00:00:00 UTC; nothing if too few have seen it.
    #[must_use]
    pub fn of(&self, index: u64) -> Option<u64> {
        let policy = self.policies.partition_point(|from| *from <= index).checked_sub(1)?;
        let (_, times) = self.by_size.range(index.checked_add(1)?..).next()?;
        *times.get(policy)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{Purpose, Secret};
    use proptest::prelude::*;

    fn key(number: u8) -> Secret {
        Secret::from_seed(&format!("w{number}.example"), Purpose::Cosigning, &[number + 1; 32]).unwrap()
    }

    fn policy(threshold: usize) -> Policy {
        let witnesses: String = (0..4).map(|n| format!("witness w{n} {}\n", key(n).key())).collect();
        let text = format!("{witnesses}group g {threshold} w0 w1 w2 w3\nquorum g\n");
        Policy::parse(text.as_bytes()).unwrap()
    }

    fn seen(witness: u8, size: u64, time: u64) -> Seen {
        Seen { key: key(witness).key().public(), name: String::new(), size, time }
    }

    #[test]
    fn one_clock_that_is_wrong_proves_nothing() {
        let honest = [seen(1, 10, 1000), seen(2, 10, 1010), seen(3, 20, 1020)];
        for lie in [0, 5, 1005, 2000, u64::MAX] {
            let stamps: Vec<Seen> = honest.iter().cloned().chain([seen(0, 20, lie)]).collect();
            let told = NotAfter::new(&[(0, policy(2))], &stamps).of(9).unwrap();
            assert!((1000..=1010).contains(&told), "{lie}: {told}");
            assert_eq!(NotAfter::new(&[(0, policy(1))], &stamps).of(9), Some(lie.min(1000)));
        }
        assert_eq!(NotAfter::new(&[(0, policy(4))], &honest).of(9), None, "one of four has seen nothing");
    }

    proptest! {
        /// By the definition: of the times at which each witness first saw a tree that holds the entry, the k-th earliest.
        #[test]
        fn the_time_is_that_of_the_kth_witness(
            stamps in prop::collection::vec((0..4_u8, 1..30_u64, 0..50_u64), 0..12),
            change in 0..30_u64,
            thresholds in (1..=4_usize, 1..=4_usize),
            index in 0..30_u64,
        ) {
            let stamps: Vec<Seen> = stamps.into_iter().map(|(who, size, time)| seen(who, size, time)).collect();
            let policies = [(0, policy(thresholds.0)), (change, policy(thresholds.1))];
            let threshold = if index >= change { thresholds.1 } else { thresholds.0 };
            let mut first: Vec<u64> = (0..4)
                .filter_map(|who| {
                    let own = stamps.iter().filter(|one| one.key == key(who).key().public());
                    own.filter(|one| one.size > index).map(|one| one.time).min()
                })
                .collect();
            first.sort_unstable();
            prop_assert_eq!(NotAfter::new(&policies, &stamps).of(index), first.get(threshold - 1).copied());
        }
    }
}
