//! Deeds that are owed every year by the same day: each year has its own deadline, its own account and its own finding.
//!
//! What is told as done answers the day to which it lies nearest, of the last one and the next, unless the same voice has
//! told that one as done before. So a list that came a week late is late, and no year that was missed shifts the others.

use std::collections::BTreeMap;

use armistice_facts::calendar::Date;
use armistice_facts::{Fact, Instant, Intent, Interval, Name, Precision};
use armistice_terms::model::{Deadline, Deed, Moment, MomentBase, Norm};

use crate::draft::{self, Draft};
use crate::force::{Force, Standing};
use crate::sitting::{Instance, Sitting};
use crate::{Finding, Flag, Proof, Rule, State, Truth, account, deed, duty, wording};

/// The most years that are counted through.
const MAX_YEARS: usize = 400;

/// One time that the deed is owed.
#[derive(Debug, Clone, Copy)]
struct Time {
    /// Its day.
    day: Date,
    /// From when: after the day before it.
    opens: Instant,
    /// The end of its day.
    due: Instant,
}

/// What a deed comes to that is owed by a day of every year.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Deed,
    (month, day): (u8, u8),
    instance: &Instance,
    force: &Force<'a>,
) -> Draft {
    let not_binding = || draft::not_binding(sitting, force);
    let Ok(start) = force.start else {
        return not_binding().unwrap_or_else(|| Draft::in_state(State::Dormant, "it does not bind yet"));
    };
    let times = times(sitting, start, month, day);
    let tellings = duty::tellings(sitting, norm, instance);
    let belongs = assign(&times, &tellings);
    let case = Case { sitting, norm, rule, instance, force };
    let binds = |one: &Time| matches!(force.at(one.due.min(sitting.as_of)), Standing::Binding(_));
    let owed = times.iter().enumerate().filter(|(_, one)| binds(one));
    let mut each: Vec<(Draft, Finding)> = owed
        .filter_map(|(number, one)| case.time(*one, &|fact| belongs.get(&fact.id) == Some(&number)))
        .collect();
    // The running year is no answer yet, where others have been judged.
    let running = each.pop_if(|(draft, _)| draft.truth == Some(Truth::Pending));
    let mut whole = match (each.is_empty(), running) {
        (true, None) => {
            return not_binding().unwrap_or_else(|| Draft::in_state(State::Dormant, "no day has come"));
        }
        (true, Some(running)) => duty::together(sitting, force, vec![running], "every year"),
        (false, running) => {
            let mut whole = duty::together(sitting, force, each, "every year");
            if let Some((next, finding)) = running {
                whole.due = next.due;
                whole.findings.push(finding);
            }
            whole
        }
    };
    if let Some(standing) = not_binding() {
        whole.state = standing.state;
        whole.because = format!("{}; {}", standing.because, whole.because);
        whole.flags.remove(&Flag::SoFar);
    }
    whole
}

/// The days from the start of the norm to the one that is running.
fn times(sitting: &Sitting<'_>, start: Instant, month: u8, day: u8) -> Vec<Time> {
    let zone = sitting.zone();
    let (first, ..) = zone.date_of(start).parts();
    let mut opens = start;
    let mut times = Vec::new();
    for year in (first..).take(MAX_YEARS) {
        let Ok(day) = Date::new(year, month, day) else { break };
        let Ok(due) = zone.end_of(day) else { break };
        if due < start {
            continue;
        }
        if opens > sitting.as_of {
            break;
        }
        times.push(Time { day, opens, due });
        opens = due.plus_millis(1);
    }
    times
}

/// Which of the times a telling speaks of.
fn assign(times: &[Time], tellings: &[&Fact]) -> BTreeMap<Name, usize> {
    let mut belongs: BTreeMap<Name, usize> = BTreeMap::new();
    let mut answered: BTreeMap<(&Name, usize), &Fact> = BTreeMap::new();
    for told in tellings {
        let at = told.about.last();
        let Some(next) = times.iter().rposition(|one| one.opens <= at) else { continue };
        let far =
            |number: usize| times.get(number).map_or(u64::MAX, |one| one.due.millis().abs_diff(at.millis()));
        let mut near = vec![next];
        near.extend(next.checked_sub(1));
        near.sort_by_key(|number| (far(*number), *number));
        let voice = &told.source.voice;
        let is_free = |number: &&usize| {
            !duty::is_done(told)
                || answered.get(&(voice, **number)).is_none_or(|known| known.about.overlaps(&told.about))
        };
        let number = near.iter().find(is_free).copied().unwrap_or(next);
        belongs.insert(told.id.clone(), number);
        if duty::is_done(told) {
            answered.entry((voice, number)).or_insert(told);
        }
    }
    belongs
}

struct Case<'s, 'a> {
    sitting: &'s Sitting<'a>,
    norm: &'s Norm,
    rule: &'s Deed,
    instance: &'s Instance,
    force: &'s Force<'a>,
}

impl Case<'_, '_> {
    /// One time, as a deed with a deadline of its own.
    fn time(&self, one: Time, belongs: &dyn Fn(&Fact) -> bool) -> Option<(Draft, Finding)> {
        let (sitting, norm, instance) = (self.sitting, self.norm, self.instance);
        let by = Moment { base: MomentBase::Day(one.day), plus: None };
        let rule = Deed { deadline: Deadline::By(by), ..self.rule.clone() };
        let account = account::among(sitting, norm, instance, belongs);
        let force = Force { start: Ok(one.opens), ..self.force.clone() };
        let draft = deed::once(sitting, norm, &rule, instance, &force, &account);
        let finding = self.finding(one, &draft)?;
        Some((draft, finding))
    }

    fn finding(&self, one: Time, draft: &Draft) -> Option<Finding> {
        let sitting = self.sitting;
        let facts: Vec<Name> =
            draft.findings.iter().flat_map(|finding| finding.facts.iter().cloned()).collect();
        let known = facts.iter().filter_map(|id| sitting.docket.fact(id.as_str())).map(|fact| fact.known);
        let day = wording::day(sitting.zone(), one.due);
        let because = format!("by {day}: {}", draft.because);
        let (outcome, reason) = duty::outcome(draft);
        Some(Finding {
            id: format!("{}/{}/{}", self.norm.label, self.instance.id, one.day),
            outcome,
            reason,
            grade: draft.grade,
            flags: draft.flags.clone(),
            about: Interval::new(one.opens, one.due.plus_millis(1), Precision::Span).ok()?,
            known: known.max().unwrap_or(one.due.min(sitting.as_of)),
            due: draft.due,
            observations: u64::try_from(facts.len()).unwrap_or(u64::MAX),
            facts,
            intent: Intent::Unstated,
            items: draft.findings.iter().flat_map(|finding| finding.items.iter().cloned()).collect(),
            proof: Proof::new(Rule::Verdict, format!("{outcome}, {}: {because}", draft.grade))
                .resting_on(draft.findings.iter().map(|finding| finding.proof.clone()))
                .resting_on(draft.steps.iter().cloned()),
            because,
        })
    }
}

#[cfg(test)]
mod tests;
