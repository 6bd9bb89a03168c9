//! Mends that an editor can make by itself, read from the help of a problem.
//!
//! A help names words between backticks: ``did you mean `x`?`` and ``write `x` …`` name what may stand in the place of
//! the problem; a missing full stop is put where it is missing.

use armistice_terms::{Diagnostic, Span};

use crate::Document;

/// A mend: what it is called, and the text that takes the place of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, for the menu.
    pub title: String,
    /// Where.
    pub span: Span,
    /// What stands there then.
    pub text: String,
    /// The code of the problem that it mends.
    pub code: &'static str,
    /// The problem's index among those of the document.
    pub problem: usize,
}

/// The mends of all problems that touch a span.
#[must_use]
pub fn fixes(document: &Document, span: Span) -> Vec<Fix> {
    let problems = document.compiled().diagnostics.iter().enumerate();
    problems
        .filter(|(_, problem)| problem.span().start <= span.end && span.start <= problem.span().end)
        .flat_map(|(index, problem)| mends(document, index, problem))
        .collect()
}

fn mends(document: &Document, problem: usize, diagnostic: &Diagnostic) -> Vec<Fix> {
    let code = diagnostic.code;
    let fix = |title: String, span: Span, text: String| Fix { title, span, text, code, problem };
    let span = diagnostic.span();
    let help = diagnostic.help.as_deref().unwrap_or_default();
    match code {
        "A205" => vec![fix("end the statement with a full stop".to_owned(), span, ".".to_owned())],
        "A104" => unspoken(document, diagnostic)
            .into_iter()
            .map(|(span, text)| {
                fix("say why nothing in it is measured: `no terms because …`".to_owned(), span, text)
            })
            .collect(),
        "A503" => stop_of_statement(document, span)
            .map(|at| fix("ban it `everywhere`".to_owned(), Span::new(at, at), " everywhere".to_owned()))
            .into_iter()
            .collect(),
        _ if help.starts_with("did you mean") => {
            replacements(help).map(|word| fix(format!("write `{word}`"), span, word.to_owned())).collect()
        }
        "A405" | "A206" => {
            replacements(help).map(|word| fix(format!("write `{word}`"), span, word.to_owned())).collect()
        }
        _ => Vec::new(),
    }
}

/// The words of a help between backticks.
fn replacements(help: &str) -> impl Iterator<Item = &str> {
    help.split('`').skip(1).step_by(2).filter(|word| !word.is_empty() && !word.contains('…'))
}

/// A block that says why an operative text has no terms, behind the section's last quotation.
fn unspoken(document: &Document, diagnostic: &Diagnostic) -> Option<(Span, String)> {
    let section = document.syntax().document.section_at(diagnostic.span().start)?;
    let section = document.syntax().document.sections.get(section)?;
    let end = section.quotations.last()?.span.end;
    let text = document.text().get(..end as usize)?;
    let before = if text.ends_with('\n') { "" } else { "\n" };
    let block = format!("{before}```terms\nno terms because \"\".\n```\n");
    Some((Span::new(end, end), block))
}

/// The place of the full stop of the statement around a span.
fn stop_of_statement(document: &Document, span: Span) -> Option<u32> {
    let statements = &document.syntax().document.statements;
    let found = statements.iter().find(|one| one.span.start <= span.start && span.end <= one.span.end)?;
    found.span.end.checked_sub(1)
}
