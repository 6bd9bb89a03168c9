//! Marks without a shape: they split words for a reader of text and show nothing to a person.

/// The text without them, line ends made one; with how many marks were taken out. A tab stays.
pub(super) fn cleaned(text: &str) -> (String, usize) {
    let mut clean = String::with_capacity(text.len());
    let mut removed = 0;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                clean.push('\n');
            }
            '\u{2028}' | '\u{2029}' | '\u{85}' => clean.push('\n'),
            _ if shapeless(letter) => removed += 1,
            letter => clean.push(letter),
        }
    }
    (clean, removed)
}

/// Direction marks and overrides, zero-width spaces, soft hyphens, byte order marks, control characters. The two joiners stay: words
/// of some scripts need them.
pub(super) fn shapeless(letter: char) -> bool {
    match letter {
        '\n' | '\t' => false,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        letter => letter.is_control(),
    }
}
