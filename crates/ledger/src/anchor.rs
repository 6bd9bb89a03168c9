//! The second place: what was signed last, on another disk. A backup of the first that was restored stands behind it, and
//! nothing is signed then.

use std::fmt;
use std::io;

use armistice_record::Hash;
use armistice_record::checkpoint::SignedCheckpoint;

use crate::store::Store;

/// A second place, for one log.
pub(crate) struct Anchor {
    place: Box<dyn Store>,
    path: String,
}

impl Anchor {
    /// The second place of a store, if it has one.
    pub(crate) fn of(store: &impl Store, origin: &str) -> io::Result<Option<Self>> {
        let path = format!("{}/checkpoint", Hash::of(origin.as_bytes()).hex());
        Ok(store.anchor()?.map(|place| Anchor { place, path }))
    }

    /// What was signed last, and the file that says so.
    pub(crate) fn last(&self) -> io::Result<(Option<Vec<u8>>, String)> {
        Ok((self.place.read(&self.path)?, format!("{} of the second place", self.path)))
    }

    /// Keeps what was signed, durably, before anybody is answered.
    pub(crate) fn keep(&mut self, signed: &SignedCheckpoint) -> io::Result<()> {
        self.place.put_durably(&self.path, signed.note().to_string().as_bytes())
    }
}

impl fmt::Debug for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Anchor({})", self.path)
    }
}
