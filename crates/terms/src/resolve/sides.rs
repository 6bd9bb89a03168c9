//! Who is on which side of a line, as its declaration says it (A315).

use std::collections::BTreeSet;

use crate::ast::{self, Cardinal};
use crate::model::LineSide;
use crate::resolve::names::Kind;
use crate::resolve::words::{Words, all};
use crate::{Diagnostic, Spanned};

/// The sides of one line: each named once, across from one another, and nobody on both.
pub(super) fn of_line(
    written: &[ast::LineSide],
    words: &Words,
    out: &mut Vec<Diagnostic>,
) -> Option<Vec<LineSide>> {
    let sides = all(written.iter().map(|side| {
        let of = all(side.of.iter().map(|id| words.names.find(id, &[Kind::Party, Kind::Body], out)));
        Some(LineSide { side: side.side.node, of: of? })
    }))?;
    let mut seen = BTreeSet::new();
    for id in written.iter().flat_map(|side| &side.of) {
        if !seen.insert(id.node.as_str()) {
            let message = format!("`{}` is given a side of the line twice", id.node);
            out.push(problem(id.span, message, "name each of them once"));
            return None;
        }
    }
    let fits = match written {
        [] | [_] => None,
        [first, second] => (opposite(first.side.node) != second.side.node).then_some(&second.side),
        [_, _, third, ..] => Some(&third.side),
    };
    if let Some(Spanned { span, .. }) = fits {
        let help = "write one side or two: `with A on the north and B on the south`";
        out.push(problem(*span, "a line has two sides, across from one another".to_owned(), help));
        return None;
    }
    Some(sides)
}

/// A side is meant of something that has none.
pub(super) fn of_no_line(side: &ast::SideOf, near: &ast::Near) -> Diagnostic {
    let span = match side {
        ast::SideOf::Named(id) => id.span,
        ast::SideOf::Own | ast::SideOf::Other => near.span,
    };
    let message = format!("`{}` is no line: it has no sides", near.of.node);
    problem(span, message, "a side is one of a line: `within 5 km of L on the side of A`")
}

fn problem(span: crate::Span, message: String, help: &str) -> Diagnostic {
    Diagnostic::error("A315", span, message).help(help)
}

fn opposite(side: Cardinal) -> Cardinal {
    match side {
        Cardinal::North => Cardinal::South,
        Cardinal::South => Cardinal::North,
        Cardinal::East => Cardinal::West,
        Cardinal::West => Cardinal::East,
    }
}
