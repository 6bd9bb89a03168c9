//! The facts that count, sorted and indexed once.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use armistice_facts::{
    Coverage, Denial, Fact, Impeachment, Inspection, Instant, Name, Notice, Outcome, Performance, Placement,
    PlacementTarget, Precision, Ruling, StatusChange, What,
};

use crate::Case;

/// Facts that are known and have happened, by kind.
#[derive(Debug)]
pub(crate) struct Docket<'a> {
    /// Acts, states and counts, in the order of time.
    pub(crate) sights: Vec<&'a Fact>,
    /// The verbs of all acts.
    pub(crate) verbs: BTreeSet<&'a Name>,
    /// Notices, in the order of time.
    pub(crate) notices: Vec<(&'a Fact, &'a Notice)>,
    /// Changes of what is in force and the answers to them, in the order of time.
    pub(crate) statuses: Vec<(&'a Fact, &'a StatusChange)>,
    by_id: BTreeMap<&'a str, &'a Fact>,
    performances: BTreeMap<&'a str, Vec<(&'a Fact, &'a Performance)>>,
    inspections: BTreeMap<&'a str, Vec<(&'a Fact, &'a Inspection)>>,
    rulings: BTreeMap<&'a str, Vec<(&'a Fact, &'a Ruling)>>,
    coverages: BTreeMap<&'a str, Vec<(&'a Fact, &'a Coverage)>>,
    denials: BTreeMap<&'a str, Vec<(&'a Fact, &'a Denial)>>,
    impeachments: BTreeMap<&'a str, Vec<(&'a Fact, &'a Impeachment)>>,
    places: Rc<Places<'a>>,
}

/// How facts lie to the places of norms and exceptions, sorted once for all sittings of a case: by a number made of the two
/// names, which is found far sooner than the names are, and only then by the names.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    numbers: Vec<u64>,
    placed: Vec<Placed<'a>>,
}

/// The fact, the norm or exception, and how the one lies to the place of the other.
type Placed<'a> = (&'a str, &'a str, &'a Placement);

impl<'a> Places<'a> {
    /// Sorts the placements. Of several of one fact relative to one place the least in their order stands, so that
    /// the order in which they are given does not matter.
    pub(crate) fn new(placements: &'a [Placement]) -> Rc<Self> {
        let mut sorted: Vec<(u64, Placed<'a>)> = placements
            .iter()
            .filter_map(|placement| match &placement.target {
                PlacementTarget::Norm(norm) => {
                    let (fact, norm) = (placement.fact.as_str(), norm.as_str());
                    Some((number(fact, norm), (fact, norm, placement)))
                }
                PlacementTarget::Zone(_) | PlacementTarget::Line(_) => None,
            })
            .collect();
        sorted.sort_unstable();
        sorted.dedup_by_key(|(_, (fact, norm, _))| (*fact, *norm));
        let (numbers, placed) = sorted.into_iter().unzip();
        Rc::new(Places { numbers, placed })
    }

    fn of(&self, fact: &str, norm: &str) -> Option<&'a Placement> {
        let number = number(fact, norm);
        let first = self.numbers.partition_point(|known| *known < number);
        let same = self.numbers.get(first..)?.iter().take_while(|known| **known == number).count();
        let placed = self.placed.get(first..first + same)?;
        placed.iter().find(|(known, place, _)| (*known, *place) == (fact, norm)).map(|(_, _, found)| *found)
    }
}

/// A number of two names, the same on every machine (Fowler, Noll and Vo, FNV-1a).
fn number(fact: &str, norm: &str) -> u64 {
    let bytes = fact.bytes().chain([0]).chain(norm.bytes());
    bytes
        .fold(0xcbf2_9ce4_8422_2325, |number, byte| (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl<'a> Docket<'a> {
    /// The facts of the case known at `known_at`, as far as they had happened by `as_of`.
    ///
    /// What is only said about earlier facts (a denial, an impeachment, a ruling) counts from the day it is known,
    /// whenever it was said: it changes what is known of the past, not what had happened.
    pub(crate) fn new(case: &Case<'a>, places: &Rc<Places<'a>>, as_of: Instant, known_at: Instant) -> Self {
        let mut docket = Docket {
            sights: Vec::new(),
            verbs: BTreeSet::new(),
            notices: Vec::new(),
            statuses: Vec::new(),
            by_id: BTreeMap::new(),
            performances: BTreeMap::new(),
            inspections: BTreeMap::new(),
            rulings: BTreeMap::new(),
            coverages: BTreeMap::new(),
            denials: BTreeMap::new(),
            impeachments: BTreeMap::new(),
            places: Rc::clone(places),
        };
        for fact in ordered(case.facts, known_at) {
            if docket.by_id.insert(fact.id.as_str(), fact).is_none() && has_happened(fact, as_of) {
                docket.enter(fact);
            }
        }
        docket
    }

    fn enter(&mut self, fact: &'a Fact) {
        if let What::Act(act) = &fact.what {
            self.verbs.insert(&act.verb);
        }
        match &fact.what {
            What::Act(_) | What::State(_) | What::Count(_) => self.sights.push(fact),
            What::Notice(notice) => self.notices.push((fact, notice)),
            What::Status(change) => self.statuses.push((fact, change)),
            What::Performance(told) => {
                self.performances.entry(told.norm.as_str()).or_default().push((fact, told));
            }
            What::Inspection(told) => {
                self.inspections.entry(told.norm.as_str()).or_default().push((fact, told));
            }
            What::Ruling(ruling) => {
                self.rulings.entry(ruling.norm.as_str()).or_default().push((fact, ruling));
            }
            What::Coverage(told) => {
                self.coverages.entry(told.norm.as_str()).or_default().push((fact, told));
            }
            What::Denial(denial) => {
                self.denials.entry(denial.of.as_str()).or_default().push((fact, denial));
            }
            What::Impeachment(impeachment) => {
                let targets: BTreeSet<&str> = impeachment.of.iter().map(Name::as_str).collect();
                for target in targets {
                    self.impeachments.entry(target).or_default().push((fact, impeachment));
                }
            }
            _ => {}
        }
    }

    /// The known fact of that id, whether or not it had happened.
    pub(crate) fn fact(&self, id: &str) -> Option<&'a Fact> {
        self.by_id.get(id).copied()
    }

    /// The name of an incident, as the record has it.
    pub(crate) fn incident(&self, name: &Name) -> Option<&'a Name> {
        self.by_id.values().find_map(|fact| fact.incident.as_ref().filter(|known| *known == name))
    }

    /// What is told of the performance of a norm.
    pub(crate) fn performances(&self, norm: &str) -> &[(&'a Fact, &'a Performance)] {
        self.performances.get(norm).map_or(&[], Vec::as_slice)
    }

    /// The inspections of a norm.
    pub(crate) fn inspections(&self, norm: &str) -> &[(&'a Fact, &'a Inspection)] {
        self.inspections.get(norm).map_or(&[], Vec::as_slice)
    }

    /// The rulings under a norm.
    pub(crate) fn rulings(&self, norm: &str) -> &[(&'a Fact, &'a Ruling)] {
        self.rulings.get(norm).map_or(&[], Vec::as_slice)
    }

    /// How far a norm was watched.
    pub(crate) fn coverages(&self, norm: &str) -> &[(&'a Fact, &'a Coverage)] {
        self.coverages.get(norm).map_or(&[], Vec::as_slice)
    }

    /// The denials of a fact.
    pub(crate) fn denials(&self, fact: &str) -> &[(&'a Fact, &'a Denial)] {
        self.denials.get(fact).map_or(&[], Vec::as_slice)
    }

    /// The impeachments of a fact.
    pub(crate) fn impeachments(&self, fact: &str) -> &[(&'a Fact, &'a Impeachment)] {
        self.impeachments.get(fact).map_or(&[], Vec::as_slice)
    }

    /// How a fact's place relates to the place of a norm or exception.
    pub(crate) fn placement(&self, fact: &str, norm: &str) -> Option<&'a Placement> {
        self.places.of(fact, norm)
    }
}

/// Known facts in the order of time, then of knowledge, then of their names.
fn ordered(facts: &[Fact], known_at: Instant) -> Vec<&Fact> {
    let mut known: Vec<&Fact> = facts.iter().filter(|fact| fact.known <= known_at).collect();
    let withdrawn = withdrawn(&known);
    if !withdrawn.is_empty() {
        let stands = |fact: &Fact| !withdrawn.contains(&fact.id) || matches!(fact.what, What::Withdrawal(_));
        known.retain(|fact| stands(fact));
    }
    known.sort_by(|first, second| {
        let key = |fact: &Fact| (fact.about.from, fact.known, fact.about.until);
        key(first)
            .cmp(&key(second))
            .then_with(|| first.id.cmp(&second.id))
            // Two facts of one name are an error of the record; the same one of them counts on every machine.
            .then_with(|| format!("{first:?}").cmp(&format!("{second:?}")))
    });
    known
}

/// The facts that were taken back by then: until then they were known and counted.
fn withdrawn<'a>(known: &[&'a Fact]) -> BTreeSet<&'a Name> {
    let taken_back = known.iter().filter_map(|fact| match &fact.what {
        What::Withdrawal(withdrawal) => Some(&withdrawal.of),
        _ => None,
    });
    taken_back.flatten().collect()
}

fn has_happened(fact: &Fact, as_of: Instant) -> bool {
    match &fact.what {
        What::Denial(_) | What::Impeachment(_) | What::Ruling(_) | What::Withdrawal(_) => true,
        // What was found done later confirms that it had been done, at the time that is told of the performance.
        What::Inspection(inspection) if inspection.outcome == Outcome::Fulfilled => true,
        What::Performance(_) if fact.about.precision == Precision::Span => fact.about.last() <= as_of,
        _ => fact.about.from <= as_of,
    }
}
