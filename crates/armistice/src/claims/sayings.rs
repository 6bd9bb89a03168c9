//! What voices say of a norm, beside the verdict on it: accepted statements and denials, changes of story, and the silence of
//! outlets that are watched. None of it is weighed here.

use std::collections::BTreeMap;
use std::path::Path;

use armistice_facts::Instant;
use armistice_reading::claim::Modality;
use armistice_reading::{Claim, Lexicon};
use serde::Serialize;

use super::decision::{Decided, Decision, Journal};
use super::gathering::{Gathering, Read};
use super::wording;
use crate::case::{Case, CaseError, Source};
use crate::reports::{self, REPORTS, Report};
use crate::wordbook;

/// What kind of thing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// That it was.
    Told,
    /// That it was not, or was not seen.
    Denied,
    /// What is to come, wanted or threatened.
    ToCome,
    /// That somebody does not answer.
    Unanswered,
    /// One voice that told it otherwise before.
    ChangeOfStory,
    /// An outlet that is watched, and in whose reports nothing of it is found.
    Silence,
    /// An outlet that is watched, and of which no report was read since.
    NotRead,
}

/// One thing that is said of a norm, or not said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Saying {
    /// The norm.
    pub(crate) norm: String,
    /// What kind of thing it is.
    pub(crate) kind: Kind,
    /// In a sentence.
    pub(crate) text: String,
    /// The fact that it became.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fact: Option<String>,
    /// The claims that it rests on.
    pub(crate) claims: Vec<String>,
}

/// What is said of the norms of a case, as known at an instant; nothing where no claim was decided.
pub(crate) fn of(folder: &Path, case: &Case, known_at: Instant) -> Result<Vec<Saying>, CaseError> {
    let source = Source::open(folder)?;
    let folder = &source.files.folder;
    let journal = Journal::open(folder)?.as_known(known_at);
    if journal.len() == 0 {
        return Ok(Vec::new());
    }
    let Ok(words) = wordbook::of(&source) else { return Ok(Vec::new()) };
    let is_known = |decision: &&Decision| {
        decision.decided != Decided::Rejected
            && decision.facts.iter().all(|fact| case.facts.iter().any(|known| known.id == fact.id))
    };
    let decisions: Vec<&Decision> = journal.decisions().filter(is_known).collect();
    let mut sayings: Vec<Saying> = decisions.iter().flat_map(|decision| told(decision, case)).collect();
    sayings.extend(stories(&decisions, &words.lexicon));
    sayings.extend(silences(&folder.join(REPORTS), &decisions, &words.lexicon));
    Ok(sayings)
}

/// The norms that a decided claim speaks to: those of the facts that came of it, else those that were read.
fn norms(decision: &Decision) -> Vec<String> {
    let mut norms = decision.read.norms.clone();
    for fact in &decision.facts {
        if let armistice_facts::What::Performance(done) = &fact.what {
            norms.push(done.norm.to_string());
        }
    }
    let corrected = decision.corrections.iter().filter(|one| one.field == "norm");
    norms.extend(corrected.map(|one| one.new.clone()));
    norms.sort();
    norms.dedup();
    norms
}

fn told(decision: &Decision, case: &Case) -> Vec<Saying> {
    let claim = &decision.read;
    let kind = match claim.modality {
        Modality::Denied | Modality::NotObserved => Kind::Denied,
        Modality::NotReported => Kind::Unanswered,
        Modality::Planned | Modality::Promised | Modality::Wanted | Modality::Threatened => Kind::ToCome,
        Modality::Done | Modality::Ongoing | Modality::Alleged | Modality::Assessed => Kind::Told,
    };
    let zone = &case.agreement.settings.time_zone;
    let fact = decision.facts.first();
    let (said, speaker) = match fact {
        Some(fact) => (zone.date_of(fact.about.from).to_string(), fact.source.speaker.clone()),
        None => (decision.report.published.clone().unwrap_or_default(), wording::voice(claim)),
    };
    let carried =
        decision.carries.as_ref().map(|fact| format!(" (the same word as {fact})")).unwrap_or_default();
    let text =
        format!("{said}, {speaker}: {}: “{}”{carried}", wording::sense(claim), wording::line(&claim.quote));
    let one = |norm| Saying {
        norm,
        kind,
        text: text.clone(),
        fact: fact
            .map(|fact| fact.id.to_string())
            .or_else(|| decision.carries.as_ref().map(ToString::to_string)),
        claims: vec![decision.claim.clone()],
    };
    norms(decision).into_iter().map(one).collect()
}

/// The decided claims as the reports they stood in, joined anew.
fn gathered(decisions: &[&Decision], lexicon: &Lexicon) -> Gathering {
    let mut by_report: BTreeMap<(Option<&str>, &str), Vec<Claim>> = BTreeMap::new();
    for decision in decisions {
        let key = (decision.report.published.as_deref(), decision.report.name.as_str());
        by_report.entry(key).or_default().push(decision.accepted(lexicon.register()));
    }
    let reads = by_report.into_iter().map(|((published, name), claims)| {
        let facts = armistice_reading::DocumentFacts {
            published: published.map(ToOwned::to_owned),
            ..armistice_reading::DocumentFacts::default()
        };
        Read {
            report: Report::named(name),
            facts,
            claims,
            proposed: Vec::new(),
            copy_of: None,
            superseded_by: None,
        }
    });
    Gathering::joined(reads.collect())
}

fn stories(decisions: &[&Decision], lexicon: &Lexicon) -> Vec<Saying> {
    let gathering = gathered(decisions, lexicon);
    let mut found = Vec::new();
    for change in gathering.changes_of_story() {
        let (Some((first, one)), Some((later, two))) =
            (gathering.claim(change.first), gathering.claim(change.later))
        else {
            continue;
        };
        let day =
            |read: &Read| read.facts.published.clone().unwrap_or_else(|| "on an unknown day".to_owned());
        let text = format!(
            "{} changed the story: {} “{}”; {} “{}”",
            change.voice,
            day(first),
            wording::line(&one.quote),
            day(later),
            wording::line(&two.quote)
        );
        let mut norms: Vec<&String> = one.norms.iter().chain(&two.norms).collect();
        norms.sort();
        norms.dedup();
        found.extend(norms.into_iter().map(|norm| Saying {
            norm: norm.clone(),
            kind: Kind::ChangeOfStory,
            text: text.clone(),
            fact: None,
            claims: vec![one.id.clone(), two.id.clone()],
        }));
    }
    found
}

/// Outlets that are watched, norm by norm: what their reports since the first word on it say of it, if that is nothing.
fn silences(folder: &Path, decisions: &[&Decision], lexicon: &Lexicon) -> Vec<Saying> {
    if !lexicon.register().monitored().any(|_| true) || !folder.is_dir() {
        return Vec::new();
    }
    let Ok(shelf) = reports::below(folder) else { return Vec::new() };
    let gathering = Gathering::of(lexicon, shelf.reports);
    let mut since: BTreeMap<String, String> = BTreeMap::new();
    for decision in decisions {
        let day = decision.read.date.as_ref().map(|date| date.from.chars().take(10).collect::<String>());
        let Some(day) = day.filter(|day| !day.starts_with("..")) else { continue };
        for norm in norms(decision) {
            let first = since.entry(norm).or_insert_with(|| day.clone());
            if day < *first {
                first.clone_from(&day);
            }
        }
    }
    let watched: Vec<_> = lexicon.register().monitored().collect();
    let pairs = since.iter().flat_map(|(norm, day)| watched.iter().map(move |source| (norm, day, *source)));
    pairs
        .filter_map(|(norm, day, source)| {
            let (kind, text) = silence(&gathering, source, norm, day)?;
            Some(Saying { norm: norm.clone(), kind, text, fact: None, claims: Vec::new() })
        })
        .collect()
}

fn silence(
    gathering: &Gathering,
    source: &armistice_reading::lexicon::Source,
    norm: &str,
    day: &str,
) -> Option<(Kind, String)> {
    let is_its = |read: &&Read| {
        let outlet = read.report.document.declared.outlet.as_ref().map(|outlet| outlet.to_lowercase());
        outlet.is_some_and(|outlet| source.outlets.contains(&outlet))
            || read.facts.issuer.as_deref() == Some(source.id.as_str())
    };
    let days: Vec<&str> = gathering
        .reads
        .iter()
        .filter(is_its)
        .filter(|read| read.facts.published.as_deref().is_some_and(|published| published >= day))
        .map(|read| (read.facts.published.as_deref().unwrap_or_default(), read))
        .map(|(published, read)| {
            let speaks = read.claims.iter().any(|claim| claim.norms.iter().any(|one| one == norm));
            if speaks { None } else { Some(published) }
        })
        .collect::<Option<_>>()?;
    let id = &source.id;
    Some(match (days.len(), days.last()) {
        (count, Some(last)) => (
            Kind::Silence,
            format!(
                "{id} has said nothing of it since {day}: {}, the last of {last}",
                wording::count(count, "report of it was read", "reports of it were read")
            ),
        ),
        (_, None) => (
            Kind::NotRead,
            format!("no report of {id} since {day} was read: whether it is silent is not known"),
        ),
    })
}
