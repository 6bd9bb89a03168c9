//! Which norms a fact can speak to at all, by its kind, its verb and its classes: only for those is its place worked
//! out. What a norm does not cover is the same wherever it happened.

use armistice_facts::{Act, Fact, Name, What};
use armistice_terms::model::{Agreement, ClassSet, Place, Rule};
use armistice_terms::vocabulary::{Match, Vocabulary};

/// What a norm or exception is about, as far as that can be told from a fact alone.
pub(crate) enum Concern<'a> {
    /// Acts of this verb on these things.
    Acts(&'a Name, &'a ClassSet),
    /// Such acts, and whatever else an exception is asked of that is an exception to no ban.
    Excused(&'a Name, &'a ClassSet),
    /// States of things.
    States,
    /// Counts of things.
    Counts,
    /// Acts of any kind.
    AnyAct,
}

impl<'a> Concern<'a> {
    /// What the norm or exception of that label is about; `None` if there is none of that label.
    pub(crate) fn of(agreement: &'a Agreement, label: &str) -> Option<Self> {
        if let Some(exception) = agreement.exceptions.iter().find(|exception| exception.label == *label) {
            let is_of_acts = exception.to.iter().all(|to| {
                agreement.norm(to.as_str()).is_some_and(|norm| {
                    matches!(norm.rule, Rule::Ban(_) | Rule::Rate(_) | Rule::Procedure(_))
                })
            });
            let (verb, objects) = (&exception.verb, &exception.objects);
            return Some(if is_of_acts {
                Concern::Acts(verb, objects)
            } else {
                Concern::Excused(verb, objects)
            });
        }
        Some(match &agreement.norm(label)?.rule {
            Rule::Ban(ban) => Concern::Acts(&ban.verb, &ban.objects),
            Rule::Permission(permission) => Concern::Acts(&permission.verb, &permission.objects),
            // A power is exercised by a word, wherever it is said.
            Rule::Power(_) => return None,
            Rule::Upkeep(_) => Concern::States,
            Rule::Ceiling(_) => Concern::Counts,
            // A deed that was done to last is undone by an act or a state of another verb.
            Rule::Rate(_) | Rule::Deed(_) | Rule::Notice(_) | Rule::Procedure(_) => Concern::AnyAct,
        })
    }

    /// Whether the fact may speak to it.
    pub(crate) fn may_be(&self, fact: &Fact, words: &Vocabulary) -> bool {
        match (self, &fact.what) {
            (Concern::Acts(verb, objects) | Concern::Excused(verb, objects), What::Act(act)) => {
                is_of(act, verb, objects, words)
            }
            (Concern::States | Concern::Excused(..), What::State(_))
            | (Concern::Counts | Concern::Excused(..), What::Count(_)) => true,
            (Concern::AnyAct, _) => true,
            _ => false,
        }
    }
}

/// The places that a rule binds at; only the first of them bounds acts.
pub(crate) fn places(rule: &Rule) -> Vec<&Place> {
    match rule {
        Rule::Ban(ban) => vec![&ban.place],
        Rule::Upkeep(upkeep) => vec![&upkeep.place],
        Rule::Ceiling(ceiling) => vec![&ceiling.place],
        Rule::Rate(rate) => vec![&rate.place],
        Rule::Deed(deed) => match &deed.out_of {
            Some(out_of) => vec![&deed.place, out_of],
            None => vec![&deed.place],
        },
        Rule::Notice(notice) => vec![&notice.place],
        Rule::Procedure(procedure) => vec![&procedure.place],
        Rule::Permission(permission) => vec![&permission.place],
        Rule::Power(_) => Vec::new(),
    }
}

fn is_of(act: &Act, verb: &Name, objects: &ClassSet, words: &Vocabulary) -> bool {
    words.is_a(act.verb.as_str(), verb.as_str())
        && words.matches(objects, &act.objects, &act.attributes) != Match::No
}
