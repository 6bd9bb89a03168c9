//! The window that lies over all areas, in square cells; its western side may lie on any meridian.

use crate::grid::QUARTER_TURN;
use crate::side::Offset;
use crate::{Area, Spot};

/// The whole turn in steps.
const TURN: u64 = 1 << 32;
/// Cells have a side of 2 to this power at most.
pub(crate) const GREATEST_SHIFT: u32 = 28;

/// Where the cells of the table lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    /// Its south-western corner.
    origin: Spot,
    /// A cell has a side of 2 to this power.
    pub(crate) shift: u32,
    pub(crate) columns: u32,
    pub(crate) rows: u32,
}

impl Window {
    /// The window over some areas, in the smallest cells of which there are not more than so many; one of a single cell if
    /// there is nothing to cover.
    pub(crate) fn over(areas: &[Area], most_cells: u32) -> Window {
        let rings = || areas.iter().flat_map(Area::rings);
        let lats = || rings().flatten().map(|spot| spot.v);
        let (Some(south), Some(north)) = (lats().min(), lats().max()) else {
            return Window { origin: Spot::default(), shift: 0, columns: 1, rows: 1 };
        };
        let holds = |pole: fn(&Area) -> bool| areas.iter().any(pole);
        let south = if holds(Area::holds_south_pole) { -QUARTER_TURN } else { south };
        let north = if holds(Area::holds_north_pole) { QUARTER_TURN } else { north };
        let (west, width) = span(rings().map(|ring| arc(ring)).collect());
        // One step beyond the areas, so that the corner of the window is outside them.
        let height = i64::from(north) - i64::from(south) + 2;
        let origin = Spot { u: west.wrapping_sub(1).cast_signed(), v: south.wrapping_sub(1) };
        let width = (width + 2).min(TURN);
        let cells = |extent: u64, shift: u32| (extent >> shift) + 1;
        let most = u64::from(most_cells).max(1);
        let fits = |shift: &u32| cells(width, *shift) * cells(height.unsigned_abs(), *shift) <= most;
        let shift = (0..=GREATEST_SHIFT).find(fits).unwrap_or(GREATEST_SHIFT);
        let columns = if width == TURN { TURN >> shift } else { cells(width, shift) };
        let count = |cells: u64| u32::try_from(cells).unwrap_or(u32::MAX);
        Window { origin, shift, columns: count(columns), rows: count(cells(height.unsigned_abs(), shift)) }
    }

    /// The coordinates of a place from the corner of the window; west and south of it they are very large.
    #[inline]
    pub(crate) fn inside(&self, spot: Spot) -> (u32, u32) {
        (
            spot.u.wrapping_sub(self.origin.u).cast_unsigned(),
            spot.v.wrapping_sub(self.origin.v).cast_unsigned(),
        )
    }

    /// Steps to the window from a place outside it, by its coordinates, or fewer; nothing inside. What lies south has
    /// coordinates that are very large, so the way round is the shorter one.
    #[inline(always)]
    pub(crate) fn steps_outside(&self, x: u32, y: u32) -> u32 {
        let beyond = |at: u32, cells: u32| {
            // A window that goes round ends at 2^32, which wraps to nothing.
            let end = cells.wrapping_shl(self.shift);
            if at <= end.wrapping_sub(1) { 0 } else { at.wrapping_sub(end).min(at.wrapping_neg()) }
        };
        beyond(x, self.columns).max(beyond(y, self.rows))
    }

    /// From the corner of the window eastward to a place, and northward, or southward if that is negative.
    pub(crate) fn offset(&self, spot: Spot) -> Offset {
        Offset { x: i64::from(self.inside(spot).0), y: i64::from(spot.v) - i64::from(self.origin.v) }
    }

    /// The place at coordinates from the corner of the window.
    #[inline]
    pub(crate) fn spot(&self, x: u32, y: u32) -> Spot {
        Spot {
            u: self.origin.u.wrapping_add(x.cast_signed()),
            v: self.origin.v.wrapping_add(y.cast_signed()),
        }
    }

    /// The slot of the table for coordinates; `None` outside.
    #[inline]
    pub(crate) fn slot(&self, x: u32, y: u32) -> Option<u32> {
        let (column, row) = (x >> self.shift, y >> self.shift);
        (column < self.columns && row < self.rows).then(|| self.slot_inside(column, row))
    }

    /// The slot for a column and row inside: squares of four by four cells are together, row by row.
    #[inline(always)]
    pub(crate) fn slot_inside(&self, column: u32, row: u32) -> u32 {
        let square = (row >> 2).wrapping_mul(self.columns.div_ceil(4)).wrapping_add(column >> 2);
        square << 4 | (row & 3) << 2 | column & 3
    }

    /// The slot of what lies outside: the first after all squares.
    #[inline(always)]
    pub(crate) fn slot_outside(&self) -> u32 {
        (self.columns.div_ceil(4) * self.rows.div_ceil(4)) << 4
    }

    /// Slots of all squares, and one line for what lies outside.
    pub(crate) fn slots(&self) -> usize {
        self.slot_outside() as usize + 16
    }

    /// The slot of the table for a column and row; a column beyond the sides is one on the other side if the window goes
    /// round the earth.
    pub(crate) fn slot_of(&self, column: i64, row: i64) -> Option<usize> {
        let columns = i64::from(self.columns);
        let column = if self.is_round() { column.rem_euclid(columns) } else { column };
        let is_there = (0..columns).contains(&column) && (0..i64::from(self.rows)).contains(&row);
        let (column, row) = (u32::try_from(column).ok()?, u32::try_from(row).ok()?);
        is_there.then(|| self.slot_inside(column, row) as usize)
    }

    /// Whether it goes round the whole earth.
    pub(crate) fn is_round(&self) -> bool {
        u64::from(self.columns) << self.shift == TURN
    }
}

/// Where a ring begins in the west, and how wide it is.
fn arc(ring: &[Spot]) -> (u32, u64) {
    let Some(first) = ring.first() else { return (0, 0) };
    let (mut east, mut least, mut most) = (0_i64, 0_i64, 0_i64);
    for (from, to) in ring.iter().zip(ring.iter().skip(1)) {
        east += Offset::between(*from, *to).x;
        least = least.min(east);
        most = most.max(east);
    }
    let west = (i64::from(first.u) + least).rem_euclid(1 << 32);
    (u32::try_from(west).unwrap_or(0), (most - least).unsigned_abs())
}

/// The narrowest window over all arcs: where it begins in the west, and how wide it is.
fn span(mut arcs: Vec<(u32, u64)>) -> (u32, u64) {
    arcs.sort_unstable();
    // Twice round: the second time, what the arcs reach from before is known. The window begins behind the widest gap.
    let mut reach = 0_u64;
    for (west, width) in &arcs {
        reach = reach.max(u64::from(*west) + width + 1);
    }
    let mut widest = (0_u64, arcs.first().map_or(0, |first| first.0));
    for (west, width) in &arcs {
        let start = u64::from(*west) + TURN;
        let gap = start.saturating_sub(reach);
        if gap > widest.0 {
            widest = (gap, *west);
        }
        reach = reach.max(start + width + 1);
    }
    (widest.1, TURN - widest.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_the_narrowest_and_may_begin_anywhere() {
        let west = u32::MAX - 9;
        assert_eq!(span(vec![(5, 10), (100, 3)]), (5, 99));
        assert_eq!(span(vec![(west, 15), (2, 30)]), (west, 43), "over the seam of the numbers");
        assert_eq!(span(vec![(west, 5), (2, 30)]), (west, 43), "on both sides of it");
        assert_eq!(span(vec![(1, 3), (west, 36)]), (west, 37), "over the others");
        assert_eq!(span(vec![(7, TURN)]), (7, TURN));
        assert_eq!(span(vec![(3_000_000_000, 5), (100, 3)]), (3_000_000_000, 1_294_967_400));
    }
}
