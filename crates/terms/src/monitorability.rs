//! Which kinds of observation could ever show that a norm is broken, or that it is kept.
//!
//! Derived from the checked agreement alone: what its vocabulary says of the things, states and acts (`observed by`),
//! who attests by its rules of verification, which registers it keeps, and what its judge asks for. It says what
//! could be seen, not what is: whether anybody looks is another matter.

mod conditions;
mod parts;
mod sources;

use std::collections::BTreeSet;

use armistice_facts::Name;

use crate::model::{Agreement, Exception, Norm, Rule};
use sources::Sources;

/// One way by which something comes to be known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Observation {
    /// A kind of observation of the vocabulary: `radar-track`, `patrol-report`.
    Means(Name),
    /// The norm's own rule of verification, by more than one side's word.
    Attestation,
    /// The word of a body of the agreement on what it did itself.
    Word(Name),
    /// A register of the agreement, whatever it holds.
    Register(Name),
    /// A notice that is on record and shows its own lateness.
    LateNotice,
    /// The deadline itself: past it, the duty counts as violated while unproven.
    Lapse,
    /// Watching of so much of the place and time, in per cent.
    Watching(u64),
}

/// What has to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartOf {
    /// What was done, held or kept, or was not.
    Matter,
    /// An attribute of it, on which the norm turns.
    Attribute(Name),
    /// The purpose, on which the norm turns.
    Purpose,
    /// That it was in that zone.
    Place(Name),
    /// That it is refused, or impossible: where no last day is named, the clock does not break it.
    Refusal,
    /// That no notice was given in time.
    Absence,
    /// What the condition of that number waits for, counted from 0.
    Condition(usize),
    /// That everything was watched that had to be.
    Everything,
}

/// One thing that has to be shown, by any of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What.
    pub of: PartOf,
    /// By any of these; by none if empty.
    pub by: BTreeSet<Observation>,
    /// Whether all that could show it is the word of a party.
    pub is_word: bool,
}

/// How far something can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    /// Nothing could ever show it.
    Never,
    /// Only what a party says of itself or of the other.
    Word,
    /// Something else could, too.
    Seen,
}

/// All that has to be shown for one answer; every part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Showing {
    /// The parts; the first is the matter itself.
    pub parts: Vec<Part>,
}

/// What could show that a norm is broken, and what that it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monitorability {
    /// That it is broken.
    pub breach: Showing,
    /// That it is kept, or fulfilled.
    pub fulfilment: Showing,
}

/// How many norms can be seen to be broken, and how many to be kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Norms that can be broken at all: permissions and powers cannot.
    pub norms: usize,
    /// Those whose breach something else than a party's word could show.
    pub seen: usize,
    /// Those whose breach only a party's word could show.
    pub word: usize,
    /// Those that something could show to be kept.
    pub kept: usize,
}

impl Share {
    /// Norms whose breach nothing could ever show.
    #[must_use]
    pub fn never(self) -> usize {
        self.norms.saturating_sub(self.seen).saturating_sub(self.word)
    }
}

impl std::iter::Sum for Share {
    fn sum<I: Iterator<Item = Share>>(shares: I) -> Share {
        shares.fold(Share::default(), |sum, one| Share {
            norms: sum.norms + one.norms,
            seen: sum.seen + one.seen,
            word: sum.word + one.word,
            kept: sum.kept + one.kept,
        })
    }
}

impl Showing {
    /// How far all of it can be shown: as far as the part that can be shown least.
    #[must_use]
    pub fn visibility(&self) -> Visibility {
        self.parts.iter().map(Part::visibility).min().unwrap_or(Visibility::Never)
    }

    /// The observations that show the matter itself.
    pub fn by(&self) -> impl Iterator<Item = &Observation> {
        self.parts.first().into_iter().flat_map(|part| &part.by)
    }

    /// The first part that can be shown no further than that.
    #[must_use]
    pub fn lacking(&self, visibility: Visibility) -> Option<&Part> {
        self.parts.iter().find(|part| part.visibility() == visibility)
    }
}

impl Part {
    /// How far it can be shown.
    #[must_use]
    pub fn visibility(&self) -> Visibility {
        match (self.by.is_empty(), self.is_word) {
            (true, _) => Visibility::Never,
            (false, true) => Visibility::Word,
            (false, false) => Visibility::Seen,
        }
    }
}

/// What could show that a norm is broken, and that it is kept; `None` for what can never be broken.
#[must_use]
pub fn of_norm(agreement: &Agreement, norm: &Norm) -> Option<Monitorability> {
    parts::of_norm(&Sources::of(agreement), norm, 0)
}

/// The same for every norm that can be broken, in the order of the file.
#[must_use]
pub fn of_norms(agreement: &Agreement) -> Vec<(&Norm, Monitorability)> {
    let sources = Sources::of(agreement);
    let of = |norm| Some((norm, parts::of_norm(&sources, norm, 0)?));
    agreement.norms.iter().filter_map(of).collect()
}

/// What could show that each exception covers an act: its purpose and its conditions, each a part.
#[must_use]
pub fn of_exceptions(agreement: &Agreement) -> Vec<(&Exception, Vec<Part>)> {
    let sources = Sources::of(agreement);
    agreement.exceptions.iter().map(|one| (one, parts::of_exception(&sources, one))).collect()
}

/// How many norms of an agreement can be seen to be broken or kept.
#[must_use]
pub fn share(agreement: &Agreement) -> Share {
    let one = |(_, found): &(&Norm, Monitorability)| {
        let breach = found.breach.visibility();
        Share {
            norms: 1,
            seen: usize::from(breach == Visibility::Seen),
            word: usize::from(breach == Visibility::Word),
            kept: usize::from(found.fulfilment.visibility() != Visibility::Never),
        }
    };
    of_norms(agreement).iter().map(one).sum()
}

/// Whether a norm can be broken: whoever may do something, need not.
#[must_use]
pub fn can_be_broken(rule: &Rule) -> bool {
    !matches!(rule, Rule::Permission(_) | Rule::Power(_))
}

#[cfg(test)]
mod tests;
