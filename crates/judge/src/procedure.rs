//! Procedures: within one incident a step only after the step before it, by the same side.

use std::collections::BTreeMap;

use armistice_facts::{Fact, Name, Standing};
use armistice_terms::model::{Norm, Procedure};

use crate::draft::Draft;
use crate::force::Force;
use crate::scope::{self, Sighting};
use crate::sitting::{Instance, Sitting};
use crate::{Proof, Reason, Rule, monitor, occurrence};

/// What one procedure comes to for one instance. Only acts that name an incident can be put in order.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Procedure,
    instance: &Instance,
    force: &Force<'a>,
) -> Draft {
    let mut incidents: BTreeMap<&Name, Vec<Sighting<'a>>> = BTreeMap::new();
    for fact in &sitting.docket.sights {
        let (Some(incident), Some(sighting)) =
            (&fact.incident, sight(sitting, norm, rule, instance, force, fact))
        else {
            continue;
        };
        incidents.entry(incident).or_default().push(sighting);
    }
    let skipped = incidents.into_iter().filter_map(|(incident, steps)| {
        let skipped = skipped(sitting, rule, &steps)?;
        Some(heard(sitting, norm, rule, instance, (incident, &steps), skipped))
    });
    let skipped = skipped.collect();
    monitor::draft(sitting, norm, instance, force, skipped)
}

fn sight<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Procedure,
    instance: &Instance,
    force: &Force<'a>,
    fact: &'a Fact,
) -> Option<Sighting<'a>> {
    let act = scope::act(fact)?;
    let start = force.start.as_ref().ok().copied()?;
    if sitting.is_elsewhere(fact, act, instance, &norm.label, start) {
        return None;
    }
    if act.actor.standing != Standing::Forces || step_names(sitting, rule, fact).is_empty() {
        return None;
    }
    let answers = [
        sitting.actor(act, instance),
        sitting.place(fact, &act.place, &rule.place, &norm.label),
        sitting.bound(fact, force),
        sitting.clock(&fact.about, norm.hours.as_ref()),
    ];
    let (open, steps) = scope::all(answers)?;
    Some(Sighting { fact, open, is_private: false, what: scope::act_words(act), steps })
}

/// Whether the event upon which the procedure is owed is told in the incident. A side that took the first step before has begun
/// the procedure by itself.
fn heard<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Procedure,
    instance: &Instance,
    (incident, steps): (&Name, &[Sighting<'a>]),
    mut skipped: Sighting<'a>,
) -> Sighting<'a> {
    let Some(event) = &rule.upon else { return skipped };
    let told = sitting.happenings(event, norm.section, instance).into_iter();
    let told: Vec<&Fact> =
        told.flat_map(|one| one.facts).filter(|fact| fact.incident.as_ref() == Some(incident)).collect();
    let words = occurrence::words(event);
    if !told.is_empty() {
        let text = format!("{words} is told in the incident");
        skipped.steps.push(Proof::new(Rule::Time, text).citing(told.iter().map(|fact| &fact.id)));
        return skipped;
    }
    let first = rule.steps.first();
    let is_first = |step: &&Sighting<'a>| step_names(sitting, rule, step.fact).first().copied() == first;
    let begun = steps.iter().filter(is_first).any(|step| step.fact.about.from < skipped.fact.about.from);
    if begun {
        let text = format!("{words} is not told in the incident, and its own first step began the procedure");
        skipped.steps.push(Proof::new(Rule::Time, text));
        return skipped;
    }
    skipped.open = skipped.open.or(Some(Reason::EventNotTold));
    skipped.steps.push(Proof::new(Rule::Time, format!("{words} is not told in the incident")));
    skipped
}

/// The names of the steps that an act is, each once, in the order of the procedure.
fn step_names<'r>(sitting: &Sitting<'_>, rule: &'r Procedure, fact: &Fact) -> Vec<&'r Name> {
    let Some(act) = scope::act(fact) else { return Vec::new() };
    let words = &sitting.agreement.vocabulary;
    let mut names: Vec<&Name> = Vec::new();
    for step in &rule.steps {
        let is_it =
            act.objects.iter().chain([&act.verb]).any(|what| words.is_a(what.as_str(), step.as_str()));
        if is_it && !names.contains(&step) {
            names.push(step);
        }
    }
    names
}

/// The first step taken without its predecessor; `None` if every step had it. A step may be told by several voices:
/// the same act at the same time counts once, and one act told as many (twenty broadcasts) counts so often.
///
/// A predecessor told after the step shows that the order was broken. One that nobody tells leaves it open: a record is
/// no list of everything that was done.
fn skipped<'a>(sitting: &Sitting<'a>, rule: &Procedure, acts: &[Sighting<'a>]) -> Option<Sighting<'a>> {
    let steps = in_order(sitting, rule, acts);
    let mut taken = 0_usize;
    for (number, (act, name)) in steps.iter().enumerate() {
        let ahead = rule.steps.iter().skip(taken).position(|step| step == *name);
        let is_taken = rule.steps.iter().take(taken).any(|step| step == *name);
        match ahead {
            Some(0) => taken += often(rule, taken, name, act.fact),
            // A step already taken may be repeated.
            Some(_) if !is_taken => {
                let missing = rule.steps.get(taken)?;
                let is_told_later = steps.iter().skip(number + 1).any(|(_, later)| *later == missing);
                return Some(without(act, name, missing, is_told_later));
            }
            _ => {}
        }
    }
    None
}

/// The acts that are steps, each once, in the order of time; of two at one time, the earlier step first.
fn in_order<'r, 's, 'a>(
    sitting: &Sitting<'a>,
    rule: &'r Procedure,
    acts: &'s [Sighting<'a>],
) -> Vec<(&'s Sighting<'a>, &'r Name)> {
    let mut steps: Vec<(&Sighting<'a>, &Name)> = Vec::new();
    for act in acts {
        let Some(name) = step_names(sitting, rule, act.fact).first().copied() else { continue };
        let is_told = |(other, known): &(&Sighting<'a>, &Name)| {
            *known == name && other.fact.about.from == act.fact.about.from
        };
        if !steps.iter().any(is_told) {
            steps.push((act, name));
        }
    }
    let place = |name: &Name| rule.steps.iter().position(|step| step == name);
    steps.sort_by_key(|(act, name)| (act.fact.about.from, place(name)));
    steps
}

/// How many steps of that name, from the next one on, the act takes.
fn often(rule: &Procedure, taken: usize, name: &Name, fact: &Fact) -> usize {
    let told = scope::act(fact).and_then(|act| act.quantity.as_ref());
    let told =
        told.and_then(|quantity| usize::try_from(quantity.thousandths / 1000).ok()).unwrap_or(1).max(1);
    rule.steps.iter().skip(taken).take(told).take_while(|step| *step == name).count()
}

fn without<'a>(act: &Sighting<'a>, name: &Name, missing: &Name, is_told_later: bool) -> Sighting<'a> {
    let mut skipped = act.clone();
    let text = if is_told_later {
        format!("{name} before {missing} in the incident")
    } else {
        skipped.open = skipped.open.or(Some(Reason::StepNotTold));
        format!("{name}, and no word of {missing} before it in the incident")
    };
    skipped.steps.push(Proof::new(Rule::Time, text.clone()));
    skipped.what = format!("{}: {text}", skipped.what);
    skipped
}
