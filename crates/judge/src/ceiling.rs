//! Ceilings: at most so many of a class in a place.

use std::collections::BTreeMap;

use armistice_facts::{Fact, HeldCount, What};
use armistice_terms::model::{Ceiling, ClassSet, Norm};
use armistice_terms::vocabulary::Match;

use crate::draft::Draft;
use crate::force::Force;
use crate::scope::{self, Answer, Sighting};
use crate::sitting::{Instance, Sitting};
use crate::{Proof, Reason, Rule, monitor};

/// What one ceiling comes to for one instance: the lower bound of a count above the limit is evidence of a breach.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Ceiling,
    instance: &Instance,
    force: &Force<'a>,
) -> Draft {
    let counted = sitting.docket.sights.iter().filter_map(|fact| match &fact.what {
        What::Count(held) => Some((*fact, held)),
        _ => None,
    });
    let sightings =
        counted.filter_map(|(fact, held)| sight(sitting, norm, rule, instance, force, fact, held)).collect();
    monitor::draft(sitting, norm, instance, force, sightings)
}

fn sight<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Ceiling,
    instance: &Instance,
    force: &Force<'a>,
    fact: &'a Fact,
    held: &'a HeldCount,
) -> Option<Sighting<'a>> {
    if !instance.holds(held.holder.as_str()) {
        return None;
    }
    let answers = [
        against(sitting, rule, held),
        sitting.place(fact, &held.place, &rule.place, &norm.label),
        sitting.bound(fact, force),
    ];
    let (open, steps) = scope::all(answers)?;
    let what = match held.at_most {
        Some(most) if most == held.at_least => format!("{most} {}", held.class),
        Some(most) => format!("{} to {most} {}", held.at_least, held.class),
        None => format!("at least {} {}", held.at_least, held.class),
    };
    Some(Sighting { fact, open, is_private: false, what, steps })
}

/// Whether the count speaks against the ceiling.
fn against(sitting: &Sitting<'_>, rule: &Ceiling, held: &HeldCount) -> Answer {
    let matches = |set: &ClassSet| {
        sitting.agreement.vocabulary.matches(set, std::slice::from_ref(&held.class), &BTreeMap::new())
    };
    let answer = |is, reason, text: String| Answer { is, reason, step: Some(Proof::new(Rule::Count, text)) };
    let no = Answer { is: Match::No, reason: Reason::ClassUncertain, step: None };
    if let Some((classes, date)) = &rule.as_of {
        if matches(classes) == Match::No || held.at_least == 0 {
            return no;
        }
        let text = format!("the inventory of {date} is not on record, so there is no limit to count against");
        return answer(Match::Open, Reason::LimitUnknown, text);
    }
    let mut is_listed = Match::No;
    for limit in &rule.limits {
        let set = ClassSet { any_of: vec![limit.of.clone()], excluding: Vec::new() };
        let class = matches(&set);
        is_listed = is_listed.max(class);
        if class == Match::No || held.at_least <= limit.number {
            continue;
        }
        if limit.is_percent {
            let text = format!("the limit is {} per cent of a number that is not on record", limit.number);
            return answer(Match::Open, Reason::LimitUnknown, text);
        }
        let text = format!("at least {} are told, at most {} may be held", held.at_least, limit.number);
        return answer(class, Reason::ClassUncertain, text);
    }
    if rule.only && held.at_least > 0 && is_listed != Match::Yes {
        let is = if is_listed == Match::No { Match::Yes } else { Match::Open };
        let text = format!("only what the norm lists may be held; {} is not listed", held.class);
        return answer(is, Reason::ClassUncertain, text);
    }
    no
}
