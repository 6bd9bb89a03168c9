//! Positions out of AIS sentences (NMEA 0183 `!AIVDM`, ITU-R M.1371-5, annex 8) as receivers log and send them: bare, behind
//! a TAG block with the time of receipt (`\c:1671620143*hh\`), or after a Gatehouse sentence that tells it (`$PGHP`).
//!
//! Only messages that tell where an object is are read: types 1, 2 and 3 (ships), 9 (aircraft in a search), 18 and 19 (small
//! ships) and 27 (over satellites). Lines of other kinds are counted. A message tells of its time no more than the second of
//! its minute, so the time is that of its receipt; where a line has none, whoever reads it live gives it.

mod bits;

use std::io::Read;

use armistice_earth::Position;
use armistice_facts::{Fix, Height, HeightDatum, Instant};

use self::bits::Bits;
use crate::Reject;
use crate::lines::{LONGEST_ROW, Line, Lines};

/// The bound of the error of a position whose message says that it is accurate (better than 10 m), in metres.
const ACCURATE_METRES: u32 = 10;
/// Messages of type 27 tell a tenth of a minute: a position may lie half of one beside it each way.
const ROUGH_METRES: u32 = 200;
/// One knot, in millimetres a second.
const KNOT: f64 = 1_852_000.0 / 3600.0;

/// The time of receipt of a line that names none.
pub type Clock<'a> = Box<dyn FnMut() -> Instant + 'a>;

/// The positions of a stream of sentences, line by line: a [`Fix`], or the [`Reject`] of a line that should hold one.
pub struct Sentences<'a> {
    file: String,
    lines: Lines<'a>,
    clock: Option<Clock<'a>>,
    /// The time that the line before told for this one.
    told: Option<Instant>,
    /// Lines of other kinds, which tell no position: counted, and passed over.
    pub others: u64,
}

/// What a line comes to.
enum Content {
    Fix(Fix),
    /// It is of another kind.
    Other,
}

/// Whether a stream that begins so is one of sentences.
#[must_use]
pub fn is_sentences(start: &[u8]) -> bool {
    let lines = start.split(|byte| *byte == b'\n');
    let mut told = lines.filter(|line| !line.trim_ascii().is_empty() && !line.starts_with(b"#"));
    told.next().is_some_and(|line| {
        line.starts_with(b"!")
            || line.starts_with(b"\\")
            || line.starts_with(b"$P")
            || line.starts_with(b"$G")
    })
}

impl<'a> Sentences<'a> {
    /// Ready to read. Without a clock a line that names no time is refused.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(bytes: impl Read + 'a, file: &str, clock: Option<Clock<'a>>) -> std::io::Result<Self> {
        Ok(Sentences { file: file.to_owned(), lines: Lines::new(bytes)?, clock, told: None, others: 0 })
    }

    fn read(&mut self) -> Result<Content, String> {
        let text =
            std::str::from_utf8(&self.lines.buffer).map_err(|_| "the line is no UTF-8".to_owned())?.trim();
        if text.is_empty() || text.starts_with('#') {
            return Ok(Content::Other);
        }
        let (tag, sentence) = match text.strip_prefix('\\').and_then(|rest| rest.split_once('\\')) {
            Some((tag, sentence)) => (Some(checked(tag)?), sentence),
            None => (None, text),
        };
        if let Some(gatehouse) = sentence.strip_prefix("$PGHP,1,") {
            self.told = Some(gatehouse_time(gatehouse)?);
            return Ok(Content::Other);
        }
        let before = self.told.take();
        let Some(body) = sentence.strip_prefix('!') else {
            return if sentence.starts_with('$') {
                Ok(Content::Other)
            } else {
                Err("the line is no sentence".to_owned())
            };
        };
        let fields: Vec<&str> = checked(body)?.split(',').collect();
        let [talker, count, _, _, _, payload, fill] = fields.as_slice() else {
            return Err(format!("the sentence has {} fields instead of 7", fields.len()));
        };
        // What is told in several sentences is who a ship is, or its voyage, and no position.
        if !(talker.ends_with("VDM") || talker.ends_with("VDO")) || *count != "1" || payload.is_empty() {
            return Ok(Content::Other);
        }
        let bits = Bits::of(payload, fill)?;
        let Some(report) = Report::of(&bits)? else { return Ok(Content::Other) };
        let time = match tag.map(tag_time).transpose()?.flatten().or(before) {
            Some(time) => time,
            None => self.clock.as_mut().map(|clock| clock()).ok_or(
                "nothing tells when the line was received: a TAG block with a field c, or a sentence $PGHP before it",
            )?,
        };
        Ok(Content::Fix(report.fix(time, self.lines.number)?))
    }
}

impl Iterator for Sentences<'_> {
    type Item = Result<Fix, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let reason = match self.lines.advance() {
                Line::End => return None,
                Line::Whole => match self.read() {
                    Ok(Content::Fix(fix)) => return Some(Ok(fix)),
                    Ok(Content::Other) => {
                        self.others += u64::from(!self.lines.buffer.trim_ascii().is_empty());
                        continue;
                    }
                    Err(reason) => reason,
                },
                Line::TooLong(length) => format!("the line of {length} bytes is longer than {LONGEST_ROW}"),
                Line::Broken(error) => format!("the stream breaks off here ({error})"),
            };
            return Some(Err(Reject::new(&self.file, self.lines.number, reason, &self.lines.buffer)));
        }
    }
}

impl std::fmt::Debug for Sentences<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sentences").field("file", &self.file).finish_non_exhaustive()
    }
}

/// The text before a checksum, if the checksum is right: all bytes before `*` joined by exclusive or.
fn checked(text: &str) -> Result<&str, String> {
    let Some((body, sum)) = text.rsplit_once('*') else {
        return Err("the sentence has no checksum".to_owned());
    };
    let told = u8::from_str_radix(sum.trim(), 16).map_err(|_| format!("`{sum}` is no checksum"))?;
    let found = body.bytes().fold(0, |sum, byte| sum ^ byte);
    if told == found { Ok(body) } else { Err(format!("the checksum is {found:02X}, and {told:02X} is told")) }
}

/// The time of receipt of a TAG block, if it has one: seconds since 1970, or milliseconds.
fn tag_time(tag: &str) -> Result<Option<Instant>, String> {
    let Some(text) = tag.split(',').find_map(|field| field.strip_prefix("c:")) else { return Ok(None) };
    let count: i64 = text.parse().map_err(|_| format!("the time `{text}` is no count of seconds"))?;
    let millis = if count.abs() < 100_000_000_000 { count * 1000 } else { count };
    Instant::from_millis(millis).map(Some).map_err(|error| error.to_string())
}

/// The time of a Gatehouse sentence: year, month, day, hour, minute, second, thousandths, in UTC.
fn gatehouse_time(fields: &str) -> Result<Instant, String> {
    let numbers: Vec<u32> = fields.split(',').take(7).filter_map(|field| field.parse().ok()).collect();
    let [year, month, day, hour, minute, second, millis] = numbers.as_slice() else {
        return Err("the sentence tells no time".to_owned());
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
        .parse()
        .map_err(|_| "the sentence tells no time".to_owned())
}

/// What a message tells of where its object is.
struct Report {
    mmsi: u32,
    /// Ten-thousandths of a minute.
    lon: i32,
    lat: i32,
    error_metres: u32,
    speed_knots: Option<f64>,
    height: Option<Height>,
}

impl Report {
    /// The report of a message that is one; where its parts stand is in ITU-R M.1371-5, annex 8, section 3.
    fn of(bits: &Bits) -> Result<Option<Report>, String> {
        let kind = bits.unsigned(0, 6).ok_or("the message is empty")?;
        let report = match kind {
            1..=3 => Report::fine(bits, (50, 0.1), 60),
            9 => Report::fine(bits, (50, 1.0), 60).map(|report| Report { height: height(bits), ..report }),
            18 | 19 => Report::fine(bits, (46, 0.1), 56),
            27 => Report::rough(bits),
            _ => return Ok(None),
        };
        report.map(Some).ok_or_else(|| format!("the message of type {kind} is cut off"))
    }

    /// Speed in the unit, accuracy, longitude and latitude one behind the other.
    fn fine(bits: &Bits, (speed, unit): (usize, f64), accuracy: usize) -> Option<Report> {
        let is_accurate = bits.unsigned(accuracy, 1)? == 1;
        Some(Report {
            mmsi: bits.unsigned(8, 30)?,
            lon: bits.signed(accuracy + 1, 28)?,
            lat: bits.signed(accuracy + 29, 27)?,
            error_metres: if is_accurate { ACCURATE_METRES } else { 0 },
            speed_knots: Some(bits.unsigned(speed, 10)?)
                .filter(|speed| *speed != 1023)
                .map(|speed| f64::from(speed) * unit),
            height: None,
        })
    }

    fn rough(bits: &Bits) -> Option<Report> {
        Some(Report {
            mmsi: bits.unsigned(8, 30)?,
            lon: bits.signed(44, 18)? * 1000,
            lat: bits.signed(62, 17)? * 1000,
            error_metres: ROUGH_METRES,
            speed_knots: Some(bits.unsigned(79, 6)?).filter(|speed| *speed != 63).map(f64::from),
            height: None,
        })
    }

    fn fix(&self, time: Instant, row: u64) -> Result<Fix, String> {
        // 181 degrees east and 91 north say that the position is not known.
        if self.lon == 181 * 600_000 || self.lat == 91 * 600_000 {
            return Err("the message says that the position is not known".to_owned());
        }
        #[expect(clippy::cast_possible_truncation, reason = "a number of 28 bits, times 16.7")]
        let e7 = |minutes: i32| (f64::from(minutes) * 50.0 / 3.0).round() as i64;
        let narrow =
            |e7: i64| i32::try_from(e7).map_err(|_| "the position lies outside the earth".to_owned());
        let position = Position::from_e7(narrow(e7(self.lon))?, narrow(e7(self.lat))?)
            .map_err(|error| error.to_string())?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 1022 knots")]
        let speed_mm_s = self.speed_knots.map(|knots| (knots * KNOT).round() as u32);
        let (object, error_metres, height) = (self.mmsi.to_string(), self.error_metres, self.height);
        Ok(Fix { object, time, position, error_metres, height, speed_mm_s, row })
    }
}

/// The height of an aircraft in metres, by its receiver of satellites or by the pressure of the air.
fn height(bits: &Bits) -> Option<Height> {
    let metres = bits.unsigned(38, 12).filter(|metres| *metres < 4094)?;
    let datum = if bits.unsigned(134, 1)? == 1 { HeightDatum::Barometric } else { HeightDatum::Ellipsoid };
    Some(Height { millimetres: i64::from(metres) * 1000, datum })
}

#[cfg(test)]
mod tests;
