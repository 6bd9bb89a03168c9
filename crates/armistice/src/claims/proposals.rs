//! What a language model has proposed of the reports of a case, kept so that a person can decide on it as on what the rules read:
//! `claims/proposals.ndjson`, one report a line, only ever added to.
//!
//! A proposal stands beside the claims of the rules and is never joined with them: it makes no event, no origin and no corroboration.

use std::collections::BTreeMap;
use std::path::Path;

use armistice_facts::Instant;
use armistice_reading::Claim;
use serde::{Deserialize, Serialize};

use super::decision::{FOLDER, JournalError, append};
use super::gathering::{Gathering, Proposal};
use super::model::{Asked, Proposed};
use crate::case::{CaseError, read_bounded};
use crate::reports::Report;

/// The file below the claims of a case.
const PROPOSALS: &str = "proposals.ndjson";
/// So many proposals of one report wait at most.
const MOST: usize = 2_048;

/// What one model has proposed of one report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Line {
    /// The path of the report below the reports of the case.
    pub(crate) report: String,
    /// The hash of its bytes.
    pub(crate) sha256: String,
    /// `llm:` and the name of the model.
    pub(crate) reader: String,
    /// When it was asked.
    pub(crate) at: Instant,
    /// What passed, every word checked in the report.
    pub(crate) claims: Vec<Claim>,
    /// What did not, by its reason.
    pub(crate) dropped: BTreeMap<String, usize>,
    /// Each question by its hash, with the answer as it came.
    pub(crate) asked: Vec<Asked>,
}

/// All that was proposed.
#[derive(Debug, Default)]
pub(crate) struct Proposals {
    lines: Vec<Line>,
    /// Lines that cannot be read, and proposals that do not stand in their report.
    pub(crate) refused: Vec<String>,
}

impl Proposals {
    /// What was proposed in a case; nothing if no model was asked.
    pub(crate) fn open(case: &Path) -> Result<Self, CaseError> {
        let path = case.join(FOLDER).join(PROPOSALS);
        let mut proposals = Proposals::default();
        if !path.is_file() {
            return Ok(proposals);
        }
        let bytes = read_bounded(&path)?;
        for (number, line) in
            (1..).zip(bytes.split(|byte| *byte == b'\n')).filter(|(_, line)| !line.is_empty())
        {
            match serde_json::from_slice::<Line>(line) {
                Ok(line) if line.reader.starts_with("llm:") => proposals.lines.push(line),
                Ok(line) => proposals.refused.push(format!(
                    "{FOLDER}/{PROPOSALS} line {number}: `{}` is no model: llm:NAME",
                    line.reader
                )),
                Err(cause) => proposals.refused.push(format!("{FOLDER}/{PROPOSALS} line {number}: {cause}")),
            }
        }
        Ok(proposals)
    }

    /// Whether that model was asked about that report.
    pub(crate) fn has(&self, report: &Report, reader: &str) -> bool {
        let hash = report.sha256.hex();
        self.lines.iter().any(|line| line.sha256 == hash && line.reader == reader)
    }

    /// Keeps what a model has proposed of a report.
    pub(crate) fn keep(
        case: &Path,
        report: &Report,
        proposed: Proposed,
        at: Instant,
    ) -> Result<(), JournalError> {
        let Proposed { reader, claims, dropped, asked } = proposed;
        let (sha256, report) = (report.sha256.hex(), report.name.clone());
        let line = Line { report, sha256, reader, at, claims, dropped, asked };
        let line = serde_json::to_string(&line).map_err(|error| JournalError::Form(error.to_string()))?;
        append(&case.join(FOLDER), PROPOSALS, &line)
    }

    /// Puts the proposals beside the claims of their reports. One that does not stand in its report word by word is set aside.
    pub(crate) fn beside(&mut self, gathering: &mut Gathering) {
        for line in std::mem::take(&mut self.lines) {
            let Some(read) = gathering.reads.iter_mut().find(|read| read.report.sha256.hex() == line.sha256)
            else {
                continue;
            };
            for claim in line.claims {
                let stands =
                    read.report.document.text.get(claim.byte[0]..claim.byte[1]) == Some(claim.quote.as_str());
                let is_known = read
                    .claims
                    .iter()
                    .chain(read.proposed.iter().map(|one| &one.claim))
                    .any(|known| known.id == claim.id);
                if !stands {
                    let (id, report) = (&claim.id, &line.report);
                    self.refused.push(format!("{FOLDER}/{PROPOSALS}: claim {id} does not stand in {report}"));
                } else if !is_known && read.proposed.len() < MOST {
                    read.proposed.push(Proposal { reader: line.reader.clone(), claim });
                }
            }
        }
    }
}
