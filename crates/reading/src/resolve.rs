//! Days for expressions of time: from what is said, the day of the report, and the last day that was told. Never from a clock.

use armistice_facts::calendar::Date;

use crate::times::{Base, Bound, Expression, PartOfDay, Which};

/// What a time is resolved against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Against {
    /// The day of the report.
    pub(crate) published: Option<Date>,
    /// The last days that were told before.
    pub(crate) last: Option<(Date, Date)>,
    /// Whether the verb looks ahead.
    pub(crate) is_future: bool,
}

/// A stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
    /// Minutes of the first and the last day.
    pub(crate) clock: Option<(u16, u16)>,
    pub(crate) granularity: &'static str,
    pub(crate) anchor: &'static str,
    pub(crate) certainty: &'static str,
}

impl Stretch {
    /// Both ends as they are written: `..` if open, a day, or a local time with its offset.
    pub(crate) fn written(&self, offset: &str) -> (String, String) {
        let day = |date: Option<Date>| date.map_or_else(|| "..".to_owned(), |date| date.to_string());
        let (Some((from, to)), Some(first), Some(last)) = (self.clock, self.from, self.to) else {
            return (day(self.from), day(self.to));
        };
        let at =
            |date: Date, minutes: u16| format!("{date}T{:02}:{:02}{offset}", minutes / 60 % 24, minutes % 60);
        let last = if to >= 1440 { last.plus_days(1).unwrap_or(last) } else { last };
        (at(first, from), at(last, to))
    }

    /// Its days, where both ends are known.
    pub(crate) fn days(&self) -> Option<(Date, Date)> {
        self.from.zip(self.to)
    }
}

/// A day of an expression, or none where nothing can be said.
pub(crate) fn resolve(expression: &Expression, against: Against) -> Option<Stretch> {
    let mut stretch = base(with_year(expression.base, expression.end), against)?;
    if let Some(end) = expression.end {
        stretch.to = base(end, against)?.to;
    }
    if let Some((from, to)) = expression.clock {
        stretch.clock = Some((from, to));
        stretch.granularity = "minute";
        // `the past day … at noon`: an hour is of one day, of two the earlier.
        if expression.base == Base::SameDay {
            stretch.to = stretch.from;
        }
    } else if let Some(part) = expression.part {
        stretch.clock = Some(hours(part));
        stretch.granularity = "part_of_day";
    }
    Some(bounded(stretch, expression.bound, expression.end.is_some(), against))
}

/// `from 21 February to 20 May 2019`: the year stands at the end.
fn with_year(base: Base, end: Option<Base>) -> Base {
    match (base, end) {
        (Base::Day { year: None, month, day }, Some(Base::Day { year: Some(year), month: last, .. })) => {
            Base::Day { year: Some(if month > last { year - 1 } else { year }), month, day }
        }
        (base, _) => base,
    }
}

fn bounded(mut stretch: Stretch, bound: Bound, has_end: bool, against: Against) -> Stretch {
    match bound {
        Bound::At => {}
        Bound::Since | Bound::After => {
            // `from 10 p.m.` begins; how long it lasted is not said, and it was not longer than until the report.
            if stretch.clock.is_none() && !has_end {
                stretch.to = if against.is_future { None } else { against.published.or(stretch.to) };
                stretch.certainty = "bounded";
            }
        }
        Bound::By | Bound::Before => {
            stretch.from = if against.is_future { against.published } else { None };
            stretch.certainty = if against.is_future { "deadline" } else { "upper_bound" };
            stretch.clock = None;
        }
    }
    stretch
}

fn base(base: Base, against: Against) -> Option<Stretch> {
    let exact = |from: Date, to: Date, granularity, anchor| {
        Some(Stretch { from: Some(from), to: Some(to), clock: None, granularity, anchor, certainty: "exact" })
    };
    let published = against.published;
    match base {
        Base::Day { year, month, day } => {
            let (date, anchor) = day_of(year, month, day, against)?;
            exact(date, date, "day", anchor)
        }
        Base::Month { year, month, which } => month_of(year, month, which, against),
        Base::Year(year) => {
            exact(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?, "year", "absolute")
        }
        Base::Weekday { day, which } => {
            let date = weekday(published?, day, which, against.is_future)?;
            exact(date, date, "day", "dateline")
        }
        Base::Days(days) => {
            let date = published?.plus_days(days).ok()?;
            exact(date, date, "day", "dateline")
        }
        Base::Weeks(weeks) => {
            let published = published?;
            let monday =
                published.plus_days(weeks.checked_mul(7)? - i32::from(published.weekday()) + 1).ok()?;
            let sunday = monday.plus_days(6).ok()?;
            let to = if weeks == 0 && !against.is_future { published } else { sunday };
            exact(monday, to, "day", "dateline")
        }
        Base::Months(months) => {
            let (year, month, _) = published?.parts();
            let (year, month) = shifted(year, month, months)?;
            let to = Date::last_of_month(year, month).ok()?;
            let to = if months == 0 && !against.is_future { published? } else { to };
            exact(Date::new(year, month, 1).ok()?, to, "month", "dateline")
        }
        Base::Years(years) => {
            let year = published?.parts().0.checked_add(i16::try_from(years).ok()?)?;
            let to = Date::new(year, 12, 31).ok()?;
            let to = if years == 0 && !against.is_future { published? } else { to };
            exact(Date::new(year, 1, 1).ok()?, to, "year", "dateline")
        }
        Base::DayOfMonth { day, months } => {
            let date = day_of_month(published?, day, months, against.is_future)?;
            exact(date, date, "day", "dateline")
        }
        Base::SameDay | Base::MinutesAfter(_) => {
            let (from, to) = against.last.or_else(|| published.zip(published))?;
            let anchor = if against.last.is_some() { "coref" } else { "dateline" };
            exact(from, to, "day", if matches!(base, Base::MinutesAfter(_)) { "computed" } else { anchor })
        }
        Base::DaysAfter(days) => {
            let (_, day) = against.last.or_else(|| published.zip(published))?;
            let date = day.plus_days(days).ok()?;
            exact(date, date, "day", "computed")
        }
        Base::Past(days) => exact(published?.plus_days(-days).ok()?, published?, "day", "period"),
        Base::Recently => Some(open(None, Some(published?), "month", "vague")),
        Base::Often => Some(open(None, Some(published?), "unknown", "open")),
        Base::Eventually => Some(open(Some(published?), None, "unknown", "open")),
        // Not in these days, or it would be said otherwise.
        Base::Once => Some(open(None, Some(published?.plus_days(-31).ok()?), "year", "vague")),
        Base::Decade(year) => exact(
            Date::new(year, 1, 1).ok()?,
            Date::new(year.checked_add(9)?, 12, 31).ok()?,
            "year",
            "absolute",
        ),
    }
}

fn open(from: Option<Date>, to: Option<Date>, granularity: &'static str, certainty: &'static str) -> Stretch {
    Stretch { from, to, clock: None, granularity, anchor: "dateline", certainty }
}

/// A day without a year is the nearest past one, or the nearest to come where the verb looks ahead.
fn day_of(year: Option<i16>, month: u8, day: u8, against: Against) -> Option<(Date, &'static str)> {
    if let Some(year) = year {
        return Some((Date::new(year, month, day).ok()?, "absolute"));
    }
    let published = against.published?;
    let (year, ..) = published.parts();
    let this = Date::new(year, month, day).ok();
    let date = match this {
        Some(date) if date <= published && !against.is_future => date,
        Some(date) if date >= published && against.is_future => date,
        // A day of January told in December with a past verb is of this year's January; one far ahead is last year's.
        Some(_) | None if against.is_future => Date::new(year.checked_add(1)?, month, day).ok()?,
        _ => Date::new(year.checked_sub(1)?, month, day).ok()?,
    };
    Some((date, "dateline"))
}

fn month_of(year: Option<i16>, month: u8, which: Which, against: Against) -> Option<Stretch> {
    let whole = |year: i16, anchor| {
        Some(Stretch {
            from: Date::new(year, month, 1).ok(),
            to: Date::last_of_month(year, month).ok(),
            clock: None,
            granularity: "month",
            anchor,
            certainty: "exact",
        })
    };
    if let Some(year) = year {
        return whole(year, "absolute");
    }
    let (this, current, _) = against.published?.parts();
    let nearest = match (against.is_future || which == Which::Next, month < current, month > current) {
        (true, true, _) => this.checked_add(1)?,
        (false, _, true) => this.checked_sub(1)?,
        _ => this,
    };
    let mut stretch = whole(nearest, "dateline")?;
    // `last November` said in December: of this year or of the one before; only the context can tell.
    if which == Which::Last && nearest == this && month < current {
        stretch.from = Date::new(this.checked_sub(1)?, month, 1).ok();
        stretch.certainty = "ambiguous";
    }
    Some(stretch)
}

/// In the past the last such day, today included; ahead the next one.
fn weekday(published: Date, day: u8, which: Which, is_future: bool) -> Option<Date> {
    let today = i32::from(published.weekday()) - 1;
    let back = (today - i32::from(day)).rem_euclid(7);
    let days = match which {
        Which::Next => {
            if back == 0 {
                7
            } else {
                7 - back
            }
        }
        Which::Last => -(if back == 0 { 7 } else { back }),
        _ if is_future => (7 - back) % 7,
        _ => -back,
    };
    published.plus_days(days).ok()
}

fn day_of_month(published: Date, day: u8, months: Option<i32>, is_future: bool) -> Option<Date> {
    let (year, month, today) = published.parts();
    let months = months.unwrap_or(match (is_future, day > today, day < today) {
        (false, true, _) => -1,
        (true, _, true) => 1,
        _ => 0,
    });
    let (year, month) = shifted(year, month, months)?;
    Date::new(year, month, day).ok()
}

fn shifted(year: i16, month: u8, months: i32) -> Option<(i16, u8)> {
    let count = i32::from(year).checked_mul(12)?.checked_add(i32::from(month) - 1)?.checked_add(months)?;
    let year = i16::try_from(count.div_euclid(12)).ok()?;
    let month = u8::try_from(count.rem_euclid(12)).ok()?.checked_add(1)?;
    Some((year, month))
}

/// The hours of a part of the day, in minutes: named parts of the local day, wide enough for what newsrooms call so.
fn hours(part: PartOfDay) -> (u16, u16) {
    match part {
        PartOfDay::Early => (0, 9 * 60),
        PartOfDay::Dawn => (4 * 60, 7 * 60),
        PartOfDay::Morning => (6 * 60, 12 * 60),
        PartOfDay::Noon => (11 * 60, 13 * 60),
        PartOfDay::Afternoon => (12 * 60, 18 * 60),
        PartOfDay::Evening => (18 * 60, 24 * 60),
        PartOfDay::Night => (18 * 60, 30 * 60),
        PartOfDay::Late => (18 * 60, 24 * 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::times::expressions;
    use crate::tokens::tokens;

    /// The reference day of the measured phrases: Saturday, 1 December 2018.
    fn told(text: &str, is_future: bool) -> (String, String) {
        let published = Date::new(2018, 12, 1).ok();
        let against = Against { published, last: None, is_future };
        let words = tokens(text, 0);
        let found = expressions(&words);
        resolve(&found[0], against).unwrap().written("+09:00")
    }

    #[test]
    fn relative_days_are_counted_from_the_report() {
        for (text, from, to) in [
            ("early on Saturday", "2018-12-01T00:00+09:00", "2018-12-01T09:00+09:00"),
            ("on Friday", "2018-11-30", "2018-11-30"),
            ("last Saturday", "2018-11-24", "2018-11-24"),
            ("last month", "2018-11-01", "2018-11-30"),
            ("in September", "2018-09-01", "2018-09-30"),
            ("In November 2017", "2017-11-01", "2017-11-30"),
            ("yesterday", "2018-11-30", "2018-11-30"),
            ("on Nov. 20", "2018-11-20", "2018-11-20"),
            ("on Dec. 5", "2017-12-05", "2017-12-05"),
            ("on the 3rd of last month", "2018-11-03", "2018-11-03"),
            ("three days ago", "2018-11-28", "2018-11-28"),
            ("last year", "2017-01-01", "2017-12-31"),
            ("10 p.m. Tuesday", "2018-11-27T22:00+09:00", "2018-11-27T22:00+09:00"),
            ("since Nov. 1", "2018-11-01", "2018-12-01"),
            ("last week", "2018-11-19", "2018-11-25"),
            ("a decade ago", "2008-01-01", "2008-12-31"),
            ("decades ago", "..", "2018-10-31"),
            ("in the 1960s", "1960-01-01", "1969-12-31"),
        ] {
            assert_eq!(told(text, false), (from.to_owned(), to.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_verb_that_looks_ahead_turns_them_round() {
        for (text, from, to) in [
            ("on Friday", "2018-12-07", "2018-12-07"),
            ("next Monday", "2018-12-03", "2018-12-03"),
            ("on Dec. 5", "2018-12-05", "2018-12-05"),
            ("in April", "2019-04-01", "2019-04-30"),
            ("tomorrow", "2018-12-02", "2018-12-02"),
            ("by the end of 2018", "2018-12-01", "2018-12-31"),
        ] {
            assert_eq!(told(text, true), (from.to_owned(), to.to_owned()), "{text}");
        }
    }

    #[test]
    fn last_november_said_in_december_is_ambiguous() {
        let words = tokens("last November", 0);
        let against = Against { published: Date::new(2018, 12, 1).ok(), last: None, is_future: false };
        let stretch = resolve(&expressions(&words)[0], against).unwrap();
        assert_eq!(stretch.certainty, "ambiguous");
        assert_eq!(stretch.written(""), ("2017-11-01".into(), "2018-11-30".into()));
    }
}
