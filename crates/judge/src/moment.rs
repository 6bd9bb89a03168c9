//! Moments and deadlines of the text as instants, counted on the calendar of the agreement's zone.

use armistice_facts::calendar::{CalendarError, Date, Length, Unit};
use armistice_facts::{Instant, Name};
use armistice_terms::model::{
    Counting, Deadline, Event, Lifecycle, Moment, MomentBase, MonthEnds, Recipient,
};

use crate::sitting::{CONSENT, Instance, Sitting};
use crate::{account, window, wording};

/// Which end of a day is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// Its first instant.
    Start,
    /// Its last instant.
    End,
}

/// Why a moment is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wait {
    /// Something has not happened yet.
    For(String),
    /// The calendar has no such day.
    Calendar(String),
}

impl Wait {
    /// In words, after `waits for`.
    pub(crate) fn words(&self) -> String {
        match self {
            Wait::For(what) => what.clone(),
            Wait::Calendar(cause) => format!("a day that the calendar has: {cause}"),
        }
    }
}

impl From<CalendarError> for Wait {
    fn from(error: CalendarError) -> Self {
        Wait::Calendar(error.to_string())
    }
}

/// When the event happened upon which the instance is bound.
fn set_off(instance: &Instance) -> Result<Instant, Wait> {
    let trigger = instance.trigger.as_ref();
    trigger.map(|trigger| trigger.at).ok_or_else(|| Wait::For("the event that sets it off".to_owned()))
}

impl Sitting<'_> {
    /// The instant of a moment of the text, for one instance of a norm in that section.
    pub(crate) fn moment(
        &self,
        moment: &Moment,
        edge: Edge,
        section: usize,
        instance: &Instance,
    ) -> Result<Instant, Wait> {
        if let (MomentBase::Instant(at), None) = (&moment.base, moment.plus) {
            return Ok(*at);
        }
        let base = self.base(&moment.base, section, instance)?;
        match moment.plus {
            Some(length) if !length.unit.is_civil() => Ok(self.zone().later(base, length)?),
            plus => {
                let date = self.zone().date_of(base);
                let date = plus.map_or(Ok(date), |length| self.plus(date, length))?;
                self.edge(date, edge)
            }
        }
    }

    /// The last instant of a deadline; `Ok(None)` where the text gives no date.
    pub(crate) fn deadline(
        &self,
        deadline: &Deadline,
        section: usize,
        instance: &Instance,
    ) -> Result<Option<Instant>, Wait> {
        match deadline {
            Deadline::By(moment) => self.moment(moment, Edge::End, section, instance).map(Some),
            Deadline::Within { length, counting, from } => {
                self.within(*length, *counting, from, section, instance).map(Some)
            }
            Deadline::Before(length, Some(moment)) => {
                let event = self.moment(moment, Edge::Start, section, instance)?;
                self.earlier(event, *length).map(Some)
            }
            Deadline::Before(length, None) => {
                let starts = instance.trigger.as_ref().and_then(|trigger| trigger.starts);
                let starts = starts.ok_or_else(|| Wait::For("word of when it starts".to_owned()))?;
                self.earlier(starts, *length).map(Some)
            }
            // Each year, or period, is judged by a deadline of its own.
            Deadline::EveryYear { .. } | Deadline::Every { .. } | Deadline::WithoutDelay => Ok(None),
        }
    }

    /// `beginning D` counts D as the first day; `after D` counts the next day as the first.
    fn within(
        &self,
        length: Length,
        counting: Counting,
        from: &Moment,
        section: usize,
        instance: &Instance,
    ) -> Result<Instant, Wait> {
        let start = self.moment(from, Edge::Start, section, instance)?;
        if !length.unit.is_civil() {
            // Hours count from the event itself, not from the day on which it fell.
            let start = match &from.base {
                MomentBase::Fulfilment(_) | MomentBase::Violation(_) | MomentBase::Trigger
                    if from.plus.is_none() =>
                {
                    self.base(&from.base, section, instance)?
                }
                _ => start,
            };
            return Ok(self.zone().later(start, length)?);
        }
        let first = self.zone().date_of(start);
        let last = self.plus(first, length)?;
        let last = if counting == Counting::Beginning { last.plus_days(-1)? } else { last };
        self.edge(last, Edge::End)
    }

    fn base(&self, base: &MomentBase, section: usize, instance: &Instance) -> Result<Instant, Wait> {
        match base {
            MomentBase::Day(date) => Ok(self.zone().start_of(*date)?),
            MomentBase::Instant(at) => Ok(*at),
            MomentBase::Signature => self
                .agreement
                .instrument_of(section)
                .map(|text| text.signed)
                .ok_or_else(|| Wait::For("signature".to_owned())),
            MomentBase::InForce => self.entry_into_force(section, instance),
            MomentBase::Fulfilment(label) => self.fulfilment(label.as_str(), instance),
            MomentBase::Violation(label) => self.violation(label.as_str(), instance),
            MomentBase::Trigger => set_off(instance),
            MomentBase::EndOf(period) => {
                let first = window::first_day(self.zone().date_of(set_off(instance)?), *period);
                let next = first.and_then(|first| window::next_day(first, *period));
                let next = next.ok_or(CalendarError::OutOfRange)?;
                Ok(self.zone().start_of(next.plus_days(-1)?)?)
            }
        }
    }

    fn violation(&self, label: &str, instance: &Instance) -> Result<Instant, Wait> {
        let norm = self.agreement.norm(label);
        norm.and_then(|norm| self.violated_since(norm, instance))
            .ok_or_else(|| Wait::For(format!("a violation of {label}")))
    }

    /// When the text that governs a section entered into force: upon signature, if it says nothing.
    pub(crate) fn entry_into_force(&self, section: usize, instance: &Instance) -> Result<Instant, Wait> {
        let Some(text) = self.agreement.instrument_of(section) else {
            return Err(Wait::For("entry into force".to_owned()));
        };
        match &text.in_force {
            None => Ok(text.signed),
            // An entry into force that hangs on itself has no answer.
            Some(Lifecycle { at: Some(Moment { base: MomentBase::InForce, .. }), .. }) => {
                Err(Wait::For("entry into force".to_owned()))
            }
            Some(Lifecycle { at: Some(moment), .. }) => self.moment(moment, Edge::Start, section, instance),
            Some(Lifecycle { upon: Some(event), .. }) => self.event(event, section, instance),
            Some(_) => Ok(text.signed),
        }
    }

    /// When a norm was fulfilled for everybody of whom the instance speaks, by the earliest told times.
    pub(crate) fn fulfilment(&self, label: &str, instance: &Instance) -> Result<Instant, Wait> {
        let wait = || Wait::For(format!("the fulfilment of {label}"));
        let norm = self.agreement.norm(label).ok_or_else(wait)?;
        let mut latest = None;
        for one in self.instances_beside(norm, instance) {
            let told = account::of(self, norm, &one).fulfilled.ok_or_else(wait)?;
            latest = latest.max(Some(told));
        }
        latest.ok_or_else(wait)
    }

    /// When an event of the text happened.
    pub(crate) fn event(&self, event: &Event, section: usize, instance: &Instance) -> Result<Instant, Wait> {
        match event {
            Event::Fulfilment(label) => self.fulfilment(label.as_str(), instance),
            Event::Violation { of, by_other: false } => self.violation(of.as_str(), instance),
            Event::Violation { of, by_other: true } => {
                let norm = self.agreement.norm(of.as_str());
                let first = norm.and_then(|norm| {
                    self.breaches_by_the_other(norm, instance).iter().map(|breach| breach.at).min()
                });
                first.ok_or_else(|| Wait::For(format!("a violation of {of} by the other party")))
            }
            Event::Other(name, None) => self.done_by_all(name.as_str(), &[]),
            Event::Other(name, Some(Recipient::Named(by))) => self.done_by_all(name.as_str(), by),
            Event::Other(name, Some(by @ Recipient::OtherParty)) => {
                let by: Vec<Name> = self.meant(by, section, instance).into_iter().cloned().collect();
                self.done_by_any(name.as_str(), &by)
            }
            Event::Consent(by) => {
                let by: Vec<Name> = self.meant(by, section, instance).into_iter().cloned().collect();
                self.consent_of_all(&by, section)
            }
            Event::Request(by) => {
                let by: Vec<Name> = self.meant(by, section, instance).into_iter().cloned().collect();
                self.done_by_any("request", &by)
            }
            Event::NoticeUnder(label) => self
                .notices_under(label.as_str())
                .first()
                .map(|(fact, _)| fact.about.last())
                .ok_or_else(|| Wait::For(format!("a notice under {label}"))),
            Event::PriorNotice { .. } => {
                let others = self.other_parties(section, instance);
                self.docket
                    .notices
                    .iter()
                    .filter(|(_, notice)| instance.holds(notice.from.as_str()))
                    .find(|(_, notice)| {
                        notice.to.is_empty() || notice.to.iter().any(|to| others.contains(&to))
                    })
                    .map(|(fact, _)| fact.about.last())
                    .ok_or_else(|| Wait::For("a notice to the other side".to_owned()))
            }
        }
    }

    /// When the last of them had said yes: by an act, by a notice, or by a change of status that has effect.
    fn consent_of_all(&self, by: &[Name], section: usize) -> Result<Instant, Wait> {
        let mut latest = None;
        for name in by {
            let of_it = self.consents(section).filter(|(_, status)| status.by == *name);
            let declared = of_it.map(|(fact, _)| fact.about.last()).min();
            let done = self.done_by(CONSENT, Some(name.as_str())).into_iter().chain(declared).min();
            let done = done.ok_or_else(|| Wait::For(format!("{CONSENT} of {name}")))?;
            latest = latest.max(Some(done));
        }
        latest.ok_or_else(|| Wait::For(CONSENT.to_owned()))
    }

    /// When the last of them had done it; when anybody had, if nobody is named.
    fn done_by_all(&self, what: &str, by: &[Name]) -> Result<Instant, Wait> {
        if by.is_empty() {
            return self.done_by(what, None).ok_or_else(|| Wait::For(what.to_owned()));
        }
        let mut latest = None;
        for name in by {
            let done = self.done_by(what, Some(name.as_str()));
            let done = done.ok_or_else(|| Wait::For(format!("{what} of {name}")))?;
            latest = latest.max(Some(done));
        }
        latest.ok_or_else(|| Wait::For(what.to_owned()))
    }

    fn done_by_any(&self, what: &str, by: &[Name]) -> Result<Instant, Wait> {
        let earliest = by.iter().filter_map(|name| self.done_by(what, Some(name.as_str()))).min();
        earliest.ok_or_else(|| Wait::For(format!("{what} of {}", wording::list(by))))
    }

    /// The earliest act or notice of that name by that actor.
    fn done_by(&self, what: &str, actor: Option<&str>) -> Option<Instant> {
        let words = &self.agreement.vocabulary;
        let is = |name: &Name| words.is_a(name.as_str(), what);
        let acts = self.docket.sights.iter().filter_map(|fact| match &fact.what {
            armistice_facts::What::Act(act) => Some((fact, act)),
            _ => None,
        });
        let acted = acts
            .filter(|(_, act)| {
                actor.is_none_or(|name| act.actor.party.as_ref().is_some_and(|by| *by == *name))
            })
            .find(|(_, act)| is(&act.verb) || act.objects.iter().any(is))
            .map(|(fact, _)| fact.about.last());
        let noted = self
            .docket
            .notices
            .iter()
            .filter(|(_, notice)| actor.is_none_or(|name| notice.from == *name))
            .find(|(_, notice)| is(&notice.of))
            .map(|(fact, _)| fact.about.last());
        [acted, noted].into_iter().flatten().min()
    }

    /// A length later than an instant: on the clock for hours, on the calendar with the header's rule otherwise.
    pub(crate) fn later(&self, at: Instant, length: Length) -> Result<Instant, Wait> {
        if !length.unit.is_civil() {
            return Ok(self.zone().later(at, length)?);
        }
        let date = self.zone().date_of(at);
        let since_midnight = at.millis() - self.zone().start_of(date)?.millis();
        Ok(self.zone().start_of(self.plus(date, length)?)?.plus_millis(since_midnight))
    }

    /// A civil length later; the month rule of the header decides what 31 January and one month is.
    pub(crate) fn plus(&self, date: Date, length: Length) -> Result<Date, Wait> {
        match date.plus(length) {
            Err(CalendarError::MonthEnd(..)) if self.agreement.settings.month_ends == MonthEnds::Clamp => {
                let (year, month, _) = date.parts();
                let first = Date::new(year, month, 1)?.plus(length)?;
                let (year, month, _) = first.parts();
                Ok(Date::last_of_month(year, month)?)
            }
            other => Ok(other?),
        }
    }

    fn edge(&self, date: Date, edge: Edge) -> Result<Instant, Wait> {
        Ok(match edge {
            Edge::Start => self.zone().start_of(date)?,
            Edge::End => self.zone().end_of(date)?,
        })
    }

    /// The last instant that is at least so long before another: for civil lengths the end of that day.
    pub(crate) fn earlier(&self, event: Instant, length: Length) -> Result<Instant, Wait> {
        let amount = i64::from(length.amount);
        let days = match length.unit {
            Unit::Minute => return Ok(event.plus_millis(-amount * 60_000)),
            Unit::Hour => return Ok(event.plus_millis(-amount * 3_600_000)),
            Unit::Day => amount,
            Unit::Week => amount.saturating_mul(7),
            // The calendar has no month backwards without a rule; 28 days is the shortest that any reading allows.
            Unit::Month => amount.saturating_mul(28),
            Unit::Year => amount.saturating_mul(365),
        };
        let days = i32::try_from(days).map_err(|_| CalendarError::OutOfRange)?;
        self.edge(self.zone().date_of(event).plus_days(-days)?, Edge::End)
    }
}

#[cfg(test)]
mod tests;
