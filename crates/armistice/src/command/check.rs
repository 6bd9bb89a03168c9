//! `armistice check`: everything that is wrong with an agreement, in one pass; and what a code means.

use std::io::Write;
use std::path::Path;

use armistice_terms::monitorability;
use serde::Serialize;

use super::claims::ClaimsError;
use super::{Failure, Outcome};
use crate::arguments::{CheckArguments, TextOrJson};
use crate::case::{self, Source};
use crate::claims::decision::Journal;
use crate::drawn;
use crate::error_pages;
use crate::show;
use crate::wordbook;

/// What `check --format json` says of one file (schemas/check.schema.json).
#[derive(Debug, Serialize)]
struct Checked<'a> {
    file: String,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<show::diagnostic::View<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    words: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    decisions: &'a [String],
    monitorable: Option<show::monitorable::Monitorable>,
}

/// Checks each file, or explains a code.
pub(crate) fn run(
    arguments: &CheckArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    if let Some(code) = &arguments.explain {
        let page =
            error_pages::page(code).ok_or_else(|| Failure::NoCode(code.clone(), error_pages::near(code)))?;
        write!(out, "{page}")?;
        return Ok(Outcome::Fine);
    }
    let mut outcome = Outcome::Fine;
    for file in &arguments.files {
        if check(file, arguments.format, out, talk)? > 0 {
            outcome = Outcome::Found;
        }
    }
    Ok(outcome)
}

/// Checks one file and says how many errors it has.
fn check(
    file: &Path,
    format: TextOrJson,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<usize, Failure> {
    let source = Source::open(file)?;
    let mut compiled = source.compile();
    if let Some(agreement) = &compiled.agreement {
        compiled.diagnostics.extend(drawn::diagnostics(agreement, &source.files));
        compiled.diagnostics.sort_by_key(|diagnostic| diagnostic.span().start);
    }
    let words = match &compiled.agreement {
        Some(agreement) => wordbook::problems(&source, agreement).map_err(ClaimsError::from)?,
        None => Vec::new(),
    };
    let journal = Journal::open(&source.files.folder)?;
    let errors = case::errors(&compiled.diagnostics) + words.len() + journal.refused.len();
    let warnings = compiled.diagnostics.len() - case::errors(&compiled.diagnostics);
    let share = compiled.agreement.as_ref().map(monitorability::share);
    match format {
        TextOrJson::Json => {
            let checked = Checked {
                file: source.path.display().to_string(),
                errors,
                warnings,
                diagnostics: show::diagnostic::views(&compiled.diagnostics, &source.text),
                words: &words,
                decisions: &journal.refused,
                monitorable: share.map(show::monitorable::Monitorable::from),
            };
            serde_json::to_writer(&mut *out, &checked)?;
            writeln!(out)?;
        }
        TextOrJson::Table => {
            show::diagnostic::write(&compiled.diagnostics, &source, out)?;
            for problem in words.iter().chain(&journal.refused) {
                writeln!(out, "error: {problem}")?;
            }
        }
    }
    // The summary comes after what it sums up, also where both channels end in one terminal.
    out.flush()?;
    writeln!(
        talk,
        "{}: {}, {}{}",
        source.path.display(),
        show::words::count(errors, "error", "errors"),
        show::words::count(warnings, "warning", "warnings"),
        match (&compiled.agreement, &compiled.vocabulary) {
            (Some(agreement), _) => show::words::inventory(agreement),
            (None, Some(vocabulary)) => show::words::lexicon(vocabulary),
            (None, None) => String::new(),
        },
    )?;
    if let Some(norms) = wordbook::linked(&source).filter(|_| compiled.agreement.is_some()) {
        let norms = show::words::count(norms, "norm", "norms");
        writeln!(talk, "reports are read by its words, which link to {norms}")?;
    }
    if journal.len() > 0 {
        let decisions = show::words::count(journal.len(), "decision", "decisions");
        writeln!(talk, "claims/decisions.ndjson: {decisions} stand")?;
    }
    if let Some(share) = share.filter(|share| share.norms > 0) {
        writeln!(talk, "{}", show::monitorable::words(share))?;
    }
    Ok(errors)
}
