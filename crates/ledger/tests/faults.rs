//! Faults of the system and of what is stored, with real processes.
//!
//! A real process over a real disk, whose every call to the system fails once, or is its last: `strace` injects the
//! errors and the kills. Whatever was promised is there afterwards, and the record is whole.
//!
//! Without `strace` this is skipped aloud; with CI set it fails.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it should be"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use armistice_ledger::{Folder, Ledger, Threads};
use armistice_record::files::entries;
use armistice_record::key::{Purpose, Secret};
use armistice_record::policy::Policy;
use armistice_record::tile::{Row, Tile};
use armistice_record::verify::{Depth, Wants, verify};

/// What the keeper asks of the system, and of how many such calls in a row one is tried: of those that change something each.
const CALLS: [(&str, usize); 11] = [
    ("write", 1),
    ("fdatasync", 1),
    ("fsync", 1),
    ("rename", 1),
    ("unlink", 1),
    ("flock", 1),
    ("openat", 4),
    ("mkdir", 4),
    ("read", 16),
    ("lseek", 16),
    ("statx", 16),
];
/// How many batches are kept.
const BATCHES: &str = "4";

fn log() -> Secret {
    Secret::from_seed("kept.example/1", Purpose::Signing, &[7; 32]).unwrap()
}

/// An example, which `cargo test` builds beside this test.
fn example(name: &str) -> PathBuf {
    let built = std::env::current_exe().unwrap();
    let example = built.parent().unwrap().parent().unwrap().join("examples").join(name);
    assert!(example.is_file(), "build it with `cargo build -p armistice-ledger --examples`");
    example
}

fn has_strace() -> bool {
    let works = Command::new("strace").args(["-o", "/dev/null", "true"]).status();
    let works = works.is_ok_and(|status| status.success());
    assert!(
        works || std::env::var_os("CI").is_none(),
        "with CI set, strace has to be here and allowed to trace"
    );
    if !works {
        eprintln!("SKIPPED: there is no strace that may trace: nobody fails the calls of the keeper");
    }
    works
}

/// Runs the keeper in a folder with these options of strace; tells how much it promised.
fn run(folder: &Path, options: &[String]) -> u64 {
    let mut strace = Command::new("strace");
    strace.args(["-o", "/dev/null"]).args(options).arg(example("keep")).arg(folder).arg(BATCHES);
    let output = strace.output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    told.lines().last().map_or(0, |line| line.parse().unwrap())
}

/// How often the keeper makes each call, and which of them are tried.
fn calls() -> Vec<(&'static str, usize, usize)> {
    let temp = tempfile::tempdir().unwrap();
    let trace = temp.path().join("trace");
    let mut strace = Command::new("strace");
    strace.arg("-o").arg(&trace).arg("-e").arg(format!("trace={}", CALLS.map(|(call, _)| call).join(",")));
    let status =
        strace.arg(example("keep")).arg(temp.path().join("record")).arg(BATCHES).output().unwrap().status;
    assert!(status.success());
    let trace = fs::read_to_string(trace).unwrap();
    let count = |call: &str| trace.lines().filter(|line| line.starts_with(&format!("{call}("))).count();
    CALLS.iter().map(|(call, step)| (*call, count(call), *step)).collect()
}

/// All that was promised is there, nothing else than what was submitted, and the keeper goes on.
fn survives(folder: &Path, promised: u64, how: &str) {
    let mut ledger =
        Ledger::open(Folder::new(folder), log()).unwrap_or_else(|error| panic!("{how}: {error}"));
    let size = ledger.head().size;
    assert!(size >= promised, "{how}: {size} of {promised}");
    ledger.append(&[format!("entry {size}").into_bytes()]).unwrap();
    ledger.publish().unwrap();
    let bundles = (0..).map_while(|index| Tile::of_row(Row::Entries, index, size + 1));
    let found: Vec<Vec<u8>> = bundles.flat_map(|bundle| entries(ledger.store(), bundle).unwrap()).collect();
    let wanted: Vec<Vec<u8>> = (0..=size).map(|n| format!("entry {n}").into_bytes()).collect();
    assert_eq!(found, wanted, "{how}");
    let policy = Policy::parse(format!("log {}\nquorum none\n", log().key()).as_bytes()).unwrap();
    let report = verify(ledger.store(), &Wants { policy: Some(&policy), depth: Depth::Tree }, &Threads);
    assert_eq!(report.problems, [], "{how}");
}

fn inject(call: &str, fault: &str, at: usize) -> [String; 2] {
    ["-e".to_owned(), format!("inject={call}:{fault}:when={at}")]
}

/// A person's run tries one fault of four, CI all: with a disk that is slow to sync they take a minute.
fn pace() -> usize {
    if std::env::var_os("CI").is_some() { 1 } else { 4 }
}

/// Tries a fault at the calls to be tried, or those of them that it can befall.
fn each(fault: &str, befalls: impl Fn(&str) -> bool) {
    if !has_strace() {
        return;
    }
    let (mut tried, pace) = (0, pace());
    for (call, count, step) in calls().into_iter().filter(|(call, ..)| befalls(call)) {
        for at in (1..=count).step_by(step * pace) {
            let temp = tempfile::tempdir().unwrap();
            let folder = temp.path().join("record");
            let promised = run(&folder, &inject(call, fault, at));
            survives(&folder, promised, &format!("{call} {at} of {count}, {fault}"));
            tried += 1;
        }
    }
    assert!(tried > 80 / pace, "{tried} faults were tried");
}

#[test]
fn whatever_call_fails_what_was_promised_stands() {
    each("error=EIO", |_| true);
}

#[test]
fn whatever_call_finds_the_disk_full_what_was_promised_stands() {
    each("error=ENOSPC", |call| {
        matches!(call, "write" | "fdatasync" | "fsync" | "rename" | "openat" | "mkdir")
    });
}

/// To be ended before a call that changes nothing is to be ended before the next that does.
#[test]
fn whatever_call_is_the_last_what_was_promised_stands() {
    each("signal=KILL", |call| !matches!(call, "read" | "lseek" | "statx"));
}

/// The second fault comes while the first is being mended.
#[test]
fn two_faults_in_a_row_lose_nothing() {
    if !has_strace() {
        return;
    }
    let mut tried = 0;
    for (call, count, step) in calls() {
        for at in (4..=count).step_by(5 * step * pace()) {
            for (first, second) in [("signal=KILL", "error=EIO"), ("error=EIO", "signal=KILL")] {
                let temp = tempfile::tempdir().unwrap();
                let folder = temp.path().join("record");
                let promised = run(&folder, &inject(call, first, at));
                let promised = promised.max(run(&folder, &inject("write", second, 1 + at % 5)));
                survives(&folder, promised, &format!("{call} {at} of {count}, {first}, then {second}"));
                tried += 1;
            }
        }
    }
    assert!(tried > 40 / pace(), "{tried} pairs were tried");
}

/// One byte of a hundred and one; all of them take some minutes, and the example does that without a second number.
#[test]
fn every_turned_byte_is_found_where_it_is() {
    let output = Command::new(example("flip")).args(["3000", "101"]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    assert!(told.ends_with(" bytes turned, 0 not found where they are\n"), "{told}");
}
