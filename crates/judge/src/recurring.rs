//! Deeds that are owed every year by the same day: each year has its own deadline, its own account and its own finding.

use armistice_facts::calendar::Date;
use armistice_facts::{Fact, Instant, Interval, Precision};
use armistice_terms::model::{Deadline, Deed, Moment, MomentBase, Norm};

use crate::draft::{self, Draft};
use crate::duty::Owing;
use crate::force::{Force, Standing};
use crate::sitting::{Instance, Sitting};
use crate::{Finding, Flag, State, Truth, account, deed, duty, telling, wording};

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
    let tellings = telling::all(sitting, norm, instance);
    let days: Vec<(Instant, Instant)> = times.iter().map(|one| (one.opens, one.due)).collect();
    let belongs = telling::nearest(&days, &tellings);
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
        (true, Some(running)) => duty::together(sitting, force, vec![running], &duty::times(1, "every year")),
        (false, running) => {
            let lead = duty::times(each.len(), "every year");
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
