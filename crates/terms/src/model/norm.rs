//! Norms: who is bound, by what rule, how it is verified, what defeats it.

use armistice_facts::Name;
use armistice_facts::calendar::{Date, Length};

use super::moment::{Condition, Moment, Reading};
use super::place::Place;
use super::rule::Rule;
use crate::Span;
use crate::ast::Hours;
use crate::class_set::ClassSet;

/// One norm: who is bound to what, where, when, and how it is shown.
#[derive(Debug, Clone)]
pub struct Norm {
    /// Its label, unique in the file.
    pub label: Name,
    /// The section it stands in.
    pub section: usize,
    /// Who is bound.
    pub bearers: Bearers,
    /// To what.
    pub rule: Rule,
    /// From when; from entry into force if absent.
    pub from: Option<Moment>,
    /// Until when, that day included; without end if absent.
    pub until: Option<Moment>,
    /// How long it binds from its start on, where the start is no day of the calendar.
    pub lasts: Option<Length>,
    /// At which hours of the day; at all hours if absent.
    pub hours: Option<Hours>,
    /// What must have happened before it binds.
    pub conditions: Vec<Condition>,
    /// How it is verified.
    pub attestation: Option<Attestation>,
    /// A duty past its deadline and unproven counts as violated.
    pub unproven_is_violated: bool,
    /// For how long a breach can be made good; it is then none that stands.
    pub cure: Option<Length>,
    /// Norms that wake when this one is violated.
    pub failing_which: Vec<Name>,
    /// Norms that run beside it: if one of them is overdue, that is shown; it excuses nothing.
    pub together_with: Vec<Name>,
    /// Words of the quotation that it formalises.
    pub quoting: Option<String>,
    /// How the text is read.
    pub reading: Option<Reading>,
    /// The decision by which another norm takes its place.
    pub replaced: Option<Replacement>,
    /// The decision that made it.
    pub decision: Option<DecisionOf>,
    /// The statement's place.
    pub span: Span,
}

/// That another norm takes the place of this one.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// The label of the norm that takes its place.
    pub by: Name,
    /// From that day on.
    pub on: Date,
}

/// Of which decision a norm comes.
#[derive(Debug, Clone)]
pub struct DecisionOf {
    /// Its day.
    pub on: Date,
    /// Who took it.
    pub by: Vec<Name>,
    /// The norm replaced.
    pub replaces: Name,
}

/// Who is bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bearers {
    /// Each of them for itself: one instance each.
    Each(Vec<Name>),
    /// All of them together: one instance.
    Jointly(Vec<Name>),
    /// Everybody: one instance for each party's side, private persons included.
    Anyone(Vec<Name>),
}

/// A rule of verification.
#[derive(Debug, Clone)]
pub struct Attestation {
    /// Who must attest.
    pub by: Attesters,
    /// By which means.
    pub through: Vec<Name>,
    /// By when: so long after a moment.
    pub within: Option<(Length, Moment)>,
    /// The share that must be observed before a ban can be found kept, in per cent.
    pub coverage_percent: Option<u64>,
    /// The rule's place.
    pub span: Span,
}

/// Who must attest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attesters {
    /// All of these.
    AllOf(Vec<Name>),
    /// So many of these.
    AtLeast(u64, Vec<Name>),
    /// The party that is not the bearer (each of them, if there are several).
    OtherParty,
    /// This one.
    Named(Name),
}

/// What defeats a ban for acts that match it.
#[derive(Debug, Clone)]
pub struct Exception {
    /// Its label.
    pub label: Name,
    /// The section it stands in.
    pub section: usize,
    /// The norms, or exceptions, that it defeats.
    pub to: Vec<Name>,
    /// For whom.
    pub bearers: Bearers,
    /// The verb.
    pub verb: Name,
    /// Of which classes or activities.
    pub objects: ClassSet,
    /// Where; everywhere if nothing is said.
    pub place: Place,
    /// For these purposes.
    pub purposes: Vec<Name>,
    /// At which hours of the day; at all hours if absent.
    pub hours: Option<Hours>,
    /// On these conditions.
    pub conditions: Vec<Condition>,
    /// From when.
    pub from: Option<Moment>,
    /// Until when.
    pub until: Option<Moment>,
    /// How long from its start on, where the start is no day of the calendar.
    pub lasts: Option<Length>,
    /// How the text is read.
    pub reading: Option<Reading>,
    /// The statement's place.
    pub span: Span,
}

impl Bearers {
    /// The names.
    #[must_use]
    pub fn names(&self) -> &[Name] {
        match self {
            Bearers::Each(names) | Bearers::Jointly(names) | Bearers::Anyone(names) => names,
        }
    }
}
