//! What can be said of reports and their claims.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Unlock;
use crate::keyring::Keyring;

/// `armistice claims`
#[derive(Debug, Args)]
pub(crate) struct ClaimsArguments {
    /// The report: a saved page or a text; - for standard input; or a folder of reports, or a case folder with reports/
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// The agreement file (.agreement.md) whose words it is read by, or its folder; of the bundled ones, the one by which most is read, if absent
    #[arg(long, value_name = "FILE")]
    pub(crate) agreement: Option<PathBuf>,
    /// The day of the report, where it does not tell it itself
    #[arg(long, value_name = "DAY")]
    pub(crate) published: Option<String>,
    /// The address at which it was found
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Only claims of whose reading the program is that sure, in hundredths
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) confidence: u8,
    /// How to print
    #[arg(long, value_enum, default_value_t = ClaimsFormat::Table)]
    pub(crate) format: ClaimsFormat,
    /// What to do with the claims beside showing them
    #[command(flatten)]
    pub(crate) work: ClaimsWork,
    /// Who decides, and when
    #[command(flatten)]
    pub(crate) deciding: Deciding,
    /// A second reader
    #[command(flatten)]
    pub(crate) model: ModelArguments,
}

/// What to do with claims beside showing them.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct ClaimsWork {
    /// List the claims of a case that wait for a person, those first that would change most in its judgement; of more than 64, those that tell of a breach
    #[arg(long)]
    pub(crate) queue: bool,
    /// Take a decision on each waiting claim, line by line: a accepts, c FIELD=VALUE puts a field right, r REASON rejects, s leaves it, q ends
    #[arg(long, requires = "by")]
    pub(crate) review: bool,
    /// Take the decision on a claim back, by its fingerprint: the facts that came of it do not count from then on, and it waits again
    #[arg(long, value_name = "CLAIM", requires = "by", requires = "reason")]
    pub(crate) take_back: Option<String>,
    /// Let the model of --llm read each report of a case that it was not asked about, and keep what it proposes in the queue
    #[arg(long, requires = "llm")]
    pub(crate) propose: bool,
    /// Make a test case of a rejected claim, by its fingerprint: of its words nothing like it may be read again
    #[arg(long, value_name = "CLAIM")]
    pub(crate) keep: Option<String>,
    /// Run the test cases of a case
    #[arg(long)]
    pub(crate) test: bool,
}

/// Who decides on claims, and when.
#[derive(Debug, Args)]
pub(crate) struct Deciding {
    /// Who decides: the name of a role, as in the record
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// When the decision is taken: the record knows it from then on [default: now]
    #[arg(long, value_name = "T")]
    pub(crate) at: Option<String>,
    /// Why the decision is taken back
    #[arg(long, value_name = "WHY", requires = "take_back")]
    pub(crate) reason: Option<String>,
    /// Tell what would change in the judgement as of this day [default: the time of the decision]
    #[arg(long, value_name = "T")]
    pub(crate) as_of: Option<String>,
    /// Also claims that speak to no provision
    #[arg(long)]
    pub(crate) all: bool,
    /// Sign each decision into the record of the case with the keys of this folder (as `ingest` reads it)
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
    /// The same with keys that anybody can make from their names: for trying out
    #[arg(long, conflicts_with = "keys")]
    test_keys: bool,
    /// What opens the keys
    #[command(flatten)]
    unlock: Unlock,
}

impl Deciding {
    /// The keyring, if decisions are to be signed.
    pub(crate) fn keyring(&self) -> Option<Keyring> {
        match &self.keys {
            Some(folder) => Some(Keyring::Folder(folder.clone(), self.unlock.lock())),
            None => self.test_keys.then_some(Keyring::Test),
        }
    }
}

/// A second reader: a language model that the user runs.
#[derive(Debug, Args)]
pub(crate) struct ModelArguments {
    /// Let a language model read the report, too, at this address of an OpenAI-compatible server; it is checked word by word
    #[arg(long, value_name = "URL")]
    pub(crate) llm: Option<String>,
    /// The name of the model
    #[arg(long, value_name = "NAME", default_value = "local", requires = "llm")]
    pub(crate) llm_model: String,
    /// Wait so many seconds for each answer
    #[arg(long, value_name = "N", default_value_t = 120, requires = "llm")]
    pub(crate) llm_seconds: u64,
    /// Allow a model on another machine: the text of the report is sent to it
    #[arg(long, requires = "llm")]
    pub(crate) llm_elsewhere: bool,
}

/// How claims are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ClaimsFormat {
    /// A card a claim, with its words and the rules that fired
    Table,
    /// For programs; see schemas/claims.schema.json, claims-joined.schema.json and claims-queue.schema.json
    Json,
    /// One claim a line
    Ndjson,
}
