//! The state of the Korea case: the same hash on every machine, signed by who has worked it out, and told where another
//! machine made another of it.

use std::fs;

use armistice_record::Hash;

use crate::korea_case::{Korea, told};

const AS_OF: [&str; 2] = ["--as-of", "2019-11-30"];

fn attest(korea: &Korea, by: &str, more: &[&str]) -> (String, i32) {
    told(&[&["record", "attest", &korea.case(), "--by", by, "--test-keys"], &AS_OF[..], more].concat())
}

/// The hash stands here as it came out on one machine. Whoever gets another has found a fault worth telling.
#[test]
fn the_state_of_the_korea_case_is_the_same_on_every_machine() {
    let korea = Korea::new();
    let state = |more: &[&str]| told(&[&["record", "state", &korea.case()], &AS_OF[..], more].concat()).0;
    let rows = state(&[]);
    assert_eq!(state(&["--hash"]).trim(), Hash::of(rows.as_bytes()).hex());
    let kinds = |table: &str| rows.lines().filter(|row| row.starts_with(table)).count();
    let shown: Vec<&str> =
        rows.lines().filter(|row| row.contains("sea-live-fire/") || row.starts_with("case")).collect();
    let counts = format!(
        "{} facts, {} findings, {} verdicts\n{}\nhash {}",
        kinds("fact "),
        kinds("finding "),
        kinds("verdict "),
        shown.join("\n"),
        state(&["--hash"])
    );
    insta::assert_snapshot!(counts);
    assert_ne!(state(&["--known-at", "#100"]), rows);
}

#[test]
fn a_state_that_another_machine_made_otherwise_is_told_with_its_rows() {
    let korea = Korea::new();
    let attested = attest(&korea, "ROK", &[]);
    assert_eq!(attested.1, 0, "{}", attested.0);
    // The other party signs on its own machine, with a program that is wrong in one verdict.
    let file = korea.folder.path().join("dprk.entries");
    let file = file.to_string_lossy();
    let place = ["--known-at", "#239", "--out", &*file];
    assert_eq!(attest(&korea, "DPRK", &place).1, 0);
    let submit = ["record", "submit", &korea.case(), &file, "--test-keys"];
    let (text, code) = told(&submit);
    assert!(text.starts_with("entry 241: state_attest 2 of `DPRK`") && code == 0, "{text}");
    let verify = ["record", "verify", &korea.case()];
    let shown = korea.told(&verify);
    assert!(shown.contains("by ROK (entry 240), DPRK (entry 241): equals what it comes to here"), "{shown}");

    let other = korea.folder.path().join("other.entries");
    wrong(&korea, &other);
    let submit = ["record", "submit", &korea.case(), &other.to_string_lossy(), "--test-keys"];
    let (text, code) = told(&submit);
    assert_eq!(code, 0, "{text}");
    let shown = korea.told(&verify);
    let lines: Vec<&str> = shown.lines().filter(|line| !line.starts_with("log ")).collect();
    insta::assert_snapshot!(lines.join("\n"));
    // What the record says twice is refused, and told.
    let (text, code) = told(&submit);
    assert!(text.starts_with("refused: state_attest 3 of `secretariat`") && code == 1, "{text}");
    let (json, _) = told(&["record", "verify", &korea.case(), "--json"]);
    let view: serde_json::Value = serde_json::from_str(&json).unwrap();
    let schema = fs::read_to_string(crate::root().join("schemas/record-verify.schema.json")).unwrap();
    let schema = jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap();
    let problems: Vec<String> = schema.iter_errors(&view).map(|error| error.to_string()).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!(view["states"][2]["here"], "differs");
}

/// An attestation of other rows than those that the record comes to, signed by one who could.
fn wrong(korea: &Korea, file: &std::path::Path) {
    use armistice_record::entry::Entry;
    use armistice_record::json::Json;
    use armistice_record::key::{Purpose, Secret};
    let rows = told(&[&["record", "state", &korea.case(), "--known-at", "#239"], &AS_OF[..]].concat()).0;
    let rows = rows.replacen("\"truth\":\"violated\"", "\"truth\":\"unknown\"", 1);
    let place = ["--known-at", "#239", "--out", &file.to_string_lossy()];
    assert_eq!(attest(korea, "secretariat", &place).1, 0);
    let mut entry = Entry::parse(fs::read_to_string(file).unwrap().trim_end().as_bytes()).unwrap();
    let Json::Object(payload) = &mut entry.body.payload else { panic!("an object") };
    let digest = Hash::of(rows.as_bytes()).hex();
    payload.insert("state".to_owned(), Json::text(&digest));
    let blob = [("sha256", Json::text(&digest)), ("bytes", Json::number(rows.len() as u64))];
    payload.insert("rows".to_owned(), Json::object(blob));
    let name = "korea-2018.example/1/secretariat";
    let seed = Hash::of(format!("armistice test key\n{name}").as_bytes());
    let secret = Secret::from_seed(name, Purpose::Signing, &seed.0).unwrap();
    fs::write(file, entry.body.sign(&[&secret]).to_bytes()).unwrap();
    let blobs = file.with_added_extension("blobs");
    fs::write(blobs.join(digest), rows).unwrap();
}
