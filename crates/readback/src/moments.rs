//! When: moments, events, conditions and deadlines in words, with the days that the text alone gives.

use armistice_facts::calendar::Length;
use armistice_terms::ast::{Achieved, Period, Window};
use armistice_terms::model::{
    Condition, Counting, Deadline, Deed, Event, Lifecycle, Limit, Moment, MomentBase, Norm, Recipient, Rule,
};

use crate::calendar::Counted;
use crate::voice::{Join, Voice, code};

impl Voice<'_> {
    /// A moment: its day if the text gives one, else what it hangs on.
    pub(crate) fn moment(&self, moment: &Moment, section: usize) -> String {
        let Moment { base, plus } = moment;
        let known = self.known(moment, section).map(|counted| self.counted(counted));
        let named = match base {
            MomentBase::Day(_) | MomentBase::Instant(_) => None,
            MomentBase::Signature => Some(self.word("moment-signature")),
            MomentBase::InForce => Some(self.word("moment-in-force")),
            MomentBase::Fulfilment(label) => {
                Some(self.say("moment-fulfilment", &[("norm", code(label.as_str()).into())]))
            }
            MomentBase::Violation(label) => {
                Some(self.say("moment-violation", &[("norm", code(label.as_str()).into())]))
            }
            MomentBase::Trigger => Some(self.word("moment-trigger")),
            MomentBase::EndOf(period) => {
                Some(self.say("moment-end-of-period", &[("period", self.period(*period).into())]))
            }
        };
        let start = match (base, &named) {
            (MomentBase::Day(date), _) => self.date(*date),
            (MomentBase::Instant(at), _) => self.instant(*at),
            (_, named) => named.clone().unwrap_or_default(),
        };
        let counted = match plus {
            Some(length) => {
                let length = self.length(*length);
                self.say("moment-plus", &[("length", length.into()), ("start", start.into())])
            }
            None => start,
        };
        match known {
            Some(known) if plus.is_some() || named.is_some() => {
                self.say("moment-known", &[("moment", counted.into()), ("date", known.into())])
            }
            _ => counted,
        }
    }

    /// An event, as something that has happened.
    pub(crate) fn event(&self, event: &Event) -> String {
        match event {
            Event::PriorNotice { to, through, lead } => {
                let to = self.recipient(to);
                let when = match lead {
                    Some(lead) => self.say("event-notice-lead", &[("length", self.length(*lead).into())]),
                    None => self.word("event-notice-before"),
                };
                match through {
                    Some(channel) => {
                        let channel = self.term(channel.as_str(), false);
                        let facts = [("to", to.into()), ("when", when.into()), ("channel", channel.into())];
                        self.say("event-notice-through", &facts)
                    }
                    None => self.say("event-notice", &[("to", to.into()), ("when", when.into())]),
                }
            }
            Event::Consent(by) => self.say(
                "event-consent",
                &[("who", self.asked(by, Join::And).into()), ("count", many(by).into())],
            ),
            Event::Request(by) => self.say(
                "event-request",
                &[("who", self.asked(by, Join::Or).into()), ("count", many(by).into())],
            ),
            Event::Violation { of, by_other } => {
                let id = if *by_other { "event-violation-by-other" } else { "event-violation" };
                self.say(id, &[("norm", code(of.as_str()).into())])
            }
            Event::Fulfilment(label) => {
                self.say("event-fulfilment", &[("norm", code(label.as_str()).into())])
            }
            Event::NoticeUnder(label) => {
                self.say("event-notice-under", &[("norm", code(label.as_str()).into())])
            }
            Event::Other(name, by) => {
                let what = self.term(name.as_str(), false);
                match by {
                    None => self.say("event-other", &[("what", what.into())]),
                    Some(by) => {
                        let who = self.asked(by, Join::And);
                        self.say("event-other-by", &[("what", what.into()), ("who", who.into())])
                    }
                }
            }
        }
    }

    /// A condition, as something that has come about.
    pub(crate) fn condition(&self, condition: &Condition) -> String {
        match condition {
            Condition::Upon(event) => self.event(event),
            Condition::After(label, achieved) => {
                let norm = code(label.as_str());
                match achieved {
                    Achieved::Verified => self.say("condition-verified", &[("norm", norm.into())]),
                    Achieved::Fulfilled => self.say("event-fulfilment", &[("norm", norm.into())]),
                    Achieved::KeptFor(length) => {
                        let length = self.length(*length);
                        self.say("condition-kept-for", &[("norm", norm.into()), ("length", length.into())])
                    }
                }
            }
        }
    }

    /// By when something has to be done; of what is owed in shares, each share with its own day.
    pub(crate) fn shares_due(&self, deed: &Deed, section: usize) -> Vec<String> {
        if deed.stages.is_empty() {
            return vec![self.deadline(&deed.deadline, section)];
        }
        let share = |(owed, due): (&Limit, &Deadline)| {
            let is_whole = owed.share.as_ref().is_some_and(|share| share.parts == 1);
            let with = [
                ("owed", self.limit(owed).into()),
                ("is_whole", u64::from(is_whole).into()),
                ("due", self.deadline(due, section).into()),
            ];
            self.say("share-due", &with)
        };
        deed.shares().map(share).collect()
    }

    /// All conditions as one text; none if there are none.
    pub(crate) fn conditions(&self, conditions: &[Condition]) -> Option<String> {
        let said: Vec<String> = conditions.iter().map(|condition| self.condition(condition)).collect();
        (!said.is_empty()).then(|| self.list(&said, Join::And))
    }

    /// A beginning or an end of a text.
    pub(crate) fn lifecycle(&self, lifecycle: &Lifecycle, section: usize) -> String {
        let Lifecycle { at, upon, reading: _ } = lifecycle;
        match (at, upon) {
            (Some(moment), _) => self.say("lifecycle-at", &[("moment", self.moment(moment, section).into())]),
            (None, Some(event)) => self.say("lifecycle-upon", &[("event", self.event(event).into())]),
            (None, None) => String::new(),
        }
    }

    /// From when and until when a norm binds, in sentences.
    pub(crate) fn interval(&self, norm: &Norm) -> String {
        let mut said = vec![self.first_day_of(norm)];
        said.extend(self.waits_for(norm));
        let wakers: Vec<_> = self
            .agreement
            .norms
            .iter()
            .filter(|other| other.failing_which.contains(&norm.label))
            .map(|other| other.label.clone())
            .collect();
        if !wakers.is_empty() {
            said.push(self.say("binds-failing", &[("norms", self.labels(&wakers, Join::Or).into())]));
        }
        if !matches!(norm.rule, Rule::Deed(_)) || norm.until.is_some() {
            said.push(self.last_day_of(norm));
        }
        if let Some(replaced) = &norm.replaced {
            let (by, on) = (code(replaced.by.as_str()), self.date(replaced.on));
            said.push(self.say("replaced", &[("by", by.into()), ("on", on.into())]));
        }
        if let Some(decision) = &norm.decision {
            let with = [
                ("on", self.date(decision.on).into()),
                ("by", self.actors(&decision.by, Join::And).into()),
                ("replaces", code(decision.replaces.as_str()).into()),
            ];
            said.push(self.say("decided", &with));
        }
        said.extend(self.decided(norm));
        said.retain(|one| !one.is_empty());
        said.join(" ")
    }

    /// What a norm waits for: an event binds anew each time that it happens, a condition once.
    fn waits_for(&self, norm: &Norm) -> Vec<String> {
        let trigger = norm.conditions.iter().position(
            |one| matches!(one, Condition::Upon(event) if !matches!(norm.rule, Rule::Procedure(_)) && recurs(event)),
        );
        let mut others = norm.conditions.clone();
        let mut said = Vec::new();
        if let Some(index) = trigger {
            let event = self.condition(&others.remove(index));
            let id = if matches!(norm.rule, Rule::Deed(_)) { "owed-each-time" } else { "binds-each-time" };
            said.push(self.say(id, &[("event", event.into())]));
        }
        if let Some(conditions) = self.conditions(&others) {
            said.push(self.say("binds-once", &[("conditions", conditions.into())]));
        }
        if let Some(length) = norm.lasts {
            said.push(self.say("binds-for", &[("length", self.length(length).into())]));
        }
        said
    }

    fn first_day_of(&self, norm: &Norm) -> String {
        let zone = self.agreement.settings.time_zone.name().to_owned();
        match &norm.from {
            Some(from) => {
                let id = match self.known(from, norm.section) {
                    Some(Counted::Day(_)) => "first-day",
                    Some(Counted::Instant(_)) => "first-instant",
                    None => "first-unknown",
                };
                let from = self.moment(from, norm.section);
                self.say(id, &[("moment", from.into()), ("zone", zone.into())])
            }
            None => match self.in_force(norm.section) {
                Some(counted) => {
                    let signed = self.agreement.instrument_of(norm.section);
                    let id = if signed.is_some_and(|text| text.in_force.is_none()) {
                        "first-signature"
                    } else {
                        "first-in-force"
                    };
                    let day = match counted {
                        Counted::Day(date) => self.date(date),
                        Counted::Instant(at) => self.day_or_instant(at),
                    };
                    self.say(id, &[("moment", day.into()), ("zone", zone.into())])
                }
                None => self.word("first-in-force-unknown"),
            },
        }
    }

    fn last_day_of(&self, norm: &Norm) -> String {
        if let Some(until) = &norm.until {
            let id = match self.known(until, norm.section) {
                Some(Counted::Day(_)) => "last-day",
                Some(Counted::Instant(_)) => "last-instant",
                None => "last-unknown",
            };
            return self.say(id, &[("moment", self.moment(until, norm.section).into())]);
        }
        if norm.lasts.is_some() {
            return String::new();
        }
        let ends = self.agreement.instrument_of(norm.section).and_then(|text| text.ends.as_ref());
        match ends {
            Some(ends) => self.say("last-of-text", &[("end", self.lifecycle(ends, norm.section).into())]),
            None => self.word("last-none"),
        }
    }

    /// By when something must be done, in sentences.
    pub(crate) fn deadline(&self, deadline: &Deadline, section: usize) -> String {
        let due = self.due(deadline, section);
        let text = match deadline {
            Deadline::By(moment) => {
                let id = match due {
                    Some(Counted::Instant(_)) => "due-instant",
                    Some(Counted::Day(_)) => "due-day",
                    None => "due-by",
                };
                return self.say(id, &[("moment", self.moment(moment, section).into())]);
            }
            Deadline::Within { length, counting, from } => {
                let id = match (length.unit.is_civil(), counting) {
                    (true, Counting::Beginning) => "due-within-beginning",
                    (true, Counting::After) => "due-within-after",
                    (false, Counting::Beginning | Counting::After) => "due-within-clock",
                };
                let with =
                    [("length", self.length(*length).into()), ("moment", self.moment(from, section).into())];
                self.say(id, &with)
            }
            Deadline::Before(length, Some(moment)) => {
                let with = [
                    ("length", self.length(*length).into()),
                    ("moment", self.moment(moment, section).into()),
                ];
                self.say("due-before", &with)
            }
            Deadline::Before(length, None) => {
                return self.say("due-before-start", &[("length", self.length(*length).into())]);
            }
            Deadline::EveryYear { month, day } => {
                return self.say("due-every-year", &[("date", self.day_of_year(*month, *day).into())]);
            }
            Deadline::Every { length, from } => {
                let with =
                    [("length", self.length(*length).into()), ("moment", self.moment(from, section).into())];
                return self.say("due-every", &with);
            }
            Deadline::WithoutDelay => return self.word("due-without-delay"),
        };
        let last = match (due, self.due_at_latest(deadline, section, 0)) {
            (Some(Counted::Day(date)), _) => self.say("due-last-day", &[("date", self.date(date).into())]),
            (Some(Counted::Instant(at)), _) => {
                self.say("due-last-instant", &[("date", self.instant(at).into())])
            }
            (None, Some(latest)) => self.say("due-at-latest", &[("date", self.counted(latest).into())]),
            (None, None) => self.word("due-no-day"),
        };
        format!("{text} {last}")
    }

    /// A calendar period.
    fn period(&self, period: Period) -> String {
        self.word(match period {
            Period::Day => "period-day",
            Period::Week => "period-week",
            Period::Month => "period-month",
            Period::Quarter => "period-quarter",
            Period::Year => "period-year",
        })
    }

    /// Over which time acts are counted, at the beginning of a sentence.
    pub(crate) fn window(&self, window: Window) -> String {
        match window {
            Window::Period(period) => self.say("window-period", &[("period", self.period(period).into())]),
            Window::Rolling(length) => self.say("window-rolling", &[("length", self.length(length).into())]),
            Window::AtOnce => self.word("window-at-once"),
        }
    }
}

/// Whether an event can happen more than once, so that a duty upon it is owed each time. What several must do together
/// happens once, when the last has done it.
fn recurs(event: &Event) -> bool {
    match event {
        Event::Request(_) | Event::NoticeUnder(_) | Event::PriorNotice { .. } | Event::Violation { .. } => {
            true
        }
        Event::Consent(Recipient::Named(names)) | Event::Other(_, Some(Recipient::Named(names))) => {
            names.len() <= 1
        }
        Event::Consent(Recipient::OtherParty) | Event::Other(_, None | Some(Recipient::OtherParty)) => true,
        Event::Fulfilment(_) => false,
    }
}

/// How many are meant, for the form of the verb.
fn many(recipient: &Recipient) -> usize {
    match recipient {
        Recipient::OtherParty => 1,
        Recipient::Named(names) => names.len(),
    }
}

/// A deadline so long after a moment, that day itself not counted.
pub(crate) fn after(length: Length, moment: &Moment) -> Deadline {
    Deadline::Within { length, counting: Counting::After, from: moment.clone() }
}
