//! What has to be shown for a breach, and for compliance: one answer for each kind of rule, as the judge asks for it.

use std::collections::BTreeSet;

use armistice_facts::Name;

use super::conditions::parts as of_conditions;
use super::sources::Sources;
use super::{Monitorability, Observation, Part, PartOf, Showing, can_be_broken};
use crate::model::{
    Attesters, Bearers, Ceiling, ClassSet, ClassTest, Condition, Deadline, Deed, Exception, Geometry, NearTo,
    Norm, NoticeDuty, Place, Procedure, Rule, Upkeep,
};

/// How many norms behind one another conditions are followed; the checker refuses circles.
const MAX_NORMS: u32 = 8;

/// How deep zones are followed that rest on other zones; the checker refuses circles.
const MAX_DEPTH: u32 = 32;

/// What could show that a norm is broken, and that it is kept; `None` for what can never be broken.
pub(super) fn of_norm(sources: &Sources<'_>, norm: &Norm, depth: u32) -> Option<Monitorability> {
    if !can_be_broken(&norm.rule) {
        return None;
    }
    let mut matter = matter(sources, &norm.rule);
    let mut fulfilment = Showing { parts: kept(sources, norm, &matter) };
    if is_independent(sources, norm) {
        // Who inspects and finds it broken says so of all of it at once.
        for part in &mut matter {
            part.by.insert(Observation::Attestation);
            part.is_word = false;
        }
    }
    let refusal = refusal(norm, &matter);
    let mut breach = Showing { parts: matter };
    breach.parts.extend(refusal);
    breach.parts.extend(absence(sources, &norm.rule));
    breach.parts.extend(undrawn(sources, &norm.rule));
    let conditions = conditions(sources, &norm.conditions, depth);
    fulfilment.parts.extend(conditions.iter().cloned());
    breach.parts.extend(conditions);
    if norm.unproven_is_violated
        && let Some(first) = breach.parts.first_mut()
    {
        first.by.insert(Observation::Lapse);
        first.is_word = false;
    }
    Some(Monitorability { breach, fulfilment })
}

/// What could show that an exception covers an act.
pub(super) fn of_exception(sources: &Sources<'_>, exception: &Exception) -> Vec<Part> {
    let mut parts: Vec<Part> = purpose(sources, &exception.purposes).into_iter().collect();
    parts.extend(conditions(sources, &exception.conditions, 0));
    parts
}

/// What could show that the conditions are met. What hangs on too many norms behind one another is left out.
fn conditions(sources: &Sources<'_>, conditions: &[Condition], depth: u32) -> Vec<Part> {
    let of_norm = |label: &Name, is_kept: bool| {
        let norm = sources.agreement.norm(label.as_str()).filter(|_| depth < MAX_NORMS)?;
        if is_kept {
            told_done(sources, norm, depth + 1)
        } else {
            self::of_norm(sources, norm, depth + 1).map(|found| found.breach)
        }
    };
    of_conditions(sources, conditions, &of_norm)
}

/// What was done, held or kept, with what the rule asks of it besides.
fn matter(sources: &Sources<'_>, rule: &Rule) -> Vec<Part> {
    match rule {
        Rule::Ban(ban) => {
            let mut parts = act(sources, &ban.verb, &ban.objects);
            parts.extend(purpose(sources, &ban.purposes));
            parts
        }
        Rule::Upkeep(upkeep) => self::upkeep(sources, upkeep),
        Rule::Ceiling(ceiling) => things(sources, &held(ceiling)),
        Rule::Rate(rate) => act(sources, &rate.verb, &rate.things()),
        Rule::Deed(deed) => {
            let mut parts = act(sources, &deed.verb, &owed(deed));
            parts.extend(purpose(sources, &deed.purposes));
            parts
        }
        Rule::Notice(notice) => things(sources, &notice.of),
        Rule::Procedure(procedure) => vec![sources.part(PartOf::Matter, steps(sources, procedure))],
        Rule::Permission(_) | Rule::Power(_) => Vec::new(),
    }
}

/// An act: by what shows the doing, where the verb says so, else by what shows the things it is done with.
fn act(sources: &Sources<'_>, verb: &Name, objects: &ClassSet) -> Vec<Part> {
    let mut doing = sources.of_word(verb.as_str());
    if doing.is_empty() && !objects.any_of.is_empty() {
        return things(sources, objects);
    }
    if doing.is_empty() {
        let taken = sources.agreement.vocabulary.term(verb.as_str()).and_then(|term| term.declared("object"));
        doing = taken.map(|taken| sources.of_word(taken)).unwrap_or_default();
    }
    let mut parts = vec![sources.part(PartOf::Matter, doing)];
    parts.extend(attributes(sources, objects));
    parts
}

/// Things of classes, and the attributes that tell them from others.
fn things(sources: &Sources<'_>, set: &ClassSet) -> Vec<Part> {
    let mut parts = vec![sources.part(PartOf::Matter, sources.of_set(set))];
    parts.extend(attributes(sources, set));
    parts
}

/// The attributes without which it cannot be told whether a thing is meant: those that every member is tested for.
fn attributes(sources: &Sources<'_>, set: &ClassSet) -> Vec<Part> {
    let tested = |test: &ClassTest| !test.tests.is_empty();
    if !set.any_of.iter().all(tested) {
        return Vec::new();
    }
    let mut names: Vec<&Name> =
        set.any_of.iter().flat_map(|test| &test.tests).map(|test| &test.attribute).collect();
    names.sort_unstable();
    names.dedup();
    let part = |name: &Name| sources.part(PartOf::Attribute(name.clone()), sources.of_word(name.as_str()));
    names.into_iter().map(part).collect()
}

fn purpose(sources: &Sources<'_>, purposes: &[Name]) -> Option<Part> {
    if purposes.is_empty() {
        return None;
    }
    let by = purposes.iter().flat_map(|purpose| sources.of_word(purpose.as_str())).collect();
    Some(sources.part(PartOf::Purpose, by))
}

/// A state is broken by things seen in its opposite; where none is declared, nothing that is seen breaks it.
fn upkeep(sources: &Sources<'_>, rule: &Upkeep) -> Vec<Part> {
    let vocabulary = &sources.agreement.vocabulary;
    let has_opposite = |state: &&Name| {
        vocabulary.inverse(state.as_str()).is_some()
            || vocabulary.terms().any(|term| vocabulary.inverse(term.name.as_str()) == Some(state))
    };
    let seen = rule.states.iter().filter(has_opposite).flat_map(|state| {
        let own = sources.of_word(state.as_str());
        if own.is_empty() { sources.of_set(&rule.classes) } else { own }
    });
    let mut parts = vec![sources.part(PartOf::Matter, seen.collect())];
    parts.extend(attributes(sources, &rule.classes));
    parts
}

fn held(rule: &Ceiling) -> ClassSet {
    let limits = rule.limits.iter().map(|limit| limit.of.clone());
    let listed = rule.as_of.iter().flat_map(|(set, _)| set.any_of.clone());
    ClassSet { any_of: limits.chain(listed).collect(), excluding: Vec::new() }
}

fn owed(rule: &Deed) -> ClassSet {
    let counted = rule.objects.iter().map(|limit| limit.of.clone());
    ClassSet { any_of: counted.chain(rule.all_of.any_of.clone()).collect(), excluding: Vec::new() }
}

/// That the order of steps was broken shows in two of them; where fewer can be seen, nothing shows it.
fn steps(sources: &Sources<'_>, rule: &Procedure) -> BTreeSet<Observation> {
    let seen: Vec<BTreeSet<Observation>> =
        rule.steps.iter().map(|step| sources.of_word(step.as_str())).filter(|by| !by.is_empty()).collect();
    if seen.len() < 2 { BTreeSet::new() } else { seen.into_iter().flatten().collect() }
}

/// Whether the norm's own rule of verification is more than one side's word: by a body, or by both sides.
fn is_independent(sources: &Sources<'_>, norm: &Norm) -> bool {
    let Some(attestation) = &norm.attestation else { return false };
    let names = match &attestation.by {
        Attesters::AllOf(names) | Attesters::AtLeast(_, names) => names.as_slice(),
        Attesters::Named(name) => std::slice::from_ref(name),
        Attesters::OtherParty => return false,
    };
    let is_both = match &norm.bearers {
        Bearers::Each(bearers) | Bearers::Anyone(bearers) | Bearers::Jointly(bearers) => {
            bearers.iter().any(|bearer| names.contains(bearer))
                && names.iter().any(|name| !bearers.contains(name))
                || bearers.iter().filter(|bearer| names.contains(bearer)).count() > 1
        }
    };
    is_both || names.iter().any(|name| sources.is_body(name))
}

/// Without a last day the clock never breaks a duty: it is broken by a refusal, which is seen by what shows the matter.
fn refusal(norm: &Norm, matter: &[Part]) -> Option<Part> {
    let Rule::Deed(Deed { deadline: Deadline::WithoutDelay, .. }) = &norm.rule else { return None };
    matter.first().map(|matter| Part { of: PartOf::Refusal, ..matter.clone() })
}

/// That a notice is missing shows only in a register that is complete; that it is late, in the notice itself.
fn absence(sources: &Sources<'_>, rule: &Rule) -> Option<Part> {
    let Rule::Notice(NoticeDuty { lead, .. }) = rule else { return None };
    let complete = sources.agreement.registers.iter().filter(|register| register.is_complete);
    let mut by: BTreeSet<Observation> =
        complete.map(|register| Observation::Register(register.name.clone())).collect();
    if lead.is_some() {
        by.insert(Observation::LateNotice);
    }
    Some(sources.part(PartOf::Absence, by))
}

/// What could show that what a norm asks for is told as done, as a condition on its fulfilment wants.
fn told_done(sources: &Sources<'_>, norm: &Norm, depth: u32) -> Option<Showing> {
    can_be_broken(&norm.rule).then(|| {
        let mut parts = done(norm, &matter(sources, &norm.rule));
        parts.extend(conditions(sources, &norm.conditions, depth));
        Showing { parts }
    })
}

/// What shows compliance: of a duty or of a floor that it was done, of anything else that enough was watched.
fn kept(sources: &Sources<'_>, norm: &Norm, matter: &[Part]) -> Vec<Part> {
    let is_floor = matches!(&norm.rule, Rule::Rate(rate) if rate.is_floor);
    if is_floor || matches!(norm.rule, Rule::Deed(_)) {
        return done(norm, matter);
    }
    let bar = norm.attestation.as_ref().and_then(|rule| rule.coverage_percent);
    vec![sources.part(PartOf::Everything, bar.map(Observation::Watching).into_iter().collect())]
}

/// What shows that it was done. Whoever the text asks to attest, may: also the other side.
fn done(norm: &Norm, matter: &[Part]) -> Vec<Part> {
    let mut parts = matter.to_vec();
    if norm.attestation.is_some() {
        for part in &mut parts {
            part.by.insert(Observation::Attestation);
            part.is_word = false;
        }
    }
    parts
}

/// A zone that is not decided yet, if nothing can be in the rule's place while it is not.
fn undrawn(sources: &Sources<'_>, rule: &Rule) -> Option<Part> {
    let place = match rule {
        Rule::Ban(ban) => &ban.place,
        Rule::Upkeep(upkeep) => &upkeep.place,
        Rule::Ceiling(ceiling) => &ceiling.place,
        Rule::Rate(rate) => &rate.place,
        Rule::Notice(notice) => &notice.place,
        Rule::Procedure(procedure) => &procedure.place,
        // Whether a duty is done is told by its label.
        Rule::Deed(_) | Rule::Permission(_) | Rule::Power(_) => return None,
    };
    let zone = undecided(&sources.agreement.geometry, place, 0)?;
    Some(sources.part(PartOf::Place(zone.clone()), BTreeSet::new()))
}

fn undecided<'a>(geometry: &'a Geometry, place: &'a Place, depth: u32) -> Option<&'a Name> {
    if depth > MAX_DEPTH {
        return None;
    }
    let of = |place: &'a Place| undecided(geometry, place, depth + 1);
    match place {
        Place::Or(places) => {
            let found: Vec<&Name> = places.iter().filter_map(of).collect();
            found.first().copied().filter(|_| found.len() == places.len())
        }
        Place::And(places) => places.iter().find_map(of),
        Place::Minus(whole, part) => of(whole).or_else(|| of(part)),
        Place::OutOf(place) | Place::To(place) => of(place),
        Place::Zone(name) => zone(geometry, name, depth),
        Place::Near(near) => match &near.of {
            NearTo::Zone(name) => zone(geometry, name, depth),
            NearTo::Line(_) | NearTo::Point(_) | NearTo::Class(_) => None,
        },
        Place::Beside { .. }
        | Place::File(_)
        | Place::Height(_)
        | Place::AcrossLine(_)
        | Place::Side { .. }
        | Place::Domain(_)
        | Place::Everywhere => None,
    }
}

fn zone<'a>(geometry: &'a Geometry, name: &'a Name, depth: u32) -> Option<&'a Name> {
    let zone = geometry.zones.iter().find(|zone| zone.name == *name)?;
    match &zone.place {
        Some(place) => undecided(geometry, place, depth + 1),
        None if zone.description.is_some() => None,
        None => Some(&zone.name),
    }
}
