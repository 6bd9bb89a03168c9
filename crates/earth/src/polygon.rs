//! Polygons with holes, one or several, with edges straight in longitude and latitude (RFC 7946, section 3.1.6).
//!
//! A ring goes on counting over the antimeridian: of two corners that are more than half a turn apart the second is
//! taken the other way round. A ring that comes back one whole turn farther goes round a pole, the one on whose side
//! of the equator it lies in the mean; it holds that pole, whichever way round it was drawn.
//!
//! A position is inside if the way due north from it to the pole crosses the rings of one polygon an odd number of
//! times (an even number, if that pole itself is inside), counted on whole numbers without rounding. The boundary
//! belongs to the polygon.

mod comb;
mod flaw;

use thiserror::Error;

use crate::edge::{Corner, Edge, orientation};
use crate::edges::Edges;
use crate::frame::position;
use crate::geodesic::FARTHEST_METRES;
use crate::position::HALF_TURN_E7;
use crate::{Between, Frame, Position, Sight};
use comb::Comb;
pub use flaw::{Flaw, FlawKind};

/// The most corners that all rings of a polygon may have together.
pub const MOST_CORNERS: usize = 1_000_000;

/// One or several polygons with holes, and how true their boundary is.
#[derive(Debug, Clone)]
pub struct Polygon {
    parts: Vec<Part>,
    /// The edges of all parts but those that two parts share: what is left is the boundary of them together.
    boundary: Edges,
    accuracy_metres: f64,
}

/// Why rings are not a polygon.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PolygonError {
    /// There is no ring.
    #[error("the polygon has no ring: give at least one ring of four positions")]
    Empty,
    /// A ring with fewer than four positions.
    #[error(
        "ring {ring} has {positions} positions: a ring needs four or more, the last being the first again"
    )]
    TooShort {
        /// Which ring, from 1.
        ring: usize,
        /// How many it has.
        positions: usize,
    },
    /// A ring that does not end where it began.
    #[error("ring {ring} does not end where it began: repeat its first position at the end")]
    Open {
        /// Which ring, from 1.
        ring: usize,
    },
    /// An edge from one side of the antimeridian to the other, on the antimeridian.
    #[error("edge {edge} of ring {ring} goes from longitude 180 to -180 or back: put a corner in between")]
    WholeTurn {
        /// Which ring, from 1.
        ring: usize,
        /// Which edge, from 1.
        edge: usize,
    },
    /// A ring that goes round the earth more than once.
    #[error("ring {ring} goes {turns} times round the earth: a ring goes round a pole once or not at all")]
    TooManyTurns {
        /// Which ring, from 1.
        ring: usize,
        /// How often, eastward positive.
        turns: i64,
    },
    /// Too many corners.
    #[error("the polygon has {0} positions: at most {MOST_CORNERS} are read")]
    TooLong(usize),
}

#[derive(Debug, Clone)]
struct Part {
    rings: Vec<Ring>,
}

#[derive(Debug, Clone)]
struct Ring {
    edges: Vec<Edge>,
    comb: Comb,
    holds_north_pole: bool,
}

impl Polygon {
    /// One polygon: its outer ring and its holes, each with its first position again as the last.
    ///
    /// # Errors
    /// If a ring is open, too short, or winds more than once round the earth.
    pub fn new(rings: &[Vec<Position>]) -> Result<Self, PolygonError> {
        Polygon::multi(&[rings.to_vec()])
    }

    /// Several polygons. Where two of them share an edge, corner for corner, it is no boundary of the whole.
    ///
    /// # Errors
    /// If a ring is open, too short, or winds more than once round the earth.
    pub fn multi(parts: &[Vec<Vec<Position>>]) -> Result<Self, PolygonError> {
        let corners = parts.iter().flatten().map(Vec::len).sum();
        if corners > MOST_CORNERS {
            return Err(PolygonError::TooLong(corners));
        }
        if corners == 0 {
            return Err(PolygonError::Empty);
        }
        let mut number = 0;
        let mut checked = Vec::new();
        for part in parts {
            let mut rings = Vec::new();
            for ring in part {
                number += 1;
                rings.push(Ring::new(number, ring)?);
            }
            checked.push(Part { rings });
        }
        Ok(Polygon::of_parts(checked, 0.0))
    }

    /// The same polygon with a stated accuracy of its boundary.
    #[must_use]
    pub fn with_accuracy(self, accuracy_metres: f64) -> Self {
        Polygon { accuracy_metres, ..self }
    }

    /// How far the true boundary may lie from this one, in metres.
    pub fn accuracy_metres(&self) -> f64 {
        self.accuracy_metres
    }

    /// Both together. Where they share an edge, corner for corner, it is no boundary of the whole.
    #[must_use]
    pub fn united(mut self, other: Polygon) -> Self {
        self.parts.extend(other.parts);
        Polygon::of_parts(self.parts, self.accuracy_metres.max(other.accuracy_metres))
    }

    /// The rings of each part, each with its first position again as the last; positions that only repeat the one before are
    /// left out.
    pub fn parts(&self) -> Vec<Vec<Vec<Position>>> {
        self.parts.iter().map(|part| part.rings.iter().map(Ring::positions).collect()).collect()
    }

    /// Whether the position lies inside or on the boundary.
    pub fn contains(&self, position: Position) -> bool {
        self.parts.iter().any(|part| part.contains(position))
    }

    /// Metres to the nearest point of the boundary, negative outside.
    ///
    /// Where parts overlap, the edge of one inside another counts as well: inside, the distance is then too small,
    /// never too great.
    pub fn signed_distance(&self, position: Position) -> f64 {
        self.signed_distance_seen(&Sight::of(position))
    }

    pub(crate) fn signed_distance_seen(&self, sight: &Sight) -> f64 {
        let to_boundary = sight.nearest(&self.boundary);
        let metres = to_boundary.map_or(FARTHEST_METRES, |(_, foot)| foot.distance_metres);
        if self.contains(sight.position()) { metres } else { -metres }
    }

    /// Two bounds of the signed distance, without a search; `None` where it is far away.
    pub(crate) fn signed_distance_between(&self, sight: &Sight) -> Option<Between> {
        let Between { least, most } = sight.distance_between(&self.boundary)?;
        let is_inside = self.contains(sight.position());
        Some(if is_inside { Between { least, most } } else { Between { least: -most, most: -least } })
    }

    /// The edge of the boundary that is nearest to a position.
    pub(crate) fn nearest_edge(&self, sight: &Sight) -> Option<&Edge> {
        let (index, _) = sight.nearest(&self.boundary)?;
        self.boundary.get(index)
    }

    /// Positive inside, 0 on the boundary, negative outside.
    pub(crate) fn sign(&self, position: Position) -> f64 {
        match (self.contains(position), self.boundary.iter().any(|edge| edge.holds(position))) {
            (false, _) => -1.0,
            (true, true) => 0.0,
            (true, false) => 1.0,
        }
    }

    /// A window that holds it.
    pub(crate) fn frame(&self) -> Option<Frame> {
        let frames = self.parts.iter().flat_map(|part| &part.rings).filter_map(Ring::frame);
        frames.reduce(Frame::with)
    }

    /// The rings as they were given, each with its first position again as the last, for every part; nothing where
    /// they cannot be shown as they are: a ring crosses the antimeridian, or parts may overlap or touch.
    pub(crate) fn plain_rings(&self) -> Option<Vec<Vec<Vec<Position>>>> {
        let frame = |part: &Part| part.rings.iter().filter_map(Ring::frame).reduce(Frame::with);
        let frames: Vec<Frame> = self.parts.iter().filter_map(frame).collect();
        let meets = |one: &Frame, other: &Frame| {
            one.west <= other.east
                && other.west <= one.east
                && one.south <= other.north
                && other.south <= one.north
        };
        let is_apart = frames.iter().enumerate().all(|(index, one)| {
            one.east <= HALF_TURN_E7 && frames.iter().skip(index + 1).all(|other| !meets(one, other))
        });
        let is_plain = self.parts.iter().flat_map(|part| &part.rings).all(Ring::is_plain);
        let rings = |part: &Part| part.rings.iter().map(Ring::positions).collect();
        (is_apart && is_plain).then(|| self.parts.iter().map(rings).collect())
    }

    fn of_parts(parts: Vec<Part>, accuracy_metres: f64) -> Self {
        let boundary = boundary_of(&parts).into();
        Polygon { parts, boundary, accuracy_metres }
    }
}

impl Part {
    fn contains(&self, position: Position) -> bool {
        let mut inside = false;
        for ring in &self.rings {
            if ring.edges_over(position).any(|edge| edge.holds(position)) {
                return true;
            }
            inside ^= ring.is_round(position);
        }
        inside
    }
}

impl Ring {
    fn new(ring: usize, positions: &[Position]) -> Result<Self, PolygonError> {
        let (Some(first), Some(last)) = (positions.first(), positions.last()) else {
            return Err(PolygonError::TooShort { ring, positions: 0 });
        };
        if positions.len() < 4 {
            return Err(PolygonError::TooShort { ring, positions: positions.len() });
        }
        if first != last {
            return Err(PolygonError::Open { ring });
        }
        let corners = unrolled(positions).map_err(|edge| PolygonError::WholeTurn { ring, edge })?;
        let advance = corners.last().map_or(0, |corner| corner.lon) - i64::from(first.lon_e7());
        let turns = advance / (2 * HALF_TURN_E7);
        if turns.abs() > 1 {
            return Err(PolygonError::TooManyTurns { ring, turns });
        }
        let edges = edges(&corners);
        // Each corner once, so that it does not matter with which the ring begins.
        let mean_is_north = edges.iter().map(|edge| edge.to.lat).sum::<i64>() >= 0;
        Ok(Ring { comb: Comb::of(&edges), edges, holds_north_pole: turns != 0 && mean_is_north })
    }

    /// A window that holds what the ring encloses.
    fn frame(&self) -> Option<Frame> {
        let frame = Frame::round(self.edges.iter().flat_map(|edge| [edge.from, edge.to]))?;
        Some(match (self.goes_round_a_pole(), self.holds_north_pole) {
            (false, _) => frame,
            (true, true) => Frame { north: Frame::EARTH.north, south: frame.south, ..Frame::EARTH },
            (true, false) => Frame { south: Frame::EARTH.south, north: frame.north, ..Frame::EARTH },
        })
    }

    fn goes_round_a_pole(&self) -> bool {
        self.edges.iter().map(|edge| edge.to.lon - edge.from.lon).sum::<i64>() != 0
    }

    fn is_plain(&self) -> bool {
        let within = |corner: Corner| corner.lon.abs() <= HALF_TURN_E7;
        !self.goes_round_a_pole() && self.edges.iter().all(|edge| within(edge.from) && within(edge.to))
    }

    fn positions(&self) -> Vec<Position> {
        let last = self.edges.last().map(|edge| edge.to);
        self.edges.iter().map(|edge| edge.from).chain(last).map(position).collect()
    }

    /// Whether the ring goes round a position that is not on it.
    fn is_round(&self, position: Position) -> bool {
        let crossings = self.edges_over(position).filter(|edge| passes_north_of(edge, position)).count();
        (crossings % 2 == 1) != self.holds_north_pole
    }

    /// The edges over the meridian of a position.
    fn edges_over(&self, position: Position) -> impl Iterator<Item = &Edge> {
        self.comb.over(&self.edges, i64::from(position.lon_e7()))
    }
}

/// Whether the edge crosses the way from the position to the north pole. An edge holds its western end and not its
/// eastern, so that a corner on the way counts once.
fn passes_north_of(edge: &Edge, position: Position) -> bool {
    let point = Corner::of(position).unrolled_beside(edge.middle_lon());
    let (west, east) = if edge.from.lon <= edge.to.lon { (edge.from, edge.to) } else { (edge.to, edge.from) };
    west.lon <= point.lon && point.lon < east.lon && orientation(west, east, point) < 0
}

/// The corners with longitudes that go on counting. The number of the edge, from 1, if one goes a whole turn.
pub(crate) fn unrolled(positions: &[Position]) -> Result<Vec<Corner>, usize> {
    let mut corners: Vec<Corner> = Vec::with_capacity(positions.len());
    for (index, position) in positions.iter().enumerate() {
        let written = Corner::of(*position);
        let previous = index.checked_sub(1).and_then(|before| positions.get(before));
        if previous.is_some_and(|before| (Corner::of(*before).lon - written.lon).abs() == 2 * HALF_TURN_E7) {
            return Err(index);
        }
        corners.push(match corners.last() {
            Some(before) => written.unrolled_beside(before.lon),
            None => written,
        });
    }
    Ok(corners)
}

/// The edges between successive corners, without those of no length.
pub(crate) fn edges(corners: &[Corner]) -> Vec<Edge> {
    let pairs = corners.iter().zip(corners.iter().skip(1));
    pairs.filter(|(from, to)| from != to).map(|(from, to)| Edge::new(*from, *to)).collect()
}

/// All edges of all parts but those that occur an even number of times.
fn boundary_of(parts: &[Part]) -> Vec<Edge> {
    let all: Vec<&Edge> = parts.iter().flat_map(|part| &part.rings).flat_map(|ring| &ring.edges).collect();
    let mut count = std::collections::BTreeMap::new();
    for edge in &all {
        *count.entry(undirected(edge)).or_insert(0_u32) += 1;
    }
    let occurs_once = |edge: &&Edge| count.get(&undirected(edge)).is_some_and(|times| times % 2 == 1);
    all.into_iter().filter(occurs_once).cloned().collect()
}

/// The same for both directions, and for both sides of the antimeridian.
fn undirected(edge: &Edge) -> (Corner, Corner) {
    let turns = edge.from.lon.min(edge.to.lon).div_euclid(2 * HALF_TURN_E7) * 2 * HALF_TURN_E7;
    let from = Corner { lon: edge.from.lon - turns, ..edge.from };
    let to = Corner { lon: edge.to.lon - turns, ..edge.to };
    if from <= to { (from, to) } else { (to, from) }
}
