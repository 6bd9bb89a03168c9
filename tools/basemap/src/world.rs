//! Where things are: Web Mercator in whole numbers.
//!
//! The world is a square of 2^28 units a side, x to the east from the antimeridian, y to the south from about 85.05°
//! north (the square that tiles have in common, EPSG:3857). A unit is 15 cm at the equator; a tile of zoom 8 has 2^20
//! of them. From here on nothing is a fraction, so that the same data give the same bytes on every machine.

use std::f64::consts::PI;

/// The side of the world.
pub const SIDE: i64 = 1 << SIDE_BITS;
/// The same as a power of two.
pub const SIDE_BITS: u32 = 28;
/// Latitudes beyond this, in degrees, are drawn here: below the square, and beyond what any tile shows.
const STEEPEST: f64 = 86.5;
/// Ten-millionths in a degree.
const TEN_MILLIONTHS: f64 = 1e7;

/// A place, in units of the world or, once it is in a sheet, of that sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// To the east.
    pub x: i64,
    /// To the south.
    pub y: i64,
}

/// Points in a row.
pub type Line = Vec<Point>;
/// A closed line, without its first point again at the end.
pub type Ring = Vec<Point>;
/// An outer ring, then its holes.
pub type Polygon = Vec<Ring>;

/// What is drawn, all of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Geometry {
    /// Places.
    Points(Vec<Point>),
    /// Lines.
    Lines(Vec<Line>),
    /// Areas.
    Polygons(Vec<Polygon>),
}

/// The place of a longitude and a latitude, in degrees on WGS 84, projected as EPSG:3857 does: as on a sphere.
#[must_use]
pub fn point(longitude: f64, latitude: f64) -> Point {
    // libm's own sine and logarithm: those of the system differ from machine to machine in the last digit.
    let sine = libm::sin(latitude.clamp(-STEEPEST, STEEPEST) * PI / 180.0);
    let y = 0.5 - libm::log((1.0 + sine) / (1.0 - sine)) / (4.0 * PI);
    let east = whole(longitude * TEN_MILLIONTHS) + 1_800_000_000;
    Point { x: quotient(east * SIDE, 3_600_000_000), y: whole(y * exact(SIDE)) }
}

/// A whole number for one of at most a few thousand million.
#[expect(clippy::cast_possible_truncation, reason = "`as` saturates; nothing here is beyond 2^53")]
fn whole(number: f64) -> i64 {
    libm::round(number) as i64
}

/// A whole number of at most 2^53 as it is.
#[expect(clippy::cast_precision_loss, reason = "powers of two of this size are exact")]
const fn exact(number: i64) -> f64 {
    number as f64
}

/// The whole number next to a quotient, halves upwards; of no use for a divisor below 1.
#[must_use]
pub const fn quotient(number: i64, divisor: i64) -> i64 {
    (2 * number + divisor).div_euclid(2 * divisor)
}

/// Twice the area of a ring by the surveyor's formula: positive where it turns as the hands of a clock do on the map,
/// y to the south, as MVT 2.1 (4.3.4.4) wants outer rings.
#[must_use]
pub fn doubled_area(ring: &[Point]) -> i64 {
    let Some(origin) = ring.first() else { return 0 };
    edges(ring).map(|(a, b)| doubled_triangle(*origin, a, b)).sum()
}

/// Twice the area of a triangle, with its sign as above.
#[must_use]
pub const fn doubled_triangle(a: Point, b: Point, c: Point) -> i64 {
    (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
}

/// The edges of a ring, with the one that closes it.
pub fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corners_and_the_middle_stand_where_tiles_have_them() {
        assert_eq!(point(0.0, 0.0), Point { x: SIDE / 2, y: SIDE / 2 });
        assert_eq!(point(-180.0, 85.051_128_779_806_6), Point { x: 0, y: 0 });
        assert_eq!(point(180.0, -85.051_128_779_806_6), Point { x: SIDE, y: SIDE });
        assert!(point(0.0, -90.0).y > SIDE + SIDE / 64, "the pole is beyond the buffer of every tile");
    }

    #[test]
    fn the_projection_agrees_with_the_formula_by_the_tangent() {
        for step in -85..=85 {
            let latitude = f64::from(step) + 0.012_34;
            let other = (PI / 4.0 + latitude.to_radians() / 2.0).tan().ln();
            let expected = (0.5 - other / (2.0 * PI)) * exact(SIDE);
            assert!((exact(point(10.0, latitude).y) - expected).abs() <= 0.51, "at {latitude}");
        }
    }

    #[test]
    fn quotients_are_those_next_to_the_truth() {
        assert_eq!([quotient(7, 2), quotient(-7, 2), quotient(5, 3), quotient(-5, 3)], [4, -3, 2, -2]);
    }

    #[test]
    fn a_ring_with_the_clock_is_positive() {
        let ring: Ring = [(0, 0), (3, 0), (3, 2), (0, 2)].map(|(x, y)| Point { x, y }).into();
        assert_eq!(doubled_area(&ring), 12);
        assert_eq!(doubled_area(&ring.into_iter().rev().collect::<Ring>()), -12);
    }
}
