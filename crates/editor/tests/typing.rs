//! What an editor keeps from one key to the next is never seen: after any keys, a document is as one that was just opened.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use armistice_editor::{Document, Edit, problems, semantic};
use armistice_terms::{FileError, Files, Span};
use lsp_types::Range;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of an agreement. Somebody else may change the shared vocabulary meanwhile.
#[derive(Clone)]
struct Folder {
    path: PathBuf,
    lacks_a_word: Rc<Cell<bool>>,
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        fs::read(self.path.join(path)).map_err(|_| FileError::Missing(path.to_owned()))
    }

    fn vocabulary(&self, name: &str) -> Result<String, FileError> {
        let path = root().join(format!("agreements/vocabulary/{name}.agreement.md"));
        let text = fs::read_to_string(path).map_err(|_| FileError::Missing(name.to_owned()))?;
        Ok(if self.lacks_a_word.get() { text.replacen("class weapon ", "class arm ", 1) } else { text })
    }
}

/// One key, or what comes of several pressed at once. Places are taken modulo what there is.
#[derive(Debug, Clone)]
enum Key {
    Insert(usize, &'static str),
    Remove(usize, usize),
    /// A fence goes, and what it parted runs together.
    RemoveFence(usize),
    /// A section with all its blocks goes to the end.
    MoveSection(usize),
    /// A section stands there twice.
    RepeatSection(usize),
    NameVocabulary(&'static str),
    ChangeVocabulary,
}

fn key() -> impl Strategy<Value = Key> {
    let text = prop::sample::select(vec![
        "x",
        " ",
        ".",
        ",",
        "\n",
        "\r\n",
        "\"",
        "#",
        "\u{e9}",
        "\u{41e}\u{413}",
        "```\n",
        "```terms\n",
        "> ",
        "> [en] Words.\n",
        "\n## Moved {#moved}\n",
        "class weapon is thing.\n",
        "zone Z is land.\n",
    ]);
    prop_oneof![
        4 => (any::<usize>(), text).prop_map(|(at, text)| Key::Insert(at, text)),
        2 => (any::<usize>(), 1usize..40).prop_map(|(at, length)| Key::Remove(at, length)),
        1 => any::<usize>().prop_map(Key::RemoveFence),
        1 => any::<usize>().prop_map(Key::MoveSection),
        1 => any::<usize>().prop_map(Key::RepeatSection),
        1 => prop::sample::select(vec!["military-1", "none"]).prop_map(Key::NameVocabulary),
        1 => Just(Key::ChangeVocabulary),
    ]
}

/// The `index`th of the places where the words stand, each from there to the next of them or the end.
fn piece(text: &str, words: &str, index: usize) -> Option<std::ops::Range<usize>> {
    let starts: Vec<usize> = text.match_indices(words).map(|(at, _)| at).collect();
    let at = index.checked_rem(starts.len())?;
    Some(*starts.get(at)?..starts.get(at + 1).copied().unwrap_or(text.len()))
}

/// The nearest beginning of a character before.
fn character(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap()
}

fn press(document: &mut Document, folder: &Folder, key: &Key) {
    let text = document.text().to_owned();
    let at = |place: usize| character(&text, place % (text.len() + 1));
    let (range, new) = match key {
        Key::Insert(place, new) => (at(*place)..at(*place), (*new).to_owned()),
        Key::Remove(place, length) => {
            (at(*place)..character(&text, at(*place) + length).max(at(*place)), String::new())
        }
        Key::RemoveFence(index) => match piece(&text, "```", *index) {
            Some(piece) => (piece.start..piece.start + 3, String::new()),
            None => return,
        },
        Key::MoveSection(index) | Key::RepeatSection(index) => {
            let Some(piece) = piece(&text, "\n## ", *index) else { return };
            let section = text[piece.clone()].to_owned();
            let mut whole = text.clone();
            if matches!(key, Key::MoveSection(_)) {
                whole.replace_range(piece, "");
            }
            document.change(&[Edit { range: None, text: whole + &section }]);
            return;
        }
        Key::NameVocabulary(name) => match piece(&text, "vocabulary \"", 0) {
            Some(piece) => {
                let start = piece.start + "vocabulary \"".len();
                let end = text[start..].find('"').map_or(start, |length| start + length);
                (start..end, (*name).to_owned())
            }
            None => return,
        },
        Key::ChangeVocabulary => {
            folder.lacks_a_word.set(!folder.lacks_a_word.get());
            (0..0, String::new())
        }
    };
    let place = |at: usize| document.position(u32::try_from(at).unwrap());
    // What an editor counts as one place (a line end of two bytes) is not halved.
    let edit = Edit { range: Some(Range::new(place(range.start), place(range.end))), text: new };
    document.change(&[edit]);
}

fn assert_as_opened(document: &Document, folder: &Folder) {
    let fresh = Document::open(document.text().to_owned(), Box::new(folder.clone()));
    // All of a file is too much to be shown.
    assert!(document.syntax().document == fresh.syntax().document, "the values differ");
    assert_eq!(document.syntax().diagnostics, fresh.syntax().diagnostics);
    assert_eq!(document.compiled().diagnostics, fresh.compiled().diagnostics);
    assert_eq!(document.compiled().agreement.is_some(), fresh.compiled().agreement.is_some());
    let uri = "file:///a.agreement.md".parse().unwrap();
    assert_eq!(problems::problems(document, &uri), problems::problems(&fresh, &uri));
    assert!(semantic::tokens(document) == semantic::tokens(&fresh), "the colours differ");
    for (block, tree) in document.syntax().trees() {
        assert_eq!(tree.text().to_string(), block.text);
    }
    let whole = Span::new(0, u32::try_from(document.text().len()).unwrap());
    assert!(document.syntax().document.statements.iter().all(|one| one.span.end <= whole.end));
}

fn agreements(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            agreements(&path, found);
        } else if path.to_string_lossy().ends_with(".agreement.md") {
            found.push(path);
        }
    }
}

#[test]
fn after_any_keys_every_agreement_is_as_if_it_was_just_opened() {
    let mut paths = Vec::new();
    agreements(&root().join("agreements"), &mut paths);
    paths.sort();
    assert!(paths.len() > 15);
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let cases = if text.len() > 50_000 { 1 } else { 2 };
        let config = Config { cases, failure_persistence: None, ..Config::default() };
        let ran = TestRunner::new(config).run(&prop::collection::vec(key(), 1..8), |keys| {
            let folder =
                Folder { path: path.parent().unwrap().to_owned(), lacks_a_word: Rc::new(Cell::new(false)) };
            let mut document = Document::open(text.clone(), Box::new(folder.clone()));
            // Whoever asks for colours has all trees built; they are kept.
            let _ = semantic::tokens(&document);
            for key in &keys {
                press(&mut document, &folder, key);
            }
            assert_as_opened(&document, &folder);
            Ok(())
        });
        assert!(ran.is_ok(), "{}: {ran:?}", path.display());
    }
}
