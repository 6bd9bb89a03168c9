//! The reports of a snapshot, read once, and what was last weighed of the claims that wait.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use armistice_facts::Instant;
use armistice_terms::model::Agreement;
use armistice_watch::Plan;

use crate::case::Source;
use crate::claims::decision::Journal;
use crate::claims::gathering::Gathering;
use crate::claims::proposals::Proposals;
use crate::claims::queue::{Difference, Pending};
use crate::reports::{self, REPORTS};
use crate::wordbook::{self, Wordbook};

/// The reports of a snapshot, read once, and the queue that was weighed last: each claim in it has a judgement of its own.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    pub(super) read: OnceLock<Result<Read, String>>,
    pub(super) last: Mutex<Option<Weighed>>,
}

/// A queue, and as of when and as known at when it holds.
pub(super) type Weighed = ((Instant, Instant), Arc<Queue>);

/// What waits, those claims first that would change most.
#[derive(Debug)]
pub(super) struct Queue {
    pub(super) pending: Vec<Pending>,
    pub(super) differences: Vec<Difference>,
}

/// What claims are weighed by.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) words: Wordbook,
    pub(super) gathering: Gathering,
    pub(super) plan: Plan,
    pub(super) journal: Journal,
    /// Reports and lines of the journal that cannot be read, with the reason.
    pub(super) refused: Vec<String>,
    /// Where each claim stands, by its fingerprint.
    pub(super) places: BTreeMap<String, (usize, usize)>,
}

/// Reads the reports of the case; of one without words or reports nothing waits.
pub(super) fn read(folder: &Path, agreement: &Agreement) -> Result<Read, String> {
    let source = Source::open(folder).map_err(|error| error.to_string())?;
    let plan = source.plan(agreement).map_err(|error| error.to_string())?;
    let journal = Journal::open(folder).map_err(|error| error.to_string())?;
    let mut proposals = Proposals::open(folder).map_err(|error| error.to_string())?;
    let folder = folder.join(REPORTS);
    let mut refused = journal.refused.clone();
    let words = match wordbook::of(&source) {
        Ok(words) => Some(words),
        Err(wordbook::WordbookError::None(_)) => None,
        Err(error) => return Err(error.to_string()),
    };
    let shelf = match words.is_some() && folder.is_dir() {
        true => reports::below(&folder).or_else(|error| match error {
            reports::ReportError::None(_) => Ok(reports::Shelf::default()),
            error => Err(error.to_string()),
        })?,
        false => reports::Shelf::default(),
    };
    refused.extend(shelf.refused);
    let words = words.unwrap_or_else(Wordbook::empty);
    let mut gathering = Gathering::of(&words.lexicon, shelf.reports);
    proposals.beside(&mut gathering);
    refused.extend(proposals.refused);
    let places = places(&gathering);
    Ok(Read { words, gathering, plan, journal, refused, places })
}

/// Where each claim stands. Of one that stands twice, the place that is no history.
fn places(gathering: &Gathering) -> BTreeMap<String, (usize, usize)> {
    let current = gathering.claims().map(|(at, _, claim)| (at, claim));
    let all = (0..).zip(&gathering.reads);
    let all = all.flat_map(|(report, read)| {
        (0..).zip(&read.claims).map(move |(number, claim)| ((report, number), claim))
    });
    let mut places = BTreeMap::new();
    let proposed = gathering.proposals().map(|(at, _, claim)| (at, claim));
    for (at, claim) in current.chain(proposed).chain(all) {
        places.entry(claim.id.clone()).or_insert(at);
    }
    places
}
