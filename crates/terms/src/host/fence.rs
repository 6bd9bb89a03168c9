//! What can be wrong with the fences of a block.

use crate::host::{Block, offset};
use crate::{Diagnostic, Span};

/// A107 for a fence that is never closed, or only by the fence of a later block.
///
/// What follows it in the block is prose; it is left out of the block, so that nothing else is said about it.
pub(super) fn never_closed(block: &mut Block, text: &str) -> Option<Diagnostic> {
    let source = text.get(block.fenced.start as usize..block.fenced.end as usize)?;
    let foreign = foreign_line(&block.text);
    if foreign.is_none() && is_closed(source) {
        return None;
    }
    if let Some(at) = foreign {
        block.truncate(at);
    }
    let opening = source.lines().next().unwrap_or_default().trim_end().len();
    let span = Span::new(block.fenced.start, block.fenced.start + offset(opening));
    Some(
        Diagnostic::error("A107", span, "the block opened here is never closed")
            .help("end it with a line of three backticks"),
    )
}

/// A109 for a block that is nearly, but not quite, one of ours.
pub(super) fn misspelt(word: &str, text: &str, span: Span) -> Option<Diagnostic> {
    let lower = word.to_lowercase();
    let meant = ["terms", "test"].into_iter().find(|name| strsim::damerau_levenshtein(name, &lower) <= 1)?;
    let line = text.get(span.start as usize..span.end as usize)?.lines().next()?.trim_end().len();
    let span = Span::new(span.start, span.start + offset(line));
    Some(
        Diagnostic::warning("A109", span, format!("a block `{word}` is commentary without effect"))
            .help(format!("write `{meant}` if it is to be read")),
    )
}

/// The first line of the block that can only be Markdown: another fence, a quote, or a heading of the second rank or
/// below (`# ` begins a comment).
fn foreign_line(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let head = line.trim_start();
        let is_heading =
            head.starts_with("##") && head.trim_start_matches('#').starts_with(' ') && head.contains("{#");
        if is_heading || head.starts_with("```") || head.starts_with("~~~") || head.starts_with("> ") {
            return Some(at);
        }
        at += line.len();
    }
    None
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
