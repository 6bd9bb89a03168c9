//! What was said and seen: facts as the page lists them, page by page.

use std::sync::Arc;

use armistice_facts::calendar::Zone;
use armistice_facts::{Fact, What};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::Page;
use super::answer::judged;
use super::reply::{Asking, Problem};
use super::snapshot::Asked;
use crate::show::fact::said;

/// So many facts stand on one page of the list at most, and unless the question says otherwise.
const MOST: usize = 5_000;
const USUAL: usize = 200;

/// From one instant to another.
#[derive(Debug, Serialize)]
pub(super) struct Between {
    pub(super) from: String,
    pub(super) to: String,
}

/// One fact.
#[derive(Debug, Serialize)]
pub(super) struct FactView {
    pub(super) id: String,
    pub(super) about: Between,
    pub(super) known: String,
    pub(super) speaker: String,
    voice: String,
    manner: String,
    pub(super) words: String,
    read_at: String,
    note: String,
    invokes: Vec<String>,
    pub(super) place: Option<Spot>,
}

/// Where a source says that something was.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Spot {
    pub(super) name: String,
    pub(super) lon: Option<f64>,
    pub(super) lat: Option<f64>,
    pub(super) error_m: u32,
}

/// A fact as the page shows it.
pub(super) fn view(fact: &Fact, zone: &Zone) -> FactView {
    FactView {
        id: fact.id.to_string(),
        about: Between { from: zone.show(fact.about.from), to: zone.show(fact.about.last()) },
        known: zone.show(fact.known),
        speaker: fact.source.speaker.clone(),
        voice: fact.source.voice.to_string(),
        manner: word(&fact.source.manner),
        words: said(&fact.what),
        read_at: fact.read_at.clone(),
        note: fact.note.clone(),
        invokes: fact.invokes.iter().map(ToString::to_string).collect(),
        place: spot(fact),
    }
}

/// Where an act happened.
pub(super) fn spot(fact: &Fact) -> Option<Spot> {
    let What::Act(act) = &fact.what else { return None };
    let place = &act.place;
    let position = place.position;
    (position.is_some() || !place.name.is_empty()).then(|| Spot {
        name: place.name.clone(),
        lon: position.map(|position| position.lon()),
        lat: position.map(|position| position.lat()),
        error_m: place.error_metres,
    })
}

/// The word by which a value is written in the record.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(ToOwned::to_owned))
        .unwrap_or_default()
}

#[derive(Debug, Deserialize)]
pub(super) struct Question {
    #[serde(flatten)]
    asked: Asked,
    cursor: Option<String>,
    limit: Option<String>,
}

#[derive(Debug, Serialize)]
struct Facts {
    items: Vec<FactView>,
    next: Option<String>,
    total: usize,
}

pub(super) async fn facts(
    State(page): State<Arc<Page>>,
    Asking(Question { asked, cursor, limit }): Asking<Question>,
    headers: HeaderMap,
) -> Response {
    judged(page, &headers, asked, move |snapshot, clocks| {
        let from = number(cursor.as_deref(), "cursor")?.unwrap_or(0);
        let limit = limited(limit.as_deref(), USUAL, MOST)?;
        let zone = &snapshot.case.agreement.settings.time_zone;
        let mut known: Vec<&Fact> =
            snapshot.known(clocks).filter(|fact| fact.about.from <= clocks.as_of).collect();
        known.sort_by(|one, other| (one.about.from, &one.id).cmp(&(other.about.from, &other.id)));
        let items: Vec<FactView> = known.iter().skip(from).take(limit).map(|fact| view(fact, zone)).collect();
        let end = from.saturating_add(items.len());
        let next = (end < known.len() && !items.is_empty()).then(|| end.to_string());
        Ok(Facts { items, next, total: known.len() })
    })
    .await
}

/// A number in an address; one that is too great to count with is the greatest.
pub(super) fn number(given: Option<&str>, name: &str) -> Result<Option<usize>, Problem> {
    let wrong = || Problem::new(StatusCode::BAD_REQUEST, format!("`{name}` is no whole number"));
    let read = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().unwrap_or(usize::MAX)).ok_or_else(wrong)
    };
    given.map(read).transpose()
}

/// How many are asked for: the usual number unless the question says otherwise, and never more than the most.
pub(super) fn limited(given: Option<&str>, usual: usize, most: usize) -> Result<usize, Problem> {
    match number(given, "limit")? {
        Some(0) => Err(Problem::new(StatusCode::BAD_REQUEST, "`limit` is at least 1")),
        asked => Ok(asked.unwrap_or(usual).min(most)),
    }
}
