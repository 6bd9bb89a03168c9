//! What can be said on the command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::keyring::Keyring;

mod claims;
mod record;
mod tracks;

pub(crate) use claims::{ClaimsArguments, ClaimsFormat, ModelArguments};

pub(crate) use record::{
    AcceptArguments, AttestArguments, CheckProofArguments, CompareArguments, ComplainArguments,
    CosignArguments, EraseArguments, ErasedArguments, HeardArguments, IngestArguments, InitArguments,
    KeyPurpose, KeysArguments, OpenArguments, PartArguments, ProveArguments, PullArguments, PushArguments,
    RebuildArguments, RecordCommand, RecordDepth, RevealArguments, SayArguments, Saying, SealArguments,
    SegmentForm, ServeArguments, StampArguments, StateArguments, SubmitArguments, Unlock, VerifyArguments,
    WriteArguments, Writing,
};
pub(crate) use tracks::{
    ConvertArguments, CoverageArguments, ScreenArguments, ScreenFormat, WatchArguments, WatchClock,
    WatchFormat,
};

/// Tells whether an agreement between armed parties is being kept.
///
/// It holds the agreement as a text that can be read aloud, judges every provision by the facts known on a given
/// day, and shows what each answer rests on. An allegation is not a finding, and unknown is an answer.
#[derive(Debug, Parser)]
#[command(name = "armistice", version, max_term_width = 100, after_help = AFTER)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const AFTER: &str = "\
Exit codes: 0 fine; 1 violations, failed scenarios or errors in the input were found; 2 the work could not be done.
`record verify`: 0 intact; 2 intact, with warnings; 3 altered or forked; 4 nobody can tell.
Data go to standard output, talk to standard error. NO_COLOR is obeyed.";

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Unpack the bundled Korea 2018 case, judge it on 1 December 2018 and today, and say what to try next
    Demo(DemoArguments),
    /// Compile an agreement and print everything that is wrong with it, each under its article
    Check(CheckArguments),
    /// Run the scenarios of an agreement
    Test(TestArguments),
    /// Write agreement files in their canonical form
    Fmt(FmtArguments),
    /// Serve an editor: problems, meanings, next words, mends, over standard input and output
    Lsp,
    /// What changed between two versions of an agreement, for whom, and whether it tightens or widens
    Diff(DiffArguments),
    /// Which provisions of the texts the agreement files render, how far, and what they leave out
    Provisions(ProvisionsArguments),
    /// Read a report into claims: who says that which party did what, where, when, how many
    Claims(ClaimsArguments),
    /// Read an agreement back in plain words: norms, computed days, timeline, and what no term speaks of
    Read(ReadArguments),
    /// Write a checked agreement as data for other programs
    Export(ExportArguments),
    /// The judgement of a case: every provision and bearer, as of one day, as known at another
    Status(StatusArguments),
    /// The proof of one verdict or finding, and how it changed as more became known
    Explain(ExplainArguments),
    /// Serve the page of a case, and its judgement, places and facts for other programs, on this machine
    Serve(ServePageArguments),
    /// Begin the record of a case: the log that every party holds, checks and co-signs
    Init(InitArguments),
    /// Take tables of facts into the record of a case
    Ingest(IngestArguments),
    /// Check, cosign, compare and prove a record
    #[command(subcommand)]
    Record(RecordCommand),
    /// Screen track files against the zones and lines of an agreement: passages, gaps and jumps
    Screen(ScreenArguments),
    /// Follow objects live: passages as fixes come, told anew where a late fix changes them, and changed verdicts
    Watch(WatchArguments),
    /// Write track files as one sorted Parquet file, which is screened fastest
    Convert(ConvertArguments),
}

/// `armistice demo`
#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// The folder to unpack the case into; files that are there already are kept
    #[arg(long, value_name = "DIR", default_value = "korea-2018")]
    pub(crate) into: PathBuf,
    /// Judge this day beside 1 December 2018 instead of today
    #[arg(long, value_name = "T")]
    pub(crate) as_of: Option<String>,
}

/// `armistice check`
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Agreement files (.agreement.md), or case folders
    #[arg(required_unless_present = "explain", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Print what a code such as A405 means, why it matters and how to mend it, and check nothing
    #[arg(long, value_name = "CODE", conflicts_with_all = ["files", "format"])]
    pub(crate) explain: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = TextOrJson::Table)]
    pub(crate) format: TextOrJson,
}

/// `armistice test`
#[derive(Debug, Args)]
pub(crate) struct TestArguments {
    /// An agreement file (.agreement.md), or a case folder
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Only scenarios whose name contains this text
    #[arg(long, value_name = "TEXT")]
    pub(crate) only: Option<String>,
    /// List for every norm whether a scenario shows it kept, violated and excused
    #[arg(long)]
    pub(crate) coverage: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = TextOrJson::Table)]
    pub(crate) format: TextOrJson,
}

/// `armistice fmt`
#[derive(Debug, Args)]
pub(crate) struct FmtArguments {
    /// Agreement files (.agreement.md), or folders that hold some at any depth
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Write nothing; show what would change, and exit with 1 if anything would
    #[arg(long, conflicts_with = "stdout")]
    pub(crate) check: bool,
    /// Print the files in their canonical form instead of writing them
    #[arg(long)]
    pub(crate) stdout: bool,
}

/// `armistice diff`
#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// The earlier version: an agreement file, or REV:PATH of a git repository; alone: the file whose version in HEAD is
    /// compared with the one in the folder
    #[arg(value_name = "A")]
    pub(crate) before: String,
    /// The later version
    #[arg(value_name = "B")]
    pub(crate) after: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
}

/// How changes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people
    Text,
    /// For a note on the changes of a text
    Markdown,
    /// For programs; see schemas/diff.schema.json
    Json,
}

/// `armistice provisions`
#[derive(Debug, Args)]
pub(crate) struct ProvisionsArguments {
    /// Agreement files (.agreement.md), or folders that hold some at any depth
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = ProvisionsFormat::Table)]
    pub(crate) format: ProvisionsFormat,
}

/// How provisions are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProvisionsFormat {
    /// One provision a line
    Table,
    /// Counts per text and per pattern, and what is left out
    Markdown,
    /// For programs; see schemas/provisions.schema.json
    Json,
}

/// `armistice read`
#[derive(Debug, Args)]
pub(crate) struct ReadArguments {
    /// An agreement file (.agreement.md), or a case folder
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Only the norm or exception of this label
    #[arg(long, value_name = "LABEL")]
    pub(crate) norm: Option<String>,
    /// The language to read it in
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    pub(crate) lang: String,
    /// How to print
    #[arg(long, value_enum, default_value_t = ReadFormat::Markdown)]
    pub(crate) format: ReadFormat,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "F")]
    pub(crate) output: Option<PathBuf>,
}

/// `armistice export`
#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// An agreement file (.agreement.md), or a case folder
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What to write
    #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
    pub(crate) format: ExportFormat,
}

/// What an agreement is exported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// The checked model; see schemas/export.schema.json
    Json,
    /// The zones, lines and points with the norms that speak of them, for a map; see schemas/places.schema.json
    Geojson,
}

/// How a read-back is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// Markdown
    Markdown,
    /// One page that needs nothing else, fit for printing and signing
    Html,
}

/// `armistice status`
#[derive(Debug, Args)]
pub(crate) struct StatusArguments {
    /// The case folder
    #[arg(value_name = "CASE")]
    pub(crate) case: PathBuf,
    /// The two clocks
    #[command(flatten)]
    pub(crate) clocks: Clocks,
    /// Only norms whose label, section id or article contains this text
    #[arg(long, value_name = "TEXT")]
    pub(crate) only: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = TextOrJson::Table)]
    pub(crate) format: TextOrJson,
}

/// `armistice explain`
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The case folder
    #[arg(value_name = "CASE")]
    pub(crate) case: PathBuf,
    /// A verdict (`sea-live-fire/DPRK`) or a finding, as `status` names it
    #[arg(value_name = "FINDING")]
    pub(crate) finding: String,
    /// The two clocks
    #[command(flatten)]
    pub(crate) clocks: Clocks,
    /// How to print
    #[arg(long, value_enum, default_value_t = TextOrJson::Table)]
    pub(crate) format: TextOrJson,
}

/// `armistice serve`
#[derive(Debug, Args)]
pub(crate) struct ServePageArguments {
    /// The case folder; it is looked at again whenever a file in it changes
    #[arg(value_name = "CASE")]
    pub(crate) case: PathBuf,
    /// Where to listen; anything but a loopback address lets others read the case
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8787")]
    pub(crate) listen: SocketAddr,
    /// A further name by which the server may be asked, beside localhost
    #[arg(long, value_name = "NAME")]
    pub(crate) host: Vec<String>,
    /// Let decisions on claims be taken from the page, on this machine, by whoever opens the address that is printed; without this
    /// everything is only to be read
    #[arg(long, requires = "by", conflicts_with = "host")]
    pub(crate) review: bool,
    /// Who decides: the name of a role, as in the record
    #[arg(long, value_name = "NAME", requires = "review")]
    pub(crate) by: Option<String>,
    /// Sign each decision into the record of the case with the keys of this folder
    #[arg(long, value_name = "DIR", requires = "review")]
    keys: Option<PathBuf>,
    /// The same with keys that anybody can make from their names: for trying out
    #[arg(long, requires = "review", conflicts_with = "keys")]
    test_keys: bool,
    /// What opens the keys
    #[command(flatten)]
    unlock: Unlock,
}

impl ServePageArguments {
    /// The keyring, if decisions are to be signed.
    pub(crate) fn keyring(&self) -> Option<Keyring> {
        match &self.keys {
            Some(folder) => Some(Keyring::Folder(folder.clone(), self.unlock.lock())),
            None => self.test_keys.then_some(Keyring::Test),
        }
    }
}

/// The two clocks of every judgement.
#[derive(Debug, Args)]
pub(crate) struct Clocks {
    /// Judge what had happened by then: 2018-12-01 (end of that day in the agreement's time zone), 2018-12-01T12:00, or
    /// RFC 3339 with a zone [default: now]
    #[arg(long, value_name = "T")]
    pub(crate) as_of: Option<String>,
    /// Use only what the record knew by then [default: the same as --as-of]. Of a case with a record (armistice init), also
    /// a place in it: an entry and all before it (`#411`), a checkpoint (its file), or a root (64 digits, or base64)
    #[arg(long, value_name = "T")]
    pub(crate) known_at: Option<String>,
}

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextOrJson {
    /// For people, in 100 columns
    Table,
    /// For programs; see schemas/
    Json,
}
