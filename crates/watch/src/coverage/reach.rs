//! Which cells reach into a place. Most cells about a place are far from its boundary, so they are not measured one by one: the
//! distance to a boundary tells of all cells that are nearer.

use std::collections::BTreeSet;

use armistice_earth::{Position, Region};

use super::{CELL_E7, CELLS_A_DEGREE, Cell};
use crate::ball::{self, Ball};
use crate::clearing::footprint;
use crate::step::at_most;

/// The most cells that are looked at for one place; a wider one has no share.
const MOST_CELLS: usize = 20_000;
/// No corner of a cell is farther from its middle, in metres: at the equator it is 7,900.
const CELL_METRES: f64 = 8_000.0;
/// No degree of latitude or of the equator is shorter, in metres.
const LEAST_DEGREE_METRES: f64 = 110_500.0;

/// A place, heights left aside: a region, and balls that hold it where it has an end.
#[derive(Debug)]
pub(super) struct Reach<'b> {
    /// Without one, every cell reaches into the place.
    wide: Option<Region>,
    balls: Option<&'b [Ball]>,
}

/// The cells that reach into a place, heights left aside; `None` where it has no end or is too wide to count them.
pub(crate) fn cells_of(region: &Region, balls: Option<&[Ball]>) -> Option<Vec<Cell>> {
    Reach::of(region, balls).all()
}

impl<'b> Reach<'b> {
    pub(super) fn of(region: &Region, balls: Option<&'b [Ball]>) -> Self {
        Reach { wide: footprint(region, true), balls }
    }

    /// All cells that reach into the place; `None` where it has no end or is too wide to count them.
    pub(super) fn all(&self) -> Option<Vec<Cell>> {
        self.wide.as_ref()?;
        Some(self.among(around(self.balls?)?.into_iter().collect()))
    }

    /// Those of some cells that reach into the place, in order.
    pub(super) fn among(&self, cells: Vec<Cell>) -> Vec<Cell> {
        let Some(region) = &self.wide else { return cells };
        let mut found = Vec::new();
        self.sift(region, cells, &mut found);
        found.sort_unstable();
        found
    }

    /// Decides about cells together, and about the halves of their block where that does not tell.
    fn sift(&self, region: &Region, cells: Vec<Cell>, found: &mut Vec<Cell>) {
        if let [cell] = cells.as_slice() {
            found.extend(cell.reaches_into(region).then_some(*cell));
            return;
        }
        let Some(block) = Block::about(&cells) else { return };
        if let Some((centre, reach)) = block.disc() {
            let is_beyond = |metres: &f64| *metres > reach + CELL_METRES;
            if self
                .balls
                .and_then(|balls| ball::outside_by(balls, centre))
                .is_some_and(|metres| is_beyond(&metres))
            {
                return;
            }
            let margin = region.locate(centre, None, 0.0).margin_metres;
            if margin >= reach {
                found.extend(cells);
                return;
            }
            if is_beyond(&-margin) {
                return;
            }
        }
        let (one, other) = block.parted(cells);
        self.sift(region, one, found);
        self.sift(region, other, found);
    }
}

impl Cell {
    /// Whether no point of the cell can be told to lie outside a region: a little more cells than those that touch it.
    pub(super) fn reaches_into(self, region: &Region) -> bool {
        let Some((centre, reach)) = Block::of(self).disc() else { return true };
        region.locate(centre, None, 0.0).margin_metres >= -reach
    }

    /// Whether every point of the cell lies inside a region, all errors left aside.
    pub(crate) fn lies_in(self, region: &Region) -> bool {
        let is_in = |(centre, reach)| region.locate(centre, None, 0.0).margin_metres >= reach;
        Block::of(self).disc().is_some_and(is_in)
    }

    /// Whether every point of the cell lies within so many metres of a position.
    pub(crate) fn lies_within(self, metres: f64, position: Position) -> bool {
        let is_in = |(centre, reach)| at_most(centre, position) + reach <= metres;
        Block::of(self).disc().is_some_and(is_in)
    }
}

/// The cells from one to another, both with it, northward and eastward.
#[derive(Debug, Clone, Copy)]
struct Block {
    first: Cell,
    last: Cell,
}

impl Block {
    fn of(cell: Cell) -> Self {
        Block { first: cell, last: cell }
    }

    /// The smallest block that holds all of some cells.
    fn about(cells: &[Cell]) -> Option<Self> {
        let blocks = cells.iter().copied().map(Block::of);
        blocks.reduce(|one, other| Block {
            first: Cell {
                south: one.first.south.min(other.first.south),
                west: one.first.west.min(other.first.west),
            },
            last: Cell {
                south: one.last.south.max(other.last.south),
                west: one.last.west.max(other.last.west),
            },
        })
    }

    /// Its middle, and a bound of how far its farthest corner is from there, in metres.
    fn disc(self) -> Option<(Position, f64)> {
        const HALF: i32 = CELL_E7 / 2;
        let (south, west) = (self.first.south * CELL_E7, self.first.west * CELL_E7);
        let lat = south + (self.last.south - self.first.south + 1) * HALF;
        let lon = west + (self.last.west - self.first.west + 1) * HALF;
        // The corner nearest the equator is the farthest from the middle.
        let edge = if lat >= 0 { south } else { (self.last.south + 1) * CELL_E7 };
        let (centre, corner) = Position::from_e7(lon, lat).ok().zip(Position::from_e7(west, edge).ok())?;
        Some((centre, at_most(centre, corner)))
    }

    /// The cells on either side of the middle of its longer side.
    fn parted(self, cells: Vec<Cell>) -> (Vec<Cell>, Vec<Cell>) {
        let (high, wide) = (self.last.south - self.first.south, self.last.west - self.first.west);
        let (south, west) = (self.first.south + high / 2, self.first.west + wide / 2);
        cells.into_iter().partition(|cell| if high > wide { cell.south <= south } else { cell.west <= west })
    }
}

/// The cells that may reach into balls; `None` where they are too many.
pub(super) fn around(balls: &[Ball]) -> Option<BTreeSet<Cell>> {
    let mut cells = BTreeSet::new();
    for ball in balls {
        let (centre, radius) = ball.extent();
        let degrees = (radius + CELL_METRES) / LEAST_DEGREE_METRES;
        let (low, high) = ((centre.lat() - degrees).max(-90.0), (centre.lat() + degrees).min(90.0));
        let widest = low.abs().max(high.abs()).to_radians().cos();
        let half = if widest * 180.0 <= degrees { 180.0 } else { degrees / widest };
        let (souths, wests) =
            (tenths(low)..=tenths(high), tenths(centre.lon() - half)..=tenths(centre.lon() + half));
        if souths.clone().count() * wests.clone().count() > MOST_CELLS * 4 {
            return None;
        }
        cells.extend(souths.flat_map(|south| wests.clone().map(move |west| Cell::at(south, west))));
        if cells.len() > MOST_CELLS {
            return None;
        }
    }
    Some(cells)
}

#[expect(clippy::cast_possible_truncation, reason = "within 540 degrees")]
fn tenths(degrees: f64) -> i32 {
    (degrees * f64::from(CELLS_A_DEGREE)).floor() as i32
}

#[cfg(test)]
mod tests;
