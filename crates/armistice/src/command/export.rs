//! `armistice export`: an agreement as data for other programs.

use std::io::Write;

use super::{Failure, Outcome};
use crate::arguments::{ExportArguments, ExportFormat};
use crate::case::Source;
use crate::export::{convert, map};
use crate::wordbook;

/// Writes the agreement in the format asked for.
pub(crate) fn run(arguments: &ExportArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let source = Source::open(&arguments.file)?;
    let agreement = source.agreement()?;
    match arguments.format {
        ExportFormat::Json => {
            let exported = convert::agreement(&agreement, wordbook::blocks(&source.text));
            serde_json::to_writer_pretty(&mut *out, &exported)?;
        }
        ExportFormat::Geojson => {
            let plan = source.plan(&agreement)?;
            let atlas =
                map::Atlas { agreement: &agreement, text: &source.text, plan: &plan, files: &source.files };
            serde_json::to_writer(&mut *out, &map::map(&atlas))?;
        }
    }
    writeln!(out)?;
    Ok(Outcome::Fine)
}
