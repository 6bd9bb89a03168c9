//! A record is founded by parties that never show one another a secret: each has a folder of its own.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::korea_case::told;

const ORIGIN: &str = "mission.example/korea/1";
const AGREEMENT: &str = "agreements/korea-2018/korea-2018.agreement.md";

/// Machines side by side, each with the secrets of its owner and the public keys of all.
struct Machines {
    folder: TempDir,
}

impl Machines {
    fn new() -> Self {
        let machines = Machines { folder: tempfile::tempdir().unwrap() };
        for (machine, keys) in [
            ("keeper", &["log", "secretariat", "collector"][..]),
            ("rok", &["ROK", "ROK-witness"]),
            ("dprk", &["DPRK", "DPRK-witness"]),
        ] {
            fs::create_dir_all(machines.at(&format!("{machine}/keys"))).unwrap();
            keys.iter().for_each(|key| machines.make(machine, key));
        }
        for machine in ["rok", "dprk"] {
            machines.hand_over(machine, "keeper");
        }
        machines
    }

    fn at(&self, path: &str) -> String {
        self.folder.path().join(path).to_string_lossy().into_owned()
    }

    fn make(&self, machine: &str, key: &str) {
        let name = match key.strip_suffix("-witness") {
            _ if key == "log" => ORIGIN.to_owned(),
            Some(holder) => format!("{ORIGIN}/{holder}/witness"),
            None => format!("{ORIGIN}/{key}"),
        };
        let purpose = if key.ends_with("-witness") { "cosigning" } else { "signing" };
        let file = self.at(&format!("{machine}/keys/{key}"));
        let make = ["record", "keys", &file, "--name", &name, "--purpose", purpose, "--plain"];
        assert_eq!(told(&make).1, 0);
    }

    /// Public keys go from one machine to another, and nothing else does.
    fn hand_over(&self, from: &str, to: &str) {
        for entry in fs::read_dir(self.at(&format!("{from}/keys"))).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "pub") {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                fs::copy(&path, self.at(&format!("{to}/keys/{name}"))).unwrap();
            }
        }
    }

    fn propose(&self) -> (String, i32) {
        let (case, keys, file) = (self.at("keeper/case"), self.at("keeper/keys"), self.at("proposal"));
        told(&[
            "init",
            &case,
            "--agreement",
            AGREEMENT,
            "--origin",
            ORIGIN,
            "--keys",
            &keys,
            "--propose",
            &file,
        ])
    }

    fn accept(&self, machine: &str, by: &str, more: &[&str]) -> (String, i32) {
        let (file, keys) = (self.at("proposal"), self.at(&format!("{machine}/keys")));
        told(&[&["record", "accept", &file, "--by", by, "--keys", &keys], more].concat())
    }

    fn found(&self, answers: &[&str]) -> (String, i32) {
        let (case, keys, file) = (self.at("keeper/case"), self.at("keeper/keys"), self.at("proposal"));
        let answers: Vec<String> = answers.iter().map(|answer| self.at(answer)).collect();
        let files: Vec<&str> =
            [file.as_str()].into_iter().chain(answers.iter().map(String::as_str)).collect();
        told(&[&["init", &case, "--keys", &keys, "--founding"], &files[..]].concat())
    }
}

#[test]
fn each_party_accepts_on_its_own_machine() {
    let machines = Machines::new();
    let (text, code) = machines.propose();
    assert!(text.contains("ROK, DPRK have to accept it") && code == 0, "{text}");
    let (shown, code) = machines.accept("rok", "ROK", &[]);
    assert!(
        shown.contains("nothing is signed") && shown.contains("origin: mission.example/korea/1"),
        "{shown}"
    );
    assert_eq!(code, 0);
    for (machine, by) in [("rok", "ROK"), ("dprk", "DPRK")] {
        let out = machines.at(by);
        let (text, code) = machines.accept(machine, by, &["--out", &out, "--agreement", AGREEMENT]);
        assert!(text.contains("signed by mission.example/korea/1/") && code == 0, "{text}");
    }
    let (text, code) = machines.found(&["ROK"]);
    assert!(text.contains("`DPRK` has to sign it and did not") && code == 2, "{text}");
    fs::remove_dir_all(machines.at("keeper/case/record")).unwrap();
    let (text, code) = machines.found(&["DPRK", "ROK"]);
    assert!(text.contains("begun in") && text.contains("4 entries") && code == 0, "{text}");
    let (text, code) = told(&["record", "verify", &machines.at("keeper/case")]);
    assert!(text.contains("DPRK approves, ROK approves, secretariat approves") && code == 0, "{text}");
    assert!(!Path::new(&machines.at("keeper/keys/ROK.key")).exists());
}

#[test]
fn nobody_signs_a_proposal_with_another_key_under_its_name_or_another_text() {
    let machines = Machines::new();
    // The keeper puts a key of its own in the place of a party's.
    fs::remove_file(machines.at("keeper/keys/ROK.pub")).unwrap();
    machines.make("keeper", "ROK");
    assert_eq!(machines.propose().1, 0);
    let out = machines.at("ROK");
    let (text, code) = machines.accept("rok", "ROK", &["--out", &out]);
    assert!(text.contains("not signed: the proposal does not name") && code == 2, "{text}");
    let other = ["--out", &out, "--agreement", "agreements/gaza-2025/gaza-2025.agreement.md"];
    let (text, code) = machines.accept("dprk", "DPRK", &other);
    assert!(text.contains("is not the text that the proposal brings") && code == 2, "{text}");
    assert!(!Path::new(&out).exists());
}
