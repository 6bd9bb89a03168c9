//! How far inside a region a position lies, between two bounds and without measuring.

use super::{Near, NearTo, Region};
use crate::geodesic::FARTHEST_METRES;
use crate::located::{Between, Span, SpanBetween};
use crate::seam::Seams;
use crate::{Answer, Cardinal, Estimate, Side, Sight};

impl Region {
    /// What [`Region::locate`] tells, between two bounds that near a boundary are some millimetres or centimetres apart and were found
    /// without a search along it. `None` where so little can be told: far away, where a height is not known, or where a union
    /// has to be looked at twice. It costs far less; who needs more asks that.
    pub fn estimate(&self, sight: &Sight, height_metres: Option<f64>, error_metres: f64) -> Option<Estimate> {
        let span = self.span_between(sight, height_metres, Some(error_metres.max(0.0)))?;
        let answer = span.answer();
        let is_open = answer.is_none_or(|answer| answer == Answer::Undetermined);
        if is_open && self.is_looked_at_twice() || !span.is_tolerance_below(FARTHEST_METRES) {
            return None;
        }
        Some(Estimate { margin: span.metres(), answer })
    }

    /// Whether a position belongs to the region as it is drawn, all errors left aside, where two bounds of its margin tell that.
    pub fn surely_contains(&self, sight: &Sight, height_metres: Option<f64>) -> Option<bool> {
        let Between { least, most } = self.estimate_of_drawing(sight, height_metres)?;
        (least > 0.0 || most < 0.0).then_some(least > 0.0)
    }

    /// Two bounds of the margin of the region as it is drawn, without a second look at unions.
    pub fn estimate_of_drawing(&self, sight: &Sight, height_metres: Option<f64>) -> Option<Between> {
        let span = self.span_between(sight, height_metres, None)?;
        span.is_tolerance_below(FARTHEST_METRES).then(|| span.metres())
    }

    /// Whether it is made of parts of lines with flat ends, whose distance costs much.
    pub(super) fn has_seams(&self) -> bool {
        match self {
            Region::And(regions) | Region::Or(regions) => regions.iter().any(Region::has_seams),
            Region::Minus(whole, hole) => whole.has_seams() || hole.has_seams(),
            Region::Near(near) => match &near.of {
                NearTo::Line(line) => !line.cuts().is_none(),
                NearTo::Region(region) => region.has_seams(),
                NearTo::Point { .. } => false,
            },
            _ => false,
        }
    }

    /// Two bounds of the span with an error of the position; without one, of the margin of the drawing, whatever the answer.
    pub(super) fn span_between(
        &self,
        sight: &Sight,
        height_metres: Option<f64>,
        error_metres: Option<f64>,
    ) -> Option<SpanBetween> {
        let between = |region: &Region| region.span_between(sight, height_metres, error_metres);
        let inside = SpanBetween::exactly(Span::INSIDE);
        Some(match self {
            Region::Everywhere => inside,
            Region::Nowhere => inside.not(),
            Region::And(regions) => {
                let mut all = inside;
                for region in regions {
                    all = all.and(between(region)?);
                }
                all
            }
            Region::Or(regions) => {
                let mut any = inside.not();
                for region in regions {
                    any = any.or(between(region)?);
                }
                any
            }
            Region::Minus(whole, hole) => between(whole)?.and(between(hole)?.not()),
            Region::Polygon(polygon) => {
                let metres = polygon.signed_distance_between(sight)?;
                SpanBetween::around(metres, polygon.accuracy_metres() + error_metres.unwrap_or(0.0))
            }
            Region::Near(near) => near.span_between(sight, height_metres, error_metres)?,
            Region::Beside(beside) if matches!(beside.side, Cardinal::North | Cardinal::South) => {
                let metres = Between::exactly(beside.signed_distance(sight.position()));
                SpanBetween::around(metres, beside.accuracy_metres + error_metres.unwrap_or(0.0))
            }
            Region::Beside(_) => return None,
            Region::Height(band) => SpanBetween::exactly(band.span(height_metres)),
        })
    }
}

impl Near {
    fn span_between(
        &self,
        sight: &Sight,
        height_metres: Option<f64>,
        error_metres: Option<f64>,
    ) -> Option<SpanBetween> {
        let error = error_metres.unwrap_or(0.0);
        match &self.of {
            NearTo::Point { .. } => Some(SpanBetween::exactly(self.span(sight, height_metres, error))),
            NearTo::Region(region) => {
                let inside = region.span_between(sight, height_metres, error_metres)?;
                let wider = |span| self.wider(region, span);
                let within = SpanBetween { least: wider(inside.least), most: wider(inside.most) };
                Some(if self.is_beyond { within.not() } else { within })
            }
            NearTo::Line(line) => {
                let tolerance = line.accuracy_metres() + error;
                let to_line = sight.distance_between(&line.edges)?;
                let metres = Between { least: self.metres - to_line.most, most: self.metres - to_line.least };
                let strip = SpanBetween::around(metres, tolerance);
                let seams = if error_metres.is_some() { Seams::of(line) } else { Seams::of_drawing(line) };
                let part = seams.span_between(sight, error, strip.most.high);
                let within = strip.and(part);
                let turned = if self.is_beyond { within.not() } else { within };
                let side = match self.side {
                    None | Some(Side::On) => SpanBetween::exactly(Span::INSIDE),
                    // The other side is no farther than the line.
                    Some(_) => {
                        let either = Between { least: -to_line.most, most: to_line.most };
                        SpanBetween::around(either, tolerance)
                    }
                };
                Some(turned.and(side))
            }
        }
    }
}
