//! Ways between two places: which edges they cross, and how much of the way lies before each crossing.
//!
//! A way is straight on the grid, the shorter way round the earth (half a turn exactly goes west). Only leaves that the
//! way touches are looked at. A way with a thousand steps and one of half a turn are asked the same questions, the long
//! one in wider numbers.

use crate::Spot;
use crate::index::{Entry, Index};
use crate::side::{Offset, Share, Whole, crossing, touches};

/// Ways of this extent or more need the wider numbers (see [`crate::side`]).
const LONG: i64 = 1 << 28;
/// The turn in steps.
const TURN: i64 = 1 << 32;

/// An edge that a way crosses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Crossed {
    pub(crate) share: Share,
    pub(crate) edge: u32,
    pub(crate) area: u32,
}

/// One crossing of the boundary of an area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossing {
    /// How much of the way lies before it, from 0 to 1.
    pub fraction: f64,
    /// The number of the area.
    pub area: u32,
}

impl Index {
    /// All crossings of edges on the way from one place to another, in order; those of one point by area. Where a way
    /// only touches a corner it may cross two edges at one point, there and back.
    pub fn crossings(&self, from: Spot, to: Spot) -> Vec<Crossing> {
        let mut crossed = Vec::new();
        self.collect(from, to, &mut crossed);
        let told = |one: &Crossed| Crossing { fraction: one.share.fraction(), area: one.area };
        crossed.iter().map(told).collect()
    }

    /// The edges that a way crosses, in order, each once.
    pub(crate) fn collect(&self, from: Spot, to: Spot, crossed: &mut Vec<Crossed>) {
        crossed.clear();
        let way = Offset::between(from, to);
        if way.extent() < LONG {
            Walk { index: self, way, crossed }.follow::<i64>(from);
        } else {
            Walk { index: self, way, crossed }.follow::<i128>(from);
        }
        put_in_order(crossed);
    }
}

/// Crossings as they follow one another on a way, those of one point by area; each once.
#[inline]
pub(crate) fn put_in_order(crossed: &mut Vec<Crossed>) {
    if crossed.len() > 1 {
        let order = |one: &Crossed, other: &Crossed| {
            one.share.cmp(other.share).then(one.area.cmp(&other.area)).then(one.edge.cmp(&other.edge))
        };
        crossed.sort_unstable_by(order);
        crossed.dedup();
    }
}

struct Walk<'w> {
    index: &'w Index,
    way: Offset,
    crossed: &'w mut Vec<Crossed>,
}

impl Walk<'_> {
    /// Looks at the window, and at its images a turn east and west.
    fn follow<T: Whole>(&mut self, from: Spot) {
        let window = self.index.window;
        let Offset { x, y } = window.offset(from);
        let width = i64::from(window.columns) << window.shift;
        for image in [x, x - TURN, x + TURN] {
            if image.max(image + self.way.x) >= 0 && image.min(image + self.way.x) <= width {
                self.cross_window::<T>(Offset { x: image, y });
            }
        }
    }

    /// Row by row, the cells of the window that the way may touch.
    fn cross_window<T: Whole>(&mut self, from: Offset) {
        let window = self.index.window;
        let shift = window.shift;
        let side = 1_i64 << shift;
        let to = Offset { x: from.x + self.way.x, y: from.y + self.way.y };
        let least = |a: i64, b: i64| ((a.min(b) - 1) >> shift).max(0);
        let most = |a: i64, b: i64, count: u32| (a.max(b) >> shift).min(i64::from(count) - 1);
        for row in least(from.y, to.y)..=most(from.y, to.y, window.rows) {
            let south = row << shift;
            let (one, other) = if self.way.y == 0 {
                (from.x, to.x)
            } else {
                (self.x_at(from, south), self.x_at(from, south + side))
            };
            for column in least(one, other)..=most(one + 1, other + 1, window.columns) {
                let corner = Offset { x: column << shift, y: south };
                let slot = window.slot_of(column, row).unwrap_or(usize::MAX);
                let entry = self.index.table.get(slot);
                if !entry.is_uniform() {
                    self.visit::<T>(entry, from - corner, corner, shift);
                }
            }
        }
    }

    /// Where a way that is not level is at a latitude, to one step; held at its ends.
    fn x_at(&self, from: Offset, y: i64) -> i64 {
        let (least, most) = (self.way.y.min(0), self.way.y.max(0));
        from.x + (self.way.x * (y - from.y).clamp(least, most)).div_euclid(self.way.y)
    }

    /// A cell whose south-western corner is at `corner` in the window; `from` is counted from there.
    fn visit<T: Whole>(&mut self, entry: Entry, from: Offset, corner: Offset, shift: u32) {
        let to = Offset { x: from.x + self.way.x, y: from.y + self.way.y };
        // Both ends on the same sides of all lines of a leaf: nothing to be crossed there. A leaf is not loaded in vain.
        if !touches::<T>(from, to, 1 << shift) || !self.lines_part(entry, from, corner) {
            return;
        }
        if entry.is_leaf() {
            self.cross_leaf::<T>(entry, from, corner);
        } else if entry.is_block() {
            let bits = entry.block_bits();
            let shift = shift - bits;
            let last = (1_i64 << bits) - 1;
            let least = |a: i64, b: i64| ((a.min(b) - 1) >> shift).clamp(0, last);
            let most = |a: i64, b: i64| (a.max(b) >> shift).clamp(0, last);
            for row in least(from.y, to.y)..=most(from.y, to.y) {
                for column in least(from.x, to.x)..=most(from.x, to.x) {
                    let offset = usize::try_from(row << bits | column).unwrap_or(usize::MAX);
                    let part = self.index.table.get(entry.block_start() + offset);
                    if !part.is_uniform() {
                        let step = Offset { x: column << shift, y: row << shift };
                        let corner = Offset { x: corner.x + step.x, y: corner.y + step.y };
                        self.visit::<T>(part, from - step, corner, shift);
                    }
                }
            }
        }
    }

    /// Whether lines of a leaf may part the ends of the way; where there are none to tell, they may.
    #[inline]
    fn lines_part(&self, entry: Entry, from: Offset, corner: Offset) -> bool {
        let Some(lines) = self.index.lines(entry) else { return true };
        if self.way.extent() >= LONG {
            return true;
        }
        let (x, y) = (corner.x + from.x, corner.y + from.y);
        lines.may_part((x, y), (x + self.way.x, y + self.way.y))
    }

    fn cross_leaf<T: Whole>(&mut self, entry: Entry, from: Offset, corner: Offset) {
        let (Ok(x), Ok(y)) = (u32::try_from(corner.x), u32::try_from(corner.y)) else { return };
        let corner = self.index.window.spot(x, y);
        let Walk { index, way, crossed } = self;
        index.each_edge(entry, corner, &mut |edge, area, a, b| {
            if let Some(share) = crossing::<T>(*way, a - from, b - from) {
                crossed.push(Crossed { share, edge, area });
            }
        });
    }
}
