//! Words that may come next, for the list that an editor opens.

use armistice_terms::{SyntaxKind, SyntaxNode};
use lsp_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, Position, Range, TextEdit};

use crate::Document;
use crate::next::{Next, Sort, next};
use crate::symbols::{Kind, symbols};

/// Roots of all words, which no vocabulary declares.
const ROOTS: &[&str] = &["thing", "act", "verb"];
/// Places that are no regions.
const DOMAINS: &[&str] = &["land", "sea", "air"];
/// Moments that every agreement has.
const MOMENTS: &[&str] = &["signature", "in-force"];
/// What becomes of a duty in a scenario.
const STAGES: &[&str] = &["done", "started", "not-done", "reversed"];
/// What a class says of itself behind `with`, beside the attributes of the vocabulary.
const TESTS_OF_WORDS: &[&str] = &["plural", "object", "domain", "inverse", "measure", "applies-to"];

/// The words that may stand at a place; none outside a block.
#[must_use]
pub fn completion(document: &Document, position: Position) -> Vec<CompletionItem> {
    let offset = document.offset(position);
    let Some((block, tree, at)) = document.block_at(offset) else { return Vec::new() };
    let before = block.text.get(..at).unwrap_or_default();
    let word = begun(before);
    let head = before.get(..before.len() - word.len()).unwrap_or_default();
    if is_in_text_or_comment(tree, head.len()) {
        return Vec::new();
    }
    let start = offset - u32::try_from(word.len()).unwrap_or_default();
    let range = Range::new(document.position(start), document.position(offset));
    items(document, &next(block.kind, head, tree), range)
}

/// The word that ends at the cursor, as far as it is written.
fn begun(before: &str) -> &str {
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, letter)| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
        .last()
        .map_or(before.len(), |(at, _)| at);
    before.get(start..).unwrap_or_default()
}

/// Whether the cursor stands in a text or a comment, where nothing is offered.
fn is_in_text_or_comment(tree: &SyntaxNode, at: usize) -> bool {
    let tokens = tree.descendants_with_tokens().filter_map(rowan::NodeOrToken::into_token);
    let mut around = tokens.filter(|token| {
        usize::from(token.text_range().start()) < at && at <= usize::from(token.text_range().end())
    });
    around.any(|token| match token.kind() {
        SyntaxKind::Comment => true,
        SyntaxKind::Text | SyntaxKind::Stray if token.text().starts_with('"') => {
            at < usize::from(token.text_range().end()) || !token.text().ends_with('"')
        }
        _ => false,
    })
}

fn items(document: &Document, next: &Next, range: Range) -> Vec<CompletionItem> {
    let mut items = Vec::new();
    let mut add = |label: &str, kind: CompletionItemKind, detail: &str, rank: u8| {
        items.push(CompletionItem {
            label: label.to_owned(),
            kind: Some(kind),
            detail: (!detail.is_empty()).then(|| detail.to_owned()),
            sort_text: Some(format!("{rank}{label}")),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, label.to_owned()))),
            ..CompletionItem::default()
        });
    };
    for keyword in &next.keywords {
        add(keyword, CompletionItemKind::KEYWORD, "", 1);
    }
    for sort in &next.names {
        for (name, detail) in names(document, *sort) {
            add(&name, item_kind(*sort), &detail, 0);
        }
    }
    items.sort_by(|one, other| (&one.sort_text, &one.label).cmp(&(&other.sort_text, &other.label)));
    items.dedup_by(|one, other| one.label == other.label);
    items
}

fn item_kind(sort: Sort) -> CompletionItemKind {
    match sort {
        Sort::Actor => CompletionItemKind::INTERFACE,
        Sort::Place | Sort::Domain => CompletionItemKind::VARIABLE,
        Sort::Norm => CompletionItemKind::FUNCTION,
        Sort::Register | Sort::Means => CompletionItemKind::MODULE,
        Sort::Verb => CompletionItemKind::METHOD,
        Sort::Class | Sort::Event | Sort::Word | Sort::New => CompletionItemKind::CLASS,
        Sort::Attribute | Sort::Field => CompletionItemKind::FIELD,
        Sort::Moment => CompletionItemKind::CONSTANT,
        Sort::State | Sort::Stage => CompletionItemKind::ENUM_MEMBER,
    }
}

/// The names of a sort that the document may use.
fn names(document: &Document, sort: Sort) -> Vec<(String, String)> {
    let declared = |kind: Kind| -> Vec<(String, String)> {
        symbols(&document.syntax().document)
            .filter(|symbol| symbol.kind == kind)
            .map(|symbol| (symbol.name.to_owned(), String::new()))
            .collect()
    };
    let under = |root: &str| words_under(document, |word| document.lexicon().is_under(word, root));
    match sort {
        Sort::Actor => declared(Kind::Actor),
        Sort::Place => declared(Kind::Place),
        Sort::Domain => built_in(DOMAINS).collect(),
        Sort::Moment => built_in(MOMENTS).collect(),
        Sort::Stage => built_in(STAGES).collect(),
        Sort::Norm => declared(Kind::Norm),
        Sort::Register => declared(Kind::Register),
        Sort::Verb => under("verb"),
        Sort::Attribute => under("attribute").into_iter().chain(built_in(TESTS_OF_WORDS)).collect(),
        Sort::Word => words_under(document, |_| true).into_iter().chain(built_in(ROOTS)).collect(),
        Sort::State => under("state"),
        Sort::Field => under("field"),
        // What is done to see for oneself is a means too, such as a visit.
        Sort::Means => under("means").into_iter().chain(under("act")).collect(),
        Sort::Event => under("event"),
        Sort::Class => words_under(document, |word| {
            let lexicon = document.lexicon();
            let is_thing = lexicon.is_under(word, "thing") || lexicon.is_under(word, "act");
            is_thing && !["state", "field", "means"].iter().any(|root| lexicon.is_under(word, root))
        }),
        Sort::New => Vec::new(),
    }
}

fn built_in(words: &'static [&'static str]) -> impl Iterator<Item = (String, String)> {
    words.iter().map(|word| ((*word).to_owned(), String::new()))
}

fn words_under(document: &Document, is_wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let lexicon = document.lexicon();
    lexicon
        .all()
        .filter(|(word, _)| is_wanted(word))
        .map(|(word, entry)| {
            let shown = entry.plural.as_deref().unwrap_or(word);
            (shown.to_owned(), lexicon.chain(word).join(" › "))
        })
        .collect()
}
