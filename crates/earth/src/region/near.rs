//! Within a distance of a line, a point or a region, or beyond it.

use super::Region;
use crate::geodesic::{FARTHEST_METRES, distance};
use crate::located::Span;
use crate::seam::{Seams, kept};
use crate::{Line, Position, Side};

/// All positions within a distance of something, or those beyond it.
///
/// Round a whole line the ends are round. Round a part of a line between markers they are flat: a position belongs
/// if it is within the distance *and* the nearest point of the whole line lies on the part. The parts on both sides
/// of a marker so tile the surroundings and share only the seam between them.
#[derive(Debug, Clone)]
pub struct Near {
    /// What the distance is measured from.
    pub of: NearTo,
    /// The distance in metres, itself included.
    pub metres: f64,
    /// Beyond the distance instead of within it, the distance itself included.
    pub is_beyond: bool,
    /// Only the left or only the right of a line as drawn; [`Side::On`] and `None` are both sides. For points and
    /// regions it says nothing.
    pub side: Option<Side>,
}

/// What a distance is measured from.
#[derive(Debug, Clone)]
pub enum NearTo {
    /// A line, or the part of it between two markers.
    Line(Line),
    /// A point.
    Point {
        /// Where it is.
        position: Position,
        /// How far it may truly be from there, in metres.
        accuracy_metres: f64,
    },
    /// A region. Round intersections and differences of regions only the answer outside is certain, and inside
    /// where the region itself is certain; between them it stays undetermined.
    Region(Box<Region>),
}

impl Near {
    /// Within a distance of something, on all sides.
    pub fn within(metres: f64, of: NearTo) -> Near {
        Near { of, metres, is_beyond: false, side: None }
    }

    pub(crate) fn span(&self, position: Position, height_metres: Option<f64>, error_metres: f64) -> Span {
        match &self.of {
            NearTo::Line(line) => self.span_of_line(line, position, error_metres),
            NearTo::Point { position: point, accuracy_metres } => {
                let metres = self.metres - distance(position, *point);
                self.turned(Span::around(metres, accuracy_metres + error_metres))
            }
            NearTo::Region(region) => {
                let inside = region.span(position, height_metres, error_metres);
                let low = if region.has_true_distance() || inside.low >= 0.0 {
                    self.metres + inside.low
                } else {
                    -FARTHEST_METRES
                };
                let (metres, high) = (self.metres + inside.metres, self.metres + inside.high);
                self.turned(Span { low, metres, high })
            }
        }
    }

    /// The span of the drawn shape without errors; only its sign is right, not its size.
    pub(crate) fn sign(&self, position: Position, height_metres: Option<f64>) -> Span {
        let NearTo::Line(line) = &self.of else {
            return self.span(position, height_metres, 0.0).drawn();
        };
        let nearest = line.nearest(position);
        let strip = Span::around(self.metres - nearest.distance_metres, 0.0);
        let along = kept(line.cuts(), nearest.along_metres);
        // At a bend, what lies before the marker has its nearest point there and is no seam: the part holds it whole.
        let part = if along == 0.0 {
            Seams::of(line).span(position, nearest.along_metres, 0.0).drawn()
        } else {
            Span::around(along, 0.0)
        };
        let side = match (self.side, nearest.side) {
            (None | Some(Side::On), _) => Span::INSIDE,
            (_, Side::On) => Span::around(0.0, 0.0),
            (Some(wanted), side) => Span::around(if wanted == side { 1.0 } else { -1.0 }, 0.0),
        };
        self.turned(strip.and(part)).and(side)
    }

    /// Whether the margin outside is the true distance to the region.
    pub(crate) fn has_true_distance(&self) -> bool {
        let is_one_sided = self.side.is_some_and(|side| side != Side::On);
        match &self.of {
            NearTo::Line(line) => line.cuts().is_none() && !is_one_sided && !self.is_beyond,
            NearTo::Point { .. } => !self.is_beyond,
            NearTo::Region(region) => region.has_true_distance() && !self.is_beyond,
        }
    }

    fn span_of_line(&self, line: &Line, position: Position, error_metres: f64) -> Span {
        let tolerance = line.accuracy_metres() + error_metres;
        let nearest = line.nearest(position);
        let strip = Span::around(self.metres - nearest.distance_metres, tolerance);
        let part = Seams::of(line).span(position, nearest.along_metres, error_metres);
        let side = match self.side {
            None | Some(Side::On) => Span::INSIDE,
            Some(wanted) => {
                let metres = line.distance_to_other_side(position, nearest.distance_metres);
                Span::around(if nearest.side == wanted { metres } else { -metres }, tolerance)
            }
        };
        self.turned(strip.and(part)).and(side)
    }

    /// Metres to the seams of a part of a line, positive between them; without cuts there are none.
    pub(super) fn seam_metres(&self, line: &Line, position: Position, along_metres: f64) -> f64 {
        Seams::of(line).span(position, along_metres, 0.0).metres
    }

    fn turned(&self, within: Span) -> Span {
        if self.is_beyond { within.not() } else { within }
    }
}
