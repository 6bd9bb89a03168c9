//! The antimeridian, where Natural Earth cuts what crosses it.
//!
//! Chukotka, Fiji and Antarctica come in parts with an edge along 180°. Nothing is there on the ground, but whoever
//! draws an outline would draw it. So each such edge is moved out of the world, further than a tile's buffer reaches;
//! the parts of one land then meet at 180° without a line.

use crate::world::{Point, Ring, SIDE, edges};

/// How far out: twice the buffer of the tile of zoom 0.
const OUT: i64 = SIDE / 32;
/// What is nearer to 180° than this, some 20 m, is at it: the files of scale 1:50 million miss it by 5 m on Wrangel.
const NEAR: i64 = 128;

/// The ring with its edges along the antimeridian moved out of the world.
#[must_use]
pub fn opened(ring: &[Point]) -> Ring {
    let mut opened = Ring::with_capacity(ring.len() + 4);
    for (a, b) in edges(ring).map(|(a, b)| (snapped(a), snapped(b))) {
        opened.push(a);
        if a.x == b.x && (a.x == 0 || a.x == SIDE) {
            let x = if a.x == 0 { -OUT } else { SIDE + OUT };
            opened.extend([Point { x, y: a.y }, Point { x, y: b.y }]);
        }
    }
    opened
}

fn snapped(point: Point) -> Point {
    let x = match point.x {
        x if x.abs() <= NEAR => 0,
        x if (x - SIDE).abs() <= NEAR => SIDE,
        x => x,
    };
    Point { x, ..point }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::doubled_area;

    #[test]
    fn an_edge_along_the_antimeridian_goes_out_and_the_rest_stays() {
        let west: Ring = [(3, 0), (1000, 0), (1000, 5), (0, 5)].map(|(x, y)| Point { x, y }).into();
        let opened_west = opened(&west);
        assert!(
            [(0, 0), (1000, 0), (0, 5)].iter().all(|(x, y)| opened_west.contains(&Point { x: *x, y: *y }))
        );
        assert_eq!(doubled_area(&opened_west), 2 * 5 * (1000 + OUT));
        assert!(edges(&opened_west).all(|(a, b)| (a.x, b.x) != (0, 0)), "no edge is left at 180°");
        let east: Ring = west.iter().map(|point| Point { x: SIDE - point.x, y: point.y }).collect();
        assert_eq!(doubled_area(&opened(&east)), -2 * 5 * (1000 + OUT));
    }

    #[test]
    fn a_ring_that_only_touches_it_stays_as_it_is() {
        let ring: Ring = [(0, 0), (1000, 3), (1000, 5)].map(|(x, y)| Point { x, y }).into();
        assert_eq!(opened(&ring), ring);
    }
}
