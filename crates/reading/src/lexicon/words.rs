//! The words of a lexicon, each once, with a number.

/// The words of a lexicon: letters in one text, found by a table of places (open addressing, a power of two, never half full).
///
/// Nothing is ever listed out of the table, so its order shows nowhere.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    text: String,
    /// Where each word ends in the text.
    ends: Vec<u32>,
    table: Vec<Place>,
}

/// A place of the table: what tells most words apart without a look at the text.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// The first eight bytes of its word.
    head: u64,
    /// How many bytes the word has.
    length: u32,
    /// The number of the word, one up; 0 where there is none.
    number: u32,
}

/// The number of a word that no lexicon holds.
pub(super) const UNKNOWN: u32 = u32::MAX >> 2;

impl Words {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Gives back the room for more words.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// The number of a word, or [`UNKNOWN`].
    pub(super) fn number(&self, word: &str) -> u32 {
        let mut at = hash(word);
        let mask = self.table.len().wrapping_sub(1);
        let (head, length) = (eight(word.as_bytes()), short(word.len()));
        loop {
            at &= mask;
            let Some(place) = self.table.get(at).filter(|place| place.number > 0) else {
                return UNKNOWN;
            };
            let number = place.number - 1;
            let may_be = place.head == head && place.length == length;
            if may_be && (word.len() <= 8 || self.word(number) == word) {
                return number;
            }
            at += 1;
        }
    }

    /// The number of a word, which is added where it is new.
    pub(super) fn take(&mut self, word: &str) -> u32 {
        let known = self.number(word);
        if known != UNKNOWN {
            return known;
        }
        if (self.ends.len() + 1) * 2 > self.table.len() {
            self.grow();
        }
        let number = short(self.ends.len());
        self.text.push_str(word);
        self.ends.push(short(self.text.len()));
        self.place(word, number);
        number
    }

    fn word(&self, number: u32) -> &str {
        let at = number as usize;
        let end = self.ends.get(at).map_or(0, |end| *end as usize);
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    fn place(&mut self, word: &str, number: u32) {
        let mask = self.table.len().wrapping_sub(1);
        let mut at = hash(word) & mask;
        while self.table.get(at).is_some_and(|taken| taken.number > 0) {
            at = (at + 1) & mask;
        }
        if let Some(free) = self.table.get_mut(at) {
            *free = Place { head: eight(word.as_bytes()), length: short(word.len()), number: number + 1 };
        }
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(64);
        self.table = vec![Place::default(); size];
        let all = std::mem::take(&mut self.ends);
        let text = std::mem::take(&mut self.text);
        let mut start = 0;
        for (number, end) in all.iter().enumerate() {
            let end = *end as usize;
            self.place(text.get(start..end).unwrap_or_default(), short(number));
            start = end;
        }
        (self.ends, self.text) = (all, text);
    }
}

/// A words file is far smaller than 4 GB, and has fewer words than [`UNKNOWN`].
fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(UNKNOWN)
}

/// Eight bytes at a time, multiplied by an odd number and folded.
fn hash(word: &str) -> usize {
    let mut hash = word.len() as u64;
    for bytes in word.as_bytes().chunks(8) {
        hash = (hash.rotate_left(5) ^ eight(bytes)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    #[expect(clippy::cast_possible_truncation, reason = "any bits of a hash will do")]
    let folded = (hash ^ (hash >> 32)) as usize;
    folded
}

/// The first eight bytes as one number, zeros behind fewer.
fn eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_word_is_in_an_empty_list() {
        assert_eq!(Words::default().number("fire"), UNKNOWN);
    }

    proptest! {
        /// Against an ordered map.
        #[test]
        fn each_word_has_one_number(words in prop::collection::vec("[a-c가]{0,4}", 0..400)) {
            let mut found = Words::default();
            let mut oracle: BTreeMap<&str, u32> = BTreeMap::new();
            for word in &words {
                let next = u32::try_from(oracle.len()).unwrap();
                let number = *oracle.entry(word).or_insert(next);
                prop_assert_eq!(found.take(word), number);
            }
            prop_assert_eq!(found.len(), oracle.len());
            for (word, number) in &oracle {
                prop_assert_eq!(found.number(word), *number);
            }
            prop_assert_eq!(found.number("abcabc"), UNKNOWN);
        }
    }
}
