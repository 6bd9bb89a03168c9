//! A lane for each verdict along the bar of time: how it stood, the incidents, and when somebody watched.

use std::sync::Arc;

use armistice_facts::{Fact, Instant, What};
use armistice_judge::{Truth, Verdict};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;

use super::Page;
use super::overview::signed;
use super::reply;
use super::seen::Between;
use super::snapshot::{Asked, Clocks, Snapshot};
use super::stretches::{joined, moments};

/// The whole case is judged at so many moments for one bar of time.
const MOST_MOMENTS: usize = 48;

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
    outcome: String,
    grade: String,
    facts: Vec<String>,
}

pub(super) async fn lanes(
    State(page): State<Arc<Page>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    reply::json(&headers, move || {
        let snapshot = page.now();
        let clocks = snapshot.clocks(&asked)?;
        Ok(of(&snapshot, clocks))
    })
    .await
}

fn of(snapshot: &Snapshot, clocks: Clocks) -> Lanes {
    let (facts, agreement) = (&snapshot.case.facts, &snapshot.case.agreement);
    let zone = &agreement.settings.time_zone;
    let between = |from: Instant, to: Instant| Between { from: zone.show(from), to: zone.show(to) };
    let begins = facts.iter().map(|fact| fact.about.from).chain(signed(agreement)).min();
    let from = begins.unwrap_or(clocks.as_of).min(clocks.as_of);
    let judged: Vec<(Instant, _)> = moments(facts, from, clocks.as_of, MOST_MOMENTS)
        .into_iter()
        .map(|at| (at, snapshot.judgement(Clocks { as_of: at, known_at: clocks.known_at.max(at) })))
        .collect();
    let newest = snapshot.judgement(clocks);
    let lane = |(index, verdict): (usize, &Verdict)| {
        let held = judged.iter().filter_map(|(at, judgement)| {
            let then = judgement.verdicts.get(index).filter(|then| then.id == verdict.id)?;
            Some((*at, (then.state, then.truth)))
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
                    outcome: finding.outcome.to_string(),
                    grade: finding.grade.to_string(),
                    facts: finding.facts.iter().map(ToString::to_string).collect(),
                })
                .collect(),
            watched: facts
                .iter()
                .filter(|fact| fact.known <= clocks.known_at && watches(fact, verdict))
                .map(|fact| between(fact.about.from, fact.about.last()))
                .collect(),
        }
    };
    let lanes = newest.verdicts.iter().enumerate().map(lane).collect();
    Lanes { from: zone.show(from), to: zone.show(clocks.as_of), lanes }
}

/// Whether a fact tells that somebody watched what the verdict is about.
fn watches(fact: &Fact, verdict: &Verdict) -> bool {
    matches!(&fact.what, What::Coverage(coverage) if coverage.norm == verdict.norm
        && coverage.bearer.as_ref().is_none_or(|bearer| verdict.bearers.contains(bearer)))
}
