//! Every key of a case in a device: SoftHSM in the place of one (Debian package `softhsm2`).

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

const PIN: &str = "4711";
const ORIGIN: &str = "korea-2018.example/1";

/// A token of its own, and the library that speaks to it.
struct Token {
    folder: TempDir,
    library: PathBuf,
}

impl Token {
    /// A new token; nothing where there is no SoftHSM.
    fn new() -> Option<Self> {
        let libraries =
            ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"];
        let Some(library) = libraries.iter().map(PathBuf::from).find(|library| library.exists()) else {
            assert!(std::env::var_os("CI").is_none(), "CI has to have SoftHSM: apt install softhsm2");
            eprintln!("SKIPPED: there is no SoftHSM here");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("tokens")).unwrap();
        let settings = format!("directories.tokendir = {}\n", folder.path().join("tokens").display());
        fs::write(folder.path().join("softhsm2.conf"), settings).unwrap();
        let token = Token { folder, library };
        let arguments = ["--init-token", "--free", "--label", "the case", "--pin", PIN, "--so-pin", "0815"];
        let made =
            Command::new("softhsm2-util").args(arguments).env("SOFTHSM2_CONF", token.settings()).output();
        assert!(made.unwrap().status.success());
        Some(token)
    }

    fn settings(&self) -> PathBuf {
        self.folder.path().join("softhsm2.conf")
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    fn place(&self, object: &str) -> String {
        format!("pkcs11:token=the%20case;object={object}?module-path={}", self.library.display())
    }

    fn told(&self, arguments: &[&str], pin: &str) -> (String, i32) {
        let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(arguments)
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
            .env("NO_COLOR", "1")
            .env("SOFTHSM2_CONF", self.settings())
            .env("ARMISTICE_PASSPHRASE", pin)
            .output()
            .unwrap();
        let text =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (text, output.status.code().unwrap())
    }

    fn good(&self, arguments: &[&str]) -> String {
        let (text, code) = self.told(arguments, PIN);
        assert_eq!(code, 0, "{arguments:?}: {text}");
        text
    }
}

#[test]
fn a_case_is_kept_with_every_secret_in_a_device() {
    let Some(token) = Token::new() else { return };
    let (keys, case) = (token.at("keys"), token.at("case"));
    fs::create_dir(&keys).unwrap();
    for holder in ["log", "secretariat", "collector", "ROK", "DPRK", "ROK-witness", "DPRK-witness"] {
        let name = match holder.split_once('-') {
            None if holder == "log" => ORIGIN.to_owned(),
            None => format!("{ORIGIN}/{holder}"),
            Some((party, _)) => format!("{ORIGIN}/{party}/witness"),
        };
        let purpose = if holder.ends_with("-witness") { "cosigning" } else { "signing" };
        let file = format!("{keys}/{holder}");
        let place = token.place(holder);
        let made =
            token.good(&["record", "keys", &file, "--name", &name, "--purpose", purpose, "--pkcs11", &place]);
        assert_eq!(made, fs::read_to_string(format!("{file}.pub")).unwrap());
        assert!(!Path::new(&format!("{file}.key")).exists());
    }
    let agreement = "agreements/korea-2018/korea-2018.agreement.md";
    token.good(&["init", &case, "--agreement", agreement, "--keys", &keys]);
    token.good(&["ingest", &case, "agreements/korea-2018/inbox/facts.csv", "--keys", &keys]);
    token.good(&["record", "cosign", &case, "--key", &format!("{keys}/ROK-witness.pub")]);
    token.good(&["record", "cosign", &case, "--key", &format!("{keys}/DPRK-witness.pub")]);
    let (shown, _) = token.told(&["record", "verify", &case], PIN);
    assert!(shown.contains("242 signatures good") && shown.contains("final    up to 240 of 240"), "{shown}");
    assert!(shown.contains("INTACT") && !shown.contains("NOT INTACT"), "{shown}");

    // The same key under the same label is found again, not made a second time.
    let again = token.at("again");
    let made = token.good(&["record", "keys", &again, "--name", ORIGIN, "--pkcs11", &token.place("log")]);
    assert_eq!(made, fs::read_to_string(format!("{keys}/log.pub")).unwrap());
}

#[test]
fn what_a_device_does_not_do_is_told_with_the_file() {
    let Some(token) = Token::new() else { return };
    let file = token.at("north");
    let make = |place: &str, pin: &str| {
        let (text, code) =
            token.told(&["record", "keys", &file, "--name", "n.example/a", "--pkcs11", place], pin);
        assert_eq!(code, 2, "{text}");
        assert!(!Path::new(&format!("{file}.pkcs11")).exists(), "nothing is left behind: {text}");
        text
    };
    assert!(make(&token.place("north"), "1234").contains("Login fails: PinIncorrect"));
    assert!(make("pkcs11:object=north?module-path=/no/such.so", PIN).contains("/no/such.so"));
    assert!(make(&token.place("north").replace("the%20case", "another"), PIN).contains("0 tokens"));
    assert!(make("pkcs11:token=x?module-path=x", PIN).contains("it does not say `object`"));
    // Another key than the public one beside it says.
    token.good(&["record", "keys", &file, "--name", "n.example/a", "--pkcs11", &token.place("north")]);
    let other = token.at("other");
    token.good(&["record", "keys", &other, "--name", "n.example/a", "--plain"]);
    fs::copy(format!("{other}.pub"), format!("{file}.pub")).unwrap();
    let case = token.at("case");
    token.good(&[
        "init",
        &case,
        "--agreement",
        "agreements/korea-2018/korea-2018.agreement.md",
        "--test-keys",
    ]);
    let (text, code) = token.told(&["record", "cosign", &case, "--key", &format!("{file}.pub")], PIN);
    assert!(text.contains("its signature is not by that key") && code == 2, "{text}");
}
