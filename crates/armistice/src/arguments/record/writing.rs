//! What can be said of entries that are written, signed and handed in on the command line.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Keys, Unlock, Writing};

/// A record, and who writes into it.
#[derive(Debug, Args)]
pub(crate) struct Desk {
    /// The folder of the record, or of its case; of a party, that of its own copy
    #[arg(value_name = "DIR")]
    pub(crate) record: PathBuf,
    /// Who signs
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// By which facts a case is judged.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    /// Judge what had happened by then [default: now]
    #[arg(long, value_name = "T")]
    pub(crate) as_of: Option<String>,
    /// An entry of the record (`#411`), a checkpoint or a root [default: the whole record]
    #[arg(long, value_name = "PLACE")]
    pub(crate) known_at: Option<String>,
}

/// `armistice record state`
#[derive(Debug, Args)]
pub(crate) struct StateArguments {
    /// The case folder
    #[arg(value_name = "CASE")]
    pub(crate) case: PathBuf,
    /// By which facts
    #[command(flatten)]
    pub(crate) asked: Asked,
    /// Print the hash alone
    #[arg(long)]
    pub(crate) hash: bool,
}

/// `armistice record attest`
#[derive(Debug, Args)]
pub(crate) struct AttestArguments {
    /// The case folder
    #[arg(value_name = "CASE")]
    pub(crate) case: PathBuf,
    /// By which facts
    #[command(flatten)]
    pub(crate) asked: Asked,
    /// Sign the hash alone, and keep no rows with it that others could compare
    #[arg(long)]
    pub(crate) no_rows: bool,
    /// Who signs
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// `armistice record submit`
#[derive(Debug, Args)]
pub(crate) struct SubmitArguments {
    /// The folder of the record, or of its case
    #[arg(value_name = "DIR")]
    pub(crate) record: PathBuf,
    /// Submissions, as `--out` writes them
    #[arg(required = true, value_name = "FILES")]
    pub(crate) files: Vec<PathBuf>,
    /// Record nothing yet: promise that each entry will stand in the record by the time that it has this many
    #[arg(long, value_name = "SIZE")]
    pub(crate) promise: Option<u64>,
    /// Promise a time as well: 2026-03-01T04:00:00Z
    #[arg(long, value_name = "T", requires = "promise")]
    pub(crate) by_time: Option<String>,
    /// Where the secret of the log is
    #[command(flatten)]
    pub(crate) keys: Keys,
}

/// `armistice record say`
#[derive(Debug, Args)]
pub(crate) struct SayArguments {
    /// Where, and who signs
    #[command(flatten)]
    pub(crate) desk: Desk,
    /// What it is
    #[arg(long, value_enum, default_value_t = Saying::Claim)]
    pub(crate) kind: Saying,
    /// What is said, for everybody to read
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: String,
    /// A field that is told apart from the entry (RFC 9901): a name, a number, whatever is somebody's own
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) apart: Vec<String>,
}

/// What an entry in words is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Saying {
    /// An allegation
    Claim,
    /// What its author has found
    Report,
    /// An answer to what was said
    Answer,
}

/// `armistice record stamp`
#[derive(Debug, Args)]
pub(crate) struct StampArguments {
    /// Where, and who signs
    #[command(flatten)]
    pub(crate) desk: Desk,
    /// The checkpoint, as it was when the token was asked for: `openssl ts -query -data CHECKPOINT -sha256 -cert`
    #[arg(long, value_name = "FILE")]
    pub(crate) checkpoint: PathBuf,
    /// The token, or the answer of the authority that holds it
    #[arg(long, value_name = "FILE")]
    pub(crate) token: PathBuf,
}

/// `armistice record write`
#[derive(Debug, Args)]
pub(crate) struct WriteArguments {
    /// Where, and who signs
    #[command(flatten)]
    pub(crate) desk: Desk,
    /// The kind: policy, key_add, key_rotate, key_revoke, approval, refusal, custody, finding, dissent, correction, … as
    /// the schemas of the record name them
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: String,
    /// What is said: a file of JSON in the form of that kind
    #[arg(value_name = "FILE")]
    pub(crate) payload: PathBuf,
    /// A file that it binds, kept beside the log
    #[arg(long = "file", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Others who have to sign and whose keys are here, too; where they are not, they accept it in a file (--out)
    #[arg(long, value_name = "NAME")]
    pub(crate) also: Vec<String>,
}

/// `armistice record seal`
#[derive(Debug, Args)]
pub(crate) struct SealArguments {
    /// Where, and who signs
    #[command(flatten)]
    pub(crate) desk: Desk,
    /// What is sealed
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Who can open it: recipients of age (armistice record keys FILE --age makes one). Without any, nobody can before it
    /// is revealed
    #[arg(long, value_name = "AGE1")]
    pub(crate) to: Vec<String>,
    /// When it is to be revealed: 2026-12-31T00:00:00Z
    #[arg(long, value_name = "T")]
    pub(crate) due: Option<String>,
    /// Where you keep what opens it for everybody; without it nothing can be revealed
    #[arg(long, value_name = "FILE")]
    pub(crate) opening: PathBuf,
}

/// `armistice record open`
#[derive(Debug, Args)]
pub(crate) struct OpenArguments {
    /// The folder of the record, or of its case
    #[arg(value_name = "DIR")]
    pub(crate) record: PathBuf,
    /// The entry that seals it
    #[arg(value_name = "ENTRY")]
    pub(crate) entry: u64,
    /// Where it is written
    #[arg(long, value_name = "FILE")]
    pub(crate) into: PathBuf,
    /// What opens it
    #[command(flatten)]
    pub(crate) unlock: Unlock,
}

/// `armistice record reveal`
#[derive(Debug, Args)]
pub(crate) struct RevealArguments {
    /// Where, and who signs
    #[command(flatten)]
    pub(crate) desk: Desk,
    /// The entry that seals it
    #[arg(value_name = "ENTRY")]
    pub(crate) entry: u64,
    /// What you kept when you sealed it
    #[arg(long, value_name = "FILE")]
    pub(crate) opening: PathBuf,
    /// What was sealed, to be shown to everybody in the record; without it, only its hash is
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

/// `armistice record complain`
#[derive(Debug, Args)]
pub(crate) struct ComplainArguments {
    /// Where, and who signs
    #[command(flatten)]
    pub(crate) desk: Desk,
    /// The receipt
    #[arg(value_name = "FILE")]
    pub(crate) receipt: PathBuf,
}

/// `armistice record erase`
#[derive(Debug, Args)]
pub(crate) struct EraseArguments {
    /// Where, and who signs
    #[command(flatten)]
    pub(crate) desk: Desk,
    /// The SHA-256 of a file that an entry binds, or of a disclosure
    #[arg(long = "digest", value_name = "HASH", required = true)]
    pub(crate) digests: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) ground: String,
    /// Others of the quorum whose keys are here, too; where they are not, they accept it in a file (--out)
    #[arg(long, value_name = "NAME")]
    pub(crate) also: Vec<String>,
}

/// `armistice record erased`
#[derive(Debug, Args)]
pub(crate) struct ErasedArguments {
    /// Where, and who signs
    #[command(flatten)]
    pub(crate) desk: Desk,
    /// The entry that orders it
    #[arg(value_name = "ENTRY")]
    pub(crate) entry: u64,
}

/// `armistice record accept`
#[derive(Debug, Args)]
pub(crate) struct AcceptArguments {
    /// A proposal (armistice init --propose), or entries that need further signatures
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Who signs
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,
    /// One's own copy of the record that the entries are for
    #[arg(long, value_name = "DIR")]
    pub(crate) record: Option<PathBuf>,
    /// The text that is approved, to be held against the one that the proposal brings
    #[arg(long, value_name = "FILE")]
    pub(crate) agreement: Option<PathBuf>,
    /// Write the answer to this file; without it, only what would be signed is shown
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Where the secrets are
    #[command(flatten)]
    pub(crate) keys: Keys,
}
