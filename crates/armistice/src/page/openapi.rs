//! What every address answers, as it is kept in `schemas/openapi.json` (OpenAPI 3.1).

use axum::http::HeaderMap;
use axum::response::Response;

use super::reply;

const DOCUMENT: &str = include_str!("../../../../schemas/openapi.json");

pub(super) async fn document(headers: HeaderMap) -> Response {
    reply::tagged(&headers, "application/vnd.oai.openapi+json;version=3.1", DOCUMENT.as_bytes().to_vec())
}
