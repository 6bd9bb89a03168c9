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
pub struct Interval {
    /// First instant.
    pub from: Instant,
    /// First instant after the end; equal to `from` for a single instant.
    pub until: Instant,
    /// What the interval says of the event.
    pub precision: Precision,
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
