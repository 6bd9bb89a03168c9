//! The claims that wait for a person, as the page lists them: the words in their context and what they would change. Read only:
//! decisions are taken at the terminal, by somebody with a name.

use std::sync::{Arc, PoisonError};

use armistice_reading::VERSION;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::Value;

use super::Page;
use super::answer::judged;
use super::reply::{Asking, Problem};
use super::snapshot::{Asked, Clocks, Snapshot};
use super::waiting::read;
use crate::claims::effect::Bench;
use crate::claims::queue::Desk;
use crate::show;

pub(super) async fn claims(
    State(page): State<Arc<Page>>,
    Asking(asked): Asking<Asked>,
    headers: HeaderMap,
) -> Response {
    judged(page, &headers, asked, |snapshot, clocks| of(snapshot, clocks).map(|answer| (*answer).clone()))
        .await
}

fn of(snapshot: &Snapshot, clocks: Clocks) -> Result<Arc<Value>, Problem> {
    if clocks.held < snapshot.case.facts.len() {
        let why = "what waits is weighed by all that is on record, not by what stood before a place in it";
        return Err(Problem::new(StatusCode::BAD_REQUEST, why).mend("give known_at as a day or an instant"));
    }
    let key = (clocks.as_of, clocks.known_at);
    // One answer is worked out at a time.
    let mut last = snapshot.waiting.last.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, answer)) = last.as_ref().filter(|(known, _)| *known == key) {
        return Ok(Arc::clone(answer));
    }
    let read =
        snapshot.waiting.read.get_or_init(|| read(&snapshot.folder, &snapshot.case.agreement)).as_ref();
    let read = read.map_err(|error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.clone()))?;
    let desk = Desk {
        case: &snapshot.case,
        lexicon: &read.words.lexicon,
        gathering: &read.gathering,
        reader: VERSION,
        at: clocks.known_at,
    };
    let mut bench = Bench::new(&snapshot.case, read.plan.clone(), clocks.as_of, clocks.known_at);
    let pending = desk.pending(&read.journal, &mut bench, false);
    let differences = desk.differences(&read.journal);
    let told = serde_json::to_value(show::queue::view(&desk, &pending, &differences))
        .map_err(|error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    let answer = Arc::new(told);
    *last = Some((key, Arc::clone(&answer)));
    Ok(answer)
}
