//! Whether what a norm counts from stands in one inventory, and whether an inventory serves a norm at all.

use armistice_facts::Name;

use crate::ast::StatementKind;
use crate::model::{ClassTest, Inventory, Limit, Rule};
use crate::resolve::norms::Sentences;
use crate::resolve::scope::Scope;
use crate::{Diagnostic, Severity, Span};

/// Two inventories of what a freeze counts from (A515), and inventories of which nothing is counted (A516).
pub(super) fn check(scope: &Scope<'_>, sentences: &Sentences, out: &mut Vec<Diagnostic>) {
    let mut used: Vec<&Name> = Vec::new();
    for norm in &sentences.norms {
        let limits: &[Limit] = match &norm.rule {
            Rule::Ceiling(rule) => &rule.limits,
            Rule::Deed(rule) => &rule.objects,
            Rule::Permission(rule) => &rule.limits,
            _ => &[],
        };
        used.extend(limits.iter().filter_map(|limit| limit.share.as_ref()).map(|share| &share.inventory));
        let Rule::Ceiling(rule) = &norm.rule else { continue };
        let Some((classes, date)) = &rule.as_of else { continue };
        for test in &classes.any_of {
            let recorded = scope.inventories.iter().filter(|one| one.of == *test && one.on == *date);
            let recorded: Vec<&Inventory> = recorded.collect();
            used.extend(recorded.iter().map(|one| &one.name));
            let twice = norm.bearers.names().iter().find_map(|name| twice(&recorded, test, name));
            if let Some((first, second)) = twice {
                let message = format!(
                    "`{}` of that day stands in two inventories, `{}` and `{}`",
                    test.class, first.name, second.name
                );
                out.push(
                    Diagnostic::error("A515", scope.label_of(norm.span), message)
                        .help("leave one of the two, or name others whose things it counts"),
                );
            }
        }
    }
    // Where a sentence is wrong, what it counts from may only seem unused.
    if out.iter().any(|one| one.severity == Severity::Error) {
        return;
    }
    for inventory in scope.inventories.iter().filter(|one| !used.contains(&&one.name)) {
        let message = format!("nothing is counted of the inventory `{}`", inventory.name);
        out.push(
            Diagnostic::warning("A516", name_of(scope, inventory), message)
                .help("write a share of it, such as `30 percent of NAME`, or leave it out"),
        );
    }
}

fn twice<'i>(
    recorded: &[&'i Inventory],
    of: &ClassTest,
    holder: &Name,
) -> Option<(&'i Inventory, &'i Inventory)> {
    let mut held = recorded.iter().filter(|one| one.of == *of && one.holders.contains(holder));
    Some((held.next()?, held.next()?))
}

/// The place of an inventory's name.
fn name_of(scope: &Scope<'_>, inventory: &Inventory) -> Span {
    let of = scope.document.statements.iter().find_map(|statement| match &statement.kind {
        StatementKind::Inventory(written) if statement.span == inventory.span => Some(written.name.span),
        _ => None,
    });
    of.unwrap_or(inventory.span)
}
