//! What is left and entered from one set to another, kept for the pairs that were met lately: where many fixes lie to both sides of
//! a boundary of many zones, it is the same again and again.

use super::Kind;
use crate::sets::{Sets, each_change};

/// Pairs that are kept: a power of two.
const MOST_PAIRS: usize = 1 << 9;

/// Pairs of sets of an index, each in the one place that it may have.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pairs: Vec<Pair>,
}

#[derive(Debug, Clone, Default)]
struct Pair {
    before: u32,
    after: u32,
    changes: Vec<(u32, Kind)>,
}

impl Pairs {
    /// The zones that are left and then those that are entered from one set to another, each ascending; `None` if one of the sets
    /// is not of the index, for the numbers of such sets are given anew.
    pub(super) fn changes(&mut self, sets: &Sets, before: u32, after: u32) -> Option<&[(u32, Kind)]> {
        self.pairs.resize(MOST_PAIRS, Pair::default());
        let mixed = (u64::from(before) << 32 | u64::from(after)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let place = usize::try_from(mixed >> (u64::BITS - MOST_PAIRS.ilog2())).unwrap_or(0);
        let pair = self.pairs.get_mut(place)?;
        // A place that was never used is that of nothing to nothing, where nothing changes.
        if (pair.before, pair.after) != (before, after) {
            let (zones_before, zones_after) = (sets.zones_of(before)?, sets.zones_of(after)?);
            (pair.before, pair.after) = (before, after);
            pair.changes.clear();
            each_change(zones_before, zones_after, &mut |zone, enters| {
                pair.changes.push((zone, if enters { Kind::Enter } else { Kind::Leave }));
            });
        }
        Some(&pair.changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Formula;
    use crate::sets::Zones;

    #[test]
    fn pairs_are_told_as_they_are_however_many_were_met() {
        let areas = 40;
        let mut sets = Sets::new(Zones::new((0..areas).map(Formula::Area).collect(), areas as usize));
        let numbers: Vec<u32> =
            (0..areas).map(|area| sets.number(&(area / 2..=area).collect::<Vec<_>>())).collect();
        let mut pairs = Pairs::default();
        for _ in 0..2 {
            for (before, after) in numbers.iter().flat_map(|one| numbers.iter().map(move |two| (*one, *two)))
            {
                let mut plainly = Vec::new();
                each_change(
                    sets.zones_of(before).unwrap(),
                    sets.zones_of(after).unwrap(),
                    &mut |zone, enters| {
                        plainly.push((zone, if enters { Kind::Enter } else { Kind::Leave }));
                    },
                );
                assert_eq!(pairs.changes(&sets, before, after), Some(plainly.as_slice()));
            }
        }
        assert_eq!(pairs.changes(&sets, 0, u32::MAX), None, "a set that is not of the index");
    }
}
