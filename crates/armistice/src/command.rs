//! One file a command. A command writes data to `out` and talk to `talk`, and says whether it found something.

use std::io;

use armistice_ledger::LedgerError;

use crate::asked::AskError;
use crate::author::Refusal;
use crate::case::CaseError;
use crate::founding::FoundingError;
use crate::keyring::KeyringError;
use crate::moment::MomentError;
use crate::point::PointError;
use crate::recorded::RecordedError;
use crate::remote::RemoteError;
use crate::segments::SegmentError;
use crate::submission::SubmissionError;
use crate::tracks::TrackFileError;

pub(crate) mod check;
pub(crate) mod claims;
pub(crate) mod convert;
pub(crate) mod demo;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod fmt;
pub(crate) mod ingest;
pub(crate) mod init;
pub(crate) mod provisions;
pub(crate) mod read;
pub(crate) mod record;
pub(crate) mod screen;
pub(crate) mod serve;
pub(crate) mod status;
pub(crate) mod test;
pub(crate) mod watch;

/// What a command came to; the exit code 0 or 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to report.
    Fine,
    /// Violations, failed scenarios or errors in the input were found.
    Found,
    /// A code of the command's own.
    Code(u8),
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
    /// A point of knowledge cannot be found.
    #[error(transparent)]
    Point(#[from] PointError),
    /// No verdict or finding of that name.
    #[error("there is no verdict or finding `{0}` on that day")]
    NoFinding(String, Vec<String>),
    /// No error or warning of that code.
    #[error("there is no error or warning `{0}`")]
    NoCode(String, Vec<&'static str>),
    /// A file of positions cannot be used.
    #[error(transparent)]
    Tracks(#[from] TrackFileError),
    /// None of the files of positions can be read; each has been named with its reason.
    #[error("none of the {0} track files can be read")]
    NoTracks(usize),
    /// A norm whose place cannot be told to have been watched.
    #[error(
        "nothing can be told of how far the place of `{0}` was heard: it is no norm with a place that is drawn, or nothing was heard"
    )]
    NoPlace(String),
    /// Who is to have observed.
    #[error("--observer: {0}")]
    Observer(#[from] armistice_facts::NameError),
    /// A report cannot be read.
    #[error(transparent)]
    Claims(#[from] claims::ClaimsError),
    /// Track files cannot be converted.
    #[error(transparent)]
    Convert(#[from] convert::ConvertError),
    /// An agreement file cannot be written.
    #[error("cannot write `{0}`: {1}")]
    Unwritable(std::path::PathBuf, io::Error),
    /// An agreement cannot be read back.
    #[error(transparent)]
    Read(#[from] read::ReadError),
    /// A record cannot begin.
    #[error(transparent)]
    Founding(#[from] FoundingError),
    /// The ledger of a record.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// An entry that the ledger refuses.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A key.
    #[error(transparent)]
    Key(#[from] KeyringError),
    /// An entry that does not get into a record.
    #[error(transparent)]
    Submission(#[from] SubmissionError),
    /// Positions that cannot be kept.
    #[error(transparent)]
    Segments(#[from] SegmentError),
    /// The record of a case cannot be read.
    #[error(transparent)]
    Recorded(#[from] RecordedError),
    /// A record on the wire.
    #[error(transparent)]
    Remote(#[from] RemoteError),
    /// Witnesses that do not cosign.
    #[error(transparent)]
    Asked(#[from] AskError),
    /// No record where one is needed.
    #[error("there is no record in `{0}`")]
    NoRecord(std::path::PathBuf),
    /// Something about a record cannot be done.
    #[error("{0}")]
    Record(String),
    /// A name that no author can have.
    #[error("--by: {0}")]
    Author(String),
    /// A file that cannot be read.
    #[error("cannot read `{0}`: {1}")]
    Unreadable(std::path::PathBuf, io::Error),
    /// An address that cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(std::net::SocketAddr, io::Error),
    /// Decisions on claims from another machine.
    #[error(
        "--review decides on this machine alone, and {0} is asked from others: listen on 127.0.0.1, or leave --review out"
    )]
    ReviewElsewhere(std::net::SocketAddr),
    /// No token.
    #[error("the system gives no random numbers for the token of the review: {0}")]
    Random(String),
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
            Failure::NoRecord(_) => Some("armistice init DIR begins the record of a case".to_owned()),
            Failure::Recorded(RecordedError::Unsound { path, .. }) => Some(format!(
                "armistice record verify {} tells everything that is wrong with it",
                path.display()
            )),
            Failure::Submission(SubmissionError::Stranger { .. }) => {
                Some("decide as one who does, or leave the keys out: then nothing is signed".to_owned())
            }
            Failure::Key(_)
            | Failure::Founding(FoundingError::Key(_))
            | Failure::Submission(SubmissionError::Key(_)) => Some(
                "armistice record keys FILE --name NAME makes a key; --test-keys is for trying out"
                    .to_owned(),
            ),
            Failure::Ledger(
                LedgerError::Behind { .. } | LedgerError::Forked { .. } | LedgerError::NoJournal,
            ) => Some("sign nothing more: docs/record.md says how to go on from a copy".to_owned()),
            Failure::Moment(_) | Failure::Point(PointError::Moment(_)) => Some(
                "write a day (2018-12-01: its end in the agreement's time zone), 2018-12-01T07:56, or \
                 2018-12-01T07:56:00+09:00"
                    .to_owned(),
            ),
            Failure::Point(PointError::NoRecord(_)) => {
                Some("armistice init CASE begins the record of a case; without one, name a day".to_owned())
            }
            Failure::Point(PointError::Root(_)) => {
                Some("armistice record compare A B tells whether two copies are of one history".to_owned())
            }
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
