//! Sketches of very many texts, and the pairs among them that are worth comparing.

use super::Copy;
use super::likeness::{RUN, compared, runs};

/// A sketch keeps a quarter of the hashes, at least this many.
const LEAST: usize = 64;
/// And at most this many: what a hostile text can take.
pub const SKETCH_LIMIT: usize = 512;
/// Hashes below this, of 32 bits, are the quarter.
const QUARTER: u32 = u32::MAX / 4;
/// `pairs` takes the hashes in so many parts.
const PARTS: u32 = 8;
/// Texts that share one hash are paired each with so many next ones: enough to chain all copies, and a phrase of the trade that a
/// thousand texts share costs no million pairs.
const NEXT: usize = 8;
/// Fewer shared runs, in thousandths of the smaller sketch, are not worth comparing: half of what counts as likely.
const WORTH: usize = 75;

/// Sketches by the number of their text.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    hashes: Vec<u32>,
    /// Where the sketch of each text ends.
    ends: Vec<usize>,
}

impl Shelf {
    /// An empty shelf.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Texts on it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes that the sketches take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.hashes.capacity() * size_of::<u32>() + self.ends.capacity() * size_of::<usize>()
    }

    /// Puts a text on it and gives its number; the text itself is not kept.
    pub fn add(&mut self, text: &str) -> usize {
        self.hashes.extend(sketch(text));
        self.ends.push(self.hashes.len());
        self.ends.len() - 1
    }

    /// The texts on it that are copies of this one, by comparing those whose sketches share enough.
    pub fn near<'t>(&self, text: &str, mut by_number: impl FnMut(usize) -> &'t str) -> Vec<(usize, Copy)> {
        let ours = sketch(text);
        let likely = (0..self.len()).filter(|number| is_worth(&ours, self.sketch(*number)));
        let judged = likely.map(|number| (number, compared(text, by_number(number)).copy()));
        judged.filter(|(_, copy)| *copy != Copy::No).collect()
    }

    /// All pairs that are copies, in order; at most a few whole comparisons for each text.
    pub fn pairs<'t>(&self, mut by_number: impl FnMut(usize) -> &'t str) -> Vec<(usize, usize, Copy)> {
        let mut found = self.candidates();
        found.retain(|(one, other)| is_worth(self.sketch(*one), self.sketch(*other)));
        let judged = found
            .into_iter()
            .map(|(one, other)| (one, other, compared(by_number(one), by_number(other)).copy()));
        judged.filter(|(_, _, copy)| *copy != Copy::No).collect()
    }

    /// For each text the first of those whose words it has, where that is certain: itself if others have its words, `None` if nobody does.
    #[must_use]
    pub fn copies(&self, pairs: &[(usize, usize, Copy)]) -> Vec<Option<usize>> {
        let mut first: Vec<usize> = (0..self.len()).collect();
        let mut shared = vec![false; self.len()];
        for (one, other, _) in pairs.iter().filter(|(_, _, copy)| *copy == Copy::Same) {
            let (root, twig) = (root(&mut first, *one), root(&mut first, *other));
            if let Some(slot) = first.get_mut(root.max(twig)) {
                *slot = root.min(twig);
            }
            for number in [one, other] {
                if let Some(slot) = shared.get_mut(*number) {
                    *slot = true;
                }
            }
        }
        let of = |(number, shared): (usize, bool)| shared.then(|| root(&mut first, number));
        shared.iter().copied().enumerate().map(of).collect()
    }

    fn sketch(&self, number: usize) -> &[u32] {
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(number).and_then(|end| self.hashes.get(start..*end)).unwrap_or_default()
    }

    /// Pairs that share a hash, each once, in order.
    fn candidates(&self) -> Vec<(usize, usize)> {
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for part in 0..PARTS {
            let mut held: Vec<(u32, u32)> = Vec::new();
            for number in 0..self.len() {
                let Ok(short) = u32::try_from(number) else { break };
                let ours = self.sketch(number).iter().filter(|hash| **hash % PARTS == part);
                held.extend(ours.map(|hash| (*hash, short)));
            }
            held.sort_unstable();
            for same in held.chunk_by(|one, other| one.0 == other.0) {
                for (at, (_, one)) in same.iter().enumerate() {
                    pairs.extend(same.iter().skip(at + 1).take(NEXT).map(|(_, other)| (*one, *other)));
                }
            }
            pairs.sort_unstable();
            pairs.dedup();
        }
        pairs
            .into_iter()
            .filter_map(|(one, other)| Some((usize::try_from(one).ok()?, usize::try_from(other).ok()?)))
            .collect()
    }
}

/// The smallest hashes of the runs of a text, in order: a quarter, but at least 64 if it has so many, and at most 512.
fn sketch(text: &str) -> Vec<u32> {
    let mut hashes: Vec<u32> = runs(text, RUN).into_iter().map(short).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let quarter = hashes.partition_point(|hash| *hash < QUARTER);
    hashes.truncate(quarter.clamp(LEAST, SKETCH_LIMIT));
    hashes
}

fn short(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// Whether two sketches share enough; compared as far as both are whole.
fn is_worth(one: &[u32], other: &[u32]) -> bool {
    let limit = |sketch: &[u32]| {
        if sketch.len() < LEAST { u32::MAX } else { sketch.last().copied().unwrap_or(u32::MAX) }
    };
    let both = limit(one).min(limit(other));
    let (one, other) = (upto(one, both), upto(other, both));
    let (mut shared, mut rest) = (0, other.iter().peekable());
    for hash in one {
        while rest.next_if(|held| *held < hash).is_some() {}
        shared += usize::from(rest.next_if_eq(&hash).is_some());
    }
    shared > 0 && shared * 1000 >= WORTH * one.len().min(other.len())
}

fn upto(sketch: &[u32], limit: u32) -> &[u32] {
    sketch.get(..sketch.partition_point(|hash| *hash <= limit)).unwrap_or_default()
}

/// The first of a group, its chain made short on the way.
fn root(first: &mut [usize], number: usize) -> usize {
    let mut at = number;
    while let Some(up) = first.get(at).copied().filter(|up| *up != at) {
        let above = first.get(up).copied().unwrap_or(up);
        if let Some(slot) = first.get_mut(at) {
            *slot = above;
        }
        at = above;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All pairs, every one compared.
    fn by_hand(texts: &[String]) -> Vec<(usize, usize, Copy)> {
        let pairs = (0..texts.len()).flat_map(|one| (one + 1..texts.len()).map(move |other| (one, other)));
        let judged = pairs.map(|(one, other)| (one, other, compared(&texts[one], &texts[other]).copy()));
        judged.filter(|(_, _, copy)| *copy != Copy::No).collect()
    }

    fn shelf(texts: &[String]) -> Shelf {
        let mut shelf = Shelf::new();
        for text in texts {
            shelf.add(text);
        }
        shelf
    }

    /// Sentences of a text by number, as an outlet would take some of another's and add its own.
    fn text(sentences: &[u16]) -> String {
        let sentence = |number: &u16| {
            let word = |at: u32| {
                format!(
                    "w{}",
                    (u32::from(*number) + 1).wrapping_mul(2_654_435_761).rotate_left(at * 5) % 9973
                )
            };
            (0..9).map(word).collect::<Vec<_>>().join(" ") + "."
        };
        sentences.iter().map(sentence).collect::<Vec<_>>().join(" ")
    }

    proptest! {
        /// Texts whose sketches hold all their runs: the same pairs as by comparing every two. (Sixty texts of one sentence more
        /// would be beyond `NEXT`; ten are not.)
        #[test]
        fn short_texts_are_found_as_by_hand(stories in proptest::collection::vec(proptest::collection::vec(0u16..12, 1..7), 0..9)) {
            let texts: Vec<String> = stories.iter().map(|story| text(story)).collect();
            let shelf = shelf(&texts);
            let found = shelf.pairs(|number| &texts[number]);
            // Those that share a sentence, and no run of five words, are none: every sentence has nine.
            prop_assert_eq!(found, by_hand(&texts));
        }

        /// Long texts, a third of one in the other: found though the sketches hold a quarter.
        #[test]
        fn long_copies_are_found(seed in 0u16..200, shared in 20usize..60) {
            let own: Vec<u16> = (0..60).map(|at| 1000 + seed * 60 + at).collect();
            let copy: Vec<u16> = own.iter().copied().take(shared).chain((0..60 - shared).map(|at| 40_000 + u16::try_from(at).unwrap())).collect();
            let texts = [text(&own), text(&copy)];
            let found = shelf(&texts).pairs(|number| &texts[number]);
            prop_assert_eq!(found, vec![(0, 1, Copy::Same)]);
        }

        /// Any texts: no panic, bounded sketches, `near` as `pairs`.
        #[test]
        fn any_texts(texts in proptest::collection::vec(".{0,120}", 0..6)) {
            let shelf = shelf(&texts);
            prop_assert!(shelf.hashes.len() <= SKETCH_LIMIT * texts.len());
            let pairs = shelf.pairs(|number| &texts[number]);
            for (number, text) in texts.iter().enumerate() {
                let near: Vec<usize> = shelf.near(text, |at| &texts[at]).into_iter().map(|(other, _)| other).filter(|other| *other != number).collect();
                let paired: Vec<usize> = pairs.iter().filter_map(|(one, other, _)| if *one == number { Some(*other) } else if *other == number { Some(*one) } else { None }).collect();
                prop_assert_eq!(near, paired);
            }
        }
    }

    #[test]
    fn hundreds_of_copies_are_one_group() {
        let story: Vec<u16> = (0..10).collect();
        let texts: Vec<String> =
            (0..300u16).map(|number| text(&[&story[..], &[500 + number]].concat())).collect();
        let shelf = shelf(&texts);
        let pairs = shelf.pairs(|number| &texts[number]);
        // Not every two are compared; which next ones a hash has differs a little with the sketches.
        assert!(pairs.len() < 300 * 299 / 8, "{}", pairs.len());
        assert!(shelf.copies(&pairs).iter().all(|first| *first == Some(0)));
    }

    #[test]
    fn who_copies_nobody_has_no_first() {
        let texts = [text(&[1, 2, 3]), text(&[4, 5, 6]), text(&[1, 2, 3, 7])];
        let shelf = shelf(&texts);
        assert_eq!(shelf.copies(&shelf.pairs(|number| &texts[number])), [Some(0), None, Some(0)]);
    }
}
