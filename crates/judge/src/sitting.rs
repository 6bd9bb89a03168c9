//! One sitting of the judge: the case, the two clocks, and what has been worked out so far.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use armistice_facts::calendar::Zone;
use armistice_facts::{Instant, Name};
use armistice_terms::model::{Agreement, Bearers, Norm};

use crate::docket::{Docket, Places};
use crate::{Case, Grade};

/// How deep the condition of one norm on the verdict of another is followed.
const MAX_DEPTH: usize = 16;

/// The word of the vocabulary for saying yes beforehand.
pub(crate) const CONSENT: &str = "consent";

/// Says how a norm was violated for an instance. The sitting is opened with it, because a verdict asks for other
/// norms' verdicts through the sitting, and the sitting stands below the verdict.
pub(crate) type Breaches = fn(&Sitting<'_>, &Norm, &Instance) -> Vec<Breach>;

/// One violation of a norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Breach {
    /// When it began.
    pub(crate) at: Instant,
    /// The finding, or the verdict, that says so.
    pub(crate) finding: String,
    /// The facts that it rests on.
    pub(crate) facts: Vec<Name>,
}

/// Everything that one judgement looks at.
#[derive(Debug)]
pub(crate) struct Sitting<'a> {
    /// The agreement.
    pub(crate) agreement: &'a Agreement,
    /// The facts that count.
    pub(crate) docket: Docket<'a>,
    /// The clock of events.
    pub(crate) as_of: Instant,
    /// The grade that a finding needs.
    pub(crate) needed: Grade,
    /// Whether proofs are put together, or only what they show is asked for.
    pub(crate) proves: bool,
    /// How a norm is violated for an instance; nothing while it is being worked out.
    violated: RefCell<BTreeMap<(Name, String), Vec<Breach>>>,
    /// How another norm is judged, on which one depends.
    ask: Breaches,
    depth: RefCell<usize>,
}

/// Who is bound by one instance of a norm: one bearer, or all of them together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Instance {
    /// The bearers, in the order of the header.
    pub(crate) names: Vec<Name>,
    /// The names joined by `+`.
    pub(crate) id: String,
    /// The event upon which it is owed, where it is owed once for each.
    pub(crate) trigger: Option<Trigger>,
}

/// An event upon which something is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trigger {
    /// When it happened.
    pub(crate) at: Instant,
    /// When that begins of which it told, as far as that is told.
    pub(crate) starts: Option<Instant>,
    /// The incident that it belongs to.
    pub(crate) incident: Option<Name>,
}

impl Instance {
    fn new(names: Vec<Name>) -> Self {
        let joined: Vec<&str> = names.iter().map(Name::as_str).collect();
        let id = joined.join("+");
        Instance { names, id, trigger: None }
    }

    /// Somebody alone, as a voice may stand to him.
    pub(crate) fn of_one(name: &Name) -> Self {
        Instance::new(vec![name.clone()])
    }

    /// The same bearers, as an event binds them.
    pub(crate) fn upon(&self, trigger: Trigger) -> Self {
        Instance { trigger: Some(trigger), ..self.clone() }
    }

    /// Whether the name is one of the bearers.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.names.iter().any(|own| *own == *name)
    }
}

impl<'a> Sitting<'a> {
    /// Opens the case at the two clocks; `ask` judges another norm on which one depends.
    pub(crate) fn new(
        case: &Case<'a>,
        places: &Rc<Places<'a>>,
        as_of: Instant,
        known_at: Instant,
        ask: Breaches,
    ) -> Self {
        Sitting {
            agreement: case.agreement,
            docket: Docket::new(case, places, as_of, known_at),
            as_of,
            needed: Grade::from(case.agreement.settings.findings_need).max(Grade::Claimed),
            proves: true,
            violated: RefCell::new(BTreeMap::new()),
            ask,
            depth: RefCell::new(0),
        }
    }

    /// The same, where nobody will read the proofs.
    pub(crate) fn without_proofs(self) -> Self {
        Sitting { proves: false, ..self }
    }

    /// The zone of all dates.
    pub(crate) fn zone(&self) -> &'a Zone {
        &self.agreement.settings.time_zone
    }

    /// The instances of a norm, bearers in the order of the header: parties, then bodies.
    pub(crate) fn instances(&self, norm: &Norm) -> Vec<Instance> {
        let mut names = norm.bearers.names().to_vec();
        names.sort_by_key(|name| self.rank(name));
        names.dedup();
        match norm.bearers {
            Bearers::Jointly(_) => vec![Instance::new(names)],
            Bearers::Each(_) | Bearers::Anyone(_) => {
                names.into_iter().map(|name| Instance::new(vec![name])).collect()
            }
        }
    }

    fn rank(&self, name: &Name) -> usize {
        let parties = self.agreement.parties.iter().map(|party| &party.name);
        let bodies = self.agreement.bodies.iter().map(|body| &body.name);
        parties.chain(bodies).position(|known| known == name).unwrap_or(usize::MAX)
    }

    /// The instances of a norm that bind somebody of this instance; all of them if none does.
    pub(crate) fn instances_beside(&self, norm: &Norm, instance: &Instance) -> Vec<Instance> {
        let all = self.instances(norm);
        let beside: Vec<Instance> = all
            .iter()
            .filter(|other| other.names.iter().any(|name| instance.holds(name.as_str())))
            .cloned()
            .collect();
        if beside.is_empty() { all } else { beside }
    }

    /// The parties that are not bearers of the instance, among the parties of the norm's own text.
    pub(crate) fn other_parties(&self, section: usize, instance: &Instance) -> Vec<&'a Name> {
        let parties: Vec<&Name> = match self.agreement.instrument_of(section) {
            Some(instrument) if !instrument.parties.is_empty() => instrument.parties.iter().collect(),
            _ => self.agreement.parties.iter().map(|party| &party.name).collect(),
        };
        parties.into_iter().filter(|party| !instance.holds(party.as_str())).collect()
    }

    /// Since when a norm is violated for anybody of whom the instance speaks.
    pub(crate) fn violated_since(&self, norm: &Norm, instance: &Instance) -> Option<Instant> {
        self.breaches_beside(norm, instance).iter().map(|breach| breach.at).min()
    }

    /// The violations of a norm by somebody of the instance; by anybody, if it binds none of them.
    pub(crate) fn breaches_beside(&self, norm: &Norm, instance: &Instance) -> Vec<Breach> {
        let instances = self.instances_beside(norm, instance);
        instances.iter().flat_map(|one| self.breaches(norm, one)).collect()
    }

    /// The violations of a norm by those who are not of the instance; by anybody, if it binds nobody else.
    pub(crate) fn breaches_by_others(&self, norm: &Norm, instance: &Instance) -> Vec<Breach> {
        let all = self.instances(norm);
        let is_other = |one: &&Instance| !one.names.iter().any(|name| instance.holds(name.as_str()));
        let others: Vec<&Instance> = all.iter().filter(is_other).collect();
        let whose = if others.is_empty() { all.iter().collect() } else { others };
        let mut breaches: Vec<Breach> = whose.into_iter().flat_map(|one| self.breaches(norm, one)).collect();
        breaches.sort_by(|one, two| (one.at, &one.finding).cmp(&(two.at, &two.finding)));
        breaches
    }

    /// The violations of a norm by those who are not of the instance, and by nobody else.
    pub(crate) fn breaches_by_the_other(&self, norm: &Norm, instance: &Instance) -> Vec<Breach> {
        let others = self.instances(norm).into_iter();
        let others = others.filter(|one| !one.names.iter().any(|name| instance.holds(name.as_str())));
        let mut breaches: Vec<Breach> = others.flat_map(|one| self.breaches(norm, &one)).collect();
        breaches.sort_by(|one, two| (one.at, &one.finding).cmp(&(two.at, &two.finding)));
        breaches
    }

    /// The violations of a norm for one instance.
    ///
    /// A chain of norms that wake each other is followed to a bounded depth; a circle never wakes anybody.
    fn breaches(&self, norm: &Norm, instance: &Instance) -> Vec<Breach> {
        let key = (norm.label.clone(), instance.id.clone());
        if let Some(known) = self.violated.borrow().get(&key) {
            return known.clone();
        }
        if *self.depth.borrow() >= MAX_DEPTH {
            return Vec::new();
        }
        self.violated.borrow_mut().insert(key.clone(), Vec::new());
        *self.depth.borrow_mut() += 1;
        let found = (self.ask)(self, norm, instance);
        *self.depth.borrow_mut() -= 1;
        self.violated.borrow_mut().insert(key, found.clone());
        found
    }
}
