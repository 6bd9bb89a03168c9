//! A deed that is told as undone again.

use std::collections::BTreeSet;

use armistice_facts::{Fact, Intent};

use super::At;
use super::finding::span;
use crate::draft::Draft;
use crate::force::Standing;
use crate::{Finding, Flag, Outcome, Proof, Reason, Rule, State, Truth, wording};

impl At<'_, '_> {
    /// A deed that is told as undone again. Where the text asks for it `permanently`, that is a breach.
    pub(super) fn reverse(&self, draft: &mut Draft) {
        let entries = &self.account.reversed;
        let (Some(first), State::Kept) = (entries.first(), draft.state) else { return };
        let grade = self.sitting.worth(entries);
        let is_shown = grade >= self.sitting.needed;
        let at = first.fact.about.from;
        let zone = self.sitting.zone();
        let facts: Vec<&Fact> = entries.iter().map(|entry| entry.fact).collect();
        let voices = wording::list(&wording::voices(facts.iter().copied()));
        let text = format!("told as undone again by {voices} ({grade}) on {}", wording::day(zone, at));
        let mut flags = BTreeSet::new();
        let standing = self.force.at(at);
        if matches!(standing, Standing::Binding(Some(_))) {
            flags.insert(Flag::StatusDisputed);
        }
        let binds = matches!(standing, Standing::Binding(_));
        let (outcome, reason) = match (binds, is_shown, self.rule.permanently) {
            (false, ..) => (Outcome::Dismissed, Some(Reason::NotInForce)),
            (true, true, true) => (Outcome::Breach, None),
            (true, true, false) => (Outcome::Undetermined, None),
            (true, false, _) => (Outcome::Alleged, Some(Reason::ClaimOnly)),
        };
        if is_shown {
            draft.state = State::Reversed;
            draft.since = Some(at);
        }
        if binds && self.rule.permanently {
            draft.truth = Some(if is_shown { Truth::Violated } else { Truth::Unknown });
            draft.grade = grade;
            draft.reason = reason;
        }
        draft.flags.extend(flags.iter().copied());
        draft.because = format!("{}; {text}", draft.because);
        let Some(about) = span(&facts) else { return };
        let proofs: Vec<Proof> = entries.iter().map(|entry| entry.proof(self.sitting)).collect();
        draft.findings.push(Finding {
            id: format!("{}/{}/{}", self.norm.label, self.instance.id, first.fact.id),
            outcome,
            reason,
            grade,
            flags,
            about,
            known: facts.iter().map(|fact| fact.known).max().unwrap_or(first.fact.known),
            facts: facts.iter().map(|fact| fact.id.clone()).collect(),
            due: None,
            observations: u64::try_from(facts.len()).unwrap_or(u64::MAX),
            intent: Intent::Unstated,
            items: Vec::new(),
            because: text.clone(),
            proof: Proof::new(Rule::Verdict, text).resting_on(proofs),
        });
    }
}
