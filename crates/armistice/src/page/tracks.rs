//! What is heard of objects, on the wire: lists of tracks and passages, and the tiles of the map.

use std::sync::Arc;

use armistice_facts::Instant;
use armistice_facts::calendar::Zone;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::Page;
use super::heard::{Heard, Hearing, Report, Window, is_over_the_seam, is_silence, parts, several};
use super::reply::{self, Asking, Named, Problem};
use super::seen::{Between, limited, number};
use super::snapshot::Snapshot;
use super::vector_tile::{self as vt, Layer, Place};

/// So many stand on one page of a list at most, and unless the question says otherwise.
const MOST: usize = 1_000;
const USUAL: usize = 200;
/// A tile does not hold more objects than this; nobody could tell them apart.
const MOST_IN_A_TILE: usize = 200_000;

/// Of which time.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Question {
    from: Option<String>,
    to: Option<String>,
    object: Option<String>,
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

pub(super) async fn tracks(
    State(page): State<Arc<Page>>,
    Asking(question): Asking<Question>,
    headers: HeaderMap,
) -> Response {
    reply::json(&headers, move || {
        let (snapshot, hearing) = (page.now(), page.hearing());
        let window = window(&snapshot, &question)?;
        let (from, limit) = slice(&question)?;
        let zone = &snapshot.case.agreement.settings.time_zone;
        let is_asked = |object: &str| question.object.as_deref().is_none_or(|asked| asked == object);
        let all: Vec<(&str, &[Report])> =
            hearing.tracks.within(window).filter(|(object, _)| is_asked(object)).collect();
        let items: Vec<TrackView> = all
            .iter()
            .skip(from)
            .take(limit)
            .filter_map(|(object, reports)| track_view(object, reports, zone))
            .collect();
        Ok(List {
            edition: hearing.edition,
            next: next(from, items.len(), all.len()),
            items,
            total: all.len(),
            reports: all.iter().map(|(_, reports)| reports.len()).sum(),
            set_aside: hearing.tracks.set_aside + hearing.passages.set_aside,
            left_out: hearing.tracks.left_out,
            refused: refused(&hearing),
        })
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
    reply::json(&headers, move || {
        let (snapshot, hearing) = (page.now(), page.hearing());
        let window = window(&snapshot, &question)?;
        let (from, limit) = slice(&question)?;
        let mut all = hearing.passages.within(window);
        all.retain(|heard| question.object.as_ref().is_none_or(|asked| *asked == heard.passage.object));
        let items: Vec<Arc<Heard>> =
            all.iter().skip(from).take(limit).map(|heard| Arc::clone(heard)).collect();
        Ok(PassageList { next: next(from, items.len(), all.len()), total: all.len(), items })
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

fn slice(question: &Question) -> Result<(usize, usize), Problem> {
    let from = number(question.cursor.as_deref(), "cursor")?.unwrap_or(0);
    let limit = limited(question.limit.as_deref(), USUAL, MOST)?;
    Ok((from, limit))
}

fn next(from: usize, shown: usize, total: usize) -> Option<String> {
    let end = from.saturating_add(shown);
    (end < total && shown > 0).then(|| end.to_string())
}

/// A tile with three layers: `tracks` (ways that were reported), `silences` (what lies between two reports far apart in
/// time), `heads` (the last report of each object). Each has the property `object`.
pub(super) async fn tile(
    State(page): State<Arc<Page>>,
    Named((zoom, x, y)): Named<(u32, u32, u32)>,
    Asking(question): Asking<Question>,
    headers: HeaderMap,
) -> Response {
    let worked = reply::worked(move || {
        let place = Place::new(zoom, x, y).ok_or_else(|| Problem::absent("there is no such tile"))?;
        let window = window(&page.now(), &question)?;
        Ok(drawn(place, &page.hearing(), window))
    });
    match worked.await {
        Ok(bytes) => reply::tagged(&headers, "application/vnd.mapbox-vector-tile", bytes),
        Err(problem) => problem.into_response(),
    }
}

fn drawn(place: Place, hearing: &Hearing, window: Window) -> Vec<u8> {
    let mut ways = Layer::new("tracks", "object");
    let mut silences = Layer::new("silences", "object");
    let mut heads = Layer::new("heads", "object");
    for (object, reports) in hearing.tracks.near(window, place.frame()).take(MOST_IN_A_TILE) {
        let at = |report: &Report| place.of(report.lon(), report.lat());
        let way: Vec<_> = parts(reports).flat_map(|part| vt::cut(part.iter().map(at))).collect();
        ways.way(object, &way);
        let unseen = reports.windows(2).filter_map(|pair| match pair {
            [one, two] if is_silence(*one, *two) && !is_over_the_seam(*one, *two) => {
                Some(vt::cut([at(one), at(two)]))
            }
            _ => None,
        });
        let unseen: Vec<_> = unseen.flatten().collect();
        silences.way(object, &unseen);
        if let Some(last) = reports.last().map(at).filter(|last| vt::holds(*last)) {
            heads.point(object, vt::spot(last));
        }
    }
    vt::tile(&[ways, silences, heads])
}
