//! `armistice test`: the scenarios that stand in an agreement, and what they show of its norms.

use std::io::Write;

use armistice_feeds::facts_table;
use armistice_judge::scenario::{self, Report};
use armistice_terms::Files;
use armistice_terms::ast::TestBlock;
use armistice_terms::model::Agreement;
use armistice_watch::Plan;

use super::{Failure, Outcome};
use crate::arguments::{TestArguments, TextOrJson};
use crate::case::{CaseError, Source};
use crate::recorded::{self, Folded};
use crate::show;
use crate::show::words::count;

/// What came in and was not recorded yet lies here.
const INBOX: &str = "inbox/";

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
    let is_table = arguments.format == TextOrJson::Table;
    let folded = recorded::fold(&source.files.folder)?;
    if let Some(folded) = &folded {
        let facts = count(folded.facts.len(), "fact", "facts");
        writeln!(
            talk,
            "note: scenarios on `{INBOX}` are run on the record of the case, which holds {facts}"
        )?;
    }
    let mut ran: Vec<(&TestBlock, Report)> = Vec::new();
    for test in agreement.tests.iter().filter(wanted) {
        let report = run_one(&source, folded.as_ref(), &agreement, &plan, test, talk)?;
        if is_table {
            show::scenarios::report(&report, &source, out)?;
        }
        ran.push((test, report));
    }
    if ran.is_empty() {
        writeln!(talk, "note: no scenario ran: none stands in the agreement under that name")?;
    }
    let pairs: Vec<(&TestBlock, &Report)> = ran.iter().map(|(test, report)| (*test, report)).collect();
    let shown = scenario::shown(&agreement, &pairs);
    if is_table {
        show::scenarios::totals(&pairs, out)?;
        // Some scenarios alone say nothing of what all of them show.
        if arguments.coverage {
            show::scenarios::coverage(&agreement, &shown, out)?;
        } else if arguments.only.is_none() {
            show::scenarios::coverage_in_short(&shown, out)?;
        }
    } else {
        serde_json::to_writer(&mut *out, &show::scenarios::view(&source, &agreement, &pairs, &shown))?;
        writeln!(out)?;
    }
    let has_failed = ran.iter().any(|(_, report)| !report.unmet.is_empty());
    Ok(if has_failed { Outcome::Found } else { Outcome::Fine })
}

/// A scenario on the inbox is one on the case: where it has a record, that is what is known.
fn run_one(
    source: &Source,
    folded: Option<&Folded>,
    agreement: &Agreement,
    plan: &Plan,
    test: &TestBlock,
    talk: &mut dyn Write,
) -> Result<Report, Failure> {
    let record = match (&test.record, folded) {
        (None, _) => Vec::new(),
        (Some(path), Some(folded)) if path.node.starts_with(INBOX) => folded.facts.clone(),
        (Some(path), _) => {
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
