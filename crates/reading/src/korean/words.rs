//! Words of a Korean sentence with their particles.

use crate::lexicon::{Lexicon, Sense};

/// One word with its particles and marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'t> {
    /// Its first byte in the text.
    pub(super) start: usize,
    /// As written.
    pub(super) text: &'t str,
}

/// The words of a sentence that begins at that byte.
pub(super) fn words(piece: &str, offset: usize) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in piece.split(|letter: char| letter.is_whitespace() || letter == '…') {
        let lead = part.len() - part.trim_start_matches(['(', '「', '‘', '“', '"', '<', '[']).len();
        if let Some(text) = part.get(lead..).filter(|text| !text.is_empty()) {
            found.push(Word { start: offset + at + lead, text });
        }
        at += part.len()
            + piece.get(at + part.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

impl<'t> Word<'t> {
    /// Without the marks behind it.
    pub(super) fn bare(&self) -> &'t str {
        self.text.trim_end_matches(['.', ',', ')', '」', '’', '”', '"', ';', '>', ']', '?', '!'])
    }

    /// The byte behind it, marks left out.
    pub(super) fn end(&self) -> usize {
        self.start + self.bare().len()
    }

    /// Whether it carries the particle of a subject.
    pub(super) fn is_subject(&self) -> bool {
        self.bare().ends_with(['은', '는', '이', '가']) && self.bare().chars().count() > 1
    }

    /// Whether it ends a clause.
    pub(super) fn is_predicate(&self) -> bool {
        super::endings::ends_clause(self)
    }

    /// The longest entry at its head that has a sense of this kind, and its length in bytes.
    pub(super) fn longest<'l>(
        &self,
        lexicon: &'l Lexicon,
        is_wanted: impl Fn(&Sense) -> bool,
    ) -> Option<(&'l [Sense], usize)> {
        let text = self.bare();
        let ends =
            text.char_indices().map(|(at, letter)| at + letter.len_utf8()).take(14).collect::<Vec<_>>();
        ends.into_iter().rev().find_map(|end| {
            let senses = lexicon.korean(text.get(..end)?)?;
            senses.iter().any(&is_wanted).then_some((senses, end))
        })
    }

    /// All senses of entries that stand anywhere in it, the longest at each place.
    pub(super) fn senses(&self, lexicon: &Lexicon) -> Vec<Sense> {
        let text = self.bare();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let part = Word { start: 0, text: rest };
            match part.longest(lexicon, |_| true) {
                Some((senses, length)) => {
                    found.extend_from_slice(senses);
                    at += length;
                }
                None => at += rest.chars().next().map_or(1, char::len_utf8),
            }
        }
        found
    }

    /// The act that it stands for.
    pub(super) fn act(&self, lexicon: &Lexicon) -> Option<u16> {
        self.senses(lexicon).into_iter().rev().find_map(|sense| match sense {
            Sense::ActNoun(act) => Some(act),
            _ => None,
        })
    }
}

/// Digits at the head of a word, and the rest.
pub(super) fn number(text: &str) -> Option<(f64, &str)> {
    let length = text.find(|letter: char| !letter.is_ascii_digit() && letter != ',').unwrap_or(text.len());
    let digits: String = text.get(..length)?.chars().filter(char::is_ascii_digit).collect();
    Some((digits.parse().ok()?, text.get(length..)?))
}

/// What a counter counts.
pub(super) fn counted(word: &str) -> Option<&'static str> {
    const COUNTERS: [(&str, &str); 9] = [
        ("개소", "post"),
        ("발", "round"),
        ("명", "person"),
        ("대", "aircraft"),
        ("척", "vessel"),
        ("기", "missile"),
        ("구", "remains"),
        ("회", "event"),
        ("차례", "event"),
    ];
    COUNTERS.iter().find(|(counter, _)| word.starts_with(counter)).map(|(_, unit)| *unit)
}
