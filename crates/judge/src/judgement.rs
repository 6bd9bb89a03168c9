//! What goes into a judgement and what comes out of it.

use std::collections::BTreeSet;

use armistice_facts::{CheckItem, Fact, Instant, Intent, Interval, Name, Placement};
use armistice_terms::model::Agreement;

use crate::{Flag, Grade, Outcome, Proof, Reason, State, Truth};

/// What is judged.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// Everything that was ever said, in any order.
    pub facts: &'a [Fact],
    /// How the places of the facts relate to the places of the agreement, in any order.
    pub placements: &'a [Placement],
}

/// The answer, for one pair of clocks.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// What had happened by then counts.
    pub as_of: Instant,
    /// What the record had learned by then counts.
    pub known_at: Instant,
    /// One verdict for each norm and bearer: norms in the order of the file, bearers in the order of the header.
    pub verdicts: Vec<Verdict>,
}

/// The verdict of one norm for one bearer, or for all of them where they are bound jointly.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// `label/BEARER`; `label/ROK+DPRK` where they are bound jointly.
    pub id: String,
    /// The label of the norm.
    pub norm: Name,
    /// Index of its section in the agreement.
    pub section: usize,
    /// The bearer, or the bearers joined by `+`.
    pub bearer: String,
    /// The bearers, one by one.
    pub bearers: Vec<Name>,
    /// Where the norm stands in its life.
    pub state: State,
    /// Whether it is kept; `None` while the norm does not bind the bearer.
    pub truth: Option<Truth>,
    /// What the evidence for that truth is worth.
    pub grade: Grade,
    /// What else has to be known.
    pub flags: BTreeSet<Flag>,
    /// Why the truth is unknown.
    pub reason: Option<Reason>,
    /// Since when the state holds, as far as that is known.
    pub since: Option<Instant>,
    /// The last instant of the deadline.
    pub due: Option<Instant>,
    /// When it was done, by the earliest told time.
    pub fulfilled: Option<Instant>,
    /// How much of the deed is told as done.
    pub progress: Option<Progress>,
    /// Counts in two units, and by outcome.
    pub counts: Counts,
    /// How much was watched; `None` where nobody says that he watched.
    pub coverage: Option<Watched>,
    /// The incidents, in the order of time; for a deed its one performance.
    pub findings: Vec<Finding>,
    /// One line in plain words.
    pub because: String,
    /// The whole way to it.
    pub proof: Proof,
}

/// One incident under a norm, or the one performance of a deed.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// `label/BEARER/cause`: the incident's name, or the fact that it rests on.
    pub id: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it is no breach, or why it is open.
    pub reason: Option<Reason>,
    /// What the evidence is worth.
    pub grade: Grade,
    /// What else has to be known.
    pub flags: BTreeSet<Flag>,
    /// When it happened.
    pub about: Interval,
    /// When the record had learned all that it rests on.
    pub known: Instant,
    /// The last instant of its own deadline, where each has one.
    pub due: Option<Instant>,
    /// The facts it rests on, in the order of time.
    pub facts: Vec<Name>,
    /// How many of them tell of it by themselves; a ruling does not.
    pub observations: u64,
    /// What a body found of the intent.
    pub intent: Intent,
    /// What was inspected, item by item.
    pub items: Vec<CheckItem>,
    /// One line in plain words.
    pub because: String,
    /// The whole way to it.
    pub proof: Proof,
}

/// How much of a deed is told as done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// So many,
    pub done: Option<u64>,
    /// of so many.
    pub of: Option<u64>,
    /// The step reached.
    pub step: Option<Name>,
    /// Its place among the steps, from 1, and how many steps there are.
    pub step_of: Option<(usize, usize)>,
}

/// Counts by outcome, and in two units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Incidents found to be breaches.
    pub breaches: u64,
    /// Incidents told below the grade that findings need.
    pub alleged: u64,
    /// Incidents that were breaches, and were made good in time.
    pub cured: u64,
    /// Incidents excused.
    pub excused: u64,
    /// Incidents dismissed.
    pub dismissed: u64,
    /// Incidents left open.
    pub undetermined: u64,
    /// Single facts that tell of an incident.
    pub observations: u64,
    /// Incidents.
    pub episodes: u64,
}

/// How much of a norm's place and time competent observers watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watched {
    /// Hours observed.
    pub observed_hours: u64,
    /// The share of place, time and class observed, in hundredths.
    pub percent: u64,
    /// The share that the agreement asks for before the norm can be found kept.
    pub bar_percent: Option<u64>,
}

impl Judgement {
    /// The verdict of that id.
    #[must_use]
    pub fn verdict(&self, id: &str) -> Option<&Verdict> {
        self.verdicts.iter().find(|verdict| verdict.id == id)
    }

    /// The finding of that id, with its verdict.
    #[must_use]
    pub fn finding(&self, id: &str) -> Option<(&Verdict, &Finding)> {
        self.verdicts
            .iter()
            .flat_map(|verdict| verdict.findings.iter().map(move |finding| (verdict, finding)))
            .find(|(_, finding)| finding.id == id)
    }
}

impl Counts {
    /// The counts of these findings.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        let mut counts = Counts::default();
        for finding in findings {
            counts.episodes += 1;
            counts.observations += finding.observations;
            match finding.outcome {
                Outcome::Breach => counts.breaches += 1,
                Outcome::Alleged => counts.alleged += 1,
                Outcome::Cured => counts.cured += 1,
                Outcome::Excused => counts.excused += 1,
                Outcome::Dismissed => counts.dismissed += 1,
                Outcome::Undetermined => counts.undetermined += 1,
                Outcome::Fulfilled | Outcome::Pending | Outcome::Exercised | Outcome::Ineffective => {}
            }
        }
        counts
    }
}
