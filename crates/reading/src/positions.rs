//! Byte offsets into offsets of characters, and the words around a quote.

/// Counts of characters at every so many bytes of a text.
#[derive(Debug)]
pub(crate) struct Positions<'t> {
    text: &'t str,
    marks: Vec<(usize, usize)>,
}

/// A count is kept for every so many characters.
const STEP: usize = 512;

impl<'t> Positions<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let marks =
            text.char_indices().enumerate().step_by(STEP).map(|(count, (byte, _))| (byte, count)).collect();
        Positions { text, marks }
    }

    /// How many characters stand before a byte.
    pub(crate) fn chars_before(&self, byte: usize) -> usize {
        let index = self.marks.partition_point(|(start, _)| *start <= byte);
        let (start, count) =
            index.checked_sub(1).and_then(|index| self.marks.get(index)).copied().unwrap_or((0, 0));
        count + self.text.get(start..byte).map_or(0, |piece| piece.chars().count())
    }

    /// At most 32 characters before and behind a quote.
    pub(crate) fn around(&self, start: usize, end: usize) -> (String, String) {
        let before = self.text.get(..start).unwrap_or_default();
        let from = before.char_indices().rev().nth(31).map_or(0, |(at, _)| at);
        let suffix = self.text.get(end..).unwrap_or_default().chars().take(32).collect();
        (before.get(from..).unwrap_or_default().to_owned(), suffix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_as_by_hand() {
        let text = "북한 “fired” — 60 shells. ".repeat(100);
        let positions = Positions::of(&text);
        for (byte, _) in text.char_indices().step_by(7) {
            assert_eq!(positions.chars_before(byte), text[..byte].chars().count());
        }
    }
}
