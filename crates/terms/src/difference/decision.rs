//! Decisions that came or went: what each does to the norm, or to the text, that it speaks of.

use super::extent::Extent;
use super::pairing::Context;
use super::part::Part;
use super::{Change, Decision, Effect, Thing, norm, phrase};
use crate::model::{self, Agreement, Bearers, Decided, Moment, Movable, Moved, Rule};

/// What decisions change.
pub(super) fn changes(context: &Context<'_>) -> Vec<Change> {
    let (before, after) = (context.before, context.after);
    let of =
        |agreement: &'_ Agreement, name| agreement.decisions.iter().find(|one| one.name == name).cloned();
    let mut changes = Vec::new();
    for new in &after.decisions {
        match of(before, new.name.clone()) {
            None => changes.extend(effects(context, after, new)),
            Some(old) => changes.extend(pair(context, &old, new)),
        }
    }
    for old in before.decisions.iter().filter(|old| of(after, old.name.clone()).is_none()) {
        changes.extend(effects(context, before, old).into_iter().map(reversed));
    }
    changes
}

/// The same, if the decision went instead of coming.
fn reversed(change: Change) -> Change {
    let (before, after) = (change.after, change.before);
    Change { effect: change.effect.mirrored(), before, after, ..change }
}

/// One change for each norm or text of which a decision speaks.
fn effects(context: &Context<'_>, agreement: &Agreement, decision: &model::Decision) -> Vec<Change> {
    match &decision.decides {
        Decided::Releases { whom, from } => from
            .iter()
            .map(|label| {
                let norm = agreement.norm(label.as_str());
                let bound = norm.map(|norm| phrase::bearers(&norm.bearers));
                let part = Part::with("who is bound", Effect::Widens, bound, Some(without(norm, whom)));
                told(agreement, decision, (Thing::Norm, label.to_string()), part, whom)
            })
            .collect(),
        Decided::Moves { part, of, to } => {
            of.iter().map(|of| moved(context, agreement, decision, *part, of, to)).collect()
        }
    }
}

/// Who is still bound.
fn without(norm: Option<&model::Norm>, whom: &[armistice_facts::Name]) -> String {
    let Some(norm) = norm else { return "nobody".to_owned() };
    let left: Vec<_> = norm.bearers.names().iter().filter(|name| !whom.contains(name)).cloned().collect();
    match &norm.bearers {
        _ if left.is_empty() => "nobody".to_owned(),
        Bearers::Each(_) => phrase::bearers(&Bearers::Each(left)),
        Bearers::Anyone(_) => phrase::bearers(&Bearers::Anyone(left)),
        Bearers::Jointly(_) => phrase::bearers(&Bearers::Jointly(left)),
    }
}

fn moved(
    context: &Context<'_>,
    agreement: &Agreement,
    decision: &model::Decision,
    part: Movable,
    of: &Moved,
    to: &Moment,
) -> Change {
    let zone = &agreement.settings.time_zone;
    let after = phrase::moment(to, zone);
    match of {
        Moved::Agreement => {
            let text = agreement.instrument_of(decision.section);
            let earlier = earlier(agreement, decision, model::Decision::moves_text);
            let was = earlier.or_else(|| text?.ends.as_ref()?.at.as_ref());
            let extent = was.map_or(Extent::Unordered, |was| context.moments(was, to));
            let before = was.map(|was| phrase::moment(was, zone));
            let part = Part::by_extent("ends", extent, before.unwrap_or_default(), after);
            let title = text.map_or_else(String::new, |text| text.title.clone());
            let parties = text.map(|text| text.parties.clone()).unwrap_or_default();
            told(agreement, decision, (Thing::Agreement, title), part, &parties)
        }
        Moved::Norm(label) => {
            let earlier = earlier(agreement, decision, |one| one.moves(part, label.as_str()));
            let norm = agreement.norm(label.as_str());
            let exception = agreement.exceptions.iter().find(|one| one.label == *label);
            let (thing, bearers) = match (norm, exception) {
                (Some(norm), _) => (Thing::Norm, Some(&norm.bearers)),
                (None, exception) => (Thing::Exception, exception.map(|one| &one.bearers)),
            };
            let affected = bearers.map(|bearers| bearers.names().to_vec()).unwrap_or_default();
            let shown = match (part, norm.map(|norm| &norm.rule)) {
                (Movable::Deadline, Some(Rule::Deed(deed))) => {
                    let (extent, before) = match earlier {
                        Some(was) => (context.moments(was, to), phrase::moment(was, zone)),
                        None => {
                            let by = model::Deadline::By(to.clone());
                            (context.deadlines(&deed.deadline, &by), phrase::deadline(&deed.deadline, zone))
                        }
                    };
                    Part::due("deadline", extent, Some(before), Some(after))
                }
                _ => {
                    let until = norm.map(|norm| norm.until.as_ref());
                    let until = until.or_else(|| exception.map(|one| one.until.as_ref())).flatten();
                    let was = earlier.or(until);
                    let extent = was.map_or(Extent::Unordered, |was| context.moments(was, to));
                    let before = was.map(|was| phrase::moment(was, zone)).unwrap_or_default();
                    let part = Part::by_extent("until", extent, before, after);
                    // What may be done for longer binds less.
                    let is_leave =
                        norm.is_none_or(|norm| matches!(norm.rule, Rule::Permission(_) | Rule::Power(_)));
                    if is_leave { part.mirrored() } else { part }
                }
            };
            told(agreement, decision, (thing, label.to_string()), shown, &affected)
        }
    }
}

/// To when the last decision before this one had moved the same.
fn earlier<'m>(
    agreement: &'m Agreement,
    decision: &model::Decision,
    to: impl Fn(&'m model::Decision) -> Option<&'m Moment>,
) -> Option<&'m Moment> {
    let text = |section| agreement.section(section).map(|one| one.instrument);
    let before = agreement.decisions.iter().filter(|one| one.on < decision.on);
    let same = before.filter(|one| text(one.section) == text(decision.section));
    same.filter_map(|one| Some((one.on, to(one)?))).max_by_key(|(on, _)| *on).map(|(_, to)| to)
}

/// A decision that says something else than before.
fn pair(context: &Context<'_>, old: &model::Decision, new: &model::Decision) -> Vec<Change> {
    let mut fields = context.differing(old, new);
    fields.retain(|field| !matches!(field.as_str(), "name" | "section" | "span"));
    let words = |agreement: &Agreement, one: &model::Decision, field: &str| match field {
        "on" => phrase::date(one.on),
        "by" => phrase::names(&one.by),
        "decides" => decided(agreement, one),
        _ => one.reading.as_ref().map(|reading| phrase::quoted(&reading.text)).unwrap_or_default(),
    };
    let change = |field: &String| {
        let effect = if field == "reading" { Effect::Text } else { Effect::Unordered };
        Change {
            article: norm::path(context.after, new.section),
            before: Some(words(context.before, old, field)).filter(|words| !words.is_empty()),
            after: Some(words(context.after, new, field)).filter(|words| !words.is_empty()),
            ..context.change(Thing::Decision, &new.name, field, effect)
        }
    };
    fields.iter().map(change).collect()
}

fn decided(agreement: &Agreement, one: &model::Decision) -> String {
    match &one.decides {
        Decided::Releases { whom, from } => {
            format!("releases {} from {}", phrase::names(whom), phrase::names(from))
        }
        Decided::Moves { part, of, to } => {
            let part = if *part == Movable::End { "end" } else { "deadline" };
            let of: Vec<&str> = of
                .iter()
                .map(|one| match one {
                    Moved::Agreement => "the agreement",
                    Moved::Norm(label) => label.as_str(),
                })
                .collect();
            let to = phrase::moment(to, &agreement.settings.time_zone);
            format!("moves the {part} of {} to {to}", of.join(", "))
        }
    }
}

fn told(
    agreement: &Agreement,
    decision: &model::Decision,
    (of, name): (Thing, String),
    part: Part,
    affected: &[armistice_facts::Name],
) -> Change {
    Change {
        article: norm::path(agreement, decision.section),
        of,
        name,
        part: part.name.to_owned(),
        effect: part.effect,
        before: part.before.filter(|words| !words.is_empty()),
        after: part.after,
        affected: affected.to_vec(),
        decision: Some(Decision { name: decision.name.clone(), on: decision.on, by: decision.by.clone() }),
        note: part.note.to_owned(),
    }
}
