//! A running server, and what is asked of it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A running server, ended with the test.
pub(crate) struct Server {
    process: Child,
    pub(crate) address: String,
}

impl Server {
    pub(crate) fn of(case: &Path) -> Server {
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
    pub(crate) fn raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub(crate) fn ask(&self, path: &str, headers: &str) -> (u16, String, String) {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n", self.address);
        let answer = self.raw(&request);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head.to_ascii_lowercase(), body.to_owned())
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        let (status, head, body) = self.ask(path, "");
        assert_eq!(status, 200, "{path}: {head}\n{body}");
        serde_json::from_str(&body).unwrap()
    }

    /// Asks until the places are drawn.
    pub(crate) fn wait_for_places(&self) {
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

pub(crate) fn korea() -> Server {
    Server::of(&root().join("agreements/korea-2018"))
}

/// A small case of its own in a folder that may be changed.
pub(crate) fn case() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = root().join("agreements/examples/solent");
    for name in ["solent.agreement.md", "zones.geojson"] {
        fs::copy(from.join(name), folder.path().join(name)).unwrap();
    }
    folder
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
pub(crate) fn watch(case: &Path) {
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
