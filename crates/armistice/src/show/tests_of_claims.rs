//! Test cases of rejected claims: which pass, and what is still read where one does not.

use std::io::{self, Write};

use armistice_reading::Lexicon;

use crate::claims::regression::{TestCase, still_read};
use crate::claims::wording::{count, line};

/// Runs the test cases, tells those that fail, and says how many.
pub(crate) fn write(tests: &[TestCase], lexicon: &Lexicon, out: &mut dyn Write) -> io::Result<usize> {
    let mut failed = 0;
    for test in tests {
        let Some(found) = still_read(test, lexicon) else { continue };
        failed += 1;
        writeln!(out, "✗ {}: “{}”", test.claim, line(&test.quote))?;
        writeln!(out, "    rejected by {}: {}", test.by, test.reason)?;
        writeln!(out, "    but {found}")?;
    }
    writeln!(out, "{}, {failed} failed", count(tests.len(), "test case", "test cases"))?;
    Ok(failed)
}
