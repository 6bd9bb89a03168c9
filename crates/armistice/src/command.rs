//! One file a command. A command writes data to `out` and talk to `talk`, and says whether it found something.

use std::io;

use crate::case::CaseError;
use crate::moment::MomentError;

pub(crate) mod check;
pub(crate) mod demo;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod fmt;
pub(crate) mod provisions;
pub(crate) mod read;
pub(crate) mod screen;
pub(crate) mod status;
pub(crate) mod test;

/// What a command came to; the exit code 0 or 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to report.
    Fine,
    /// Violations, failed scenarios or errors in the input were found.
    Found,
}

/// Why a command could not do its work; the exit code 2.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Failure {
    /// The case cannot be opened.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// A date cannot be read.
    #[error(transparent)]
    Moment(#[from] MomentError),
    /// No verdict or finding of that name.
    #[error("there is no verdict or finding `{0}` on that day")]
    NoFinding(String, Vec<String>),
    /// No error or warning of that code.
    #[error("there is no error or warning `{0}`")]
    NoCode(String, Vec<&'static str>),
    /// Track files cannot be screened.
    #[error(transparent)]
    Screen(#[from] screen::ScreenError),
    /// An agreement file cannot be written.
    #[error("cannot write `{0}`: {1}")]
    Unwritable(std::path::PathBuf, io::Error),
    /// An agreement cannot be read back.
    #[error(transparent)]
    Read(#[from] read::ReadError),
    /// Something cannot be written.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
    /// An answer cannot be written as JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl Failure {
    /// Whether the reader of the output has simply gone away.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// How to mend it.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Failure::Case(CaseError::NoAgreement(_)) => {
                Some("name a file that ends in .agreement.md, or a folder that holds one".to_owned())
            }
            Failure::Case(CaseError::SeveralAgreements { .. }) => {
                Some("name the agreement file itself instead of its folder".to_owned())
            }
            Failure::Case(CaseError::Invalid { path, .. }) => {
                Some(format!("armistice check {} shows every error with its place", path.display()))
            }
            Failure::Read(error) => Some(error.help()),
            Failure::Moment(_) => Some(
                "write a day (2018-12-01: its end in the agreement's time zone), 2018-12-01T07:56, or \
                 2018-12-01T07:56:00+09:00"
                    .to_owned(),
            ),
            Failure::NoFinding(_, near) if !near.is_empty() => {
                Some(format!("did you mean {}?", near.join(", ")))
            }
            Failure::NoCode(_, near) if !near.is_empty() => {
                Some(format!("did you mean {}?", near.join(", ")))
            }
            Failure::NoCode(..) => {
                Some("armistice check FILE prints a code such as A405 with each error and warning".to_owned())
            }
            Failure::NoFinding(..) => {
                Some("armistice status CASE --format json lists the verdicts and findings".to_owned())
            }
            _ => None,
        }
    }
}
