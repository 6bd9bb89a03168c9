//! The claims of a case on the page: what is listed, and what is decided there.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::{Case, root, usual};

fn parted(answer: &str) -> (u16, String) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    (status, body.to_owned())
}

/// A server that ends with the test, and where it is asked.
struct Serving {
    process: std::process::Child,
    address: String,
    /// What allows decisions; empty where none are taken.
    token: String,
}

impl Serving {
    fn of(case: &Case) -> Self {
        Serving::with(case, &[])
    }

    fn with(case: &Case, arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .arg(case.path(""))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (address, rest) = line.trim().trim_start_matches("http://").split_once('/').unwrap();
        let token = rest.strip_prefix("claims#review=").unwrap_or_default().to_owned();
        Serving { process, address: address.to_owned(), token }
    }

    fn ask(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        parted(&answer)
    }

    /// Sends something to where decisions are taken.
    fn send(&self, headers: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let (address, length) = (&self.address, body.len());
        let head = format!(
            "POST /api/v1/decisions HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n"
        );
        // A server that refuses by the head alone may close before it has read all.
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        parted(&answer)
    }

    fn raw(&self, method: &str, path: &str, headers: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let address = &self.address;
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: 0\r\n{headers}\r\n").unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        parted(&answer)
    }

    /// What the page sends with a decision.
    fn own(&self) -> String {
        format!(
            "Content-Type: application/json\r\nOrigin: http://{}\r\nSec-Fetch-Site: same-origin\r\nArmistice-Review: {}\r\n",
            self.address, self.token
        )
    }

    /// A decision as the page sends it, with its answer.
    fn decide(&self, decision: &Value) -> (u16, Value) {
        let (status, body) = self.send(&self.own(), &decision.to_string());
        (status, serde_json::from_str(&body).unwrap())
    }

    /// An answer that is as the document says.
    fn json(&self, path: &str) -> Value {
        let (status, body) = self.ask(path);
        assert_eq!(status, 200, "{path}: {body}");
        let answer: Value = serde_json::from_str(&body).unwrap();
        let document: Value =
            serde_json::from_str(&fs::read_to_string(root().join("schemas/openapi.json")).unwrap()).unwrap();
        let address = path.split('?').next().unwrap();
        let mut schema = document["paths"][address]["get"]["responses"]["200"]["content"]["application/json"]
            ["schema"]
            .clone();
        schema["components"] = document["components"].clone();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        let problems: Vec<String> = validator
            .iter_errors(&answer)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert_eq!(problems, Vec::<String>::new(), "{path}");
        answer
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn ids<'v>(view: &'v Value, list: &str, of: impl Fn(&'v Value) -> &'v Value) -> Vec<&'v str> {
    view[list].as_array().unwrap().iter().map(|one| of(one)["id"].as_str().unwrap()).collect()
}

#[test]
fn the_page_lists_what_waits_and_a_decision_takes_it_off() {
    let case = usual();
    let serving = Serving::of(&case);
    let view = serving.json("/api/v1/claims?as_of=2019-11-30");
    let listed = case.json(&["claims", "case", "--queue", "--at", "2019-11-30", "--format", "json"]);
    let waiting = ids(&listed, "pending", |one| &one["claim"]);
    assert_eq!(ids(&view, "items", |one| one), waiting, "the page and the terminal list the same");
    let first = &view["items"][0];
    let turn = &first["changes"][0];
    assert_ne!(turn["before"], turn["after"], "{first:#}");
    assert_eq!(turn["verdict"], listed["pending"][0]["changes"][0]["verdict"]);
    // Part by part, each once.
    let mut parts = Vec::new();
    let mut cursor = "0".to_owned();
    loop {
        let part = serving.json(&format!("/api/v1/claims?as_of=2019-11-30&limit=1&cursor={cursor}"));
        parts.extend(ids(&part, "items", |one| one).into_iter().map(ToOwned::to_owned));
        match part["next"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    assert_eq!(parts, waiting);
    case.review("a\n");
    // The page sees within seconds that the folder has changed.
    let is_off = (0..150).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(200));
        serving.json("/api/v1/claims?as_of=2019-11-30")["total"].as_u64().unwrap() < waiting.len() as u64
    });
    assert!(is_off, "the decided claim still waits on the page");
    let decided = serving.json("/api/v1/decisions?as_of=2019-11-30");
    assert_eq!((&decided["total"], &decided["items"][0]["id"]), (&Value::from(1), &Value::from(waiting[0])));
    assert_eq!(decided["items"][0]["decision"]["by"], "analyst-1");
    let card = serving.json(&format!("/api/v1/claim?id={}&as_of=2019-11-30", waiting[0]));
    assert_eq!(
        (card["state"].as_str(), card["decision"]["decided"].as_str()),
        (Some("decided"), Some("accepted"))
    );
}

#[test]
fn a_claim_on_the_page_stands_among_the_words_of_its_report_and_beside_those_that_tell_the_contrary() {
    let case = usual();
    let serving = Serving::of(&case);
    let queue = serving.json("/api/v1/claims?as_of=2019-11-30");
    let waiting = ids(&queue, "items", |one| one);
    let card = serving.json(&format!("/api/v1/claim?id={}&as_of=2019-11-30", waiting[0]));
    let context = &card["context"];
    let around = |part: &str| context[part].as_str().unwrap();
    let report = fs::read_to_string(case.path("reports").join(card["report"].as_str().unwrap())).unwrap();
    let whole = format!("{}{}{}", around("before"), around("quote"), around("after"));
    assert!(report.contains(whole.trim()), "{whole}");
    assert_eq!((&card["number"], &card["previous"]), (&Value::from(1), &Value::Null));
    assert_eq!(card["next"].as_str(), Some(waiting[1]));
    assert!(!card["contradicts"].as_array().unwrap().is_empty(), "{card:#}");
    assert!(!card["norms"][0]["sentence"].as_str().unwrap().is_empty());
    let (status, body) = serving.ask("/api/v1/claim?id=0000000000000000");
    assert_eq!(status, 404, "{body}");
    let (status, _) = serving.ask("/api/v1/claims?known_at=%231");
    assert_eq!(status, 400);
    let reports = serving.json("/api/v1/reports");
    assert_eq!(reports["total"], 4);
    let harvest =
        reports["items"].as_array().unwrap().iter().find(|one| one["name"] == "kcna/2019-11-10.txt");
    assert_eq!(harvest.unwrap()["claims"], serde_json::json!([]));
    // Without script the list and a claim read.
    let (status, page) = serving.ask("/claims?as_of=2019-11-30");
    assert!(status == 200 && page.contains(&format!("<a href=\"/claims/{}\">", waiting[0])), "{page}");
    let (status, page) = serving.ask(&format!("/claims/{}?as_of=2019-11-30", waiting[0]));
    assert!(status == 200 && page.contains("<mark>") && page.contains("would change"), "{page}");
    assert_eq!(serving.ask("/claims/nothing").0, 404);
}

/// Seventy reports of as many days: more claims than are weighed at once.
fn many() -> Case {
    let months = ["Jan.", "Feb.", "March", "April", "May", "June", "July"];
    let told = |number: usize| {
        let (month, day) = (number / 10, 2 + 2 * (number % 10));
        // Each outlet tells once in ten days, so that nothing stands in place of anything.
        let name = format!("outlet-{}/2019-{:02}-{day:02}.txt", number % 5, month + 1);
        let text = format!(
            "North fires shells\n\nSEOUL, {} {day} (Harbour News) -- The South's Joint Chiefs of Staff said that North Korea fired about {} artillery rounds from Changrin Island into the Yellow Sea on Monday.\n",
            months[month],
            number + 12
        );
        (name, text)
    };
    let reports: Vec<(String, String)> = (0..70).map(told).collect();
    let reports: Vec<(&str, &str)> =
        reports.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Case::new(&reports)
}

#[test]
fn of_more_claims_than_are_weighed_the_list_comes_at_once_and_one_is_weighed_when_it_is_opened() {
    let case = many();
    let serving = reviewing(&case);
    let at = "as_of=2019-11-30";
    let whole = serving.json(&format!("/api/v1/claims?{at}&limit=500"));
    assert_eq!(whole["weighed"], false);
    let items = whole["items"].as_array().unwrap();
    assert!(items.len() > 64 && whole["total"] == items.len(), "{}", whole["total"]);
    assert!(items.iter().all(|one| one["changes"] == json!([]) && one["becomes"] != json!([])));
    let waiting = ids(&whole, "items", |one| one);
    // Part by part, each once and in the same order.
    let part = |cursor: usize| serving.json(&format!("/api/v1/claims?{at}&limit=40&cursor={cursor}"));
    let parts = [part(0), part(40)];
    let listed: Vec<&str> = parts.iter().flat_map(|part| ids(part, "items", |one| one)).collect();
    assert_eq!(listed, waiting.iter().copied().take(80).collect::<Vec<_>>());
    // One is weighed as it is where few wait, and knows its neighbours.
    let card = serving.json(&format!("/api/v1/claim?{at}&id={}", waiting[1]));
    assert_eq!((&card["number"], &card["total"]), (&json!(2), &whole["total"]));
    assert_eq!((&card["previous"], &card["next"]), (&json!(waiting[0]), &json!(waiting[2])));
    let terminal = case.json(&["claims", "case", "--queue", "--at", "2019-11-30", "--format", "json"]);
    // The terminal has the same list, and its review weighs as the page does.
    assert_eq!(ids(&terminal, "pending", |one| &one["claim"]), waiting);
    let review = case.review("s\nq\n");
    let (_, second) = review.split_once(waiting[1]).unwrap();
    let verdict = card["changes"][0]["verdict"].as_str().unwrap();
    assert!(second.contains(&format!("would change: {verdict}:")), "{verdict}: {second}");
    assert_ne!(card["changes"], json!([]));
    // A decision takes one off, and what only carries its word stands last.
    let (status, made) = serving.decide(&decision(&card, "accepted", ""));
    assert_eq!(status, 200, "{made:#}");
    let after = serving.json(&format!("/api/v1/claims?{at}&limit=500"));
    let left = ids(&after, "items", |one| one);
    assert!(!left.contains(&waiting[1]) && after["total"] == left.len());
    let carries: Vec<bool> =
        after["items"].as_array().unwrap().iter().map(|one| one["carries"] != Value::Null).collect();
    assert!(carries.is_sorted(), "{carries:?}");
}

fn reviewing(case: &Case) -> Serving {
    Serving::with(case, &["--review", "--by", "analyst-1"])
}

fn decision(card: &Value, decided: &str, reason: &str) -> Value {
    json!({"claim": card["id"], "reader": card["reader"], "decided": decided, "reason": reason})
}

#[test]
fn a_decision_from_the_page_is_the_one_of_the_terminal_and_is_taken_back_from_there() {
    let case = usual();
    let serving = reviewing(&case);
    assert_eq!(serving.json("/api/v1/case")["review"], "analyst-1");
    let of = |view: &Value, id: &str| -> Value {
        let rows = view["articles"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|article| article["norms"].as_array().unwrap());
        let mut verdicts = rows.flat_map(|row| row["verdicts"].as_array().unwrap());
        verdicts.find(|verdict| verdict["id"] == id).unwrap().clone()
    };
    let standing = || of(&serving.json("/api/v1/overview"), "sea-live-fire/DPRK");
    let before = standing();
    let queue = serving.json("/api/v1/claims");
    let id = queue["items"][0]["id"].as_str().unwrap().to_owned();
    let card = serving.json(&format!("/api/v1/claim?id={id}"));
    let mut corrected = decision(&card, "corrected", "seen on the map of the report");
    corrected["corrections"] = json!([{"field": "place", "value": "zone:west-buffer"}]);
    // What that would change is seen before it is decided, and nothing is changed by looking.
    let seen = |fields: &str| serving.json(&format!("/api/v1/claim?id={id}&corrections={fields}"));
    let put_right = seen("%5B%7B%22field%22:%22place%22,%22value%22:%22zone:west-buffer%22%7D%5D");
    assert_ne!((&put_right["changes"], &put_right["becomes"]), (&card["changes"], &card["becomes"]));
    assert_eq!(put_right["claim"], card["claim"]);
    assert_eq!(standing(), before);
    assert_eq!(seen("%5B%5D")["changes"], card["changes"]);
    for (fields, status) in
        [("%5B", 400), ("%5B%7B%22field%22:%22colour%22,%22value%22:%22red%22%7D%5D", 422)]
    {
        assert_eq!(serving.ask(&format!("/api/v1/claim?id={id}&corrections={fields}")).0, status, "{fields}");
    }
    let (status, made) = serving.decide(&corrected);
    assert_eq!(status, 200, "{made:#}");
    assert_eq!((&made["by"], &made["decided"]), (&json!("analyst-1"), &json!("corrected")));
    // The same as at the terminal: a line of the journal, a fact of the inbox, another verdict.
    let journal = fs::read_to_string(case.path("claims/decisions.ndjson")).unwrap();
    let line: Value = serde_json::from_str(journal.trim()).unwrap();
    assert_eq!((&line["claim"], &line["corrections"][0]["field"]), (&json!(id), &json!("place")));
    assert_eq!(line["reader"], card["reader"]);
    let facts = fs::read_to_string(case.path("inbox/claims.ndjson")).unwrap();
    assert_eq!(facts.lines().count(), 1);
    let after = standing();
    assert!(after["alleged"].as_u64() > before["alleged"].as_u64(), "{after:#}");
    // The terminal sees it, and takes the next; the page takes back its own.
    case.review("r a drill\nq\n");
    let back = decision(&card, "taken-back", "the map shows another year");
    let (status, made) = serving.decide(&back);
    assert_eq!((status, &made["decided"]), (200, &json!("taken-back")), "{made:#}");
    let now = standing();
    assert_eq!(
        (&now["alleged"], &now["truth"], &now["words"]),
        (&before["alleged"], &before["truth"], &before["words"])
    );
    let card = serving.json(&format!("/api/v1/claim?id={id}"));
    assert_eq!(
        (card["state"].as_str(), card["history"].as_array().map(Vec::len)),
        (Some("waiting"), Some(2))
    );
    assert_eq!(fs::read_to_string(case.path("claims/decisions.ndjson")).unwrap().lines().count(), 3);
}

#[test]
fn whoever_is_not_the_page_with_its_token_decides_nothing() {
    let case = usual();
    let serving = reviewing(&case);
    assert_eq!(serving.token.len(), 64);
    let queue = serving.json("/api/v1/claims");
    let card = serving.json(&format!("/api/v1/claim?id={}", queue["items"][0]["id"].as_str().unwrap()));
    let whole = decision(&card, "accepted", "");
    let own = serving.own();
    let without = |line: &str| {
        own.lines().filter(|one| !one.starts_with(line)).map(|one| format!("{one}\r\n")).collect::<String>()
    };
    let body = whole.to_string();
    let refused = |headers: &str, body: &str, expected: u16| {
        let (status, told) = serving.send(headers, body);
        assert_eq!(status, expected, "{headers}\n{told}");
        if expected != 0 {
            let problem: Value = serde_json::from_str(&told).unwrap();
            assert_eq!(problem["status"], expected, "{problem}");
        }
    };
    // No token, half of it, another; another origin, none of a page, a form of another site.
    refused(&without("Armistice-Review"), &body, 403);
    refused(&own.replace(&serving.token, &serving.token[..32]), &body, 403);
    refused(&own.replace(&serving.token, &"0".repeat(64)), &body, 403);
    refused(&own.replace("Origin: http://127", "Origin: http://128"), &body, 403);
    refused(&own.replace(&format!("Origin: http://{}", serving.address), "Origin: null"), &body, 403);
    refused(&own.replace("same-origin", "cross-site"), &body, 403);
    refused(&own.replace("same-origin", "same-site"), &body, 403);
    refused(
        "Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://evil.example\r\nSec-Fetch-Site: cross-site\r\n",
        "claim=1",
        403,
    );
    // A form cannot send JSON, and a browser that is asked first is told no.
    refused(&own.replace("application/json", "text/plain"), &body, 415);
    let (status, _) = serving.raw(
        "OPTIONS",
        "/api/v1/decisions",
        "Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n",
    );
    assert_eq!(status, 405);
    for (method, path) in
        [("POST", "/api/v1/claims"), ("PUT", "/api/v1/decisions"), ("DELETE", "/api/v1/decisions")]
    {
        assert_eq!(serving.raw(method, path, &own).0, 405, "{method} {path}");
    }
    // Too large, no JSON, more than is asked for, an unknown claim, another reader, no reason, no such field.
    refused(&own, &" ".repeat((64 << 10) + 1), 413);
    refused(&own, "{", 400);
    refused(&own, &json!({"claim": card["id"]}).to_string(), 400);
    let with = |member: &str, value: Value| {
        let mut other = whole.clone();
        other[member] = value;
        other.to_string()
    };
    refused(&own, &with("by", json!("somebody else")), 400);
    refused(&own, &with("decided", json!("believed")), 400);
    refused(&own, &with("claim", json!("0000000000000000")), 404);
    refused(&own, &with("claim", json!("../../etc/passwd")), 404);
    refused(&own, &with("reader", json!("rules-0")), 409);
    refused(&own, &with("decided", json!("rejected")), 422);
    refused(&own, &with("decided", json!("taken-back")), 422);
    refused(&own, &with("reason", json!("a\u{1b}[2J")), 422);
    let mut field = whole.clone();
    field["decided"] = json!("corrected");
    field["corrections"] = json!([{"field": "by", "value": "x"}]);
    refused(&own, &field.to_string(), 422);
    assert!(!case.path("claims/decisions.ndjson").exists() && !case.path("inbox/claims.ndjson").exists());
    // Once it is decided the same request again is refused, and so is what somebody else was quicker at.
    assert_eq!(serving.decide(&whole).0, 200);
    refused(&own, &body, 409);
    let second = serving.json("/api/v1/claims")["items"][0]["id"].clone();
    case.review("r a drill\nr a drill\nr a drill\n");
    refused(&own, &with("claim", second), 409);
}

#[test]
fn without_being_asked_for_the_page_only_shows() {
    let case = usual();
    let serving = Serving::of(&case);
    assert_eq!((serving.token.as_str(), &serving.json("/api/v1/case")["review"]), ("", &Value::Null));
    let (status, told) = serving.send("Content-Type: application/json\r\n", "{}");
    assert_eq!(status, 405, "{told}");
    let refused = |arguments: &[&str]| {
        let whole: Vec<&str> = ["serve", "case"].iter().chain(arguments).copied().collect();
        let done = case.run(&whole, "");
        assert_eq!(done.status.code(), Some(2), "{arguments:?}");
        super::text(&done.stderr)
    };
    assert!(
        refused(&["--listen", "0.0.0.0:0", "--review", "--by", "analyst-1"])
            .contains("on this machine alone")
    );
    assert!(refused(&["--review"]).contains("--by"));
    assert!(refused(&["--review", "--by", "a", "--host", "mission.example"]).contains("--host"));
    assert!(refused(&["--review", "--by", "a", "--test-keys"]).contains("no record"));
    assert!(refused(&["--review", "--by", "two words"]).contains("--by"));
}

#[test]
fn a_decision_from_the_page_is_a_signed_entry_where_the_case_has_a_record() {
    let case = usual();
    assert!(case.run(&["init", "case", "--test-keys"], "").status.success());
    let serving = Serving::with(&case, &["--review", "--by", "collector", "--test-keys"]);
    let size = |serving: &Serving| serving.json("/api/v1/case")["record"]["size"].as_u64().unwrap();
    let before = size(&serving);
    let queue = serving.json("/api/v1/claims");
    let card = serving.json(&format!("/api/v1/claim?id={}", queue["items"][0]["id"].as_str().unwrap()));
    let (status, made) = serving.decide(&decision(&card, "accepted", "heard it"));
    assert_eq!(status, 200, "{made:#}");
    assert!(size(&serving) > before);
    let (status, made) = serving.decide(&decision(&card, "taken-back", "misheard"));
    assert_eq!(status, 200, "{made:#}");
    let verified = case.run(&["record", "verify", "case"], "");
    assert!(matches!(verified.status.code(), Some(0 | 2)), "{}", super::text(&verified.stdout));
    drop(serving);
    // Who is no holder of a key is told so before anything is served.
    let done = case.run(&["serve", "case", "--review", "--by", "nobody", "--test-keys"], "");
    let told = super::text(&done.stderr);
    assert_eq!(done.status.code(), Some(2), "{told}");
    assert!(told.contains("`nobody` holds no key in the record") && told.contains("collector"), "{told}");
}
