//! What a claim would change: the judgement of the case with the facts that it would become, beside the judgement without them;
//! both without proofs, for many claims are weighed and only what is said is compared.

use armistice_facts::{Fact, Instant, Placement};
use armistice_judge::{Judgement, Verdict};
use armistice_watch::Plan;

use crate::case::Case;

/// A case, and its judgement as it stands.
#[derive(Debug)]
pub(crate) struct Bench<'c> {
    case: &'c Case,
    plan: Plan,
    as_of: Instant,
    known_at: Instant,
    before: Judgement,
    facts: Vec<Fact>,
    placements: Vec<Placement>,
}

/// One verdict that would be another.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    /// What it says now.
    pub(crate) before: Verdict,
    /// What it would say.
    pub(crate) after: Verdict,
    /// How much that is: 4 another truth, 3 another state, 2 another grade or flag, 1 more to count.
    pub(crate) weight: u8,
}

impl<'c> Bench<'c> {
    /// The bench of a case whose places are drawn.
    pub(crate) fn new(case: &'c Case, plan: Plan, as_of: Instant, known_at: Instant) -> Self {
        let before = armistice_judge::outline(&case.to_judge(), as_of, known_at);
        let (facts, placements) = (case.facts.clone(), case.placements.clone());
        Bench { case, plan, as_of, known_at, before, facts, placements }
    }

    /// All facts: those of the case and those that were put beside them since.
    pub(crate) fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// What would change if these were facts.
    pub(crate) fn changes(&mut self, new: &[Fact]) -> Vec<Change> {
        let (facts, placements) = (self.facts.len(), self.placements.len());
        let after = self.judged_with(new);
        self.facts.truncate(facts);
        self.placements.truncate(placements);
        self.compared(&after)
    }

    /// They are facts from now on.
    pub(crate) fn take(&mut self, new: &[Fact]) {
        self.before = self.judged_with(new);
    }

    fn judged_with(&mut self, new: &[Fact]) -> Judgement {
        self.placements.extend(armistice_watch::place(&self.plan, &self.case.agreement, new));
        self.facts.extend_from_slice(new);
        let case = armistice_judge::Case {
            agreement: &self.case.agreement,
            facts: &self.facts,
            placements: &self.placements,
        };
        armistice_judge::outline(&case, self.as_of, self.known_at)
    }

    fn compared(&self, after: &Judgement) -> Vec<Change> {
        let pairs = self.before.verdicts.iter().zip(&after.verdicts);
        let mut changes: Vec<Change> = pairs
            .filter_map(|(before, after)| {
                let weight = weight(before, after)?;
                Some(Change { before: before.clone(), after: after.clone(), weight })
            })
            .collect();
        changes.sort_by_key(|change| std::cmp::Reverse(change.weight));
        changes
    }
}

/// How much two verdicts differ; nothing where they do not.
fn weight(before: &Verdict, after: &Verdict) -> Option<u8> {
    if before.truth != after.truth {
        Some(4)
    } else if before.state != after.state {
        Some(3)
    } else if before.grade != after.grade || before.flags != after.flags || before.reason != after.reason {
        Some(2)
    } else if before.counts != after.counts {
        Some(1)
    } else {
        None
    }
}
