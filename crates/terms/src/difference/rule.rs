//! What a changed part of a rule means for those who are bound.

use std::collections::BTreeSet;

use armistice_facts::Name;

use super::extent::{self, Extent};

use super::pairing::Context;
use super::part::{self, Part};
use super::phrase;
use crate::class_set::ClassSet;
use crate::model::{Agreement, Ceiling, Deed, Exception, Limit, Norm, NoticeDuty, Place, Rate, Rule};

/// The parts in which two rules differ.
pub(super) fn parts(context: &Context<'_>, old: &Rule, new: &Rule) -> Vec<Part> {
    let mut fields = context.differing(old, new);
    fields.extend(context.resting_on_changes(new));
    if fields.remove("kind") {
        return vec![Part::unordered("kind of rule", phrase_of(old), phrase_of(new))];
    }
    if let (Rule::Deed(old), Rule::Deed(new)) = (old, new) {
        return deed(context, old, new, fields).into_iter().filter(part::is_change).collect();
    }
    fields.iter().map(|field| part(context, old, new, field)).filter(part::is_change).collect()
}

fn part(context: &Context<'_>, old: &Rule, new: &Rule, field: &str) -> Part {
    let known = match (old, new) {
        (Rule::Ban(old), Rule::Ban(new)) => match field {
            "verb" => Some(Part::unordered("act", old.verb.to_string(), new.verb.to_string())),
            "objects" => Some(more_classes(context, "of what", &old.objects, &new.objects)),
            "place" => Some(more_place(context, "place", &old.place, &new.place)),
            "purposes" => Some(purposes(context, &old.purposes, &new.purposes)),
            "except_for" => Some(less_names(context, "except for", &old.except_for, &new.except_for)),
            _ => None,
        },
        (Rule::Upkeep(old), Rule::Upkeep(new)) => match field {
            "classes" => Some(more_classes(context, "of what", &old.classes, &new.classes)),
            "states" => Some(more_names(context, "state", &old.states, &new.states)),
            "place" => Some(more_place(context, "place", &old.place, &new.place)),
            _ => None,
        },
        (Rule::Ceiling(old), Rule::Ceiling(new)) => ceiling(context, old, new, field),
        (Rule::Rate(old), Rule::Rate(new)) => rate(context, old, new, field),
        (Rule::Notice(old), Rule::Notice(new)) => notice(context, old, new, field),
        (Rule::Procedure(old), Rule::Procedure(new)) => match field {
            "steps" => Some(Part::unordered("steps", phrase::names(&old.steps), phrase::names(&new.steps))),
            "upon" => {
                let words = |event: &Option<_>| event.as_ref().map_or("nothing".to_owned(), phrase::event);
                Some(Part::unordered("upon", words(&old.upon), words(&new.upon)))
            }
            "place" => Some(more_place(context, "place", &old.place, &new.place)),
            _ => None,
        },
        _ => None,
    };
    known.unwrap_or_else(|| part::unknown(field, old, new))
}

fn ceiling(context: &Context<'_>, old: &Ceiling, new: &Ceiling, field: &str) -> Option<Part> {
    Some(match field {
        "only" => {
            let words = |only| if only { "nothing else" } else { "other things are free" }.to_owned();
            Part::by_extent("only", Extent::by(&old.only, &new.only), words(old.only), words(new.only))
        }
        // Of a list that says what may be held at all, more entries allow more.
        "limits" => {
            let extent = limits(context, &old.limits, &new.limits, old.only || new.only);
            // A floor that rises binds more.
            let extent = match (old.is_floor, new.is_floor) {
                (false, false) => extent,
                (true, true) => extent.reversed(),
                _ => Extent::Unordered,
            };
            Part::by_extent("how many", extent, phrase::limits(&old.limits), phrase::limits(&new.limits))
        }
        "place" => more_place(context, "place", &old.place, &new.place),
        _ => return None,
    })
}

/// Whether ceilings have come down (grown, for they bind more) or gone up.
fn limits(context: &Context<'_>, old: &[Limit], new: &[Limit], is_list_of_all: bool) -> Extent {
    // For each limit of the other side one of the same things that is at least as low.
    let binds = |one: &Limit, other: &Limit, same: bool| {
        same && order(one, other).is_some_and(std::cmp::Ordering::is_le)
    };
    let later =
        old.iter().all(|old| new.iter().any(|new| binds(new, old, context.is_same(&old.of, &new.of))));
    let earlier =
        new.iter().all(|new| old.iter().any(|old| binds(old, new, context.is_same(&old.of, &new.of))));
    if is_list_of_all && old.len() != new.len() { Extent::Unordered } else { Extent::of(later, earlier) }
}

/// Which of two limits is more, if both are numbers, or shares of one inventory.
fn order(one: &Limit, other: &Limit) -> Option<std::cmp::Ordering> {
    match (&one.share, &other.share) {
        (None, None) => Some(one.number.cmp(&other.number)),
        (Some(own), Some(its)) if own.inventory == its.inventory => {
            let cross = |number: u64, parts: u64| u128::from(number) * u128::from(parts);
            Some(cross(one.number, its.parts).cmp(&cross(other.number, own.parts)))
        }
        _ => None,
    }
}

fn rate(context: &Context<'_>, old: &Rate, new: &Rate, field: &str) -> Option<Part> {
    Some(match field {
        "limit" => {
            let is_same = context.is_same(&old.limit.of, &new.limit.of) && old.is_floor == new.is_floor;
            let by_number = Extent::by(&old.limit.number, &new.limit.number);
            let extent = match (is_same, old.is_floor) {
                (true, true) => by_number,
                (true, false) => by_number.reversed(),
                (false, _) => Extent::Unordered,
            };
            Part::by_extent("how many", extent, phrase::limit(&old.limit), phrase::limit(&new.limit))
        }
        "place" if old.is_floor == new.is_floor => {
            let extent = context.place(&old.place, &new.place);
            let extent = if old.is_floor { extent.reversed() } else { extent };
            Part::by_extent("place", extent, phrase::place(&old.place), phrase::place(&new.place))
        }
        _ => return None,
    })
}

fn notice(context: &Context<'_>, old: &NoticeDuty, new: &NoticeDuty, field: &str) -> Option<Part> {
    Some(match field {
        "to" => Part::unordered("to whom", phrase::recipient(&old.to), phrase::recipient(&new.to)),
        "of" => more_classes(context, "of what", &old.of, &new.of),
        "stating" => more_names(context, "stating", &old.stating, &new.stating),
        "place" => more_place(context, "place", &old.place, &new.place),
        "lead" => {
            let words =
                |lead: Option<armistice_facts::calendar::Length>| {
                    Some(lead.map_or("without delay after it".to_owned(), |lead| {
                        format!("at least {lead} before")
                    }))
                };
            // The longer before, the earlier.
            let extent = match (old.lead, new.lead) {
                (Some(old), Some(new)) => extent::lengths(old, new).reversed(),
                (None, _) => Extent::Shrunk,
                (Some(_), None) => Extent::Grown,
            };
            Part::due("notice", extent, words(old.lead), words(new.lead))
        }
        _ => return None,
    })
}

fn deed(context: &Context<'_>, old: &Deed, new: &Deed, mut fields: BTreeSet<String>) -> Vec<Part> {
    let mut parts = Vec::new();
    if fields.remove("objects") | fields.remove("all_of") {
        parts.push(objects(context, old, new));
    }
    for field in &fields {
        parts.push(deed_part(context, old, new, field).unwrap_or_else(|| part::unknown(field, old, new)));
    }
    parts
}

fn objects(context: &Context<'_>, old: &Deed, new: &Deed) -> Part {
    let words = |deed: &Deed| {
        if deed.objects.is_empty() { phrase::classes(&deed.all_of) } else { phrase::limits(&deed.objects) }
    };
    let extent = if old.objects.is_empty() && new.objects.is_empty() {
        context.classes(&old.all_of, &new.all_of)
    } else {
        let covers = |many: &Limit, few: &Limit, same: bool| {
            same && order(many, few).is_some_and(std::cmp::Ordering::is_ge)
        };
        let same = |old: &Limit, new: &Limit| context.is_same(&old.of, &new.of);
        let both = !old.objects.is_empty() && !new.objects.is_empty();
        let later =
            old.objects.iter().all(|old| new.objects.iter().any(|new| covers(new, old, same(old, new))));
        let earlier =
            new.objects.iter().all(|new| old.objects.iter().any(|old| covers(old, new, same(old, new))));
        if both { Extent::of(later, earlier) } else { Extent::Unordered }
    };
    Part::by_extent("how many of what", extent, words(old), words(new))
}

fn deed_part(context: &Context<'_>, old: &Deed, new: &Deed, field: &str) -> Option<Part> {
    let (zone, later_zone) = (&context.before.settings.time_zone, &context.after.settings.time_zone);
    Some(match field {
        "verb" => Part::unordered("act", old.verb.to_string(), new.verb.to_string()),
        "deadline" => {
            let words = |deadline, zone| {
                let words = phrase::deadline(deadline, zone);
                Some(match extent::last_day(deadline).map(phrase::date) {
                    Some(last) if last != words => format!("{words}: {last}"),
                    _ => words,
                })
            };
            let extent = context.deadlines(&old.deadline, &new.deadline);
            Part::due("deadline", extent, words(&old.deadline, zone), words(&new.deadline, later_zone))
        }
        "stages" => {
            let extent = Extent::of(asks(context, new, old, true), asks(context, old, new, false));
            Part::by_extent(
                "shares",
                extent,
                phrase::shares(old.shares(), zone),
                phrase::shares(new.shares(), later_zone),
            )
        }
        "starting_by" => {
            let extent = match (&old.starting_by, &new.starting_by) {
                (Some(old), Some(new)) => context.moments(old, new),
                (None, Some(_)) => Extent::Shrunk,
                _ => Extent::Grown,
            };
            let words =
                |deed: &Deed, zone| deed.starting_by.as_ref().map(|moment| phrase::moment(moment, zone));
            Part::due("start", extent, words(old, zone), words(new, later_zone))
        }
        "permanently" => {
            let words = |is| if is { "permanently" } else { "not permanently" }.to_owned();
            let extent = Extent::by(&old.permanently, &new.permanently);
            Part::by_extent("permanence", extent, words(old.permanently), words(new.permanently))
        }
        // To leave a larger place, all of them, binds more; of so many of them it may be easier.
        "out_of" => {
            let (was, is) = (old.out_of.as_ref()?, new.out_of.as_ref()?);
            let all = old.objects.is_empty() && new.objects.is_empty();
            let extent = if all { context.place(was, is) } else { Extent::Unordered };
            Part::by_extent("out of", extent, phrase::place(was), phrase::place(is))
        }
        // To reach a smaller place binds more.
        "to" => {
            let (was, is) = (old.to.as_ref()?, new.to.as_ref()?);
            Part::by_extent("to", context.place(was, is).reversed(), phrase::place(was), phrase::place(is))
        }
        "place" => Part::unordered("place", phrase::place(&old.place), phrase::place(&new.place)),
        "steps" => Part::unordered("steps", phrase::names(&old.steps), phrase::names(&new.steps)),
        _ => return None,
    })
}

/// Whether one deed asks for every share of another, or for more of it, no later.
fn asks(context: &Context<'_>, one: &Deed, other: &Deed, other_is_older: bool) -> bool {
    other.shares().all(|(few, late)| {
        one.shares().any(|(many, soon)| {
            let (old, new) =
                if other_is_older { ((few, late), (many, soon)) } else { ((many, soon), (few, late)) };
            let wanted = if other_is_older { Extent::Shrunk } else { Extent::Grown };
            let due = context.deadlines(old.1, new.1);
            let is_no_later = due == Extent::Same || due == wanted;
            let is_no_less = order(many, few).is_some_and(std::cmp::Ordering::is_ge);
            is_no_later && is_no_less && context.is_same(&old.0.of, &new.0.of)
        })
    })
}

/// A place of which a larger one binds more.
pub(super) fn more_place(context: &Context<'_>, name: &'static str, old: &Place, new: &Place) -> Part {
    Part::by_extent(name, context.place(old, new), phrase::place(old), phrase::place(new))
}

/// Classes of which more bind more.
pub(super) fn more_classes(
    context: &Context<'_>,
    name: &'static str,
    old: &ClassSet,
    new: &ClassSet,
) -> Part {
    Part::by_extent(name, context.classes(old, new), phrase::classes(old), phrase::classes(new))
}

/// Names of which more bind more.
pub(super) fn more_names(context: &Context<'_>, name: &'static str, old: &[Name], new: &[Name]) -> Part {
    Part::by_extent(name, names(context, old, new), list(old), list(new))
}

fn less_names(context: &Context<'_>, name: &'static str, old: &[Name], new: &[Name]) -> Part {
    Part::by_extent(name, names(context, old, new).reversed(), list(old), list(new))
}

/// Purposes: none named are all.
pub(super) fn purposes(context: &Context<'_>, old: &[Name], new: &[Name]) -> Part {
    let extent = match (old, new) {
        ([], _) => Extent::Shrunk,
        (_, []) => Extent::Grown,
        _ => names(context, old, new),
    };
    let words =
        |names: &[Name]| if names.is_empty() { "any purpose".to_owned() } else { phrase::names(names) };
    Part::by_extent("purpose", extent, words(old), words(new))
}

fn names(context: &Context<'_>, old: &[Name], new: &[Name]) -> Extent {
    let before: BTreeSet<&str> = old.iter().map(|name| context.later_name(name.as_str())).collect();
    let after: BTreeSet<&str> = new.iter().map(Name::as_str).collect();
    Extent::of(after.is_superset(&before), before.is_superset(&after))
}

fn list(names: &[Name]) -> String {
    if names.is_empty() { "none".to_owned() } else { phrase::names(names) }
}

/// A norm that came or went, in a few words.
pub(super) fn words(norm: &Norm, agreement: &Agreement) -> String {
    let mut words = format!("{}: {}", phrase::bearers(&norm.bearers), phrase_of(&norm.rule));
    if let Rule::Deed(deed) = &norm.rule {
        words.push_str(&format!(
            ", deadline {}",
            phrase::deadline(&deed.deadline, &agreement.settings.time_zone)
        ));
    }
    words
}

/// An exception that came or went, in a few words.
pub(super) fn exception_words(exception: &Exception) -> String {
    format!(
        "{}: may {} {} {}, exception to {}",
        phrase::bearers(&exception.bearers),
        exception.verb,
        phrase::classes(&exception.objects),
        phrase::at(&exception.place),
        phrase::names(&exception.to)
    )
}

fn phrase_of(rule: &Rule) -> String {
    match rule {
        Rule::Ban(ban) => {
            format!("must not {} {} {}", ban.verb, phrase::classes(&ban.objects), phrase::at(&ban.place))
        }
        Rule::Upkeep(upkeep) => {
            format!(
                "must keep {} in state {}",
                phrase::classes(&upkeep.classes),
                phrase::names(&upkeep.states)
            )
        }
        Rule::Ceiling(ceiling) => match &ceiling.as_of {
            Some(_) => "must hold at most what stood there on a day".to_owned(),
            None => format!("may hold at most {}", phrase::limits(&ceiling.limits)),
        },
        Rule::Deed(deed) if deed.objects.is_empty() => {
            format!("must {} {}", deed.verb, phrase::classes(&deed.all_of))
        }
        Rule::Deed(deed) => format!("must {} {}", deed.verb, phrase::limits(&deed.objects)),
        Rule::Notice(notice) => {
            format!(
                "must give notice to {} of {}",
                phrase::recipient(&notice.to),
                phrase::classes(&notice.of)
            )
        }
        Rule::Procedure(procedure) => format!("procedure {}", phrase::names(&procedure.steps)),
        other => phrase::generic(other),
    }
}
