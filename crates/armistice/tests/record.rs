//! The record of the Korea case through the built program: begun, filled, checked, cosigned, compared, proven, spoilt.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it should be"
)]

use std::fs;
use std::path::Path;

use korea_case::{Korea, armistice, copy_all, root, told};

#[path = "record/decisions.rs"]
mod decisions;
#[path = "record/founding.rs"]
mod founding;
#[path = "record/keys.rs"]
mod keys;
#[path = "record/korea_case.rs"]
mod korea_case;
#[path = "record/points.rs"]
mod points;
#[path = "record/receipts.rs"]
mod receipts;
#[path = "record/secrets.rs"]
mod secrets;
#[path = "record/states.rs"]
mod states;
#[path = "record/tokens.rs"]
mod tokens;
#[path = "record/tracks.rs"]
mod tracks;
#[path = "record/troubles.rs"]
mod troubles;

#[test]
fn the_record_is_the_same_on_every_machine_and_both_parties_make_it_final() {
    let korea = Korea::new();
    let verify = ["record", "verify", &korea.case()];
    let mut text = korea.told(&verify);
    assert_eq!(korea.cosign("ROK", "1800000000").1, 0);
    assert_eq!(korea.cosign("DPRK", "1800000060").1, 0);
    text += &korea.told(&verify);
    insta::assert_snapshot!(text);
}

#[test]
fn the_judgement_from_the_record_is_that_from_the_table() {
    let korea = Korea::new();
    for day in ["2018-12-18", "2026-01-01"] {
        let (from_record, _) = told(&["status", &korea.case(), "--as-of", day]);
        let (from_table, _) = told(&["status", "agreements/korea-2018", "--as-of", day]);
        assert_eq!(from_record, from_table);
    }
}

#[test]
fn what_is_there_already_is_not_recorded_again() {
    let korea = Korea::new();
    let (text, code) =
        told(&["ingest", &korea.case(), "agreements/korea-2018/inbox/facts.csv", "--test-keys"]);
    assert!(text.starts_with("0 facts recorded") && code == 0, "{text}");
    let (text, code) = told(&["init", &korea.case(), "--test-keys"]);
    assert!(text.contains("entries already") && code == 2, "{text}");
}

#[test]
fn a_changed_word_is_found_by_verify_and_nobody_judges_or_cosigns_over_it() {
    let korea = Korea::new();
    let bundle = korea.file("tile/entries/000.p/240");
    let text =
        String::from_utf8(fs::read(&bundle).unwrap().iter().map(|byte| byte & 0x7f).collect()).unwrap();
    let at = text.find("guard post").unwrap();
    let mut bytes = fs::read(&bundle).unwrap();
    bytes[at] = b'G';
    fs::write(&bundle, bytes).unwrap();
    let mut shown = korea.told(&["record", "verify", &korea.case()]);
    shown += &korea.told(&["status", &korea.case()]);
    insta::assert_snapshot!(shown);
    assert_eq!(korea.cosign("ROK", "1800000000").1, 3);
}

#[test]
fn copies_are_compared_and_two_histories_are_shown_with_both_signatures() {
    let korea = Korea::new();
    let (one, other) = (korea.copy(), korea.copy());
    let compare = |one: &Korea, other: &Korea| told(&["record", "compare", &one.case(), &other.case()]);
    assert!(compare(&one, &other).0.starts_with("same"));
    let table = fs::read_to_string(root().join("agreements/korea-2018/inbox/facts.csv")).unwrap();
    let (header, first) = (table.lines().next().unwrap(), table.lines().nth(1).unwrap());
    let more = |korea: &Korea, id: &str| {
        let file = korea.folder.path().join("more.csv");
        fs::write(&file, format!("{header}\n{}\n", first.replacen("r001-rok", id, 1))).unwrap();
        assert_eq!(told(&["ingest", &korea.case(), &file.to_string_lossy(), "--test-keys"]).1, 0);
    };
    more(&one, "new-1");
    assert!(compare(&one, &other).0.starts_with("prefix"));
    more(&other, "new-2");
    let (text, code) = compare(&one, &other);
    assert_eq!(code, 3);
    assert!(
        text.starts_with("FORK") && text.matches("\u{2014} korea-2018.example/1 ").count() == 2,
        "{text}"
    );
    // A witness that has seen one history does not cosign the other.
    assert_eq!(one.cosign("ROK", "1800000000").1, 0);
    fs::remove_dir_all(other.file("witness")).unwrap_or_default();
    copy_all(&one.file("witness"), &other.file("witness"));
    assert_eq!(other.cosign("ROK", "1800000000").1, 3);
}

#[test]
fn a_party_follows_with_its_own_copy_and_carries_back_what_it_has_seen() {
    let korea = Korea::new();
    let own = Korea { folder: tempfile::tempdir().unwrap() };
    let policy = korea.file("policy.txt").to_string_lossy().into_owned();
    let pull = ["record", "pull", &own.case(), "--from", &korea.case(), "--policy", &policy];
    let (text, code) = told(&pull);
    assert_eq!((text.as_str(), code), ("240 entries, 0 before; news of 0 witnesses\n", 0));
    let verify = |copy: &Korea| told(&["record", "verify", &copy.case(), "--policy", &policy]);
    assert_eq!(verify(&own), verify(&korea));
    assert_eq!(own.cosign("ROK", "1800000000").1, 0);
    let push = told(&["record", "push", &own.case(), "--to", &korea.case()]);
    assert_eq!(push, ("news of 1 witness carried\n".to_owned(), 0));
    assert!(verify(&korea).0.contains("ROK/witness 240 (2027-01-15T08:00:00Z)"));
    // The keeper goes on after what was carried to it.
    let ingest = ["ingest", &korea.case(), "agreements/korea-2018/inbox/facts.csv", "--test-keys"];
    assert_eq!(told(&ingest).1, 0);
}

#[test]
fn an_entry_is_proven_by_one_file_and_a_policy() {
    let korea = Korea::new();
    korea.cosign("ROK", "1800000000");
    korea.cosign("DPRK", "1800000060");
    let proof = armistice(&["record", "prove", &korea.case(), "17"]);
    assert!(proof.status.success());
    let file = korea.folder.path().join("17.tlog-proof");
    fs::write(&file, &proof.stdout).unwrap();
    let policy = korea.file("policy.txt");
    let check = |file: &Path| {
        told(&["record", "check-proof", &file.to_string_lossy(), "--policy", &policy.to_string_lossy()])
    };
    let (text, code) = check(&file);
    assert_eq!(code, 0, "{text}");
    assert!(
        text.starts_with("PROVEN: entry 17 of korea-2018.example/1") && text.matches("seen by").count() == 2
    );
    let spoilt = String::from_utf8(proof.stdout).unwrap().replacen("index 17", "index 18", 1);
    fs::write(&file, spoilt).unwrap();
    assert_eq!(check(&file).1, 3);
}

#[test]
fn keys_are_made_once_and_for_their_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("north").to_string_lossy().into_owned();
    let make = ["record", "keys", &file, "--name", "north.example/w", "--purpose", "cosigning", "--plain"];
    let (key, code) = told(&make);
    assert!(key.starts_with("north.example/w+") && code == 0, "{key}");
    assert_eq!(told(&make).1, 2);
    let (shown, _) = told(&["record", "keys", &format!("{file}.key")]);
    assert_eq!(shown, key);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(format!("{file}.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }
}

/// A record begun with keys of one's own.
#[test]
fn a_record_is_begun_with_key_files() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::create_dir(folder.path().join("keys")).unwrap();
    let origin = "mission.example/korea/1";
    let make = |file: &str, name: &str, purpose: &str| {
        let make = ["record", "keys", &at(file), "--name", name, "--purpose", purpose, "--plain"];
        assert_eq!(told(&make).1, 0);
    };
    make("keys/log", origin, "signing");
    for holder in ["ROK", "DPRK", "UNC", "secretariat", "collector"] {
        make(&format!("keys/{holder}"), &format!("{origin}/{holder}"), "signing");
        make(&format!("keys/{holder}-witness"), &format!("{origin}/{holder}/witness"), "cosigning");
    }
    let agreement = "agreements/korea-2018/korea-2018.agreement.md";
    let init = ["init", &at("case"), "--agreement", agreement, "--origin", origin, "--keys", &at("keys")];
    let (text, code) = told(&init);
    assert_eq!(code, 0, "{text}");
    let table = "agreements/korea-2018/inbox/facts.csv";
    assert_eq!(told(&["ingest", &at("case"), table, "--keys", &at("keys")]).1, 0);
    let (text, code) = told(&["record", "verify", &at("case"), "--json"]);
    assert_eq!(code, 0, "{text}");
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    let schema = fs::read_to_string(root().join("schemas/record-verify.schema.json")).unwrap();
    let schema = jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap();
    assert!(schema.is_valid(&report), "{text}");
}
