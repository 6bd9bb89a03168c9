//! `armistice fmt`: agreement files in their canonical form.

use std::fs;
use std::io::Write;

use super::{Failure, Outcome};
use crate::arguments::FmtArguments;
use crate::case::{self, Source};
use crate::show;

/// Writes the files, prints them, or shows what would change.
pub(crate) fn run(
    arguments: &FmtArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let mut changed = 0;
    let paths = case::agreements(&arguments.paths)?;
    for path in &paths {
        let source = Source::open(path)?;
        let formatted = armistice_terms::format(&source.text);
        for span in &formatted.left {
            let line = show::diagnostic::line_and_column(&source.text, span.start).0;
            writeln!(talk, "{}:{line}: left as it stands, for it cannot be read", path.display())?;
        }
        if arguments.stdout {
            out.write_all(formatted.text.as_bytes())?;
        }
        if formatted.text == source.text {
            continue;
        }
        changed += 1;
        if arguments.check {
            show::changed_lines::write(&path.display().to_string(), &source.text, &formatted.text, out)?;
        } else if !arguments.stdout {
            fs::write(path, &formatted.text).map_err(|error| Failure::Unwritable(path.clone(), error))?;
            writeln!(talk, "{}: written", path.display())?;
        }
    }
    out.flush()?;
    let files = show::words::count(paths.len(), "file", "files");
    if arguments.check {
        writeln!(talk, "{files}, {changed} not in canonical form")?;
    }
    Ok(if arguments.check && changed > 0 { Outcome::Found } else { Outcome::Fine })
}
