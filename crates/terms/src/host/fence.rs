//! What can be wrong with the fences of a block.

use crate::host::{Block, offset};
use crate::{Diagnostic, Span};

/// A107 for a fence that is never closed, or only by the fence of a later block; and where to go on: at the next
/// heading with an id.
///
/// What follows it in the block is prose; it is left out of the block, so that nothing else is said about it.
pub(super) fn never_closed(block: &mut Block, text: &str) -> Option<(Diagnostic, Option<usize>)> {
    let source = text.get(block.fenced.start as usize..block.fenced.end as usize)?;
    let foreign = foreign_line(&block.text);
    if foreign.is_none() && is_closed(source) {
        return None;
    }
    let heading =
        foreign.and_then(|at| Some(at + lines(block.text.get(at..)?).find(|(_, line)| is_heading(line))?.0));
    let next = heading.and_then(|at| line_start(text, block.span(at, at + 1).start as usize));
    if let Some(at) = foreign {
        block.truncate(at);
    }
    Some((unclosed(source, block.fenced), next))
}

/// The same for a block that is commentary: it would take articles with it.
pub(super) fn commentary_never_closed(text: &str, span: Span) -> Option<(Diagnostic, Option<usize>)> {
    let source = text.get(span.start as usize..span.end as usize)?;
    let (_, opening) = lines(source).next()?;
    let fence = mark_of(opening);
    let is_ours = |line: &str| {
        let own = mark_of(line);
        let word = line.trim_start().trim_start_matches(['`', '~']).trim();
        own.len() >= fence.len() && !own.is_empty() && matches!(word, "terms" | "test")
    };
    let has_ours = lines(source).skip(1).any(|(_, line)| is_ours(line));
    if is_closed(source) && !has_ours {
        return None;
    }
    let next = lines(source).skip(1).find(|(_, line)| is_heading(line));
    let next = next.and_then(|(at, _)| line_start(text, span.start as usize + at));
    Some((unclosed(source, span), next))
}

fn unclosed(source: &str, fenced: Span) -> Diagnostic {
    let opening = source.lines().next().unwrap_or_default().trim_end().len();
    let span = Span::new(fenced.start, fenced.start + offset(opening));
    Diagnostic::error("A107", span, "the block opened here is never closed")
        .help("end it with a line of three backticks")
}

/// A109 for a block that is nearly, but not quite, one of ours.
pub(super) fn misspelt(word: &str, text: &str, span: Span) -> Option<Diagnostic> {
    let lower = word.to_lowercase();
    if lower.is_empty() {
        return nameless(text, span);
    }
    let meant = ["terms", "test"].into_iter().find(|name| strsim::damerau_levenshtein(name, &lower) <= 1)?;
    let source = text.get(span.start as usize..span.end as usize)?;
    // `text` is the usual word for a block of plain text; it was mistyped where a scenario stands in it.
    if lower == "text" && !source.lines().any(|line| line.trim_start().starts_with("test \"")) {
        return None;
    }
    let line = source.lines().next()?.trim_end().len();
    let span = Span::new(span.start, span.start + offset(line));
    Some(
        Diagnostic::warning("A109", span, format!("a block `{word}` is commentary without effect"))
            .help(format!("write `{meant}` if it is to be read")),
    )
}

/// A109 for a block without a name in which a labelled sentence stands.
fn nameless(text: &str, span: Span) -> Option<Diagnostic> {
    let source = text.get(span.start as usize..span.end as usize)?;
    let is_norm = |line: &str| {
        let Some((label, sentence)) = line.split_once(": ") else { return false };
        let is_label = !label.is_empty()
            && label.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'));
        is_label && [" must ", " may ", " shall "].iter().any(|modal| sentence.contains(modal))
    };
    if !source.lines().any(is_norm) {
        return None;
    }
    let line = source.lines().next()?.trim_end().len();
    let span = Span::new(span.start, span.start + offset(line));
    let message = "a block without a name is commentary without effect";
    Some(
        Diagnostic::warning("A109", span, message)
            .help("write `terms` behind its backticks if it is to be read"),
    )
}

/// The first line of the block that can only be Markdown: another fence, a quote, or a heading with an id.
fn foreign_line(text: &str) -> Option<usize> {
    let is_foreign = |line: &str| {
        let head = line.trim_start();
        is_heading(line) || head.starts_with("```") || head.starts_with("~~~") || head.starts_with("> ")
    };
    lines(text).find(|(_, line)| is_foreign(line)).map(|(at, _)| at)
}

/// A heading of the second rank or below with an id (`# ` begins a comment).
fn is_heading(line: &str) -> bool {
    let head = line.trim_start();
    head.starts_with("##") && head.trim_start_matches('#').starts_with(' ') && head.contains("{#")
}

/// Each line with its first byte.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

/// The marks that a line opens a fence with.
fn mark_of(line: &str) -> &str {
    let head = line.trim_start();
    let mark = if head.starts_with('~') { '~' } else { '`' };
    let length = head.len() - head.trim_start_matches(mark).len();
    head.get(..length).filter(|_| length >= 3).unwrap_or_default()
}

/// The beginning of the line of that byte, if nothing but white space stands before it: a heading inside a quote is
/// none of the document.
fn line_start(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    before.get(start..)?.trim().is_empty().then_some(start)
}

fn is_closed(source: &str) -> bool {
    let mark = if source.starts_with('~') { '~' } else { '`' };
    let opening = source.chars().take_while(|character| *character == mark).count();
    let mut lines = source.lines().map(|line| line.trim_matches([' ', '\t', '>']));
    lines.next();
    lines
        .next_back()
        .is_some_and(|last| last.chars().count() >= opening.max(3) && last.chars().all(|c| c == mark))
}
