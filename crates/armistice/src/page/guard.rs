//! What stands before every address: who may ask, how, how often, and what a browser may do with the answer.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};

use super::reply::Problem;

/// Nothing but what this server gives, no script or style in the text of a page, no frame round it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
                      worker-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
/// So many requests may come at once, and so many a second in the long run, from all clients together.
const MOST_AT_ONCE: f64 = 1_200.0;
const A_SECOND: f64 = 400.0;
/// Addresses are not longer than this, in bytes.
const LONGEST_ADDRESS: usize = 4 << 10;

/// Who may ask, and how often.
#[derive(Debug, Clone)]
pub(crate) struct Guard {
    /// The one address to which something may be sent, if any.
    takes: Option<&'static str>,
    hosts: Arc<BTreeSet<String>>,
    bucket: Arc<Mutex<Bucket>>,
}

/// What is left of the requests that may come at once, and when that was.
#[derive(Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Guard {
    /// A page from elsewhere that has its name lead to this machine asks under that name. So only the names by which this
    /// server is meant to be asked are answered: those of the machine itself, and those given.
    pub(crate) fn new(given: impl IntoIterator<Item = String>) -> Guard {
        let own = ["localhost", "127.0.0.1", "[::1]"].map(ToOwned::to_owned);
        let hosts = own.into_iter().chain(given).map(|host| host.to_ascii_lowercase()).collect();
        Guard {
            takes: None,
            hosts: Arc::new(hosts),
            bucket: Arc::new(Mutex::new(Bucket { left: MOST_AT_ONCE, at: Instant::now() })),
        }
    }

    /// The same, but for one address to which something may be sent.
    pub(crate) fn taking(self, address: &'static str) -> Guard {
        Guard { takes: Some(address), ..self }
    }

    fn knows(&self, request: &Request) -> bool {
        let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
        let name = host.map(without_port).map(str::to_ascii_lowercase);
        name.is_some_and(|name| self.hosts.contains(&name))
    }

    fn has_room(&self) -> bool {
        let mut bucket = self.bucket.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        bucket.left =
            (bucket.left + now.duration_since(bucket.at).as_secs_f64() * A_SECOND).min(MOST_AT_ONCE);
        bucket.at = now;
        let has_room = bucket.left >= 1.0;
        if has_room {
            bucket.left -= 1.0;
        }
        has_room
    }

    fn refusal(&self, request: &Request) -> Option<Problem> {
        if !self.knows(request) {
            let problem =
                Problem::new(StatusCode::MISDIRECTED_REQUEST, "this server is not asked under that name");
            return Some(problem.mend("ask 127.0.0.1, or start the server with --host NAME"));
        }
        let is_taken = *request.method() == Method::POST && self.takes == Some(request.uri().path());
        if !is_taken && !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Some(Problem::new(StatusCode::METHOD_NOT_ALLOWED, "everything here is only to be read"));
        }
        if request.uri().to_string().len() > LONGEST_ADDRESS {
            return Some(Problem::new(StatusCode::URI_TOO_LONG, "an address has at most 4096 bytes"));
        }
        let busy = || Problem::new(StatusCode::TOO_MANY_REQUESTS, "too many requests at once").retry_in(1);
        (!self.has_room()).then(busy)
    }
}

/// `localhost:8787`, `[::1]:8787` without the port.
fn without_port(host: &str) -> &str {
    let end = host.rfind(']').map_or_else(|| host.find(':'), |bracket| Some(bracket + 1));
    end.and_then(|end| host.get(..end)).unwrap_or(host)
}

/// Every request passes the guard, and every answer carries what a browser is to heed.
pub(super) fn stand_before(router: Router, guard: Guard) -> Router {
    router.layer(from_fn_with_state(guard, pass))
}

async fn pass(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let mut response = match guard.refusal(&request) {
        Some(problem) => problem.into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

const HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(host: &str) -> bool {
        let request = Request::builder().header(header::HOST, host).body(axum::body::Body::empty()).unwrap();
        Guard::new(["mission.example".to_owned()]).knows(&request)
    }

    #[test]
    fn only_names_that_are_meant_are_answered() {
        for host in
            ["localhost", "LOCALHOST:8787", "127.0.0.1:1", "[::1]:8787", "[::1]", "mission.example:80"]
        {
            assert!(asked(host), "{host}");
        }
        for host in
            ["", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "::1", "[::2]"]
        {
            assert!(!asked(host), "{host}");
        }
    }

    #[test]
    fn more_at_once_than_may_come_are_refused() {
        let guard = Guard::new([]);
        let passed = (0..3_000).filter(|_| guard.has_room()).count();
        assert!((1_200..2_500).contains(&passed), "{passed}");
    }
}
