//! The places of the agreement for the map.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::Page;
use super::reply::{self, Problem};

/// A client asks again after so many seconds.
const RETRY_SECONDS: u32 = 2;

pub(super) async fn places(State(page): State<Arc<Page>>, headers: HeaderMap) -> Response {
    match page.now().places() {
        Some(Ok(places)) => reply::tagged(&headers, "application/geo+json", places.json.clone()),
        Some(Err(cause)) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, cause).into_response(),
        None => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the places are being drawn")
            .mend("ask again in two seconds")
            .retry_in(RETRY_SECONDS)
            .into_response(),
    }
}
