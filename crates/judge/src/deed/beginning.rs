//! When a deed had to begin: a finding of its own, beside that of the performance.

use std::collections::BTreeSet;

use armistice_facts::{Fact, Instant, Intent, Interval, Performance, Stage, What};

use super::At;
use super::finding::span;
use crate::draft::Draft;
use crate::grade::Entry;
use crate::moment::Edge;
use crate::{Finding, Flag, Outcome, Proof, Reason, Rule, Truth, table, wording};

impl<'a> At<'_, 'a> {
    /// By when it had to begin, where the text says so and the day is known.
    pub(super) fn begin_by(&self) -> Option<Instant> {
        let by = self.rule.starting_by.as_ref()?;
        let by = self.sitting.moment(by, Edge::End, self.norm.section, self.instance).ok()?;
        Some(self.sitting.moved(self.norm, self.force, by, None))
    }

    /// What the beginning comes to. One that is told as late is a breach; a duty that is done in time all the same stays
    /// kept, and shows it. That nobody tells of a beginning leaves it unknown once its day has passed.
    pub(super) fn begin(&self, draft: &mut Draft) {
        let Some(by) = self.begin_by() else { return };
        let told = self.told_as_begun();
        let is_past = by < self.sitting.as_of;
        if draft.truth.is_none() || (told.is_empty() && !is_past) {
            return;
        }
        let (in_time, later): (Vec<&Entry<'a>>, Vec<&Entry<'a>>) =
            told.iter().partition(|entry| entry.fact.about.from <= by);
        // Only who tells of the beginning itself tells that there was none before; a part told later may have begun earlier.
        let late: Vec<&Entry<'a>> = later.iter().copied().filter(|entry| is_start(entry.fact)).collect();
        let worth = |entries: &[&Entry<'a>]| {
            let entries: Vec<Entry<'a>> = entries.iter().map(|entry| (*entry).clone()).collect();
            self.sitting.worth(&entries)
        };
        let (against, shown) = (worth(&late), worth(&in_time));
        let ruled = table::rule(against, shown, self.sitting.needed);
        let (outcome, reason) = match ruled.truth {
            Some(Truth::Kept) => (Outcome::Fulfilled, None),
            Some(Truth::Violated) => (Outcome::Breach, None),
            Some(_) => (Outcome::Undetermined, Some(Reason::EvenlyContested)),
            None if in_time.is_empty() && late.is_empty() => {
                (Outcome::Undetermined, Some(Reason::OverdueUnproven))
            }
            None => (Outcome::Alleged, Some(Reason::ClaimOnly)),
        };
        let because = self.beginning(by, &in_time, &late, ruled.grade);
        weigh(draft, outcome, (ruled.grade, reason), &because);
        let facts: Vec<&Fact> =
            if in_time.is_empty() && late.is_empty() { later } else { [in_time, late].concat() }
                .into_iter()
                .map(|entry| entry.fact)
                .collect();
        draft.findings.extend(self.begun(by, (outcome, reason), ruled, (&facts, because)));
    }

    /// What tells that it was under way, or done.
    fn told_as_begun(&self) -> Vec<Entry<'a>> {
        let parts = self.account.under_way.iter().map(|(fact, _)| self.sitting.entry(fact, self.instance));
        let done = self.account.done.iter().filter(|entry| matches!(entry.fact.what, What::Performance(_)));
        let mut told: Vec<Entry<'a>> = parts.chain(done.cloned()).collect();
        told.sort_by(|one, two| {
            (one.fact.about.from, &one.fact.id).cmp(&(two.fact.about.from, &two.fact.id))
        });
        told
    }

    fn beginning(
        &self,
        by: Instant,
        in_time: &[&Entry<'a>],
        late: &[&Entry<'a>],
        grade: crate::Grade,
    ) -> String {
        let zone = self.sitting.zone();
        let by = wording::instant(zone, by);
        let told = if in_time.is_empty() { late } else { in_time };
        match told.first() {
            Some(first) => {
                let voices = wording::list(&wording::voices(told.iter().map(|entry| entry.fact)));
                let when = wording::day(zone, first.fact.about.from);
                format!("was to begin by {by}; told as under way on {when} by {voices} ({grade})")
            }
            None => format!("was to begin by {by}; nobody has told of a beginning"),
        }
    }

    fn begun(
        &self,
        by: Instant,
        (outcome, reason): (Outcome, Option<Reason>),
        ruled: table::Ruled,
        (facts, because): (&[&'a Fact], String),
    ) -> Option<Finding> {
        let mut flags = BTreeSet::new();
        if outcome == Outcome::Breach {
            flags.extend([Flag::Late, Flag::Cured]);
        }
        if ruled.contested {
            flags.insert(Flag::Contested);
        }
        let proofs = facts.iter().map(|fact| self.sitting.entry(fact, self.instance).proof(self.sitting));
        Some(Finding {
            id: format!("{}/{}/beginning", self.norm.label, self.instance.id),
            outcome,
            reason,
            grade: ruled.grade,
            flags,
            about: span(facts).unwrap_or_else(|| Interval::at(by)),
            known: facts.iter().map(|fact| fact.known).max().unwrap_or(by),
            due: Some(by),
            observations: u64::try_from(facts.len()).unwrap_or(u64::MAX),
            facts: facts.iter().map(|fact| fact.id.clone()).collect(),
            intent: Intent::Unstated,
            items: Vec::new(),
            proof: Proof::new(Rule::Deadline, format!("the beginning: {outcome}, {because}"))
                .citing(facts.iter().map(|fact| &fact.id))
                .resting_on(proofs),
            because,
        })
    }
}

/// What the beginning does to the verdict of the whole: what is done stays done.
fn weigh(
    draft: &mut Draft,
    outcome: Outcome,
    (grade, reason): (crate::Grade, Option<Reason>),
    because: &str,
) {
    match (outcome, draft.truth) {
        (Outcome::Breach, Some(Truth::Kept)) => draft.flags.extend([Flag::Late, Flag::Cured]),
        (Outcome::Breach, Some(Truth::Pending | Truth::Unknown)) => {
            draft.truth = Some(Truth::Violated);
            draft.grade = grade;
            draft.reason = None;
            draft.flags.insert(Flag::Late);
        }
        (Outcome::Alleged | Outcome::Undetermined, Some(Truth::Pending)) => {
            draft.truth = Some(Truth::Unknown);
            draft.grade = grade;
            draft.reason = reason;
        }
        _ => return,
    }
    draft.because = format!("{}; {because}", draft.because);
}

/// Whether the fact tells of the beginning itself.
fn is_start(fact: &Fact) -> bool {
    matches!(&fact.what, What::Performance(Performance { stage: Stage::Started, .. }))
}
