//! The entries of all cells, in lines of the cache: four by four cells of the window to a line, so that who moves finds
//! the next cell mostly in the line of the one before.

use super::entry::{BLOCK_UNIT, Entry};

/// The entries that fit into a line of the cache.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub(crate) struct Line([Entry; BLOCK_UNIT]);

/// The cells of the window, a line for what lies outside, then the blocks, each at the start of a line.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    lines: Vec<Line>,
}

impl Table {
    /// Appends so many cells without anything, in whole lines, and gives the slot of the first.
    pub(crate) fn grow(&mut self, cells: usize) -> usize {
        let start = self.len();
        self.lines.resize(self.lines.len() + cells.div_ceil(BLOCK_UNIT), Line([Entry::NOTHING; BLOCK_UNIT]));
        start
    }

    /// What is to be done once it grows no more.
    pub(crate) fn settle(&mut self) {
        crate::large::settle(&mut self.lines);
    }

    /// Slots in all.
    pub(crate) fn len(&self) -> usize {
        self.lines.len() * BLOCK_UNIT
    }

    /// All entries, slot after slot: so many as [`Table::len`] says.
    #[inline(always)]
    pub(crate) fn as_ptr(&self) -> *const Entry {
        self.lines.as_ptr().cast()
    }

    /// The entry at a slot; nothing beyond the last.
    #[inline(always)]
    pub(crate) fn get(&self, slot: usize) -> Entry {
        let line = self.lines.get(slot / BLOCK_UNIT);
        line.and_then(|line| line.0.get(slot % BLOCK_UNIT)).copied().unwrap_or(Entry::NOTHING)
    }

    /// The entries of a line, counted from the first; nothing beyond the last.
    #[inline(always)]
    pub(crate) fn line(&self, line: usize) -> &[Entry; BLOCK_UNIT] {
        const NOTHING: Line = Line([Entry::NOTHING; BLOCK_UNIT]);
        &self.lines.get(line).unwrap_or(&NOTHING).0
    }

    /// The place of an entry.
    pub(crate) fn get_mut(&mut self, slot: usize) -> Option<&mut Entry> {
        self.lines.get_mut(slot / BLOCK_UNIT)?.0.get_mut(slot % BLOCK_UNIT)
    }

    /// The entries of some slots in a row.
    pub(crate) fn entries(&self, slots: std::ops::Range<usize>) -> impl DoubleEndedIterator<Item = Entry> {
        slots.map(|slot| self.get(slot))
    }
}
