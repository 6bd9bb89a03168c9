//! Reports of a case as a person works with them: joined, weighed, decided line by line, and shown beside the verdicts.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that is not as it should be"
)]

#[path = "claims_case/page.rs"]
mod page;
#[path = "claims_case/schema.rs"]
mod schema;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const HARBOUR: &str = "North fires shells\n\nSEOUL, Nov. 6 (Harbour News) -- The South's Joint Chiefs of Staff said Wednesday that North Korea \
    fired about 12 artillery rounds from Changrin Island into the Yellow Sea on Monday.\n";
const MERIDIAN: &str = "Shells near the line\n\nSEOUL, Nov. 7 (Meridian Press) -- North Korea fired some 12 artillery rounds from Changrin \
    Island on Nov. 4, the Joint Chiefs of Staff in Seoul said on Wednesday.\n";
const DENIAL: &str = "Accusation rejected\n\nPYONGYANG, Nov. 8 -- The General Staff of the Korean People's Army denied on Friday that \
    it had fired artillery rounds from Changrin Island into the Yellow Sea on Nov. 4.\n";
const HARVEST: &str =
    "Harvest\n\nPYONGYANG, Nov. 10 -- Farmers of the country finished the harvest on Saturday.\n";
const ADMITTED: &str = "Statement\n\nPYONGYANG, Nov. 20 -- The General Staff of the Korean People's Army said on Wednesday that it had \
    fired artillery rounds from Changrin Island into the Yellow Sea on Nov. 4.\n";

/// The Korea case with reports of three outlets.
struct Case {
    folder: TempDir,
}

impl Case {
    fn new(reports: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let case = folder.path().join("case");
        copy(&root().join("agreements/korea-2018"), &case);
        copy(&root().join("agreements/vocabulary"), &folder.path().join("vocabulary"));
        for (name, report) in reports {
            let path = case.join("reports").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, report).unwrap();
        }
        Case { folder }
    }

    fn path(&self, inner: &str) -> PathBuf {
        self.folder.path().join("case").join(inner)
    }

    fn run(&self, arguments: &[&str], lines: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that has ended reads nothing more.
        let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
        child.wait_with_output().unwrap()
    }

    fn review(&self, lines: &str) -> String {
        let done =
            self.run(&["claims", "case", "--review", "--by", "analyst-1", "--at", "2019-11-30"], lines);
        assert!(done.status.success(), "{}{}", text(&done.stdout), text(&done.stderr));
        text(&done.stdout)
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let done = self.run(arguments, "");
        serde_json::from_slice(&done.stdout).unwrap_or_else(|error| panic!("{error}: {}", text(&done.stderr)))
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { fs::copy(&path, &target).map(|_| ()).unwrap() }
    }
}

fn usual() -> Case {
    Case::new(&[
        ("harbour/2019-11-06.txt", HARBOUR),
        ("meridian/2019-11-07.txt", MERIDIAN),
        ("kcna/2019-11-08.txt", DENIAL),
        ("kcna/2019-11-10.txt", HARVEST),
    ])
}

fn problems(schema: &str, value: &Value) -> Vec<String> {
    let schema = fs::read_to_string(root().join("schemas").join(schema)).unwrap();
    let validator = jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap();
    validator.iter_errors(value).map(|error| format!("{error} at {}", error.instance_path())).collect()
}

#[test]
fn two_outlets_with_one_word_are_one_origin_and_a_denial_stands_against_it() {
    let case = usual();
    let shown = case.run(&["claims", "case"], "");
    assert!(shown.status.success(), "{}", text(&shown.stderr));
    insta::assert_snapshot!("events", text(&shown.stdout));
    let view = case.json(&["claims", "case", "--format", "json"]);
    assert_eq!(problems("claims-joined.schema.json", &view), Vec::<String>::new());
    let fire =
        view["events"].as_array().unwrap().iter().find(|event| event["says"] == "done fire: KP").unwrap();
    assert_eq!(fire["origins"].as_array().unwrap().len(), 1);
    assert_eq!((&fire["independent"], &fire["credibility"]), (&Value::from(1), &Value::from(4)));
    let claim = view["claims"]
        .as_array()
        .unwrap()
        .iter()
        .find(|claim| claim["report"] == "harbour/2019-11-06.txt")
        .unwrap();
    assert_eq!(claim["same_origin"], claim["same_event"]);
    assert_eq!(claim["contradicts"].as_array().unwrap().len(), 1, "{claim:#}");
}

#[test]
fn what_waits_is_sorted_by_what_it_would_change() {
    let case = usual();
    let arguments = ["claims", "case", "--queue", "--at", "2019-11-30"];
    insta::assert_snapshot!("queue", text(&case.run(&arguments, "").stdout));
    let view = case.json(&[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(problems("claims-queue.schema.json", &view), Vec::<String>::new());
    let changes: Vec<usize> = view["pending"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["changes"].as_array().unwrap().len())
        .collect();
    assert!(changes[0] > 0 && changes.last() == Some(&0), "{changes:?}");
    assert!(
        !case.path("claims").exists() && !case.path("inbox/claims.ndjson").exists(),
        "a list decides nothing"
    );
}

#[test]
fn of_very_many_claims_those_that_tell_of_a_breach_come_first_and_are_weighed_one_by_one() {
    let told = |at: usize| {
        let day = at % 30 + 1;
        let text = format!(
            "Day {day}\n\nSEOUL, Nov. {day} (Harbour News) -- The South's Joint Chiefs of Staff said that North Korea demolished \
             {} guard posts.\n",
            at + 2
        );
        (format!("harbour-{at}/2019-11-{day:02}.txt"), text)
    };
    let mut reports: Vec<(String, String)> = (0..66).map(told).collect();
    reports.push(("meridian/2019-11-07.txt".to_owned(), MERIDIAN.to_owned()));
    let reports: Vec<(&str, &str)> =
        reports.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let case = Case::new(&reports);
    let arguments = ["claims", "case", "--queue", "--at", "2019-11-30"];
    let view = case.json(&[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(problems("claims-queue.schema.json", &view), Vec::<String>::new());
    let pending = view["pending"].as_array().unwrap();
    assert!(pending.len() > 64, "{}", pending.len());
    assert!(pending.iter().all(|one| one["changes"].is_null()), "none is weighed");
    assert_eq!(pending[0]["report"], "meridian/2019-11-07.txt");
    let shown = text(&case.run(&arguments, "").stdout);
    assert!(shown.contains("More than 64 wait") && !shown.contains("would change:"), "{shown}");
    // In the review each is weighed when it is come to.
    let review = ["claims", "case", "--review", "--by", "analyst-1", "--at", "2019-11-30"];
    let shown = text(&case.run(&review, "q\n").stdout);
    assert!(shown.contains("meridian/2019-11-07.txt") && shown.contains("would change:"), "{shown}");
}

#[test]
fn a_person_accepts_corrects_and_rejects_and_the_judgement_shows_it() {
    let case = usual();
    let before = case.json(&["status", "case", "--as-of", "2019-11-30", "--format", "json"]);
    let day_before = case.json(&["status", "case", "--as-of", "2019-11-29", "--format", "json"]);
    let shown = case.review(
        "x\nr\nc place=zone:west-buffer\na seen on the map of the report\na\nc of\na it is this fire\n",
    );
    insta::assert_snapshot!("review", shown);
    // Two claims with one origin are one fact; the denial is the second.
    let facts = fs::read_to_string(case.path("inbox/claims.ndjson")).unwrap();
    assert_eq!(facts.lines().count(), 2, "{facts}");
    let decisions = fs::read_to_string(case.path("claims/decisions.ndjson")).unwrap();
    let decisions: Vec<Value> = decisions.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(decisions.len(), 3);
    assert_eq!(decisions[0]["decided"], "corrected");
    assert_eq!(decisions[0]["corrections"][0]["field"], "place");
    assert_eq!(decisions[0]["by"], "analyst-1");
    assert!(decisions[0]["reader"].as_str().unwrap().starts_with("rules-"));
    assert!(decisions[1]["carries"].is_string() && decisions[1]["facts"].as_array().unwrap().is_empty());
    let after = case.json(&["status", "case", "--as-of", "2019-11-30", "--format", "json"]);
    assert_eq!(problems("status.schema.json", &after), Vec::<String>::new());
    let row = |view: &Value| {
        view["norms"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["id"] == "sea-live-fire/DPRK")
            .unwrap()
            .clone()
    };
    assert_ne!(row(&before)["observations"], row(&after)["observations"]);
    assert!(row(&after)["alleged"].as_u64() > row(&before)["alleged"].as_u64(), "{:#}", row(&after));
    let foot = text(&case.run(&["status", "case", "--as-of", "2019-11-30", "--only", "sea-live"], "").stdout);
    let foot = foot.split("\nsaid in reports").nth(1).unwrap().to_owned();
    insta::assert_snapshot!("status_foot", foot);
    let explained =
        text(&case.run(&["explain", "case", "sea-live-fire/DPRK", "--as-of", "2019-11-30"], "").stdout);
    let said =
        explained.split("\nsaid in reports").nth(1).unwrap().split("\nversions").next().unwrap().to_owned();
    insta::assert_snapshot!("explain_said", said);
    let view =
        case.json(&["explain", "case", "sea-live-fire/DPRK", "--as-of", "2019-11-30", "--format", "json"]);
    assert_eq!(problems("explain.schema.json", &view), Vec::<String>::new());
    // Before the person decided, the record knew nothing of it.
    let earlier = case.json(&["status", "case", "--as-of", "2019-11-29", "--format", "json"]);
    assert!(earlier.get("said").is_none());
    assert_eq!(row(&earlier), row(&day_before));
}

#[test]
fn a_watched_outlet_that_does_not_speak_of_it_is_silent_and_one_that_was_not_read_is_not() {
    let case = Case::new(&[("harbour/2019-11-06.txt", HARBOUR), ("kcna/2019-11-10.txt", HARVEST)]);
    case.review("a\n");
    let view =
        case.json(&["explain", "case", "sea-live-fire/DPRK", "--as-of", "2019-11-30", "--format", "json"]);
    let said: Vec<(String, String)> = view["said"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["kind"].as_str().unwrap().to_owned(), one["text"].as_str().unwrap().to_owned()))
        .collect();
    let of = |kind: &str| said.iter().find(|(is, _)| is == kind).map(|(_, text)| text.as_str());
    assert_eq!(
        of("silence"),
        Some(
            "KP.MEDIA has said nothing of it since 2019-11-04: 1 report of it was read, the last of 2019-11-10"
        )
    );
    assert!(of("not-read").unwrap().contains("KR.MND"), "{said:?}");
}

#[test]
fn who_denies_and_later_tells_it_has_changed_the_story() {
    let case = Case::new(&[("kcna/2019-11-08.txt", DENIAL), ("kcna/2019-11-20.txt", ADMITTED)]);
    let shown = text(&case.run(&["claims", "case"], "").stdout);
    assert!(shown.contains("changes of story\n  KP.KPA: “it had fired"), "{shown}");
    case.review("a\na\n");
    let explained =
        text(&case.run(&["explain", "case", "sea-live-fire/DPRK", "--as-of", "2019-11-30"], "").stdout);
    assert!(explained.contains("KP.KPA changed the story: 2019-11-08"), "{explained}");
}

#[test]
fn a_later_version_by_the_same_outlet_stands_in_place_of_the_earlier() {
    let later = HARBOUR.replace("about 12", "about 30") + "\nNo damage was told.\n";
    let case = Case::new(&[("harbour/2019-11-06.txt", HARBOUR), ("harbour/2019-11-07.txt", &later)]);
    let view = case.json(&["claims", "case", "--format", "json"]);
    assert_eq!(view["reports"][0]["superseded_by"], "harbour/2019-11-07.txt", "{:#}", view["reports"]);
    let values: Vec<&Value> =
        view["claims"].as_array().unwrap().iter().map(|claim| &claim["claim"]["quantity"]["value"]).collect();
    assert!(values.contains(&&Value::from(30.0)) && !values.contains(&&Value::from(12.0)), "{values:?}");
}

#[test]
fn reading_again_alters_no_decision_and_tells_what_is_otherwise() {
    let case = usual();
    case.review("a\na\n");
    let journal = case.path("claims/decisions.ndjson");
    let kept = fs::read_to_string(&journal).unwrap();
    // The words change: Changrin Island is none of them any more.
    let words = case.path("korea-2018.words.toml");
    let changed = fs::read_to_string(&words)
        .unwrap()
        .replace("Changrin Island", "Changrin Rock")
        .replace("Changrin-do", "Changrin Rock");
    fs::write(&words, changed).unwrap();
    let listed = text(&case.run(&["claims", "case", "--queue", "--at", "2019-11-30"], "").stdout);
    assert!(listed.contains("read otherwise today; the decisions stand"), "{listed}");
    case.review("");
    assert_eq!(fs::read_to_string(&journal).unwrap(), kept);
}

#[test]
fn a_rejected_claim_becomes_a_test_case_that_can_fail_and_can_pass() {
    let case = usual();
    let view = case.json(&["claims", "case", "--queue", "--at", "2019-11-30", "--format", "json"]);
    let claim = view["pending"][0]["claim"]["id"].as_str().unwrap().to_owned();
    let none = case.run(&["claims", "case", "--keep", &claim], "");
    assert_eq!(none.status.code(), Some(2));
    assert!(text(&none.stderr).contains("was not rejected"), "{}", text(&none.stderr));
    case.review("r the guns of a drill, not of an attack\n");
    let kept = case.run(&["claims", "case", "--keep", &claim], "");
    assert!(kept.status.success(), "{}", text(&kept.stderr));
    let tested = case.run(&["claims", "case", "--test"], "");
    assert_eq!(tested.status.code(), Some(1), "{}", text(&tested.stdout));
    assert!(text(&tested.stdout).contains("is read (done fire: KP)"), "{}", text(&tested.stdout));
    // Words that never mean what they would mean alone mend it.
    let words = case.path("korea-2018.words.toml");
    let mended = format!(
        "stop = [\"artillery rounds from Changrin Island\", \"North Korea fired\"]\n{}",
        fs::read_to_string(&words).unwrap()
    );
    fs::write(&words, mended).unwrap();
    let tested = case.run(&["claims", "case", "--test"], "");
    assert!(tested.status.success(), "{}", text(&tested.stdout));
}

#[test]
fn a_report_that_says_nothing_of_the_agreement_yields_nothing() {
    let case = Case::new(&[("kcna/2019-11-10.txt", HARVEST)]);
    let listed = text(&case.run(&["claims", "case", "--queue", "--at", "2019-11-30"], "").stdout);
    assert!(listed.contains("0 claims wait of 1 report"), "{listed}");
}

#[test]
fn a_decision_is_a_signed_entry_where_the_case_has_a_record() {
    let case = usual();
    let began = case.run(&["init", "case", "--test-keys"], "");
    assert!(began.status.success(), "{}", text(&began.stderr));
    let arguments = ["claims", "case", "--review", "--by", "collector", "--at", "2019-11-30", "--test-keys"];
    let done = case.run(&arguments, "a\na\nr a drill\n");
    assert!(done.status.success(), "{}{}", text(&done.stdout), text(&done.stderr));
    let verified = case.run(&["record", "verify", "case"], "");
    assert!(matches!(verified.status.code(), Some(0 | 2)), "{}", text(&verified.stdout));
    let status = case.json(&["status", "case", "--as-of", "2019-11-30", "--format", "json"]);
    assert!(status["said"].as_array().is_some_and(|said| !said.is_empty()), "{:#}", status["said"]);
    // Who is no holder of a key signs nothing, and so decides nothing.
    fs::remove_file(case.path("claims/decisions.ndjson")).unwrap();
    let nobody = case
        .run(&["claims", "case", "--review", "--by", "nobody", "--at", "2019-11-30", "--test-keys"], "a\n");
    assert_eq!(nobody.status.code(), Some(2), "{}", text(&nobody.stdout));
    assert!(!case.path("claims/decisions.ndjson").exists());
}

#[test]
fn check_tells_words_that_the_agreement_does_not_have() {
    let case = Case::new(&[]);
    let words = case.path("korea-2018.words.toml");
    let text_of = fs::read_to_string(&words).unwrap();
    let wrong = text_of
        .replace("\"guard-posts\", \"posts-all\", \"posts-destroyed\"", "\"guard-poles\"")
        .replace("is = \"DPRK\"", "is = \"NORTH\"");
    fs::write(&words, wrong).unwrap();
    let checked = case.run(&["check", "case"], "");
    assert_eq!(checked.status.code(), Some(1));
    let shown = text(&checked.stdout);
    assert!(
        shown.contains("the agreement has no norm `guard-poles`")
            && shown.contains("no party or body `NORTH`"),
        "{shown}"
    );
    let view = case.json(&["check", "case", "--format", "json"]);
    assert_eq!(problems("check.schema.json", &view), Vec::<String>::new());
    assert_eq!((view["errors"].as_u64(), view["words"].as_array().map(Vec::len)), (Some(2), Some(2)));
}

#[test]
fn words_may_stand_in_the_agreement_itself() {
    let case = Case::new(&[("harbour/2019-11-06.txt", &HARBOUR.replace("North Korea", "Chosunland"))]);
    let none = text(&case.run(&["claims", "case"], "").stdout);
    assert!(!none.contains("fire: KP"), "{none}");
    let agreement = case.path("korea-2018.agreement.md");
    let mut whole = fs::read_to_string(&agreement).unwrap();
    whole.push_str("\n```words\n[[actor]]\nid = \"KP\"\nkind = \"party\"\nnames = [\"Chosunland\"]\n```\n");
    fs::write(&agreement, &whole).unwrap();
    let shown = text(&case.run(&["claims", "case"], "").stdout);
    assert!(shown.contains("done fire: KP"), "{shown}");
    fs::write(&agreement, whole.replace("names = [\"Chosunland\"]", "nams = []")).unwrap();
    let checked = case.run(&["check", "case"], "");
    assert!(text(&checked.stdout).contains("in the block `words` below line"), "{}", text(&checked.stdout));
}

#[test]
fn the_words_of_every_bundled_agreement_name_what_it_has() {
    for folder in fs::read_dir(root().join("agreements")).unwrap() {
        let folder = folder.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        if folder.join(format!("{name}.words.toml")).is_file() {
            let checked =
                Command::new(env!("CARGO_BIN_EXE_armistice")).arg("check").arg(&folder).output().unwrap();
            let shown = text(&checked.stdout);
            assert!(!shown.contains("the agreement has no"), "{name}: {shown}");
        }
    }
}

#[test]
fn a_decision_is_taken_back_and_what_came_of_it_does_not_count_from_then_on() {
    let case = usual();
    let row = |as_of: &str, known_at: &str| {
        let view =
            case.json(&["status", "case", "--as-of", as_of, "--known-at", known_at, "--format", "json"]);
        let norms = view["norms"].as_array().unwrap().clone();
        norms.into_iter().find(|row| row["id"] == "sea-live-fire/DPRK").unwrap()
    };
    let before = row("2019-11-30", "2019-12-31");
    case.review("c place=zone:west-buffer\na\na\n");
    let decided = row("2019-11-30", "2019-12-31");
    assert_ne!(before, decided);
    let journal = || fs::read_to_string(case.path("claims/decisions.ndjson")).unwrap();
    let first: Value = serde_json::from_str(journal().lines().next().unwrap()).unwrap();
    let claim = first["claim"].as_str().unwrap().to_owned();
    let back = |at: &str| {
        let arguments = [
            "claims",
            "case",
            "--take-back",
            &claim,
            "--by",
            "analyst-2",
            "--reason",
            "another island",
            "--at",
            at,
        ];
        case.run(&arguments, "")
    };
    let then = row("2019-11-30", "2019-12-01");
    let done = back("2019-12-05");
    assert!(done.status.success(), "{}", text(&done.stderr));
    // Known before it was taken back it counts, known after that it does not; the other carrier of the word waits again.
    assert_eq!(row("2019-11-30", "2019-12-01"), then);
    assert_eq!(row("2019-11-30", "2019-12-31"), before);
    let view = case.json(&["claims", "case", "--queue", "--at", "2019-12-31", "--format", "json"]);
    assert_eq!(view["pending"].as_array().unwrap().len(), 3, "{:#}", view["pending"]);
    // Only ever added to, and nothing is taken back twice.
    assert_eq!(journal().lines().count(), 3);
    let again = back("2019-12-06");
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("nothing to take back"), "{}", text(&again.stderr));
    // Decided anew it is a fact of another name.
    let anew = case.run(&["claims", "case", "--review", "--by", "analyst-1", "--at", "2019-12-20"], "a\nq\n");
    assert!(anew.status.success(), "{}", text(&anew.stderr));
    let facts = fs::read_to_string(case.path("inbox/claims.ndjson")).unwrap();
    let names: std::collections::BTreeSet<String> = facts
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names.len(), facts.lines().count(), "{names:?}");
    assert!(names.contains(&format!("claim-{claim}-back")), "{names:?}");
}

#[test]
fn in_a_record_only_whoever_told_it_takes_it_back() {
    let case = usual();
    assert!(case.run(&["init", "case", "--test-keys"], "").status.success());
    let arguments = ["claims", "case", "--review", "--by", "collector", "--at", "2019-11-30", "--test-keys"];
    assert!(case.run(&arguments, "a\nq\n").status.success());
    let journal = fs::read_to_string(case.path("claims/decisions.ndjson")).unwrap();
    let first: Value = serde_json::from_str(journal.lines().next().unwrap()).unwrap();
    let claim = first["claim"].as_str().unwrap();
    let back = |by: &str| {
        let given =
            ["claims", "case", "--take-back", claim, "--by", by, "--reason", "misread", "--test-keys"];
        case.run(&given, "")
    };
    let other = back("DPRK");
    assert_eq!(other.status.code(), Some(2), "{}", text(&other.stdout));
    assert!(text(&other.stderr).contains("told by collector"), "{}", text(&other.stderr));
    let own = back("collector");
    assert!(own.status.success(), "{}", text(&own.stderr));
    let verified = case.run(&["record", "verify", "case"], "");
    assert!(matches!(verified.status.code(), Some(0 | 2)), "{}", text(&verified.stdout));
    let queue = case.json(&["claims", "case", "--queue", "--format", "json"]);
    assert!(queue["pending"].as_array().unwrap().iter().any(|one| one["claim"]["id"] == claim));
}
