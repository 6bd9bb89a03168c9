//! Who writes entries: each carries on the chain of its author.

use armistice_facts::{Instant, Name};
use armistice_ledger::{Answer, Folder, Ledger, LedgerError};
use armistice_record::Hash;
use armistice_record::entry::{Body, Entry};
use armistice_record::json::Json;
use armistice_record::kind::VERSION;
use armistice_record::roster::Roster;
use armistice_record::verify::Crew;

/// The author of entries, at the end of its chain.
#[derive(Debug, Clone)]
pub(crate) struct Author {
    name: Name,
    last: Option<(u64, Hash)>,
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
        Author { name, last: None }
    }

    /// An author as the record knows it.
    pub(crate) fn of(name: Name, roster: &Roster) -> Self {
        let last = roster.holders.get(&name).and_then(|holder| holder.last);
        Author { name, last }
    }

    /// Writes the next body.
    pub(crate) fn write(&mut self, kind: &str, payload: Json, at: Instant) -> Body {
        let body = Body {
            kind: kind.to_owned(),
            version: VERSION,
            by: self.name.clone(),
            sequence: self.last.map_or(1, |(number, _)| number + 1),
            previous: self.last.map(|(_, id)| id),
            seen: None,
            at,
            references: Vec::new(),
            payload,
            disclosures: Vec::new(),
            critical: false,
            extra: None,
        };
        self.last = Some((body.sequence, body.id()));
        body
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
