//! `armistice claims`: reports read into claims, by the words of an agreement; and what persons decide on them.

mod joined;
mod one;
mod opened;
mod proposing;
mod review;
mod taking_back;
mod waiting;

use std::io::Write;

use super::{Failure, Outcome};
use crate::arguments::ClaimsArguments;
use crate::claims::deciding::DecidingError;
use crate::claims::decision::JournalError;
use crate::claims::model::ModelError;
use crate::claims::regression::{self, TestCaseError};
use crate::reports::ReportError;
use crate::show;
use crate::wordbook::WordbookError;

use opened::Opened;

/// Why claims cannot be read or decided.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum ClaimsError {
    /// A report.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The words to read by.
    #[error(transparent)]
    Words(#[from] WordbookError),
    /// The journal of decisions.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A decision.
    #[error(transparent)]
    Deciding(#[from] DecidingError),
    /// A test case.
    #[error(transparent)]
    TestCase(#[from] TestCaseError),
    /// A second reader.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A second reader where it is not asked.
    #[error(
        "--llm reads one report: name it, and neither a folder nor --queue, --review, --keep or --test; with --propose it reads those of a case"
    )]
    ModelElsewhere,
    /// A report without a case.
    #[error("`{0}` is no case: name the case whose record the decision belongs to with --agreement")]
    NoCase(std::path::PathBuf),
    /// Keys without a record.
    #[error(
        "the case has no record to sign decisions into: leave the keys out, or begin one with `armistice init`"
    )]
    NoRecord,
}

/// Reads reports and does what is asked for.
pub(crate) fn run(
    arguments: &ClaimsArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let work = &arguments.work;
    if work.propose {
        return proposing::run(arguments, out, talk);
    }
    let is_of_case =
        work.test || work.queue || work.review || work.keep.is_some() || work.take_back.is_some();
    let is_one = !(is_of_case || arguments.path.is_dir());
    if arguments.model.llm.is_some() && !is_one {
        return Err(ClaimsError::ModelElsewhere.into());
    }
    if work.test {
        return test(arguments, out);
    }
    if let Some(claim) = &work.keep {
        return keep(arguments, claim, out, talk);
    }
    if let Some(claim) = &work.take_back {
        return taking_back::run(arguments, claim, out, talk);
    }
    if work.review {
        return review::run(arguments, &mut std::io::stdin().lock(), out, talk);
    }
    if work.queue {
        return waiting::run(arguments, out, talk);
    }
    if arguments.path.is_dir() { joined::run(arguments, out, talk) } else { one::run(arguments, out, talk) }
}

/// Makes a test case of a rejected claim, and says at once whether it passes.
fn keep(
    arguments: &ClaimsArguments,
    claim: &str,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let opened = Opened::new(arguments, talk)?;
    let test =
        regression::keep(&opened.folder, claim, &opened.journal, &opened.gathering, &opened.words.lexicon)
            .map_err(ClaimsError::from)?;
    writeln!(out, "{}", test.1.display())?;
    show::tests_of_claims::write(&[test.0], &opened.words.lexicon, out)?;
    Ok(Outcome::Fine)
}

/// Runs the test cases of a case.
fn test(arguments: &ClaimsArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let at = arguments.agreement.as_ref().unwrap_or(&arguments.path);
    let source = crate::case::Source::open(at)?;
    let words = crate::wordbook::of(&source).map_err(ClaimsError::from)?;
    let tests = regression::all(&source.files.folder).map_err(ClaimsError::from)?;
    let failed = show::tests_of_claims::write(&tests, &words.lexicon, out)?;
    Ok(if failed == 0 { Outcome::Fine } else { Outcome::Found })
}
