//! Many short ways followed at once, step by step: what one step will need of the memory is fetched in the step before.
//!
//! Followed one after the other, a way waits for each leaf and each corner that it meets, and the processor has to guess at
//! each turn what kind of cell comes next. Here all ways of a block of rows are first laid over the cells of the window, then all
//! cells that are parted are gone down into, then the lines of all leaves are asked, then all edges are. It asks
//! the very questions that [`crate::walk`] asks, and where a way is long or near the side of the window it is left to that.

use crate::fetch::fetch;
use crate::index::{Entry, Index, Leaf};
use crate::side::{Offset, crossing};
use crate::touch::Touch;
use crate::walk::Crossed;
use crate::{Spot, Width};

/// A way over more cells of the window than this, either way, is left alone.
const MOST_CELLS: i64 = 4;

/// Ways that are followed together.
#[derive(Debug)]
pub(crate) struct Together {
    width: Width,
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
    pub(crate) fn new(width: Width) -> Together {
        let (visits, next) = (Vec::new(), Vec::new());
        Together { width, ways: Vec::new(), visits, next, crossed: Vec::new(), handed: 0 }
    }

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

    /// The cells of the window that have edges and are touched, square by square. Gives whether some are parted.
    fn cross_window(&mut self, index: &Index) -> bool {
        let shift = index.window.shift;
        let mut has_blocks = false;
        for (number, way) in (0_u32..).zip(&self.ways) {
            let (columns, rows) = way.reach((0, 0), shift + 2, u32::MAX);
            for row in rows.0..rows.1 + 1 {
                for column in columns.0..columns.1 + 1 {
                    let line = index.window.slot_inside(column << 2, row << 2) as usize / 16;
                    let (x, y) = (column << (shift + 2), row << (shift + 2));
                    let of = Visit { way: number, entry: Entry::NOTHING, x, y, shift: shift + 2 };
                    has_blocks |= part(self.width, index, *way, of, (line, 2), &mut self.visits);
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
            let block = (visit.entry.block_start() / 16, visit.entry.block_bits());
            has_blocks |= part(self.width, index, way, *visit, block, &mut self.next);
        }
        std::mem::swap(&mut self.visits, &mut self.next);
        has_blocks
    }

    /// Leaves out leaves whose lines do not part the ends of the way, and fetches the corners of the others.
    fn ask_lines(&mut self, index: &Index) {
        let (ways, corners) = (&self.ways, &index.corners);
        self.visits.retain(|visit| {
            let mut runs = visit.entry.leaf_start();
            if let Some(lines) = index.lines(visit.entry) {
                let Some(Way { from, way }) = ways.get(visit.way as usize) else { return false };
                if !lines.may_part((from.x, from.y), (from.x + way.x, from.y + way.y)) {
                    return false;
                }
                let Some(of_band) = lines.runs() else {
                    for (edge, _) in lines.edges() {
                        fetch(corners.as_ptr().wrapping_add(edge as usize));
                    }
                    return true;
                };
                runs = of_band;
            }
            for run in Leaf::at(&index.leaves, runs).runs() {
                fetch(corners.as_ptr().wrapping_add(run.first as usize));
            }
            true
        });
    }

    fn ask_edges(&mut self, index: &Index) {
        for visit in &self.visits {
            let Some(way) = self.ways.get(visit.way as usize).copied() else { continue };
            let (from, corner) = (visit.start(way), index.window.spot(visit.x, visit.y));
            index.each_edge(visit.entry, corner, &mut |edge, area, a, b| {
                if let Some(share) = crossing::<i64>(way.way, a - from, b - from) {
                    self.crossed.push((visit.way, Crossed { share, edge, area }));
                }
            });
        }
    }
}

impl Way {
    /// The first and last column and row of the cells with a side of 2 to a power that a way may touch, counted from a corner and
    /// held at the last.
    #[inline(always)]
    fn reach(self, (x, y): (u32, u32), shift: u32, last: u32) -> ((u32, u32), (u32, u32)) {
        let reach = |from: i64, way: i64| {
            let (least, most) = (from.min(from + way), from.max(from + way));
            let held = |cell: i64| u32::try_from(cell.clamp(0, i64::from(last))).unwrap_or(0);
            // One more on the western and southern side, for what lies on the seam of two cells.
            (held((least - 1) >> shift), held(most >> shift))
        };
        (reach(self.from.x - i64::from(x), self.way.x), reach(self.from.y - i64::from(y), self.way.y))
    }

    /// What tells which of the cells of a side it touches, the first of them at a corner.
    #[inline(always)]
    fn touch(self, (x, y): (u32, u32), shift: u32) -> Touch {
        let Way { from, way } = self;
        let (column_adds, row_adds) = (-way.y << shift, way.x << shift);
        Touch {
            area: way.x * (i64::from(y) - from.y) - way.y * (i64::from(x) - from.x),
            column_adds,
            row_adds,
            least: column_adds.min(0) + row_adds.min(0),
            most: column_adds.max(0) + row_adds.max(0),
        }
    }
}

/// The parts of a cell that have edges and are touched, appended to `visits`. The parts are 2 to the power of `bits` each way and
/// begin at a line of the table. Gives whether some are parted again.
#[inline(always)]
fn part(
    width: Width,
    index: &Index,
    way: Way,
    of: Visit,
    (first_line, bits): (usize, u32),
    visits: &mut Vec<Visit>,
) -> bool {
    let shift = of.shift - bits;
    let (columns, rows) = way.reach((of.x, of.y), shift, (1 << bits) - 1);
    let mut touch = way.touch((of.x, of.y), shift);
    // A line holds four rows of four, or two of eight.
    let (rows_bits, every_row) = if bits == 3 { (1, 0x0101) } else { (2, 0x1111) };
    let in_columns = ((2 << columns.1) - (1 << columns.0)) * every_row;
    let mut has_blocks = false;
    let corner_area = touch.area;
    for line in rows.0 >> rows_bits..(rows.1 >> rows_bits) + 1 {
        let first_row = line << rows_bits;
        let south = rows.0.saturating_sub(first_row) << bits;
        let north = ((rows.1 - first_row + 1) << bits).min(16);
        let in_rows = (1 << north) - (1 << south);
        touch.area = corner_area + i64::from(first_row) * touch.row_adds;
        let cells = index.table.line(first_line + line as usize);
        let mut found = width.touched(cells, &touch, bits) & in_columns & in_rows;
        while found != 0 {
            let at = found.trailing_zeros();
            found &= found - 1;
            let Some(entry) = cells.get(at as usize).copied() else { continue };
            let (column, row) = (at & ((1 << bits) - 1), first_row + (at >> bits));
            has_blocks |= fetch_for(index, entry);
            let (x, y) = (of.x + (column << shift), of.y + (row << shift));
            visits.push(Visit { way: of.way, entry, x, y, shift });
        }
    }
    has_blocks
}

/// Asks for what will be looked at in a cell with edges. Gives whether it is parted.
#[inline(always)]
fn fetch_for(index: &Index, entry: Entry) -> bool {
    if entry.is_block() {
        let block = index.table.as_ptr().wrapping_add(entry.block_start());
        fetch(block);
        if entry.block_bits() == 3 {
            for line in [16, 32, 48] {
                fetch(block.wrapping_add(line));
            }
        }
        return true;
    }
    if entry.is_lined() {
        fetch(index.lined.as_ptr().wrapping_add(entry.leaf_start()));
    } else {
        fetch(index.leaves.as_ptr().wrapping_add(entry.leaf_start()));
    }
    false
}
