//! Moments: days, instants, `signature`, `in-force` and the fulfilment of norms, with something added.

use armistice_facts::calendar::{CalendarError, Date, Length};

use crate::ast;
use crate::model::{Counting, Deadline, Moment, MomentBase};
use crate::resolve::Refusal;
use crate::resolve::names::{Kind, unknown};
use crate::resolve::scope::Scope;
use crate::{Diagnostic, Span, Spanned};

/// The names of the two moments that every agreement has.
const BUILT_IN: [&str; 2] = ["signature", "in-force"];

/// A moment as written, outside sentences that wait for an event (A301, A402, A403).
pub(super) fn moment(
    scope: &Scope<'_>,
    written: &ast::Moment,
    out: &mut Vec<Diagnostic>,
) -> Result<Moment, Refusal> {
    moment_upon(scope, written, &[], out)
}

/// A moment of a sentence that is owed upon these events, each of which may be meant by its name (A409, A410).
pub(super) fn moment_upon(
    scope: &Scope<'_>,
    written: &ast::Moment,
    events: &[&ast::Event],
    out: &mut Vec<Diagnostic>,
) -> Result<Moment, Refusal> {
    let base = base(scope, written, events, out)?;
    let plus = written.plus.as_ref().map(|plus| plus.node);
    if let (MomentBase::Day(date), Some(length)) = (&base, plus) {
        check_reachable(scope, *date, length, written.span, out)?;
    }
    Ok(Moment { base, plus })
}

/// `within DURATION (after | beginning) instant`
pub(super) fn within(
    scope: &Scope<'_>,
    (length, counting, from): (&Spanned<Length>, Counting, &ast::Moment),
    events: &[&ast::Event],
    out: &mut Vec<Diagnostic>,
) -> Result<Deadline, Refusal> {
    let from = moment_upon(scope, from, events, out)?;
    if let (MomentBase::Day(date), None) = (&from.base, from.plus) {
        check_reachable(scope, *date, length.node, length.span, out)?;
    }
    Ok(Deadline::Within { length: length.node, counting, from })
}

/// A day, with or without a clock time (A402).
pub(super) fn date_time(
    scope: &Scope<'_>,
    written: &ast::DateTime,
    out: &mut Vec<Diagnostic>,
) -> Result<MomentBase, Refusal> {
    let Some((hour, minute)) = written.time else { return Ok(MomentBase::Day(written.date)) };
    match scope.settings.time_zone.at(written.date, hour, minute) {
        Ok(instant) => Ok(MomentBase::Instant(instant)),
        Err(cause) => Err(impossible(written.span, &cause, out)),
    }
}

/// Whether a length of months from a day ends on a day that exists (A403), within the calendar (A402).
fn check_reachable(
    scope: &Scope<'_>,
    from: Date,
    length: Length,
    span: Span,
    out: &mut Vec<Diagnostic>,
) -> Result<(), Refusal> {
    if !length.unit.is_civil() {
        return Ok(());
    }
    match scope.later_day(from, length) {
        Ok(_) => Ok(()),
        Err(cause @ CalendarError::MonthEnd(..)) => {
            out.push(Diagnostic::error("A403", span, cause.to_string()).help(
                "write the day itself, or `month ends clamp` in the header for the last day of the month",
            ));
            Err(Refusal::Reported)
        }
        Err(cause) => Err(impossible(span, &cause, out)),
    }
}

/// Periods of a length that the calendar has (A416), each of which ends on a day that exists (A403).
pub(super) fn periods(
    scope: &Scope<'_>,
    length: &Spanned<Length>,
    from: Moment,
    out: &mut Vec<Diagnostic>,
) -> Result<Deadline, Refusal> {
    let Length { amount, unit } = length.node;
    if !unit.is_civil() || amount == 0 {
        let message = format!("nothing can be owed anew every {}", length.node);
        out.push(
            Diagnostic::error("A416", length.span, message)
                .help("periods are whole days, weeks, months or years: `every 2 days from …`"),
        );
        return Err(Refusal::Reported);
    }
    if let (MomentBase::Day(day), None) = (&from.base, from.plus) {
        // Whether a month lacks the day shows within twelve periods.
        for times in 1..=12 {
            let later = Length { amount: amount.saturating_mul(times), unit };
            check_reachable(scope, *day, later, length.span, out)?;
        }
    }
    Ok(Deadline::Every { length: length.node, from })
}

/// A deadline that ends before its norm starts or before the text was signed (A404, A408).
pub(super) fn check_deadline(
    scope: &Scope<'_>,
    deadline: &Deadline,
    start: Option<&Spanned<Moment>>,
    at: (usize, Span),
    out: &mut Vec<Diagnostic>,
) {
    let (instrument, span) = at;
    let Some(end) = deadline_end(scope, deadline, instrument) else { return };
    if let Some(start) = start
        && let Some((first, _)) = scope.bounds(&start.node, instrument)
        && end < first
    {
        let zone = &scope.settings.time_zone;
        let message = format!(
            "the deadline {} comes before the start {}",
            zone.show_short(end),
            zone.show_short(first)
        );
        out.push(Diagnostic::error("A404", span, message).also(start.span, "the start"));
        return;
    }
    if let Some(signed) = scope.instruments.get(instrument).map(|one| one.signed)
        && end < signed
    {
        let zone = &scope.settings.time_zone;
        let message = format!("the deadline {} had passed when the text was signed", zone.show_short(end));
        out.push(
            Diagnostic::warning("A408", span, message)
                .help(format!("the text was signed on {}; look at the year", zone.date_of(signed))),
        );
    }
}

/// The last instant in time, if the deadline does not wait for anything.
pub(super) fn deadline_end(
    scope: &Scope<'_>,
    deadline: &Deadline,
    instrument: usize,
) -> Option<armistice_facts::Instant> {
    match deadline {
        Deadline::By(moment) => scope.bounds(moment, instrument).map(|(_, end)| end),
        Deadline::Within { length, counting, from } => {
            let (start, _) = scope.bounds(from, instrument)?;
            if !length.unit.is_civil() {
                return scope.later(start, *length).ok();
            }
            let zone = &scope.settings.time_zone;
            let last = scope.later_day(zone.date_of(start), *length).ok()?;
            let last = if *counting == Counting::Beginning { last.plus_days(-1).ok()? } else { last };
            zone.end_of(last).ok()
        }
        Deadline::Before(..)
        | Deadline::EveryYear { .. }
        | Deadline::Every { .. }
        | Deadline::WithoutDelay => None,
    }
}

fn base(
    scope: &Scope<'_>,
    written: &ast::Moment,
    events: &[&ast::Event],
    out: &mut Vec<Diagnostic>,
) -> Result<MomentBase, Refusal> {
    match &written.base {
        ast::MomentBase::Date(date) => date_time(scope, date, out),
        ast::MomentBase::EndOf(year, month) => match Date::last_of_month(*year, month.unwrap_or(12)) {
            Ok(date) => Ok(MomentBase::Day(date)),
            Err(cause) => Err(impossible(written.span, &cause, out)),
        },
        ast::MomentBase::EndOfPeriod(period) if !events.is_empty() => Ok(MomentBase::EndOf(*period)),
        ast::MomentBase::EndOfPeriod(_) => {
            let message = "no event sets this sentence off, so it is open which one is meant";
            out.push(Diagnostic::error("A419", written.span, message).help(
                "say upon what it is owed, as in `upon request of …`, or give the year: `the end of 2024`",
            ));
            Err(Refusal::Reported)
        }
        ast::MomentBase::Named(id) => named(scope, id, events, out),
    }
}

fn named(
    scope: &Scope<'_>,
    id: &ast::Id,
    events: &[&ast::Event],
    out: &mut Vec<Diagnostic>,
) -> Result<MomentBase, Refusal> {
    match id.node.as_str() {
        "signature" => return Ok(MomentBase::Signature),
        "in-force" => return Ok(MomentBase::InForce),
        _ => {}
    }
    let names = &scope.words.names;
    let is_called = |event: &&ast::Event| is_called(scope, event, &id.node);
    let is_known = names.kind(&id.node).is_some() || names.is_unread(&id.node);
    match events.iter().position(is_called) {
        Some(0) => return Ok(MomentBase::Trigger),
        Some(_) => return Err(several(id, out)),
        None if is_known => {}
        None if is_event_word(&id.node) || scope.words.vocabulary.term(&id.node).is_some() => {
            return Err(nothing_sets_off(id, out));
        }
        None => return Err(no_moment(scope, id, out)),
    }
    names.find(id, &[Kind::Norm], out).map(MomentBase::Fulfilment).ok_or(Refusal::Reported)
}

/// Whether an event of a sentence goes by that name: by its kind, by the norm it speaks of, or by its own word.
fn is_called(scope: &Scope<'_>, event: &ast::Event, name: &str) -> bool {
    let singular = |text: &str| scope.words.vocabulary.term(text).map(|term| term.name.clone());
    let (kind, of) = match event {
        ast::Event::PriorNotice(..) => ("notice", None),
        ast::Event::Consent(_) => ("consent", None),
        ast::Event::Request(_) => ("request", None),
        ast::Event::Violation { of, .. } => ("violation", Some(of)),
        ast::Event::Fulfilment(id) => ("fulfilment", Some(id)),
        ast::Event::NoticeOf(id) => ("notice", Some(id)),
        ast::Event::Other(id, _) => (id.node.as_str(), None),
    };
    let is_word = name == kind || singular(name).is_some_and(|one| Some(one) == singular(kind));
    is_word || name == "event" || of.is_some_and(|id| id.node == name)
}

/// Words that name the event of a sentence by its kind.
fn is_event_word(name: &str) -> bool {
    matches!(name, "request" | "notice" | "consent" | "violation" | "fulfilment" | "event")
}

fn nothing_sets_off(id: &ast::Id, out: &mut Vec<Diagnostic>) -> Refusal {
    let message = format!("no `{}` sets this sentence off, so nothing can be counted from it", id.node);
    out.push(Diagnostic::error("A409", id.span, message).help(format!(
        "say upon what it is owed, as in `upon {} of …`, or give a day or the label of a norm",
        id.node
    )));
    Refusal::Reported
}

fn several(id: &ast::Id, out: &mut Vec<Diagnostic>) -> Refusal {
    let message = format!("the sentence is owed upon several events, and `{}` is not the first", id.node);
    out.push(
        Diagnostic::error("A410", id.span, message)
            .help("put the event from which is counted first, or write one norm for each"),
    );
    Refusal::Reported
}

fn no_moment(scope: &Scope<'_>, id: &ast::Id, out: &mut Vec<Diagnostic>) -> Refusal {
    let labels = scope.document.statements.iter().filter_map(|statement| match &statement.kind {
        ast::StatementKind::Norm(norm) => Some(norm.label.node.as_str()),
        ast::StatementKind::Decision(decision) if decision.sentence().is_some() => {
            Some(decision.name.node.as_str())
        }
        _ => None,
    });
    out.push(
        unknown(id, "a moment", labels.chain(BUILT_IN))
            .help_or("a moment is a date, `signature`, `in-force`, or the label of a norm"),
    );
    Refusal::Reported
}

fn impossible(span: Span, cause: &CalendarError, out: &mut Vec<Diagnostic>) -> Refusal {
    out.push(Diagnostic::error("A402", span, cause.to_string()));
    Refusal::Reported
}
