//! Many reports: what is said to have happened, and by how many voices.

use std::io::Write;

use super::ClaimsError;
use crate::arguments::{ClaimsArguments, ClaimsFormat};
use crate::case::Source;
use crate::claims::gathering::Gathering;
use crate::command::{Failure, Outcome};
use crate::reports::{self, REPORTS};
use crate::show;
use crate::wordbook::{self, Wordbook};

/// Reads all reports of a folder, joins their claims, shows the events.
pub(super) fn run(
    arguments: &ClaimsArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let inner = arguments.path.join(REPORTS);
    let folder = if inner.is_dir() { &inner } else { &arguments.path };
    let shelf = reports::below(folder).map_err(ClaimsError::from)?;
    let words = words(arguments, &shelf)?;
    for refused in &shelf.refused {
        writeln!(talk, "set aside: {refused}")?;
    }
    let is_sound = shelf.refused.is_empty();
    let gathering = Gathering::of(&words.lexicon, shelf.reports);
    match arguments.format {
        ClaimsFormat::Table => show::events::table(&words.name, &gathering, &words.lexicon, out)?,
        ClaimsFormat::Json => {
            let view = show::events::view(&words.name, &gathering, &words.lexicon);
            serde_json::to_writer_pretty(&mut *out, &view)?;
            writeln!(out)?;
        }
        ClaimsFormat::Ndjson => {
            for claim in show::events::claims(&gathering, &words.lexicon) {
                serde_json::to_writer(&mut *out, &claim)?;
                writeln!(out)?;
            }
        }
    }
    Ok(if is_sound { Outcome::Fine } else { Outcome::Found })
}

/// The words of the agreement that is named, of the case that the folder is, or of that bundled one by which most is read in the
/// longest report.
fn words(arguments: &ClaimsArguments, shelf: &reports::Shelf) -> Result<Wordbook, Failure> {
    if let Some(path) = &arguments.agreement {
        return Ok(wordbook::of(&Source::open(path)?).map_err(ClaimsError::from)?);
    }
    if let Ok(source) = Source::open(&arguments.path) {
        return Ok(wordbook::of(&source).map_err(ClaimsError::from)?);
    }
    let longest = shelf.reports.iter().max_by_key(|report| report.document.text.len());
    let document = longest.map(|report| report.document.clone()).unwrap_or_default();
    Ok(wordbook::by_the_best(&document).map_err(ClaimsError::from)?.0)
}
