//! The keeper of a record: what touches a disk.
//!
//! `armistice-record` takes bytes and gives bytes, so that an auditor can read it alone. This crate is apart from it
//! because it has doors to the world, and apart from the program so that its faults can be tried in tests and benches:
//!
//! - [`Store`]: what is asked of a disk; [`Memory`] and [`Folder`] are its forms;
//! - [`Ledger`]: takes entries, makes them durable with one `fdatasync` a batch, signs, publishes;
//! - [`rebuild`]: a journal from the published files, for when it was lost;
//! - [`pull`], [`carry`], [`take_cosigned`]: a copy brought up to date from anybody's, and what witnesses signed carried
//!   to others;
//! - [`fn@witness`]: a witness that remembers before it speaks;
//! - [`Threads`]: signatures shared out among the processors.
//!
//! ```
//! use armistice_ledger::{Ledger, Memory};
//! use armistice_record::key::{Purpose, Secret};
//! let log = Secret::from_seed("log.example/1", Purpose::Signing, &[7; 32])?;
//! let mut ledger = Ledger::open(Memory::default(), log)?;
//! ledger.append(&[b"the first".to_vec(), b"the second".to_vec()])?;
//! ledger.publish()?;
//! assert_eq!(ledger.head().size, 2);
//! assert!(ledger.store().0.contains_key("tile/entries/000.p/2"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod anchor;
mod copies;
mod crew;
mod disk;
mod error;
mod folder;
mod frame;
mod ledger;
mod recovery;
mod second;
#[cfg(test)]
mod shaky;
mod shelf;
mod store;
mod witness;

pub use copies::{PullError, Pulled, carry, pull, take_cosigned};
pub use crew::Threads;
pub use error::LedgerError;
pub use folder::Folder;
pub use ledger::{Answer, Ledger, Refused};
pub use recovery::rebuild;
pub use store::{Memory, Store};
pub use witness::{FORK, WitnessError, witness, witnessed};
