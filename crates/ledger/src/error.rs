//! Why the ledger does not go on.

use std::io;

use armistice_record::note::NoteError;

/// Whoever knows that a network disk holds locks and keeps what was synced says so in this file.
pub(crate) const NETWORK: &str = ".state/network-disk";

/// So many bytes of the disk are never filled with entries and files: tiles, checkpoints and cosignatures of what is promised
/// already need room.
pub(crate) const RESERVE: u64 = 64 << 20;

/// Why the ledger does not go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The disk.
    #[error("the disk does not do its work: {0}")]
    Disk(#[from] io::Error),
    /// Little room is left, and that is kept for what has to be written to end well.
    #[error(
        "{free} MiB are free on the disk of the record, and the last {} MiB are not filled: make room, or move the record; \
         nothing is lost, and it can be read, checked and cosigned meanwhile",
        RESERVE >> 20
    )]
    Full {
        /// What is free, in MiB.
        free: u64,
    },
    /// The disk gave back other bytes than it was given.
    #[error("what was written to the journal does not read back the same; nothing was signed")]
    Differs,
    /// An earlier failure.
    #[error("an earlier failure has stopped this ledger; open it anew")]
    Poisoned,
    /// An entry too long.
    #[error("an entry of {0} bytes is too long")]
    Long(usize),
    /// An origin that cannot stand in a note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The journal is damaged where it was durable.
    #[error(
        "the journal is damaged at byte {at}, before what was promised later; restore it from a copy of the record"
    )]
    Damaged {
        /// The byte.
        at: u64,
    },
    /// Published or seen by others, and not in the journal: an old backup, or a lost one.
    #[error(
        "`{path}` shows a tree of size {seen}, and the journal has {held}: an old backup was restored; fetch the record from a party, and begin the journal \
         anew from that copy (armistice record rebuild)"
    )]
    Behind {
        /// The file that shows it.
        path: String,
        /// The size that was signed.
        seen: u64,
        /// The size in the journal.
        held: u64,
    },
    /// Signed by this log, and another history.
    #[error("`{path}` shows another tree of size {size} than the journal: this log has signed two histories")]
    Forked {
        /// The file that shows it.
        path: String,
        /// The size.
        size: u64,
    },
    /// A disk that does not keep what it has promised.
    #[error(
        "the record lies on a network disk ({0}), where locks may not hold and what was synced may be lost; move it to a disk \
         of this machine, or, if you know that yours keeps both promises, say so in a file `{NETWORK}`"
    )]
    Network(&'static str),
    /// Files of a log and no journal.
    #[error(
        "there is a checkpoint and no journal: ask the witnesses what they have seen, then begin it anew from the published \
         files (armistice record rebuild)"
    )]
    NoJournal,
    /// The published files are not whole.
    #[error("the published files do not give the root that was signed: {0}")]
    Unwhole(String),
}
