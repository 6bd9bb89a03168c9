//! The built page, carried inside the program, and its first lines as plain HTML for whoever runs no script.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::{OriginalUri, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::reply::{self, Problem, nothing_here};
use super::snapshot::Asked;
use super::{Page, plain};

/// Path and bytes of every file that `npm run build` made under `web/dist`; none if it was not built. `build.rs` lists them.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/page_files.rs"));
/// Where the plain text goes in the page.
const PLAIN: &str = "<!--plain-->";
/// Where it is said what the page will ask for first.
const HEAD_END: &str = "</head>";
/// The page where none was built.
const BARE: &str = include_str!("bare.html");

/// A file of the page, or the page itself at any of its addresses.
pub(super) async fn page(
    State(page): State<Arc<Page>>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let path = uri.path().trim_start_matches('/').to_owned();
    let early = early(&path, uri.query().unwrap_or_default(), &headers);
    if let Some((name, bytes)) = FILES.iter().find(|(name, _)| *name == path && *name != "index.html") {
        return file(name, bytes, &headers);
    }
    if !is_address(&path) {
        return nothing_here().await.into_response();
    }
    let worked = tokio::task::spawn_blocking(move || {
        let snapshot = page.now();
        let clocks = snapshot.clocks(&asked)?;
        plain::text(&snapshot, clocks, &path)
    });
    let (status, text) = match worked.await {
        Ok(Ok(text)) => (StatusCode::OK, text),
        Ok(Err(problem)) => (problem.status(), plain::problem(&problem)),
        Err(_) => {
            let problem = Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made");
            return problem.into_response();
        }
    };
    let shell = shell().replacen(HEAD_END, &format!("{early}{HEAD_END}"), 1);
    let body = shell.replacen(PLAIN, &text, 1).into_bytes();
    let mut response = reply::tagged(&headers, "text/html; charset=utf-8", body);
    if status != StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}

/// What the page will ask for first, so that the browser asks for it at once and not for one after the other: what the case is,
/// the words of the reader's language, and on the picture the map and what is drawn on it.
fn early(path: &str, query: &str, headers: &HeaderMap) -> String {
    let mut links = String::new();
    // Without the built page there is no script that asks.
    if !FILES.iter().any(|(name, _)| *name == "index.html") {
        return links;
    }
    let is_map =
        path.split('/').next() == Some("picture") && !query.split('&').any(|part| part == "view=list");
    for question in asked_first(is_map, query) {
        let _ = writeln!(links, "    <link rel=\"preload\" as=\"fetch\" crossorigin href=\"{question}\" />");
    }
    let script = |link: &mut String, name: &str| {
        let _ = writeln!(link, "    <link rel=\"modulepreload\" crossorigin href=\"/{name}\" />");
    };
    let named = |start: &str, end: &str| {
        let mut names = FILES.iter().map(|(name, _)| *name);
        let start = format!("assets/{start}-");
        names.find(|name| name.starts_with(&start) && name.ends_with(end))
    };
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|accepted| accepted.to_str().ok());
    let asked = query.split('&').find_map(|part| part.strip_prefix("lang="));
    let tags = asked.into_iter().chain(accepted.unwrap_or_default().split(',')).chain(["en"]);
    let subtags = tags.map(|tag| tag.split([';', '-']).next().unwrap_or_default().trim());
    let words = subtags.filter(|tag| tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_lowercase()));
    if let Some(name) = words.filter_map(|tag| named(tag, ".js")).next() {
        script(&mut links, name);
    }
    if is_map {
        if let Some(name) = named("chart", ".js") {
            script(&mut links, name);
        }
        if let Some(name) = named("chart", ".css") {
            let _ = writeln!(links, "    <link rel=\"preload\" as=\"style\" crossorigin href=\"/{name}\" />");
        }
    }
    links
}

/// The page's first questions, letter by letter as it asks them, else they would be answered twice: where the clocks are not
/// plain days, it asks by itself.
fn asked_first(is_map: bool, query: &str) -> Vec<String> {
    let mut questions = vec!["/api/v1/case".to_owned()];
    if !is_map {
        return questions;
    }
    questions.push("/api/v1/places".to_owned());
    let of = |name: &str| query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let is_day = |day: &str| day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match (of("as_of"), of("known_at")) {
        (None, None) => questions.push("/api/v1/overview".to_owned()),
        (Some(day), None) if is_day(day) => {
            questions.push(format!("/api/v1/overview?as_of={day}&amp;known_at={day}"));
        }
        _ => return questions,
    }
    questions.extend(["/api/v1/lanes", "/api/v1/facts?limit=5000"].map(str::to_owned));
    questions
}

/// Whether the page has a view at that address.
fn is_address(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    matches!(first, "" | "overview" | "picture" | "agreement" | "finding" | "duty" | "claims" | "record")
}

fn shell() -> String {
    let built = FILES.iter().find(|(name, _)| *name == "index.html");
    built.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok()).unwrap_or(BARE).to_owned()
}

fn file(name: &str, bytes: &'static [u8], headers: &HeaderMap) -> Response {
    let kind = kind(name);
    if let Some(range) = headers.get(header::RANGE).and_then(|range| range.to_str().ok()) {
        return part(kind, bytes, range);
    }
    if name.starts_with("assets/") {
        // Their names change with what is in them.
        let headers =
            [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
        return (headers, bytes).into_response();
    }
    let mut response = reply::tagged(headers, kind, bytes.to_vec());
    response.headers_mut().insert(header::ACCEPT_RANGES, header::HeaderValue::from_static("bytes"));
    response
}

/// A part of a file (RFC 9110, section 14): one range; of several the whole is no part, so they are refused.
fn part(kind: &'static str, bytes: &'static [u8], range: &str) -> Response {
    let length = bytes.len();
    match span(range, length).and_then(|(from, to)| Some((from, to, bytes.get(from..to)?))) {
        Some((from, to, part)) => {
            let range = format!("bytes {from}-{}/{length}", to - 1);
            let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_RANGE, range)];
            (StatusCode::PARTIAL_CONTENT, headers, part).into_response()
        }
        None => (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, format!("bytes */{length}"))])
            .into_response(),
    }
}

/// `bytes=0-99`, `bytes=100-`, `bytes=-50` as a half-open span of a file of that length; nothing if it is empty.
fn span(range: &str, length: usize) -> Option<(usize, usize)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let (from, to) = match (first.trim(), last.trim()) {
        ("", last) => (length.saturating_sub(last.parse().ok()?), length),
        (first, "") => (first.parse().ok()?, length),
        (first, last) => (first.parse().ok()?, last.parse::<usize>().ok()?.saturating_add(1).min(length)),
    };
    (from < to).then_some((from, to))
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("pmtiles") => "application/vnd.pmtiles",
        Some("ftl" | "txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_questions_are_told_only_where_they_are_known_to_the_letter() {
        assert_eq!(asked_first(false, "as_of=2022-12-31"), ["/api/v1/case"]);
        let day = asked_first(true, "lang=ko&as_of=2022-12-31");
        assert!(day.contains(&"/api/v1/overview?as_of=2022-12-31&amp;known_at=2022-12-31".to_owned()));
        assert!(asked_first(true, "").contains(&"/api/v1/overview".to_owned()));
        for other in
            ["known_at=%2317", "as_of=2022-12-31&known_at=2023-01-01", "as_of=2022-12-31T10:00Z", "as_of=\">"]
        {
            assert_eq!(asked_first(true, other), ["/api/v1/case", "/api/v1/places"], "{other}");
        }
    }

    #[test]
    fn ranges_are_read_as_the_standard_has_them() {
        assert_eq!(span("bytes=0-99", 1_000), Some((0, 100)));
        assert_eq!(span("bytes=900-", 1_000), Some((900, 1_000)));
        assert_eq!(span("bytes=-50", 1_000), Some((950, 1_000)));
        assert_eq!(span("bytes=-5000", 1_000), Some((0, 1_000)));
        assert_eq!(span("bytes=0-18446744073709551615", 1_000), Some((0, 1_000)));
        for none in
            ["bytes=1000-", "bytes=5-4", "bytes=-0", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4", "bytes="]
        {
            assert_eq!(span(none, 1_000), None, "{none}");
        }
    }
}
