//! A decision as entries of the record: signed by whoever decided, with the claim, its report and its rules.

use std::path::Path;

use armistice_facts::{Fact, Name, What};
use armistice_record::json::Json;

use super::decision::Decision;
use crate::keyring::Keyring;
use crate::recorded::Recorded;
use crate::submission::{Copy, Draft, SubmissionError, say};
use crate::telling::{kind, payload};

/// Why a decision is not signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum SigningError {
    /// The record.
    #[error(transparent)]
    Record(#[from] SubmissionError),
    /// What is to be said.
    #[error("the decision cannot be written: {0}")]
    Form(String),
    /// Who told the fact is another.
    #[error("what came of the decision was told by {0}, who alone takes it back")]
    Others(String),
}

/// Signs the decision into the record of the case. Facts that stand there already are not told again.
pub(super) fn sign(
    case: &Path,
    keyring: &Keyring,
    decision: &Decision,
    known: &[Fact],
    recorded: Option<&Recorded>,
) -> Result<(), SigningError> {
    let told = Decision { facts: Vec::new(), ..decision.clone() };
    let text =
        Json::text(serde_json::to_string(&told).map_err(|error| SigningError::Form(error.to_string()))?);
    let mut drafts = Vec::new();
    let new = decision.facts.iter().filter(|fact| known.iter().all(|other| other.id != fact.id));
    for fact in new {
        let mut said = payload(fact).map_err(SigningError::Form)?;
        let corrected = corrected(case, fact, &decision.by, recorded)?;
        if let Json::Object(members) = &mut said {
            if drafts.is_empty() {
                members.insert("text".to_owned(), text.clone());
            }
            members.extend(corrected.clone());
        }
        drafts.push(draft(if corrected.is_empty() { kind(fact) } else { "correction" }, said, decision));
    }
    if drafts.is_empty() {
        drafts.push(draft("report", Json::object([("text", text)]), decision));
    }
    say(&case.join("record"), keyring, decision.by.as_str(), drafts)?;
    Ok(())
}

/// What an entry says that takes a fact back: which entry told it, and what is wrong with that. Nothing for other facts, and
/// where no entry of the record told it.
fn corrected(
    case: &Path,
    fact: &Fact,
    by: &Name,
    recorded: Option<&Recorded>,
) -> Result<Vec<(String, Json)>, SigningError> {
    let What::Withdrawal(back) = &fact.what else { return Ok(Vec::new()) };
    let told = back.of.first().zip(recorded).and_then(|(of, recorded)| recorded.told(of));
    let Some(told) = told else { return Ok(Vec::new()) };
    if told.by != *by {
        return Err(SigningError::Others(told.by.to_string()));
    }
    let entry = Copy::open(&case.join("record"))?.entry(told.entry)?;
    let eid = Json::text(entry.body.id().hex());
    Ok(vec![("eid".to_owned(), eid), ("wrong".to_owned(), Json::text(&back.ground))])
}

fn draft(kind: &'static str, payload: Json, decision: &Decision) -> Draft {
    Draft { kind, payload, blobs: Vec::new(), apart: Vec::new(), also: Vec::new(), at: decision.at }
}
