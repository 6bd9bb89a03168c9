//! Scenarios: facts that are told, and what is expected of them.

use super::class::Classes;
use super::place::Coordinates;
use super::word::{DateTime, Grade, Id, Text};
use crate::{Span, Spanned};

/// What a line can say of a norm: how far a deed has come, or what an inspection found.
pub const STAGES: &[&str] = &[
    "done",
    "started",
    "partial",
    "not-done",
    "refused",
    "impossible",
    "reversed",
    "fulfilled",
    "not-fulfilled",
];

/// What a line can say of a party or a body besides the verbs of the vocabulary.
pub const ACTS_OF_SIDES: &[&str] =
    &["notify", "suspend", "suspends", "denounce", "denounces", "restore", "restores", "hold"];

/// Flags that an expectation can ask for.
pub const FLAGS: &[&str] = &[
    "contested",
    "denied",
    "late",
    "continuing",
    "cured",
    "excused",
    "so-far",
    "status-disputed",
    "impeached",
    "suspended",
];

/// `test STRING [on record STRING] [as of DATE [known at DATE]]: {fact | expect}`
#[derive(Debug, Clone, PartialEq)]
pub struct TestBlock {
    /// What it shows.
    pub name: Text,
    /// A table of facts that the scenario starts from, relative to the agreement file.
    pub record: Option<Text>,
    /// The day judged; the last fact's if absent.
    pub as_of: Option<DateTime>,
    /// The day of knowledge; the day judged if absent.
    pub known_at: Option<DateTime>,
    /// Facts and expectations in order.
    pub lines: Vec<TestLine>,
    /// Its place.
    pub span: Span,
}

/// One line of a scenario.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a scenario has some dozens of lines, each read once")]
pub enum TestLine {
    /// A fact.
    Fact(TestFact),
    /// What must come out.
    Expect(Expect),
}

/// `DATE NAME (claims | reports | attests | denies | impeaches) NAME NAME [number] [classes] [in all | in state NAME]
/// [step NAME] [for names] [in names] [at …] [neighbour] [out of spot]
/// [to spot]`
#[derive(Debug, Clone, PartialEq)]
pub struct TestFact {
    /// When.
    pub at: DateTime,
    /// Who speaks.
    pub speaker: Id,
    /// How.
    pub manner: Spanned<SpeechAct>,
    /// A party, or the label of a norm.
    pub subject: Id,
    /// A verb, or what became of the norm (`done`, `started`, `not-done`, `reversed`).
    pub verb: Id,
    /// How many.
    pub number: Option<TestNumber>,
    /// Classes or activities.
    pub classes: Option<Classes>,
    /// The state in which they are seen.
    pub state: Option<Id>,
    /// The step that a duty has reached.
    pub step: Option<Id>,
    /// Purposes.
    pub purposes: Vec<Id>,
    /// Zones in which, or lines over which, the source itself says that it happened.
    pub within: Vec<Id>,
    /// Where.
    pub place: Option<Coordinates>,
    /// What it was near, or so far away from.
    pub near: Option<TestNeighbour>,
    /// Where what moves began.
    pub origin: Option<Spot>,
    /// Where what moves ended.
    pub destination: Option<Spot>,
    /// Its place in the file.
    pub span: Span,
}

/// `LENGTH from NAME [of NAME]`, or `near NAME [of NAME] [at coordinates]`
#[derive(Debug, Clone, PartialEq)]
pub struct TestNeighbour {
    /// How far away, in millimetres, if that is told.
    pub distance_mm: Option<Spanned<i64>>,
    /// A class, or a zone, a line or a point.
    pub what: Id,
    /// Whose.
    pub holder: Option<Id>,
    /// Where it was.
    pub at: Option<Coordinates>,
}

/// One end of a move: `names | coordinates`.
#[derive(Debug, Clone, PartialEq)]
pub enum Spot {
    /// Zones in which, or lines over which, the source itself says that it lies.
    Named(Vec<Id>),
    /// A position.
    At(Coordinates),
}

/// `NUMBER`, `at least NUMBER`, `at most NUMBER`, with or without `in all`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestNumber {
    /// At least so many.
    pub least: u64,
    /// At most so many, if that is told.
    pub most: Option<u64>,
    /// All acts over the time told, not one act.
    pub in_all: bool,
    /// Its place in the file.
    pub span: Span,
}

/// How something is said in a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeechAct {
    /// `claims`
    Claims,
    /// `reports`
    Reports,
    /// `attests`
    Attests,
    /// `denies`
    Denies,
    /// `impeaches`
    Impeaches,
}

/// `then NAME [of NAME] [on DATE] (is [not] verdict | has NUMBER …)`
#[derive(Debug, Clone, PartialEq)]
pub struct Expect {
    /// The norm.
    pub norm: Id,
    /// The bearer; every bearer if absent.
    pub bearer: Option<Id>,
    /// The day of the incident that the expectation is about; the norm as a whole if absent.
    pub on: Option<DateTime>,
    /// What must come out.
    pub outcome: Outcome,
    /// Its place in the file.
    pub span: Span,
}

/// What a scenario expects.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// `is [not] (kept | violated | pending | unknown | …) [GRADE] [flags]`
    Verdict {
        /// `is not`
        negated: bool,
        /// A truth (`kept`, `violated`, `pending`, `unknown`), a state (`suspended`, `dormant`, `watching`, `due`,
        /// `overdue`, `ended`), or what became of an incident (`excused`, `dismissed`, `undetermined`).
        word: Id,
        /// The grade.
        grade: Option<Spanned<Grade>>,
        /// Flags that must be there (`contested`, `denied`, `impeached`, `status-disputed`, …).
        flags: Vec<Id>,
    },
    /// `has NUMBER (breach | breaches | excused | dismissed | alleged | undetermined | findings)`
    Number {
        /// How many.
        number: u64,
        /// Of what.
        of: Id,
    },
}
