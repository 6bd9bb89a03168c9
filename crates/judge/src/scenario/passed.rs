//! Acts that a scenario tells of a bearer and that a norm passed over: why they do not fall under it.
//!
//! Whoever writes a scenario meant something by each line. Where an expectation is not met, the line that was meant to
//! meet it may have fallen beside the norm, and nothing in the proof of the verdict could say so.

use armistice_facts::{Act, Fact, Placement, PlacementTarget, Relation};
use armistice_terms::model::{Agreement, ClassSet, Norm, Rule as Kind};
use armistice_terms::vocabulary::Match;

use crate::{Proof, Rule, Verdict, scope, wording};

/// More lines than these are not told.
const MOST: usize = 8;

/// The acts of the bearers of a verdict that stand in none of its findings, each with why.
pub(super) fn over(
    agreement: &Agreement,
    norm: &Norm,
    verdict: &Verdict,
    told: &[Fact],
    placements: &[Placement],
) -> Vec<Proof> {
    let Some((verb, objects)) = asked(norm) else { return Vec::new() };
    let is_bearer = |act: &Act| act.actor.party.as_ref().is_none_or(|side| verdict.bearers.contains(side));
    let is_taken = |fact: &Fact| verdict.findings.iter().any(|finding| finding.facts.contains(&fact.id));
    let acts = told.iter().filter(|fact| !is_taken(fact)).filter_map(|fact| Some((fact, scope::act(fact)?)));
    acts.filter(|(_, act)| is_bearer(act))
        .take(MOST)
        .map(|(fact, act)| {
            let words = &agreement.vocabulary;
            let is_outside = placements.iter().any(|found| {
                found.fact == fact.id
                    && found.target == PlacementTarget::Norm(norm.label.clone())
                    && found.relation == Relation::Outside
            });
            let why = if !words.is_a(act.verb.as_str(), verb) {
                format!("`{}` is not `{verb}`", act.verb)
            } else if words.matches(objects, &act.objects, &act.attributes) == Match::No {
                format!("it is no {}", classes(objects))
            } else if is_outside {
                "it lies outside the place of the norm".to_owned()
            } else {
                "the time, the hours, the purpose or what binds leave it out".to_owned()
            };
            let when = wording::when(&agreement.settings.time_zone, &fact.about);
            let text = format!("passed over: {} on {when}: {why}", scope::act_words(act));
            Proof::new(Rule::Class, text).citing([&fact.id])
        })
        .collect()
}

/// What a norm is about that acts can fall under.
fn asked(norm: &Norm) -> Option<(&str, &ClassSet)> {
    match &norm.rule {
        Kind::Ban(ban) => Some((ban.verb.as_str(), &ban.objects)),
        Kind::Rate(rate) => Some((rate.verb.as_str(), &rate.objects)),
        _ => None,
    }
}

fn classes(set: &ClassSet) -> String {
    let names: Vec<String> = set.any_of.iter().map(|one| format!("`{}`", one.class)).collect();
    names.join(" or ")
}
