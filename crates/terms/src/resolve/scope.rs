//! What a sentence is read against: the names, the instruments, the zone of time.

use armistice_facts::calendar::{CalendarError, Date, Length};
use armistice_facts::{Instant, Name};

use crate::ast::{Document, Id, StatementKind};
use crate::model::{Decision, Instrument, Inventory, Moment, MomentBase, MonthEnds, Section, Settings};
use crate::resolve::names::Kind;
use crate::resolve::words::{Words, all};
use crate::{Diagnostic, Span};

/// Everything that was resolved before the norms.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    pub(super) document: &'a Document,
    /// Places of errors of syntax.
    pub(super) broken: &'a [Span],
    pub(super) words: Words,
    pub(super) settings: Settings,
    pub(super) instruments: Vec<Instrument>,
    pub(super) sections: Vec<Section>,
    pub(super) inventories: Vec<Inventory>,
    /// Decisions that release or move; empty until the norms are read.
    pub(super) decisions: Vec<Decision>,
}

/// The label of a statement, or its first letter where it has none.
pub(super) fn label_of(document: &Document, statement: Span) -> Span {
    let found = document.statements.iter().find(|one| one.span == statement);
    let label = found.and_then(|one| match &one.kind {
        StatementKind::Norm(norm) => Some(norm.label.span),
        StatementKind::Exception(exception) => Some(exception.label.span),
        StatementKind::Procedure(procedure) => Some(procedure.label.span),
        StatementKind::Decision(decision) => Some(decision.name.span),
        _ => None,
    });
    label.unwrap_or_else(|| Span::new(statement.start, statement.start))
}

impl Scope<'_> {
    /// Whether an error of syntax stands in a statement, or right behind it.
    pub(super) fn is_broken(&self, statement: Span) -> bool {
        self.broken.iter().any(|at| at.start <= statement.end && statement.start <= at.end)
    }

    /// The label of a statement, or its first letter where it has none.
    pub(super) fn label_of(&self, statement: Span) -> Span {
        label_of(self.document, statement)
    }

    /// The instrument that governs a statement; the first one outside all sections.
    pub(super) fn instrument(&self, section: Option<usize>) -> usize {
        section.and_then(|index| self.sections.get(index)).map_or(0, |section| section.instrument)
    }

    /// The parties of an instrument.
    pub(super) fn parties(&self, instrument: usize) -> Vec<Name> {
        self.instruments.get(instrument).map(|one| one.parties.clone()).unwrap_or_default()
    }

    /// Parties and bodies by name.
    pub(super) fn actors(&self, ids: &[Id], out: &mut Vec<Diagnostic>) -> Option<Vec<Name>> {
        all(ids.iter().map(|id| self.actor(id, out)))
    }

    /// A party or a body.
    pub(super) fn actor(&self, id: &Id, out: &mut Vec<Diagnostic>) -> Option<Name> {
        self.words.names.find(id, &[Kind::Party, Kind::Body], out)
    }

    /// Norms by label.
    pub(super) fn norms(&self, ids: &[Id], out: &mut Vec<Diagnostic>) -> Option<Vec<Name>> {
        all(ids.iter().map(|id| self.norm(id, out)))
    }

    /// A norm.
    pub(super) fn norm(&self, id: &Id, out: &mut Vec<Diagnostic>) -> Option<Name> {
        self.words.names.find(id, &[Kind::Norm], out)
    }

    /// First and last instant of a moment, if it does not wait for anything: a day has both, an instant is both.
    pub(super) fn bounds(&self, moment: &Moment, instrument: usize) -> Option<(Instant, Instant)> {
        let zone = &self.settings.time_zone;
        match (&moment.base, moment.plus) {
            (MomentBase::Day(date), None) => Some((zone.start_of(*date).ok()?, zone.end_of(*date).ok()?)),
            (MomentBase::Day(date), Some(length)) if length.unit.is_civil() => {
                let date = self.later_day(*date, length).ok()?;
                Some((zone.start_of(date).ok()?, zone.end_of(date).ok()?))
            }
            (base, plus) => {
                let start = self.base(base, instrument)?;
                let instant = plus.map_or(Ok(start), |length| self.later(start, length)).ok()?;
                Some((instant, instant))
            }
        }
    }

    /// The day a civil length later, by the agreement's rule for the ends of months.
    pub(super) fn later_day(&self, date: Date, length: Length) -> Result<Date, CalendarError> {
        match date.plus(length) {
            Err(CalendarError::MonthEnd(..)) if self.settings.month_ends == MonthEnds::Clamp => {
                // A day that exists in every month leads into the month that is too short.
                let (year, month, _) = date.parts();
                let (year, month, _) = Date::new(year, month, 1)?.plus(length)?.parts();
                Date::last_of_month(year, month)
            }
            reached => reached,
        }
    }

    /// The instant a length later, by the agreement's rule for the ends of months.
    pub(super) fn later(&self, instant: Instant, length: Length) -> Result<Instant, CalendarError> {
        let zone = &self.settings.time_zone;
        if !length.unit.is_civil() {
            return zone.later(instant, length);
        }
        let date = zone.date_of(instant);
        let since_midnight = instant.millis() - zone.start_of(date)?.millis();
        Ok(zone.start_of(self.later_day(date, length)?)?.plus_millis(since_midnight))
    }

    /// The instant of a base that does not wait for anything.
    fn base(&self, base: &MomentBase, instrument: usize) -> Option<Instant> {
        let instrument_of = || self.instruments.get(instrument);
        match base {
            MomentBase::Day(date) => self.settings.time_zone.start_of(*date).ok(),
            MomentBase::Instant(instant) => Some(*instant),
            MomentBase::Signature => instrument_of().map(|one| one.signed),
            MomentBase::InForce => {
                let one = instrument_of()?;
                match &one.in_force {
                    None => Some(one.signed),
                    // Entry into force cannot wait for itself (A407), so the walk ends.
                    Some(life) => {
                        let at = life.at.as_ref().filter(|at| at.base != MomentBase::InForce)?;
                        self.bounds(at, instrument).map(|(start, _)| start)
                    }
                }
            }
            MomentBase::Fulfilment(_)
            | MomentBase::Violation(_)
            | MomentBase::Trigger
            | MomentBase::EndOf(_) => None,
        }
    }
}
