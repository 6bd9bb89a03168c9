//! When an instrument enters into force and when it ends.

use crate::ast::{self, Statement, StatementKind};
use crate::model::{Deadline, Lifecycle, MomentBase, Norm, PowerKind, Rule};
use crate::resolve::scope::Scope;
use crate::resolve::{Refusal, events, moments, places};
use crate::{Diagnostic, Span};

/// Says of each instrument whether a suspension stops the clock (A302).
pub(super) fn read_clocks<'a>(
    scope: &mut Scope<'_>,
    statements: impl Iterator<Item = &'a Statement>,
    out: &mut Vec<Diagnostic>,
) {
    let mut spans: Vec<(usize, Span)> = Vec::new();
    for statement in statements {
        let StatementKind::Suspension(stops) = &statement.kind else { continue };
        let number = scope.instrument(statement.section);
        if let Some((_, earlier)) = spans.iter().find(|(other, _)| *other == number) {
            let message = "it is said twice whether a suspension stops the clock";
            out.push(Diagnostic::error("A302", statement.span, message).also(*earlier, "the first time"));
            continue;
        }
        spans.push((number, statement.span));
        if let Some(instrument) = scope.instruments.get_mut(number) {
            instrument.suspension_stops_clock = Some(*stops);
        }
    }
}

/// A text that lets a duty with a deadline be suspended, and does not say whether the clock stops (A805).
pub(super) fn check_clocks(scope: &Scope<'_>, norms: &[Norm], out: &mut Vec<Diagnostic>) {
    for (number, _) in
        scope.instruments.iter().enumerate().filter(|(_, one)| one.suspension_stops_clock.is_none())
    {
        let own = || norms.iter().filter(|norm| scope.instrument(Some(norm.section)) == number);
        let power =
            own().find(|norm| matches!(&norm.rule, Rule::Power(power) if power.change == PowerKind::Suspend));
        let due = own().find(
            |norm| matches!(&norm.rule, Rule::Deed(deed) if !matches!(deed.deadline, Deadline::WithoutDelay)),
        );
        if let (Some(power), Some(due)) = (power, due) {
            let message = format!(
                "`{}` lets duties be suspended, and it is not said whether their deadlines move",
                power.label
            );
            out.push(
                Diagnostic::warning("A805", power.span, message)
                    .also(due.span, "a duty with a deadline")
                    .help(
                        "write `suspension stops the clock.` or `suspension does not stop the clock.`; \
                         without it, it does not stop",
                    ),
            );
        }
    }
}

/// Gives each instrument its beginning and its end (A302, A407, A803).
pub(super) fn read<'a>(
    scope: &mut Scope<'_>,
    statements: impl Iterator<Item = &'a Statement>,
    out: &mut Vec<Diagnostic>,
) {
    let mut spans: Vec<(usize, bool, Span)> = Vec::new();
    for statement in statements {
        let (written, is_end) = match &statement.kind {
            StatementKind::InForce(written) => (written, false),
            StatementKind::Ends(written) => (written, true),
            _ => continue,
        };
        let instrument = scope.instrument(statement.section);
        let earlier = spans.iter().find(|(other, end, _)| *other == instrument && *end == is_end);
        if let Some((_, _, earlier)) = earlier {
            let what = if is_end { "its end" } else { "its entry into force" };
            let message = format!("the instrument has {what} twice");
            out.push(Diagnostic::error("A302", statement.span, message).also(*earlier, "the first one"));
            continue;
        }
        spans.push((instrument, is_end, statement.span));
        let life = life(scope, written, statement.span, out);
        match life {
            Ok(life) => {
                let Some(instrument) = scope.instruments.get_mut(instrument) else { continue };
                let slot = if is_end { &mut instrument.ends } else { &mut instrument.in_force };
                *slot = Some(life);
            }
            Err(Refusal::Reported) => {}
            Err(Refusal::NotJudged(span, what)) => {
                let message = format!("in a beginning or an end, {what} can be read and would do nothing");
                out.push(Diagnostic::error("A510", span, message));
            }
        }
    }
    check_order(scope, &spans, out);
}

fn life(
    scope: &Scope<'_>,
    written: &ast::Lifecycle,
    span: Span,
    out: &mut Vec<Diagnostic>,
) -> Result<Lifecycle, Refusal> {
    let at = written.at.as_ref().map(|at| moments::moment(scope, at, out)).transpose()?;
    if matches!(written, ast::Lifecycle { upon: None, .. })
        && at.as_ref().is_some_and(|at| at.base == MomentBase::InForce)
        && at.as_ref().is_some_and(|at| at.plus.is_none())
    {
        let message = "entry into force cannot wait for entry into force";
        out.push(Diagnostic::error("A407", span, message).help("give the day, or write `from signature`"));
        return Err(Refusal::Reported);
    }
    let upon = written.upon.as_ref().map(|upon| events::event(scope, upon, span, out)).transpose()?;
    Ok(Lifecycle { at, upon, reading: written.reading.as_ref().map(places::reading) })
}

/// An end before the beginning (A803).
fn check_order(scope: &Scope<'_>, spans: &[(usize, bool, Span)], out: &mut Vec<Diagnostic>) {
    for (number, _, span) in spans.iter().filter(|(_, is_end, _)| *is_end) {
        let Some(instrument) = scope.instruments.get(*number) else { continue };
        let end = instrument.ends.as_ref().and_then(|life| scope.bounds(life.at.as_ref()?, *number));
        let begin = match &instrument.in_force {
            None => Some((instrument.signed, instrument.signed)),
            Some(life) => life.at.as_ref().and_then(|at| scope.bounds(at, *number)),
        };
        if let (Some((_, end)), Some((begin, _))) = (end, begin)
            && end < begin
        {
            let zone = &scope.settings.time_zone;
            let message = format!(
                "the agreement ends on {}, before it enters into force on {}",
                zone.show_short(end),
                zone.show_short(begin)
            );
            out.push(Diagnostic::error("A803", *span, message));
        }
    }
}
