//! The built program serves the Korea case: every address of `schemas/openapi.json` answers as it says, strangers and
//! nonsense are refused, and a change of the folder is heard.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

#[path = "serve/live.rs"]
mod live;
#[path = "serve/maps.rs"]
mod maps;
#[path = "serve/server.rs"]
mod server;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

use server::{Server, korea, root};

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
        // The stream has no end, and this case has no log and no reports; other tests look at them.
        if ["/api/v1/live", "/api/v1/claim", "/record/{path}"].contains(&path.as_str()) {
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
    let (status, _, page) = server.ask("/picture", "");
    assert_eq!(status, 200);
    assert!(page.contains("<a href=\"/overview\">overview</a>"), "{page}");
}

#[test]
fn a_page_says_early_what_it_will_ask_for() {
    let server = korea();
    let (.., page) = server.ask("/picture?lang=%22%3E%3Cscript%3E", "Accept-Language: \"><b>, ko\r\n");
    let head = page.split("</head>").next().unwrap();
    assert!(
        head.contains("<link rel=\"preload\" as=\"fetch\" crossorigin href=\"/api/v1/case\" />"),
        "{head}"
    );
    assert!(!head.contains("<b>") && !head.contains("\"><script"), "{head}");
    // Whatever is named there is there, the places as soon as they are drawn.
    server.wait_for_places();
    for rest in head.split("<link ").skip(1) {
        let tag = rest.split('>').next().unwrap();
        let address = tag.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(server.ask(address, "").0, 200, "{address}");
    }
}

#[test]
fn of_a_case_of_some_hundred_facts_no_moment_is_passed_over() {
    let server = korea();
    let explained =
        server.json("/api/v1/finding?id=guard-posts-november/DPRK&as_of=2018-12-18&known_at=2025-06-01");
    assert_eq!(explained["moments_passed_over"], 0);
    assert!(explained["versions"].as_array().unwrap().len() > 4, "{}", explained["versions"]);
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
