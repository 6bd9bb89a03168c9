//! Decisions on claims from the page. Off unless somebody is named who takes them; then only on this machine, only with the token
//! that this run of the server has printed, and only from the page itself.
//!
//! A page of somebody else cannot send it: the token stands in a header of its own, which no form sends and which a script of another
//! origin may only send when asked first, and that question is refused here.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use armistice_facts::{Instant, Name};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::claims::corrected::{self, Field};
use super::claims::decided::{DecisionView, decision_view};
use super::reply::{Problem, worked};
use super::snapshot::{Clocks, Snapshot};
use super::{Page, live, weighing};
use crate::claims::deciding::{Answer, DecidingError, Person};
use crate::claims::decision::{Decided, Decision, Journal, JournalError};
use crate::claims::queue::overlapping;
use crate::moment::now;

/// Where decisions are sent.
pub(crate) const DECISIONS: &str = "/api/v1/decisions";
/// The header that holds the token.
const TOKEN: &str = "armistice-review";
/// So many bytes make a token.
const TOKEN_BYTES: usize = 32;
/// A decision has no more bytes than this,
const LONGEST: usize = 64 << 10;
/// and is there within this time.
const SENT: Duration = Duration::from_secs(10);
/// A reason has no more letters than this.
const LONGEST_REASON: usize = 4_000;

/// Who decides on claims from the page.
#[derive(Debug)]
pub(crate) struct Review {
    by: Name,
    /// Whoever decides; one decision at a time.
    person: Mutex<Person>,
    token: String,
}

impl Review {
    /// A review by somebody, with a token of its own.
    pub(crate) fn new(person: Person) -> Result<Review, getrandom::Error> {
        let mut bytes = [0; TOKEN_BYTES];
        getrandom::fill(&mut bytes)?;
        let (by, person) = (person.by.clone(), Mutex::new(person));
        Ok(Review { by, person, token: bytes.iter().map(|byte| format!("{byte:02x}")).collect() })
    }

    /// Who decides.
    pub(super) fn by(&self) -> &Name {
        &self.by
    }

    /// What whoever decides has to show.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// Whether whoever sends something may decide: the page itself, with the token.
    fn admits(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        let host = text("host").unwrap_or_default();
        let is_own = text("origin").is_none_or(|origin| origin == format!("http://{host}"));
        let is_same = text("sec-fetch-site").is_none_or(|site| site == "same-origin");
        if !is_own || !is_same {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                "a decision is sent by the page itself, not from elsewhere",
            ));
        }
        let given = text(TOKEN).unwrap_or_default();
        if !is_equal(given.as_bytes(), self.token.as_bytes()) {
            let problem =
                Problem::new(StatusCode::FORBIDDEN, "a decision needs the token of this run of the server");
            return Err(problem.mend("open the address that `armistice serve --review` has printed"));
        }
        let kind = text("content-type").unwrap_or_default();
        if kind.split(';').next().map(str::trim) != Some("application/json") {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "a decision is sent as application/json",
            ));
        }
        Ok(())
    }
}

/// Whether two texts are one, in a time that does not tell how far they are.
fn is_equal(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).fold(0, |differing, (one, other)| differing | (one ^ other)) == 0
}

/// A decision as it is sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    /// The fingerprint of the claim.
    claim: String,
    /// Which version of the reader has read it as it was seen.
    reader: String,
    decided: Decided,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    corrections: Vec<Field>,
}

pub(super) async fn decide(State(page): State<Arc<Page>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let sent = match admitted(&page, &parts.headers, body).await {
        Ok(sent) => sent,
        Err(problem) => return problem.into_response(),
    };
    match worked(move || taken(&page, &sent)).await {
        Ok(view) => ([(header::CACHE_CONTROL, "no-store")], axum::Json(view)).into_response(),
        Err(problem) => problem.into_response(),
    }
}

async fn admitted(page: &Page, headers: &HeaderMap, body: Body) -> Result<Sent, Problem> {
    let Some(review) = &page.review else {
        return Err(Problem::new(StatusCode::METHOD_NOT_ALLOWED, "everything here is only to be read"));
    };
    review.admits(headers)?;
    let slow = |_| Problem::new(StatusCode::REQUEST_TIMEOUT, "the decision did not come in time");
    let large =
        |_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("a decision has at most {LONGEST} bytes"));
    let bytes = tokio::time::timeout(SENT, to_bytes(body, LONGEST)).await.map_err(slow)?.map_err(large)?;
    let sent: Sent = serde_json::from_slice(&bytes)
        .map_err(|error| Problem::new(StatusCode::BAD_REQUEST, format!("this is no decision: {error}")))?;
    bounded(&sent)?;
    Ok(sent)
}

fn bounded(sent: &Sent) -> Result<(), Problem> {
    let wrong = |what: &str| Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, what));
    let is_plain = |text: &str| !text.chars().any(|letter| letter.is_control() && letter != '\n');
    if sent.reason.chars().count() > LONGEST_REASON || !is_plain(&sent.reason) {
        return wrong("a reason has at most 4000 letters, and no control characters");
    }
    corrected::bounded(&sent.corrections)?;
    match (sent.decided, sent.corrections.is_empty()) {
        (Decided::Corrected, true) => wrong("what is corrected names the fields: `corrections`"),
        (Decided::Accepted | Decided::Rejected | Decided::TakenBack, false) => {
            wrong("fields are put right in a decision `corrected` alone")
        }
        (Decided::Rejected | Decided::TakenBack, _) if sent.reason.trim().is_empty() => {
            wrong("a rejection and a taking back need a `reason`")
        }
        _ => Ok(()),
    }
}

/// Takes a decision on the case as it stands now.
fn taken(page: &Page, sent: &Sent) -> Result<DecisionView, Problem> {
    let Some(review) = &page.review else { return Err(Problem::absent("nobody decides here")) };
    let person = review.person.lock().unwrap_or_else(PoisonError::into_inner);
    // What was written since is seen before anything is decided on it.
    live::renew(page);
    let snapshot = page.now();
    let at = this_second();
    let mut held = Journal::hold(&page.folder).map_err(|error| failed(&error.into()))?;
    let decision = if sent.decided == Decided::TakenBack {
        person
            .taking_back(&sent.claim, sent.reason.trim(), at, &held.journal)
            .map_err(|error| failed(&error))?
    } else {
        answered(&snapshot, sent, &review.by, at, &held.journal)?
    };
    let (facts, recorded) = (&snapshot.case.facts, snapshot.case.recorded.as_ref());
    let kept = person.decide(&page.folder, &mut held, decision.clone(), facts, recorded);
    kept.map_err(|error| failed(&error))?;
    drop(held);
    live::renew(page);
    Ok(decision_view(&snapshot, &decision))
}

/// Times are shown in whole seconds: as of a decision that is shown, it has been taken.
fn this_second() -> Instant {
    let now = now();
    now.plus_millis(-now.millis().rem_euclid(1_000))
}

/// The decision that an answer to a claim is.
fn answered(
    snapshot: &Snapshot,
    sent: &Sent,
    by: &Name,
    at: Instant,
    journal: &Journal,
) -> Result<Decision, Problem> {
    let clocks = Clocks { as_of: at, known_at: at, held: snapshot.case.facts.len() };
    let (read, desk) = (weighing::read(snapshot)?, weighing::desk(snapshot, clocks)?);
    let absent = || Problem::absent(format!("no report of the case has a claim `{}`", sent.claim));
    let place = *read.reports.places.get(&sent.claim).ok_or_else(absent)?;
    let (report, as_read) = read.reports.gathering.claim(place).ok_or_else(absent)?;
    let reader = desk.reader_of(place);
    if sent.reader != reader {
        let why = format!("the claim was seen as {} reads it, and is read by {reader} now", sent.reader);
        return Err(Problem::new(StatusCode::CONFLICT, why).mend("look at the claim again"));
    }
    if report.superseded_by.is_some() {
        let why = "its outlet has published a later version of the report, which stands in its place";
        return Err(Problem::new(StatusCode::CONFLICT, why));
    }
    if let Some(other) = overlapping(journal, report, as_read).filter(|other| other.claim != sent.claim) {
        let why =
            format!("claim {} on most of the same words was decided before, by {}", other.claim, other.by);
        return Err(Problem::new(StatusCode::CONFLICT, why));
    }
    let register = read.reports.words.lexicon.register();
    let (claim, choices, corrections) = corrected::put_right(as_read, &sent.corrections, register)?;
    let bench = weighing::bench(snapshot, clocks)?;
    let (claim, choices) = (&claim, &choices);
    let answer = Answer { decided: sent.decided, reason: sent.reason.trim(), claim, corrections, choices };
    desk.decision(place, by, answer, journal, &bench).ok_or_else(absent)
}

fn failed(error: &DecidingError) -> Problem {
    let is_conflict =
        matches!(error, DecidingError::Journal(JournalError::Unfit(_)) | DecidingError::NotDecided(_));
    let status = match error {
        _ if is_conflict => StatusCode::CONFLICT,
        DecidingError::Signing(_) => StatusCode::FORBIDDEN,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    Problem::new(status, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_token_is_the_token() {
        assert!(is_equal(b"abc", b"abc"));
        for other in [&b"abd"[..], b"ab", b"abcd", b""] {
            assert!(!is_equal(b"abc", other));
        }
    }
}
