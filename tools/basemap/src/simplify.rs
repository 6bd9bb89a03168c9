//! Fewer points for smaller scales: the points that matter least go first.
//!
//! The way is that of Visvalingam and Whyatt (1993): what a point matters is the area of the triangle with its two
//! neighbours, and never less than that of a point taken out before it. Equal ones go in the order of the line, so that
//! the outcome is the same everywhere.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::world::{Line, Point, Ring, doubled_triangle};

/// A ring keeps at least this many points, for a small island is not to become a splinter.
const LEAST_OF_RING: usize = 4;

/// A line without the points whose triangle has less than half of `doubled` square units; its ends stay.
#[must_use]
pub fn line(line: &[Point], doubled: i64) -> Line {
    let last = line.len().saturating_sub(1);
    // A line that closes upon itself (a border round an enclave) is a ring in all but name.
    let least = if line.first() == line.last() { LEAST_OF_RING + 1 } else { 2 };
    Chain::new(line).thinned(doubled, least, |at| at == 0 || at == last)
}

/// A ring likewise; it keeps four points, or what it has.
#[must_use]
pub fn ring(ring: &[Point], doubled: i64) -> Ring {
    Chain::new(ring).thinned(doubled, LEAST_OF_RING, |_| false)
}

/// Points that know their neighbours that are still there.
struct Chain<'a> {
    points: &'a [Point],
    links: Vec<Link>,
}

#[derive(Clone, Copy)]
struct Link {
    before: usize,
    after: usize,
    /// Twice the area that it matters; `None` once it is out.
    matters: Option<i64>,
}

#[expect(clippy::indexing_slicing, reason = "links are indices of the points that they were made from")]
impl<'a> Chain<'a> {
    fn new(points: &'a [Point]) -> Self {
        let count = points.len();
        let link = |at| Link { before: (at + count - 1) % count, after: (at + 1) % count, matters: Some(0) };
        Self { points, links: (0..count).map(link).collect() }
    }

    fn triangle(&self, at: usize) -> i64 {
        let Link { before, after, .. } = self.links[at];
        doubled_triangle(self.points[before], self.points[at], self.points[after]).abs()
    }

    fn thinned(mut self, doubled: i64, least: usize, is_fixed: impl Fn(usize) -> bool) -> Vec<Point> {
        let mut left = self.points.len();
        let mut queue = BinaryHeap::new();
        for at in (0..left).filter(|at| !is_fixed(*at)) {
            let matters = self.triangle(at);
            self.links[at].matters = Some(matters);
            queue.push(Reverse((matters, at)));
        }
        while let Some(Reverse((matters, at))) = queue.pop() {
            if matters >= doubled || left <= least {
                break;
            }
            if self.links[at].matters != Some(matters) {
                continue; // it matters otherwise since a neighbour went
            }
            let Link { before, after, .. } = self.links[at];
            self.links[at].matters = None;
            self.links[before].after = after;
            self.links[after].before = before;
            left -= 1;
            for neighbour in [before, after].into_iter().filter(|at| !is_fixed(*at)) {
                let now = self.triangle(neighbour).max(matters);
                self.links[neighbour].matters = Some(now);
                queue.push(Reverse((now, neighbour)));
            }
        }
        let stays = self.links.iter().map(|link| link.matters.is_some());
        self.points.iter().zip(stays).filter(|(_, stays)| *stays).map(|(point, _)| *point).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(pairs: &[(i64, i64)]) -> Vec<Point> {
        pairs.iter().map(|(x, y)| Point { x: *x, y: *y }).collect()
    }

    /// The same, slow and plain: every triangle anew after each point that goes.
    fn slowly(line: &[Point], doubled: i64) -> Vec<Point> {
        let mut rest: Vec<(Point, i64)> = line.iter().map(|point| (*point, 0)).collect();
        loop {
            let triangle = |at: usize| {
                doubled_triangle(rest[at - 1].0, rest[at].0, rest[at + 1].0).abs().max(rest[at].1)
            };
            let Some(at) = (1..rest.len() - 1).min_by_key(|at| (triangle(*at), *at)) else { break };
            let matters = triangle(at);
            if matters >= doubled {
                break;
            }
            rest.remove(at);
            // Only neighbours are measured anew, and a neighbour never matters less than what went.
            for neighbour in [at - 1, at] {
                rest[neighbour].1 = matters;
            }
        }
        rest.into_iter().map(|(point, _)| point).collect()
    }

    #[test]
    fn it_keeps_the_points_that_the_plain_way_keeps() {
        let mut seed = 7_u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from(seed >> 54).unwrap()
        };
        for doubled in [1, 300, 5_000, 40_000, 400_000] {
            let long: Vec<Point> =
                (0..200).map(|step| Point { x: step * 40 + next() % 30, y: next() }).collect();
            assert_eq!(line(&long, doubled), slowly(&long, doubled), "below {doubled}");
        }
    }

    #[test]
    fn the_ends_of_a_line_and_four_points_of_a_ring_stay() {
        let flat = points(&[(0, 0), (5, 1), (9, 0), (14, 1), (20, 0), (10, -9)]);
        assert_eq!(line(&flat, 1 << 40), points(&[(0, 0), (10, -9)]));
        assert_eq!(ring(&flat, 1 << 40).len(), 4);
        assert_eq!(ring(&flat[..3], 1 << 40).len(), 3);
        assert_eq!(line(&[], 9), points(&[]));
        assert_eq!(line(&flat[..1], 9).len(), 1);
    }
}
