//! The times that an event happened upon which a norm is owed: each makes a duty, or a time in force, of its own.

use armistice_facts::{Fact, Instant, Interval, Name, Notice, What};
use armistice_terms::model::{Condition, Event, Norm, Recipient, Rule};

use crate::grade;
use crate::sitting::{Breach, CONSENT, Instance, Sitting, Trigger};
use crate::{Grade, wording};

/// How many occurrences of one event are followed for one norm and bearer; the newest, if there are more.
pub(crate) const MAX_OCCURRENCES: usize = 4096;

/// One time that an event happened.
#[derive(Debug, Clone)]
pub(crate) struct Occurrence<'a> {
    /// When it had happened, by the earliest word.
    pub(crate) at: Instant,
    /// The narrowest time that is told of it.
    pub(crate) about: Interval,
    /// The incident, or the fact, that it goes by.
    pub(crate) cause: Name,
    /// What tells of it.
    pub(crate) facts: Vec<&'a Fact>,
    /// What that is worth.
    pub(crate) grade: Grade,
    /// When that begins of which it tells, as far as it is told.
    pub(crate) starts: Option<Instant>,
}

/// One fact that tells of an event, and who is said to have made it.
struct Telling<'a> {
    fact: &'a Fact,
    by: Option<&'a Name>,
    starts: Option<Instant>,
}

/// The event upon which a norm is owed, if it can happen more than once. Procedures look at it incident by
/// incident, permissions and powers at each use.
pub(crate) fn trigger(norm: &Norm) -> Option<&Event> {
    if matches!(norm.rule, Rule::Procedure(_) | Rule::Permission(_) | Rule::Power(_)) {
        return None;
    }
    norm.conditions.iter().find_map(|condition| match condition {
        Condition::Upon(event) if recurs(event) => Some(event),
        _ => None,
    })
}

/// Whether the event can happen more than once. What several must do together happens when the last has done it.
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

/// The event in words: `a request of EGY or ISR`.
pub(crate) fn words(event: &Event) -> String {
    let of = |whose: &Recipient| match whose {
        Recipient::OtherParty => "the other party".to_owned(),
        Recipient::Named(names) => {
            let names: Vec<&str> = names.iter().map(Name::as_str).collect();
            names.join(" or ")
        }
    };
    match event {
        Event::PriorNotice { .. } => "a notice to the other side".to_owned(),
        Event::Consent(whose) => format!("consent of {}", of(whose)),
        Event::Request(whose) => format!("a request of {}", of(whose)),
        Event::Violation { of, by_other: false } => format!("a violation of {of}"),
        Event::Violation { of, by_other: true } => format!("a violation of {of} by the other party"),
        Event::Fulfilment(label) => format!("the fulfilment of {label}"),
        Event::NoticeUnder(label) => format!("a notice under {label}"),
        Event::Other(name, None) => name.to_string(),
        Event::Other(name, Some(Recipient::Named(by))) => format!("{name} of {}", wording::list(by)),
        Event::Other(name, Some(by)) => format!("{name} of {}", of(by)),
    }
}

impl<'a> Sitting<'a> {
    /// The times that the event happened, in their order, for one instance of a norm.
    pub(crate) fn occurrences(&self, event: &Event, norm: &Norm, instance: &Instance) -> Vec<Occurrence<'a>> {
        let mut found = match event {
            // A duty upon a violation is owed by those who made it, and by anybody if it binds none of the bearers.
            Event::Violation { of, by_other: false } => {
                self.violations(of.as_str(), |of| self.breaches_beside(of, instance))
            }
            _ => self.happenings(event, norm.section, instance),
        };
        found.retain(|one| {
            one.facts.is_empty() || one.facts.iter().any(|fact| self.is_about(fact, event, norm))
        });
        found
    }

    /// The times that the event happened, in their order, for bearers under a section, whatever it was about. A violation
    /// gives a right to those who did not make it.
    pub(crate) fn happenings(
        &self,
        event: &Event,
        section: usize,
        instance: &Instance,
    ) -> Vec<Occurrence<'a>> {
        let mut found = match event {
            Event::Violation { of, by_other: false } => {
                self.violations(of.as_str(), |of| self.breaches_by_others(of, instance))
            }
            Event::Violation { of, by_other: true } => {
                self.violations(of.as_str(), |of| self.breaches_by_the_other(of, instance))
            }
            _ => self.gathered(self.tellings(event, section, instance), instance),
        };
        found.sort_by(|one, two| (one.at, &one.cause).cmp(&(two.at, &two.cause)));
        let spare = found.len().saturating_sub(MAX_OCCURRENCES);
        found.drain(..spare);
        found
    }

    /// The names of those of whom a condition speaks.
    pub(crate) fn meant<'r>(
        &'r self,
        whose: &'r Recipient,
        section: usize,
        instance: &Instance,
    ) -> Vec<&'r Name> {
        match whose {
            Recipient::OtherParty => self.other_parties(section, instance),
            Recipient::Named(names) => names.iter().collect(),
        }
    }

    fn violations(&self, label: &str, breaches: impl Fn(&Norm) -> Vec<Breach>) -> Vec<Occurrence<'a>> {
        let Some(norm) = self.agreement.norm(label) else { return Vec::new() };
        let breaches = breaches(norm).into_iter();
        breaches
            .filter_map(|breach| {
                let facts: Vec<&Fact> =
                    breach.facts.iter().filter_map(|id| self.docket.fact(id.as_str())).collect();
                let cause = facts.first().map(|fact| cause(fact));
                Some(Occurrence {
                    at: breach.at,
                    about: Interval::at(breach.at),
                    cause: cause.or_else(|| Name::new(breach.finding.replace('/', "_")).ok())?,
                    facts,
                    // A breach is found at the grade that findings need, or it is none.
                    grade: self.needed,
                    starts: None,
                })
            })
            .collect()
    }

    fn tellings(&self, event: &Event, section: usize, instance: &Instance) -> Vec<Telling<'a>> {
        match event {
            Event::Request(whose) => self.asked("request", whose, section, instance),
            Event::Consent(whose) => self.asked(CONSENT, whose, section, instance),
            Event::Other(name, by) => {
                let by = by.as_ref().map(|by| self.meant(by, section, instance));
                let told = self.told_of(name.as_str(), by.is_some(), instance);
                let is_meant = |one: &Telling<'_>| match &by {
                    Some(by) => one.by.is_some_and(|actor| by.contains(&actor)),
                    None => true,
                };
                told.filter(is_meant).collect()
            }
            Event::NoticeUnder(label) => {
                let told = self.notices_under(label.as_str());
                let reaches = |notice: &Notice| {
                    notice.to.is_empty() || notice.to.iter().any(|to| instance.holds(to.as_str()))
                };
                told.into_iter()
                    .filter(|(_, notice)| !self.is_own(&notice.from, instance) && reaches(notice))
                    .map(|(fact, notice)| self.notice_telling(fact, notice))
                    .chain(self.declared_under(label.as_str(), instance))
                    .collect()
            }
            Event::PriorNotice { to, .. } => {
                let to = self.meant(to, section, instance);
                let notices = self.docket.notices.iter();
                notices
                    .filter(|(_, notice)| instance.holds(notice.from.as_str()))
                    .filter(|(_, notice)| {
                        notice.to.is_empty() || notice.to.iter().any(|told| to.contains(&told))
                    })
                    .map(|(fact, notice)| self.notice_telling(fact, notice))
                    .collect()
            }
            Event::Violation { .. } | Event::Fulfilment(_) => Vec::new(),
        }
    }

    /// Requests or consents by those of whom the event speaks, but for the bearer's own.
    fn asked(&self, what: &str, whose: &Recipient, section: usize, instance: &Instance) -> Vec<Telling<'a>> {
        let by = self.meant(whose, section, instance);
        let is_meant = |actor: &Name| by.contains(&actor) && !self.is_own(actor, instance);
        let consents = self.consents(section).filter(|_| what == CONSENT);
        let consents = consents.map(|(fact, status)| Telling { fact, by: Some(&status.by), starts: None });
        let told = self.told_of(what, true, instance).chain(consents);
        told.filter(|one| one.by.is_some_and(is_meant)).collect()
    }

    /// Nobody owes himself an answer; what several owe together, one of them may ask for.
    fn is_own(&self, name: &Name, instance: &Instance) -> bool {
        instance.names.len() == 1 && instance.holds(name.as_str())
    }

    /// What tells of acts of that name, and of notices that were given by or to the bearers, or to nobody in particular.
    fn told_of(&self, what: &str, is_named: bool, instance: &Instance) -> impl Iterator<Item = Telling<'a>> {
        let words = &self.agreement.vocabulary;
        let is = move |name: &Name| words.is_a(name.as_str(), what);
        let acts = self.docket.sights.iter().filter_map(|fact| match &fact.what {
            What::Act(act) => Some((*fact, act)),
            _ => None,
        });
        let acted: Vec<Telling<'a>> = acts
            .filter(|(_, act)| is(&act.verb) || act.objects.iter().any(is))
            .map(|(fact, act)| Telling { fact, by: act.actor.party.as_ref(), starts: None })
            .collect();
        let noted: Vec<Telling<'a>> = self
            .docket
            .notices
            .iter()
            .filter(|(_, notice)| is(&notice.of) && self.concerns(notice, is_named, instance))
            .map(|(fact, notice)| self.notice_telling(fact, notice))
            .collect();
        acted.into_iter().chain(noted)
    }

    /// Whether an event that is told by a notice is one of the bearers: they gave it, or it was given to them. One that is
    /// given to no party is everybody's, but where the text does not name its maker, a party that gives it tells of its own.
    fn concerns(&self, notice: &Notice, is_named: bool, instance: &Instance) -> bool {
        let is_party = |name: &Name| self.agreement.party(name.as_str()).is_some();
        let to_parties = notice.to.iter().any(is_party);
        instance.holds(notice.from.as_str())
            || notice.to.iter().any(|to| instance.holds(to.as_str()))
            || (!to_parties && (is_named || !is_party(&notice.from)))
            || !instance.names.iter().any(is_party)
    }

    fn notice_telling(&self, fact: &'a Fact, notice: &'a Notice) -> Telling<'a> {
        let begun = || {
            let same = |other: &&&Fact| other.incident.is_some() && other.incident == fact.incident;
            let acts = self.docket.sights.iter().filter(|other| matches!(other.what, What::Act(_)));
            acts.filter(same).map(|other| other.about.from).min()
        };
        Telling { fact, by: Some(&notice.from), starts: notice.starts.or_else(begun) }
    }

    /// The notices that were given under a norm: by the bearers of a duty to tell, or by a holder of a power who tells that
    /// it will be exercised.
    pub(crate) fn notices_under(&self, label: &str) -> Vec<(&'a Fact, &'a Notice)> {
        let Some(norm) = self.agreement.norm(label) else { return Vec::new() };
        let words = &self.agreement.vocabulary;
        let is_of = |notice: &Notice| match &norm.rule {
            Rule::Notice(duty) => {
                let told = notice.of.as_str();
                notice.of == norm.label
                    || duty.of.any_of.iter().any(|one| words.is_a(told, one.class.as_str()))
            }
            Rule::Power(power) => {
                notice.of == norm.label || power.over.iter().any(|over| over.is(notice.of.as_str()))
            }
            _ => false,
        };
        let notices = self.docket.notices.iter().copied();
        notices.filter(|(_, notice)| norm.bearers.names().contains(&notice.from) && is_of(notice)).collect()
    }

    /// Declarations that exercise a power of which no notice is told beforehand: they tell of it themselves.
    fn declared_under(&self, label: &str, instance: &Instance) -> Vec<Telling<'a>> {
        if !self.notices_under(label).is_empty() {
            return Vec::new();
        }
        let statuses = self.docket.statuses.iter().copied();
        let declared = statuses.filter(|(_, status)| {
            !self.is_own(&status.by, instance)
                && self.power_of(status).is_some_and(|(of, _)| of.label == *label)
        });
        declared.map(|(fact, status)| Telling { fact, by: Some(&status.by), starts: None }).collect()
    }

    /// Whether what is asked for may be what the norm owes. What names the matter of another norm that is owed upon the
    /// same event is not of this one; what names nothing, or nothing known, may be of any.
    fn is_about(&self, fact: &Fact, event: &Event, norm: &Norm) -> bool {
        if !matches!(event, Event::Request(_) | Event::Consent(_)) {
            return true;
        }
        if let What::Status(status) = &fact.what
            && self.agreement.norm(status.scope.as_str()).is_some()
        {
            return status.scope == norm.label;
        }
        let named = matters(fact);
        if named.is_empty() || self.is_matter(norm, &named) {
            return true;
        }
        let same = |other: &&Norm| other.label != norm.label && trigger(other) == Some(event);
        !self.agreement.norms.iter().filter(same).any(|other| self.is_matter(other, &named))
    }

    fn is_matter(&self, norm: &Norm, named: &[&Name]) -> bool {
        let words = &self.agreement.vocabulary;
        let own: Vec<&Name> = match &norm.rule {
            Rule::Deed(deed) => {
                let counted = deed.objects.iter().map(|limit| &limit.of.class);
                let all = deed.all_of.any_of.iter().map(|test| &test.class);
                counted.chain(all).chain([&deed.verb, &norm.label]).collect()
            }
            Rule::Ban(ban) => {
                ban.objects.any_of.iter().map(|test| &test.class).chain([&ban.verb, &norm.label]).collect()
            }
            _ => vec![&norm.label],
        };
        let related = |one: &Name, two: &Name| {
            words.is_a(one.as_str(), two.as_str()) || words.is_a(two.as_str(), one.as_str())
        };
        named.iter().any(|one| own.iter().any(|two| related(one, two)))
    }

    /// Puts together what tells of one and the same event: facts of one incident; or facts of one maker and one day by
    /// different voices. One voice that tells two tells of two.
    fn gathered(&self, mut tellings: Vec<Telling<'a>>, instance: &Instance) -> Vec<Occurrence<'a>> {
        tellings.sort_by_key(|one| (one.fact.about.from, one.fact.about.until, &one.fact.id));
        let mut groups: Vec<Vec<Telling<'a>>> = Vec::new();
        for telling in tellings {
            match groups.iter_mut().rev().find(|group| self.is_same(group, &telling)) {
                Some(group) => group.push(telling),
                None => groups.push(vec![telling]),
            }
        }
        groups.into_iter().filter_map(|group| self.occurrence(&group, instance)).collect()
    }

    fn is_same(&self, group: &[Telling<'a>], telling: &Telling<'a>) -> bool {
        let Some(first) = group.first() else { return false };
        if first.fact.incident.is_some() || telling.fact.incident.is_some() {
            return first.fact.incident == telling.fact.incident;
        }
        let zone = self.zone();
        let is_new_voice = group.iter().all(|one| one.fact.source.voice != telling.fact.source.voice);
        let day = |fact: &Fact| zone.date_of(fact.about.from);
        is_new_voice && first.by == telling.by && day(first.fact) == day(telling.fact)
    }

    fn occurrence(&self, group: &[Telling<'a>], instance: &Instance) -> Option<Occurrence<'a>> {
        let first = group.first()?;
        let facts: Vec<&'a Fact> = group.iter().map(|one| one.fact).collect();
        let entries: Vec<grade::Entry<'a>> = facts.iter().map(|fact| self.entry(fact, instance)).collect();
        let narrowest = facts
            .iter()
            .min_by_key(|fact| (fact.about.until.millis() - fact.about.from.millis(), fact.about.from))?;
        Some(Occurrence {
            at: facts.iter().map(|fact| fact.about.last()).min()?,
            about: narrowest.about,
            cause: cause(first.fact),
            grade: self.worth(&entries),
            starts: group.iter().find_map(|one| one.starts),
            facts,
        })
    }
}

impl Occurrence<'_> {
    /// Whether a fact belongs to it by the incident that both name.
    pub(crate) fn shares_incident(&self, fact: &Fact) -> bool {
        fact.incident.is_some() && self.facts.iter().any(|own| own.incident == fact.incident)
    }

    /// The event as it sets something off.
    pub(crate) fn trigger(&self) -> Trigger {
        let incident = self.facts.iter().find_map(|fact| fact.incident.clone());
        Trigger { at: self.at, starts: self.starts, incident }
    }
}

fn cause(fact: &Fact) -> Name {
    fact.incident.clone().unwrap_or_else(|| fact.id.clone())
}

/// What a request or a consent is about.
fn matters(fact: &Fact) -> Vec<&Name> {
    match &fact.what {
        What::Act(act) => act.objects.iter().collect(),
        _ => Vec::new(),
    }
}
