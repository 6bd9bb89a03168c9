//! Sentences that bind, and what changes or shows them.

use armistice_facts::calendar::Length as Duration;

use super::class::{ClassExpr, Classes};
use super::clause::{Attest, Clause, Event, Moment, Recipient};
use super::word::{DateTime, Id, Reading, Window};
use crate::Spanned;

/// A norm: a label and a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Norm {
    /// Its label.
    pub label: Id,
    /// What it says.
    pub sentence: Sentence,
}

/// `subject modal predicate {clause}`
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Who.
    pub subject: Spanned<Subject>,
    /// Must, must not, may.
    pub modal: Spanned<Modal>,
    /// What.
    pub predicate: Spanned<Predicate>,
    /// Where, when, how.
    pub clauses: Vec<Spanned<Clause>>,
}

/// Who is bound.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// `each party`
    EachParty,
    /// `no party`
    NoParty,
    /// `no one`
    NoOne,
    /// `the parties jointly`
    PartiesJointly,
    /// `A, B [jointly]`
    Named {
        /// The parties and bodies.
        names: Vec<Id>,
        /// Together, not each.
        jointly: bool,
    },
}

/// The modal verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modal {
    /// `must`, `shall`, `will`
    Must,
    /// `must not`
    MustNot,
    /// `may`
    May,
    /// `may not`
    MayNot,
}

/// What is to be done, or not.
#[derive(Debug, Clone, PartialEq)]
pub enum Predicate {
    /// `keep classes in state names`
    Keep {
        /// Of which classes.
        classes: Classes,
        /// In which states.
        states: Vec<Id>,
    },
    /// `hold [only] at most count {, count}`
    HoldAtMost {
        /// Nothing else may be held.
        only: bool,
        /// How many of which.
        counts: Vec<Count>,
    },
    /// `hold [only] at most the classes of DATE`
    HoldAsOf {
        /// Nothing else may be held.
        only: bool,
        /// Of which classes.
        classes: Classes,
        /// The day whose inventory is the limit.
        date: DateTime,
    },
    /// `hold at least count {, count}`
    HoldAtLeast {
        /// How many of which.
        counts: Vec<Count>,
    },
    /// `NAME no (more | fewer) than count (a PERIOD | in any DURATION | at once)`
    Rate {
        /// The verb.
        verb: Id,
        /// `fewer` instead of `more`.
        is_floor: bool,
        /// How many.
        count: Count,
        /// Over which time.
        window: Window,
    },
    /// `give notice to recipient of classes [through NAME]`
    GiveNotice {
        /// To whom.
        to: Recipient,
        /// Of what.
        of: Classes,
        /// Through which channel.
        through: Option<Id>,
    },
    /// `NAME count {, count}`
    Counted {
        /// The verb.
        verb: Id,
        /// How many of which.
        counts: Vec<Count>,
    },
    /// `NAME [classes]`
    Act {
        /// The verb.
        verb: Id,
        /// Of which classes or activities.
        classes: Option<Classes>,
    },
}

/// `NUMBER [(percent | half | third | quarter) of] class-expr`
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// How many, or how many parts of the whole.
    pub number: Spanned<u64>,
    /// Into how many parts the whole is cut of which the number is a share: 100 for `percent`, 3 for `third`.
    pub share_of: Option<u64>,
    /// Of what; of a share, an inventory or a class that has one.
    pub of: ClassExpr,
}

/// `label: exception to names: sentence.`
#[derive(Debug, Clone, PartialEq)]
pub struct Exception {
    /// Its label.
    pub label: Id,
    /// The norms it defeats.
    pub to: Vec<Id>,
    /// What is permitted.
    pub sentence: Sentence,
}

/// `label: procedure for subject {clause}: step {then step}.`
#[derive(Debug, Clone, PartialEq)]
pub struct Procedure {
    /// Its label.
    pub label: Id,
    /// Who is bound.
    pub subject: Spanned<Subject>,
    /// When and where.
    pub clauses: Vec<Spanned<Clause>>,
    /// The steps in order.
    pub steps: Vec<Id>,
}

/// `verification of names: by attest [through names] [within DURATION after instant] [coverage at least N percent]`
#[derive(Debug, Clone, PartialEq)]
pub struct Verification {
    /// Of which norms.
    pub of: Vec<Id>,
    /// By whom.
    pub by: Attest,
    /// By which means.
    pub through: Vec<Id>,
    /// By when.
    pub within: Option<(Spanned<Duration>, Moment)>,
    /// The share that must be observed before a ban can be found kept, in per cent.
    pub coverage_percent: Option<Spanned<u64>>,
}

/// `decision NAME on DATE by names …`
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Its name; of one that replaces a norm, the label of the norm from that day on.
    pub name: Id,
    /// Its day.
    pub on: DateTime,
    /// Who took it.
    pub by: Vec<Id>,
    /// What it does.
    pub decides: Decided,
}

/// What a decision does.
#[derive(Debug, Clone, PartialEq)]
pub enum Decided {
    /// `replaces NAME: sentence`
    Replaces {
        /// The norm replaced.
        norm: Id,
        /// What it says now.
        sentence: Sentence,
    },
    /// `releases (each party | names) from names [reading]`
    Releases {
        /// Whom; each party if nobody is named.
        whom: Vec<Id>,
        /// From which norms.
        from: Vec<Id>,
        /// How the text is read.
        reading: Option<Reading>,
    },
    /// `moves the (end | deadline) of (the agreement | names) to moment [reading]`
    Moves {
        /// What is moved.
        part: Movable,
        /// Of what: norms, exceptions, or the whole text if the name is `agreement`.
        of: Vec<Id>,
        /// To when.
        to: Moment,
        /// How the text is read.
        reading: Option<Reading>,
    },
}

/// What a decision can move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Movable {
    /// The last day.
    End,
    /// The day by which something has to be done.
    Deadline,
}

impl Decision {
    /// The sentence that it puts in the place of another, if it does.
    #[must_use]
    pub fn sentence(&self) -> Option<&Sentence> {
        match &self.decides {
            Decided::Replaces { sentence, .. } => Some(sentence),
            Decided::Releases { .. } | Decided::Moves { .. } => None,
        }
    }
}

/// `in force (from instant | upon event) [reading]`, `ends (on instant | upon event) [reading]`
#[derive(Debug, Clone, PartialEq)]
pub struct Lifecycle {
    /// A moment, or
    pub at: Option<Moment>,
    /// an event.
    pub upon: Option<Event>,
    /// How the text is read.
    pub reading: Option<Reading>,
}
