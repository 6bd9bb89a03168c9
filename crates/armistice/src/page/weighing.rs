//! The claims of a snapshot weighed: what waits, those first that would change most.

use std::sync::{Arc, PoisonError};

use armistice_reading::VERSION;
use axum::http::StatusCode;

use super::reply::Problem;
use super::snapshot::{Clocks, Snapshot};
use super::waiting::{Queue, Read};
use crate::claims::effect::Bench;
use crate::claims::queue::{Desk, MOST_WEIGHED};

/// The reports of the case.
pub(super) fn read(snapshot: &Snapshot) -> Result<&Read, Problem> {
    let read = snapshot.waiting.read(&snapshot.folder, &snapshot.case.agreement).as_ref();
    read.map_err(|error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.clone()))
}

/// What waits, as it would change the judgement at these clocks; of many claims in an order that takes no judgement.
pub(super) fn queue(snapshot: &Snapshot, clocks: Clocks) -> Result<Arc<Queue>, Problem> {
    let desk = desk(snapshot, clocks)?;
    let journal = &read(snapshot)?.journal;
    let key = (clocks.as_of, clocks.known_at);
    // One queue is weighed at a time.
    let mut last = snapshot.waiting.last.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, queue)) = last.as_ref().filter(|(known, _)| *known == key) {
        return Ok(Arc::clone(queue));
    }
    let waiting = desk.waiting(journal, false);
    let differences = desk.differences(journal);
    let queue = Arc::new(match waiting.len() <= MOST_WEIGHED {
        true => {
            let pending = desk.pending(journal, &mut bench(snapshot, clocks)?, false);
            Queue { order: pending.iter().map(|one| one.at).collect(), weighed: Some(pending), differences }
        }
        false => Queue { order: desk.by_promise(waiting, journal), weighed: None, differences },
    });
    *last = Some((key, Arc::clone(&queue)));
    Ok(queue)
}

/// What claims are weighed with.
pub(super) fn desk(snapshot: &Snapshot, clocks: Clocks) -> Result<Desk<'_>, Problem> {
    if clocks.held < snapshot.case.facts.len() {
        let why = "what waits is weighed by all that is on record, not by what stood before a place in it";
        let problem = Problem::new(StatusCode::BAD_REQUEST, why);
        return Err(problem.mend("give known_at as a day or an instant"));
    }
    let read = read(snapshot)?;
    Ok(Desk {
        case: &snapshot.case,
        lexicon: &read.reports.words.lexicon,
        gathering: &read.reports.gathering,
        words: &read.reports.words.name,
        reader: VERSION,
        at: clocks.known_at,
    })
}

/// The judgement that they would change.
pub(super) fn bench(snapshot: &Snapshot, clocks: Clocks) -> Result<Bench<'_>, Problem> {
    let plan = read(snapshot)?.reports.plan.clone();
    Ok(Bench::new(&snapshot.case, plan, clocks.as_of, clocks.known_at))
}
