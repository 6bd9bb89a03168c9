//! Reports read into claims: who says that which party did what, where, when and how many; done, planned, denied.
//!
//! A [`Document`] is a stored text with its zones. [`read`] takes it and the words of an agreement ([`Lexicon`]) to a
//! [`Reading`]: what holds for the whole report, and its [`Claim`]s. The way of a report:
//!
//! 1. `zones`: headline, text, caption, furniture; what is furniture never yields;
//! 2. `published`: the day, the kind of document, the wire;
//! 3. `sentences`, `tokens`: sentences, words and marks;
//! 4. [`lexicon`]: what each run of words may mean.
//!
//! Every quote is an exact piece of the stored text. Nothing that is read here is evidence: a person confirms it.
//!
//! Left out on purpose: files, the network, the clock, models with weights, and any word on whether a claim is true.

mod chunks;
pub mod claim;
mod clauses;
mod confidence;
mod dates;
pub mod document;
mod draft;
mod extract;
mod identity;
pub mod intake;
mod issuer;
mod items;
mod korean;
pub mod lexicon;
mod links;
pub mod mentions;
mod merge;
mod modality;
mod names;
mod numbers;
mod openings;
pub mod origins;
mod period;
mod positions;
pub mod proposals;
mod published;
mod reader;
mod resolve;
mod sayings;
mod sentences;
mod slots;
mod sport;
mod times;
mod titles;
mod tokens;
#[doc(hidden)]
pub mod why;
mod work;
mod zones;

pub use claim::Claim;
pub use document::{Declared, Document, Zone, ZoneKind};
pub use lexicon::{Lexicon, WordsError};
pub use published::{DocumentFacts, Kind};
pub use reader::{Reading, VERSION, read};
