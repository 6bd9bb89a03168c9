//! A language model reads the reports of a case, and what it proposes waits for a person.

use std::io::Write;

use super::ClaimsError;
use super::opened::Opened;
use crate::arguments::ClaimsArguments;
use crate::claims::model::{Model, ModelError};
use crate::claims::proposals::Proposals;
use crate::claims::wording::count;
use crate::command::{Failure, Outcome};

/// Asks about each report that the model was not asked about, and keeps what passes.
pub(super) fn run(
    arguments: &ClaimsArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let given = &arguments.model;
    let address = given.llm.as_deref().ok_or_else(|| ModelError::Address(String::new()));
    let model = address
        .and_then(|address| Model::new(address, &given.llm_model, given.llm_elsewhere, given.llm_seconds))
        .map_err(ClaimsError::from)?;
    let opened = Opened::new(arguments, talk)?;
    let proposals = Proposals::open(&opened.folder)?;
    let reader = model.reader();
    let current = opened.gathering.reads.iter().filter(|read| read.superseded_by.is_none());
    let (mut asked, mut waiting, mut dropped) = (0, 0, 0);
    for read in current.filter(|read| !proposals.has(&read.report, &reader)) {
        let proposed = model.read(&opened.words.lexicon, &read.report.document);
        // A model that does not answer was not asked.
        if !proposed.asked.is_empty() && proposed.asked.iter().all(|one| one.answer.is_none()) {
            let why = proposed.dropped.keys().next().cloned().unwrap_or_default();
            writeln!(talk, "{}: {why}", read.report.name)?;
            continue;
        }
        (asked, waiting) = (asked + 1, waiting + proposed.claims.len());
        dropped += proposed.dropped.values().sum::<usize>();
        Proposals::keep(&opened.folder, &read.report, proposed, opened.at).map_err(ClaimsError::from)?;
    }
    writeln!(
        out,
        "{reader} was asked about {}: {} proposed, {dropped} dropped; --queue and --review show them, marked",
        count(asked, "report", "reports"),
        count(waiting, "claim", "claims")
    )?;
    Ok(Outcome::Fine)
}
