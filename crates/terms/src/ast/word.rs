//! The words that every statement is made of: names, texts, dates, grades, periods.

use armistice_facts::calendar::{Date, Length};

use crate::{Span, Spanned};

/// A NAME as written.
pub type Id = Spanned<String>;
/// A STRING as written, without its quotation marks.
pub type Text = Spanned<String>;

/// The grade of evidence, in rising order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// No evidence.
    None,
    /// The bearer's word about itself, or its adversary's word about it.
    Claimed,
    /// One third source or one technical sensor.
    Reported,
    /// Two independent sources.
    Corroborated,
    /// What the agreement's own rule of attestation says.
    Verified,
}

/// A DATE, with a clock time if one is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime {
    /// The day.
    pub date: Date,
    /// Hour and minute.
    pub time: Option<(u8, u8)>,
    /// Its place.
    pub span: Span,
}

/// A calendar period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter of a year, from January, April, July or October on.
    Quarter,
    /// A year.
    Year,
}

impl Period {
    /// The word as agreements write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
            Period::Quarter => "quarter",
            Period::Year => "year",
        }
    }
}

/// Over which time acts are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// `a PERIOD`: in each period of the calendar.
    Period(Period),
    /// `in any DURATION`: wherever it begins.
    Rolling(Length),
    /// `at once`: under way at one time.
    AtOnce,
}

/// `reading STRING [agreed | disputed | unilateral]`
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The choice made.
    pub text: Text,
    /// Who shares it; unilateral where nothing is said.
    pub by: Agreement,
}

/// Who shares a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// All parties.
    Agreed,
    /// One side, or the author of the file.
    Unilateral,
    /// Another party contradicts.
    Disputed,
}
