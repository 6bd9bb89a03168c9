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

/// What a receipt is worth: no witness signs for a keeper who drops what it has promised.
#[test]
fn nobody_cosigns_over_a_broken_promise() {
    let korea = Korea::new();
    let (kept, dropped) = (claim(&korea, "ROK", "kept"), claim(&korea, "DPRK", "dropped"));
    assert_eq!(record(&korea, "submit", &[&dropped, "--promise", "241", "--test-keys"]).1, 0);
    assert_eq!(record(&korea, "submit", &[&kept, "--test-keys"]).1, 0);
    assert_eq!(korea.cosign("DPRK", "1800000000").1, 0, "it does not know of the receipt");
    let receipt = receipt_of(&dropped);
    fs::create_dir_all(korea.file("receipt")).unwrap();
    fs::copy(&receipt, korea.file("receipt").join(receipt.file_name().unwrap())).unwrap();
    let (text, code) = korea.cosign("DPRK", "1800000060");
    assert!(text.contains("not cosigned: a promise of the keeper is broken") && code == 2, "{text}");
    // Once the keeper records it, late as it is, there is nothing to hold back any more.
    assert_eq!(record(&korea, "submit", &[&dropped, "--test-keys"]).1, 0);
    let (text, code) = korea.cosign("DPRK", "1800000060");
    assert!(text.contains("cosigned korea-2018.example/1 at size 242") && code == 0, "{text}");
}

#[test]
fn a_promise_may_name_a_time_and_the_readers_clock_tells_when_it_is_over() {
    let korea = Korea::new();
    let file = claim(&korea, "DPRK", "dropped");
    let promise = |time: &str| {
        let arguments = [&file, "--promise", "1000", "--by-time", time, "--test-keys"].map(|one: &str| one);
        let told = record(&korea, "submit", &arguments);
        assert_eq!(told.1, 0, "{}", told.0);
        let receipt = receipt_of(&file).to_string_lossy().into_owned();
        korea.told(&["record", "verify", &korea.case(), "--receipt", &receipt])
    };
    let shown = promise("2099-01-01T00:00:00Z");
    assert!(shown.contains("1 not due yet") && shown.ends_with("exit code 0\n"), "{shown}");
    let shown = promise("2020-01-01T00:00:00Z");
    assert!(
        shown.contains("was promised for a time that is over") && shown.ends_with("exit code 2\n"),
        "{shown}"
    );
    let (text, code) =
        record(&korea, "complain", &[&receipt_of(&file).to_string_lossy(), "--by", "DPRK", "--test-keys"]);
    assert!(text.contains("says that a promise was broken") && code == 0, "{text}");
    assert!(
        record(&korea, "submit", &[&file, "--promise", "9", "--by-time", "soon", "--test-keys"])
            .0
            .contains("--by-time `soon`")
    );
}
