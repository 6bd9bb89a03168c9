//! The margin of a region, of which only those parts are measured that may decide it.

use super::Region;
use crate::Sight;
use crate::located::{Span, SpanBetween};

impl Region {
    /// The span with an error of the position, or that of the drawing without errors. Of the parts of a union or an intersection those
    /// are left out that by their bounds are surely not the greatest or the least: what is left says the same.
    pub(super) fn measured(
        &self,
        sight: &Sight,
        height_metres: Option<f64>,
        error_metres: Option<f64>,
    ) -> Span {
        let measured = |region: &Region| region.measured(sight, height_metres, error_metres);
        let between = |region: &Region| {
            let span = region.span_between(sight, height_metres, error_metres)?;
            Some(if error_metres.is_some() { span } else { span.drawn() })
        };
        match self {
            Region::And(regions) => {
                let bounds: Vec<_> =
                    regions.iter().map(|region| between(region).map(SpanBetween::not)).collect();
                let parts =
                    regions.iter().zip(&bounds).filter(|(_, part)| !is_exceeded(part.as_ref(), &bounds));
                parts.map(|(region, _)| measured(region)).fold(Span::INSIDE, Span::and)
            }
            Region::Or(regions) => {
                let bounds: Vec<_> = regions.iter().map(between).collect();
                let parts =
                    regions.iter().zip(&bounds).filter(|(_, part)| !is_exceeded(part.as_ref(), &bounds));
                parts.map(|(region, _)| measured(region)).fold(Span::INSIDE.not(), Span::or)
            }
            Region::Minus(whole, hole) => measured(whole).and(measured(hole).not()),
            Region::Near(near) if error_metres.is_none() => near.drawing(sight, height_metres),
            shape => shape.span_of_shape(sight, height_metres, error_metres.unwrap_or(0.0)),
        }
    }
}

/// Whether one of the others is surely greater.
fn is_exceeded(part: Option<&SpanBetween>, others: &[Option<SpanBetween>]) -> bool {
    part.is_some_and(|part| others.iter().flatten().any(|other| part.is_below(other)))
}
