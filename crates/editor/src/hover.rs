//! What a word means, for the window that opens over it.

use armistice_readback::read_norm;
use armistice_terms::ast::StatementKind;
use armistice_terms::{Span, SyntaxKind};
use lsp_types::Position;

use crate::Document;
use crate::navigation::symbol_of;
use crate::symbols::{Kind, Symbol};

/// A meaning in Markdown, and the word that it is the meaning of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The word.
    pub span: Span,
    /// Its meaning, in Markdown.
    pub text: String,
}

/// The meaning of the word at a place.
#[must_use]
pub fn hover(document: &Document, position: Position) -> Option<Meaning> {
    let word = document.word_at(document.offset(position))?;
    if word.kind != SyntaxKind::Name {
        return None;
    }
    let text = match symbol_of(document, &word.text) {
        Some(symbol) => declared(document, &symbol),
        None => shared(document, &word.text)?,
    };
    Some(Meaning { span: word.span, text })
}

fn declared(document: &Document, symbol: &Symbol<'_>) -> String {
    match symbol.kind {
        Kind::Norm => norm(document, symbol),
        Kind::Actor => format!("**{}**: {}", symbol.name, full_name(&symbol.statement.kind)),
        Kind::Class => {
            shared(document, symbol.name).unwrap_or_else(|| code(source(document, symbol.statement.span)))
        }
        Kind::Place | Kind::Register => code(source(document, symbol.statement.span)),
    }
}

fn full_name(kind: &StatementKind) -> &str {
    match kind {
        StatementKind::Party(party) => &party.is.node,
        StatementKind::Body(body) => &body.is.node,
        _ => "",
    }
}

/// The norm read back in other words, and the article that it stands under.
fn norm(document: &Document, symbol: &Symbol<'_>) -> String {
    let sentence = match &document.compiled().agreement {
        Some(agreement) => read_norm(agreement, symbol.name),
        None => Some("*read back as soon as the file has no error*".to_owned()),
    };
    let sentence = sentence.unwrap_or_else(|| code(source(document, symbol.statement.span)));
    let Some(section) = symbol.statement.section else { return sentence };
    let path = document.syntax().document.article(Some(section));
    let sections = &document.syntax().document.sections;
    let quotations = sections.get(section).map(|section| section.quotations.as_slice()).unwrap_or_default();
    let mut text = sentence;
    text.push_str(&format!("\n\n**{}**\n", escaped(&path)));
    for quotation in quotations {
        let note = if quotation.paraphrase { " *(paraphrase)*" } else { "" };
        text.push_str(&format!("\n> {}{note}\n", escaped(&quotation.text)));
    }
    text
}

/// A word of the vocabulary: what it stands under, and its statement.
fn shared(document: &Document, word: &str) -> Option<String> {
    let (name, entry) = document.lexicon().find(word)?;
    let chain = document.lexicon().chain(name).join(" › ");
    let mut text = format!("**{name}** › {chain}");
    if let Some(meaning) = &entry.meaning {
        // A text may run over several lines in the file.
        let meaning: Vec<&str> = meaning.split_whitespace().collect();
        text.push_str(&format!("\n\n{}", escaped(&meaning.join(" "))));
    }
    if let Some(source) = &entry.source {
        text.push_str(&format!(" *({})*", escaped(source)));
    }
    if !entry.statement.is_empty() {
        text.push_str("\n\n");
        text.push_str(&code(&entry.statement));
    }
    Some(text)
}

fn source(document: &Document, span: Span) -> &str {
    document.text().get(span.start as usize..span.end as usize).unwrap_or_default()
}

/// A piece of the language, in a fence that nothing in it can close.
fn code(source: &str) -> String {
    let longest = source.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}terms\n{source}\n{fence}")
}

/// Text of the file as plain text in Markdown.
fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|letter| {
            let needs_escape =
                letter.is_ascii_punctuation() && !matches!(letter, ',' | '.' | '-' | '(' | ')' | ':');
            needs_escape.then_some('\\').into_iter().chain([letter])
        })
        .collect()
}
