//! The passes of a sweep over a block of rows, in the widest instructions that the machine has.
//!
//! # Why what is unsafe here is sound
//! - The passes are called as [`passes`] says.
//! - Entries are loaded from slots that are held below the length of the table.
#![expect(unsafe_code, reason = "wide instructions need it; the proof stands above")]

use super::Rows;
use super::block::Block;
use crate::Width;
use crate::fetch::fetch_early;
use crate::index::{Index, Table, Window};
use crate::marks::{BLOCK, Bits};
use crate::width::passes;

impl Width {
    /// Puts rows on the grid and looks them up; gives those in leaves.
    pub(crate) fn find(self, block: &mut Block, index: &Index, rows: Rows<'_>, follows_ways: bool) -> Bits {
        self.place(block, index.window, rows);
        self.load(block, &index.table, rows);
        let parted = self.parted(block);
        block.descend(index, parted);
        let in_leaves = self.measure(block, index.window, follows_ways);
        block.fetch_leaves(index, in_leaves);
        in_leaves
    }
}

passes! {
    /// Whether all rows surely can be swept after one of an object and time.
    fn are_surely_good(rows: Rows<'_>, before: Option<(u32, i64)>) -> bool {
        rows.are_surely_good(before)
    }

    /// Puts rows on the grid and finds their cells of the window.
    fn place(block: &mut Block, window: Window, rows: Rows<'_>) -> () {
        block.convert(window, rows);
        block.locate(window);
    }

    /// Loads the cells of the window.
    fn load(block: &mut Block, table: &Table, rows: Rows<'_>) -> () {
        load_each(block, table, rows);
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

    /// The rows at which something may happen.
    fn listen(block: &mut Block, objects: &[u32], follows_ways: bool) -> Bits {
        block.listen(objects, follows_ways);
        marked(&block.marks)
    }
}

/// Loads the entries of the window, one by one, for on some machines a gather takes longer than that. Meanwhile rows that
/// come later are fetched into the second cache: into the first they would be in the way of the table.
#[inline(always)]
fn load_each(block: &mut Block, table: &Table, rows: Rows<'_>) {
    const LINE: usize = 16;
    const AHEAD: usize = 4 * BLOCK;
    let Some(last) = table.len().checked_sub(1) else { return };
    let last = u32::try_from(last).unwrap_or(u32::MAX);
    let entries = table.as_ptr();
    let lines = block.entry.chunks_exact_mut(LINE).zip(block.slot.chunks_exact(LINE));
    for (line, (found, slots)) in lines.enumerate() {
        let row = AHEAD + line * LINE;
        fetch_early(rows.objects.as_ptr().wrapping_add(row));
        fetch_early(rows.millis.as_ptr().wrapping_add(row));
        fetch_early(rows.millis.as_ptr().wrapping_add(row + LINE / 2));
        fetch_early(rows.lon_e7.as_ptr().wrapping_add(row));
        fetch_early(rows.lat_e7.as_ptr().wrapping_add(row));
        for (entry, slot) in found.iter_mut().zip(slots) {
            // SAFETY: the table is not empty, and this is a slot of it, for none is above its last.
            *entry = unsafe { *entries.add((*slot).min(last) as usize) };
        }
    }
}
