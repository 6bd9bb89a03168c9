//! `armistice diff` as a person runs it.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const EARLIER: &str = r#"# Truce {#head}

```terms
agreement "Truce" between A, B signed 1 May 2018 binding politically authentic in en time zone "UTC"
  vocabulary "military-1" month ends clamp findings need reported.
party A is "A".
party B is "B".
line L is file "geo/l.geojson".
```

## Article 1 {#art_1}

> [paraphrase] No drills by the line; eleven posts are emptied.

```terms
drills: no party may conduct firing within 5 km of L.
posts: each party must withdraw 11 guard-posts by 31 December 2018 verified by the other party.
```
"#;

const LINE: &str = r#"{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[126.0,38.0],[128.0,38.0]]}}"#;

/// Runs a program in a folder.
fn run(program: &str, folder: &Path, arguments: &[&str]) -> Output {
    Command::new(program)
        .args(arguments)
        .current_dir(folder)
        // The repository of the test knows no settings but its own.
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap()
}

fn diff(folder: &Path, arguments: &[&str]) -> Output {
    let arguments: Vec<&str> = std::iter::once("diff").chain(arguments.iter().copied()).collect();
    run(env!("CARGO_BIN_EXE_armistice"), folder, &arguments)
}

fn later() -> String {
    EARLIER
        .replace("within 5 km", "within 10 km")
        .replace("31 December", "30 November")
        .replace("are emptied", "go")
}

/// A folder with the two versions, each with the line.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("geo")).unwrap();
    fs::write(folder.path().join("geo/l.geojson"), LINE).unwrap();
    fs::write(folder.path().join("a.agreement.md"), EARLIER).unwrap();
    fs::write(folder.path().join("b.agreement.md"), later()).unwrap();
    folder
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn two_files_are_compared_for_people() {
    let output = diff(folder().path(), &["a.agreement.md", "b.agreement.md"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    insta::assert_snapshot!("diff_text", out(&output));
    let output = diff(folder().path(), &["a.agreement.md", "b.agreement.md", "--format", "markdown"]);
    insta::assert_snapshot!("diff_markdown", out(&output));
}

#[test]
fn json_follows_its_schema() {
    let output = diff(folder().path(), &["a.agreement.md", "b.agreement.md", "--format", "json"]);
    let answer: Value = serde_json::from_str(&out(&output)).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/diff.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&answer).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(answer["changes"].as_array().unwrap().len(), 3);
    assert_eq!(answer["changes"][0]["affected"], serde_json::json!([]));
    let mut spoiled = answer;
    spoiled["changes"][0]["effect"] = Value::from("changes");
    assert!(!validator.is_valid(&spoiled));
}

#[test]
fn an_agreement_and_itself_do_not_differ() {
    let folder = folder();
    let output = diff(folder.path(), &["a.agreement.md", "a.agreement.md"]);
    assert_eq!(
        (output.status.code(), out(&output)),
        (Some(0), "a.agreement.md -> a.agreement.md\nno change\n".to_owned())
    );
    fs::write(folder.path().join("b.agreement.md"), EARLIER.replace("\n  vocabulary", " vocabulary"))
        .unwrap();
    let output = diff(folder.path(), &["a.agreement.md", "b.agreement.md"]);
    assert_eq!(output.status.code(), Some(0));
    let talk = String::from_utf8(output.stderr).unwrap();
    assert!(talk.contains("form or commentary only"), "{talk}");
}

#[test]
fn a_file_is_compared_with_its_version_in_git_and_with_its_geometry_there() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("cases/truce");
    fs::create_dir_all(case.join("geo")).unwrap();
    fs::write(case.join("geo/l.geojson"), LINE).unwrap();
    fs::write(case.join("truce.agreement.md"), EARLIER).unwrap();
    for arguments in [
        vec!["init", "--quiet"],
        vec!["add", "."],
        vec!["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "truce"],
    ] {
        assert!(run("git", folder.path(), &arguments).status.success());
    }
    fs::write(case.join("truce.agreement.md"), later()).unwrap();
    let expected = ["earlier", "text", "tightens"];
    let effects = |output: &Output| {
        let answer: Value = serde_json::from_str(&out(output)).unwrap();
        let changes = answer["changes"].as_array().unwrap();
        let mut effects: Vec<String> =
            changes.iter().map(|change| change["effect"].as_str().unwrap().to_owned()).collect();
        effects.sort();
        effects
    };
    let against_head = diff(folder.path(), &["cases/truce/truce.agreement.md", "--format", "json"]);
    assert_eq!(effects(&against_head), expected);
    let named = ["HEAD:cases/truce/truce.agreement.md", "cases/truce/truce.agreement.md", "--format", "json"];
    assert_eq!(effects(&diff(folder.path(), &named)), expected);
    // The line is another one than the one that was committed.
    fs::write(case.join("truce.agreement.md"), EARLIER).unwrap();
    fs::write(case.join("geo/l.geojson"), LINE.replace("126.0", "125.0")).unwrap();
    let moved = diff(folder.path(), &["cases/truce/truce.agreement.md", "--format", "json"]);
    assert_eq!(effects(&moved), ["unordered", "unordered"]);
}

#[test]
fn what_cannot_be_compared_is_told() {
    let folder = folder();
    for arguments in [vec!["a.agreement.md", "c.agreement.md"], vec!["HEAD:a.agreement.md", "a.agreement.md"]]
    {
        let output = diff(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8(output.stderr).unwrap().starts_with("error: "));
    }
    fs::write(folder.path().join("b.agreement.md"), EARLIER.replace("within 5 km", "within 5")).unwrap();
    let output = diff(folder.path(), &["a.agreement.md", "b.agreement.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("armistice check b.agreement.md"));
}
