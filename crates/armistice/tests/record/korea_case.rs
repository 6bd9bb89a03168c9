//! The Korea case with its record, for the tests of the record: begun and filled through the built program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn armistice(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(arguments)
        .current_dir(root())
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

/// What the program prints, and its exit code.
pub(crate) fn told(arguments: &[&str]) -> (String, i32) {
    told_with(arguments, &[])
}

/// The same in an environment with these variables.
pub(crate) fn told_with(arguments: &[&str], variables: &[(&str, &str)]) -> (String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(arguments)
        .current_dir(root())
        .env("NO_COLOR", "1")
        .env_remove("SSH_AUTH_SOCK")
        .envs(variables.iter().copied())
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (text, output.status.code().unwrap())
}

/// The Korea case with its record, begun and filled with test keys.
pub(crate) struct Korea {
    pub(crate) folder: TempDir,
}

impl Korea {
    pub(crate) fn new() -> Self {
        let korea = Korea { folder: tempfile::tempdir().unwrap() };
        let agreement = "agreements/korea-2018/korea-2018.agreement.md";
        let begun = told(&["init", &korea.case(), "--agreement", agreement, "--test-keys"]);
        assert_eq!(begun.1, 0, "{}", begun.0);
        let table = "agreements/korea-2018/inbox/facts.csv";
        let filled = told(&["ingest", &korea.case(), table, "--test-keys"]);
        assert_eq!(filled.1, 0, "{}", filled.0);
        korea
    }

    pub(crate) fn case(&self) -> String {
        self.folder.path().join("korea").to_string_lossy().into_owned()
    }

    pub(crate) fn file(&self, path: &str) -> PathBuf {
        self.folder.path().join("korea/record").join(path)
    }

    pub(crate) fn cosign(&self, party: &str, time: &str) -> (String, i32) {
        told(&["record", "cosign", &self.case(), "--test-key", party, "--time", time])
    }

    /// What the program prints, with the folder left out.
    pub(crate) fn told(&self, arguments: &[&str]) -> String {
        let (text, code) = told(arguments);
        let text = text.replace(&self.case(), "korea");
        format!("{text}exit code {code}\n")
    }

    pub(crate) fn copy(&self) -> Korea {
        let copy = Korea { folder: tempfile::tempdir().unwrap() };
        copy_all(&self.folder.path().join("korea"), &copy.folder.path().join("korea"));
        copy
    }
}

pub(crate) fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
