//! Positions as segments: a file a minute, bound by its hash, each continuing the one before.

use std::fs;

use crate::korea_case::{Korea, told};

const HEADER: &str = "MMSI,BaseDateTime,LAT,LON,SOG";

fn ingest(korea: &Korea, rows: &[&str]) -> (String, i32) {
    let file = korea.folder.path().join("tracks.csv");
    fs::write(&file, format!("{HEADER}\n{}\n", rows.join("\n"))).unwrap();
    let tracks = ["ingest", &korea.case(), "--tracks", &file.to_string_lossy(), "--sensor", "coast radar"];
    told(&[&tracks[..], &["--test-keys"]].concat())
}

#[test]
fn positions_are_files_beside_the_log_one_a_minute() {
    let korea = Korea::new();
    let rows = [
        "440000002,2018-11-02T10:00:30,37.5000001,125.0,10.0",
        "440000001,2018-11-02T10:00:30,37.5,-0.5,0",
        "440000001,2018-11-02T10:00:59,37.5,125.1,",
        "440000001,2018-11-02T10:02:00,37.6,125.1,1",
    ];
    let (text, code) = ingest(&korea, &rows);
    assert!(
        text.starts_with("2 segments of 4 positions read, 2 recorded, 0 there already") && code == 0,
        "{text}"
    );
    // What is taken in twice is recorded once, in whatever order.
    let again = [rows[3], rows[2], rows[1], rows[0], "440000001,2018-11-02T10:03:00,37.6,125.1,1"];
    let (text, code) = ingest(&korea, &again);
    assert!(
        text.starts_with("3 segments of 5 positions read, 1 recorded, 2 there already") && code == 0,
        "{text}"
    );
    let (text, code) = told(&["record", "verify", &korea.case()]);
    assert!(
        text.contains("tracks   coast radar: 3 segments · 5 positions · gaps in time: 1") && code == 0,
        "{text}"
    );
    let (proof, _) = told(&["record", "prove", &korea.case(), "240"]);
    let first = proof.lines().count();
    assert!(first > 3, "{proof}");
    let mut files = String::new();
    for index in fs::read_dir(korea.file("blob/sha256")).unwrap() {
        for file in fs::read_dir(index.unwrap().path()).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            if text.starts_with("time,object,") && text.contains("10:00:30") {
                files += &text;
            }
        }
    }
    insta::assert_snapshot!(files);
}

#[test]
fn rows_that_cannot_be_read_are_set_aside_and_told() {
    let korea = Korea::new();
    let (text, code) = ingest(
        &korea,
        &["440000001,2018-11-02T10:00:30,97.5,125.0,1", "440000001,2018-11-02T10:00:30,37.5,125.0,1"],
    );
    assert!(
        text.contains("1 segment of 1 positions read") && text.contains("set aside") && code == 1,
        "{text}"
    );
}
