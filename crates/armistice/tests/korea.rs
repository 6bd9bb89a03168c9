//! The Korea 2018 case through the built program: what a person who asks it on a given day is told.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it should be"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn armistice(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(arguments)
        .current_dir(root())
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

const CASE: &str = "agreements/korea-2018";

/// The judgement as of one day, as known at another.
fn status(as_of: &str, known_at: &str) -> Value {
    let output = armistice(&["status", CASE, "--as-of", as_of, "--known-at", known_at, "--format", "json"]);
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The row of one norm and bearer.
fn row(status: &Value, id: &str) -> Value {
    let norms = status["norms"].as_array().unwrap();
    norms.iter().find(|norm| norm["id"] == id).unwrap_or_else(|| panic!("no verdict {id}")).clone()
}

fn on(day: &str, id: &str) -> Value {
    row(&status(day, day), id)
}

fn has_flag(row: &Value, flag: &str) -> bool {
    row["flags"].as_array().unwrap().iter().any(|one| one == flag)
}

/// The one finding of a row whose id holds the text, as `explain` tells it.
fn explained(day: &str, id: &str) -> String {
    let output = armistice(&["explain", CASE, id, "--as-of", day]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn demining_of_the_jsa_was_told_by_one_of_three_on_its_last_day_and_verified_by_all_a_week_later() {
    let id = "jsa-demining/ROK+DPRK+UNC";
    let told = on("2018-10-21", id);
    assert_eq!((&told["truth"], &told["grade"]), (&"unknown".into(), &"claimed".into()), "{told:#}");
    assert_eq!(told["due"], "2018-10-20T23:59:59+09:00");
    let verified = row(&status("2018-10-21", "2018-10-28"), id);
    assert_eq!(
        (&verified["truth"], &verified["grade"]),
        (&"kept".into(), &"verified".into()),
        "{verified:#}"
    );
    assert!(verified["fulfilled"].as_str().unwrap().starts_with("2018-10-20"), "{verified:#}");
    assert!(!has_flag(&verified, "late"));
}

#[test]
fn disarming_of_the_jsa_is_kept_and_verified_by_all_three() {
    let row = on("2018-10-27", "jsa-disarming/ROK+DPRK+UNC");
    assert_eq!((&row["truth"], &row["grade"]), (&"kept".into(), &"verified".into()), "{row:#}");
}

#[test]
fn guard_posts_on_1_december_2018_are_a_claim() {
    let status = status("2018-12-01", "2018-12-01");
    for bearer in ["ROK", "DPRK"] {
        let row = row(&status, &format!("guard-posts-november/{bearer}"));
        assert_eq!((&row["truth"], &row["grade"]), (&"unknown".into(), &"claimed".into()), "{row:#}");
        assert_eq!(row["due"], "2018-11-30T23:59:59+09:00");
    }
    assert_eq!(row(&status, "guard-posts/DPRK")["state"], "ended");
}

#[test]
fn the_crossing_of_1_december_2018_is_an_event_of_a_private_person() {
    let row = on("2018-12-01", "no-line-crossing/DPRK");
    assert_eq!((&row["breaches"], &row["dismissed"]), (&0.into(), &1.into()), "{row:#}");
    let finding = row["findings"][0].as_str().unwrap();
    assert!(explained("2018-12-01", finding).contains("private person"));
}

#[test]
fn guard_posts_were_verified_by_the_other_side_and_the_list_says_what_was_not_reached() {
    let id = "guard-posts-november/DPRK";
    let row = on("2018-12-18", id);
    assert_eq!((&row["truth"], &row["grade"]), (&"kept".into(), &"verified".into()), "{row:#}");
    let text = explained("2018-12-18", id);
    assert!(text.contains("not accessible"), "{text}");
}

#[test]
fn what_became_known_in_2024_impeaches_the_answer_of_2018_and_both_stay() {
    let id = "guard-posts-november/DPRK";
    let row = row(&status("2018-12-18", "2025-06-01"), id);
    assert_eq!(row["truth"], "unknown", "{row:#}");
    assert!(has_flag(&row, "impeached"), "{row:#}");
    let output = armistice(&["explain", CASE, id, "--as-of", "2018-12-18", "--known-at", "2025-06-01"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("kept · verified"), "the version of 2018 is gone:\n{text}");
    assert!(text.contains("impeached"), "{text}");
}

#[test]
fn a_fire_fighting_flight_after_notice_is_excused() {
    let row = on("2018-11-05", "no-fly-rotary-wing/ROK");
    assert_eq!((&row["breaches"], &row["excused"]), (&0.into(), &1.into()), "{row:#}");
}

#[test]
fn the_recovery_team_is_overdue_for_each_side() {
    let status = status("2019-03-01", "2019-03-01");
    for bearer in ["ROK", "DPRK"] {
        let row = row(&status, &format!("recovery-team/{bearer}"));
        assert_eq!(row["state"], "overdue", "{row:#}");
        assert_ne!(row["truth"], "kept", "{row:#}");
    }
}

#[test]
fn the_fire_at_changrin_do_is_told_by_both_sides() {
    let row = on("2019-11-30", "sea-live-fire/DPRK");
    assert_eq!((&row["truth"], &row["breaches"]), (&"violated".into(), &1.into()), "{row:#}");
    assert!(["reported", "corroborated"].contains(&row["grade"].as_str().unwrap()), "{row:#}");
    let before = on("2019-11-24", "sea-live-fire/DPRK");
    assert_eq!(before["episodes"], 0, "it was not yet known on 24 November 2019: {before:#}");
}

#[test]
fn the_ruling_of_may_2020_makes_two_findings_and_the_denial_stays_beside_it() {
    let status = status("2020-05-27", "2020-05-27");
    for bearer in ["ROK", "DPRK"] {
        let row = row(&status, &format!("no-hostile-act/{bearer}"));
        assert_eq!((&row["truth"], &row["breaches"]), (&"violated".into(), &1.into()), "{row:#}");
    }
    // The ruling leaves the intent of the first shots open; of the answer's intent it says nothing.
    let first = row(&status, "no-hostile-act/DPRK");
    let text = explained("2020-05-27", first["findings"][0].as_str().unwrap());
    assert!(text.contains("the intent could not be determined"), "{text}");
    assert!(has_flag(&row(&status, "no-hostile-act/ROK"), "denied"));
}

#[test]
fn one_side_suspends_one_clause_and_the_other_scraps_all_of_it() {
    let status = status("2023-12-01", "2023-12-01");
    let suspended = row(&status, "no-fly-fixed-wing/ROK");
    assert_eq!(
        (&suspended["state"], &suspended["truth"]),
        (&"suspended".into(), &Value::Null),
        "{suspended:#}"
    );
    assert_eq!(suspended["since"], "2023-11-22T15:00:00+09:00");
    let bound = row(&status, "sea-live-fire/ROK");
    assert_ne!(bound["state"], "suspended");
    let disputed = row(&status, "no-fly-fixed-wing/DPRK");
    assert!(has_flag(&disputed, "status-disputed"), "{disputed:#}");
    assert!(!disputed["truth"].is_null(), "a disputed denunciation leaves the norm watched: {disputed:#}");
}

#[test]
fn fire_of_5_january_2024_by_both_sides() {
    let status = status("2024-01-05", "2024-01-05");
    let fired = row(&status, "sea-live-fire/ROK");
    assert_ne!(fired["state"], "suspended", "{fired:#}");
    assert_eq!(fired["episodes"], 1, "{fired:#}");
    assert!(!has_flag(&fired, "status-disputed"), "the ROK itself held the clause in force: {fired:#}");
    assert!(has_flag(&row(&status, "sea-live-fire/DPRK"), "status-disputed"));
}

#[test]
fn a_drill_51_km_south_of_the_zone_gives_no_finding() {
    let row = on("2024-01-04", "sea-live-fire/ROK");
    assert_eq!(row["episodes"], 0, "{row:#}");
    assert!(row["findings"].as_array().unwrap().is_empty());
}

#[test]
fn shells_or_charges_is_never_a_violation_on_one_side_s_word() {
    // The other side answered on the next day.
    let row = row(&status("2024-01-06", "2024-01-08"), "sea-live-fire/DPRK");
    let last = row["findings"].as_array().unwrap().last().and_then(Value::as_str).unwrap();
    let output = armistice(&["explain", CASE, last, "--as-of", "2024-01-06", "--known-at", "2024-01-08"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("(2024-01-06): alleged · claimed"), "{text}");
    assert!(text.contains("denied"), "{text}");
}

#[test]
fn everything_of_2018_is_suspended_for_one_side_and_the_armistice_goes_on() {
    let status = status("2024-06-05", "2024-06-05");
    for norm in status["norms"].as_array().unwrap().iter().filter(|norm| norm["bearer"] == "ROK") {
        let section = norm["section"].as_str().unwrap();
        let settled = norm["state"] == "ended" || norm["state"] == "kept" || norm["state"] == "closed";
        if section.starts_with("cma") && !settled {
            assert_eq!(norm["state"], "suspended", "{norm:#}");
        }
        if section.starts_with("kaa") {
            assert_ne!(norm["state"], "suspended", "{norm:#}");
        }
    }
}

#[test]
fn a_crossing_said_to_reach_50_m_is_undetermined_on_a_line_known_to_100_m() {
    let row = on("2024-06-12", "no-line-crossing/DPRK");
    assert!(row["undetermined"].as_u64().unwrap() >= 1, "{row:#}");
    assert_eq!(row["breaches"], 0, "{row:#}");
}

#[test]
fn all_scenarios_of_the_agreement_pass() {
    let output = armistice(&["test", CASE]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    assert!(text.contains(", 0 failed"), "{text}");
}

#[test]
fn the_agreement_has_no_errors() {
    let output = armistice(&["check", CASE]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn json_answers_follow_their_schemas() {
    let schema = |name: &str| {
        let text = std::fs::read_to_string(root().join("schemas").join(name)).unwrap();
        jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
    };
    let check = |name: &str, arguments: &[&str]| {
        let output = armistice(arguments);
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        let problems: Vec<String> = schema(name).iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{name}: {problems:#?}");
    };
    for day in ["1953-01-01", "2018-12-18", "2024-06-05", "2026-11-25"] {
        check("status.schema.json", &["status", CASE, "--as-of", day, "--format", "json"]);
    }
    let id = "guard-posts-november/DPRK";
    check("explain.schema.json", &["explain", CASE, id, "--as-of", "2025-06-06", "--format", "json"]);
    check("check.schema.json", &["check", CASE, "--format", "json"]);
    check("test.schema.json", &["test", CASE, "--format", "json"]);
    let failing = "crates/armistice/tests/transcripts/failing.agreement.md";
    check("test.schema.json", &["test", failing, "--format", "json"]);
}

#[test]
fn the_same_question_gets_the_same_bytes() {
    let ask = || armistice(&["status", CASE, "--as-of", "2024-06-12", "--format", "json"]).stdout;
    assert_eq!(ask(), ask());
}

#[test]
fn what_cannot_be_done_ends_with_2_and_says_how_to_mend_it() {
    for (arguments, mend) in [
        (&["status", "nowhere"][..], ".agreement.md"),
        (&["status", CASE, "--as-of", "yesterday"][..], "write a day"),
        (&["explain", CASE, "sea-live-fire", "--as-of", "2019-11-30"][..], "sea-live-fire/ROK"),
    ] {
        let output = armistice(arguments);
        let talk = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {talk}");
        assert!(talk.contains(mend), "{arguments:?}: {talk}");
        assert!(output.stdout.is_empty(), "data on stdout although the work was not done");
    }
}
