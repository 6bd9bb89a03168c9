//! Cuts lines and areas at the edges of a window.
//!
//! Areas by the way of Sutherland and Hodgman (1974), one edge after the other. Where an area falls apart, its parts
//! hang together by seams along the window's edge; the window reaches beyond what is shown, so nobody sees them.

use crate::world::{Line, Point, Polygon, Ring, edges, quotient};

/// A direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// West to east.
    X,
    /// North to south.
    Y,
}

/// Half of the plane: what is at a number of an axis, and beyond it on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Half {
    axis: Axis,
    at: i64,
    is_beyond: bool,
}

/// A rectangle, its edges included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Its corner in the north-west.
    pub least: Point,
    /// Its corner in the south-east.
    pub most: Point,
}

/// What can be cut.
pub trait Piece: Sized + Clone {
    /// What of it lies in half of the plane.
    #[must_use]
    fn within(&self, half: Half) -> Self;
    /// The least window that holds it; none of nothing.
    fn bounds(&self) -> Option<Window>;
}

/// What of a piece lies in a window; nothing where that is empty.
#[must_use]
pub fn clipped<P: Piece>(piece: &P, window: &Window) -> Option<P> {
    let bounds = piece.bounds()?;
    if window.least.x > bounds.most.x
        || window.most.x < bounds.least.x
        || window.least.y > bounds.most.y
        || window.most.y < bounds.least.y
    {
        return None;
    }
    let halves = [
        (bounds.least.x < window.least.x, Half { axis: Axis::X, at: window.least.x, is_beyond: true }),
        (bounds.most.x > window.most.x, Half { axis: Axis::X, at: window.most.x, is_beyond: false }),
        (bounds.least.y < window.least.y, Half { axis: Axis::Y, at: window.least.y, is_beyond: true }),
        (bounds.most.y > window.most.y, Half { axis: Axis::Y, at: window.most.y, is_beyond: false }),
    ];
    let mut rest = piece.clone();
    for (_, half) in halves.into_iter().filter(|(is_needed, _)| *is_needed) {
        rest = rest.within(half);
    }
    rest.bounds().map(|_| rest)
}

impl Half {
    const fn has(self, point: Point) -> bool {
        let place = match self.axis {
            Axis::X => point.x,
            Axis::Y => point.y,
        };
        if self.is_beyond { place >= self.at } else { place <= self.at }
    }

    /// Where the line between two points on either side comes over the edge; the same in both directions.
    fn crossing(self, one: Point, other: Point) -> Point {
        let (a, b) = (one.min(other), one.max(other));
        match self.axis {
            Axis::X => Point { x: self.at, y: between((a.x, a.y), (b.x, b.y), self.at) },
            Axis::Y if a.y <= b.y => Point { x: between((a.y, a.x), (b.y, b.x), self.at), y: self.at },
            Axis::Y => Point { x: between((b.y, b.x), (a.y, a.x), self.at), y: self.at },
        }
    }

    fn of_ring(self, ring: &[Point]) -> Ring {
        let mut rest = Ring::new();
        for (a, b) in edges(ring) {
            if self.has(a) {
                rest.push(a);
            }
            if self.has(a) != self.has(b) {
                rest.push(self.crossing(a, b));
            }
        }
        rest.dedup();
        rest
    }

    fn of_line(self, line: &[Point]) -> Vec<Line> {
        let mut parts = Vec::new();
        let mut part = Line::new();
        for (a, b) in line.iter().zip(line.iter().skip(1)) {
            if part.is_empty() && self.has(*a) {
                part.push(*a);
            }
            match (self.has(*a), self.has(*b)) {
                (true, true) => part.push(*b),
                (false, false) => {}
                (true, false) => {
                    part.push(self.crossing(*a, *b));
                    parts.push(std::mem::take(&mut part));
                }
                (false, true) => part.extend([self.crossing(*a, *b), *b]),
            }
        }
        parts.push(part);
        parts.retain(|part| part.iter().any(|point| Some(point) != part.first()));
        parts
    }
}

/// The second number at `at` on the way from one pair to another, whose first numbers rise.
const fn between(a: (i64, i64), b: (i64, i64), at: i64) -> i64 {
    a.1 + quotient((b.1 - a.1) * (at - a.0), b.0 - a.0)
}

/// The least window that holds some points; none of none.
pub fn window<'a>(points: impl Iterator<Item = &'a Point>) -> Option<Window> {
    points.fold(None, |window, point| {
        let Window { least, most } = window.unwrap_or(Window { least: *point, most: *point });
        Some(Window {
            least: Point { x: least.x.min(point.x), y: least.y.min(point.y) },
            most: Point { x: most.x.max(point.x), y: most.y.max(point.y) },
        })
    })
}

impl Piece for Polygon {
    fn within(&self, half: Half) -> Self {
        let Some((outer, holes)) = self.split_first() else { return Self::new() };
        let outer = half.of_ring(outer);
        if outer.len() < 3 {
            return Self::new();
        }
        let holes = holes.iter().map(|hole| half.of_ring(hole)).filter(|hole| hole.len() >= 3);
        std::iter::once(outer).chain(holes).collect()
    }

    fn bounds(&self) -> Option<Window> {
        window(self.first()?.iter())
    }
}

/// Lines that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines(pub Vec<Line>);

impl Piece for Lines {
    fn within(&self, half: Half) -> Self {
        Self(self.0.iter().flat_map(|line| half.of_line(line)).collect())
    }

    fn bounds(&self) -> Option<Window> {
        window(self.0.iter().flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::doubled_area;

    fn points(pairs: &[(i64, i64)]) -> Vec<Point> {
        pairs.iter().map(|(x, y)| Point { x: *x, y: *y }).collect()
    }

    fn square(from: i64, to: i64) -> Window {
        Window { least: Point { x: from, y: from }, most: Point { x: to, y: to } }
    }

    #[test]
    fn a_line_comes_in_and_goes_out_in_parts() {
        let zigzag = Lines(vec![points(&[(-10, 5), (20, 5), (20, 6), (-10, 6)])]);
        let cut = clipped(&zigzag, &square(0, 10)).unwrap();
        assert_eq!(cut.0, [points(&[(0, 5), (10, 5)]), points(&[(10, 6), (0, 6)])]);
        assert_eq!(clipped(&zigzag, &square(100, 110)), None);
        assert_eq!(clipped(&zigzag, &square(-50, 50)), Some(zigzag));
        let touching = Lines(vec![points(&[(-5, 0), (0, 5), (-5, 10)])]);
        assert_eq!(clipped(&touching, &square(0, 10)), None, "a point is no line");
    }

    #[test]
    fn an_area_around_the_window_becomes_the_window() {
        let around: Polygon = vec![points(&[(-9, -9), (30, -9), (30, 30), (-9, 30)])];
        let cut = clipped(&around, &square(0, 10)).unwrap();
        assert_eq!(doubled_area(&cut[0]), 200);
        assert_eq!(cut[0].len(), 4);
    }

    #[test]
    fn a_hole_outside_is_gone_and_one_across_the_edge_is_cut() {
        let outer = points(&[(-9, -9), (30, -9), (30, 30), (-9, 30)]);
        let outside = points(&[(20, 20), (20, 25), (25, 25)]);
        let across = points(&[(5, 2), (5, 8), (15, 8), (15, 2)]);
        let cut = clipped(&vec![outer, outside, across], &square(0, 10)).unwrap();
        assert_eq!(cut.len(), 2);
        assert_eq!(doubled_area(&cut[1]), -2 * 5 * 6);
    }

    /// The areas in the four quarters of a window sum up to that in the whole, but for rounding along the cuts.
    #[test]
    fn quarters_have_the_area_of_the_whole() {
        let spiral: Polygon = vec![points(&[
            (0, 0),
            (9_000, 100),
            (9_000, 9_000),
            (500, 8_000),
            (400, 2_000),
            (7_000, 1_500),
            (6_500, 7_000),
            (3_000, 6_000),
            (3_000, 4_000),
            (5_000, 4_500),
            (6_000, 2_500),
            (1_000, 3_000),
            (1_000, 7_500),
            (8_000, 8_000),
            (8_000, 1_000),
        ])];
        let area = |window: Window| clipped(&spiral, &window).map_or(0, |cut| doubled_area(&cut[0]));
        for middle in [1_234, 4_321, 6_666] {
            let corner = |x, y| Point { x, y };
            let quarters = [
                (corner(0, 0), corner(middle, middle)),
                (corner(middle, 0), corner(10_000, middle)),
                (corner(0, middle), corner(middle, 10_000)),
                (corner(middle, middle), corner(10_000, 10_000)),
            ];
            let sum: i64 = quarters.map(|(least, most)| area(Window { least, most })).iter().sum();
            assert!((sum - doubled_area(&spiral[0])).abs() < 40_000, "at {middle}: {sum}");
        }
    }
}
