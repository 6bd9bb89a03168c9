//! The text of a block into tokens; every byte of the block belongs to exactly one.
//!
//! A figure takes the unit, the month or the clock time after it along, so that `5 km`, `20 days` and
//! `1 November 2018 12:00` are one token each (`figure`).

mod figure;
mod suspicious;

use logos::Logos;

use crate::host::Block;
use crate::syntax_kind::SyntaxKind;
use crate::{Diagnostic, Span};

pub(crate) use figure::{date_and_time, day_or_last, decimal, duration, length_mm, month, time, whole};
pub(crate) use suspicious::lookalikes;

/// A token with its place in the text of its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: SyntaxKind,
    /// First byte.
    pub(crate) start: usize,
    /// First byte after it.
    pub(crate) end: usize,
}

/// The tokens of the block, and what is wrong with single tokens.
pub(crate) fn tokens(block: &Block) -> (Vec<Token>, Vec<Diagnostic>) {
    let mut tokens: Vec<Token> = Vec::new();
    for (lexeme, range) in Lexeme::lexer(&block.text).spanned() {
        let kind = lexeme.map_or(SyntaxKind::Stray, Lexeme::kind);
        match tokens.last_mut() {
            Some(last) if kind == SyntaxKind::Stray && last.kind == kind => last.end = range.end,
            _ => tokens.push(Token { kind, start: range.start, end: range.end }),
        }
    }
    let mut diagnostics = suspicious::direction_controls(block);
    for token in &tokens {
        diagnostics.extend(problem(block, *token));
    }
    (tokens, diagnostics)
}

#[derive(Logos, Debug, Clone, Copy, PartialEq)]
enum Lexeme {
    #[regex(r"[ \t\r\n\u{feff}\u{a0}]+")]
    WhiteSpace,
    #[regex(r"#[^\n]*", allow_greedy = true)]
    Comment,
    #[regex(r"\p{L}[\p{L}\p{M}\p{Nd}_]*(-[\p{L}\p{M}\p{Nd}_]+)*")]
    Name,
    #[token("\"", text)]
    Text(SyntaxKind),
    #[regex("[0-9]+", figure::take)]
    Figure(SyntaxKind),
    #[regex("[“„«‘][^”»’“\n]*[”»’“]")]
    ForeignQuotation,
    #[token(".")]
    FullStop,
    #[token(",")]
    Comma,
    #[token(":")]
    Colon,
    #[token("+")]
    Plus,
    #[token("(")]
    Open,
    #[token(")")]
    Close,
}

impl Lexeme {
    fn kind(self) -> SyntaxKind {
        match self {
            Lexeme::WhiteSpace => SyntaxKind::WhiteSpace,
            Lexeme::Comment => SyntaxKind::Comment,
            Lexeme::Name => SyntaxKind::Name,
            Lexeme::Text(kind) | Lexeme::Figure(kind) => kind,
            Lexeme::ForeignQuotation => SyntaxKind::Stray,
            Lexeme::FullStop => SyntaxKind::FullStop,
            Lexeme::Comma => SyntaxKind::Comma,
            Lexeme::Colon => SyntaxKind::Colon,
            Lexeme::Plus => SyntaxKind::Plus,
            Lexeme::Open => SyntaxKind::Open,
            Lexeme::Close => SyntaxKind::Close,
        }
    }
}

/// A text may run over several lines. Where the mark that would close it opens the next one (a word follows at once),
/// or where there is none, it ends with its line and is stray.
fn text(lexer: &mut logos::Lexer<'_, Lexeme>) -> SyntaxKind {
    let rest = lexer.remainder();
    let closing = rest.find('"');
    let within_line = rest.find('\n').unwrap_or(rest.len());
    if let Some(closing) = closing {
        let opens_another = rest.get(closing + 1..).and_then(|after| after.chars().next());
        if closing < within_line || !opens_another.is_some_and(char::is_alphanumeric) {
            lexer.bump(closing + 1);
            return SyntaxKind::Text;
        }
    }
    lexer.bump(within_line);
    SyntaxKind::Stray
}

fn problem(block: &Block, token: Token) -> Option<Diagnostic> {
    let text = block.text.get(token.start..token.end)?;
    let span = || block.span(token.start, token.end);
    match token.kind {
        SyntaxKind::Stray => stray(text, span()),
        SyntaxKind::Name if !text.is_ascii() => suspicious::mixed_scripts(text, span()),
        SyntaxKind::Number | SyntaxKind::Length | SyntaxKind::Duration => figure::mistyped(text, span()),
        SyntaxKind::Date => figure::impossible_date(text, span()),
        SyntaxKind::Time => figure::impossible_time(text, span()),
        _ => None,
    }
}

fn stray(text: &str, span: Span) -> Option<Diagnostic> {
    let first = text.chars().next()?;
    if first == '"' {
        return Some(
            Diagnostic::error("A003", span, "the text opened here is never closed")
                .help("close it with `\"`"),
        );
    }
    if suspicious::is_invisible(first) {
        return None;
    }
    let shown: String = text.chars().take(20).collect();
    let diagnostic = Diagnostic::error("A003", span, format!("`{shown}` has no place in terms"));
    Some(if matches!(first, '“' | '”' | '„' | '«' | '»' | '\'' | '‘' | '’') {
        diagnostic.help("put texts between straight quotation marks: `\"…\"`")
    } else if matches!(first, '–' | '—' | '−' | '-') {
        diagnostic.help("a hyphen stands between the words of a name, without spaces: `live-fire`")
    } else if let Some(help) = mend_of(first) {
        diagnostic.help(help)
    } else {
        diagnostic
    })
}

/// What is written instead of a character that other texts use.
fn mend_of(character: char) -> Option<&'static str> {
    Some(match character {
        ';' => "a statement ends with a full stop; the names of a list are parted by commas",
        '%' => "write `percent of`: `50 percent of …`",
        '&' => "the names of a list are parted by commas",
        '/' => "name both, parted by a comma; a day is written `2021-05-17` or `17 May 2021`",
        _ => return None,
    })
}
