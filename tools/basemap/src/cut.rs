//! Which piece comes into which tile: cut in four, and each quarter again, down to the zoom that is wanted.

use crate::clip::{Piece, Window, clipped};
use crate::world::{Point, SIDE_BITS};

/// Deepest zoom that is drawn.
pub const DEEPEST: u8 = 8;
/// The side of a tile in its own units, as a power of two (4096, the usual extent).
pub const EXTENT_BITS: u32 = 12;
/// How far a tile reaches beyond its edges, in its own units: 8 pixels of 512, more than a line is thick.
pub const BUFFER: i64 = 64;

/// A tile: its column and row, from the north-west, at a zoom of 0 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    /// Zoom.
    pub zoom: u8,
    /// Column.
    pub x: u32,
    /// Row.
    pub y: u32,
}

impl Tile {
    /// The one that shows the whole world.
    pub const WORLD: Self = Self { zoom: 0, x: 0, y: 0 };

    /// Units of the world in a unit of a tile, as a power of two.
    #[must_use]
    pub const fn unit_bits(zoom: u8) -> u32 {
        SIDE_BITS - EXTENT_BITS - zoom as u32
    }

    /// Its corner in the north-west, in its own units counted from that of the world.
    #[must_use]
    pub const fn corner(self) -> Point {
        Point { x: (self.x as i64) << EXTENT_BITS, y: (self.y as i64) << EXTENT_BITS }
    }

    /// What it shows with its buffer, in units of the world.
    #[must_use]
    pub const fn window(self) -> Window {
        let Point { x, y } = self.corner();
        let bits = Self::unit_bits(self.zoom);
        let side = 1 << EXTENT_BITS;
        Window {
            least: Point { x: (x - BUFFER) << bits, y: (y - BUFFER) << bits },
            most: Point { x: (x + side + BUFFER) << bits, y: (y + side + BUFFER) << bits },
        }
    }

    /// The tile that shows a point; none for one outside of the world.
    #[must_use]
    pub fn showing(point: Point, zoom: u8) -> Option<Self> {
        let bits = Self::unit_bits(zoom) + EXTENT_BITS;
        let place = |number: i64| u32::try_from(number >> bits).ok().filter(|place| *place >> zoom == 0);
        Some(Self { zoom, x: place(point.x)?, y: place(point.y)? })
    }

    /// The four of the next zoom.
    #[must_use]
    pub fn quarters(self) -> [Self; 4] {
        let Self { zoom, x, y } = self;
        [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(east, south)| Self {
            zoom: zoom + 1,
            x: 2 * x + east,
            y: 2 * y + south,
        })
    }
}

/// Gives `place` what of a piece each tile of a zoom shows.
pub fn cut<P: Piece>(piece: &P, zoom: u8, place: &mut impl FnMut(Tile, P)) {
    descend(piece, Tile::WORLD, zoom, place);
}

fn descend<P: Piece>(piece: &P, tile: Tile, zoom: u8, place: &mut impl FnMut(Tile, P)) {
    let Some(rest) = clipped(piece, &tile.window()) else { return };
    if tile.zoom >= zoom {
        place(tile, rest);
    } else {
        for quarter in tile.quarters() {
            descend(&rest, quarter, zoom, place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{Polygon, SIDE, point};

    #[test]
    fn the_tile_of_a_place_is_the_one_that_others_say() {
        // Panmunjom, by the formula of the OpenStreetMap wiki ("Slippy map tilenames").
        let panmunjom = point(126.677, 37.956);
        assert_eq!(Tile::showing(panmunjom, 8), Some(Tile { zoom: 8, x: 218, y: 98 }));
        assert_eq!(Tile::showing(panmunjom, 0), Some(Tile::WORLD));
        assert_eq!(Tile::showing(Point { x: SIDE, y: 0 }, 3), None);
        assert_eq!(Tile::showing(Point { x: 0, y: -1 }, 3), None);
    }

    #[test]
    fn an_area_comes_into_just_the_tiles_whose_windows_it_reaches() {
        let quarter = SIDE / 4;
        let corner = |x, y| Point { x, y };
        let area: Polygon = vec![vec![
            corner(quarter + 9, quarter + 9),
            corner(2 * quarter + 9, quarter + 9),
            corner(2 * quarter + 9, 2 * quarter - 9),
        ]];
        let mut tiles = Vec::new();
        cut(&area, 2, &mut |tile, rest| {
            let window = tile.window();
            let held = rest.bounds().unwrap();
            assert!(held.least >= window.least && held.most <= window.most);
            tiles.push((tile.x, tile.y));
        });
        // With the buffers: also the row to the north, the column to the west, and the row to the south at its corner.
        assert_eq!(tiles, [(0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (2, 1), (1, 2), (2, 2)]);
    }
}
