//! The passes of a sweep over a block of rows, in the widest instructions that the machine has.
//!
//! # Why what is unsafe here is sound
//! - The passes are called as [`passes`] says.
//! - Entries are loaded from slots that are held below the length of the table.
#![expect(unsafe_code, reason = "wide instructions need it; the proof stands above")]

use super::block::Block;
use crate::Width;
use crate::fetch::fetch;
use crate::grid::on_earth;
use crate::index::{Index, Map, Table, Window};
use crate::marks::{BLOCK, Bits};
use crate::rows::{Rows, SweepError};
use crate::width::passes;

impl Width {
    /// Puts rows on the grid and looks them up; gives those in leaves.
    pub(crate) fn find(self, block: &mut Block, index: &Index, rows: Rows<'_>, follows_ways: bool) -> Bits {
        self.convert(block, index.window, rows);
        self.find_in_table(block, index, rows, follows_ways)
    }

    /// Reads the codes of the sets of rows off the map; gives the rows for which the table has to be asked.
    pub(crate) fn read_off(self, block: &mut Block, index: &Index, map: &Map, rows: Rows<'_>) -> Bits {
        self.place_on_map(block, index.window, map, rows);
        self.load_words(block, map, rows);
        self.read_map(block, map)
    }

    /// Puts rows on the grid.
    pub(crate) fn place(self, block: &mut Block, index: &Index, rows: Rows<'_>) {
        self.convert(block, index.window, rows);
    }

    /// Looks up places that are on the grid already, with what is clear round them; gives those in leaves.
    pub(crate) fn find_placed(self, block: &mut Block, index: &Index) -> Bits {
        self.find_in_table(block, index, Rows::default(), true)
    }

    fn find_in_table(self, block: &mut Block, index: &Index, rows: Rows<'_>, follows_ways: bool) -> Bits {
        self.locate(block, index.window);
        self.load(block, &index.table, rows);
        let parted = self.parted(block);
        block.descend(index, parted);
        let in_leaves = self.measure(block, index.window, follows_ways);
        block.fetch_leaves(index, in_leaves);
        in_leaves
    }

    /// How many rows from the start can be swept after one of an object and time, and what is wrong with the next, whose number is
    /// counted from that of the first.
    pub(crate) fn checked(
        self,
        rows: Rows<'_>,
        before: Option<(u32, i64)>,
        first: u64,
    ) -> (usize, Option<SweepError>) {
        if self.are_surely_good(rows, before) {
            (rows.objects.len(), None)
        } else {
            rows.checked(before, first)
        }
    }

    /// How many places from the start are on earth.
    pub(crate) fn on_earth(self, lon_e7: &[i32], lat_e7: &[i32]) -> usize {
        if self.are_surely_on_earth(lon_e7, lat_e7) { lon_e7.len() } else { on_earth(lon_e7, lat_e7) }
    }
}

passes! {
    /// Whether all rows surely can be swept after one of an object and time.
    fn are_surely_good(rows: Rows<'_>, before: Option<(u32, i64)>) -> bool {
        rows.are_surely_good(before)
    }

    /// Whether all places are on earth and none on the very antimeridian.
    fn are_surely_on_earth(lon_e7: &[i32], lat_e7: &[i32]) -> bool {
        crate::grid::are_surely_on_earth(lon_e7, lat_e7)
    }

    /// Puts rows on the grid.
    fn convert(block: &mut Block, window: Window, rows: Rows<'_>) -> () {
        block.convert(window, rows);
    }

    /// Finds the cells of the window.
    fn locate(block: &mut Block, window: Window) -> () {
        block.locate(window);
    }

    /// Loads the cells of the window.
    fn load(block: &mut Block, table: &Table, rows: Rows<'_>) -> () {
        load_each(block, table, rows);
    }

    /// Puts rows on the grid and finds their cells of the map.
    fn place_on_map(block: &mut Block, window: Window, map: &Map, rows: Rows<'_>) -> () {
        block.convert(window, rows);
        block.locate_on_map(map);
    }

    /// Loads words of the map.
    fn load_words(block: &mut Block, map: &Map, rows: Rows<'_>) -> () {
        load_each_word(block, map, rows);
    }

    /// What the map tells; gives the rows where an edge may pass.
    fn read_map(block: &mut Block, map: &Map) -> Bits {
        block.read_map(map);
        marked(&block.marks)
    }

    /// The rows in cells of the window that are parted.
    fn parted(block: &mut Block) -> Bits {
        block.mark_blocks();
        marked(&block.marks)
    }

    /// What can be told of uniform cells; gives the rows in leaves.
    fn measure(block: &mut Block, window: Window, follows_ways: bool) -> Bits {
        if follows_ways {
            block.measure(window);
        }
        block.name();
        marked(&block.marks)
    }

    /// The rows but the first that have another code than the row before, each counted from that one.
    fn differ(codes: &[u32], marks: &mut [u32; BLOCK]) -> Bits {
        for ((code, next), mark) in codes.iter().zip(codes.iter().skip(1)).zip(marks.iter_mut()) {
            *mark = code ^ next;
        }
        marked(marks)
    }

    /// The rows at which something may happen, if all are of one object.
    fn listen(block: &mut Block, follows_ways: bool) -> Bits {
        block.listen(follows_ways);
        marked(&block.marks)
    }
}

/// Rows in a line of the cache, of a column of four bytes each.
const LINE: usize = 16;

/// Loads the entries of the window, one by one, for on some machines a gather takes longer than that. Meanwhile rows that
/// come later are fetched.
#[inline(always)]
fn load_each(block: &mut Block, table: &Table, rows: Rows<'_>) {
    let Some(last) = table.len().checked_sub(1) else { return };
    let last = u32::try_from(last).unwrap_or(u32::MAX);
    let entries = table.as_ptr();
    let lines = block.entry.chunks_exact_mut(LINE).zip(block.slot.chunks_exact(LINE));
    for (line, (found, slots)) in lines.enumerate() {
        fetch_ahead(rows, line);
        for (entry, slot) in found.iter_mut().zip(slots) {
            // SAFETY: the table is not empty, and this is a slot of it, for none is above its last.
            *entry = unsafe { *entries.add((*slot).min(last) as usize) };
        }
    }
}

/// The same of the map.
#[inline(always)]
fn load_each_word(block: &mut Block, map: &Map, rows: Rows<'_>) {
    let words = map.words();
    let Some(last) = words.len().checked_sub(1) else { return };
    let last = u32::try_from(last).unwrap_or(u32::MAX);
    let lines = block.word.chunks_exact_mut(LINE).zip(block.slot.chunks_exact(LINE));
    for (line, (found, slots)) in lines.enumerate() {
        fetch_ahead(rows, line);
        for (word, slot) in found.iter_mut().zip(slots) {
            // SAFETY: the map is not empty, and this is a word of it, for none is above its last.
            *word = unsafe { *words.as_ptr().add(map.word_of(*slot).min(last) as usize) };
        }
    }
}

/// Fetches a line of each column that comes later, but of those that nobody looks at.
#[inline(always)]
fn fetch_ahead(rows: Rows<'_>, line: usize) {
    const AHEAD: usize = 2 * BLOCK;
    let row = AHEAD + line * LINE;
    if !rows.objects.is_empty() {
        fetch(rows.objects.as_ptr().wrapping_add(row));
    }
    if !rows.millis.is_empty() {
        fetch(rows.millis.as_ptr().wrapping_add(row));
        fetch(rows.millis.as_ptr().wrapping_add(row + LINE / 2));
    }
    fetch(rows.lon_e7.as_ptr().wrapping_add(row));
    fetch(rows.lat_e7.as_ptr().wrapping_add(row));
}
