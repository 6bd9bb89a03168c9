//! The verdict of one norm for one instance: the kind of rule decides, the rest is the same for all.

use armistice_terms::model::{Deadline, Norm, Rule as Kind};

use crate::draft::Draft;
use crate::force::{self, Force};
use crate::sitting::{Breach, Instance, Sitting};
use crate::{
    Counts, Outcome, Proof, Rule, Truth, Verdict, article, ban, ceiling, deed, duty, notice, occurrence,
    permission, power, procedure, rate, recurring, staged, upkeep, wording,
};

/// The verdict of a norm for an instance.
pub(crate) fn of(sitting: &Sitting<'_>, norm: &Norm, instance: &Instance) -> Verdict {
    let force = sitting.force(norm, instance);
    let draft = match &norm.rule {
        Kind::Deed(rule) => match (&rule.deadline, occurrence::trigger(norm)) {
            (Deadline::EveryYear { .. } | Deadline::Every { .. }, _) => {
                recurring::draft(sitting, norm, rule, instance, &force)
            }
            (_, Some(event)) => duty::draft(sitting, norm, rule, instance, &force, event),
            (_, None) if !rule.stages.is_empty() => staged::draft(sitting, norm, rule, instance, &force),
            (_, None) => deed::draft(sitting, norm, rule, instance, &force),
        },
        Kind::Ban(rule) => ban::draft(sitting, norm, rule, instance, &force),
        Kind::Upkeep(rule) => upkeep::draft(sitting, norm, rule, instance, &force),
        Kind::Ceiling(rule) => ceiling::draft(sitting, norm, rule, instance, &force),
        Kind::Rate(rule) => rate::draft(sitting, norm, rule, instance, &force),
        Kind::Notice(rule) => notice::draft(sitting, norm, rule, instance, &force),
        Kind::Permission(rule) => permission::draft(sitting, norm, rule, instance, &force),
        Kind::Power(rule) => power::draft(sitting, norm, rule, instance, &force),
        Kind::Procedure(rule) => procedure::draft(sitting, norm, rule, instance, &force),
    };
    finish(sitting, norm, instance, &force, draft)
}

/// How the norm is violated for the instance: its breaches, or the deadline that passed.
pub(crate) fn breaches(sitting: &Sitting<'_>, norm: &Norm, instance: &Instance) -> Vec<Breach> {
    let verdict = of(sitting, norm, instance);
    if verdict.truth != Some(Truth::Violated) {
        return Vec::new();
    }
    let found = verdict.findings.iter().filter(|finding| finding.outcome == Outcome::Breach);
    let found: Vec<Breach> = found
        .map(|finding| Breach {
            // A duty is violated when its deadline passes, whenever that is told.
            at: finding.due.unwrap_or(finding.about.from),
            finding: finding.id.clone(),
            facts: finding.facts.clone(),
        })
        .collect();
    if !found.is_empty() {
        return found;
    }
    let at = verdict.due.or(verdict.since);
    at.map(|at| Breach { at, finding: verdict.id.clone(), facts: Vec::new() }).into_iter().collect()
}

fn finish(
    sitting: &Sitting<'_>,
    norm: &Norm,
    instance: &Instance,
    force: &Force<'_>,
    mut draft: Draft,
) -> Verdict {
    let mut proof = Proof::new(Rule::Verdict, String::new());
    if sitting.proves {
        proof = prove(sitting, norm, instance, force, &draft);
        let roots = roots(sitting, norm);
        for finding in &mut draft.findings {
            finding.proof.children.splice(0..0, roots.iter().cloned());
        }
    }
    Verdict {
        id: format!("{}/{}", norm.label, instance.id),
        norm: norm.label.clone(),
        section: norm.section,
        bearer: instance.id.clone(),
        bearers: instance.names.clone(),
        state: draft.state,
        truth: draft.truth,
        grade: draft.grade,
        flags: draft.flags,
        reason: draft.reason,
        since: draft.since,
        due: draft.due,
        fulfilled: draft.fulfilled,
        progress: draft.progress,
        counts: Counts::of(&draft.findings),
        coverage: draft.coverage,
        findings: draft.findings,
        because: draft.because,
        proof,
    }
}

fn prove(sitting: &Sitting<'_>, norm: &Norm, instance: &Instance, force: &Force<'_>, draft: &Draft) -> Proof {
    let truth = draft.truth.map_or_else(|| draft.state.to_string(), |truth| truth.to_string());
    let mut text = format!("{} for {}: {truth}", norm.label, wording::list(&instance.names));
    if draft.truth.is_some() {
        text.push_str(&format!(", {}", draft.grade));
    }
    for flag in &draft.flags {
        text.push_str(&format!(", {flag}"));
    }
    text.push_str(&format!("; {}", draft.because));
    let mut steps = roots(sitting, norm);
    steps.push(force::proof(sitting, force));
    steps.extend(draft.steps.iter().cloned());
    steps.extend(draft.findings.iter().map(|finding| finding.proof.clone()));
    if !draft.would_change.is_empty() {
        let text = format!("would change it: {}", draft.would_change);
        steps.push(Proof::new(Rule::WouldChange, text));
    }
    Proof::new(Rule::Verdict, text).resting_on(steps)
}

/// What every proof begins with: readings that not everybody shares, and the article's own words.
fn roots(sitting: &Sitting<'_>, norm: &Norm) -> Vec<Proof> {
    let mut roots = article::readings(sitting, norm);
    roots.extend(article::quoted(sitting, norm.section));
    roots
}
