//! The head of every answer about a case: which agreement, which two clocks, how much the record knew.

use std::io::{self, Write};

use super::text::indented;
use super::words::count;
use crate::case::Case;
use crate::clocks::TwoClocks;

/// Writes the head.
pub(crate) fn write(case: &Case, clocks: TwoClocks, out: &mut dyn Write) -> io::Result<()> {
    let zone = &case.agreement.settings.time_zone;
    let record = case.digest(clocks.known_at);
    write!(out, "{}", indented(&case.agreement.title, 0))?;
    writeln!(out, "as of     {} ({})", zone.show(clocks.as_of), zone.name())?;
    let of = count(case.facts.len(), "fact", "facts");
    let root: String = record.root.chars().take(23).collect();
    let known_at = match (clocks.tree, clocks.tree.and_then(|tree| tree.size.checked_sub(1))) {
        (Some(tree), Some(last)) => format!("entry #{last} of the record (root {})", tree.root),
        _ => zone.show(clocks.known_at),
    };
    writeln!(out, "known at  {known_at}; {} of {of}, {root}…\n", record.size)
}
