//! The reports of a case, in the order of their days, each with the claims that were read in it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;

use super::{Brief, Question, SOME, Span, brief};
use crate::claims::decision::Decided;
use crate::claims::gathering;
use crate::claims::queue::{overlapping, speaks};
use crate::page::Page;
use crate::page::answer::judged;
use crate::page::waiting::Read;
use crate::page::weighing;

/// The reports, part by part.
#[derive(Debug, Serialize)]
struct Reports {
    items: Vec<ReportView>,
    next: Option<String>,
    total: usize,
    set_aside: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ReportView {
    name: String,
    published: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
    sha256: String,
    /// The first report that has its words.
    copy_of: Option<String>,
    /// The later version by the same outlet: what this one says is history.
    superseded_by: Option<String>,
    claims: Vec<ClaimOf>,
}

#[derive(Debug, Serialize)]
struct ClaimOf {
    #[serde(flatten)]
    brief: Brief,
    /// Whether it speaks to a provision of the agreement.
    speaks: bool,
    decided: Option<Decided>,
}

pub(in crate::page) async fn reports(
    State(page): State<Arc<Page>>,
    super::Asking(Question { asked, cursor, limit }): super::Asking<Question>,
    headers: HeaderMap,
) -> Response {
    judged(page, &headers, asked, move |snapshot, _| {
        let span = Span::of(cursor.as_deref(), limit.as_deref())?;
        let read = weighing::read(snapshot)?;
        let reads: Vec<&gathering::Read> = read.reports.gathering.reads.iter().collect();
        let (part, next) = span.part(&reads);
        let set_aside = read.refused.iter().take(SOME).cloned().collect();
        Ok(Reports {
            items: part.iter().map(|one| view(read, one)).collect(),
            next,
            total: reads.len(),
            set_aside,
        })
    })
    .await
}

fn view(read: &Read, one: &gathering::Read) -> ReportView {
    let name = |number: Option<usize>| Some(read.reports.gathering.reads.get(number?)?.report.name.clone());
    let claim = |claim: &armistice_reading::Claim| {
        let decision = read.journal.of(&claim.id).or_else(|| overlapping(&read.journal, one, claim));
        ClaimOf {
            brief: brief(one, claim),
            speaks: speaks(claim),
            decided: decision.map(|decision| decision.decided),
        }
    };
    ReportView {
        name: one.report.name.clone(),
        published: one.facts.published.clone(),
        outlet: one.report.document.declared.outlet.clone(),
        url: one.report.document.declared.url.clone(),
        sha256: one.report.sha256.hex(),
        copy_of: name(one.copy_of),
        superseded_by: name(one.superseded_by),
        claims: one.claims.iter().chain(one.proposed.iter().map(|one| &one.claim)).map(claim).collect(),
    }
}
