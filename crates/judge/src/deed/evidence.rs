//! The steps of a deed's proof: its deadline, what is told of it, and what runs beside it.

use armistice_facts::{Fact, Name};
use armistice_terms::model::{Counting, Deadline, Rule as Kind};

use super::At;
use crate::draft::Draft;
use crate::grade::Entry;
use crate::moment::Wait;
use crate::{Proof, Rule, Truth, account, wording};

impl At<'_, '_> {
    pub(super) fn evidence(&self, wait: Option<&Wait>) -> Vec<Proof> {
        let mut steps = Vec::new();
        let zone = self.sitting.zone();
        steps.push(match (self.due, wait) {
            (Some(due), _) => {
                let moved = self.written.filter(|written| *written != due);
                let moved =
                    moved.map(|written| format!("; moved from {} by the time suspended", zone.show(written)));
                let decided = self.decided.map(|moved| {
                    let from = moved.from.map(|at| format!(" from {}", zone.show(at))).unwrap_or_default();
                    format!("; moved{from} by the decision {}", moved.by)
                });
                let (moved, decided) = (moved.unwrap_or_default(), decided.unwrap_or_default());
                let text = format!("due by {}{moved}{decided}", zone.show(due));
                Proof::new(Rule::Deadline, text)
            }
            (None, Some(wait)) => {
                Proof::new(Rule::Deadline, format!("the deadline waits for {}", wait.words()))
            }
            (None, None) => {
                Proof::new(Rule::Deadline, "the text gives no date: the clock alone never breaks it")
            }
        });
        let told = |entries: &[Entry<'_>], text: String| {
            (!entries.is_empty()).then(|| {
                let proofs: Vec<Proof> = entries.iter().map(|entry| entry.proof(self.sitting)).collect();
                Proof::new(Rule::Grade, text).resting_on(proofs)
            })
        };
        steps.extend(self.account.owed.as_ref().and_then(|owed| owed.proof.clone()));
        steps.extend(self.beside());
        steps.extend(told(&self.account.done, format!("told as done: {}", self.account.grade)));
        steps.extend(told(&self.account.not_done, format!("told as not done: {}", self.account.against)));
        let short: Vec<Entry<'_>> = self.account.short.iter().map(|(entry, _)| entry.clone()).collect();
        let worth = self.sitting.worth(&short);
        steps.extend(told(&short, format!("told of fewer than are owed: {worth}")));
        for (fact, impeachment) in &self.account.impeachments {
            let text = format!("{} impeaches it: {}", fact.source.voice, impeachment.ground);
            steps.push(Proof::new(Rule::Impeachment, text).citing([&fact.id]));
        }
        for fact in &self.account.denials {
            steps.push(
                Proof::new(Rule::Denial, format!("{} denies it", fact.source.voice)).citing([&fact.id]),
            );
        }
        if self.norm.attestation.is_some() {
            let text = self.attestation();
            steps.push(Proof::new(Rule::Attestation, text.trim_start_matches("; ")));
        }
        let items = wording::checklist(&self.account.items());
        if !items.is_empty() {
            steps.push(Proof::new(Rule::Checklist, format!("the conclusion covers no more than: {items}")));
        }
        steps
    }

    /// What else the text says of time: steps in their order, a verification within some days, stages that run beside it.
    fn beside(&self) -> Vec<Proof> {
        let (sitting, zone) = (self.sitting, self.sitting.zone());
        let section = self.norm.section;
        let mut steps = Vec::new();
        if let Some((length, from)) = self.norm.attestation.as_ref().and_then(|rule| rule.within.as_ref()) {
            let within = Deadline::Within { length: *length, counting: Counting::After, from: from.clone() };
            if let Ok(Some(by)) = sitting.deadline(&within, section, self.instance) {
                let text = format!("its verification is due by {}", wording::instant(zone, by));
                steps.push(Proof::new(Rule::Deadline, text));
            }
        }
        let beside = self.stages_beside().into_iter();
        steps.extend(beside.map(|text| Proof::new(Rule::Deadline, text)));
        steps.extend(self.steps());
        steps
    }

    /// The steps in their order, and which of them are told.
    fn steps(&self) -> Option<Proof> {
        let all = &self.rule.steps;
        let told = |step: &Name| -> Vec<&Fact> {
            let told = self.account.under_way.iter().filter(|(_, told)| told.step.as_ref() == Some(step));
            told.map(|(fact, _)| *fact).collect()
        };
        let last = all.iter().rposition(|step| !told(step).is_empty());
        if all.is_empty() || (last.is_none() && self.account.done.is_empty()) {
            return None;
        }
        let each = all.iter().enumerate().map(|(index, step)| {
            let facts = told(step);
            let text = match facts.first() {
                Some(first) => {
                    let day = wording::day(self.sitting.zone(), first.about.from);
                    format!(
                        "{step}: told on {day} by {}",
                        wording::list(&wording::voices(facts.iter().copied()))
                    )
                }
                None if last.is_some_and(|last| index < last) => {
                    format!("{step}: not told, though a later step is")
                }
                None if !self.account.done.is_empty() => format!("{step}: not told by itself"),
                None => format!("{step}: not told"),
            };
            Proof::new(Rule::Checklist, text).citing(facts.iter().map(|fact| &fact.id))
        });
        let reached = last.map_or(0, |last| last + 1);
        let text = format!("steps: {reached} of {} reached", all.len());
        Some(Proof::new(Rule::Checklist, text).resting_on(each))
    }

    /// Says of a deed that is not done what stands in its way.
    pub(super) fn block(&self, draft: &mut Draft) {
        if matches!(draft.truth, None | Some(Truth::Kept)) {
            return;
        }
        for text in self.stages_beside() {
            draft.because = format!("{}; {text}", draft.because);
        }
    }

    fn stages_beside(&self) -> Vec<String> {
        self.norm.together_with.iter().filter_map(|label| self.stage_beside(label)).collect()
    }

    /// A stage that runs beside this one and is overdue: shown, and no excuse.
    fn stage_beside(&self, label: &Name) -> Option<String> {
        let norm = self.sitting.agreement.norm(label.as_str())?;
        let Kind::Deed(rule) = &norm.rule else { return None };
        let mut instances = self.sitting.instances_beside(norm, self.instance).into_iter();
        let late = instances.find(|one| {
            let due = self.sitting.due_at(norm, rule, one);
            let is_past = due.is_some_and(|due| due < self.sitting.as_of);
            is_past && account::of(self.sitting, norm, one).fulfilled.is_none()
        })?;
        Some(format!(
            "{label}, which runs beside it, is overdue for {}: that blocks it, and excuses nothing",
            late.id
        ))
    }
}
