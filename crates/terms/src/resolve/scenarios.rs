//! Scenarios stay as written; only the norms and bearers that they speak of must be there.

use crate::Diagnostic;
use crate::ast::{Id, TestLine};
use crate::resolve::names::{Kind, unknown};
use crate::resolve::scope::Scope;

/// Norms and bearers of expectations (A301).
pub(super) fn check(scope: &Scope<'_>, out: &mut Vec<Diagnostic>) {
    let lines = scope.document.tests.iter().flat_map(|test| &test.lines);
    for line in lines {
        let TestLine::Expect(expect) = line else { continue };
        label(scope, &expect.norm, out);
        if let Some(bearer) = &expect.bearer {
            scope.actor(bearer, out);
        }
    }
}

fn label(scope: &Scope<'_>, id: &Id, out: &mut Vec<Diagnostic>) {
    let names = &scope.words.names;
    if names.kind(&id.node).is_none() && !names.is_unread(&id.node) {
        out.push(unknown(id, "a norm", names.labels()));
        return;
    }
    names.find(id, &[Kind::Norm], out);
}
