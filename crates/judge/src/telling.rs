//! What is told of the performance of a norm, and which of several times that it is owed a telling answers.

use std::collections::BTreeMap;

use armistice_facts::{Fact, Instant, Name, Outcome, Performance, Precision, Stage, What};
use armistice_terms::model::Norm;

use crate::sitting::{Instance, Sitting};

/// Everything that is told of the performance of a norm by these bearers, in the order of time.
pub(crate) fn all<'a>(sitting: &Sitting<'a>, norm: &Norm, instance: &Instance) -> Vec<&'a Fact> {
    let label = norm.label.as_str();
    let speaks = |of: &Option<Name>| of.as_ref().is_none_or(|of| instance.holds(of.as_str()));
    let performed = sitting.docket.performances(label).iter();
    let performed = performed.filter(|(_, told)| speaks(&told.bearer)).map(|(fact, _)| *fact);
    let inspected = sitting.docket.inspections(label).iter();
    let inspected = inspected.filter(|(_, told)| speaks(&told.bearer)).map(|(fact, _)| *fact);
    let ruled = sitting.docket.rulings(label).iter();
    let ruled = ruled.filter(|(_, told)| instance.holds(told.bearer.as_str())).map(|(fact, _)| *fact);
    let mut told: Vec<&Fact> = performed.chain(inspected).chain(ruled).collect();
    told.sort_by_key(|fact| (fact.about.from, fact.about.until, &fact.id));
    told
}

/// Whether it is told as done.
pub(crate) fn is_done(told: &Fact) -> bool {
    match &told.what {
        What::Performance(Performance { stage, .. }) => *stage == Stage::Done,
        What::Inspection(inspection) => inspection.outcome == Outcome::Fulfilled,
        _ => false,
    }
}

/// Whether a telling certainly speaks of a time when the deadline had come: what happened somewhere in the last day may
/// have been before its end, and what went on until then was not.
pub(crate) fn is_after(told: &Fact, due: Instant) -> bool {
    let at = if told.about.precision == Precision::Span { told.about.last() } else { told.about.from };
    due <= at
}

/// Which of several times a telling speaks of, each with the moment from which it is owed and its deadline, in their order.
///
/// What is told as done answers the deadline to which it lies nearest, of the last one and the next, unless the same voice
/// has told that one as done before. So what came a week late is late, and no time that was missed shifts the others.
pub(crate) fn nearest(times: &[(Instant, Instant)], tellings: &[&Fact]) -> BTreeMap<Name, usize> {
    let mut belongs: BTreeMap<Name, usize> = BTreeMap::new();
    let mut answered: BTreeMap<(&Name, usize), &Fact> = BTreeMap::new();
    for told in tellings {
        let at = told.about.last();
        let Some(next) = times.iter().rposition(|(opens, _)| *opens <= at) else { continue };
        let far =
            |number: usize| times.get(number).map_or(u64::MAX, |(_, due)| due.millis().abs_diff(at.millis()));
        let mut near = vec![next];
        near.extend(next.checked_sub(1));
        near.sort_by_key(|number| (far(*number), *number));
        let voice = &told.source.voice;
        let is_free = |number: &&usize| {
            !is_done(told)
                || answered.get(&(voice, **number)).is_none_or(|known| known.about.overlaps(&told.about))
        };
        let number = near.iter().find(is_free).copied().unwrap_or(next);
        belongs.insert(told.id.clone(), number);
        if is_done(told) {
            answered.entry((voice, number)).or_insert(told);
        }
    }
    belongs
}

#[cfg(test)]
mod tests;
