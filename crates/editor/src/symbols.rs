//! The names that a file declares, each with what it stands for and where.

use armistice_terms::Span;
use armistice_terms::ast::{Document, Id, Statement, StatementKind};

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A party or a body.
    Actor,
    /// A point, a line or a zone.
    Place,
    /// A register, or an inventory.
    Register,
    /// A norm, an exception, a procedure or a decision.
    Norm,
    /// A class or an activity.
    Class,
}

/// A declared name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Symbol<'a> {
    /// The name.
    pub(crate) name: &'a str,
    /// What it stands for.
    pub(crate) kind: Kind,
    /// Where the name stands.
    pub(crate) span: Span,
    /// The statement that declares it.
    pub(crate) statement: &'a Statement,
}

/// All declared names in the order of the file.
pub(crate) fn symbols(document: &Document) -> impl Iterator<Item = Symbol<'_>> {
    document.statements.iter().filter_map(|statement| {
        let (id, kind) = declares(&statement.kind)?;
        Some(Symbol { name: &id.node, kind, span: id.span, statement })
    })
}

fn declares(kind: &StatementKind) -> Option<(&Id, Kind)> {
    Some(match kind {
        StatementKind::Party(party) => (&party.name, Kind::Actor),
        StatementKind::Body(body) => (&body.name, Kind::Actor),
        StatementKind::Point(point) => (&point.name, Kind::Place),
        StatementKind::Line(line) => (&line.name, Kind::Place),
        StatementKind::Zone(zone) => (&zone.name, Kind::Place),
        StatementKind::Register(register) => (&register.name, Kind::Register),
        StatementKind::Inventory(inventory) => (&inventory.name, Kind::Register),
        StatementKind::Norm(norm) => (&norm.label, Kind::Norm),
        StatementKind::Exception(exception) => (&exception.label, Kind::Norm),
        StatementKind::Procedure(procedure) => (&procedure.label, Kind::Norm),
        StatementKind::Decision(decision) => (&decision.name, Kind::Norm),
        StatementKind::Class(class) => (&class.name, Kind::Class),
        _ => return None,
    })
}
