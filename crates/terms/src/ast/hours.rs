//! The hours of the day at which a sentence holds.

use crate::Span;

/// A clock time: hour and minute.
pub type Clock = (u8, u8);

/// `daily [except] {between TIME and TIME} [from MONTH to MONTH] …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// Outside these hours instead of in them.
    pub is_outside: bool,
    /// The hours, for each season those of it.
    pub seasons: Vec<Season>,
}

/// The hours of one part of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Season {
    /// Its first and last month, 1 to 12; all the year if absent. A season may run over the end of the year.
    pub months: Option<(u8, u8)>,
    /// From when until when. An interval that ends before it starts ends on the next day.
    pub between: Vec<(Clock, Clock)>,
    /// Its place.
    pub span: Span,
}

impl Season {
    /// Whether a month, 1 to 12, is of the season.
    #[must_use]
    pub fn holds(&self, month: u8) -> bool {
        match self.months {
            None => true,
            Some((first, last)) if first <= last => (first..=last).contains(&month),
            Some((first, last)) => month >= first || month <= last,
        }
    }
}
