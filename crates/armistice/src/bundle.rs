//! The Korea 2018 case and the shared vocabulary, carried inside the program so that `armistice demo` needs nothing else.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// One file of the bundled case: its path in the case folder, and its bytes.
pub(crate) struct BundledFile {
    /// Relative to the case folder.
    pub(crate) path: &'static str,
    /// What it holds.
    pub(crate) bytes: &'static [u8],
}

macro_rules! case_files {
    ($($path:literal),* $(,)?) => {
        [$(BundledFile {
            path: $path,
            bytes: include_bytes!(concat!("../../../agreements/korea-2018/", $path)),
        }),*]
    };
}

/// The files of the Korea 2018 case. A test holds this list against the folder.
pub(crate) static KOREA_2018: [BundledFile; 13] = case_files![
    "korea-2018.agreement.md",
    "korea-2018.words.toml",
    "README.md",
    "CONVERSION.md",
    "inbox/facts.csv",
    "scenarios/facts.csv",
    "geo/mdl.geojson",
    "geo/dmz.geojson",
    "geo/sea-zones.geojson",
    "geo/han-estuary.geojson",
    "geo/jsa.geojson",
    "geo/recovery-site.geojson",
    "geo/nll.geojson",
];

/// The text of a bundled vocabulary.
pub(crate) fn vocabulary(name: &str) -> Option<&'static str> {
    (name == "military-1").then_some(include_str!("../../../agreements/vocabulary/military-1.agreement.md"))
}

/// Writes the case into a folder. A file that is there already is kept as it is and told in the answer, so that
/// nobody's work is written over.
///
/// # Errors
/// What the system says when a folder or file cannot be written.
pub(crate) fn unpack(into: &Path) -> io::Result<Vec<PathBuf>> {
    let mut kept = Vec::new();
    for file in &KOREA_2018 {
        let path = into.join(file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        if path.exists() {
            if fs::read(&path)? != file.bytes {
                kept.push(path);
            }
        } else {
            fs::write(&path, file.bytes)?;
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every file below a folder, relative to it.
    fn below(root: &Path, at: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(root, &path, found);
            } else {
                found.push(path.strip_prefix(root).unwrap().to_string_lossy().into_owned());
            }
        }
    }

    #[test]
    fn the_bundle_is_the_whole_folder() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/korea-2018");
        let mut there = Vec::new();
        below(&root, &root, &mut there);
        there.sort();
        let mut bundled: Vec<String> = KOREA_2018.iter().map(|file| file.path.to_owned()).collect();
        bundled.sort();
        assert_eq!(bundled, there);
    }

    #[test]
    fn unpacking_keeps_what_somebody_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        assert!(unpack(folder.path()).unwrap().is_empty());
        let changed = folder.path().join("README.md");
        fs::write(&changed, "mine").unwrap();
        assert_eq!(unpack(folder.path()).unwrap(), std::slice::from_ref(&changed));
        assert_eq!(fs::read_to_string(changed).unwrap(), "mine");
    }
}
