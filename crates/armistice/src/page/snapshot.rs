//! The case at one moment of its folder, with what was worked out from it already.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use armistice_facts::{Fact, Instant, Name};
use armistice_judge::{Hearings, Judgement, Stood, Verdict, Version};
use armistice_record::Hash;
use axum::http::StatusCode;
use serde::Deserialize;

use super::reply::Problem;
use super::waiting::Waiting;
use super::within::{self, Within};
use crate::case::{Case, CaseError, Source};
use crate::export::map;
use crate::moment::{instant, now};
use crate::point::{Point, point};

/// So many judgements are kept,
const MOST_KEPT: usize = 32;
/// and of so many moments how all verdicts stood.
const MOST_STOOD: usize = 1_024;
/// A verdict is looked at at every moment of the growth of knowledge, unless so many facts would be judged for that,
const MOST_JUDGED: usize = 500_000;
/// and then at so many moments at least.
const FEWEST_MOMENTS: usize = 64;
const MINUTE_MILLIS: i64 = 60_000;
/// How days are written.
const PLACES: &str = "write an entry (#17, in an address %2317) or a root of the record";
const DAYS: &str = "write a day (2018-12-01: its end in the agreement's time zone), 2018-12-01T07:56, or \
                    2018-12-01T07:56:00+09:00";

/// The case at one moment of its folder.
#[derive(Debug)]
pub(super) struct Snapshot {
    /// Counts up.
    pub(super) number: u64,
    /// The last instant at which the record learned anything.
    learned: Option<Instant>,
    pub(super) folder: PathBuf,
    pub(super) case: Case,
    /// The text of the agreement.
    pub(super) text: String,
    judged: Mutex<BTreeMap<Key, Arc<Judgement>>>,
    /// How all verdicts stood, in their order, at moments of the bar of time.
    stood: Mutex<BTreeMap<Key, Arc<Vec<Stood>>>>,
    places: OnceLock<Result<Arc<Drawn>, String>>,
    within: OnceLock<Within>,
    /// The claims that wait for a person.
    pub(super) waiting: Waiting,
}

/// What a judgement hangs on.
pub(super) type Key = (Instant, Instant, usize);

/// The places of the agreement, drawn.
#[derive(Debug)]
pub(super) struct Drawn {
    /// As GeoJSON.
    pub(super) json: Vec<u8>,
    /// West, south, east, north of its zones and lines, in degrees.
    pub(super) bounds: Option<[f64; 4]>,
}

/// As of when, and as known at when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clocks {
    pub(super) as_of: Instant,
    pub(super) known_at: Instant,
    /// So many of the facts are in the record; those after them are not known, whatever dates they bear.
    pub(super) held: usize,
}

/// The clocks as they stand in an address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    pub(super) as_of: Option<String>,
    pub(super) known_at: Option<String>,
}

impl Snapshot {
    /// Opens the case in a folder, with what another snapshot of it has worked out.
    pub(super) fn open(folder: &Path, before: Option<&Snapshot>) -> Result<Snapshot, CaseError> {
        let text = Source::open(folder)?.text;
        let case = Case::open_after(folder, before.map(|before| &before.case))?;
        let number = before.map_or(1, |before| before.number + 1);
        let learned = case.facts.iter().map(|fact| fact.known).max();
        Ok(Snapshot {
            number,
            folder: folder.to_owned(),
            learned,
            case,
            text,
            judged: Mutex::default(),
            stood: Mutex::default(),
            places: OnceLock::new(),
            within: OnceLock::new(),
            waiting: before.map_or_else(Waiting::default, |before| Waiting::after(&before.waiting)),
        })
    }

    /// An instant in an address.
    pub(super) fn instant(&self, given: &str, name: &'static str) -> Result<Instant, Problem> {
        instant(given, name, &self.case.agreement.settings.time_zone)
            .map_err(|error| Problem::new(StatusCode::BAD_REQUEST, error.to_string()).mend(DAYS))
    }

    /// The two clocks that are meant; without them the beginning of this minute, so that one judgement serves all who ask.
    pub(super) fn clocks(&self, asked: &Asked) -> Result<Clocks, Problem> {
        let as_of = match &asked.as_of {
            Some(given) => self.instant(given, "as_of")?,
            None => self.newest(),
        };
        let all = self.case.facts.len();
        match asked.known_at.as_deref() {
            None => Ok(Clocks { as_of, known_at: as_of, held: all }),
            Some(place) if is_place(place) => self.clocks_at(place, as_of),
            Some(given) => Ok(Clocks { as_of, known_at: self.instant(given, "known_at")?, held: all }),
        }
    }

    /// The beginning of this minute, so that one judgement serves all who ask; or what was learned last, if that was since.
    fn newest(&self) -> Instant {
        let now = now();
        let minute = now.plus_millis(-now.millis().rem_euclid(MINUTE_MILLIS));
        self.learned.filter(|learned| *learned <= now).map_or(minute, |learned| learned.max(minute))
    }

    /// The clocks where knowledge is counted by a place in the record: `#17`, or a root.
    fn clocks_at(&self, place: &str, as_of: Instant) -> Result<Clocks, Problem> {
        let zone = &self.case.agreement.settings.time_zone;
        let recorded = self.case.recorded.as_ref();
        let found = point(place, zone, recorded);
        let unknown = |error: &dyn std::fmt::Display| {
            let words = error.to_string().replace("--known-at", "known_at");
            Problem::new(StatusCode::BAD_REQUEST, words).mend(PLACES)
        };
        let held = match found.map_err(|error| unknown(&error))? {
            Point::Tree(head) => recorded.map_or(0, |record| record.facts_in(head.size)),
            Point::Instant(known_at) => return Ok(Clocks { as_of, known_at, held: self.case.facts.len() }),
        };
        // All that it holds is known.
        let known_at = self.case.facts.iter().take(held).map(|fact| fact.known).max().unwrap_or(as_of);
        Ok(Clocks { as_of, known_at, held })
    }

    /// What the record held and had learned.
    pub(super) fn known(&self, clocks: Clocks) -> impl Iterator<Item = &Fact> {
        self.held(clocks).iter().filter(move |fact| fact.known <= clocks.known_at)
    }

    fn held(&self, clocks: Clocks) -> &[Fact] {
        self.case.facts.get(..clocks.held).unwrap_or(&self.case.facts)
    }

    /// What the judge judges.
    fn to_judge(&self, clocks: Clocks) -> armistice_judge::Case<'_> {
        armistice_judge::Case { facts: self.held(clocks), ..self.case.to_judge() }
    }

    /// How one verdict changed as more became known, and how many moments at which more did were passed over.
    pub(super) fn versions(&self, clocks: Clocks, norm: &Name, bearer: &str) -> (Vec<Version>, usize) {
        let case = self.to_judge(clocks);
        let most = (MOST_JUDGED / case.facts.len().max(1)).max(FEWEST_MOMENTS);
        armistice_judge::some_versions(&case, clocks.as_of, clocks.known_at, norm, bearer, most)
    }

    /// How all verdicts stood at moments, as `ask` chooses them. Worked out once: a whole judgement with its proofs would be
    /// too much to keep. Who asks while it is being worked out waits for it, and does not do the same beside.
    pub(super) fn stood<T>(
        &self,
        clocks: Clocks,
        ask: impl FnOnce(&mut dyn FnMut(Instant) -> Arc<Vec<Stood>>) -> T,
    ) -> T {
        let mut kept = self.stood.lock().unwrap_or_else(PoisonError::into_inner);
        let hearings = OnceCell::new();
        ask(&mut |at| {
            let at = self.settled(clocks.at(at));
            if let Some(stood) = kept.get(&at.key()) {
                return Arc::clone(stood);
            }
            let hearings = hearings.get_or_init(|| Hearings::of(self.to_judge(at)));
            let stood = Arc::new(hearings.stood(at.as_of, at.known_at));
            if kept.len() >= MOST_STOOD {
                kept.clear();
            }
            kept.insert(at.key(), Arc::clone(&stood));
            stood
        })
    }

    /// One verdict alone.
    pub(super) fn verdict(&self, clocks: Clocks, norm: &Name, bearer: &str) -> Option<Verdict> {
        armistice_judge::verdict_of(&self.to_judge(clocks), clocks.as_of, clocks.known_at, norm, bearer)
    }

    /// The clocks with which a judgement reads the same and that most questions share: after the record has learned the
    /// last thing, it is known at any time.
    pub(super) fn settled(&self, clocks: Clocks) -> Clocks {
        let known_at = self.learned.map_or(clocks.known_at, |learned| clocks.known_at.min(learned));
        Clocks { known_at, ..clocks }
    }

    /// The judgement as of one instant, as known at another.
    pub(super) fn judgement(&self, clocks: Clocks) -> Arc<Judgement> {
        let key = clocks.key();
        let kept = || self.judged.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(judgement) = kept().get(&key) {
            return Arc::clone(judgement);
        }
        let judged = armistice_judge::judge(&self.to_judge(clocks), clocks.as_of, clocks.known_at);
        let judgement = Arc::new(judged);
        let mut kept = kept();
        if kept.len() >= MOST_KEPT {
            kept.pop_first();
        }
        kept.insert(key, Arc::clone(&judgement));
        judgement
    }

    /// In which zones and lines each fact lies for certain, or is said to.
    pub(super) fn within(&self) -> &Within {
        self.within.get_or_init(|| within::within(&self.folder, &self.case))
    }

    /// The places of the agreement as GeoJSON; nothing until they are drawn.
    pub(super) fn places(&self) -> Option<Result<Arc<Drawn>, String>> {
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

impl Clocks {
    pub(super) fn key(self) -> Key {
        (self.as_of, self.known_at, self.held)
    }

    /// As of another instant.
    pub(super) fn at(self, as_of: Instant) -> Clocks {
        Clocks { as_of, ..self }
    }
}

/// Whether a text names a place in a record: an entry, or a root. Files of whoever asks are not looked for here.
fn is_place(text: &str) -> bool {
    text.starts_with('#') || Hash::from_hex(text).is_some() || Hash::from_base64(text).is_ok()
}

fn drawn(folder: &Path) -> Result<Drawn, String> {
    let in_words = |error: CaseError| error.to_string();
    let source = Source::open(folder).map_err(in_words)?;
    let agreement = source.agreement().map_err(in_words)?;
    let plan = source.plan(&agreement).map_err(in_words)?;
    let atlas = map::Atlas { agreement: &agreement, text: &source.text, plan: &plan, files: &source.files };
    let map = serde_json::to_value(map::map(&atlas)).map_err(|error| error.to_string())?;
    let json = serde_json::to_vec(&map).map_err(|error| error.to_string())?;
    Ok(Drawn { json, bounds: bounds(&map) })
}

/// The window that holds all zones and lines of a map.
fn bounds(map: &serde_json::Value) -> Option<[f64; 4]> {
    let features = map.get("features")?.as_array()?.iter();
    let counts = |feature: &&serde_json::Value| {
        let kind = feature.pointer("/properties/kind").and_then(serde_json::Value::as_str);
        matches!(kind, Some("zone" | "line"))
    };
    let frames =
        features.filter(counts).filter_map(|feature| frame(feature.pointer("/geometry/coordinates")?));
    frames.reduce(around)
}

/// The window that holds all positions of a geometry: west, south, east, north.
pub(super) fn frame(coordinates: &serde_json::Value) -> Option<[f64; 4]> {
    let parts = coordinates.as_array()?;
    if let [lon, lat, ..] = parts.as_slice()
        && let (Some(lon), Some(lat)) = (lon.as_f64(), lat.as_f64())
    {
        return Some([lon, lat, lon, lat]);
    }
    parts.iter().filter_map(frame).reduce(around)
}

/// The window round two.
pub(super) fn around(one: [f64; 4], two: [f64; 4]) -> [f64; 4] {
    [one[0].min(two[0]), one[1].min(two[1]), one[2].max(two[2]), one[3].max(two[3])]
}
