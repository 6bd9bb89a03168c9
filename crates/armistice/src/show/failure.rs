//! A failure, for people.

use std::io::Write;

use crate::command::Failure;

/// Writes the failure and how to mend it. A talk channel that is gone is nothing to stop for.
pub(crate) fn write(failure: &Failure, talk: &mut dyn Write) {
    let _ = writeln!(talk, "error: {failure}");
    if let Some(help) = failure.help() {
        let _ = writeln!(talk, "  help: {help}");
    }
}
