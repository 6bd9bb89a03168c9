//! Where a polygon lies over itself. Nothing is refused for that: what is inside is well defined by the even-odd rule
//! all the same, but hardly as whoever drew it meant it.

use super::{Part, Polygon, Ring};
use crate::Position;
use crate::edge::{Corner, Edge, orientation};
use crate::frame::position;
use crate::position::HALF_TURN_E7;

/// So many edges are compared each with each.
const FEW: usize = 8;
/// So many steps are spent on one polygon; what is then not found stays unsaid.
const MOST_STEPS: usize = 100_000_000;
const TURN_E7: i64 = 2 * HALF_TURN_E7;

/// What is wrong with the drawing of a polygon, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong.
    pub kind: FlawKind,
    /// A place where it is seen.
    pub position: Position,
}

/// What is wrong with the drawing of a polygon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlawKind {
    /// Two edges cross.
    Crossing,
    /// Two edges run along each other for a stretch, and not from the same corner to the same corner.
    Alongside,
    /// One part lies within another.
    PartInPart,
    /// A hole lies outside of what it should be a hole in, and is taken for a part.
    HoleOutside,
}

impl Polygon {
    /// The first flaw that is found in the drawing: edges that cross or run along each other, parts within parts,
    /// holes outside. Rings that only touch in a corner, and parts that share an edge corner for corner, have none.
    #[must_use]
    pub fn flaw(&self) -> Option<Flaw> {
        self.flaw_within(MOST_STEPS)
    }

    fn flaw_within(&self, mut steps: usize) -> Option<Flaw> {
        let edges: Vec<&Edge> =
            self.parts.iter().flat_map(|part| &part.rings).flat_map(|ring| &ring.edges).collect();
        let turns: &[i64] =
            if edges.iter().any(|edge| is_beyond(edge)) { &[-TURN_E7, 0, TURN_E7] } else { &[0] };
        let is_few = |rings: usize| rings.saturating_mul(edges.len()) <= MOST_STEPS;
        let holes = self.parts.iter().map(|part| part.rings.len()).sum();
        let crossing = turns.iter().find_map(|turn| among(&edges, &edges, *turn, &mut steps));
        crossing
            .or_else(|| if is_few(self.parts.len()) { self.nested() } else { None })
            .or_else(|| self.parts.iter().filter(|_| is_few(holes)).find_map(Part::hole_outside))
    }

    /// A part that lies within another; the edges of no two parts cross.
    fn nested(&self) -> Option<Flaw> {
        let frame = |part: &Part| part.rings.first().and_then(Ring::frame);
        let frames: Vec<_> = self.parts.iter().map(|part| (part, frame(part))).collect();
        for (index, (inner, within)) in frames.iter().enumerate() {
            for (other, (outer, round)) in frames.iter().enumerate() {
                let (Some(within), Some(round)) = (within, round) else { continue };
                if index == other || within.with(*round) != *round {
                    continue;
                }
                if let Some(position) = inner.rings.first().and_then(|ring| outer.holds_of(ring)) {
                    return Some(Flaw { kind: FlawKind::PartInPart, position });
                }
            }
        }
        None
    }
}

impl Part {
    /// A corner of the ring that lies inside and not on the boundary.
    fn holds_of(&self, ring: &Ring) -> Option<Position> {
        let corner =
            ring.edges.iter().map(|edge| position(edge.from)).find(|corner| !self.touches(*corner))?;
        self.contains(corner).then_some(corner)
    }

    fn touches(&self, position: Position) -> bool {
        self.rings.iter().any(|ring| ring.edges.iter().any(|edge| edge.holds(position)))
    }

    fn hole_outside(&self) -> Option<Flaw> {
        let (outer, holes) = self.rings.split_first()?;
        let is_on = |place: Position| outer.edges.iter().any(|edge| edge.holds(place));
        holes.iter().find_map(|hole| {
            let corner = hole.edges.iter().map(|edge| position(edge.from)).find(|corner| !is_on(*corner))?;
            (!outer.is_round(corner)).then_some(Flaw { kind: FlawKind::HoleOutside, position: corner })
        })
    }
}

fn is_beyond(edge: &Edge) -> bool {
    edge.from.lon.abs().max(edge.to.lon.abs()) >= HALF_TURN_E7
}

/// A box of whole numbers: west, east, south, north.
type Bounds = (i64, i64, i64, i64);

fn bounds(edges: &[&Edge]) -> Bounds {
    edges.iter().fold((i64::MAX, i64::MIN, i64::MAX, i64::MIN), |(west, east, south, north), edge| {
        let (from, to) = (edge.from, edge.to);
        (
            west.min(from.lon.min(to.lon)),
            east.max(from.lon.max(to.lon)),
            south.min(from.lat.min(to.lat)),
            north.max(from.lat.max(to.lat)),
        )
    })
}

fn meets(one: Bounds, other: Bounds, turn: i64) -> bool {
    one.0 <= other.1 + turn && other.0 + turn <= one.1 && one.2 <= other.3 && other.2 <= one.3
}

/// The first flaw between edges and edges moved by a turn. Successive edges lie near each other, so that the boxes of
/// halves, and of their halves, part what cannot meet.
fn among(ones: &[&Edge], others: &[&Edge], turn: i64, steps: &mut usize) -> Option<Flaw> {
    *steps = steps.checked_sub(ones.len() + others.len())?;
    if !meets(bounds(ones), bounds(others), turn) {
        return None;
    }
    if ones.len() <= FEW && others.len() <= FEW {
        return ones.iter().find_map(|one| others.iter().find_map(|other| between(one, other, turn)));
    }
    if ones.len() >= others.len() {
        let (first, second) = ones.split_at(ones.len() / 2);
        among(first, others, turn, steps).or_else(|| among(second, others, turn, steps))
    } else {
        let (first, second) = others.split_at(others.len() / 2);
        among(ones, first, turn, steps).or_else(|| among(ones, second, turn, steps))
    }
}

/// The flaw between two edges, the second moved by a turn.
fn between(one: &Edge, other: &Edge, turn: i64) -> Option<Flaw> {
    let (a, b) = (one.from, one.to);
    let moved = |corner: Corner| Corner { lon: corner.lon + turn, ..corner };
    let (c, d) = (moved(other.from), moved(other.to));
    if (a, b) == (c, d) || (a, b) == (d, c) {
        return None;
    }
    let sides = [orientation(a, b, c), orientation(a, b, d), orientation(c, d, a), orientation(c, d, b)];
    let [to_c, to_d, to_a, to_b] = sides.map(i128::signum);
    if to_c * to_d < 0 && to_a * to_b < 0 {
        return Some(Flaw { kind: FlawKind::Crossing, position: position(meeting(a, b, c, d)) });
    }
    if [to_c, to_d, to_a, to_b] == [0; 4] {
        let (from, to) = (a.min(b).max(c.min(d)), a.max(b).min(c.max(d)));
        if from < to {
            let middle =
                Corner { lon: i64::midpoint(from.lon, to.lon), lat: i64::midpoint(from.lat, to.lat) };
            return Some(Flaw { kind: FlawKind::Alongside, position: position(middle) });
        }
    }
    None
}

/// Where two edges that cross meet, rounded to a ten-millionth of a degree.
fn meeting(a: Corner, b: Corner, c: Corner, d: Corner) -> Corner {
    let (of_a, of_b) = (orientation(c, d, a), orientation(c, d, b));
    let whole = of_a - of_b;
    let part = |from: i64, to: i64| {
        let step = (i128::from(to) - i128::from(from)) * of_a / whole;
        from + i64::try_from(step).unwrap_or(0)
    };
    Corner { lon: part(a.lon, b.lon), lat: part(a.lat, b.lat) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ring(corners: &[(f64, f64)]) -> Vec<Position> {
        let first = corners.first().copied();
        corners.iter().copied().chain(first).map(|(lon, lat)| Position::new(lon, lat).unwrap()).collect()
    }

    fn square(west: f64, south: f64, side: f64) -> Vec<Position> {
        ring(&[(west, south), (west + side, south), (west + side, south + side), (west, south + side)])
    }

    fn flaw(parts: &[Vec<Vec<Position>>]) -> Option<(FlawKind, f64, f64)> {
        let flaw = Polygon::multi(parts).unwrap().flaw()?;
        Some((flaw.kind, flaw.position.lon(), flaw.position.lat()))
    }

    #[test]
    fn a_bow_crosses_itself_in_its_middle() {
        let bow = ring(&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)]);
        assert_eq!(flaw(&[vec![bow]]), Some((FlawKind::Crossing, 1.0, 1.0)));
    }

    #[test]
    fn it_is_found_across_the_antimeridian() {
        let bow = ring(&[(179.0, 0.0), (-179.0, 2.0), (-179.0, 0.0), (179.0, 2.0)]);
        assert_eq!(flaw(&[vec![bow]]).map(|(kind, ..)| kind), Some(FlawKind::Crossing));
        let east = ring(&[(179.5, 0.0), (-179.0, 0.0), (-179.0, 1.0), (179.5, 1.0)]);
        let west = square(-179.8, 0.5, 0.2);
        assert_eq!(flaw(&[vec![east], vec![west]]).map(|(kind, ..)| kind), Some(FlawKind::PartInPart));
    }

    #[test]
    fn parts_over_and_within_each_other_are_told() {
        let overlapping = [vec![square(0.0, 0.0, 2.0)], vec![square(1.0, 1.0, 2.0)]];
        assert_eq!(flaw(&overlapping).map(|(kind, ..)| kind), Some(FlawKind::Crossing));
        let nested = [vec![square(0.0, 0.0, 4.0)], vec![square(1.0, 1.0, 1.0)]];
        assert_eq!(flaw(&nested), Some((FlawKind::PartInPart, 1.0, 1.0)));
        let in_the_hole = [vec![square(0.0, 0.0, 4.0), square(1.0, 1.0, 2.0)], vec![square(1.5, 1.5, 0.5)]];
        assert_eq!(flaw(&in_the_hole), None);
    }

    #[test]
    fn a_hole_outside_is_told_and_one_inside_is_not() {
        assert_eq!(
            flaw(&[vec![square(0.0, 0.0, 1.0), square(2.0, 0.0, 1.0)]]),
            Some((FlawKind::HoleOutside, 2.0, 0.0))
        );
        assert_eq!(flaw(&[vec![square(0.0, 0.0, 3.0), square(1.0, 1.0, 1.0)]]), None);
    }

    #[test]
    fn neighbours_may_share_corners_and_whole_edges_but_not_stretches() {
        let whole = [vec![square(0.0, 0.0, 1.0)], vec![square(1.0, 0.0, 1.0)]];
        assert_eq!(flaw(&whole), None);
        let corner = [vec![square(0.0, 0.0, 1.0)], vec![square(1.0, 1.0, 1.0)]];
        assert_eq!(flaw(&corner), None);
        let stretch = [vec![square(0.0, 0.0, 2.0)], vec![square(2.0, 0.5, 1.0)]];
        assert_eq!(flaw(&stretch), Some((FlawKind::Alongside, 2.0, 1.0)));
    }

    #[test]
    fn rings_that_were_made_to_be_slow_are_given_up() {
        // A slanting spiral: the boxes of all its edges meet, and no two edges do.
        let corners: Vec<(f64, f64)> = (0..40_000_i32)
            .map(|step| {
                let (sine, cosine) = (f64::from(step) * std::f64::consts::FRAC_PI_2 + 0.4).sin_cos();
                let radius = 80.0 - f64::from(step) * 0.0019;
                (radius * cosine, radius * sine)
            })
            .collect();
        let polygon = Polygon::new(&[ring(&corners)]).unwrap();
        assert_eq!(polygon.flaw_within(3_000_000), None);
    }

    proptest! {
        /// Each edge with each other finds a crossing exactly where halving finds one.
        #[test]
        fn halving_finds_what_each_with_each_finds(corners in prop::collection::vec((-20..20_i64, -20..20_i64), 3..60)) {
            let degrees: Vec<(f64, f64)> = corners.iter().map(|(lon, lat)| (*lon as f64 / 10.0, *lat as f64 / 10.0)).collect();
            let Ok(polygon) = Polygon::new(&[ring(&degrees)]) else { return Ok(()) };
            let edges: Vec<&Edge> = polygon.parts.iter().flat_map(|part| &part.rings).flat_map(|ring| &ring.edges).collect();
            let plainly = edges.iter().any(|one| edges.iter().any(|other| between(one, other, 0).is_some()));
            prop_assert_eq!(polygon.flaw().is_some(), plainly);
        }
    }
}
