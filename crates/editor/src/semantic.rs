//! Kinds of words, for an editor that colours them.

use armistice_terms::{Span, SyntaxKind};
use lsp_types::{SemanticToken, SemanticTokenType};

use crate::Document;
use crate::navigation::symbol_of;
use crate::symbols::Kind;

/// The kinds of words in the order of their numbers.
pub const LEGEND: &[SemanticTokenType] = &[
    SemanticTokenType::KEYWORD,
    SemanticTokenType::STRING,
    SemanticTokenType::NUMBER,
    SemanticTokenType::COMMENT,
    SemanticTokenType::INTERFACE,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::FUNCTION,
    SemanticTokenType::CLASS,
    SemanticTokenType::METHOD,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::NAMESPACE,
];

/// The coloured words, each by its distance from the one before (LSP 3.17, `textDocument/semanticTokens`).
#[must_use]
pub fn tokens(document: &Document) -> Vec<SemanticToken> {
    let mut tokens = Vec::new();
    let (mut line, mut column) = (0, 0);
    for word in document.words() {
        let Some(kind) = kind(document, word.kind, &word.text) else { continue };
        for part in lines(document, word.span) {
            let (start, end) = (document.position(part.start), document.position(part.end));
            if end.character <= start.character {
                continue;
            }
            let delta_line = start.line - line;
            let delta_start = if delta_line == 0 { start.character - column } else { start.character };
            (line, column) = (start.line, start.character);
            tokens.push(SemanticToken {
                delta_line,
                delta_start,
                length: end.character - start.character,
                token_type: kind,
                token_modifiers_bitset: 0,
            });
        }
    }
    tokens
}

/// A word that runs over several lines, line by line, as the protocol wants it.
fn lines(document: &Document, span: Span) -> Vec<Span> {
    let text = document.text().get(span.start as usize..span.end as usize).unwrap_or_default();
    let mut parts = Vec::new();
    let mut start = span.start;
    for line in text.split_inclusive('\n') {
        let length = u32::try_from(line.trim_end_matches(['\n', '\r']).len()).unwrap_or_default();
        parts.push(Span::new(start, start + length));
        start += u32::try_from(line.len()).unwrap_or_default();
    }
    parts
}

fn kind(document: &Document, kind: SyntaxKind, text: &str) -> Option<u32> {
    let kind = match kind {
        SyntaxKind::Keyword => SemanticTokenType::KEYWORD,
        SyntaxKind::Text => SemanticTokenType::STRING,
        SyntaxKind::Number
        | SyntaxKind::Code
        | SyntaxKind::Length
        | SyntaxKind::Duration
        | SyntaxKind::Date
        | SyntaxKind::Time => SemanticTokenType::NUMBER,
        SyntaxKind::Comment => SemanticTokenType::COMMENT,
        SyntaxKind::Name => name(document, text)?,
        _ => return None,
    };
    LEGEND.iter().position(|one| *one == kind).and_then(|index| u32::try_from(index).ok())
}

fn name(document: &Document, text: &str) -> Option<SemanticTokenType> {
    if let Some(symbol) = symbol_of(document, text) {
        return Some(match symbol.kind {
            Kind::Actor => SemanticTokenType::INTERFACE,
            Kind::Place => SemanticTokenType::VARIABLE,
            Kind::Norm => SemanticTokenType::FUNCTION,
            Kind::Class => SemanticTokenType::CLASS,
            Kind::Register => SemanticTokenType::NAMESPACE,
        });
    }
    let lexicon = document.lexicon();
    let (word, _) = lexicon.find(text)?;
    let of = |root: &str| lexicon.is_under(word, root);
    Some(if of("verb") {
        SemanticTokenType::METHOD
    } else if of("state") {
        SemanticTokenType::ENUM_MEMBER
    } else if of("field") {
        SemanticTokenType::PROPERTY
    } else {
        SemanticTokenType::CLASS
    })
}
