//! Floors of a rate: no fewer than so many in a period, judged at its end.
//!
//! That few acts are told shows nothing, because nobody may have told the others. A floor is broken only where a
//! source tells that there were no more in all; it is met where enough are told.

use std::collections::BTreeMap;

use armistice_facts::calendar::{Date, Length};
use armistice_facts::{Fact, HeldCount, Instant, Intent, Interval, Name, Precision, What};
use armistice_terms::model::{Norm, Period, Rate, Window};

use crate::counted::{self, Told};
use crate::draft::Draft;
use crate::force::{Force, Standing};
use crate::grade::Entry;
use crate::sitting::{Instance, Sitting};
use crate::{
    Finding, Flag, Grade, Outcome, Proof, Reason, Rule, Truth, episode, monitor, table, tally, window,
    wording,
};

/// The most periods that are counted through: the days of a century.
const MAX_PERIODS: u64 = 40_000;

/// The most times of one length that are looked through, each against all that is told.
const MAX_STRETCHES: usize = 2_000;

/// The most times that are counted in a row in one sum of acts: the days of a decade.
const MAX_TIMES: u64 = 4_000;

/// A time that is looked at, or several in a row.
struct Stretch {
    /// What its finding is called.
    cause: String,
    /// How many of the length of the floor follow one another.
    times: u64,
}

/// What one floor comes to for one instance.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Rate,
    instance: &Instance,
    force: &Force<'a>,
    told: &[Told<'a>],
) -> Draft {
    let case = Case { sitting, norm, rule, instance, force, told };
    let direct = monitor::told_directly(sitting, norm, instance);
    let episodes = episode::gather(sitting, norm, instance, direct);
    let mut findings = episode::findings(sitting, norm, instance, force, &episodes);
    let (own, closed) = match rule.window {
        Window::Period(period) => (case.periods(period), case.closed(period)),
        Window::Rolling(length) => case.anywhere(length),
        Window::AtOnce => (Vec::new(), None),
    };
    let met = own.iter().filter(|one| one.outcome == Outcome::Fulfilled).map(|one| one.grade);
    let (met, grade) =
        met.fold((0, Grade::Verified), |(number, worst), grade| (number + 1, worst.min(grade)));
    findings.extend(own);
    findings.sort_by(|one, two| (one.about.from, &one.id).cmp(&(two.about.from, &two.id)));
    let mut draft = monitor::settle(sitting, norm, instance, force, findings);
    case.conclude(&mut draft, met, grade, closed);
    draft
}

struct Case<'s, 'a> {
    sitting: &'s Sitting<'a>,
    norm: &'s Norm,
    rule: &'s Rate,
    instance: &'s Instance,
    force: &'s Force<'a>,
    told: &'s [Told<'a>],
}

impl<'a> Case<'_, 'a> {
    /// Watching alone never shows that a floor was reached: only what is told of each period does.
    fn conclude(&self, draft: &mut Draft, met: u64, grade: Grade, closed: Option<u64>) {
        let Some(truth) = draft.truth else { return };
        if let Some(closed) = closed {
            let word = match self.rule.window {
                Window::Period(period) => period.word(),
                Window::Rolling(_) | Window::AtOnce => "stretch",
            };
            let many = if word == "stretch" { "stretches".to_owned() } else { format!("{word}s") };
            let periods = wording::count(closed, word, &many);
            draft.because = format!("{met} of {periods} shown as met; {}", draft.because);
        }
        if truth == Truth::Violated {
            return;
        }
        draft.flags.remove(&Flag::SoFar);
        let is_open = draft.findings.iter().any(|one| {
            matches!(one.outcome, Outcome::Alleged | Outcome::Undetermined) && one.grade > Grade::Claimed
        });
        if closed.is_some_and(|closed| closed > 0 && closed == met) && !is_open {
            draft.truth = Some(Truth::Kept);
            draft.grade = grade;
            draft.reason = None;
            draft.flags.insert(Flag::SoFar);
        } else {
            draft.truth = Some(Truth::Unknown);
            if draft.reason.is_none() || draft.reason == Some(Reason::NoCoverage) {
                draft.reason = Some(Reason::FloorNotShown);
            }
        }
        "word of a whole period: that enough was done, or that no more was done than too little"
            .clone_into(&mut draft.would_change);
    }

    /// A finding for each period that is over, that the norm bound throughout, and of which something is told.
    fn periods(&self, period: Period) -> Vec<Finding> {
        let zone = self.sitting.zone();
        let mut days: Vec<Date> = Vec::new();
        for one in self.told {
            let last = zone.date_of(one.span.last.min(self.sitting.as_of));
            let mut day = window::first_day(zone.date_of(one.span.from), period);
            while let Some(first) = day.filter(|day| *day <= last) {
                days.push(first);
                day = window::next_day(first, period).filter(|_| as_u64(days.len()) < MAX_PERIODS);
            }
        }
        days.sort_unstable();
        days.dedup();
        days.into_iter()
            .filter_map(|first| {
                let (from, last) = self.bounds(first, period)?;
                self.finding((from, last), &first.to_string(), period.word(), 1)
            })
            .collect()
    }

    /// How many periods are over that the norm bound throughout; `None` for too many.
    fn closed(&self, period: Period) -> Option<u64> {
        let zone = self.sitting.zone();
        let start = self.force.start.as_ref().ok().copied()?;
        let mut day = window::first_day(zone.date_of(start), period);
        let (mut number, mut seen) = (0, 0);
        while let Some(first) = day {
            if zone.start_of(first).ok()? > self.sitting.as_of {
                return Some(number);
            }
            number += u64::from(self.bounds(first, period).is_some());
            seen += 1;
            day = window::next_day(first, period).filter(|_| seen < MAX_PERIODS);
        }
        None
    }

    /// First and last instant of a period that is over and that the norm bound throughout.
    fn bounds(&self, first: Date, period: Period) -> Option<(Instant, Instant)> {
        let zone = self.sitting.zone();
        let from = zone.start_of(first).ok()?;
        let last = zone.start_of(window::next_day(first, period)?).ok()?.plus_millis(-1);
        (last <= self.sitting.as_of && self.bound_throughout(from, last)).then_some((from, last))
    }

    fn bound_throughout(&self, from: Instant, last: Instant) -> bool {
        let binds = |at| matches!(self.force.at(at), Standing::Binding(_));
        let changed = self.force.suspensions.iter().any(|change| {
            !change.is_disputed() && change.from() <= last && change.until.is_none_or(|until| from < until)
        });
        binds(from) && binds(last) && !changed
    }

    /// The times of that length that begin with the norm, and after each thing told: where enough falls into these, enough
    /// falls into any. With it, how many of them are over; `None` for too many.
    fn anywhere(&self, length: Length) -> (Vec<Finding>, Option<u64>) {
        let (mut findings, mut closed) = (Vec::new(), 0);
        let begins = self.begins(length);
        let is_whole = begins.len() <= MAX_STRETCHES;
        for (from, Stretch { cause, times }) in begins.into_iter().take(MAX_STRETCHES) {
            let Some(last) = self.after(from, length, times) else { continue };
            if last <= self.sitting.as_of && self.bound_throughout(from, last) {
                closed += 1;
                let words = if times == 1 { length.to_string() } else { format!("{times} times {length}") };
                findings.extend(self.finding((from, last), &cause, &words, times));
            }
        }
        (findings, is_whole.then_some(closed))
    }

    /// From when the times are looked at: an act no longer falls into a time that begins after it can have begun; a sum of
    /// acts that is too small for the times that follow one another in it is looked at as a whole.
    fn begins(&self, length: Length) -> BTreeMap<Instant, Stretch> {
        let Ok(start) = self.force.start else { return BTreeMap::new() };
        let mut begins = BTreeMap::from([(start, Stretch { cause: "start".to_owned(), times: 1 })]);
        for one in self.told {
            let fact = one.sighting.fact;
            let (from, stretch) = match self.too_few_in(one, length) {
                Some(times) => (one.span.from, Stretch { cause: episode::cause(fact).to_string(), times }),
                None => {
                    let cause = format!("after-{}", fact.id);
                    (one.span.from.plus_millis(1), Stretch { cause, times: 1 })
                }
            };
            if from >= start {
                begins.entry(from).or_insert(stretch);
            }
        }
        begins
    }

    /// How many times of that length follow one another in a sum of acts, where it is too small for them.
    fn too_few_in(&self, one: &Told<'_>, length: Length) -> Option<u64> {
        let What::Count(count) = &one.sighting.fact.what else { return None };
        let most = count.at_most?;
        let ends = |times: &u64| {
            let last = self.after(one.span.from, length, *times);
            last.is_some_and(|last| last <= one.span.last)
        };
        // Several shorter sums may fill one such time together.
        let times = (1..=MAX_TIMES).take_while(ends).last().unwrap_or(1);
        (most < self.rule.limit.number.saturating_mul(times)).then_some(times)
    }

    /// The last instant of so many times of that length in a row.
    fn after(&self, from: Instant, length: Length, times: u64) -> Option<Instant> {
        let amount = u32::try_from(u64::from(length.amount).saturating_mul(times)).ok()?;
        let end = self.sitting.later(from, Length { amount, ..length }).ok()?;
        Some(end.plus_millis(-1))
    }

    /// What becomes of a time, or of several in a row.
    fn finding(
        &self,
        (from, last): (Instant, Instant),
        cause: &str,
        period: &str,
        times: u64,
    ) -> Option<Finding> {
        let touches = |one: &&Told<'a>| one.span.from <= last && from <= one.span.last;
        let touching: Vec<&Told<'a>> = self.told.iter().filter(touches).collect();
        let within: Vec<&Told<'a>> = touching
            .iter()
            .copied()
            .filter(|one| from <= one.span.from && one.span.last <= last && one.sighting.open.is_none())
            .collect();
        let floor = self.rule.limit.number.saturating_mul(times);
        let least = counted::least(&within);
        let enough = match floor.checked_sub(1) {
            Some(under) if least > under => {
                counted::exceeding(self.sitting, self.norm, self.instance, &within, under)
            }
            _ => Grade::None,
        };
        let (most, short) = self.short(&touching, (from, last), floor);
        let ruled = table::rule(short, enough, self.sitting.needed);
        let (outcome, reason) = match ruled.truth {
            Some(Truth::Violated) => (Outcome::Breach, None),
            Some(Truth::Kept) => (Outcome::Fulfilled, None),
            Some(_) => (Outcome::Undetermined, Some(Reason::EvenlyContested)),
            None if short > Grade::None => (Outcome::Alleged, Some(Reason::ClaimOnly)),
            None => (Outcome::Undetermined, Some(Reason::FloorNotShown)),
        };
        let most = most.map(|most| format!(", {most} at most")).unwrap_or_default();
        let because = format!(
            "in the {period} from {}: {least} told at least{most}, at least {floor} must be ({})",
            wording::day(self.sitting.zone(), from),
            ruled.grade
        );
        let facts: Vec<&Fact> = touching.iter().map(|one| one.sighting.fact).collect();
        let steps = touching.iter().map(|one| {
            let entry = self.sitting.entry(one.sighting.fact, self.instance).proof(self.sitting);
            Proof::new(Rule::Count, one.sighting.what.clone())
                .citing([&one.sighting.fact.id])
                .resting_on([entry])
                .resting_on(one.sighting.steps.iter().cloned())
        });
        let proof = Proof::new(Rule::Verdict, format!("{outcome}: {because}")).resting_on(steps);
        Some(Finding {
            id: format!("{}/{}/{cause}", self.norm.label, self.instance.id),
            outcome,
            reason,
            grade: ruled.grade,
            flags: if ruled.contested { [Flag::Contested].into() } else { std::collections::BTreeSet::new() },
            about: Interval::new(from, last.plus_millis(1), Precision::Span).ok()?,
            known: facts.iter().map(|fact| fact.known).max()?,
            due: Some(last),
            observations: as_u64(facts.len()),
            facts: facts.iter().map(|fact| fact.id.clone()).collect(),
            intent: Intent::Unstated,
            items: Vec::new(),
            because,
            proof,
        })
    }

    /// How many there were at most, if that is told and is too few; and what the evidence for it is worth.
    fn short(
        &self,
        touching: &[&Told<'a>],
        (from, last): (Instant, Instant),
        floor: u64,
    ) -> (Option<u64>, Grade) {
        let sums: Vec<(&'a Fact, &Name, (i64, i64, u64))> = touching
            .iter()
            .filter_map(|one| {
                let What::Count(count) = &one.sighting.fact.what else { return None };
                let most = count.at_most.filter(|_| self.is_whole(count))?;
                let sum = (one.span.from.millis(), one.span.last.millis(), most);
                Some((one.sighting.fact, &count.holder, sum))
            })
            .collect();
        // What several owe together is the sum of what each of them did at most.
        let of = |wanted: &dyn Fn(&Fact) -> bool| {
            let by_one = |bearer: &Name| {
                let own = sums.iter().filter(|(fact, holder, _)| *holder == bearer && wanted(fact));
                let own: Vec<_> = own.map(|(.., sum)| *sum).collect();
                tally::at_most(&own, from.millis(), last.millis())
            };
            let all: Option<Vec<u64>> = self.instance.names.iter().map(by_one).collect();
            all.map(|all| all.into_iter().fold(0, u64::saturating_add)).filter(|most| *most < floor)
        };
        let Some(most) = of(&|_| true) else { return (None, Grade::None) };
        let entry = |fact: &'a Fact| self.sitting.entry(fact, self.instance);
        let mut entries: Vec<Entry<'a>> = Vec::new();
        for (fact, ..) in &sums {
            let is_own = |other: &Fact| other.source.voice == fact.source.voice;
            let is_new = !entries.iter().any(|known| is_own(known.fact));
            if is_new && of(&is_own).is_some() {
                let own = sums.iter().filter(|(other, ..)| is_own(other)).map(|(other, ..)| entry(other));
                entries.extend(own.min_by_key(Entry::is_third));
            }
        }
        let is_third =
            |fact: &Fact| sums.iter().any(|(other, ..)| other.id == fact.id && entry(other).is_third());
        let by_voice = self.sitting.worth(&entries);
        let by_voice = by_voice.max(episode::attested(self.sitting, self.norm, self.instance, &entries));
        let together = if of(&is_third).is_some() { Grade::Reported } else { Grade::Claimed };
        (Some(most), by_voice.max(together))
    }

    /// Whether a sum counts all that the floor counts: of no narrower class, in no smaller place.
    fn is_whole(&self, count: &HeldCount) -> bool {
        let words = &self.sitting.agreement.vocabulary;
        let covers = |class: &Name| words.is_a(class.as_str(), count.class.as_str());
        let objects = self.rule.things();
        let class = if objects.any_of.is_empty() {
            covers(&self.rule.verb)
        } else {
            objects.any_of.iter().all(|test| covers(&test.class))
        };
        let is_verb =
            count.verb.as_ref().is_some_and(|verb| words.is_a(self.rule.verb.as_str(), verb.as_str()));
        class && is_verb && self.sitting.is_whole(&count.place, &self.rule.place)
    }
}

fn as_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
