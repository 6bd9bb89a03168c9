//! What was set aside, or cannot be judged, for people.

use std::io::{self, Write};

use armistice_feeds::Reject;

use super::words::count;
use crate::case::Case;
use crate::strange;

/// So many are told one by one.
const SHOWN: usize = 10;

/// Writes each of the first few refusals with its reason, and how many there are.
pub(crate) fn write(rejects: &[Reject], talk: &mut dyn Write) -> io::Result<()> {
    for reject in rejects.iter().take(SHOWN) {
        writeln!(talk, "set aside: {} row {}: {}", reject.file, reject.row, reject.reason)?;
    }
    if !rejects.is_empty() {
        writeln!(talk, "{} set aside in all", count(rejects.len(), "row", "rows"))?;
    }
    Ok(())
}

/// Writes what of a case's record could not be read, and what of it no norm can speak to.
pub(crate) fn write_all(case: &Case, talk: &mut dyn Write) -> io::Result<()> {
    write(&case.rejects, talk)?;
    if !case.is_recorded_text {
        writeln!(talk, "warning: the agreement here is not a text that the record of the case holds")?;
    }
    let strange = strange::words(&case.agreement, &case.facts);
    for one in strange.iter().take(SHOWN) {
        writeln!(
            talk,
            "warning: fact {}: `{}` is not {}; no norm can speak of it",
            one.fact, one.word, one.wanted
        )?;
    }
    if strange.len() > SHOWN {
        writeln!(talk, "warning: {} in all", count(strange.len(), "strange word", "strange words"))?;
    }
    Ok(())
}
