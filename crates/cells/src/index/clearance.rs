//! How far from each cell there is surely no edge.
//!
//! The nearest leaf is looked for from the top down. What is not uniform within a side of a block is handed to its parts,
//! parted to their size: some nine squares, however many there are in all. In a block, masks of its parts tell which of
//! them are worth a look, so a cell costs about the same in an index of a thousand cells and of a hundred million.

use super::entry::{BLOCK_UNIT, Entry};
use super::window::Window;
use super::{Index, Table};

/// So many rings of window cells round a cell are looked through for the nearest leaf.
const LOOKED_THROUGH: i64 = 2;

/// A cell, by the coordinates of its south-western corner in the window; beyond the sides of a window that goes round
/// the earth they run on.
#[derive(Debug, Clone, Copy)]
struct Square {
    x: i64,
    y: i64,
    side: i64,
}

/// A cell that is not uniform.
#[derive(Debug, Clone, Copy)]
struct Node {
    entry: Entry,
    square: Square,
}

impl Square {
    /// The steps between two squares, the larger of east and north; nothing if they touch.
    fn gap(self, other: Square) -> i64 {
        let between = |a: i64, b: i64| (b - a - self.side).max(a - b - other.side).max(0);
        between(self.x, other.x).max(between(self.y, other.y))
    }

    fn part(self, bits: u32, slot: u32) -> Square {
        let (side, mask) = (self.side >> bits, (1 << bits) - 1);
        let (column, row) = (i64::from(slot & mask), i64::from(slot >> bits));
        Square { x: self.x + column * side, y: self.y + row * side, side }
    }

    /// The parts of this square, as bits of a mask, that are less than so many steps away from another.
    fn parts_within(self, bits: u32, steps: i64, other: Square) -> u64 {
        let shift = self.side.trailing_zeros() - bits;
        let last = (1_i64 << bits) - 1;
        let range = |from: i64, to: i64| {
            let (first, end) = (((from - steps) >> shift).max(0), ((to + steps - 1) >> shift).min(last));
            if first > end { 0 } else { (2_u64 << end) - (1_u64 << first) }
        };
        let columns = range(other.x - self.x, other.x - self.x + other.side);
        let rows = range(other.y - self.y, other.y - self.y + other.side);
        let mut parts = 0;
        let mut left = rows;
        while left != 0 {
            parts |= columns << (left.trailing_zeros() << bits);
            left &= left - 1;
        }
        parts
    }
}

/// Writes its clearance into every uniform cell.
pub(super) fn measure(index: &mut Index) {
    let parts = parted(index.window, &index.table);
    let mut survey = Survey { table: &mut index.table, parts };
    survey.window(index.window);
}

/// By the unit at which a block begins, which of its parts are not uniform.
fn parted(window: Window, table: &Table) -> Vec<u64> {
    let mut parts = vec![0; table.len().div_ceil(BLOCK_UNIT)];
    let mut open: Vec<Entry> = table.entries(0..window.slots()).filter(|entry| entry.is_block()).collect();
    while let Some(block) = open.pop() {
        let start = block.block_start();
        let own = table.entries(start..start + (1 << (2 * block.block_bits())));
        let own: Vec<Entry> = own.collect();
        open.extend(own.iter().copied().filter(|entry| entry.is_block()));
        if let Some(mask) = parts.get_mut(start / BLOCK_UNIT) {
            *mask = own.iter().rev().fold(0, |mask, entry| mask << 1 | u64::from(!entry.is_uniform()));
        }
    }
    parts
}

/// Cells of the window to the nearest that is not uniform, the larger of east and north: wave by wave from all of those.
fn rings(window: Window, table: &Table) -> Vec<u32> {
    let (columns, rows) = (i64::from(window.columns), i64::from(window.rows));
    let mut rings = vec![u32::MAX >> 2; window.slots()];
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
    let mut wave: Vec<(i64, i64)> = cells
        .filter(|(column, row)| {
            window.slot_of(*column, *row).is_some_and(|slot| !table.get(slot).is_uniform())
        })
        .collect();
    let mut count = 0;
    while !wave.is_empty() {
        let mut next = Vec::new();
        for (column, row) in wave {
            let slot = window.slot_of(column, row);
            let Some(ring) = slot.and_then(|slot| rings.get_mut(slot)) else { continue };
            if *ring <= count {
                continue;
            }
            *ring = count;
            for row in (row - 1).max(0)..=(row + 1).min(rows - 1) {
                for column in column - 1..=column + 1 {
                    let column = if window.is_round() { column.rem_euclid(columns) } else { column };
                    if (0..columns).contains(&column) {
                        next.push((column, row));
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

/// From a cell of the window round the earth to the other side of the window: what lies there was not looked at from here.
fn round_the_back(window: Window, x: i64) -> i64 {
    let side = 1_i64 << window.shift;
    let width = i64::from(window.columns) * side;
    if window.is_round() { i64::MAX } else { (1 << 32) - width + x.min(width - side - x) }
}

struct Survey<'i> {
    table: &'i mut Table,
    parts: Vec<u64>,
}

impl Survey<'_> {
    fn window(&mut self, window: Window) {
        let rings = rings(window, self.table);
        let side = 1_i64 << window.shift;
        for row in 0..i64::from(window.rows) {
            for column in 0..i64::from(window.columns) {
                let Some(slot) = window.slot_of(column, row) else { continue };
                let node = Node {
                    entry: self.entry(slot),
                    square: Square { x: column * side, y: row * side, side },
                };
                if node.entry.is_block() {
                    let near = self.around(window, column, row, 1);
                    self.visit(node, &near);
                } else if node.entry.is_uniform() {
                    let ring = i64::from(rings.get(slot).copied().unwrap_or(0));
                    let steps = if ring > LOOKED_THROUGH {
                        (ring - 1) * side
                    } else {
                        let near = self.around(window, column, row, LOOKED_THROUGH);
                        self.nearest(node.square, LOOKED_THROUGH * side, &near)
                    };
                    self.write(slot, steps.min(round_the_back(window, column * side)));
                }
            }
        }
    }

    /// The cells of the window that are not uniform in so many rings round one of them.
    fn around(&self, window: Window, column: i64, row: i64, rings: i64) -> Vec<Node> {
        let side = 1_i64 << window.shift;
        let mut nodes = Vec::new();
        for other_row in row - rings..=row + rings {
            for other in column - rings..=column + rings {
                let Some(slot) = window.slot_of(other, other_row) else { continue };
                let entry = self.entry(slot);
                if !entry.is_uniform() && (other, other_row) != (column, row) {
                    nodes.push(Node { entry, square: Square { x: other * side, y: other_row * side, side } });
                }
            }
        }
        nodes
    }

    fn entry(&self, slot: usize) -> Entry {
        self.table.get(slot)
    }

    fn write(&mut self, slot: usize, steps: i64) {
        if let Some(entry) = self.table.get_mut(slot) {
            *entry = entry.with_clearance(u32::try_from(steps).unwrap_or(u32::MAX));
        }
    }

    /// The parts of a block that are not uniform.
    fn parts_of(&self, block: Entry) -> u64 {
        self.parts.get(block.block_start() / BLOCK_UNIT).copied().unwrap_or(0)
    }

    fn part(&self, block: Node, bits: u32, slot: u32) -> Node {
        let entry = self.entry(block.entry.block_start() + slot as usize);
        Node { entry, square: block.square.part(bits, slot) }
    }

    /// Measures what is in a block. `near` is all else that is not uniform less than a side of the block away from it.
    fn visit(&mut self, block: Node, near: &[Node]) {
        let bits = block.entry.block_bits();
        let mut held = Vec::new();
        // Ring by ring round the parts with edges: in one of them, and not before, there is a leaf.
        let mut reached = self.parts_of(block.entry);
        each_bit(reached, &mut |slot| {
            let part = self.part(block, bits, slot);
            if part.entry.is_block() {
                held.clear();
                near.iter().for_each(|node| self.parted_near(*node, part.square, &mut held));
                each_bit(self.parts_of(block.entry) & !(1 << slot), &mut |other| {
                    self.parted_near(self.part(block, bits, other), part.square, &mut held);
                });
                self.visit(part, &held);
            }
        });
        let all = if bits == 3 { u64::MAX } else { 0xFFFF };
        let mut ring = 0;
        while reached != all && reached != 0 {
            let wider = dilated(reached, bits);
            ring += 1;
            each_bit(wider & !reached, &mut |slot| {
                let square = block.square.part(bits, slot);
                let mut steps = ring * square.side;
                self.approach(block, square, &mut steps);
                let steps = self.nearest(square, steps, near);
                self.write(block.entry.block_start() + slot as usize, steps);
            });
            reached = wider;
        }
    }

    /// Appends a node, or those of its parts that are no larger than a square, if less than its side away from it.
    fn parted_near(&self, node: Node, square: Square, held: &mut Vec<Node>) {
        if node.square.gap(square) >= square.side {
            return;
        }
        if node.entry.is_leaf() || node.square.side <= square.side {
            held.push(node);
            return;
        }
        let bits = node.entry.block_bits();
        each_bit(
            self.parts_of(node.entry) & node.square.parts_within(bits, square.side, square),
            &mut |slot| self.parted_near(self.part(node, bits, slot), square, held),
        );
    }

    /// The gap to the nearest leaf under some nodes, if it is less than so many steps.
    fn nearest(&self, square: Square, steps: i64, near: &[Node]) -> i64 {
        let mut best = steps;
        near.iter().for_each(|node| self.approach(*node, square, &mut best));
        best
    }

    fn approach(&self, node: Node, square: Square, best: &mut i64) {
        let gap = node.square.gap(square);
        if gap >= *best {
            return;
        }
        if node.entry.is_leaf() {
            *best = gap;
            return;
        }
        let bits = node.entry.block_bits();
        each_bit(self.parts_of(node.entry) & node.square.parts_within(bits, *best, square), &mut |slot| {
            self.approach(self.part(node, bits, slot), square, best);
        });
    }
}

/// The parts of a block that touch some of its parts, those included.
fn dilated(parts: u64, bits: u32) -> u64 {
    let (west, east) =
        if bits == 3 { (0x0101_0101_0101_0101, 0x8080_8080_8080_8080) } else { (0x1111, 0x8888) };
    let level = parts | (parts & !east) << 1 | (parts & !west) >> 1;
    let all = level | level << (1 << bits) | level >> (1 << bits);
    if bits == 3 { all } else { all & 0xFFFF }
}

#[inline]
fn each_bit(mut bits: u64, with: &mut impl FnMut(u32)) {
    while bits != 0 {
        with(bits.trailing_zeros());
        bits &= bits - 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Area, Index, Shape, Spot};

    /// All leaves and all uniform cells, with their squares.
    fn cells(index: &Index) -> (Vec<Square>, Vec<(Square, Entry)>) {
        let (mut leaves, mut uniform) = (Vec::new(), Vec::new());
        let side = 1_i64 << index.window.shift;
        let Window { columns, rows, .. } = index.window;
        let places =
            (0..i64::from(rows)).flat_map(|row| (0..i64::from(columns)).map(move |column| (column, row)));
        let cell = |(column, row): (i64, i64)| {
            let slot = index.window.slot_of(column, row).unwrap();
            (index.table.get(slot), Square { x: column * side, y: row * side, side })
        };
        let mut open: Vec<(Entry, Square)> = places.map(cell).collect();
        while let Some((entry, square)) = open.pop() {
            if entry.is_leaf() {
                leaves.push(square);
            } else if entry.is_uniform() {
                uniform.push((square, entry));
            } else {
                let bits = entry.block_bits();
                let part = |slot: u32| {
                    (index.table.get(entry.block_start() + slot as usize), square.part(bits, slot))
                };
                open.extend((0..1 << (2 * bits)).map(part));
            }
        }
        (leaves, uniform)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn no_leaf_is_nearer_and_one_is_hardly_farther(west: i32, corners in prop::collection::vec((0..1_i32 << 30, -500_000_000..500_000_000_i32), 3..9), narrow in 0..20_u32, most_edges in 1..4_usize, window_cells in prop_oneof![Just(1_u32), Just(16), Just(300)]) {
            let mut ring: Vec<Spot> = corners.iter().map(|(u, v)| Spot { u: west.wrapping_add(u >> narrow), v: v >> narrow }).collect();
            ring.push(ring[0]);
            // Round the earth, so that the nearest leaf may lie beyond the seam of the window.
            let belt: Vec<Spot> = (0..=8_u32).map(|eighth| Spot { u: (eighth << 29).cast_signed(), v: 500_000_000 }).collect();
            let rings = if narrow == 0 { vec![ring, belt] } else { vec![ring] };
            prop_assume!(Area::new(rings.clone()).is_ok());
            let shape = Shape { most_edges: Some(most_edges), window_cells: Some(window_cells), least_shift: 28 - narrow.max(4), ..Shape::default() };
            let index = Index::of_areas(&[Area::new(rings).unwrap()], &shape).unwrap();
            let turn = if index.window.is_round() { 1_i64 << 32 } else { 0 };
            let (leaves, uniform) = cells(&index);
            let reach = LOOKED_THROUGH << index.window.shift;
            for (square, entry) in uniform {
                let images = |leaf: &Square| [-turn, 0, turn].map(|by| Square { x: leaf.x + by, ..*leaf }.gap(square));
                let nearest = leaves.iter().flat_map(images).min().unwrap();
                let told = i64::from(entry.clearance());
                prop_assert!(told <= nearest);
                let short = if nearest > reach { nearest - 2 * (reach / LOOKED_THROUGH) } else { nearest };
                prop_assert!(told >= short - short / 8 - 8, "{} of {}", told, nearest);
            }
        }
    }
}
