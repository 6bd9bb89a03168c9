//! Dates and times as people write them on the command line.

use armistice_facts::Instant;
use armistice_facts::calendar::{Date, Zone};

/// Why a date or time cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("`{given}` for {option} is no date or time")]
pub(crate) struct MomentError {
    /// The option.
    pub(crate) option: &'static str,
    /// What was given.
    pub(crate) given: String,
}

/// An instant from `2018-12-01` (the end of that day), `2018-12-01T12:00`, `2018-12-01 12:00` or RFC 3339.
pub(crate) fn instant(given: &str, option: &'static str, zone: &Zone) -> Result<Instant, MomentError> {
    let error = || MomentError { option, given: given.chars().take(64).collect() };
    if let Ok(date) = given.parse::<Date>() {
        return zone.end_of(date).map_err(|_| error());
    }
    if let Ok(instant) = given.parse::<Instant>() {
        return Ok(instant);
    }
    let (day, clock) = given.split_once(['T', ' ']).ok_or_else(error)?;
    let date: Date = day.parse().map_err(|_| error())?;
    let (hour, minute) = clock.split_once(':').ok_or_else(error)?;
    let number = |text: &str| text.parse::<u8>().map_err(|_| error());
    zone.at(date, number(hour)?, number(minute)?).map_err(|_| error())
}

/// The present, by the system's clock: the one place that reads it.
pub(crate) fn now() -> Instant {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let millis = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    // A clock beyond the year 9999 is held at the end of the calendar.
    Instant::EPOCH.plus_millis(millis)
}

/// The instant so many seconds after 1970-01-01T00:00:00 UTC.
pub(crate) fn instant_of(seconds: u64) -> Instant {
    Instant::EPOCH.plus_millis(i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(given: &str) -> Option<String> {
        let seoul = Zone::named("Asia/Seoul").unwrap();
        instant(given, "--as-of", &seoul).ok().map(|at| at.to_string())
    }

    #[test]
    fn a_day_means_its_end_in_the_zone_of_the_agreement() {
        assert_eq!(read("2018-12-01").as_deref(), Some("2018-12-01T14:59:59.999Z"));
    }

    #[test]
    fn a_clock_time_is_read_in_the_zone_of_the_agreement() {
        assert_eq!(read("2018-12-01T07:56").as_deref(), Some("2018-11-30T22:56:00Z"));
        assert_eq!(read("2018-12-01 07:56"), read("2018-12-01T07:56"));
        assert_eq!(read("2018-12-01T07:56:00+09:00"), read("2018-12-01T07:56"));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for given in ["", "yesterday", "2018-02-30", "2018-12-01T25:00", "2018-12-01T7", "20181201"] {
            assert_eq!(read(given), None, "{given}");
        }
    }
}
