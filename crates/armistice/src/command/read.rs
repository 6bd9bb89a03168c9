//! `armistice read`: an agreement in plain words, for the officer who signs it.

use std::fs;
use std::io::Write;

use armistice_readback::{LANGUAGES, Locale, LocaleError};
use armistice_terms::model::Agreement;
use sha2::{Digest, Sha256};

use super::{Failure, Outcome};
use crate::arguments::{ReadArguments, ReadFormat};
use crate::case::Source;
use crate::wordbook;

/// Why an agreement cannot be read back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum ReadError {
    /// The language.
    #[error(transparent)]
    Language(#[from] LocaleError),
    /// No norm of that label.
    #[error("the agreement has no norm or exception `{0}`")]
    NoNorm(String, Vec<String>),
}

/// Reads the agreement back.
pub(crate) fn run(
    arguments: &ReadArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let locale = Locale::named(&arguments.lang).map_err(ReadError::from)?;
    let source = Source::open(&arguments.file)?;
    let agreement = source.agreement()?;
    let text = match &arguments.norm {
        Some(label) => one(&agreement, label, arguments.format, &locale)?,
        None => {
            let hex: String = Sha256::digest(&source.text).iter().map(|byte| format!("{byte:02x}")).collect();
            let origin = format!("sha256:{hex}");
            match arguments.format {
                ReadFormat::Markdown => armistice_readback::markdown(&agreement, &origin, &locale),
                ReadFormat::Html => armistice_readback::html(&agreement, &origin, &locale),
            }
        }
    };
    match &arguments.output {
        Some(path) => {
            fs::write(path, text)?;
            writeln!(talk, "{}: written", path.display())?;
        }
        None => out.write_all(text.as_bytes())?,
    }
    if let Some(norms) = wordbook::linked(&source) {
        let norms = crate::show::words::count(norms, "norm", "norms");
        writeln!(talk, "reports are read by its words, which link to {norms}: docs/reading.md")?;
    }
    Ok(Outcome::Fine)
}

/// One norm.
fn one(agreement: &Agreement, label: &str, format: ReadFormat, locale: &Locale) -> Result<String, ReadError> {
    let text = match format {
        ReadFormat::Markdown => armistice_readback::read_norm_in(agreement, label, locale),
        ReadFormat::Html => armistice_readback::html_of_norm(agreement, label, locale),
    };
    text.ok_or_else(|| ReadError::NoNorm(label.to_owned(), near(agreement, label)))
}

/// Labels that hold what was typed, or are held by it.
fn near(agreement: &Agreement, typed: &str) -> Vec<String> {
    let labels = agreement.norms.iter().map(|norm| &norm.label);
    labels
        .chain(agreement.exceptions.iter().map(|exception| &exception.label))
        .map(ToString::to_string)
        .filter(|label| label.contains(typed) || typed.contains(label.as_str()))
        .take(3)
        .collect()
}

impl ReadError {
    /// How to mend it.
    pub(crate) fn help(&self) -> String {
        match self {
            ReadError::Language(_) => format!("there is: {}", LANGUAGES.join(", ")),
            ReadError::NoNorm(_, near) if !near.is_empty() => format!("did you mean {}?", near.join(", ")),
            ReadError::NoNorm(..) => "armistice read FILE lists every norm with its label".to_owned(),
        }
    }
}
