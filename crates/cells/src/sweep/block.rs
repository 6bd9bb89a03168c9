//! Rows in blocks of a size that stays in the first cache: all are put on the grid and looked up, and those at which
//! something may happen are marked, in passes without branches that a compiler can turn into wide instructions.

use crate::Spot;
use crate::fetch::fetch;
use crate::grid::steps;
use crate::index::{Cell, Entry, Index, Map, Window};
use crate::marks::{BLOCK, Bits, each_row};
use crate::rows::Rows;
use crate::sets::Overlay;

/// The rows of a block on the grid, and what was found of them.
#[derive(Debug)]
pub(crate) struct Block {
    /// Coordinates in the window.
    pub(super) x: [u32; BLOCK],
    pub(super) y: [u32; BLOCK],
    /// The slot of the window, or of the map.
    pub(super) slot: [u32; BLOCK],
    pub(super) entry: [Entry; BLOCK],
    /// A word of the map.
    pub(super) word: [u32; BLOCK],
    /// The power of two of the side of the cell; nothing outside the window.
    pub(super) shift: [u32; BLOCK],
    /// The number of the set; after rows were read off the map, its code there.
    set: [u32; BLOCK],
    /// Which face of which leaf with lines it is in; nothing elsewhere.
    face: [u32; BLOCK],
    /// Steps within which there is surely no edge.
    clear: [u32; BLOCK],
    /// Not nothing for rows in leaves; after that, for rows at which something may happen.
    pub(super) marks: [u32; BLOCK],
}

impl Default for Block {
    fn default() -> Self {
        Block {
            x: [0; BLOCK],
            y: [0; BLOCK],
            slot: [0; BLOCK],
            entry: [Entry::NOTHING; BLOCK],
            word: [0; BLOCK],
            shift: [0; BLOCK],
            set: [0; BLOCK],
            face: [0; BLOCK],
            clear: [0; BLOCK],
            marks: [0; BLOCK],
        }
    }
}

/// One row of a block, and what was found of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fix {
    pub(crate) row: u64,
    pub(crate) object: u32,
    pub(crate) millis: i64,
    pub(crate) spot: Spot,
    pub(crate) set: u32,
}

impl Block {
    /// Puts the rows on the grid. What the rows behind the last one held before does no harm.
    #[inline(always)]
    pub(super) fn convert(&mut self, window: Window, rows: Rows<'_>) {
        let (west, south) = window.inside(Spot::default());
        for (x, lon) in self.x.iter_mut().zip(rows.lon_e7) {
            *x = steps(*lon).cast_unsigned().wrapping_add(west);
        }
        for (y, lat) in self.y.iter_mut().zip(rows.lat_e7) {
            *y = steps(*lat).cast_unsigned().wrapping_add(south);
        }
    }

    /// Finds the slot of the window that each row is in, and the power of its side.
    #[inline(always)]
    pub(super) fn locate(&mut self, window: Window) {
        let outside = window.slot_outside();
        let Window { shift: side, columns, rows, .. } = window;
        let places = self.x.iter().zip(&self.y).zip(self.slot.iter_mut().zip(&mut self.shift));
        for ((x, y), (slot, shift)) in places {
            let (column, row) = (x >> (side & 31), y >> (side & 31));
            let is_inside = (column < columns) & (row < rows);
            *slot = if is_inside { window.slot_inside(column, row) } else { outside };
            *shift = if is_inside { side } else { 0 };
        }
    }

    /// Finds the slot of the map that each row is in.
    #[inline(always)]
    pub(super) fn locate_on_map(&mut self, map: &Map) {
        for ((x, y), slot) in self.x.iter().zip(&self.y).zip(&mut self.slot) {
            *slot = map.slot(*x, *y);
        }
    }

    /// Reads the sets off the map. Marks the rows where an edge may pass.
    #[inline(always)]
    pub(super) fn read_map(&mut self, map: &Map) {
        let edges = map.edges();
        let codes = self.word.iter().zip(&self.slot).zip(self.set.iter_mut().zip(&mut self.marks));
        for ((word, slot), (set, mark)) in codes {
            *set = map.code(*word, *slot);
            *mark = u32::from(*set == edges);
        }
    }

    /// Finds the cells of rows whose sets the map does not tell, and fetches the leaves. Gives the rows in leaves.
    pub(crate) fn look_closer(&mut self, index: &Index, rows: Bits) -> Bits {
        let window = index.window;
        for (word, bits) in rows.into_iter().enumerate() {
            each_row(word, bits, BLOCK, &mut |at| {
                let (Some(x), Some(y)) = (self.x.get(at), self.y.get(at)) else { return };
                let Some(slot) = self.slot.get_mut(at) else { return };
                *slot = window.slot(*x, *y).unwrap_or(window.slot_outside());
                fetch(index.table.as_ptr().wrapping_add(*slot as usize));
            });
        }
        let mut parted = Bits::default();
        for ((word, bits), parted) in rows.into_iter().enumerate().zip(&mut parted) {
            each_row(word, bits, BLOCK, &mut |at| {
                let (Some(slot), Some(entry)) = (self.slot.get(at), self.entry.get_mut(at)) else { return };
                *entry = index.table.get(*slot as usize);
                *parted |= u64::from(entry.is_block()) << (at % 64);
                if let Some(shift) = self.shift.get_mut(at) {
                    *shift = window.shift;
                }
            });
        }
        self.descend(index, parted);
        let mut in_leaves = Bits::default();
        for ((word, bits), in_leaves) in rows.into_iter().enumerate().zip(&mut in_leaves) {
            each_row(word, bits, BLOCK, &mut |at| {
                let (Some(set), Some(entry)) = (self.set.get_mut(at), self.entry.get(at)) else { return };
                *set = entry.set();
                *in_leaves |= u64::from(entry.is_leaf()) << (at % 64);
            });
        }
        self.fetch_leaves(index, in_leaves);
        in_leaves
    }

    /// Fetches the leaves of some rows.
    pub(super) fn fetch_leaves(&self, index: &Index, rows: Bits) {
        for (word, bits) in rows.into_iter().enumerate() {
            each_row(word, bits, BLOCK, &mut |at| {
                if let Some(entry) = self.entry.get(at) {
                    if entry.is_lined() {
                        fetch(index.lined.as_ptr().wrapping_add(entry.leaf_start()));
                    } else {
                        fetch(index.leaves.as_ptr().wrapping_add(entry.leaf_start()));
                    }
                }
            });
        }
    }

    /// Marks the rows in blocks.
    #[inline(always)]
    pub(super) fn mark_blocks(&mut self) {
        for (mark, entry) in self.marks.iter_mut().zip(&self.entry) {
            *mark = u32::from(entry.is_block());
        }
    }

    /// Goes down to the cells of rows in blocks.
    pub(super) fn descend(&mut self, index: &Index, rows: Bits) {
        // One level for all rows, all loads under way at once; few rows are deeper.
        for (word, bits) in rows.into_iter().enumerate() {
            each_row(word, bits, BLOCK, &mut |at| {
                let (Some(x), Some(y)) = (self.x.get(at), self.y.get(at)) else { return };
                let (Some(entry), Some(shift)) = (self.entry.get(at), self.shift.get_mut(at)) else { return };
                let (slot, part_shift) = entry.part(*shift, *x, *y);
                *shift = part_shift;
                fetch(index.table.as_ptr().wrapping_add(slot));
                if let Some(place) = self.slot.get_mut(at) {
                    *place = u32::try_from(slot).unwrap_or(u32::MAX);
                }
            });
        }
        for (word, bits) in rows.into_iter().enumerate() {
            each_row(word, bits, BLOCK, &mut |at| {
                let (Some(x), Some(y)) = (self.x.get(at), self.y.get(at)) else { return };
                let (Some(entry), Some(shift)) = (self.entry.get_mut(at), self.shift.get_mut(at)) else {
                    return;
                };
                let Some(slot) = self.slot.get(at) else { return };
                *entry = index.table.get(*slot as usize);
                if entry.is_block() {
                    (*entry, *shift) = index.descend(*entry, *shift, *x, *y);
                }
            });
        }
    }

    /// What can be told of uniform cells without a further look: their sets. Marks the rows in leaves.
    #[inline(always)]
    pub(super) fn name(&mut self) {
        for (set, entry) in self.set.iter_mut().zip(&self.entry) {
            *set = entry.set();
        }
        for (mark, entry) in self.marks.iter_mut().zip(&self.entry) {
            *mark = u32::from(entry.is_leaf());
        }
    }

    /// What is clear round a place in a uniform cell or outside the window.
    #[inline(always)]
    pub(super) fn measure(&mut self, window: Window) {
        self.face = [0; BLOCK];
        let cells = self.entry.iter().zip(&self.shift).zip(&mut self.clear);
        for ((x, y), ((entry, shift), clear)) in self.x.iter().zip(&self.y).zip(cells) {
            let last = (1_u32 << (shift & 31)) - 1;
            let (in_x, in_y) = (x & last, y & last);
            let to_sides = in_x.min(last - in_x).min(in_y.min(last - in_y));
            // Up to the cell with the edge, which may lie on its side.
            let inside = to_sides + entry.clearance().saturating_sub(1);
            let outside = window.steps_outside(*x, *y);
            *clear = if entry.is_uniform() { inside.max(outside) } else { 0 };
        }
    }

    /// Finds the sets of the rows in leaves, and gives their number.
    pub(crate) fn look_into_leaves(
        &mut self,
        index: &Index,
        rows: Bits,
        count: usize,
        overlay: &mut Overlay,
    ) -> u64 {
        let mut found = 0;
        for (word, bits) in rows.into_iter().enumerate() {
            each_row(word, bits, count, &mut |at| {
                found += 1;
                let (Some(x), Some(y)) = (self.x.get(at), self.y.get(at)) else { return };
                let (Some(entry), Some(shift)) = (self.entry.get(at), self.shift.get(at)) else { return };
                let (Some(set), Some(face)) = (self.set.get_mut(at), self.face.get_mut(at)) else { return };
                let mut runs = entry.leaf_start();
                if let Some(lines) = index.lines(*entry) {
                    let side = lines.face(i64::from(*x), i64::from(*y));
                    if let Some(known) = lines.set(side) {
                        *set = known;
                        // Faces are counted from one.
                        *face = u32::try_from(entry.leaf_start() + 1).unwrap_or(0) << 2 | side;
                        return;
                    }
                    runs = lines.runs().unwrap_or(usize::MAX);
                }
                let mask = !((1_u32 << (shift & 31)) - 1);
                let cell = Cell { entry: *entry, x: x & mask, y: y & mask, shift: *shift };
                *set = index.set_by_edges(runs, &cell, index.window.spot(*x, *y), overlay);
            });
        }
        found
    }

    /// Marks the rows at which something may happen, if all are of one object: those in another set than the row before, and
    /// where ways are followed also those that a way with an edge may lead to. The first always is marked.
    #[inline(always)]
    pub(super) fn listen(&mut self, follows_ways: bool) {
        let loud = &mut self.marks;
        let sets = self.set.iter().zip(self.set.iter().skip(1));
        for ((set, next), loud) in sets.zip(loud.iter_mut().skip(1)) {
            *loud = set ^ next;
        }
        if follows_ways {
            let x = self.x.iter().zip(self.x.iter().skip(1));
            let y = self.y.iter().zip(self.y.iter().skip(1));
            let clear = self.clear.iter().zip(self.clear.iter().skip(1));
            let face = self.face.iter().zip(self.face.iter().skip(1));
            let rows = x.zip(y).zip(clear.zip(face)).zip(loud.iter_mut().skip(1));
            for (((x, y), (clear, face)), loud) in rows {
                let is_near = extent(x, y) <= clear.0.saturating_add(*clear.1);
                let is_same = (face.0 == face.1) & (*face.0 != 0);
                *loud |= u32::from(!(is_near | is_same));
            }
        }
        if let Some(first) = loud.first_mut() {
            *first = 1;
        }
    }

    /// The sets of the first rows.
    pub(crate) fn sets(&self, count: usize) -> &[u32] {
        self.set.get(..count).unwrap_or(&self.set)
    }

    /// What was found of a row: its set, what is clear, and its face.
    #[inline]
    pub(crate) fn place_of(&self, at: usize) -> Option<(u32, u32, u32)> {
        Some((*self.set.get(at)?, *self.clear.get(at)?, *self.face.get(at)?))
    }

    /// The coordinates of a row.
    #[inline(always)]
    pub(crate) fn coordinates(&self, at: usize) -> Option<(u32, u32)> {
        Some((*self.x.get(at)?, *self.y.get(at)?))
    }

    /// Puts a row at coordinates.
    #[inline(always)]
    pub(crate) fn put(&mut self, at: usize, x: u32, y: u32) {
        if let (Some(own_x), Some(own_y)) = (self.x.get_mut(at), self.y.get_mut(at)) {
            (*own_x, *own_y) = (x, y);
        }
    }

    /// Where a row is, and the set that was found there.
    #[inline]
    pub(super) fn found(&self, window: Window, at: usize) -> Option<(Spot, u32)> {
        Some((window.spot(*self.x.get(at)?, *self.y.get(at)?), *self.set.get(at)?))
    }
}

/// The longer of both extents of a way, by the coordinates of its ends.
#[inline(always)]
pub(crate) fn extent(x: (&u32, &u32), y: (&u32, &u32)) -> u32 {
    let east = x.1.wrapping_sub(*x.0).cast_signed().unsigned_abs();
    let north = y.1.wrapping_sub(*y.0).cast_signed().unsigned_abs();
    east.max(north)
}
