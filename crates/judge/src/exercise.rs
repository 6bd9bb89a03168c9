//! Exercises of powers: whether a suspension, denunciation, restoration, renewal or consent meets what the text asks for,
//! and from when it has effect. One that does not meet it changes nothing, and that is said.

use armistice_facts::{Fact, Instant, Name, Notice, Stance, StatusChange, StatusKind};
use armistice_terms::model::{
    Bearers, Condition, Event, Norm, Power, PowerKind, PowerTarget, Recipient, Rule as Kind,
};

use crate::moment::Edge;
use crate::sitting::{Instance, Sitting};
use crate::{Proof, Rule, occurrence, wording};

/// What one exercise of a power comes to.
#[derive(Debug, Clone)]
pub(crate) struct Exercise<'a> {
    /// The fact that tells of it.
    pub(crate) fact: &'a Fact,
    /// What it says.
    pub(crate) status: &'a StatusChange,
    /// From when it has effect; or why it has none.
    pub(crate) effect: Result<Instant, String>,
    /// What was asked and answered.
    pub(crate) steps: Vec<Proof>,
}

impl<'a> Sitting<'a> {
    /// The norm of the power that the text gives this party for this change of this scope, if it gives one.
    pub(crate) fn power_of(&self, status: &StatusChange) -> Option<(&'a Norm, &'a Power)> {
        let change = kind(status.change)?;
        self.agreement.norms.iter().find_map(|norm| {
            let Kind::Power(power) = &norm.rule else { return None };
            let is_of_it = power.change == change
                && norm.bearers.names().contains(&status.by)
                && power.over.iter().any(|over| over.is(status.scope.as_str()));
            is_of_it.then_some((norm, power))
        })
    }

    /// Consents on record that have effect, and that speak of a section, of a norm in it, or of the whole.
    pub(crate) fn consents(&self, section: usize) -> impl Iterator<Item = (&'a Fact, &'a StatusChange)> {
        let speaks = move |scope: &Name| {
            *scope == "agreement"
                || self.agreement.stands_in(section, scope.as_str())
                || self.agreement.norm(scope.as_str()).is_some_and(|norm| norm.section == section)
        };
        let told = self.docket.statuses.iter().copied();
        told.filter(move |(fact, status)| {
            status.change == StatusKind::Consents
                && speaks(&status.scope)
                && self.is_by_the_text(fact, status)
        })
    }

    /// Whether a change of status is as the text wants it: where it says how such a change is made, one that was made
    /// otherwise is none.
    pub(crate) fn is_by_the_text(&self, fact: &'a Fact, status: &'a StatusChange) -> bool {
        let power = self.power_of(status);
        power.is_none_or(|(of, power)| self.exercise(of, power, fact, status).effect.is_ok())
    }

    /// Whether what a power is over holds a norm.
    pub(crate) fn reaches(&self, power: &Norm, over: &PowerTarget, norm: &Norm) -> bool {
        match over {
            PowerTarget::Norm(label) => norm.label == *label,
            PowerTarget::Section(id) => self.agreement.stands_in(norm.section, id.as_str()),
            PowerTarget::Agreement => {
                let of =
                    |section: usize| self.agreement.sections.get(section).map(|section| section.instrument);
                of(power.section) == of(norm.section)
            }
        }
    }

    /// What an exercise of a power comes to.
    pub(crate) fn exercise(
        &self,
        norm: &Norm,
        power: &Power,
        fact: &'a Fact,
        status: &'a StatusChange,
    ) -> Exercise<'a> {
        let mut exercise = Exercise { fact, status, effect: Ok(fact.about.from), steps: Vec::new() };
        let Some(instance) = self.instances(norm).into_iter().find(|one| one.holds(status.by.as_str()))
        else {
            return exercise;
        };
        let at = self.jointly(norm, &instance, &mut exercise);
        self.in_time(norm, &instance, at, &mut exercise);
        for condition in &norm.conditions {
            self.require(condition, norm, power, &instance, at, &mut exercise);
        }
        self.lead(norm, power, &instance, at, &mut exercise);
        exercise
    }

    /// When the last of those who hold a power together had exercised it; when the one did who holds it alone.
    fn jointly(&self, norm: &Norm, instance: &Instance, exercise: &mut Exercise<'a>) -> Instant {
        let own = exercise.fact.about.last();
        if !matches!(norm.bearers, Bearers::Jointly(_)) {
            return own;
        }
        // The second time that one of them exercises it goes with the second time of the others.
        let own_times = self.changes_by(&exercise.status.by, exercise.status);
        let rank = own_times.iter().position(|fact| fact.id == exercise.fact.id).unwrap_or(0);
        let mut last = own;
        for name in instance.names.iter().filter(|name| **name != exercise.status.by) {
            match self.changes_by(name, exercise.status).get(rank).copied() {
                Some(fact) => {
                    let text = format!("{name} does the same on {}", wording::when(self.zone(), &fact.about));
                    exercise.steps.push(Proof::new(Rule::Force, text).citing([&fact.id]));
                    last = last.max(fact.about.last());
                }
                None => exercise.fail(format!("the power is held jointly, and {name} has not exercised it")),
            }
        }
        exercise.delay(last);
        last
    }

    /// The changes of that kind and scope by one party, in the order of time.
    fn changes_by(&self, name: &Name, like: &StatusChange) -> Vec<&'a Fact> {
        let all = self.docket.statuses.iter();
        all.filter(|(_, other)| other.by == *name && other.change == like.change && other.scope == like.scope)
            .map(|(fact, _)| *fact)
            .collect()
    }

    /// Whether the power was there at that time.
    fn in_time(&self, norm: &Norm, instance: &Instance, at: Instant, exercise: &mut Exercise<'a>) {
        let start = match &norm.from {
            Some(from) => self.moment(from, Edge::Start, norm.section, instance),
            None => self.entry_into_force(norm.section, instance),
        };
        match start {
            Ok(start) if start <= at => {}
            Ok(start) => {
                exercise.fail(format!("the power is there from {}", wording::instant(self.zone(), start)));
            }
            Err(wait) => exercise.fail(format!("the power waits for {}", wait.words())),
        }
        let until = norm.until.as_ref();
        let until = until.and_then(|until| self.moment(until, Edge::End, norm.section, instance).ok());
        let until = until.map(|until| self.end_of_norm(until, norm, instance));
        if let Some(until) = until.filter(|until| *until < at) {
            exercise.fail(format!("the power had expired on {}", wording::instant(self.zone(), until)));
        }
    }

    fn require(
        &self,
        condition: &Condition,
        norm: &Norm,
        power: &Power,
        instance: &Instance,
        at: Instant,
        exercise: &mut Exercise<'a>,
    ) {
        match condition {
            // With a length of time before it, the notice is weighed with that length.
            Condition::Upon(Event::PriorNotice { .. }) if power.lead.is_some() => {}
            Condition::Upon(Event::PriorNotice { to, through, .. }) => {
                let told = self.notices_of(norm, to, through.as_ref(), instance, exercise);
                match told.iter().find(|told| told.about.from <= at) {
                    Some(told) => exercise.met("notice was given before it", told),
                    None => exercise.fail("no notice from before it is on record".to_owned()),
                }
            }
            Condition::Upon(Event::Consent(whose)) => self.consented(whose, norm, instance, exercise),
            Condition::Upon(event) => {
                let words = occurrence::words(event);
                let happened = self.happenings(event, norm.section, instance);
                match happened.iter().find(|one| one.at <= at) {
                    Some(one) => {
                        let text = format!("{words} on {}", wording::when(self.zone(), &one.about));
                        let cited = one.facts.iter().map(|fact| &fact.id);
                        exercise.steps.push(Proof::new(Rule::Force, text).citing(cited));
                    }
                    None => exercise.fail(format!("no word of {words} from before it")),
                }
            }
            Condition::After(label, _) => match self.condition(condition, norm, instance) {
                Ok(met) if met <= at => {}
                Ok(_) => exercise.fail(format!("{label} had not come so far")),
                Err(wait) => exercise.fail(format!("it waits for {}", wait.words())),
            },
        }
    }

    /// Consent given before, or acceptance of the exercise itself, from which it then has effect.
    fn consented(&self, whose: &Recipient, norm: &Norm, instance: &Instance, exercise: &mut Exercise<'a>) {
        for name in self.meant(whose, norm.section, instance) {
            let accepts = |status: &StatusChange| {
                status.by == *name
                    && (status.change == StatusKind::Answers(Stance::Accepts)
                        && status.scope == exercise.fact.id
                        || status.change == StatusKind::Consents && status.scope == exercise.status.scope)
            };
            match self.docket.statuses.iter().find(|(_, status)| accepts(status)) {
                Some((fact, _)) => {
                    let at = fact.about.last();
                    exercise.met(&format!("{name} consents"), fact);
                    exercise.delay(at);
                }
                None => exercise.fail(format!("no consent of {name} is on record")),
            }
        }
    }

    /// The notice period: from the earliest notice of it, or from the declaration itself, which tells everybody.
    fn lead(
        &self,
        norm: &Norm,
        power: &Power,
        instance: &Instance,
        at: Instant,
        exercise: &mut Exercise<'a>,
    ) {
        let Some(lead) = power.lead else { return };
        let asked = norm.conditions.iter().find_map(|condition| match condition {
            Condition::Upon(Event::PriorNotice { to, through, .. }) => Some((to, through.as_ref())),
            _ => None,
        });
        let told = match asked {
            Some((to, through)) => self.notices_of(norm, to, through, instance, exercise),
            None => self.notices_of(norm, &Recipient::OtherParty, None, instance, exercise),
        };
        let first = told.iter().map(|fact| fact.about.last()).min().map_or(at, |told| told.min(at));
        match self.later(first, lead) {
            Ok(end) => {
                let day = |instant| wording::instant(self.zone(), instant);
                let text = format!("notice of {lead} from {}: it runs until {}", day(first), day(end));
                exercise.steps.push(Proof::new(Rule::Force, text).citing(told.iter().map(|fact| &fact.id)));
                exercise.delay(end);
            }
            Err(wait) => exercise.fail(format!("its notice period waits for {}", wait.words())),
        }
    }

    /// Notices by the holder of a power that it will be exercised: of the same incident, of the change, of the norm over
    /// which it is, or of the power's own label.
    fn notices_of(
        &self,
        norm: &Norm,
        to: &Recipient,
        through: Option<&Name>,
        instance: &Instance,
        exercise: &Exercise<'a>,
    ) -> Vec<&'a Fact> {
        let words = &self.agreement.vocabulary;
        let verb = verb(exercise.status.change);
        let to = self.meant(to, norm.section, instance);
        let speaks = |fact: &Fact, notice: &Notice| {
            fact.incident.is_some() && fact.incident == exercise.fact.incident
                || notice.of == exercise.status.scope
                || notice.of == norm.label
                || words.is_a(notice.of.as_str(), verb)
        };
        let reached = |notice: &Notice| to.iter().all(|name| notice.to.contains(name));
        let notices = self.docket.notices.iter().filter(|(fact, notice)| {
            notice.from == exercise.status.by
                && reached(notice)
                && speaks(fact, notice)
                && through.is_none_or(|through| notice.through.as_ref().is_none_or(|by| by == through))
        });
        notices.map(|(fact, _)| *fact).collect()
    }
}

impl<'a> Exercise<'a> {
    /// Has no effect, for that reason; the first reason stands.
    fn fail(&mut self, why: String) {
        self.steps.push(Proof::new(Rule::Force, why.clone()));
        if self.effect.is_ok() {
            self.effect = Err(why);
        }
    }

    /// Has effect no earlier than that.
    fn delay(&mut self, at: Instant) {
        if let Ok(effect) = &mut self.effect {
            *effect = at.max(*effect);
        }
    }

    fn met(&mut self, what: &str, fact: &'a Fact) {
        self.steps.push(Proof::new(Rule::Force, what.to_owned()).citing([&fact.id]));
    }
}

/// What a change of status exercises, if it is one that a power can be of.
pub(crate) fn kind(change: StatusKind) -> Option<PowerKind> {
    match change {
        StatusKind::Suspends => Some(PowerKind::Suspend),
        StatusKind::Denounces => Some(PowerKind::Denounce),
        StatusKind::Restores => Some(PowerKind::Restore),
        StatusKind::Renews => Some(PowerKind::Renew),
        StatusKind::Consents => Some(PowerKind::Consent),
        StatusKind::Answers(_) => None,
    }
}

fn verb(change: StatusKind) -> &'static str {
    match change {
        StatusKind::Suspends => "suspend",
        StatusKind::Denounces => "denounce",
        StatusKind::Restores => "restore",
        StatusKind::Renews => "renew",
        StatusKind::Consents | StatusKind::Answers(_) => "consent",
    }
}
