//! From when until when something holds, where the text alone tells.

use crate::model::{Deadline, Deed, Exception, Moment, MomentBase, Norm};
use crate::resolve::overlap::Stretch;
use crate::resolve::scope::Scope;

/// The stretch in which a norm binds; `None` where it waits for something that the text does not date.
pub(super) fn of_norm(scope: &Scope<'_>, norm: &Norm, instrument: usize) -> Option<Stretch> {
    if !norm.conditions.is_empty() || norm.lasts.is_some() {
        return None;
    }
    let mut stretch = between(scope, norm.from.as_ref(), norm.until.as_ref(), instrument)?;
    if let Some(replaced) = &norm.replaced {
        let until = scope.settings.time_zone.start_of(replaced.on).ok()?.plus_millis(-1);
        stretch.until = Some(stretch.until.map_or(until, |earlier| earlier.min(until)));
    }
    Some(stretch)
}

/// The stretch in which a deed can be done: until its deadline.
pub(super) fn of_deed(scope: &Scope<'_>, norm: &Norm, deed: &Deed, instrument: usize) -> Option<Stretch> {
    let mut stretch = of_norm(scope, norm, instrument)?;
    let deadline = match &deed.deadline {
        Deadline::By(moment) => Some(scope.bounds(moment, instrument)?.1),
        Deadline::Within { length, from, .. } => {
            let (start, end) = scope.bounds(from, instrument)?;
            stretch.from = stretch.from.max(start);
            // Whether or not the first day counts, it lies no later than this.
            Some(scope.later(end, *length).ok()?)
        }
        Deadline::WithoutDelay | Deadline::EveryYear { .. } => None,
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
    between(scope, exception.from.as_ref(), exception.until.as_ref(), instrument)
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
    let ends = ends.and_then(|at| scope.bounds(at, instrument)).map(|(_, end)| end);
    Some(Stretch { from, until: [until, ends].into_iter().flatten().min() })
}
