//! The verdict of one norm for one instance: the kind of rule decides, the rest is the same for all.

use std::collections::BTreeSet;

use armistice_facts::Instant;
use armistice_terms::model::{Norm, Rule as Kind};

use crate::force::{self, Force, Standing};
use crate::sitting::{Instance, Sitting};
use crate::{
    Counts, Finding, Flag, Grade, Outcome, Progress, Proof, Reason, Rule, State, Truth, Verdict, Watched,
    article, ban, ceiling, deed, notice, procedure, rate, upkeep, wording,
};

/// What a kind of rule says; [`of`] makes it a verdict.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) state: State,
    pub(crate) truth: Option<Truth>,
    pub(crate) grade: Grade,
    pub(crate) flags: BTreeSet<Flag>,
    pub(crate) reason: Option<Reason>,
    pub(crate) since: Option<Instant>,
    pub(crate) due: Option<Instant>,
    pub(crate) fulfilled: Option<Instant>,
    pub(crate) progress: Option<Progress>,
    pub(crate) coverage: Option<Watched>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) because: String,
    pub(crate) steps: Vec<Proof>,
    pub(crate) would_change: String,
}

impl Draft {
    /// A draft in a state, with nothing else said.
    pub(crate) fn in_state(state: State, because: impl Into<String>) -> Self {
        Draft {
            state,
            truth: None,
            grade: Grade::None,
            flags: BTreeSet::new(),
            reason: None,
            since: None,
            due: None,
            fulfilled: None,
            progress: None,
            coverage: None,
            findings: Vec::new(),
            because: because.into(),
            steps: Vec::new(),
            would_change: String::new(),
        }
    }
}

/// The verdict of a norm for an instance.
pub(crate) fn of(sitting: &Sitting<'_>, norm: &Norm, instance: &Instance) -> Verdict {
    let force = sitting.force(norm, instance);
    let draft = match &norm.rule {
        Kind::Deed(rule) => deed::draft(sitting, norm, rule, instance, &force),
        Kind::Ban(rule) => ban::draft(sitting, norm, rule, instance, &force),
        Kind::Upkeep(rule) => upkeep::draft(sitting, norm, rule, instance, &force),
        Kind::Ceiling(rule) => ceiling::draft(sitting, norm, rule, instance, &force),
        Kind::Rate(rule) => rate::draft(sitting, norm, rule, instance, &force),
        Kind::Notice(rule) => notice::draft(sitting, norm, rule, instance, &force),
        Kind::Procedure(rule) => procedure::draft(sitting, norm, rule, instance, &force),
    };
    finish(sitting, norm, instance, &force, draft)
}

/// When the first breach of a verdict that is `violated` began.
pub(crate) fn first_breach(verdict: &Verdict) -> Option<Instant> {
    let breaches = verdict.findings.iter().filter(|finding| finding.outcome == Outcome::Breach);
    breaches.map(|finding| finding.about.from).min().or(verdict.due).or(verdict.since)
}

fn finish(
    sitting: &Sitting<'_>,
    norm: &Norm,
    instance: &Instance,
    force: &Force<'_>,
    mut draft: Draft,
) -> Verdict {
    let proof = prove(sitting, norm, instance, force, &draft);
    for finding in &mut draft.findings {
        finding.proof.children.splice(0..0, roots(sitting, norm));
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

/// The draft of a norm that does not bind the instance now; `None` if it does, or if its interval is over.
pub(crate) fn not_binding(sitting: &Sitting<'_>, force: &Force<'_>) -> Option<Draft> {
    let zone = sitting.zone();
    match force.at(sitting.as_of) {
        Standing::Dormant => Some(match &force.start {
            Ok(start) => {
                let text = format!("binds from {}", wording::instant(zone, *start));
                let mut draft = Draft::in_state(State::Dormant, text);
                draft.would_change = "the day from which it binds".to_owned();
                draft
            }
            Err(wait) => {
                let mut draft = Draft::in_state(State::Dormant, format!("waits for {}", wait.words()));
                draft.would_change = format!("word of {}", wait.words());
                draft
            }
        }),
        Standing::Suspended(change) => {
            let text = format!("suspended by {} from {}", change.by, wording::instant(zone, change.from()));
            let mut draft = Draft::in_state(State::Suspended, text);
            draft.since = Some(change.from());
            draft.would_change = format!("a restoration by {}, or a dispute by the other side", change.by);
            Some(draft)
        }
        Standing::Ended => {
            let (at, why) = force.ended.as_ref()?;
            let text = format!("{why} on {}", wording::instant(zone, *at));
            let mut draft = Draft::in_state(State::Ended, text);
            draft.since = Some(*at);
            Some(draft)
        }
        Standing::Binding(_) | Standing::Over => None,
    }
}
