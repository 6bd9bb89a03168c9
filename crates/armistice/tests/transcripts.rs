//! What people read, as golden text: each command as they type it, with all that it prints.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::path::Path;
use std::process::Command;

/// Runs the program in the root of the project and gives the command, its output and its exit code.
fn transcript(arguments: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(arguments)
        .current_dir(root)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    format!(
        "$ armistice {}\n{}{}exit code {}\n",
        arguments.join(" "),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        output.status.code().unwrap()
    )
}

const CASE: &str = "agreements/korea-2018";

#[test]
fn status_on_18_december_2018() {
    insta::assert_snapshot!(transcript(&["status", CASE, "--as-of", "2018-12-18"]));
}

#[test]
fn status_of_one_article_after_everything_was_suspended() {
    let arguments = ["status", CASE, "--as-of", "2026-01-01", "--only", "cma__art_1__para_2"];
    insta::assert_snapshot!(transcript(&arguments));
}

#[test]
fn explain_an_answer_that_was_impeached_later() {
    let id = "guard-posts-november/DPRK";
    let arguments = ["explain", CASE, id, "--as-of", "2018-12-18", "--known-at", "2025-06-01"];
    insta::assert_snapshot!(transcript(&arguments));
}

#[test]
fn explain_an_incident_that_both_sides_tell() {
    insta::assert_snapshot!(transcript(&["explain", CASE, "sea-live-fire/DPRK", "--as-of", "2019-11-30"]));
}

#[test]
fn demo_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("korea-2018").to_string_lossy().into_owned();
    let text = transcript(&["demo", "--into", &case, "--as-of", "2026-01-01"]);
    insta::assert_snapshot!(text.replace(&case, "korea-2018"));
}

#[test]
fn check_tells_several_errors_in_one_pass() {
    insta::assert_snapshot!(transcript(&["check", "crates/armistice/tests/transcripts/bad.agreement.md"]));
}

#[test]
fn check_tells_which_places_cannot_be_drawn() {
    insta::assert_snapshot!(transcript(&[
        "check",
        "crates/armistice/tests/transcripts/undrawn.agreement.md"
    ]));
}

#[test]
fn check_tells_which_places_are_empty_and_which_lie_over_themselves() {
    insta::assert_snapshot!(transcript(&[
        "check",
        "crates/armistice/tests/transcripts/empty.agreement.md",
        "crates/armistice/tests/transcripts/overlapping.agreement.md"
    ]));
}

#[test]
fn scenarios_that_fail_show_why() {
    insta::assert_snapshot!(transcript(&["test", "crates/armistice/tests/transcripts/failing.agreement.md"]));
}

#[test]
fn check_explains_a_code() {
    insta::assert_snapshot!(transcript(&["check", "--explain", "a405"]));
}

#[test]
fn a_code_that_does_not_exist_is_told_with_one_that_does() {
    insta::assert_snapshot!(transcript(&["check", "--explain", "A450"]));
}

#[test]
fn test_lists_what_the_scenarios_show_of_each_norm() {
    insta::assert_snapshot!(transcript(&["test", "agreements/gaza-2025", "--coverage"]));
}

#[test]
fn help() {
    insta::assert_snapshot!(transcript(&["--help"]));
}
