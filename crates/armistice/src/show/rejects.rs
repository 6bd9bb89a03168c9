//! What was set aside, for people.

use std::io::{self, Write};

use armistice_feeds::Reject;

use super::words::count;

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
