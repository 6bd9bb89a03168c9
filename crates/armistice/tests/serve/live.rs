//! What changes while pages are open: the folder, what is heard, and verdicts.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

use super::server::{Server, case, watch};

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
fn of_ways_that_cannot_be_told_apart_a_tile_shows_how_many() {
    let folder = case();
    fs::create_dir(folder.path().join("tracks")).unwrap();
    let row =
        |object: &str, minute: u32, lon: f64| format!("2020-01-01T00:0{minute}:00Z,{object},50.75,{lon}\n");
    let mut table = "time,object,latitude,longitude\n".to_owned();
    for number in 0..40 {
        table += &(row(&format!("near{number}"), 0, -1.15) + &row(&format!("near{number}"), 5, -1.10));
    }
    table += &(row("apart", 0, -4.0) + &row("apart", 5, -3.8));
    fs::write(folder.path().join("tracks/ships.csv"), table).unwrap();
    let server = Server::of(folder.path());
    let is_heard = (0..300).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        server.json("/api/v1/case")["objects"] == 41
    });
    assert!(is_heard);
    let tile = |address: &str| server.ask(&format!("/api/v1/tracks/{address}"), "").2;
    let far = tile("5/15/10");
    assert!(far.contains("crowds") && far.contains("apart") && !far.contains("near"), "{far}");
    // Of one object alone everything is drawn, in any crowd.
    let one = tile("5/15/10?object=near7");
    assert!(one.contains("near7") && !one.contains("crowds") && !one.contains("apart"), "{one}");
    // The same tile again, as it was.
    assert_eq!(tile("5/15/10"), far);
    assert_eq!(server.ask("/api/v1/tracks/0/0/0?object=nobody", "").2, "");
}
