//! How far from each cell there is surely no edge.

use super::Index;
use super::entry::Entry;

/// So many rings of window cells round a cell are looked through for the nearest leaf.
const LOOKED_THROUGH: i64 = 2;

/// A cell, by the coordinates of its south-western corner in the window.
#[derive(Debug, Clone, Copy)]
struct Square {
    x: i64,
    y: i64,
    side: i64,
}

impl Square {
    /// The steps between two squares, the larger of east and north; nothing if they touch.
    fn gap(self, other: Square, turn: Option<i64>) -> i64 {
        let between = |a: i64, a_side: i64, b: i64, b_side: i64| (b - a - a_side).max(a - b - b_side).max(0);
        let straight = between(self.x, self.side, other.x, other.side);
        let east =
            match turn {
                Some(turn) => straight
                    .min(between(self.x, self.side, other.x + turn, other.side))
                    .min(between(self.x, self.side, other.x - turn, other.side)),
                None => straight,
            };
        east.max(between(self.y, self.side, other.y, other.side))
    }

    fn part(self, bits: u32, slot: i64) -> Square {
        let (side, mask) = (self.side >> bits, (1 << bits) - 1);
        Square { x: self.x + (slot & mask) * side, y: self.y + (slot >> bits) * side, side }
    }
}

/// Writes its clearance into every uniform cell.
pub(super) fn measure(index: &mut Index) {
    let clearances = {
        let turn = index.window.is_round().then_some(1 << 32);
        let survey = Survey { index, turn, rings: rings(index) };
        let mut found = Vec::new();
        survey.each_window_cell(&mut |slot, square| survey.visit(slot, square, i64::MAX, &mut found));
        found
    };
    for (slot, steps) in clearances {
        if let Some(entry) = index.table.get_mut(slot) {
            *entry = entry.with_clearance(steps);
        }
    }
}

/// Cells of the window to the nearest that is not uniform, the larger of east and north: wave by wave from all of those.
fn rings(index: &Index) -> Vec<u32> {
    let window = index.window;
    let (columns, rows) = (i64::from(window.columns), i64::from(window.rows));
    let cells = usize::try_from(columns * rows).unwrap_or(0);
    let mut rings = vec![u32::MAX >> 2; cells];
    let mut wave: Vec<usize> =
        (0..cells).filter(|slot| index.table.get(*slot).is_some_and(|entry| !entry.is_uniform())).collect();
    let mut count = 0;
    while !wave.is_empty() {
        let mut next = Vec::new();
        for slot in wave {
            let Some(ring) = rings.get_mut(slot) else { continue };
            if *ring <= count {
                continue;
            }
            *ring = count;
            let at = i64::try_from(slot).unwrap_or(0);
            for row in (at / columns - 1).max(0)..=(at / columns + 1).min(rows - 1) {
                for column in at % columns - 1..=at % columns + 1 {
                    let held = if window.is_round() { column.rem_euclid(columns) } else { column };
                    if (0..columns).contains(&held) {
                        next.push(usize::try_from(row * columns + held).unwrap_or(usize::MAX));
                    }
                }
            }
        }
        wave = next;
        wave.sort_unstable();
        wave.dedup();
        count += 1;
    }
    rings
}

struct Survey<'i> {
    index: &'i Index,
    turn: Option<i64>,
    /// How many cells each cell of the window is away from the nearest that is not uniform.
    rings: Vec<u32>,
}

impl Survey<'_> {
    fn each_window_cell(&self, with: &mut dyn FnMut(usize, Square)) {
        let window = self.index.window;
        let side = 1_i64 << window.shift;
        for row in 0..i64::from(window.rows) {
            for column in 0..i64::from(window.columns) {
                let slot = usize::try_from(row * i64::from(window.columns) + column).unwrap_or(usize::MAX);
                with(slot, Square { x: column * side, y: row * side, side });
            }
        }
    }

    fn entry(&self, slot: usize) -> Entry {
        self.index.table.get(slot).copied().unwrap_or(Entry::NOTHING)
    }

    /// No leaf is nearest to a uniform cell here that is farther away than `most`.
    fn visit(&self, slot: usize, square: Square, most: i64, found: &mut Vec<(usize, u32)>) {
        let entry = self.entry(slot);
        if entry.is_block() {
            self.each_part(entry, square, &mut |slot, part| {
                let most =
                    if self.entry(slot).is_uniform() { self.beside(entry, square, part) } else { most };
                self.visit(slot, part, most, found);
            });
        } else if entry.is_uniform() {
            let steps = self.nearest_leaf(square, most);
            found.push((slot, u32::try_from(steps).unwrap_or(u32::MAX)));
        }
    }

    /// So near to a part of a block there is surely a leaf: in one of the other parts.
    fn beside(&self, block: Entry, square: Square, part: Square) -> i64 {
        let mut most = i64::MAX;
        self.each_part(block, square, &mut |slot, other| {
            let entry = self.entry(slot);
            if !entry.is_uniform() {
                // In a block it may lie at the far side.
                let depth = if entry.is_leaf() { 0 } else { other.side };
                most = most.min(part.gap(other, self.turn) + depth);
            }
        });
        most
    }

    fn each_part(&self, block: Entry, square: Square, with: &mut dyn FnMut(usize, Square)) {
        let bits = block.block_bits();
        for slot in 0..1_i64 << (2 * bits) {
            let offset = usize::try_from(slot).unwrap_or(0);
            with(block.block_start() + offset, square.part(bits, slot));
        }
    }

    /// The gap to the nearest leaf, or less: looked for in the window cells round the square, and beyond them taken
    /// from the count of rings that hold none.
    fn nearest_leaf(&self, square: Square, most: i64) -> i64 {
        let window = self.index.window;
        let (columns, rows) = (i64::from(window.columns), i64::from(window.rows));
        let side = 1_i64 << window.shift;
        let (column, row) = (square.x / side, square.y / side);
        let slot = |column: i64, row: i64| usize::try_from(row * columns + column).unwrap_or(usize::MAX);
        let rings = i64::from(self.rings.get(slot(column, row)).copied().unwrap_or(0));
        if rings > LOOKED_THROUGH {
            return (rings - 1) * side;
        }
        // Nothing outside the cells that are looked through is nearer.
        let mut best = most.min(LOOKED_THROUGH * side);
        for row in (row - LOOKED_THROUGH).max(0)..=(row + LOOKED_THROUGH).min(rows - 1) {
            for column in column - LOOKED_THROUGH..=column + LOOKED_THROUGH {
                let held = if self.turn.is_some() { column.rem_euclid(columns) } else { column };
                if (0..columns).contains(&held) {
                    let other = Square { x: held * side, y: row * side, side };
                    self.approach(slot(held, row), other, square, &mut best);
                }
            }
        }
        best
    }

    fn approach(&self, slot: usize, other: Square, square: Square, best: &mut i64) {
        let entry = self.entry(slot);
        if entry.is_uniform() || square.gap(other, self.turn) >= *best {
            return;
        }
        if entry.is_leaf() {
            *best = square.gap(other, self.turn);
        } else {
            self.each_part(entry, other, &mut |slot, part| self.approach(slot, part, square, best));
        }
    }
}
