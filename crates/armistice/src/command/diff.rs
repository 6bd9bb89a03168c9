//! `armistice diff`: what changed between two versions of an agreement.

use std::collections::BTreeSet;
use std::io::Write;

use armistice_terms::difference::{self, Change};
use armistice_terms::model::Agreement;

use super::{Failure, Outcome};
use crate::arguments::{DiffArguments, DiffFormat};
use crate::revision::Version;
use crate::show;

/// Compares two files or revisions, or a file with its version in HEAD.
pub(crate) fn run(
    arguments: &DiffArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let (before, after) = match &arguments.after {
        Some(after) => (Version::open(&arguments.before)?, Version::open(after)?),
        None => (Version::committed(&arguments.before)?, Version::open(&arguments.before)?),
    };
    let changes = changes(&before, &after)?;
    match arguments.format {
        DiffFormat::Text => show::changes::text(&before.name, &after.name, &changes, out)?,
        DiffFormat::Markdown => show::changes::markdown(&before.name, &after.name, &changes, out)?,
        DiffFormat::Json => {
            serde_json::to_writer_pretty(
                &mut *out,
                &show::changes::view(&before.name, &after.name, &changes),
            )?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    if changes.is_empty() && before.text != after.text {
        writeln!(talk, "the files differ in form or commentary only; both say the same")?;
    }
    Ok(if changes.is_empty() { Outcome::Fine } else { Outcome::Found })
}

fn changes(before: &Version, after: &Version) -> Result<Vec<Change>, Failure> {
    let (earlier, later) = (before.agreement()?, after.agreement()?);
    let files = changed_files(&earlier, before, &later, after);
    let mut changes = difference::difference_with_files(&earlier, &later, &files);
    changes.extend(difference::comments(&before.text, &after.text));
    Ok(changes)
}

/// Files of the same path with another content.
fn changed_files(
    earlier: &Agreement,
    before: &Version,
    later: &Agreement,
    after: &Version,
) -> BTreeSet<String> {
    let (named, still_named) = (difference::files(earlier), difference::files(later));
    let both = named.intersection(&still_named);
    both.filter(|path| before.files.read(path).ok() != after.files.read(path).ok()).cloned().collect()
}
