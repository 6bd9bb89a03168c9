//! The oracle: every edge of every ring, in 128 bits, with places really moved instead of thought to be. Slow and
//! plain. The move is 2^-34 and 2^-60 of a grid step, smaller than anything it is compared with while coordinates stay
//! below 2^25, as those of the test lattices do.

use armistice_cells::{Area, Spot};

pub(crate) const SCALE: i128 = 1 << 60;
const EAST: i128 = 1 << 26;
const NORTH: i128 = 1;

/// A point in grid steps, its longitude counted from that of the place asked about.
pub(crate) type Point = (i128, i128);

/// A place from another, moved and in parts of a step.
pub(crate) fn moved(spot: Spot, from: Spot) -> Point {
    let (x, y) = offset(from, spot);
    (x * SCALE + EAST, y * SCALE + NORTH)
}

pub(crate) fn offset(from: Spot, to: Spot) -> Point {
    (i128::from(to.u.wrapping_sub(from.u)), i128::from(to.v) - i128::from(from.v))
}

/// On which side of an edge a moved place is: positive on its left.
pub(crate) fn turn(a: Point, b: Point, moved: Point) -> i128 {
    let turn = (b.0 - a.0) * (moved.1 - a.1 * SCALE) - (b.1 - a.1) * (moved.0 - a.0 * SCALE);
    assert_ne!(turn, 0, "a moved place is on no line");
    turn
}

/// The edges of a ring, each end to end, counted from a place.
pub(crate) fn edges(ring: &[Spot], from: Spot) -> impl Iterator<Item = (Point, Point)> + '_ {
    ring.iter().zip(ring.iter().skip(1)).map(move |(start, end)| {
        let (x, y) = offset(from, *start);
        let (east, north) = offset(*start, *end);
        ((x, y), (x + east, y + north))
    })
}

/// Whether a place is inside: by the edges that the way due north from it crosses.
pub(crate) fn is_inside(area: &Area, spot: Spot) -> bool {
    let place = moved(spot, spot);
    let mut inside = area.holds_north_pole();
    for ring in area.rings() {
        for (a, b) in edges(ring, spot) {
            if (a.0 * SCALE > place.0) != (b.0 * SCALE > place.0) {
                let (west, east) = if a.0 < b.0 { (a, b) } else { (b, a) };
                inside ^= turn(west, east, place) < 0;
            }
        }
    }
    inside
}

/// The areas that a place is inside of.
pub(crate) fn areas_at(areas: &[Area], spot: Spot) -> Vec<u32> {
    (0_u32..).zip(areas).filter(|(_, area)| is_inside(area, spot)).map(|(number, _)| number).collect()
}
