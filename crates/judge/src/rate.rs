//! Rates: no more, or no fewer, than so many in a period of the calendar, in any length of time, or at once.

use armistice_facts::Name;
use armistice_terms::model::{Norm, Rate};

use crate::counted::{self, Told, exceeding, least};
use crate::draft::Draft;
use crate::episode::{self, Episode};
use crate::force::Force;
use crate::sitting::{Instance, Sitting};
use crate::{Proof, Reason, Rule, floor, monitor, window};

/// What one rate comes to for one instance.
///
/// Acts beyond the limit are evidence of a breach, together with those that they go beyond. A floor is judged at the
/// end of each period, and only by what is told of the whole of it.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Rate,
    instance: &Instance,
    force: &Force<'a>,
) -> Draft {
    let told = counted::told(sitting, norm, rule, instance, force);
    if rule.is_floor {
        return floor::draft(sitting, norm, rule, instance, force, &told);
    }
    let groups = groups(sitting, rule, &told);
    let mut episodes =
        episode::gather(sitting, norm, instance, monitor::told_directly(sitting, norm, instance));
    for group in groups {
        if let Some((cause, over)) = beyond(sitting, norm, rule, instance, &told, &group) {
            episodes.insert(cause, over);
        }
    }
    episode::rule_on(sitting, norm, instance, &mut episodes);
    monitor::conclude(sitting, norm, instance, force, &episodes)
}

/// The windows in which something is told.
fn groups(sitting: &Sitting<'_>, rule: &Rate, told: &[Told<'_>]) -> Vec<window::Group> {
    let spans: Vec<window::Span> = told.iter().map(|one| one.span).collect();
    let is_sum: Vec<bool> = told.iter().map(|one| one.figure.is_sum).collect();
    window::groups(sitting, rule.window, &spans, &is_sum)
}

/// What is told in a window beyond the limit; `None` within it.
fn beyond<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Rate,
    instance: &Instance,
    told: &[Told<'a>],
    group: &window::Group,
) -> Option<(Name, Episode<'a>)> {
    let pick =
        |places: &[usize]| -> Vec<&Told<'a>> { places.iter().filter_map(|at| told.get(*at)).collect() };
    let full: Vec<&Told<'a>> =
        pick(&group.certain).into_iter().filter(|one| one.sighting.open.is_none()).collect();
    let all = pick(&group.possible);
    let limit = rule.limit.number;
    let (counted, open) = if least(&full) > limit {
        (full, None)
    } else if least(&all) > limit {
        let reason = all.iter().find_map(|one| one.sighting.open).unwrap_or(Reason::TimeUncertain);
        (all, Some(reason))
    } else {
        return None;
    };
    let last = counted.iter().max_by_key(|one| (one.span.from, &one.sighting.fact.id))?;
    let text = format!("{} told {}, at most {limit} may be", least(&counted), window::words(rule.window));
    let sightings = counted.iter().map(|one| {
        let mut sighting = one.sighting.clone();
        sighting.open = open;
        sighting.steps.push(Proof::new(Rule::Count, sighting.what.clone()));
        sighting.what = text.clone();
        sighting
    });
    let about = Some(last.sighting.fact.about);
    let worth = Some(exceeding(sitting, norm, instance, &counted, limit));
    let cause = episode::cause(last.sighting.fact);
    Some((cause, Episode { sightings: sightings.collect(), about, worth, ..Episode::default() }))
}

#[cfg(test)]
mod tests;
