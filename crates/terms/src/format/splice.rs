//! Blocks back into the Markdown file around them.

use std::ops::Range;

use crate::Diagnostic;
use crate::host::{Block, offset};

/// Lines end here at the latest.
const COLUMNS: usize = 100;
/// However deep a block stands in lists and quotes, so many columns are left to it.
const LEAST_COLUMNS: usize = 40;

/// Where the content of a block stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The bytes between the fences.
    content: Range<usize>,
    /// What stands before each of its lines: the indentation of a list, the marks of a quote.
    margin: String,
    line_end: &'static str,
    /// Columns for its text.
    pub(super) columns: usize,
}

/// The place of a block; none if its fences are not sound, or if its text is not, byte for byte, that of the file.
pub(super) fn place(block: &Block, text: &str, diagnostics: &[Diagnostic]) -> Option<Place> {
    let fenced = block.fenced.start as usize..block.fenced.end as usize;
    let source = text.get(fenced.clone())?;
    let is_open =
        diagnostics.iter().any(|found| found.code == "A107" && found.span().start == block.fenced.start);
    if is_open || source.contains('\0') {
        return None;
    }
    let opening = source.find('\n')? + 1;
    let closing = source.trim_end().rfind('\n')? + 1;
    if closing <= opening {
        return None;
    }
    let line = text.get(..fenced.start)?.rfind('\n').map_or(0, |at| at + 1);
    let margin: String = text
        .get(line..fenced.start)?
        .chars()
        .map(|mark| if matches!(mark, '>' | ' ' | '\t') { mark } else { ' ' })
        .collect();
    let columns = COLUMNS.saturating_sub(margin.chars().count()).max(LEAST_COLUMNS);
    let line_end = if source.get(..opening)?.ends_with("\r\n") { "\r\n" } else { "\n" };
    let content = fenced.start + opening..fenced.start + closing;
    debug_assert!(offset(content.end) <= block.fenced.end);
    Some(Place { content, margin, line_end, columns })
}

/// The file with those texts in the places of those blocks, which stand in the order of the file.
pub(super) fn all(text: &str, changed: &[(Place, String)]) -> String {
    let mut spliced = String::with_capacity(text.len());
    let mut from = 0;
    for (place, block) in changed {
        spliced.push_str(text.get(from..place.content.start).unwrap_or_default());
        for line in block.split_inclusive('\n') {
            let line = line.trim_end_matches(['\n', '\r']);
            let margin = if line.is_empty() { place.margin.trim_end() } else { &place.margin };
            spliced.push_str(margin);
            spliced.push_str(line);
            spliced.push_str(place.line_end);
        }
        from = place.content.end;
    }
    spliced.push_str(text.get(from..).unwrap_or_default());
    spliced
}
