//! What is heard of objects, as lists: tracks and passages. `tiles` has the same for the map.

use std::sync::Arc;

use armistice_facts::Instant;
use armistice_facts::calendar::Zone;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::Page;
use super::heard::{Heard, Hearing, Report, Window, is_silence, several};
use super::reply::{self, Asking, Problem};
use super::seen::{Between, limited, number};
use super::snapshot::Snapshot;

/// So many stand on one page of a list at most, and unless the question says otherwise.
const MOST: usize = 1_000;
const USUAL: usize = 200;

/// Of which time.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Question {
    from: Option<String>,
    to: Option<String>,
    pub(super) object: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
}

#[derive(Debug, Serialize)]
struct List {
    /// Which state of what is heard this is.
    edition: u64,
    items: Vec<TrackView>,
    next: Option<String>,
    total: usize,
    reports: usize,
    /// Rows that hold no position.
    set_aside: usize,
    /// Reports that are more than this server keeps.
    left_out: usize,
    refused: Vec<Refused>,
}

/// A file that cannot be read.
#[derive(Debug, Serialize)]
struct Refused {
    file: String,
    reason: String,
}

/// One object in the time that is asked for.
#[derive(Debug, Serialize)]
struct TrackView {
    object: String,
    #[serde(flatten)]
    between: Between,
    reports: usize,
    /// How often it was not heard of for ten minutes and longer.
    silences: usize,
    /// Where it was heard last.
    lon: f64,
    lat: f64,
}

/// What a list is made of, and which part of it is asked for.
struct Listing<'a> {
    hearing: &'a Hearing,
    zone: &'a Zone,
    window: Window,
    object: Option<&'a str>,
    from: usize,
    limit: usize,
}

impl Listing<'_> {
    fn asks_for(&self, object: &str) -> bool {
        self.object.is_none_or(|asked| asked == object)
    }

    /// The cursor of the next page, after so many of so many.
    fn next(&self, shown: usize, total: usize) -> Option<String> {
        let end = self.from.saturating_add(shown);
        (end < total && shown > 0).then(|| end.to_string())
    }
}

/// Answers with a part of a list.
async fn listed<T: Serialize>(
    page: Arc<Page>,
    headers: &HeaderMap,
    question: Question,
    list: impl FnOnce(&Listing<'_>) -> T + Send + 'static,
) -> Response {
    reply::json(headers, move || {
        let (snapshot, hearing) = (page.now(), page.hearing());
        let window = window(&snapshot, &question)?;
        let from = number(question.cursor.as_deref(), "cursor")?.unwrap_or(0);
        let limit = limited(question.limit.as_deref(), USUAL, MOST)?;
        let zone = &snapshot.case.agreement.settings.time_zone;
        let object = question.object.as_deref();
        Ok(list(&Listing { hearing: &hearing, zone, window, object, from, limit }))
    })
    .await
}

pub(super) async fn tracks(
    State(page): State<Arc<Page>>,
    Asking(question): Asking<Question>,
    headers: HeaderMap,
) -> Response {
    listed(page, &headers, question, |asked| {
        let heard = &asked.hearing.tracks;
        let (mut total, mut told, mut items) = (0, 0, Vec::new());
        for (object, reports) in heard.within(asked.window).filter(|(object, _)| asked.asks_for(object)) {
            if total >= asked.from && items.len() < asked.limit {
                items.extend(track_view(object, reports, asked.zone));
            }
            total += 1;
            told += reports.len();
        }
        List {
            edition: asked.hearing.edition,
            next: asked.next(items.len(), total),
            items,
            total,
            reports: told,
            set_aside: heard.set_aside + asked.hearing.passages.set_aside,
            left_out: heard.left_out,
            refused: refused(asked.hearing),
        }
    })
    .await
}

fn refused(hearing: &Hearing) -> Vec<Refused> {
    let told = hearing.refused.iter().cloned();
    told.map(|(file, reason)| Refused { file, reason }).collect()
}

fn track_view(object: &str, reports: &[Report], zone: &Zone) -> Option<TrackView> {
    let (first, last) = reports.first().zip(reports.last())?;
    Some(TrackView {
        object: object.to_owned(),
        between: Between { from: zone.show(first.time()), to: zone.show(last.time()) },
        reports: reports.len(),
        silences: reports
            .windows(2)
            .filter(|pair| matches!(pair, [one, two] if is_silence(*one, *two)))
            .count(),
        lon: last.lon(),
        lat: last.lat(),
    })
}

#[derive(Debug, Serialize)]
struct PassageList {
    #[serde(serialize_with = "several")]
    items: Vec<Arc<Heard>>,
    next: Option<String>,
    total: usize,
}

pub(super) async fn passages(
    State(page): State<Arc<Page>>,
    Asking(question): Asking<Question>,
    headers: HeaderMap,
) -> Response {
    listed(page, &headers, question, |asked| {
        let mut all = asked.hearing.passages.within(asked.window);
        all.retain(|heard| asked.asks_for(&heard.passage.object));
        let shown = all.iter().skip(asked.from).take(asked.limit);
        let items: Vec<Arc<Heard>> = shown.map(|heard| Arc::clone(heard)).collect();
        PassageList { next: asked.next(items.len(), all.len()), total: all.len(), items }
    })
    .await
}

/// The time that is asked for: all of it unless the question says otherwise, up to now.
pub(super) fn window(snapshot: &Snapshot, question: &Question) -> Result<Window, Problem> {
    let read = |given: &Option<String>, name| {
        given.as_deref().map(|given| snapshot.instant(given, name)).transpose()
    };
    let far = |millis| Instant::EPOCH.plus_millis(millis);
    Ok(Window {
        from: read(&question.from, "from")?.unwrap_or(far(i64::MIN)),
        to: read(&question.to, "to")?.unwrap_or(far(i64::MAX)),
    })
}
