//! What a check of a record finds.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::{Instant, Name};

use super::after::NotAfter;
use super::promises::{Complaint, Promise};
use super::tokens::Stamped;
use crate::key::Key;
use crate::policy::Policy;
use crate::roster::Tabled;
use crate::{Hash, Head};

/// Problems beyond this number are counted and not kept.
pub(super) const MOST_PROBLEMS: usize = 200;

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Worth knowing; the record stands.
    Warning,
    /// Something is missing, so that nobody can tell.
    Unclear,
    /// The record was altered, or its keeper told two histories, or let in what it had to refuse.
    Proven,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How much it weighs.
    pub weight: Weight,
    /// Where: a file, or an entry.
    pub place: String,
    /// What.
    pub what: String,
}

/// How far a witness has seen the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its public key.
    pub key: [u8; 32],
    /// The name of its key.
    pub name: String,
    /// The largest tree that it cosigned and that ours continues.
    pub size: u64,
    /// When, by its clock: seconds since 1970-01-01T00:00:00 UTC.
    pub time: u64,
}

/// Signatures of entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signed {
    /// How many hold.
    pub good: u64,
    /// How many were not worked out.
    pub unchecked: u64,
    /// How many are by keys that were taken out of use later. They stand.
    pub by_retired: u64,
}

/// Files that entries bind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blobs {
    /// How many are there and have their hash.
    pub good: u64,
    /// Those that are gone by order, with the entry of the order.
    pub erased: Vec<(Hash, u64)>,
    /// Those that are missing, with the entry that binds them.
    pub missing: Vec<(Hash, u64)>,
}

/// Entries of an author that were never recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The entry after them.
    pub index: u64,
    /// The author.
    pub by: Name,
    /// The number of the entry before.
    pub last: u64,
    /// The number of the entry after.
    pub found: u64,
}

/// The files of positions of one sensor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tracked {
    /// How many files.
    pub segments: u64,
    /// How many positions they say that they hold.
    pub rows: u64,
    /// How often one begins later than the one before it ended.
    pub gaps: u64,
}

/// Something that was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The entry.
    pub index: u64,
    /// Who sealed it.
    pub by: Name,
    /// What binds to it.
    pub commitment: Hash,
    /// The encrypted file, if there is one.
    pub ciphertext: Option<Hash>,
    /// When it is to be revealed, if that was said.
    pub due: Option<Instant>,
    /// The entry that revealed it.
    pub revealed: Option<u64>,
}

/// Something that was ordered to be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The entry of the order.
    pub index: u64,
    /// What is to be erased: files, or fields told apart.
    pub digests: Vec<Hash>,
    /// Who has said that it is erased.
    pub confirmed: BTreeSet<Name>,
    /// Parties and commission that have not.
    pub awaited: Vec<Name>,
    /// Files that are still here.
    pub here: Vec<Hash>,
}

/// Fields that are told apart from their entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concealed {
    /// How many are told beside the log.
    pub shown: u64,
    /// How many are not here.
    pub kept_back: u64,
    /// How many were erased by order.
    pub erased: u64,
}

/// What somebody's program made of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attested {
    /// The entry.
    pub index: u64,
    /// Who attests.
    pub by: Name,
    /// The tree.
    pub tree: Head,
    /// Up to when things had happened.
    pub as_of: Instant,
    /// The hash of the state.
    pub state: Hash,
    /// The hash of the rules by which it was worked out.
    pub rules: Hash,
    /// The file with its rows, if it is bound.
    pub rows: Option<Hash>,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The name of the log.
    pub origin: String,
    /// The tree that was signed.
    pub head: Option<Head>,
    /// The keys of the log that signed it.
    pub log_keys: Vec<Key>,
    /// Whether the policy was the log's own copy, for want of the reader's.
    pub own_policy: bool,
    /// How many entries, bundles and tiles were worked out again.
    pub recomputed: (u64, u64, u64),
    /// The first entry that the policy in force governs.
    pub policy_since: u64,
    /// What that policy asks for before an entry is final, in words.
    pub policy_needs: String,
    /// Who has seen how much.
    pub seen: Vec<Seen>,
    /// All that witnesses have signed, not their largest trees alone.
    pub stamps: Vec<Seen>,
    /// By when each entry stood there, by their word.
    pub not_after: NotAfter,
    /// The witnesses of the policy that have seen nothing.
    pub unseen: Vec<String>,
    /// Up to where the record is final.
    pub final_size: u64,
    /// Signatures of entries.
    pub signed: Signed,
    /// How many entries of each kind.
    pub kinds: BTreeMap<String, u64>,
    /// How many entries of each kind that this program does not understand.
    pub strange: BTreeMap<String, u64>,
    /// Entries of authors that were never recorded.
    pub gaps: Vec<Gap>,
    /// Files that entries bind.
    pub blobs: Blobs,
    /// Files of positions, by sensor.
    pub tracked: BTreeMap<String, Tracked>,
    /// Files of which entries give the hashes of parts: the file, the hash over those hashes one after another, and the entry.
    pub parted: BTreeMap<(Hash, Hash), u64>,
    /// Tokens of time.
    pub stamped: Vec<Stamped>,
    /// What was sealed.
    pub seals: Vec<Sealed>,
    /// What was ordered to be erased.
    pub erasures: Vec<Erasure>,
    /// Fields that are told apart.
    pub concealed: Concealed,
    /// Complaints that a promise was broken.
    pub complaints: Vec<Complaint>,
    /// What the keeper has promised, as far as [`super::promises`] was asked.
    pub promises: Vec<Promise>,
    /// The parties and the commission.
    pub parties: Vec<Name>,
    /// The texts on the table.
    pub tabled: Vec<Tabled>,
    /// What programs made of the record.
    pub attested: Vec<Attested>,
    /// The policies of the record itself, each with the first entry that it governs.
    pub policies: Vec<(u64, Policy)>,
    /// The name of the log, as its first entry tells it; empty if entries were not read.
    pub recorded_origin: String,
    /// What is not as it should be.
    pub problems: Vec<Problem>,
    /// How many problems more.
    pub further: u64,
}

impl Report {
    /// 0 intact, 2 intact with warnings, 3 altered or forked, 4 nobody can tell.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self.problems.iter().map(|problem| problem.weight).max() {
            None => 0,
            Some(Weight::Warning) => 2,
            Some(Weight::Proven) => 3,
            Some(Weight::Unclear) => 4,
        }
    }

    /// Adds what is worth knowing.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a file, an error or a sentence is handed over as it stands"
    )]
    pub fn warn(&mut self, place: impl ToString, what: impl ToString) {
        self.add(Weight::Warning, place.to_string(), what.to_string());
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "a file, an error or a sentence is handed over as it stands"
    )]
    pub(crate) fn unclear(&mut self, place: impl ToString, what: impl ToString) {
        self.add(Weight::Unclear, place.to_string(), what.to_string());
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "a file, an error or a sentence is handed over as it stands"
    )]
    pub(crate) fn proven(&mut self, place: impl ToString, what: impl ToString) {
        self.add(Weight::Proven, place.to_string(), what.to_string());
    }

    /// Keeps the heaviest problems if there are too many, so that the exit code is that of all.
    fn add(&mut self, weight: Weight, place: String, what: String) {
        let problem = Problem { weight, place, what };
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
            return;
        }
        self.further += 1;
        if let Some(lighter) = self.problems.iter_mut().find(|kept| kept.weight < weight) {
            *lighter = problem;
        }
    }
}
