//! Deeds: something to be done by a deadline.
//!
//! Dormant, due, overdue, kept (late or not), told as done, defaulted, ended, reversed. Here is decided which; the
//! modules below say it: `telling` in words, `evidence` in the steps of the proof, `finding` as the one performance,
//! `excuse` where an exception covers what was left undone, `reversal` where it was undone again, `progress` how far it has come.

mod beginning;
mod evidence;
mod excuse;
mod finding;
mod progress;
mod reversal;
mod telling;

use armistice_facts::{Instant, Name};
use armistice_terms::model::{Deadline, Deed, Norm};

use self::progress::progress;
use crate::account::{self, Account};
use crate::decided::MovedBy;
use crate::draft::{self, Draft};
use crate::force::{Force, Standing};
use crate::grade::{self, Entry};
use crate::moment::Wait;
use crate::sitting::{Instance, Sitting};
use crate::{Flag, Grade, Reason, State, Truth, table, wording};

/// What one deed comes to for one instance.
pub(crate) fn draft(
    sitting: &Sitting<'_>,
    norm: &Norm,
    rule: &Deed,
    instance: &Instance,
    force: &Force<'_>,
) -> Draft {
    let account = account::of(sitting, norm, instance);
    once(sitting, norm, rule, instance, force, &account)
}

/// What one of the times that a deed is owed comes to, from what is told of that time.
pub(crate) fn once(
    sitting: &Sitting<'_>,
    norm: &Norm,
    rule: &Deed,
    instance: &Instance,
    force: &Force<'_>,
    account: &Account<'_>,
) -> Draft {
    let due = sitting.due(norm, rule, instance);
    let decided = due.as_ref().ok().and_then(|due| due.moved);
    let written = due.as_ref().ok().and_then(|due| due.at);
    let due_at = written.map(|due| sitting.moved(norm, force, due, decided.map(|moved| moved.at)));
    let at = At { sitting, norm, rule, instance, force, account, decided, written, due: due_at };
    let mut draft = at.settle(due.as_ref().err());
    draft.due = at.due;
    draft.fulfilled = account.fulfilled.filter(|_| draft.state != State::Ended);
    draft.progress = progress(rule, account);
    at.excuse(&mut draft);
    at.block(&mut draft);
    draft.steps.splice(0..0, at.evidence(due.as_ref().err()));
    if let Some(finding) = at.finding(&draft) {
        // The evidence stands in the proof of the performance and is not said twice.
        draft.steps.clear();
        draft.findings.insert(0, finding);
    }
    at.begin(&mut draft);
    at.reverse(&mut draft);
    draft
}

/// Everything the state of a deed depends on.
struct At<'s, 'a> {
    sitting: &'s Sitting<'a>,
    norm: &'s Norm,
    rule: &'s Deed,
    instance: &'s Instance,
    force: &'s Force<'a>,
    account: &'s Account<'a>,
    /// How a decision moved the deadline, if one did.
    decided: Option<MovedBy<'a>>,
    /// The deadline as the text, or the last decision, has it.
    written: Option<Instant>,
    /// The deadline, moved by the time for which the norm was suspended where the text stops the clock.
    due: Option<Instant>,
}

impl At<'_, '_> {
    fn settle(&self, wait: Option<&Wait>) -> Draft {
        let ruled = table::rule(self.against(), self.account.grade, self.sitting.needed);
        let done = ruled.truth == Some(Truth::Kept) && self.account.fulfilled.is_some();
        match (done, draft::not_binding(self.sitting, self.force)) {
            // A replaced norm says nothing any more, whatever was done before.
            (_, Some(draft)) if draft.state == State::Ended => draft,
            (true, _) if self.is_too_late() => self.too_late(ruled),
            (true, standing) => {
                self.kept(ruled, standing.is_some_and(|draft| draft.state == State::Suspended))
            }
            (false, Some(draft)) => self.with_claim(draft),
            (false, None) => match wait {
                Some(wait) if self.account.done.is_empty() => self.waiting(wait),
                _ => self.open(ruled),
            },
        }
    }

    /// Evidence against a deed counts once its deadline has passed: word that it was not done, or of fewer than are owed;
    /// against one without a date, that it is told as refused or impossible.
    fn against(&self) -> Grade {
        let later = self.later_not_done();
        if later.is_empty() { Grade::None } else { self.worth(&later) }
    }

    fn later_not_done(&self) -> Vec<Entry<'_>> {
        if self.is_given_up() {
            return self.account.given_up.iter().map(|(entry, _)| entry.clone()).collect();
        }
        let Some(due) = self.due.filter(|due| *due < self.sitting.as_of) else { return Vec::new() };
        // That it was not done in its time is the voice's own conclusion; a number of the last day may have grown on it.
        let short = self.account.short.iter().map(|(entry, _)| entry);
        let short = short.filter(|entry| crate::telling::is_after(entry.fact, due));
        let told = self.account.not_done.iter().filter(|entry| entry.fact.about.last() >= due);
        told.chain(short).cloned().collect()
    }

    /// Whether a deed that the text gives no date is told as refused or impossible: the clock alone never breaks it.
    fn is_given_up(&self) -> bool {
        matches!(self.rule.deadline, Deadline::WithoutDelay) && !self.account.given_up.is_empty()
    }

    fn given_up(&self) -> Grade {
        let given_up: Vec<Entry<'_>> = self.account.given_up.iter().map(|(entry, _)| entry.clone()).collect();
        if given_up.is_empty() { Grade::None } else { self.worth(&given_up) }
    }

    /// A verified non-performance stays verified; otherwise the voices that speak of the time after the deadline.
    fn worth(&self, entries: &[Entry<'_>]) -> Grade {
        let is_of = |entry: &&Entry<'_>| entries.iter().any(|one| one.fact.id == entry.fact.id);
        if self.account.against == Grade::Verified && self.account.not_done.iter().any(|one| is_of(&one)) {
            return Grade::Verified;
        }
        self.sitting.worth(entries)
    }

    fn kept(&self, ruled: table::Ruled, suspended: bool) -> Draft {
        let fulfilled = self.account.fulfilled;
        let late = !self.account.by_inspection_only
            && fulfilled.zip(self.due).is_some_and(|(fulfilled, due)| fulfilled > due);
        let mut draft = Draft::in_state(State::Kept, self.told());
        draft.truth = Some(Truth::Kept);
        draft.grade = ruled.grade;
        draft.since = fulfilled;
        if late {
            draft.flags.extend([Flag::Late, Flag::Cured]);
        }
        if suspended {
            draft.flags.insert(Flag::Suspended);
        }
        self.flag(ruled, &mut draft);
        draft.would_change =
            "evidence of the same weight that it was not done; an impeachment of what carries it; \
                              word that it was undone"
                .to_owned();
        draft
    }

    /// Until when it can be made good, once its deadline has passed; none if the text gives no time for it.
    fn cure_until(&self) -> Option<Instant> {
        self.sitting.cure_until(self.norm, self.due?)
    }

    /// Whether it was done after the time to make it good.
    fn is_too_late(&self) -> bool {
        let cure = self.cure_until().filter(|_| !self.account.by_inspection_only);
        self.account.fulfilled.zip(cure).is_some_and(|(fulfilled, cure)| fulfilled > cure)
    }

    /// Done when it could not be made good any more: that does not mend it.
    fn too_late(&self, ruled: table::Ruled) -> Draft {
        let over = self.cure_until().map(|at| wording::instant(self.sitting.zone(), at)).unwrap_or_default();
        let because = format!("{}; it could be made good until {over}", self.told());
        let mut draft = Draft::in_state(State::Defaulted, because);
        draft.truth = Some(Truth::Violated);
        draft.grade = ruled.grade;
        draft.since = self.due;
        draft.flags.insert(Flag::Late);
        self.flag(ruled, &mut draft);
        draft.would_change = "word of the same weight that it was done in time".to_owned();
        draft
    }

    /// Not shown to be done, while the norm binds.
    fn open(&self, ruled: table::Ruled) -> Draft {
        let is_past = self.due.is_some_and(|due| due < self.sitting.as_of) || self.is_given_up();
        let is_told = self.account.fulfilled.is_some();
        let mut draft = Draft::in_state(State::Due, String::new());
        if !is_past {
            draft.truth = Some(Truth::Pending);
            draft.grade = self.account.grade;
            draft.since = self.force.start.as_ref().ok().copied();
            draft.because = self.pending();
        } else if ruled.truth == Some(Truth::Violated) {
            self.violate(ruled.grade, &mut draft);
        } else if self.norm.unproven_is_violated && !is_told {
            self.violate(ruled.grade, &mut draft);
            draft.because.push_str("; unproven counts as violated by the text");
        } else {
            draft.truth = Some(Truth::Unknown);
            draft.grade = ruled.grade;
            draft.state = if is_told { State::Told } else { State::Overdue };
            draft.since = self.due;
            draft.reason = Some(self.reason(ruled, is_told));
            draft.because = if is_told { self.told() } else { self.overdue() };
        }
        self.flag(ruled, &mut draft);
        self.dispute(&mut draft);
        draft.would_change = self.would_change(is_past);
        draft
    }

    fn violate(&self, grade: Grade, draft: &mut Draft) {
        let is_over = self.cure_until().is_some_and(|until| until < self.sitting.as_of);
        let is_final = is_over || self.given_up() >= self.sitting.needed;
        draft.state = if is_final { State::Defaulted } else { State::Overdue };
        draft.truth = Some(Truth::Violated);
        draft.grade = grade;
        draft.since =
            self.due.or_else(|| self.account.given_up.first().map(|(entry, _)| entry.fact.about.from));
        draft.because = self.overdue();
    }

    fn reason(&self, ruled: table::Ruled, is_told: bool) -> Reason {
        if ruled.contested {
            Reason::EvenlyContested
        } else if self.account.is_impeached() {
            Reason::Impeached
        } else if is_told {
            Reason::ClaimOnly
        } else if self.is_limit_unknown() {
            Reason::LimitUnknown
        } else {
            Reason::OverdueUnproven
        }
    }

    /// Whether a number is told, and how many are owed hangs on a record that does not say it.
    fn is_limit_unknown(&self) -> bool {
        let is_open = self.account.owed.as_ref().is_some_and(|owed| !owed.number.is_known());
        is_open && self.account.under_way.iter().any(|(_, told)| told.count.is_some())
    }

    fn waiting(&self, wait: &Wait) -> Draft {
        let mut draft = Draft::in_state(State::Dormant, format!("its deadline waits for {}", wait.words()));
        draft.would_change = format!("word of {}", wait.words());
        draft
    }

    /// A norm that does not bind now keeps what is told of it.
    fn with_claim(&self, mut draft: Draft) -> Draft {
        if self.account.fulfilled.is_some() {
            draft.because = format!("{}; {}", draft.because, self.told());
        }
        draft
    }

    fn flag(&self, ruled: table::Ruled, draft: &mut Draft) {
        if ruled.contested {
            draft.flags.insert(Flag::Contested);
        }
        if self.account.is_impeached() {
            draft.flags.insert(Flag::Impeached);
        }
        if !self.account.denials.is_empty() {
            draft.flags.insert(Flag::Denied);
        }
    }

    fn dispute(&self, draft: &mut Draft) {
        if let Standing::Binding(Some(_)) = self.force.at(self.sitting.as_of) {
            draft.flags.insert(Flag::StatusDisputed);
        }
    }

    fn would_change(&self, is_past: bool) -> String {
        let awaited = self.account.owed.as_ref().and_then(|owed| owed.awaited.clone());
        let word = self.word_awaited(is_past);
        awaited.map_or_else(|| word.clone(), |count| format!("{count}; {word}"))
    }

    fn word_awaited(&self, is_past: bool) -> String {
        match &self.norm.attestation {
            Some(rule) => {
                let others = self.sitting.other_parties(self.norm.section, self.instance);
                let heard: Vec<&Name> = self.account.heard.iter().collect();
                let new = if self.account.is_impeached() { "a new attestation" } else { "attestation" };
                format!("{new} by {}; word of a third voice", grade::awaited(rule, &others, &heard))
            }
            None if is_past => {
                "word of a third voice, or of both sides, that it was done or not done".to_owned()
            }
            None => "word of a third voice, or of both sides, that it was done; the deadline".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
