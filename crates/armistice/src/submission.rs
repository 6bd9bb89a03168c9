//! Entries on their way into a record: written and signed by their author on its own machine, beside its own copy, and
//! recorded there where the key of the log is, or carried to the keeper in a file.
//!
//! A submission is a text: one entry a line, each the bytes of a leaf. Files that the entries bind lie beside it in
//! `FILE.blobs`, named by their hash.

use std::fs;
use std::path::{Path, PathBuf};

use armistice_facts::{Instant, Name, NameError};
use armistice_ledger::{Folder, Ledger, LedgerError, Store, Threads};
use armistice_record::checkpoint::Checkpoint;
use armistice_record::disclosure::{Disclosure, disclosure_path, from_file, to_file};
use armistice_record::entry::{Entry, EntryError};
use armistice_record::files::{self, CHECKPOINT, ReadError, bound};
use armistice_record::json::Json;
use armistice_record::key::Purpose;
use armistice_record::note::{Note, NoteError};
use armistice_record::roster::Roster;
use armistice_record::tile::{Row, Tile, WIDTH};
use armistice_record::{Hash, Head};

use crate::arguments::Writing;
use crate::author::{Author, Refusal, record, roster};
use crate::founding::{key_name, log_signer};
use crate::keyring::{Keyring, KeyringError};
use crate::moment::now;

/// A submission holds no more bytes than this.
const LARGEST: u64 = 64 << 20;

/// Why an entry does not get into a record, or out of the hands of its author.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum SubmissionError {
    /// A name that no author can have.
    #[error("--by: {0}")]
    Author(#[from] NameError),
    /// A key.
    #[error(transparent)]
    Key(#[from] KeyringError),
    /// Somebody whose key is not in the record.
    #[error("--by: `{by}` holds no key in the record; who does: {}", .holders.join(", "))]
    Stranger {
        /// Who.
        by: Name,
        /// Who holds keys.
        holders: Vec<String>,
    },
    /// Somebody does not sign.
    #[error("{0}")]
    Unsigned(String),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The record.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Its checkpoint.
    #[error("the checkpoint of the record: {0}")]
    Checkpoint(String),
    /// An entry that the ledger refuses.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A file that cannot be read or written.
    #[error("`{0}`: {1}")]
    File(PathBuf, std::io::Error),
    /// A line that is no entry.
    #[error("`{path}` line {line}: {cause}")]
    Entry {
        /// The submission.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// Why not.
        cause: EntryError,
    },
    /// Beyond the end.
    #[error("there is no entry {index}: the record has {size}, counted from 0")]
    NoEntry {
        /// The entry.
        index: u64,
        /// How many there are.
        size: u64,
    },
    /// Another entry than is needed.
    #[error("entry {index} is no `{kind}`")]
    Kind {
        /// The entry.
        index: u64,
        /// What it should be.
        kind: &'static str,
    },
    /// What is no entry.
    #[error("entry {index}: {cause}")]
    Strange {
        /// Where it stands.
        index: u64,
        /// Why not.
        cause: EntryError,
    },
    /// A file that is no submission.
    #[error("`{0}` is larger than {max} MiB", max = LARGEST >> 20)]
    Large(PathBuf),
}

/// What an author wants to say.
#[derive(Debug)]
pub(crate) struct Draft {
    /// The kind.
    pub(crate) kind: &'static str,
    /// What is said.
    pub(crate) payload: Json,
    /// Files that it binds.
    pub(crate) blobs: Vec<Vec<u8>>,
    /// Fields that are told apart.
    pub(crate) apart: Vec<Disclosure>,
    /// Who else signs on this machine.
    pub(crate) also: Vec<String>,
    /// When it says that it was written.
    pub(crate) at: Instant,
}

impl Draft {
    /// Something that is said now; with test keys at the instant that is given, so that the same record comes out on
    /// every machine and day.
    pub(crate) fn new(kind: &'static str, payload: Json, writing: &Writing, test: Instant) -> Self {
        let is_test = matches!(writing.keys.keyring(), Keyring::Test);
        let at = if is_test { test } else { now() };
        Draft { kind, payload, blobs: Vec::new(), apart: Vec::new(), also: Vec::new(), at }
    }
}

/// What became of the entries.
#[derive(Debug)]
pub(crate) enum Handed {
    /// They stand in the record from that entry on.
    Recorded(u64),
    /// They lie in a file for the keeper.
    Written(PathBuf),
}

/// What an author knows of the record when it writes.
#[derive(Debug)]
pub(crate) struct Copy {
    /// The folder.
    pub(crate) folder: Folder,
    /// The name of the log.
    pub(crate) origin: String,
    /// The tree that was signed last.
    pub(crate) head: Head,
    /// Who may sign what.
    pub(crate) roster: Roster,
    /// When the last entry says that it was written.
    pub(crate) last: Instant,
}

impl Copy {
    /// Reads the record in a folder. Its tree is for [`armistice_record::verify`].
    pub(crate) fn open(at: &Path) -> Result<Self, SubmissionError> {
        let folder = Folder::new(at);
        let bytes = files::needed(&folder, CHECKPOINT)?;
        let told = |cause: NoteError| SubmissionError::Checkpoint(cause.to_string());
        let note = Note::parse(&bytes).map_err(told)?;
        let checkpoint = Checkpoint::parse(note.text());
        let checkpoint = checkpoint.map_err(|cause| SubmissionError::Checkpoint(cause.to_string()))?;
        let (origin, head) = (checkpoint.origin, checkpoint.head);
        let roster = roster(&folder, head.size)?;
        let mut copy = Copy { folder, origin, head, roster, last: Instant::EPOCH };
        if let Some(entry) = head.size.checked_sub(1).map(|last| copy.entry(last)).transpose()? {
            copy.last = entry.body.at;
        }
        Ok(copy)
    }

    /// An entry of the record.
    pub(crate) fn entry(&self, index: u64) -> Result<Entry, SubmissionError> {
        let outside = || SubmissionError::NoEntry { index, size: self.head.size };
        let bundle =
            Tile::of_row(Row::Entries, index / u64::from(WIDTH), self.head.size).ok_or_else(outside)?;
        let at = usize::try_from(index.saturating_sub(bundle.start())).map_err(|_| outside())?;
        let leaf = files::entries(&self.folder, bundle)?.into_iter().nth(at).ok_or_else(outside)?;
        Entry::parse(&leaf).map_err(|cause| SubmissionError::Strange { index, cause })
    }

    /// An entry of the record that has to be of some kind.
    pub(crate) fn entry_of(&self, index: u64, kind: &'static str) -> Result<Entry, SubmissionError> {
        let entry = self.entry(index)?;
        if entry.body.kind == kind { Ok(entry) } else { Err(SubmissionError::Kind { index, kind }) }
    }
}

/// Signs what is to be said, and records it or writes it to a file.
pub(crate) fn hand_in(at: &Path, writing: &Writing, drafts: Vec<Draft>) -> Result<Handed, SubmissionError> {
    let keyring = writing.keys.keyring();
    let copy = Copy::open(at)?;
    let mut author = Author::of(Name::new(&writing.by)?, &copy.roster).having_seen(copy.head);
    for file in &writing.after {
        author.follow(&read(file)?);
    }
    let signed = signed(&copy, &keyring, &writing.by, author, drafts)?;
    match &writing.out {
        Some(out) => {
            write(out, &signed.entries, &signed.blobs)?;
            for (path, bytes) in &signed.apart {
                let beside = out.with_added_extension("apart");
                Folder::new(&beside).put_durably(path, bytes).map_err(LedgerError::from)?;
            }
            Ok(Handed::Written(out.clone()))
        }
        None => recorded(copy, &keyring, &signed),
    }
}

/// Signs what is to be said and records it with the log's key, where that is on this machine.
pub(crate) fn say(
    at: &Path,
    keyring: &Keyring,
    by: &str,
    drafts: Vec<Draft>,
) -> Result<Handed, SubmissionError> {
    let copy = Copy::open(at)?;
    let author = Author::of(Name::new(by)?, &copy.roster).having_seen(copy.head);
    let signed = signed(&copy, keyring, by, author, drafts)?;
    recorded(copy, keyring, &signed)
}

/// Whether somebody can sign into the record at a place: with a key that stands there.
pub(crate) fn can_sign(at: &Path, keyring: &Keyring, by: &Name) -> Result<(), SubmissionError> {
    let copy = Copy::open(at)?;
    let signer = keyring.signer(by.as_str(), &key_name(&copy.origin, by.as_str()), Purpose::Signing)?;
    let held = copy.roster.holders.get(by).map(|holder| holder.keys.as_slice()).unwrap_or_default();
    if held.iter().any(|held| held.until.is_none() && *held.key == *signer.key()) {
        return Ok(());
    }
    let holders = copy.roster.holders.keys().map(ToString::to_string).collect();
    Err(SubmissionError::Stranger { by: by.clone(), holders })
}

fn signed(
    copy: &Copy,
    keyring: &Keyring,
    by: &str,
    mut author: Author,
    drafts: Vec<Draft>,
) -> Result<Signed, SubmissionError> {
    let signer = keyring.signer(by, &key_name(&copy.origin, by), Purpose::Signing)?;
    let mut signed = Signed::default();
    for draft in drafts {
        let mut body = author.draft(draft.kind, draft.payload, draft.at);
        body.disclosures = draft.apart.iter().map(Disclosure::digest).collect();
        body.disclosures.sort();
        author.wrote(&body);
        if !draft.apart.is_empty() {
            signed.apart.push((disclosure_path(body.id()), to_file(&draft.apart)));
        }
        let mut entry = body.signed_by(&[signer.as_ref()]).map_err(SubmissionError::Unsigned)?;
        for name in &draft.also {
            let other = keyring.signer(name, &key_name(&copy.origin, name), Purpose::Signing)?;
            entry.countersign(other.as_ref()).map_err(SubmissionError::Unsigned)?;
        }
        signed.entries.push(entry);
        signed.blobs.extend(draft.blobs);
    }
    Ok(signed)
}

/// What an author has signed: entries, the files that they bind, and the files of fields that are told apart.
#[derive(Default)]
struct Signed {
    entries: Vec<Entry>,
    blobs: Vec<Vec<u8>>,
    apart: Vec<(String, Vec<u8>)>,
}

fn recorded(copy: Copy, keyring: &Keyring, signed: &Signed) -> Result<Handed, SubmissionError> {
    let mut ledger = Ledger::open(copy.folder, log_signer(keyring, &copy.origin)?)?;
    let first = ledger.head().size;
    for blob in &signed.blobs {
        ledger.keep(blob)?;
    }
    record(&mut ledger, &signed.entries, &Threads)?;
    ledger.publish()?;
    for (path, bytes) in &signed.apart {
        ledger.store_mut().put_durably(path, bytes).map_err(LedgerError::from)?;
    }
    Ok(Handed::Recorded(first))
}

/// Reads a submission.
pub(crate) fn read(path: &Path) -> Result<Vec<Entry>, SubmissionError> {
    let unreadable = |cause| SubmissionError::File(path.to_owned(), cause);
    if fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(SubmissionError::Large(path.to_owned()));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    let lines = bytes.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty());
    let entry = |(at, line): (usize, &[u8])| {
        Entry::parse(line).map_err(|cause| SubmissionError::Entry {
            path: path.to_owned(),
            line: at + 1,
            cause,
        })
    };
    lines.map(entry).collect()
}

/// Writes a submission. Nothing is written over.
pub(crate) fn write(path: &Path, entries: &[Entry], blobs: &[Vec<u8>]) -> Result<(), SubmissionError> {
    let unwritable = |path: &Path| {
        let path = path.to_owned();
        move |cause| SubmissionError::File(path, cause)
    };
    let mut text = Vec::new();
    for entry in entries {
        text.extend(entry.to_bytes());
        text.push(b'\n');
    }
    let mut options = fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).open(path).map_err(unwritable(path))?;
    std::io::Write::write_all(&mut file, &text).map_err(unwritable(path))?;
    for blob in blobs {
        let beside = beside(path, Hash::of(blob));
        if let Some(folder) = beside.parent() {
            fs::create_dir_all(folder).map_err(unwritable(folder))?;
        }
        fs::write(&beside, blob).map_err(unwritable(&beside))?;
    }
    Ok(())
}

/// The files of fields told apart that lie beside a submission, for the entries that it holds.
pub(crate) fn apart(path: &Path, entries: &[Entry]) -> Vec<(String, Vec<u8>)> {
    let beside = Folder::new(&path.with_added_extension("apart"));
    let told = entries.iter().filter(|entry| !entry.body.disclosures.is_empty());
    let read = |entry: &Entry| {
        let at = disclosure_path(entry.body.id());
        let bytes = Store::read(&beside, &at).ok().flatten()?;
        let fits = from_file(&bytes)?.iter().all(|one| entry.body.disclosures.contains(&one.digest()));
        fits.then_some((at, bytes))
    };
    told.filter_map(read).collect()
}

/// The files that entries of a submission bind and that lie beside it.
pub(crate) fn blobs(path: &Path, entries: &[Entry]) -> Vec<Vec<u8>> {
    let digests = entries.iter().flat_map(|entry| bound(&entry.body));
    let read = |digest: Hash| {
        let file = beside(path, digest);
        let is_small = fs::metadata(&file).is_ok_and(|about| about.is_file() && about.len() <= LARGEST);
        let bytes = is_small.then(|| fs::read(&file).ok())??;
        // What is not what its name says is left out; the entry that binds it is then refused.
        (Hash::of(&bytes) == digest).then_some(bytes)
    };
    digests.filter_map(read).collect()
}

fn beside(path: &Path, digest: Hash) -> PathBuf {
    path.with_added_extension("blobs").join(digest.hex())
}
