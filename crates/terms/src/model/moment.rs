//! When: moments, events, conditions, the beginning and end of a text; and how an open text is read.

use armistice_facts::calendar::{Date, Length};
use armistice_facts::{Instant, Name};

use crate::ast::{Achieved, Agreement as SharedBy, Period};

/// How the text is read where it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The choice made.
    pub text: String,
    /// Who shares it.
    pub by: SharedBy,
}

/// A beginning or an end.
#[derive(Debug, Clone)]
pub struct Lifecycle {
    /// At a moment, or
    pub at: Option<Moment>,
    /// upon an event.
    pub upon: Option<Event>,
    /// How the text is read.
    pub reading: Option<Reading>,
}

/// A moment: a day or an instant, or another norm's fulfilment, with something added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// What it starts from.
    pub base: MomentBase,
    /// What is added.
    pub plus: Option<Length>,
}

/// What a moment starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MomentBase {
    /// A day of the agreement's zone.
    Day(Date),
    /// An instant.
    Instant(Instant),
    /// When the instrument was signed.
    Signature,
    /// When it entered into force.
    InForce,
    /// When a norm was fulfilled.
    Fulfilment(Name),
    /// When a norm was first violated.
    Violation(Name),
    /// When the event happened upon which the norm is owed: once for each time that it happens.
    Trigger,
    /// The last day of the calendar period in which that event happened.
    EndOf(Period),
}

/// What must have happened before a norm binds.
#[derive(Debug, Clone)]
pub enum Condition {
    /// `after X is verified | fulfilled | kept for 7 days`
    After(Name, Achieved),
    /// `upon …`
    Upon(Event),
}

/// What a condition waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A notice given beforehand.
    PriorNotice {
        /// To whom.
        to: Recipient,
        /// Through which channel, if one is named.
        through: Option<Name>,
        /// How long before what it tells of, if the text says; of a power, its own lead says so.
        lead: Option<Length>,
    },
    /// Consent of all of these.
    Consent(Recipient),
    /// A request of any of these.
    Request(Recipient),
    /// That a norm is violated.
    Violation {
        /// Which.
        of: Name,
        /// By a party that is not the bearer, and by nobody else.
        by_other: bool,
    },
    /// That a norm is fulfilled.
    Fulfilment(Name),
    /// A notice under a norm.
    NoticeUnder(Name),
    /// An event of the vocabulary, by these; by anybody if nobody is named.
    Other(Name, Option<Recipient>),
}

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// The other party.
    OtherParty,
    /// These.
    Named(Vec<Name>),
}
