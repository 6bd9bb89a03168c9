//! Answers: JSON with a tag by which a client asks whether anything changed (RFC 9110, section 8.8.3), and problems in the
//! form of RFC 9457.

use axum::Json;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// So many bytes of a digest make a tag.
const TAG_BYTES: usize = 16;

/// Why there is no answer.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    detail: String,
    mend: Option<String>,
    retry_seconds: Option<u32>,
}

#[derive(Debug, Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    mend: Option<&'a str>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Problem {
        Problem { status, detail: detail.into(), mend: None, retry_seconds: None }
    }

    pub(super) fn mend(self, mend: impl Into<String>) -> Problem {
        Problem { mend: Some(mend.into()), ..self }
    }

    pub(super) fn retry_in(self, seconds: u32) -> Problem {
        Problem { retry_seconds: Some(seconds), ..self }
    }

    pub(super) fn status(&self) -> StatusCode {
        self.status
    }

    /// What is wrong and how to mend it, in words.
    pub(super) fn words(&self) -> (&str, Option<&str>) {
        (&self.detail, self.mend.as_deref())
    }

    /// What was asked for does not exist.
    pub(super) fn absent(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = Body {
            kind: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Problem"),
            status: self.status.as_u16(),
            detail: &self.detail,
            mend: self.mend.as_deref(),
        };
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_seconds {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// The question in an address. What cannot be read of it is a problem like any other.
#[derive(Debug)]
pub(super) struct Asking<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asking<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let read = Query::try_from_uri(&parts.uri);
        read.map(|Query(asked)| Asking(asked))
            .map_err(|cause| Problem::new(StatusCode::BAD_REQUEST, cause.body_text()))
    }
}

/// The names in an address, likewise.
#[derive(Debug)]
pub(super) struct Named<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Named<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = Path::from_request_parts(parts, state).await;
        read.map(|Path(named)| Named(named))
            .map_err(|cause| Problem::new(StatusCode::BAD_REQUEST, cause.body_text()))
    }
}

/// Nothing at that address.
pub(super) async fn nothing_here() -> Problem {
    Problem::absent("there is nothing at that address").mend("/api/v1/openapi.json lists every address")
}

/// Works something out beside the threads that serve.
pub(super) async fn worked<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let done = tokio::task::spawn_blocking(work).await;
    let broken = |_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer could not be worked out");
    done.map_err(broken).and_then(|answer| answer)
}

/// Works out an answer beside the threads that serve, and sends it as JSON.
pub(super) async fn json<T: Serialize>(
    headers: &HeaderMap,
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Response {
    let text = move || {
        let text = serde_json::to_vec(&work()?);
        text.map_err(|error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))
    };
    match worked(text).await {
        Ok(body) => tagged(headers, "application/json", body),
        Err(problem) => problem.into_response(),
    }
}

/// Sends bytes with their tag; without them if the client has them already.
pub(super) fn tagged(headers: &HeaderMap, kind: &'static str, body: Vec<u8>) -> Response {
    let tag = tag(&body);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let named = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag)) {
        return (StatusCode::NOT_MODIFIED, named).into_response();
    }
    (named, [(header::CONTENT_TYPE, kind)], body).into_response()
}

pub(super) fn tag(body: &[u8]) -> String {
    let hex: String = Sha256::digest(body).iter().take(TAG_BYTES).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}
