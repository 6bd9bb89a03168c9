//! The tiles of the map with what is heard of objects.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use armistice_facts::Instant;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use super::Page;
use super::crowd::Crowd;
use super::heard::{Hearing, Report, Window, is_over_the_seam, is_silence, parts};
use super::reply::{self, Asking, Named, Problem};
use super::tracks::{Question, window};
use super::vector_tile::{self as vt, Layer, Place, Spot};

/// A tile does not hold more objects than this.
const MOST_IN_A_TILE: usize = 200_000;
/// So many bytes of tiles are kept for whoever asks next.
const MOST_KEPT: usize = 32 << 20;

/// Tiles as they were drawn of one state of what is heard.
#[derive(Debug, Default)]
pub(super) struct Tiles(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    edition: u64,
    bytes: usize,
    drawn: BTreeMap<Key, Arc<Vec<u8>>>,
}

type Key = (Place, Instant, Instant, Option<String>);

impl Tiles {
    /// The tile, drawn now if it was not before.
    fn of(&self, edition: u64, key: Key, draw: impl FnOnce() -> Vec<u8>) -> Arc<Vec<u8>> {
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tile) =
            Some(kept()).filter(|kept| kept.edition == edition).and_then(|kept| kept.drawn.get(&key).cloned())
        {
            return tile;
        }
        let tile = Arc::new(draw());
        let mut kept = kept();
        if kept.edition != edition || kept.bytes + tile.len() > MOST_KEPT {
            *kept = Kept { edition, ..Kept::default() };
        }
        kept.bytes += tile.len();
        kept.drawn.insert(key, Arc::clone(&tile));
        tile
    }
}

/// A tile with four layers: `tracks` (ways that were reported), `silences` (what lies between two reports far apart in time) and
/// `heads` (the last report of each object), each with the property `object`; and `crowds`, squares through which more ways run
/// than can be told apart, with the property `level`. In those nothing is drawn singly. Of one object alone all is drawn.
pub(super) async fn tile(
    State(page): State<Arc<Page>>,
    Named((zoom, x, y)): Named<(u32, u32, u32)>,
    Asking(question): Asking<Question>,
    headers: HeaderMap,
) -> Response {
    let worked = reply::worked(move || {
        let place = Place::new(zoom, x, y).ok_or_else(|| Problem::absent("there is no such tile"))?;
        let window = window(&page.now(), &question)?;
        let hearing = page.hearing();
        let key = (place, window.from, window.to, question.object.clone());
        let draw = || drawn(place, &hearing, window, question.object.as_deref());
        Ok(page.tiles.of(hearing.edition, key, draw))
    });
    match worked.await {
        Ok(tile) => reply::tagged(&headers, "application/vnd.mapbox-vector-tile", tile.to_vec()),
        Err(problem) => problem.into_response(),
    }
}

/// What one object did, in the units of a tile.
struct Passing<'a> {
    object: &'a str,
    ways: Vec<Vec<Spot>>,
    silences: Vec<Vec<Spot>>,
    head: Option<Spot>,
}

impl<'a> Passing<'a> {
    fn of(place: Place, object: &'a str, reports: &[Report]) -> Passing<'a> {
        let at = |report: &Report| place.of(report.lon(), report.lat());
        let unseen = reports.windows(2).filter_map(|pair| match pair {
            [one, two] if is_silence(*one, *two) && !is_over_the_seam(*one, *two) => {
                Some(vt::cut([at(one), at(two)]))
            }
            _ => None,
        });
        Passing {
            object,
            ways: parts(reports).flat_map(|part| vt::cut(part.iter().map(at))).collect(),
            silences: unseen.flatten().collect(),
            head: reports.last().map(at).filter(|last| vt::holds(*last)).map(vt::spot),
        }
    }
}

fn drawn(place: Place, hearing: &Hearing, window: Window, only: Option<&str>) -> Vec<u8> {
    let near = hearing.tracks.near(window, place.frame());
    let asked = near.filter(|(object, _)| only.is_none_or(|only| only == *object));
    let passing: Vec<Passing<'_>> =
        asked.take(MOST_IN_A_TILE).map(|(object, reports)| Passing::of(place, object, reports)).collect();
    let mut crowd = Crowd::new();
    if only.is_none() {
        for one in &passing {
            let head = one.head.map(|head| vec![head]);
            crowd.count(one.ways.iter().chain(&one.silences).chain(&head));
        }
    }
    let (mut ways, mut silences) = (Layer::new("tracks", "object"), Layer::new("silences", "object"));
    let (mut heads, mut crowds) = (Layer::new("heads", "object"), Layer::new("crowds", "level"));
    let seen = |parts: &[Vec<Spot>]| -> Vec<Vec<Spot>> {
        let outside = parts.iter().flat_map(|part| crowd.outside(part));
        outside.map(|part| vt::simplified(&part)).collect()
    };
    for one in &passing {
        ways.way(one.object, &seen(&one.ways));
        silences.way(one.object, &seen(&one.silences));
        if let Some(head) = one.head.filter(|head| !crowd.is_crowded(*head)) {
            heads.point(one.object, head);
        }
    }
    for (level, oblongs) in crowd.shades() {
        crowds.oblongs(level, &oblongs);
    }
    vt::tile(&[crowds, silences, ways, heads])
}
