//! One verdict through time, twice: as it was known then, and as it is known now.

use std::sync::Arc;

use armistice_facts::{Fact, Instant};
use armistice_judge::Truth;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::Page;
use super::answer::judged;
use super::explained::absent;
use super::overview::signed;
use super::reply::{Asking, Problem};
use super::seen::{self, Between};
use super::snapshot::{Asked, Clocks, Snapshot};
use super::stretches::{joined, moments};
use super::verdict::told;

/// The verdict is judged at so many moments, twice.
const MOST_MOMENTS: usize = 160;

#[derive(Debug, Deserialize)]
pub(super) struct Question {
    id: String,
    #[serde(flatten)]
    asked: Asked,
}

#[derive(Debug, Serialize)]
struct Duty {
    id: String,
    norm: String,
    bearer: String,
    deadline: Option<String>,
    then: Vec<Held>,
    now: Vec<Held>,
    events: Vec<Event>,
}

#[derive(Debug, Serialize)]
struct Held {
    #[serde(flatten)]
    between: Between,
    symbol: &'static str,
    words: String,
    truth: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Event {
    fact: String,
    about: Between,
    known: String,
    speaker: String,
    words: String,
}

pub(super) async fn duty(
    State(page): State<Arc<Page>>,
    Asking(Question { id, asked }): Asking<Question>,
    headers: HeaderMap,
) -> Response {
    judged(page, &headers, asked, move |snapshot, clocks| of(snapshot, clocks, &id)).await
}

fn of(snapshot: &Snapshot, clocks: Clocks, id: &str) -> Result<Duty, Problem> {
    let agreement = &snapshot.case.agreement;
    let zone = &agreement.settings.time_zone;
    let judgement = snapshot.judgement(clocks);
    let Some(newest) = judgement.verdict(id) else {
        return Err(absent(&judgement, id));
    };
    let cited = newest.proof.all_facts();
    // What was once cited counts too, so every version's facts are shown.
    let (versions, _) = snapshot.versions(clocks, &newest.norm, &newest.bearer);
    let once: Vec<_> = versions.iter().flat_map(|version| version.verdict.proof.all_facts()).collect();
    let facts: Vec<Fact> = snapshot
        .known(clocks)
        .filter(|fact| cited.contains(&fact.id) || once.contains(&fact.id))
        .cloned()
        .collect();
    let from = facts
        .iter()
        .map(|fact| fact.about.from)
        .chain(signed(agreement))
        .min()
        .unwrap_or(clocks.as_of)
        .min(clocks.as_of);
    let mut at = moments(&facts, from, clocks.as_of, MOST_MOMENTS);
    // A deadline changes a verdict without anything being told.
    let after_due =
        newest.due.map(|due| due.plus_millis(1)).filter(|due| from <= *due && *due <= clocks.as_of);
    at.extend(after_due);
    at.sort_unstable();
    at.dedup();
    let run = |known_at: &dyn Fn(Instant) -> Instant| {
        let held = at.iter().filter_map(|at| {
            let then = Clocks { as_of: *at, known_at: known_at(*at), ..clocks };
            let verdict = snapshot.verdict(then, &newest.norm, &newest.bearer)?;
            Some((*at, (told(agreement, &verdict), verdict.truth)))
        });
        let held = joined(held, clocks.as_of).into_iter().map(|stretch| Held {
            between: Between { from: zone.show(stretch.from), to: zone.show(stretch.to) },
            symbol: stretch.what.0.symbol,
            words: stretch.what.0.words,
            truth: stretch.what.1.map(Truth::word),
        });
        held.collect::<Vec<_>>()
    };
    Ok(Duty {
        id: id.to_owned(),
        norm: newest.norm.to_string(),
        bearer: newest.bearer.clone(),
        deadline: newest.due.map(|due| zone.show(due)),
        then: run(&|at: Instant| at.min(clocks.known_at)),
        now: run(&|_| clocks.known_at),
        events: facts.iter().map(|fact| event(fact, zone)).collect(),
    })
}

fn event(fact: &Fact, zone: &armistice_facts::calendar::Zone) -> Event {
    let view = seen::view(fact, zone);
    Event { fact: view.id, about: view.about, known: view.known, speaker: view.speaker, words: view.words }
}
