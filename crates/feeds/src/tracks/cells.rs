//! One row of text into its cells, and one cell into a value.

use armistice_earth::Position;
use armistice_facts::Instant;

use super::profile::{TimeColumn, TimeForm};

/// The most cells of a row.
const MOST_CELLS: usize = 1024;
/// The longest identifier of an object, in bytes.
const LONGEST_OBJECT: usize = 64;

/// The cells of a row, or why it has none. A cell in quotation marks may hold the delimiter, but no line end.
pub(crate) fn split(row: &str, delimiter: char) -> Result<Vec<String>, String> {
    if !row.contains('"') {
        return counted(row.split(delimiter).map(ToOwned::to_owned).collect());
    }
    let delimiter = u8::try_from(delimiter).map_err(|_| format!("`{delimiter}` cannot separate cells"))?;
    if row.bytes().filter(|byte| *byte == b'"').count() % 2 != 0 {
        return Err("a quotation mark is not closed in the row".to_owned());
    }
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(row.as_bytes());
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => counted(record.iter().map(ToOwned::to_owned).collect()),
        Ok(false) => Err("the row is empty".to_owned()),
        Err(error) => Err(format!("the row is no CSV: {error}")),
    }
}

fn counted(cells: Vec<String>) -> Result<Vec<String>, String> {
    if cells.len() > MOST_CELLS {
        return Err(format!("the row has {} cells, more than {MOST_CELLS}", cells.len()));
    }
    Ok(cells)
}

/// An identifier: whatever stands in the cell, without the space around it.
///
/// # Errors
/// The reason, where it is empty, longer than 64 bytes or holds control characters.
pub fn object(cell: &str) -> Result<String, String> {
    let text = cell.trim();
    if text.is_empty() {
        return Err("the identifier of the object is empty".to_owned());
    }
    if text.len() > LONGEST_OBJECT {
        return Err(format!("the identifier of {} bytes is longer than {LONGEST_OBJECT}", text.len()));
    }
    if text.chars().any(char::is_control) {
        return Err("the identifier of the object holds a control character".to_owned());
    }
    Ok(text.to_owned())
}

/// A position from its two cells.
pub(crate) fn position(latitude: &str, longitude: &str) -> Result<Position, String> {
    let lat = degrees(latitude, "latitude", 90.0)?;
    let lon = degrees(longitude, "longitude", 180.0)?;
    Position::new(lon, lat).map_err(|error| error.to_string())
}

fn degrees(cell: &str, which: &str, bound: f64) -> Result<f64, String> {
    let value = number(cell, which)?.ok_or_else(|| format!("the {which} is empty"))?;
    if value.abs() > bound {
        return Err(format!("the {which} `{}` lies outside -{bound} to {bound} degrees", shown(cell)));
    }
    Ok(value)
}

/// A finite number; nothing where the cell is empty or says so.
pub(crate) fn number(cell: &str, which: &str) -> Result<Option<f64>, String> {
    let text = cell.trim();
    if text.is_empty() || text.eq_ignore_ascii_case("null") {
        return Ok(None);
    }
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Some(value)),
        _ => Err(format!("the {which} `{}` is no number", shown(cell))),
    }
}

/// A number times a unit, as whole units of the smaller kind within a bound; nothing where the cell is empty.
pub(crate) fn scaled(cell: &str, which: &str, unit: f64, bound: u32) -> Result<Option<i64>, String> {
    let Some(value) = number(cell, which)? else { return Ok(None) };
    let scaled = (value * unit).round();
    if scaled.abs() > f64::from(bound) {
        return Err(format!("the {which} `{}` is out of range", shown(cell)));
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded by a 32-bit number just above")]
    Ok(Some(scaled as i64))
}

/// A time from its cell, in the form and zone that the profile states.
///
/// # Errors
/// The reason, where it cannot be read or names no zone and the profile states none.
pub fn time(cell: &str, column: &TimeColumn) -> Result<Instant, String> {
    let text = cell.trim();
    if text.is_empty() {
        return Err("the time is empty".to_owned());
    }
    let instant = match column.form {
        TimeForm::UnixSeconds => Instant::from_millis(thousandths(text)?),
        TimeForm::UnixMilliseconds => Instant::from_millis(thousandths(text)? / 1000),
        TimeForm::DateTime if names_zone(text) => text.parse(),
        TimeForm::DateTime => {
            let Some(zone) = &column.zone else {
                let shown = shown(cell);
                return Err(format!("the time `{shown}` names no zone, and the profile states none"));
            };
            let zone = if zone == "UTC" { "Z" } else { zone };
            format!("{text}{zone}").parse()
        }
    };
    instant.map_err(|_| format!("the time `{}` cannot be read", shown(cell)))
}

/// Whether an offset or a `Z` stands behind the clock time.
fn names_zone(text: &str) -> bool {
    let clock = text.find(['T', 't', ' ']).and_then(|at| text.get(at..)).unwrap_or("");
    clock.contains(['+', '-', 'Z', 'z', '['])
}

/// A decimal number in thousandths, digits beyond them cut off.
fn thousandths(text: &str) -> Result<i64, String> {
    let unreadable = || format!("the time `{}` is no number of seconds", shown(text));
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return Err(unreadable());
    }
    let whole: i64 = whole.parse().map_err(|_| unreadable())?;
    let fraction: i64 = fraction
        .chars()
        .chain("000".chars())
        .take(3)
        .fold(0, |sum, digit| sum * 10 + i64::from(digit.to_digit(10).unwrap_or(0)));
    whole.checked_mul(1000).and_then(|ms| ms.checked_add(fraction)).map(|ms| sign * ms).ok_or_else(unreadable)
}

/// The start of a cell, for a message.
fn shown(cell: &str) -> String {
    cell.trim().chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, form: TimeForm, zone: Option<&str>) -> Result<String, String> {
        let column = TimeColumn { column: "t".to_owned(), form, zone: zone.map(ToOwned::to_owned) };
        time(text, &column).map(|instant| instant.to_string())
    }

    #[test]
    fn a_time_keeps_its_own_zone_and_takes_that_of_the_profile_otherwise() {
        let form = TimeForm::DateTime;
        assert_eq!(read("2016-01-12 13:02:11.218", form, Some("UTC")).unwrap(), "2016-01-12T13:02:11.218Z");
        assert_eq!(read("2016-01-12T13:02:11", form, Some("+09:00")).unwrap(), "2016-01-12T04:02:11Z");
        assert_eq!(read("2016-01-12T13:02:11+01:00", form, Some("UTC")).unwrap(), "2016-01-12T12:02:11Z");
        assert_eq!(
            read("2016-01-12T13:02:11", form, None).unwrap_err(),
            "the time `2016-01-12T13:02:11` names no zone, and the profile states none"
        );
        assert!(read("2016-13-12 00:00:00", form, Some("UTC")).is_err());
        assert!(read("2016-01-12 13:02", form, Some("Mars")).is_err());
    }

    #[test]
    fn seconds_since_1970_keep_their_thousandths() {
        let form = TimeForm::UnixSeconds;
        assert_eq!(read("1626098398.9967", form, None).unwrap(), "2021-07-12T13:59:58.996Z");
        assert_eq!(read("-0.5", form, None).unwrap(), "1969-12-31T23:59:59.5Z");
        assert_eq!(
            read("1626098398996", TimeForm::UnixMilliseconds, None).unwrap(),
            "2021-07-12T13:59:58.996Z"
        );
        for bad in ["NaN", "1e9", "99999999999999999999", "12:00", "9223372036854775807", "."] {
            assert!(read(bad, form, None).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_position_outside_the_earth_or_no_number_is_refused_with_the_cell() {
        assert_eq!(position("95", "1").unwrap_err(), "the latitude `95` lies outside -90 to 90 degrees");
        assert_eq!(position("5", "181").unwrap_err(), "the longitude `181` lies outside -180 to 180 degrees");
        assert_eq!(position("NaN", "1").unwrap_err(), "the latitude `NaN` is no number");
        assert_eq!(position("1", "inf").unwrap_err(), "the longitude `inf` is no number");
        assert_eq!(position("", "1").unwrap_err(), "the latitude is empty");
        assert_eq!(position(" 50.5 ", "-1.25").unwrap().lat_e7(), 505_000_000);
    }

    #[test]
    fn quoted_cells_hold_the_delimiter() {
        assert_eq!(split("a,\"b,c\",\"d\"\"e\"", ',').unwrap(), ["a", "b,c", "d\"e"]);
        assert_eq!(split("a;b", ';').unwrap(), ["a", "b"]);
        assert!(split("a,\"b", ',').unwrap_err().contains("not closed"));
        assert!(split(&",".repeat(2000), ',').is_err());
    }

    #[test]
    fn scaled_numbers_are_bounded() {
        assert_eq!(scaled("5.9", "speed", 1000.0, u32::MAX).unwrap(), Some(5900));
        assert_eq!(scaled("", "speed", 1000.0, u32::MAX).unwrap(), None);
        assert!(scaled("1e300", "speed", 1000.0, u32::MAX).is_err());
    }
}
