//! Instants and intervals: whole milliseconds in UTC.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A point in time: whole milliseconds since 1970-01-01T00:00:00 UTC, between the years 1 and 9999.
///
/// Written as RFC 3339 with `Z`, with milliseconds only where they are not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Instant(i64);

/// Why a text or a number is no [`Instant`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InstantError {
    /// Not an RFC 3339 date-time with a zone.
    #[error("`{0}` is no date and time with a zone, such as 2018-11-01T09:00:00+09:00")]
    Unreadable(String),
    /// Outside the years 1 to 9999.
    #[error("{0} milliseconds lie outside the years 1 to 9999")]
    OutOfRange(i64),
}

const FIRST: i64 = -62_135_596_800_000;
const LAST: i64 = 253_402_207_200_000 - 1;

impl Instant {
    /// 1970-01-01T00:00:00 UTC.
    pub const EPOCH: Instant = Instant(0);

    /// The instant so many milliseconds after 1970-01-01T00:00:00 UTC.
    ///
    /// # Errors
    /// [`InstantError::OutOfRange`] outside the years 1 to 9999.
    pub fn from_millis(millis: i64) -> Result<Self, InstantError> {
        if (FIRST..=LAST).contains(&millis) {
            Ok(Instant(millis))
        } else {
            Err(InstantError::OutOfRange(millis))
        }
    }

    /// Milliseconds since 1970-01-01T00:00:00 UTC.
    #[must_use]
    pub fn millis(self) -> i64 {
        self.0
    }

    /// The instant so many milliseconds later (earlier if negative), held within the years 1 to 9999.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        Instant(self.0.saturating_add(millis).clamp(FIRST, LAST))
    }

    /// Seconds from `earlier` to this instant; negative if `earlier` is later.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of ten thousand years fit 2^53")]
    pub fn seconds_since(self, earlier: Instant) -> f64 {
        (self.0 - earlier.0) as f64 / 1000.0
    }

    pub(crate) fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.timestamp())
    }
}

impl FromStr for Instant {
    type Err = InstantError;
    fn from_str(text: &str) -> Result<Self, InstantError> {
        let unreadable = || InstantError::Unreadable(text.chars().take(64).collect());
        let timestamp: jiff::Timestamp = text.parse().map_err(|_| unreadable())?;
        Instant::from_millis(timestamp.as_millisecond())
    }
}

impl TryFrom<String> for Instant {
    type Error = InstantError;
    fn try_from(text: String) -> Result<Self, InstantError> {
        text.parse()
    }
}

impl From<Instant> for String {
    fn from(instant: Instant) -> String {
        instant.to_string()
    }
}

/// How well the time of a fact is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// The source gives the minute or better.
    Exact,
    /// It lasted over the whole interval.
    Span,
    /// It happened once, somewhere in the interval (a day without a clock time, a night, "in early December").
    Within,
}

/// When something happened: from `from`, included, to `until`, excluded; a single instant if both are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Told")]
pub struct Interval {
    /// First instant.
    pub from: Instant,
    /// First instant after the end; equal to `from` for a single instant.
    pub until: Instant,
    /// What the interval says of the event.
    pub precision: Precision,
}

/// An interval as it is written, before its order is checked.
#[derive(Deserialize)]
struct Told {
    from: Instant,
    until: Instant,
    precision: Precision,
}

impl TryFrom<Told> for Interval {
    type Error = IntervalError;
    fn try_from(told: Told) -> Result<Self, IntervalError> {
        Interval::new(told.from, told.until, told.precision)
    }
}

/// Why two instants are no [`Interval`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an interval cannot end at {until}, before it starts at {from}")]
pub struct IntervalError {
    /// The start given.
    pub from: Instant,
    /// The end given.
    pub until: Instant,
}

impl Interval {
    /// An interval with its precision.
    ///
    /// # Errors
    /// [`IntervalError`] if it ends before it starts.
    pub fn new(from: Instant, until: Instant, precision: Precision) -> Result<Self, IntervalError> {
        if until < from {
            Err(IntervalError { from, until })
        } else {
            Ok(Interval { from, until, precision })
        }
    }

    /// A single instant.
    #[must_use]
    pub fn at(instant: Instant) -> Self {
        Interval { from: instant, until: instant, precision: Precision::Exact }
    }

    /// The last instant that belongs to the interval.
    #[must_use]
    pub fn last(&self) -> Instant {
        if self.until > self.from { self.until.plus_millis(-1) } else { self.from }
    }

    /// Whether the two share an instant.
    #[must_use]
    pub fn overlaps(&self, other: &Interval) -> bool {
        self.from <= other.last() && other.from <= self.last()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn the_offset_is_taken_off_and_the_form_is_one() {
        assert_eq!(at("2018-12-01T07:56:00+09:00").to_string(), "2018-11-30T22:56:00Z");
        assert_eq!(at("2018-12-01T07:56:00.5+09:00"), at("2018-11-30T22:56:00.500Z"));
        assert_eq!(at("2018-11-30T22:56:00.500Z").millis(), 1_543_618_560_500);
    }

    #[test]
    fn an_interval_that_ends_before_it_starts_is_refused_when_it_is_read_too() {
        let json = |from: &str, until: &str| {
            serde_json::from_str::<Interval>(&format!(
                r#"{{"from":"{from}","until":"{until}","precision":"span"}}"#
            ))
        };
        assert!(json("2018-12-01T00:00:00Z", "2018-12-02T00:00:00Z").is_ok());
        let error = json("2018-12-02T00:00:00Z", "2018-12-01T00:00:00Z").unwrap_err();
        assert!(error.to_string().contains("cannot end at"), "{error}");
    }

    #[test]
    fn a_time_without_a_zone_is_refused() {
        for text in ["2018-12-01", "2018-12-01T07:56:00", "", "yesterday", "2018-02-30T00:00:00Z"] {
            assert!(matches!(text.parse::<Instant>(), Err(InstantError::Unreadable(_))), "{text}");
        }
        let long = "x".repeat(10_000).parse::<Instant>().unwrap_err();
        assert!(long.to_string().len() < 200, "the message repeats only the start of the text");
    }

    #[test]
    fn the_ends_of_the_calendar_hold() {
        assert_eq!(Instant::from_millis(FIRST).unwrap().to_string(), "0001-01-01T00:00:00Z");
        assert_eq!(Instant::from_millis(FIRST - 1), Err(InstantError::OutOfRange(FIRST - 1)));
        assert_eq!(Instant::from_millis(LAST + 1), Err(InstantError::OutOfRange(LAST + 1)));
        assert_eq!(Instant::from_millis(LAST).unwrap().plus_millis(i64::MAX).millis(), LAST);
        assert_eq!(Instant::from_millis(0).unwrap().plus_millis(i64::MIN).millis(), FIRST);
    }

    #[test]
    fn an_interval_excludes_its_end_and_cannot_run_backwards() {
        let (from, until) = (at("2018-10-20T00:00:00+09:00"), at("2018-10-21T00:00:00+09:00"));
        let day = Interval::new(from, until, Precision::Within).unwrap();
        assert_eq!(day.last(), at("2018-10-20T23:59:59.999+09:00"));
        assert_eq!(
            Interval::new(until, from, Precision::Within),
            Err(IntervalError { from: until, until: from })
        );
        let next = Interval::new(until, until.plus_millis(1000), Precision::Span).unwrap();
        assert!(!day.overlaps(&next) && !next.overlaps(&day));
        assert!(day.overlaps(&Interval::at(from)));
        assert_eq!(Interval::at(from).last(), from);
    }

    proptest! {
        #[test]
        fn text_brings_back_the_same_instant(millis in FIRST..=LAST) {
            let instant = Instant::from_millis(millis).unwrap();
            prop_assert_eq!(instant.to_string().parse::<Instant>().unwrap(), instant);
        }

        #[test]
        fn intervals_overlap_if_they_share_a_millisecond(a in 0_i64..20, b in 0_i64..8, c in 0_i64..20, d in 0_i64..8) {
            let interval = |from: i64, length: i64| {
                let from = Instant::from_millis(from).unwrap();
                Interval::new(from, from.plus_millis(length), Precision::Span).unwrap()
            };
            // The slow way: list every millisecond that belongs to each.
            let list = |from: i64, length: i64| -> Vec<i64> { (from..from + length.max(1)).collect() };
            let (first, second) = (list(a, b), list(c, d));
            let shared = first.iter().any(|one| second.contains(one));
            prop_assert_eq!(interval(a, b).overlaps(&interval(c, d)), shared);
        }
    }
}
