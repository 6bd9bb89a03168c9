//! The claims that wait for a person.

use std::io::Write;

use super::opened::Opened;
use crate::arguments::{ClaimsArguments, ClaimsFormat};
use crate::command::{Failure, Outcome};
use crate::show;

/// Lists them, those first that would change most.
pub(super) fn run(
    arguments: &ClaimsArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let opened = Opened::new(arguments, talk)?;
    let (desk, mut bench) = (opened.desk(), opened.bench());
    let pending = desk.pending(&opened.journal, &mut bench, arguments.deciding.all);
    let differences = desk.differences(&opened.journal);
    match arguments.format {
        ClaimsFormat::Table => show::queue::table(&desk, &pending, &differences, &opened.journal, out)?,
        ClaimsFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &show::queue::view(&desk, &pending, &differences))?;
            writeln!(out)?;
        }
        ClaimsFormat::Ndjson => {
            for one in show::queue::views(&desk, &pending) {
                serde_json::to_writer(&mut *out, &one)?;
                writeln!(out)?;
            }
        }
    }
    Ok(Outcome::Fine)
}
