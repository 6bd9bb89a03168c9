//! What persons decided on claims, the last first.

use std::sync::Arc;

use armistice_facts::Name;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;

use super::{Brief, Question, Span, brief_of};
use crate::claims::corrections::Correction;
use crate::claims::decision::{Decided, Decision};
use crate::page::Page;
use crate::page::answer::judged;
use crate::page::snapshot::Snapshot;
use crate::page::weighing;

/// The decisions, part by part.
#[derive(Debug, Serialize)]
struct Decisions {
    items: Vec<Item>,
    next: Option<String>,
    total: usize,
}

#[derive(Debug, Serialize)]
struct Item {
    #[serde(flatten)]
    brief: Brief,
    decision: DecisionView,
}

/// One decision.
#[derive(Debug, Serialize)]
pub(in crate::page) struct DecisionView {
    /// The fingerprint of the claim that was decided on.
    claim: String,
    decided: Decided,
    by: String,
    at: String,
    reason: String,
    corrections: Vec<Correction>,
    reader: String,
    /// The facts that came of it.
    facts: Vec<String>,
    carries: Option<String>,
}

pub(in crate::page) fn decision_view(snapshot: &Snapshot, decision: &Decision) -> DecisionView {
    DecisionView {
        claim: decision.claim.clone(),
        decided: decision.decided,
        by: decision.by.to_string(),
        at: snapshot.case.agreement.settings.time_zone.show(decision.at),
        reason: decision.reason.clone(),
        corrections: decision.corrections.clone(),
        reader: decision.reader.clone(),
        facts: decision.facts.iter().map(|fact| fact.id.to_string()).collect(),
        carries: decision.carries.as_ref().map(Name::to_string),
    }
}

pub(in crate::page) async fn decisions(
    State(page): State<Arc<Page>>,
    super::Asking(Question { asked, cursor, limit }): super::Asking<Question>,
    headers: HeaderMap,
) -> Response {
    judged(page, &headers, asked, move |snapshot, clocks| {
        let span = Span::of(cursor.as_deref(), limit.as_deref())?;
        let journal = &weighing::read(snapshot)?.journal;
        let taken = journal.lines.iter().rev().filter(|decision| decision.at <= clocks.known_at);
        let taken: Vec<&Decision> = taken.collect();
        let (part, next) = span.part(&taken);
        let item = |decision: &&Decision| Item {
            brief: brief_of(&decision.read, &decision.report.name, decision.report.published.as_deref()),
            decision: decision_view(snapshot, decision),
        };
        Ok(Decisions { items: part.iter().map(item).collect(), next, total: taken.len() })
    })
    .await
}
