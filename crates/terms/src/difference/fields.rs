//! The parts of a value by their names, from what it says of itself.
//!
//! A comparison written field by field would pass over, without a word, a part that the model gains later. The derived
//! `Debug` names every field; what it writes is taken apart here, without the places in the file.

use std::collections::BTreeMap;
use std::fmt::Debug;

/// The fields of a struct (or of the only struct in a variant), each as text. The variant itself is the field `kind`.
pub(super) fn of(value: &(impl Debug + ?Sized)) -> BTreeMap<String, String> {
    let text = bare(value);
    let mut fields = BTreeMap::new();
    let mut rest = text.as_str();
    // `Ban(Ban { … })`, `Some(Line { … })`
    while let Some((variant, inner)) = rest.split_once('(')
        && variant.chars().all(char::is_alphanumeric)
        && inner.ends_with(')')
    {
        fields.insert("kind".to_owned(), variant.to_owned());
        rest = inner.strip_suffix(')').unwrap_or(inner);
    }
    let body = rest.split_once(" { ").and_then(|(_, body)| body.strip_suffix(" }"));
    for part in split(body.unwrap_or_default()) {
        if let Some((name, value)) = part.split_once(": ") {
            fields.insert(name.to_owned(), value.to_owned());
        }
    }
    fields
}

/// What the value says of itself, without the places in the file.
pub(super) fn bare(value: &(impl Debug + ?Sized)) -> String {
    let text = format!("{value:?}");
    let mut parts = text.split("Span { start: ");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        bare.push_str(after_span(part).unwrap_or(part));
    }
    bare
}

/// What follows `1, end: 2 }`.
fn after_span(text: &str) -> Option<&str> {
    let is_digit = |character: char| character.is_ascii_digit();
    let end = text.trim_start_matches(is_digit).strip_prefix(", end: ")?;
    end.trim_start_matches(is_digit).strip_prefix(" }")
}

/// The text at its outermost commas.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    let (mut in_text, mut is_escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                parts.push(text.get(start..at).unwrap_or_default().trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default().trim());
    parts.retain(|part| !part.is_empty());
    parts
}
