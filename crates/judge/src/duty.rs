//! Deeds that are owed more than once: each time that an event happens upon which they are owed. Each time has its own
//! deadline, its own account and its own finding; the verdict is what the least of them is.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::{Fact, Instant, Intent, Interval, Name, What};
use armistice_terms::model::{Deed, Event, Norm};

use crate::draft::{self, Draft};
use crate::force::{Force, Standing};
use crate::occurrence::{self, Occurrence};
use crate::sitting::{Instance, Sitting};
use crate::{Finding, Flag, Outcome, Proof, Reason, Rule, State, Truth, account, deed, telling, wording};

/// What a deed comes to that is owed each time that the event happens.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Deed,
    instance: &Instance,
    force: &Force<'a>,
    event: &Event,
) -> Draft {
    let Ok(start) = force.start else {
        return draft::not_binding(sitting, force).unwrap_or_else(|| waiting(event));
    };
    let binds = |at: Instant| start <= at && matches!(force.at(at), Standing::Binding(_));
    let (owed, free): (Vec<Occurrence<'a>>, Vec<Occurrence<'a>>) =
        sitting.occurrences(event, norm, instance).into_iter().partition(|one| binds(one.at));
    let tellings = telling::all(sitting, norm, instance);
    let belongs = assign(&owed, &tellings);
    let case = Case { sitting, norm, rule, instance, force };
    let each: Vec<(Draft, Finding)> = owed
        .iter()
        .enumerate()
        .map(|(number, one)| case.time(one, &|fact| belongs.get(&fact.id) == Some(&number)))
        .collect();
    let mut whole = if each.is_empty() {
        match force.at(sitting.as_of) {
            Standing::Over | Standing::Ended => draft::lapsed(sitting, force, &occurrence::words(event)),
            _ => draft::not_binding(sitting, force).unwrap_or_else(|| waiting(event)),
        }
    } else {
        let lead = times(each.len(), &format!("upon {}", occurrence::words(event)));
        together(sitting, force, each, &lead)
    };
    for one in &free {
        let when = wording::when(sitting.zone(), &one.about);
        let text = format!("{} on {when}: the norm did not bind then", occurrence::words(event));
        whole.steps.push(Proof::new(Rule::Force, text).citing(one.facts.iter().map(|fact| &fact.id)));
    }
    let astray: Vec<&Name> =
        tellings.iter().filter(|told| !belongs.contains_key(&told.id)).map(|told| &told.id).collect();
    if !astray.is_empty() {
        let text =
            format!("told of its performance before {} that it could answer", occurrence::words(event));
        whole.steps.push(Proof::new(Rule::Evidence, text).citing(astray));
    }
    whole
}

fn waiting(event: &Event) -> Draft {
    let words = occurrence::words(event);
    let mut draft = Draft::in_state(State::Dormant, format!("waits for {words}"));
    draft.would_change = format!("word of {words}");
    draft
}

struct Case<'s, 'a> {
    sitting: &'s Sitting<'a>,
    norm: &'s Norm,
    rule: &'s Deed,
    instance: &'s Instance,
    force: &'s Force<'a>,
}

impl<'a> Case<'_, 'a> {
    /// One time that the deed is owed.
    fn time(&self, one: &Occurrence<'a>, belongs: &dyn Fn(&Fact) -> bool) -> (Draft, Finding) {
        let (sitting, norm) = (self.sitting, self.norm);
        let set_off = self.instance.upon(one.trigger());
        let account = account::among(sitting, norm, self.instance, belongs);
        // What ended the norm after the time for it had passed does not make it that nothing was owed.
        let due = sitting.deadline(&self.rule.deadline, norm.section, &set_off).ok().flatten();
        let force = due.map_or_else(|| self.force.clone(), |due| self.force.at_deadline(due, sitting.as_of));
        let force = Force { start: Ok(one.at), ..force };
        let mut draft = deed::once(sitting, norm, self.rule, &set_off, &force, &account);
        // What one side alone says to have asked for is not owed yet at the grade that findings need.
        if draft.truth == Some(Truth::Violated) && one.grade < sitting.needed {
            draft.truth = Some(Truth::Unknown);
            draft.grade = one.grade;
            draft.reason = Some(Reason::ClaimOnly);
            draft.because = format!("{}; what sets it off is told by one side only", draft.because);
        }
        let finding = self.finding(one, &draft);
        (draft, finding)
    }

    fn finding(&self, one: &Occurrence<'a>, draft: &Draft) -> Finding {
        let when = wording::when(self.sitting.zone(), &one.about);
        let voices = wording::list(&wording::voices(one.facts.iter().copied()));
        let set_off = Proof::new(Rule::Time, format!("set off on {when}, told by {voices} ({})", one.grade))
            .citing(one.facts.iter().map(|fact| &fact.id));
        let owing = Owing {
            id: format!("{}/{}/{}", self.norm.label, self.instance.id, one.cause),
            lead: format!("set off on {when}; "),
            about: one.about,
            known: one.at,
            facts: one.facts.iter().map(|fact| fact.id.clone()).collect(),
            set_off: Some(set_off),
        };
        owing.finding(self.sitting, draft)
    }
}

/// One of several times that a deed is owed.
pub(crate) struct Owing {
    /// The name of its finding.
    pub(crate) id: String,
    /// What is said of it before what became of it.
    pub(crate) lead: String,
    /// From when it was owed until when it was due, or when it was set off.
    pub(crate) about: Interval,
    /// From when it stands where nothing is told of it.
    pub(crate) known: Instant,
    /// What tells that it was set off.
    pub(crate) facts: Vec<Name>,
    /// How it was set off.
    pub(crate) set_off: Option<Proof>,
}

impl Owing {
    /// What became of that time.
    pub(crate) fn finding(self, sitting: &Sitting<'_>, draft: &Draft) -> Finding {
        let mut facts = self.facts;
        facts.extend(draft.findings.iter().flat_map(|finding| finding.facts.iter().cloned()));
        let known = facts.iter().filter_map(|id| sitting.docket.fact(id.as_str())).map(|fact| fact.known);
        let because = format!("{}{}", self.lead, draft.because);
        let (outcome, reason) = outcome(draft);
        Finding {
            id: self.id,
            outcome,
            reason,
            grade: draft.grade,
            flags: draft.flags.clone(),
            about: self.about,
            known: known.max().unwrap_or(self.known),
            due: draft.due,
            observations: u64::try_from(facts.len()).unwrap_or(u64::MAX),
            facts,
            intent: Intent::Unstated,
            items: draft.findings.iter().flat_map(|finding| finding.items.iter().cloned()).collect(),
            proof: Proof::new(Rule::Verdict, format!("{outcome}, {}: {because}", draft.grade))
                .resting_on(self.set_off)
                .resting_on(draft.findings.iter().map(|finding| finding.proof.clone()))
                .resting_on(draft.steps.iter().cloned()),
            because,
        }
    }
}

/// What became of one time that a deed is owed.
pub(crate) fn outcome(draft: &Draft) -> (Outcome, Option<Reason>) {
    match draft.truth {
        Some(Truth::Kept) => (Outcome::Fulfilled, None),
        Some(Truth::Violated) => (Outcome::Breach, None),
        Some(Truth::Pending) => (Outcome::Pending, None),
        Some(Truth::Unknown) if draft.state == State::Told => (Outcome::Alleged, draft.reason),
        Some(Truth::Unknown) => (Outcome::Undetermined, draft.reason),
        None if draft.flags.contains(&Flag::Excused) => (Outcome::Excused, None),
        None => (Outcome::Dismissed, Some(Reason::NotInForce)),
    }
}

/// The verdict of all times together: what the least of them is, in the order of attention, and of equals the earliest.
pub(crate) fn together(
    sitting: &Sitting<'_>,
    force: &Force<'_>,
    each: Vec<(Draft, Finding)>,
    lead: &str,
) -> Draft {
    let rank = |draft: &Draft| (draft.truth.is_none(), draft.truth);
    let (mut drafts, mut findings): (Vec<Draft>, Vec<Finding>) = each.into_iter().unzip();
    findings.sort_by(|one, two| (one.about.from, &one.id).cmp(&(two.about.from, &two.id)));
    let least = drafts.iter().enumerate().min_by_key(|(number, draft)| (rank(draft), *number));
    let Some(least) = least.map(|(number, _)| number) else { return Draft::in_state(State::Dormant, "") };
    let mut flags: BTreeSet<Flag> = BTreeSet::new();
    let truth = drafts.get(least).and_then(|draft| draft.truth);
    for draft in drafts.iter().filter(|draft| draft.truth == truth) {
        flags.extend(draft.flags.iter().copied());
    }
    let said = format!("{lead}: {}", summary(&findings));
    let mut whole = drafts.swap_remove(least);
    whole.flags = flags;
    whole.findings = findings;
    whole.steps.clear();
    if whole.findings.len() > 1 {
        whole.because = format!("{said}; the first to look at: {}", whole.because);
    }
    if whole.truth == Some(Truth::Kept) && matches!(force.at(sitting.as_of), Standing::Binding(_)) {
        whole.flags.insert(Flag::SoFar);
    }
    whole
}

/// How often it is owed, in words.
pub(crate) fn times(number: usize, how: &str) -> String {
    let number = u64::try_from(number).unwrap_or(u64::MAX);
    format!("owed {} {how}", wording::count(number, "time", "times"))
}

fn summary(findings: &[Finding]) -> String {
    let of = |outcome: Outcome| findings.iter().filter(|finding| finding.outcome == outcome).count();
    let counts = Outcome::ALL.iter().filter(|outcome| of(**outcome) > 0);
    counts.map(|outcome| format!("{} {outcome}", of(*outcome))).collect::<Vec<_>>().join(", ")
}

/// Which of the times a telling speaks of: the one whose incident it names; otherwise, for each voice by itself, what it
/// tells as done answers the earliest time that was set off before and that this voice has not told as answered yet. So
/// several voices that tell one performance never answer two requests, and one that tells two answers two.
fn assign(times: &[Occurrence<'_>], tellings: &[&Fact]) -> BTreeMap<Name, usize> {
    let mut belongs: BTreeMap<Name, usize> = BTreeMap::new();
    let mut answered: BTreeMap<&Name, BTreeSet<usize>> = BTreeMap::new();
    let mut last_done: BTreeMap<&Name, (&Fact, usize)> = BTreeMap::new();
    for told in tellings {
        let voice = &told.source.voice;
        let by_incident =
            times.iter().position(|one| one.shares_incident(told)).or_else(|| ruled_on(told, times));
        let same = last_done
            .get(voice)
            .filter(|(earlier, _)| telling::is_done(told) && earlier.about.overlaps(&told.about));
        let is_open = |number: &usize| !answered.get(voice).is_some_and(|done| done.contains(number));
        let before =
            || (0..times.len()).filter(|number| times.get(*number).is_some_and(|one| set_off_by(one, told)));
        let number = by_incident
            .or(same.map(|(_, number)| *number))
            .or_else(|| before().find(is_open))
            .or_else(|| before().next_back());
        let Some(number) = number else { continue };
        belongs.insert(told.id.clone(), number);
        if telling::is_done(told) {
            answered.entry(voice).or_default().insert(number);
            last_done.insert(voice, (told, number));
        }
    }
    belongs
}

fn set_off_by(one: &Occurrence<'_>, told: &Fact) -> bool {
    one.about.from <= told.about.last()
}

/// A ruling on facts that tell of the event, or share its incident.
fn ruled_on(told: &Fact, times: &[Occurrence<'_>]) -> Option<usize> {
    let What::Ruling(ruling) = &told.what else { return None };
    times.iter().position(|one| one.facts.iter().any(|fact| ruling.on.contains(&fact.id)))
}

#[cfg(test)]
mod tests;
