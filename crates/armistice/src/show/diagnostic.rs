//! Diagnostics of an agreement, drawn for people and as JSON.

use std::fmt;
use std::io::{self, IsTerminal, Write};

use armistice_terms::{Diagnostic, Severity};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};
use serde::Serialize;

use crate::case::Source;

/// Columns that a drawing may take.
const WIDTH: usize = 100;

/// One diagnostic as JSON (schemas/check.schema.json).
#[derive(Debug, Serialize)]
pub(crate) struct View<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    article: &'a str,
    help: Option<&'a str>,
    labels: Vec<LabelView<'a>>,
}

/// One place of a diagnostic: bytes of the file, and line and column (both from 1, columns in characters).
#[derive(Debug, Serialize)]
struct LabelView<'a> {
    start: u32,
    end: u32,
    line: usize,
    column: usize,
    text: &'a str,
}

/// The diagnostics as JSON values.
pub(crate) fn views<'a>(diagnostics: &'a [Diagnostic], text: &str) -> Vec<View<'a>> {
    diagnostics
        .iter()
        .map(|diagnostic| View {
            code: diagnostic.code,
            severity: severity(diagnostic.severity),
            message: &diagnostic.message,
            article: &diagnostic.article,
            help: diagnostic.help.as_deref(),
            labels: diagnostic
                .labels
                .iter()
                .map(|label| {
                    let (line, column) = line_and_column(text, label.span.start);
                    LabelView {
                        start: label.span.start,
                        end: label.span.end,
                        line,
                        column,
                        text: &label.text,
                    }
                })
                .collect(),
        })
        .collect()
}

/// Draws every diagnostic with the piece of text that it is about.
pub(crate) fn write(diagnostics: &[Diagnostic], source: &Source, out: &mut dyn Write) -> io::Result<()> {
    let handler = GraphicalReportHandler::new_themed(theme()).with_width(WIDTH).with_links(false);
    let code = NamedSource::new(source.path.display().to_string(), source.text.clone());
    for diagnostic in diagnostics {
        let mut drawing = String::new();
        let is_short = is_short(diagnostic, &source.text);
        let drawn = Drawn { diagnostic, code: is_short.then_some(&code) };
        if handler.render_report(&mut drawing, &drawn).is_err() {
            drawing = format!("{} {}\n", diagnostic.code, diagnostic.message);
        }
        writeln!(out, "{drawing}")?;
        if !is_short {
            let (line, column) = line_and_column(&source.text, diagnostic.span().start);
            writeln!(out, "  at line {line}, column {column}\n")?;
        }
    }
    Ok(())
}

/// Whether the lines to be drawn are of a length that people write: a line of a megabyte is told by its place alone.
fn is_short(diagnostic: &Diagnostic, text: &str) -> bool {
    /// Bytes from the line before a place to the line after it.
    const MOST: usize = 4_000;
    diagnostic.labels.iter().all(|label| {
        let (start, end) = (label.span.start as usize, label.span.end as usize);
        let before = text.get(..start).unwrap_or_default().rsplit('\n').take(2).map(str::len).sum::<usize>();
        let after = text.get(end..).unwrap_or_default().split('\n').take(2).map(str::len).sum::<usize>();
        before.saturating_add(end.saturating_sub(start)).saturating_add(after) <= MOST
    })
}

fn theme() -> GraphicalTheme {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if plain || !io::stdout().is_terminal() {
        GraphicalTheme::unicode_nocolor()
    } else {
        GraphicalTheme::unicode()
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Line and column of a byte, both from 1.
pub(crate) fn line_and_column(text: &str, at: u32) -> (usize, usize) {
    let before = text.get(..at as usize).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    (line, before.get(line_start..).unwrap_or_default().chars().count() + 1)
}

/// A diagnostic with the text it is about, as the drawing library wants it.
struct Drawn<'a> {
    diagnostic: &'a Diagnostic,
    code: Option<&'a NamedSource<String>>,
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostic.message)?;
        if self.diagnostic.article.is_empty() {
            return Ok(());
        }
        write!(f, "\n  in {}", self.diagnostic.article)
    }
}

impl fmt::Debug for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostic.fmt(f)
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(format!("{} {}", severity(self.diagnostic.severity), self.diagnostic.code)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.diagnostic.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.code.map(|code| code as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.code?;
        Some(Box::new(self.diagnostic.labels.iter().map(|label| {
            let text = (!label.text.is_empty()).then(|| label.text.clone());
            let span = label.span;
            LabeledSpan::new(text, span.start as usize, span.end.saturating_sub(span.start) as usize)
        })))
    }
}
