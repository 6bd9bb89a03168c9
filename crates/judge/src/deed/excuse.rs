//! A deed left undone that an exception covers: excused while the exception holds, and open while it may hold and is
//! not shown.

use std::collections::BTreeSet;

use armistice_facts::{Fact, Instant, Interval, Name, Precision, Stage, What};

use super::At;
use crate::draft::Draft;
use crate::exception::{self, Defence};
use crate::matter::Matter;
use crate::{Flag, Grade, Reason, State, Truth, scope};

/// How long after a duty without a date was set off an act still belongs to it by its time alone; longer than any
/// time for an answer that the agreements at hand give.
const REACH_MILLIS: i64 = 7 * 24 * 3_600_000;

impl<'a> At<'_, 'a> {
    /// What exceptions make of a deed that is not shown to be done.
    pub(super) fn excuse(&self, draft: &mut Draft) {
        let is_undone = matches!(draft.state, State::Overdue | State::Defaulted);
        let ruled = self.account.not_done.iter().any(|entry| matches!(entry.fact.what, What::Ruling(_)));
        // A body that found a breach has heard the exception.
        if !is_undone || ruled {
            return;
        }
        let Some(defence) = self.defence() else { return };
        // That nobody tells of a performance weighs nothing; the exception then has to be shown by itself.
        let told = if self.account.against == Grade::None { Grade::Verified } else { self.account.against };
        draft.steps.push(defence.proof.clone());
        if defence.is_shown_against(told.min(self.sitting.needed)) {
            let since = draft.since;
            let because = format!("{}; excused under {}", draft.because, defence.exception);
            let flags = std::mem::take(&mut draft.flags);
            *draft = Draft {
                steps: std::mem::take(&mut draft.steps),
                ..Draft::in_state(State::Discharged, because)
            };
            draft.since = since;
            draft.grade = defence.grade;
            draft.flags = flags;
            draft.flags.insert(Flag::Excused);
            "an impeachment of what shows the exception; the end of the exception"
                .clone_into(&mut draft.would_change);
        } else if draft.truth == Some(Truth::Violated) {
            draft.state = State::Overdue;
            draft.truth = Some(Truth::Unknown);
            draft.reason = Some(Reason::ExceptionNotShown);
            draft.because = format!("{}; {} may cover it and is not shown", draft.because, defence.exception);
            let weight = told.min(self.sitting.needed);
            draft.would_change = defence.wanting(self.sitting, self.norm, self.instance, weight);
        }
    }

    fn defence(&self) -> Option<Defence<'a>> {
        let (sitting, as_of) = (self.sitting, self.sitting.as_of);
        let start = self.force.start.as_ref().ok().copied()?;
        let due = self.due.filter(|due| *due <= as_of).unwrap_or(as_of);
        let about = Interval::new(due, as_of.plus_millis(1), Precision::Span).ok()?;
        let told = self.account.not_done.iter().filter_map(|entry| entry.fact.incident.as_ref());
        let set_off = self.instance.trigger.as_ref().and_then(|trigger| trigger.incident.as_ref());
        let set_off = set_off.and_then(|incident| sitting.docket.incident(incident));
        let incidents: BTreeSet<&'a Name> = told.chain(set_off).collect();
        let mut matters = vec![Matter::owed(about)];
        matters.extend(
            incidents.into_iter().map(|incident| Matter { incident: Some(incident), ..Matter::owed(about) }),
        );
        matters.extend(self.refusals());
        let last = self.due.unwrap_or_else(|| start.plus_millis(REACH_MILLIS));
        matters.extend(self.acts_between(start, last));
        exception::strongest(sitting, self.norm, self.instance, &matters)
    }

    /// What is told as refused, as things stood then, or at the deadline if it is told later: what was refused by leave stays
    /// refused when the leave is over.
    fn refusals(&self) -> Vec<Matter<'a>> {
        let refused = self.account.given_up.iter().filter(|(_, stage)| *stage == Stage::Refused);
        let at = |fact: &'a Fact| match self.due.filter(|due| *due < fact.about.from) {
            Some(due) => Matter::refusal(fact, Interval::at(due)),
            None => Matter::refusal(fact, fact.about),
        };
        refused.map(|(entry, _)| at(entry.fact)).collect()
    }

    /// Acts of the bearers from when it was owed to when it was due, that name no incident.
    fn acts_between(&self, from: Instant, last: Instant) -> Vec<Matter<'a>> {
        let sights = self.sitting.docket.sights.iter().copied();
        let own = sights.filter(|fact| {
            let side = scope::act(fact).and_then(|act| act.actor.party.as_ref());
            fact.incident.is_none()
                && from <= fact.about.last()
                && fact.about.from <= last
                && side.is_some_and(|side| self.instance.holds(side.as_str()))
        });
        own.map(Matter::of).collect()
    }
}
