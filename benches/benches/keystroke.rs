//! One key in an open agreement: a letter is put into a sentence, or taken out again, and what is wrong is told.

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use armistice_benches::Folder;
use armistice_editor::{Document, Edit, problems};
use divan::{Bencher, black_box};
use lsp_types::{Position, Range, Uri};
use serde_json::{Value, json};

fn main() {
    if program().is_none() {
        println!("SKIPPED: `through_server` needs the program: `cargo build --release -p armistice`");
    }
    divan::main();
}

/// In memory: the text is read and compiled again, the problems are drawn up.
#[divan::bench(args = armistice_benches::agreements())]
fn in_memory(bencher: Bencher, file: &str) {
    let (folder, text) = Folder::with(file);
    let uri: Uri = "file:///a.agreement.md".parse().expect("an address");
    let mut keys = Keys::in_text(&text);
    let mut document = Document::open(text, Box::new(folder));
    bencher.bench_local(|| {
        let (range, text) = keys.press();
        document.change(&[Edit { range: Some(range), text: text.to_owned() }]);
        black_box(problems::problems(&document, &uri)).len()
    });
}

/// As an editor has it: the key goes to the built server through its standard input, the problems come back.
#[divan::bench(args = armistice_benches::agreements())]
fn through_server(bencher: Bencher, file: &str) {
    let Some(program) = program() else { return };
    let (folder, text) = Folder::with(file);
    let name = Path::new(file).file_name().and_then(|name| name.to_str()).expect("a file has a name");
    let path = folder.0.canonicalize().expect("the folder is there").join(name);
    let mut keys = Keys::in_text(&text);
    let mut client = Client::start(&program, &format!("file://{}", path.display()), &text);
    bencher.bench_local(|| {
        let (range, text) = keys.press();
        client.change(range, text);
        client.problems()
    });
    client.end();
}

/// The built program, where `make bench` puts it or `ARMISTICE` says.
fn program() -> Option<PathBuf> {
    let built = || {
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "../target".into(), PathBuf::from);
        target.join("release/armistice")
    };
    Some(env::var_os("ARMISTICE").map_or_else(built, PathBuf::from)).filter(|path| path.is_file())
}

/// A key that is pressed and taken back in turn, inside a word of the last sentence of the first half.
struct Keys {
    at: Position,
    is_in: bool,
}

impl Keys {
    fn in_text(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let sentence = |line: &&str| line.contains(": each party ") || line.contains(" must ");
        let half = lines.len() / 2;
        let line = lines[..half].iter().rposition(sentence).unwrap_or(half);
        let at = Position::new(u32::try_from(line).expect("a file has few lines"), 2);
        Keys { at, is_in: false }
    }

    fn press(&mut self) -> (Range, &'static str) {
        self.is_in = !self.is_in;
        if self.is_in {
            return (Range::new(self.at, self.at), "x");
        }
        (Range::new(self.at, Position::new(self.at.line, self.at.character + 1)), "")
    }
}

/// A client of the server with one open file.
struct Client {
    server: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    uri: String,
    version: u32,
}

impl Client {
    fn start(program: &Path, uri: &str, text: &str) -> Self {
        let mut server = Command::new(program)
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let to = server.stdin.take().expect("its input is a pipe");
        let from = BufReader::new(server.stdout.take().expect("its output is a pipe"));
        let mut client = Client { server, to, from, uri: uri.to_owned(), version: 1 };
        client.write(
            &json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}),
        );
        let _ = client.next();
        client.write(&json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}));
        let file = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
        client.tell("textDocument/didOpen", &json!({ "textDocument": file }));
        client.problems();
        client
    }

    fn change(&mut self, range: Range, text: &str) {
        self.version += 1;
        let file = json!({"uri": self.uri, "version": self.version});
        let params = json!({"textDocument": file, "contentChanges": [{"range": range, "text": text}]});
        self.tell("textDocument/didChange", &params);
    }

    fn problems(&mut self) -> usize {
        loop {
            let message = self.next();
            if message["method"] == "textDocument/publishDiagnostics" {
                return message["params"]["diagnostics"].as_array().map_or(0, Vec::len);
            }
        }
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.write(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn write(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("the server reads");
        self.to.flush().expect("the server reads");
    }

    fn next(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.from.read_line(&mut line).expect("the server writes") > 0, "the server went away");
            match line.trim_end().strip_prefix("Content-Length: ") {
                Some(number) => length = number.parse().expect("a length is a number"),
                None if line.trim_end().is_empty() => break,
                None => {}
            }
        }
        let mut bytes = vec![0; length];
        self.from.read_exact(&mut bytes).expect("the server writes");
        serde_json::from_slice(&bytes).expect("the server writes JSON")
    }

    fn end(mut self) {
        self.write(&json!({"jsonrpc": "2.0", "id": 2, "method": "shutdown"}));
        let _ = self.next();
        self.write(&json!({"jsonrpc": "2.0", "method": "exit"}));
        let _ = self.server.wait();
    }
}
