//! The language server as an editor speaks to it: the built program, over its standard input and output.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "a test stops at the first thing that is not as it should be; a message is written once"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A client that asks one question after another.
struct Client {
    server: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    asked: u64,
}

impl Client {
    fn start() -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let to = server.stdin.take();
        let from = BufReader::new(server.stdout.take().unwrap());
        let mut client = Client { server, to, from, asked: 0 };
        let answer = client.ask("initialize", json!({"capabilities": {}}));
        assert_eq!(answer["serverInfo"]["name"], "armistice");
        client.tell("initialized", json!({}));
        client
    }

    fn write(&mut self, message: &Value) {
        let text = message.to_string();
        let to = self.to.as_mut().unwrap();
        write!(to, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        to.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.write(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn next(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.from.read_line(&mut line).unwrap() > 0, "the server went away");
            match line.trim_end().strip_prefix("Content-Length: ") {
                Some(number) => length = number.parse().unwrap(),
                None if line.trim_end().is_empty() => break,
                None => {}
            }
        }
        let mut bytes = vec![0; length];
        self.from.read_exact(&mut bytes).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    /// The whole answer to a request, an error too.
    fn reply(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.write(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.next();
            if message["id"] == id {
                return message;
            }
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        let reply = self.reply(method, params);
        assert!(reply["error"].is_null(), "{reply:#}");
        reply["result"].clone()
    }

    /// What the server says of the document after it was opened or changed.
    fn problems(&mut self) -> Value {
        loop {
            let message = self.next();
            if message["method"] == "textDocument/publishDiagnostics" {
                return message["params"]["diagnostics"].clone();
            }
        }
    }

    fn open(&mut self, uri: &str, text: &str) -> Value {
        let document = json!({"uri": uri, "languageId": "armistice", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
        self.problems()
    }

    fn end(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        drop(self.to.take());
        assert!(self.server.wait().unwrap().success());
    }
}

fn korea() -> (String, String) {
    let path = root().join("agreements/korea-2018/korea-2018.agreement.md");
    (format!("file://{}", path.display()), fs::read_to_string(path).unwrap())
}

/// The place of a piece of text, so many bytes into it.
fn place(text: &str, piece: &str, into: usize) -> Value {
    let at = text.find(piece).unwrap() + into;
    let before = &text[..at];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    json!({"line": line, "character": before[start..].encode_utf16().count()})
}

fn errors(problems: &Value) -> Vec<&Value> {
    problems.as_array().unwrap().iter().filter(|problem| problem["severity"] == 1).collect()
}

#[test]
fn an_agreement_is_written_with_the_server() {
    let (uri, text) = korea();
    let mut client = Client::start();
    let problems = client.open(&uri, &text);
    assert_eq!(errors(&problems).len(), 0, "{problems:#}");

    // One letter too many: the problem is there, and its mend.
    let at = place(&text, "no party may fly fixed-wing", 0);
    let range = json!({"start": at, "end": at});
    let change = json!({"range": range, "text": "x"});
    let document = json!({"uri": uri, "version": 2});
    client.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": [change]}));
    let problems = client.problems();
    assert!(!errors(&problems).is_empty());

    // And away again.
    let line = at["line"].as_u64().unwrap();
    let column = at["character"].as_u64().unwrap();
    let range = json!({"start": at, "end": {"line": line, "character": column + 1}});
    let change = json!({"range": range, "text": ""});
    let document = json!({"uri": uri, "version": 3});
    client.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": [change]}));
    assert_eq!(errors(&client.problems()).len(), 0);

    let here = |piece, into| json!({"textDocument": {"uri": uri}, "position": place(&text, piece, into)});
    let meaning = client.ask("textDocument/hover", here("jsa-demining:", 3));
    let meaning = meaning["contents"]["value"].as_str().unwrap();
    assert!(meaning.contains("Joint Security Area"), "{meaning}");

    let found = client.ask("textDocument/definition", here("jsa-demining\n", 1).clone());
    assert_eq!(found["range"]["start"], place(&text, "jsa-demining:", 0), "{found:#}");
    let found = client.ask("textDocument/definition", here("may fly fixed-wing", 5));
    assert!(found["uri"].as_str().unwrap().ends_with("agreements/vocabulary/military-1.agreement.md"));

    let mut renaming = here("jsa-demining:", 1);
    renaming["newName"] = json!("jsa-clearance");
    let edit = client.ask("textDocument/rename", renaming.clone());
    let places = edit["changes"][&uri].as_array().unwrap().len();
    let uses = client.ask("textDocument/references", {
        let mut asked = here("jsa-demining:", 1);
        asked["context"] = json!({"includeDeclaration": true});
        asked
    });
    assert_eq!(places, uses.as_array().unwrap().len());
    assert!(places > 3);
    renaming["newName"] = json!("no name");
    let refused = client.reply("textDocument/rename", renaming);
    assert!(refused["error"]["message"].as_str().unwrap().contains("`no name` is no name"));

    let offered = client.ask("textDocument/completion", here("no party may fly fixed-wing", 13));
    let labels: Vec<&str> =
        offered.as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap()).collect();
    assert!(labels.contains(&"fly") && !labels.contains(&"DMZ"), "{labels:?}");

    let document = json!({"textDocument": {"uri": uri}});
    let outline = client.ask("textDocument/documentSymbol", document.clone());
    assert!(outline.as_array().unwrap().len() > 20);
    let tokens = client.ask("textDocument/semanticTokens/full", document.clone());
    assert_eq!(tokens["data"].as_array().unwrap().len() % 5, 0);
    let formatting = json!({"textDocument": {"uri": uri}, "options": {"tabSize": 2, "insertSpaces": true}});
    let edits = client.ask("textDocument/formatting", formatting);
    assert_eq!(edits, json!([]), "the case is in canonical form");

    client.tell("textDocument/didClose", document.clone());
    assert_eq!(client.problems(), json!([]));
    client.end();
}

#[test]
fn a_problem_comes_with_its_mend() {
    let (uri, text) = korea();
    let text = text.replace("no party may fly fixed-wing-aircraft", "no party may fly fixed-wing-aircrft");
    let mut client = Client::start();
    let problems = client.open(&uri, &text);
    let problem = errors(&problems)[0].clone();
    assert_eq!(problem["code"], "A301");
    let asked = json!({"textDocument": {"uri": uri}, "range": problem["range"], "context": {"diagnostics": [problem]}});
    let mends = client.ask("textDocument/codeAction", asked);
    assert_eq!(mends[0]["edit"]["changes"][&uri][0]["newText"], "fixed-wing-aircraft", "{mends:#}");
    client.end();
}

#[test]
fn nonsense_is_answered_and_survived() {
    let mut client = Client::start();
    let unknown = client.reply("textDocument/makeCoffee", json!({}));
    assert_eq!(unknown["error"]["code"], -32601);
    let unread = client.reply("textDocument/hover", json!({"position": 7}));
    assert_eq!(unread["error"]["code"], -32602);
    let nowhere = json!({"textDocument": {"uri": "file:///no%20where.agreement.md"}, "position": {"line": 0, "character": 0}});
    let closed = client.reply("textDocument/hover", nowhere.clone());
    assert!(closed["error"]["message"].as_str().unwrap().contains("is not open"));
    client.tell("textDocument/didChange", json!({"nothing": "of use"}));
    client.tell("textDocument/didOpen", json!([]));
    let problems = client.open("untitled:Untitled-1", "# T {#t}\n```terms\nparty A is \"A\"");
    assert!(!errors(&problems).is_empty());
    client.open("file:///no%20where.agreement.md", "");
    assert_eq!(client.ask("textDocument/hover", nowhere), Value::Null);
    client.end();
}

#[test]
fn places_that_cannot_be_drawn_are_told_of_on_opening_and_on_saving() {
    let folder = std::env::temp_dir().join(format!("armistice-lsp-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let line = |properties: &str| {
        let geometry = r#"{"type":"LineString","coordinates":[[20,10],[21,10]]}"#;
        let text = format!(r#"{{"type":"Feature","properties":{properties},"geometry":{geometry}}}"#);
        fs::write(folder.join("line.geojson"), text).unwrap();
    };
    let text = "# T {#t}\n\n```terms\nagreement \"T\" between A, B signed 1 January 2020 binding politically \
                authentic in en time zone \"UTC\" vocabulary \"military-1\" month ends refused.\nparty A is \"A\".\n\
                party B is \"B\".\nline L is file \"line.geojson\".\n```\n\n## 1 {#art_1}\n\n> [en] Nobody crosses.\n\n\
                ```terms\nno-crossing: no party may cross in L.\n```\n";
    let uri = format!("file://{}", folder.join("t.agreement.md").display());
    let codes = |problems: &Value| {
        errors(problems).iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    line("{}");
    let mut client = Client::start();
    let opened = client.open(&uri, text);
    assert_eq!(codes(&opened), ["A314"], "{opened:#}");
    assert_eq!(opened[0]["range"]["start"]["line"], 14, "at the norm that needs the sides: {opened:#}");
    let saved = |client: &mut Client| {
        client.tell("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
        client.problems()
    };
    assert_eq!(codes(&saved(&mut client)), ["A314"]);
    line(r#"{"left":"A","right":"B"}"#);
    let mended = saved(&mut client);
    assert!(errors(&mended).is_empty(), "{mended:#}");
    client.end();
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_client_that_goes_away_is_told_of() {
    let mut client = Client::start();
    drop(client.to.take());
    assert_eq!(client.server.wait().unwrap().code(), Some(2));
}
