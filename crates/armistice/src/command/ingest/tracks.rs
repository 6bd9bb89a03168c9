//! `armistice ingest --tracks`: positions do not go into the log. Each minute of a sensor is a file beside it, bound by its
//! hash and continuing the one before (docs/formats/segment.md), so that a record holds years of them and one left out
//! shows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use armistice_facts::{Fix, Instant, Name};
use armistice_ledger::{Ledger, Threads};
use armistice_record::Hash;
use armistice_record::entry::Entry;
use armistice_record::files;
use armistice_record::json::Json;
use armistice_record::key::Purpose;
use armistice_record::shape::time_text;
use armistice_record::tile::{Row, Tile};

use crate::arguments::IngestArguments;
use crate::author::{Author, record};
use crate::command::{Failure, Outcome};
use crate::founding::{key_name, log_secret};
use crate::keyring::Keyring;
use crate::moment::now;
use crate::show::words::count;
use crate::submission::{Copy, SubmissionError};
use crate::tracks::{Piece, Reading, Rejects, TrackFileError};

/// The layout of the files.
const SCHEMA: &str = "armistice-tracks-csv/1";
/// Their header.
const HEADER: &str = "time,object,latitude,longitude,error_metres,height_mm,height_datum,speed_mm_s";
/// How long a segment is.
const MINUTE: i64 = 60_000;
/// More positions than this are not taken at a time: they are sorted in memory.
const MOST: usize = 1 << 22;
/// So many segments become durable at a time.
const BATCH: usize = 256;

/// Records the positions as segments. Says `Found` if rows were set aside.
pub(super) fn run(
    arguments: &IngestArguments,
    case: &Path,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let sensor = arguments.sensor.as_deref().unwrap_or_default();
    let mut rejects = Rejects::open(None)?;
    let minutes = read(arguments, &mut rejects)?;
    let segments: Vec<Segment> =
        minutes.into_iter().map(|(minute, fixes)| Segment::of(minute, fixes)).collect();
    let rows: u64 = segments.iter().map(|segment| segment.rows).sum();
    rejects.tell(talk)?;
    let what = |n: usize| format!("{} of {rows} positions", count(n, "segment", "segments"));
    if arguments.dry_run {
        writeln!(out, "{} would be recorded", what(segments.len()))?;
    } else {
        let (recorded, head) = append(arguments, case, sensor, &segments)?;
        let there = segments.len() - recorded;
        writeln!(
            out,
            "{} read, {recorded} recorded, {there} there already; {} entries, root {}",
            what(segments.len()),
            head.0,
            head.1
        )?;
    }
    Ok(if rejects.count == 0 { Outcome::Fine } else { Outcome::Found })
}

/// The positions of all files, by minute.
fn read(
    arguments: &IngestArguments,
    rejects: &mut Rejects,
) -> Result<BTreeMap<i64, Vec<Fix>>, TrackFileError> {
    let reading = Reading::with(None, None)?;
    let mut minutes: BTreeMap<i64, Vec<Fix>> = BTreeMap::new();
    let mut taken = 0;
    for file in &arguments.tracks {
        reading.read::<TrackFileError>(file, &mut |piece| {
            match piece {
                Piece::Row(Ok(fix)) if taken < MOST => {
                    taken += 1;
                    minutes.entry(fix.time.millis().div_euclid(MINUTE)).or_default().push(fix);
                }
                Piece::Row(Ok(_)) => return Err(TrackFileError::Many { most: MOST }),
                Piece::Row(Err(reject)) => rejects.add(&reject)?,
                Piece::PassedOver { .. } => {}
            }
            Ok(())
        })?;
    }
    Ok(minutes)
}

/// One minute of one sensor.
struct Segment {
    from: Instant,
    rows: u64,
    bytes: Vec<u8>,
    /// South, west, north, east, in ten-millionths of a degree.
    extent: [i32; 4],
}

impl Segment {
    fn of(minute: i64, mut fixes: Vec<Fix>) -> Self {
        // Rows of one instant stand in the order of their objects; what a feed gives twice stays there twice.
        fixes.sort_by(|one, other| (one.time, &one.object).cmp(&(other.time, &other.object)));
        let mut text = format!("{HEADER}\n");
        let mut extent = [i32::MAX, i32::MAX, i32::MIN, i32::MIN];
        for fix in &fixes {
            let (lat, lon) = (fix.position.lat_e7(), fix.position.lon_e7());
            let [south, west, north, east] = extent;
            extent = [south.min(lat), west.min(lon), north.max(lat), east.max(lon)];
            let height = fix.height.map(|height| height.millimetres.to_string()).unwrap_or_default();
            let datum = fix.height.map(|height| word(&height.datum)).unwrap_or_default();
            let speed = fix.speed_mm_s.map(|speed| speed.to_string()).unwrap_or_default();
            // Writing to a text does not fail.
            let _ = writeln!(
                text,
                "{},{},{},{},{},{height},{datum},{speed}",
                time_text(fix.time),
                quoted(&fix.object),
                degrees(lat),
                degrees(lon),
                fix.error_metres
            );
        }
        let from = Instant::EPOCH.plus_millis(minute.saturating_mul(MINUTE));
        Segment { from, rows: fixes.len() as u64, bytes: text.into_bytes(), extent }
    }

    fn payload(&self, sensor: &str, before: Option<Hash>) -> Json {
        let [south, west, north, east] = self.extent.map(|edge| Json::text(degrees(edge)));
        let blob = [
            ("sha256", Json::text(Hash::of(&self.bytes).hex())),
            ("bytes", Json::number(self.bytes.len() as u64)),
            ("media", Json::text("text/csv")),
        ];
        let mut payload = vec![
            ("blob", Json::object(blob)),
            ("rows", Json::number(self.rows)),
            ("schema", Json::text(SCHEMA)),
            ("sensor", Json::text(sensor)),
            ("from", Json::text(time_text(self.from))),
            ("until", Json::text(time_text(self.from.plus_millis(MINUTE)))),
            ("box", Json::object([("south", south), ("west", west), ("north", north), ("east", east)])),
        ];
        payload.extend(before.map(|before| ("prev", Json::text(before.hex()))));
        Json::Object(payload.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}

/// Degrees with all seven places: -0.5 is -0.5000000.
fn degrees(e7: i32) -> String {
    let (sign, magnitude) = (if e7 < 0 { "-" } else { "" }, e7.unsigned_abs());
    format!("{sign}{}.{:07}", magnitude / 10_000_000, magnitude % 10_000_000)
}

/// A cell of RFC 4180.
fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// The word that JSON has for a plain value.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The segments of a sensor that are recorded: the last, and which files.
fn before(copy: &Copy, sensor: &str) -> Result<(Option<Hash>, BTreeSet<Hash>), SubmissionError> {
    let (mut last, mut there) = (None, BTreeSet::new());
    for bundle in (0..).map_while(|index| Tile::of_row(Row::Entries, index, copy.head.size)) {
        for leaf in files::entries(&copy.folder, bundle)? {
            let Ok(Entry { body, .. }) = Entry::parse(&leaf) else { continue };
            let own = body.payload.get("sensor").and_then(Json::as_text) == Some(sensor);
            if body.kind == "segment" && own {
                let blob = body.payload.get("blob").and_then(|blob| blob.get("sha256"));
                there.extend(blob.and_then(Json::as_text).and_then(Hash::from_hex));
                last = Some(body.id());
            }
        }
    }
    Ok((last, there))
}

fn append(
    arguments: &IngestArguments,
    case: &Path,
    sensor: &str,
    segments: &[Segment],
) -> Result<(usize, (u64, String)), Failure> {
    let keyring = arguments.keys.keyring();
    let copy = Copy::open(&case.join("record"))?;
    let (mut last, there) = before(&copy, sensor)?;
    let name = Name::new(&arguments.by).map_err(|error| Failure::Author(error.to_string()))?;
    let signer = keyring.signer(&arguments.by, &key_name(&copy.origin, &arguments.by), Purpose::Signing)?;
    let mut author = Author::of(name, &copy.roster);
    let mut ledger = Ledger::open(copy.folder, log_secret(&keyring, &copy.origin)?)?;
    let new: Vec<&Segment> =
        segments.iter().filter(|segment| !there.contains(&Hash::of(&segment.bytes))).collect();
    for batch in new.chunks(BATCH) {
        let mut entries = Vec::new();
        for segment in batch {
            ledger.keep(&segment.bytes)?;
            // Test keys make the same record on every machine and day.
            let at = if matches!(keyring, Keyring::Test) { segment.from.plus_millis(MINUTE) } else { now() };
            let body = author.write("segment", segment.payload(sensor, last), at);
            last = Some(body.id());
            entries.push(body.signed_by(&[signer.as_ref()]).map_err(Failure::Record)?);
        }
        record(&mut ledger, &entries, &Threads)?;
    }
    ledger.publish()?;
    Ok((new.len(), (ledger.head().size, ledger.head().root.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_have_all_their_places() {
        let told = [0, 5, -5_000_000, 381_000_000, i32::MIN].map(degrees);
        assert_eq!(told, ["0.0000000", "0.0000005", "-0.5000000", "38.1000000", "-214.7483648"]);
        assert_eq!((quoted("a"), quoted("a\"b,c")), ("a".to_owned(), "\"a\"\"b,c\"".to_owned()));
    }
}
