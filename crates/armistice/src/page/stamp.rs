//! What tells that the folder of a case has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::case::TRACKS;

/// Folders are not looked at deeper than this for changes, and not at more files.
const DEEPEST: usize = 6;
const MOST_FILES: usize = 20_000;

/// What tells that a folder has changed: of each file its path, its size and when it was written.
pub(super) type Stamp = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// How a folder stands, but for what is heard, which is listened to apart.
pub(super) fn stamp(folder: &Path) -> Stamp {
    let heard = folder.join(TRACKS);
    let mut open = vec![(folder.to_owned(), 0)];
    let mut files = Vec::new();
    while let Some((folder, depth)) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let Ok(about) = entry.metadata() else { continue };
            if about.is_dir() && depth < DEEPEST && entry.path() != heard {
                open.push((entry.path(), depth + 1));
            } else if about.is_file() && files.len() < MOST_FILES {
                files.push((entry.path(), about.len(), about.modified().ok()));
            }
        }
    }
    files.sort();
    files
}
