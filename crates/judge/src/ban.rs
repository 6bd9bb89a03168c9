//! Bans: nothing of that kind, by that bearer, in that place, in that time.

use armistice_facts::{Act, Fact, Standing};
use armistice_terms::model::{Ban, Norm};
use armistice_terms::vocabulary::Match;

use crate::draft::Draft;
use crate::force::Force;
use crate::scope::{self, Answer, Sighting};
use crate::sitting::{Instance, Sitting};
use crate::{Proof, Reason, Rule, monitor};

/// What one ban comes to for one instance.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Ban,
    instance: &Instance,
    force: &Force<'a>,
) -> Draft {
    let acts = sitting.docket.sights.iter().filter_map(|fact| Some((*fact, scope::act(fact)?)));
    let verbs = sitting.verbs(&rule.verb);
    let sightings = acts
        .filter(|(_, act)| verbs.contains(&&act.verb))
        .filter_map(|(fact, act)| sight(sitting, norm, rule, instance, force, fact, act))
        .collect();
    monitor::draft(sitting, norm, instance, force, sightings)
}

fn sight<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Ban,
    instance: &Instance,
    force: &Force<'a>,
    fact: &'a Fact,
    act: &'a Act,
) -> Option<Sighting<'a>> {
    let start = force.start.as_ref().ok().copied()?;
    if sitting.is_elsewhere(fact, act, instance, &norm.label, start) {
        return None;
    }
    let answers = [
        sitting.actor(act, instance),
        sitting.class(&rule.objects, act),
        sitting.place(fact, &act.place, &rule.place, &norm.label),
        sitting.bound(fact, force),
        sitting.clock(&fact.about, norm.hours.as_ref()),
        purpose(rule, act),
    ];
    let (open, steps) = scope::all(answers)?;
    let is_private = act.actor.standing == Standing::Private;
    Some(Sighting { fact, open, is_private, what: scope::act_words(act), steps })
}

/// Whether the purpose is one that the ban is about.
fn purpose(rule: &Ban, act: &Act) -> Answer {
    let yes = Answer { is: Match::Yes, reason: Reason::PurposeNotTold, step: None };
    let no = Answer { is: Match::No, reason: Reason::PurposeNotTold, step: None };
    if act.purposes.iter().any(|told| rule.except_for.contains(told)) {
        return no;
    }
    if rule.purposes.is_empty() || act.purposes.iter().any(|told| rule.purposes.contains(told)) {
        return yes;
    }
    if !act.purposes.is_empty() {
        return no;
    }
    let text = "the purpose is not told, and the norm turns on it";
    Answer { is: Match::Open, reason: Reason::PurposeNotTold, step: Some(Proof::new(Rule::Class, text)) }
}

#[cfg(test)]
mod tests;
