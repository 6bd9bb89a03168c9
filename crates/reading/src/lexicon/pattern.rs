//! Runs of words and what they mean.
//!
//! While files are read, runs stand in a map ([`Runs`]). Then they are laid out ([`Patterns`]): one list, ordered so that all that
//! begin with the same two words stand together, the longest first, over one list of their words and one of their senses.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use smallvec::SmallVec;

use super::words::{UNKNOWN, Words};
use super::{Found, Sense};

/// One word of a run or of a text: its number, and which of its letters are capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Word(u32);

/// In a run: which letters must be capitals. In a text: which are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Case {
    Any = 0,
    /// The first letter is a capital.
    First = 1,
    /// No letter is small.
    All = 2,
    /// In a text: the first is a capital, and none is small.
    Both = 3,
}

impl Word {
    fn new(number: u32, case: Case) -> Word {
        Word(number << 2 | case as u32)
    }

    /// A word of a text, by its letters lowered and as written.
    fn of_text(words: &Words, lower: &str, text: &str) -> Word {
        let number = words.number(lower);
        let is_first = text.chars().next().is_some_and(char::is_uppercase);
        let is_all = !text.chars().any(char::is_lowercase);
        let case = match (is_first, is_all) {
            (false, false) => Case::Any,
            (true, false) => Case::First,
            (false, true) => Case::All,
            (true, true) => Case::Both,
        };
        Word::new(number, case)
    }

    /// A word of a run.
    fn of_run(words: &mut Words, text: &str) -> Word {
        let letters = text.chars().filter(|letter| letter.is_alphabetic());
        let is_all = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
        let case = match text.chars().next() {
            _ if is_all => Case::All,
            Some(first) if first.is_uppercase() => Case::First,
            _ => Case::Any,
        };
        Word::new(words.take(&crate::tokens::lowered(text)), case)
    }

    fn number(self) -> u32 {
        self.0 >> 2
    }

    /// Whether a word of a run asks for capitals.
    fn asks(self) -> bool {
        self.0 & 3 > 0
    }

    /// Whether a word of a text is this word of a run, with the capitals that it asks for.
    fn fits(self, text: Word) -> bool {
        self.number() == text.number() && self.0 & 3 & !(text.0 & 3) == 0
    }
}

/// The words of a run.
type Run = SmallVec<[Word; 4]>;

/// Runs while the files are read.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs {
    words: Words,
    /// With the order in which they came, which decides between runs that are equal otherwise. There are tens of thousands, most
    /// of few words and one sense: those take no room of their own.
    runs: BTreeMap<Run, (u32, SmallVec<[Sense; 4]>)>,
    count: u32,
}

impl Runs {
    fn cut(&mut self, run: &str) -> Run {
        crate::tokens::words_of(run).map(|word| Word::of_run(&mut self.words, word)).collect()
    }

    /// One more sense of a run of words.
    pub(super) fn add(&mut self, run: &str, sense: Sense) {
        let words = self.cut(run);
        if words.is_empty() {
            return;
        }
        let (_, senses) = self.runs.entry(words).or_insert_with(|| {
            self.count += 1;
            (self.count, SmallVec::new())
        });
        if !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    /// Takes away senses of a run of words.
    pub(super) fn drop_senses(&mut self, run: &str, is_dropped: impl Fn(&Sense) -> bool) {
        let words = self.cut(run);
        if let Some((_, senses)) = self.runs.get_mut(&words) {
            senses.retain(|sense| !is_dropped(sense));
            if senses.is_empty() {
                self.runs.remove(&words);
            }
        }
    }

    /// Lays them out: by the first two words, then the longest first, and among equals the one that asks for more capitals.
    pub(super) fn laid_out(self) -> Patterns {
        let second = |words: &[Word]| words.get(1).map_or(ALONE, |word| word.number());
        let mut all: Vec<_> = self.runs.into_iter().collect();
        all.sort_by_cached_key(|(words, (order, _))| {
            let capitals = words.iter().filter(|word| word.asks()).count();
            let head = words.first().map_or(UNKNOWN, |word| word.number());
            (head, second(words), Reverse(words.len()), Reverse(capitals), *order)
        });
        let mut patterns = Patterns { words: self.words, ..Patterns::default() };
        for (words, (_, senses)) in all {
            let head = words.first().map_or(0, |word| word.number() as usize);
            patterns.heads.resize(patterns.heads.len().max(head + 1), short(patterns.patterns.len()));
            patterns.patterns.push(Pattern {
                second: second(&words),
                words: (short(patterns.all_words.len()), short(words.len())),
                senses: (short(patterns.all_senses.len()), short(senses.len())),
            });
            patterns.all_words.extend(words);
            patterns.all_senses.extend(senses);
        }
        patterns.heads.resize(patterns.words.len() + 1, short(patterns.patterns.len()));
        patterns.words.shrink();
        patterns.all_words.shrink_to_fit();
        patterns.all_senses.shrink_to_fit();
        patterns.patterns.shrink_to_fit();
        patterns
    }
}

fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The second word of a run that has none: behind all others.
const ALONE: u32 = u32::MAX;

/// Runs of words by their first word.
#[derive(Debug, Clone, Default)]
pub(super) struct Patterns {
    words: Words,
    /// By the number of a word: where the runs that begin with it begin, and behind them the end of the list.
    heads: Vec<u32>,
    patterns: Vec<Pattern>,
    all_words: Vec<Word>,
    all_senses: Vec<Sense>,
}

/// One run of words: the number of its second, then where its words and senses begin in their lists, and how many they are.
#[derive(Debug, Clone, Copy)]
struct Pattern {
    second: u32,
    words: (u32, u32),
    senses: (u32, u32),
}

impl Patterns {
    /// A word of a text, by its letters lowered and as written.
    pub(super) fn word(&self, lower: &str, text: &str) -> Word {
        Word::of_text(&self.words, lower, text)
    }

    /// The longest run at the head of these words.
    pub(super) fn longest(&self, text: &[Word]) -> Option<Found<'_>> {
        let head = text.first()?.number() as usize;
        let (from, to) = (*self.heads.get(head)?, *self.heads.get(head + 1)?);
        let runs = self.patterns.get(from as usize..to as usize)?;
        let second = text.get(1).map_or(UNKNOWN, |word| word.number());
        let at = runs.partition_point(|run| run.second < second);
        let behind = runs.get(at..)?.iter().take_while(|run| run.second == second);
        let alone = runs.iter().rev().take_while(|run| run.second == ALONE).count();
        let alone = runs.get(runs.len() - alone..)?;
        behind.chain(alone).find_map(|run| self.found(*run, text))
    }

    fn found(&self, run: Pattern, text: &[Word]) -> Option<Found<'_>> {
        let piece = |(from, count): (u32, u32)| from as usize..from as usize + count as usize;
        let words = self.all_words.get(piece(run.words))?;
        let head = text.get(..words.len())?;
        let fits = words.iter().zip(head).all(|(word, text)| word.fits(*text));
        fits.then_some(())?;
        Some(Found { words: words.len(), senses: self.all_senses.get(piece(run.senses))? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The longest run by trying all of them, in the order in which they came.
    fn by_hand(runs: &[String], text: &[&str]) -> Option<usize> {
        let asks = |word: &str| word.len() > 1 && word == word.to_uppercase();
        let fits = |run: &&String| {
            let words: Vec<&str> = run.split(' ').collect();
            words.len() <= text.len()
                && words.iter().zip(text).all(|(word, written)| {
                    let is_first = written.starts_with(char::is_uppercase);
                    let is_all = !written.contains(char::is_lowercase);
                    word.to_lowercase() == written.to_lowercase()
                        && (!asks(word) || is_all)
                        && (asks(word) || !word.starts_with(char::is_uppercase) || is_first)
                })
        };
        let capitals = |run: &str| run.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count();
        let found = runs.iter().enumerate().filter(|(_, run)| fits(run));
        let best =
            found.min_by_key(|(at, run)| (Reverse(run.split(' ').count()), Reverse(capitals(run)), *at))?;
        runs.iter().position(|run| run == best.1)
    }

    proptest! {
        #[test]
        fn the_longest_run_is_found(
            runs in prop::collection::vec("(a|A|b|AB|ab|Ab)( (a|A|b|AB|ab|c)){0,3}", 1..30),
            text in prop::collection::vec("a|A|b|B|AB|ab|Ab|c|x", 1..6),
        ) {
            let mut building = Runs::default();
            for (at, run) in runs.iter().enumerate() {
                let first = runs.iter().position(|other| other == run).unwrap_or(at);
                building.add(run, Sense::Unit(u16::try_from(first).unwrap()));
            }
            let patterns = building.laid_out();
            let words: Vec<Word> =
                text.iter().map(|word| patterns.word(&word.to_lowercase(), word)).collect();
            let text: Vec<&str> = text.iter().map(String::as_str).collect();
            let found = patterns.longest(&words).map(|found| found.senses.to_vec());
            let expected = by_hand(&runs, &text).map(|at| vec![Sense::Unit(u16::try_from(at).unwrap())]);
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_run_whose_senses_are_taken_is_none() {
        let mut building = Runs::default();
        building.add("open fire", Sense::Unit(1));
        building.add("open fire", Sense::Stop);
        building.drop_senses("open fire", |sense| *sense == Sense::Unit(1));
        building.add("hold fire", Sense::Unit(1));
        building.drop_senses("hold fire", |_| true);
        let patterns = building.laid_out();
        let longest = |text: [&str; 2]| {
            let words = text.map(|word| patterns.word(word, word));
            patterns.longest(&words).map(|found| found.senses.to_vec())
        };
        assert_eq!(longest(["open", "fire"]), Some(vec![Sense::Stop]));
        assert_eq!(longest(["hold", "fire"]), None);
    }
}
