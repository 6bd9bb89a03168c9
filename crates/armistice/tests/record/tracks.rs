//! Positions as segments: a file a minute, bound by its hash, each continuing the one before.

use std::fs;

use armistice_facts::Fix;
use armistice_segment::{GROUP_ROWS, Segment};

use crate::korea_case::{Korea, told};

const HEADER: &str = "MMSI,BaseDateTime,LAT,LON,SOG";

fn ingest(korea: &Korea, rows: &[&str], more: &[&str]) -> (String, i32) {
    let file = korea.folder.path().join("tracks.csv");
    fs::write(&file, format!("{HEADER}\n{}\n", rows.join("\n"))).unwrap();
    let tracks = ["ingest", &korea.case(), "--tracks", &file.to_string_lossy(), "--sensor", "coast radar"];
    told(&[&tracks[..], more, &["--test-keys"]].concat())
}

/// The files beside the log that begin so.
fn blobs(korea: &Korea, magic: &[u8]) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for index in fs::read_dir(korea.file("blob/sha256")).unwrap() {
        for file in fs::read_dir(index.unwrap().path()).unwrap() {
            files.push(fs::read(file.unwrap().path()).unwrap());
        }
    }
    files.retain(|bytes| bytes.starts_with(magic));
    files.sort();
    files
}

fn fixes(bytes: &[u8]) -> Vec<Fix> {
    let segment = Segment::open(bytes).unwrap();
    (0..segment.groups()).flat_map(|group| segment.fixes(group).unwrap()).collect()
}

const ROWS: [&str; 4] = [
    "440000002,2018-11-02T10:00:30,37.5000001,125.0,10.0",
    "440000001,2018-11-02T10:00:30,37.5,-0.5,0",
    "440000001,2018-11-02T10:00:59,37.5,125.1,",
    "440000001,2018-11-02T10:02:00,37.6,125.1,1",
];

#[test]
fn positions_are_files_beside_the_log_one_a_minute() {
    let korea = Korea::new();
    let (text, code) = ingest(&korea, &ROWS, &[]);
    assert!(
        text.starts_with("2 segments of 4 positions read, 2 recorded, 0 there already") && code == 0,
        "{text}"
    );
    // What is taken in twice is recorded once, in whatever order.
    let again = [ROWS[3], ROWS[2], ROWS[1], ROWS[0], "440000001,2018-11-02T10:03:00,37.6,125.1,1"];
    let (text, code) = ingest(&korea, &again, &[]);
    assert!(
        text.starts_with("3 segments of 5 positions read, 1 recorded, 2 there already") && code == 0,
        "{text}"
    );
    let (text, code) = told(&["record", "verify", &korea.case()]);
    assert!(
        text.contains("tracks   coast radar: 3 segments · 5 positions · gaps in time: 1") && code == 0,
        "{text}"
    );
    let files = blobs(&korea, b"PAR1");
    assert_eq!(files.len(), 3);
    let minute = files.iter().map(|file| fixes(file)).find(|fixes| fixes.len() == 3).unwrap();
    let rows: Vec<String> = minute
        .iter()
        .map(|fix| {
            let (lat, lon) = (fix.position.lat_e7(), fix.position.lon_e7());
            format!("{} {} {lat} {lon} {:?}", fix.object, fix.time, fix.speed_mm_s)
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"));
    // Every build of the program reads them as it reads other tables.
    let path = korea.folder.path().join("minute.parquet");
    let bytes = files.iter().find(|file| fixes(file).len() == 3).unwrap();
    fs::write(&path, bytes).unwrap();
    let (text, code) = told(&["screen", "agreements/korea-2018", &path.to_string_lossy()]);
    assert!(code == 0, "{text}");
}

#[test]
fn a_table_for_an_editor_is_to_be_had() {
    let korea = Korea::new();
    let (text, code) = ingest(&korea, &ROWS, &["--segments", "csv"]);
    assert!(text.starts_with("2 segments of 4 positions read, 2 recorded") && code == 0, "{text}");
    let files = blobs(&korea, b"time,object,");
    let minute =
        files.iter().map(|file| String::from_utf8_lossy(file)).find(|text| text.contains("10:00:30"));
    insta::assert_snapshot!(minute.unwrap());
    assert_eq!(told(&["record", "verify", &korea.case()]).1, 0);
}

/// A court is handed one row group of a large file, and the proof of the entry; it needs nothing else.
#[test]
fn a_part_of_a_large_file_is_proven_without_the_rest() {
    let korea = Korea::new();
    let rows: Vec<String> = (0..GROUP_ROWS + 10)
        .map(|n| {
            format!(
                "{},2018-11-02T10:00:{:02}.{:03},37.5,125.{:05},1",
                440_000_000 + n % 500,
                n % 60,
                n % 1000,
                n
            )
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let (text, code) = ingest(&korea, &rows, &[]);
    assert!(text.starts_with("1 segment of 65546 positions read, 1 recorded") && code == 0, "{text}");
    let (text, code) = told(&["record", "verify", &korea.case()]);
    assert!(code == 0, "{text}");
    let at = |name: &str| korea.folder.path().join(name).to_string_lossy().into_owned();
    let (listed, code) = told(&["record", "part", &korea.case(), "240"]);
    assert!(
        listed.starts_with("part 0: 65536 rows,") && listed.contains("part 1: 10 rows,") && code == 0,
        "{listed}"
    );
    let (text, code) = told(&["record", "part", &korea.case(), "240", "1", "--out", &at("part.parquet")]);
    assert!(text.starts_with("part 1 and the footer,") && code == 0, "{text}");
    let (proof, _) = told(&["record", "prove", &korea.case(), "240"]);
    fs::write(at("proof"), proof).unwrap();
    // A policy that asks for no witness: what is shown here is the part.
    let policy = fs::read_to_string(korea.file("policy.txt")).unwrap();
    let policy: Vec<&str> =
        policy.lines().filter(|line| line.starts_with("log ")).chain(["quorum none"]).collect();
    fs::write(at("policy"), policy.join("\n") + "\n").unwrap();
    let check = |file: &str| {
        told(&["record", "check-proof", &at("proof"), "--policy", &at("policy"), "--part", &at(file)])
    };
    let (text, code) = check("part.parquet");
    assert!(text.contains("PROVEN: part 1 of 2 is") && !text.contains("part 0") && code == 0, "{text}");
    let bytes = fs::read(at("part.parquet")).unwrap();
    let part = Segment::open(&bytes).unwrap();
    assert_eq!(part.fixes(1).unwrap().len(), 10);
    assert!(part.fixes(0).is_err());
    // Any bit of it, or of the footer, is seen.
    for place in [part.parts()[1].start, bytes.len() - 20] {
        let mut spoilt = bytes.clone();
        spoilt[place] ^= 1;
        fs::write(at("spoilt.parquet"), spoilt).unwrap();
        let (text, code) = check("spoilt.parquet");
        assert!(text.contains("NOT PROVEN") && code == 3, "{text}");
    }
    let (text, code) = check("tracks.csv");
    assert!(
        text.contains("NOT PROVEN: the entry gives no hashes of parts of that file") && code == 3,
        "{text}"
    );
}

#[test]
fn rows_that_cannot_be_read_are_set_aside_and_told() {
    let korea = Korea::new();
    let rows = ["440000001,2018-11-02T10:00:30,97.5,125.0,1", "440000001,2018-11-02T10:00:30,37.5,125.0,1"];
    let (text, code) = ingest(&korea, &rows, &[]);
    assert!(
        text.contains("1 segment of 1 positions read") && text.contains("set aside") && code == 1,
        "{text}"
    );
}
