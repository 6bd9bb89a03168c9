//! The shared vocabulary `military-1`: whole, sound, and shown in docs/vocabulary.md.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it should be"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use armistice_facts::Name;
use armistice_terms::vocabulary::{ACT, MEANS, THING, Term, VERB, Vocabulary};
use armistice_terms::{MemoryFiles, compile};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn vocabulary() -> Vocabulary {
    let text = std::fs::read_to_string(root().join("agreements/vocabulary/military-1.agreement.md")).unwrap();
    let compiled = compile(&text, &MemoryFiles::default());
    assert!(compiled.diagnostics.is_empty(), "{:#?}", compiled.diagnostics);
    compiled.vocabulary.unwrap()
}

/// The words of the file, without the built-in roots.
fn words(vocabulary: &Vocabulary) -> Vec<&Term> {
    vocabulary.terms().filter(|term| !term.is.any_of.is_empty()).collect()
}

/// Entities of MIL-STD-2525D by their code, as far as the vocabulary uses them.
fn entities() -> BTreeMap<String, String> {
    let table = std::fs::read_to_string(root().join("crates/terms/tests/vocabulary/entities.csv")).unwrap();
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    let cells = rows.map(|row| row.split_once(',').unwrap());
    cells.map(|(code, entity)| (format!("2525D:{code}"), entity.to_owned())).collect()
}

#[test]
fn every_word_reaches_a_root_and_says_what_it_means() {
    let vocabulary = vocabulary();
    let words = words(&vocabulary);
    assert!(words.len() > 250, "only {} words", words.len());
    for word in words {
        let name = word.name.as_str();
        let roots = [THING, ACT, VERB].into_iter().filter(|root| vocabulary.is_a(name, root)).count();
        assert_eq!(roots, 1, "{name} stands under {roots} roots");
        assert_eq!(word.is_activity, !vocabulary.is_a(name, THING), "{name}");
        for text in [&word.meaning, &word.source] {
            let text = text.as_deref().unwrap_or_default();
            assert!(text.chars().count() > 3, "{name}: {text:?}");
        }
        let meaning = word.meaning.as_deref().unwrap();
        assert!(
            meaning.ends_with('.') && meaning.chars().count() < 160,
            "{name}: {meaning:?} is no one sentence"
        );
    }
}

#[test]
fn a_plural_is_its_own_and_resolves_to_its_singular() {
    let vocabulary = vocabulary();
    let mut plurals = 0;
    for (plural, singular) in vocabulary.plurals() {
        plurals += 1;
        assert_ne!(plural, singular);
        assert_eq!(vocabulary.term(plural.as_str()).unwrap().name, *singular);
        assert!(vocabulary.terms().all(|term| term.name != *plural), "{plural} is a word of its own, too");
    }
    let declared = words(&vocabulary).into_iter().filter(|term| term.declared("plural").is_some()).count();
    assert_eq!(plurals, declared, "two words have one plural");
}

#[test]
fn what_undoes_a_word_is_undone_by_it() {
    let vocabulary = vocabulary();
    let mut seen = 0;
    for word in words(&vocabulary) {
        let Some(inverse) = vocabulary.inverse(word.name.as_str()) else { continue };
        seen += 1;
        assert_eq!(vocabulary.inverse(inverse.as_str()), Some(&word.name), "{} and {inverse}", word.name);
        assert_eq!(vocabulary.term(inverse.as_str()).unwrap().is_activity, word.is_activity);
    }
    assert!(seen > 20, "only {seen} words have an inverse");
}

#[test]
fn every_code_is_that_of_an_entity_and_of_one_word() {
    let vocabulary = vocabulary();
    let entities = entities();
    let codes: Vec<&String> = words(&vocabulary).into_iter().filter_map(|term| term.code.as_ref()).collect();
    let used: BTreeSet<&String> = codes.iter().copied().collect();
    assert_eq!(used.len(), codes.len(), "a code stands twice");
    assert_eq!(
        used,
        entities.keys().collect(),
        "the codes of the vocabulary and those of entities.csv differ"
    );
}

/// What happens, what is there and what is asked for can be seen by something; a verb may leave that to its things, a
/// state to the things that are in it.
#[test]
fn everything_that_a_norm_speaks_of_can_be_seen_by_something() {
    let vocabulary = vocabulary();
    let is = |word: &Term, above: &str| vocabulary.is_a(word.name.as_str(), above);
    let unseen: Vec<&Name> = words(&vocabulary)
        .into_iter()
        .filter(|word| !is(word, VERB) && !is(word, "state") && !is(word, MEANS))
        .filter(|word| !is(word, "field") || is(word, "purpose") || is(word, "attribute"))
        .map(|word| &word.name)
        .filter(|name| vocabulary.observed_by(name.as_str()).is_empty())
        .filter(|name| !["event", "field", "attribute", "state"].contains(&name.as_str()))
        .collect();
    assert!(unseen.is_empty(), "`observed by` is missing: {unseen:?}");
}

/// `UPDATE_VOCABULARY=1` writes it anew.
#[test]
fn the_page_of_the_vocabulary_is_that_of_today() {
    let page = page(&vocabulary());
    let path = root().join("docs/vocabulary.md");
    if std::env::var_os("UPDATE_VOCABULARY").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == page,
        "docs/vocabulary.md is not that of the vocabulary: make it anew with UPDATE_VOCABULARY=1"
    );
}

/// A table of the page: its title, and whether a word stands in it.
type Table = (&'static str, fn(&Vocabulary, &str) -> bool);

/// The tables of the page; a word stands in the first that takes it.
const TABLES: [Table; 9] = [
    ("Kinds of observation", |words, name| words.is_a(name, MEANS)),
    ("States", |words, name| words.is_a(name, "state")),
    ("Attributes", |words, name| words.is_a(name, "attribute")),
    ("Purposes", |words, name| words.is_a(name, "purpose")),
    ("Fields of a notice", |words, name| words.is_a(name, "field")),
    ("Events", |words, name| words.is_a(name, "event")),
    ("Verbs", |words, name| words.is_a(name, VERB)),
    ("Activities", |words, name| words.is_a(name, ACT)),
    ("Things", |words, name| words.is_a(name, THING)),
];

/// The order of the tables on the page.
const ORDER: [usize; 9] = [8, 7, 6, 1, 2, 3, 4, 5, 0];

fn page(vocabulary: &Vocabulary) -> String {
    let words = words(vocabulary);
    let entities = entities();
    let mut page = format!(
        "# The vocabulary military-1\n\n\
         {} words that agreements share. Made from `agreements/vocabulary/military-1.agreement.md` by\n\
         `UPDATE_VOCABULARY=1 cargo test -p armistice-terms --test vocabulary`; a test compares it. `armistice check` looks at\n\
         a vocabulary file as at any other.\n\n\
         *is* names what a word stands under: `exactly` where it is just that set. *seen by* are the kinds of observation that\n\
         can show it, those of what it stands under included. A *code* is that of an entity of MIL-STD-2525D, given only where\n\
         the entity is as wide as the word; each was looked up in Esri's joint-military-symbology-xml (JointMilSyML, instance\n\
         files, edition of April 2022). *source* names where the notion is taken from; the meaning is in our own words.\n",
        words.len()
    );
    for number in ORDER {
        let (title, _) = TABLES[number];
        let of_table = |term: &&&Term| {
            TABLES.iter().position(|(_, takes)| takes(vocabulary, term.name.as_str())) == Some(number)
        };
        let rows: Vec<&&Term> = words.iter().filter(of_table).collect();
        let _ = write!(
            page,
            "\n## {title} ({})\n\n| word | plural | is | meaning | seen by | code | source |\n|---|---|---|---|---|---|---|\n",
            rows.len()
        );
        for term in rows {
            let _ = writeln!(page, "| {} |", cells(vocabulary, term, &entities).join(" | "));
        }
    }
    page
}

fn cells(vocabulary: &Vocabulary, term: &Term, entities: &BTreeMap<String, String>) -> Vec<String> {
    let list = |names: Vec<&str>| names.join(", ");
    let parents = list(term.is.any_of.iter().map(|part| part.class.as_str()).collect());
    let is = if term.is_definition() { format!("exactly {parents}") } else { parents };
    let means = vocabulary.observed_by(term.name.as_str());
    let one_line = |text: &Option<String>| {
        text.as_deref()
            .unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace('|', "\\|")
    };
    let code = term.code.as_ref().map(|code| match entities.get(code) {
        Some(entity) => format!("{} ({entity})", code.trim_start_matches("2525D:")),
        None => panic!("{code} is no code of entities.csv"),
    });
    vec![
        format!("`{}`", term.name),
        term.declared("plural").unwrap_or_default().to_owned(),
        is,
        one_line(&term.meaning),
        list(means.iter().map(Name::as_str).collect()),
        code.unwrap_or_default(),
        one_line(&term.source),
    ]
}
