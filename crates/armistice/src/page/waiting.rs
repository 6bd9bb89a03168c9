//! The reports of a snapshot, read once, and what was last told of the claims that wait.

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use armistice_facts::Instant;
use armistice_terms::model::Agreement;
use armistice_watch::Plan;
use serde_json::Value;

use crate::case::Source;
use crate::claims::decision::Journal;
use crate::claims::gathering::Gathering;
use crate::reports::{self, REPORTS};
use crate::wordbook::{self, Wordbook};

/// The reports of a snapshot, read once, and the answer that was given last: each claim is weighed by a judgement of its own.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    pub(super) read: OnceLock<Result<Read, String>>,
    pub(super) last: Mutex<Option<Told>>,
}

/// An answer, and as of when and as known at when it holds.
type Told = ((Instant, Instant), Arc<Value>);

/// What claims are weighed by.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) words: Wordbook,
    pub(super) gathering: Gathering,
    pub(super) plan: Plan,
    pub(super) journal: Journal,
}

/// Reads the reports of the case; of one without words or reports nothing waits.
pub(super) fn read(folder: &Path, agreement: &Agreement) -> Result<Read, String> {
    let source = Source::open(folder).map_err(|error| error.to_string())?;
    let plan = source.plan(agreement).map_err(|error| error.to_string())?;
    let journal = Journal::open(folder).map_err(|error| error.to_string())?;
    let folder = folder.join(REPORTS);
    let (words, shelf) = match wordbook::of(&source) {
        Ok(words) if folder.is_dir() => (words, reports::below(&folder).unwrap_or_default()),
        Ok(words) => (words, reports::Shelf::default()),
        Err(wordbook::WordbookError::None(_)) => (Wordbook::empty(), reports::Shelf::default()),
        Err(error) => return Err(error.to_string()),
    };
    let gathering = Gathering::of(&words.lexicon, shelf.reports);
    Ok(Read { words, gathering, plan, journal })
}
