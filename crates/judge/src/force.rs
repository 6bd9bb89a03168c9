//! What is in force: from when, until when and for whom a norm binds, and what each side says of it.

use armistice_facts::{Fact, Instant, Interval, Name, Stance, StatusChange, StatusKind};
use armistice_terms::model::{Condition, Event, Lifecycle, Moment, MomentBase, Norm, Rule as Kind};
use armistice_terms::vocabulary::Match;

use crate::decided::Release;
use crate::exercise::Exercise;
use crate::moment::{Edge, Wait};
use crate::scope::Answer;
use crate::sitting::{Instance, Sitting};
use crate::{Proof, Rule, occurrence, wording};

/// When a norm binds one instance.
#[derive(Debug, Clone)]
pub(crate) struct Force<'a> {
    /// From when; or what it waits for.
    pub(crate) start: Result<Instant, Wait>,
    /// The last instant of its interval, if the text gives one.
    pub(crate) until: Option<Instant>,
    /// The times for which an event set it off, where it binds only then, and what the event is.
    pub(crate) windows: Option<Windows>,
    /// When it ceased to be, and why.
    pub(crate) ended: Option<(Instant, String)>,
    /// When a decision released the bearers from it.
    pub(crate) released: Option<Release<'a>>,
    /// Suspensions by a bearer, in the order of time.
    pub(crate) suspensions: Vec<Suspension<'a>>,
    /// Denunciations by a bearer that have no effect by the text.
    pub(crate) denunciations: Vec<Change<'a>>,
}

/// The times for which a norm binds upon an event, each until an end if the text gives one.
#[derive(Debug, Clone)]
pub(crate) struct Windows {
    /// The event, in words.
    pub(crate) upon: String,
    /// From when until when, in the order of time.
    pub(crate) times: Vec<(Instant, Option<Instant>)>,
}

/// A change of what is in force, and the answer of the other side.
#[derive(Debug, Clone)]
pub(crate) struct Change<'a> {
    /// The fact that tells of it.
    pub(crate) fact: &'a Fact,
    /// Who made it.
    pub(crate) by: &'a Name,
    /// The newest answer of another party.
    pub(crate) answer: Option<(Stance, &'a Fact)>,
    /// When the one who made it took it back.
    pub(crate) until: Option<Instant>,
    /// From when it has effect.
    pub(crate) at: Instant,
    /// What the text's own power for it comes to, where the text has one.
    pub(crate) power: Option<(&'a Name, Exercise<'a>)>,
}

/// A suspension; one that the other side disputes leaves the norm monitored.
pub(crate) type Suspension<'a> = Change<'a>;

/// How a norm stood at an instant.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Standing<'f, 'a> {
    /// It did not bind yet.
    Dormant,
    /// It bound; with the change that one side disputes, if there is one.
    Binding(Option<&'f Change<'a>>),
    /// The bearer had suspended it.
    Suspended(&'f Change<'a>),
    /// Its interval was over.
    Over,
    /// It had been replaced, or its agreement had ended.
    Ended,
    /// A decision had released the bearers from it.
    Released(Release<'a>),
}

impl<'a> Change<'a> {
    /// From when.
    pub(crate) fn from(&self) -> Instant {
        self.at
    }

    /// Whether the text gives the power for it, and it meets what the text asks for.
    fn is_by_power(&self) -> bool {
        self.power.as_ref().is_some_and(|(_, exercise)| exercise.effect.is_ok())
    }

    /// Whether the text gives a power for it whose conditions it does not meet.
    pub(crate) fn is_without_effect(&self) -> bool {
        self.power.as_ref().is_some_and(|(_, exercise)| exercise.effect.is_err())
    }

    fn covers(&self, at: Instant) -> bool {
        self.from() <= at && self.until.is_none_or(|until| at < until)
    }

    /// Whether it leaves the norm monitored: the other side disputes it, or the text's own power for it is not met. What
    /// the text itself gives the power for needs nobody's agreement.
    pub(crate) fn is_disputed(&self) -> bool {
        let disputed = matches!(self.answer, Some((Stance::Disputes, _)));
        self.is_without_effect() || (disputed && !self.is_by_power())
    }
}

impl Windows {
    fn cover(&self, at: Instant) -> bool {
        self.times.iter().any(|(from, until)| *from <= at && until.is_none_or(|until| at <= until))
    }
}

impl<'a> Force<'a> {
    /// The first instant of an interval at which the norm may bind: not before its start, and within a time for which
    /// it was set off.
    pub(crate) fn first_within(&self, about: &Interval) -> Instant {
        let from = about.from.max(self.start.as_ref().ok().copied().unwrap_or(about.from));
        let Some(windows) = &self.windows else { return from };
        let reached = windows
            .times
            .iter()
            .filter(|(start, until)| *start <= about.last() && until.is_none_or(|until| from <= until));
        reached.map(|(start, _)| from.max(*start)).next().unwrap_or(from)
    }

    /// The same for what was due then: what ended the norm, or suspended it, after a deadline that has passed does not make
    /// it that nothing was owed by that day.
    pub(crate) fn at_deadline(&self, due: Instant, as_of: Instant) -> Self {
        let mut force = self.clone();
        if due < as_of {
            force.suspensions.retain(|change| change.from() <= due);
            force.ended = force.ended.filter(|(end, _)| *end <= due);
            force.released = force.released.filter(|release| release.at <= due);
            force.until = force.until.filter(|until| *until < due);
        }
        force
    }

    /// How the norm stands at an instant.
    pub(crate) fn at(&self, at: Instant) -> Standing<'_, 'a> {
        match &self.start {
            Ok(start) if *start <= at => {}
            _ => return Standing::Dormant,
        }
        if self.ended.as_ref().is_some_and(|(end, _)| *end <= at) {
            return Standing::Ended;
        }
        if let Some(release) = self.released.filter(|release| release.at <= at) {
            return Standing::Released(release);
        }
        if self.until.is_some_and(|until| until < at) {
            return Standing::Over;
        }
        if self.windows.as_ref().is_some_and(|windows| !windows.cover(at)) {
            return Standing::Dormant;
        }
        match self.suspensions.iter().find(|change| change.covers(at) && !change.is_disputed()) {
            Some(change) => Standing::Suspended(change),
            None => Standing::Binding(self.dispute_at(at)),
        }
    }

    /// The change in effect at an instant that leaves the status disputed.
    pub(crate) fn dispute_at(&self, at: Instant) -> Option<&Change<'a>> {
        let disputed = self.suspensions.iter().filter(|change| change.is_disputed());
        disputed.chain(&self.denunciations).find(|change| change.covers(at))
    }
}

impl<'a> Sitting<'a> {
    /// When the norm binds the instance.
    pub(crate) fn force(&self, norm: &Norm, instance: &Instance) -> Force<'a> {
        let (suspensions, denunciations, mut ended) = self.changes(norm, instance);
        let replaced = norm.replaced.as_ref().and_then(|replaced| {
            let at = self.zone().start_of(replaced.on).ok()?;
            Some((at, format!("replaced by {}", replaced.by)))
        });
        for end in [replaced, self.end_of_text(norm, instance)].into_iter().flatten() {
            if ended.as_ref().is_none_or(|(at, _)| end.0 < *at) {
                ended = Some(end);
            }
        }
        let start = self.start(norm, instance);
        let windows = self.windows(norm, instance, start.as_ref().ok().copied());
        // Where an event sets it off, each time has its own end.
        let until = if windows.is_some() {
            None
        } else {
            self.end_of_interval(norm, instance, start.as_ref().ok().copied())
        };
        let released = self.released(norm, instance);
        Force { start, until, windows, ended, released, suspensions, denunciations }
    }

    /// The last instant of the interval of a norm that starts then, if the text gives one.
    fn end_of_interval(&self, norm: &Norm, instance: &Instance, start: Option<Instant>) -> Option<Instant> {
        if let Some(length) = norm.lasts {
            let end = self.later(start?, length).ok()?.plus_millis(-1);
            return Some(self.end_of_norm(end, norm, instance));
        }
        let until = self.moment(norm.until.as_ref()?, Edge::End, norm.section, instance).ok()?;
        Some(self.end_of_norm(until, norm, instance))
    }

    /// The times for which an event sets a norm off. A deed is owed once for each event instead.
    fn windows(&self, norm: &Norm, instance: &Instance, start: Option<Instant>) -> Option<Windows> {
        let event = occurrence::trigger(norm).filter(|_| !matches!(norm.rule, Kind::Deed(_)))?;
        let found = self.occurrences(event, norm, instance).into_iter();
        let times = found
            .filter(|one| start.is_some_and(|start| start <= one.at))
            .filter_map(|one| {
                let set_off = instance.upon(one.trigger());
                let from = match norm.from.as_ref().filter(|from| from.base == MomentBase::Trigger) {
                    Some(from) => self.moment(from, Edge::Start, norm.section, &set_off).ok()?,
                    None => one.at,
                };
                Some((from, self.end_of_interval(norm, &set_off, Some(from))))
            })
            .collect();
        Some(Windows { upon: occurrence::words(event), times })
    }

    /// Whether something happened while the norm bound.
    pub(crate) fn bound(&self, fact: &Fact, force: &Force<'_>) -> Answer {
        let Ok(start) = force.start else { return Answer::no() };
        let Some(windows) = &force.windows else { return self.time(&fact.about, Some(start), force.until) };
        let times = windows.times.iter();
        let answers = times.map(|(from, until)| self.time(&fact.about, Some((*from).max(start)), *until));
        let mut best = Answer::no();
        for answer in answers {
            match answer.is {
                Match::Yes => return answer,
                Match::Open => best = answer,
                Match::No => {}
            }
        }
        best
    }

    fn end_of_text(&self, norm: &Norm, instance: &Instance) -> Option<(Instant, String)> {
        let ends = self.agreement.instrument_of(norm.section)?.ends.as_ref()?;
        let end = match ends {
            Lifecycle { at: Some(moment), .. } => {
                let end = self.moment(moment, Edge::End, norm.section, instance).ok()?;
                self.end_of_agreement(end, norm, instance).plus_millis(1)
            }
            Lifecycle { upon: Some(event), .. } if !is_denunciation(event) => {
                self.event(event, norm.section, instance).ok()?
            }
            _ => return None,
        };
        Some((end, "its agreement has ended".to_owned()))
    }

    fn start(&self, norm: &Norm, instance: &Instance) -> Result<Instant, Wait> {
        // What counts from an event is counted anew each time that the event sets the norm off.
        let is_counted_anew = |from: &Moment| {
            from.base == MomentBase::Trigger
                && instance.trigger.is_none()
                && !matches!(norm.rule, Kind::Deed(_))
        };
        let mut start = match &norm.from {
            Some(from) if is_counted_anew(from) => self.entry_into_force(norm.section, instance)?,
            Some(from) => self.moment(from, Edge::Start, norm.section, instance)?,
            None => self.entry_into_force(norm.section, instance)?,
        };
        if let Some(decision) = &norm.decision {
            start = start.max(self.zone().start_of(decision.on)?);
        }
        let trigger = occurrence::trigger(norm);
        // Of a permission or a power it is asked at each use whether its conditions are met.
        let is_use = matches!(norm.rule, Kind::Permission(_) | Kind::Power(_));
        for condition in &norm.conditions {
            // What can happen more than once sets the norm off anew each time.
            if !matches!(condition, Condition::Upon(event) if is_use || Some(event) == trigger) {
                start = start.max(self.condition(condition, norm, instance)?);
            }
        }
        let label = &norm.label;
        let wakers: Vec<&Norm> =
            self.agreement.norms.iter().filter(|other| other.failing_which.contains(label)).collect();
        if !wakers.is_empty() {
            let woken = wakers.iter().filter_map(|waker| self.violated_since(waker, instance)).min();
            let names: Vec<&str> = wakers.iter().map(|waker| waker.label.as_str()).collect();
            let wait = || Wait::For(format!("a violation of {}", wording::list(&names)));
            start = start.max(woken.ok_or_else(wait)?);
        }
        Ok(start)
    }

    /// Suspensions and denunciations of the norm by a bearer, each with the answer and its end; and the end of the
    /// norm, where the other side accepts a denunciation or the text provides for it.
    fn changes(
        &self,
        norm: &Norm,
        instance: &Instance,
    ) -> (Vec<Suspension<'a>>, Vec<Change<'a>>, Option<(Instant, String)>) {
        let (mut suspensions, mut denunciations) = (Vec::new(), Vec::new());
        let mut ended = self.left_alone(norm);
        for (fact, status) in self.docket.statuses.iter().copied() {
            if !instance.holds(status.by.as_str()) || !self.is_in_scope(norm, &status.scope) {
                continue;
            }
            let change = self.change(norm, fact, status);
            match status.change {
                StatusKind::Suspends => suspensions.push(change),
                StatusKind::Denounces => {
                    let is_accepted = matches!(change.answer, Some((Stance::Accepts, _)));
                    let is_provided = self.provides_for_denunciation(norm) && !change.is_without_effect();
                    if (is_accepted || is_provided || change.is_by_power()) && change.until.is_none() {
                        let end = (change.at, format!("denounced by {}", status.by));
                        ended = Some(earlier(ended, end));
                    } else {
                        denunciations.push(change);
                    }
                }
                StatusKind::Restores | StatusKind::Renews | StatusKind::Consents | StatusKind::Answers(_) => {
                }
            }
        }
        (suspensions, denunciations, ended)
    }

    /// A change of what is in force, with what the text and the other side say of it.
    fn change(&self, norm: &Norm, fact: &'a Fact, status: &'a StatusChange) -> Change<'a> {
        let power =
            self.power_of(status).map(|(of, power)| (&of.label, self.exercise(of, power, fact, status)));
        let effect = power.as_ref().and_then(|(_, exercise)| exercise.effect.as_ref().ok().copied());
        Change {
            fact,
            by: &status.by,
            answer: self.answer(fact, &status.by),
            until: self.restored(norm, fact, status),
            at: effect.unwrap_or(fact.about.from),
            power,
        }
    }

    /// When all but one of the parties had left the agreement by the power that the text gives them: nobody is bound to
    /// himself alone.
    fn left_alone(&self, norm: &Norm) -> Option<(Instant, String)> {
        let text = self.agreement.instrument_of(norm.section)?;
        let mut left: Vec<(Instant, &Name)> = Vec::new();
        for (fact, status) in self.docket.statuses.iter().copied() {
            let leaves = status.change == StatusKind::Denounces && status.scope == *"agreement";
            if !leaves || !text.parties.contains(&status.by) || left.iter().any(|(_, by)| **by == status.by) {
                continue;
            }
            let Some((of, power)) = self.power_of(status) else { continue };
            if let Ok(at) = self.exercise(of, power, fact, status).effect
                && self.restored(norm, fact, status).is_none()
            {
                left.push((at, &status.by));
            }
        }
        left.sort();
        let last = text.parties.len().checked_sub(2)?;
        left.get(last).map(|(at, by)| (*at, format!("denounced by {by}")))
    }

    /// The newest answer of another party to a change.
    fn answer(&self, change: &Fact, by: &Name) -> Option<(Stance, &'a Fact)> {
        let mut answers =
            self.docket.statuses.iter().rev().filter_map(|(fact, status)| match status.change {
                StatusKind::Answers(stance)
                    if status.scope == change.id
                        && status.by != *by
                        && self.agreement.party(status.by.as_str()).is_some() =>
                {
                    Some((stance, *fact))
                }
                _ => None,
            });
        answers.next()
    }

    /// When the party that made the change restored the norm.
    fn restored(&self, norm: &Norm, change: &Fact, made: &StatusChange) -> Option<Instant> {
        let restores = |status: &StatusChange| status.change == StatusKind::Restores && status.by == made.by;
        let later = self.docket.statuses.iter().filter(|(fact, _)| fact.about.from > change.about.from);
        later.filter(|(_, status)| restores(status) && self.is_in_scope(norm, &status.scope)).find_map(
            |(fact, status)| match self.power_of(status) {
                Some((of, power)) => self.exercise(of, power, fact, status).effect.ok(),
                None => Some(fact.about.from),
            },
        )
    }

    /// The scope of a change: the label of a norm, a section with all below it, or `agreement` for everything.
    fn is_in_scope(&self, norm: &Norm, scope: &Name) -> bool {
        norm.label == *scope
            || *scope == "agreement"
            || self.agreement.stands_in(norm.section, scope.as_str())
    }

    fn provides_for_denunciation(&self, norm: &Norm) -> bool {
        let ends = self.agreement.instrument_of(norm.section).and_then(|text| text.ends.as_ref());
        ends.and_then(|ends| ends.upon.as_ref()).is_some_and(is_denunciation)
    }
}

fn earlier(known: Option<(Instant, String)>, end: (Instant, String)) -> (Instant, String) {
    match known {
        Some(known) if known.0 <= end.0 => known,
        _ => end,
    }
}

fn is_denunciation(event: &Event) -> bool {
    matches!(event, Event::Other(name, _) if *name == "denunciation" || *name == "denounce" || *name == "withdrawal")
}

/// The step of a proof that says what is in force.
pub(crate) fn proof(sitting: &Sitting<'_>, force: &Force<'_>) -> Proof {
    let zone = sitting.zone();
    let mut text = match &force.start {
        Ok(start) => format!("binds from {}", wording::instant(zone, *start)),
        Err(wait) => format!("does not bind yet: waits for {}", wait.words()),
    };
    if let Some(windows) = &force.windows {
        let times = wording::count(u64::try_from(windows.times.len()).unwrap_or(u64::MAX), "time", "times");
        text.push_str(&format!(", upon {}: set off {times}", windows.upon));
    }
    if let Some(until) = force.until {
        text.push_str(&format!(" to {}", wording::instant(zone, until)));
    }
    if let Some((at, why)) = &force.ended {
        text.push_str(&format!("; ended on {}: {why}", wording::instant(zone, *at)));
    }
    if let Some(release) = &force.released {
        text.push_str(&format!("; released by {} on {}", release.by, wording::day(zone, release.at)));
    }
    let suspended = force.suspensions.iter().map(|change| change_proof(sitting, change, "suspended"));
    let denounced = force.denunciations.iter().map(|change| change_proof(sitting, change, "denounced"));
    Proof::new(Rule::Force, text).resting_on(suspended.chain(denounced))
}

fn change_proof(sitting: &Sitting<'_>, change: &Change<'_>, verb: &str) -> Proof {
    let zone = sitting.zone();
    let mut text = format!("{verb} by {} on {}", change.by, wording::instant(zone, change.fact.about.from));
    let mut cited = vec![&change.fact.id];
    match change.answer {
        Some((stance, fact)) => {
            let word = if stance == Stance::Accepts { "accepts" } else { "disputes" };
            text.push_str(&format!("; {} {word} it", fact.source.voice));
            cited.push(&fact.id);
        }
        None => text.push_str("; no answer of the other side is on record"),
    }
    if let Some(until) = change.until {
        text.push_str(&format!("; restored on {}", wording::instant(zone, until)));
    }
    let mut steps = Vec::new();
    match &change.power {
        Some((label, exercise)) => {
            let word = match &exercise.effect {
                Ok(at) => format!("has effect from {} by {label}", wording::instant(zone, *at)),
                Err(why) => format!("has no effect: {label} gives the power, and {why}"),
            };
            text.push_str(&format!("; it {word}"));
            steps.extend(exercise.steps.iter().cloned());
        }
        None if verb == "denounced" => {
            text.push_str("; the text provides for no denunciation, so the norm stays monitored");
        }
        None => {}
    }
    Proof::new(Rule::Force, text).citing(cited).resting_on(steps)
}
