//! The head of every answer about a case: which agreement, which two clocks, how much the record knew.

use std::io::{self, Write};

use super::text::indented;
use super::words::count;
use crate::case::Case;
use crate::moment::TwoClocks;

/// Writes the head.
pub(crate) fn write(case: &Case, clocks: TwoClocks, out: &mut dyn Write) -> io::Result<()> {
    let zone = &case.agreement.settings.time_zone;
    let record = case.digest(clocks.known_at);
    write!(out, "{}", indented(&case.agreement.title, 0))?;
    writeln!(out, "as of     {} ({})", zone.show(clocks.as_of), zone.name())?;
    let of = count(case.facts.len(), "fact", "facts");
    let root: String = record.root.chars().take(23).collect();
    writeln!(out, "known at  {}; {} of {of}, {root}…\n", zone.show(clocks.known_at), record.size)
}
