//! Secrets at rest: under a passphrase, for an identity of age, in an ssh-agent.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::korea_case::{Korea, told, told_with};

fn at(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_string_lossy().into_owned()
}

#[test]
fn a_new_key_is_kept_under_a_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let make = ["record", "keys", &at(&folder, "north"), "--name", "north.example/a"];
    let (key, code) = told_with(&make, &[("ARMISTICE_PASSPHRASE", "a long walk at night")]);
    assert!(key.starts_with("north.example/a+") && code == 0, "{key}");
    let kept = fs::read_to_string(at(&folder, "north.key")).unwrap();
    assert!(kept.starts_with("-----BEGIN AGE ENCRYPTED FILE-----") && !kept.contains("PRIVATE"));
    let show = ["record", "keys", &at(&folder, "north.key")];
    assert_eq!(told_with(&show, &[("ARMISTICE_PASSPHRASE", "a long walk at night")]), (key.clone(), 0));
    fs::write(at(&folder, "words"), "a long walk at night\nand more\n").unwrap();
    let words = at(&folder, "words");
    let by_file = [&show[..], &["--passphrase-file", &words]].concat();
    assert_eq!(told(&by_file), (key, 0));
    let (text, code) = told_with(&show, &[("ARMISTICE_PASSPHRASE", "another")]);
    assert!(text.contains("it does not open") && code == 2, "{text}");
}

/// Nobody is at the terminal, and nothing is said: no key is made that lies open.
#[test]
fn no_secret_is_written_as_it_stands_unless_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let make = ["record", "keys", &at(&folder, "north"), "--name", "north.example/a"];
    let (text, code) = told_with(&make, &[("ARMISTICE_PASSPHRASE", "")]);
    assert!(text.contains("the passphrase is empty") && code == 2, "{text}");
    assert!(!Path::new(&at(&folder, "north.key")).exists());
    assert_eq!(told(&[&make[..], &["--plain"]].concat()).1, 0);
    assert!(fs::read_to_string(at(&folder, "north.key")).unwrap().starts_with("PRIVATE+KEY+"));
}

#[test]
fn a_key_for_an_identity_of_age_signs_for_whoever_holds_it() {
    let korea = Korea::new();
    let folder = tempfile::tempdir().unwrap();
    let identity = at(&folder, "north.age");
    let (recipient, code) = told(&["record", "keys", &identity, "--age"]);
    assert!(recipient.starts_with("age1") && code == 0, "{recipient}");
    let name = "korea-2018.example/1/ROK/witness";
    let make = ["record", "keys", &at(&folder, "w"), "--name", name, "--purpose", "cosigning"];
    let (text, code) = told(&[&make[..], &["--recipient", recipient.trim()]].concat());
    assert_eq!(code, 0, "{text}");
    let cosign = ["record", "cosign", &korea.case(), "--key", &at(&folder, "w.key"), "--time", "1800000000"];
    let (text, code) = told(&cosign);
    assert!(text.contains("name the file of its identity with --identity") && code == 2, "{text}");
    let (text, code) = told(&[&cosign[..], &["--identity", &identity]].concat());
    assert!(text.contains("cosigned korea-2018.example/1 at size 240") && code == 0, "{text}");
}

/// An agent of OpenSSH, which ends with the test.
struct Agent {
    process: Child,
    socket: String,
}

impl Agent {
    /// Starts one that holds a new key; nothing where there is no OpenSSH.
    fn start(folder: &TempDir) -> Option<Agent> {
        let socket = at(folder, "agent");
        let start = Command::new("ssh-agent").args(["-D", "-a", &socket]).stdout(Stdio::null()).spawn();
        let process = match start {
            Ok(process) => process,
            Err(_) if std::env::var_os("CI").is_some() => {
                panic!("CI has to have OpenSSH: apt install openssh-client")
            }
            Err(cause) => {
                eprintln!("SKIPPED: there is no ssh-agent here ({cause})");
                return None;
            }
        };
        let agent = Agent { process, socket };
        while !Path::new(&agent.socket).exists() {
            std::thread::yield_now();
        }
        let key = at(folder, "id");
        let make = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f", &key]).status();
        assert!(make.unwrap().success());
        let add = Command::new("ssh-add").args(["-q", &key]).env("SSH_AUTH_SOCK", &agent.socket).status();
        assert!(add.unwrap().success());
        fs::remove_file(key).unwrap();
        Some(agent)
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(unix)]
#[test]
fn an_ssh_agent_signs_and_keeps_the_secret_to_itself() {
    let folder = tempfile::tempdir().unwrap();
    let Some(agent) = Agent::start(&folder) else { return };
    let korea = Korea::new();
    let name = "korea-2018.example/1/ROK/witness";
    let (make, ssh) = (at(&folder, "w"), at(&folder, "id.pub"));
    let adopt = ["record", "keys", &make, "--name", name, "--purpose", "cosigning", "--ssh", &ssh];
    let (key, code) = told(&adopt);
    assert!(key.starts_with(name) && code == 0, "{key}");
    assert!(!Path::new(&at(&folder, "w.key")).exists());
    let cosign = ["record", "cosign", &korea.case(), "--key", &at(&folder, "w.pub"), "--time", "1800000000"];
    let (text, code) = told(&cosign);
    assert!(text.contains("there is no ssh-agent to ask") && code == 2, "{text}");
    let variables = [("SSH_AUTH_SOCK", agent.socket.as_str())];
    let (text, code) = told_with(&cosign, &variables);
    assert!(text.contains("cosigned korea-2018.example/1 at size 240") && code == 0, "{text}");
    // Somebody who trusts that key sees that it has seen the record.
    let policy = fs::read_to_string(korea.file("policy.txt")).unwrap();
    let log = policy.lines().next().unwrap();
    let own = format!("{log}\nwitness rok {key}quorum rok\n");
    fs::write(at(&folder, "policy.txt"), own).unwrap();
    let verify = ["record", "verify", &korea.case(), "--policy", &at(&folder, "policy.txt")];
    let (text, code) = told(&verify);
    assert!(text.contains("final    up to 240 of 240") && code == 0, "{text}");
    // An agent without the key says so.
    let remove = Command::new("ssh-add").args(["-q", "-D"]).env("SSH_AUTH_SOCK", &agent.socket).status();
    assert!(remove.unwrap().success());
    let (text, code) = told_with(&cosign, &variables);
    assert!(text.contains("it does not hold the key, or is locked") && code == 2, "{text}");
}

/// To hold every entry is more than to have seen a tree, and said with another key: after the whole copy was verified, and
/// never on the wire, where nobody shows an entry.
#[test]
fn who_holds_every_entry_says_so_with_a_key_of_its_own() {
    let korea = Korea::new();
    let at = |name: &str| korea.folder.path().join(name).to_string_lossy().into_owned();
    let name = "korea-2018.example/1/ROK/mirror";
    let make = ["record", "keys", &at("mirror"), "--name", name, "--purpose", "cosigning", "--plain"];
    assert_eq!(told(&make).1, 0);
    let key = fs::read_to_string(at("mirror.pub")).unwrap();
    let policy = fs::read_to_string(korea.file("policy.txt")).unwrap();
    let policy = policy.replacen("group ", &format!("witness rok-mirror {}\ngroup ", key.trim()), 1);
    fs::write(at("policy"), policy).unwrap();
    let cosign = ["record", "cosign", &korea.case(), "--key", &at("mirror.key"), "--policy", &at("policy")];
    let (text, code) = told(&[&cosign[..], &["--time", "1800000000"]].concat());
    assert_eq!(code, 0, "{text}");
    let (text, _) = told(&["record", "verify", &korea.case(), "--policy", &at("policy")]);
    assert!(text.contains(&format!("held     {name} 240 (2027-01-15T08:00:00Z)")), "{text}");
    assert!(text.contains("final    up to 0 of 240"), "{text}");
    // Whoever has lost a bundle cannot say so.
    fs::remove_file(korea.file("tile/entries/000.p/240")).unwrap();
    let (text, code) = told(&cosign);
    assert!(text.contains("not cosigned") && code == 4, "{text}");
    let serve = ["record", "serve", &korea.case(), "--key", &at("mirror.key"), "--listen", "127.0.0.1:0"];
    let (text, code) = told(&serve);
    assert!(text.contains("says that it holds every entry") && code == 2, "{text}");
}
