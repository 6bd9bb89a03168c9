//! How a leaf is written down, in words of 32 bits: where its palette begins, then two words for each run of edges that
//! follow one another along a ring.
//!
//! A palette is shared by all leaves that it fits: how many areas have edges there, which, and the number of the set for
//! each combination of their being changed about against the corner. Where more areas meet than a palette foresees,
//! it names the set at the corner alone.

/// The most areas whose combinations a palette writes out.
pub(crate) const MOST_FORESEEN: usize = 4;
/// The most edges in a run, and areas in a leaf.
pub(crate) const MOST_IN_RUN: u32 = 0xFFFF;
pub(crate) const MOST_SLOTS: usize = 0x7FFF;

const LAST: u32 = 1 << 31;

/// Edges that follow one another along a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    /// The first corner of the first of them.
    pub(crate) first: u32,
    pub(crate) count: u32,
    /// The area, by its place in the palette.
    pub(crate) slot: u32,
}

/// A leaf as it stands in the index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leaf<'i> {
    words: &'i [u32],
}

/// The areas of a leaf and what their edges part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Palette<'i> {
    words: &'i [u32],
}

impl<'i> Leaf<'i> {
    #[inline]
    pub(crate) fn at(leaves: &'i [u32], start: usize) -> Leaf<'i> {
        Leaf { words: leaves.get(start..).unwrap_or(&[]) }
    }

    /// Where its palette begins.
    #[inline]
    pub(crate) fn palette_start(&self) -> u32 {
        self.words.first().copied().unwrap_or(u32::MAX)
    }

    #[inline]
    pub(crate) fn palette<'p>(&self, palettes: &'p [u32]) -> Palette<'p> {
        Palette { words: palettes.get(self.palette_start() as usize..).unwrap_or(&[]) }
    }

    #[inline]
    pub(crate) fn runs(&self) -> impl Iterator<Item = Run> + use<'i> {
        let mut words = self.words.get(1..).unwrap_or(&[]);
        std::iter::from_fn(move || {
            let [first, word, rest @ ..] = words else { return None };
            words = if word & LAST == 0 { rest } else { &[] };
            Some(Run { first: *first, count: word & MOST_IN_RUN, slot: (word & !LAST) >> 16 })
        })
    }

    /// Appends a leaf.
    pub(crate) fn write(leaves: &mut Vec<u32>, palette: u32, runs: &[Run]) {
        leaves.push(palette);
        for (index, run) in runs.iter().enumerate() {
            let last = if index + 1 == runs.len() { LAST } else { 0 };
            leaves.extend([run.first, run.count | run.slot << 16 | last]);
        }
    }
}

impl Palette<'_> {
    /// How many areas have edges there.
    #[inline]
    pub(crate) fn slots(&self) -> usize {
        self.words.first().map_or(0, |slots| *slots as usize)
    }

    /// Whether more areas meet than are foreseen.
    #[inline]
    pub(crate) fn is_crowded(&self) -> bool {
        self.slots() > MOST_FORESEEN
    }

    #[inline]
    pub(crate) fn area(&self, slot: u32) -> u32 {
        self.words.get(1 + slot as usize).copied().unwrap_or(u32::MAX)
    }

    /// The number of the set at the corner.
    #[inline]
    pub(crate) fn base(&self) -> u32 {
        self.set(0)
    }

    /// The number of the set where these of the areas are changed about.
    #[inline]
    pub(crate) fn set(&self, changed: u32) -> u32 {
        self.words.get(1 + self.slots() + changed as usize).copied().unwrap_or(0)
    }

    /// The words of a palette; `set_of` numbers the set with some areas changed about against the corner.
    pub(crate) fn words(areas: &[u32], mut set_of: impl FnMut(&[u32]) -> u32) -> Vec<u32> {
        let mut words = vec![u32::try_from(areas.len()).unwrap_or(u32::MAX)];
        words.extend_from_slice(areas);
        words.push(set_of(&[]));
        if areas.len() > MOST_FORESEEN {
            return words;
        }
        for bits in 1..1_u32 << areas.len() {
            let is_changed = |slot: u32| bits >> slot & 1 == 1;
            let changed = (0..).zip(areas).filter(|(slot, _)| is_changed(*slot));
            words.push(set_of(&changed.map(|(_, area)| *area).collect::<Vec<_>>()));
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let runs = [Run { first: 7, count: 3, slot: 0 }, Run { first: 90, count: MOST_IN_RUN, slot: 0x7FFE }];
        let mut leaves = vec![1, 2, 3];
        Leaf::write(&mut leaves, 4, &runs);
        Leaf::write(&mut leaves, 0, &runs[..1]);
        assert_eq!(Leaf::at(&leaves, 3).runs().collect::<Vec<_>>(), runs);
        assert_eq!(Leaf::at(&leaves, 8).runs().collect::<Vec<_>>(), runs[..1]);
        let mut palettes = vec![0; 4];
        palettes.extend(Palette::words(&[11, 22], |changed| changed.iter().sum()));
        let palette = Leaf::at(&leaves, 3).palette(&palettes);
        assert_eq!((palette.area(1), palette.base(), palette.set(2), palette.set(3)), (22, 0, 22, 33));
        assert!(!palette.is_crowded());
    }
}
