//! Runs of words and what they mean.

use std::collections::BTreeMap;

use super::Sense;

/// Runs of words by their first word.
#[derive(Debug, Clone, Default)]
pub(super) struct Patterns {
    by_head: BTreeMap<String, Head>,
}

/// What begins with one word.
#[derive(Debug, Clone, Default)]
struct Head {
    /// The word alone.
    alone: Vec<Pattern>,
    /// Runs by their second word, the longest first: a head such as `the` has thousands.
    behind: BTreeMap<String, Vec<Pattern>>,
}

/// One run of words.
#[derive(Debug, Clone)]
struct Pattern {
    words: Vec<Word>,
    senses: Vec<Sense>,
}

/// One word of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    lower: String,
    case: Case,
}

/// Which letters of a word must be capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Any,
    First,
    All,
}

impl Patterns {
    /// Adds a sense to a run of words.
    pub(super) fn add(&mut self, run: &str, sense: Sense) {
        let words: Vec<Word> = crate::tokens::words_of(run).map(Word::of).collect();
        let Some(first) = words.first() else { return };
        let head = self.by_head.entry(first.lower.clone()).or_default();
        let patterns = match words.get(1) {
            Some(second) => head.behind.entry(second.lower.clone()).or_default(),
            None => &mut head.alone,
        };
        match patterns.iter_mut().find(|pattern| pattern.words == words) {
            Some(pattern) if pattern.senses.contains(&sense) => {}
            Some(pattern) => pattern.senses.push(sense),
            None => patterns.push(Pattern { words, senses: vec![sense] }),
        }
    }

    /// Takes away senses of a run of words.
    pub(super) fn drop_senses(&mut self, run: &str, is_dropped: impl Fn(&Sense) -> bool) {
        let words: Vec<Word> = crate::tokens::words_of(run).map(Word::of).collect();
        let Some(head) = words.first().and_then(|first| self.by_head.get_mut(&first.lower)) else { return };
        let patterns = match words.get(1) {
            Some(second) => head.behind.get_mut(&second.lower),
            None => Some(&mut head.alone),
        };
        let Some(patterns) = patterns else { return };
        for pattern in patterns.iter_mut().filter(|pattern| pattern.words == words) {
            pattern.senses.retain(|sense| !is_dropped(sense));
        }
        patterns.retain(|pattern| !pattern.senses.is_empty());
    }

    /// Orders the runs so that the longest is met first, and among equals the one that asks for more capitals.
    pub(super) fn order(&mut self) {
        let heads = self.by_head.values_mut();
        for patterns in heads.flat_map(|head| head.behind.values_mut().chain([&mut head.alone])) {
            let capitals =
                |pattern: &Pattern| pattern.words.iter().filter(|word| word.case != Case::Any).count();
            patterns.sort_by_key(|pattern| {
                (std::cmp::Reverse(pattern.words.len()), std::cmp::Reverse(capitals(pattern)))
            });
        }
    }

    /// The longest run at the head of these words.
    pub(super) fn longest<'w>(
        &self,
        words: &(impl Iterator<Item = (&'w str, &'w str)> + Clone),
    ) -> Option<super::Found<'_>> {
        let mut ahead = words.clone();
        let head = self.by_head.get(ahead.next()?.0)?;
        let behind = ahead.next().and_then(|(second, _)| head.behind.get(second));
        behind.into_iter().flatten().chain(&head.alone).find_map(|pattern| {
            let mut rest = words.clone();
            let fits = pattern
                .words
                .iter()
                .all(|word| rest.next().is_some_and(|(lower, text)| word.fits(lower, text)));
            fits.then_some(super::Found { words: pattern.words.len(), senses: &pattern.senses })
        })
    }
}

impl Word {
    fn of(text: &str) -> Word {
        let letters = text.chars().filter(|letter| letter.is_alphabetic());
        let is_all = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
        let case = match text.chars().next() {
            _ if is_all => Case::All,
            Some(first) if first.is_uppercase() => Case::First,
            _ => Case::Any,
        };
        Word { lower: crate::tokens::lowered(text), case }
    }

    fn fits(&self, lower: &str, text: &str) -> bool {
        self.lower == lower
            && match self.case {
                Case::Any => true,
                Case::First => text.chars().next().is_some_and(char::is_uppercase),
                Case::All => !text.chars().any(char::is_lowercase),
            }
    }
}
