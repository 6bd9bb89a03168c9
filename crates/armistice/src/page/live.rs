//! Open pages hear within a second when the case has changed: Server-Sent Events (WHATWG HTML, section 9.2), with a memory, so
//! that a page that was asleep catches up without gaps.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use armistice_judge::Judgement;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Serialize;
use tokio::sync::watch;

use super::Page;
use super::snapshot::{Asked, Snapshot, stamp};
use super::verdict::told;

/// So many changes are remembered; who slept longer is told to begin anew.
const MOST_REMEMBERED: usize = 1_000;
/// The folder is looked at so often.
const LOOK: Duration = Duration::from_millis(400);
/// A line without meaning keeps proxies from closing the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// What open pages are told.
#[derive(Debug)]
pub(super) struct Live {
    told: Mutex<VecDeque<Changed>>,
    newest: watch::Sender<u64>,
}

/// The case has changed.
#[derive(Debug, Clone, Serialize)]
struct Changed {
    /// The number of the snapshot.
    version: u64,
    /// Verdicts that read otherwise than before, as of now.
    verdicts: Vec<String>,
    /// Why the folder cannot be read as it stands; what was read before is shown still.
    problem: Option<String>,
}

impl Default for Live {
    fn default() -> Live {
        Live { told: Mutex::default(), newest: watch::Sender::new(1) }
    }
}

impl Live {
    fn tell(&self, changed: Changed) {
        let version = changed.version;
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.push_back(changed);
        if told.len() > MOST_REMEMBERED {
            told.pop_front();
        }
        drop(told);
        self.newest.send_replace(version);
    }

    /// What a page that heard of a version last is to hear next.
    fn after(&self, heard: u64) -> Next {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = *self.newest.borrow();
        let reaches_back = told.front().map_or(newest, |first| first.version - 1);
        if heard > newest || heard < reaches_back {
            return Next::Reset(newest);
        }
        told.iter()
            .find(|changed| changed.version > heard)
            .map_or(Next::Nothing, |changed| Next::Told(changed.clone()))
    }
}

/// What comes next on a stream.
#[derive(Debug)]
enum Next {
    Told(Changed),
    /// What lies between is forgotten, or is of another run of the server.
    Reset(u64),
    Nothing,
}

pub(super) async fn stream(State(page): State<Arc<Page>>, headers: HeaderMap) -> Response {
    let listener = page.live.newest.subscribe();
    let given = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let heard = match given {
        Some(id) => id.parse().unwrap_or(u64::MAX),
        None => *listener.borrow(),
    };
    let events = stream::unfold((page, listener, heard), |(page, mut listener, heard)| async move {
        loop {
            let (name, version, data) = match page.live.after(heard) {
                Next::Told(changed) => {
                    ("changed", changed.version, serde_json::to_string(&changed).unwrap_or_default())
                }
                Next::Reset(version) => ("reset", version, format!("{{\"version\":{version}}}")),
                Next::Nothing => {
                    listener.changed().await.ok()?;
                    continue;
                }
            };
            let event = Event::default().event(name).id(version.to_string()).data(data);
            return Some((Ok::<_, Infallible>(event), (page, listener, version)));
        }
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}

/// Looks at the folder again and again, for good, and tells of every change. Meanwhile the places are drawn.
pub(crate) fn follow(page: &Page) {
    draw(&page.now());
    let mut seen = page.opened.clone();
    loop {
        std::thread::sleep(LOOK);
        let now = stamp(&page.folder);
        if now == seen {
            continue;
        }
        // Who writes is let finish: two looks in a row have to show the same.
        std::thread::sleep(LOOK / 4);
        if stamp(&page.folder) != now {
            continue;
        }
        seen = now;
        take(page);
    }
}

/// Draws the places of a snapshot beside everything else: that takes seconds, and nobody who watches the folder waits for it.
fn draw(snapshot: &Arc<Snapshot>) {
    let snapshot = Arc::clone(snapshot);
    // Where no thread is to be had, the map stays without places and says that they are being drawn.
    let _ = std::thread::Builder::new().name("draw".to_owned()).spawn(move || snapshot.draw());
}

/// Takes the folder as it stands now.
fn take(page: &Page) {
    let before = page.now();
    let number = *page.live.newest.borrow() + 1;
    match Snapshot::open(&page.folder, number) {
        Ok(after) => {
            after.drawn_as(&before);
            let after = Arc::new(after);
            let verdicts = differing(&before, &after);
            *page.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&after);
            page.live.tell(Changed { version: number, verdicts, problem: None });
            draw(&after);
        }
        Err(error) => {
            page.live.tell(Changed {
                version: number,
                verdicts: Vec::new(),
                problem: Some(error.to_string()),
            });
        }
    }
}

/// The verdicts that read otherwise, as of now.
fn differing(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let judged = |snapshot: &Snapshot| -> Option<Arc<Judgement>> {
        snapshot.clocks(&Asked::default()).ok().map(|clocks| snapshot.judgement(clocks))
    };
    let (Some(old), Some(new)) = (judged(before), judged(after)) else { return Vec::new() };
    let reads = |judgement: &Judgement, snapshot: &Snapshot, id: &str| {
        judgement
            .verdict(id)
            .map(|verdict| (told(&snapshot.case.agreement, verdict), verdict.because.clone()))
    };
    let is_other = |id: &&String| reads(&old, before, id) != reads(&new, after, id);
    new.verdicts.iter().map(|verdict| &verdict.id).filter(is_other).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(live: &Live, versions: impl IntoIterator<Item = u64>) {
        for version in versions {
            live.tell(Changed { version, verdicts: Vec::new(), problem: None });
        }
    }

    #[test]
    fn who_slept_hears_everything_in_order() {
        let live = Live::default();
        assert!(matches!(live.after(1), Next::Nothing));
        told(&live, 2..=4);
        for heard in 1..4 {
            assert!(matches!(live.after(heard), Next::Told(changed) if changed.version == heard + 1));
        }
        assert!(matches!(live.after(4), Next::Nothing));
    }

    #[test]
    fn who_slept_too_long_or_heard_another_server_begins_anew() {
        let live = Live::default();
        assert!(matches!(live.after(7), Next::Reset(1)));
        told(&live, 2..=1_500);
        assert!(matches!(live.after(3), Next::Reset(1_500)));
        assert!(matches!(live.after(500), Next::Told(changed) if changed.version == 501));
    }
}
