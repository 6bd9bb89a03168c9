//! What the ledger asks of a disk, in one narrow trait, and the form of it in memory.

use std::collections::BTreeMap;
use std::io;

use armistice_record::files::Files;

/// A folder that can be written. Paths are relative, with `/`.
///
/// Nothing is durable before it was synced: after a crash any part of it may be there, or none.
pub trait Store {
    /// Sees to it that nobody else writes here while this store lives. Whoever decides by what is there claims it first.
    ///
    /// # Errors
    /// What the system says; [`io::ErrorKind::WouldBlock`] if somebody else writes here.
    fn claim(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// A second place, on another disk, that remembers what was signed last, if there is one.
    ///
    /// # Errors
    /// What the system says; a second place that is named has to be there.
    fn anchor(&self) -> io::Result<Option<Box<dyn Store>>> {
        Ok(None)
    }

    /// The kind of network disk that it lies on, if it does. Locks may not hold there, and what was synced may lie in the
    /// memory of another machine.
    ///
    /// # Errors
    /// What the system says.
    fn network(&self) -> io::Result<Option<&'static str>> {
        Ok(None)
    }

    /// How many bytes can still be written; nothing where nobody knows.
    ///
    /// # Errors
    /// What the system says.
    fn room(&self) -> io::Result<Option<u64>> {
        Ok(None)
    }

    /// The bytes of a file; nothing if there is none.
    ///
    /// # Errors
    /// What the system says.
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>>;

    /// The bytes of a file from this one on.
    ///
    /// # Errors
    /// What the system says.
    fn read_from(&self, path: &str, start: u64) -> io::Result<Vec<u8>>;

    /// The paths of all files below a folder, sorted.
    fn below(&self, folder: &str) -> Vec<String>;

    /// Adds bytes at the end of a file, which is made if there is none.
    ///
    /// # Errors
    /// What the system says. Some of the bytes may have been written.
    fn append(&mut self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Makes the bytes of a file durable.
    ///
    /// # Errors
    /// What the system says. The file must not be trusted any more: what was not synced may be lost in silence.
    fn sync(&mut self, path: &str) -> io::Result<()>;

    /// Cuts a file off.
    ///
    /// # Errors
    /// What the system says.
    fn truncate(&mut self, path: &str, length: u64) -> io::Result<()>;

    /// Puts a file in the place of whatever stands there, in one step for all who read. Not durable.
    ///
    /// # Errors
    /// What the system says.
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// The same, and durable: the bytes first, then the name.
    ///
    /// # Errors
    /// What the system says.
    fn put_durably(&mut self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Removes a file, if it is there.
    ///
    /// # Errors
    /// What the system says.
    fn remove(&mut self, path: &str) -> io::Result<()>;
}

/// A store, as the files of a record to read.
#[derive(Debug)]
pub(crate) struct Shown<'a, S>(pub(crate) &'a S);

impl<S: Store> Files for Shown<'_, S> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        self.0.read(path).map_err(|error| error.to_string())
    }

    fn below(&self, folder: &str) -> Vec<String> {
        self.0.below(folder)
    }
}

/// A store in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Store for Memory {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.0.get(path).cloned())
    }

    fn read_from(&self, path: &str, start: u64) -> io::Result<Vec<u8>> {
        let bytes = self.0.get(path).map(Vec::as_slice).unwrap_or_default();
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        Ok(bytes.get(start..).unwrap_or_default().to_vec())
    }

    fn below(&self, folder: &str) -> Vec<String> {
        Files::below(&self.0, folder)
    }

    fn append(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.entry(path.to_owned()).or_default().extend(bytes);
        Ok(())
    }

    fn sync(&mut self, _path: &str) -> io::Result<()> {
        Ok(())
    }

    fn truncate(&mut self, path: &str, length: u64) -> io::Result<()> {
        self.0.entry(path.to_owned()).or_default().truncate(usize::try_from(length).unwrap_or(usize::MAX));
        Ok(())
    }

    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn put_durably(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.put(path, bytes)
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        self.0.remove(path);
        Ok(())
    }
}
