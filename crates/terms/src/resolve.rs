//! From syntax to a checked agreement: names, classes, places, moments, norms.
//!
//! Every step looks at everything and says all that is wrong; nothing is said twice, and nothing that only follows
//! from another error. An agreement comes out only if there was no error.

mod clauses;
mod conflicts;
mod decisions;
mod events;
mod glossary;
mod header;
mod heights;
mod hours;
mod inventories;
mod lexicon;
mod lifecycle;
mod magnitude;
mod moments;
mod names;
mod norms;
mod numbers;
mod order;
mod overlap;
mod places;
mod powers;
mod recorded;
mod rules;
mod scenarios;
mod scope;
mod sections;
mod series;
mod shares;
mod sides;
mod stretches;
mod ties;
mod vain;
mod verification;
mod visible;
pub(crate) mod wordbook;
mod words;

use crate::ast::{Document, Statement};
use crate::model::Agreement;
use crate::{Diagnostic, Files, Prepared, Severity, Span};
use names::Names;
use scope::Scope;

/// The most statements that are resolved: the longest agreements have some hundreds.
const MAX_STATEMENTS: usize = 10_000;

/// Why a sentence makes no norm.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Refusal {
    /// It is wrong, and that was said.
    Reported,
    /// It can be read, and nothing could be judged by it (A510): where, and what.
    NotJudged(Span, String),
}

/// The path of headings down to a section, joined by ` › `, without the title of the file.
pub(crate) fn path(document: &Document, section: usize) -> String {
    sections::path(document, section)
}

/// Resolves a document; the agreement is there if no error was found here.
///
/// `broken` are the places of errors of syntax: what is missing in a statement that has one is no further error.
pub(crate) fn resolve(
    document: &Document,
    broken: &[Span],
    files: &dyn Files,
    prepared: &mut Prepared,
) -> (Option<Agreement>, Vec<Diagnostic>) {
    let mut out = Vec::new();
    if document.statements.len() > MAX_STATEMENTS {
        let span =
            document.statements.get(MAX_STATEMENTS).map(|statement| statement.span).unwrap_or_default();
        out.push(Diagnostic::error(
            "A002",
            span,
            format!("more than {MAX_STATEMENTS} statements in one file"),
        ));
        return (None, out);
    }
    let agreement = agreement(document, broken, (files, prepared), &mut out);
    let is_right = out.iter().all(|diagnostic| diagnostic.severity == Severity::Warning);
    (agreement.filter(|_| is_right), out)
}

fn agreement(
    document: &Document,
    broken: &[Span],
    (files, prepared): (&dyn Files, &mut Prepared),
    out: &mut Vec<Diagnostic>,
) -> Option<Agreement> {
    let headers = header::headers(document);
    let settings = header::settings(document, &headers, !broken.is_empty(), out);
    let names = Names::declared(document, out);
    let header = headers.first().map(|(_, header)| *header);
    let words = lexicon::words(document, header, (files, prepared), names, out);
    let instruments = header::instruments(&headers, &words.names, &settings.time_zone, out);
    let mut found = sections::sections(document);
    let bare: Vec<_> = instruments.iter().map(|(instrument, _)| instrument.clone()).collect();
    header::govern(document, &mut found, &bare);
    sections::check_operative(document, out);
    sections::check_languages(document, &instruments, &found, out);
    let geometry = places::geometry(live(document), &words, files, out);
    let mut scope = Scope {
        document,
        broken,
        words,
        settings,
        instruments: bare,
        sections: found,
        inventories: Vec::new(),
        decisions: Vec::new(),
    };
    scope.inventories = inventories::declared(&scope, live(document), out);
    lifecycle::read(&mut scope, live(document), out);
    lifecycle::read_clocks(&mut scope, live(document), out);
    let mut sentences = norms::sentences(&scope, live(document), files, out);
    scope.decisions = decisions::decisions(&scope, live(document), &sentences, out);
    verification::attach(&scope, live(document), &mut sentences.norms, out);
    verification::check(&sentences.norms, out);
    ties::check(&sentences, &scope.decisions, out);
    lifecycle::check_clocks(&scope, &sentences.norms, out);
    recorded::check(&scope, &sentences, out);
    vain::check(&scope, &geometry, &sentences, out);
    conflicts::check(&scope, &geometry, &sentences, out);
    numbers::check(&scope, &geometry, &sentences, out);
    scenarios::check(&scope, &sentences.norms, out);
    let is_whole = scope.words.is_whole;
    let agreement = Agreement {
        title: scope.instruments.first()?.title.clone(),
        parties: header::parties(document, &scope.instruments, &scope.words.names),
        bodies: header::bodies(document, &scope.words.names, out),
        registers: header::registers(document, &scope.words.names),
        geometry,
        inventories: scope.inventories,
        norms: sentences.norms,
        exceptions: sentences.exceptions,
        decisions: scope.decisions,
        no_terms: sentences.no_terms,
        tests: document.tests.clone(),
        settings: scope.settings,
        instruments: scope.instruments,
        vocabulary: scope.words.vocabulary,
        sections: scope.sections,
    };
    if is_whole {
        visible::check(document, &agreement, out);
    }
    Some(agreement)
}

/// The statements outside archived text.
fn live(document: &Document) -> impl Iterator<Item = &Statement> + Clone {
    document.statements.iter().filter(|statement| !sections::is_superseded(document, statement.section))
}
