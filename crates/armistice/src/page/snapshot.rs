//! The case at one moment of its folder, with what was worked out from it already.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use armistice_facts::Instant;
use armistice_judge::Judgement;
use axum::http::StatusCode;
use serde::Deserialize;

use super::reply::Problem;
use crate::case::{Case, CaseError, Source};
use crate::export::map;
use crate::moment::{instant, now};

/// So many judgements are kept.
const MOST_KEPT: usize = 256;
const MINUTE_MILLIS: i64 = 60_000;
/// How days are written.
const DAYS: &str = "write a day (2018-12-01: its end in the agreement's time zone), 2018-12-01T07:56, or \
                    2018-12-01T07:56:00+09:00";
/// Folders are not looked at deeper than this for changes, and not at more files.
const DEEPEST: usize = 6;
const MOST_FILES: usize = 20_000;

/// The case at one moment of its folder.
#[derive(Debug)]
pub(super) struct Snapshot {
    /// Counts up.
    pub(super) number: u64,
    pub(super) folder: PathBuf,
    pub(super) case: Case,
    /// The text of the agreement.
    pub(super) text: String,
    judged: Mutex<BTreeMap<(Instant, Instant), Arc<Judgement>>>,
    places: OnceLock<Result<Arc<Vec<u8>>, String>>,
}

/// As of when, and as known at when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clocks {
    pub(super) as_of: Instant,
    pub(super) known_at: Instant,
}

/// The clocks as they stand in an address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    pub(super) as_of: Option<String>,
    pub(super) known_at: Option<String>,
}

impl Snapshot {
    pub(super) fn open(folder: &Path, number: u64) -> Result<Snapshot, CaseError> {
        let text = Source::open(folder)?.text;
        let case = Case::open(folder)?;
        let (judged, places) = (Mutex::default(), OnceLock::new());
        Ok(Snapshot { number, folder: folder.to_owned(), case, text, judged, places })
    }

    /// An instant in an address.
    pub(super) fn instant(&self, given: &str, name: &'static str) -> Result<Instant, Problem> {
        instant(given, name, &self.case.agreement.settings.time_zone)
            .map_err(|error| Problem::new(StatusCode::BAD_REQUEST, error.to_string()).mend(DAYS))
    }

    /// The two clocks that are meant; without them the beginning of this minute, so that one judgement serves all who ask.
    pub(super) fn clocks(&self, asked: &Asked) -> Result<Clocks, Problem> {
        let read = |given: &Option<String>, name| {
            given.as_deref().map(|given| self.instant(given, name)).transpose()
        };
        let as_of = read(&asked.as_of, "as_of")?.unwrap_or_else(|| {
            let now = now();
            now.plus_millis(-now.millis().rem_euclid(MINUTE_MILLIS))
        });
        Ok(Clocks { as_of, known_at: read(&asked.known_at, "known_at")?.unwrap_or(as_of) })
    }

    /// The judgement as of one instant, as known at another.
    pub(super) fn judgement(&self, clocks: Clocks) -> Arc<Judgement> {
        let key = (clocks.as_of, clocks.known_at);
        let kept = || self.judged.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(judgement) = kept().get(&key) {
            return Arc::clone(judgement);
        }
        let judgement =
            Arc::new(armistice_judge::judge(&self.case.to_judge(), clocks.as_of, clocks.known_at));
        let mut kept = kept();
        if kept.len() >= MOST_KEPT {
            kept.pop_first();
        }
        kept.insert(key, Arc::clone(&judgement));
        judgement
    }

    /// The places of the agreement as GeoJSON; nothing until they are drawn.
    pub(super) fn places(&self) -> Option<Result<Arc<Vec<u8>>, String>> {
        self.places.get().cloned()
    }

    /// Draws the places, which takes seconds where lines are long.
    pub(super) fn draw(&self) {
        self.places.get_or_init(|| drawn(&self.folder).map(Arc::new));
    }

    /// Takes what another snapshot has drawn, if it is of the same agreement.
    pub(super) fn drawn_as(&self, other: &Snapshot) {
        if let Some(places) = other.places().filter(|_| other.text == self.text) {
            let _ = self.places.set(places);
        }
    }
}

fn drawn(folder: &Path) -> Result<Vec<u8>, String> {
    let in_words = |error: CaseError| error.to_string();
    let source = Source::open(folder).map_err(in_words)?;
    let agreement = source.agreement().map_err(in_words)?;
    let plan = source.plan(&agreement).map_err(in_words)?;
    let atlas = map::Atlas { agreement: &agreement, text: &source.text, plan: &plan, files: &source.files };
    serde_json::to_vec(&map::map(&atlas)).map_err(|error| error.to_string())
}

/// What tells that a folder has changed: of each file its path, its size and when it was written.
pub(super) type Stamp = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// How a folder stands.
pub(super) fn stamp(folder: &Path) -> Stamp {
    let mut open = vec![(folder.to_owned(), 0)];
    let mut files = Vec::new();
    while let Some((folder, depth)) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let Ok(about) = entry.metadata() else { continue };
            if about.is_dir() && depth < DEEPEST {
                open.push((entry.path(), depth + 1));
            } else if about.is_file() && files.len() < MOST_FILES {
                files.push((entry.path(), about.len(), about.modified().ok()));
            }
        }
    }
    files.sort();
    files
}
