//! The JSON of entries: RFC 8785 for values that have one form everywhere. No fractions, no null, no control
//! characters, text in Unicode's normal form C, depth and size bounded.

use std::collections::BTreeMap;

use unicode_normalization::is_nfc;

use crate::node::{Node, Plain};
pub use crate::scan::LARGEST_INTEGER;
use crate::scan::{DEEPEST, Value, scan};

/// Why bytes are not JSON of that form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// Not JSON.
    #[error("it is no JSON: {0}")]
    Syntax(String),
    /// A value that has no one form.
    #[error("`{at}` is {what}")]
    Value {
        /// The key under which it stands.
        at: String,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The same values written otherwise: white space, another order of keys, a key twice, other escapes.
    #[error("it is not written in the canonical form from byte {0} on")]
    Form(usize),
}

/// A value of an entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Json {
    /// Yes or no.
    Flag(bool),
    /// A whole number within 2^53 - 1 of nought.
    Integer(i64),
    /// A text.
    Text(String),
    /// Values in an order that means something, or sorted.
    List(Vec<Json>),
    /// Values by name.
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// Reads the canonical form, and nothing but it.
    ///
    /// # Errors
    /// [`JsonError`] naming what is not in the form.
    pub fn parse(bytes: &[u8]) -> Result<Self, JsonError> {
        scan(bytes).as_ref().map(Json::from).ok_or_else(|| why(bytes))
    }

    /// Takes a value that a library has read, in whatever form.
    ///
    /// # Errors
    /// [`JsonError::Value`] if a part of it has no one form.
    pub fn from_value(value: serde_json::Value) -> Result<Self, JsonError> {
        taken(value, "the whole", 0)
    }

    /// An object of these members.
    #[must_use]
    pub fn object<const N: usize>(members: [(&str, Json); N]) -> Self {
        Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// A text.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "a word, a key or a hash is handed over as it stands")]
    pub fn text(text: impl ToString) -> Self {
        Json::Text(text.to_string())
    }

    /// A number. What lies beyond the largest exact one is held there.
    #[must_use]
    pub fn number(number: u64) -> Self {
        Json::Integer(i64::try_from(number).unwrap_or(i64::MAX).min(LARGEST_INTEGER))
    }

    /// The member of an object by that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members.get(name),
            _ => None,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one and not negative.
    #[must_use]
    pub fn as_number(&self) -> Option<u64> {
        match self {
            Json::Integer(number) => u64::try_from(*number).ok(),
            _ => None,
        }
    }

    /// The values of a list; none of anything else.
    #[must_use]
    pub fn items(&self) -> &[Json] {
        match self {
            Json::List(items) => items,
            _ => &[],
        }
    }

    /// The one form: no white space, keys in the order of their UTF-16 code units (RFC 8785).
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Json::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Json::Integer(number) => out.push_str(&number.to_string()),
            Json::Text(text) => write_text(text, out),
            Json::List(items) => write_between("[", "]", items, out, |item, out| item.write(out)),
            Json::Object(members) => {
                let mut sorted: Vec<(&String, &Json)> = members.iter().collect();
                sorted.sort_by(|one, other| one.0.encode_utf16().cmp(other.0.encode_utf16()));
                write_between("{", "}", &sorted, out, |(name, value), out| {
                    write_text(name, out);
                    out.push(':');
                    value.write(out);
                });
            }
        }
    }
}

impl From<&Value<'_>> for Json {
    fn from(value: &Value<'_>) -> Self {
        match value {
            Value::Flag(flag) => Json::Flag(*flag),
            Value::Integer(number) => Json::Integer(*number),
            Value::Text(text) => Json::Text(text.as_ref().to_owned()),
            Value::List(items) => Json::List(items.iter().map(Json::from).collect()),
            Value::Object(_) => {
                Json::Object(value.members().map(|(name, value)| (name.to_owned(), value.into())).collect())
            }
        }
    }
}

impl Node for Json {
    fn plain(&self) -> Plain<'_> {
        match self {
            Json::Flag(_) => Plain::Flag,
            Json::Integer(number) => Plain::Integer(*number),
            Json::Text(text) => Plain::Text(text),
            Json::List(_) => Plain::List,
            Json::Object(_) => Plain::Object,
        }
    }

    fn get(&self, name: &str) -> Option<&Self> {
        Json::get(self, name)
    }

    fn items(&self) -> &[Self] {
        Json::items(self)
    }

    fn members(&self) -> impl Iterator<Item = (&str, &Self)> {
        let members = match self {
            Json::Object(members) => Some(members),
            _ => None,
        };
        members.into_iter().flatten().map(|(name, value)| (name.as_str(), value))
    }
}

/// Why bytes are not of the form, for those who have to mend them.
pub(crate) fn why(bytes: &[u8]) -> JsonError {
    slowly(bytes).err().unwrap_or(JsonError::Form(0))
}

/// The form by its definition: read by a library in whatever form, written in the one form, and compared.
fn slowly(bytes: &[u8]) -> Result<Json, JsonError> {
    let read: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|error| JsonError::Syntax(error.to_string()))?;
    let value = Json::from_value(read)?;
    let written = value.canonical();
    let same = written.bytes().zip(bytes).take_while(|(one, other)| one == *other).count();
    if written.as_bytes() == bytes { Ok(value) } else { Err(JsonError::Form(same)) }
}

fn write_between<T>(open: &str, close: &str, items: &[T], out: &mut String, write: impl Fn(&T, &mut String)) {
    out.push_str(open);
    for (before, item) in items.iter().enumerate() {
        if before > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push_str(close);
}

/// Quotes and backslashes are escaped; control characters, which would be too, are refused when a value is taken.
fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        if matches!(letter, '"' | '\\') {
            out.push('\\');
        }
        out.push(letter);
    }
    out.push('"');
}

fn taken(value: serde_json::Value, at: &str, depth: usize) -> Result<Json, JsonError> {
    let wrong = |what| Err(JsonError::Value { at: at.chars().take(64).collect(), what });
    if depth > DEEPEST {
        return wrong("nested too deep");
    }
    match value {
        serde_json::Value::Null => wrong("null: leave out what is not known"),
        serde_json::Value::Bool(flag) => Ok(Json::Flag(flag)),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(number) if number.abs() <= LARGEST_INTEGER => Ok(Json::Integer(number)),
            Some(_) => wrong("a number beyond 2^53 - 1"),
            None => wrong("no whole number"),
        },
        serde_json::Value::String(text) => checked(text, at).map(Json::Text),
        serde_json::Value::Array(items) => {
            items.into_iter().map(|item| taken(item, at, depth + 1)).collect::<Result<_, _>>().map(Json::List)
        }
        serde_json::Value::Object(members) => {
            let member = |(name, value)| {
                let name = checked(name, at)?;
                let value = taken(value, &name, depth + 1)?;
                Ok((name, value))
            };
            members.into_iter().map(member).collect::<Result<_, _>>().map(Json::Object)
        }
    }
}

fn checked(text: String, at: &str) -> Result<String, JsonError> {
    let wrong = |what| Err(JsonError::Value { at: at.chars().take(64).collect(), what });
    if text.chars().any(char::is_control) {
        return wrong("text with control characters");
    }
    if is_nfc(&text) { Ok(text) } else { wrong("text that is not in Unicode's normal form C") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn why(text: &str) -> String {
        Json::parse(text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn what_has_another_form_is_refused() {
        insta::assert_snapshot!(
            [
                why(r#"{"a":1, "b":2}"#),
                why(r#"{"b":1,"a":2}"#),
                why(r#"{"a":1,"a":1}"#),
                why(r#"{"a":1}  "#),
                why(r#"{"a":1.0}"#),
                why(r#"{"a":1.5}"#),
                why(r#"{"a":-0}"#),
                why(r#"{"a":1e2}"#),
                why(r#"{"a":9007199254740992}"#),
                why(r#"{"a":null}"#),
                why(r#"{"a":"\u0041"}"#),
                why(r#"{"a":"\/"}"#),
                why(r#"{"a":"\n"}"#),
                why("{\"a\":\"e\u{301}\"}"),
                why(&format!("{}1{}", "[".repeat(17), "]".repeat(17))),
                why(&"[".repeat(100_000)),
                why(r#"{"a":"\ud800"}"#),
                why(""),
            ]
            .join("\n")
        );
    }

    #[test]
    fn keys_stand_in_the_order_of_utf_16() {
        // In UTF-8 the second key would come first.
        let text = "{\"\u{1f600}\":1,\"\u{fffd}\":2}";
        assert_eq!(Json::parse(text.as_bytes()).unwrap().canonical(), text);
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let text = "[ -~\u{e9}\u{4e2d}\u{1f600}\u{fffd}\u{ffe6}]{0,6}|[ -~]{0,40}";
        let leaf = prop_oneof![
            any::<bool>().prop_map(serde_json::Value::from),
            (-LARGEST_INTEGER..=LARGEST_INTEGER).prop_map(serde_json::Value::from),
            text.prop_map(serde_json::Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(serde_json::Value::from),
                prop::collection::btree_map(text, inner, 0..6)
                    .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            ]
        })
    }

    /// What a change puts in: whatever has a meaning in JSON, is nearly canonical, or is not in the form.
    fn letter() -> impl Strategy<Value = String> {
        let plain = "[\\[\\]{}:,\"0-9e.+\\\\/ a-\u{ff}\u{fffd}\u{1f600}]";
        let special = [
            "\\\"",
            "\\\\",
            "\\/",
            "\\u0041",
            "\\n",
            "\n",
            "\0",
            "\u{7f}",
            "\u{85}",
            "\u{301}",
            "e\u{301}",
            "\u{e9}",
            "-0",
            "00",
            "1.0",
            "9007199254740991",
            "9007199254740992",
            "-9007199254740991",
            "-9007199254740992",
            "99999999999999999999",
            "true",
            "false",
            "null",
            "\"\":",
            "{\"a\":1,\"a\":1}",
        ];
        prop_oneof![plain, prop::sample::select(special.to_vec()).prop_map(str::to_owned)]
    }

    #[test]
    fn one_pass_takes_what_the_definition_takes_at_the_bounds() {
        let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        let texts = [0, 1, 15, 16, 17].map(nested).into_iter().chain(
            [
                "9007199254740991",
                "9007199254740992",
                "-9007199254740991",
                "-9007199254740992",
                "-",
                "--1",
                "01",
                "-01",
            ]
            .into_iter()
            .chain([
                "truefalse",
                "tru",
                "\"",
                "\"\\\"",
                "{\"\":0}",
                "{\"\":0,\"\":0}",
                "[1,]",
                "{\"a\":1,}",
                " 1",
                "1 ",
            ])
            .map(str::to_owned),
        );
        for text in texts {
            assert_eq!(
                scan(text.as_bytes()).as_ref().map(Json::from),
                slowly(text.as_bytes()).ok(),
                "{text}"
            );
        }
    }

    proptest! {
        /// Beside an implementation of RFC 8785 that nobody here wrote.
        #[test]
        fn the_form_is_that_of_another_program(value in any_json()) {
            let theirs = serde_json_canonicalizer::to_vec(&value).unwrap();
            let ours = Json::from_value(value).unwrap();
            prop_assert!(ours.canonical().as_bytes() == theirs.as_slice());
            prop_assert_eq!(Json::parse(&theirs), Ok(ours));
        }

        /// The one pass takes exactly what the definition takes: canonical texts, with a few letters changed.
        #[test]
        fn one_pass_takes_what_the_definition_takes(
            value in any_json(),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0..3_u8, letter()), 0..3),
        ) {
            let mut bytes = serde_json_canonicalizer::to_vec(&value).unwrap();
            for (at, how, letter) in changes {
                let at = at.index(bytes.len() + 1);
                let end = (at + usize::from(how > 0)).min(bytes.len());
                bytes.splice(at..end, letter.bytes().filter(|_| how < 2));
            }
            prop_assert_eq!(scan(&bytes).as_ref().map(Json::from), slowly(&bytes).ok(), "{}", String::from_utf8_lossy(&bytes));
        }

        #[test]
        fn one_pass_takes_what_the_definition_takes_of_any_bytes(
            bytes in prop::collection::vec(prop_oneof![
                prop::sample::select(b"[]{}:,\"\\-01.eE tfu".to_vec()),
                any::<u8>(),
            ], 0..12),
        ) {
            prop_assert_eq!(scan(&bytes).as_ref().map(Json::from), slowly(&bytes).ok());
        }

        #[test]
        fn any_text_is_read_without_panic_and_comes_back(text in "[\\[\\]{}:,\"a0-9e.+\\\\u -]{0,40}") {
            if let Ok(value) = Json::parse(text.as_bytes()) {
                prop_assert_eq!(value.canonical(), text);
            }
        }
    }
}
