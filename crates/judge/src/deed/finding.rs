//! The one performance of a deed as a finding.

use armistice_facts::{Fact, Intent, Interval};

use super::At;
use crate::draft::Draft;
use crate::{Finding, Flag, Outcome, Proof, Rule, State, Truth};

impl At<'_, '_> {
    /// The one performance as a finding; none while nothing at all is told of it.
    pub(super) fn finding(&self, draft: &Draft) -> Option<Finding> {
        let told: Vec<&Fact> = self
            .account
            .done
            .iter()
            .chain(&self.account.not_done)
            .map(|entry| entry.fact)
            .chain(self.account.under_way.iter().map(|(fact, _)| *fact))
            .collect();
        let first = told.first()?;
        let outcome = match draft.truth {
            Some(Truth::Kept) => Outcome::Fulfilled,
            Some(Truth::Violated) => Outcome::Breach,
            Some(Truth::Pending) => Outcome::Pending,
            Some(Truth::Unknown) if draft.state == State::Told => Outcome::Alleged,
            Some(Truth::Unknown) => Outcome::Undetermined,
            None if draft.flags.contains(&Flag::Excused) => Outcome::Excused,
            None => return None,
        };
        let all = told.iter().copied().chain(self.account.impeachments.iter().map(|(fact, _)| *fact));
        let known = all.chain(self.account.denials.iter().copied()).map(|fact| fact.known).max()?;
        Some(Finding {
            id: format!("{}/{}/{}", self.norm.label, self.instance.id, first.id),
            outcome,
            reason: draft.reason,
            grade: draft.grade,
            flags: draft.flags.clone(),
            about: span(&told)?,
            known,
            facts: told.iter().map(|fact| fact.id.clone()).collect(),
            due: self.due,
            observations: u64::try_from(told.len()).unwrap_or(u64::MAX),
            intent: Intent::Unstated,
            items: self.account.items(),
            because: draft.because.clone(),
            proof: Proof::new(Rule::Verdict, format!("the performance: {outcome}, {}", draft.grade))
                .citing(told.iter().map(|fact| &fact.id))
                .resting_on(draft.steps.iter().cloned()),
        })
    }
}

/// From the first to the last of what is told.
pub(super) fn span(facts: &[&Fact]) -> Option<Interval> {
    let first = facts.iter().min_by_key(|fact| (fact.about.from, &fact.id))?.about;
    let until = facts.iter().map(|fact| fact.about.until).max()?;
    Some(Interval { from: first.from, until: until.max(first.from), precision: first.precision })
}
