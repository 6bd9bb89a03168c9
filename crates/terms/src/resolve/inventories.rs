//! Inventories: what was counted of whom on which day, and the shares that norms take of them.

use armistice_facts::Name;

use crate::ast::{self, Statement, StatementKind};
use crate::model::{Bearers, Inventory, Limit, Share};
use crate::resolve::names::{Kind, nearest};
use crate::resolve::scope::Scope;
use crate::vocabulary::THING;
use crate::{Diagnostic, Span};

/// The inventories that the statements declare.
pub(super) fn declared<'a>(
    scope: &Scope<'_>,
    statements: impl Iterator<Item = &'a Statement>,
    out: &mut Vec<Diagnostic>,
) -> Vec<Inventory> {
    let mut found: Vec<Inventory> = Vec::new();
    for statement in statements {
        let StatementKind::Inventory(written) = &statement.kind else { continue };
        let of = scope.words.class_test(&written.of, THING, out);
        let holders = match &written.holders {
            None => Some(scope.parties(scope.instrument(statement.section))),
            Some(names) => scope.actors(names, out),
        };
        let by = written.by.as_ref().map(|by| scope.actor(by, out));
        let name = Name::new(written.name.node.clone()).ok();
        let is_first = name.as_ref().is_some_and(|name| found.iter().all(|one| one.name != *name));
        if let (Some(name), Some(of), Some(holders), false) = (name, of, holders, by == Some(None))
            && is_first
        {
            let (on, span) = (written.on.date, statement.span);
            found.push(Inventory { name, of, holders, on, by: by.flatten(), span });
        }
    }
    found
}

/// `30 percent of tanks-1990`, `1 third of tanks`: of the inventory of that name, or of the only one of that class
/// (A305, A514, A515).
pub(super) fn share(
    scope: &Scope<'_>,
    bound: &Bearers,
    (count, parts): (&ast::Count, u64),
    object: &str,
    out: &mut Vec<Diagnostic>,
) -> Option<Limit> {
    let number = count.number.node;
    if number > parts {
        let message = format!("{number} of {parts} parts is more than all");
        let message = if parts == 100 { format!("{number} percent is more than all") } else { message };
        out.push(Diagnostic::error("A305", count.number.span, message));
        return None;
    }
    let inventory = inventory(scope, &count.of, bound, object, out)?;
    let share = Some(Share { parts, inventory: inventory.name.clone() });
    Some(Limit { number, share, of: inventory.of.clone() })
}

/// The inventory that is meant, if it counts what these bearers held, or what one other alone held.
fn inventory<'s>(
    scope: &'s Scope<'_>,
    written: &ast::ClassExpr,
    bearers: &Bearers,
    object: &str,
    out: &mut Vec<Diagnostic>,
) -> Option<&'s Inventory> {
    let id = &written.name;
    if scope.words.names.kind(&id.node) == Some(Kind::Inventory) && written.tests.is_empty() {
        // An inventory that is not there was wrong itself.
        let found = scope.inventories.iter().find(|one| one.name == *id.node.as_str())?;
        let words = &scope.words.vocabulary;
        if words.term(object).is_some() && words.excludes(found.of.class.as_str(), object) {
            let message = format!("`{}` counts `{}`, which is never `{object}`", id.node, found.of.class);
            out.push(Diagnostic::error("A303", id.span, message));
            return None;
        }
        let missing = bearers.names().iter().find(|name| !holds_for(found, name));
        let Some(missing) = missing else { return Some(found) };
        let message = format!("the inventory `{}` does not say what `{missing}` held", found.name);
        let help = "name the bearer among those whose things it counts, or declare an inventory of its own";
        out.push(Diagnostic::error("A514", id.span, message).help(help));
        return None;
    }
    let known = scope.inventories.iter().map(|one| one.name.as_str());
    if scope.words.vocabulary.term(&id.node).is_none()
        && let Some(near) = nearest(&id.node, known)
    {
        let message = format!("there is no inventory `{}`", id.node);
        out.push(Diagnostic::error("A301", id.span, message).help(format!("did you mean `{near}`?")));
        return None;
    }
    let of = scope.words.class_test(written, object, out)?;
    let holds = |one: &&Inventory| bearers.names().iter().all(|name| one.holders.contains(name));
    let of_class: Vec<&Inventory> =
        scope.inventories.iter().filter(|one| one.of == of).filter(holds).collect();
    match of_class.as_slice() {
        [one] => Some(one),
        [] => {
            let message = format!("no inventory says how many `{}` the whole is", id.node);
            let help = format!(
                "declare one, such as `inventory NAME is {} of each party as recorded on 1 January 2020.`",
                id.node
            );
            out.push(Diagnostic::error("A514", id.span, message).help(help));
            None
        }
        [first, second, ..] => {
            out.push(ambiguous(id.span, &id.node, first, second));
            None
        }
    }
}

/// Whether the inventory gives a number for the bearer: its own, or the one that it gives at all.
fn holds_for(inventory: &Inventory, bearer: &Name) -> bool {
    inventory.holders.len() == 1 || inventory.holders.contains(bearer)
}

/// A515
fn ambiguous(at: Span, class: &str, first: &Inventory, second: &Inventory) -> Diagnostic {
    let message = format!("`{class}` stands in two inventories, `{}` and `{}`", first.name, second.name);
    Diagnostic::error("A515", at, message).help("name the inventory that is meant instead of the class")
}
