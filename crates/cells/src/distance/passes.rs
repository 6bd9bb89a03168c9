//! Rows are put into cells, and rows that follow one another in a cell are measured together, eight at a time.
//!
//! Only what IEEE 754 rounds exactly is used, one operation after the other, so all widths tell the same bits.
//!
//! # Why what is unsafe here is sound
//! The passes are called as [`passes`] says.
#![expect(unsafe_code, reason = "wide instructions need it; the proof stands above")]

use std::ops::{Add, Mul, Sub};

use super::plane::{Cell, Piece};
use super::squares::{CELL_BITS, SQUARE_BITS, Squares};
use crate::fetch::fetch;
use crate::marks::BLOCK;
use crate::width::passes;

/// So many rows are measured at once.
const LANES: usize = 8;
const TURN_E7: u32 = 3_600_000_000;

/// The rows of a block.
#[derive(Debug)]
pub(super) struct Places {
    /// Which square of the grid, then which cell.
    cell: [u32; BLOCK],
    /// Which cell of the square.
    within: [u32; BLOCK],
    /// Ten-millionths of a degree east and north of the middle of the cell. A run is measured in whole lanes, beyond
    /// its end; the next run then writes over that.
    east: [i32; BLOCK + LANES],
    north: [i32; BLOCK + LANES],
    marks: [u32; BLOCK],
    /// Squares of metres; below nothing where it is far.
    squares: [f64; BLOCK + LANES],
    /// Where each run begins.
    starts: [u32; BLOCK],
}

impl Default for Places {
    fn default() -> Self {
        Places {
            cell: [0; BLOCK],
            within: [0; BLOCK],
            east: [0; BLOCK + LANES],
            north: [0; BLOCK + LANES],
            marks: [0; BLOCK],
            squares: [0.0; BLOCK + LANES],
            starts: [0; BLOCK],
        }
    }
}

passes! {
    /// The squares of the distances of the rows, and whether some are far.
    fn square_distances(places: &mut Places, squares: &Squares, lon_e7: &[i32], lat_e7: &[i32]) -> bool {
        places.locate(squares, lon_e7, lat_e7);
        places.number(squares);
        places.mark_runs();
        let runs = places.begin_runs(&marked(&places.marks), lon_e7.len());
        places.fetch_runs(squares, runs);
        places.measure(squares, runs, lon_e7.len())
    }

    /// Appends the distances of so many rows.
    fn append_roots(places: &Places, count: usize, metres: &mut Vec<f64>) -> () {
        metres.extend(places.squares.iter().take(count).map(|square| square.sqrt()));
    }
}

impl Places {
    /// Whether a row is where there are no cells.
    pub(super) fn is_far(&self, at: usize) -> bool {
        self.squares.get(at).is_some_and(|square| *square < 0.0)
    }

    #[inline(always)]
    fn locate(&mut self, squares: &Squares, lon_e7: &[i32], lat_e7: &[i32]) {
        const SIDE: u32 = (1 << CELL_BITS) - 1;
        const WITHIN: u32 = (1 << SQUARE_BITS) - 1;
        let Squares { west_e7, south_e7, columns, rows, .. } = *squares;
        let outside = columns * rows;
        let half = 1 << (CELL_BITS - 1);
        let offsets = self.east.iter_mut().zip(&mut self.north);
        let cells = self.cell.iter_mut().zip(&mut self.within);
        for (((lon, lat), (east, north)), (cell, within)) in lon_e7.iter().zip(lat_e7).zip(offsets).zip(cells)
        {
            // Eastward round the earth.
            let ahead = lon.wrapping_sub(west_e7).cast_unsigned();
            let x = if *lon < west_e7 { ahead.wrapping_add(TURN_E7) } else { ahead };
            let y = lat.wrapping_sub(south_e7).cast_unsigned();
            let (column, row) = (x >> (CELL_BITS + SQUARE_BITS), y >> (CELL_BITS + SQUARE_BITS));
            let is_inside = (column < columns) & (row < rows);
            *cell = if is_inside { row.wrapping_mul(columns).wrapping_add(column) } else { outside };
            *within = (y >> CELL_BITS & WITHIN) << SQUARE_BITS | x >> CELL_BITS & WITHIN;
            *east = (x & SIDE).cast_signed() - half;
            *north = (y & SIDE).cast_signed() - half;
        }
    }

    #[inline(always)]
    fn number(&mut self, squares: &Squares) {
        for (cell, within) in self.cell.iter_mut().zip(&self.within) {
            let square = squares.numbers.get(*cell as usize).copied().unwrap_or(0);
            *cell = square << (2 * SQUARE_BITS) | within;
        }
    }

    /// A run begins at the first row and where the cell is another one than before.
    #[inline(always)]
    fn mark_runs(&mut self) {
        let pairs = self.cell.iter().zip(self.cell.iter().skip(1));
        for (mark, (one, other)) in self.marks.iter_mut().skip(1).zip(pairs) {
            *mark = one ^ other;
        }
        if let Some(first) = self.marks.first_mut() {
            *first = 1;
        }
    }

    /// Writes down where runs begin, and gives their number.
    #[inline(always)]
    fn begin_runs(&mut self, marked: &[u64], count: usize) -> usize {
        let mut runs = 0;
        for (word, bits) in marked.iter().enumerate() {
            let mut bits = *bits;
            while bits != 0 {
                let at = word * 64 + bits.trailing_zeros() as usize;
                if at >= count {
                    return runs;
                }
                if let (Some(start), Ok(at)) = (self.starts.get_mut(runs), u32::try_from(at)) {
                    *start = at;
                }
                runs += 1;
                bits &= bits - 1;
            }
        }
        runs
    }

    /// Fetches the cells of all runs and, when those have come, their first pieces.
    #[inline(always)]
    fn fetch_runs(&self, squares: &Squares, runs: usize) {
        let cells = || self.starts.iter().take(runs).filter_map(|start| self.cell.get(*start as usize));
        for cell in cells() {
            fetch(squares.cells.as_ptr().wrapping_add(*cell as usize));
        }
        for cell in cells().filter_map(|cell| squares.cells.get(*cell as usize)) {
            let first = squares.pieces.as_ptr().wrapping_add(cell.first as usize);
            fetch(first);
            fetch(first.wrapping_add(1));
        }
    }

    #[inline(always)]
    fn measure(&mut self, squares: &Squares, runs: usize, count: usize) -> bool {
        let mut has_far = false;
        let starts = self.starts.iter().take(runs).map(|start| *start as usize);
        let ends = self.starts.iter().take(runs).skip(1).map(|start| *start as usize).chain([count]);
        for (start, end) in starts.zip(ends) {
            let number = self.cell.get(start).copied().unwrap_or(0);
            let Some(cell) = squares.cells.get(number as usize) else { continue };
            let first = cell.first as usize;
            let pieces = squares.pieces.get(first..first + cell.count as usize).unwrap_or(&[]);
            has_far |= pieces.is_empty();
            let mut at = start;
            while at < end {
                let rows = at..at + LANES;
                let places = self.east.get(rows.clone()).zip(self.north.get(rows.clone()));
                let room = self.squares.get_mut(rows).and_then(|room| room.first_chunk_mut::<LANES>());
                let Some((east, north)) = places else { break };
                let lanes = east.first_chunk::<LANES>().zip(north.first_chunk::<LANES>());
                if let (Some((east, north)), Some(room)) = (lanes, room) {
                    *room = cell.squares(pieces, east, north);
                }
                at += LANES;
            }
        }
        has_far
    }
}

impl Cell {
    /// The squares of the distances from places to the nearest of the pieces; below nothing if there is none.
    #[inline(always)]
    fn squares(&self, pieces: &[Piece], east: &[i32; LANES], north: &[i32; LANES]) -> [f64; LANES] {
        let (a, b) = (Lanes(east.map(f64::from)), Lanes(north.map(f64::from)));
        let ([east, turn], [north, up, side]) = (self.east.map(Lanes::all), self.north.map(Lanes::all));
        let x = a * (east + turn * b);
        let y = b * (north + up * b) + side * (a * a);
        let Some((first, rest)) = pieces.split_first() else { return [-1.0; LANES] };
        let mut least = first.square(x, y);
        for piece in rest {
            least = least.min(piece.square(x, y));
        }
        least.0
    }
}

impl Piece {
    #[inline(always)]
    fn square(&self, x: Lanes, y: Lanes) -> Lanes {
        let ([x_along, y_along], [u_start, v_start]) =
            (self.along.map(Lanes::all), self.start.map(Lanes::all));
        let (length, [slope, bend]) = (Lanes::all(self.length), self.bends.map(Lanes::all));
        let u = x_along * x + y_along * y + u_start;
        let v = x_along * y - y_along * x + v_start;
        // Square on the parabola: as far on as the slope there takes it aside. What is left out is of second order in the
        // bend times the distance, which only tells far away, where it does no harm.
        let foot = u + v * (slope - (bend + bend) * u);
        let foot = foot.max(Lanes::all(0.0)).min(length);
        let (along, beside) = (u - foot, v - foot * (slope - bend * foot));
        along * along + beside * beside
    }
}

/// As many numbers as rows are measured at once.
#[derive(Clone, Copy)]
struct Lanes([f64; LANES]);

impl Lanes {
    #[inline(always)]
    fn all(number: f64) -> Lanes {
        Lanes([number; LANES])
    }

    #[inline(always)]
    fn with(self, other: Lanes, of: impl Fn(f64, f64) -> f64) -> Lanes {
        let mut lanes = self.0;
        for (one, other) in lanes.iter_mut().zip(other.0) {
            *one = of(*one, other);
        }
        Lanes(lanes)
    }

    #[inline(always)]
    fn min(self, other: Lanes) -> Lanes {
        self.with(other, |one, other| if one < other { one } else { other })
    }

    #[inline(always)]
    fn max(self, other: Lanes) -> Lanes {
        self.with(other, |one, other| if one > other { one } else { other })
    }
}

impl Add for Lanes {
    type Output = Lanes;

    #[inline(always)]
    fn add(self, other: Lanes) -> Lanes {
        self.with(other, |one, other| one + other)
    }
}

impl Sub for Lanes {
    type Output = Lanes;

    #[inline(always)]
    fn sub(self, other: Lanes) -> Lanes {
        self.with(other, |one, other| one - other)
    }
}

impl Mul for Lanes {
    type Output = Lanes;

    #[inline(always)]
    fn mul(self, other: Lanes) -> Lanes {
        self.with(other, |one, other| one * other)
    }
}
