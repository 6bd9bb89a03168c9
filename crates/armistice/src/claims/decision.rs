//! What persons decided on claims: a journal that is only ever added to, one decision a line, in `claims/decisions.ndjson` of a case.
//!
//! A decision is keyed by the fingerprint of its claim. It holds the claim as it was read, by which rules and which version of
//! them, the hash of the report, who decided and why, and the facts that came of it; so it can be checked by itself, and reading
//! the report again can never change it. The first decision on a claim stands.

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
const JOURNAL: &str = "decisions.ndjson";
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
}

impl Decided {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Decided::Accepted => "accepted",
            Decided::Corrected => "corrected",
            Decided::Rejected => "rejected",
        }
    }
}

/// In which report a claim stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// One decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// In their order; of several on one claim the first.
    pub(crate) decisions: Vec<Decision>,
    /// Lines that cannot be read, or decide again what was decided.
    pub(crate) refused: Vec<String>,
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
            let place = format!("{FOLDER}/{JOURNAL} line {number}");
            match serde_json::from_slice::<Decision>(line) {
                Ok(decision) if journal.of(&decision.claim).is_some() => journal.refused.push(format!(
                    "{place}: claim {} was decided before; the first decision stands",
                    decision.claim
                )),
                Ok(decision) => journal.decisions.push(decision),
                Err(cause) => journal.refused.push(format!("{place}: {cause}")),
            }
        }
        Ok(journal)
    }

    /// The decision on a claim.
    pub(crate) fn of(&self, claim: &str) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.claim == claim)
    }

    /// Keeps a decision: its facts in the inbox, then the decision itself.
    pub(crate) fn keep(&mut self, case: &Path, decision: Decision) -> Result<(), JournalError> {
        for fact in &decision.facts {
            keep_fact(case, fact)?;
        }
        let line = serde_json::to_string(&decision).map_err(|error| JournalError::Form(error.to_string()))?;
        append(&case.join(FOLDER), JOURNAL, &line)?;
        self.decisions.push(decision);
        Ok(())
    }

    /// How often claims that a rule read were accepted as they stood, corrected and rejected.
    pub(crate) fn rules(&self) -> BTreeMap<&str, [usize; 3]> {
        let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        for decision in &self.decisions {
            let at = match decision.decided {
                Decided::Accepted => 0,
                Decided::Corrected => 1,
                Decided::Rejected => 2,
            };
            for rule in &decision.read.trail {
                if let Some(count) = counts.entry(rule.as_str()).or_default().get_mut(at) {
                    *count += 1;
                }
            }
        }
        counts
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
fn append(folder: &Path, name: &str, line: &str) -> Result<(), JournalError> {
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
        assert_eq!((journal.decisions.len(), journal.refused.len()), (0, 2));
        assert!(journal.refused[0].contains("line 1"), "{:?}", journal.refused);
    }
}
