//! What the payload of an entry has to look like: one description, from which payloads are checked and from which
//! their JSON Schema is written.

use armistice_facts::Instant;

use crate::Hash;
use crate::json::Json;
use crate::key::Key;
use crate::node::{Node, Plain};
use crate::policy::Policy;

/// The shape of a value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    /// Text that is not empty.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number, not negative.
    Count,
    /// A SHA-256 hash: 64 lower-case hexadecimal digits.
    Digest,
    /// Bytes in base64.
    Bytes,
    /// An instant: RFC 3339 in UTC with three decimals.
    Time,
    /// A verifier key (`c2sp.org/signed-note`).
    Key,
    /// A trust policy (`c2sp.org/tlog-policy`), its lines in a list, for text of the record has no line ends.
    Policy,
    /// A list of at least one.
    List(&'static Shape),
    /// An object of these fields and no others.
    Fields(&'static [Field]),
    /// An object whose members this crate does not read.
    Open,
}

/// A field of an object.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its value.
    pub(crate) shape: Shape,
    /// Whether it may be left out.
    pub(crate) optional: bool,
}

/// A value that is not of its shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{at}` {wants}")]
pub struct ShapeError {
    /// The path of the field.
    pub at: String,
    /// What it should be.
    pub wants: String,
}

impl ShapeError {
    /// The same, seen from further out. Paths are put together only where something is wrong.
    fn within(self, outer: &str) -> Self {
        ShapeError { at: format!("{outer}{}", self.at), wants: self.wants }
    }
}

impl Shape {
    /// Checks a value.
    ///
    /// # Errors
    /// [`ShapeError`] with the first field that is not of its shape.
    pub(crate) fn check(&self, value: &impl Node, at: &str) -> Result<(), ShapeError> {
        let (fits, wants) = match (self, value.plain()) {
            (Shape::List(inner), Plain::List) if !value.items().is_empty() => {
                let each =
                    |(n, item)| inner.check(item, "").map_err(|error| error.within(&format!("{at}[{n}]")));
                return value.items().iter().enumerate().try_for_each(each);
            }
            (Shape::Fields(fields), Plain::Object) => return check_fields(fields, value, at),
            (Shape::Open, Plain::Object) => (true, ""),
            (Shape::Text, Plain::Text(text)) => (!text.is_empty(), "is empty"),
            (Shape::Word(words), Plain::Text(text)) => {
                (words.contains(&text), "is another word than those of its list")
            }
            (Shape::Count, Plain::Integer(number)) => (number >= 0, "is negative"),
            (Shape::Digest, Plain::Text(text)) => {
                (Hash::from_hex(text).is_some(), "is no SHA-256 hash in 64 digits")
            }
            (Shape::Bytes, Plain::Text(text)) => (is_base64(text), "is not base64"),
            (Shape::Time, Plain::Text(text)) => {
                (time_from(text).is_some(), "is no instant such as 2018-11-01T00:00:00.000Z")
            }
            (Shape::Key, Plain::Text(text)) => (Key::parse(text).is_ok(), "is no verifier key"),
            (Shape::Policy, Plain::List) => (policy_from(value).is_some(), "is no trust policy"),
            _ => (false, "is of another kind"),
        };
        if fits { Ok(()) } else { Err(ShapeError { at: at.to_owned(), wants: wants.to_owned() }) }
    }

    /// The JSON Schema of the shape (2020-12).
    pub(crate) fn schema(&self) -> Json {
        let string =
            |pattern: &str| Json::object([("type", Json::text("string")), ("pattern", Json::text(pattern))]);
        let of_type = |name: &str| Json::object([("type", Json::text(name))]);
        match self {
            Shape::Text => Json::object([("type", Json::text("string")), ("minLength", Json::number(1))]),
            Shape::Word(words) => {
                Json::object([("enum", Json::List(words.iter().map(Json::text).collect()))])
            }
            Shape::Count => Json::object([("type", Json::text("integer")), ("minimum", Json::number(0))]),
            Shape::Digest => string("^[0-9a-f]{64}$"),
            Shape::Bytes => string("^([0-9A-Za-z+/]{4})*([0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=)?$"),
            Shape::Time => string("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"),
            Shape::Key => string("^[^+ ]+\\+[0-9a-f]{8}\\+[0-9A-Za-z+/]+=*$"),
            Shape::Policy => Json::object([("type", Json::text("array")), ("items", of_type("string"))]),
            Shape::List(inner) => Json::object([
                ("type", Json::text("array")),
                ("items", inner.schema()),
                ("minItems", Json::number(1)),
            ]),
            Shape::Fields(fields) => Json::object([
                ("type", Json::text("object")),
                ("additionalProperties", Json::Flag(false)),
                ("required", required(fields)),
                (
                    "properties",
                    Json::Object(fields.iter().map(|f| (f.name.to_owned(), f.shape.schema())).collect()),
                ),
            ]),
            Shape::Open => of_type("object"),
        }
    }
}

fn required(fields: &[Field]) -> Json {
    Json::List(fields.iter().filter(|field| !field.optional).map(|field| Json::text(field.name)).collect())
}

fn check_fields(fields: &[Field], value: &impl Node, at: &str) -> Result<(), ShapeError> {
    let error =
        |name: &str, wants: &str| Err(ShapeError { at: format!("{at}.{name}"), wants: wants.to_owned() });
    for (name, _) in value.members() {
        if !fields.iter().any(|field| field.name == name) {
            return error(&name.chars().take(64).collect::<String>(), "is no field of this kind");
        }
    }
    for field in fields {
        match value.get(field.name) {
            Some(value) => {
                let inside = |error: ShapeError| error.within(&format!("{at}.{}", field.name));
                field.shape.check(value, "").map_err(inside)?;
            }
            None if field.optional => {}
            None => return error(field.name, "is missing"),
        }
    }
    Ok(())
}

fn is_base64(text: &str) -> bool {
    use base64ct::Encoding as _;
    base64ct::Base64::decode_vec(text).is_ok()
}

/// The policy that a payload holds: its lines in a list.
pub(crate) fn policy_from(lines: &impl Node) -> Option<Policy> {
    let lines: Vec<&str> = lines.items().iter().map(Node::as_text).collect::<Option<_>>()?;
    Policy::parse(lines.join("\n").as_bytes()).ok()
}

/// An instant as entries write it: always with three decimals.
#[must_use]
pub fn time_text(at: Instant) -> String {
    let millis = at.millis().rem_euclid(1000);
    let seconds = at.plus_millis(-millis).to_string();
    format!("{}.{millis:03}Z", seconds.trim_end_matches('Z'))
}

/// Reads an instant as entries write it, and in no other form.
#[must_use]
pub fn time_from(text: &str) -> Option<Instant> {
    plainly(text).or_else(|| text.parse().ok().filter(|at| time_text(*at) == text))
}

/// The same for what is written in 24 letters, without a general reader of times.
fn plainly(text: &str) -> Option<Instant> {
    const FORM: &[u8; 24] = b"0000-00-00T00:00:00.000Z";
    let letters: &[u8; 24] = text.as_bytes().try_into().ok()?;
    let fits =
        |(letter, form): (&u8, &u8)| if *form == b'0' { letter.is_ascii_digit() } else { letter == form };
    if !letters.iter().zip(FORM).all(fits) {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(is_leap),
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=days).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    // Days since 1970-01-01 in the Gregorian calendar, years counted from March so that a leap day is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469;
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
    Instant::from_millis(seconds * 1000 + number(20, 23)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// The quick way takes what the general one takes, and makes the same of it.
        #[test]
        fn the_quick_way_to_read_a_time_is_that_of_the_general(
            millis in -62_135_596_800_000..253_402_207_200_000_i64,
            change in proptest::option::of((0..24_usize, "[0-9:TZ-]")),
        ) {
            let mut text = time_text(Instant::from_millis(millis).unwrap());
            if let Some((at, letter)) = change {
                text.replace_range(at..=at, &letter);
            }
            let general = text.parse().ok().filter(|at| time_text(*at) == text);
            proptest::prop_assert_eq!(plainly(&text), general, "{}", text);
        }
    }

    #[test]
    fn an_instant_has_three_decimals() {
        let at: Instant = "2018-11-01T09:00:00+09:00".parse().unwrap();
        assert_eq!(time_text(at), "2018-11-01T00:00:00.000Z");
        assert_eq!(time_text(at.plus_millis(250)), "2018-11-01T00:00:00.250Z");
        assert_eq!(time_from("2018-11-01T00:00:00.250Z"), Some(at.plus_millis(250)));
        for wrong in
            ["2018-11-01T00:00:00Z", "2018-11-01T00:00:00.2500Z", "2018-11-01T09:00:00.000+09:00", ""]
        {
            assert_eq!(time_from(wrong), None, "{wrong}");
        }
    }
}
