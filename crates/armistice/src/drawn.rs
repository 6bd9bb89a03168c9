//! What is wrong with the places of an agreement once they are drawn, as diagnostics like any other. The compiler reads
//! no geometry, so these come when all else is right.

use armistice_facts::Name;
use armistice_terms::model::Agreement;
use armistice_terms::{Diagnostic, Span};
use armistice_watch::PlanError;

/// A diagnostic for each error of drawing, at the statement that it is about.
pub(crate) fn diagnostics(agreement: &Agreement, errors: &[PlanError]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = errors.iter().map(|error| diagnostic(agreement, error)).collect();
    found.sort_by(|one, other| {
        let key = |diagnostic: &Diagnostic| (diagnostic.span(), diagnostic.code);
        key(one).cmp(&key(other)).then_with(|| one.message.cmp(&other.message))
    });
    found.dedup();
    found
}

fn diagnostic(agreement: &Agreement, error: &PlanError) -> Diagnostic {
    let (code, name, help) = match error {
        PlanError::Shape { name, .. } => {
            ("A313", name, "mend the file, or name the feature that is meant: `\"geo/zones.geojson#west\"`")
        }
        PlanError::Line { name, .. } => {
            ("A307", name, "name two markers that the line meets, in the order in which it meets them")
        }
        PlanError::NoSides { name, .. } => {
            ("A314", name, "the feature of the line says it: `\"left\": \"A\", \"right\": \"B\"`")
        }
        PlanError::Sides { line, .. } => (
            "A315",
            line,
            "say it by the feature of the line (`left`, `right`), or by a direction that it lies across",
        ),
        PlanError::UnknownParty { line, .. } => {
            ("A314", line, "write the short names of the parties, as `party A is …` declares them")
        }
        PlanError::Point { name } | PlanError::Unresolved { name, .. } => {
            ("A313", name, "declare what the place rests on")
        }
        _ => return Diagnostic::error("A313", Span::default(), error.to_string()),
    };
    let (span, article) = statement(agreement, name);
    Diagnostic::error(code, span, error.to_string()).help(help).under(article)
}

/// Where a line, a zone, a norm or an exception is stated, and under which headings.
fn statement(agreement: &Agreement, name: &Name) -> (Span, String) {
    let geometry = &agreement.geometry;
    let under = |section: usize| agreement.section(section).map_or_else(String::new, |one| one.path.clone());
    let line = geometry.lines.iter().find(|line| line.name == *name).map(|line| (line.span, String::new()));
    let zone =
        || geometry.zones.iter().find(|zone| zone.name == *name).map(|zone| (zone.span, String::new()));
    let norm = || agreement.norm(name.as_str()).map(|norm| (norm.span, under(norm.section)));
    let exception = || {
        let found = agreement.exceptions.iter().find(|exception| exception.label == *name);
        found.map(|exception| (exception.span, under(exception.section)))
    };
    line.or_else(zone).or_else(norm).or_else(exception).unwrap_or_default()
}
