//! Many short ways followed at once, step by step: what one step will need of the memory is fetched in the step before.
//!
//! Followed one after the other, a way waits for each leaf and each corner that it meets, and the processor has to guess at
//! each turn what kind of cell comes next. Here all ways of a block of rows are first laid over the cells of the window, then all
//! cells that are parted are gone down into, then the lines of all leaves are asked, then all edges are. It asks
//! the very questions that [`crate::walk`] asks, and where a way is long or near the side of the window it is left to that.

use crate::Spot;
use crate::fetch::fetch;
use crate::index::{Entry, Index, Leaf};
use crate::side::{Offset, crossing, touches};
use crate::walk::Crossed;

/// A way over more cells of the window than this, either way, is left alone.
const MOST_CELLS: i64 = 4;

/// Ways that are followed together.
#[derive(Debug, Default)]
pub(crate) struct Together {
    ways: Vec<Way>,
    /// What is to be visited, in the order of the ways.
    visits: Vec<Visit>,
    next: Vec<Visit>,
    crossed: Vec<(u32, Crossed)>,
    /// The first crossing that was not yet handed out.
    handed: usize,
}

/// A way from a place of the window.
#[derive(Debug, Clone, Copy)]
struct Way {
    from: Offset,
    way: Offset,
}

/// A cell with edges that a way touches.
#[derive(Debug, Clone, Copy)]
struct Visit {
    way: u32,
    entry: Entry,
    x: u32,
    y: u32,
    shift: u32,
}

impl Visit {
    /// Where a way begins, from the corner of the cell.
    #[inline]
    fn start(&self, way: Way) -> Offset {
        way.from - Offset { x: i64::from(self.x), y: i64::from(self.y) }
    }
}

impl Together {
    /// Takes a way, and gives its number; `None` for one that has to be followed alone.
    #[inline]
    pub(crate) fn take(&mut self, index: &Index, from: Spot, to: Spot) -> Option<u32> {
        let window = index.window;
        let way = Offset::between(from, to);
        let (x, y) = window.inside(from);
        let from = Offset { x: i64::from(x), y: i64::from(y) };
        let is_short = |from: i64, way: i64, cells: u32| {
            let (least, most) = (from.min(from + way), from.max(from + way));
            let last = i64::from(cells) << window.shift;
            // Not at the side, where what lies on the other side of a window round the earth may be touched as well.
            (least > 0)
                & (most < last)
                & ((most >> window.shift) - ((least - 1) >> window.shift) < MOST_CELLS)
        };
        if !(is_short(from.x, way.x, window.columns) & is_short(from.y, way.y, window.rows)) {
            return None;
        }
        let number = u32::try_from(self.ways.len()).ok()?;
        self.ways.push(Way { from, way });
        Some(number)
    }

    /// Finds the edges that the ways cross.
    pub(crate) fn follow(&mut self, index: &Index) {
        self.crossed.clear();
        self.handed = 0;
        let mut has_blocks = self.cross_window(index);
        while has_blocks {
            has_blocks = self.go_down(index);
        }
        self.ask_lines(index);
        self.ask_edges(index);
        self.visits.clear();
        self.ways.clear();
    }

    /// The edges that a way crosses, in no order; ways are asked about in the order of their numbers.
    pub(crate) fn crossed(&mut self, way: u32, crossed: &mut Vec<Crossed>) {
        crossed.clear();
        while let Some((number, one)) = self.crossed.get(self.handed)
            && *number <= way
        {
            if *number == way {
                crossed.push(*one);
            }
            self.handed += 1;
        }
    }

    /// The cells of the window that have edges and are touched. Gives whether some are parted.
    fn cross_window(&mut self, index: &Index) -> bool {
        let window = index.window;
        let shift = window.shift;
        let mut has_blocks = false;
        for (number, way) in (0_u32..).zip(&self.ways) {
            let to = Offset { x: way.from.x + way.way.x, y: way.from.y + way.way.y };
            let span = |from: i64, to: i64| (from.min(to) - 1) >> shift..=from.max(to) >> shift;
            for row in span(way.from.y, to.y) {
                for column in span(way.from.x, to.x) {
                    let (Ok(column), Ok(row)) = (u32::try_from(column), u32::try_from(row)) else { continue };
                    let entry = index.table.get(window.slot_inside(column, row) as usize);
                    if entry.is_uniform() {
                        continue;
                    }
                    let visit = Visit { way: number, entry, x: column << shift, y: row << shift, shift };
                    has_blocks |= visit_if_touched(index, *way, visit, &mut self.visits);
                }
            }
        }
        has_blocks
    }

    /// One level down in all cells that are parted. Gives whether some parts are parted again.
    fn go_down(&mut self, index: &Index) -> bool {
        let mut has_blocks = false;
        self.next.clear();
        for visit in &self.visits {
            if !visit.entry.is_block() {
                self.next.push(*visit);
                continue;
            }
            let Some(way) = self.ways.get(visit.way as usize).copied() else { continue };
            let bits = visit.entry.block_bits();
            let shift = visit.shift - bits;
            let start = visit.start(way);
            let last = (1_i64 << bits) - 1;
            let span = |from: i64, way: i64| {
                let (least, most) = (from.min(from + way), from.max(from + way));
                ((least - 1) >> shift).clamp(0, last)..=(most >> shift).clamp(0, last)
            };
            for row in span(start.y, way.way.y) {
                for column in span(start.x, way.way.x) {
                    let (Ok(column), Ok(row)) = (u32::try_from(column), u32::try_from(row)) else { continue };
                    let slot = visit.entry.block_start() + (row << bits | column) as usize;
                    let entry = index.table.get(slot);
                    if entry.is_uniform() {
                        continue;
                    }
                    let (x, y) = (visit.x + (column << shift), visit.y + (row << shift));
                    let part = Visit { way: visit.way, entry, x, y, shift };
                    has_blocks |= visit_if_touched(index, way, part, &mut self.next);
                }
            }
        }
        std::mem::swap(&mut self.visits, &mut self.next);
        has_blocks
    }

    /// Leaves out leaves whose lines do not part the ends of the way, and fetches the corners of the others.
    fn ask_lines(&mut self, index: &Index) {
        let (ways, corners) = (&self.ways, &index.corners);
        self.visits.retain(|visit| {
            let Some(lines) = index.lines(visit.entry) else {
                for run in Leaf::at(&index.leaves, visit.entry.leaf_start()).runs() {
                    fetch(corners.as_ptr().wrapping_add(run.first as usize));
                }
                return true;
            };
            let Some(Way { from, way }) = ways.get(visit.way as usize) else { return false };
            let is_parted = lines.face(from.x, from.y) != lines.face(from.x + way.x, from.y + way.y);
            if is_parted {
                for (edge, _) in lines.edges() {
                    fetch(corners.as_ptr().wrapping_add(edge as usize));
                }
            }
            is_parted
        });
    }

    fn ask_edges(&mut self, index: &Index) {
        for visit in &self.visits {
            let Some(way) = self.ways.get(visit.way as usize).copied() else { continue };
            let (from, corner) = (visit.start(way), index.window.spot(visit.x, visit.y));
            let mut ask = |edge: u32, area: u32, a: Offset, b: Offset| {
                if let Some(share) = crossing::<i64>(way.way, a, b) {
                    self.crossed.push((visit.way, Crossed { share, edge, area }));
                }
            };
            if let Some(lines) = index.lines(visit.entry) {
                for (edge, area) in lines.edges() {
                    let [a, b] = index.ends_of(edge).map(|spot| Offset::between(corner, spot) - from);
                    ask(edge, area, a, b);
                }
                continue;
            }
            let leaf = Leaf::at(&index.leaves, visit.entry.leaf_start());
            let palette = leaf.palette(&index.palettes);
            for run in leaf.runs() {
                let mut corners = index.corners_of(run).iter();
                let Some(first) = corners.next() else { continue };
                let mut a = Offset::between(corner, *first) - from;
                for (edge, spot) in (run.first..).zip(corners) {
                    let b = Offset::between(corner, *spot) - from;
                    ask(edge, palette.area(run.slot), a, b);
                    a = b;
                }
            }
        }
    }
}

/// Puts a cell on the list if the way touches it, and asks for what will be looked at there. Gives whether it is parted.
#[inline]
fn visit_if_touched(index: &Index, way: Way, visit: Visit, visits: &mut Vec<Visit>) -> bool {
    let from = visit.start(way);
    let to = Offset { x: from.x + way.way.x, y: from.y + way.way.y };
    if !touches::<i64>(from, to, 1 << visit.shift) {
        return false;
    }
    visits.push(visit);
    if visit.entry.is_block() {
        let lines = 1 << (2 * visit.entry.block_bits());
        for line in (0..lines).step_by(16) {
            fetch(index.table.as_ptr().wrapping_add(visit.entry.block_start() + line));
        }
        return true;
    }
    if visit.entry.is_lined() {
        fetch(index.lined.as_ptr().wrapping_add(visit.entry.leaf_start()));
    } else {
        fetch(index.leaves.as_ptr().wrapping_add(visit.entry.leaf_start()));
    }
    false
}
