//! The canonical form of an agreement file: [`format()`].
//!
//! Formatting works on the lossless trees, so that a clause the formatter has never heard of is laid out like any
//! other. What it does, statement by statement:
//!
//! - `unit`: the statement into its head and its clauses, each with the comments that stand by it;
//! - `order`: the clauses into the order in which a sentence is read aloud;
//! - `spelling`: one spelling for figures, days, lengths and words with a synonym;
//! - `layout`: one line where it fits, one clause a line where it does not;
//! - `block`: statements, comments and blank lines one after another; what is broken stays as it stands;
//! - `splice`: the blocks back into the Markdown around them, which is not touched.
//!
//! Every result is read again before it is taken. A statement that would not say the same keeps its own order, or all
//! of its own text; so does a block, and so does the file.

mod block;
mod layout;
mod order;
mod spelling;
mod splice;
mod unit;

use crate::ast::Section;
use crate::host::Block;
use crate::syntax::{self, Syntax};
use crate::syntax_kind::SyntaxNode;
use crate::{Diagnostic, Span};

/// A file in its canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formatted {
    /// The text.
    pub text: String,
    /// What was left as it stands because it cannot be read, in the order of the file that was given.
    pub left: Vec<Span>,
}

/// Brings the statements of an agreement file into their canonical form.
///
/// It means the same, holds the same comments, and brings no diagnostic forth and none away; a second time it changes
/// nothing. Markdown outside blocks of terms and tests keeps every byte.
#[must_use]
pub fn format(text: &str) -> Formatted {
    let syntax = syntax::read(text);
    let mut left = Vec::new();
    let mut changed = Vec::new();
    for (source, tree) in syntax.trees() {
        let Some(place) = splice::place(source, text, &syntax.diagnostics) else {
            left.push(source.fenced);
            continue;
        };
        let printed = block::print(source, tree, &syntax.diagnostics, place.columns);
        left.extend(printed.left);
        if printed.text != source.text && block::reads_the_same(source, tree, &printed.text) {
            changed.push((place, printed.text));
        }
    }
    let formatted = splice::all(text, &changed);
    let text = if is_same(&syntax, &syntax::read(&formatted)) { formatted } else { text.to_owned() };
    Formatted { text, left }
}

/// Whether two files have the same headings, quotations, statements and diagnostics.
fn is_same(before: &Syntax, after: &Syntax) -> bool {
    let sections = &before.document.sections;
    sections.iter().map(heading).eq(after.document.sections.iter().map(heading))
        && before.trees().map(content).eq(after.trees().map(content))
        && messages(&before.diagnostics) == messages(&after.diagnostics)
}

type Heading<'a> = (Option<&'a str>, &'a str, u8, bool, Option<usize>, Vec<(Option<&'a str>, bool, &'a str)>);

/// A section without its place in the file.
fn heading(section: &Section) -> Heading<'_> {
    let quotations = section.quotations.iter();
    (
        section.id.as_ref().map(|id| id.node.as_str()),
        &section.title,
        section.level,
        section.superseded,
        section.parent,
        quotations.map(|part| (part.language.as_deref(), part.paraphrase, part.text.as_str())).collect(),
    )
}

/// What a block says, and where.
fn content((source, tree): (&Block, &SyntaxNode)) -> (Option<usize>, Vec<Vec<String>>, Vec<String>) {
    (source.section, block::sayings(tree, source.kind), block::comments(tree))
}

/// What is said of a file, without the places.
fn messages(diagnostics: &[Diagnostic]) -> Vec<(&'static str, &str)> {
    let mut messages: Vec<(&'static str, &str)> =
        diagnostics.iter().map(|diagnostic| (diagnostic.code, diagnostic.message.as_str())).collect();
    messages.sort_unstable();
    messages
}

#[cfg(test)]
mod tests;
