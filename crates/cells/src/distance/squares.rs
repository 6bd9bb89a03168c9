//! The grid of cells round lines: squares of 16 by 16 cells where there is something near, nothing elsewhere.

use armistice_earth::earth_centred;
use armistice_earth::geodesic::Degrees;

use super::links::{Link, MOST_METRES_OF_DEGREE};
use super::nearest;
use super::plane::{Cell, Piece, Plane};
use crate::large::settle;

/// The side of a cell is two to this power, in ten-millionths of a degree: 2.9 km northward.
pub(super) const CELL_BITS: u32 = 18;
/// Cells along the side of a square, likewise.
pub(super) const SQUARE_BITS: u32 = 4;
/// Above this many cells a side, links are not yet left out: so much of the earth is no longer nearly flat.
const FLAT_BITS: u32 = 7;
const TURN_E7: i64 = 3_600_000_000;
/// Nearer to a pole there are no cells.
const HIGHEST_LAT: f64 = 85.0;
/// What a cell may be off by, in metres.
const MOST_OFF: f64 = 0.0004;
/// The least product of both radii of curvature, which is at the equator.
const LEAST_RADII: f64 = 6_335_439.0 * 6_378_137.0;

/// The grid.
#[derive(Debug, Clone)]
pub(super) struct Squares {
    pub(super) west_e7: i32,
    pub(super) south_e7: i32,
    pub(super) columns: u32,
    pub(super) rows: u32,
    /// By column and row, which square it is; square 0, and what comes last here, is far from everything.
    pub(super) numbers: Vec<u32>,
    /// The cells of all squares.
    pub(super) cells: Vec<Cell>,
    pub(super) pieces: Vec<Piece>,
    shape_metres: f64,
    reach_metres: f64,
}

/// A square part of the grid while it is built: its corner in cells, and its side as a power of two.
#[derive(Debug, Clone, Copy)]
struct Part {
    x: u32,
    y: u32,
    bits: u32,
}

struct Builder<'l> {
    links: &'l [Link],
    squares: Squares,
    reach: f64,
    most_cells: usize,
}

impl Squares {
    /// The grid as far as so many metres round links; `None` if it has too many cells.
    pub(super) fn round(links: &[Link], reach: f64, most_cells: usize) -> Option<Squares> {
        let side = 1_i64 << (CELL_BITS + SQUARE_BITS);
        let (west, east, south, north) = bounds(links, reach);
        let count = |extent: i64| u32::try_from((extent + side - 1).div_euclid(side)).unwrap_or(0).max(1);
        let (columns, rows) = (count(east - west), count(north - south));
        let west = (west + TURN_E7 / 2).rem_euclid(TURN_E7) - TURN_E7 / 2;
        let squares = Squares {
            west_e7: i32::try_from(west).ok()?,
            south_e7: i32::try_from(south).ok()?,
            columns,
            rows,
            numbers: vec![0; columns as usize * rows as usize + 1],
            cells: vec![Cell::default(); 1 << (2 * SQUARE_BITS)],
            pieces: Vec::new(),
            shape_metres: 0.0,
            reach_metres: 0.0,
        };
        let mut builder = Builder { links, squares, reach, most_cells };
        let bits = columns.max(rows).next_power_of_two().trailing_zeros() + SQUARE_BITS;
        let all: Vec<u32> = (0_u32..).zip(links).map(|(number, _)| number).collect();
        builder.part(Part { x: 0, y: 0, bits }, &all)?;
        settle(&mut builder.squares.cells);
        settle(&mut builder.squares.pieces);
        Some(builder.squares)
    }

    /// How far the maps of cells are off at most, in metres, whatever the distance.
    pub(super) fn shape_metres(&self) -> f64 {
        // Between the places where it was measured it may be more.
        2.0 * self.shape_metres
    }

    /// How far they are off at most, as a share of the distance.
    pub(super) fn share(&self) -> f64 {
        1.02 * self.reach_metres * self.reach_metres / 6.0 / LEAST_RADII
    }

    pub(super) fn bytes(&self) -> usize {
        self.numbers.len() * 4 + self.cells.len() * size_of::<Cell>() + self.pieces.len() * size_of::<Piece>()
    }
}

impl Builder<'_> {
    fn part(&mut self, part: Part, links: &[u32]) -> Option<()> {
        let Part { x, y, bits } = part;
        let (column, row) = (x >> SQUARE_BITS, y >> SQUARE_BITS);
        if column >= self.squares.columns || row >= self.squares.rows {
            return Some(());
        }
        let middle = self.middle(part);
        let kept = if bits <= FLAT_BITS {
            let radius = radius(middle, half(bits));
            nearest::round(self.links, links, earth_centred(middle), radius, self.reach)
        } else {
            links.to_vec()
        };
        if kept.is_empty() || (bits <= SQUARE_BITS && middle.lat.abs() > HIGHEST_LAT) {
            return Some(());
        }
        if bits == SQUARE_BITS {
            let number = self.squares.cells.len() >> (2 * SQUARE_BITS);
            let room = self.squares.cells.len() + (1 << (2 * SQUARE_BITS));
            if room > self.most_cells {
                return None;
            }
            self.squares.cells.resize(room, Cell::default());
            let at = (row * self.squares.columns + column) as usize;
            if let Some(place) = self.squares.numbers.get_mut(at) {
                *place = u32::try_from(number).ok()?;
            }
        }
        if bits == 0 {
            return self.cell(part, middle, &kept);
        }
        let step = 1 << (bits - 1);
        for (x, y) in [(x, y), (x + step, y), (x, y + step), (x + step, y + step)] {
            self.part(Part { x, y, bits: bits - 1 }, &kept)?;
        }
        Some(())
    }

    fn cell(&mut self, part: Part, middle: Degrees, links: &[u32]) -> Option<()> {
        let half = half(0);
        let corner = |east: f64, north: f64| {
            let off = half / 1e7;
            earth_centred(Degrees { lon: middle.lon + east * off, lat: middle.lat + north * off })
        };
        let eyes = [
            earth_centred(middle),
            corner(-1.0, -1.0),
            corner(1.0, -1.0),
            corner(-1.0, 1.0),
            corner(1.0, 1.0),
        ];
        let kept = nearest::of_cell(self.links, links, eyes);
        let plane = Plane::round(middle);
        let (mut cell, mut off, reach) = plane.cell(half);
        cell.first = u32::try_from(self.squares.pieces.len()).ok()?;
        let mut worst = 0.0_f64;
        for number in kept {
            let Some(link) = self.links.get(number as usize) else { continue };
            let (piece, piece_off) = plane.piece(link);
            worst = worst.max(piece_off);
            self.squares.pieces.push(piece);
            cell.count += 1;
        }
        off += worst;
        if off > MOST_OFF {
            self.squares.pieces.truncate(cell.first as usize);
            return Some(());
        }
        self.squares.shape_metres = self.squares.shape_metres.max(off);
        self.squares.reach_metres = self.squares.reach_metres.max(reach);
        let (column, row) = (part.x >> SQUARE_BITS, part.y >> SQUARE_BITS);
        let square = self.squares.numbers.get((row * self.squares.columns + column) as usize)?;
        let within = (1 << SQUARE_BITS) - 1;
        let at = square << (2 * SQUARE_BITS) | (part.y & within) << SQUARE_BITS | (part.x & within);
        *self.squares.cells.get_mut(at as usize)? = cell;
        Some(())
    }

    fn middle(&self, part: Part) -> Degrees {
        let at = |start: i32, cells: u32| {
            (f64::from(start) + f64::from(cells) * 2.0 * half(0) + half(part.bits)) / 1e7
        };
        Degrees { lon: at(self.squares.west_e7, part.x), lat: at(self.squares.south_e7, part.y) }
    }
}

/// Half the side of a part, in ten-millionths of a degree.
fn half(bits: u32) -> f64 {
    f64::from(1_u32 << (CELL_BITS - 1)) * f64::from(1_u32 << bits)
}

/// No place of a part is farther from its middle: by the meridian first and then by a parallel.
fn radius(middle: Degrees, half: f64) -> f64 {
    let degrees = half / 1e7;
    let widest = (middle.lat.abs() - degrees).clamp(0.0, 90.0).to_radians().cos();
    degrees * MOST_METRES_OF_DEGREE * (1.0 + widest)
}

/// West, east, south and north of links and what lies within a reach, in ten-millionths of a degree.
#[expect(clippy::cast_possible_truncation, reason = "some turns of the earth")]
fn bounds(links: &[Link], reach: f64) -> (i64, i64, i64, i64) {
    let ends = || links.iter().flat_map(|link| [link.from, link.to]);
    let least = |of: fn(Degrees) -> f64| ends().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(Degrees) -> f64| ends().map(of).fold(f64::NEG_INFINITY, f64::max);
    // No degree of latitude is shorter than 110.5 km, and no degree of longitude than 111.3 times the cosine.
    let north_reach = reach / 110_500.0;
    let south = (least(|end| end.lat) - north_reach).max(-HIGHEST_LAT);
    let north = (most(|end| end.lat) + north_reach).min(HIGHEST_LAT);
    let narrowest = south.abs().max(north.abs()).min(HIGHEST_LAT).to_radians().cos();
    let east_reach = reach / 111_300.0 / narrowest;
    let e7 = |degrees: f64| (degrees * 1e7).round() as i64;
    let (west, east) = (e7(least(|end| end.lon) - east_reach), e7(most(|end| end.lon) + east_reach));
    let is_round = east - west >= TURN_E7;
    let (west, east) = if is_round { (-TURN_E7 / 2, TURN_E7 / 2) } else { (west, east) };
    (west, east, e7(south), e7(north))
}
