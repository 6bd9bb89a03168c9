//! What came out of the scenarios, and what they show of each norm: for people, and as JSON.

use std::io::{self, Write};

use armistice_judge::Proof;
use armistice_judge::scenario::{Report, Shown};
use armistice_terms::ast::TestBlock;
use armistice_terms::model::Agreement;
use serde::Serialize;

use super::diagnostic::line_and_column;
use super::explanation;
use super::text::{indented, pad};
use crate::case::Source;

/// The code of an expectation that the evidence told does not meet.
const UNMET: &str = "A901";
/// Columns of a label in the table of coverage.
const LABEL: usize = 40;
/// So many norms without a scenario are named in short.
const NAMED: usize = 5;

/// What `test --format json` says (schemas/test.schema.json).
#[derive(Debug, Serialize)]
pub(crate) struct View<'a> {
    file: String,
    passed: usize,
    failed: usize,
    scenarios: Vec<ScenarioView<'a>>,
    coverage: Vec<NormView<'a>>,
}

#[derive(Debug, Serialize)]
struct ScenarioView<'a> {
    name: &'a str,
    line: usize,
    passed: bool,
    as_of: Option<String>,
    known_at: Option<String>,
    expectations: usize,
    unmet: Vec<UnmetView<'a>>,
}

#[derive(Debug, Serialize)]
struct UnmetView<'a> {
    code: &'static str,
    line: usize,
    column: usize,
    expected: &'a str,
    got: &'a str,
    proof: Option<&'a Proof>,
}

#[derive(Debug, Serialize)]
struct NormView<'a> {
    norm: &'a str,
    article: &'a str,
    expectations: usize,
    kept: bool,
    violated: bool,
    excused: Option<bool>,
}

/// All of it as JSON values.
pub(crate) fn view<'a>(
    source: &Source,
    agreement: &'a Agreement,
    ran: &[(&'a TestBlock, &'a Report)],
    shown: &'a [Shown],
) -> View<'a> {
    let failed = ran.iter().filter(|(_, report)| !report.unmet.is_empty()).count();
    let line = |at: u32| line_and_column(&source.text, at);
    let unmet = |report: &'a Report| {
        let one = |unmet: &'a armistice_judge::scenario::Unmet| {
            let (line, column) = line(unmet.span.start);
            let proof = unmet.proof.as_ref();
            UnmetView { code: UNMET, line, column, expected: &unmet.expected, got: &unmet.got, proof }
        };
        report.unmet.iter().map(one).collect()
    };
    let scenario = |(test, report): &(&'a TestBlock, &'a Report)| ScenarioView {
        name: &report.name,
        line: line(test.span.start).0,
        passed: report.unmet.is_empty(),
        as_of: report.as_of.map(|at| at.to_string()),
        known_at: report.known_at.map(|at| at.to_string()),
        expectations: report.expectations,
        unmet: unmet(report),
    };
    let norm = |shown: &'a Shown| NormView {
        norm: shown.norm.as_str(),
        article: agreement.section(shown.section).map_or("", |section| section.path.as_str()),
        expectations: shown.expectations,
        kept: shown.kept,
        violated: shown.violated,
        excused: (shown.has_exception || shown.excused).then_some(shown.excused),
    };
    View {
        file: source.path.display().to_string(),
        passed: ran.len() - failed,
        failed,
        scenarios: ran.iter().map(scenario).collect(),
        coverage: shown.iter().map(norm).collect(),
    }
}

/// One scenario: its name, and for each expectation that was not met what came out instead, and why.
pub(crate) fn report(report: &Report, source: &Source, out: &mut dyn Write) -> io::Result<()> {
    if report.unmet.is_empty() {
        return writeln!(out, "✓ {}", report.name);
    }
    writeln!(out, "✗ {}", report.name)?;
    for unmet in &report.unmet {
        let line = line_and_column(&source.text, unmet.span.start).0;
        writeln!(out, "    {}:{line}  error {UNMET}", source.path.display())?;
        write!(out, "{}", indented(&format!("expected  {}", unmet.expected), 4))?;
        write!(out, "{}", indented(&format!("got       {}", unmet.got), 4))?;
        if let Some(proof) = &unmet.proof {
            explanation::tree(proof, out)?;
        }
    }
    Ok(())
}

/// How many passed.
pub(crate) fn totals(ran: &[(&TestBlock, &Report)], out: &mut dyn Write) -> io::Result<()> {
    let failed = ran.iter().filter(|(_, report)| !report.unmet.is_empty()).count();
    writeln!(out, "{} passed, {failed} failed", ran.len() - failed)
}

/// How many norms the scenarios show how, in a few lines.
pub(crate) fn coverage_in_short(shown: &[Shown], out: &mut dyn Write) -> io::Result<()> {
    counts(shown, out)?;
    let untouched: Vec<&str> =
        shown.iter().filter(|norm| norm.expectations == 0).map(|norm| norm.norm.as_str()).collect();
    if untouched.is_empty() {
        return Ok(());
    }
    let named = untouched.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    let more = match untouched.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more (--coverage lists them)"),
    };
    write!(out, "{}", indented(&format!("no scenario: {named}{more}"), 0))
}

/// Every norm under its article, with what the scenarios show of it.
pub(crate) fn coverage(agreement: &Agreement, shown: &[Shown], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out)?;
    let mut section = None;
    for norm in shown {
        if section != Some(norm.section) {
            section = Some(norm.section);
            let path = agreement.section(norm.section).map_or("", |section| section.path.as_str());
            write!(out, "{}", indented(path, 0))?;
        }
        let mark = if norm.expectations == 0 { ' ' } else { '·' };
        let word = |is: bool, word: &str| pad(if is { word } else { "-" }, 10);
        let excused =
            if norm.has_exception || norm.excused { word(norm.excused, "excused") } else { String::new() };
        let line = format!(
            "  {mark} {}{}{}{excused}",
            pad(norm.norm.as_str(), LABEL),
            word(norm.kept, "kept"),
            word(norm.violated, "violated"),
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out, "\n·  a scenario expects something of it; -  no scenario shows it so")?;
    counts(shown, out)
}

fn counts(shown: &[Shown], out: &mut dyn Write) -> io::Result<()> {
    let count = |is: &dyn Fn(&Shown) -> bool| shown.iter().filter(|norm| is(norm)).count();
    let touched = count(&|norm| norm.expectations > 0);
    let with_exception = count(&|norm| norm.has_exception);
    let excused = match with_exception {
        0 => String::new(),
        some => format!(", {} excused (of {some} with an exception)", count(&|norm| norm.excused)),
    };
    let text = format!(
        "coverage: scenarios speak of {touched} of {} norms; {} shown kept, {} violated{excused}",
        shown.len(),
        count(&|norm| norm.kept),
        count(&|norm| norm.violated),
    );
    write!(out, "{}", indented(&text, 0))
}
