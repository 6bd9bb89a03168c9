//! What map programs are answered, after OGC API Features, and what GDAL makes of it.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::Command;

use super::server::{Server, case, korea, watch};

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
