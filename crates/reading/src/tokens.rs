//! A sentence as words and marks.
//!
//! Words are split at hyphens (`no-fly` is two words, the second joined to the first) and before a possessive `’s`, so
//! that a lexicon need not list every spelling.

use smol_str::{SmolStr, StrExt as _};

/// A word, a number or a mark of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte in the text.
    pub(crate) start: usize,
    /// The byte behind its last.
    pub(crate) end: usize,
    /// Its letters lowered, typographic apostrophes made plain.
    pub(crate) lower: SmolStr,
    /// What it is.
    pub(crate) kind: TokenKind,
    /// Whether a hyphen joins it to the word before.
    pub(crate) joined: bool,
    /// Whether white space stands before it.
    pub(crate) spaced: bool,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters.
    Word,
    /// Begins with a digit.
    Number,
    /// `’s` or `’`
    Possessive,
    /// Any other mark.
    Mark(char),
}

/// The tokens of a piece of a text that begins at that byte.
pub(crate) fn tokens(text: &str, offset: usize) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4 + 4);
    cut(&mut tokens, text, offset);
    tokens
}

/// The same in place of what a list holds: one list serves for all sentences of a text.
pub(crate) fn cut(tokens: &mut Vec<Token>, text: &str, offset: usize) {
    tokens.clear();
    let mut at = 0;
    let (mut joined, mut spaced) = (false, true);
    while let Some(rest) = text.get(at..) {
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            at += first.len_utf8();
            spaced = true;
            continue;
        }
        let (length, kind) = first_token(rest, first);
        let piece = rest.get(..length).unwrap_or_default();
        let before = || text.get(..at).and_then(|before| before.chars().next_back());
        let kind = match kind {
            TokenKind::Mark('\'' | '’') if owns(tokens, before(), rest) => TokenKind::Possessive,
            kind => kind,
        };
        let is_hyphen = matches!(first, '-' | '‐' | '‑')
            && !spaced
            && rest.chars().nth(1).is_some_and(char::is_alphanumeric)
            && before().is_some_and(|letter| letter.is_alphanumeric() || letter == '.');
        crate::work::steps(1);
        if is_hyphen {
            joined = true;
        } else {
            tokens.push(Token {
                start: offset + at,
                end: offset + at + length,
                lower: lowered_word(piece),
                kind,
                joined,
                spaced,
            });
            joined = false;
        }
        spaced = false;
        at += length;
    }
}

/// `the separatists’ headquarters`: an apostrophe right behind a plural, before a word, that closes no quotation.
fn owns(tokens: &[Token], before: Option<char>, rest: &str) -> bool {
    let mut behind = rest.chars().skip(1);
    let is_before_word =
        behind.next().is_some_and(char::is_whitespace) && behind.next().is_some_and(char::is_alphanumeric);
    let opens = |token: &&Token| matches!(token.kind, TokenKind::Mark('\'' | '‘')) && token.spaced;
    matches!(before, Some('s' | 'S')) && is_before_word && tokens.iter().rev().take(40).find(opens).is_none()
}

/// The words of an entry of a lexicon, cut as a text is.
pub(crate) fn words_of(entry: &str) -> impl Iterator<Item = &str> {
    tokens(entry, 0).into_iter().filter_map(|token| entry.get(token.start..token.end))
}

/// Lowered letters, plain apostrophes: of a word, which is held without memory of its own where it is short.
fn lowered_word(text: &str) -> SmolStr {
    match text.is_ascii() {
        true if !text.bytes().any(|byte| byte.is_ascii_uppercase()) => SmolStr::new(text),
        true => text.to_ascii_lowercase_smolstr(),
        false if text.chars().all(is_caseless) => SmolStr::new(text),
        false => SmolStr::from(lowered(text)),
    }
}

/// Lowered letters, plain apostrophes.
pub(crate) fn lowered(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut lower = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '’' => lower.push('\''),
            _ if letter.is_ascii() => lower.push(letter.to_ascii_lowercase()),
            _ if is_caseless(letter) => lower.push(letter),
            _ => lower.extend(letter.to_lowercase()),
        }
    }
    lower
}

/// Marks and letters of which it is plain that they have no case.
fn is_caseless(letter: char) -> bool {
    matches!(letter, '\u{ac00}'..='\u{d7a3}' | '“' | '”' | '–' | '—' | '‘' | '«' | '»' | '·' | '0'..='9')
}

/// The length and the kind of the first token.
fn first_token(rest: &str, first: char) -> (usize, TokenKind) {
    if is_apostrophe(first) {
        let mut letters = rest.chars();
        letters.next();
        let is_s = letters.next().is_some_and(|letter| matches!(letter, 's' | 'S'));
        let ends = letters.next().is_none_or(|letter| !letter.is_alphanumeric());
        return match is_s && ends {
            true => (first.len_utf8() + 1, TokenKind::Possessive),
            false => (first.len_utf8(), TokenKind::Mark(first)),
        };
    }
    if first.is_ascii_digit() {
        return (number_length(rest), TokenKind::Number);
    }
    if first.is_alphanumeric() {
        return (word_length(rest), TokenKind::Word);
    }
    (first.len_utf8(), TokenKind::Mark(first))
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}

/// Digits, with points and commas between digits, and letters behind: `14.5`, `30,000`, `3rd`, `10km`.
fn number_length(rest: &str) -> usize {
    let mut letters = rest.char_indices().peekable();
    let mut end = 0;
    while let Some((at, letter)) = letters.next() {
        let next_is_digit = letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let goes_on = letter.is_ascii_digit() || (matches!(letter, '.' | ',' | ':') && next_is_digit);
        if !goes_on {
            break;
        }
        end = at + letter.len_utf8();
    }
    let ordinal = ["st", "nd", "rd", "th"].into_iter().find(|tail| {
        rest.get(end..).is_some_and(|after| {
            after.starts_with(tail) && after.chars().nth(2).is_none_or(|next| !next.is_alphanumeric())
        })
    });
    end + ordinal.map_or(0, str::len)
}

/// Letters and digits, with apostrophes inside that open no possessive (`o'clock`, `didn't`), and abbreviations with
/// points inside (`U.S.`, `a.m.`).
fn word_length(rest: &str) -> usize {
    // Nearly all words are plain letters with a plain mark behind.
    let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let is_whole = match rest.as_bytes().get(plain) {
        None => true,
        Some(b'.') => plain > 1,
        Some(next) => next.is_ascii() && *next != b'\'',
    };
    if plain > 0 && is_whole {
        return plain;
    }
    let mut end = 0;
    let mut letters = rest.char_indices().peekable();
    let mut run = 0;
    let mut is_abbreviation = true;
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        if letter.is_alphanumeric() || is_mark(letter) {
            run += 1;
            is_abbreviation &= run == 1;
            end = at + letter.len_utf8();
            continue;
        }
        let tail = rest.get(at + letter.len_utf8()..).unwrap_or_default();
        if is_apostrophe(letter) && next.is_some_and(char::is_alphanumeric) && !is_possessive(tail) {
            end = at + letter.len_utf8();
            continue;
        }
        if letter == '.' && run == 1 && is_abbreviation {
            let goes_on = next.is_some_and(char::is_alphabetic) && tail.chars().nth(1) == Some('.');
            let ends = end > 1;
            if goes_on || ends {
                run = 0;
                end = at + 1;
                if goes_on {
                    continue;
                }
            }
        }
        break;
    }
    end
}

/// Marks that combine with the letter before (vowel points, accents).
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}

fn is_possessive(tail: &str) -> bool {
    let mut letters = tail.chars();
    letters.next().is_some_and(|letter| matches!(letter, 's' | 'S'))
        && letters.next().is_none_or(|letter| !letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        tokens(text, 0).iter().map(|token| &text[token.start..token.end]).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(
            pieces("South Korea’s U.S.-led no-fly zone"),
            ["South", "Korea", "’s", "U.S.", "led", "no", "fly", "zone"]
        );
        assert_eq!(
            pieces("about 30,000 (14.5 mm) at 10 p.m. Tuesday."),
            ["about", "30,000", "(", "14.5", "mm", ")", "at", "10", "p.m.", "Tuesday", "."]
        );
        assert_eq!(
            pieces("didn’t, the 3rd of 1950-53; soldiers’ [Lebanon's]"),
            [
                "didn’t", ",", "the", "3rd", "of", "1950", "53", ";", "soldiers", "’", "[", "Lebanon", "'s",
                "]"
            ]
        );
        assert!(tokens("a no-fly zone", 0)[2].joined);
        assert_eq!(pieces("«북한군» 100여 발"), ["«", "북한군", "»", "100", "여", "발"]);
    }

    #[test]
    fn offsets_lie_in_the_text() {
        let text = "“Fire”, they said — 60 shells\u{a0}fell.";
        for token in tokens(text, 7) {
            assert!(text.get(token.start - 7..token.end - 7).is_some());
        }
    }
}
