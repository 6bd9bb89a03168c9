//! One spelling for what can be written in several ways.
//!
//! `22000` is `22,000`; `5km` is `5 km`; `1 days` is `1 day`; a day is `1 November 2018` in terms, which are read aloud,
//! and `2018-11-01` in scenarios, which are tables of facts; `shall` and `will` are `must`. Units and decimals stay as
//! they are written: the text of an agreement says `0.5 km` or `500 m` for a reason.

use armistice_facts::calendar::MONTHS;

use crate::host::BlockKind;
use crate::lexer;
use crate::syntax_kind::{SyntaxKind, SyntaxNode, Terms};

/// A token of the tree.
pub(super) type SyntaxToken = rowan::SyntaxToken<Terms>;

/// How that word is written.
pub(super) fn of(token: &SyntaxToken, block: BlockKind) -> String {
    let text = token.text();
    let spelt = match token.kind() {
        SyntaxKind::Number if is_counted(token) => grouped(text),
        SyntaxKind::Length | SyntaxKind::Duration => with_unit(text, token.kind()),
        SyntaxKind::Date => day(text, block),
        SyntaxKind::Time => clock(text),
        SyntaxKind::Text => folded(text),
        SyntaxKind::Keyword => Some(keyword(token, text).to_owned()),
        _ => None,
    };
    spelt.unwrap_or_else(|| text.to_owned())
}

/// Whether the number says how many: the code of a marker and a year do not.
fn is_counted(token: &SyntaxToken) -> bool {
    token.parent_ancestors().all(|node| !matches!(node.kind(), SyntaxKind::Near | SyntaxKind::Moment))
}

/// A comma between thousands.
fn grouped(number: &str) -> Option<String> {
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    let digits: Vec<char> = whole.chars().filter(char::is_ascii_digit).collect();
    let mut spelt = String::new();
    for (index, digit) in digits.iter().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            spelt.push(',');
        }
        spelt.push(*digit);
    }
    if let Some(fraction) = fraction {
        spelt.push('.');
        spelt.push_str(fraction);
    }
    Some(spelt)
}

/// One space before the unit; a unit of time in the singular after 1.
fn with_unit(text: &str, kind: SyntaxKind) -> Option<String> {
    let at = text.find(|character: char| character.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at_checked(at)?;
    let number = grouped(number.trim_end())?;
    if kind == SyntaxKind::Length {
        return Some(format!("{number} {unit}"));
    }
    let singular = unit.strip_suffix('s').unwrap_or(unit);
    let ending = if lexer::whole(&number) == Some(1) { "" } else { "s" };
    Some(format!("{number} {singular}{ending}"))
}

fn day(text: &str, block: BlockKind) -> Option<String> {
    let ((year, month, day), clock) = lexer::date_and_time(text)?;
    let date = match block {
        BlockKind::Terms => {
            let name = MONTHS.get(usize::from(month).checked_sub(1)?)?;
            format!("{day} {name} {year:04}")
        }
        BlockKind::Test => format!("{year:04}-{month:02}-{day:02}"),
    };
    Some(match clock {
        Some((hour, minute)) => format!("{date} {hour:02}:{minute:02}"),
        None => date,
    })
}

fn clock(text: &str) -> Option<String> {
    let (hour, minute) = lexer::time(text)?;
    Some(format!("{hour:02}:{minute:02}"))
}

/// A text of several lines is read as one.
fn folded(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    inner.contains('\n').then(|| format!("\"{}\"", inner.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn keyword<'a>(token: &SyntaxToken, text: &'a str) -> &'a str {
    let parent = token.parent().as_ref().map(SyntaxNode::kind);
    match (parent, text) {
        (Some(SyntaxKind::Modal), "shall" | "will") => "must",
        _ => text,
    }
}
