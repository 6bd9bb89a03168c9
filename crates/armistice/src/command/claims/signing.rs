//! A decision as entries of the record: signed by whoever decided, with the claim, its report and its rules.

use std::path::Path;

use armistice_facts::Fact;
use armistice_record::json::Json;

use crate::claims::decision::Decision;
use crate::command::{Failure, ingest};
use crate::keyring::Keyring;
use crate::submission::{Draft, say};

/// Signs the decision into the record of the case. Facts that stand there already are not told again.
pub(super) fn sign(
    case: &Path,
    keyring: &Keyring,
    decision: &Decision,
    known: &[Fact],
) -> Result<(), Failure> {
    let told = Decision { facts: Vec::new(), ..decision.clone() };
    let text = Json::text(serde_json::to_string(&told)?);
    let mut drafts = Vec::new();
    let new = decision.facts.iter().filter(|fact| known.iter().all(|other| other.id != fact.id));
    for fact in new {
        let mut payload = ingest::payload(fact).map_err(Failure::Record)?;
        if let (Json::Object(members), true) = (&mut payload, drafts.is_empty()) {
            members.insert("text".to_owned(), text.clone());
        }
        drafts.push(draft(ingest::kind(fact), payload, decision));
    }
    if drafts.is_empty() {
        drafts.push(draft("report", Json::object([("text", text)]), decision));
    }
    say(&case.join("record"), keyring, decision.by.as_str(), drafts)?;
    Ok(())
}

fn draft(kind: &'static str, payload: Json, decision: &Decision) -> Draft {
    Draft { kind, payload, blobs: Vec::new(), apart: Vec::new(), also: Vec::new(), at: decision.at }
}
