//! Answers about the case as it stands: each is made from one snapshot, beside the threads that serve.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;

use super::Page;
use super::reply::{self, Problem};
use super::snapshot::{Asked, Clocks, Snapshot};

/// An answer at the two clocks of the question.
pub(super) async fn judged<T: Serialize>(
    page: Arc<Page>,
    headers: &HeaderMap,
    asked: Asked,
    work: impl FnOnce(&Snapshot, Clocks) -> Result<T, Problem> + Send + 'static,
) -> Response {
    reply::json(headers, move || {
        let snapshot = page.now();
        let clocks = snapshot.clocks(&asked)?;
        work(&snapshot, clocks)
    })
    .await
}
