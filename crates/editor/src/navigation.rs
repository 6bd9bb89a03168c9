//! Where a name is declared and used, and giving it another one.

use armistice_terms::{BlockKind, Span, SyntaxKind, syntax};
use lsp_types::{DocumentSymbol, Position, SymbolKind};

use crate::Document;
use crate::symbols::{Kind, Symbol, symbols};

/// Where the name at a place is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Declared {
    /// In this file.
    Here(Span),
    /// In the vocabulary of that name: the statement as it stands there.
    InVocabulary(String, String),
}

/// Why a name cannot be given another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenameError {
    /// No declared name stands there.
    NoName,
    /// The name is declared in the vocabulary that agreements share.
    Shared(String),
    /// The new name is no name.
    NotAName(String),
    /// The new name stands for something already.
    Taken(String),
}

impl std::fmt::Display for RenameError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RenameError::NoName => write!(f, "no name that this file declares stands here"),
            RenameError::Shared(name) => {
                write!(f, "`{name}` is a word of the vocabulary that agreements share; rename it there")
            }
            RenameError::NotAName(text) => write!(
                f,
                "`{text}` is no name: a letter, then letters, digits and `_`, with single hyphens between parts"
            ),
            RenameError::Taken(name) => write!(f, "`{name}` stands for something in this file already"),
        }
    }
}

impl std::error::Error for RenameError {}

/// Where the name at a place is declared, if it is.
#[must_use]
pub fn definition(document: &Document, position: Position) -> Option<Declared> {
    let word = name_at(document, position)?;
    if let Some(symbol) = symbol_of(document, &word) {
        return Some(Declared::Here(symbol.span));
    }
    let (_, entry) = document.lexicon().find(&word)?;
    let vocabulary = document.lexicon().vocabulary()?.to_owned();
    Some(Declared::InVocabulary(vocabulary, entry.statement.clone()))
}

/// Every place of the name at a place, its declaration among them.
#[must_use]
pub fn references(document: &Document, position: Position) -> Vec<Span> {
    name_at(document, position).map(|name| uses(document, &name)).unwrap_or_default()
}

/// The place of the name that would be given another.
///
/// # Errors
/// [`RenameError`] if it cannot be.
pub fn renamed(document: &Document, position: Position) -> Result<Span, RenameError> {
    let word = document.word_at(document.offset(position)).filter(|word| word.kind == SyntaxKind::Name);
    let Some(word) = word else { return Err(RenameError::NoName) };
    if symbol_of(document, &word.text).is_some() {
        return Ok(word.span);
    }
    match document.lexicon().find(&word.text) {
        Some(_) => Err(RenameError::Shared(word.text)),
        None => Err(RenameError::NoName),
    }
}

/// The places at which the new name takes the place of the old one.
///
/// # Errors
/// [`RenameError`] if it cannot.
pub fn rename(document: &Document, position: Position, new: &str) -> Result<Vec<Span>, RenameError> {
    renamed(document, position)?;
    let old = name_at(document, position).ok_or(RenameError::NoName)?;
    if !is_name(new) {
        return Err(RenameError::NotAName(new.to_owned()));
    }
    if new != old && (symbol_of(document, new).is_some() || document.lexicon().find(new).is_some()) {
        return Err(RenameError::Taken(new.to_owned()));
    }
    Ok(uses(document, &old))
}

/// Sections with the names declared in them, for an outline.
#[must_use]
#[expect(deprecated, reason = "the protocol's own type has a field that it no longer wants")]
pub fn outline(document: &Document) -> Vec<DocumentSymbol> {
    let sections = &document.syntax().document.sections;
    let end = u32::try_from(document.text().len()).unwrap_or(u32::MAX);
    let mut outline = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        let until = sections.get(index + 1).map_or(end, |next| next.span.start);
        let children = symbols(&document.syntax().document)
            .filter(|symbol| symbol.statement.section == Some(index))
            .map(|symbol| DocumentSymbol {
                name: symbol.name.to_owned(),
                detail: None,
                kind: kind_of(symbol.kind),
                tags: None,
                deprecated: None,
                range: document.range(symbol.statement.span),
                selection_range: document.range(symbol.span),
                children: None,
            })
            .collect();
        outline.push(DocumentSymbol {
            name: if section.title.is_empty() { "–".to_owned() } else { section.title.clone() },
            detail: section.id.as_ref().map(|id| id.node.clone()),
            kind: SymbolKind::NAMESPACE,
            tags: None,
            deprecated: None,
            range: document.range(Span::new(section.span.start, until)),
            selection_range: document.range(section.span),
            children: Some(children),
        });
    }
    outline
}

fn kind_of(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Actor => SymbolKind::INTERFACE,
        Kind::Place => SymbolKind::VARIABLE,
        Kind::Register => SymbolKind::MODULE,
        Kind::Norm => SymbolKind::FUNCTION,
        Kind::Class => SymbolKind::CLASS,
    }
}

fn name_at(document: &Document, position: Position) -> Option<String> {
    let word = document.word_at(document.offset(position))?;
    (word.kind == SyntaxKind::Name).then_some(word.text)
}

/// The declaration of a name; a plural is the name of its singular.
pub(crate) fn symbol_of<'a>(document: &'a Document, name: &str) -> Option<Symbol<'a>> {
    let singular = document.lexicon().find(name).filter(|(_, entry)| !entry.is_shared);
    let singular = singular.map_or(name, |(singular, _)| singular);
    symbols(&document.syntax().document).find(|symbol| symbol.name == singular)
}

fn uses(document: &Document, name: &str) -> Vec<Span> {
    document
        .words()
        .filter(|word| word.kind == SyntaxKind::Name && word.text == name)
        .map(|word| word.span)
        .collect()
}

/// Whether the lexer reads the text as one name.
fn is_name(text: &str) -> bool {
    let (tree, diagnostics) = syntax::read_block(BlockKind::Terms, text);
    let mut tokens = tree.descendants_with_tokens().filter_map(rowan::NodeOrToken::into_token);
    let only = tokens.next();
    only.is_some_and(|token| token.kind() == SyntaxKind::Name && token.text() == text)
        && tokens.next().is_none()
        && diagnostics.iter().all(|diagnostic| diagnostic.code != "A201")
}
