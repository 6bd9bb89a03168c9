//! `armistice provisions`: which provisions of the texts the agreement files render, and how far.

use std::io::Write;

use super::{Failure, Outcome};
use crate::arguments::{ProvisionsArguments, ProvisionsFormat};
use crate::case::{self, Source};
use crate::show;
use crate::show::provisions::{Rendered, View};
use armistice_terms::model::Agreement;
use armistice_terms::monitorability;
use armistice_terms::provisions::{self, Provision, Rendering};

/// Patterns that bind nobody to an act: to consult, to set up a body, to say what a word means.
const NOT_OPERATIVE: [&str; 3] = ["SOFT", "BODY", "DEF"];

/// Tells the provisions of every agreement in the folders.
pub(crate) fn run(
    arguments: &ProvisionsArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Fine;
    let mut all = Vec::new();
    for path in case::agreements(&arguments.paths)? {
        let source = Source::open(&path)?;
        let (found, errors) = provisions::provisions(&source.text);
        for error in &errors {
            let line = source.text.get(..error.span.start as usize).unwrap_or_default().lines().count() + 1;
            writeln!(talk, "error: {}:{line}: {}", path.display(), error.node)?;
            outcome = Outcome::Found;
        }
        let file = path.display().to_string();
        if found.is_empty() {
            writeln!(talk, "{file}: names no provision")?;
            continue;
        }
        let compiled = source.compile();
        let errors = case::errors(&compiled.diagnostics);
        if errors > 0 {
            writeln!(talk, "error: {file} has {}", show::words::count(errors, "error", "errors"))?;
            outcome = Outcome::Found;
        }
        let views = found.into_iter().map(|provision| view(provision, compiled.agreement.as_ref())).collect();
        let monitorable =
            compiled.agreement.as_ref().map(|agreement| monitorability::share(agreement).into());
        let title = compiled.agreement.map_or_else(String::new, |agreement| agreement.title);
        all.push(Rendered { file, title, provisions: views, monitorable });
    }
    match arguments.format {
        ProvisionsFormat::Table => show::provisions::table(&all, out)?,
        ProvisionsFormat::Markdown => show::provisions::markdown(&all, out)?,
        ProvisionsFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &all)?;
            writeln!(out)?;
        }
    }
    Ok(outcome)
}

fn view(provision: Provision, agreement: Option<&Agreement>) -> View {
    let rendered = match provision.rendering {
        Rendering::Fully => "fully",
        Rendering::InPart => "in part",
        Rendering::Not => "not",
    };
    let instrument = agreement.zip(provision.section).and_then(|(agreement, at)| agreement.instrument_of(at));
    View {
        instrument: instrument.map_or_else(String::new, |instrument| instrument.title.clone()),
        operative: !NOT_OPERATIVE.contains(&provision.pattern.as_str()),
        text: provision.of,
        provision: provision.id,
        pattern: provision.pattern,
        rendered,
        held_by: provision.held_by,
        left_out: provision.left_out,
    }
}
