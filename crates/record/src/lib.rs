//! The record: one append-only log that every party holds, checks offline and co-signs, so that nobody, its operator
//! included, can change, drop or back-date what was recorded.
//!
//! This crate is the part that an auditor reads. It takes bytes and gives bytes: it opens no file, asks no clock and
//! has no randomness. Every format of the tree is one that others have specified, and other people's programs check
//! the same files:
//!
//! - [`struct@Hash`], [`Frontier`], [`proof`]: the Merkle tree of RFC 6962 and its proofs;
//! - [`tile`]: its files (`c2sp.org/tlog-tiles`);
//! - [`note`], [`key`], [`checkpoint`], [`cosignature`]: who says that the tree is so (`c2sp.org/signed-note`,
//!   `tlog-checkpoint`, `tlog-cosignature`);
//! - [`policy`], [`logged`], [`witness`]: whose word is enough, a proof in one file, and how a witness is asked
//!   (`c2sp.org/tlog-policy`, `tlog-proof`, `tlog-witness`);
//! - [`json`], [`entry`], [`kind`]: what a leaf is: canonical JSON (RFC 8785) with its author's signatures over the
//!   envelope of DSSE;
//! - [`signer`]: a secret at hand, or one that another program keeps;
//! - [`commitment`], [`disclosure`]: what an entry binds and does not show; [`receipt`]: what the keeper promises;
//!   [`token`]: what a token of time says;
//! - [`roster`]: who may sign what at which place; [`files`]: the folder of a record;
//! - [`verify`]: everything checked, with no trust in the keeper; [`mod@compare`]: two copies beside each other.
//!
//! ```
//! use armistice_record::{Frontier, Hash, Head, proof};
//! let mut tree = Frontier::new();
//! for entry in ["the first", "the second"] {
//!     tree.append(Hash::leaf(entry.as_bytes()), |_level, _index, _hash| {});
//! }
//! let head = Head { size: tree.size(), root: tree.root() };
//! let sibling = Hash::leaf(b"the first");
//! assert!(proof::check_inclusion(Hash::leaf(b"the second"), 1, head, &[sibling]).is_ok());
//! ```
//!
//! Left out on purpose: verdicts (`armistice-judge`), and whatever touches a disk.

pub mod checkpoint;
pub mod commitment;
pub mod compare;
pub mod cosignature;
pub mod disclosure;
pub mod entry;
pub mod files;
mod hash;
pub mod json;
pub mod key;
pub mod kind;
pub mod logged;
mod node;
pub mod note;
pub mod policy;
pub mod proof;
pub mod receipt;
pub mod roster;
mod scan;
pub mod shape;
pub mod signer;
#[cfg(test)]
mod testing;
pub mod tile;
pub mod token;
mod tree;
pub mod verify;
pub mod witness;

pub use hash::{Hash, HashError};
pub use proof::Head;
pub use tree::{Frontier, LARGEST_TREE, Nodes};
