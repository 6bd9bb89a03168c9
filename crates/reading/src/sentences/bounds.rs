//! The boundaries of sentences by UAX #29: looked for only behind the marks that can end one.
//!
//! What the library does letter by letter is done here for the letters and marks that reports are written in: a boundary stands
//! nowhere but behind the end of a line or a full stop, so all between is passed by. A text that holds any other letter is left to the
//! library. A test holds that both cut alike.

use unicode_segmentation::UnicodeSegmentation as _;

/// What a letter is to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The end of a line.
    Line,
    /// `.`
    Stop,
    /// `!`, `?`
    Cry,
    Space,
    /// Quotation marks and parentheses.
    Close,
    /// Behind it a sentence goes on: `,`, `;`, a dash.
    Continue,
    Digit,
    Upper,
    Lower,
    /// A letter without a case.
    Letter,
    Other,
}

/// Where sentences end: each place once, in order, the end of the text included.
pub(super) fn bounds(text: &str) -> Vec<usize> {
    known(text).unwrap_or_else(|| {
        let mut at = 0;
        let pieces = text.split_sentence_bounds();
        pieces
            .map(|piece| {
                at += piece.len();
                at
            })
            .collect()
    })
}

/// The same by the letters that are known here; none where the text holds another.
fn known(text: &str) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    let mut at = passed(text, 0);
    while let Some((kind, length)) = next(text, at)? {
        let stop = at;
        at += length;
        match kind {
            Kind::Line => {
                at += line_rest(text, at, length);
                found.push(at);
            }
            Kind::Stop | Kind::Cry if !is_inside(text, stop)? => {
                let is_bound;
                (at, is_bound) = behind(text, at, kind)?;
                if is_bound {
                    found.push(at);
                }
            }
            _ => {}
        }
        at = passed(text, at);
    }
    if found.last() != Some(&text.len()) && !text.is_empty() {
        found.push(text.len());
    }
    Some(found)
}

/// The next byte that may end a sentence, or that begins a letter which is not plain.
fn passed(text: &str, at: usize) -> usize {
    let is_plain = |byte: &u8| byte.is_ascii() && !matches!(*byte, b'.' | b'!' | b'?' | b'\n' | b'\r');
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| !is_plain(byte)).unwrap_or(rest.len())
}

/// `14.5`, `U.S`: whether a full stop stands within a word.
fn is_inside(text: &str, stop: usize) -> Option<bool> {
    if text.as_bytes().get(stop) != Some(&b'.') {
        return Some(false);
    }
    let before = text.get(..stop).and_then(|head| head.chars().next_back());
    let before = match before {
        Some(letter) if letter.is_ascii() => u8::try_from(letter).map_or(Kind::Other, ascii),
        Some(letter) => wide(letter)?,
        None => Kind::Other,
    };
    Some(match next(text, stop + 1)? {
        Some((Kind::Digit, _)) => true,
        Some((Kind::Upper, _)) => matches!(before, Kind::Upper | Kind::Lower),
        _ => false,
    })
}

/// How far the end of a sentence reaches behind its mark, and whether it is one.
fn behind(text: &str, at: usize, mark: Kind) -> Option<(usize, bool)> {
    let mut at = run(text, at, Kind::Close)?;
    at = run(text, at, Kind::Space)?;
    let Some((kind, length)) = next(text, at)? else { return Some((at, false)) };
    Some(match kind {
        Kind::Line => (at + length + line_rest(text, at + length, length), true),
        Kind::Continue | Kind::Stop | Kind::Cry => (at, false),
        _ if mark == Kind::Stop && small_follows(text, at)? => (at, false),
        _ => (at, true),
    })
}

/// Whether the next letter is a small one.
fn small_follows(text: &str, mut at: usize) -> Option<bool> {
    while let Some((kind, length)) = next(text, at)? {
        match kind {
            Kind::Lower => return Some(true),
            Kind::Letter | Kind::Upper | Kind::Line | Kind::Stop | Kind::Cry => return Some(false),
            _ => at += length,
        }
        crate::work::steps(1);
    }
    Some(false)
}

/// Where a run of one kind ends.
fn run(text: &str, mut at: usize, wanted: Kind) -> Option<usize> {
    while let Some((_, length)) = next(text, at)?.filter(|(kind, _)| *kind == wanted) {
        at += length;
    }
    Some(at)
}

/// `\r\n` is one end.
fn line_rest(text: &str, at: usize, length: usize) -> usize {
    let is_return = length == 1 && at.checked_sub(1).and_then(|at| text.as_bytes().get(at)) == Some(&b'\r');
    usize::from(is_return && text.as_bytes().get(at) == Some(&b'\n'))
}

/// The kind and the length of the letter there; `None` for one that is not known, `Some(None)` at the end.
fn next(text: &str, at: usize) -> Option<Option<(Kind, usize)>> {
    let Some(byte) = text.as_bytes().get(at) else { return Some(None) };
    if byte.is_ascii() {
        return Some(Some((ascii(*byte), 1)));
    }
    let letter = text.get(at..)?.chars().next()?;
    Some(Some((wide(letter)?, letter.len_utf8())))
}

fn ascii(byte: u8) -> Kind {
    match byte {
        b'a'..=b'z' => Kind::Lower,
        b'A'..=b'Z' => Kind::Upper,
        b'0'..=b'9' => Kind::Digit,
        b' ' | b'\t' | 0x0b | 0x0c => Kind::Space,
        b'\n' | b'\r' => Kind::Line,
        b'.' => Kind::Stop,
        b'!' | b'?' => Kind::Cry,
        b'"' | b'\'' | b'(' | b')' | b'[' | b']' | b'{' | b'}' => Kind::Close,
        b',' | b'-' | b':' | b';' => Kind::Continue,
        _ => Kind::Other,
    }
}

fn wide(letter: char) -> Option<Kind> {
    Some(match letter {
        '\u{ac00}'..='\u{d7a3}' | '\u{4e00}'..='\u{9fff}' => Kind::Letter,
        'ß'..='ö' | 'ø'..='ÿ' => Kind::Lower,
        'À'..='Ö' | 'Ø'..='Þ' => Kind::Upper,
        '\u{a0}' => Kind::Space,
        '‘' | '’' | '“' | '”' | '«' | '»' | '‹' | '›' => Kind::Close,
        '《' | '》' | '〈' | '〉' | '「' | '」' | '『' | '』' => Kind::Close,
        '–' | '—' => Kind::Continue,
        '·' | '…' | '×' | '°' | '•' | '▲' | '△' | '□' | '○' | '※' | '☞' | '▷' | '€' | '£' | '½' => {
            Kind::Other
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn by_library(text: &str) -> Vec<usize> {
        let mut at = 0;
        text.split_sentence_bounds()
            .map(|piece| {
                at += piece.len();
                at
            })
            .collect()
    }

    #[test]
    fn every_letter_that_is_known_is_what_the_library_takes_it_for() {
        for letter in ('\0'..='\u{ffff}').filter(|letter| letter.is_ascii() || wide(*letter).is_some()) {
            for frame in [
                "a. @b", "a.@b", "a.@ B", "a! @B", "@.B", "@.b", "@B. c", "a. 1@b", "a.\"@ B", "@@. @",
                "a.@1",
            ] {
                let text = frame.replace('@', &letter.to_string());
                assert_eq!(known(&text), Some(by_library(&text)), "{text:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn sentences_are_cut_as_the_library_cuts_them(
            text in "[a-cA-B01 .!?,;:()\"'“”’«»–—…·\r\n\t\u{a0}가나é\u{2e}]{0,40}",
        ) {
            prop_assert_eq!(known(&text), Some(by_library(&text)));
        }

        #[test]
        fn so_are_texts_with_letters_that_are_not_known(text in "[a-cA-B .!?,()\u{300}\u{200d}ʼ。؟\u{85}\u{2028}]{0,24}") {
            prop_assert_eq!(bounds(&text), by_library(&text));
        }
    }
}
