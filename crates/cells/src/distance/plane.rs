//! The map of a cell: from its middle every place of the earth at its azimuth and distance.
//!
//! Within the cell, longitude and latitude become the map by a series; what is even or odd in the longitude
//! is so for the ellipsoid is one of revolution. A link is a parabola over its chord.

use armistice_earth::geodesic::{Degrees, bearing_and_distance};

use super::links::Link;

/// The map round a middle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plane {
    middle: Degrees,
}

/// A cell: how its places are mapped, and the pieces of the line from which one is the nearest.
#[derive(Debug, Clone, Copy, Default)]
#[repr(C, align(64))]
pub(super) struct Cell {
    /// Metres east are `a (east[0] + east[1] b)` and metres north `b (north[0] + north[1] b) + north[2] a^2`, `a` and `b`
    /// being ten-millionths of a degree east and north of the middle.
    pub(super) east: [f64; 2],
    pub(super) north: [f64; 3],
    /// The first piece and how many there are; none where there is no map.
    pub(super) first: u32,
    pub(super) count: u32,
}

/// A link on the map of a cell: `u` along its chord and `v` to its left.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct Piece {
    /// `u = along[0] x + along[1] y + start[0]` and `v = along[0] y - along[1] x + start[1]`.
    pub(super) along: [f64; 2],
    pub(super) start: [f64; 2],
    /// The length of the chord.
    pub(super) length: f64,
    /// The link runs at `v = u (bends[0] - bends[1] u)`.
    pub(super) bends: [f64; 2],
}

impl Plane {
    pub(super) fn round(middle: Degrees) -> Plane {
        Plane { middle }
    }

    /// Metres east and north on the map.
    fn place(&self, point: Degrees) -> [f64; 2] {
        let (azimuth, metres) = bearing_and_distance(self.middle, point);
        let azimuth = azimuth.to_radians();
        [metres * azimuth.sin(), metres * azimuth.cos()]
    }

    /// The series for a cell of a half side in ten-millionths of a degree, how far it is off in metres, and how
    /// far the corners are from the middle.
    pub(super) fn cell(&self, half: f64) -> (Cell, f64, f64) {
        let degrees = half / 1e7;
        let at = |east: f64, north: f64| {
            let Degrees { lon, lat } = self.middle;
            self.place(Degrees { lon: lon + east * degrees, lat: lat + north * degrees })
        };
        let (side, up, down) = (at(1.0, 0.0), at(0.0, 1.0), at(0.0, -1.0));
        let (upper, lower) = (at(1.0, 1.0), at(1.0, -1.0));
        let square = half * half;
        let cell = Cell {
            east: [(upper[0] + lower[0]) / 2.0 / half, (upper[0] - lower[0]) / 2.0 / square],
            north: [(up[1] - down[1]) / 2.0 / half, (up[1] + down[1]) / 2.0 / square, side[1] / square],
            first: 0,
            count: 0,
        };
        let points = [(half, 0.0, side), (0.0, half, up), (half, half, upper), (half, -half, lower)];
        let off = points.map(|(a, b, [x, y])| {
            let [found_x, found_y] = cell.place(a, b);
            (found_x - x).hypot(found_y - y)
        });
        let reach = upper[0].hypot(upper[1]).max(lower[0].hypot(lower[1]));
        (cell, off.into_iter().fold(0.0, f64::max), reach)
    }

    /// A link on the map, and how far that is off in metres.
    pub(super) fn piece(&self, link: &Link) -> (Piece, f64) {
        let (from, to) = (self.place(link.from), self.place(link.to));
        let way = [to[0] - from[0], to[1] - from[1]];
        let length = way[0].hypot(way[1]);
        let along = if length > 0.0 { [way[0] / length, way[1] / length] } else { [1.0, 0.0] };
        let start = [-(along[0] * from[0] + along[1] * from[1]), along[1] * from[0] - along[0] * from[1]];
        let straight = Piece { along, start, length, bends: [0.0; 2] };
        // Where the link passes the middle of its chord, and how far beside it.
        let middle = straight.turned(self.place(link.at(0.5)));
        let share = if length > 0.0 { 1.0 - middle[0] / length } else { 0.5 };
        let [u, v] = straight.turned(self.place(link.at(share)));
        let bend = if length > 0.0 { v / (u * (length - u)) } else { 0.0 };
        let piece = Piece { bends: [bend * length, bend], ..straight };
        let off = [0.2, 0.8].map(|share| {
            let [u, v] = straight.turned(self.place(link.at(share)));
            (v - bend * u * (length - u)).abs()
        });
        (piece, off.into_iter().fold(0.0, f64::max))
    }
}

impl Cell {
    fn place(&self, a: f64, b: f64) -> [f64; 2] {
        let ([east, turn], [north, up, side]) = (self.east, self.north);
        [a * (east + turn * b), b * (north + up * b) + side * a * a]
    }
}

impl Piece {
    /// Along the chord and to its left.
    fn turned(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let ([x_along, y_along], [u, v]) = (self.along, self.start);
        [x_along * x + y_along * y + u, x_along * y - y_along * x + v]
    }
}
