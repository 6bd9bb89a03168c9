//! The answers of the editor over every agreement that comes with the program.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::fs;
use std::path::{Path, PathBuf};

use armistice_editor::{Document, completion, keywords, navigation, semantic};
use armistice_terms::{FileError, Files, SyntaxKind, syntax};
use lsp_types::CompletionTextEdit;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

struct Folder(PathBuf);

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        fs::read(self.0.join(path)).map_err(|_| FileError::Missing(path.to_owned()))
    }

    fn vocabulary(&self, name: &str) -> Result<String, FileError> {
        let path = root().join(format!("agreements/vocabulary/{name}.agreement.md"));
        fs::read_to_string(path).map_err(|_| FileError::Missing(name.to_owned()))
    }
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path.to_string_lossy().ends_with(".agreement.md") {
            found.push(path);
        }
    }
}

/// Every agreement of the project that parses without an error.
fn documents() -> Vec<(PathBuf, Document)> {
    let mut paths = Vec::new();
    files_below(&root().join("agreements"), &mut paths);
    files_below(&root().join("crates/terms/tests/agreements/good"), &mut paths);
    paths.sort();
    let open = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let files = Folder(path.parent().unwrap().to_owned());
        (path, Document::open(text, Box::new(files)))
    };
    paths.into_iter().map(open).filter(|(_, document)| document.syntax().diagnostics.is_empty()).collect()
}

#[test]
fn the_list_of_keywords_is_that_of_the_grammar() {
    let grammar = fs::read_to_string(root().join("docs/language.md")).unwrap();
    let grammar = grammar.split("```ebnf").nth(1).unwrap().split("```").next().unwrap();
    let quoted = grammar.split('"').skip(1).step_by(2);
    let words: Vec<&str> =
        quoted.filter(|word| word.chars().all(|letter| letter.is_ascii_alphabetic())).collect();
    assert!(words.len() > 100);
    let missing: Vec<_> = words.iter().filter(|word| !keywords().any(|keyword| keyword == **word)).collect();
    assert!(missing.is_empty(), "not in crates/editor/src/next/words.rs: {missing:?}");
    let extra: Vec<_> = keywords().filter(|word| !words.contains(word)).collect();
    assert!(
        extra.is_empty(),
        "in the list of keywords and not in the grammar of docs/language.md: {extra:?}"
    );
}

/// One word of so many is tried.
const SAMPLE: usize = 47;

/// Whoever writes one of our agreements from the top finds every next word in the list that the editor offers.
#[test]
fn every_word_of_the_corpus_is_offered_where_it_stands() {
    let mut missing = Vec::new();
    let mut tried = 0;
    for (path, document) in documents().into_iter().filter(|(_, document)| !document.compiled().has_errors())
    {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for (block, tree) in document.syntax().trees() {
            for token in tree.descendants_with_tokens().filter_map(rowan::NodeOrToken::into_token) {
                if !matches!(token.kind(), SyntaxKind::Keyword | SyntaxKind::Name) {
                    continue;
                }
                let start: usize = token.text_range().start().into();
                let is_declared = token.kind() == SyntaxKind::Name
                    && declares(&token.parent().unwrap(), usize::from(token.text_range().start()));
                // One word of so many: the same list is offered in each sentence of a kind.
                let is_sampled = start.is_multiple_of(SAMPLE);
                // Nobody can offer a name of a person's own choosing: a language, a word of an attribute's scale.
                let is_free = is_free(&block.text[..start]);
                // Nor one of somebody whom the agreement does not know, such as a newspaper that is told of.
                let is_stranger = token.kind() == SyntaxKind::Name
                    && document.lexicon().find(token.text()).is_none()
                    && navigation::definition(
                        &document,
                        document.position(block.span(start, start + 1).start),
                    )
                    .is_none();
                if is_declared || is_free || is_stranger || !is_sampled {
                    continue;
                }
                tried += 1;
                let place = document.position(block.span(start, start + 1).start);
                let offered = completion::completion(&document, place);
                let is_offered = offered.iter().any(|item| {
                    let Some(CompletionTextEdit::Edit(edit)) = &item.text_edit else { return false };
                    // A phrase is offered at its first word; its others stand behind it then.
                    edit.new_text.split(' ').any(|word| word == token.text())
                }) || document.lexicon().find(token.text()).is_some_and(|(name, entry)| {
                    // Where a word is offered, so are both its forms, though the list shows one.
                    let shown = entry.plural.as_deref().unwrap_or(name);
                    offered.iter().any(|item| item.label == shown)
                });
                if !is_offered {
                    let from = start.saturating_sub(60);
                    let from = (from..=start).find(|at| block.text.is_char_boundary(*at)).unwrap();
                    missing.push(format!("{name}: …{}▮{}", &block.text[from..start], token.text()));
                }
            }
        }
    }
    assert!(tried > 200, "{tried}");
    assert!(missing.is_empty(), "{} of {tried}:\n{}", missing.len(), missing.join("\n---\n"));
}

fn is_free(before: &str) -> bool {
    let words: Vec<&str> = before.split_whitespace().rev().take(4).collect();
    let is_language = before.rsplit_once(" in ").is_some_and(|(head, tail)| {
        head.ends_with("authentic") && tail.split(", ").all(|word| word.len() <= 3)
    });
    let is_scale = words.first() == Some(&"is") && words.get(2) == Some(&"with")
        || words.starts_with(&["least", "at"])
        || words.first() == Some(&"is") && words.get(2) == Some(&"and");
    is_language || is_scale
}

/// Whether the name at that place is the one that its statement declares.
fn declares(node: &armistice_terms::SyntaxNode, start: usize) -> bool {
    let declarations = [
        SyntaxKind::Party,
        SyntaxKind::Body,
        SyntaxKind::Class,
        SyntaxKind::Point,
        SyntaxKind::Line,
        SyntaxKind::Zone,
        SyntaxKind::Register,
        SyntaxKind::Norm,
        SyntaxKind::Exception,
        SyntaxKind::Procedure,
        SyntaxKind::Decision,
    ];
    let names = node
        .children_with_tokens()
        .filter_map(rowan::NodeOrToken::into_token)
        .filter(|token| token.kind() == SyntaxKind::Name);
    declarations.contains(&node.kind())
        && names.map(|token| usize::from(token.text_range().start())).min() == Some(start)
}

#[test]
fn every_norm_of_the_corpus_is_found_from_its_uses() {
    for (path, document) in documents().into_iter().filter(|(_, document)| !document.compiled().has_errors())
    {
        let statements = &document.syntax().document.statements;
        for statement in statements {
            let armistice_terms::ast::StatementKind::Norm(norm) = &statement.kind else { continue };
            let place = document.position(norm.label.span.start);
            let uses = navigation::references(&document, place);
            assert!(uses.contains(&norm.label.span), "{}: {}", path.display(), norm.label.node);
            // A label may be a word of the vocabulary too: then a use of the word is taken for one of the norm.
            for span in uses {
                let found = navigation::definition(&document, document.position(span.start));
                let Some(navigation::Declared::Here(found)) = found else { panic!("{}", norm.label.node) };
                assert_eq!(&document.text()[found.start as usize..found.end as usize], norm.label.node);
            }
        }
    }
}

#[test]
fn coloured_words_do_not_overlap() {
    for (path, document) in documents() {
        let lines: Vec<&str> = document.text().lines().collect();
        let (mut line, mut column) = (0u32, 0u32);
        let tokens = semantic::tokens(&document);
        let words = document.syntax().trees().any(|(_, tree)| tree.first_token().is_some());
        assert_eq!(tokens.is_empty(), !words, "{}", path.display());
        let mut end = (0, 0);
        for token in tokens {
            line += token.delta_line;
            column = if token.delta_line == 0 { column + token.delta_start } else { token.delta_start };
            assert!((line, column) >= end, "{}:{line}", path.display());
            end = (line, column + token.length);
            let width = lines[line as usize].encode_utf16().count();
            assert!(end.1 as usize <= width, "{}:{line}", path.display());
        }
    }
}

#[test]
fn a_text_without_an_error_is_one_for_the_editor_too() {
    for (path, document) in documents() {
        let (_, diagnostics) = syntax::parse(document.text());
        assert!(diagnostics.is_empty(), "{}", path.display());
    }
}
