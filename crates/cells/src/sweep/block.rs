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
    /// Not nothing where something may happen.
    loud: [u32; BLOCK],
}

impl Default for Block {
    fn default() -> Self {
        Block {
            u: [0; BLOCK],
            v: [0; BLOCK],
            entry: [Entry::NOTHING; BLOCK],
            shift: [0; BLOCK],
            clear: [0; BLOCK],
            loud: [0; BLOCK],
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

impl Block {
    /// Marks the rows at which something may happen: those of another object than the row before, in another kind of
    /// cell or another set, and those that a way with an edge may lead to. The first always is.
    fn listen(&mut self, objects: &[u32], follows_ways: bool) {
        let sets = self.entry.iter().zip(self.entry.iter().skip(1));
        let objects = objects.iter().zip(objects.iter().skip(1));
        for (((entry, next), (object, other)), loud) in sets.zip(objects).zip(self.loud.iter_mut().skip(1)) {
            *loud = entry.differs(*next) | (object ^ other);
        }
        if follows_ways {
            let east = self.u.iter().zip(self.u.iter().skip(1));
            let north = self.v.iter().zip(self.v.iter().skip(1));
            let clear = self.clear.iter().zip(self.clear.iter().skip(1));
            for (((u, v), clear), loud) in east.zip(north).zip(clear).zip(self.loud.iter_mut().skip(1)) {
                let way = extent(Spot { u: *u.0, v: *v.0 }, Spot { u: *u.1, v: *v.1 });
                *loud |= u32::from(way > clear.0.saturating_add(*clear.1));
            }
        }
        if let Some(first) = self.loud.first_mut() {
            *first = 1;
        }
    }

    #[inline]
    fn is_loud(&self, at: usize) -> bool {
        self.loud.get(at).is_some_and(|loud| *loud != 0)
    }

    /// A row and what was found of it.
    fn found(&self, rows: Rows<'_>, row: u64, at: usize) -> Option<(Fix, Entry, u8, u32)> {
        let spot = Spot { u: *self.u.get(at)?, v: *self.v.get(at)? };
        let fix = Fix { row, object: *rows.objects.get(at)?, millis: *rows.millis.get(at)?, spot };
        Some((fix, *self.entry.get(at)?, *self.shift.get(at)?, *self.clear.get(at)?))
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
        let mut block = self.block.take().unwrap_or_default();
        block.convert(rows);
        block.look_up(self.index, good);
        let follows_ways = matches!(self.manner, Manner::Ways { .. });
        if follows_ways {
            block.measure(self.index, good);
        }
        block.listen(rows.objects, follows_ways);
        let start = self.work.rows;
        let mut row = start;
        for at in 0..good {
            if block.is_loud(at) {
                // Between this row and the last loud one nothing happened: the set is still the same.
                self.last = self.last_before(&block, rows, row, at);
                self.work.rows = row + 1;
                if let Some((fix, entry, shift, clear)) = block.found(rows, row, at) {
                    self.take(fix, entry, shift, clear, events);
                }
            }
            row += 1;
        }
        self.last = self.last_before(&block, rows, row, good);
        self.work.rows = row;
        self.block = Some(block);
        problem.map_or(Ok(()), Err)
    }

    /// The fix before a row: that of the row before in the block, if there is one.
    fn last_before(&self, block: &Block, rows: Rows<'_>, row: u64, at: usize) -> Option<Last> {
        let last = self.last?;
        let before = at.checked_sub(1).and_then(|at| block.found(rows, row - 1, at));
        let Some((Fix { row, object, millis, spot }, _, _, clear)) = before else { return Some(last) };
        Some(Last { row, object, millis, spot, set: last.set, clear })
    }

    /// How many rows from the start can be swept, and what is wrong with the next.
    fn checked(&self, rows: Rows<'_>) -> (usize, Option<SweepError>) {
        let count = rows.objects.len();
        if self.goes_on(rows) && is_surely_on_earth(rows) {
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

    /// Whether all rows are of the object of the last fix, and none is earlier than the one before: what holds for most
    /// blocks, and can be seen of several rows in one step.
    fn goes_on(&self, rows: Rows<'_>) -> bool {
        let Some(last) = self.last else { return false };
        let others = rows.objects.iter().fold(0, |others, object| others | (object ^ last.object));
        let pairs = rows.millis.iter().zip(rows.millis.iter().skip(1));
        let backwards = pairs.fold(0, |signs, (time, later)| signs | later.wrapping_sub(*time));
        // So that no difference wraps round.
        let far = rows
            .millis
            .iter()
            .fold(0, |far, millis| far | (millis.wrapping_add(1 << 61).cast_unsigned() >> 62));
        let is_later = rows.millis.first().is_none_or(|first| *first >= last.millis);
        others == 0 && backwards >= 0 && far == 0 && is_later
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

/// Whether all positions are on earth, and none on the very antimeridian, which is left to a closer look. The sign of a
/// difference tells; where it wraps round the position is off the earth too.
fn is_surely_on_earth(rows: Rows<'_>) -> bool {
    const QUARTER: i32 = 900_000_000;
    let lats = rows
        .lat_e7
        .iter()
        .fold(0, |signs, lat| signs | QUARTER.wrapping_sub(*lat) | QUARTER.wrapping_add(*lat));
    // Half of a longitude is less than a quarter turn.
    let lons = rows.lon_e7.iter().map(|lon| lon >> 1);
    let lons =
        lons.fold(0, |signs, half| signs | (QUARTER - 1).wrapping_sub(half) | QUARTER.wrapping_add(half));
    lats >= 0 && lons >= 0
}
