//! A copy is brought up to date from a folder that a stranger has prepared: links, folders and pipes in the place of files,
//! sizes without end, other bytes than those that we hold, another policy. Nothing of it is taken, and nothing waits.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use armistice_ledger::{Folder, Ledger, Memory, PullError, Pulled, Store, pull};
use armistice_record::checkpoint::Checkpoint;
use armistice_record::entry::Entry;
use armistice_record::files::{blob_path, bound, witness_path};
use armistice_record::key::{Key, Purpose, Secret};
use armistice_record::{Hash, Head};
use tempfile::TempDir;

fn log() -> Secret {
    Secret::from_seed("log.example/1", Purpose::Signing, &[1; 32]).unwrap()
}

fn keys() -> Vec<Key> {
    vec![log().key().clone()]
}

/// A stick with a record of 300 entries, and a copy that has the first so many.
struct Stick {
    temp: TempDir,
    copy: Memory,
}

impl Stick {
    fn new(held: u64) -> Self {
        let early = Stick { temp: tempfile::tempdir().unwrap(), copy: Memory::default() }.grown(&[], held);
        let copy = if held == 0 { Memory::default() } else { early.copy.clone() };
        Stick { copy, ..early.grown(&[], 300) }
    }

    /// Adds these leaves, and others up to this size; the copy follows.
    fn grown(mut self, leaves: &[Vec<u8>], size: u64) -> Self {
        let mut ledger = Ledger::open(Folder::new(&self.path("record")), log()).unwrap();
        let held = ledger.head().size + leaves.len() as u64;
        let others = (held..size).map(|n| format!("entry {n}").into_bytes());
        let all: Vec<Vec<u8>> = leaves.iter().cloned().chain(others).collect();
        if !all.is_empty() {
            ledger.append(&all).unwrap();
        }
        ledger.publish().unwrap();
        pull(ledger.store(), &mut self.copy, &keys()).unwrap();
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    fn record(&self, path: &str) -> PathBuf {
        self.path("record").join(path)
    }

    fn pull(&mut self) -> Result<Pulled, PullError> {
        pull(&Folder::new(&self.path("record")), &mut self.copy, &keys())
    }

    /// Nothing is taken after this was done to the stick.
    fn refuses(held: u64, spoil: impl FnOnce(&Self)) -> String {
        let mut stick = Stick::new(held);
        spoil(&stick);
        let before = stick.copy.clone();
        let error = stick.pull().unwrap_err().to_string();
        assert_eq!(stick.copy, before, "{error}");
        error
    }
}

/// Puts something else in the place of a file.
fn instead(path: &Path, put: impl FnOnce(&Path)) {
    if path.is_dir() {
        fs::remove_dir_all(path).unwrap();
    } else {
        fs::remove_file(path).unwrap();
    }
    put(path);
}

#[test]
fn links_folders_and_pipes_are_no_files_and_no_size_is_believed() {
    for held in [0, 40] {
        for path in ["checkpoint", "tile/entries/000", "tile/entries/001.p/44"] {
            let link = Stick::refuses(held, |stick| {
                fs::copy(stick.record(path), stick.path("aside")).unwrap();
                instead(&stick.record(path), |at| symlink(stick.path("aside"), at).unwrap());
            });
            assert!(link.contains("leads out of the folder"), "{link}");
            let folder =
                Stick::refuses(held, |stick| instead(&stick.record(path), |at| fs::create_dir(at).unwrap()));
            assert!(folder.contains("it is no file"), "{folder}");
            let pipe = Stick::refuses(held, |stick| {
                instead(&stick.record(path), |at| {
                    assert!(Command::new("mkfifo").arg(at).status().unwrap().success());
                });
            });
            assert!(pipe.contains("it is no file"), "{pipe}");
            let endless = Stick::refuses(held, |stick| {
                instead(&stick.record(path), |at| File::create(at).unwrap().set_len(1 << 40).unwrap());
            });
            assert!(endless.contains("larger than"), "{endless}");
        }
        let elsewhere = Stick::refuses(held, |stick| {
            fs::rename(stick.record("tile"), stick.path("aside")).unwrap();
            symlink(stick.path("aside"), stick.record("tile")).unwrap();
        });
        assert!(elsewhere.contains("leads out of the folder"), "{elsewhere}");
    }
}

#[test]
fn a_tree_of_more_entries_than_there_can_be_ends_at_the_first_that_is_missing() {
    for size in [1 << 40, i64::MAX.unsigned_abs()] {
        for held in [0, 40] {
            let missing = Stick::refuses(held, |stick| {
                let head = Head { size, root: Hash::of(b"whatever") };
                let signed = Checkpoint { origin: "log.example/1".to_owned(), head, extensions: Vec::new() };
                let note = signed.sign(&log()).unwrap().note().to_string();
                fs::write(stick.record("checkpoint"), note).unwrap();
            });
            assert!(missing.contains("is missing"), "{missing}");
        }
    }
}

#[test]
fn what_we_hold_is_not_written_over() {
    let mut stick = Stick::new(270);
    let held: BTreeMap<String, Vec<u8>> = stick.copy.0.clone();
    // Entries that we have already, changed on the stick: in a full bundle and in the one that grows.
    for (path, word) in [("tile/entries/000", "entry 7"), ("tile/entries/001.p/44", "entry 260")] {
        let mut bytes = fs::read(stick.record(path)).unwrap();
        let at = bytes.windows(word.len()).position(|found| found == word.as_bytes()).unwrap();
        bytes[at] = b'E';
        fs::write(stick.record(path), bytes).unwrap();
    }
    assert_eq!(stick.pull().unwrap().now, 300);
    assert_eq!(stick.copy.0["tile/entries/000"], held["tile/entries/000"]);
    let edge = &stick.copy.0["tile/entries/001.p/44"];
    assert!(edge.starts_with(&held["tile/entries/001.p/14"]));
    assert!(!String::from_utf8_lossy(edge).contains("Entry"));
}

#[test]
fn only_what_belongs_to_a_record_is_taken() {
    let mut stick = Stick::new(0);
    let photograph = Hash::of(b"a photograph");
    let leaf = format!(
        "{{\"body\":{{\"aseq\":1,\"at\":\"2026-03-01T00:00:00.000Z\",\"by\":\"north\",\"e\":{{\"blob\":{{\"bytes\":12,\
         \"sha256\":\"{}\"}}}},\"kind\":\"evidence\",\"kv\":1,\"v\":1}},\"sigs\":[{{\"key\":\"k\",\"sig\":\"{}==\"}}]}}",
        photograph.hex(),
        "A".repeat(86)
    );
    assert_eq!(Entry::parse(leaf.as_bytes()).map(|entry| bound(&entry.body)), Ok(vec![photograph]));
    stick = stick.grown(&[leaf.into_bytes()], 301);
    stick.copy = Memory::default();
    let stranger = Secret::from_seed("log.example/1", Purpose::Signing, &[9; 32]).unwrap();
    let beside = [
        ("policy.txt".to_owned(), format!("log {}\nquorum none\n", stranger.key())),
        (blob_path(photograph), "another photograph".to_owned()),
        (blob_path(Hash::of(b"a virus")), "a virus".to_owned()),
        ("tile/0/999".to_owned(), "x".to_owned()),
        ("witness/a\\..\\b/x/checkpoint".to_owned(), "x".to_owned()),
        (witness_path("north.example/w", "log.example/1"), "no note".to_owned()),
        ("autorun.inf".to_owned(), "x".to_owned()),
    ];
    for (path, text) in &beside {
        fs::create_dir_all(stick.record(path).parent().unwrap()).unwrap();
        fs::write(stick.record(path), text).unwrap();
    }
    let pulled = stick.pull().unwrap();
    assert_eq!((pulled.now, pulled.missing, pulled.witnessed), (301, vec![photograph], 0));
    for path in beside.iter().map(|(path, _)| path.as_str()).chain([".state/journal", ".state/lock"]) {
        assert_eq!(stick.copy.read(path).unwrap(), None, "{path}");
    }
}
