//! What can be said of the record on the command line.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::keyring::{Keyring, Lock};

mod writing;

pub(crate) use writing::{
    AcceptArguments, AttestArguments, ComplainArguments, EraseArguments, ErasedArguments, OpenArguments,
    RevealArguments, SayArguments, Saying, SealArguments, StampArguments, StateArguments, SubmitArguments,
    WriteArguments,
};

/// What opens keys that are encrypted.
#[derive(Debug, Args)]
pub(crate) struct Unlock {
    /// The passphrase of encrypted keys is the first line of this file [default: the variable ARMISTICE_PASSPHRASE, or it
    /// is asked for at the terminal]
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// The identity of age (AGE-SECRET-KEY-1…) to which keys, or sealed files, are encrypted
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
}

impl Unlock {
    /// What was named.
    pub(crate) fn lock(&self) -> Lock {
        Lock::new(self.passphrase_file.as_deref(), self.identity.as_deref())
    }
}

/// Where the secrets are, and what opens them.
#[derive(Debug, Args)]
pub(crate) struct Keys {
    /// Where they are
    #[command(flatten)]
    place: Place,
    /// What opens them
    #[command(flatten)]
    unlock: Unlock,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Place {
    /// The folder of keys: NAME.key (as it stands, or a file of age), or NAME.pub, for which an ssh-agent signs, or, with
    /// NAME.pkcs11 beside it, a device. NAME
    /// is log, secretariat, collector, a party, or PARTY-witness
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
    /// Keys that anybody can make from their names: for trying out, and for the same record on every machine
    #[arg(long)]
    test_keys: bool,
}

impl Keys {
    /// The keyring that is meant.
    pub(crate) fn keyring(&self) -> Keyring {
        match &self.place.keys {
            Some(folder) => Keyring::Folder(folder.clone(), self.unlock.lock()),
            None => Keyring::Test,
        }
    }
}

/// Who writes an entry, and where it goes.
#[derive(Debug, Args)]
pub(crate) struct Writing {
    /// Who signs
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,
    /// Write the signed entry to this file for the keeper (`record submit`), instead of recording it with the log's key
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Entries of the same author that are on their way to the keeper
    #[arg(long, value_name = "FILE")]
    pub(crate) after: Vec<PathBuf>,
    /// Where the secrets are
    #[command(flatten)]
    pub(crate) keys: Keys,
}

/// `armistice init`
#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    /// The case folder
    #[arg(value_name = "DIR")]
    pub(crate) case: PathBuf,
    /// The agreement to bring into the folder, with its geometry and the tables of its scenarios
    #[arg(long, value_name = "FILE")]
    pub(crate) agreement: Option<PathBuf>,
    /// The name of the log, such as mission.example/case/1
    #[arg(long, value_name = "NAME")]
    pub(crate) origin: Option<String>,
    /// Begin nothing yet: write a proposal to this file, from the public keys of the others (FILE.pub) and the secretariat's
    /// own. Each party accepts it on its own machine (armistice record accept)
    #[arg(long, value_name = "FILE", conflicts_with = "founding")]
    pub(crate) propose: Option<PathBuf>,
    /// Begin by a proposal and the answers to it; the key of the log is the only secret that is needed
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) founding: Vec<PathBuf>,
    /// Where the secrets are
    #[command(flatten)]
    pub(crate) keys: Keys,
}

/// `armistice ingest`
#[derive(Debug, Args)]
pub(crate) struct IngestArguments {
    /// The case folder
    #[arg(value_name = "CASE")]
    pub(crate) case: PathBuf,
    /// Tables of facts (docs/facts-table.md)
    #[arg(required_unless_present_any = ["evidence", "tracks"], value_name = "FILES")]
    pub(crate) files: Vec<PathBuf>,
    /// Track tables of one sensor: each minute of them is kept as a file that the record binds (docs/formats/segment.md)
    #[arg(long, value_name = "FILE", requires = "sensor", conflicts_with_all = ["files", "evidence"])]
    pub(crate) tracks: Vec<PathBuf>,
    /// What the tracks were made with
    #[arg(long, value_name = "NAME", requires = "tracks")]
    pub(crate) sensor: Option<String>,
    /// The form of those files
    #[arg(long, value_enum, default_value_t = SegmentForm::Parquet, requires = "tracks")]
    pub(crate) segments: SegmentForm,
    /// A file that shows something, kept beside the log and bound by its hash
    #[arg(long, value_name = "FILE")]
    pub(crate) evidence: Vec<PathBuf>,
    /// When the evidence was captured: 2026-03-01T04:00:00Z
    #[arg(long, value_name = "T", requires = "evidence")]
    pub(crate) captured: Option<String>,
    /// What the evidence was captured with
    #[arg(long, value_name = "TEXT", requires = "evidence")]
    pub(crate) device: Option<String>,
    /// Who signs for having taken them in
    #[arg(long, value_name = "NAME", default_value = crate::founding::COLLECTOR)]
    pub(crate) by: String,
    /// Record nothing; say what would be
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Where the secrets are
    #[command(flatten)]
    pub(crate) keys: Keys,
}

/// The form of a file of positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SegmentForm {
    /// Parquet: a tenth of the size, and each part of it has a hash of its own in the record
    Parquet,
    /// A table that any editor opens
    Csv,
}

/// Where what is heard is recorded, and who signs for it.
#[derive(Debug, Args)]
pub(crate) struct HeardArguments {
    /// Record what is heard in the record of the case, with the keys of this folder (as `ingest` reads it): with --sensor each
    /// minute of positions, with --observer each entry and crossing that is certain and can change no more
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
    /// The same with keys that anybody can make from their names: for trying out
    #[arg(long, conflicts_with = "keys")]
    test_keys: bool,
    /// What the positions come from: each minute of them is kept as a file that the record binds (docs/formats/segment.md)
    #[arg(long, value_name = "NAME")]
    pub(crate) sensor: Option<String>,
    /// The form of those files
    #[arg(long, value_enum, default_value_t = SegmentForm::Parquet, requires = "sensor")]
    pub(crate) segments: SegmentForm,
    /// Who signs for having taken it in
    #[arg(long, value_name = "NAME", default_value = crate::founding::COLLECTOR)]
    pub(crate) by: String,
    /// What opens the keys
    #[command(flatten)]
    unlock: Unlock,
}

impl HeardArguments {
    /// The keyring, if anything is to be recorded.
    pub(crate) fn keyring(&self) -> Option<Keyring> {
        match &self.keys {
            Some(folder) => Some(Keyring::Folder(folder.clone(), self.unlock.lock())),
            None => self.test_keys.then_some(Keyring::Test),
        }
    }
}

/// `armistice record`
#[derive(Debug, Subcommand)]
pub(crate) enum RecordCommand {
    /// Check a whole record, offline, with no trust in whoever keeps it
    Verify(VerifyArguments),
    /// Check one's own copy, and say with a cosignature that one has seen it
    Cosign(CosignArguments),
    /// Bring one's own copy up to date from anybody's, after showing that it continues
    Pull(PullArguments),
    /// Carry what witnesses have signed in one's copy to another
    Push(PushArguments),
    /// Two copies: the same, one the beginning of the other, or two histories
    Compare(CompareArguments),
    /// Print one entry with all that shows it to be in the record
    Prove(ProveArguments),
    /// Check such a proof with nothing but a policy
    CheckProof(CheckProofArguments),
    /// List the parts of a large file of positions, or write one of them, which can be checked without the others
    Part(PartArguments),
    /// Print the state of a case: what a judgement says, in rows that are the same on every machine
    State(StateArguments),
    /// Sign the hash of that state, so that a program that makes another of it is found
    Attest(AttestArguments),
    /// Take entries that their authors have written and signed elsewhere
    Submit(SubmitArguments),
    /// Say something: a claim, a report, an answer; with fields that are told apart, and can be erased
    Say(SayArguments),
    /// Write an entry of any kind from a file: keys added, rotated and revoked, a new policy, findings, custody, succession
    Write(WriteArguments),
    /// Bind a file that is not shown yet, encrypted to whom you name
    Seal(SealArguments),
    /// Open what was sealed to you, and hold it against what its author is bound to
    Open(OpenArguments),
    /// Show what you have sealed
    Reveal(RevealArguments),
    /// Put a token of time (RFC 3161) over a checkpoint into the record
    Stamp(StampArguments),
    /// Say in the record that a promise of the keeper was broken
    Complain(ComplainArguments),
    /// Order files, or fields told apart, to be erased everywhere
    Erase(EraseArguments),
    /// Erase in one's own copy what was ordered, and say so
    Erased(ErasedArguments),
    /// Look at the proposal of a record, or at entries that several have to sign, and sign them
    Accept(AcceptArguments),
    /// Show a record to everybody over HTTP, and cosign for logs that ask if there is a key
    Serve(ServeArguments),
    /// Begin the journal anew from the published files, when it was lost
    Rebuild(RebuildArguments),
    /// Make a key, or show the public part of one
    Keys(KeysArguments),
}

/// `armistice record rebuild`
#[derive(Debug, Args)]
pub(crate) struct RebuildArguments {
    /// The folder of the record, or of its case
    #[arg(value_name = "DIR")]
    pub(crate) record: PathBuf,
    /// Where the secret of the log is
    #[command(flatten)]
    pub(crate) keys: Keys,
}

/// `armistice record verify`
#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// The folder of the record, or of its case
    #[arg(value_name = "DIR")]
    pub(crate) record: PathBuf,
    /// Whom you trust (c2sp.org/tlog-policy); without it, the record's own policy has to do, and the report says so
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// How much to look at
    #[arg(long, value_enum, default_value_t = RecordDepth::Signatures)]
    pub(crate) depth: RecordDepth,
    /// A checkpoint that you have checked before: the tree has to continue it, and signatures of entries in it are not
    /// worked out again
    #[arg(long, value_name = "FILE", conflicts_with = "depth")]
    pub(crate) from: Option<PathBuf>,
    /// Receipts of the keeper that are held against the record, beside those in its folder `receipt`
    #[arg(long = "receipt", value_name = "FILE")]
    pub(crate) receipts: Vec<PathBuf>,
    /// Print JSON (schemas/record-verify.schema.json)
    #[arg(long)]
    pub(crate) json: bool,
}

/// How much of a record is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RecordDepth {
    /// Checkpoints, cosignatures, every leaf and every tile
    Tree,
    /// Entries too, with their chains and files, but not their signatures
    Entries,
    /// Everything
    Signatures,
}

/// `armistice record cosign`
#[derive(Debug, Args)]
pub(crate) struct CosignArguments {
    /// The folder of one's own copy, or of its case
    #[arg(value_name = "DIR")]
    pub(crate) record: PathBuf,
    /// The key file of the witness; FILE.pub for one whose secret an ssh-agent holds
    #[arg(long, value_name = "FILE", required_unless_present_any = ["test_key", "ask"])]
    pub(crate) key: Option<PathBuf>,
    /// The test key of this party's witness
    #[arg(long, value_name = "PARTY", conflicts_with = "key")]
    pub(crate) test_key: Option<String>,
    /// For the keeper: ask the witnesses at these addresses (c2sp.org/tlog-witness), all at once, and keep each cosignature as it
    /// comes
    #[arg(long, value_name = "URL", num_args = 1.., conflicts_with_all = ["key", "test_key", "time"])]
    pub(crate) ask: Vec<String>,
    /// So many seconds they may take to answer
    #[arg(long, value_name = "SECONDS", default_value_t = 30, requires = "ask")]
    pub(crate) wait: u64,
    /// Whom you trust
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// When, in seconds since 1970, instead of now
    #[arg(long, value_name = "SECONDS")]
    pub(crate) time: Option<u64>,
    /// What opens the key
    #[command(flatten)]
    pub(crate) unlock: Unlock,
}

/// `armistice record pull`
#[derive(Debug, Args)]
pub(crate) struct PullArguments {
    /// One's own copy; an empty folder is filled
    #[arg(value_name = "COPY")]
    pub(crate) copy: PathBuf,
    /// The other copy: a folder, a stick, or an address such as `http://keeper.example:8787`
    #[arg(long, value_name = "DIR|URL")]
    pub(crate) from: String,
    /// Whom you trust; needed for the first time, later the policy in the copy stands in
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
}

/// `armistice record push`
#[derive(Debug, Args)]
pub(crate) struct PushArguments {
    /// One's own copy
    #[arg(value_name = "COPY")]
    pub(crate) copy: PathBuf,
    /// The other copy: a folder, a stick, or an address such as `http://keeper.example:8787`
    #[arg(long, value_name = "DIR|URL")]
    pub(crate) to: String,
    /// Entries that you have written and signed (`--out FILE`), to hand in at that address
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) entries: Vec<PathBuf>,
    /// Whom you trust; without it, the policy in the copy
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
}

/// `armistice record serve`
#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// The folder of the record, or of its case; of a witness without a copy, where it remembers
    #[arg(value_name = "DIR")]
    pub(crate) record: PathBuf,
    /// Where to listen; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8787")]
    pub(crate) listen: std::net::SocketAddr,
    /// For the keeper: ask the witnesses at these addresses for their cosignatures, at once and then at regular times
    #[arg(long, value_name = "URL", num_args = 1..)]
    pub(crate) ask: Vec<String>,
    /// So many minutes lie between
    #[arg(long, value_name = "MINUTES", default_value_t = 60, requires = "ask", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) every: u64,
    /// For the keeper: the key file of the log; with it, authors may hand in entries that they have signed
    #[arg(long, value_name = "FILE")]
    pub(crate) log_key: Option<PathBuf>,
    /// The same with the test key of the log
    #[arg(long, conflicts_with = "log_key")]
    pub(crate) test_log_key: bool,
    /// The key file of the witness; with it, logs of the policy may ask for cosignatures
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// The test key of this party's witness
    #[arg(long, value_name = "PARTY", conflicts_with = "key")]
    pub(crate) test_key: Option<String>,
    /// Whom you trust; without it, the policy in the folder
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// What opens the key
    #[command(flatten)]
    pub(crate) unlock: Unlock,
}

/// `armistice record compare`
#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    /// One copy
    #[arg(value_name = "A")]
    pub(crate) one: PathBuf,
    /// The other
    #[arg(value_name = "B")]
    pub(crate) other: PathBuf,
    /// Whom you trust; without it, the policy beside the first
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
}

/// `armistice record prove`
#[derive(Debug, Args)]
pub(crate) struct ProveArguments {
    /// The folder of the record, or of its case
    #[arg(value_name = "DIR")]
    pub(crate) record: PathBuf,
    /// The entry, counted from 0
    #[arg(value_name = "ENTRY")]
    pub(crate) index: u64,
}

/// `armistice record check-proof`
#[derive(Debug, Args)]
pub(crate) struct CheckProofArguments {
    /// The proof (c2sp.org/tlog-proof)
    #[arg(value_name = "FILE")]
    pub(crate) proof: PathBuf,
    /// Whom you trust
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: PathBuf,
    /// The bytes of the entry, if the proof does not bring them
    #[arg(long, value_name = "FILE")]
    pub(crate) entry: Option<PathBuf>,
    /// A file of positions, or some of its parts (armistice record part), that is held against the entry
    #[arg(long, value_name = "FILE")]
    pub(crate) part: Option<PathBuf>,
}

/// `armistice record part`
#[derive(Debug, Args)]
pub(crate) struct PartArguments {
    /// The folder of the record, or of its case
    #[arg(value_name = "DIR")]
    pub(crate) record: PathBuf,
    /// The entry that binds the file, counted from 0
    #[arg(value_name = "ENTRY")]
    pub(crate) index: u64,
    /// The part, counted from 0; without it, all are listed
    #[arg(value_name = "PART", requires = "out")]
    pub(crate) part: Option<usize>,
    /// Where it is written: a file of Parquet in which all else is noughts
    #[arg(long, value_name = "FILE", requires = "part")]
    pub(crate) out: Option<PathBuf>,
}

/// `armistice record keys`
#[derive(Debug, Args)]
pub(crate) struct KeysArguments {
    /// A key file to show; with --name: FILE.key and FILE.pub are made
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The name of the new key, such as mission.example/case/1/NORTH. Its secret is kept under a passphrase, if nothing else
    /// is said
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// What the new key is for
    #[arg(long, value_enum, default_value_t = KeyPurpose::Signing)]
    pub(crate) purpose: KeyPurpose,
    /// Keep the secret for whoever holds the identity of this recipient of age (age1…) instead of under a passphrase
    #[arg(long = "recipient", value_name = "AGE1", conflicts_with = "plain")]
    pub(crate) recipients: Vec<String>,
    /// Keep the secret as it stands: whoever reads the file can sign
    #[arg(long)]
    pub(crate) plain: bool,
    /// Make FILE.pub alone, for this public key of OpenSSH (ssh-ed25519) whose secret an ssh-agent holds
    #[arg(long, value_name = "FILE", requires = "name", conflicts_with_all = ["recipients", "plain"])]
    pub(crate) ssh: Option<PathBuf>,
    /// Make FILE.pub and FILE.pkcs11 for a key that a device keeps, or makes, at this place (RFC 7512):
    /// pkcs11:token=NAME;object=NAME?module-path=LIBRARY; the PIN is what opens other keys, or in the file of pin-source
    #[arg(long, value_name = "URI", requires = "name", conflicts_with_all = ["recipients", "plain", "ssh"])]
    pub(crate) pkcs11: Option<String>,
    /// Make an identity of age in FILE, and print the recipient that others can encrypt to
    #[arg(long = "age", conflicts_with_all = ["name", "ssh", "pkcs11", "recipients", "plain"])]
    pub(crate) age: bool,
    /// What opens a key, or protects a new one
    #[command(flatten)]
    pub(crate) unlock: Unlock,
}

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeyPurpose {
    /// Signs entries, or checkpoints as a log
    Signing,
    /// Cosigns checkpoints as a witness
    Cosigning,
}
