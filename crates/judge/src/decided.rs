//! What decisions and renewals make of an end, a deadline, and of who is bound.
//!
//! An end is moved only while it lies ahead: what has ended stays so. A deadline may be moved after it passed, too; then
//! what was overdue is due again from the day of the decision on.

use std::collections::BTreeSet;

use armistice_facts::{Instant, Name, StatusKind};
use armistice_terms::model::{Decision, Deed, Moment, Movable, Norm};

use crate::moment::{Edge, Wait};
use crate::sitting::{Instance, Sitting};

/// That a decision binds somebody no more to a norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Release<'a> {
    /// From when on.
    pub(crate) at: Instant,
    /// The decision.
    pub(crate) by: &'a Name,
}

/// A deadline, and the decision that moved it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Due<'a> {
    /// The deadline; none where the text gives no date.
    pub(crate) at: Option<Instant>,
    /// How a decision moved it, if one did.
    pub(crate) moved: Option<MovedBy<'a>>,
}

/// How a decision moved a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MovedBy<'a> {
    /// The deadline as the text alone has it, if it is known.
    pub(crate) from: Option<Instant>,
    /// The decision.
    pub(crate) by: &'a Name,
    /// When it was taken.
    pub(crate) at: Instant,
}

/// What moves an end, at its instant.
enum Shift {
    By(armistice_facts::calendar::Length),
    To(Instant),
}

impl<'a> Sitting<'a> {
    /// Decisions in the order of their days that had been taken by now.
    fn decisions(&self) -> Vec<(Instant, &'a Decision)> {
        let all = self.agreement.decisions.iter();
        let dated = all.filter_map(|one| Some((self.zone().start_of(one.on).ok()?, one)));
        let mut taken: Vec<_> = dated.filter(|(at, _)| *at <= self.as_of).collect();
        taken.sort_by_key(|(at, one)| (*at, &one.name));
        taken
    }

    /// When all of the instance had been released from a norm.
    pub(crate) fn released(&self, norm: &Norm, instance: &Instance) -> Option<Release<'a>> {
        let taken = self.decisions();
        let of = |bearer: &Name| {
            let own =
                |(_, one): &&(Instant, &'a Decision)| one.releases(norm.label.as_str()).contains(bearer);
            taken.iter().find(own).map(|(at, one)| Release { at: *at, by: &one.name })
        };
        let each: Option<Vec<Release<'a>>> = instance.names.iter().map(of).collect();
        each?.into_iter().max_by_key(|release| release.at)
    }

    /// The deadline of a deed, as the last decision has it.
    pub(crate) fn due(&self, norm: &Norm, rule: &Deed, instance: &Instance) -> Result<Due<'a>, Wait> {
        let written = self.deadline(&rule.deadline, norm.section, instance);
        let label = norm.label.as_str();
        let moves = self.decisions().into_iter().filter_map(|(at, one)| {
            let to = one.moves(Movable::Deadline, label)?;
            Some((self.moment(to, Edge::End, one.section, instance).ok()?, &one.name, at))
        });
        match moves.last() {
            Some((due, by, at)) => {
                let moved = MovedBy { from: written.ok().flatten(), by, at };
                Ok(Due { at: Some(due), moved: Some(moved) })
            }
            None => Ok(Due { at: written?, moved: None }),
        }
    }

    /// By when a deed is due, if that is known: as the last decision has it, and moved by the time suspended.
    pub(crate) fn due_at(&self, norm: &Norm, rule: &Deed, instance: &Instance) -> Option<Instant> {
        let due = self.due(norm, rule, instance).ok()?;
        let set = due.moved.map(|moved| moved.at);
        due.at.map(|at| self.moved(norm, &self.force(norm, instance), at, set))
    }

    /// The end of a norm of its own, as renewals and decisions have moved it.
    pub(crate) fn end_of_norm(&self, end: Instant, norm: &Norm, instance: &Instance) -> Instant {
        let moves = self.moves(instance, |one| one.moves(Movable::End, norm.label.as_str()));
        shifted(end, self.renewals(norm, false).into_iter().chain(moves), self)
    }

    /// The end of an exception, as decisions have moved it.
    pub(crate) fn end_of_exception(&self, end: Instant, label: &Name, instance: &Instance) -> Instant {
        shifted(end, self.moves(instance, |one| one.moves(Movable::End, label.as_str())), self)
    }

    /// The end of the text that governs a norm, as renewals and decisions have moved it.
    pub(crate) fn end_of_agreement(&self, end: Instant, norm: &Norm, instance: &Instance) -> Instant {
        let text = |section| self.agreement.section(section).map(|one| one.instrument);
        let own = text(norm.section);
        let moves = self.moves(instance, |one| one.moves_text().filter(|_| text(one.section) == own));
        shifted(end, self.renewals(norm, true).into_iter().chain(moves), self)
    }

    fn moves(
        &self,
        instance: &Instance,
        to: impl Fn(&'a Decision) -> Option<&'a Moment>,
    ) -> Vec<(Instant, Shift)> {
        let taken = self.decisions().into_iter();
        taken
            .filter_map(|(at, one)| {
                let to = self.moment(to(one)?, Edge::End, one.section, instance).ok()?;
                Some((at, Shift::To(to)))
            })
            .collect()
    }

    /// Renewals by a power of the text that have effect: of the whole agreement, or of the norm alone.
    fn renewals(&self, norm: &Norm, whole: bool) -> Vec<(Instant, Shift)> {
        let mut made: BTreeSet<(&Name, Instant)> = BTreeSet::new();
        let mut found = Vec::new();
        for (fact, status) in self.docket.statuses.iter().copied() {
            if status.change != StatusKind::Renews || (status.scope == *"agreement") != whole {
                continue;
            }
            let Some((of, power)) = self.power_of(status) else { continue };
            let is_over = power.over.iter().any(|over| self.reaches(of, over, norm));
            let Some(length) = power.renews_for.filter(|_| is_over) else { continue };
            let Ok(at) = self.exercise(of, power, fact, status).effect else { continue };
            // What several hold together is one renewal, however many tell their part of it.
            if made.insert((&of.label, at)) {
                found.push((at, Shift::By(length)));
            }
        }
        found
    }
}

/// An end, moved by what came before it, in the order of time.
fn shifted(
    end: Instant,
    shifts: impl IntoIterator<Item = (Instant, Shift)>,
    sitting: &Sitting<'_>,
) -> Instant {
    let mut shifts: Vec<(Instant, Shift)> = shifts.into_iter().collect();
    shifts.sort_by_key(|(at, _)| *at);
    let mut end = end;
    for (at, shift) in shifts {
        // What has ended is not moved any more.
        if at > end {
            continue;
        }
        end = match shift {
            Shift::By(length) => sitting.later(end, length).unwrap_or(end),
            Shift::To(to) => to,
        };
    }
    end
}

#[cfg(test)]
mod tests;
