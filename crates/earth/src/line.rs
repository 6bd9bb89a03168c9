//! Lines with markers, drawn from one end to the other; edges are straight in longitude and latitude.

mod marked;
mod runs;

use std::collections::BTreeMap;
use std::sync::Arc;

use thiserror::Error;

use crate::edge::{Corner, Edge, Foot, earth_centred};
use crate::edges::Edges;
use crate::frame::position;
use crate::geodesic::{FARTHEST_METRES, degrees};
use crate::polygon::{edges, unrolled};
use crate::{Frame, Marker, MarkerError, Position, Sight};

/// The most positions that a line may have.
pub const MOST_POSITIONS: usize = 1_000_000;

/// How far a straight continuation of the last edge is followed beyond the end of a line.
const CONTINUATION_E7: i64 = 50_000_000;

/// A line with its markers and its accuracy; the whole of it, or the part between two markers.
#[derive(Debug, Clone)]
pub struct Line {
    pub(crate) edges: Edges,
    /// The first and the last edge, gone on straight beyond the ends.
    continuations: Vec<Edge>,
    /// Metres along the line at the start of each edge, and at the end of the last.
    starts: Vec<f64>,
    accuracy_metres: f64,
    markers: BTreeMap<String, Marker>,
    pub(crate) cuts: Cuts,
    /// Places along the line that are asked for again and again: those of cuts.
    stops: Arc<[Stop]>,
}

/// A place along a line.
#[derive(Debug, Clone, Copy)]
struct Stop {
    along_metres: f64,
    position: Position,
    /// The link of its edge that it lies on, or one beside that.
    link: usize,
}

/// Where a part of a line begins and ends; absent where the line itself does.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cuts {
    /// The cut nearer to the start of the line.
    pub from: Option<Cut>,
    /// The cut nearer to its end.
    pub to: Option<Cut>,
}

/// A cut across a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// Metres along the whole line.
    pub along_metres: f64,
    /// How far along the line the true cut may be from there, in metres.
    pub accuracy_metres: f64,
}

/// Why positions are not a line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LineError {
    /// Fewer than two different positions.
    #[error("the line has {0} different positions: it needs two or more")]
    TooShort(usize),
    /// Too many positions.
    #[error("the line has {0} positions: at most {MOST_POSITIONS} are read")]
    TooLong(usize),
    /// An edge from one side of the antimeridian to the other, on the antimeridian.
    #[error("edge {edge} of the line goes from longitude 180 to -180 or back: put a corner in between")]
    WholeTurn {
        /// Which edge, from 1.
        edge: usize,
    },
    /// Something about its markers.
    #[error(transparent)]
    Marker(#[from] MarkerError),
}

/// On which side of a line a position is, seen in the direction in which the line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Left of it.
    Left,
    /// Right of it.
    Right,
    /// On it.
    On,
}

/// The point of a line that is nearest to a position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearest {
    /// How far it is, in metres.
    pub distance_metres: f64,
    /// Metres along the line, from the start of the whole line, also where only a part is looked at.
    pub along_metres: f64,
    /// Where the position lies. Beyond an end of the line, the last edge is thought to go on straight.
    pub side: Side,
    /// The nearest point, rounded to the grid of positions.
    pub position: Position,
}

impl Cuts {
    /// Each cut moved outward along the line by a share of its accuracy.
    pub(crate) fn widened(self, share: f64) -> Cuts {
        let moved =
            |cut: Cut, way: f64| Cut { along_metres: cut.along_metres + way * cut.accuracy_metres, ..cut };
        Cuts { from: self.from.map(|cut| moved(cut, -share)), to: self.to.map(|cut| moved(cut, share)) }
    }

    /// Whether there is no cut: the line is whole.
    pub fn is_none(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

impl Line {
    /// The line through positions, in the order in which it is drawn.
    ///
    /// # Errors
    /// If there are fewer than two different positions, or too many.
    pub fn new(positions: impl AsRef<[Position]>) -> Result<Self, LineError> {
        let positions = positions.as_ref();
        if positions.len() > MOST_POSITIONS {
            return Err(LineError::TooLong(positions.len()));
        }
        let corners = unrolled(positions).map_err(|edge| LineError::WholeTurn { edge })?;
        let edges = edges(&corners);
        if edges.is_empty() {
            return Err(LineError::TooShort(positions.len().min(1)));
        }
        let mut starts = vec![0.0];
        let mut along = 0.0;
        for edge in &edges {
            along += edge.length(0.0, 1.0);
            starts.push(along);
        }
        Ok(Line {
            continuations: continuations(&edges),
            edges: edges.into(),
            starts,
            accuracy_metres: 0.0,
            markers: BTreeMap::new(),
            cuts: Cuts::default(),
            stops: Arc::default(),
        })
    }

    /// The same line with a stated accuracy.
    #[must_use]
    pub fn with_accuracy(self, accuracy_metres: f64) -> Self {
        Line { accuracy_metres, ..self }
    }

    /// How far the true line may be from this one, in metres.
    pub fn accuracy_metres(&self) -> f64 {
        self.accuracy_metres
    }

    /// The corners of the whole line, in the order in which it is drawn; those that only repeat the one before are left out.
    pub fn positions(&self) -> Vec<Position> {
        let ends = self.edges.iter().map(|edge| edge.to);
        self.edges.first().map(|edge| edge.from).into_iter().chain(ends).map(position).collect()
    }

    /// Where this part begins and ends; nothing for a whole line.
    pub fn cuts(&self) -> Cuts {
        self.cuts
    }

    /// The whole line, of which this may be a part.
    #[must_use]
    pub fn whole(&self) -> Line {
        Line { cuts: Cuts::default(), ..self.clone() }
    }

    /// Metres along the line from where it begins to where it ends.
    pub fn length(&self) -> f64 {
        let end = self.cuts.to.map_or(self.end(), |cut| cut.along_metres);
        end - self.cuts.from.map_or(0.0, |cut| cut.along_metres)
    }

    /// The window that holds the whole line.
    pub fn frame(&self) -> Frame {
        let corners = self.edges.iter().flat_map(|edge| [edge.from, edge.to]);
        Frame::round(corners).unwrap_or(Frame::EARTH)
    }

    /// The point of the whole line that is nearest to a position, even where this is only a part of it; of several
    /// equally near, the first.
    pub fn nearest(&self, position: Position) -> Nearest {
        self.nearest_seen(&Sight::of(position))
    }

    /// The same for a position that others were asked about, too.
    pub fn nearest_seen(&self, sight: &Sight) -> Nearest {
        let position = sight.position();
        // A line has an edge, or it could not have been made; the value without one is only for the compiler.
        let nowhere = (0, Foot { fraction: 0.0, distance_metres: FARTHEST_METRES });
        let (index, foot) = sight.nearest(&self.edges).unwrap_or(nowhere);
        let start = self.start_of(index);
        let edge = self.edges.get(index);
        let point = edge.map(|edge| edge.at(foot.fraction));
        Nearest {
            distance_metres: foot.distance_metres,
            along_metres: start + edge.map_or(0.0, |edge| edge.length(0.0, foot.fraction)),
            side: self.side(index, foot, position),
            position: point.map_or(position, |point| Position::nearest_to(point.lon, point.lat)),
        }
    }

    /// Two bounds of how far along the whole line the point is that is nearest to a position, found without measuring.
    pub(crate) fn nearest_between(&self, position: Position) -> Option<(f64, f64)> {
        let (first, last) = self.edges.perhaps_nearest(position)?;
        Some((self.start_of(first), self.start_of(last + 1)))
    }

    /// Two bounds of how far along the whole line all its points are that are no farther from a position than so many metres, found
    /// without measuring; `None` if there surely are none.
    pub(crate) fn within_between(&self, position: Position, metres: f64) -> Option<(f64, f64)> {
        let (first, last) = self.edges.perhaps_within(position, metres)?;
        Some((self.start_of(first), self.start_of(last + 1)))
    }

    /// Metres from a position to the line or, beyond its ends, to its straight continuation: as far as it is to
    /// the other side. The distance to the line itself is known.
    pub(crate) fn distance_to_other_side(&self, position: Position, to_line_metres: f64) -> f64 {
        let eye = earth_centred(degrees(position));
        let nearer = |metres: f64, edge: &Edge| {
            if edge.at_least(eye) < metres { metres.min(edge.foot(position).distance_metres) } else { metres }
        };
        self.continuations.iter().fold(to_line_metres, nearer)
    }

    /// Whether all parts of the line that are no farther than so from a position call it by one side. Where they do not, as between the
    /// ends of a line that turns back, the side changes without the line being crossed.
    pub(crate) fn is_of_one_side(&self, position: Position, within_metres: f64) -> bool {
        let eye = earth_centred(degrees(position));
        let near = (0..self.edges.len()).filter_map(|index| {
            let edge = self.edges.get(index).filter(|edge| edge.at_least(eye) <= within_metres)?;
            let foot = edge.foot(position);
            (foot.distance_metres <= within_metres).then(|| self.side(index, foot, position))
        });
        let mut sides = near.filter(|side| *side != Side::On);
        let first = sides.next();
        sides.all(|side| Some(side) == first)
    }

    /// The point so many metres along the whole line, held at its ends.
    pub(crate) fn at(&self, along_metres: f64) -> Position {
        self.stop(along_metres).position
    }

    /// The link of an edge so many metres along the whole line, or one beside it.
    pub(crate) fn link_at(&self, along_metres: f64) -> usize {
        self.stop(along_metres).link
    }

    fn stop(&self, along_metres: f64) -> Stop {
        let known = self.stops.iter().find(|stop| stop.along_metres.to_bits() == along_metres.to_bits());
        known.copied().unwrap_or_else(|| self.found_at(along_metres))
    }

    fn found_at(&self, along_metres: f64) -> Stop {
        let after = self.starts.partition_point(|start| *start <= along_metres);
        let index = after.saturating_sub(1).min(self.edges.len().saturating_sub(1));
        let start = self.start_of(index);
        let fraction = self.edges.get(index).map(|edge| (edge, edge.fraction_at(along_metres - start)));
        let point = fraction.map(|(edge, fraction)| edge.at(fraction));
        Stop {
            along_metres,
            position: point.map_or(Position::ORIGIN, |point| Position::nearest_to(point.lon, point.lat)),
            link: self.edges.links().at(index, fraction.map_or(0.0, |(_, fraction)| fraction)),
        }
    }

    /// Metres along the whole line at the start of an edge.
    pub(crate) fn start_of(&self, index: usize) -> f64 {
        self.starts.get(index).copied().unwrap_or(0.0)
    }

    /// Metres along the whole line at its end.
    pub(crate) fn end(&self) -> f64 {
        self.starts.last().copied().unwrap_or(0.0)
    }

    /// Left or right of the edge where the foot is. At a corner both edges have a say: the position lies on the
    /// outer side of the bend.
    fn side(&self, index: usize, foot: Foot, position: Position) -> Side {
        let Some(edge) = self.edges.get(index) else { return Side::On };
        let neighbour = if foot.fraction <= 0.0 {
            index.checked_sub(1).and_then(|before| self.edges.get(before)).map(|before| (before, edge))
        } else if foot.fraction >= 1.0 {
            self.edges.get(index + 1).map(|after| (edge, after))
        } else {
            None
        };
        let bend = neighbour.map_or(0, |(before, after)| bend(before, after));
        let turn = if bend == 0 { edge.turn_towards(position) } else { -bend };
        match turn.signum() {
            _ if foot.distance_metres <= 0.0 => Side::On,
            1 => Side::Left,
            -1 => Side::Right,
            _ => Side::On,
        }
    }
}

fn continuations(edges: &[Edge]) -> Vec<Edge> {
    let first = edges.first().map(|edge| continued(edge.to, edge.from));
    let last = edges.last().map(|edge| continued(edge.from, edge.to));
    first.into_iter().chain(last).flatten().collect()
}

/// Positive where the line bends to the left.
fn bend(before: &Edge, after: &Edge) -> i128 {
    let (east, north) = (before.to.lon - before.from.lon, before.to.lat - before.from.lat);
    let (then_east, then_north) = (after.to.lon - after.from.lon, after.to.lat - after.from.lat);
    i128::from(east) * i128::from(then_north) - i128::from(north) * i128::from(then_east)
}

/// The edge from `to` straight on, away from `from`; `None` if a pole is in the way.
fn continued(from: Corner, to: Corner) -> Option<Edge> {
    let (east, north) = (to.lon - from.lon, to.lat - from.lat);
    let extent = east.abs().max(north.abs()).max(1);
    let scaled = |part: i64| part.saturating_mul(CONTINUATION_E7) / extent;
    let end = Corner { lon: to.lon + scaled(east), lat: to.lat + scaled(north) };
    (end.lat.abs() <= 900_000_000 && end != to).then(|| Edge::new(to, end))
}
