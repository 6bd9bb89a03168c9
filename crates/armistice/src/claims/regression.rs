//! Rejected claims as test cases: the words that misled the reader, by which nothing of that kind may be read again.
//!
//! A case is a file `claims/tests/FINGERPRINT.json`: the paragraph of the report, the quote in it, and what must not be read there.

use std::fs;
use std::path::{Path, PathBuf};

use armistice_reading::claim::Class;
use armistice_reading::{Declared, Document, Lexicon};
use serde::{Deserialize, Serialize};

use super::decision::{Decided, FOLDER, Journal};
use super::gathering::Gathering;
use crate::case::read_bounded;

/// Where test cases lie below the claims of a case.
const TESTS: &str = "tests";
/// The most letters that are kept of a paragraph, on either side of the quote.
const AROUND: usize = 2000;
/// A report that is kept whole is no longer than this.
const LONGEST: usize = 64 << 10;

/// A rejected claim as a test case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TestCase {
    /// The fingerprint of the claim that was rejected.
    pub(crate) claim: String,
    /// The paragraph.
    pub(crate) text: String,
    /// The words in it from which nothing of the class may be read.
    pub(crate) quote: String,
    /// The class that was read.
    pub(crate) class: Class,
    /// The day of the report.
    pub(crate) published: Option<String>,
    /// Who rejected it.
    pub(crate) by: String,
    /// Why.
    pub(crate) reason: String,
}

/// Why a claim becomes no test case.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum TestCaseError {
    /// No such decision.
    #[error("claim `{0}` was not rejected: only a rejected claim becomes a test case")]
    NotRejected(String),
    /// The report is gone.
    #[error("the report of claim `{0}` is not among the reports of the case: put `{1}` back there")]
    NoReport(String, String),
    /// The file.
    #[error("cannot keep the test case in `{}`: {cause}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// What is no test case.
    #[error("`{}` is no test case: {cause}", path.display())]
    Form {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: String,
    },
}

/// Makes a test case of a rejected claim, and says where it lies.
pub(crate) fn keep(
    case: &Path,
    claim: &str,
    journal: &Journal,
    gathering: &Gathering,
    lexicon: &Lexicon,
) -> Result<(TestCase, PathBuf), TestCaseError> {
    let rejected = journal.of(claim).filter(|decision| decision.decided == Decided::Rejected);
    let decision = rejected.ok_or_else(|| TestCaseError::NotRejected(claim.to_owned()))?;
    let read = gathering.reads.iter().find(|read| read.report.sha256.hex() == decision.report.sha256);
    let gone = || TestCaseError::NoReport(claim.to_owned(), decision.report.name.clone());
    let text = &read.ok_or_else(gone)?.report.document.text;
    let mut test = TestCase {
        claim: claim.to_owned(),
        text: paragraph(text, decision.read.byte).ok_or_else(gone)?.to_owned(),
        quote: decision.read.quote.clone(),
        class: decision.read.class,
        published: decision.report.published.clone(),
        by: decision.by.to_string(),
        reason: decision.reason.clone(),
    };
    // Where the paragraph alone does not mislead the reader, the whole report does: a test case has to be able to fail.
    if still_read(&test, lexicon).is_none() && text.len() <= LONGEST {
        test.text.clone_from(text);
    }
    let path = case.join(FOLDER).join(TESTS).join(format!("{claim}.json"));
    let failed = |cause| TestCaseError::File { path: path.clone(), cause };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let form =
        |cause: serde_json::Error| TestCaseError::Form { path: path.clone(), cause: cause.to_string() };
    fs::write(&path, serde_json::to_string_pretty(&test).map_err(form)? + "\n").map_err(failed)?;
    Ok((test, path))
}

/// The paragraph around the quote, cut where it is very long.
fn paragraph(text: &str, byte: [usize; 2]) -> Option<&str> {
    let (before, after) = (text.get(..byte[0])?, text.get(byte[1]..)?);
    let start = before.rfind("\n\n").map_or(0, |at| at + 2).max(byte[0].saturating_sub(AROUND));
    let end = byte[1] + after.find("\n\n").unwrap_or(after.len()).min(AROUND);
    let start = (start..=byte[0]).find(|at| text.is_char_boundary(*at))?;
    let end = (byte[1]..=end).rev().find(|at| text.is_char_boundary(*at))?;
    text.get(start..end)
}

/// All test cases of a case, in the order of their names.
pub(crate) fn all(case: &Path) -> Result<Vec<TestCase>, TestCaseError> {
    let folder = case.join(FOLDER).join(TESTS);
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
    paths.sort();
    let read = |path: PathBuf| {
        let form = |cause: String| TestCaseError::Form { path: path.clone(), cause };
        let bytes = read_bounded(&path).map_err(|error| form(error.to_string()))?;
        serde_json::from_slice(&bytes).map_err(|error| form(error.to_string()))
    };
    paths.into_iter().map(read).collect()
}

/// What is still read from the words of a test case; nothing if it passes.
pub(crate) fn still_read(test: &TestCase, lexicon: &Lexicon) -> Option<String> {
    let declared = Declared { published: test.published.clone(), ..Declared::default() };
    let document = Document { declared, ..Document::plain(test.text.clone()) };
    let start = test.text.find(&test.quote)?;
    let end = start + test.quote.len();
    let claims = armistice_reading::read(lexicon, &document).claims;
    let misled = claims
        .into_iter()
        .find(|claim| claim.class == test.class && claim.byte[0] < end && start < claim.byte[1])?;
    Some(format!(
        "“{}” is read ({}), by rules {}",
        super::wording::line(&misled.quote),
        super::wording::sense(&misled),
        misled.trail.join(" ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paragraph_of_a_quote_is_kept_and_no_letter_is_cut() {
        let text = "One.\n\nTwo 북한 quote three.\n\nFour.";
        let at = text.find("quote").unwrap();
        assert_eq!(paragraph(text, [at, at + 5]), Some("Two 북한 quote three."));
        let long = format!("{}quote{}", "한".repeat(3000), "한".repeat(3000));
        let at = long.find("quote").unwrap();
        assert!(paragraph(&long, [at, at + 5]).unwrap().len() < 2 * AROUND + 10);
        assert_eq!(paragraph("short", [3, 90]), None);
    }
}
