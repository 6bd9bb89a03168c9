//! `armistice test`: the scenarios that stand in an agreement.

use std::io::Write;

use armistice_feeds::facts_table;
use armistice_judge::scenario;
use armistice_terms::Files;
use armistice_terms::ast::TestBlock;
use armistice_terms::model::Agreement;
use armistice_watch::Plan;

use super::{Failure, Outcome};
use crate::arguments::TestArguments;
use crate::case::{CaseError, Source};
use crate::show;
use crate::show::text::indented;

/// Runs the scenarios; says `Found` if one fails.
pub(crate) fn run(
    arguments: &TestArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let source = Source::open(&arguments.file)?;
    let agreement = source.agreement()?;
    let plan = source.plan(&agreement)?;
    let wanted = |test: &&TestBlock| arguments.only.as_ref().is_none_or(|only| test.name.node.contains(only));
    let (mut passed, mut failed) = (0, 0);
    for test in agreement.tests.iter().filter(wanted) {
        let report = run_one(&source, &agreement, &plan, test, talk)?;
        if report.unmet.is_empty() {
            passed += 1;
            writeln!(out, "✓ {}", report.name)?;
        } else {
            failed += 1;
            failure(&report, &source, out)?;
        }
    }
    if passed + failed == 0 {
        writeln!(talk, "note: no scenario ran: none stands in the agreement under that name")?;
    }
    writeln!(out, "{passed} passed, {failed} failed")?;
    Ok(if failed == 0 { Outcome::Fine } else { Outcome::Found })
}

fn run_one(
    source: &Source,
    agreement: &Agreement,
    plan: &Plan,
    test: &TestBlock,
    talk: &mut dyn Write,
) -> Result<scenario::Report, Failure> {
    let record = match &test.record {
        None => Vec::new(),
        Some(path) => {
            let bytes = source.files.read(&path.node).map_err(|error| CaseError::Unreadable {
                path: source.files.folder.join(&path.node),
                cause: error.to_string(),
            })?;
            let (facts, rejects) = facts_table::read(bytes.as_slice(), &path.node);
            show::rejects::write(&rejects, talk)?;
            facts
        }
    };
    let placements = armistice_watch::place(plan, agreement, &record);
    let place = |facts: &[armistice_facts::Fact]| armistice_watch::place(plan, agreement, facts);
    Ok(scenario::run(agreement, &record, &placements, &place, test))
}

fn failure(report: &scenario::Report, source: &Source, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "✗ {}", report.name)?;
    for unmet in &report.unmet {
        let line = show::diagnostic::line_and_column(&source.text, unmet.span.start).0;
        writeln!(out, "    {}:{line}", source.path.display())?;
        write!(out, "{}", indented(&format!("expected  {}", unmet.expected), 4))?;
        write!(out, "{}", indented(&format!("got       {}", unmet.got), 4))?;
        if let Some(proof) = &unmet.proof {
            show::explanation::tree(proof, out)?;
        }
    }
    Ok(())
}
