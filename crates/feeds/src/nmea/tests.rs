use std::path::PathBuf;

use proptest::prelude::*;

use super::*;

/// A ship off Vlissingen, as ITU-R M.1371 message 1.
const LINE: &str = "!AIVDM,1,1,,A,13HOI:0P0000VOHLCnHQKwvL05Ip,0*23";

fn read(text: &str) -> (Vec<Fix>, Vec<Reject>, u64) {
    let (mut fixes, mut rejects) = (Vec::new(), Vec::new());
    let mut sentences = Sentences::open(text.as_bytes(), "t.nmea", None).unwrap();
    for row in sentences.by_ref() {
        match row {
            Ok(fix) => fixes.push(fix),
            Err(reject) => rejects.push(reject),
        }
    }
    (fixes, rejects, sentences.others)
}

fn tagged(line: &str) -> String {
    let tag = "c:1541030400,s:r1";
    let sum = tag.bytes().fold(0, |sum, byte| sum ^ byte);
    format!("\\{tag}*{sum:02X}\\{line}\n")
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
fn the_time_of_receipt_stands_before_the_sentence() {
    let (fixes, rejects, _) = read(&tagged(LINE));
    assert_eq!(rejects, []);
    assert_eq!(fixes[0].time.to_string(), "2018-11-01T00:00:00Z");
    assert_eq!(fixes[0].object, "227006760");
    let gatehouse = format!("$PGHP,1,2008,5,9,1,2,3,10,338,2,,1,09*17\n{LINE}\n{LINE}\n");
    let (fixes, rejects, others) = read(&gatehouse);
    assert_eq!(fixes[0].time.to_string(), "2008-05-09T01:02:03.01Z");
    // It holds for the next line only.
    assert_eq!((fixes.len(), rejects.len(), others), (1, 1, 1));
    assert!(rejects[0].reason.starts_with("nothing tells when the line was received"));
    let clock: Clock<'_> = Box::new(|| Instant::EPOCH);
    let live = Sentences::open(LINE.as_bytes(), "t", Some(clock)).unwrap().next().unwrap().unwrap();
    assert_eq!(live.time, Instant::EPOCH);
}

#[test]
fn what_is_damaged_is_refused_and_what_tells_no_position_is_counted() {
    let text = [
        tagged(&LINE.replace("*23", "*24")),
        tagged(&LINE.replace("*23", "")),
        "\\c:1*00\\!AIVDM,1,1,,A,1,0*00\n".to_owned(),
        tagged("!AIVDM,1,1,,A,13HOI:0P0000,0*5E"),
        "nonsense\n".to_owned(),
        "# a remark\n\n$GPGGA,184353.07,1929.045,S,02410.506,E,1,04,2.6,100.00,M,-33.9,M,,0000*6D\n"
            .to_owned(),
        tagged("!AIVDM,1,1,,B,,0*25"),
        tagged("!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*3E"),
    ]
    .concat();
    let (fixes, rejects, others) = read(&text);
    assert!(fixes.is_empty());
    let reasons: Vec<&str> = rejects.iter().map(|reject| reject.reason.as_str()).collect();
    assert_eq!(reasons[0], "the checksum is 23, and 24 is told");
    assert_eq!(reasons[1], "the sentence has no checksum");
    assert!(reasons[2].starts_with("the checksum is"), "{}", reasons[2]);
    assert_eq!(rejects.len(), 5, "{reasons:?}");
    assert_eq!(others, 4);
}

#[test]
fn a_stream_is_known_by_its_start() {
    for start in [LINE, "\n# x\n!AIVDM", "\\c:1*00\\!AIVDM", "$PGHP,1"] {
        assert!(is_sentences(start.as_bytes()), "{start}");
    }
    for start in ["", "MMSI,Time", "#\n", "PAR1"] {
        assert!(!is_sentences(start.as_bytes()), "{start}");
    }
}

#[test]
fn real_lines_come_to_what_another_decoder_reads() {
    // `data/nmea_reference.csv`: line, MMSI, latitude, longitude and speed by pyais.
    let reference = include_str!("../../tests/data/nmea_reference.csv");
    let Some(path) = shared("ais-nmea/nmea_data_sample.txt") else { return };
    let clock: Clock<'_> = Box::new(|| Instant::EPOCH);
    let file = std::fs::File::open(path).unwrap();
    let read: Vec<_> = Sentences::open(file, "t", Some(clock)).unwrap().collect();
    let told = |fix: &Fix| {
        let knots = fix.speed_mm_s.map_or(String::new(), |speed| format!("{:.1}", f64::from(speed) / KNOT));
        let (lat, lon) = (fix.position.lat(), fix.position.lon());
        format!("{},{},{lat:.5},{lon:.5},{knots}", fix.row, fix.object)
    };
    let ours: Vec<String> = read.iter().flatten().map(told).collect();
    let theirs: Vec<&str> = reference.lines().skip(1).collect();
    assert!(theirs.len() > 500);
    let differing: Vec<_> = ours.iter().zip(&theirs).filter(|(one, other)| one != *other).take(5).collect();
    assert_eq!(differing, []);
    assert_eq!(ours.len(), theirs.len());
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(lines in proptest::collection::vec("[!\\\\$#]?[ -~]{0,60}", 0..20), payload in "[0-9:-W`-w]{0,60}") {
        let body = format!("AIVDM,1,1,,A,{payload},0");
        let sum = body.bytes().fold(0, |sum, byte| sum ^ byte);
        let text = format!("{}\n{}", lines.join("\n"), tagged(&format!("!{body}*{sum:02X}")));
        read(&text);
    }
}
