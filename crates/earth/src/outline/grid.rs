//! Finds the boundary on a grid: every cell that it crosses gets a piece of it, and the pieces join to rings.
//!
//! Blocks of cells are left out without a look where a disc that holds them lies on one side of the boundary.

use std::collections::BTreeMap;

use super::shade::{Shade, scale};
use crate::edge::Corner;
use crate::frame::position;
use crate::geodesic::distance;

/// Blocks are left out only if a disc wider by so much is on one side of the boundary.
const SURELY: f64 = 1.02;

/// A corner of the grid, by column and row.
type Knot = (u32, u32);
/// The way from a knot inside to one outside, across which the boundary goes.
type Way = (Knot, Knot);

/// A grid over a window, one cell wider on each side.
pub(super) struct Grid<'s> {
    shade: &'s Shade<'s>,
    columns: u32,
    rows: u32,
    inside: BTreeMap<Knot, bool>,
    /// From each way on which a piece of the boundary begins to the one on which it ends, the inside on its left.
    links: BTreeMap<Way, Way>,
}

impl<'s> Grid<'s> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of cells")]
    #[expect(clippy::cast_precision_loss, reason = "ten-millionths of a degree stay far below 2^53")]
    pub(super) fn over(shade: &'s Shade<'s>, cells: u32) -> Self {
        let window = shade.window;
        let (across, up) = scale(i64::midpoint(window.south, window.north));
        let wide = (window.east - window.west).max(1) as f64 * across;
        let high = (window.north - window.south).max(1) as f64 * up;
        let share = |side: f64| ((f64::from(cells) * side / wide.max(high)).ceil() as u32).clamp(8, cells);
        let (columns, rows) = (share(wide) + 2, share(high) + 2);
        Grid { shade, columns, rows, inside: BTreeMap::new(), links: BTreeMap::new() }
    }

    /// The rings along the boundary, each without its first corner repeated.
    pub(super) fn rings(mut self) -> Vec<Vec<Corner>> {
        self.visit((0, 0), (self.columns, self.rows));
        let mut links = std::mem::take(&mut self.links);
        let mut rings = Vec::new();
        while let Some((start, mut end)) = links.pop_first() {
            let mut ring = vec![self.crossing(start)];
            while end != start {
                ring.push(self.crossing(end));
                let Some(next) = links.remove(&end) else { break };
                end = next;
            }
            ring.dedup();
            if ring.len() >= 3 {
                rings.push(ring);
            }
        }
        rings
    }

    /// Looks at a block of cells, and at its halves unless the boundary is too far from its middle.
    fn visit(&mut self, low: Knot, high: Knot) {
        let (wide, tall) = (high.0 - low.0, high.1 - low.1);
        if wide == 1 && tall == 1 {
            self.cell(low);
            return;
        }
        if self.is_clear(low, high) {
            return;
        }
        if wide >= tall {
            let middle = low.0 + wide / 2;
            self.visit(low, (middle, high.1));
            self.visit((middle, low.1), high);
        } else {
            let middle = low.1 + tall / 2;
            self.visit(low, (high.0, middle));
            self.visit((low.0, middle), high);
        }
    }

    fn is_clear(&self, low: Knot, high: Knot) -> bool {
        let (from, to) = (self.at(low), self.at(high));
        let middle = Corner { lon: i64::midpoint(from.lon, to.lon), lat: i64::midpoint(from.lat, to.lat) };
        let corners = [from, to, Corner { lon: from.lon, ..to }, Corner { lon: to.lon, ..from }];
        // Only small blocks: round the earth the farthest point of a block need not be a corner.
        if to.lon - from.lon > 200_000_000 || to.lat - from.lat > 200_000_000 {
            return false;
        }
        let here = position(middle);
        let reach = corners.iter().map(|corner| distance(here, position(*corner))).fold(0.0, f64::max);
        let is_rim = !corners.iter().all(|corner| self.shade.window.holds(*corner));
        self.shade.region.is_uniform(here, reach * SURELY).is_some_and(|is_inside| !(is_rim && is_inside))
    }

    /// The place of a knot: the window begins one cell in from the edge of the grid.
    fn at(&self, (column, row): Knot) -> Corner {
        let window = self.shade.window;
        let part = |from: i64, to: i64, index: u32, cells: u32| {
            from + (to - from) * (i64::from(index) - 1) / i64::from(cells - 2)
        };
        Corner {
            lon: part(window.west, window.east, column, self.columns),
            lat: part(window.south, window.north, row, self.rows),
        }
    }

    fn is_inside(&mut self, knot: Knot) -> bool {
        // What lies outside the window is outside, also where the window is less than a cell wide.
        if knot.0 == 0 || knot.1 == 0 || knot.0 >= self.columns || knot.1 >= self.rows {
            return false;
        }
        let (shade, corner) = (self.shade, self.at(knot));
        *self.inside.entry(knot).or_insert_with(|| shade.holds(corner))
    }

    /// The pieces of the boundary within one cell.
    fn cell(&mut self, (column, row): Knot) {
        let knots = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)];
        let round = knots.map(|knot| (knot, self.is_inside(knot)));
        // Against the clock round the cell: a piece begins where the rim goes out, and ends where it comes in.
        let next = round.iter().cycle().skip(1);
        let (mut begins, mut ends) = (Vec::new(), Vec::new());
        for (index, ((from, first), (to, second))) in round.iter().zip(next).enumerate() {
            match (first, second) {
                (true, false) => begins.push((index, (*from, *to))),
                (false, true) => ends.push((index, (*to, *from))),
                _ => {}
            }
        }
        for (index, way) in begins {
            // The nearest end backwards: two opposite corners inside stay apart.
            let end = ends.iter().min_by_key(|(other, _)| (index + 4 - other) % 4);
            if let Some((_, end)) = end {
                self.links.insert(way, *end);
            }
        }
    }

    fn crossing(&self, (inner, outer): Way) -> Corner {
        self.shade.boundary(self.at(inner), self.at(outer))
    }
}
