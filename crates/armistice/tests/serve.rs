//! The built program serves the Korea case: every address of `schemas/openapi.json` answers as it says, strangers and
//! nonsense are refused, and a change of the folder is heard.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A running server, ended with the test.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn of(case: &Path) -> Server {
        let mut process = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .arg(case)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        Server { process, address }
    }

    /// Sends bytes as they are, and gives all that comes back before the server closes or is silent for a while.
    fn raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn ask(&self, path: &str, headers: &str) -> (u16, String, String) {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n", self.address);
        let answer = self.raw(&request);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head.to_ascii_lowercase(), body.to_owned())
    }

    fn json(&self, path: &str) -> Value {
        let (status, head, body) = self.ask(path, "");
        assert_eq!(status, 200, "{path}: {head}\n{body}");
        serde_json::from_str(&body).unwrap()
    }

    /// Asks until the places are drawn.
    fn wait_for_places(&self) {
        let is_drawn = (0..600).any(|_| {
            std::thread::sleep(Duration::from_millis(200));
            self.ask("/api/v1/places", "").0 == 200
        });
        assert!(is_drawn, "the places are not drawn");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn korea() -> Server {
    Server::of(&root().join("agreements/korea-2018"))
}

fn document() -> Value {
    serde_json::from_str(&fs::read_to_string(root().join("schemas/openapi.json")).unwrap()).unwrap()
}

/// An address of the document with something in place of its names.
fn filled(path: &str) -> String {
    let path = path
        .replace("{zoom}/{x}/{y}", "0/0/0")
        .replace("{collection}", "findings")
        .replace("{feature}", "sea-live-fire/DPRK/r043")
        .replace("{path}", "checkpoint");
    match path.as_str() {
        "/api/v1/finding" | "/api/v1/duty" => {
            format!("{path}?id=guard-posts-november/DPRK&as_of=2018-12-18&known_at=2025-06-01")
        }
        "/api/v1/overview" | "/api/v1/agreement" | "/api/v1/facts" => format!("{path}?as_of=2018-12-18"),
        "/api/v1/lanes" => format!("{path}?as_of=2018-10-01"),
        "/ogc/collections/findings/items" => format!("{path}?as_of=2025-06-01&limit=500"),
        _ => path,
    }
}

#[test]
fn every_address_answers_as_the_document_says() {
    let (server, document) = (korea(), document());
    server.wait_for_places();
    let mut checked = 0;
    for (path, about) in document["paths"].as_object().unwrap() {
        // The stream has no end and this case has no log; other tests look at both.
        if ["/api/v1/live", "/record/{path}"].contains(&path.as_str()) {
            continue;
        }
        let mut asked = filled(path);
        if path.ends_with("/{feature}") {
            let all = server.json("/ogc/collections/findings/items?as_of=2025-06-01&limit=1");
            let id = all["features"][0]["id"].as_str().unwrap();
            asked = format!("/ogc/collections/findings/items/{id}?as_of=2025-06-01");
        }
        let (status, head, body) = server.ask(&asked, "");
        assert_eq!(status, 200, "{asked}: {body}");
        let answers = about["get"]["responses"]["200"]["content"].as_object().unwrap();
        let (kind, content) = answers.iter().next().unwrap();
        assert!(head.contains(&format!("content-type: {kind}")), "{asked}: {head}");
        let mut schema = content["schema"].clone();
        schema["components"] = document["components"].clone();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        if kind == "application/vnd.mapbox-vector-tile" {
            continue;
        }
        let answer: Value = serde_json::from_str(&body).unwrap();
        let problems: Vec<String> = validator
            .iter_errors(&answer)
            .take(5)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(problems.is_empty(), "{asked}: {problems:#?}");
        checked += 1;
    }
    assert!(checked > 12, "{checked}");
}

#[test]
fn the_document_has_every_address_and_no_other() {
    let source = fs::read_to_string(root().join("crates/armistice/src/page.rs")).unwrap();
    let (api, rest) = source.split_once("let api =").unwrap().1.split_once("let ogc =").unwrap();
    let (ogc, whole) = rest.split_once("let router =").unwrap();
    let routes = |text: &str, prefix: &str| -> BTreeSet<String> {
        let paths =
            text.split(".route(\"").skip(1).map(|rest| rest.split('"').next().unwrap().replace("{*", "{"));
        paths.map(|path| format!("{prefix}{}", path.trim_end_matches('/'))).collect()
    };
    let mut served = routes(api, "/api/v1");
    served.extend(routes(ogc, "/ogc"));
    served.extend(routes(whole, ""));
    let said: BTreeSet<String> = document()["paths"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(said, served);
}

#[test]
fn what_it_says_is_what_status_says() {
    let server = korea();
    let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(["status", "agreements/korea-2018", "--as-of", "2019-11-30", "--format", "json"])
        .current_dir(root())
        .output()
        .unwrap();
    let status: Value = serde_json::from_slice(&output.stdout).unwrap();
    let overview = server.json("/api/v1/overview?as_of=2019-11-30");
    let rows = overview["articles"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|article| article["norms"].as_array().unwrap());
    let told: Vec<(&Value, &Value, &Value)> = rows
        .flat_map(|row| row["verdicts"].as_array().unwrap())
        .map(|verdict| (&verdict["id"], &verdict["truth"], &verdict["because"]))
        .collect();
    let said: Vec<(&Value, &Value, &Value)> = status["norms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|verdict| (&verdict["id"], &verdict["truth"], &verdict["because"]))
        .collect();
    assert_eq!(told, said);
    assert!(told.iter().any(|(id, truth, _)| **id == "sea-live-fire/DPRK" && **truth == "violated"));
}

#[test]
fn without_script_the_overview_and_a_finding_read() {
    let server = korea();
    let (status, head, page) = server.ask("/overview?as_of=2018-12-01", "");
    assert_eq!(status, 200);
    assert!(head.contains("content-security-policy: default-src 'none'"), "{head}");
    assert!(page.contains("<a href=\"/finding/guard-posts-november/DPRK\">DPRK</a>"), "{page}");
    let (status, _, page) = server.ask("/finding/sea-live-fire/DPRK?as_of=2019-11-30", "");
    assert_eq!(status, 200);
    assert!(page.contains("<blockquote>") && page.contains("✗ violated"), "{page}");
}

#[test]
fn a_tag_saves_sending_again() {
    let server = korea();
    let (_, head, _) = server.ask("/api/v1/overview?as_of=2018-12-01", "");
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_owned();
    let (status, _, body) =
        server.ask("/api/v1/overview?as_of=2018-12-01", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((status, body.as_str()), (304, ""));
    let (status, ..) = server.ask("/api/v1/overview?as_of=2018-12-02", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!(status, 200);
}

#[test]
fn facts_come_page_by_page_each_once() {
    let server = korea();
    let whole = server.json("/api/v1/facts?as_of=2019-01-01&limit=1000");
    let total = whole["total"].as_u64().unwrap();
    let (mut ids, mut cursor) = (Vec::new(), String::from("0"));
    for _ in 0..50 {
        let page = server.json(&format!("/api/v1/facts?as_of=2019-01-01&limit=7&cursor={cursor}"));
        ids.extend(
            page["items"].as_array().unwrap().iter().map(|fact| fact["id"].as_str().unwrap().to_owned()),
        );
        match page["next"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(ids.len() as u64, total);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    assert!(total > 20);
}

#[test]
fn strangers_and_nonsense_are_refused_in_plain_words() {
    let server = korea();
    let own = &server.address;
    let refused = [
        ("GET /api/v1/case HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".to_owned(), "421"),
        ("GET /api/v1/case HTTP/1.1\r\nConnection: close\r\n\r\n".to_owned(), "4"),
        (
            format!(
                "POST /api/v1/case HTTP/1.1\r\nHost: {own}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            ),
            "405",
        ),
        (format!("GET /{} HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n", "a".repeat(9_000)), "414"),
        (format!("GET / HTTP/1.1\r\nHost: {own}\r\nX: {}\r\n\r\n", "a".repeat(40_000)), "431"),
        (format!("GET /../../etc/passwd HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"), "404"),
        (
            format!(
                "GET /assets/%2e%2e/%2e%2e/Cargo.toml HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"
            ),
            "404",
        ),
        (
            format!("GET /record/../inbox/facts.csv HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"),
            "404",
        ),
        (
            format!(
                "GET /record/%2e%2e/inbox/facts.csv HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"
            ),
            "404",
        ),
        (
            format!(
                "GET /api/v1/overview?as_of=yesterday HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"
            ),
            "400",
        ),
        (format!("GET /api/v1/facts?limit=-1 HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"), "400"),
        (format!("GET /api/v1/finding?id=%00%ff HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"), "4"),
        (
            format!(
                "GET /ogc/collections/zones/items?bbox=a HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"
            ),
            "400",
        ),
        (
            format!("GET /ogc/collections/none/items HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"),
            "404",
        ),
    ];
    for (request, status) in refused {
        let answer = server.raw(&request);
        let told = answer.split(' ').nth(1).unwrap_or_default();
        let line = request.lines().next().unwrap().chars().take(80).collect::<String>();
        assert!(told.starts_with(status), "{line}: {answer}");
    }
    // What is asked for is never part of a page as markup.
    let (status, _, page) = server.ask("/finding/%3Cscript%3Ealert(1)%3C/script%3E", "");
    assert_eq!(status, 404);
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert"), "{page}");
}

/// A small case of its own in a folder that may be changed.
fn case() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = root().join("agreements/examples/solent");
    for name in ["solent.agreement.md", "zones.geojson"] {
        fs::copy(from.join(name), folder.path().join(name)).unwrap();
    }
    folder
}

#[test]
fn a_page_that_slept_hears_of_every_change() {
    let folder = case();
    let server = Server::of(folder.path());
    let version = |server: &Server| server.json("/api/v1/case")["version"].as_u64().unwrap();
    assert_eq!(version(&server), 1);
    let file = folder.path().join("solent.agreement.md");
    let text = fs::read_to_string(&file).unwrap();
    for number in 2..4 {
        fs::write(&file, format!("{text}\n<!-- {number} -->\n")).unwrap();
        let heard = (0..300).any(|_| {
            std::thread::sleep(Duration::from_millis(100));
            version(&server) == number
        });
        assert!(heard, "version {number} is not seen");
    }
    let told = listen(&server, "Last-Event-ID: 1\r\n", 1);
    // Who comes with a number of another run is told to begin anew, and from where.
    assert_eq!(told[0].0, "reset");
    let run = told[0].1.strip_suffix("-3").unwrap().to_owned();
    let told = listen(&server, &format!("Last-Event-ID: {run}-1\r\n"), 2);
    let numbers: Vec<&str> = told.iter().map(|(_, id, _)| id.rsplit('-').next().unwrap()).collect();
    assert_eq!(numbers, ["2", "3"]);
    assert!(told.iter().all(|(name, ..)| name == "changed"));
    assert_eq!(told[1].2["version"], 3);
    // Who comes for the first time is told where things stand.
    assert_eq!(listen(&server, "", 1)[0].2["version"], 3);
}

/// Events as they are told: name, id, data.
type Events = Vec<(String, String, Value)>;

fn listen(server: &Server, headers: &str, count: usize) -> Events {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let ask = format!("GET /api/v1/live HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", server.address);
    stream.write_all(ask.as_bytes()).unwrap();
    told(stream, count)
}

fn told(stream: TcpStream, count: usize) -> Events {
    let mut events = Events::new();
    let mut event = (String::new(), String::new(), Value::Null);
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        match line.split_once(": ") {
            Some(("event", name)) => event.0 = name.to_owned(),
            Some(("id", id)) => event.1 = id.to_owned(),
            Some(("data", data)) => event.2 = serde_json::from_str(data).unwrap(),
            _ => {}
        }
        if line.is_empty() && !event.1.is_empty() {
            events.push(std::mem::take(&mut event));
        }
        if events.len() == count {
            break;
        }
    }
    assert_eq!(events.len(), count, "the stream ended: {events:?}");
    events
}

/// Two ships of the Solent, one of which comes into a zone that it keeps out of.
const SHIPS: &str = "\
Time,MMSI,Latitude_degrees,Longitude_degrees,COG_degrees,SOG_knots
2016-01-12 13:02:00.0,227273000,50.7650,-1.1450,90,10
2016-01-12 13:02:30.0,235072757,50.7200,-1.3500,90,10
2016-01-12 13:04:00.0,227273000,50.7650,-1.1200,90,10
2016-01-12 13:06:00.0,227273000,50.7650,-1.1150,90,10
2016-01-12 13:06:30.0,235072757,50.7200,-1.3200,90,10
2016-01-12 13:40:00.0,235072757,50.7200,-1.2700,90,10
";

/// Follows the ships of a stream and keeps what is heard in the case.
fn watch(case: &Path) {
    fs::write(case.join("objects.csv"), "object,class,party\n227273000,warship,Eastshore\n").unwrap();
    let mut watching = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(["watch", ".", "--keep", "--observer", "harbour", "--objects", "objects.csv"])
        .current_dir(case)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    watching.stdin.take().unwrap().write_all(SHIPS.as_bytes()).unwrap();
    assert!(watching.wait().unwrap().success());
}

#[test]
fn what_watch_tells_reaches_pages_and_changes_the_judgement() {
    let folder = case();
    let server = Server::of(folder.path());
    let before = server.json("/api/v1/overview");
    let listener = TcpStream::connect(&server.address).unwrap();
    listener.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
    let ask = format!("GET /api/v1/live HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
    (&listener).write_all(ask.as_bytes()).unwrap();
    watch(folder.path());
    let mut lines = BufReader::new(listener).lines().map_while(Result::ok);
    let (mut reports, mut verdicts, mut name) = (0, Vec::new(), String::new());
    while verdicts.is_empty() || reports < 6 {
        let line = lines.next().expect("the stream does not end");
        if let Some(event) = line.strip_prefix("event: ") {
            name = event.to_owned();
        }
        let Some(data) = line.strip_prefix("data: ") else { continue };
        let data: Value = serde_json::from_str(data).unwrap();
        match name.as_str() {
            "heard" => reports += data["reports"].as_u64().unwrap(),
            "changed" => verdicts.extend(data["verdicts"].as_array().unwrap().iter().cloned()),
            _ => {}
        }
    }
    assert_eq!(reports, 6);
    assert_eq!(verdicts, ["keep-out/Eastshore"]);
    let truth = |overview: &Value| overview["articles"][0]["norms"][0]["verdicts"][0]["truth"].clone();
    assert_eq!(
        (truth(&before), truth(&server.json("/api/v1/overview"))),
        ("unknown".into(), "violated".into())
    );
    let passages = server.json("/api/v1/passages?object=227273000");
    let kinds: Vec<&Value> = passages["items"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert!(kinds.contains(&&Value::from("enter")), "{passages}");
    let tracks = server.json("/api/v1/tracks");
    assert_eq!((&tracks["total"], &tracks["reports"]), (&2.into(), &6.into()));
    assert_eq!(tracks["items"][1]["silences"], 1);
    let early = server.json("/api/v1/tracks?to=2016-01-12T13:03:00Z");
    assert_eq!(early["reports"], 2);
    // The tile of the Solent has all three layers, that of the other side of the earth none.
    let (_, head, tile) = server.ask("/api/v1/tracks/8/127/85", "");
    assert!(head.contains("application/vnd.mapbox-vector-tile"), "{head}");
    for layer in ["tracks", "silences", "heads", "227273000"] {
        assert!(tile.contains(layer), "{layer}");
    }
    assert_eq!(server.ask("/api/v1/tracks/8/1/85", "").2, "");
    assert_eq!(server.ask("/api/v1/tracks/2/9/9", "").0, 404);
    assert_eq!(server.ask("/api/v1/tracks/a/0/0", "").0, 400);
    let item = server.json("/ogc/collections/tracks/items/235072757");
    assert_eq!(item["geometry"]["coordinates"].as_array().unwrap().len(), 2);
}

#[test]
fn map_programs_are_answered_as_the_standard_has_it() {
    let server = korea();
    server.wait_for_places();
    let items = |question: &str| server.json(&format!("/ogc/collections/{question}"));
    let count = |question: &str| items(question)["numberMatched"].as_u64().unwrap();
    let whole = count("facts/items?as_of=2025-01-01");
    let year = count("facts/items?as_of=2025-01-01&datetime=2019-01-01/2019-12-31");
    let before = count("facts/items?as_of=2025-01-01&datetime=../2018-12-31");
    let after = count("facts/items?as_of=2025-01-01&datetime=2020-01-01/..");
    assert!(year > 0 && before > 0 && after > 0 && year < whole, "{before} {year} {after} of {whole}");
    assert!(before + year + after >= whole);
    // What has no time, and no place, is given whatever is asked.
    let zones = count("zones/items");
    assert_eq!(count("zones/items?datetime=1900-01-01"), zones);
    let undrawn = items("zones/items?limit=10000")["features"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["geometry"].is_null())
        .count() as u64;
    assert_eq!(count("zones/items?bbox=0,0,1,1"), undrawn);
    // Page by page each once, with the question kept.
    let mut next =
        Some("/ogc/collections/facts/items?as_of=2025-01-01&bbox=124,33,132,43&limit=7".to_owned());
    let (mut ids, mut matched) = (Vec::new(), 0);
    while let Some(address) = next {
        let page = server.json(&address);
        matched = page["numberMatched"].as_u64().unwrap();
        ids.extend(page["features"].as_array().unwrap().iter().map(|one| one["id"].to_string()));
        let links = page["links"].as_array().unwrap();
        let found = links.iter().find(|link| link["rel"] == "next");
        next = found
            .map(|link| link["href"].as_str().unwrap().split_once(&server.address).unwrap().1.to_owned());
        assert!(links.iter().all(|link| link["href"].as_str().unwrap().starts_with("http://")));
    }
    assert_eq!((ids.len() as u64, ids.iter().collect::<BTreeSet<_>>().len() as u64), (matched, matched));
    for wrong in [
        "facts/items?bbox=1,2,3",
        "facts/items?bbox=1,9,2,3",
        "facts/items?bbox=190,0,191,1",
        "facts/items?limit=0",
        "facts/items?limit=x",
        "facts/items?datetime=yesterday",
        "facts/items?datetime=2020/2019",
        "facts/items?colour=red",
        "facts/items?limit=1&limit=2",
        "facts?limit=1",
    ] {
        let (status, head, _) = server.ask(&format!("/ogc/collections/{wrong}"), "");
        assert_eq!(status, 400, "{wrong}");
        assert!(head.contains("application/problem+json"), "{wrong}: {head}");
    }
    let classes = server.json("/ogc/conformance");
    assert_eq!(classes["conformsTo"].as_array().unwrap().len(), 2);
}

/// What `ogrinfo` says of a layer, or nothing where it is not installed; with CI set that fails.
fn ogrinfo(server: &Server, layer: &str) -> Option<String> {
    let source = format!("OAPIF:http://{}/ogc", server.address);
    let run = Command::new("ogrinfo").args(["-so", "-ro", &source, layer]).output();
    match run {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
            Some(said)
        }
        Err(_) => {
            assert!(std::env::var_os("CI").is_none(), "with CI set, ogrinfo (gdal-bin) has to be there");
            let _ = writeln!(std::io::stderr(), "SKIPPED: ogrinfo (gdal-bin) is not installed");
            None
        }
    }
}

#[test]
fn gdal_opens_zones_findings_and_tracks() {
    let folder = case();
    watch(folder.path());
    let korea = korea();
    let solent = Server::of(folder.path());
    for server in [&korea, &solent] {
        server.wait_for_places();
    }
    let counted = |said: &str| -> u64 {
        said.lines().find_map(|line| line.strip_prefix("Feature Count: ")).unwrap().parse().unwrap()
    };
    for (server, layer, geometry) in [
        (&korea, "zones", "Geometry: Multi Polygon"),
        (&korea, "lines", "Geometry: Multi Line String"),
        (&korea, "findings", "because: String"),
        (&korea, "facts", "Geometry: Point"),
        (&solent, "zones", "Geometry: Multi Polygon"),
        (&solent, "tracks", "Geometry: Multi Line String"),
    ] {
        let Some(said) = ogrinfo(server, layer) else { return };
        assert!(said.contains(geometry), "{layer}: {said}");
        let matched =
            server.json(&format!("/ogc/collections/{layer}/items"))["numberMatched"].as_u64().unwrap();
        assert!(matched > 0);
        assert_eq!(counted(&said), matched, "{layer}");
    }
}

#[test]
fn knowledge_is_counted_by_a_place_in_the_record_too() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case");
    let run = |arguments: &[&str]| {
        let agreement = root().join("agreements/korea-2018");
        let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(arguments)
            .current_dir(agreement)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let at = case.to_str().unwrap();
    run(&["init", at, "--agreement", "korea-2018.agreement.md", "--test-keys"]);
    run(&["ingest", at, "inbox/facts.csv", "--test-keys"]);
    let server = Server::of(&case);
    let record = server.json("/api/v1/record");
    assert_eq!(record["is_log"], true);
    let (size, facts) = (record["size"].as_u64().unwrap(), record["facts"].as_u64().unwrap());
    assert!(size > facts && facts > 100, "{record}");
    let entry = size / 2;
    let half = server.json(&format!("/api/v1/record?known_at=%23{entry}"))["facts"].as_u64().unwrap();
    assert!(half > 0 && half < facts, "{half} of {facts}");
    let overview = server.json(&format!("/api/v1/overview?as_of=2026-01-01&known_at=%23{entry}"));
    let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(["status", at, "--as-of", "2026-01-01", "--known-at", &format!("#{entry}"), "--format", "json"])
        .output()
        .unwrap();
    let status: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = overview["articles"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|article| article["norms"].as_array().unwrap());
    let told: Vec<&Value> =
        rows.flat_map(|row| row["verdicts"].as_array().unwrap()).map(|one| &one["because"]).collect();
    let said: Vec<&Value> = status["norms"].as_array().unwrap().iter().map(|one| &one["because"]).collect();
    assert_eq!(told, said);
    let root = record["root"].as_str().unwrap().replace('+', "%2B").replace('=', "%3D");
    assert_eq!(server.json(&format!("/api/v1/record?known_at={root}"))["facts"], facts);
    for beyond in ["%239999999", "%23x", "%23-1", "%23"] {
        assert_eq!(server.ask(&format!("/api/v1/overview?known_at={beyond}"), "").0, 400, "{beyond}");
    }
    assert_eq!(korea().ask("/api/v1/overview?known_at=%231", "").0, 400);
}
