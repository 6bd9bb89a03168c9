//! Units into lines.

use super::unit::{Piece, Unit};
use crate::host::BlockKind;
use crate::syntax_kind::SyntaxKind;

/// Further indentation of what goes on below its own first line.
const STEP: usize = 2;

/// Words that could begin a statement if they stood at the head of a line.
const OPENERS: &[&str] = &[
    "agreement",
    "party",
    "body",
    "class",
    "activity",
    "point",
    "line",
    "zone",
    "register",
    "inventory",
    "verification",
    "decision",
    "suspension",
    "in",
    "ends",
    "no",
    "test",
];

/// Prints a statement: on one line if it fits, else one unit a line.
pub(super) fn lines(units: &[Unit], indent: usize, columns: usize, block: BlockKind) -> Vec<String> {
    let has_comment =
        units.iter().any(|unit| unit.pieces.iter().any(|piece| matches!(piece, Piece::Comment { .. })));
    if !has_comment {
        let words: Vec<Word> = units.iter().flat_map(|unit| words(&unit.pieces, false, block)).collect();
        let line = joined(&words);
        if indent + line.chars().count() <= columns {
            return vec![format!("{}{line}", " ".repeat(indent))];
        }
    }
    let mut lines = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        let own = if index == 0 { indent } else { indent + STEP };
        lines.extend(unit_lines(unit, own, indent + 2 * STEP, columns, block));
    }
    lines
}

/// A word with what may stand before it.
struct Word {
    text: String,
    is_spaced: bool,
    may_break: bool,
}

/// The lines of one unit: broken behind comments, and wherever it does not fit.
fn unit_lines(unit: &Unit, own: usize, further: usize, columns: usize, block: BlockKind) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let indent = |has_begun: bool| " ".repeat(if has_begun { further } else { own });
    let mut has_begun = false;
    for part in unit.pieces.chunk_by(|one, next| !is_comment(one) && !is_comment(next)) {
        match part {
            [Piece::Comment { text, alone }] => match lines.last_mut() {
                Some(line) if !alone => {
                    line.push_str("  ");
                    line.push_str(text);
                }
                _ => lines.push(format!("{}{text}", indent(has_begun))),
            },
            part => {
                let whole = joined(&words(part, false, block));
                let first = indent(has_begun);
                if first.len() + whole.chars().count() <= columns {
                    lines.push(format!("{first}{whole}"));
                } else {
                    lines.extend(filled(&words(part, true, block), first, further, columns));
                }
                has_begun = true;
            }
        }
    }
    lines
}

fn is_comment(piece: &Piece) -> bool {
    matches!(piece, Piece::Comment { .. })
}

/// As many words a line as fit.
fn filled(words: &[Word], first: String, further: usize, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut is_empty) = (first, true);
    let mut rest = words;
    while let Some((head, tail)) = rest.split_first() {
        // What may not be parted from the word before goes with it.
        let bound = tail.iter().take_while(|word| !word.may_break).count();
        let (together, after) = rest.split_at(bound + 1);
        let text = joined(together);
        let gap = usize::from(!is_empty && head.is_spaced);
        if !is_empty && line.chars().count() + gap + text.chars().count() > columns {
            lines.push(std::mem::replace(&mut line, " ".repeat(further)));
            is_empty = true;
        }
        if !is_empty && head.is_spaced {
            line.push(' ');
        }
        line.push_str(&text);
        is_empty = false;
        rest = after;
    }
    lines.push(line);
    lines
}

fn joined(words: &[Word]) -> String {
    let mut line = String::new();
    for (index, word) in words.iter().enumerate() {
        if index > 0 && word.is_spaced {
            line.push(' ');
        }
        line.push_str(&word.text);
    }
    line
}

/// The words of a unit; texts in pieces if they may go on in the next line.
fn words(pieces: &[Piece], split_texts: bool, block: BlockKind) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut before = SyntaxKind::Open;
    let next_kinds = pieces.iter().skip(1).map(kind_of).chain(std::iter::once(None));
    for (piece, next) in pieces.iter().zip(next_kinds) {
        let Piece::Word { text, kind } = piece else { continue };
        let is_closing =
            matches!(kind, SyntaxKind::FullStop | SyntaxKind::Comma | SyntaxKind::Colon | SyntaxKind::Close);
        let is_spaced = !is_closing && (before != SyntaxKind::Open || words.is_empty());
        // How many and of what stay together, and a moment with what is added to it.
        let is_added = before == SyntaxKind::Plus || *kind == SyntaxKind::Plus;
        let is_counted = is_added || (before == SyntaxKind::Number && *kind == SyntaxKind::Name);
        let may_break = is_spaced && !is_counted && may_open_a_line(text, *kind, next, block);
        if split_texts && *kind == SyntaxKind::Text && is_folded(text) {
            for (index, word) in text.split(' ').enumerate() {
                let may_break = if index == 0 { may_break } else { !word.starts_with(['`', '~', '>', '#']) };
                words.push(Word { text: word.to_owned(), is_spaced: index > 0 || is_spaced, may_break });
            }
        } else {
            words.push(Word { text: text.clone(), is_spaced, may_break });
        }
        before = *kind;
    }
    words
}

fn kind_of(piece: &Piece) -> Option<SyntaxKind> {
    match piece {
        Piece::Word { kind, .. } => Some(*kind),
        Piece::Comment { .. } => None,
    }
}

/// Whether a line of a statement may begin with that word without looking like the next statement.
fn may_open_a_line(text: &str, kind: SyntaxKind, next: Option<SyntaxKind>, block: BlockKind) -> bool {
    match (kind, block) {
        (SyntaxKind::Date, BlockKind::Test) => false,
        (SyntaxKind::Name | SyntaxKind::Keyword, _) => {
            next != Some(SyntaxKind::Colon)
                && !OPENERS.contains(&text)
                && !(block == BlockKind::Test && text == "then")
        }
        _ => true,
    }
}

/// Whether the text reads the same when it is broken at its spaces.
fn is_folded(text: &str) -> bool {
    let inner = text.trim_matches('"');
    inner.split_whitespace().collect::<Vec<_>>().join(" ") == inner
}
