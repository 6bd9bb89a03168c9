//! Permissions that defeat no norm: dormant, available, exercised, expired. Never violated; an act that meets what they
//! ask for is a use of them, and one that does not is told as not covered.

use std::collections::BTreeMap;

use armistice_facts::{Act, Fact, Intent, Name};
use armistice_terms::model::{ClassSet, Norm, Permission};
use armistice_terms::vocabulary::Match;

use crate::condition;
use crate::draft::{self, Draft};
use crate::force::{Force, Standing};
use crate::grade::Entry;
use crate::inventory::{Bound, Round};
use crate::matter::Matter;
use crate::scope::{self, Sighting};
use crate::sitting::{Instance, Sitting};
use crate::{Finding, Outcome, Proof, Reason, Rule, State, wording};

/// What a permission comes to for one instance.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Permission,
    instance: &Instance,
    force: &Force<'a>,
) -> Draft {
    let bounds: Vec<Bound> =
        rule.limits.iter().map(|limit| sitting.limit_of(limit, instance, Round::Down)).collect();
    let acts = sitting.docket.sights.iter().filter_map(|fact| Some((*fact, scope::act(fact)?)));
    let mut incidents: BTreeMap<&Name, Vec<Sighting<'a>>> = BTreeMap::new();
    for (fact, act) in acts {
        if let Some(sighting) = sight(sitting, norm, (rule, &bounds), instance, force, fact, act) {
            incidents.entry(fact.incident.as_ref().unwrap_or(&fact.id)).or_default().push(sighting);
        }
    }
    let case = Case { sitting, norm, instance };
    let mut findings: Vec<Finding> =
        incidents.into_iter().filter_map(|(cause, told)| case.finding(cause, &told)).collect();
    findings.sort_by(|one, two| (one.about.from, &one.id).cmp(&(two.about.from, &two.id)));
    let uses = findings.iter().filter(|finding| finding.outcome == Outcome::Exercised).count();
    let uses = u64::try_from(uses).unwrap_or(u64::MAX);
    if let Some(mut draft) = draft::not_binding(sitting, force) {
        draft.findings = findings;
        return draft;
    }
    let is_over = matches!(force.at(sitting.as_of), Standing::Over);
    let state = match uses {
        _ if is_over => State::Expired,
        0 => State::Available,
        _ => State::Exercised,
    };
    let because = match uses {
        0 => "no use of it is told".to_owned(),
        uses => format!("{} of it told", wording::count(uses, "use", "uses")),
    };
    let mut draft = Draft::in_state(state, because);
    draft.since = if is_over { force.until } else { force.start.as_ref().ok().copied() };
    draft.findings = findings;
    draft
}

fn sight<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    (rule, bounds): (&Permission, &[Bound]),
    instance: &Instance,
    force: &Force<'a>,
    fact: &'a Fact,
    act: &'a Act,
) -> Option<Sighting<'a>> {
    if !sitting.is_verb(act, &rule.verb) {
        return None;
    }
    let counted = || rule.limits.iter().map(|limit| limit.of.clone()).collect();
    let objects = if rule.limits.is_empty() {
        rule.objects.clone()
    } else {
        ClassSet { any_of: counted(), excluding: Vec::new() }
    };
    let answers = [
        sitting.actor(act, instance),
        sitting.class(&objects, act),
        sitting.place(fact, &act.place, &rule.place, &norm.label),
        sitting.bound(fact, force),
        sitting.clock(&fact.about, norm.hours.as_ref()),
    ];
    let (mut open, mut steps) = scope::all(answers)?;
    let has_purpose =
        rule.purposes.is_empty() || act.purposes.iter().any(|told| rule.purposes.contains(told));
    let told = act.quantity.as_ref().and_then(|quantity| u64::try_from(quantity.thousandths / 1000).ok());
    let is_beyond = |limit: &dyn Fn(&Bound) -> Option<u64>| {
        let told = told.filter(|_| !bounds.is_empty());
        told.is_some_and(|told| bounds.iter().all(|bound| limit(bound).is_some_and(|limit| told > limit)))
    };
    let is_more = is_beyond(&|bound| bound.number.most);
    if is_more {
        steps.push(Proof::new(Rule::Count, "more than the text permits"));
    } else if is_beyond(&|bound| Some(bound.number.least)) {
        open = open.or(Some(Reason::LimitUnknown));
        steps.extend(bounds.iter().filter_map(|bound| bound.proof.clone()));
    }
    for condition in &norm.conditions {
        let met = condition::meets(sitting, condition, norm.section, instance, Matter::of(fact));
        steps.push(met.step);
        if met.is != Match::Yes {
            open = open.or(Some(Reason::ConditionNotMet));
        }
    }
    if !has_purpose || is_more {
        open = open.or(Some(Reason::ConditionNotMet));
    }
    Some(Sighting { fact, open, is_private: false, what: scope::act_words(act), steps })
}

struct Case<'s, 'a> {
    sitting: &'s Sitting<'a>,
    norm: &'s Norm,
    instance: &'s Instance,
}

impl<'a> Case<'_, 'a> {
    fn finding(&self, cause: &Name, told: &[Sighting<'a>]) -> Option<Finding> {
        let first = told.first()?;
        let best = told.iter().find(|one| one.open.is_none()).unwrap_or(first);
        let (outcome, reason) = match best.open {
            None => (Outcome::Exercised, None),
            reason => (Outcome::Ineffective, reason),
        };
        let entries: Vec<Entry<'a>> =
            told.iter().map(|one| self.sitting.entry(one.fact, self.instance)).collect();
        let grade = self.sitting.worth(&entries);
        let when = wording::when(self.sitting.zone(), &best.fact.about);
        let voices = wording::list(&wording::voices(told.iter().map(|one| one.fact)));
        let word = reason.map(|reason| format!("; not covered: {reason}")).unwrap_or_default();
        let because = format!("{} on {when}, told by {voices} ({grade}){word}", best.what);
        Some(Finding {
            id: format!("{}/{}/{cause}", self.norm.label, self.instance.id),
            outcome,
            reason,
            grade,
            flags: std::collections::BTreeSet::new(),
            about: best.fact.about,
            known: told.iter().map(|one| one.fact.known).max()?,
            due: None,
            facts: told.iter().map(|one| one.fact.id.clone()).collect(),
            observations: u64::try_from(told.len()).unwrap_or(u64::MAX),
            intent: Intent::Unstated,
            items: Vec::new(),
            proof: Proof::new(Rule::Verdict, format!("{outcome}: {because}"))
                .citing(told.iter().map(|one| &one.fact.id))
                .resting_on(entries.iter().map(|entry| entry.proof(self.sitting)))
                .resting_on(best.steps.iter().cloned()),
            because,
        })
    }
}

#[cfg(test)]
mod tests;
