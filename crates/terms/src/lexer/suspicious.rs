//! Characters that make one text look like another (Unicode technical standard 39).

use std::collections::{BTreeMap, BTreeSet};

use unicode_security::{MixedScript, confusable_detection::skeleton};

use crate::host::Block;
use crate::{Diagnostic, Span};

const DIRECTION_CONTROLS: &[char] = &[
    '\u{61c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}',
    '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
];

/// Characters that show nothing, yet tell two words apart.
const INVISIBLE: &[char] =
    &['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{180e}', '\u{3164}'];

/// Whether the character is reported wherever it stands, so that nothing else need be said about it.
pub(super) fn is_invisible(character: char) -> bool {
    DIRECTION_CONTROLS.contains(&character) || INVISIBLE.contains(&character)
}

/// A201 for every character that turns the direction of writing or shows nothing, in names, texts and comments.
pub(super) fn direction_controls(block: &Block) -> Vec<Diagnostic> {
    if block.text.is_ascii() {
        return Vec::new();
    }
    let hidden = block.text.char_indices().filter(|(_, character)| is_invisible(*character));
    hidden
        .map(|(start, character)| {
            let span = block.span(start, start + character.len_utf8());
            Diagnostic::error(
                "A201",
                span,
                format!("an invisible character, U+{:04X}, stands here", u32::from(character)),
            )
            .help("remove it: a reader would not see what the program reads")
        })
        .collect()
}

/// A201 for a word of letters of several scripts; words joined by a hyphen are looked at one by one.
pub(super) fn mixed_scripts(name: &str, span: Span) -> Option<Diagnostic> {
    if name.is_ascii() || name.split(['-', '_']).all(MixedScript::is_single_script) {
        return None;
    }
    Some(
        Diagnostic::error("A201", span, format!("`{name}` mixes letters of several scripts in one word"))
            .help("write each word in one script; letters of two scripts can look the same"),
    )
}

/// A201 for names that differ but look the same.
pub(crate) fn lookalikes<'a>(names: impl Iterator<Item = (&'a str, Span)>) -> Vec<Diagnostic> {
    let mut first_seen: BTreeMap<String, (&str, Span)> = BTreeMap::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut diagnostics = Vec::new();
    for (name, span) in names {
        if !seen.insert(name) || mixed_scripts(name, span).is_some() {
            continue;
        }
        let (earlier, earlier_span) = *first_seen.entry(skeleton(name).collect()).or_insert((name, span));
        let differ = earlier != name && !(earlier.is_ascii() && name.is_ascii());
        if differ {
            diagnostics.push(
                Diagnostic::error(
                    "A201",
                    span,
                    format!("`{name}` looks like `{earlier}` and is another name"),
                )
                .also(earlier_span, "the name that it looks like")
                .help("write both in the same letters, or choose a name that looks different"),
            );
        }
    }
    diagnostics
}
