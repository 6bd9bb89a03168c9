//! A case with its reports and the decisions on their claims.

use std::io::Write;
use std::path::{Path, PathBuf};

use armistice_facts::Instant;
use armistice_reading::{Declared, VERSION};
use armistice_watch::Plan;

use super::ClaimsError;
use crate::arguments::ClaimsArguments;
use crate::case::{Case, Source};
use crate::claims::decision::Journal;
use crate::claims::effect::Bench;
use crate::claims::gathering::Gathering;
use crate::claims::proposals::Proposals;
use crate::claims::queue::Desk;
use crate::command::Failure;
use crate::moment::{instant, now};
use crate::reports::{self, REPORTS, Shelf};
use crate::wordbook::{self, Wordbook};

/// All that a person needs to decide on claims.
#[derive(Debug)]
pub(super) struct Opened {
    /// The folder of the case.
    pub(super) folder: PathBuf,
    /// The case.
    pub(super) case: Case,
    /// Its places, drawn.
    plan: Plan,
    /// Its words.
    pub(super) words: Wordbook,
    /// Its reports, joined.
    pub(super) gathering: Gathering,
    /// What was decided.
    pub(super) journal: Journal,
    /// When it is.
    pub(super) at: Instant,
    /// As of when the judgement is told.
    as_of: Instant,
}

impl Opened {
    /// Opens the case in a folder with the reports in it, or the case of `--agreement` with one report.
    pub(super) fn new(arguments: &ClaimsArguments, talk: &mut dyn Write) -> Result<Self, Failure> {
        let at = match &arguments.agreement {
            Some(agreement) => agreement,
            None if arguments.path.is_dir() => &arguments.path,
            None => return Err(ClaimsError::NoCase(arguments.path.clone()).into()),
        };
        let source = Source::open(at)?;
        let folder = source.files.folder.clone();
        let words = wordbook::of(&source).map_err(ClaimsError::from)?;
        let plan = source.plan(&source.agreement()?)?;
        let case = Case::open(at)?;
        let shelf = shelf(arguments, &folder).map_err(ClaimsError::from)?;
        let journal = Journal::open(&folder)?;
        for refused in shelf.refused.iter().chain(&journal.refused) {
            writeln!(talk, "set aside: {refused}")?;
        }
        let zone = &case.agreement.settings.time_zone;
        let moment = |given: &Option<String>, option| {
            given.as_deref().map(|given| instant(given, option, zone)).transpose()
        };
        let at = moment(&arguments.deciding.at, "--at")?.unwrap_or_else(now);
        let as_of = moment(&arguments.deciding.as_of, "--as-of")?.unwrap_or(at);
        let mut gathering = Gathering::of(&words.lexicon, shelf.reports);
        let mut proposals = Proposals::open(&folder)?;
        proposals.beside(&mut gathering);
        for refused in &proposals.refused {
            writeln!(talk, "set aside: {refused}")?;
        }
        Ok(Opened { folder, case, plan, words, gathering, journal, at, as_of })
    }

    /// What claims are weighed with.
    pub(super) fn desk(&self) -> Desk<'_> {
        Desk {
            case: &self.case,
            lexicon: &self.words.lexicon,
            gathering: &self.gathering,
            words: &self.words.name,
            reader: VERSION,
            at: self.at,
        }
    }

    /// What the judgement is told on.
    pub(super) fn bench(&self) -> Bench<'_> {
        Bench::new(&self.case, self.plan.clone(), self.as_of, self.at.max(self.as_of))
    }
}

fn shelf(arguments: &ClaimsArguments, folder: &Path) -> Result<Shelf, reports::ReportError> {
    if arguments.path.is_dir() {
        let inner = arguments.path.join(REPORTS);
        return reports::below(if inner.is_dir() { &inner } else { &arguments.path });
    }
    let declared = Declared { published: arguments.published.clone(), ..Declared::default() };
    let mut report = reports::open(&arguments.path, declared, arguments.url.as_deref())?;
    // A report of the case is named as it is where all of them are read.
    if let Ok(inner) = arguments.path.strip_prefix(folder.join(REPORTS)) {
        report.name = inner.display().to_string();
    }
    Ok(Shelf { reports: vec![report], refused: Vec::new() })
}
