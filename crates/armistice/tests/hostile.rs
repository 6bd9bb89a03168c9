//! Files that somebody wrote to hurt: each is refused in clear words, in bounded memory, with a bounded answer.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

/// What the program may take, in KiB, where the platform can hold it to that.
const MEMORY_KIB: u32 = 1_500_000;
/// More than this is no answer.
const MOST_ANSWER: usize = 4 << 20;

const HEAD: &str = "# Hostile {#head}\n\n```terms\nagreement \"Hostile\" between A, B signed 1 January 2020 binding \
                    politically authentic in en\n  time zone \"UTC\" vocabulary \"military-1\" month ends refused.\n\
                    party A is \"Side A\".\nparty B is \"Side B\".\n";

/// Checks a file under a limit of memory.
fn check(path: &Path) -> Output {
    let program = env!("CARGO_BIN_EXE_armistice");
    let mut command = if cfg!(target_os = "linux") {
        let mut shell = Command::new("sh");
        let script = format!("ulimit -v {MEMORY_KIB}; exec \"$0\" check \"$1\"");
        shell.args(["-c", &script, program]).arg(path);
        shell
    } else {
        let mut command = Command::new(program);
        command.arg("check").arg(path);
        command
    };
    command.env("NO_COLOR", "1").output().unwrap()
}

/// Checks a text; gives all that the program says.
#[track_caller]
fn said(text: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.agreement.md");
    File::create(&path).unwrap().write_all(text).unwrap();
    answer(&check(&path))
}

#[track_caller]
fn answer(output: &Output) -> String {
    let all = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    assert!(all.len() <= MOST_ANSWER, "an answer of {} bytes", all.len());
    let text = String::from_utf8(all).unwrap();
    // Ended by itself, with an error found or the work refused: neither a panic nor a signal.
    assert!(matches!(output.status.code(), Some(1 | 2)), "{:?}: {text}", output.status);
    text
}

fn in_terms(statements: &str) -> String {
    format!("{HEAD}{statements}\n```\n")
}

#[test]
fn a_megabyte_of_brackets() {
    for bracket in ["(", ")"] {
        let text = in_terms(&format!("zone z is {}", bracket.repeat(1 << 20)));
        let said = said(text.as_bytes());
        assert!(said.contains("error A002") || said.contains("error A001"), "{said}");
    }
}

#[test]
fn a_hundred_thousand_statements() {
    let mut statements = String::new();
    for number in 0..100_000 {
        statements.push_str(&format!("point p{number} at 1.0 N 1.0 E.\n"));
    }
    assert!(said(in_terms(&statements).as_bytes()).contains("statements in one file"));
}

#[test]
fn a_hundred_thousand_statements_that_cannot_be_read() {
    let text = in_terms(&"zone is in.\n".repeat(100_000));
    assert!(said(text.as_bytes()).contains("more problems are not shown"));
}

#[test]
fn nested_quotes_and_lists() {
    for mark in ["> ", "- ", "1. ", "> - "] {
        let nested = format!("{}text\n", mark.repeat(20_000));
        let text = format!("{HEAD}```\n\n{}", nested.repeat(4));
        let output = said_whatever(text.as_bytes());
        assert!(output.contains("hostile.agreement.md"), "{output}");
    }
}

/// The same, where the file may also be right.
#[track_caller]
fn said_whatever(text: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.agreement.md");
    File::create(&path).unwrap().write_all(text).unwrap();
    let output = check(&path);
    assert!(matches!(output.status.code(), Some(0..=2)), "{output:?}");
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn bytes_that_are_no_text() {
    assert!(said(b"# T {#t}\n\xff\xfe").contains("it is not UTF-8 after byte 9"));
}

#[test]
fn four_gigabytes_of_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.agreement.md");
    let file = File::create(&path).unwrap();
    if file.set_len(4 << 30).is_err() {
        eprintln!("SKIPPED: the folder for temporary files holds no file of four gigabytes");
        return;
    }
    assert!(answer(&check(&path)).contains("it is larger than 64 MiB"));
}

#[test]
fn a_fence_that_is_never_closed() {
    let text = format!("{HEAD}{}", "party A is \"Side A\".\n".repeat(100_000));
    assert!(said(text.as_bytes()).contains("error A107"));
    let many = format!("{HEAD}{}", "\n## Article {#a}\n\n```terms\n".repeat(50_000));
    assert!(said(many.as_bytes()).contains("error A107"));
}

#[test]
fn one_line_of_ten_megabytes() {
    let text = format!("{HEAD}zone z is {}", "a".repeat(10 << 20));
    assert!(said(text.as_bytes()).contains("can be read"));
    let shorter = in_terms(&format!("zone z is {}", "a ".repeat(1 << 20)));
    assert!(said(shorter.as_bytes()).contains("error A"));
}
