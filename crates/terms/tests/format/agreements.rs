//! All agreements of the repository.

use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.to_str().unwrap().ends_with(".agreement.md") {
            found.push(path);
        }
    }
}

fn under(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap()))
        .collect()
}

/// Those of the tests without an error of syntax, and those of the corpus.
pub(crate) fn good() -> Vec<(String, String)> {
    let mut good = under("tests/agreements/good");
    good.extend(corpus());
    good
}

/// Those of the corpus.
pub(crate) fn corpus() -> Vec<(String, String)> {
    under("../../agreements")
}

/// All of them.
pub(crate) fn all() -> Vec<(String, String)> {
    let mut all = under("tests/agreements");
    all.extend(corpus());
    all
}
