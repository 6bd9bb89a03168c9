//! Powers: dormant, available, exercised, expired. Never violated; each exercise is told with its effect.

use std::collections::BTreeSet;

use armistice_facts::{Intent, StatusKind};
use armistice_terms::model::{Norm, Power};

use crate::draft::{self, Draft};
use crate::exercise::{self, Exercise};
use crate::force::{Force, Standing};
use crate::sitting::{Instance, Sitting};
use crate::{Finding, Grade, Outcome, Proof, Reason, Rule, State, wording};

/// What a power comes to for one instance.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    power: &Power,
    instance: &Instance,
    force: &Force<'a>,
) -> Draft {
    let exercises: Vec<Exercise<'a>> = sitting
        .docket
        .statuses
        .iter()
        .copied()
        .filter(|(_, status)| instance.holds(status.by.as_str()))
        .filter(|(_, status)| exercise::kind(status.change) == Some(power.change))
        .filter(|(_, status)| sitting.power_of(status).is_some_and(|(of, _)| of.label == norm.label))
        .map(|(fact, status)| sitting.exercise(norm, power, fact, status))
        .collect();
    let findings: Vec<Finding> =
        exercises.iter().map(|exercise| finding(sitting, norm, instance, exercise)).collect();
    let is_exercised = exercises.iter().any(|exercise| exercise.effect.is_ok());
    let state = match (is_exercised, draft::not_binding(sitting, force)) {
        (true, _) => State::Exercised,
        (false, Some(mut draft)) => {
            draft.findings = findings;
            return draft;
        }
        (false, None) if matches!(force.at(sitting.as_of), Standing::Over) => State::Expired,
        (false, None) => State::Available,
    };
    let because = match findings.last() {
        Some(last) => last.because.clone(),
        None if state == State::Expired => "its time is over; it was not exercised".to_owned(),
        None => "not exercised".to_owned(),
    };
    let mut draft = Draft::in_state(state, because);
    draft.since = match state {
        State::Exercised => exercises.iter().filter_map(|one| one.effect.as_ref().ok().copied()).min(),
        State::Expired => force.until,
        _ => force.start.as_ref().ok().copied(),
    };
    draft.findings = findings;
    draft
}

fn finding(sitting: &Sitting<'_>, norm: &Norm, instance: &Instance, exercise: &Exercise<'_>) -> Finding {
    let (fact, status) = (exercise.fact, exercise.status);
    let verb = match status.change {
        StatusKind::Suspends => "suspends",
        StatusKind::Denounces => "denounces",
        StatusKind::Restores => "restores",
        StatusKind::Renews => "renews",
        StatusKind::Consents | StatusKind::Answers(_) => "consents to",
    };
    let (outcome, reason, word) = match &exercise.effect {
        Ok(at) if *at > sitting.as_of => {
            let text = format!("takes effect on {}", wording::instant(sitting.zone(), *at));
            (Outcome::Pending, None, text)
        }
        Ok(at) => {
            let text = format!("has effect from {}", wording::instant(sitting.zone(), *at));
            (Outcome::Exercised, None, text)
        }
        Err(why) => (Outcome::Ineffective, Some(Reason::ConditionNotMet), format!("has no effect: {why}")),
    };
    let when = wording::when(sitting.zone(), &fact.about);
    let because = format!("{} {verb} {} on {when}; it {word}", status.by, status.scope);
    Finding {
        id: format!("{}/{}/{}", norm.label, instance.id, fact.id),
        outcome,
        reason,
        grade: Grade::Claimed,
        flags: BTreeSet::new(),
        about: fact.about,
        known: fact.known,
        due: None,
        facts: vec![fact.id.clone()],
        observations: 1,
        intent: Intent::Unstated,
        items: Vec::new(),
        proof: Proof::new(Rule::Verdict, format!("{outcome}: {because}"))
            .citing([&fact.id])
            .resting_on(exercise.steps.iter().cloned()),
        because,
    }
}

#[cfg(test)]
mod tests;
