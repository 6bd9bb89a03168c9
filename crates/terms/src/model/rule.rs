//! To what somebody is bound: one form for each kind of rule.

use armistice_facts::Name;
use armistice_facts::calendar::{Date, Length};

use super::moment::{Event, Moment, Recipient};
use super::place::Place;
use crate::ast::{Counting, Window};
use crate::class_set::{ClassSet, ClassTest};

/// To what somebody is bound.
#[derive(Debug, Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "an agreement has some hundreds of norms, each read many times"
)]
pub enum Rule {
    /// Must not.
    Ban(Ban),
    /// Must keep things in a state.
    Upkeep(Upkeep),
    /// May hold at most so many.
    Ceiling(Ceiling),
    /// May do no more, or no fewer, than so many in a period.
    Rate(Rate),
    /// Must do something by a deadline.
    Deed(Deed),
    /// Must tell somebody of every event of a class.
    Notice(NoticeDuty),
    /// Must go through steps in order.
    Procedure(Procedure),
    /// May do something; never violated.
    Permission(Permission),
    /// May change what is in force; never violated, and without effect where its conditions are not met.
    Power(Power),
}

/// Nothing of that kind in that place in that time.
#[derive(Debug, Clone)]
pub struct Ban {
    /// The verb.
    pub verb: Name,
    /// Of which classes or activities.
    pub objects: ClassSet,
    /// Where: the actor inside, the effect inside, or near; any of them.
    pub place: Place,
    /// Only for these purposes, if any are named.
    pub purposes: Vec<Name>,
    /// Except for these purposes.
    pub except_for: Vec<Name>,
}

/// Things kept in a state.
#[derive(Debug, Clone)]
pub struct Upkeep {
    /// Of which classes.
    pub classes: ClassSet,
    /// In all of these states.
    pub states: Vec<Name>,
    /// Where.
    pub place: Place,
}

/// A ceiling on what is held, or a floor under it.
#[derive(Debug, Clone)]
pub struct Ceiling {
    /// At least so many instead of at most.
    pub is_floor: bool,
    /// Classes not listed must not be there at all.
    pub only: bool,
    /// So many of which.
    pub limits: Vec<Limit>,
    /// Instead of numbers: as many of each class as were recorded for this day are the limit.
    pub as_of: Option<(ClassSet, Date)>,
    /// Where.
    pub place: Place,
}

/// How many of which.
#[derive(Debug, Clone)]
pub struct Limit {
    /// How many; of a share, how many of its parts.
    pub number: u64,
    /// Of which inventory, cut into how many parts, the number is a share.
    pub share: Option<Share>,
    /// Of what.
    pub of: ClassTest,
}

/// What a share is a share of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The equal parts into which the whole is cut: 100 for per cent.
    pub parts: u64,
    /// The inventory that says how many the whole is.
    pub inventory: Name,
}

/// How often something may or must be done.
#[derive(Debug, Clone)]
pub struct Rate {
    /// The verb.
    pub verb: Name,
    /// At least instead of at most.
    pub is_floor: bool,
    /// How many of what; for "at least 2 times a month" the acts of the verb themselves.
    pub limit: Limit,
    /// Where acts are counted, not things: acts with these.
    pub objects: ClassSet,
    /// Over which time.
    pub window: Window,
    /// Where.
    pub place: Place,
}

impl Rate {
    /// Whether acts of the verb are counted, whatever number of things each is about.
    #[must_use]
    pub fn counts_acts(&self) -> bool {
        self.limit.of.class == self.verb
    }

    /// With what the acts have to be done: the things that are counted, or, where acts are, what these are about.
    #[must_use]
    pub fn things(&self) -> ClassSet {
        if self.counts_acts() {
            return self.objects.clone();
        }
        ClassSet { any_of: vec![self.limit.of.clone()], excluding: Vec::new() }
    }
}

/// Something to be done.
#[derive(Debug, Clone)]
pub struct Deed {
    /// The verb.
    pub verb: Name,
    /// How many of which; empty if the verb takes no object.
    pub objects: Vec<Limit>,
    /// All of these, where no number is given.
    pub all_of: ClassSet,
    /// Where, out of where, to where.
    pub place: Place,
    /// `out of` this place.
    pub out_of: Option<Place>,
    /// `to` this place.
    pub to: Option<Place>,
    /// By when.
    pub deadline: Deadline,
    /// The shares that are due before, in their order, each by its own day; `objects` are the last of them.
    pub stages: Vec<Stage>,
    /// When it must have begun.
    pub starting_by: Option<Moment>,
    /// The steps, in order.
    pub steps: Vec<Name>,
    /// Afterwards the reverse is banned.
    pub permanently: bool,
    /// For these purposes.
    pub purposes: Vec<Name>,
}

/// A share that is due before the last.
#[derive(Debug, Clone)]
pub struct Stage {
    /// How many.
    pub owed: Limit,
    /// By when.
    pub deadline: Deadline,
}

impl Deed {
    /// By when each of its shares has to be done, the last of them last.
    pub fn deadlines(&self) -> impl Iterator<Item = &Deadline> {
        self.stages.iter().map(|stage| &stage.deadline).chain([&self.deadline])
    }

    /// The shares in their order, each with its deadline; of a deed of so many at once, that one number.
    pub fn shares(&self) -> impl Iterator<Item = (&Limit, &Deadline)> {
        let last = self.objects.iter().map(|limit| (limit, &self.deadline));
        self.stages.iter().map(|stage| (&stage.owed, &stage.deadline)).chain(last)
    }
}

/// By when something must be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deadline {
    /// Until the end of that day, or that instant.
    By(Moment),
    /// Within a length of time.
    Within {
        /// How long.
        length: Length,
        /// Whether the first day counts.
        counting: Counting,
        /// From when.
        from: Moment,
    },
    /// At least so long before an event (`None`: before it starts).
    Before(Length, Option<Moment>),
    /// By that day of each year: owed anew in each.
    EveryYear {
        /// 1 to 12.
        month: u8,
        /// 1 to 31; a day that every year has.
        day: u8,
    },
    /// In each period of that length: owed anew in each.
    Every {
        /// How long a period is: days, weeks, months or years.
        length: Length,
        /// From when the first one runs; a day counts as its first.
        from: Moment,
    },
    /// Without a date: never violated by the clock alone.
    WithoutDelay,
}

/// A duty to tell.
#[derive(Debug, Clone)]
pub struct NoticeDuty {
    /// To whom.
    pub to: Recipient,
    /// Of every event of these.
    pub of: ClassSet,
    /// Through which channel.
    pub through: Option<Name>,
    /// How long before it starts; `None`: without delay after it.
    pub lead: Option<Length>,
    /// Which fields it states.
    pub stating: Vec<Name>,
    /// Where the event is.
    pub place: Place,
}

/// Steps in order.
#[derive(Debug, Clone)]
pub struct Procedure {
    /// The steps: activities of the vocabulary.
    pub steps: Vec<Name>,
    /// Upon what.
    pub upon: Option<Event>,
    /// Where.
    pub place: Place,
}

/// Something that may be done, and that no norm forbids.
#[derive(Debug, Clone)]
pub struct Permission {
    /// The verb.
    pub verb: Name,
    /// Of which classes or activities.
    pub objects: ClassSet,
    /// Up to how many of which, if the text says so.
    pub limits: Vec<Limit>,
    /// Where.
    pub place: Place,
    /// For these purposes, if any are named.
    pub purposes: Vec<Name>,
}

/// A power over what is in force.
#[derive(Debug, Clone)]
pub struct Power {
    /// What may be done.
    pub change: PowerKind,
    /// Over what.
    pub over: Vec<PowerTarget>,
    /// How long before it takes effect notice has to be given.
    pub lead: Option<Length>,
    /// For how long a renewal renews.
    pub renews_for: Option<Length>,
}

/// What a power does to what is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PowerKind {
    /// Suspends it for the one who exercises it.
    Suspend,
    /// Ends it for the one who exercises it.
    Denounce,
    /// Ends a suspension.
    Restore,
    /// Moves its end.
    Renew,
    /// Consents to what waits for consent.
    Consent,
}

/// What a power is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PowerTarget {
    /// A norm or an exception.
    Norm(Name),
    /// A section, with all that stands in it.
    Section(Name),
    /// The whole instrument that governs the power's own section.
    Agreement,
}

impl PowerTarget {
    /// Whether it is just what a declaration names: the label of a norm, the id of a section, or `agreement`. A right to
    /// suspend or leave a treaty is over the whole of it, and one over a part is over that part alone, unless the text
    /// says otherwise (Vienna Convention on the Law of Treaties, article 44).
    #[must_use]
    pub fn is(&self, scope: &str) -> bool {
        match self {
            PowerTarget::Norm(name) | PowerTarget::Section(name) => *name == *scope,
            PowerTarget::Agreement => scope == "agreement",
        }
    }
}
