//! The lines that part a leaf. Most leaves are passed through by one edge or two, or hold one corner: then the set at a
//! place follows from the sides of at most two whole lines on which it is, and no corner has to be looked at.
//!
//! Two places on the same sides of all lines are in one convex *face* of the leaf. So no edge is between them, and the
//! straight way from one to the other crosses none.
//!
//! Where the edges of many zones run along each other, nearly the same and not quite, a leaf is a *band*: two lines that go the
//! same way, between which all of them lie. On either side of both there is one set; only between them the edges are asked.

use crate::side::{Offset, area, is_left, tie};

/// Words of the lines of a leaf: four for each line, and the number of the set in each face.
const WORDS: usize = 12;
/// The second edge where there is but one.
const NO_EDGE: u32 = u32::MAX;
/// The first edge of a band: the second then says where its runs of edges are written down.
const RUNS: u32 = u32::MAX - 1;
/// The set of a face in which the edges have to be asked.
const ASK: u32 = u32::MAX;

/// A leaf with lines, in one line of the cache.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub(crate) struct Lines {
    words: [u32; WORDS],
    /// The edges by their first corners.
    edges: [u32; 2],
    areas: [u32; 2],
}

impl Lines {
    /// On which sides of the lines a place is, by its coordinates in the window; it need not be in the leaf, only less
    /// than 2^29 steps away.
    #[inline]
    pub(crate) fn face(&self, x: i64, y: i64) -> u32 {
        let [c0, d0, east0, north0, c1, d1, east1, north1, ..] = self.words;
        is_on_left([c0, d0, east0, north0], x, y) | is_on_left([c1, d1, east1, north1], x, y) << 1
    }

    /// The number of the set in a face; `None` between the lines of a band.
    #[inline]
    pub(crate) fn set(&self, face: u32) -> Option<u32> {
        let [.., s0, s1, s2, s3] = self.words;
        let (low, high) = if face & 1 == 0 { (s0, s2) } else { (s1, s3) };
        let set = if face & 2 == 0 { low } else { high };
        if set == ASK { None } else { Some(set) }
    }

    /// Whether an edge may lie between two places.
    #[inline]
    pub(crate) fn may_part(&self, one: (i64, i64), other: (i64, i64)) -> bool {
        let (here, there) = (self.face(one.0, one.1), self.face(other.0, other.1));
        (here != there) | self.set(here).is_none()
    }

    /// Where the runs of edges of a band are written down.
    #[inline]
    pub(crate) fn runs(&self) -> Option<usize> {
        let [first, start] = self.edges;
        (first == RUNS).then_some(start as usize)
    }

    /// The edges, by their first corners, and the areas that they bound; those of a band are in its runs.
    #[inline]
    pub(crate) fn edges(&self) -> impl Iterator<Item = (u32, u32)> + use<> {
        let ([one, other], [area, other_area]) = (self.edges, self.areas);
        let is_band = one == RUNS;
        [(one, area), (other, other_area)].into_iter().filter(move |(edge, _)| !is_band && *edge != NO_EDGE)
    }
}

/// The area of the place and the edge is `constant + east * y - north * x`, plus one half if the tie falls to the left,
/// and so positive, in whole numbers plus one, exactly on the left. The products wrap round; their sum, which is below
/// 2^62 inside the leaf (see [`crate::side`]), does not.
#[inline]
fn is_on_left([low, high, east, north]: [u32; 4], x: i64, y: i64) -> u32 {
    let constant = (u64::from(high) << 32 | u64::from(low)).cast_signed();
    let (east, north) = (i64::from(east.cast_signed()), i64::from(north.cast_signed()));
    let value = constant.wrapping_add(east.wrapping_mul(y)).wrapping_sub(north.wrapping_mul(x));
    u32::from(value > 0)
}

/// An edge, seen from the corner of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    /// Its first corner.
    pub(super) number: u32,
    pub(super) start: Offset,
    pub(super) end: Offset,
    pub(super) area: u32,
}

/// How the edges of a leaf part it, if lines can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parting {
    /// One edge passes right through.
    One(Edge),
    /// Two edges pass right through.
    Two(Edge, Edge),
    /// Two edges of one ring meet inside. Left of both is left of the ring, or left of either, by how it turns.
    Corner { into: Edge, out: Edge, turns_left: bool },
}

impl Parting {
    /// How the edges that touch a cell of a side part it.
    pub(super) fn of(edges: &[Edge], side: i64) -> Option<Parting> {
        let is_beyond = |place: Offset| place.x < 0 || place.y < 0 || place.x > side || place.y > side;
        let passes = |edge: &Edge| is_beyond(edge.start) && is_beyond(edge.end);
        match edges {
            [edge] if passes(edge) => Some(Parting::One(*edge)),
            [one, other] if passes(one) && passes(other) => Some(Parting::Two(*one, *other)),
            [one, other] if one.area == other.area => {
                let (into, out) = if one.end == other.start { (one, other) } else { (other, one) };
                let meets = into.end == out.start && is_beyond(into.start) && is_beyond(out.end);
                let turn = area::<i64>(into.start, into.end - into.start, out.end);
                // Straight on, or back on itself: then it is no corner.
                (meets && turn != 0).then_some(Parting::Corner {
                    into: *into,
                    out: *out,
                    turns_left: turn > 0,
                })
            }
            _ => None,
        }
    }

    /// The lines of a leaf whose corner is at coordinates in the window; `set_of` numbers the set with some areas changed
    /// about against the corner.
    pub(super) fn lines(&self, x: u32, y: u32, mut set_of: impl FnMut(&[u32]) -> u32) -> Lines {
        let (one, other) = match self {
            Parting::One(edge) => (*edge, None),
            Parting::Two(one, other) => (*one, Some(*other)),
            Parting::Corner { into, out, .. } => (*into, Some(*out)),
        };
        let line = |edge: &Edge| line(edge, x, y, i64::from(tie(edge.end - edge.start) > 0));
        let [c0, d0, east0, north0] = line(&one);
        let [c1, d1, east1, north1] = other.map_or([0; 4], |edge| line(&edge));
        let [s0, s1, s2, s3] = [0, 1, 2, 3].map(|face| set_of(&self.changed(face)));
        let (second, second_area) = other.map_or((NO_EDGE, NO_EDGE), |edge| (edge.number, edge.area));
        Lines {
            words: [c0, d0, east0, north0, c1, d1, east1, north1, s0, s1, s2, s3],
            edges: [one.number, second],
            areas: [one.area, second_area],
        }
    }

    /// The areas that are changed about in a face, against the corner.
    fn changed(&self, face: u32) -> Vec<u32> {
        let sides = [face & 1 == 1, face & 2 == 2];
        match self {
            Parting::One(edge) => {
                is_left_of_corner(edge).ne(&sides[0]).then_some(edge.area).into_iter().collect()
            }
            Parting::Two(one, other) => {
                let differs =
                    |edge: &Edge, side: bool| (is_left_of_corner(edge) != side).then_some(edge.area);
                differs(one, sides[0]).into_iter().chain(differs(other, sides[1])).collect()
            }
            Parting::Corner { into, out, turns_left } => {
                let is_left = |sides: [bool; 2]| {
                    if *turns_left { sides[0] && sides[1] } else { sides[0] || sides[1] }
                };
                let corner = is_left([is_left_of_corner(into), is_left_of_corner(out)]);
                (is_left(sides) != corner).then_some(into.area).into_iter().collect()
            }
        }
    }
}

/// Two lines that go the way of one edge, between which all edges of a leaf lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Band {
    /// The edge whose way both go.
    along: Edge,
    /// Twice the areas of the triangles between that edge and places: so much at least and at most where an edge is.
    least: i64,
    most: i64,
}

impl Band {
    /// The band in which the edges of a cell of a side lie, if it leaves at least half of the cell free.
    pub(super) fn of(edges: &[Edge], side: i64) -> Option<Band> {
        let along = *edges.iter().max_by_key(|edge| (edge.end - edge.start).extent())?;
        let mut band = Band { along, least: i64::MAX, most: i64::MIN };
        for edge in edges {
            let (least, most) = band.reach(edge, side);
            (band.least, band.most) = (band.least.min(least), band.most.max(most));
        }
        let way = along.end - along.start;
        let whole = (way.x.abs() + way.y.abs()).saturating_mul(side);
        (band.most.saturating_sub(band.least).saturating_mul(2) <= whole).then_some(band)
    }

    /// The area of a place.
    fn area(&self, place: Offset) -> i64 {
        area(self.along.start, self.along.end - self.along.start, place)
    }

    /// The least and the most area of the places of an edge in the cell or a step beyond, rounded to whole numbers away from each other.
    ///
    /// Along an edge the area grows or shrinks evenly; so what is cut off at the sides of the cell is cut off its range.
    fn reach(&self, edge: &Edge, side: i64) -> (i64, i64) {
        let (Edge { start, end, .. }, first, last) = (edge, self.area(edge.start), self.area(edge.end));
        let (mut least, mut most) = (first.min(last), first.max(last));
        for (from, to) in [(start.x, end.x), (start.y, end.y)] {
            let whole = i128::from(to) - i128::from(from);
            if whole == 0 {
                continue;
            }
            let at = |place: i64| {
                let part = (i128::from(last) - i128::from(first)) * (i128::from(place) - i128::from(from));
                let floor = i128::from(first) + part.div_euclid(whole);
                let held =
                    |area: i128| i64::try_from(area).unwrap_or(if area < 0 { i64::MIN } else { i64::MAX });
                (held(floor - 1), held(floor + 1))
            };
            let (low, high) = (at(-1), at(side + 1));
            least = least.max(low.0.min(high.0));
            most = most.min(low.1.max(high.1));
        }
        (least, most)
    }

    /// The lines of a leaf whose corner is at coordinates in the window and whose runs are written down at `runs`; `set_at`
    /// numbers the set at a place of the cell.
    pub(super) fn lines(
        &self,
        (x, y): (u32, u32),
        side: i64,
        runs: u32,
        mut set_at: impl FnMut(Offset) -> u32,
    ) -> Lines {
        // Left of a line is what has more area than its bound.
        let [c0, d0, east, north] = line(&self.along, x, y, -self.most);
        let [c1, d1, ..] = line(&self.along, x, y, 1 - self.least);
        let last = side - 1;
        let corners = [(0, 0), (last, 0), (0, last), (last, last)].map(|(x, y)| Offset { x, y });
        let left = corners.into_iter().max_by_key(|corner| self.area(*corner)).unwrap_or(corners[0]);
        let right = corners.into_iter().min_by_key(|corner| self.area(*corner)).unwrap_or(corners[0]);
        // Face 2 is right of the one and left of the other; no place is in face 1.
        let mut sets = [ASK; 4];
        // Where no corner of the cell is on a side, no place of it is.
        if self.area(left) > self.most {
            sets[3] = set_at(left);
        }
        if self.area(right) < self.least {
            sets[0] = set_at(right);
        }
        let [s0, s1, s2, s3] = sets;
        Lines {
            words: [c0, d0, east, north, c1, d1, east, north, s0, s1, s2, s3],
            edges: [RUNS, runs],
            areas: [NO_EDGE, NO_EDGE],
        }
    }
}

/// Whether the corner of the cell, moved as every place is, is left of an edge.
fn is_left_of_corner(edge: &Edge) -> bool {
    let way = edge.end - edge.start;
    is_left::<i64>(area(edge.start, way, Offset { x: 0, y: 0 }), tie(way))
}

/// The four words of a line along an edge, with so much added to the area that is to be above nothing on its left.
fn line(edge: &Edge, x: u32, y: u32, added: i64) -> [u32; 4] {
    let way = edge.end - edge.start;
    let (from_x, from_y) = (i64::from(x) + edge.start.x, i64::from(y) + edge.start.y);
    let constant = way
        .y
        .wrapping_mul(from_x)
        .wrapping_sub(way.x.wrapping_mul(from_y))
        .wrapping_add(added)
        .cast_unsigned();
    let [low, high] = [constant, constant >> 32].map(low_half);
    [low, high, low_half(way.x.cast_unsigned()), low_half(way.y.cast_unsigned())]
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is what is wanted")]
fn low_half(bits: u64) -> u32 {
    bits as u32
}
