//! Reads Rust source roughly, which is enough to see who names whom.

use std::path::{Path, PathBuf};

/// All files below a folder, in the order of their names, without what git leaves out.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return files };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // `.git` is a folder, or a file in a second work tree.
        if matches!(name.as_str(), ".git" | "target" | "work" | "node_modules") {
            continue;
        }
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

/// The text before the test module at its end.
pub(crate) fn without_tests(text: &str) -> &str {
    let tests = ["\n#[cfg(test)]\nmod ", "\n#[cfg(test)]\npub(crate) mod "];
    tests.iter().filter_map(|mark| text.find(mark)).min().map_or(text, |at| &text[..=at])
}

/// The text with comments, strings and characters blanked, line breaks kept.
pub(crate) fn blanked(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let end = skipped_end(bytes, at);
        if end > at {
            out.extend(bytes[at..end].iter().filter(|byte| **byte == b'\n').map(|_| '\n'));
            out.push(' ');
            at = end;
        } else {
            out.push(if bytes[at].is_ascii() { char::from(bytes[at]) } else { '?' });
            at += 1;
        }
    }
    out
}

/// Where the comment, string or character that begins here ends; here, if none does.
fn skipped_end(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let after_word = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    let raw_hashes = rest.iter().skip(1).take_while(|byte| **byte == b'#').count();
    if rest.starts_with(b"//") {
        at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
    } else if rest.starts_with(b"/*") {
        at + find(rest, b"*/").map_or(rest.len(), |end| end + 2)
    } else if rest[0] == b'r' && rest.get(1 + raw_hashes) == Some(&b'"') && !after_word {
        let closing = [b"\"".as_slice(), &vec![b'#'; raw_hashes]].concat();
        let body = 2 + raw_hashes;
        at + find(&rest[body..], &closing).map_or(rest.len(), |end| body + end + closing.len())
    } else if rest[0] == b'"' {
        at + string_end(rest)
    } else if rest[0] == b'\'' {
        at + character_end(rest)
    } else {
        at
    }
}

fn string_end(rest: &[u8]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != b'"' {
        at += if rest[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// A character literal's length; nought for a lifetime.
fn character_end(rest: &[u8]) -> usize {
    if rest.get(1) == Some(&b'\\') {
        return 2 + rest.iter().skip(3).position(|byte| *byte == b'\'').map_or(0, |end| end + 2);
    }
    let width = std::str::from_utf8(&rest[1..rest.len().min(5)])
        .map_or_else(|error| std::str::from_utf8(&rest[1..1 + error.valid_up_to()]), Ok)
        .ok()
        .and_then(|text| text.chars().next())
        .map_or(1, char::len_utf8);
    if rest.get(1 + width) == Some(&b'\'') { width + 2 } else { 0 }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// All paths that begin with this root (`crate`, `super`, the name of a crate), with groups in braces spread out.
pub(crate) fn paths_from(text: &str, root: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for (at, _) in text.match_indices(root) {
        let before = text[..at].chars().next_back();
        let is_word = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':');
        if !is_word && text[at + root.len()..].starts_with("::") {
            let (branches, _) = tree(&text[at..]);
            paths.extend(branches);
        }
    }
    paths
}

/// A tree of a `use`, spread out, and how long it is.
fn tree(text: &str) -> (Vec<Vec<String>>, usize) {
    let spaces = text.len() - text.trim_start().len();
    let word = text[spaces..].chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').count();
    let mut at = spaces + word;
    let here = text[spaces..at].to_owned();
    if !text[at..].starts_with("::") {
        return (vec![vec![here]], at);
    }
    at += 2;
    let (branches, length) = if text[at..].starts_with('{') { group(&text[at..]) } else { tree(&text[at..]) };
    let lead = |mut branch: Vec<String>| {
        branch.insert(0, here.clone());
        branch
    };
    (branches.into_iter().map(lead).collect(), at + length)
}

fn group(text: &str) -> (Vec<Vec<String>>, usize) {
    let mut branches = Vec::new();
    let mut at = 1;
    while at < text.len() && !text[at..].trim_start().starts_with('}') {
        let (more, length) = tree(&text[at..]);
        branches.extend(more);
        at += length;
        // Past ` as other_name`, a star, and the comma.
        at += text[at..].find([',', '}']).unwrap_or(text.len() - at);
        if text[at..].starts_with(',') {
            at += 1;
        }
    }
    (branches, at + text[at..].find('}').map_or(0, |end| end + 1))
}

/// The functions of a text that [`blanked`] made, each with its line and its length in lines.
pub(crate) fn functions(text: &str) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("fn ") {
        if text[..at].chars().next_back().is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            continue;
        }
        let name: String = text[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let Some(open) = text[at..].find(['{', ';']).map(|open| at + open) else { continue };
        if name.is_empty() || text[open..].starts_with(';') {
            continue;
        }
        let line = text[..at].matches('\n').count() + 1;
        found.push((name, line, text[at..open + body_length(&text[open..])].matches('\n').count() + 1));
    }
    found
}

fn body_length(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{blanked, functions, paths_from, without_tests};

    #[test]
    fn comments_strings_and_characters_are_blanked_and_lifetimes_stay() {
        let text = "a // crate::x\n\"crate::y \\\" z\" 'c' '\\'' &'a str r#\"crate::\"q\"# b /* crate:: */";
        let blank = blanked(text);
        assert!(!blank.contains("crate"), "{blank}");
        assert!(blank.contains("&'a str") && blank.ends_with("b  "), "{blank}");
        assert_eq!(blank.matches('\n').count(), 1);
    }

    #[test]
    fn groups_are_spread_out() {
        let spread = paths_from("use crate::{a::B, c::{D, E as F}, g::*}; mycrate::no; crate::h()", "crate");
        let joined: Vec<String> = spread.iter().map(|path| path.join("::")).collect();
        assert_eq!(joined, ["crate::a::B", "crate::c::D", "crate::c::E", "crate::g::", "crate::h"]);
    }

    #[test]
    fn lengths_are_counted_without_tests() {
        let text = "fn one() {\n    {}\n}\n\n#[cfg(test)]\nmod tests {\n    fn two() {}\n}\n";
        assert_eq!(functions(without_tests(text)), [("one".to_owned(), 1, 3)]);
    }
}
