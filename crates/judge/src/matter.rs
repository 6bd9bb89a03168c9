//! What an exception, or the condition of a permission, is asked of: an act, things seen or counted, or what was owed.
//!
//! An act and a thing seen say where, when and what. Of what was owed and left undone only the time is told; its class
//! and place are those of the norm.

use armistice_facts::{Act, Fact, HeldCount, Instant, Interval, Name, Place, Stage, StateSeen, What};

/// One thing that an exception may cover.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Matter<'a> {
    /// When it happened; of what was owed, from its deadline to the day that is judged.
    pub(crate) about: Interval,
    /// The incident that it belongs to.
    pub(crate) incident: Option<&'a Name>,
    /// What is told of it: the fact, where one tells of it alone.
    pub(crate) fact: Option<&'a Fact>,
    /// What it is.
    pub(crate) kind: Told<'a>,
}

/// What is told of a matter.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Told<'a> {
    /// Somebody did something.
    Act(&'a Act),
    /// Things of a class, somewhere.
    Thing(&'a Name, &'a Place),
    /// Nothing but that the norm was not kept.
    Nothing,
}

impl<'a> Matter<'a> {
    /// The matter of a fact.
    pub(crate) fn of(fact: &'a Fact) -> Self {
        let kind = match &fact.what {
            What::Act(act) => Told::Act(act),
            What::State(StateSeen { class, place, .. }) | What::Count(HeldCount { class, place, .. }) => {
                Told::Thing(class, place)
            }
            _ => Told::Nothing,
        };
        Matter { about: fact.about, incident: fact.incident.as_ref(), fact: Some(fact), kind }
    }

    /// A refusal of what is owed, as things stood at a time.
    pub(crate) fn refusal(fact: &'a Fact, about: Interval) -> Self {
        Matter { about, incident: fact.incident.as_ref(), fact: Some(fact), kind: Told::Nothing }
    }

    /// Whether it is what somebody refused, and not an act or a thing seen.
    pub(crate) fn is_refusal(&self) -> bool {
        let told = self.fact.map(|fact| &fact.what);
        matches!(told, Some(What::Performance(told)) if told.stage == Stage::Refused)
    }

    /// What was owed over a time.
    pub(crate) fn owed(about: Interval) -> Self {
        Matter { about, incident: None, fact: None, kind: Told::Nothing }
    }

    /// Until when a condition of it may have come about: what was owed is excused by what was so by its deadline.
    pub(crate) fn by(&self) -> Instant {
        if self.fact.is_some() { self.about.last() } else { self.about.from }
    }

    /// The act, where it is one.
    pub(crate) fn act(&self) -> Option<&'a Act> {
        match self.kind {
            Told::Act(act) => Some(act),
            Told::Thing(..) | Told::Nothing => None,
        }
    }

    /// The verb and the classes that are told.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'a Name> {
        let (objects, verb): (&'a [Name], Option<&'a Name>) = match self.kind {
            Told::Act(act) => (&act.objects, Some(&act.verb)),
            Told::Thing(class, _) => (std::slice::from_ref(class), None),
            Told::Nothing => (&[], None),
        };
        objects.iter().chain(verb)
    }

    /// The class of the things, where it is things that are told.
    pub(crate) fn class(&self) -> Option<&'a Name> {
        match self.kind {
            Told::Thing(class, _) => Some(class),
            Told::Act(_) | Told::Nothing => None,
        }
    }

    /// Where, as told.
    pub(crate) fn place(&self) -> Option<(&'a Fact, &'a Place)> {
        let place = match self.kind {
            Told::Act(act) => &act.place,
            Told::Thing(_, place) => place,
            Told::Nothing => return None,
        };
        Some((self.fact?, place))
    }

    /// The purposes that are told.
    pub(crate) fn purposes(&self) -> &'a [Name] {
        self.act().map_or(&[], |act| &act.purposes)
    }

    /// Whether the fact is one of the same incident.
    pub(crate) fn shares_incident(&self, fact: &Fact) -> bool {
        self.incident.is_some() && fact.incident.as_ref() == self.incident
    }
}
