//! Times as Parquet holds them: counted since 1970 in any unit, or written out.

use armistice_facts::Instant;
use armistice_feeds::tracks::{self, TimeColumn};

use crate::column::Value;

/// What a count since 1970 counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Seconds.
    Seconds,
    /// Thousandths of a second.
    Millis,
    /// Millionths.
    Micros,
    /// Thousand-millionths.
    Nanos,
}

/// How the times of a column are to be read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Clock {
    /// A count since 1970-01-01 UTC.
    Count(Unit),
    /// A count of which the file does not say what it counts: told by its size, see [`Unit::by_size`].
    Unmarked,
    /// A count since 1970-01-01 on the clock of a zone that is so many milliseconds ahead of UTC.
    Local(Unit, i64),
    /// Written out.
    Text(TimeColumn),
}

impl Unit {
    fn per_second(self) -> i128 {
        match self {
            Unit::Seconds => 1,
            Unit::Millis => 1000,
            Unit::Micros => 1_000_000,
            Unit::Nanos => 1_000_000_000,
        }
    }

    /// The unit of a count, told by how large it is: every instant from April 1970 to the year 2286 has so large a count in
    /// one unit only.
    pub(crate) fn by_size(count: i64) -> Option<Unit> {
        match count.unsigned_abs() {
            10_000_000..10_000_000_000 => Some(Unit::Seconds),
            10_000_000_000..10_000_000_000_000 => Some(Unit::Millis),
            10_000_000_000_000..10_000_000_000_000_000 => Some(Unit::Micros),
            10_000_000_000_000_000.. => Some(Unit::Nanos),
            _ => None,
        }
    }
}

impl Clock {
    /// The instant of a value; what is finer than a millisecond is cut off.
    pub(crate) fn instant(&self, value: &Value) -> Result<Instant, String> {
        match (self, value) {
            (_, Value::Null) => Err("the time is null".to_owned()),
            (Clock::Text(column), Value::Bytes(bytes)) => {
                let text =
                    std::str::from_utf8(bytes.data()).map_err(|_| "the time is no UTF-8".to_owned())?;
                tracks::time(text, column)
            }
            (Clock::Count(unit), Value::Whole(count)) => counted(i128::from(*count), *unit, 0),
            (Clock::Local(unit, ahead), Value::Whole(count)) => counted(i128::from(*count), *unit, *ahead),
            (_, Value::Nanos(count)) => counted(*count, Unit::Nanos, 0),
            (Clock::Unmarked, Value::Whole(count)) => match Unit::by_size(*count) {
                Some(unit) => counted(i128::from(*count), unit, 0),
                None => {
                    Err(format!("the time {count} may be counted in any unit: it lies too near 1970 to tell"))
                }
            },
            (_, Value::Real(number)) => seconds(*number),
            _ => Err("the time is of a kind that its column does not have".to_owned()),
        }
    }
}

fn counted(count: i128, unit: Unit, ahead_millis: i64) -> Result<Instant, String> {
    let millis = (count * 1000).div_euclid(unit.per_second()) - i128::from(ahead_millis);
    i64::try_from(millis)
        .ok()
        .and_then(|millis| Instant::from_millis(millis).ok())
        .ok_or_else(|| format!("the time {count} lies outside the years 1 to 9999"))
}

/// Seconds with a fraction, or milliseconds with one.
fn seconds(number: f64) -> Result<Instant, String> {
    let millis = if number.abs() < 1e10 { number * 1000.0 } else { number };
    let bounded = millis.is_finite() && millis.abs() < 1e15;
    #[expect(clippy::cast_possible_truncation, reason = "finite and far below 2^63")]
    let whole = bounded.then_some(millis.round() as i64);
    whole
        .and_then(|millis| Instant::from_millis(millis).ok())
        .ok_or_else(|| format!("the time {number} cannot be read"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(clock: &Clock, value: &Value) -> Result<String, String> {
        clock.instant(value).map(|instant| instant.to_string())
    }

    #[test]
    fn a_count_is_read_in_the_unit_that_the_file_names() {
        let at = "2018-11-01T00:00:00.5Z";
        for (unit, count) in [
            (Unit::Millis, 1_541_030_400_500),
            (Unit::Micros, 1_541_030_400_500_999),
            (Unit::Nanos, 1_541_030_400_500_999_999),
        ] {
            assert_eq!(read(&Clock::Count(unit), &Value::Whole(count)).unwrap(), at);
            assert_eq!(read(&Clock::Unmarked, &Value::Whole(count)).unwrap(), at);
        }
        assert_eq!(read(&Clock::Unmarked, &Value::Whole(1_541_030_400)).unwrap(), "2018-11-01T00:00:00Z");
        assert_eq!(read(&Clock::Unmarked, &Value::Real(1_541_030_400.5)).unwrap(), at);
        assert_eq!(
            read(&Clock::Local(Unit::Millis, 9 * 3_600_000), &Value::Whole(1_541_030_400_500)).unwrap(),
            "2018-10-31T15:00:00.5Z"
        );
        assert_eq!(read(&Clock::Count(Unit::Micros), &Value::Whole(-1)).unwrap(), "1969-12-31T23:59:59.999Z");
    }

    #[test]
    fn a_time_that_is_none_is_refused_with_its_reason() {
        let why = |clock: &Clock, value: Value| read(clock, &value).unwrap_err();
        assert_eq!(why(&Clock::Unmarked, Value::Null), "the time is null");
        assert!(why(&Clock::Unmarked, Value::Whole(86_400)).contains("too near 1970"));
        assert!(why(&Clock::Count(Unit::Seconds), Value::Whole(i64::MAX)).contains("outside the years"));
        assert!(why(&Clock::Unmarked, Value::Real(f64::NAN)).contains("cannot be read"));
        assert!(why(&Clock::Count(Unit::Millis), Value::Bytes("x".into())).contains("kind"));
    }
}
