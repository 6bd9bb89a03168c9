//! The clauses of a sentence: where, when, on which condition, how shown.

use armistice_facts::calendar::Length as Duration;

use super::hours::Hours;
use super::place::{HeightBound, Near, Place, SideOf};
use super::word::{DateTime, Id, Period, Reading, Text, Window};
use crate::{Span, Spanned};

/// Who is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Recipient {
    /// `the other party`
    OtherParty,
    /// These.
    Named(Vec<Id>),
}

/// A clause of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause {
    /// `in place`
    In(Place),
    /// `into place`
    Into(Place),
    /// A bare `within 5 km of MDL`.
    Near(Near),
    /// `out of place`
    OutOf(Place),
    /// `to place`
    To(Place),
    /// `on their own side of MDL`: whose side, of which line.
    Side(SideOf, Id),
    /// `above 1,000 ft AMSL`
    Height(HeightBound),
    /// `everywhere`
    Everywhere,
    /// `from instant [until instant]`
    From(Moment, Option<Moment>),
    /// `until instant`
    Until(Moment),
    /// `for DURATION`
    ForDuration(Spanned<Duration>),
    /// `by instant`
    By(Moment),
    /// `starting by instant`
    StartingBy(Moment),
    /// `within DURATION (after | beginning) instant`
    Within {
        /// How long.
        length: Spanned<Duration>,
        /// Whether the first day counts.
        counting: Spanned<Counting>,
        /// From when.
        from: Moment,
    },
    /// `without delay`
    WithoutDelay,
    /// `at least DURATION before (it starts | instant)`; `None` for `it starts`.
    AtLeastBefore(Spanned<Duration>, Option<Moment>),
    /// `at least NUMBER times (a PERIOD | in any DURATION)`
    Times(Spanned<u64>, Window),
    /// `at intervals of at most DURATION`
    Intervals(Spanned<Duration>),
    /// `daily [except] between TIME and TIME …`
    Daily(Hours),
    /// `every year by NUMBER MONTH`: month and day.
    EveryYear(u8, u8),
    /// `every (DURATION | PERIOD) from instant`: once in each period of that length.
    Every(Spanned<Duration>, Moment),
    /// `after NAME is (verified | fulfilled | kept for DURATION)`
    AfterNorm(Id, Achieved),
    /// `together with names`
    TogetherWith(Vec<Id>),
    /// `upon event`
    Upon(Event),
    /// `for names`: purposes.
    ForPurposes(Vec<Id>),
    /// `in shares stage {, stage}`
    InShares(Vec<Stage>),
    /// `in steps names`
    InSteps(Vec<Id>),
    /// `stating names`
    Stating(Vec<Id>),
    /// `permanently`
    Permanently,
    /// `except for names`
    ExceptFor(Vec<Id>),
    /// `verified by attest`
    VerifiedBy(Attest),
    /// `unproven counts as (unknown | violated)`
    UnprovenCountsAsViolated(bool),
    /// `cure within DURATION`: for how long a breach can be made good.
    CureWithin(Spanned<Duration>),
    /// `failing which names applies`
    FailingWhich(Vec<Id>),
    /// `quoting STRING`
    Quoting(Text),
    /// `reading STRING [agreed | disputed | unilateral]`
    Reading(Reading),
}

/// `(at least NUMBER share | all) (by instant | within DURATION (after | beginning) instant)`
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// How many parts of the whole; one for `all`.
    pub number: Spanned<u64>,
    /// Into how many parts the whole is cut: 100 for `percent`, 1 for `all`.
    pub parts: u64,
    /// By when: a [`Clause::By`] or a [`Clause::Within`].
    pub due: Box<Clause>,
    /// Its place.
    pub span: Span,
}

/// Whether the first day of a period counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counting {
    /// `after`: it does not.
    After,
    /// `beginning`: it does.
    Beginning,
}

/// What another norm must have reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Achieved {
    /// `is verified`
    Verified,
    /// `is fulfilled`
    Fulfilled,
    /// `is kept for DURATION`
    KeptFor(Duration),
}

/// What a condition waits for.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// `prior notice to recipient [through NAME]`
    PriorNotice(Recipient, Option<Id>),
    /// `consent of (the other party | names)`
    Consent(Recipient),
    /// `request of (the other party | names)`
    Request(Recipient),
    /// `violation of NAME [by the other party]`
    Violation {
        /// Which norm is violated.
        of: Id,
        /// By the other party alone.
        by_other: bool,
    },
    /// `fulfilment of NAME`
    Fulfilment(Id),
    /// `notice of NAME`
    NoticeOf(Id),
    /// `NAME [of (the other party | names)]`
    Other(Id, Option<Recipient>),
}

/// `(DATE | NAME) [+ DURATION] | the end of (YEAR | MONTH YEAR | the PERIOD)`
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// What it starts from.
    pub base: MomentBase,
    /// What is added.
    pub plus: Option<Spanned<Duration>>,
    /// Its place.
    pub span: Span,
}

/// What a moment starts from.
#[derive(Debug, Clone, PartialEq)]
pub enum MomentBase {
    /// A day, with or without a clock time.
    Date(DateTime),
    /// A norm's fulfilment, `signature`, `in-force`.
    Named(Id),
    /// The last day of a year, or of a month of it (1 to 12).
    EndOf(i16, Option<u8>),
    /// The last day of the day, week, month, quarter or year in which the event of the sentence happens.
    EndOfPeriod(Period),
}

/// A rule of attestation.
#[derive(Debug, Clone, PartialEq)]
pub enum Attest {
    /// `all of (names)`
    AllOf(Vec<Id>),
    /// `NUMBER of (names)`
    Of(Spanned<u64>, Vec<Id>),
    /// `the other party`
    OtherParty,
    /// One party or body.
    Named(Id),
}
