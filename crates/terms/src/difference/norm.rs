//! Norms and exceptions: what each changed part means for those who are bound.

use std::collections::BTreeSet;

use armistice_facts::Name;

use super::extent::Extent;
use super::pairing::{self, Context};
use super::part::{Part, is_change, unknown};
use super::{Change, Decision, Effect, Thing, phrase, rule};
use crate::model::{Agreement, Bearers, Condition, Exception, MomentBase, Norm};

/// All changes of norms and exceptions.
pub(super) fn changes(context: &Context<'_>) -> Vec<Change> {
    let mut changes = norms(context);
    changes.extend(exceptions(context));
    changes
}

fn norms(context: &Context<'_>) -> Vec<Change> {
    let pairs = context.pairs(&context.before.norms, &context.after.norms, |norm| &norm.label);
    let mut changes = Vec::new();
    for (old, new) in &pairs.both {
        changes.extend(renamed(
            context,
            Thing::Norm,
            &old.label,
            &new.label,
            &path(context.after, new.section),
            new.bearers.names(),
        ));
        let decided = decided(context, old, new, &pairs.gone, &pairs.new);
        changes.extend(pair(context, old, new, None, decided));
    }
    for new in &pairs.new {
        let replaced = new.decision.as_ref().and_then(|decision| {
            pairs.both.iter().find(|(_, later)| later.label == decision.replaces).map(|(old, _)| *old)
        });
        match replaced {
            Some(old) => changes.extend(pair(context, old, new, pairing::decision(new), true)),
            None => changes.push(whole(context.after, new, Effect::Adds)),
        }
    }
    for old in &pairs.gone {
        let restored = old.decision.as_ref().and_then(|decision| {
            pairs.both.iter().find(|(earlier, _)| earlier.label == decision.replaces).map(|(_, new)| *new)
        });
        match restored {
            Some(new) => changes.extend(pair(context, old, new, pairing::decision(old), true)),
            None => changes.push(whole(context.before, old, Effect::Removes)),
        }
    }
    changes
}

/// Whether only a decision that came or went says that the norm is replaced: then the decision tells the change.
fn decided(context: &Context<'_>, old: &Norm, new: &Norm, gone: &[&Norm], came: &[&Norm]) -> bool {
    let replaces = |norms: &[&Norm], label: &Name| {
        norms.iter().any(|norm| norm.decision.as_ref().is_some_and(|decision| decision.replaces == *label))
    };
    !context.is_same(&old.replaced, &new.replaced)
        && (replaces(gone, &old.label) || replaces(came, &new.label))
}

fn whole(agreement: &Agreement, norm: &Norm, effect: Effect) -> Change {
    let words = Some(rule::words(norm, agreement));
    let (before, after) = if effect == Effect::Adds { (None, words) } else { (words, None) };
    Change {
        article: path(agreement, norm.section),
        of: Thing::Norm,
        name: norm.label.to_string(),
        part: String::new(),
        effect,
        before,
        after,
        affected: norm.bearers.names().to_vec(),
        decision: pairing::decision(norm),
        note: String::new(),
    }
}

pub(super) fn renamed(
    context: &Context<'_>,
    of: Thing,
    old: &Name,
    new: &Name,
    article: &str,
    affected: &[Name],
) -> Option<Change> {
    (old != new).then(|| Change {
        article: article.to_owned(),
        before: Some(old.to_string()),
        after: Some(new.to_string()),
        affected: affected.to_vec(),
        ..context.change(of, new, "name", Effect::Renames)
    })
}

/// The headings above a norm.
pub(super) fn path(agreement: &Agreement, section: usize) -> String {
    agreement.section(section).map(|section| section.path.clone()).unwrap_or_default()
}

fn pair(
    context: &Context<'_>,
    old: &Norm,
    new: &Norm,
    decision: Option<Decision>,
    decided: bool,
) -> Vec<Change> {
    let (earlier, later) = (Norm { section: 0, ..old.clone() }, Norm { section: 0, ..new.clone() });
    let mut fields = context.differing(&earlier, &later);
    for ignored in ["label", "section", "span", "decision"] {
        if decision.is_some() || ignored != "decision" {
            fields.remove(ignored);
        }
    }
    if decided || decision.is_some() {
        fields.remove("replaced");
    }
    // The norm of a decision binds from the day of the decision: that is told with the decision.
    let binds_from =
        |norm: &Norm, on| norm.from.as_ref().is_some_and(|from| from.base == MomentBase::Day(on));
    if let Some(decision) = &decision
        && [old, new].into_iter().any(|norm| norm.decision.is_some() && binds_from(norm, decision.on))
    {
        fields.remove("from");
    }
    fields.remove("rule");
    let mut parts = rule::parts(context, &old.rule, &new.rule);
    parts.extend(fields.iter().map(|field| part(context, old, new, field)));
    parts.extend(moved(context, old.section, new.section));
    let affected = both(context, &old.bearers, &new.bearers);
    let decision = decision.or_else(|| pairing::decision(new)).or_else(|| pairing::decision(old));
    let place = (path(context.after, new.section), Thing::Norm, new.label.to_string());
    parts.into_iter().map(|part| told(&place, part, &affected, decision.as_ref())).collect()
}

fn told(
    (article, of, name): &(String, Thing, String),
    part: Part,
    affected: &[Name],
    decision: Option<&Decision>,
) -> Change {
    let by_name = part.is_by_name();
    Change {
        article: article.clone(),
        of: *of,
        name: name.clone(),
        part: part.name.to_owned(),
        effect: part.effect,
        before: part.before,
        after: part.after,
        affected: affected.to_vec(),
        decision: decision.cloned(),
        note: if by_name && part.note.is_empty() { "what it names has changed" } else { part.note }
            .to_owned(),
    }
}

/// The bearers of both, by their later names.
fn both(context: &Context<'_>, before: &Bearers, after: &Bearers) -> Vec<Name> {
    let earlier = before
        .names()
        .iter()
        .map(|name| Name::new(context.later_name(name.as_str())).unwrap_or_else(|_| name.clone()));
    let names: BTreeSet<Name> = earlier.chain(after.names().iter().cloned()).collect();
    names.into_iter().collect()
}

/// That it stands under another heading.
fn moved(context: &Context<'_>, old: usize, new: usize) -> Option<Part> {
    let id = |agreement: &Agreement, section: usize| {
        let section = agreement.section(section)?;
        Some(section.id.as_ref().map_or_else(|| section.title.clone(), ToString::to_string))
    };
    let (before, after) = (id(context.before, old), id(context.after, new));
    (before != after).then(|| Part::with("article", Effect::Text, before, after))
}

fn part(context: &Context<'_>, old: &Norm, new: &Norm, field: &str) -> Part {
    let (zone, later_zone) = (&context.before.settings.time_zone, &context.after.settings.time_zone);
    let shown = |names: &[Name]| (!names.is_empty()).then(|| phrase::names(names));
    match field {
        "bearers" => bearers(context, &old.bearers, &new.bearers),
        "from" | "until" => period(context, field, (&old.from, &old.until), (&new.from, &new.until)),
        "conditions" => conditions(context, &old.conditions, &new.conditions),
        "attestation" => Part::with(
            "verification",
            Effect::Evidence,
            old.attestation.as_ref().map(|attestation| phrase::attestation(attestation, zone)),
            new.attestation.as_ref().map(|attestation| phrase::attestation(attestation, later_zone)),
        ),
        "unproven_is_violated" => {
            let words = |is_violated| Some(if is_violated { "violated" } else { "unknown" }.to_owned());
            Part::with(
                "unproven counts as",
                Effect::Evidence,
                words(old.unproven_is_violated),
                words(new.unproven_is_violated),
            )
        }
        // The longer a breach can be made good, the less is required.
        "cure" => {
            let extent = match (old.cure, new.cure) {
                (Some(old), Some(new)) => super::extent::lengths(old, new).reversed(),
                (Some(_), None) => Extent::Grown,
                (None, _) => Extent::Shrunk,
            };
            let words = |cure: Option<_>| cure.map_or_else(|| "none".to_owned(), |cure| format!("{cure}"));
            let (before, after): (Option<armistice_facts::calendar::Length>, _) = (old.cure, new.cure);
            Part::by_extent("cure", extent, words(before), words(after))
        }
        "failing_which" => Part {
            note: "what follows a failure has no order",
            ..Part::with(
                "failing which",
                Effect::Unordered,
                shown(&old.failing_which),
                shown(&new.failing_which),
            )
        },
        "together_with" => {
            Part::with("together with", Effect::Text, shown(&old.together_with), shown(&new.together_with))
        }
        "quoting" => {
            let words = |norm: &Norm| norm.quoting.as_ref().map(|text| phrase::quoted(text));
            Part::with("quoting", Effect::Text, words(old), words(new))
        }
        "reading" => {
            let words = |norm: &Norm| norm.reading.as_ref().map(|reading| phrase::quoted(&reading.text));
            Part::with("reading", Effect::Text, words(old), words(new))
        }
        _ => unknown(field, old, new),
    }
}

/// More bearers are more bound.
fn bearers(context: &Context<'_>, old: &Bearers, new: &Bearers) -> Part {
    let words = (phrase::bearers(old), phrase::bearers(new));
    let set = |bearers: &Bearers, earlier: bool| -> BTreeSet<String> {
        let names = bearers.names().iter();
        names
            .map(|name| if earlier { context.later_name(name.as_str()) } else { name.as_str() }.to_owned())
            .collect()
    };
    let (before, after) = (set(old, true), set(new, false));
    // Private persons are bound besides.
    let reaches = |wide: &Bearers, narrow: &Bearers| match (wide, narrow) {
        (Bearers::Jointly(_), _) | (_, Bearers::Jointly(_)) => false,
        (Bearers::Anyone(_), _) | (Bearers::Each(_), Bearers::Each(_)) => true,
        (Bearers::Each(_), Bearers::Anyone(_)) => false,
    };
    let extent = Extent::of(
        reaches(new, old) && after.is_superset(&before),
        reaches(old, new) && before.is_superset(&after),
    );
    Part::by_extent("who is bound", extent, words.0, words.1)
}

type Period<'a> = (&'a Option<crate::model::Moment>, &'a Option<crate::model::Moment>);

/// A longer time binds more.
fn period(context: &Context<'_>, field: &str, before: Period<'_>, after: Period<'_>) -> Part {
    let is_start = field == "from";
    let pick = |period: Period<'_>| if is_start { period.0.clone() } else { period.1.clone() };
    let (old, new) = (pick(before), pick(after));
    let extent = match (&old, &new) {
        (Some(old), Some(new)) if is_start => context.moments(old, new).reversed(),
        (Some(old), Some(new)) => context.moments(old, new),
        // Without an end it lasts longer; a beginning that is not said is that of the whole agreement.
        (Some(_), None) if !is_start => Extent::Grown,
        (None, Some(_)) if !is_start => Extent::Shrunk,
        _ => Extent::Unordered,
    };
    let absent = if is_start { "entry into force" } else { "no end" };
    let words = |moment: &Option<crate::model::Moment>, agreement: &Agreement| {
        let zone = &agreement.settings.time_zone;
        moment.as_ref().map_or_else(|| absent.to_owned(), |moment| phrase::moment(moment, zone))
    };
    let name = if is_start { "from" } else { "until" };
    Part::by_extent(name, extent, words(&old, context.before), words(&new, context.after))
}

/// More conditions bind less.
fn conditions(context: &Context<'_>, old: &[Condition], new: &[Condition]) -> Part {
    let later_all = old.iter().all(|one| new.iter().any(|other| context.is_same(one, other)));
    let earlier_all = new.iter().all(|one| old.iter().any(|other| context.is_same(other, one)));
    let extent = Extent::of(later_all, earlier_all).reversed();
    let words = |conditions: &[Condition]| match conditions {
        [] => "none".to_owned(),
        some => phrase::conditions(some),
    };
    Part::by_extent("condition", extent, words(old), words(new))
}

fn exceptions(context: &Context<'_>) -> Vec<Change> {
    let pairs =
        context.pairs(&context.before.exceptions, &context.after.exceptions, |exception| &exception.label);
    let mut changes = Vec::new();
    for (old, new) in &pairs.both {
        let article = path(context.after, new.section);
        changes.extend(renamed(
            context,
            Thing::Exception,
            &old.label,
            &new.label,
            &article,
            new.bearers.names(),
        ));
        changes.extend(exception_pair(context, old, new));
    }
    let of_all = |agreement: &Agreement, exception: &Exception, effect: Effect| {
        let words = Some(rule::exception_words(exception));
        let (before, after) = if effect == Effect::Adds { (None, words) } else { (words, None) };
        let note = if effect == Effect::Adds { "it allows more" } else { "it allows less" };
        let (article, affected) = (path(agreement, exception.section), exception.bearers.names().to_vec());
        let change = context.change(Thing::Exception, &exception.label, "", effect);
        Change { article, affected, before, after, note: note.to_owned(), ..change }
    };
    changes.extend(pairs.new.iter().map(|new| of_all(context.after, new, Effect::Adds)));
    changes.extend(pairs.gone.iter().map(|old| of_all(context.before, old, Effect::Removes)));
    changes
}

/// What an exception allows more, binds less.
fn exception_pair(context: &Context<'_>, old: &Exception, new: &Exception) -> Vec<Change> {
    let (earlier, later) = (Exception { section: 0, ..old.clone() }, Exception { section: 0, ..new.clone() });
    let mut fields = context.differing(&earlier, &later);
    for ignored in ["label", "section", "span"] {
        fields.remove(ignored);
    }
    fields.extend(
        context.resting_on_changes(new).into_iter().filter(|field| field == "objects" || field == "place"),
    );
    let parts = fields.iter().map(|field| exception_part(context, old, new, field));
    let mut parts: Vec<Part> = parts.filter(is_change).collect();
    parts.extend(moved(context, old.section, new.section));
    let affected = both(context, &old.bearers, &new.bearers);
    let place = (path(context.after, new.section), Thing::Exception, new.label.to_string());
    parts.into_iter().map(|part| told(&place, part, &affected, None)).collect()
}

fn exception_part(context: &Context<'_>, old: &Exception, new: &Exception, field: &str) -> Part {
    match field {
        "bearers" => bearers(context, &old.bearers, &new.bearers).mirrored(),
        "to" => rule::more_names(context, "exception to", &old.to, &new.to).mirrored(),
        "objects" => rule::more_classes(context, "of what", &old.objects, &new.objects).mirrored(),
        "place" => rule::more_place(context, "place", &old.place, &new.place).mirrored(),
        "purposes" => rule::purposes(context, &old.purposes, &new.purposes).mirrored(),
        "conditions" => conditions(context, &old.conditions, &new.conditions).mirrored(),
        "from" | "until" => {
            period(context, field, (&old.from, &old.until), (&new.from, &new.until)).mirrored()
        }
        "reading" => {
            let words = |exception: &Exception| {
                exception.reading.as_ref().map(|reading| phrase::quoted(&reading.text))
            };
            Part::with("reading", Effect::Text, words(old), words(new))
        }
        _ => unknown(field, old, new),
    }
}
