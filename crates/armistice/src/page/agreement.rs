//! The agreement: its text, the terms beside it, their read-back, and for whom each of them binds.

use std::sync::Arc;

use armistice_judge::Judgement;
use armistice_readback::{Locale, html_fragment_of_norm};
use armistice_terms::model::{Agreement, Norm};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;

use super::Page;
use super::answer::judged;
use super::overview::path;
use super::reply::Asking;
use super::snapshot::{Asked, Snapshot};
use super::verdict::{VerdictView, view};
use crate::export::map::places_of;

#[derive(Debug, Serialize)]
struct Text {
    title: String,
    sections: Vec<Part>,
}

#[derive(Debug, Serialize)]
struct Part {
    id: Option<String>,
    path: Vec<String>,
    quotation: String,
    quotation_hash: String,
    is_paraphrase: bool,
    is_superseded: bool,
    terms: String,
    no_terms: Vec<String>,
    norms: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    norm: String,
    readback: String,
    /// The zones, lines and points that its place names, by their ids on the map.
    places: Vec<String>,
    force: Vec<VerdictView>,
}

pub(super) async fn agreement(
    State(page): State<Arc<Page>>,
    Asking(asked): Asking<Asked>,
    headers: HeaderMap,
) -> Response {
    judged(page, &headers, asked, |snapshot, clocks| Ok(of(snapshot, &snapshot.judgement(clocks)))).await
}

fn of(snapshot: &Snapshot, judgement: &Judgement) -> Text {
    let agreement = &snapshot.case.agreement;
    let locale = Locale::english();
    let part = |(index, section): (usize, &armistice_terms::model::Section)| {
        let norms: Vec<&Norm> = agreement.norms.iter().filter(|norm| norm.section == index).collect();
        let no_terms = agreement.no_terms.iter().filter(|one| one.section == index);
        Part {
            id: section.id.as_ref().map(ToString::to_string),
            path: path(&section.path),
            quotation: section.quotation.clone(),
            quotation_hash: section.quotation_hash.clone(),
            is_paraphrase: section.is_paraphrase,
            is_superseded: section.is_superseded,
            terms: statements(agreement, index, &snapshot.text),
            no_terms: no_terms.map(|one| one.because.node.clone()).collect(),
            norms: norms
                .into_iter()
                .map(|norm| Entry {
                    norm: norm.label.to_string(),
                    readback: html_fragment_of_norm(agreement, norm.label.as_str(), &locale)
                        .unwrap_or_default(),
                    places: places_of(agreement, norm.label.as_str()),
                    force: judgement
                        .verdicts
                        .iter()
                        .filter(|verdict| verdict.norm == norm.label)
                        .map(|verdict| view(agreement, verdict))
                        .collect(),
                })
                .collect(),
        }
    };
    let sections = agreement.sections.iter().enumerate().map(part).collect();
    Text { title: agreement.title.clone(), sections }
}

/// The sentences of a section as they are written.
fn statements(agreement: &Agreement, section: usize, text: &str) -> String {
    let norms = agreement.norms.iter().filter(|norm| norm.section == section).map(|norm| norm.span);
    let exceptions = agreement.exceptions.iter().filter(|one| one.section == section).map(|one| one.span);
    let mut spans: Vec<_> = norms.chain(exceptions).collect();
    spans.sort();
    let range = |span: armistice_terms::Span| {
        Some(usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?)
    };
    let written: Vec<&str> = spans.into_iter().filter_map(|span| text.get(range(span)?)).collect();
    written.join("\n")
}
