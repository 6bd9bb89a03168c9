//! Which provisions of a text an agreement file renders, and how far.
//!
//! A line of plain Markdown, `Provision: UD B1 (LINE)`, names a provision of the text by the short name of the
//! agreement, its number there, and the pattern of norm that it is an instance of. The statements that render it are
//! those of the blocks below, up to the next such line or heading. Whoever writes the file must name whatever the
//! terms leave out by a `no terms because "…"` in the same place; so the share of the text that the terms hold can be
//! counted, and a reader sees what the count rests on.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::ast::{Document, Statement, StatementKind};
use crate::syntax;
use crate::{Span, Spanned};

/// Provisions that one line may name.
const MAX_ON_A_LINE: usize = 64;

/// How far the terms hold a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rendering {
    /// Nothing of it is left out.
    Fully,
    /// Part of it is, and what is left out is named.
    InPart,
    /// None of it is held; why is said.
    Not,
}

/// One provision of a text, as the file renders it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// The short name of the text: `UD`.
    pub of: String,
    /// Its number there: `B1`.
    pub id: String,
    /// The pattern of norm, in capitals: `LINE`.
    pub pattern: String,
    /// How far the terms hold it.
    pub rendering: Rendering,
    /// Labels of norms and names of declarations that hold it, in the order of the file.
    pub held_by: Vec<String>,
    /// What is left out, as the file says it.
    pub left_out: Vec<String>,
    /// The line that names it.
    pub span: Span,
    /// The section that it stands in.
    pub section: Option<usize>,
}

/// Why the provisions of a file cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProvisionError {
    /// A line that cannot be read.
    #[error("`{0}` names no provision: write `Provision: UD B1 (LINE)`: the text, the number, the pattern")]
    Unreadable(String),
    /// A line below which nothing stands.
    #[error("nothing below `{0}` says what becomes of it: write terms, or `no terms because \"…\"`")]
    Unanswered(String),
    /// A line that Markdown takes for a part of the quotation above it.
    #[error("`{0}` stands in the quotation above it: put an empty line before it")]
    Quoted(String),
    /// A provision that stands twice.
    #[error("the provision `{0}` is named twice in the file: keep one of the lines")]
    Twice(String),
}

/// The provisions that a file names, in its order, and what is wrong with the lines that name them.
#[must_use]
pub fn provisions(text: &str) -> (Vec<Provision>, Vec<Spanned<ProvisionError>>) {
    let (document, _) = syntax::parse(text);
    let mut errors = Vec::new();
    let lines = lines(text, &mut errors);
    let mut found: Vec<Provision> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let heading = document.sections.iter().map(|section| section.span.start);
        let end = heading
            .chain(lines.get(index + 1).map(|next| next.span.start))
            .filter(|start| *start > line.span.start)
            .min()
            .unwrap_or(u32::MAX);
        match named(&line.node) {
            None => errors.push(Spanned::new(ProvisionError::Unreadable(line.node.clone()), line.span)),
            Some(named) => {
                let below = below(&document, line.span.end, end);
                if below.is_empty() {
                    let error = ProvisionError::Unanswered(line.node.clone());
                    errors.push(Spanned::new(error, line.span));
                    continue;
                }
                for (of, id, pattern) in named {
                    if found.iter().any(|earlier| earlier.of == of && earlier.id == id) {
                        let error = ProvisionError::Twice(format!("{of} {id}"));
                        errors.push(Spanned::new(error, line.span));
                        continue;
                    }
                    let section = document.section_at(line.span.start);
                    found.push(Provision { section, ..rendered(of, id, pattern, &below, line.span) });
                }
            }
        }
    }
    (found, errors)
}

fn rendered(of: String, id: String, pattern: String, below: &[&Statement], span: Span) -> Provision {
    let left_out: Vec<String> = below
        .iter()
        .filter_map(|statement| match &statement.kind {
            StatementKind::NoTerms(because) => Some(because.node.clone()),
            _ => None,
        })
        .collect();
    let held_by: Vec<String> = below.iter().filter_map(|statement| name(&statement.kind)).collect();
    let rendering = match (held_by.is_empty(), left_out.is_empty()) {
        (false, true) => Rendering::Fully,
        (false, false) => Rendering::InPart,
        (true, _) => Rendering::Not,
    };
    Provision { of, id, pattern, rendering, held_by, left_out, span, section: None }
}

/// What a statement is called where it is said what holds a provision; `None` if it holds nothing.
fn name(kind: &StatementKind) -> Option<String> {
    Some(match kind {
        StatementKind::NoTerms(_) => return None,
        StatementKind::Header(_) => "agreement".to_owned(),
        StatementKind::Party(party) => party.name.node.clone(),
        StatementKind::Body(body) => body.name.node.clone(),
        StatementKind::Class(class) => class.name.node.clone(),
        StatementKind::Point(point) => point.name.node.clone(),
        StatementKind::Line(line) => line.name.node.clone(),
        StatementKind::Zone(zone) => zone.name.node.clone(),
        StatementKind::Register(register) => register.name.node.clone(),
        StatementKind::Inventory(inventory) => inventory.name.node.clone(),
        StatementKind::Norm(norm) => norm.label.node.clone(),
        StatementKind::Exception(exception) => exception.label.node.clone(),
        StatementKind::Procedure(procedure) => procedure.label.node.clone(),
        StatementKind::Verification(_) => "verification".to_owned(),
        StatementKind::Decision(decision) => decision.name.node.clone(),
        StatementKind::InForce(_) => "in force".to_owned(),
        StatementKind::Ends(_) => "ends".to_owned(),
        StatementKind::Suspension(_) => "suspension".to_owned(),
    })
}

/// Statements that begin in a stretch of the file.
fn below(document: &Document, start: u32, end: u32) -> Vec<&Statement> {
    document
        .statements
        .iter()
        .filter(|statement| statement.span.start >= start && statement.span.start < end)
        .collect()
}

/// Lines that name provisions: those of paragraphs of plain Markdown.
fn lines(text: &str, errors: &mut Vec<Spanned<ProvisionError>>) -> Vec<Spanned<String>> {
    let mut lines = Vec::new();
    let mut depth = 0usize;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_HEADING_ATTRIBUTES).into_offset_iter() {
        match event {
            Event::Start(Tag::BlockQuote(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_)) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let Event::Start(Tag::Paragraph) = event else { continue };
        let Ok(mut start) = u32::try_from(range.start) else { break };
        for line in text.get(range).unwrap_or_default().split_inclusive('\n') {
            let trimmed = line.trim_end();
            if trimmed.starts_with("Provision: ") || trimmed.starts_with("Provisions: ") {
                let end = start + u32::try_from(trimmed.len()).unwrap_or_default();
                let line = Spanned::new(trimmed.to_owned(), Span::new(start, end));
                if depth == 0 {
                    lines.push(line);
                } else {
                    errors.push(Spanned::new(ProvisionError::Quoted(line.node), line.span));
                }
            }
            start = start.saturating_add(u32::try_from(line.len()).unwrap_or_default());
        }
    }
    lines
}

/// `Provision: UD B1 (LINE), B4 (LINE)` into its parts; a part without a short name belongs to the text before it.
fn named(line: &str) -> Option<Vec<(String, String, String)>> {
    let (_, list) = line.split_once(": ")?;
    let mut named = Vec::new();
    let mut text = None;
    for part in list.split(", ") {
        let (name, pattern) = part.trim().strip_suffix(')')?.split_once(" (")?;
        let id = match name.split_once(' ') {
            Some((of, id)) => {
                text = Some(of);
                id
            }
            None => name,
        };
        let is_word = |word: &str| !word.is_empty() && !word.contains([' ', '(', ')']);
        let is_pattern = !pattern.is_empty() && pattern.chars().all(|letter| letter.is_ascii_uppercase());
        if !is_word(id) || !is_pattern || named.len() == MAX_ON_A_LINE {
            return None;
        }
        named.push((text?.to_owned(), id.to_owned(), pattern.to_owned()));
    }
    Some(named)
}

#[cfg(test)]
mod tests;
