//! The crossings of a way, by the oracle's means.

use armistice_cells::{Area, Spot};

use crate::brute::{Point, SCALE, edges, moved, offset, turn};

/// A crossing of an edge of an area: the part of the way before it, as a fraction, and the area.
pub(crate) type Crossed = ((i128, i128), u32);

/// All crossings of a way, sorted.
pub(crate) fn crossings(areas: &[Area], from: Spot, to: Spot) -> Vec<Crossed> {
    let (start, end) = (moved(from, from), moved(to, from));
    let way = (end.0 - start.0, end.1 - start.1);
    let left_of_way = |corner: Point| {
        let turn =
            way.0 / SCALE * (corner.1 * SCALE - start.1) - way.1 / SCALE * (corner.0 * SCALE - start.0);
        turn > 0
    };
    let mut found = Vec::new();
    for (number, area) in (0_u32..).zip(areas) {
        for (a, b) in area.rings().iter().flat_map(|ring| edges(ring, from)) {
            if (turn(a, b, start) > 0) != (turn(a, b, end) > 0) && left_of_way(a) != left_of_way(b) {
                // Without the move, which is smaller than a fraction can show.
                let size =
                    |place: Point| ((b.0 - a.0) * (place.1 - a.1) - (b.1 - a.1) * (place.0 - a.0)).abs();
                let (before, after) = (size((0, 0)), size(offset(from, to)));
                found.push(((before, before + after), number));
            }
        }
    }
    found.sort_by(|one, other| compare(one.0, other.0).then(one.1.cmp(&other.1)));
    found
}

/// Which of two fractions is greater.
pub(crate) fn compare(one: (i128, i128), other: (i128, i128)) -> std::cmp::Ordering {
    (one.0 * other.1).cmp(&(other.0 * one.1))
}
