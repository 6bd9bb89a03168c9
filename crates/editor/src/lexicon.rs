//! The words that sentences may use, each with what it is: those of the vocabulary and the agreement's own.

use std::collections::{BTreeMap, BTreeSet};

use armistice_terms::ast::{Class, Document, StatementKind};
use armistice_terms::{Files, syntax};

/// More names above one are not followed: the vocabulary has some ten.
const LONGEST_CHAIN: usize = 64;

/// A word and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The names that it stands under.
    pub under: Vec<String>,
    /// All names above it, at any distance.
    pub above: BTreeSet<String>,
    /// The form for several.
    pub plural: Option<String>,
    /// Whether it is a word of the vocabulary file.
    pub is_shared: bool,
    /// The statement that declares it, as written.
    pub statement: String,
    /// What it means, in one line.
    pub meaning: Option<String>,
    /// Where that is taken from.
    pub source: Option<String>,
}

/// All words, by their name.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    vocabulary: Option<String>,
    /// The text of the vocabulary from which the shared words were read.
    read: String,
    shared: Words,
    own: Words,
}

/// Words by their name, and names by the form for several.
#[derive(Debug, Clone, Default)]
struct Words {
    entries: BTreeMap<String, Entry>,
    plurals: BTreeMap<String, String>,
}

impl Lexicon {
    /// The words of a document and of the vocabulary that it names.
    #[must_use]
    pub fn of(document: &Document, files: &dyn Files) -> Self {
        let mut lexicon = Lexicon::default();
        lexicon.take_in(document, files);
        lexicon
    }

    /// Takes the words of the document as it is now; the vocabulary is read again only if it is another.
    pub fn take_in(&mut self, document: &Document, files: &dyn Files) {
        let named = document.statements.iter().find_map(|statement| match &statement.kind {
            StatementKind::Header(header) => header.vocabulary.as_ref().map(|name| name.node.clone()),
            _ => None,
        });
        let text = named.as_ref().and_then(|name| files.vocabulary(name).ok()).unwrap_or_default();
        if text != self.read {
            let (vocabulary, _) = syntax::parse(&text);
            self.own = Words::default();
            self.shared = Words::default();
            self.shared = self.climbed(entries(&vocabulary, &text, true));
            self.read = text;
        }
        self.vocabulary = named;
        self.own = Words::default();
        self.own = self.climbed(entries(document, "", false));
    }

    /// The name of the vocabulary that the document names.
    #[must_use]
    pub fn vocabulary(&self) -> Option<&str> {
        self.vocabulary.as_deref()
    }

    /// What a word is; a plural is the word it is the plural of.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<(&str, &Entry)> {
        [&self.own, &self.shared].into_iter().find_map(|words| {
            let name = words.plurals.get(word).map_or(word, String::as_str);
            words.entries.get_key_value(name).map(|(name, entry)| (name.as_str(), entry))
        })
    }

    /// All words, the agreement's own before the vocabulary's.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.own.entries.iter().chain(&self.shared.entries).map(|(name, entry)| (name.as_str(), entry))
    }

    /// Whether a word stands under another, at any distance, or is it.
    #[must_use]
    pub fn is_under(&self, word: &str, above: &str) -> bool {
        self.find(word).is_some_and(|(name, entry)| name == above || entry.above.contains(above))
    }

    /// Gives each of the words all that they stand under.
    fn climb(&self, words: &Words) -> BTreeMap<String, BTreeSet<String>> {
        let find = |name: &str| words.entries.get(name).or_else(|| self.find(name).map(|(_, entry)| entry));
        let climb = |entry: &Entry| {
            let mut above: BTreeSet<String> = BTreeSet::new();
            let mut next = entry.under.clone();
            while let Some(name) = next.pop() {
                // A circle is an error of the file; a name is followed once.
                if above.len() < LONGEST_CHAIN && above.insert(name.clone()) {
                    next.extend(find(&name).into_iter().flat_map(|entry| entry.under.iter().cloned()));
                }
            }
            above
        };
        words.entries.iter().map(|(name, entry)| (name.clone(), climb(entry))).collect()
    }

    fn climbed(&self, mut words: Words) -> Words {
        for (name, above) in self.climb(&words) {
            if let Some(entry) = words.entries.get_mut(&name) {
                entry.above = above;
            }
        }
        words
    }

    /// The chain from a word up to its root, along the first name that each stands under.
    #[must_use]
    pub fn chain(&self, word: &str) -> Vec<&str> {
        let mut chain = Vec::new();
        let mut next = self.find(word);
        while let Some((_, entry)) = next
            && chain.len() < LONGEST_CHAIN
            && let Some(above) = entry.under.first()
        {
            chain.push(above.as_str());
            next = self.find(above);
        }
        chain
    }
}

fn entries(document: &Document, text: &str, is_shared: bool) -> Words {
    let entries: BTreeMap<String, Entry> = document
        .statements
        .iter()
        .filter_map(|statement| match &statement.kind {
            StatementKind::Class(class) => {
                let range = statement.span.start as usize..statement.span.end as usize;
                let statement = text.get(range).unwrap_or_default().to_owned();
                Some((class.name.node.clone(), entry(class, is_shared, statement)))
            }
            _ => None,
        })
        .collect();
    let plural = |(name, entry): (&String, &Entry)| Some((entry.plural.clone()?, name.clone()));
    Words { plurals: entries.iter().filter_map(plural).collect(), entries }
}

fn entry(class: &Class, is_shared: bool, statement: String) -> Entry {
    let tests = class.is.any_of.iter().flat_map(|part| &part.tests);
    let plural = tests.into_iter().find_map(|(_, test)| match &test.value.node {
        armistice_terms::ast::Value::Name(name) if test.attribute.node == "plural" => Some(name.clone()),
        _ => None,
    });
    let under = class.is.any_of.iter().map(|part| part.name.node.clone()).collect();
    let meaning = class.meaning.as_ref().map(|meaning| meaning.node.clone());
    let source = class.source.as_ref().map(|source| source.node.clone());
    Entry { under, above: BTreeSet::new(), plural, is_shared, statement, meaning, source }
}
