//! Deeds: something to be done by a deadline.
//!
//! Dormant, due, overdue, kept (late or not), told as done, defaulted, ended, reversed.

use std::collections::BTreeSet;

use armistice_facts::{Fact, Instant, Intent, Interval, Name};
use armistice_terms::model::{Counting, Deadline, Deed, Norm, Rule as Kind};

use crate::account::{self, Account};
use crate::draft::{self, Draft};
use crate::force::{Force, Standing};
use crate::grade::{self, Entry};
use crate::moment::{Edge, Wait};
use crate::sitting::{Instance, Sitting};
use crate::{Finding, Flag, Grade, Outcome, Progress, Proof, Reason, Rule, State, Truth, table, wording};

/// What one deed comes to for one instance.
pub(crate) fn draft(
    sitting: &Sitting<'_>,
    norm: &Norm,
    rule: &Deed,
    instance: &Instance,
    force: &Force<'_>,
) -> Draft {
    let account = account::of(sitting, norm, instance);
    once(sitting, norm, rule, instance, force, &account)
}

/// What one of the times that a deed is owed comes to, from what is told of that time.
pub(crate) fn once(
    sitting: &Sitting<'_>,
    norm: &Norm,
    rule: &Deed,
    instance: &Instance,
    force: &Force<'_>,
    account: &Account<'_>,
) -> Draft {
    let due = sitting.deadline(&rule.deadline, norm.section, instance);
    let at = At { sitting, norm, rule, instance, force, account, due: due.as_ref().ok().copied().flatten() };
    let mut draft = at.settle(due.as_ref().err());
    draft.due = at.due;
    draft.fulfilled = account.fulfilled.filter(|_| draft.state != State::Ended);
    draft.progress = progress(rule, account);
    draft.steps.splice(0..0, at.evidence(due.as_ref().err()));
    if let Some(finding) = at.finding(&draft) {
        // The evidence stands in the proof of the performance and is not said twice.
        draft.steps.clear();
        draft.findings.insert(0, finding);
    }
    at.reverse(&mut draft);
    draft
}

/// Everything the state of a deed depends on.
struct At<'s, 'a> {
    sitting: &'s Sitting<'a>,
    norm: &'s Norm,
    rule: &'s Deed,
    instance: &'s Instance,
    force: &'s Force<'a>,
    account: &'s Account<'a>,
    due: Option<Instant>,
}

impl At<'_, '_> {
    fn settle(&self, wait: Option<&Wait>) -> Draft {
        let ruled = table::rule(self.against(), self.account.grade, self.sitting.needed);
        let done = ruled.truth == Some(Truth::Kept) && self.account.fulfilled.is_some();
        match (done, draft::not_binding(self.sitting, self.force)) {
            // A replaced norm says nothing any more, whatever was done before.
            (_, Some(draft)) if draft.state == State::Ended => draft,
            (true, standing) => {
                self.kept(ruled, standing.is_some_and(|draft| draft.state == State::Suspended))
            }
            (false, Some(draft)) => self.with_claim(draft),
            (false, None) => match wait {
                Some(wait) if self.account.done.is_empty() => self.waiting(wait),
                _ => self.open(ruled),
            },
        }
    }

    /// Evidence against a deed counts once its deadline has passed.
    fn against(&self) -> Grade {
        let Some(due) = self.due.filter(|due| *due < self.sitting.as_of) else { return Grade::None };
        let later: Vec<Entry<'_>> =
            self.account.not_done.iter().filter(|entry| entry.fact.about.last() >= due).cloned().collect();
        if later.is_empty() { Grade::None } else { self.account.against.min(self.worth(&later)) }
    }

    /// A verified non-performance stays verified; otherwise the voices that speak of the time after the deadline.
    fn worth(&self, entries: &[Entry<'_>]) -> Grade {
        if self.account.against == Grade::Verified {
            return Grade::Verified;
        }
        grade::of(entries, |name| self.sitting.agreement.party(name).is_some())
    }

    fn kept(&self, ruled: table::Ruled, suspended: bool) -> Draft {
        let fulfilled = self.account.fulfilled;
        let late = !self.account.by_inspection_only
            && fulfilled.zip(self.due).is_some_and(|(fulfilled, due)| fulfilled > due);
        let mut draft = Draft::in_state(State::Kept, self.told());
        draft.truth = Some(Truth::Kept);
        draft.grade = ruled.grade;
        draft.since = fulfilled;
        if late {
            draft.flags.extend([Flag::Late, Flag::Cured]);
        }
        if suspended {
            draft.flags.insert(Flag::Suspended);
        }
        self.flag(ruled, &mut draft);
        draft.would_change =
            "evidence of the same weight that it was not done; an impeachment of what carries it; \
                              word that it was undone"
                .to_owned();
        draft
    }

    /// Not shown to be done, while the norm binds.
    fn open(&self, ruled: table::Ruled) -> Draft {
        let is_past = self.due.is_some_and(|due| due < self.sitting.as_of);
        let is_told = self.account.fulfilled.is_some();
        let mut draft = Draft::in_state(State::Due, String::new());
        if !is_past {
            draft.truth = Some(Truth::Pending);
            draft.grade = self.account.grade;
            draft.since = self.force.start.as_ref().ok().copied();
            draft.because = self.pending();
        } else if ruled.truth == Some(Truth::Violated) {
            self.violate(ruled.grade, &mut draft);
        } else if self.norm.unproven_is_violated && !is_told {
            self.violate(ruled.grade, &mut draft);
            draft.because.push_str("; unproven counts as violated by the text");
        } else {
            draft.truth = Some(Truth::Unknown);
            draft.grade = ruled.grade;
            draft.state = if is_told { State::Told } else { State::Overdue };
            draft.since = self.due;
            draft.reason = Some(self.reason(ruled, is_told));
            draft.because = if is_told { self.told() } else { self.overdue() };
        }
        self.flag(ruled, &mut draft);
        self.dispute(&mut draft);
        draft.would_change = self.would_change(is_past);
        draft
    }

    fn violate(&self, grade: Grade, draft: &mut Draft) {
        let given_up: Vec<Entry<'_>> = self.account.given_up.iter().map(|(entry, _)| entry.clone()).collect();
        let is_final = !given_up.is_empty() && self.worth(&given_up) >= self.sitting.needed;
        draft.state = if is_final { State::Defaulted } else { State::Overdue };
        draft.truth = Some(Truth::Violated);
        draft.grade = grade;
        draft.since = self.due;
        draft.because = self.overdue();
    }

    fn reason(&self, ruled: table::Ruled, is_told: bool) -> Reason {
        if ruled.contested {
            Reason::EvenlyContested
        } else if self.account.is_impeached() {
            Reason::Impeached
        } else if is_told {
            Reason::ClaimOnly
        } else {
            Reason::OverdueUnproven
        }
    }

    fn waiting(&self, wait: &Wait) -> Draft {
        let mut draft = Draft::in_state(State::Dormant, format!("its deadline waits for {}", wait.words()));
        draft.would_change = format!("word of {}", wait.words());
        draft
    }

    /// A norm that does not bind now keeps what is told of it.
    fn with_claim(&self, mut draft: Draft) -> Draft {
        if self.account.fulfilled.is_some() {
            draft.because = format!("{}; {}", draft.because, self.told());
        }
        draft
    }

    fn flag(&self, ruled: table::Ruled, draft: &mut Draft) {
        if ruled.contested {
            draft.flags.insert(Flag::Contested);
        }
        if self.account.is_impeached() {
            draft.flags.insert(Flag::Impeached);
        }
        if !self.account.denials.is_empty() {
            draft.flags.insert(Flag::Denied);
        }
    }

    fn dispute(&self, draft: &mut Draft) {
        if let Standing::Binding(Some(_)) = self.force.at(self.sitting.as_of) {
            draft.flags.insert(Flag::StatusDisputed);
        }
    }

    fn would_change(&self, is_past: bool) -> String {
        match &self.norm.attestation {
            Some(rule) => {
                let others = self.sitting.other_parties(self.norm.section, self.instance);
                let heard: Vec<&Name> = self.account.heard.iter().collect();
                let new = if self.account.is_impeached() { "a new attestation" } else { "attestation" };
                format!("{new} by {}; word of a third voice", grade::awaited(rule, &others, &heard))
            }
            None if is_past => {
                "word of a third voice, or of both sides, that it was done or not done".to_owned()
            }
            None => "word of a third voice, or of both sides, that it was done; the deadline".to_owned(),
        }
    }
}

/// Texts.
impl At<'_, '_> {
    fn facts(&self) -> Vec<&Fact> {
        self.account.done.iter().map(|entry| entry.fact).collect()
    }

    fn bearers(&self) -> String {
        wording::list(&self.instance.names)
    }

    fn told(&self) -> String {
        let zone = self.sitting.zone();
        let voices = wording::list(&wording::voices(self.facts()));
        let Some(fulfilled) = self.account.fulfilled else { return String::new() };
        let only = if self.account.grade == Grade::Claimed { " only" } else { "" };
        let verb = if self.account.by_inspection_only { "found done" } else { "performance" };
        let mut text = format!("{verb} told by {voices}{only} ({})", self.account.grade);
        text.push_str(&format!(" on {}", wording::day(zone, fulfilled)));
        if let Some(due) = self.due {
            let days = (zone.date_of(fulfilled), zone.date_of(due));
            if days.0 == days.1 {
                text.push_str(", the last day");
            } else if fulfilled > due {
                text.push_str(&format!(", after the deadline of {}", wording::day(zone, due)));
            }
        }
        if let Some(by) = self.account.impeachments.first() {
            let from = wording::day(zone, by.0.known);
            text.push_str(&format!("; impeached by {} from {from} on", by.0.source.voice));
        }
        text.push_str(&self.attestation());
        let items = wording::checklist(&self.account.items());
        if !items.is_empty() {
            text.push_str(&format!("; inspected: {items}"));
        }
        text
    }

    fn attestation(&self) -> String {
        let Some(rule) = &self.norm.attestation else { return String::new() };
        let others = self.sitting.other_parties(self.norm.section, self.instance);
        let heard: Vec<&Name> = self.account.heard.iter().collect();
        if self.account.verified.is_some() {
            format!("; verified by {}", wording::list(&heard))
        } else if self.account.is_impeached() {
            format!("; no attestation that stands by {}", grade::awaited(rule, &others, &heard))
        } else {
            format!("; not yet verified by {}", grade::awaited(rule, &others, &heard))
        }
    }

    fn pending(&self) -> String {
        let due = self.due.map(|due| format!("due by {}", wording::instant(self.sitting.zone(), due)));
        let due = due.unwrap_or_else(|| "the text gives no date".to_owned());
        match self.account.fulfilled {
            Some(_) => format!("{due}; {}", self.told()),
            None if self.account.under_way.is_empty() => format!("{due}; no word of its performance"),
            None => format!("{due}; told as under way"),
        }
    }

    fn overdue(&self) -> String {
        let due = self.due.map(|due| wording::instant(self.sitting.zone(), due)).unwrap_or_default();
        if self.account.not_done.is_empty() {
            return format!("was due by {due}; nobody has told its performance by {}", self.bearers());
        }
        let voices = wording::list(&wording::voices(self.account.not_done.iter().map(|entry| entry.fact)));
        format!("was due by {due}; told as not done by {voices} ({})", self.account.against)
    }
}

/// Proof, finding and reversal.
impl At<'_, '_> {
    fn evidence(&self, wait: Option<&Wait>) -> Vec<Proof> {
        let mut steps = Vec::new();
        let zone = self.sitting.zone();
        steps.push(match (self.due, wait) {
            (Some(due), _) => Proof::new(Rule::Deadline, format!("due by {}", zone.show(due))),
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
        steps.extend(self.beside());
        steps.extend(told(&self.account.done, format!("told as done: {}", self.account.grade)));
        steps.extend(told(&self.account.not_done, format!("told as not done: {}", self.account.against)));
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

    /// What else the text says of time: a beginning, a verification within some days, stages that run beside it.
    fn beside(&self) -> Vec<Proof> {
        let (sitting, zone) = (self.sitting, self.sitting.zone());
        let section = self.norm.section;
        let mut steps = Vec::new();
        let begin = self.rule.starting_by.as_ref();
        let begin = begin.and_then(|by| sitting.moment(by, Edge::End, section, self.instance).ok());
        if let Some(begin) = begin.filter(|begin| *begin < sitting.as_of) {
            let is_begun = !self.account.under_way.is_empty() || !self.account.done.is_empty();
            let word = if is_begun { "it is told as begun" } else { "nobody has told a beginning" };
            let text = format!("was to begin by {}; {word}", wording::instant(zone, begin));
            steps.push(Proof::new(Rule::Deadline, text));
        }
        if let Some((length, from)) = self.norm.attestation.as_ref().and_then(|rule| rule.within.as_ref()) {
            let within = Deadline::Within { length: *length, counting: Counting::After, from: from.clone() };
            if let Ok(Some(by)) = sitting.deadline(&within, section, self.instance) {
                let text = format!("its verification is due by {}", wording::instant(zone, by));
                steps.push(Proof::new(Rule::Deadline, text));
            }
        }
        for label in &self.norm.together_with {
            steps.extend(self.stage_beside(label));
        }
        steps
    }

    /// A stage that runs beside this one and is overdue: shown, and no excuse.
    fn stage_beside(&self, label: &Name) -> Option<Proof> {
        let norm = self.sitting.agreement.norm(label.as_str())?;
        let Kind::Deed(rule) = &norm.rule else { return None };
        let mut instances = self.sitting.instances_beside(norm, self.instance).into_iter();
        let late = instances.find(|one| {
            let due = self.sitting.deadline(&rule.deadline, norm.section, one).ok().flatten();
            let is_past = due.is_some_and(|due| due < self.sitting.as_of);
            is_past && account::of(self.sitting, norm, one).fulfilled.is_none()
        })?;
        let text = format!("{label}, which runs beside it, is overdue for {}; that excuses nothing", late.id);
        Some(Proof::new(Rule::Deadline, text))
    }

    /// The one performance as a finding; none while nothing at all is told of it.
    fn finding(&self, draft: &Draft) -> Option<Finding> {
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

    /// A deed that is told as undone again. Where the text asks for it `permanently`, that is a breach.
    fn reverse(&self, draft: &mut Draft) {
        let entries = &self.account.reversed;
        let (Some(first), State::Kept) = (entries.first(), draft.state) else { return };
        let grade = grade::of(entries, |name| self.sitting.agreement.party(name).is_some());
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

/// From the first to the last of what is told.
fn span(facts: &[&Fact]) -> Option<Interval> {
    let first = facts.iter().min_by_key(|fact| (fact.about.from, &fact.id))?.about;
    let until = facts.iter().map(|fact| fact.about.until).max()?;
    Some(Interval { from: first.from, until: until.max(first.from), precision: first.precision })
}

fn progress(rule: &Deed, account: &Account<'_>) -> Option<Progress> {
    let counted = rule.objects.iter().filter(|limit| !limit.is_percent);
    let of =
        (!rule.objects.is_empty()).then(|| counted.map(|limit| limit.number).fold(0, u64::saturating_add));
    let parts = account.under_way.iter().rev();
    let done = match (&account.fulfilled, of) {
        (Some(_), Some(of)) => Some(of),
        _ => parts.clone().find_map(|(_, told)| told.count),
    };
    let place = |step: &Name| rule.steps.iter().position(|known| known == step);
    let step = parts.filter_map(|(_, told)| told.step.as_ref()).max_by_key(|step| place(step)).cloned();
    let step_of = match (&step, account.fulfilled) {
        (_, Some(_)) if !rule.steps.is_empty() => Some((rule.steps.len(), rule.steps.len())),
        (Some(step), None) => place(step).map(|index| (index + 1, rule.steps.len())),
        _ => None,
    };
    (done.is_some() || step.is_some() || (of.is_some() && !account.under_way.is_empty()))
        .then_some(Progress { done, of, step, step_of })
}

#[cfg(test)]
mod tests;
