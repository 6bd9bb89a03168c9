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
        let marks = match text.is_ascii() {
            true => (0..text.len()).step_by(STEP).map(|byte| (byte, byte)).collect(),
            false => {
                let letters = text.char_indices().enumerate().step_by(STEP);
                letters.map(|(count, (byte, _))| (byte, count)).collect()
            }
        };
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
        let behind = self.text.get(end..).unwrap_or_default();
        let to = behind.char_indices().nth(32).map_or(behind.len(), |(at, _)| at);
        (before.get(from..).unwrap_or_default().to_owned(), behind.get(..to).unwrap_or_default().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_as_by_hand() {
        for text in ["북한 “fired” — 60 shells. ", "They fired 60 shells. "] {
            let text = text.repeat(100);
            let positions = Positions::of(&text);
            for (byte, _) in text.char_indices().step_by(7) {
                assert_eq!(positions.chars_before(byte), text[..byte].chars().count());
            }
        }
    }
}
