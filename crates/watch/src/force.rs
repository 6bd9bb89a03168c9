//! When a zone is in force: as long as a norm binds whose place names it, as far as the text itself tells the days.
//!
//! A beginning or an end that hangs on an event is left open here: before it may begin, the zone is taken to be in force, and so
//! until it surely ends. What such a norm then comes to is for the judge.

use std::collections::BTreeMap;

use armistice_facts::calendar::{Date, Length};
use armistice_facts::{Instant, Name};
use armistice_terms::model::{Agreement, Instrument, Lifecycle, Moment, MomentBase, Norm};

/// A time in which a zone is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// From this instant on; `None` if no day is told.
    pub from: Option<Instant>,
    /// Before this instant; `None` if no day is told.
    pub until: Option<Instant>,
}

impl Term {
    fn holds(&self, time: Instant) -> bool {
        self.from.is_none_or(|from| from <= time) && self.until.is_none_or(|until| time < until)
    }
}

/// Whether one of the terms holds; without any, the zone is always in force.
pub(crate) fn is_in_force(terms: &[Term], time: Instant) -> bool {
    terms.is_empty() || terms.iter().any(|term| term.holds(time))
}

/// The first instant after one, and not after another, at which it comes into force or goes out of it.
pub(crate) fn next_change(terms: &[Term], after: Instant, last: Instant) -> Option<Instant> {
    let ends = terms.iter().flat_map(|term| [term.from, term.until]).flatten();
    ends.filter(|end| after < *end && *end <= last).min()
}

/// The terms of each zone that is not always in force, in order and apart from each other.
pub(crate) fn terms(agreement: &Agreement, naming: &BTreeMap<Name, Vec<Name>>) -> BTreeMap<Name, Vec<Term>> {
    let of_zone = |norms: &Vec<Name>| {
        let norms = norms.iter().filter_map(|label| agreement.norm(label.as_str()));
        // A place of an exception, or of a norm that is not there, bounds nothing in time.
        let mut terms: Vec<Term> = norms.map(|norm| of_norm(agreement, norm)).collect();
        terms.sort_unstable();
        let mut apart: Vec<Term> = Vec::new();
        for term in terms {
            match apart.last_mut() {
                Some(last) if last.until.is_none_or(|until| term.from.is_none_or(|from| from <= until)) => {
                    last.until = last.until.zip(term.until).map(|(one, other)| one.max(other));
                }
                _ => apart.push(term),
            }
        }
        apart
    };
    let always = Term { from: None, until: None };
    let bounded = |terms: &Vec<Term>| !terms.is_empty() && *terms != [always];
    let all = naming.iter().map(|(zone, norms)| (zone.clone(), of_zone(norms)));
    all.filter(|(_, terms)| bounded(terms)).collect()
}

fn of_norm(agreement: &Agreement, norm: &Norm) -> Term {
    let text = Text { agreement, instrument: agreement.instrument_of(norm.section) };
    let from = match &norm.from {
        Some(moment) => text.start(moment),
        None => text.in_force(),
    };
    let lasts = from.zip(norm.lasts).and_then(|(from, length)| text.later(from, length));
    let ends = [norm.until.as_ref().and_then(|until| text.end(until)), lasts, text.ends()];
    Term { from, until: ends.into_iter().flatten().min() }
}

struct Text<'a> {
    agreement: &'a Agreement,
    instrument: Option<&'a Instrument>,
}

impl Text<'_> {
    /// The first instant of a moment that the text tells.
    fn start(&self, moment: &Moment) -> Option<Instant> {
        if let (MomentBase::Instant(at), None) = (&moment.base, moment.plus) {
            return Some(*at);
        }
        match self.hour(moment) {
            Some(at) => Some(at),
            None => self.agreement.settings.time_zone.start_of(self.day(moment)?).ok(),
        }
    }

    /// The first instant after a moment that the text tells: a day belongs to it whole.
    fn end(&self, moment: &Moment) -> Option<Instant> {
        if let (MomentBase::Instant(at), None) = (&moment.base, moment.plus) {
            return Some(*at);
        }
        match self.hour(moment) {
            Some(at) => Some(at),
            None => self.agreement.settings.time_zone.start_of(self.day(moment)?.plus_days(1).ok()?).ok(),
        }
    }

    /// A moment that is told by the clock: minutes or hours after another.
    fn hour(&self, moment: &Moment) -> Option<Instant> {
        let length = moment.plus.filter(|length| !length.unit.is_civil())?;
        self.agreement.settings.time_zone.later(self.base(&moment.base)?, length).ok()
    }

    fn day(&self, moment: &Moment) -> Option<Date> {
        let date = self.agreement.settings.time_zone.date_of(self.base(&moment.base)?);
        moment.plus.map_or(Some(date), |length| date.plus(length).ok())
    }

    fn base(&self, base: &MomentBase) -> Option<Instant> {
        match base {
            MomentBase::Day(date) => self.agreement.settings.time_zone.start_of(*date).ok(),
            MomentBase::Instant(at) => Some(*at),
            MomentBase::Signature => Some(self.instrument?.signed),
            MomentBase::InForce => self.in_force(),
            _ => None,
        }
    }

    /// When the text entered into force: upon signature, if it says nothing.
    fn in_force(&self) -> Option<Instant> {
        let instrument = self.instrument?;
        match &instrument.in_force {
            None => Some(instrument.signed),
            Some(Lifecycle { at: Some(moment), .. }) if moment.base != MomentBase::InForce => {
                self.start(moment)
            }
            Some(_) => None,
        }
    }

    fn ends(&self) -> Option<Instant> {
        self.end(self.instrument?.ends.as_ref()?.at.as_ref()?)
    }

    fn later(&self, from: Instant, length: Length) -> Option<Instant> {
        let zone = &self.agreement.settings.time_zone;
        if !length.unit.is_civil() {
            return zone.later(from, length).ok();
        }
        let date = zone.date_of(from);
        let since_midnight = from.millis() - zone.start_of(date).ok()?.millis();
        Some(zone.start_of(date.plus(length).ok()?).ok()?.plus_millis(since_midnight))
    }
}

#[cfg(test)]
mod tests {
    use armistice_terms::model::Moment;

    use super::*;
    use crate::testing::{agreement, ban, name};

    fn at(text: &str) -> Option<Instant> {
        Some(text.parse().unwrap())
    }

    fn day(year: i16, month: u8, day: u8) -> Option<Moment> {
        Some(Moment { base: MomentBase::Day(Date::new(year, month, day).unwrap()), plus: None })
    }

    #[test]
    fn terms_of_several_norms_become_one_where_they_touch() {
        let mut first = ban("A1", armistice_terms::model::Place::Everywhere);
        (first.from, first.until) = (day(2020, 1, 1), day(2020, 1, 31));
        let mut next = ban("A2", armistice_terms::model::Place::Everywhere);
        (next.from, next.until) = (day(2020, 2, 1), day(2020, 2, 10));
        let mut later = ban("A3", armistice_terms::model::Place::Everywhere);
        (later.from, later.until) = (day(2020, 5, 1), None);
        let agreement = agreement(Vec::new(), Vec::new(), vec![first, next, later]);
        let naming = |labels: &[&str]| {
            BTreeMap::from([(name("z"), labels.iter().map(|label| name(label)).collect::<Vec<_>>())])
        };
        let terms = |labels: &[&str]| super::terms(&agreement, &naming(labels)).remove(&name("z"));
        let early = Term { from: at("2020-01-01T00:00:00Z"), until: at("2020-02-11T00:00:00Z") };
        assert_eq!(terms(&["A1", "A2"]), Some(vec![early]));
        let late = Term { from: at("2020-05-01T00:00:00Z"), until: None };
        assert_eq!(terms(&["A3", "A2", "A1"]), Some(vec![early, late]));
        assert_eq!(terms(&["unknown"]), None);
        let both = [early, late];
        let time = |text: &str| at(text).unwrap();
        assert!(
            is_in_force(&both, time("2020-02-10T23:59:59Z"))
                && !is_in_force(&both, time("2020-02-11T00:00:00Z"))
        );
        let next = next_change(&both, time("2020-02-10T00:00:00Z"), time("2020-02-11T00:00:00Z"));
        assert_eq!(next, early.until);
    }
}
