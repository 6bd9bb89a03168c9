//! What a second reader proposes, apart from the claims of the rules, and what was dropped of it.

use std::io::{self, Write};

use armistice_reading::Claim;

use super::text::indented;
use crate::claims::model::Proposed;
use crate::claims::wording::{count, line, sense};

/// The proposals that passed, whether the rules read the same words, and what did not pass.
pub(crate) fn write(proposed: &Proposed, by_rules: &[Claim], out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "\nproposed by {}, every word checked in the report: {}",
        proposed.reader,
        count(proposed.claims.len(), "claim", "claims")
    )?;
    for claim in &proposed.claims {
        writeln!(out, "\n  ?  {}", sense(claim))?;
        write!(out, "{}", indented(&format!("“{}”", line(&claim.quote)), 5))?;
        let near = by_rules.iter().find(|other| {
            other.class == claim.class && other.byte[0] < claim.byte[1] && claim.byte[0] < other.byte[1]
        });
        match near {
            Some(other) if sense(other) == sense(claim) => {
                writeln!(out, "     the rules read the same: {}", other.id)?;
            }
            Some(other) => writeln!(out, "     the rules read otherwise: {} ({})", sense(other), other.id)?,
            None => writeln!(out, "     the rules read nothing of the kind there")?,
        }
    }
    for (why, number) in &proposed.dropped {
        write!(out, "{}", indented(&format!("dropped {number}: {why}"), 2))?;
    }
    Ok(())
}
