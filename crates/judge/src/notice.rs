//! Duties to tell: every event of a class needs its notice.

use std::collections::BTreeSet;

use armistice_facts::calendar::Unit;
use armistice_facts::{Act, Fact, Intent, Name, Notice, Standing};
use armistice_terms::model::{ClassSet, Norm, NoticeDuty, Recipient};
use armistice_terms::vocabulary::Match;

use crate::draft::Draft;
use crate::force::{Force, Standing as InForce};
use crate::matter::Matter;
use crate::scope;
use crate::sitting::{Instance, Sitting};
use crate::{Finding, Flag, Grade, Outcome, Proof, Reason, Rule, exception, monitor, wording};

/// How long an event may lie before its notice and still be told by it, where the text says `without delay`.
const AFTER_MILLIS: i64 = 7 * 24 * 3_600_000;

/// How far an event may begin from the time that a notice gave for it, and still be that event.
const NEAR_MILLIS: u64 = 24 * 3_600_000;

/// What one duty to tell comes to for one instance.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &NoticeDuty,
    instance: &Instance,
    force: &Force<'a>,
) -> Draft {
    let acts = sitting.docket.sights.iter().filter_map(|fact| Some((*fact, scope::act(fact)?)));
    let case = Duty { sitting, norm, rule, instance, force };
    let mut findings: Vec<Finding> = acts.filter_map(|(fact, act)| case.event(fact, act)).collect();
    findings.sort_by(|one, two| (one.about.from, &one.id).cmp(&(two.about.from, &two.id)));
    // Several voices that tell one event are one episode: the heaviest stands.
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        match kept.iter_mut().find(|known| known.id == finding.id) {
            Some(known) if finding.grade > known.grade => *known = finding,
            Some(_) => {}
            None => kept.push(finding),
        }
    }
    monitor::settle(sitting, norm, instance, force, kept)
}

struct Duty<'s, 'a> {
    sitting: &'s Sitting<'a>,
    norm: &'s Norm,
    rule: &'s NoticeDuty,
    instance: &'s Instance,
    force: &'s Force<'a>,
}

impl<'a> Duty<'_, 'a> {
    fn event(&self, fact: &'a Fact, act: &'a Act) -> Option<Finding> {
        let start = self.force.start.as_ref().ok().copied()?;
        if act.actor.standing != Standing::Forces
            || self.sitting.is_elsewhere(fact, act, self.instance, &self.norm.label, start)
            || self.is_of(act) == Match::No
        {
            return None;
        }
        let answers = [
            self.sitting.actor(act, self.instance),
            self.sitting.place(fact, &act.place, &self.rule.place, &self.norm.label),
            self.sitting.bound(fact, self.force),
            self.sitting.clock(&fact.about, self.norm.hours.as_ref()),
        ];
        let (open, mut steps) = scope::all(answers)?;
        let InForce::Binding(dispute) = self.force.at(self.force.first_within(&fact.about)) else {
            return None;
        };
        let open = open.or((self.is_of(act) == Match::Open).then_some(Reason::ClassUncertain));
        let entry = self.sitting.entry(fact, self.instance);
        let grade = self.sitting.worth(std::slice::from_ref(&entry));
        let notice = self.notice(fact, act);
        let (outcome, reason, late, words) = self.decide(open, grade, notice, fact);
        let (outcome, reason, words) = self.excuse(outcome, reason, words, (fact, grade), &mut steps);
        steps.push(entry.proof(self.sitting));
        steps.push(Proof::new(Rule::Evidence, words.clone()).citing(notice.map(|(told, _)| &told.id)));
        let mut flags = BTreeSet::new();
        if late {
            flags.insert(Flag::Late);
        }
        if outcome == Outcome::Excused {
            flags.insert(Flag::Excused);
        }
        if dispute.is_some() {
            flags.insert(Flag::StatusDisputed);
        }
        let when = wording::when(self.sitting.zone(), &fact.about);
        let because = format!("{} on {when} ({grade}); {words}", scope::act_words(act));
        let cause = fact.incident.as_ref().unwrap_or(&fact.id);
        Some(Finding {
            id: format!("{}/{}/{cause}", self.norm.label, self.instance.id),
            outcome,
            reason,
            grade,
            flags,
            about: fact.about,
            known: notice.map_or(fact.known, |(told, _)| told.known.max(fact.known)),
            facts: vec![fact.id.clone()],
            due: None,
            observations: 1,
            intent: Intent::Unstated,
            items: Vec::new(),
            proof: Proof::new(Rule::Verdict, format!("{outcome}: {because}"))
                .citing([&fact.id])
                .resting_on(steps),
            because,
        })
    }

    fn decide(
        &self,
        open: Option<Reason>,
        grade: Grade,
        notice: Option<(&Fact, &Notice)>,
        fact: &Fact,
    ) -> (Outcome, Option<Reason>, bool, String) {
        let is_complete = self.sitting.agreement.registers.iter().any(|register| register.is_complete);
        match notice {
            Some((told, notice)) => {
                let missing: Vec<&Name> =
                    self.rule.stating.iter().filter(|field| !notice.stating.contains(field)).collect();
                let lacks = if missing.is_empty() {
                    String::new()
                } else {
                    format!("; incomplete, without {}", wording::list(&missing))
                };
                let when = wording::when(self.sitting.zone(), &told.about);
                let text = format!("notice given on {when}{lacks}");
                if self.is_in_time(told, fact) {
                    (Outcome::Fulfilled, None, false, text)
                } else if open.is_some() || grade < self.sitting.needed {
                    (Outcome::Alleged, open.or(Some(Reason::ClaimOnly)), true, format!("{text}, late"))
                } else {
                    (Outcome::Breach, None, true, format!("{text}, late"))
                }
            }
            None if open.is_some() => {
                (Outcome::Undetermined, open, false, "no notice of it is on record".to_owned())
            }
            None if !is_complete => {
                let text = "no notice of it is on record, and the record of notices is not complete";
                (Outcome::Undetermined, Some(Reason::NoticeNotShown), false, text.to_owned())
            }
            None if grade < self.sitting.needed => {
                let text = "no notice of it stands in the complete register";
                (Outcome::Alleged, Some(Reason::ClaimOnly), false, text.to_owned())
            }
            None => {
                (Outcome::Breach, None, false, "no notice of it stands in the complete register".to_owned())
            }
        }
    }

    /// What an exception makes of an event of which no notice, or none in time, is told.
    fn excuse(
        &self,
        outcome: Outcome,
        reason: Option<Reason>,
        words: String,
        (fact, grade): (&'a Fact, Grade),
        steps: &mut Vec<Proof>,
    ) -> (Outcome, Option<Reason>, String) {
        if outcome == Outcome::Fulfilled {
            return (outcome, reason, words);
        }
        let matter = [Matter::of(fact)];
        let Some(defence) = exception::strongest(self.sitting, self.norm, self.instance, &matter) else {
            return (outcome, reason, words);
        };
        steps.push(defence.proof.clone());
        if defence.is_shown_against(grade.min(self.sitting.needed)) {
            (Outcome::Excused, None, format!("{words}; excused under {}", defence.exception))
        } else if outcome == Outcome::Breach {
            (Outcome::Undetermined, Some(Reason::ExceptionNotShown), words)
        } else {
            (outcome, reason, words)
        }
    }

    fn is_in_time(&self, told: &Fact, fact: &Fact) -> bool {
        match self.rule.lead {
            None => true,
            Some(lead) => {
                self.sitting.earlier(fact.about.from, lead).is_ok_and(|latest| told.about.from <= latest)
            }
        }
    }

    /// Whether the act is an event of which the duty speaks: by what is done, or by the doing itself.
    fn is_of(&self, act: &Act) -> Match {
        let of = |names: &[Name]| self.matches(&self.rule.of, names, act);
        let doing = of(std::slice::from_ref(&act.verb));
        if act.objects.is_empty() { doing } else { of(&act.objects).max(doing) }
    }

    fn matches(&self, set: &ClassSet, names: &[Name], act: &Act) -> Match {
        self.sitting.agreement.vocabulary.matches(set, names, &act.attributes)
    }

    /// How long before an event a notice may lie and still be taken for a notice of it: twice the lead that the text
    /// asks for, and a week at least. No text states it; who tells twice as early as he must, tells of that event.
    fn reach(&self) -> i64 {
        let lead = self.rule.lead.map_or(0, |lead| {
            let hours = match lead.unit {
                Unit::Minute => return i64::from(lead.amount) * 60_000,
                Unit::Hour => 1,
                Unit::Day => 24,
                Unit::Week => 7 * 24,
                Unit::Month => 31 * 24,
                Unit::Year => 366 * 24,
            };
            i64::from(lead.amount) * hours * 3_600_000
        });
        lead.saturating_mul(2).max(AFTER_MILLIS)
    }

    /// The earliest notice of the event: of the same incident, or of such an event and within reach of it.
    fn notice(&self, fact: &Fact, act: &Act) -> Option<(&'a Fact, &'a Notice)> {
        let others = self.sitting.other_parties(self.norm.section, self.instance);
        let reaches = |notice: &Notice| match &self.rule.to {
            Recipient::OtherParty => notice.to.iter().any(|to| others.contains(&to)),
            Recipient::Named(names) => names.iter().all(|name| notice.to.contains(name)),
        };
        let same = |told: &Fact| told.incident.is_some() && told.incident == fact.incident;
        // A notice that the record lays to another incident is one of that.
        let is_others = |told: &Fact| told.incident.is_some() && fact.incident.is_some();
        let reach = self.reach();
        // A notice that says when the event begins is one of the event that begins then.
        let near = |told: &Fact, notice: &Notice| match notice.starts {
            Some(starts) => starts.millis().abs_diff(fact.about.from.millis()) <= NEAR_MILLIS,
            None => {
                let ahead = fact.about.from.millis().saturating_sub(told.about.from.millis());
                (-AFTER_MILLIS..=reach).contains(&ahead)
            }
        };
        let words = &self.sitting.agreement.vocabulary;
        let related = |notice: &Notice| {
            act.objects.iter().chain([&act.verb]).any(|what| {
                words.is_a(notice.of.as_str(), what.as_str()) || words.is_a(what.as_str(), notice.of.as_str())
            })
        };
        let through = |notice: &Notice| {
            self.rule.through.is_none() || notice.through.is_none() || self.rule.through == notice.through
        };
        self.sitting
            .docket
            .notices
            .iter()
            .filter(|(_, notice)| {
                self.instance.holds(notice.from.as_str()) && reaches(notice) && through(notice)
            })
            .find(|(told, notice)| same(told) || (!is_others(told) && near(told, notice) && related(notice)))
            .copied()
    }
}

#[cfg(test)]
mod tests;
