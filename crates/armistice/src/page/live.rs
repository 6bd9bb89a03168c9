//! Open pages hear within a second when the case has changed or more was heard: Server-Sent Events (WHATWG HTML, section 9.2),
//! with a memory, so that a page that was asleep catches up without gaps.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use armistice_judge::Judgement;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Serialize;
use tokio::sync::{Semaphore, watch};

use super::heard::{Heard, Hearing, News, several};
use super::reply::Problem;
use super::snapshot::{Asked, Snapshot};
use super::stamp::stamp;
use super::verdict::told;
use super::{Page, lanes, weighing};
use crate::moment::now;
use crate::reports::REPORTS;

/// So many events are remembered; who slept longer is told to begin anew.
const MOST_REMEMBERED: usize = 1_000;
/// So many pages may listen at once, so that others are still answered.
const MOST_LISTENERS: usize = 800;
/// An event carries so many passages at most; who wants all of them asks.
const MOST_PASSAGES: usize = 50;
/// The folder is looked at so often, and what is heard so often.
const LOOK: Duration = Duration::from_millis(400);
const LISTEN: Duration = Duration::from_millis(200);
/// A line without meaning keeps proxies from closing the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// A page that finds no seat asks again after so many seconds.
const RETRY_SECONDS: u32 = 5;

/// What open pages are told.
#[derive(Debug)]
pub(super) struct Live {
    /// Tells this run of the server from any other: what another has told counts for nothing here.
    pub(super) run: String,
    told: Mutex<VecDeque<Arc<Told>>>,
    newest: watch::Sender<u64>,
    seats: Arc<Semaphore>,
}

/// One event, as it is sent to everybody.
#[derive(Debug)]
struct Told {
    number: u64,
    name: &'static str,
    data: String,
}

/// The case has changed.
#[derive(Debug, Clone, Serialize)]
struct Changed {
    /// The number of the snapshot.
    version: u64,
    /// When this was told, by the clock of the server.
    told: String,
    /// Verdicts that read otherwise than before, as of now.
    verdicts: Vec<String>,
    /// Why the folder cannot be read as it stands; what was read before is shown still.
    problem: Option<String>,
}

/// More was heard of objects.
#[derive(Debug, Serialize)]
struct More<'a> {
    /// Which state of what is heard this leads to.
    edition: u64,
    /// When this was told, by the clock of the server.
    told: String,
    /// How many reports are new.
    reports: usize,
    /// How many passages were told, for the first time or anew.
    passages: usize,
    /// The last of them.
    #[serde(serialize_with = "several")]
    newest: &'a [Arc<Heard>],
    /// Whether something heard before is no more.
    is_anew: bool,
}

impl Default for Live {
    fn default() -> Live {
        Live {
            run: format!("{:x}", now().millis()),
            told: Mutex::default(),
            newest: watch::Sender::new(1),
            seats: Arc::new(Semaphore::new(MOST_LISTENERS)),
        }
    }
}

impl Live {
    fn tell(&self, name: &'static str, event: &impl Serialize) {
        let data = serde_json::to_string(event).unwrap_or_default();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let number = *self.newest.borrow() + 1;
        told.push_back(Arc::new(Told { number, name, data }));
        if told.len() > MOST_REMEMBERED {
            told.pop_front();
        }
        drop(told);
        self.newest.send_replace(number);
    }

    /// What a page that heard of an event last is to hear next.
    fn after(&self, heard: u64) -> Next {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = told.back().map_or(1, |last| last.number);
        let reaches_back = told.front().map_or(newest, |first| first.number - 1);
        if heard > newest || heard < reaches_back {
            return Next::Reset(newest);
        }
        // They are numbered without gaps.
        let place = usize::try_from(heard - reaches_back).unwrap_or(usize::MAX);
        told.get(place).map_or(Next::Nothing, |event| Next::Told(Arc::clone(event)))
    }

    /// The number that the name of an event has here; of another run, one that is not known.
    fn number(&self, id: &str) -> u64 {
        let own = id.strip_prefix(&self.run).and_then(|rest| rest.strip_prefix('-'));
        own.and_then(|number| number.parse().ok()).unwrap_or(u64::MAX)
    }
}

/// What comes next on a stream.
#[derive(Debug)]
enum Next {
    Told(Arc<Told>),
    /// What lies between is forgotten, or is of another run of the server.
    Reset(u64),
    Nothing,
}

pub(super) async fn stream(State(page): State<Arc<Page>>, headers: HeaderMap) -> Response {
    let Ok(seat) = Arc::clone(&page.live.seats).try_acquire_owned() else {
        return Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too many pages listen at once")
            .retry_in(RETRY_SECONDS)
            .into_response();
    };
    let listener = page.live.newest.subscribe();
    let given = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let heard = given.map(|id| page.live.number(id));
    let events =
        stream::unfold((page, listener, heard, seat), |(page, mut listener, heard, seat)| async move {
            // Who comes for the first time is told where it stands, so that it can say so when it comes again.
            let Some(heard) = heard else {
                let newest = *listener.borrow_and_update();
                let event = named(&page.live.run, newest, "here", &here(&page));
                return Some((Ok::<_, Infallible>(event), (page, listener, Some(newest), seat)));
            };
            loop {
                let (number, event) = match page.live.after(heard) {
                    Next::Told(told) => {
                        (told.number, named(&page.live.run, told.number, told.name, &told.data))
                    }
                    Next::Reset(newest) => (newest, named(&page.live.run, newest, "reset", &here(&page))),
                    Next::Nothing => {
                        listener.changed().await.ok()?;
                        continue;
                    }
                };
                return Some((Ok(event), (page, listener, Some(number), seat)));
            }
        });
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}

/// Where things stand: what a page has read before it began to listen may be older.
fn here(page: &Page) -> String {
    let (run, version, edition) = (&page.live.run, page.now().number, page.hearing().edition);
    format!("{{\"run\":\"{run}\",\"version\":{version},\"edition\":{edition}}}")
}

fn named(run: &str, number: u64, name: &str, data: &str) -> Event {
    Event::default().event(name).id(format!("{run}-{number}")).data(data)
}

/// Listens to what is heard of objects, for good, and tells of it.
pub(crate) fn listen(page: &Page) {
    loop {
        hear(page);
        std::thread::sleep(LISTEN);
    }
}

/// Looks once at what is heard.
pub(super) fn hear(page: &Page) {
    let mut listener = page.listener.lock().unwrap_or_else(PoisonError::into_inner);
    let news = listener.look();
    if news.is_nothing() {
        return;
    }
    let hearing = Arc::new(listener.hearing());
    *page.hearing.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&hearing);
    page.live.tell("heard", &more(&hearing, &news));
}

fn more<'a>(hearing: &Hearing, news: &'a News) -> More<'a> {
    let from = news.passages.len().saturating_sub(MOST_PASSAGES);
    More {
        edition: hearing.edition,
        told: now().to_string(),
        reports: news.reports,
        passages: news.passages.len(),
        newest: news.passages.get(from..).unwrap_or_default(),
        is_anew: news.is_anew,
    }
}

/// Looks at the folder again and again, for good, and tells of every change. Meanwhile the places are drawn.
pub(crate) fn follow(page: &Page) {
    draw(&page.now());
    read(&page.now());
    loop {
        std::thread::sleep(LOOK);
        let now = stamp(&page.folder);
        if now == *page.seen.lock().unwrap_or_else(PoisonError::into_inner) {
            continue;
        }
        // Who writes is let finish: two looks in a row have to show the same.
        std::thread::sleep(LOOK / 4);
        if stamp(&page.folder) == now {
            renew(page);
        }
    }
}

/// Takes the folder as it stands now, if it is not as it was taken last.
pub(super) fn renew(page: &Page) {
    let mut seen = page.seen.lock().unwrap_or_else(PoisonError::into_inner);
    let now = stamp(&page.folder);
    if now != *seen {
        *seen = now;
        take(page);
    }
}

/// Draws the places of a snapshot and prepares its bar of time beside everything else: that takes seconds, and nobody who
/// watches the folder waits for it.
fn draw(snapshot: &Arc<Snapshot>) {
    let snapshot = Arc::clone(snapshot);
    // Where no thread is to be had, the map stays without places and says that they are being drawn.
    let _ = std::thread::Builder::new().name("draw".to_owned()).spawn(move || {
        snapshot.draw();
        lanes::prepare(&snapshot);
    });
}

/// Reads the reports of a snapshot before anybody asks for claims, which takes seconds where there are thousands.
fn read(snapshot: &Arc<Snapshot>) {
    if !snapshot.folder.join(REPORTS).is_dir() {
        return;
    }
    let snapshot = Arc::clone(snapshot);
    // Where no thread is to be had, whoever asks first reads them.
    let _ = std::thread::Builder::new().name("read".to_owned()).spawn(move || {
        let _ = weighing::read(&snapshot);
    });
}

/// Takes the folder as it stands now.
fn take(page: &Page) {
    let before = page.now();
    match Snapshot::open(&page.folder, Some(&before)) {
        Ok(after) => {
            after.drawn_as(&before);
            let after = Arc::new(after);
            let verdicts = differing(&before, &after);
            *page.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&after);
            page.live.tell(
                "changed",
                &Changed { version: after.number, told: now().to_string(), verdicts, problem: None },
            );
            draw(&after);
            read(&after);
        }
        Err(error) => {
            let problem = Some(error.to_string());
            let version = before.number;
            page.live.tell(
                "changed",
                &Changed { version, told: now().to_string(), verdicts: Vec::new(), problem },
            );
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

    fn told(live: &Live, count: usize) {
        (0..count).for_each(|_| live.tell("changed", &()));
    }

    #[test]
    fn who_slept_hears_everything_in_order() {
        let live = Live::default();
        assert!(matches!(live.after(1), Next::Nothing));
        told(&live, 3);
        for heard in 1..4 {
            assert!(matches!(live.after(heard), Next::Told(told) if told.number == heard + 1));
        }
        assert!(matches!(live.after(4), Next::Nothing));
    }

    #[test]
    fn who_slept_too_long_or_heard_another_server_begins_anew() {
        let live = Live::default();
        assert!(matches!(live.after(7), Next::Reset(1)));
        told(&live, 1_499);
        assert!(matches!(live.after(3), Next::Reset(1_500)));
        assert!(matches!(live.after(500), Next::Told(told) if told.number == 501));
    }

    #[test]
    fn a_number_of_another_run_is_none_here() {
        let live = Live::default();
        told(&live, 9);
        assert_eq!(live.number(&format!("{}-5", live.run)), 5);
        for other in ["5", "", "0-5", "-5", &format!("{}5", live.run)] {
            assert!(matches!(live.after(live.number(other)), Next::Reset(10)), "{other}");
        }
    }
}
