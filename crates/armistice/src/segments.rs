//! Positions do not go into the log. Each minute of a sensor is a file beside it, bound by its hash and continuing the one
//! before (docs/formats/segment.md), so that a record holds years of them and one left out shows.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use armistice_facts::{Fix, Instant};
use armistice_ledger::{Folder, Ledger, Threads};
use armistice_record::Hash;
use armistice_record::entry::Entry;
use armistice_record::files;
use armistice_record::json::Json;
use armistice_record::shape::time_text;
use armistice_record::signer::Signer;
use armistice_record::tile::{Row, Tile};

use crate::arguments::SegmentForm;
use crate::author::{Author, Refusal, record};
use crate::parts::parts_of;
use crate::submission::{Copy, SubmissionError};

/// How long a segment is, in milliseconds.
pub(crate) const MINUTE: i64 = 60_000;
/// The header of a file in the form of CSV.
pub(crate) const HEADER: &str =
    "time,object,latitude,longitude,error_metres,height_mm,height_datum,speed_mm_s";
/// So many segments become durable at a time.
const BATCH: usize = 256;

/// Why positions cannot be kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum SegmentError {
    /// The record.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Whoever signs for them.
    #[error("{0}")]
    Unsigned(String),
}

/// One minute of one sensor.
#[derive(Debug)]
pub(crate) struct Segment {
    /// When the minute begins.
    pub(crate) from: Instant,
    /// How many positions it holds.
    pub(crate) rows: u64,
    form: SegmentForm,
    bytes: Vec<u8>,
    digest: Hash,
    /// The hashes of its parts, if its form has parts.
    parts: Vec<Hash>,
    /// South, west, north, east, in ten-millionths of a degree.
    extent: [i32; 4],
}

impl Segment {
    /// The segment of a minute, counted from 1970.
    pub(crate) fn of(minute: i64, fixes: Vec<Fix>, form: SegmentForm) -> Self {
        let mut extent = [i32::MAX, i32::MAX, i32::MIN, i32::MIN];
        for fix in &fixes {
            let (lat, lon) = (fix.position.lat_e7(), fix.position.lon_e7());
            let [south, west, north, east] = extent;
            extent = [south.min(lat), west.min(lon), north.max(lat), east.max(lon)];
        }
        let (from, rows) = (Instant::EPOCH.plus_millis(minute.saturating_mul(MINUTE)), fixes.len() as u64);
        let bytes = match form {
            SegmentForm::Csv => csv(fixes),
            SegmentForm::Parquet => armistice_segment::write(fixes),
        };
        let parts = parts_of(&bytes).unwrap_or_default();
        Segment { from, rows, form, digest: Hash::of(&bytes), bytes, parts, extent }
    }

    /// When the minute ends.
    pub(crate) fn until(&self) -> Instant {
        self.from.plus_millis(MINUTE)
    }

    fn payload(&self, sensor: &str, before: Option<Hash>) -> Json {
        let [south, west, north, east] = self.extent.map(|edge| Json::text(degrees(edge)));
        let (schema, media) = match self.form {
            SegmentForm::Csv => ("armistice-tracks-csv/1", "text/csv"),
            SegmentForm::Parquet => ("armistice-tracks-parquet/1", "application/vnd.apache.parquet"),
        };
        let blob = [
            ("sha256", Json::text(self.digest.hex())),
            ("bytes", Json::number(self.bytes.len() as u64)),
            ("media", Json::text(media)),
        ];
        let mut payload = vec![
            ("blob", Json::object(blob)),
            ("rows", Json::number(self.rows)),
            ("schema", Json::text(schema)),
            ("sensor", Json::text(sensor)),
            ("from", Json::text(time_text(self.from))),
            ("until", Json::text(time_text(self.until()))),
            ("box", Json::object([("south", south), ("west", west), ("north", north), ("east", east)])),
        ];
        if !self.parts.is_empty() {
            let parts = self.parts.iter().map(|part| Json::text(part.hex())).collect();
            payload.push(("groups", Json::List(parts)));
        }
        payload.extend(before.map(|before| ("prev", Json::text(before.hex()))));
        Json::Object(payload.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}

/// The file in the form of CSV. Rows of one instant stand in the order of their objects; what a feed gives twice stays there
/// twice.
fn csv(mut fixes: Vec<Fix>) -> Vec<u8> {
    fixes.sort_by(|one, other| (one.time, &one.object).cmp(&(other.time, &other.object)));
    let mut text = format!("{HEADER}\n");
    for fix in &fixes {
        // Writing to a text does not fail.
        let _ = writeln!(text, "{}", row(fix));
    }
    text.into_bytes()
}

/// One position as a row, without the end of its line.
pub(crate) fn row(fix: &Fix) -> String {
    let height = fix.height.map(|height| height.millimetres.to_string()).unwrap_or_default();
    let datum = fix.height.map(|height| word(&height.datum)).unwrap_or_default();
    let speed = fix.speed_mm_s.map(|speed| speed.to_string()).unwrap_or_default();
    format!(
        "{},{},{},{},{},{height},{datum},{speed}",
        time_text(fix.time),
        quoted(&fix.object),
        degrees(fix.position.lat_e7()),
        degrees(fix.position.lon_e7()),
        fix.error_metres
    )
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

/// The segments of one sensor in a record: the last, and which files.
#[derive(Debug)]
pub(crate) struct Chain {
    sensor: String,
    last: Option<Hash>,
    there: BTreeSet<Hash>,
}

impl Chain {
    /// As the record has it.
    ///
    /// # Errors
    /// [`SubmissionError`] if the record cannot be read.
    pub(crate) fn of(copy: &Copy, sensor: &str) -> Result<Self, SubmissionError> {
        let mut chain = Chain { sensor: sensor.to_owned(), last: None, there: BTreeSet::new() };
        for bundle in (0..).map_while(|index| Tile::of_row(Row::Entries, index, copy.head.size)) {
            for leaf in files::entries(&copy.folder, bundle)? {
                let Ok(Entry { body, .. }) = Entry::parse(&leaf) else { continue };
                let own = body.payload.get("sensor").and_then(Json::as_text) == Some(sensor);
                if body.kind == "segment" && own {
                    let blob = body.payload.get("blob").and_then(|blob| blob.get("sha256"));
                    chain.there.extend(blob.and_then(Json::as_text).and_then(Hash::from_hex));
                    chain.last = Some(body.id());
                }
            }
        }
        Ok(chain)
    }

    /// Records the segments that are new: the files first, then the entries that bind them. Tells how many.
    ///
    /// # Errors
    /// [`SegmentError`] if the ledger does not take them.
    pub(crate) fn append(
        &mut self,
        segments: &[Segment],
        ledger: &mut Ledger<Folder>,
        author: &mut Author,
        signer: &dyn Signer,
        at: impl Fn(&Segment) -> Instant,
    ) -> Result<usize, SegmentError> {
        let new: Vec<&Segment> =
            segments.iter().filter(|segment| self.there.insert(segment.digest)).collect();
        for batch in new.chunks(BATCH) {
            let mut entries = Vec::new();
            for segment in batch {
                ledger.keep(&segment.bytes).map_err(Refusal::from)?;
                let body = author.write("segment", segment.payload(&self.sensor, self.last), at(segment));
                self.last = Some(body.id());
                entries.push(body.signed_by(&[signer]).map_err(SegmentError::Unsigned)?);
            }
            record(ledger, &entries, &Threads)?;
        }
        Ok(new.len())
    }
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
