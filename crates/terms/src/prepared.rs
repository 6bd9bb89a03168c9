//! What compiling one text leaves for the next: vocabularies that were read and checked already.

use std::collections::BTreeMap;
use std::sync::Arc;

use armistice_facts::Name;

use crate::vocabulary::Vocabulary;

/// Vocabularies that were read already, for compiling again and again ([`compile_with`](crate::compile_with)).
///
/// A vocabulary is looked up through `Files` each time, and used again only if its text is still the same, so that
/// what is prepared can never be stale.
#[derive(Debug, Clone, Default)]
pub struct Prepared {
    /// By its name, each with the text that was read.
    vocabularies: BTreeMap<String, (String, Arc<ReadVocabulary>)>,
}

/// A vocabulary file, read and checked.
#[derive(Debug, Default)]
pub(crate) struct ReadVocabulary {
    /// Its words.
    pub(crate) vocabulary: Vocabulary,
    /// How many steps each stands above a root.
    pub(crate) depths: BTreeMap<Name, u32>,
    /// What is wrong with it, as messages.
    pub(crate) wrong: Vec<String>,
}

/// More vocabularies than these are forgotten, the first in the order of names first: an agreement names one.
const MOST_VOCABULARIES: usize = 8;

impl Prepared {
    /// The vocabulary of that name, read anew if its text is another than last time.
    pub(crate) fn vocabulary(
        &mut self,
        name: &str,
        text: String,
        read: impl FnOnce(&str) -> ReadVocabulary,
    ) -> Arc<ReadVocabulary> {
        if let Some((known, vocabulary)) = self.vocabularies.get(name)
            && *known == text
        {
            return Arc::clone(vocabulary);
        }
        let vocabulary = Arc::new(read(&text));
        while self.vocabularies.len() >= MOST_VOCABULARIES {
            self.vocabularies.pop_first();
        }
        self.vocabularies.insert(name.to_owned(), (text, Arc::clone(&vocabulary)));
        vocabulary
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vocabulary_is_read_once_for_each_text() {
        let mut prepared = Prepared::default();
        let mut reads = 0;
        for text in ["one", "one", "two", "one"] {
            let known = prepared.vocabulary("v", text.to_owned(), |text| {
                reads += 1;
                ReadVocabulary { wrong: vec![text.to_owned()], ..ReadVocabulary::default() }
            });
            assert_eq!(known.wrong, [text]);
        }
        assert_eq!(reads, 3);
    }

    #[test]
    fn only_so_many_are_kept() {
        let mut prepared = Prepared::default();
        for number in 0..100 {
            prepared.vocabulary(&format!("v{number}"), String::new(), |_| ReadVocabulary::default());
        }
        assert_eq!(prepared.vocabularies.len(), MOST_VOCABULARIES);
    }
}
