//! Procedures: within one incident a step only after the step before it, by the same side.

use std::collections::BTreeMap;

use armistice_facts::{Fact, Name, Standing};
use armistice_terms::model::{Norm, Procedure};

use crate::draft::Draft;
use crate::force::Force;
use crate::scope::{self, Sighting};
use crate::sitting::{Instance, Sitting};
use crate::{Proof, Rule, monitor};

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
    let skipped = incidents.into_values().filter_map(|steps| skipped(sitting, rule, &steps)).collect();
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
        sitting.time(fact, Some(start), force.until),
    ];
    let (open, steps) = scope::all(answers)?;
    Some(Sighting { fact, open, is_private: false, what: scope::act_words(act), steps })
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
/// the same act at the same time counts once.
fn skipped<'a>(sitting: &Sitting<'a>, rule: &Procedure, acts: &[Sighting<'a>]) -> Option<Sighting<'a>> {
    let mut taken = 0_usize;
    let mut told: Vec<(armistice_facts::Instant, &Name)> = Vec::new();
    for act in acts {
        let Some(name) = step_names(sitting, rule, act.fact).first().copied() else { continue };
        if told.contains(&(act.fact.about.from, name)) {
            continue;
        }
        told.push((act.fact.about.from, name));
        let ahead = rule.steps.iter().skip(taken).position(|step| step == name);
        match ahead {
            Some(0) => taken += 1,
            // A step already taken may be repeated.
            _ if rule.steps.iter().take(taken).any(|step| step == name) => {}
            Some(_) => {
                let missing = rule.steps.get(taken)?;
                let mut skipped = act.clone();
                let text = format!("{name} without {missing} before it in the incident");
                skipped.steps.push(Proof::new(Rule::Time, text.clone()));
                skipped.what = format!("{}: {text}", skipped.what);
                return Some(skipped);
            }
            None => {}
        }
    }
    None
}
