//! One entry of the table, in 32 bits: two for its kind, the rest for what it names.

/// A cell of one set, a leaf, or a block of smaller cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct Entry(u32);

const UNIFORM: u32 = 0;
const LEAF: u32 = 1;
const BLOCK_OF_64: u32 = 2;
const BLOCK_OF_16: u32 = 3;
/// Of a leaf, above the kind: whether it has lines.
const LINED: u32 = 1 << 2;
/// Of a uniform cell, above the kind: the number of its set, and above that its clearance.
const SET_BITS: u32 = 22;
const CLEARANCE_AT: u32 = 2 + SET_BITS;
/// Blocks begin at multiples of this in the table.
pub(crate) const BLOCK_UNIT: usize = 16;
/// Clearances are kept as 8 to 15 times a power of two, so an eighth is lost at most.
const GREATEST_POWER: u32 = 27;

impl Entry {
    /// The bits that tell the kind: nothing for a uniform cell.
    pub(crate) const KIND: u32 = 3;
    /// Nothing at all, with no clearance.
    pub(crate) const NOTHING: Entry = Entry(UNIFORM);

    pub(crate) fn uniform(set: u32) -> Entry {
        Entry(UNIFORM | (set << 2))
    }

    /// A leaf whose words begin at `start`, below 2^29, or the leaf of that number with lines (see [`super::lines`]).
    pub(crate) fn leaf(start: u32, is_lined: bool) -> Entry {
        Entry(LEAF | if is_lined { LINED } else { 0 } | (start << 3))
    }

    /// A block of 2^bits by 2^bits cells, for 3 or 2 bits, that begins at so many units in the table.
    pub(crate) fn block(bits: u32, unit: u32) -> Entry {
        Entry(if bits == 3 { BLOCK_OF_64 } else { BLOCK_OF_16 } | (unit << 2))
    }

    #[inline]
    pub(crate) fn is_uniform(self) -> bool {
        self.0 & Entry::KIND == UNIFORM
    }

    #[inline]
    pub(crate) fn is_leaf(self) -> bool {
        self.0 & Entry::KIND == LEAF
    }

    #[inline]
    pub(crate) fn is_block(self) -> bool {
        self.0 & Entry::KIND >= BLOCK_OF_64
    }

    /// Whether it is a leaf with lines.
    #[inline]
    pub(crate) fn is_lined(self) -> bool {
        self.0 & (Entry::KIND | LINED) == LEAF | LINED
    }

    /// The number of the set of a uniform cell.
    #[inline]
    pub(crate) fn set(self) -> u32 {
        self.0 << (32 - CLEARANCE_AT) >> (32 - SET_BITS)
    }

    /// How many steps away from a uniform cell there is surely no edge.
    #[inline]
    pub(crate) fn clearance(self) -> u32 {
        let code = self.0 >> CLEARANCE_AT;
        if code == 0 { 0 } else { (8 + (code & 7)) << (code >> 3) }
    }

    /// A uniform cell with a clearance of at most so many steps.
    pub(crate) fn with_clearance(self, steps: u32) -> Entry {
        let Some(power) = steps.checked_ilog2().and_then(|bits| bits.checked_sub(3)) else { return self };
        let power = power.min(GREATEST_POWER);
        let code = (power << 3) | ((steps >> power).min(15) - 8);
        Entry(self.0 | (code << CLEARANCE_AT))
    }

    #[inline]
    pub(crate) fn leaf_start(self) -> usize {
        (self.0 >> 3) as usize
    }

    #[inline]
    pub(crate) fn block_bits(self) -> u32 {
        if self.0 & Entry::KIND == BLOCK_OF_64 { 3 } else { 2 }
    }

    /// The slot of the part of a block that a place is in, and the power of its side.
    #[inline(always)]
    pub(crate) fn part(self, shift: u32, x: u32, y: u32) -> (usize, u32) {
        let bits = self.block_bits();
        let shift = shift.wrapping_sub(bits) & 31;
        let mask = (1 << bits) - 1;
        let part = (((y >> shift) & mask) << bits) | ((x >> shift) & mask);
        (self.block_start() + part as usize, shift)
    }

    #[inline]
    pub(crate) fn block_start(self) -> usize {
        (self.0 >> 2) as usize * BLOCK_UNIT
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_clearance_is_never_more_than_was_given_and_nearly_all_of_it(steps in 0..1_u32 << 31, set in 0..1_u32 << 22) {
            let entry = Entry::uniform(set).with_clearance(steps);
            prop_assert_eq!(entry.set(), set);
            prop_assert!(entry.is_uniform());
            prop_assert!(entry.clearance() <= steps);
            prop_assert!(steps < 16 || entry.clearance() >= steps - steps / 8);
        }
    }

    #[test]
    fn kinds_are_told_apart() {
        let (large, small, leaf) = (Entry::block(3, 5), Entry::block(2, 7), Entry::leaf(9, false));
        assert!(large.is_block() && small.is_block() && leaf.is_leaf());
        assert_eq!((large.block_bits(), large.block_start()), (3, 80));
        assert_eq!((small.block_bits(), small.block_start()), (2, 112));
        assert_eq!(leaf.leaf_start(), 9);
        let lined = Entry::leaf(9, true);
        assert!(lined.is_lined() && lined.is_leaf() && !leaf.is_lined());
        assert_eq!(lined.leaf_start(), 9);
        assert!(![large, small, Entry::uniform(1)].iter().any(|entry| entry.is_lined() || entry.is_leaf()));
    }
}
