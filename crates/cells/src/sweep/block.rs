//! Rows in blocks of a size that stays in the first cache: all are put on the grid, then all are looked up, and only
//! those at which something may happen are looked at one by one.

use super::{Event, Last, Manner, Rows, Sweep, SweepError};
use crate::Spot;
use crate::grid::steps;
use crate::index::{Cell, Entry, Index};

/// Rows in a block.
pub(super) const BLOCK: usize = 256;

/// Half a turn and a quarter, in ten-millionths of a degree.
const MOST_LON: u32 = 1_800_000_000;
const MOST_LAT: u32 = 900_000_000;

/// Instead of the power of two of a cell's side, outside the window.
const OUTSIDE: u8 = u8::MAX;

/// The rows of a block on the grid, and what was found of them.
#[derive(Debug)]
pub(super) struct Block {
    u: [i32; BLOCK],
    v: [i32; BLOCK],
    entry: [Entry; BLOCK],
    /// The power of two of the side of the cell.
    shift: [u8; BLOCK],
    /// Steps within which there is surely no edge.
    clear: [u32; BLOCK],
}

impl Default for Block {
    fn default() -> Self {
        Block {
            u: [0; BLOCK],
            v: [0; BLOCK],
            entry: [Entry::NOTHING; BLOCK],
            shift: [0; BLOCK],
            clear: [0; BLOCK],
        }
    }
}

impl Block {
    fn convert(&mut self, rows: Rows<'_>) {
        for (u, lon) in self.u.iter_mut().zip(rows.lon_e7) {
            *u = steps(*lon);
        }
        for (v, lat) in self.v.iter_mut().zip(rows.lat_e7) {
            *v = steps(*lat);
        }
    }

    fn look_up(&mut self, index: &Index, count: usize) {
        let window = index.window;
        let places = self.u.iter().zip(&self.v).zip(self.entry.iter_mut().zip(&mut self.shift));
        for ((u, v), (entry, shift)) in places.take(count) {
            let (x, y) = window.inside(Spot { u: *u, v: *v });
            (*entry, *shift) = match index.cell(x, y) {
                Some(cell) => (cell.entry, u8::try_from(cell.shift).unwrap_or(0)),
                None => (Entry::NOTHING, OUTSIDE),
            };
        }
    }

    fn measure(&mut self, index: &Index, count: usize) {
        let window = index.window;
        let cells = self.entry.iter().zip(&self.shift).zip(&mut self.clear);
        for ((u, v), ((entry, shift), clear)) in self.u.iter().zip(&self.v).zip(cells).take(count) {
            let spot = Spot { u: *u, v: *v };
            *clear = if *shift == OUTSIDE {
                window.steps_outside(spot)
            } else if entry.is_uniform() {
                let (x, y) = window.inside(spot);
                let last = (1_u32 << shift) - 1;
                let (x, y) = (x & last, y & last);
                let to_sides = x.min(last - x).min(y.min(last - y));
                // Up to the cell with the edge, which may lie on its side.
                to_sides + entry.clearance().saturating_sub(1)
            } else {
                0
            };
        }
    }
}

/// One row of a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fix {
    pub(super) row: u64,
    pub(super) object: u32,
    pub(super) millis: i64,
    pub(super) spot: Spot,
}

impl Sweep<'_> {
    pub(super) fn sweep_block(&mut self, rows: Rows<'_>, events: &mut Vec<Event>) -> Result<(), SweepError> {
        let (good, problem) = self.checked(rows);
        let mut block = std::mem::take(&mut self.block);
        block.convert(rows);
        block.look_up(self.index, good);
        if matches!(self.manner, Manner::Ways { .. }) {
            block.measure(self.index, good);
        }
        let rows = rows.objects.iter().zip(rows.millis).zip(block.u.iter().zip(&block.v));
        let found = block.entry.iter().zip(&block.shift).zip(&block.clear);
        for (((object, millis), (u, v)), ((entry, shift), clear)) in rows.zip(found).take(good) {
            let (row, spot) = (self.work.rows, Spot { u: *u, v: *v });
            self.work.rows += 1;
            let fix = Fix { row, object: *object, millis: *millis, spot };
            if !self.take_quietly(fix, *entry, *clear) {
                self.take(fix, *entry, *shift, *clear, events);
            }
        }
        self.block = block;
        problem.map_or(Ok(()), Err)
    }

    /// How many rows from the start can be swept, and what is wrong with the next.
    fn checked(&self, rows: Rows<'_>) -> (usize, Option<SweepError>) {
        let count = rows.objects.len();
        if self.is_sorted(rows) && is_on_earth(rows) {
            return (count, None);
        }
        let mut before = self.last.map(|last| (last.object, last.millis));
        let keys = rows.objects.iter().copied().zip(rows.millis.iter().copied());
        let places = rows.lon_e7.iter().zip(rows.lat_e7);
        for ((index, number), (key, (lon, lat))) in (0..).zip(self.work.rows..).zip(keys.zip(places)) {
            if before.is_some_and(|before| key < before) {
                return (index, Some(SweepError::Unsorted(number)));
            }
            if lon.unsigned_abs() > MOST_LON || lat.unsigned_abs() > MOST_LAT {
                return (index, Some(SweepError::NotOnEarth(number)));
            }
            before = Some(key);
        }
        (count, None)
    }

    fn is_sorted(&self, rows: Rows<'_>) -> bool {
        let first = rows.objects.first().copied().zip(rows.millis.first().copied());
        let follows = first.zip(self.last).is_none_or(|(first, last)| (last.object, last.millis) <= first);
        let objects = rows.objects.iter().zip(rows.objects.iter().skip(1));
        let millis = rows.millis.iter().zip(rows.millis.iter().skip(1));
        // Counted without leaving early, so that several rows are looked at in one step.
        let wrong = objects.zip(millis).fold(0_u32, |wrong, ((object, next), (time, later))| {
            wrong | u32::from(object > next) | (u32::from(object == next) & u32::from(time > later))
        });
        follows && wrong == 0
    }

    /// Whether nothing can have happened up to this fix; it is then the last one.
    #[inline]
    fn take_quietly(&mut self, fix: Fix, entry: Entry, clear: u32) -> bool {
        let Some(last) = &mut self.last else { return false };
        if last.object != fix.object || !entry.is_uniform() || entry.set() != last.set {
            return false;
        }
        let is_quiet = match self.manner {
            Manner::Fixes => true,
            Manner::Ways { .. } => extent(last.spot, fix.spot) <= last.clear.saturating_add(clear),
        };
        if is_quiet {
            *last = Last { row: fix.row, millis: fix.millis, spot: fix.spot, clear, ..*last };
        }
        is_quiet
    }

    fn take(&mut self, fix: Fix, entry: Entry, shift: u8, clear: u32, events: &mut Vec<Event>) {
        let set = if entry.is_uniform() {
            entry.set()
        } else {
            self.work.in_leaves += 1;
            let (x, y) = self.index.window.inside(fix.spot);
            let mask = !((1_u32 << shift) - 1);
            let cell = Cell { entry, x: x & mask, y: y & mask, shift: u32::from(shift) };
            self.index.set_in(&cell, fix.spot, &mut self.overlay)
        };
        match self.last {
            Some(last) if last.object == fix.object => self.go_on(last, fix, set, clear, events),
            _ => {
                self.end_object(events);
                self.begin_object(fix, set, events);
            }
        }
        let set = self.overlay.kept_small(&self.index.sets, set);
        let Fix { row, object, millis, spot } = fix;
        self.last = Some(Last { row, object, millis, spot, set, clear });
    }
}

/// The longer of both extents of a way.
#[inline]
pub(super) fn extent(from: Spot, to: Spot) -> u32 {
    let east = to.u.wrapping_sub(from.u).unsigned_abs();
    east.max(to.v.abs_diff(from.v))
}

fn is_on_earth(rows: Rows<'_>) -> bool {
    let most = |column: &[i32]| column.iter().fold(0, |most, e7| e7.unsigned_abs().max(most));
    most(rows.lon_e7) <= MOST_LON && most(rows.lat_e7) <= MOST_LAT
}
