//! The reports of a snapshot, read once and not again where only decisions and facts came since, and what was last weighed of the
//! claims that wait.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use armistice_facts::Instant;
use armistice_terms::model::Agreement;
use armistice_watch::Plan;

use super::stamp::{Stamp, stamp};
use crate::case::Source;
use crate::claims::decision::{FOLDER, JOURNAL, Journal, LOCK};
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
    /// What was read for the snapshot before.
    earlier: Option<Arc<Reports>>,
}

/// A queue, and as of when and as known at when it holds.
pub(super) type Weighed = ((Instant, Instant), Arc<Queue>);

/// What waits.
#[derive(Debug)]
pub(super) struct Queue {
    /// Where the claims stand, in the order in which they are told.
    pub(super) order: Vec<(usize, usize)>,
    /// The same weighed, those first that would change most; nothing where too many wait for that.
    pub(super) weighed: Option<Vec<Pending>>,
    pub(super) differences: Vec<Difference>,
}

/// What claims are weighed by.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) reports: Arc<Reports>,
    pub(super) journal: Journal,
    /// Reports and lines of the journal that cannot be read, with the reason.
    pub(super) refused: Vec<String>,
}

/// All that stays as it is when a decision is taken or a fact is told.
#[derive(Debug)]
pub(super) struct Reports {
    /// How the files stood that it hangs on.
    stamp: Stamp,
    pub(super) words: Wordbook,
    pub(super) gathering: Gathering,
    pub(super) plan: Plan,
    /// Reports and proposals that cannot be read, with the reason.
    refused: Vec<String>,
    /// Where each claim stands, by its fingerprint.
    pub(super) places: BTreeMap<String, (usize, usize)>,
}

impl Waiting {
    /// Of a snapshot that comes after another.
    pub(super) fn after(before: &Waiting) -> Waiting {
        let read = before.read.get().and_then(|read| read.as_ref().ok());
        let earlier = read.map(|read| Arc::clone(&read.reports)).or_else(|| before.earlier.clone());
        Waiting { earlier, ..Waiting::default() }
    }

    /// The reports, read once.
    pub(super) fn read(&self, folder: &Path, agreement: &Agreement) -> &Result<Read, String> {
        self.read.get_or_init(|| read(folder, agreement, self.earlier.as_ref()))
    }
}

/// How the files stand that reports are read by: all but facts, what is heard, the record and the decisions.
fn stamp_of(folder: &Path) -> Stamp {
    let claims = folder.join(FOLDER);
    let others = [folder.join("inbox"), folder.join("record"), claims.join(JOURNAL), claims.join(LOCK)];
    let mut stamp = stamp(folder);
    stamp.retain(|(path, ..)| !others.iter().any(|other| path.starts_with(other)));
    stamp
}

/// What claims of the case are weighed by.
fn read(folder: &Path, agreement: &Agreement, earlier: Option<&Arc<Reports>>) -> Result<Read, String> {
    let stamp = stamp_of(folder);
    let reports = match earlier.filter(|earlier| earlier.stamp == stamp) {
        Some(earlier) => Arc::clone(earlier),
        None => Arc::new(gathered(folder, agreement, stamp, earlier.map(AsRef::as_ref))?),
    };
    let journal = Journal::open(folder).map_err(|error| error.to_string())?;
    let refused = journal.refused.iter().chain(&reports.refused).cloned().collect();
    Ok(Read { reports, journal, refused })
}

/// Reads the reports of the case; of one without words or reports nothing waits.
fn gathered(
    folder: &Path,
    agreement: &Agreement,
    stamp: Stamp,
    earlier: Option<&Reports>,
) -> Result<Reports, String> {
    let source = Source::open(folder).map_err(|error| error.to_string())?;
    let plan = source.plan(agreement).map_err(|error| error.to_string())?;
    let mut proposals = Proposals::open(folder).map_err(|error| error.to_string())?;
    // By other words everything is read otherwise: those beside the agreement and those in it.
    let own = |stamp: &Stamp| -> Stamp {
        stamp.iter().filter(|(path, ..)| path.parent() == Some(folder)).cloned().collect()
    };
    let earlier = earlier.filter(|earlier| own(&earlier.stamp) == own(&stamp));
    let folder = folder.join(REPORTS);
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
    let mut refused = shelf.refused;
    let words = words.unwrap_or_else(Wordbook::empty);
    let mut gathering = Gathering::after(&words.lexicon, shelf.reports, earlier.map(|one| &one.gathering));
    proposals.beside(&mut gathering);
    refused.extend(proposals.refused);
    let places = places(&gathering);
    Ok(Reports { stamp, words, gathering, plan, refused, places })
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const CASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../agreements/korea-2018");

    fn told(folder: &Path, day: u8, rounds: u8) {
        let text = format!(
            "North fires shells\n\nSEOUL, Nov. {day} (Harbour News) -- The South's Joint Chiefs of Staff said that North \
             Korea fired about {rounds} artillery rounds from Changrin Island into the Yellow Sea on Monday.\n"
        );
        fs::write(folder.join(format!("reports/2019-11-{day:02}.txt")), text).unwrap();
    }

    /// The words of the case as a folder of its own, with two reports.
    fn case() -> (tempfile::TempDir, Agreement) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["korea-2018.agreement.md", "korea-2018.words.toml"] {
            fs::copy(Path::new(CASE).join(name), folder.path().join(name)).unwrap();
        }
        for name in ["geo", "reports", "inbox", "claims"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        for file in fs::read_dir(Path::new(CASE).join("geo")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), folder.path().join("geo").join(file.file_name())).unwrap();
        }
        told(folder.path(), 6, 12);
        told(folder.path(), 13, 40);
        let agreement = Source::open(folder.path()).unwrap().agreement().unwrap();
        (folder, agreement)
    }

    #[test]
    fn reports_are_read_once_and_a_new_one_alone() {
        let (folder, agreement) = case();
        let folder = folder.path();
        let read =
            |waiting: &Waiting| Arc::clone(&waiting.read(folder, &agreement).as_ref().unwrap().reports);
        let first = Waiting::default();
        let before = read(&first);
        assert_eq!(before.gathering.reads.len(), 2);
        // Facts and decisions leave what was read as it is.
        fs::write(folder.join("inbox/claims.ndjson"), "").unwrap();
        fs::write(folder.join("claims/decisions.ndjson"), "").unwrap();
        let second = Waiting::after(&first);
        assert!(Arc::ptr_eq(&before, &read(&second)));
        // What nobody asked of is passed on.
        let third = Waiting::after(&Waiting::after(&second));
        assert!(Arc::ptr_eq(&before, &read(&third)));
        told(folder, 20, 7);
        let fourth = Waiting::after(&third);
        let (more, anew) = (read(&fourth), read(&Waiting::default()));
        assert!(!Arc::ptr_eq(&before, &more));
        let claims = |reports: &Reports| -> Vec<armistice_reading::Claim> {
            reports.gathering.reads.iter().flat_map(|read| read.claims.clone()).collect()
        };
        assert!(claims(&more).len() > claims(&before).len());
        assert_eq!((claims(&more), &more.places), (claims(&anew), &anew.places));
        // By other words all of it is read anew.
        fs::write(folder.join("korea-2018.words.toml"), "").unwrap();
        let (other, anew) = (read(&Waiting::after(&fourth)), read(&Waiting::default()));
        assert_eq!(claims(&other), claims(&anew));
        assert_ne!(claims(&other), claims(&more));
    }
}
