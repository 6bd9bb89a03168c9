//! A folder on a disk: read as the files of a record, and written as a store.
//!
//! What is read may come from a stranger's stick: paths cannot leave the folder, links are not followed, and no file
//! is read beyond its bound.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use armistice_record::Hash;
use armistice_record::files::Files;

use crate::disk;
use crate::store::Store;

/// The most bytes that are read of one file, but for the journal: a full bundle has at most 16 MiB, and blobs are
/// bounded by this.
const LARGEST_FILE: u64 = 1 << 30;
/// Room is made for so many bytes before any is read: a length is what a stranger's disk says.
const MOST_AT_ONCE: u64 = 1 << 20;
/// Folders are not searched deeper than this.
const DEEPEST: usize = 12;
/// The most files that a folder is searched for.
const MOST_FILES: usize = 1 << 20;
/// Where files lie until they get their name.
const UNFINISHED: &str = ".state/unfinished";
/// What whoever writes here holds.
const LOCK: &str = ".state/lock";
/// Names the folder of the second place, in one line.
const ANCHOR: &str = ".state/anchor";

/// A folder on a disk.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    /// Files that are appended to stay open.
    open: BTreeMap<String, File>,
    unfinished: u64,
    /// The lock, while it is held. The system takes it back with the file, however the process ends.
    lock: Option<File>,
}

impl Folder {
    /// The folder at a path; it need not be there yet.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Folder { root: root.to_owned(), open: BTreeMap::new(), unfinished: 0, lock: None }
    }

    /// Where it is.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A file to read piece by piece, with its length, if it is there.
    ///
    /// # Errors
    /// What the system says, or that the path leads outside or the file is too large.
    pub fn open(&self, path: &str) -> io::Result<Option<(File, u64)>> {
        let whole = self.inside(path)?;
        let about = match fs::symlink_metadata(&whole) {
            Ok(about) => about,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        // Asked before it is opened: to open a pipe would be to wait for whoever writes to it.
        if !about.is_file() {
            return Err(io::Error::other("it is no file"));
        }
        if about.len() > LARGEST_FILE {
            return Err(io::Error::other(format!("it is larger than {} MiB", LARGEST_FILE >> 20)));
        }
        Ok(Some((File::open(&whole)?, about.len())))
    }

    /// The path on the disk, if the path stays within the folder and no part of it is a link.
    fn inside(&self, path: &str) -> io::Result<PathBuf> {
        let outside = || io::Error::other(format!("`{path}` leads out of the folder"));
        let mut whole = self.root.clone();
        for part in path.split('/') {
            let is_plain = !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0', ':']);
            if !is_plain {
                return Err(outside());
            }
            whole.push(part);
            if whole.symlink_metadata().is_ok_and(|about| about.file_type().is_symlink()) {
                return Err(outside());
            }
        }
        Ok(whole)
    }

    /// The path, with the folders above it made.
    fn made(&self, path: &str) -> io::Result<PathBuf> {
        let whole = self.inside(path)?;
        if let Some(above) = whole.parent() {
            fs::create_dir_all(above)?;
        }
        Ok(whole)
    }

    fn write(&mut self, path: &str, bytes: &[u8], durably: bool) -> io::Result<()> {
        let last = self.made(path)?;
        self.unfinished += 1;
        let first = self.made(&format!("{UNFINISHED}/{}-{}", std::process::id(), self.unfinished))?;
        let mut file = File::create(&first)?;
        file.write_all(bytes)?;
        if durably {
            file.sync_all()?;
        }
        fs::rename(&first, &last)?;
        self.open.remove(path);
        if durably && let Some(above) = last.parent() {
            // On systems on which a folder cannot be opened, its names are durable with the file.
            if let Ok(folder) = File::open(above) {
                folder.sync_all()?;
            }
        }
        Ok(())
    }

    fn appended(&mut self, path: &str) -> io::Result<&mut File> {
        if !self.open.contains_key(path) {
            let whole = self.made(path)?;
            let is_new = !whole.exists();
            let file = OpenOptions::new().create(true).append(true).read(true).open(&whole)?;
            if is_new && let Some(folder) = whole.parent().and_then(|above| File::open(above).ok()) {
                folder.sync_all()?;
            }
            self.open.insert(path.to_owned(), file);
        }
        self.open.get_mut(path).ok_or_else(|| io::Error::other("the file was closed"))
    }

    fn gather(&self, at: &Path, name: &str, depth: usize, found: &mut Vec<String>) {
        let Ok(entries) = fs::read_dir(at) else { return };
        for entry in entries.flatten() {
            let Ok(kind) = entry.file_type() else { continue };
            let path = format!("{name}/{}", entry.file_name().to_string_lossy());
            if found.len() >= MOST_FILES {
                return;
            }
            if kind.is_dir() && depth < DEEPEST {
                self.gather(&entry.path(), &path, depth + 1, found);
            } else if kind.is_file() {
                found.push(path);
            }
        }
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        Store::read(self, path).map_err(|error| error.to_string())
    }

    fn below(&self, folder: &str) -> Vec<String> {
        Store::below(self, folder)
    }

    fn digest(&self, path: &str) -> Result<Option<Hash>, String> {
        let opened = self.open(path);
        let hashed =
            opened.and_then(|file| file.map(|(file, length)| Hash::of_stream(file.take(length))).transpose());
        hashed.map_err(|error| error.to_string())
    }
}

impl Store for Folder {
    fn claim(&mut self) -> io::Result<()> {
        if self.lock.is_some() {
            return Ok(());
        }
        let file = OpenOptions::new().create(true).append(true).open(self.made(LOCK)?)?;
        match file.try_lock() {
            Ok(()) => self.lock = Some(file),
            Err(TryLockError::Error(cause)) => return Err(cause),
            Err(TryLockError::WouldBlock) => {
                let held = format!(
                    "another program writes to `{}` and holds its lock, {LOCK}; wait until it has ended",
                    self.root.display()
                );
                return Err(io::Error::new(io::ErrorKind::WouldBlock, held));
            }
        }
        Ok(())
    }

    fn network(&self) -> io::Result<Option<&'static str>> {
        // The folder may not be there yet.
        let there = self.root.ancestors().find(|above| above.exists());
        disk::kind_of(there.unwrap_or(Path::new(".")))
    }

    fn room(&self) -> io::Result<Option<u64>> {
        let there = self.root.ancestors().find(|above| above.exists());
        disk::room_of(there.unwrap_or(Path::new(".")))
    }

    fn anchor(&self) -> io::Result<Option<Box<dyn Store>>> {
        let Some(bytes) = Store::read(self, ANCHOR)? else { return Ok(None) };
        let named = String::from_utf8_lossy(&bytes);
        let place = Path::new(named.trim());
        // A disk that is not there must not be taken for one that has seen nothing.
        if place.is_absolute() && place.is_dir() {
            Ok(Some(Box::new(Folder::new(place))))
        } else {
            let missing =
                format!("the second place `{}`, which {ANCHOR} names, is not there", place.display());
            Err(io::Error::new(io::ErrorKind::NotFound, missing))
        }
    }

    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let Some((file, length)) = self.open(path)? else { return Ok(None) };
        let mut bytes = Vec::with_capacity(usize::try_from(length.min(MOST_AT_ONCE)).unwrap_or(0));
        file.take(length).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    fn read_from(&self, path: &str, start: u64) -> io::Result<Vec<u8>> {
        let opened;
        // What is appended to is open already, and appends go to its end wherever it is read.
        let mut file = match self.open.get(path) {
            Some(file) => file,
            None => {
                opened = File::open(self.inside(path)?)?;
                &opened
            }
        };
        file.seek(io::SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn below(&self, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        if let Ok(at) = self.inside(folder) {
            self.gather(&at, folder, 0, &mut found);
        }
        found.sort();
        found
    }

    fn append(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.appended(path)?.write_all(bytes)
    }

    fn sync(&mut self, path: &str) -> io::Result<()> {
        self.appended(path)?.sync_data()
    }

    fn truncate(&mut self, path: &str, length: u64) -> io::Result<()> {
        let file = self.appended(path)?;
        file.set_len(length)?;
        file.sync_all()
    }

    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.write(path, bytes, false)
    }

    fn put_durably(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.write(path, bytes, true)
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        self.open.remove(path);
        match fs::remove_file(self.inside(path)?) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_back_and_none_leads_outside() {
        let temp = tempfile::tempdir().unwrap();
        let mut folder = Folder::new(&temp.path().join("record"));
        folder.put("tile/0/000", b"one").unwrap();
        folder.put_durably("tile/0/000", b"two").unwrap();
        folder.append("log", b"a").unwrap();
        folder.append("log", b"bc").unwrap();
        folder.sync("log").unwrap();
        assert_eq!(Store::read(&folder, "tile/0/000").unwrap().unwrap(), b"two");
        assert_eq!(folder.read_from("log", 1).unwrap(), b"bc");
        folder.truncate("log", 2).unwrap();
        folder.append("log", b"d").unwrap();
        assert_eq!(Store::read(&folder, "log").unwrap().unwrap(), b"abd");
        assert_eq!(Files::digest(&folder, "log"), Ok(Some(Hash::of(b"abd"))));
        assert_eq!(Files::digest(&folder, "lag"), Ok(None));
        assert_eq!(Store::below(&folder, "tile"), ["tile/0/000"]);
        for wrong in ["../x", "/etc/passwd", "a//b", "a/./b", "", "a/../../x", "c:x", "a\\b"] {
            assert!(Store::read(&folder, wrong).is_err(), "{wrong}");
            assert!(folder.put(wrong, b"").is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_folder_has_one_writer() {
        let temp = tempfile::tempdir().unwrap();
        let (mut one, mut other) = (Folder::new(temp.path()), Folder::new(temp.path()));
        one.claim().unwrap();
        one.claim().unwrap();
        let error = other.claim().unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
        assert!(error.to_string().contains("holds its lock"), "{error}");
        drop(one);
        other.claim().unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::new(&temp.path().join("record"));
        fs::create_dir_all(temp.path().join("record")).unwrap();
        fs::write(temp.path().join("secret"), "x").unwrap();
        std::os::unix::fs::symlink(temp.path().join("secret"), temp.path().join("record/checkpoint"))
            .unwrap();
        assert!(Store::read(&folder, "checkpoint").is_err());
        assert!(Store::below(&folder, "tile").is_empty());
    }
}
