//! Upkeep: things kept in a state.

use std::collections::BTreeMap;

use armistice_facts::{Fact, Name, StateSeen, What};
use armistice_terms::model::{Norm, Upkeep, Value};
use armistice_terms::vocabulary::{Match, Vocabulary};

use crate::draft::Draft;
use crate::force::Force;
use crate::scope::{self, Answer, Sighting};
use crate::sitting::{Instance, Sitting};
use crate::{Proof, Reason, Rule, monitor};

/// What one upkeep comes to for one instance. Things seen in the inverse of a state that is asked for are evidence
/// of a breach; things that could not be seen are said.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Upkeep,
    instance: &Instance,
    force: &Force<'a>,
) -> Draft {
    let seen = sitting.docket.sights.iter().filter_map(|fact| match &fact.what {
        What::State(seen) => Some((*fact, seen)),
        _ => None,
    });
    let sightings =
        seen.filter_map(|(fact, seen)| sight(sitting, norm, rule, instance, force, fact, seen)).collect();
    monitor::draft(sitting, norm, instance, force, sightings)
}

fn sight<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Upkeep,
    instance: &Instance,
    force: &Force<'a>,
    fact: &'a Fact,
    seen: &'a StateSeen,
) -> Option<Sighting<'a>> {
    let words = &sitting.agreement.vocabulary;
    let is_against = rule.states.iter().any(|asked| is_inverse(words, &seen.state, asked));
    if !instance.holds(seen.holder.as_str()) || !is_against || seen.count == Some(0) {
        return None;
    }
    let class = words.matches(&rule.classes, std::slice::from_ref(&seen.class), &BTreeMap::new());
    let answers = [
        Answer {
            is: class,
            reason: Reason::ClassUncertain,
            step: (class == Match::Open)
                .then(|| Proof::new(Rule::Class, "the class told is wider than the norm's")),
        },
        sitting.place(fact, &seen.place, &rule.place, &norm.label),
        sitting.bound(fact, force),
        sitting.clock(&fact.about, norm.hours.as_ref()),
    ];
    let (open, mut steps) = scope::all(answers)?;
    if seen.unseen > 0 {
        steps.push(Proof::new(Rule::Coverage, format!("{} more could not be seen", seen.unseen)));
    }
    let number = seen.count.map(|count| format!("{count} ")).unwrap_or_default();
    let unseen = if seen.unseen > 0 { format!(" ({} not seen)", seen.unseen) } else { String::new() };
    let what = format!("{}: {number}in state {}{unseen}", seen.class, seen.state);
    Some(Sighting { fact, open, is_private: false, what, steps })
}

/// Whether one state is declared as the inverse of the other, on either side.
fn is_inverse(words: &Vocabulary, seen: &Name, asked: &Name) -> bool {
    let declares = |one: &Name, other: &Name| {
        words.term(one.as_str()).and_then(|term| term.attributes.get("inverse")).is_some_and(
            |inverse| matches!(inverse, Value::Name(name) | Value::Text(name) if *name == other.as_str()),
        )
    };
    declares(seen, asked) || declares(asked, seen)
}
