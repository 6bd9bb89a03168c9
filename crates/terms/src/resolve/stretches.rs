//! From when until when something holds, where the text alone tells.

use armistice_facts::Instant;
use armistice_facts::calendar::{Length, Unit};

use crate::model::{Deadline, Decision, Deed, Exception, Moment, MomentBase, Movable, Norm, Period, Window};
use crate::resolve::overlap::Stretch;
use crate::resolve::scope::Scope;

/// The stretch in which a norm binds; `None` where it waits for something that the text does not date.
pub(super) fn of_norm(scope: &Scope<'_>, norm: &Norm, instrument: usize) -> Option<Stretch> {
    if !norm.conditions.is_empty() || norm.lasts.is_some() {
        return None;
    }
    let until = moved(scope, |one| one.moves(Movable::End, norm.label.as_str())).or(norm.until.as_ref());
    let mut stretch = between(scope, norm.from.as_ref(), until, instrument)?;
    if let Some(on) = released(scope, norm) {
        stretch.until = Some(stretch.until.map_or(on, |earlier| earlier.min(on)));
    }
    if let Some(replaced) = &norm.replaced {
        let until = scope.settings.time_zone.start_of(replaced.on).ok()?.plus_millis(-1);
        stretch.until = Some(stretch.until.map_or(until, |earlier| earlier.min(until)));
    }
    Some(stretch)
}

/// The stretch in which a deed can be done: until its deadline.
pub(super) fn of_deed(scope: &Scope<'_>, norm: &Norm, deed: &Deed, instrument: usize) -> Option<Stretch> {
    let mut stretch = of_norm(scope, norm, instrument)?;
    let moved = moved(scope, |one| one.moves(Movable::Deadline, norm.label.as_str()));
    let deadline = match &deed.deadline {
        _ if moved.is_some() => Some(scope.bounds(moved?, instrument)?.1),
        Deadline::By(moment) => Some(scope.bounds(moment, instrument)?.1),
        Deadline::Within { length, from, .. } => {
            let (start, end) = scope.bounds(from, instrument)?;
            stretch.from = stretch.from.max(start);
            // Whether or not the first day counts, it lies no later than this.
            Some(scope.later(end, *length).ok()?)
        }
        Deadline::WithoutDelay | Deadline::EveryYear { .. } | Deadline::Every { .. } => None,
        Deadline::Before(..) => return None,
    };
    if let Some(deadline) = deadline {
        stretch.until = Some(stretch.until.map_or(deadline, |earlier| earlier.min(deadline)));
    }
    Some(stretch)
}

/// The stretch for which an exception opens something.
pub(super) fn of_exception(scope: &Scope<'_>, exception: &Exception, instrument: usize) -> Option<Stretch> {
    if !exception.conditions.is_empty() || exception.lasts.is_some() {
        return None;
    }
    let until = moved(scope, |one| one.moves(Movable::End, exception.label.as_str()));
    between(scope, exception.from.as_ref(), until.or(exception.until.as_ref()), instrument)
}

/// To when the last decision moves something: an end is only moved while it lies ahead, so the last one holds.
fn moved<'s>(scope: &'s Scope<'_>, to: impl Fn(&'s Decision) -> Option<&'s Moment>) -> Option<&'s Moment> {
    let moves = scope.decisions.iter().filter_map(|one| Some((one.on, to(one)?)));
    moves.max_by_key(|(on, _)| *on).map(|(_, to)| to)
}

/// The last instant before all who were bound had been released.
fn released(scope: &Scope<'_>, norm: &Norm) -> Option<Instant> {
    let of = |bearer| {
        let days = scope.decisions.iter().filter(|one| one.releases(norm.label.as_str()).contains(bearer));
        days.map(|one| one.on).min()
    };
    let days: Option<Vec<_>> = norm.bearers.names().iter().map(of).collect();
    let last = days?.into_iter().max()?;
    Some(scope.settings.time_zone.start_of(last).ok()?.plus_millis(-1))
}

/// Whether one whole time of that kind certainly lies in a stretch, wherever that begins.
pub(super) fn holds(scope: &Scope<'_>, stretch: Stretch, window: Window) -> bool {
    let Some(until) = stretch.until else { return true };
    let of = |amount, unit| Length { amount, unit };
    // A period of the calendar is one of two in a row at the latest.
    let length = match window {
        Window::Period(Period::Day) => of(2, Unit::Day),
        Window::Period(Period::Week) => of(2, Unit::Week),
        Window::Period(Period::Month) => of(2, Unit::Month),
        Window::Period(Period::Quarter) => of(6, Unit::Month),
        Window::Period(Period::Year) => of(2, Unit::Year),
        Window::Rolling(length) => length,
        Window::AtOnce => return !stretch.is_empty(),
    };
    scope.later(stretch.from, length).is_ok_and(|end| end <= until.plus_millis(1))
}

/// From entry into force, where no beginning is written; until the end of the instrument, where it is dated.
fn between(
    scope: &Scope<'_>,
    from: Option<&Moment>,
    until: Option<&Moment>,
    instrument: usize,
) -> Option<Stretch> {
    let in_force = Moment { base: MomentBase::InForce, plus: None };
    let (from, _) = scope.bounds(from.unwrap_or(&in_force), instrument)?;
    let until = match until {
        Some(until) => Some(scope.bounds(until, instrument)?.1),
        None => None,
    };
    let ends = scope.instruments.get(instrument).and_then(|one| one.ends.as_ref()?.at.as_ref());
    let is_own = |one: &Decision| scope.instrument(Some(one.section)) == instrument;
    let ends = moved(scope, |one| one.moves_text().filter(|_| is_own(one))).or(ends);
    let ends = ends.and_then(|at| scope.bounds(at, instrument)).map(|(_, end)| end);
    Some(Stretch { from, until: [until, ends].into_iter().flatten().min() })
}
