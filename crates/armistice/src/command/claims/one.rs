//! One report, claim by claim.

use std::io::Write;

use armistice_reading::{Claim, Declared, Document, Reading, VERSION};

use super::ClaimsError;
use crate::arguments::{ClaimsArguments, ClaimsFormat, ModelArguments};
use crate::case::Source;
use crate::claims::model::{Model, ModelError, Proposed};
use crate::command::{Failure, Outcome};
use crate::wordbook::Wordbook;
use crate::{reports, show, wordbook};

/// Reads a report, shows its claims.
pub(super) fn run(
    arguments: &ClaimsArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let declared = Declared { published: arguments.published.clone(), ..Declared::default() };
    let report =
        reports::open(&arguments.path, declared, arguments.url.as_deref()).map_err(ClaimsError::from)?;
    for note in &report.notes {
        writeln!(talk, "note: {}: {note}", arguments.path.display())?;
    }
    let (words, reading) = match &arguments.agreement {
        Some(path) => {
            let words = wordbook::of(&Source::open(path)?).map_err(ClaimsError::from)?;
            let reading = armistice_reading::read(&words.lexicon, &report.document);
            (words, reading)
        }
        None => wordbook::by_the_best(&report.document).map_err(ClaimsError::from)?,
    };
    let claims: Vec<&Claim> =
        reading.claims.iter().filter(|claim| claim.confidence >= arguments.confidence).collect();
    let proposed = proposed(&arguments.model, &words, &report.document).map_err(ClaimsError::from)?;
    shown(arguments.format, &words.name, &reading, &claims, proposed.as_ref(), out)?;
    if claims.is_empty() {
        writeln!(talk, "{}: nothing about the agreement was read in it", arguments.path.display())?;
    } else if reading.facts.published.is_none() {
        writeln!(
            talk,
            "note: the day of the report is not known, so `on Friday` has no date; give it with --published"
        )?;
    }
    Ok(Outcome::Fine)
}

/// What a second reader proposes, if one is named.
fn proposed(
    model: &ModelArguments,
    words: &Wordbook,
    document: &Document,
) -> Result<Option<Proposed>, ModelError> {
    let Some(address) = &model.llm else { return Ok(None) };
    let reader = Model::new(address, &model.llm_model, model.llm_elsewhere, model.llm_seconds)?;
    Ok(Some(reader.read(&words.lexicon, document)))
}

fn shown(
    format: ClaimsFormat,
    words: &str,
    reading: &Reading,
    claims: &[&Claim],
    proposed: Option<&Proposed>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match format {
        ClaimsFormat::Table => {
            show::claims::table(words, &reading.facts, claims, out)?;
            if let Some(proposed) = proposed {
                show::proposed::write(proposed, &reading.claims, out)?;
            }
        }
        ClaimsFormat::Json => {
            let view = show::claims::View { reader: VERSION, words, facts: &reading.facts, claims, proposed };
            serde_json::to_writer_pretty(&mut *out, &view)?;
            writeln!(out)?;
        }
        ClaimsFormat::Ndjson => {
            for claim in claims.iter().copied().chain(proposed.iter().flat_map(|proposed| &proposed.claims)) {
                serde_json::to_writer(&mut *out, claim)?;
                writeln!(out)?;
            }
        }
    }
    Ok(())
}
