//! Three answers with their margin, and how answers combine.

use crate::geodesic::FARTHEST_METRES;

/// Whether a position belongs to a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// Inside, by more than all stated errors; or exactly within or on the boundary, where no error is stated.
    Inside,
    /// Outside, by more than all stated errors.
    Outside,
    /// The stated errors reach across the boundary, or a height is needed and not known.
    Undetermined,
}

/// How far a position lies inside a region.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margin {
    /// Metres to the boundary, positive inside. Never more than the true distance in size, and the true distance
    /// for a single shape.
    pub metres: f64,
    /// How far the boundary that decides may truly lie from where it is drawn, in metres.
    pub accuracy_metres: f64,
}

/// Where a position with an error lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Located {
    /// The answer.
    pub answer: Answer,
    /// Metres to the boundary, positive inside; metres of height where a height decides.
    pub margin_metres: f64,
    /// Accuracy of the boundary that decides and error of the position together. The answer is undetermined if the
    /// margin is not greater in size, unless the tolerance is nothing.
    pub tolerance_metres: f64,
}

/// A margin between bounds: `low` if everything lies as badly for being inside as the errors allow, `high` if as
/// well, `metres` if there are no errors. Low is never above metres, nor metres above high.
///
/// A region answers *inside* if `low` is positive and *outside* if `high` is negative. The least of several is then
/// right for `and` in three-valued logic: outside if one is outside, inside if all are, else undetermined. The
/// greatest is right for `or`, the mirror image for `not`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Span {
    pub(crate) low: f64,
    pub(crate) metres: f64,
    pub(crate) high: f64,
}

impl Span {
    /// Nothing is known.
    pub(crate) const UNKNOWN: Span = Span { low: -FARTHEST_METRES, metres: 0.0, high: FARTHEST_METRES };
    /// Inside whatever the errors.
    pub(crate) const INSIDE: Span =
        Span { low: FARTHEST_METRES, metres: FARTHEST_METRES, high: FARTHEST_METRES };

    pub(crate) fn around(metres: f64, tolerance_metres: f64) -> Self {
        if metres.is_nan() || tolerance_metres.is_nan() {
            return Span::UNKNOWN;
        }
        let tolerance = tolerance_metres.max(0.0);
        Span { low: metres - tolerance, metres, high: metres + tolerance }
    }

    pub(crate) fn and(self, other: Span) -> Span {
        self.with(other, f64::min)
    }

    pub(crate) fn or(self, other: Span) -> Span {
        self.with(other, f64::max)
    }

    pub(crate) fn not(self) -> Span {
        Span { low: -self.high, metres: -self.metres, high: -self.low }
    }

    /// Without errors; what is not known stays so.
    pub(crate) fn drawn(self) -> Span {
        let is_unknown = self.low <= -FARTHEST_METRES && self.high >= FARTHEST_METRES;
        if is_unknown { self } else { Span::around(self.metres, 0.0) }
    }

    fn with(self, other: Span, choose: fn(f64, f64) -> f64) -> Span {
        Span {
            low: choose(self.low, other.low),
            metres: choose(self.metres, other.metres),
            high: choose(self.high, other.high),
        }
    }

    /// How far the margin may fall towards, and over, the boundary.
    pub(crate) fn tolerance(self) -> f64 {
        if self.metres >= 0.0 { self.metres - self.low } else { self.high - self.metres }
    }

    pub(crate) fn answer(self) -> Answer {
        let is_exact = self.tolerance() <= 0.0;
        if self.low > 0.0 || (is_exact && self.metres >= 0.0) {
            Answer::Inside
        } else if self.high < 0.0 {
            Answer::Outside
        } else {
            Answer::Undetermined
        }
    }
}

impl From<Span> for Located {
    fn from(span: Span) -> Located {
        Located { answer: span.answer(), margin_metres: span.metres, tolerance_metres: span.tolerance() }
    }
}

impl From<Span> for Margin {
    fn from(span: Span) -> Margin {
        Margin { metres: span.metres, accuracy_metres: span.tolerance() }
    }
}
