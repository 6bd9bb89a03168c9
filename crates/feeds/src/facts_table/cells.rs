//! Single cells: instants, names, numbers, lists. Numbers are read as decimals and never pass through floating point.

use armistice_facts::{CheckItem, CheckResult, Height, HeightDatum, Instant, Name};

use super::MOST_ENTRIES;
use super::error::TableError;

/// The start of a refused text, for the message.
pub(super) fn start(text: &str) -> String {
    text.chars().take(64).collect()
}

pub(super) fn instant(column: &'static str, text: &str) -> Result<Instant, TableError> {
    text.parse().map_err(|cause| TableError::Instant { column, cause: format!("{cause}") })
}

pub(super) fn name(column: &'static str, text: &str) -> Result<Name, TableError> {
    Name::new(text).map_err(|cause| TableError::Name { column, cause: cause.to_string() })
}

/// The entries of a list, separated by semicolons; none for an empty cell.
pub(super) fn entries<'a>(column: &'static str, text: &'a str) -> Result<Vec<&'a str>, TableError> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let entries: Vec<&str> = text.split(';').map(str::trim).take(MOST_ENTRIES + 1).collect();
    if entries.len() > MOST_ENTRIES { Err(TableError::TooManyEntries(column)) } else { Ok(entries) }
}

pub(super) fn whole<N: TryFrom<u64>>(column: &'static str, text: &str) -> Result<N, TableError> {
    let refused = || TableError::Number {
        column,
        found: start(text),
        wanted: "a whole number that is not negative and not too large".to_owned(),
    };
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refused());
    }
    text.parse::<u64>().ok().and_then(|number| N::try_from(number).ok()).ok_or_else(refused)
}

/// A decimal number such as `-3.25` in units of ten to the minus `places`; more places than that are refused.
pub(super) fn decimal(column: &'static str, text: &str, places: u32) -> Result<i64, TableError> {
    scaled(text, places).ok_or_else(|| TableError::Number {
        column,
        found: start(text),
        wanted: format!("a decimal number with at most {places} places, such as 3.5"),
    })
}

fn scaled(text: &str, places: u32) -> Option<i64> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let spare = places.checked_sub(u32::try_from(part.len()).ok()?);
    if !is_number(whole) || !is_number(part) {
        return None;
    }
    let part: i64 = match spare {
        Some(spare) => part.parse::<i64>().ok()?.checked_mul(10_i64.checked_pow(spare)?)?,
        None if part == "0" => 0,
        None => return None,
    };
    let number = whole.parse::<i64>().ok()?.checked_mul(10_i64.checked_pow(places)?)?.checked_add(part)?;
    Some(if is_negative { -number } else { number })
}

/// An attribute: `calibre=14.5`.
pub(super) fn attribute(column: &'static str, entry: &str) -> Result<(Name, String), TableError> {
    let refused =
        || TableError::Entry { column, found: start(entry), wanted: "an attribute as `calibre=14.5`" };
    let (key, value) = entry.split_once('=').ok_or_else(refused)?;
    if value.trim().is_empty() {
        return Err(refused());
    }
    Ok((name(column, key.trim())?, value.trim().to_owned()))
}

/// An item of a checklist: `crenels removed=contradicted*5`.
pub(super) fn item(column: &'static str, entry: &str) -> Result<CheckItem, TableError> {
    let refused = || TableError::Entry {
        column,
        found: start(entry),
        wanted: "an item as `what=result` or `what=result*number`, with a result of confirmed, contradicted, \
                 not-accessible, refused, not-attempted",
    };
    let (what, result) = entry.split_once('=').ok_or_else(refused)?;
    let (result, count) = match result.split_once('*') {
        Some((result, count)) => (result, Some(whole(column, count.trim())?)),
        None => (result, None),
    };
    let result = match result.trim() {
        "confirmed" => CheckResult::Confirmed,
        "contradicted" => CheckResult::Contradicted,
        "not-accessible" => CheckResult::NotAccessible,
        "refused" => CheckResult::Refused,
        "not-attempted" => CheckResult::NotAttempted,
        _ => return Err(refused()),
    };
    if what.trim().is_empty() {
        return Err(refused());
    }
    Ok(CheckItem { what: what.trim().to_owned(), result, count })
}

/// A height: `120.5 agl`, in metres above its datum.
pub(super) fn height(column: &'static str, text: &str) -> Result<Height, TableError> {
    let refused = || TableError::Entry {
        column,
        found: start(text),
        wanted: "a height in metres with its datum amsl, agl, barometric or ellipsoid, as `120.5 agl`",
    };
    let (number, datum) = text.split_once(' ').ok_or_else(refused)?;
    let datum = match datum.trim() {
        "amsl" => HeightDatum::Amsl,
        "agl" => HeightDatum::Agl,
        "barometric" => HeightDatum::Barometric,
        "ellipsoid" => HeightDatum::Ellipsoid,
        _ => return Err(refused()),
    };
    Ok(Height { millimetres: decimal(column, number, 3)?, datum })
}
