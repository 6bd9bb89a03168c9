//! Entries of any kind from a file: who decides, keys that come and go, and what a check that goes on from an earlier one
//! leaves out.

use std::fs;

use crate::korea_case::{Korea, told};

fn write(korea: &Korea, kind: &str, payload: &str, more: &[&str]) -> (String, i32) {
    let file = korea.folder.path().join(format!("{kind}.json"));
    fs::write(&file, payload).unwrap();
    let file = file.to_string_lossy();
    told(&[&["record", "write", &korea.case(), &file, "--kind", kind, "--test-keys"], more].concat())
}

fn policy(korea: &Korea) -> String {
    let policy = fs::read_to_string(korea.file("policy.txt")).unwrap();
    let lines: Vec<String> = policy.lines().map(|line| format!("\"{line}\"")).collect();
    format!("{{\"policy\": [{}]}}", lines.join(", "))
}

#[test]
fn a_new_policy_is_the_quorums_and_no_partys_alone() {
    let korea = Korea::new();
    let (text, code) = write(&korea, "policy", &policy(&korea), &["--by", "ROK"]);
    assert!(
        text.contains("fewer have signed it than the quorum of the policy in force") && code == 2,
        "{text}"
    );
    let both = ["--by", "secretariat", "--also", "ROK", "--also", "DPRK"];
    let (text, code) = write(&korea, "policy", &policy(&korea), &both);
    assert_eq!((text.as_str(), code), ("entry 240: policy of `secretariat`\n", 0));
    let shown = korea.told(&["record", "verify", &korea.case()]);
    assert!(
        shown.contains("policy #2 in force since entry 241") && shown.ends_with("exit code 0\n"),
        "{shown}"
    );
}

/// The other party looks at it on its own machine and signs it there.
#[test]
fn a_decision_travels_to_whoever_has_to_sign_it() {
    let korea = Korea::new();
    let at = |name: &str| korea.folder.path().join(name).to_string_lossy().into_owned();
    let (draft, signed) = (at("draft"), at("signed"));
    assert_eq!(write(&korea, "policy", &policy(&korea), &["--by", "ROK", "--out", &draft]).1, 0);
    let accept = [
        "record",
        "accept",
        &draft,
        "--by",
        "DPRK",
        "--record",
        &korea.case(),
        "--test-keys",
        "--out",
        &signed,
    ];
    let (text, code) = told(&accept);
    assert!(text.contains("Sets the policy for entries from the next one on.") && code == 0, "{text}");
    let (text, code) = told(&["record", "submit", &korea.case(), &signed, "--test-keys"]);
    assert!(text.starts_with("entry 240: policy") && code == 0, "{text}");
}

#[test]
fn a_stolen_key_ends_and_another_takes_its_place() {
    let korea = Korea::new();
    let keys = korea.folder.path().join("keys");
    fs::create_dir(&keys).unwrap();
    let new = keys.join("collector").to_string_lossy().into_owned();
    let name = "korea-2018.example/1/collector/2";
    let (key, code) = told(&["record", "keys", &new, "--name", name, "--plain"]);
    assert_eq!(code, 0, "{key}");
    let both = ["--by", "secretariat", "--also", "ROK", "--also", "DPRK"];
    let added =
        format!("{{\"holder\": \"collector\", \"role\": \"collector\", \"key\": \"{}\"}}", key.trim());
    let (text, code) = write(&korea, "key_add", &added, &["--by", "ROK"]);
    assert!(text.contains("quorum") && code == 2, "{text}");
    // The old key is the one that test keys are made of; its holder or the quorum can end it.
    let old = genesis(&korea);
    assert_eq!(write(&korea, "key_add", &added, &both).1, 0);
    let at = old.find("korea-2018.example/1/collector+").unwrap();
    let old = old[at..].split('"').next().unwrap();
    let revoked = format!("{{\"key\": \"{old}\", \"why\": \"stolen\"}}");
    let (text, code) = write(&korea, "key_revoke", &revoked, &["--by", "ROK"]);
    assert!(text.contains("quorum") && code == 2, "{text}");
    assert_eq!(write(&korea, "key_revoke", &revoked, &both).1, 0);
    let say = ["record", "say", &korea.case(), "--text", "by the thief", "--by", "collector", "--test-keys"];
    let (text, code) = told(&say);
    assert!(text.contains("is no key that is valid at this place") && code == 2, "{text}");
    let shown = korea.told(&["record", "verify", &korea.case()]);
    assert!(shown.contains("by keys retired LATER") && !shown.contains(", 0 by keys"), "{shown}");
}

/// The first entry, as it stands in its bundle behind two bytes of length.
fn genesis(korea: &Korea) -> String {
    let bundle = fs::read(korea.file("tile/entries/000.p/240")).unwrap();
    let length = usize::from(u16::from_be_bytes([bundle[0], bundle[1]]));
    String::from_utf8(bundle[2..2 + length].to_vec()).unwrap()
}

#[test]
fn what_has_not_the_form_of_its_kind_is_told() {
    let korea = Korea::new();
    for (kind, payload, reason) in [
        ("policy", "{\"policy\": [\"quorum\"]}", "`e.policy` is no trust policy"),
        ("finding", "{}", "`e.verdict` is missing"),
        ("finding", "{\"verdict\": 1.5}", "`verdict` is no whole number"),
        ("finding", "not JSON", "expected ident"),
        ("fnding", "{}", "--kind `fnding` is none of key_add"),
        ("genesis", "{}", "--kind `genesis` is none of"),
    ] {
        let (text, code) = write(&korea, kind, payload, &["--by", "ROK"]);
        assert!(text.contains(reason) && code == 2, "{kind} {payload}: {text}");
    }
}

#[test]
fn a_check_goes_on_from_an_earlier_one() {
    let korea = Korea::new();
    let before = korea.folder.path().join("before").to_string_lossy().into_owned();
    fs::copy(korea.file("checkpoint"), &before).unwrap();
    let finding = "{\"verdict\": \"not shown\"}";
    assert_eq!(write(&korea, "finding", finding, &["--by", "secretariat"]).1, 0);
    let shown = korea.told(&["record", "verify", &korea.case(), "--from", &before]);
    assert!(shown.contains("authors  1 signatures good, 242 before them not worked out again"), "{shown}");
    assert!(shown.ends_with("exit code 0\n"), "{shown}");
    // A checkpoint of another history of the same log.
    let other = Korea::new();
    let claim = ["--text", "another", "--by", "ROK", "--test-keys"];
    assert_eq!(told(&[&["record", "say", &other.case()], &claim[..]].concat()).1, 0);
    let forked = other.file("checkpoint").to_string_lossy().into_owned();
    let shown = korea.told(&["record", "verify", &korea.case(), "--from", &forked]);
    assert!(shown.contains("FORK: you have checked root") && shown.ends_with("exit code 3\n"), "{shown}");
}

#[test]
fn a_lost_journal_is_begun_anew_from_what_is_published() {
    let korea = Korea::new();
    let rebuild = ["record", "rebuild", &korea.case(), "--test-keys"];
    let (text, code) = told(&rebuild);
    assert!(text.contains("there is a journal") && code == 2, "{text}");
    fs::remove_dir_all(korea.file(".state")).unwrap();
    let say = ["record", "say", &korea.case(), "--text", "after", "--by", "ROK", "--test-keys"];
    let (text, code) = told(&say);
    assert!(text.contains("there is a checkpoint and no journal") && code == 2, "{text}");
    let (text, code) = told(&rebuild);
    assert!(
        text.starts_with("the journal of korea-2018.example/1 goes on from 240 entries") && code == 0,
        "{text}"
    );
    assert_eq!(told(&say).1, 0);
    let shown = korea.told(&["record", "verify", &korea.case()]);
    assert!(shown.ends_with("exit code 0\n"), "{shown}");
}

/// A record goes on: what both parties have signed of an earlier tree still proves what it holds.
#[test]
fn an_entry_is_proven_by_the_newest_tree_that_enough_have_signed() {
    let korea = Korea::new();
    assert_eq!(korea.cosign("ROK", "1800000000").1, 0);
    assert_eq!(korea.cosign("DPRK", "1800000060").1, 0);
    let finding = "{\"verdict\": \"not shown\"}";
    assert_eq!(write(&korea, "finding", finding, &["--by", "secretariat"]).1, 0);
    assert_eq!(korea.cosign("ROK", "1800000120").1, 0);
    let policy = korea.file("policy.txt").to_string_lossy().into_owned();
    let proven = |index: &str| {
        let (proof, code) = told(&["record", "prove", &korea.case(), index]);
        assert_eq!(code, 0, "{proof}");
        let file = korea.folder.path().join("proof").to_string_lossy().into_owned();
        fs::write(&file, proof).unwrap();
        told(&["record", "check-proof", &file, "--policy", &policy])
    };
    let (text, code) = proven("17");
    assert!(
        text.contains("entry 17 of korea-2018.example/1, in the tree of size 240") && code == 0,
        "{text}"
    );
    assert!(text.contains("ROK/witness at") && text.contains("DPRK/witness at"), "{text}");
    let (text, code) = proven("240");
    assert!(text.contains("NOT PROVEN: the checkpoint bears 1 cosignatures") && code != 0, "{text}");
}
