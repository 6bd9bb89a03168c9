//! Deeds that are owed again and again: every year by the same day, or once in each period of one length. Each time has
//! its own deadline, its own account and its own finding.
//!
//! Of every year, what is told as done answers the day to which it lies nearest. Of periods, it answers the period in which
//! it was done, and what is told as not done speaks of the last one that is over.

use std::collections::BTreeMap;

use armistice_facts::calendar::{Date, Length};
use armistice_facts::{Fact, Instant, Interval, Name, Outcome, Performance, Precision, Stage, What};
use armistice_terms::model::{Deadline, Deed, Moment, MomentBase, Norm};

use crate::draft::{self, Draft};
use crate::duty::Owing;
use crate::force::{Force, Standing};
use crate::moment::{Edge, Wait};
use crate::sitting::{Instance, Sitting};
use crate::{Finding, Flag, Proof, Rule, State, Truth, account, deed, duty, telling, wording};

/// The most times that are counted through: a day each for more than 25 years. What comes after them is not looked at, and
/// that is said.
const MAX_TIMES: usize = 10_000;

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

/// What a deed comes to that is owed again and again.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Deed,
    instance: &Instance,
    force: &Force<'a>,
) -> Draft {
    let not_binding = || draft::not_binding(sitting, force);
    let Ok(start) = force.start else {
        return not_binding().unwrap_or_else(|| Draft::in_state(State::Dormant, "it does not bind yet"));
    };
    let tellings = telling::all(sitting, norm, instance);
    let (times, belongs, how) = match &rule.deadline {
        Deadline::Every { length, from } => {
            let first = match sitting.moment(from, Edge::Start, norm.section, instance) {
                Ok(first) => first,
                Err(wait) => return not_binding().unwrap_or_else(|| waiting(&wait)),
            };
            let times = periods(sitting, start, first, *length);
            let belongs = within(&times, &tellings);
            (times, belongs, format!("every {length}"))
        }
        Deadline::EveryYear { month, day } => {
            let times = years(sitting, start, *month, *day);
            let days: Vec<(Instant, Instant)> = times.iter().map(|one| (one.opens, one.due)).collect();
            let belongs = telling::nearest(&days, &tellings);
            (times, belongs, "every year".to_owned())
        }
        _ => return Draft::in_state(State::Dormant, "it is owed once"),
    };
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
        (true, Some(running)) => duty::together(sitting, force, vec![running], &duty::times(1, &how)),
        (false, running) => {
            let lead = duty::times(each.len(), &how);
            let mut whole = duty::together(sitting, force, each, &lead);
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
    if times.len() >= MAX_TIMES {
        let text = format!("owed more often than {MAX_TIMES} times: later ones are not looked at");
        whole.steps.push(Proof::new(Rule::Time, text));
    }
    whole
}

fn waiting(wait: &Wait) -> Draft {
    let mut draft = Draft::in_state(State::Dormant, format!("its first period waits for {}", wait.words()));
    draft.would_change = format!("word of {}", wait.words());
    draft
}

/// The periods that end after the norm began to bind, to the one that is running.
fn periods(sitting: &Sitting<'_>, start: Instant, first: Instant, length: Length) -> Vec<Time> {
    let zone = sitting.zone();
    let begin = zone.date_of(first);
    // Counted from the first day each time: a month after 31 January, and two months, are their own days.
    let day_of = |number: u32| {
        let later = Length { amount: length.amount.checked_mul(number)?, unit: length.unit };
        sitting.plus(begin, later).ok()
    };
    let mut times = Vec::new();
    for number in 0.. {
        let (Some(from), Some(next)) = (day_of(number), day_of(number + 1)) else { break };
        let Ok(day) = next.plus_days(-1) else { break };
        let (Ok(opens), Ok(due)) = (zone.start_of(from), zone.end_of(day)) else { break };
        if opens > sitting.as_of || times.len() >= MAX_TIMES {
            break;
        }
        if due >= start {
            times.push(Time { day, opens: opens.max(start), due });
        }
    }
    times
}

/// The days from the start of the norm to the one that is running.
fn years(sitting: &Sitting<'_>, start: Instant, month: u8, day: u8) -> Vec<Time> {
    let zone = sitting.zone();
    let (first, ..) = zone.date_of(start).parts();
    let mut opens = start;
    let mut times = Vec::new();
    for year in (first..).take(MAX_TIMES) {
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

/// Which of the periods a telling speaks of: the one in which it was done; if it was not done, the last that is over.
fn within(times: &[Time], tellings: &[&Fact]) -> BTreeMap<Name, usize> {
    let mut belongs = BTreeMap::new();
    for told in tellings {
        let number = if is_of_the_past(told) {
            times.iter().rposition(|one| one.due <= told.about.last())
        } else {
            times.iter().rposition(|one| one.opens <= told.about.from)
        };
        belongs.extend(number.map(|number| (told.id.clone(), number)));
    }
    belongs
}

/// Whether it tells that something was not done, which can be told only when the time for it is over.
fn is_of_the_past(told: &Fact) -> bool {
    match &told.what {
        What::Performance(Performance { stage, .. }) => *stage == Stage::NotDone,
        What::Inspection(inspection) => inspection.outcome == Outcome::NotFulfilled,
        _ => false,
    }
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
        let force = Force { start: Ok(one.opens), ..self.force.at_deadline(one.due, sitting.as_of) };
        let draft = deed::once(sitting, norm, &rule, instance, &force, &account);
        let owing = Owing {
            id: format!("{}/{}/{}", norm.label, instance.id, one.day),
            lead: format!("by {}: ", wording::day(sitting.zone(), one.due)),
            about: Interval::new(one.opens, one.due.plus_millis(1), Precision::Span).ok()?,
            known: one.due.min(sitting.as_of),
            facts: Vec::new(),
            set_off: None,
        };
        let finding = owing.finding(sitting, &draft);
        Some((draft, finding))
    }
}

#[cfg(test)]
mod tests;
