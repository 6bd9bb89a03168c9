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

/// Two bounds of a number that was not measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Between {
    /// It is no less,
    pub least: f64,
    /// and no more.
    pub most: f64,
}

/// What is told of a place without measuring, by [`crate::Region::estimate`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Between these lies what [`crate::Region::locate`] tells of the margin.
    pub margin: Between,
    /// Its answer, where all that the margin may be has the same.
    pub answer: Option<Answer>,
}

impl Between {
    /// A number that is known.
    #[must_use]
    pub fn exactly(number: f64) -> Between {
        Between { least: number, most: number }
    }

    /// The same number, more by another.
    #[must_use]
    pub fn more(self, by: f64) -> Between {
        Between { least: self.least + by, most: self.most + by }
    }
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

/// Two spans between which each of the three numbers of another lies. All that makes spans of numbers and of other spans grows with
/// them or, as [`Span::not`], falls with all of them, so that what is done to both is done to all between them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SpanBetween {
    pub(crate) least: Span,
    pub(crate) most: Span,
}

impl SpanBetween {
    pub(crate) fn exactly(span: Span) -> Self {
        SpanBetween { least: span, most: span }
    }

    pub(crate) fn around(metres: Between, tolerance_metres: f64) -> Self {
        SpanBetween {
            least: Span::around(metres.least, tolerance_metres),
            most: Span::around(metres.most, tolerance_metres),
        }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        SpanBetween { least: self.least.and(other.least), most: self.most.and(other.most) }
    }

    pub(crate) fn or(self, other: Self) -> Self {
        SpanBetween { least: self.least.or(other.least), most: self.most.or(other.most) }
    }

    pub(crate) fn not(self) -> Self {
        SpanBetween { least: self.most.not(), most: self.least.not() }
    }

    /// Without errors.
    pub(crate) fn drawn(self) -> Self {
        SpanBetween { least: self.least.drawn(), most: self.most.drawn() }
    }

    /// Whether each number is surely less than that of another.
    pub(crate) fn is_below(&self, other: &Self) -> bool {
        let (most, least) = (self.most, other.least);
        most.low < least.low && most.metres < least.metres && most.high < least.high
    }

    pub(crate) fn metres(self) -> Between {
        Between { least: self.least.metres, most: self.most.metres }
    }

    /// The answer that all spans between have, if it is the same. An answer without tolerance, which turns on the very boundary, is
    /// never told.
    pub(crate) fn answer(self) -> Option<Answer> {
        let has_tolerance = self.most.low < self.least.metres && self.most.metres < self.least.high;
        if self.least.low > 0.0 {
            Some(Answer::Inside)
        } else if self.most.high < 0.0 {
            Some(Answer::Outside)
        } else if self.most.low <= 0.0 && self.least.high >= 0.0 && has_tolerance {
            Some(Answer::Undetermined)
        } else {
            None
        }
    }

    /// Whether the tolerance of all spans between is less than so much.
    pub(crate) fn is_tolerance_below(self, metres: f64) -> bool {
        self.most.metres - self.least.low < metres && self.most.high - self.least.metres < metres
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
