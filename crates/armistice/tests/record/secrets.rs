//! What a record binds and does not show: sealed files, fields told apart, what is erased by order; and evidence by hash.

use std::fs;

use crate::korea_case::{Korea, told};

fn at(korea: &Korea, name: &str) -> String {
    korea.folder.path().join(name).to_string_lossy().into_owned()
}

fn record(korea: &Korea, verb: &str, arguments: &[&str]) -> (String, i32) {
    told(&[&["record", verb, &korea.case()], arguments].concat())
}

/// The entry that a line such as `entry 240: …` names.
fn entry_in(text: &str) -> String {
    text.split(['#', ' ', ':']).nth(1).unwrap().to_owned()
}

fn verified(korea: &Korea) -> (String, i32) {
    told(&["record", "verify", &korea.case()])
}

#[test]
fn what_is_sealed_is_opened_by_the_named_and_revealed_to_all() {
    let korea = Korea::new();
    let (identity, stranger) = (at(&korea, "dprk.age"), at(&korea, "stranger.age"));
    let (recipient, _) = told(&["record", "keys", &identity, "--age"]);
    assert_eq!(told(&["record", "keys", &stranger, "--age"]).1, 0);
    fs::write(at(&korea, "places.txt"), "the stores lie at 38.1, 127.2").unwrap();
    let (file, opening) = (at(&korea, "places.txt"), at(&korea, "opening"));
    let arguments = ["--to", recipient.trim(), "--due", "2019-12-31T00:00:00Z", "--opening", &opening];
    let by = ["--by", "ROK", "--test-keys"];
    let (text, code) = record(&korea, "seal", &[&[file.as_str()], &arguments[..], &by].concat());
    assert!(text.starts_with("entry 240: `ROK` seals something under ") && code == 0, "{text}");
    let (text, code) = verified(&korea);
    assert!(text.contains("seal of `ROK` was to be revealed by 2019-12-31T00:00:00Z") && code == 2, "{text}");

    let open = |identity: &str, into: &str| {
        record(&korea, "open", &["240", "--identity", identity, "--into", &at(&korea, into)])
    };
    assert_eq!(open(&stranger, "no").1, 2);
    let (text, code) = open(&identity, "opened");
    assert!(text.starts_with("opened: 29 bytes, as `ROK` is bound to at entry 240") && code == 0, "{text}");
    assert_eq!(fs::read(at(&korea, "opened")).unwrap(), fs::read(&file).unwrap());

    // Nobody can show another thing than was sealed, and the program does not sign it either.
    fs::write(at(&korea, "other.txt"), "the stores lie elsewhere").unwrap();
    let other = ["240", "--opening", &opening, "--file", &at(&korea, "other.txt")];
    let (text, code) = record(&korea, "reveal", &[&other[..], &by].concat());
    assert!(text.contains("is not what was sealed") && code == 2, "{text}");
    let reveal = ["240", "--opening", &opening, "--file", &file];
    let (text, code) = record(&korea, "reveal", &[&reveal[..], &by].concat());
    assert!(text.contains("`ROK` reveals what it sealed at entry 240") && code == 0, "{text}");
    let (text, code) = verified(&korea);
    assert!(text.contains("seals    1 · 1 revealed") && code == 0, "{text}");
}

#[test]
fn a_field_told_apart_is_erased_by_order_and_the_tree_does_not_change() {
    let korea = Korea::new();
    let apart =
        ["--text", "a man was seen at the post", "--apart", "name=A. Person", "--apart", "plate=AB 123"];
    let by = |name: &'static str| ["--by", name, "--test-keys"];
    let (text, code) = record(&korea, "say", &[&apart[..], &by("DPRK")].concat());
    assert_eq!(code, 0, "{text}");
    let digest = text.lines().find(|line| line.contains("told apart: name")).unwrap();
    let digest = digest.rsplit([' ', ')']).find(|word| word.len() == 64).unwrap().to_owned();
    let leaf = fs::read(korea.file("tile/entries/000.p/241")).unwrap();
    assert!(!String::from_utf8_lossy(&leaf).contains("A. Person"));
    assert!(verified(&korea).0.contains("apart    2 told · 0 kept back · 0 erased by order"));

    // One side alone cannot have it erased; the quorum of the policy is both.
    let order = ["--digest", &digest, "--ground", "the wish of the person"];
    let (text, code) = record(&korea, "erase", &[&order[..], &by("DPRK")].concat());
    assert!(text.contains("fewer have signed it than the quorum") && code == 2, "{text}");
    let file = at(&korea, "order.entries");
    let out = [&order[..], &by("DPRK"), &["--out", &file]].concat();
    assert_eq!(record(&korea, "erase", &out).1, 0);
    let both = at(&korea, "both.entries");
    let accept =
        ["record", "accept", &file, "--by", "ROK", "--record", &korea.case(), "--out", &both, "--test-keys"];
    let (text, code) = told(&accept);
    assert!(text.contains("ground: the wish of the person") && code == 0, "{text}");
    let (text, code) = record(&korea, "submit", &[&both, "--test-keys"]);
    assert!(text.starts_with("entry 241: erasure_order") && code == 0, "{text}");
    let (text, code) = verified(&korea);
    assert!(text.contains("`name` is still here, and was ordered to be erased") && code == 2, "{text}");

    for (name, here) in [("DPRK", 1), ("ROK", 0), ("secretariat", 0)] {
        let (text, code) =
            record(&korea, "erased", &[&[entry_in("entry 241:").as_str()], &by(name)[..]].concat());
        assert!(text.contains(&format!("({here} of 1 thing were here)")) && code == 0, "{text}");
    }
    let (text, code) = verified(&korea);
    assert!(text.contains("apart    1 told · 0 kept back · 1 erased by order") && code == 0, "{text}");
    let told = fs::read_dir(korea.file("disclosure")).unwrap().next().unwrap().unwrap();
    assert!(!fs::read_to_string(told.path()).unwrap().is_empty());
}

#[test]
fn evidence_is_kept_by_its_hash() {
    let korea = Korea::new();
    let file = at(&korea, "photo.jpg");
    fs::write(&file, b"a photograph").unwrap();
    let ingest =
        ["ingest", &korea.case(), "--evidence", &file, "--captured", "2018-12-12T03:00:00Z", "--test-keys"];
    let (text, code) = told(&ingest);
    assert!(text.starts_with("0 facts and 1 file of evidence recorded") && code == 0, "{text}");
    let (proof, _) = record(&korea, "prove", &["240"]);
    assert!(proof.contains("\n"), "{proof}");
    assert_eq!(verified(&korea).1, 0);
    let digest = armistice_record::Hash::of(b"a photograph").hex();
    let blob = korea.file(&format!("blob/sha256/{}/{digest}", &digest[..2]));
    fs::write(&blob, b"another photograph").unwrap();
    let (text, code) = verified(&korea);
    assert!(text.contains("it does not have the hash that entry 240 binds") && code == 3, "{text}");
    fs::remove_file(blob).unwrap();
    assert_eq!(verified(&korea).1, 2);
}
