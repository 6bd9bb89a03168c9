//! Within a distance of a line, a point or a region, or beyond it.

use super::Region;
use crate::geodesic::{FARTHEST_METRES, distance};
use crate::located::Span;
use crate::seam::{Seams, kept};
use crate::{Line, Nearest, Position, Side, Sight};

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

    pub(crate) fn span(&self, sight: &Sight, height_metres: Option<f64>, error_metres: f64) -> Span {
        let position = sight.position();
        match &self.of {
            NearTo::Line(line) => self.span_of_line(line, sight, error_metres, |nearest, enough| {
                Seams::of(line).span(position, nearest, error_metres, enough)
            }),
            NearTo::Point { position: point, accuracy_metres } => {
                let metres = self.metres - distance(position, *point);
                self.turned(Span::around(metres, accuracy_metres + error_metres))
            }
            NearTo::Region(region) => {
                let inside = region.span(sight, height_metres, error_metres);
                self.turned(self.wider(region, inside))
            }
        }
    }

    /// The span of the drawn shape, of which the margin alone is asked: markers stay where they are.
    pub(crate) fn drawing(&self, sight: &Sight, height_metres: Option<f64>) -> Span {
        let position = sight.position();
        match &self.of {
            NearTo::Line(line) => self.span_of_line(line, sight, 0.0, |nearest, enough| {
                Span::around(Seams::of(line).metres(position, nearest, enough), 0.0)
            }),
            NearTo::Point { .. } => self.span(sight, height_metres, 0.0),
            NearTo::Region(region) => {
                let metres = self.metres + region.margin_of_drawing(position, height_metres);
                self.turned(Span::around(metres, 0.0))
            }
        }
    }

    /// The span of the drawn shape without errors; only its sign is right, not its size.
    pub(crate) fn sign(&self, position: Position, height_metres: Option<f64>) -> Span {
        let NearTo::Line(line) = &self.of else {
            return self.span(&Sight::of(position), height_metres, 0.0).drawn();
        };
        let nearest = line.nearest(position);
        let strip = Span::around(self.metres - nearest.distance_metres, 0.0);
        let along = kept(line.cuts(), nearest.along_metres);
        // At a bend, what lies before the marker has its nearest point there and is no seam: the part holds it whole.
        let part = if along == 0.0 {
            Seams::of(line).span(position, &nearest, 0.0, 0.0).drawn()
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

    /// The span, with what is told of the seams for the nearest point of the line and so many metres that are enough.
    fn span_of_line(
        &self,
        line: &Line,
        sight: &Sight,
        error_metres: f64,
        seams: impl Fn(&Nearest, f64) -> Span,
    ) -> Span {
        let tolerance = line.accuracy_metres() + error_metres;
        let (position, nearest) = (sight.position(), line.nearest_seen(sight));
        let strip = Span::around(self.metres - nearest.distance_metres, tolerance);
        let part = seams(&nearest, strip.high);
        let side = match self.side {
            None | Some(Side::On) => Span::INSIDE,
            Some(wanted) => {
                let metres = line.distance_to_other_side(position, nearest.distance_metres);
                Span::around(if nearest.side == wanted { metres } else { -metres }, tolerance)
            }
        };
        self.turned(strip.and(part)).and(side)
    }

    /// Metres to the seams of a part of a line, positive between them; without cuts there are none. No more is told than that they
    /// are more than enough.
    pub(super) fn seam_metres(&self, line: &Line, position: Position, nearest: &Nearest, enough: f64) -> f64 {
        Seams::of(line).metres(position, nearest, enough)
    }

    /// The span of what is within the distance of a region, by that of the region.
    pub(super) fn wider(&self, region: &Region, inside: Span) -> Span {
        let low = if region.has_true_distance() || inside.low >= 0.0 {
            self.metres + inside.low
        } else {
            -FARTHEST_METRES
        };
        Span { low, metres: self.metres + inside.metres, high: self.metres + inside.high }
    }

    fn turned(&self, within: Span) -> Span {
        if self.is_beyond { within.not() } else { within }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_margin_as_drawn_is_that_of_the_span(steps in prop::collection::vec((-90..200_i64, -99..100_i64), 3..40), first in 0.0..0.5_f64, last in 0.5..1.0_f64, metres in 1_000.0..40_000.0_f64, accuracy in 0.0..3_000.0_f64, is_beyond: bool, side in prop_oneof![Just(None), Just(Some(Side::Left))], lon in -0.4..0.8_f64, lat in -0.4..0.4_f64) {
            let mut at = (0_i64, 0_i64);
            let mut corners = vec![Position::ORIGIN];
            for (east, north) in steps {
                at = (at.0 + east, at.1 + north);
                #[expect(clippy::cast_precision_loss, reason = "a number of a test")]
                corners.extend(Position::new(at.0 as f64 / 1e3, at.1 as f64 / 1e3));
            }
            let Ok(line) = Line::new(corners) else { return Ok(()) };
            let marker = |code: &str, share: f64| (code.to_owned(), line.at(share * line.end()), accuracy);
            let markers = [marker("a", first), marker("b", last)];
            let Ok(part) = line.clone().with_inexact_markers(markers).and_then(|line| line.between("a", "b")) else {
                return Ok(());
            };
            let position = Position::new(lon, lat).unwrap();
            for line in [line, part] {
                let near = Near { of: NearTo::Line(line), metres, is_beyond, side };
                let around = Near::within(2_000.0, NearTo::Region(Box::new(Region::Near(near.clone()))));
                for region in [Region::Near(near), Region::Near(around)] {
                    let drawn = region.margin_of_drawing(position, None);
                    prop_assert_eq!(drawn.to_bits(), region.span(&Sight::of(position), None, 0.0).metres.to_bits());
                }
            }
        }
    }
}
