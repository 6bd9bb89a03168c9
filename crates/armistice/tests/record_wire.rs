//! A record on the wire, on this machine alone: served, pulled, cosigned, pushed; and servers and clients that mean harm.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_armistice"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    program.current_dir(root).env("NO_COLOR", "1");
    program
}

/// What the program prints, and its exit code.
fn told(arguments: &[&str]) -> (String, i32) {
    let output = program().args(arguments).output().unwrap();
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (text, output.status.code().unwrap())
}

/// The same, where it has to go well.
fn fine(arguments: &[&str]) -> String {
    let (text, code) = told(arguments);
    assert_eq!(code, 0, "{arguments:?}: {text}");
    text
}

/// A served record; it ends with the test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn new(arguments: &[&str]) -> Self {
        let mut program = program();
        program.args(["record", "serve", "--listen", "127.0.0.1:0"]).args(arguments);
        let mut child = program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split_whitespace().find_map(|word| word.trim_matches(',').strip_prefix("http://"));
        Server { address: address.unwrap().to_owned(), child }
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What comes back for these bytes: the first line, and all.
    fn raw(&self, request: &[u8]) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        // A server that has answered may close while the rest is still on its way.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        (answer.lines().next().unwrap_or_default().to_owned(), answer)
    }

    fn status(&self, method: &str, path: &str, body: &[u8]) -> String {
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n"
        );
        let (line, _) = self.raw(&[head.as_bytes(), body].concat());
        line.split_whitespace().nth(1).unwrap_or("none").to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A case whose record holds its genesis and its text, with test keys; an empty folder for a copy; the policy.
struct Case {
    temp: TempDir,
}

impl Case {
    fn new() -> Self {
        let case = Case { temp: tempfile::tempdir().unwrap() };
        let agreement = "agreements/korea-2018/korea-2018.agreement.md";
        fine(&["init", &case.at("korea"), "--agreement", agreement, "--test-keys"]);
        fs::copy(case.path("korea/record/policy.txt"), case.path("policy.txt")).unwrap();
        case
    }

    fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    fn at(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }

    fn grow(&self) {
        let table = "agreements/korea-2018/inbox/facts.csv";
        fine(&["ingest", &self.at("korea"), table, "--test-keys"]);
    }

    /// The same beside a server that may have the record open for a moment yet.
    fn grow_when_free(&self) {
        let arguments = ["ingest", &self.at("korea"), "agreements/korea-2018/inbox/facts.csv", "--test-keys"];
        let ended = (0..200).find_map(|_| {
            let (text, code) = told(&arguments);
            if !text.contains("another program writes") {
                return Some((text, code));
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
            None
        });
        assert!(ended.as_ref().is_some_and(|(_, code)| *code == 0), "the record stays open: {ended:?}");
    }

    fn pull(&self, from: &str) -> (String, i32) {
        told(&["record", "pull", &self.at("copy"), "--from", from, "--policy", &self.at("policy.txt")])
    }
}

#[test]
fn a_copy_is_pulled_cosigned_and_its_cosignature_pushed() {
    let case = Case::new();
    let keeper = Server::new(&[&case.at("korea")]);
    let (text, code) = case.pull(&keeper.url());
    assert_eq!(code, 0, "{text}");
    case.grow();
    let (text, code) = case.pull(&keeper.url());
    assert_eq!(code, 0, "{text}");
    assert!(text.ends_with("news of 0 witnesses\n"), "{text}");
    assert!(fine(&["record", "compare", &case.at("korea"), &case.at("copy")]).starts_with("same"));
    fine(&["record", "cosign", &case.at("copy"), "--test-key", "ROK"]);
    let push = ["record", "push", &case.at("copy"), "--to", &keeper.url()];
    assert_eq!(fine(&push), "news of 1 witness carried\n");
    assert_eq!(fine(&push), "news of 0 witnesses carried\n");
    let seen = told(&["record", "verify", &case.at("korea")]).0;
    let line = seen.lines().find(|line| line.contains("ROK/witness")).unwrap_or_default();
    assert!(line.contains("240"), "{seen}");
}

#[test]
fn a_keeper_asks_a_witness_which_remembers_and_is_not_led_into_a_fork() {
    let (case, other) = (Case::new(), Case::new());
    let memory = case.at("memory");
    let policy = case.at("policy.txt");
    let serve = [memory.as_str(), "--policy", &policy, "--test-key", "DPRK"];
    let ask = |case: &Case, witness: &Server| {
        told(&["record", "cosign", &case.at("korea"), "--ask", &witness.url()])
    };
    let witness = Server::new(&serve);
    assert_eq!(ask(&case, &witness).1, 0);
    // Ended at any moment, it remembers.
    drop(witness);
    let witness = Server::new(&serve);
    case.grow();
    let (line, code) = ask(&case, &witness);
    assert!(code == 0 && line.contains("DPRK/witness "), "{line}");
    let seen = told(&["record", "verify", &case.at("korea")]).0;
    assert!(seen.lines().any(|line| line.contains("DPRK/witness") && line.contains("240")), "{seen}");
    // An old backup of the keeper's.
    let (behind, code) = ask(&other, &witness);
    assert!(code == 2 && behind.contains("an old backup was restored"), "{behind}");
    // Another history of the same length: one fact fewer, one claim more.
    let table = fs::read_to_string("../../agreements/korea-2018/inbox/facts.csv").unwrap();
    let mut lines: Vec<&str> = table.lines().collect();
    lines.remove(5);
    lines.push(table.lines().nth(5).unwrap());
    fs::write(other.path("facts.csv"), lines.join("\n")).unwrap();
    fine(&["ingest", &other.at("korea"), &other.at("facts.csv"), "--test-keys"]);
    let (forked, code) = ask(&other, &witness);
    assert!(code == 2 && forked.contains("does not cosign (422)"), "{forked}");
    // It keeps the proof, and whoever checks a copy with it is told.
    copy_all(&case.path("memory/witness"), &case.path("korea/record/witness"));
    let (text, code) = told(&["record", "verify", &case.at("korea")]);
    assert!(code == 3 && text.contains("FORK: the log signed root"), "{text}");
}

/// Witnesses are asked all at once; one that never answers holds nobody up, and whoever answers is kept.
#[test]
fn a_witness_that_is_silent_holds_up_no_other() {
    let case = Case::new();
    let policy = case.at("policy.txt");
    let (rok, dprk) = (case.at("rok"), case.at("dprk"));
    let one = Server::new(&[&rok, "--policy", &policy, "--test-key", "ROK"]);
    let other = Server::new(&[&dprk, "--policy", &policy, "--test-key", "DPRK"]);
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = format!("http://{}", silent.local_addr().unwrap());
    let (text, code) = told(&[
        "record",
        "cosign",
        &case.at("korea"),
        "--wait",
        "15",
        "--ask",
        &silent,
        &one.url(),
        &other.url(),
    ]);
    assert!(code == 1 && text.contains(&silent), "{text}");
    let seen = told(&["record", "verify", &case.at("korea")]).0;
    assert!(seen.contains("final    up to 4 of 4"), "{seen}");
    // One tree has the cosignatures of all: a proof of an entry needs no other.
    let checkpoint = fs::read_to_string(case.path("korea/record/checkpoint")).unwrap();
    assert!(checkpoint.contains("/ROK/witness") && checkpoint.contains("/DPRK/witness"), "{checkpoint}");
}

/// An author hands in what it has signed: the answer is its place, in decimal, once it stands there for all to see.
#[test]
fn an_author_hands_an_entry_in_and_is_told_its_place() {
    let case = Case::new();
    let keeper = Server::new(&[&case.at("korea"), "--test-log-key"]);
    assert_eq!(case.pull(&keeper.url()).1, 0);
    let say = ["record", "say", &case.at("copy"), "--text", "we saw nothing", "--by", "ROK", "--test-keys"];
    fine(&[&say[..], &["--out", &case.at("said")]].concat());
    let push = ["record", "push", &case.at("copy"), "--to", &keeper.url(), "--entries", &case.at("said")];
    assert_eq!(fine(&push), "entry 4: claim 2 of `ROK`\nnews of 0 witnesses carried\n");
    let (text, code) = case.pull(&keeper.url());
    assert!(code == 0 && text.starts_with("5 entries, 4 before"), "{text}");
    let (text, code) = told(&push);
    assert!(
        code == 1 && text.contains("refused: claim 2 of `ROK`"),
        "what stands there is not recorded twice: {text}"
    );
    // What a witness has signed gets in beside entries, though the record is open for the next of them yet.
    fine(&["record", "cosign", &case.at("copy"), "--test-key", "DPRK", "--time", "1537323900"]);
    fine(&[&say[..], &["--out", &case.at("more")]].concat());
    let push = ["record", "push", &case.at("copy"), "--to", &keeper.url(), "--entries", &case.at("more")];
    assert_eq!(fine(&push), "entry 5: claim 3 of `ROK`\nnews of 1 witness carried\n");
    assert_eq!(case.pull(&keeper.url()).1, 0);
    // Of the same number, handed in by many at once, one is recorded.
    let mut said = Vec::new();
    for n in 0..4 {
        let (text, out) = (format!("word {n}"), case.at(&format!("said-{n}")));
        let say =
            ["record", "say", &case.at("copy"), "--text", &text, "--by", "ROK", "--test-keys", "--out", &out];
        fine(&say);
        said.push(fs::read(out).unwrap().trim_ascii_end().to_vec());
    }
    let answers: Vec<String> = std::thread::scope(|scope| {
        let hand_in = |leaf: &Vec<u8>| keeper.status("POST", "/add", leaf);
        let hands: Vec<_> = said.iter().map(|leaf| scope.spawn(move || hand_in(leaf))).collect();
        hands.into_iter().map(|hand| hand.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|status| *status == "200").count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| *status == "422").count(), 3, "{answers:?}");
    assert_eq!(keeper.status("POST", "/add", b"{}"), "400");
    assert_eq!(keeper.status("POST", "/add", &vec![b'x'; 1 << 20]), "413");
    let (text, code) = told(&["record", "verify", &case.at("korea")]);
    assert_eq!(code, 0, "{text}");
    // Others write meanwhile: the record is open only while entries come.
    case.grow_when_free();
    // Who keeps no key of the log takes nothing.
    let mirror = Server::new(&[&case.at("copy")]);
    assert_eq!(mirror.status("POST", "/add", &said[0]), "405");
}

/// A keeper that serves its record asks them by itself.
#[test]
fn a_served_record_is_offered_to_its_witnesses() {
    let case = Case::new();
    let witness = Server::new(&[&case.at("rok"), "--policy", &case.at("policy.txt"), "--test-key", "ROK"]);
    let mut program = program();
    let arguments =
        ["record", "serve", &case.at("korea"), "--listen", "127.0.0.1:0", "--ask", &witness.url()];
    let mut keeper = program.args(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let line = BufReader::new(keeper.stderr.take().unwrap()).lines().next().unwrap().unwrap();
    keeper.kill().unwrap();
    keeper.wait().unwrap();
    assert!(line.contains("cosigned by ") && line.ends_with("/ROK/witness"), "{line}");
    let checkpoint = fs::read_to_string(case.path("korea/record/checkpoint")).unwrap();
    assert!(checkpoint.contains("/ROK/witness"), "{checkpoint}");
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn what_is_not_for_everybody_is_not_served_and_what_is_too_much_is_refused() {
    let case = Case::new();
    let server = Server::new(&[&case.at("korea"), "--test-key", "ROK"]);
    fs::write(case.path("secret"), "s").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(case.path("secret"), case.path("korea/record/tile/0/001")).unwrap();
    for path in ["/checkpoint", "/policy.txt", "/tile/entries/000.p/3"] {
        let status = server.status("GET", path, b"");
        assert!(status == "200" || path.starts_with("/tile"), "{path}: {status}");
    }
    for path in [
        "/.state/journal",
        "/.state/lock",
        "/../korea/record/.state/journal",
        "/%2e%2e/record/.state/journal",
        "/tile/..%2f..%2f.state%2fjournal",
        "/tile/0/%2e%2e/%2e%2e/.state/journal",
        "//checkpoint",
        "/checkpoint/",
        "/disclosure/x.json",
        "/witness/../x/checkpoint",
        "/witness/%2e%2e/0000000000000000000000000000000000000000000000000000000000000000/checkpoint",
        "/blob/sha256/ab/../../../.state/journal",
        "/tile/0/999",
        "/",
    ] {
        assert_eq!(server.status("GET", path, b""), "404", "{path}");
    }
    assert_eq!(server.status("GET", "/tile/0/001", b""), "500", "a link is not followed");
    assert_eq!(server.status("DELETE", "/checkpoint", b""), "405");
    assert_eq!(server.status("POST", "/add-checkpoint", &[b'x'; 3 << 20]), "413");
    assert_eq!(server.status("POST", "/add-checkpoint", b"old 0\n"), "400");
    let witness = format!("/witness/x/{}/checkpoint", "0".repeat(64));
    assert_eq!(server.status("PUT", &witness, &[b'x'; 2 << 20]), "413");
    let plain = fs::read(case.path("korea/record/checkpoint")).unwrap();
    assert_eq!(server.status("PUT", &witness, &plain), "403");
    let long = format!("GET /checkpoint HTTP/1.1\r\nhost: x\r\nlong: {}\r\n\r\n", "x".repeat(64 << 10));
    assert!(server.raw(long.as_bytes()).0.contains("431"));
    assert!(server.raw(b"\0\x01\x02 not http\r\n\r\n").0.contains("400"));
    assert_eq!(server.status("GET", "/checkpoint", b""), "200", "it is still there");
}

/// A server that answers every request with these bytes, and then as much as is taken of others.
fn hostile(answer: Vec<u8>, endless: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let mut going = stream.write_all(&answer).is_ok();
            while endless && going {
                going = stream.write_all(&[b'x'; 1 << 16]).is_ok();
            }
        }
    });
    format!("http://{address}")
}

#[test]
fn whatever_a_hostile_server_answers_nothing_is_written() {
    let case = Case::new();
    let elsewhere = Server::new(&[&case.at("korea")]);
    let answers = [
        (format!("HTTP/1.1 302 Found\r\nlocation: {}/checkpoint\r\n\r\n", elsewhere.url()), false, "302"),
        ("HTTP/1.1 200 OK\r\n\r\n".to_owned(), true, "limit"),
        ("HTTP/1.1 200 OK\r\ncontent-length: 999999999999999\r\n\r\n".to_owned(), true, "limit"),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n".to_owned(), true, ""),
        ("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort".to_owned(), false, ""),
        ("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello".to_owned(), false, "checkpoint"),
        ("HTTP/1.1 200 OK\r\n".to_owned() + &"x: y\r\n".repeat(100_000), true, ""),
        ("SSH-2.0-x\r\n".to_owned(), false, ""),
        (String::new(), false, ""),
        ("HTTP/1.1 500 no\r\ncontent-length: 0\r\n\r\n".to_owned(), false, "500"),
        ("HTTP/1.1 404 no\r\ncontent-length: 0\r\n\r\n".to_owned(), false, "missing"),
    ];
    for (answer, endless, wanted) in answers {
        let (text, code) = case.pull(&hostile(answer.clone().into_bytes(), endless));
        let start: String = answer.chars().take(60).collect();
        assert!(code == 2 && text.contains(wanted), "{start}: {code}, {text}");
        let written = case
            .path("copy")
            .read_dir()
            .map(|entries| entries.filter(|entry| entry.as_ref().unwrap().file_name() != ".state").count());
        assert_eq!(written.unwrap_or(0), 0, "{start}");
    }
}

#[test]
fn an_address_is_plain_and_nothing_listens_twice() {
    let case = Case::new();
    for (address, wanted) in [
        ("https://keeper.example", "asks for encryption"),
        ("ftp://keeper.example", "no address such as"),
        ("http://", "no address such as"),
        ("http://user@keeper.example", "no address such as"),
        ("http://keeper.example/?x", "no address such as"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1/checkpoint"),
    ] {
        let (text, code) = case.pull(address);
        assert!(code == 2 && text.contains(wanted), "{address}: {text}");
    }
    let server = Server::new(&[&case.at("korea")]);
    let (text, code) = told(&["record", "serve", &case.at("korea"), "--listen", &server.address]);
    assert!(code == 2 && text.contains("cannot listen on"), "{text}");
}
