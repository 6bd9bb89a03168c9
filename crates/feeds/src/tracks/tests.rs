use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::*;

const HEADER: &str = "Time,MMSI,Latitude_degrees,Longitude_degrees,COG_degrees,SOG_knots\n";
const ROW: &str = "2016-01-12 13:02:11.218,235070762,50.7730133333333,-1.092935,157.8,5.9\n";

fn read(bytes: &[u8]) -> (Vec<Fix>, Vec<Reject>) {
    let (mut fixes, mut rejects) = (Vec::new(), Vec::new());
    for row in Tracks::open(bytes, "t.csv", &Profile::shipped()).unwrap() {
        match row {
            Ok(fix) => fixes.push(fix),
            Err(reject) => rejects.push(reject),
        }
    }
    (fixes, rejects)
}

/// A table with one bad row between two good ones; the bad row's reason.
fn refused(row: &[u8]) -> String {
    let mut bytes = format!("{HEADER}{ROW}").into_bytes();
    bytes.extend(row);
    bytes.push(b'\n');
    bytes.extend(ROW.as_bytes());
    let (fixes, rejects) = read(&bytes);
    assert_eq!((fixes.len(), rejects.len()), (2, 1));
    assert_eq!((rejects[0].row, rejects[0].file.as_str()), (3, "t.csv"));
    rejects[0].reason.clone()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn shared(relative: &str) -> Option<PathBuf> {
    let root = std::env::var_os("ARMISTICE_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let path = root.join(relative);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
    eprintln!("SKIPPED: {} is missing", path.display());
    None
}

#[test]
fn a_row_becomes_a_fix() {
    let (fixes, rejects) = read(format!("{HEADER}{ROW}").as_bytes());
    assert!(rejects.is_empty());
    let fix = &fixes[0];
    assert_eq!((fix.object.as_str(), fix.row), ("235070762", 2));
    assert_eq!(fix.time.to_string(), "2016-01-12T13:02:11.218Z");
    assert_eq!((fix.position.lat_e7(), fix.position.lon_e7()), (507_730_133, -10_929_350));
    assert_eq!((fix.speed_mm_s, fix.height), (Some(3035), None));
}

#[test]
fn every_bad_row_is_set_aside_with_its_reason_and_the_rest_is_read() {
    let long = "x".repeat(10_000_000);
    let cases: [(&[u8], &str); 9] = [
        (b"2016-01-12 13:02:11,1,95,-1,0,0", "the latitude `95` lies outside -90 to 90 degrees"),
        (b"2016-01-12 13:02:11,1,50,-181,0,0", "the longitude `-181` lies outside -180 to 180 degrees"),
        (b"2016-01-12 13:02:11,1,NaN,-1,0,0", "the latitude `NaN` is no number"),
        (b"2016-01-12 13:02:11,1,50,-1,0,fast", "the speed `fast` is no number"),
        (b"yesterday,1,50,-1,0,0", "the time `yesterday` cannot be read"),
        (b"2016-01-12 13:02:11,1,50,-1", "the row has 4 cells, the header 6"),
        (b"2016-01-12 13:02:11,\xff,50,-1,0,0", "the row is no UTF-8 after byte 20"),
        (b"2016-01-12 13:02:11,\"1,50,-1,0,0", "a quotation mark is not closed in the row"),
        (long.as_bytes(), "the row of 10000000 bytes is longer than 65536"),
    ];
    for (row, reason) in cases {
        assert_eq!(refused(row), reason);
    }
}

#[test]
fn a_time_without_a_zone_is_refused_where_the_profile_states_none() {
    let mut profile = Profile::shipped().remove(1);
    profile.time.zone = None;
    let table = format!("{HEADER}{ROW}2016-01-12 13:02:11+00:00,1,50,-1,0,0\n");
    let rows: Vec<_> = Tracks::open(table.as_bytes(), "t.csv", &[profile]).unwrap().collect();
    assert!(rows[0].as_ref().unwrap_err().reason.contains("names no zone, and the profile states none"));
    assert!(rows[1].is_ok());
}

#[test]
fn gzip_members_follow_one_another_and_a_cut_is_reported_at_its_row() {
    let mut members = gzip(format!("{HEADER}{ROW}").as_bytes());
    members.extend(gzip(ROW.as_bytes()));
    assert_eq!(read(&members).0.len(), 2);

    let rows: String = (0..5000).map(|n| format!("2016-01-12 13:02:11,{n},50.{n},-1.{n},0,0\n")).collect();
    let mut cut = gzip(format!("{HEADER}{rows}").as_bytes());
    cut.truncate(cut.len() / 2);
    let (fixes, rejects) = read(&cut);
    assert!(fixes.len() > 1000, "{}", fixes.len());
    assert_eq!(rejects.len(), 1);
    assert_eq!(rejects[0].row, fixes.len() as u64 + 2);
    assert!(rejects[0].reason.starts_with("the gzip data are cut off"), "{}", rejects[0].reason);
}

#[test]
fn a_header_that_no_profile_knows_lists_what_was_seen_and_what_is_known() {
    let error = Tracks::open("when,who,y,x\n".as_bytes(), "odd.csv", &Profile::shipped()).unwrap_err();
    insta::assert_snapshot!(error.to_string());
    assert!(matches!(
        Tracks::open("".as_bytes(), "none.csv", &Profile::shipped()),
        Err(TracksError::Empty { .. })
    ));
}

#[test]
fn the_real_tables_are_read_whole() {
    for (table, rows, objects) in [
        ("ais-solent/SolentAIS_20160112_130211.csv.gz", 18_623, 91),
        ("air-states-uk/OpenSky_Plane_States.csv.gz", 6_052, 84),
        ("air-states-uk/UAV_Rot.csv.gz", 965, 1),
        ("ais-nmea/noaa_sample_1000.csv", 1_000, 0),
    ] {
        let Some(path) = shared(table) else { return };
        let (fixes, rejects) = read(&std::fs::read(path).unwrap());
        assert_eq!(rejects, [], "{table}");
        assert_eq!(fixes.len(), rows, "{table}");
        let seen: std::collections::BTreeSet<_> = fixes.iter().map(|fix| &fix.object).collect();
        assert!(objects == 0 || seen.len() == objects, "{table}: {}", seen.len());
    }
}

#[test]
fn the_height_of_an_aircraft_keeps_its_datum() {
    let table = "time,icao24,lat,lon,velocity,geoaltitude\n1626098400,3c4591,51.4,-0.4,254.65,10843.26\n\
                 1626098410,3c4591,51.4,-0.4,,\n";
    let (fixes, _) = read(table.as_bytes());
    let height = fixes[0].height.unwrap();
    assert_eq!((height.millimetres, height.datum), (10_843_260, armistice_facts::HeightDatum::Ellipsoid));
    assert_eq!((fixes[1].height, fixes[1].speed_mm_s), (None, None));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_and_no_row_is_lost(body in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let mut bytes = HEADER.as_bytes().to_vec();
        bytes.extend(&body);
        let (fixes, rejects) = read(&bytes);
        let rows = body.split(|byte| *byte == b'\n').filter(|row| !row.iter().all(u8::is_ascii_whitespace));
        prop_assert_eq!(fixes.len() + rejects.len(), rows.count());
        // The same bytes as the start of a file, and as gzip.
        let _ = Tracks::open(body.as_slice(), "t", &Profile::shipped()).map(Iterator::count);
        let mut damaged = gzip(&bytes);
        if let Some(byte) = body.first() {
            let at = usize::from(*byte) % damaged.len();
            damaged[at] ^= 0x55;
        }
        let _ = Tracks::open(damaged.as_slice(), "t", &Profile::shipped()).map(Iterator::count);
    }

    #[test]
    fn cells_of_any_kind_are_read_or_refused(cells in proptest::collection::vec("[ -~é]{0,12}", 6)) {
        let table = format!("{HEADER}{}\n{ROW}", cells.join(","));
        let (fixes, _) = read(table.as_bytes());
        prop_assert!(!fixes.is_empty());
    }
}
