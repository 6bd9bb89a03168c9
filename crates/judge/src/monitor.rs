//! What all norms that are watched (bans, upkeep, ceilings, rates, notices, procedures) have in common: the verdict
//! that follows from their incidents and from how much was watched.

use std::collections::BTreeMap;

use armistice_facts::{Fact, Name, Outcome as Inspected, Stage};
use armistice_terms::model::Norm;

use crate::coverage::{self, Cover};
use crate::cure;
use crate::draft::{self, Draft};
use crate::episode::{self, Episode};
use crate::force::{Force, Standing};
use crate::scope::Sighting;
use crate::sitting::{Instance, Sitting};
use crate::{Finding, Flag, Outcome, Proof, Reason, Rule, State, Truth, exception, wording};

/// What a watched norm comes to, from its sightings.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    instance: &Instance,
    force: &Force<'a>,
    mut sightings: Vec<Sighting<'a>>,
) -> Draft {
    sightings.extend(told_directly(sitting, norm, instance));
    judge(sitting, norm, instance, force, episode::gather(sitting, norm, instance, sightings))
}

/// The same, from incidents, each with the exception that covers it.
pub(crate) fn judge<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    instance: &Instance,
    force: &Force<'a>,
    mut episodes: BTreeMap<Name, Episode<'a>>,
) -> Draft {
    for episode in episodes.values_mut() {
        episode.defence = exception::defence(sitting, norm, instance, &episode.sightings);
    }
    conclude(sitting, norm, instance, force, &episodes)
}

/// The same, where exceptions have been heard act by act.
pub(crate) fn conclude<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    instance: &Instance,
    force: &Force<'a>,
    episodes: &BTreeMap<Name, Episode<'a>>,
) -> Draft {
    let findings = episode::findings(sitting, norm, instance, force, episodes);
    settle(sitting, norm, instance, force, findings)
}

/// The verdict that follows from findings.
pub(crate) fn settle(
    sitting: &Sitting<'_>,
    norm: &Norm,
    instance: &Instance,
    force: &Force<'_>,
    findings: Vec<Finding>,
) -> Draft {
    let findings = cure::made_good(sitting, norm, instance, findings);
    if let Some(mut draft) = draft::not_binding(sitting, force) {
        let told = summary(&findings);
        if !told.is_empty() {
            draft.because = format!("{}; on record: {told}", draft.because);
        }
        draft.findings = findings;
        return draft;
    }
    let cover = coverage::of(sitting, norm, instance, force);
    let is_over = matches!(force.at(sitting.as_of), Standing::Over);
    let state = if is_over { State::Closed } else { State::Watching };
    let mut draft = Draft::in_state(state, String::new());
    draft.since = if is_over { force.until } else { force.start.as_ref().ok().copied() };
    draft.coverage = cover.watched;
    if matches!(force.at(sitting.as_of), Standing::Binding(Some(_))) {
        draft.flags.insert(Flag::StatusDisputed);
    }
    weigh(&findings, &cover, is_over, &mut draft);
    draft.steps.push(cover_proof(&cover));
    draft.because = because(sitting, &findings, &cover, &draft);
    draft.findings = findings;
    draft
}

fn weigh(findings: &[Finding], cover: &Cover, is_over: bool, draft: &mut Draft) {
    let breaches = || findings.iter().filter(|finding| finding.outcome == Outcome::Breach);
    let open =
        || findings.iter().filter(|one| matches!(one.outcome, Outcome::Alleged | Outcome::Undetermined));
    if let Some(grade) = breaches().map(|finding| finding.grade).max() {
        draft.truth = Some(Truth::Violated);
        draft.grade = grade;
        draft.flags.extend(breaches().flat_map(|finding| finding.flags.iter().copied()));
        draft.would_change =
            "evidence of the same weight against every breach; an impeachment of what carries \
                              them; an exception that is shown"
                .to_owned();
        return;
    }
    // What is told above a claim and left open stands in the way of `kept`; one side's word alone does not.
    let is_clear = open().all(|finding| finding.grade <= crate::Grade::Claimed);
    if cover.is_enough() && is_clear {
        draft.truth = Some(Truth::Kept);
        draft.grade = cover.grade;
        if !is_over {
            draft.flags.insert(Flag::SoFar);
        }
        draft.would_change = "a breach that is shown".to_owned();
        return;
    }
    draft.truth = Some(Truth::Unknown);
    let heaviest = open().max_by_key(|finding| (finding.grade, std::cmp::Reverse(finding.about.from)));
    if let Some(finding) = heaviest {
        draft.grade = finding.grade;
        draft.reason = finding.reason;
        draft.flags.extend(open().flat_map(|finding| finding.flags.iter().copied()));
    } else {
        draft.reason = Some(Reason::NoCoverage);
        draft.grade = cover.grade;
    }
    draft.would_change = match cover.watched.and_then(|watched| watched.bar_percent) {
        Some(bar) => format!("a breach that is shown; watching of at least {bar} per cent"),
        None => {
            "a breach that is shown; it cannot be found kept, because the text asks for no share of watching"
                .to_owned()
        }
    };
}

fn cover_proof(cover: &Cover) -> Proof {
    Proof::new(Rule::Coverage, cover_words(cover)).citing(&cover.facts)
}

fn cover_words(cover: &Cover) -> String {
    match cover.watched {
        None => "no watching is on record".to_owned(),
        Some(watched) => {
            let bar = watched.bar_percent.map(|bar| format!(" of the {bar} asked for")).unwrap_or_default();
            format!("watched {} hours, {} per cent{bar}", watched.observed_hours, watched.percent)
        }
    }
}

fn because(sitting: &Sitting<'_>, findings: &[Finding], cover: &Cover, draft: &Draft) -> String {
    let told = summary(findings);
    let wanted = |finding: &&Finding| match draft.truth {
        Some(Truth::Violated) => finding.outcome == Outcome::Breach,
        _ => matches!(finding.outcome, Outcome::Alleged | Outcome::Undetermined),
    };
    let last = findings.iter().rfind(wanted);
    let mut parts = Vec::new();
    if !told.is_empty() {
        parts.push(told);
    }
    if let Some(last) = last {
        parts.push(format!("last on {} ({})", wording::when(sitting.zone(), &last.about), last.grade));
    }
    if draft.truth != Some(Truth::Violated) {
        if parts.is_empty() {
            parts.push("no incident told".to_owned());
        }
        parts.push(cover_words(cover));
    }
    parts.join("; ")
}

/// `2 breaches, 1 excused (5 observations)`
fn summary(findings: &[Finding]) -> String {
    let counts = crate::Counts::of(findings);
    let parts: Vec<String> = [
        (counts.breaches, "breach", "breaches"),
        (counts.alleged, "alleged", "alleged"),
        (counts.undetermined, "undetermined", "undetermined"),
        (counts.cured, "cured", "cured"),
        (counts.excused, "excused", "excused"),
        (counts.dismissed, "dismissed", "dismissed"),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| wording::count(number, one, many))
    .collect();
    if parts.is_empty() {
        return String::new();
    }
    let observations = wording::count(counts.observations, "observation", "observations");
    format!("{} ({observations})", parts.join(", "))
}

/// What sources say of the norm by name: told as not done or undone, or inspected and found otherwise.
pub(crate) fn told_directly<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    instance: &Instance,
) -> Vec<Sighting<'a>> {
    let speaks = |bearer: &Option<Name>| bearer.as_ref().is_none_or(|name| instance.holds(name.as_str()));
    let performed = sitting
        .docket
        .performances(norm.label.as_str())
        .iter()
        .filter(|(_, told)| {
            speaks(&told.bearer)
                && matches!(told.stage, Stage::NotDone | Stage::Refused | Stage::Impossible | Stage::Reversed)
        })
        .map(|(fact, _)| sighting(fact, "told as not kept".to_owned()));
    let inspected = sitting
        .docket
        .inspections(norm.label.as_str())
        .iter()
        .filter(|(_, told)| speaks(&told.bearer) && told.outcome == Inspected::NotFulfilled)
        .map(|(fact, told)| {
            let items = wording::checklist(&told.items);
            let items = if items.is_empty() { items } else { format!(": {items}") };
            sighting(fact, format!("inspected and found not kept{items}"))
        });
    performed.chain(inspected).collect()
}

/// A sighting that falls under the norm in every respect.
pub(crate) fn sighting(fact: &Fact, what: String) -> Sighting<'_> {
    Sighting { fact, open: None, is_private: false, what, steps: Vec::new() }
}

#[cfg(test)]
mod tests;
