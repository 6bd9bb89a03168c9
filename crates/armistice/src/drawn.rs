//! What is wrong with the places of an agreement once they are drawn, as diagnostics like any other. The compiler reads
//! no geometry, so these come when all else is right.

use armistice_earth::{Flaw, FlawKind};
use armistice_facts::Name;
use armistice_terms::model::Agreement;
use armistice_terms::{Diagnostic, Files, Span};
use armistice_watch::PlanError;

/// A diagnostic for each place that cannot be drawn, at the statement that it is about; where all can, for each that is
/// drawn oddly.
pub(crate) fn diagnostics(agreement: &Agreement, files: &dyn Files) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = match armistice_watch::plan(agreement, files) {
        Ok(plan) => {
            plan.flaws.iter().map(|(zone, (file, flaw))| doubt(agreement, zone, file, *flaw)).collect()
        }
        Err(errors) => errors.iter().map(|error| diagnostic(agreement, error)).collect(),
    };
    found.sort_by(|one, other| {
        let key = |diagnostic: &Diagnostic| (diagnostic.span(), diagnostic.code);
        key(one).cmp(&key(other)).then_with(|| one.message.cmp(&other.message))
    });
    found.dedup();
    found
}

/// A warning of an area that lies over itself.
fn doubt(agreement: &Agreement, zone: &Name, file: &str, flaw: Flaw) -> Diagnostic {
    let (what, help) = match flaw.kind {
        FlawKind::Crossing => (
            "its edges cross",
            "mend the file: what lies within two loops at once counts as outside, what lies in two parts as inside",
        ),
        FlawKind::Alongside => (
            "two of its edges run along each other and part at other corners",
            "give both the same corners, so that no boundary is seen between them",
        ),
        FlawKind::PartInPart => {
            ("one of its parts lies within another", "take the inner part out, or make it a hole")
        }
        FlawKind::HoleOutside => (
            "a hole lies outside of its part, and counts as a part",
            "make it a part of its own, or take it out",
        ),
    };
    let (span, article) = statement(agreement, zone);
    let position = flaw.position;
    let message = format!(
        "the area of `{zone}` lies over itself: in `{file}` {what}, at {} {}",
        position.lon(),
        position.lat()
    );
    Diagnostic::warning("A309", span, message).help(help).under(article)
}

fn diagnostic(agreement: &Agreement, error: &PlanError) -> Diagnostic {
    let (code, name, help) = match error {
        PlanError::Shape { name, .. } => {
            ("A313", name, "mend the file, or name the feature that is meant: `\"geo/zones.geojson#west\"`")
        }
        PlanError::Empty { name, .. } => (
            "A317",
            name,
            "look at the distances, sides and heights that it is made of, and at what is taken out of it",
        ),
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
