//! A lane for each verdict along the bar of time: how it stood, the incidents, and when somebody watched.

use std::collections::BTreeSet;
use std::sync::Arc;

use armistice_facts::{Fact, Instant, Name, What};
use armistice_judge::{Finding, Truth, Verdict};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;

use super::Page;
use super::answer::judged;
use super::overview::signed;
use super::reply::Asking;
use super::seen::Between;
use super::snapshot::{Asked, Clocks, Snapshot};
use super::stretches::{halved, joined, moments};
use super::within::Within;

/// The whole case is judged at so many moments for one bar of time,
const MOST_MOMENTS: usize = 160;
/// of many facts at no more than so many,
const FEWEST_MOMENTS: usize = 40;
/// and at fewer than at every moment once so many facts would be judged.
const MOST_JUDGED: usize = 100_000;

#[derive(Debug, Serialize)]
struct Lanes {
    from: String,
    to: String,
    lanes: Vec<Lane>,
}

#[derive(Debug, Serialize)]
struct Lane {
    id: String,
    norm: String,
    bearer: String,
    article: String,
    spans: Vec<Span>,
    findings: Vec<Bar>,
    watched: Vec<Between>,
}

#[derive(Debug, Serialize)]
struct Span {
    #[serde(flatten)]
    between: Between,
    state: &'static str,
    truth: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Bar {
    id: String,
    #[serde(flatten)]
    between: Between,
    outcome: &'static str,
    grade: &'static str,
    /// Zones and lines in which it was told, or found, to have happened.
    places: Vec<String>,
    facts: Vec<String>,
}

pub(super) async fn lanes(
    State(page): State<Arc<Page>>,
    Asking(asked): Asking<Asked>,
    headers: HeaderMap,
) -> Response {
    judged(page, &headers, asked, |snapshot, clocks| Ok(of(snapshot, clocks))).await
}

fn of(snapshot: &Snapshot, clocks: Clocks) -> Lanes {
    let (facts, agreement) = (&snapshot.case.facts, &snapshot.case.agreement);
    let zone = &agreement.settings.time_zone;
    let between = |from: Instant, to: Instant| Between { from: zone.show(from), to: zone.show(to) };
    let begins = facts.iter().map(|fact| fact.about.from).chain(signed(agreement)).min();
    let from = begins.unwrap_or(clocks.as_of).min(clocks.as_of);
    let stood = snapshot.stood(clocks, |ask| stood(snapshot, from, clocks.as_of, ask));
    let newest = snapshot.judgement(clocks);
    let within = snapshot.within();
    let lane = |(index, verdict): (usize, &Verdict)| {
        let held = stood.iter().filter_map(|(at, stood)| {
            let stood = stood.get(index).filter(|stood| stood.id == verdict.id)?;
            Some((*at, (stood.state, stood.truth)))
        });
        let spans = joined(held, clocks.as_of).into_iter().map(|stretch| Span {
            between: between(stretch.from, stretch.to),
            state: stretch.what.0.word(),
            truth: stretch.what.1.map(Truth::word),
        });
        Lane {
            id: verdict.id.clone(),
            norm: verdict.norm.to_string(),
            bearer: verdict.bearer.clone(),
            article: agreement
                .section(verdict.section)
                .map(|section| section.path.clone())
                .unwrap_or_default(),
            spans: spans.collect(),
            findings: verdict
                .findings
                .iter()
                .map(|finding| Bar {
                    id: finding.id.clone(),
                    between: between(finding.about.from, finding.about.last()),
                    outcome: finding.outcome.word(),
                    grade: finding.grade.word(),
                    places: places_of(finding, within),
                    facts: finding.facts.iter().map(ToString::to_string).collect(),
                })
                .collect(),
            watched: snapshot
                .known(clocks)
                .filter(|fact| watches(fact, verdict))
                .map(|fact| between(fact.about.from, fact.about.last()))
                .collect(),
        }
    };
    let lanes = newest.verdicts.iter().enumerate().map(lane).collect();
    Lanes { from: zone.show(from), to: zone.show(clocks.as_of), lanes }
}

/// Works out beforehand what the first bar of time will need.
pub(super) fn prepare(snapshot: &Snapshot) {
    if let Ok(clocks) = snapshot.clocks(&Asked::default()) {
        let _ = of(snapshot, clocks);
    }
}

/// How all verdicts stood from one instant to another: at every moment at which facts were told; of many facts at those at which
/// something was said of what is in force or was done, and where between two of them it changed.
fn stood<T: PartialEq + Clone>(
    snapshot: &Snapshot,
    from: Instant,
    to: Instant,
    ask: &mut dyn FnMut(Instant) -> T,
) -> Vec<(Instant, T)> {
    let facts = &snapshot.case.facts;
    let most = (MOST_JUDGED / facts.len().max(1)).clamp(FEWEST_MOMENTS, MOST_MOMENTS);
    if facts.len() * most <= MOST_JUDGED {
        return moments(facts, from, to, most).into_iter().map(|at| (at, ask(at))).collect();
    }
    let is_word = |fact: &&Fact| !matches!(fact.what, What::Act(_) | What::State(_) | What::Count(_));
    let words: Vec<Fact> = facts.iter().filter(is_word).cloned().collect();
    let must = moments(&words, from, to, most / 4).into_iter().collect();
    halved(&moments(facts, from, to, usize::MAX), &must, most, ask)
}

/// The zones and lines in which, by what was told, an incident happened.
fn places_of(finding: &Finding, within: &Within) -> Vec<String> {
    let places: BTreeSet<&Name> =
        finding.facts.iter().filter_map(|fact| within.get(fact)).flatten().collect();
    places.into_iter().map(ToString::to_string).collect()
}

/// Whether a fact tells that somebody watched what the verdict is about.
fn watches(fact: &Fact, verdict: &Verdict) -> bool {
    matches!(&fact.what, What::Coverage(coverage) if coverage.norm == verdict.norm
        && coverage.bearer.as_ref().is_none_or(|bearer| verdict.bearers.contains(bearer)))
}
