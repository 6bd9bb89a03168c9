//! What persons decided on claims: a journal that is only ever added to, one decision a line, in `claims/decisions.ndjson` of a case.
//!
//! A decision is keyed by the fingerprint of its claim. It holds the claim as it was read, by which rules and which version of
//! them, the hash of the report, who decided and why, and the facts that came of it; so it can be checked by itself, and reading
//! the report again can never change it. The first decision on a claim stands until a later line takes it back; its facts are then
//! taken back, too ([`armistice_facts::Withdrawal`]), and the claim waits again.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use armistice_facts::{Fact, Instant, Name, canonical};
use armistice_reading::Claim;
use armistice_reading::lexicon::Register;
use serde::{Deserialize, Serialize};

use super::corrections::{Choices, Correction, correct};
use crate::case::{CaseError, read_bounded};

/// The folder of a case in which decisions on claims are kept.
pub(crate) const FOLDER: &str = "claims";
/// The journal.
pub(crate) const JOURNAL: &str = "decisions.ndjson";
/// Whoever decides holds this file meanwhile, so that no two decide at once.
pub(crate) const LOCK: &str = ".lock";
/// The file of the inbox with the facts that came of accepted claims.
const FACTS: &str = "claims.ndjson";

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Decided {
    /// The claim says what its words say.
    Accepted,
    /// It does once the named fields are put right.
    Corrected,
    /// It does not.
    Rejected,
    /// The decision that stands on it is taken back; it waits again.
    TakenBack,
}

impl Decided {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Decided::Accepted => "accepted",
            Decided::Corrected => "corrected",
            Decided::Rejected => "rejected",
            Decided::TakenBack => "taken back",
        }
    }
}

/// In which report a claim stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportOf {
    /// Its path below the reports of the case.
    pub(crate) name: String,
    /// The hash of its bytes.
    pub(crate) sha256: String,
    /// How many bytes.
    pub(crate) bytes: usize,
    /// Its day.
    pub(crate) published: Option<String>,
    /// The address at which it was found.
    pub(crate) url: Option<String>,
}

/// One decision: a line of the journal (schemas/decision.schema.json).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decision {
    /// The fingerprint of the claim.
    pub(crate) claim: String,
    /// What was decided.
    pub(crate) decided: Decided,
    /// By whom: the name of a role, as in the record.
    pub(crate) by: Name,
    /// When.
    pub(crate) at: Instant,
    /// Why.
    pub(crate) reason: String,
    /// Fields put right.
    pub(crate) corrections: Vec<Correction>,
    /// Where it was read.
    pub(crate) report: ReportOf,
    /// By the words of which agreement.
    pub(crate) words: String,
    /// By which version of the rules, or by which model.
    pub(crate) reader: String,
    /// The claim as it was read, with the rules that fired.
    pub(crate) read: Claim,
    /// What came of it.
    pub(crate) facts: Vec<Fact>,
    /// The fact that stands already for the same word of the same voice, where this is one more carrier of it.
    pub(crate) carries: Option<Name>,
}

/// The decisions of a case.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    /// All of them, in their order.
    pub(crate) lines: Vec<Decision>,
    /// Which of them stand: the first on a claim, until it is taken back, or the fact that it carries is.
    standing: Vec<usize>,
    /// Lines that cannot be read, or decide again what was decided.
    pub(crate) refused: Vec<String>,
}

/// A journal that nobody else writes to until this is dropped, as it stands on the disk.
#[derive(Debug)]
pub(crate) struct Held {
    /// The journal.
    pub(crate) journal: Journal,
    _lock: fs::File,
}

/// Why a decision is not kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum JournalError {
    /// The file.
    #[error("cannot keep the decision in `{}`: {cause}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// What is to be kept.
    #[error("the decision cannot be written: {0}")]
    Form(String),
    /// The journal as it stands.
    #[error(transparent)]
    Unread(#[from] CaseError),
    /// It does not fit behind those that were taken.
    #[error("{0}")]
    Unfit(String),
}

impl Decision {
    /// The claim as it was accepted: as read, with the corrections.
    pub(crate) fn accepted(&self, register: &Register) -> Claim {
        let (mut claim, mut choices) = (self.read.clone(), Choices::default());
        for one in &self.corrections {
            // What cannot be put right any more was put right by another version; the claim as read stands.
            let _ = correct(&mut claim, &mut choices, &format!("{}={}", one.field, one.new), register);
        }
        claim
    }
}

impl Journal {
    /// The journal of a case; empty if nothing was decided yet.
    pub(crate) fn open(case: &Path) -> Result<Self, CaseError> {
        let path = case.join(FOLDER).join(JOURNAL);
        if !path.is_file() {
            return Ok(Journal::default());
        }
        let bytes = read_bounded(&path)?;
        let mut journal = Journal::default();
        for (number, line) in
            (1..).zip(bytes.split(|byte| *byte == b'\n')).filter(|(_, line)| !line.is_empty())
        {
            let read = serde_json::from_slice::<Decision>(line).map_err(|cause| cause.to_string());
            if let Err(cause) = read.and_then(|decision| journal.enter(decision)) {
                journal.refused.push(format!("{FOLDER}/{JOURNAL} line {number}: {cause}"));
            }
        }
        Ok(journal)
    }

    /// The journal as it stands now, which nobody else writes to meanwhile.
    pub(crate) fn hold(case: &Path) -> Result<Held, JournalError> {
        let folder = case.join(FOLDER);
        let path = folder.join(LOCK);
        let failed = |cause| JournalError::File { path: path.clone(), cause };
        fs::create_dir_all(&folder).map_err(failed)?;
        let lock = fs::OpenOptions::new().append(true).create(true).open(&path).map_err(failed)?;
        lock.lock().map_err(failed)?;
        Ok(Held { journal: Journal::open(case)?, _lock: lock })
    }

    /// The decisions that stand, in their order.
    pub(crate) fn decisions(&self) -> impl DoubleEndedIterator<Item = &Decision> + Clone {
        self.standing.iter().filter_map(|at| self.lines.get(*at))
    }

    /// How many stand.
    pub(crate) fn len(&self) -> usize {
        self.standing.len()
    }

    /// The decision on a claim.
    pub(crate) fn of(&self, claim: &str) -> Option<&Decision> {
        self.decisions().find(|decision| decision.claim == claim)
    }

    /// The decisions that stood then.
    pub(crate) fn as_known(&self, at: Instant) -> Journal {
        let mut then = Journal::default();
        for line in self.lines.iter().filter(|line| line.at <= at) {
            // What does not stand without a later line stands without it here.
            let _ = then.enter(line.clone());
        }
        then
    }

    /// How many decisions that made facts of a claim were taken back: facts of one name are told once.
    pub(crate) fn rounds(&self, claim: &str) -> usize {
        let past = (0..).zip(&self.lines).filter(|(at, _)| !self.standing.contains(at));
        past.filter(|(_, line)| {
            line.claim == claim && line.decided != Decided::TakenBack && !line.facts.is_empty()
        })
        .count()
    }

    /// Takes a decision behind the others, if it fits there.
    fn enter(&mut self, decision: Decision) -> Result<(), String> {
        self.fits(&decision)?;
        if decision.decided == Decided::TakenBack {
            let back: Vec<Name> = self
                .of(&decision.claim)
                .into_iter()
                .flat_map(|old| &old.facts)
                .map(|fact| fact.id.clone())
                .collect();
            let lines = &self.lines;
            self.standing.retain(|at| {
                // What only carried a word that is taken back waits again, too.
                lines.get(*at).is_some_and(|old| {
                    old.claim != decision.claim
                        && old.carries.as_ref().is_none_or(|fact| !back.contains(fact))
                })
            });
        } else {
            self.standing.push(self.lines.len());
        }
        self.lines.push(decision);
        Ok(())
    }

    /// Whether a decision can stand behind the others.
    fn fits(&self, decision: &Decision) -> Result<(), String> {
        if decision.claim != decision.read.id {
            return Err(format!(
                "it decides on claim {} and holds claim {}",
                decision.claim, decision.read.id
            ));
        }
        match (self.of(&decision.claim), decision.decided) {
            (None, Decided::TakenBack) => {
                Err(format!("claim {} is not decided: there is nothing to take back", decision.claim))
            }
            (Some(before), decided) if decided != Decided::TakenBack => Err(format!(
                "claim {} was decided before, by {}; the first decision stands until it is taken back",
                decision.claim, before.by
            )),
            _ => Ok(()),
        }
    }

    /// How often claims that a rule read were accepted as they stood, corrected and rejected.
    pub(crate) fn rules(&self) -> BTreeMap<&str, [usize; 3]> {
        let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        for decision in self.decisions() {
            let at = match decision.decided {
                Decided::Accepted => 0,
                Decided::Corrected => 1,
                Decided::Rejected => 2,
                Decided::TakenBack => continue,
            };
            for rule in decision.read.rules() {
                if let Some(count) = counts.entry(rule).or_default().get_mut(at) {
                    *count += 1;
                }
            }
        }
        counts
    }
}

impl Held {
    /// Whether a decision may be taken, as everything stands now.
    pub(crate) fn allows(&self, decision: &Decision) -> Result<(), JournalError> {
        self.journal.fits(decision).map_err(JournalError::Unfit)
    }

    /// Keeps a decision: its facts in the inbox, then the decision itself.
    pub(crate) fn keep(&mut self, case: &Path, decision: Decision) -> Result<(), JournalError> {
        self.allows(&decision)?;
        for fact in &decision.facts {
            keep_fact(case, fact)?;
        }
        let line = serde_json::to_string(&decision).map_err(|error| JournalError::Form(error.to_string()))?;
        append(&case.join(FOLDER), JOURNAL, &line)?;
        self.journal.enter(decision).map_err(JournalError::Unfit)
    }
}

/// Writes a fact into the inbox. A fact that lies there already is left as it is.
fn keep_fact(case: &Path, fact: &Fact) -> Result<(), JournalError> {
    let line = canonical::json(fact).map_err(|error| JournalError::Form(error.to_string()))?;
    let inbox = case.join("inbox");
    let there = fs::read_to_string(inbox.join(FACTS)).unwrap_or_default();
    if there.lines().any(|known| known == line) {
        return Ok(());
    }
    append(&inbox, FACTS, &line)
}

/// Adds a line at the end of a file and sees it on the disk. A line that was cut off before is ended first.
pub(super) fn append(folder: &Path, name: &str, line: &str) -> Result<(), JournalError> {
    let path = folder.join(name);
    let failed = |cause| JournalError::File { path: path.clone(), cause };
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = fs::OpenOptions::new().read(true).append(true).create(true).open(&path).map_err(failed)?;
    let mut last = [b'\n'];
    if file.seek(SeekFrom::End(-1)).is_ok() {
        file.read_exact(&mut last).map_err(failed)?;
    }
    let head = if last == [b'\n'] { "" } else { "\n" };
    file.write_all(format!("{head}{line}\n").as_bytes()).map_err(failed)?;
    file.sync_data().map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_cut_off_spoils_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let claims = folder.path().join(FOLDER);
        fs::create_dir_all(&claims).unwrap();
        fs::write(claims.join(JOURNAL), "{\"claim\":\"00").unwrap();
        append(&claims, JOURNAL, "{}").unwrap();
        assert_eq!(fs::read_to_string(claims.join(JOURNAL)).unwrap(), "{\"claim\":\"00\n{}\n");
        let journal = Journal::open(folder.path()).unwrap();
        assert_eq!((journal.len(), journal.refused.len()), (0, 2));
        assert!(journal.refused[0].contains("line 1"), "{:?}", journal.refused);
    }
}
