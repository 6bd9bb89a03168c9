//! Civil dates in a named zone, and the lengths of time that agreements use.
//!
//! A length in days, months or years is never turned into hours: it is added to a civil date in the zone of the
//! agreement (IANA time zone database, bundled, so that every machine gives the same answer).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Instant;

/// The months of the Gregorian calendar, as agreements write them.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The zone of an agreement, by its IANA name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    zone: jiff::tz::TimeZone,
}

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(jiff::civil::Date);

/// A length of time as an agreement states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Length {
    /// How many.
    pub amount: u32,
    /// Of which unit.
    pub unit: Unit,
}

/// The unit of a [`Length`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Sixty seconds.
    Minute,
    /// Sixty minutes.
    Hour,
    /// A civil day.
    Day,
    /// Seven civil days.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

/// Why a calendar value cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// The zone is not in the time zone database.
    #[error("`{0}` is no time zone of the IANA database, such as Asia/Seoul or UTC")]
    UnknownZone(String),
    /// There is no such day.
    #[error("there is no day {0}")]
    NoSuchDay(String),
    /// The result lies outside the years 1 to 9999.
    #[error("the result lies outside the years 1 to 9999")]
    OutOfRange,
    /// A month or a year later there is no such day (31 January and one month).
    #[error("{0} and {1} is no day: the month is shorter")]
    MonthEnd(Date, Length),
}

impl Unit {
    /// Whether the unit is counted on the calendar (day and longer) rather than on the clock.
    #[must_use]
    pub fn is_civil(self) -> bool {
        !matches!(self, Unit::Minute | Unit::Hour)
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        };
        write!(f, "{} {unit}{}", self.amount, if self.amount == 1 { "" } else { "s" })
    }
}

impl Zone {
    /// The zone of that IANA name.
    ///
    /// # Errors
    /// [`CalendarError::UnknownZone`] if the database has no such zone.
    pub fn named(name: &str) -> Result<Self, CalendarError> {
        let zone = jiff::tz::db().get(name).map_err(|_| CalendarError::UnknownZone(name.to_owned()))?;
        Ok(Zone { name: name.to_owned(), zone })
    }

    /// Coordinated Universal Time.
    #[must_use]
    pub fn utc() -> Self {
        Zone { name: "UTC".to_owned(), zone: jiff::tz::TimeZone::UTC }
    }

    /// The IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The civil day on which the instant falls.
    #[must_use]
    pub fn date_of(&self, instant: Instant) -> Date {
        Date(instant.timestamp().to_zoned_datetime(self.zone.clone()).date())
    }

    /// The first instant of the day.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] at the ends of the calendar.
    pub fn start_of(&self, date: Date) -> Result<Instant, CalendarError> {
        self.at(date, 0, 0)
    }

    /// The last millisecond of the day.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] at the ends of the calendar.
    pub fn end_of(&self, date: Date) -> Result<Instant, CalendarError> {
        Ok(self.start_of(date.plus_days(1)?)?.plus_millis(-1))
    }

    /// A clock time of the day; a time that a change of the clocks skips or repeats is read as the earlier offset.
    ///
    /// # Errors
    /// [`CalendarError`] if there is no such clock time.
    pub fn at(&self, date: Date, hour: u8, minute: u8) -> Result<Instant, CalendarError> {
        let small = |value: u8| i8::try_from(value).map_err(|_| CalendarError::OutOfRange);
        let time = jiff::civil::Time::new(small(hour)?, small(minute)?, 0, 0)
            .map_err(|_| CalendarError::NoSuchDay(format!("{date} {hour:02}:{minute:02}")))?;
        let zoned = date
            .0
            .to_datetime(time)
            .to_zoned_datetime(self.zone.clone())
            .map_err(|_| CalendarError::OutOfRange)?;
        Instant::from_millis(zoned.timestamp().as_millisecond()).map_err(|_| CalendarError::OutOfRange)
    }

    /// The instant as RFC 3339 with the zone's offset. Before zones had whole minutes (in Seoul until 1908) it is told in UTC:
    /// RFC 3339 has no offset with seconds.
    #[must_use]
    pub fn show(&self, instant: Instant) -> String {
        let zoned = instant.timestamp().to_zoned_datetime(self.zone.clone());
        if zoned.offset().seconds() % 60 != 0 {
            return instant.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        }
        zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// The instant for people: `2018-12-01 07:56`, in the zone, without its name.
    #[must_use]
    pub fn show_short(&self, instant: Instant) -> String {
        instant.timestamp().to_zoned_datetime(self.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// The instant a length of time later: on the clock for minutes and hours, on the calendar of the zone otherwise.
    ///
    /// # Errors
    /// [`CalendarError`] if there is no such day.
    pub fn later(&self, instant: Instant, length: Length) -> Result<Instant, CalendarError> {
        let minutes = match length.unit {
            Unit::Minute => i64::from(length.amount),
            Unit::Hour => i64::from(length.amount) * 60,
            _ => {
                let date = self.date_of(instant);
                let offset = instant.millis() - self.start_of(date)?.millis();
                return Ok(self.start_of(date.plus(length)?)?.plus_millis(offset));
            }
        };
        Ok(instant.plus_millis(minutes * 60_000))
    }
}

impl Date {
    /// The day of that year, month and day of the month.
    ///
    /// # Errors
    /// [`CalendarError::NoSuchDay`], as for 30 February.
    pub fn new(year: i16, month: u8, day: u8) -> Result<Self, CalendarError> {
        let none = || CalendarError::NoSuchDay(format!("{year:04}-{month:02}-{day:02}"));
        let month = i8::try_from(month).map_err(|_| none())?;
        let day = i8::try_from(day).map_err(|_| none())?;
        if year < 1 {
            return Err(none());
        }
        jiff::civil::Date::new(year, month, day).map(Date).map_err(|_| none())
    }

    /// The last day of the month.
    ///
    /// # Errors
    /// [`CalendarError::NoSuchDay`] if there is no such month.
    pub fn last_of_month(year: i16, month: u8) -> Result<Self, CalendarError> {
        Ok(Date(Date::new(year, month, 1)?.0.last_of_month()))
    }

    /// Year, month and day of the month.
    #[must_use]
    pub fn parts(self) -> (i16, u8, u8) {
        (self.0.year(), self.0.month().unsigned_abs(), self.0.day().unsigned_abs())
    }

    /// The day of the week: 1 for Monday to 7 for Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        self.0.weekday().to_monday_one_offset().unsigned_abs()
    }

    /// So many days later, or earlier if negative.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] at the ends of the calendar.
    pub fn plus_days(self, days: i32) -> Result<Self, CalendarError> {
        self.0
            .checked_add(jiff::Span::new().try_days(days).map_err(|_| CalendarError::OutOfRange)?)
            .map(Date)
            .map_err(|_| CalendarError::OutOfRange)
    }

    /// A civil length later.
    ///
    /// # Errors
    /// [`CalendarError::MonthEnd`] if the day does not exist in the month reached; [`CalendarError::OutOfRange`]
    /// for clock units and at the ends of the calendar.
    pub fn plus(self, length: Length) -> Result<Self, CalendarError> {
        let amount = i32::try_from(length.amount).map_err(|_| CalendarError::OutOfRange)?;
        match length.unit {
            Unit::Minute | Unit::Hour => Err(CalendarError::OutOfRange),
            Unit::Day => self.plus_days(amount),
            Unit::Week => self.plus_days(amount.checked_mul(7).ok_or(CalendarError::OutOfRange)?),
            Unit::Month => self.plus_months(amount, length),
            Unit::Year => self.plus_months(amount.checked_mul(12).ok_or(CalendarError::OutOfRange)?, length),
        }
    }

    fn plus_months(self, months: i32, length: Length) -> Result<Self, CalendarError> {
        let span = jiff::Span::new().try_months(months).map_err(|_| CalendarError::OutOfRange)?;
        let reached = self.0.checked_add(span).map_err(|_| CalendarError::OutOfRange)?;
        if reached.day() == self.0.day() {
            Ok(Date(reached))
        } else {
            Err(CalendarError::MonthEnd(self, length))
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.0.year(), self.0.month(), self.0.day());
        if !(0..=9999).contains(&year) {
            return self.0.fmt(f);
        }
        // In one piece: days are written very often.
        let ([a, b], [c, d]) = (two_digits(year / 100), two_digits(year % 100));
        let ([e, g], [h, i]) = (two_digits(month.into()), two_digits(day.into()));
        let written = [a, b, c, d, b'-', e, g, b'-', h, i];
        f.write_str(std::str::from_utf8(&written).map_err(|_| fmt::Error)?)
    }
}

/// The two digits of a number below a hundred.
fn two_digits(number: i16) -> [u8; 2] {
    [number / 10 % 10, number % 10].map(|digit| b'0' + u8::try_from(digit).unwrap_or(0))
}

impl std::str::FromStr for Date {
    type Err = CalendarError;
    fn from_str(text: &str) -> Result<Self, CalendarError> {
        let none = || CalendarError::NoSuchDay(text.chars().take(32).collect());
        let mut parts = text.splitn(3, '-');
        let mut next = || parts.next().ok_or_else(none);
        let (year, month, day) = (next()?, next()?, next()?);
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return Err(none());
        }
        let number = |digits: &str| digits.parse::<u8>().map_err(|_| none());
        Date::new(year.parse().map_err(|_| none())?, number(month)?, number(day)?)
    }
}

impl TryFrom<String> for Date {
    type Error = CalendarError;
    fn try_from(text: String) -> Result<Self, CalendarError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn length(amount: u32, unit: Unit) -> Length {
        Length { amount, unit }
    }

    #[test]
    fn days_are_written_as_the_calendar_writes_them() {
        for (year, month, day) in [(-44, 3, 15), (0, 1, 1), (7, 12, 9), (1953, 7, 27), (9999, 12, 31)] {
            let date = Date(jiff::civil::date(year, month, day));
            assert_eq!(date.to_string(), date.0.to_string());
        }
    }

    #[test]
    fn a_day_belongs_to_its_zone() {
        let seoul = Zone::named("Asia/Seoul").unwrap();
        let start = seoul.start_of(date("2018-11-01")).unwrap();
        assert_eq!(start.to_string(), "2018-10-31T15:00:00Z");
        assert_eq!(seoul.end_of(date("2018-11-01")).unwrap().to_string(), "2018-11-01T14:59:59.999Z");
        assert_eq!(seoul.date_of(start), date("2018-11-01"));
        assert_eq!(Zone::utc().date_of(start), date("2018-10-31"));
        assert_eq!(seoul.show(start), "2018-11-01T00:00:00+09:00");
        assert_eq!(seoul.show_short(start), "2018-11-01 00:00");
        assert_eq!(Zone::named("Asia/Nowhere"), Err(CalendarError::UnknownZone("Asia/Nowhere".to_owned())));
    }

    #[test]
    fn what_is_shown_is_rfc_3339_also_before_zones_had_whole_minutes() {
        let seoul = Zone::named("Asia/Seoul").unwrap();
        let told = "1900-01-01T00:00:00Z".parse::<Instant>().unwrap();
        assert_eq!(seoul.show(told), "1900-01-01T00:00:00Z");
        assert_eq!(seoul.show(told).parse(), Ok(told));
        assert_eq!(seoul.show("1910-01-01T00:00:00Z".parse().unwrap()), "1910-01-01T08:30:00+08:30");
    }

    #[test]
    fn a_civil_day_is_not_always_24_hours() {
        let zone = Zone::named("Europe/Kyiv").unwrap();
        let noon = zone.at(date("2015-03-28"), 12, 0).unwrap();
        let day = zone.later(noon, length(1, Unit::Day)).unwrap();
        let hours = zone.later(noon, length(24, Unit::Hour)).unwrap();
        assert_eq!(zone.show_short(hours), "2015-03-29 13:00");
        assert_eq!(day.millis() - noon.millis(), 24 * 3_600_000);
        // The clocks go forward at 03:00 of the 29th: the day has 23 hours.
        let (start, end) =
            (zone.start_of(date("2015-03-29")).unwrap(), zone.end_of(date("2015-03-29")).unwrap());
        assert_eq!(end.millis() + 1 - start.millis(), 23 * 3_600_000);
    }

    #[test]
    fn months_end_where_the_calendar_says() {
        assert_eq!(Date::last_of_month(2019, 2).unwrap(), date("2019-02-28"));
        assert_eq!(Date::last_of_month(2020, 2).unwrap(), date("2020-02-29"));
        assert!(Date::last_of_month(2020, 13).is_err());
        let month = length(1, Unit::Month);
        let short = date("2019-01-31").plus(month).unwrap_err();
        assert_eq!(short.to_string(), "2019-01-31 and 1 month is no day: the month is shorter");
        assert_eq!(date("2019-01-28").plus(month).unwrap(), date("2019-02-28"));
        assert!(date("2020-02-29").plus(length(1, Unit::Year)).is_err());
        assert_eq!(date("2018-10-01").plus(length(3, Unit::Week)).unwrap(), date("2018-10-22"));
        assert_eq!(date("2018-10-01").plus(length(5, Unit::Hour)), Err(CalendarError::OutOfRange));
    }

    #[test]
    fn the_week_begins_on_monday() {
        // 19 September 2018 was a Wednesday, 15 February 2015 a Sunday.
        assert_eq!(date("2018-09-19").weekday(), 3);
        assert_eq!(date("2015-02-15").weekday(), 7);
        assert_eq!(date("2015-02-16").weekday(), 1);
    }

    #[test]
    fn no_such_day_is_told() {
        for text in
            ["2019-02-29", "2019-13-01", "2019-1-1", "0000-01-01", "2019-00-10", "19-01-01", "", "2019-01"]
        {
            assert!(matches!(text.parse::<Date>(), Err(CalendarError::NoSuchDay(_))), "{text}");
        }
        assert_eq!(date("9999-12-31").plus_days(1), Err(CalendarError::OutOfRange));
        assert_eq!(date("2019-01-01").plus(length(u32::MAX, Unit::Year)), Err(CalendarError::OutOfRange));
    }

    proptest! {
        #[test]
        fn days_count_one_by_one(year in 1900_i16..2100, month in 1_u8..=12, day in 1_u8..=28, days in 0_u32..800) {
            let start = Date::new(year, month, day).unwrap();
            // The slow way: one day after the other.
            let slow = (0..days).try_fold(start, |date, _| date.plus_days(1)).unwrap();
            prop_assert_eq!(start.plus(length(days, Unit::Day)).unwrap(), slow);
            prop_assert_eq!(slow.to_string().parse::<Date>().unwrap(), slow);
        }
    }
}
