//! On which side of an edge a place lies, in whole numbers, with no case left over.
//!
//! Every place is thought to be moved by the same two amounts, both smaller than any number: east by a little, and
//! north by a little less than that still. A moved place lies on no edge, on no corner and on no line through two
//! places of the grid, so every question has one of two answers, and the answers fit together: a place belongs to
//! exactly one of two areas that share an edge, and the crossings of a way always account for the difference between
//! its ends. Of an area that is a square, the western and southern side so belong to it, the eastern and northern do not.
//!
//! # Bounds
//! Coordinates are relative to one of the places at hand. Edges extend less than 2^30, and no place in question is
//! more than 2^30 + 2^29 from a corner, so a product stays below 2^61 and what is compared below 2^63: `i64` is exact.
//! Ways of 2^28 and more are looked at in [`i128`].

use std::ops::{Add, Mul, Sub};

use crate::Spot;

/// Whole numbers that a question can be asked in.
pub(crate) trait Whole:
    Copy + Ord + From<i64> + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self>
{
    /// The size of a number below 2^64.
    fn size(self) -> u64;
}

impl Whole for i64 {
    #[inline]
    fn size(self) -> u64 {
        self.unsigned_abs()
    }
}

impl Whole for i128 {
    fn size(self) -> u64 {
        u64::try_from(self.unsigned_abs()).unwrap_or(u64::MAX)
    }
}

/// A place relative to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Offset {
    pub(crate) x: i64,
    pub(crate) y: i64,
}

impl Offset {
    /// From one place to another, the shorter way round the earth.
    #[inline]
    pub(crate) fn between(from: Spot, to: Spot) -> Offset {
        Offset { x: i64::from(to.u.wrapping_sub(from.u)), y: i64::from(to.v) - i64::from(from.v) }
    }

    /// The larger of both extents.
    #[inline]
    pub(crate) fn extent(self) -> i64 {
        self.x.abs().max(self.y.abs())
    }
}

impl Sub for Offset {
    type Output = Offset;

    #[inline]
    fn sub(self, other: Offset) -> Offset {
        Offset { x: self.x - other.x, y: self.y - other.y }
    }
}

/// Twice the area of the triangle between an edge, going by `edge` from `start`, and a place: positive if the place is
/// on its left.
#[inline]
pub(crate) fn area<T: Whole>(start: Offset, edge: Offset, place: Offset) -> T {
    let to_place = place - start;
    T::from(edge.x) * T::from(to_place.y) - T::from(edge.y) * T::from(to_place.x)
}

/// What decides where the area is nothing: the side to which the small move goes.
#[inline]
pub(crate) fn tie(edge: Offset) -> i64 {
    if edge.y == 0 { edge.x.signum() } else { -edge.y.signum() }
}

/// Whether the moved place is left of an edge.
#[inline]
pub(crate) fn is_left<T: Whole>(area: T, tie: i64) -> bool {
    area + area + T::from(tie) > T::from(0)
}

/// Whether a way that goes from `corner` north or south to the height of `place` and from there east or west to it
/// crosses the edge from `a` to `b`. All are relative to `corner`, which is the origin.
#[inline]
pub(crate) fn parts_from_corner(a: Offset, b: Offset, place: Offset) -> bool {
    let edge = b - a;
    let tie = tie(edge);
    let left_of_corner = is_left::<i64>(area(a, edge, Offset { x: 0, y: 0 }), tie);
    let left_of_bend = is_left::<i64>(area(a, edge, Offset { x: 0, y: place.y }), tie);
    let left_of_place = is_left::<i64>(area(a, edge, place), tie);
    let meets_upright = (a.x > 0) != (b.x > 0);
    let meets_level = (a.y > place.y) != (b.y > place.y);
    (meets_upright & (left_of_corner != left_of_bend)) ^ (meets_level & (left_of_bend != left_of_place))
}

/// Whether an edge or way touches the square from the origin to a side north and east of it, its boundary included.
#[inline]
pub(crate) fn touches<T: Whole>(a: Offset, b: Offset, side: i64) -> bool {
    if a.x.max(b.x) < 0 || a.x.min(b.x) > side || a.y.max(b.y) < 0 || a.y.min(b.y) > side {
        return false;
    }
    let edge = b - a;
    let here = area::<T>(a, edge, Offset { x: 0, y: 0 });
    let nothing = T::from(0);
    let (east, north) = (T::from(-edge.y) * T::from(side), T::from(edge.x) * T::from(side));
    here + east.min(nothing) + north.min(nothing) <= nothing
        && nothing <= here + east.max(nothing) + north.max(nothing)
}

/// How much of a way lies before a crossing, as a fraction in whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) before: u64,
    pub(crate) whole: u64,
}

impl Share {
    /// Exact comparison.
    pub(crate) fn cmp(self, other: Share) -> std::cmp::Ordering {
        let (one, two) = (
            u128::from(self.before) * u128::from(other.whole),
            u128::from(other.before) * u128::from(self.whole),
        );
        one.cmp(&two)
    }

    /// Halfway between this number of milliseconds and nothing is rounded up. `whole` is never nothing.
    pub(crate) fn of_millis(self, millis: i64) -> i64 {
        let (before, whole) = (i128::from(self.before), i128::from(self.whole).max(1));
        let rounded = (2 * before * i128::from(millis) + whole).div_euclid(2 * whole);
        i64::try_from(rounded).unwrap_or(millis)
    }

    /// Between 0 and 1, rounded.
    #[expect(clippy::cast_precision_loss, reason = "a fraction, to the digits of a floating point number")]
    pub(crate) fn fraction(self) -> f64 {
        self.before as f64 / self.whole as f64
    }
}

/// Where the way from the origin to `way` crosses the edge from `a` to `b`, if it does.
#[inline]
pub(crate) fn crossing<T: Whole>(way: Offset, a: Offset, b: Offset) -> Option<Share> {
    let edge = b - a;
    let edge_tie = tie(edge);
    let from = area::<T>(a, edge, Offset { x: 0, y: 0 });
    let to = area::<T>(a, edge, way);
    if is_left(from, edge_tie) == is_left(to, edge_tie) {
        return None;
    }
    // The way is moved, not the corner: the other way round for the tie.
    let origin = Offset { x: 0, y: 0 };
    let way_tie = -tie(way);
    let left_a = is_left(area::<T>(origin, way, a), way_tie);
    let left_b = is_left(area::<T>(origin, way, b), way_tie);
    if left_a == left_b {
        return None;
    }
    // Not both are nothing, or the tie would have put them on one side; nor have they the same sign.
    Some(Share { before: from.size(), whole: from.size().saturating_add(to.size()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_along_a_seam_touches_both_sides() {
        let (a, b) = (Offset { x: 8, y: -5 }, Offset { x: 8, y: 20 });
        assert!(touches::<i64>(a, b, 8));
        let east = Offset { x: 8, y: 0 };
        assert!(touches::<i64>(a - east, b - east, 8));
        assert!(!touches::<i64>(Offset { x: 9, y: 0 }, Offset { x: 20, y: 3 }, 8));
        assert!(!touches::<i64>(Offset { x: 0, y: 17 }, Offset { x: 17, y: 0 }, 8), "past the corner");
        assert!(touches::<i64>(Offset { x: 0, y: 16 }, Offset { x: 16, y: 0 }, 8), "on the corner");
    }

    #[test]
    fn instants_are_rounded_to_the_nearest() {
        let share = |before: u64, whole: u64| Share { before, whole };
        assert_eq!(share(1, 3).of_millis(10), 3);
        assert_eq!(share(1, 2).of_millis(3), 2);
        assert_eq!(share(u64::MAX - 1, u64::MAX).of_millis(1 << 60), 1 << 60);
        assert!(share(1, 3).cmp(share(2, 6)).is_eq());
        assert!(share(1, 3).cmp(share(1 << 62, u64::MAX)).is_gt());
    }
}
