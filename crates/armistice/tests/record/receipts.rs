//! The keeper's receipts: a promise that was kept, one that was broken, and the complaint.

use std::fs;
use std::path::PathBuf;

use crate::korea_case::{Korea, told};

fn record(korea: &Korea, verb: &str, arguments: &[&str]) -> (String, i32) {
    told(&[&["record", verb, &korea.case()], arguments].concat())
}

/// A claim of a party, signed for the keeper, in a file.
fn claim(korea: &Korea, by: &str, name: &str) -> String {
    let file = korea.folder.path().join(name).to_string_lossy().into_owned();
    let arguments = ["--text", "shots were heard", "--by", by, "--test-keys", "--out", &file];
    assert_eq!(record(korea, "say", &arguments).1, 0);
    file
}

fn receipt_of(file: &str) -> PathBuf {
    let mut receipts = fs::read_dir(format!("{file}.receipts/receipt")).unwrap();
    receipts.next().unwrap().unwrap().path()
}

#[test]
fn a_promise_that_the_keeper_breaks_is_found_and_told() {
    let korea = Korea::new();
    let (kept, dropped) = (claim(&korea, "ROK", "kept"), claim(&korea, "DPRK", "dropped"));
    let (text, code) = record(&korea, "submit", &[&dropped, "--promise", "241", "--test-keys"]);
    assert!(text.starts_with("promised by size 241: claim 2 of `DPRK`") && code == 0, "{text}");
    let receipt = receipt_of(&dropped);
    let receipt = receipt.to_string_lossy();
    let verify = || korea.told(&["record", "verify", &korea.case(), "--receipt", &receipt]);
    let shown = verify();
    assert!(shown.contains("promises 0 kept · 0 late · 0 BROKEN · 1 not due yet"), "{shown}");
    let complain = |by: &str| record(&korea, "complain", &[&receipt, "--by", by, "--test-keys"]);
    assert!(complain("DPRK").0.contains("the promise is for size 241, and the record has 240"));

    // Another's entry goes in; that of this party is left out.
    assert_eq!(record(&korea, "submit", &[&kept, "--test-keys"]).1, 0);
    let own = receipt_of(&kept);
    let shown = korea.told(&["record", "verify", &korea.case(), "--receipt", &own.to_string_lossy()]);
    assert!(
        shown.contains("promises 1 kept · 0 late · 0 BROKEN") && shown.ends_with("exit code 0\n"),
        "{shown}"
    );
    let shown = verify();
    assert!(shown.contains("PROMISE BROKEN: the keeper signed that entry"), "{shown}");
    assert!(shown.ends_with("exit code 2\n"), "{shown}");
    let (text, code) = complain("DPRK");
    assert!(text.contains("`DPRK` says that a promise was broken") && code == 0, "{text}");
    let shown = korea.told(&["record", "verify", &korea.case()]);
    assert!(shown.contains("warning  entry 241: PROMISE BROKEN"), "{shown}");
    // A receipt that somebody makes up is none.
    let forged = korea.folder.path().join("forged");
    fs::write(&forged, fs::read_to_string(&*receipt).unwrap().replace("\n241\n", "\n240\n")).unwrap();
    let shown = korea.told(&["record", "verify", &korea.case(), "--receipt", &forged.to_string_lossy()]);
    assert!(shown.contains("it is no receipt of this log"), "{shown}");
}
