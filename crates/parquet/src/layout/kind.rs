//! Numbers of every kind that a column can hold, as whole units.

use armistice_facts::HeightDatum;

use crate::column::Value;

/// What makes the number of a column the number that is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Scale {
    /// It is multiplied.
    Times(f64),
    /// It is a whole number already.
    Same,
}

impl Scale {
    fn of(self, number: f64) -> f64 {
        match self {
            Scale::Times(factor) => number * factor,
            Scale::Same => number,
        }
    }
}

/// Ten-millionths of a degree within a bound in degrees.
pub(crate) fn degrees(value: &Value, scale: Scale, which: &str, bound: f64) -> Result<i32, String> {
    let outside = |shown: String| format!("the {which} {shown} lies outside -{bound} to {bound} degrees");
    let e7 = match (value, scale) {
        (Value::Null, _) => return Err(format!("the {which} is null")),
        (Value::Whole(number), Scale::Same) => {
            return i32::try_from(*number)
                .ok()
                .filter(|number| f64::from(*number).abs() <= bound * 1e7)
                .ok_or_else(|| outside(format!("of {number} ten-millionths of a degree")));
        }
        _ => {
            let number = number(value, which)?.ok_or_else(|| format!("the {which} is empty"))?;
            let e7 = scale.of(number);
            if e7.abs() > bound * 1e7 {
                return Err(outside(format!("`{number}`")));
            }
            e7
        }
    };
    #[expect(clippy::cast_possible_truncation, reason = "within 180 degrees")]
    Ok(e7.round() as i32)
}

/// Whole units, or nothing where there is no value; a table with holes writes NaN there.
pub(crate) fn whole(value: &Value, scale: Scale, which: &str) -> Result<Option<i64>, String> {
    if matches!(value, Value::Real(number) if number.is_nan()) {
        return Ok(None);
    }
    let Some(number) = number(value, which)? else { return Ok(None) };
    let scaled = scale.of(number).round();
    if scaled.abs() > f64::from(u32::MAX) {
        return Err(format!("the {which} `{number}` is out of range"));
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded by a 32-bit number just above")]
    Ok(Some(scaled as i64))
}

/// A finite number, or nothing where there is no value.
fn number(value: &Value, which: &str) -> Result<Option<f64>, String> {
    let found = match value {
        Value::Null => return Ok(None),
        #[expect(
            clippy::cast_precision_loss,
            reason = "what is out of range is refused, whatever its last digits"
        )]
        Value::Whole(number) => *number as f64,
        Value::Real(number) => *number,
        Value::Bytes(bytes) => {
            let text = String::from_utf8_lossy(bytes.data());
            let text = text.trim();
            if text.is_empty() {
                return Ok(None);
            }
            text.parse().map_err(|_| format!("the {which} `{}` is no number", shown(text)))?
        }
        Value::Nanos(_) => return Err(format!("the {which} is a time")),
    };
    if found.is_finite() { Ok(Some(found)) } else { Err(format!("the {which} `{found}` is no number")) }
}

/// A datum by its name.
pub(crate) fn datum(value: &Value) -> Result<HeightDatum, String> {
    let text = match value {
        Value::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        _ => return Err("the height has no datum".to_owned()),
    };
    match text.as_str() {
        "amsl" => Ok(HeightDatum::Amsl),
        "agl" => Ok(HeightDatum::Agl),
        "barometric" => Ok(HeightDatum::Barometric),
        "ellipsoid" => Ok(HeightDatum::Ellipsoid),
        _ => Err(format!("`{}` is no datum of a height", shown(&text))),
    }
}

/// The start of a text, for a message.
fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}
