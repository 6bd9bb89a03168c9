//! Who writes entries: each carries on the chain of its author.

use armistice_facts::{Instant, Name};
use armistice_ledger::{Answer, Folder, Ledger, LedgerError};
use armistice_record::entry::{Body, Entry};
use armistice_record::files::{self, ReadError};
use armistice_record::json::Json;
use armistice_record::kind::VERSION;
use armistice_record::roster::{Past, Roster};
use armistice_record::tile::{Row, Tile};
use armistice_record::verify::Crew;
use armistice_record::{Hash, Head};

/// The author of entries, at the end of its chain.
#[derive(Debug, Clone)]
pub(crate) struct Author {
    name: Name,
    last: Option<(u64, Hash)>,
    seen: Option<Head>,
}

/// An entry that the ledger did not take.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Refusal {
    /// The ledger itself.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Why it was refused.
    #[error("entry {number} of `{by}` is refused: {why}")]
    Entry {
        /// Whose.
        by: Name,
        /// Which of its author's.
        number: u64,
        /// All reasons.
        why: String,
    },
}

impl Author {
    /// An author that has written nothing yet.
    pub(crate) fn new(name: Name) -> Self {
        Author { name, last: None, seen: None }
    }

    /// An author as the record knows it.
    pub(crate) fn of(name: Name, roster: &Roster) -> Self {
        let last = roster.holders.get(&name).and_then(|holder| holder.last);
        Author { name, last, seen: None }
    }

    /// The author, who has verified this tree of the record and says so.
    pub(crate) fn having_seen(self, head: Head) -> Self {
        Author { seen: Some(head), ..self }
    }

    /// Goes on after entries that are on their way to the keeper.
    pub(crate) fn follow(&mut self, entries: &[Entry]) {
        for body in entries.iter().map(|entry| &entry.body) {
            if body.by == self.name && self.last.is_none_or(|(number, _)| number < body.sequence) {
                self.wrote(body);
            }
        }
    }

    /// Writes the next body.
    pub(crate) fn write(&mut self, kind: &str, payload: Json, at: Instant) -> Body {
        let body = self.draft(kind, payload, at);
        self.wrote(&body);
        body
    }

    /// The next body, which is not written yet.
    pub(crate) fn draft(&self, kind: &str, payload: Json, at: Instant) -> Body {
        Body {
            kind: kind.to_owned(),
            version: VERSION,
            by: self.name.clone(),
            sequence: self.last.map_or(1, |(number, _)| number + 1),
            previous: self.last.map(|(_, id)| id),
            seen: self.seen,
            at,
            references: Vec::new(),
            payload,
            disclosures: Vec::new(),
            critical: false,
            extra: None,
        }
    }

    /// That body is written, as it stands.
    pub(crate) fn wrote(&mut self, body: &Body) {
        self.last = Some((body.sequence, body.id()));
    }
}

/// Who may sign what after the entries of a folder. They were let in already: nothing is asked of them again.
pub(crate) fn roster(folder: &Folder, size: u64) -> Result<Roster, ReadError> {
    let mut roster = Roster::new();
    for bundle in (0..).map_while(|index| Tile::of_row(Row::Entries, index, size)) {
        for leaf in files::entries(folder, bundle)? {
            match Entry::parse(&leaf) {
                Ok(entry) => drop(roster.take(&entry, &Unasked)),
                Err(_) => roster.size += 1,
            }
        }
    }
    Ok(roster)
}

struct Unasked;

impl Past for Unasked {
    fn leaf(&self, _index: u64) -> Option<Hash> {
        None
    }

    fn root(&self, _size: u64) -> Option<Hash> {
        None
    }
}

/// Submits entries, all of which have to be taken.
pub(crate) fn record(
    ledger: &mut Ledger<Folder>,
    entries: &[Entry],
    crew: &impl Crew,
) -> Result<(), Refusal> {
    for (entry, answer) in entries.iter().zip(ledger.submit(entries, crew)?) {
        if let Answer::Refused(reasons) = answer {
            let why: Vec<String> = reasons.iter().map(ToString::to_string).collect();
            let (by, number) = (entry.body.by.clone(), entry.body.sequence);
            return Err(Refusal::Entry { by, number, why: why.join("; ") });
        }
    }
    Ok(())
}
