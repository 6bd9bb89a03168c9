//! Days, clock times and lengths in words, and the days that follow from the text alone.
//!
//! What hangs on an event has no day: it is said in words, and [`Counted`] is `None`.

use armistice_facts::Instant;
use armistice_facts::calendar::{CalendarError, Date, Length, Unit};
use armistice_terms::ast::Clock;
use armistice_terms::model::{Counting, Deadline, Hours, Moment, MomentBase, MonthEnds, Rule, Season};

use crate::voice::{Join, Voice};

/// How many deadlines that hang on each other are followed.
const MAX_CHAIN: usize = 8;

/// A day or an instant that the text gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// A whole day of the agreement's zone.
    Day(Date),
    /// An instant.
    Instant(Instant),
}

impl Voice<'_> {
    /// A day of every year: `15 December`.
    pub(crate) fn day_of_year(&self, month: u8, day: u8) -> String {
        let month = self.say("month", &[("number", month.into())]);
        self.say("day-of-year", &[("day", day.to_string().into()), ("month", month.into())])
    }

    /// A day in full: its day of the week, day, month and year.
    pub(crate) fn date(&self, date: Date) -> String {
        let (year, month, day) = date.parts();
        let weekday = self.say("weekday", &[("number", date.weekday().into())]);
        let month = self.say("month", &[("number", month.into())]);
        self.say(
            "date",
            &[
                ("weekday", weekday.into()),
                ("day", day.to_string().into()),
                ("month", month.into()),
                ("year", year.to_string().into()),
            ],
        )
    }

    /// A clock time.
    pub(crate) fn clock(&self, (hour, minute): (u8, u8)) -> String {
        self.say("clock", &[("hour", format!("{hour:02}").into()), ("minute", format!("{minute:02}").into())])
    }

    /// Hours of the day, as they stand after what is done.
    pub(crate) fn hours(&self, hours: &Hours) -> String {
        let Hours { is_outside, seasons } = hours;
        let seasons: Vec<String> = seasons.iter().map(|season| self.season(season)).collect();
        let id = if *is_outside { "hours-outside" } else { "hours-in" };
        self.say(id, &[("hours", self.list(&seasons, Join::And).into())])
    }

    fn season(&self, season: &Season) -> String {
        let Season { months, between, span: _ } = season;
        let interval = |(from, until): &(Clock, Clock)| {
            let id = if from < until { "hours-between" } else { "hours-over-midnight" };
            self.say(id, &[("from", self.clock(*from).into()), ("until", self.clock(*until).into())])
        };
        let between: Vec<String> = between.iter().map(interval).collect();
        let hours = self.list(&between, Join::And);
        let Some((first, last)) = months else { return hours };
        let month = |month: u8| self.say("month", &[("number", month.into())]);
        self.say(
            "hours-season",
            &[("hours", hours.into()), ("first", month(*first).into()), ("last", month(*last).into())],
        )
    }

    /// An instant: its day in full and the clock time, in the agreement's zone.
    pub(crate) fn instant(&self, at: Instant) -> String {
        let zone = &self.agreement.settings.time_zone;
        let shown = zone.show_short(at);
        let time = shown.split_once(' ').map(|(_, time)| time.to_owned()).unwrap_or_default();
        self.say("instant", &[("date", self.date(zone.date_of(at)).into()), ("time", time.into())])
    }

    /// The day of an instant, with the clock time unless that is the beginning of the day, where none was written.
    pub(crate) fn day_or_instant(&self, at: Instant) -> String {
        let date = self.day_of(at);
        let is_start = self.agreement.settings.time_zone.start_of(date) == Ok(at);
        if is_start { self.date(date) } else { self.instant(at) }
    }

    /// A day or an instant.
    pub(crate) fn counted(&self, counted: Counted) -> String {
        match counted {
            Counted::Day(date) => self.date(date),
            Counted::Instant(at) => self.instant(at),
        }
    }

    /// A length of time.
    pub(crate) fn length(&self, length: Length) -> String {
        let id = match length.unit {
            Unit::Minute => "length-minutes",
            Unit::Hour => "length-hours",
            Unit::Day => "length-days",
            Unit::Week => "length-weeks",
            Unit::Month => "length-months",
            Unit::Year => "length-years",
        };
        let shown = self.number(u64::from(length.amount));
        self.say(id, &[("amount", length.amount.into()), ("shown", shown.into())])
    }

    /// The day of a moment, where the text alone gives one.
    pub(crate) fn known(&self, moment: &Moment, section: usize) -> Option<Counted> {
        let base = match &moment.base {
            MomentBase::Day(date) => Counted::Day(*date),
            MomentBase::Instant(at) => Counted::Instant(*at),
            MomentBase::Signature => Counted::Instant(self.agreement.instrument_of(section)?.signed),
            MomentBase::InForce => self.in_force(section)?,
            MomentBase::Fulfilment(_)
            | MomentBase::Violation(_)
            | MomentBase::Trigger
            | MomentBase::EndOf(_) => return None,
        };
        match moment.plus {
            Some(length) => self.later(base, length),
            None => Some(match (&moment.base, base) {
                (MomentBase::Instant(_), _) | (_, Counted::Day(_)) => base,
                (_, Counted::Instant(at)) => Counted::Day(self.day_of(at)),
            }),
        }
    }

    /// When the text that governs a section entered into force, where the text alone says so.
    pub(crate) fn in_force(&self, section: usize) -> Option<Counted> {
        let text = self.agreement.instrument_of(section)?;
        match &text.in_force {
            None => Some(Counted::Instant(text.signed)),
            Some(start) => match &start.at {
                // A beginning that hangs on itself has no day.
                Some(Moment { base: MomentBase::InForce, .. }) | None => None,
                Some(moment) => self.known(moment, section),
            },
        }
    }

    /// The last day or instant of a deadline, where the text alone gives one.
    pub(crate) fn due(&self, deadline: &Deadline, section: usize) -> Option<Counted> {
        match deadline {
            Deadline::By(moment) => self.known(moment, section),
            Deadline::Within { length, counting, from } => {
                self.within(self.known(from, section)?, *length, *counting)
            }
            Deadline::Before(length, Some(moment)) => self.earlier(self.known(moment, section)?, *length),
            Deadline::Before(_, None)
            | Deadline::EveryYear { .. }
            | Deadline::Every { .. }
            | Deadline::WithoutDelay => None,
        }
    }

    /// The last day of a deadline that counts from the fulfilment of another norm, if that one is fulfilled on its
    /// own last day; with the label of that norm.
    pub(crate) fn due_at_latest(&self, deadline: &Deadline, section: usize, depth: usize) -> Option<Counted> {
        if depth >= MAX_CHAIN {
            return None;
        }
        let is_clocked = match deadline {
            Deadline::Within { length, .. } => !length.unit.is_civil(),
            Deadline::By(_)
            | Deadline::Before(..)
            | Deadline::EveryYear { .. }
            | Deadline::Every { .. }
            | Deadline::WithoutDelay => false,
        };
        let latest = |moment: &Moment| {
            let MomentBase::Fulfilment(label) = &moment.base else { return self.known(moment, section) };
            let norm = self.agreement.norm(label.as_str())?;
            let Rule::Deed(deed) = &norm.rule else { return None };
            let due = match self.due_at_latest(&deed.deadline, norm.section, depth + 1)? {
                // Hours run from the fulfilment itself, which may come at the end of that day.
                Counted::Day(date) if is_clocked => Counted::Instant(self.end_of(date)?),
                due => due,
            };
            moment.plus.map_or(Some(due), |length| self.later(due, length))
        };
        match deadline {
            Deadline::By(moment) => latest(moment),
            Deadline::Within { length, counting, from } => self.within(latest(from)?, *length, *counting),
            Deadline::Before(length, Some(moment)) => self.earlier(latest(moment)?, *length),
            Deadline::Before(_, None)
            | Deadline::EveryYear { .. }
            | Deadline::Every { .. }
            | Deadline::WithoutDelay => None,
        }
    }

    fn within(&self, from: Counted, length: Length, counting: Counting) -> Option<Counted> {
        if !length.unit.is_civil() {
            return self.later(from, length);
        }
        let last = self.plus(self.first_day(from), length).ok()?;
        Some(Counted::Day(match counting {
            Counting::Beginning => last.plus_days(-1).ok()?,
            Counting::After => last,
        }))
    }

    fn later(&self, from: Counted, length: Length) -> Option<Counted> {
        let zone = &self.agreement.settings.time_zone;
        if length.unit.is_civil() {
            return Some(Counted::Day(self.plus(self.first_day(from), length).ok()?));
        }
        let start = match from {
            Counted::Day(date) => zone.start_of(date).ok()?,
            Counted::Instant(at) => at,
        };
        Some(Counted::Instant(zone.later(start, length).ok()?))
    }

    /// The last day that is so long before another; months and years back have no rule of the calendar.
    fn earlier(&self, event: Counted, length: Length) -> Option<Counted> {
        let days = match length.unit {
            Unit::Day => length.amount,
            Unit::Week => length.amount.checked_mul(7)?,
            Unit::Minute | Unit::Hour | Unit::Month | Unit::Year => return None,
        };
        let days = i32::try_from(days).ok()?;
        Some(Counted::Day(self.first_day(event).plus_days(-days).ok()?))
    }

    /// A civil length later; the month rule of the header decides what 31 January and one month is.
    fn plus(&self, date: Date, length: Length) -> Result<Date, CalendarError> {
        match date.plus(length) {
            Err(CalendarError::MonthEnd(..)) if self.agreement.settings.month_ends == MonthEnds::Clamp => {
                let (year, month, _) = date.parts();
                let (year, month, _) = Date::new(year, month, 1)?.plus(length)?.parts();
                Date::last_of_month(year, month)
            }
            other => other,
        }
    }

    fn end_of(&self, date: Date) -> Option<Instant> {
        self.agreement.settings.time_zone.end_of(date).ok()
    }

    fn first_day(&self, counted: Counted) -> Date {
        match counted {
            Counted::Day(date) => date,
            Counted::Instant(at) => self.day_of(at),
        }
    }

    /// The day of the agreement's zone on which an instant falls.
    pub(crate) fn day_of(&self, at: Instant) -> Date {
        self.agreement.settings.time_zone.date_of(at)
    }
}
