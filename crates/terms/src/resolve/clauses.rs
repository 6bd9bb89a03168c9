//! The clauses of a sentence, each resolved and in its slot; a rule takes what it can use, and what is left over is
//! said to be so.

use armistice_facts::Name;
use armistice_facts::calendar::Length;

use crate::ast::{self, Clause, Hours, Window};
use crate::model::{Attestation, Condition, Deadline, Event, Moment, Place, Reading};
use crate::resolve::events;
use crate::resolve::heights;
use crate::resolve::hours;
use crate::resolve::moments::{self, moment_upon};
use crate::resolve::scope::Scope;
use crate::resolve::shares::{self, Share};
use crate::resolve::verification::attesters;
use crate::resolve::{Refusal, places};
use crate::vocabulary::ACT;
use crate::{Diagnostic, Files, Span, Spanned};

/// One clause's slot.
pub(super) type Slot<T> = Option<Spanned<T>>;

/// All clauses of one sentence.
#[derive(Debug, Default)]
pub(super) struct Slots {
    /// `in`, `into`, `within … of …`, `everywhere`.
    pub(super) places: Vec<Spanned<Place>>,
    /// Bounds of height of all of these places.
    pub(super) heights: Vec<Spanned<ast::HeightBound>>,
    /// Sides of lines that all of these places are cut to.
    pub(super) sides: Vec<Spanned<Place>>,
    pub(super) out_of: Slot<Place>,
    pub(super) to: Slot<Place>,
    pub(super) from: Slot<Moment>,
    pub(super) until: Slot<Moment>,
    pub(super) for_duration: Slot<Length>,
    pub(super) by: Slot<Moment>,
    pub(super) starting_by: Slot<Moment>,
    /// A [`Deadline::Within`].
    pub(super) within: Slot<Deadline>,
    pub(super) without_delay: Slot<()>,
    pub(super) every: Slot<Deadline>,
    pub(super) before: Slot<(Length, Option<Moment>)>,
    pub(super) times: Slot<(u64, Window)>,
    pub(super) hours: Slot<Hours>,
    pub(super) conditions: Vec<Spanned<Condition>>,
    pub(super) together_with: Slot<Vec<Name>>,
    pub(super) purposes: Slot<Vec<Name>>,
    pub(super) shares: Slot<Vec<Share>>,
    pub(super) steps: Slot<Vec<Name>>,
    pub(super) stating: Slot<Vec<Name>>,
    pub(super) permanently: Slot<()>,
    pub(super) except_for: Slot<Vec<Name>>,
    pub(super) attestation: Slot<Attestation>,
    pub(super) unproven_is_violated: Slot<bool>,
    pub(super) cure: Slot<Length>,
    pub(super) failing_which: Slot<Vec<Name>>,
    pub(super) quoting: Slot<String>,
    pub(super) reading: Slot<Reading>,
    /// Whether a clause was wrong; it has been said.
    is_wrong: bool,
    /// The first clause that the model cannot hold.
    not_judged: Option<(Span, String)>,
}

impl Slots {
    /// All clauses, each looked at, so that each can say what is wrong with it.
    pub(super) fn collect(
        clauses: &[Spanned<Clause>],
        statement: Span,
        scope: &Scope<'_>,
        files: &dyn Files,
        out: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut slots = Slots { is_wrong: scope.is_broken(statement), ..Slots::default() };
        let events: Vec<&ast::Event> = clauses
            .iter()
            .filter_map(|clause| match &clause.node {
                Clause::Upon(event) => Some(event),
                _ => None,
            })
            .collect();
        for clause in clauses {
            match slots.put(clause, &events, scope, files, out) {
                Ok(()) => {}
                Err(Refusal::Reported) => slots.is_wrong = true,
                Err(Refusal::NotJudged(span, what)) => {
                    slots.not_judged.get_or_insert((span, what));
                }
            }
        }
        if heights::check(&slots.heights, out).is_none() {
            slots.is_wrong = true;
        }
        slots
    }

    /// Whether all clauses were right, and the model can hold them.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        if self.is_wrong {
            return Err(Refusal::Reported);
        }
        match &self.not_judged {
            Some((span, what)) => Err(Refusal::NotJudged(*span, what.clone())),
            None => Ok(()),
        }
    }

    /// Where: any of the places named.
    pub(super) fn take_place(&mut self) -> Option<Place> {
        let mut places: Vec<Place> = self.places.drain(..).map(|place| place.node).collect();
        let place = if places.len() > 1 { Some(Place::Or(places)) } else { places.pop() };
        let sides = self.sides.drain(..).map(|side| side.node);
        let heights = self.heights.drain(..).map(|height| Place::Height(heights::bound(height.node)));
        let mut parts: Vec<Place> = place.into_iter().chain(sides).chain(heights).collect();
        if parts.len() > 1 { Some(Place::And(parts)) } else { parts.pop() }
    }

    /// Gives `at least … before it starts` to the prior notice beside it, where there is one.
    pub(super) fn bind_lead(&mut self) {
        let notice = self.conditions.iter_mut().find_map(|one| match &mut one.node {
            Condition::Upon(Event::PriorNotice { lead, .. }) => Some(lead),
            _ => None,
        });
        if let (Some(lead), Some((length, None))) = (notice, self.before.as_ref().map(|slot| &slot.node)) {
            *lead = Some(*length);
            self.before = None;
        }
    }

    /// Where an act takes place and, if it moves things, out of where and to where; all of them hold.
    pub(super) fn take_place_of_act(&mut self) -> Option<Place> {
        let place = self.take_place();
        let out_of = take(&mut self.out_of).map(|place| Place::OutOf(Box::new(place)));
        let to = take(&mut self.to).map(|place| Place::To(Box::new(place)));
        let mut parts: Vec<Place> = [place, out_of, to].into_iter().flatten().collect();
        if parts.len() > 1 { Some(Place::And(parts)) } else { parts.pop() }
    }

    /// A clause that no part of the rule has taken.
    pub(super) fn left_over(&self) -> Option<(Span, &'static str)> {
        let place = self.places.first().map(|place| (place.span, "a place"));
        let height = self.heights.first().map(|height| (height.span, "a height"));
        let side = self.sides.first().map(|side| (side.span, "a side of a line"));
        let condition = self.conditions.first().map(|one| (one.span, "a condition"));
        let slots = [
            at(self.out_of.as_ref(), "`out of`"),
            at(self.to.as_ref(), "`to`"),
            at(self.from.as_ref(), "`from`"),
            at(self.until.as_ref(), "`until`"),
            at(self.for_duration.as_ref(), "`for` a length of time"),
            at(self.by.as_ref(), "`by`"),
            at(self.starting_by.as_ref(), "`starting by`"),
            at(self.within.as_ref(), "`within` a length of time"),
            at(self.without_delay.as_ref(), "`without delay`"),
            at(self.every.as_ref(), "`every`"),
            at(self.before.as_ref(), "`at least … before`"),
            at(self.times.as_ref(), "`at least … times`, or `at intervals of at most …`,"),
            at(self.hours.as_ref(), "`daily`"),
            at(self.together_with.as_ref(), "`together with`"),
            at(self.purposes.as_ref(), "`for` purposes"),
            at(self.shares.as_ref(), "`in shares`"),
            at(self.steps.as_ref(), "`in steps`"),
            at(self.stating.as_ref(), "`stating`"),
            at(self.permanently.as_ref(), "`permanently`"),
            at(self.except_for.as_ref(), "`except for`"),
            at(self.attestation.as_ref(), "`verified by`"),
            at(self.unproven_is_violated.as_ref(), "`unproven counts as`"),
            at(self.cure.as_ref(), "`cure`"),
            at(self.failing_which.as_ref(), "`failing which`"),
        ];
        place
            .into_iter()
            .chain(height)
            .chain(side)
            .chain(condition)
            .chain(slots.into_iter().flatten())
            .min_by_key(|(span, _)| *span)
    }

    fn put(
        &mut self,
        clause: &Spanned<Clause>,
        events: &[&ast::Event],
        scope: &Scope<'_>,
        files: &dyn Files,
        out: &mut Vec<Diagnostic>,
    ) -> Result<(), Refusal> {
        let span = clause.span;
        match &clause.node {
            Clause::In(_)
            | Clause::Into(_)
            | Clause::Near(_)
            | Clause::OutOf(_)
            | Clause::To(_)
            | Clause::Height(_)
            | Clause::Side(..)
            | Clause::Everywhere => self.put_place(clause, scope, files, out),
            Clause::ForPurposes(_)
            | Clause::ExceptFor(_)
            | Clause::InSteps(_)
            | Clause::Stating(_)
            | Clause::TogetherWith(_)
            | Clause::FailingWhich(_) => self.put_names(clause, scope, out),
            Clause::AfterNorm(id, achieved) => {
                let norm = scope.norm(id, out).ok_or(Refusal::Reported)?;
                self.conditions.push(Spanned::new(Condition::After(norm, *achieved), span));
                Ok(())
            }
            Clause::Upon(event) => {
                let event = events::event(scope, event, span, out)?;
                self.conditions.push(Spanned::new(Condition::Upon(event), span));
                Ok(())
            }
            Clause::Daily(written) => {
                let hours = hours::checked(written, out).ok_or(Refusal::Reported)?;
                put(&mut self.hours, span, hours, out)
            }
            Clause::Permanently => put(&mut self.permanently, span, (), out),
            Clause::VerifiedBy(attest) => {
                let by = attesters(scope, attest, span, out)?;
                let attestation =
                    Attestation { by, through: Vec::new(), within: None, coverage_percent: None, span };
                put(&mut self.attestation, span, attestation, out)
            }
            Clause::UnprovenCountsAsViolated(is_violated) => {
                put(&mut self.unproven_is_violated, span, *is_violated, out)
            }
            Clause::Quoting(text) => put(&mut self.quoting, text.span, text.node.clone(), out),
            Clause::Reading(reading) => put(&mut self.reading, span, places::reading(reading), out),
            _ => self.put_time(clause, events, scope, out),
        }
    }

    fn put_place(
        &mut self,
        clause: &Spanned<Clause>,
        scope: &Scope<'_>,
        files: &dyn Files,
        out: &mut Vec<Diagnostic>,
    ) -> Result<(), Refusal> {
        let span = clause.span;
        let mut place =
            |place: &ast::Place| places::place(place, &scope.words, files, out).ok_or(Refusal::Reported);
        match &clause.node {
            Clause::In(one) | Clause::Into(one) => self.places.push(Spanned::new(place(one)?, span)),
            Clause::Near(near) => {
                let near = places::near(near, &scope.words, out).ok_or(Refusal::Reported)?;
                self.places.push(Spanned::new(Place::Near(near), span));
            }
            Clause::Height(bound) => self.heights.push(Spanned::new(*bound, span)),
            Clause::Side(whose, of) => {
                let side = places::side(whose, of, &scope.words, out).ok_or(Refusal::Reported)?;
                self.sides.push(Spanned::new(side, span));
            }
            Clause::OutOf(one) => {
                let one = place(one)?;
                put(&mut self.out_of, span, one, out)?;
            }
            Clause::To(one) => {
                let one = place(one)?;
                put(&mut self.to, span, one, out)?;
            }
            _ => self.places.push(Spanned::new(Place::Everywhere, span)),
        }
        Ok(())
    }

    fn put_names(
        &mut self,
        clause: &Spanned<Clause>,
        scope: &Scope<'_>,
        out: &mut Vec<Diagnostic>,
    ) -> Result<(), Refusal> {
        let words = &scope.words;
        let span = clause.span;
        match &clause.node {
            Clause::ForPurposes(ids) => {
                let names = words.names_under(ids, "purpose", "a purpose", out).ok_or(Refusal::Reported)?;
                put(&mut self.purposes, span, names, out)
            }
            Clause::ExceptFor(ids) => {
                let names = words.names_under(ids, "purpose", "a purpose", out).ok_or(Refusal::Reported)?;
                put(&mut self.except_for, span, names, out)
            }
            Clause::InSteps(ids) => {
                let names = words.names_under(ids, ACT, "a step", out).ok_or(Refusal::Reported)?;
                put(&mut self.steps, span, names, out)
            }
            Clause::Stating(ids) => {
                let names = words.any_names(ids, "a field", out).ok_or(Refusal::Reported)?;
                put(&mut self.stating, span, names, out)
            }
            Clause::TogetherWith(ids) => {
                let names = scope.norms(ids, out).ok_or(Refusal::Reported)?;
                put(&mut self.together_with, span, names, out)
            }
            Clause::FailingWhich(ids) => {
                let names = scope.norms(ids, out).ok_or(Refusal::Reported)?;
                put(&mut self.failing_which, span, names, out)
            }
            _ => Ok(()),
        }
    }

    fn put_time(
        &mut self,
        clause: &Spanned<Clause>,
        events: &[&ast::Event],
        scope: &Scope<'_>,
        out: &mut Vec<Diagnostic>,
    ) -> Result<(), Refusal> {
        let span = clause.span;
        let moment = |scope: &Scope<'_>, written: &ast::Moment, out: &mut Vec<Diagnostic>| {
            moment_upon(scope, written, events, out)
        };
        match &clause.node {
            Clause::From(from, until) => {
                let start = moment(scope, from, out);
                let end = until.as_ref().map(|until| moment(scope, until, out).map(|end| (until.span, end)));
                put(&mut self.from, from.span, start?, out)?;
                if let Some((until_span, until)) = end.transpose()? {
                    put(&mut self.until, until_span, until, out)?;
                }
                Ok(())
            }
            Clause::Until(until) => {
                let until = moment(scope, until, out)?;
                put(&mut self.until, span, until, out)
            }
            Clause::ForDuration(length) => put(&mut self.for_duration, span, length.node, out),
            Clause::By(by) => {
                let by = moment(scope, by, out)?;
                put(&mut self.by, span, by, out)
            }
            Clause::StartingBy(by) => {
                let by = moment(scope, by, out)?;
                put(&mut self.starting_by, span, by, out)
            }
            Clause::Within { length, counting, from } => {
                let within = moments::within(scope, (length, counting.node, from), events, out)?;
                put(&mut self.within, span, within, out)
            }
            Clause::CureWithin(length) => put(&mut self.cure, span, length.node, out),
            Clause::WithoutDelay => put(&mut self.without_delay, span, (), out),
            Clause::EveryYear(month, day) => {
                put(&mut self.every, span, Deadline::EveryYear { month: *month, day: *day }, out)
            }
            Clause::Every(length, from) => {
                let from = moment(scope, from, out)?;
                let periods = moments::periods(scope, length, from, out)?;
                put(&mut self.every, span, periods, out)
            }
            Clause::InShares(stages) => {
                let shares = shares::read(scope, stages, events, out)?;
                put(&mut self.shares, span, shares, out)
            }
            Clause::AtLeastBefore(length, before) => {
                let before = before.as_ref().map(|before| moment(scope, before, out)).transpose()?;
                put(&mut self.before, span, (length.node, before), out)
            }
            Clause::Times(times, window) => put(&mut self.times, span, (times.node, *window), out),
            // Between two acts lies no more than that wherever such a time begins one act falls into it.
            Clause::Intervals(length) => put(&mut self.times, span, (1, Window::Rolling(length.node)), out),
            _ => Ok(()),
        }
    }
}

/// The value of a slot, which is empty afterwards.
pub(super) fn take<T>(slot: &mut Slot<T>) -> Option<T> {
    slot.take().map(|spanned| spanned.node)
}

fn at<T>(slot: Option<&Spanned<T>>, name: &'static str) -> Option<(Span, &'static str)> {
    slot.map(|spanned| (spanned.span, name))
}

/// Fills a slot; a clause that stands twice is an error (A508).
fn put<T>(slot: &mut Slot<T>, span: Span, value: T, out: &mut Vec<Diagnostic>) -> Result<(), Refusal> {
    if let Some(earlier) = slot {
        out.push(
            Diagnostic::error("A508", span, "the clause stands twice in one sentence")
                .also(earlier.span, "the first one")
                .help("leave one of them, or write two norms"),
        );
        return Err(Refusal::Reported);
    }
    *slot = Some(Spanned::new(value, span));
    Ok(())
}
