//! What conditions wait for, and who is told.

use armistice_facts::Name;

use crate::ast::{self, Id, StatementKind};
use crate::model::{Event, Recipient};
use crate::resolve::Refusal;
use crate::resolve::names::Kind;
use crate::resolve::scope::Scope;
use crate::{Diagnostic, Span};

/// An event, all names in it known. A condition that nobody could ever see is doubtful (A605).
pub(super) fn event(
    scope: &Scope<'_>,
    event: &ast::Event,
    span: Span,
    out: &mut Vec<Diagnostic>,
) -> Result<Event, Refusal> {
    let found = match event {
        ast::Event::PriorNotice(to, through) => {
            let to = recipient(scope, to, out);
            let through = through.as_ref().map(|id| channel(scope, id, out));
            if through.is_none() {
                check_register(scope, span, out);
            }
            let through = through.map(|through| through.ok_or(Refusal::Reported)).transpose()?;
            Event::PriorNotice { to: to?, through, lead: None }
        }
        ast::Event::Consent(ids) => Event::Consent(recipient(scope, ids, out)?),
        ast::Event::Request(ids) => Event::Request(recipient(scope, ids, out)?),
        ast::Event::Violation { of, by_other } => {
            Event::Violation { of: scope.norm(of, out).ok_or(Refusal::Reported)?, by_other: *by_other }
        }
        ast::Event::Fulfilment(id) => Event::Fulfilment(scope.norm(id, out).ok_or(Refusal::Reported)?),
        ast::Event::NoticeOf(id) => Event::NoticeUnder(scope.norm(id, out).ok_or(Refusal::Reported)?),
        ast::Event::Other(id, of) => {
            let term = scope.words.term(id, "an event", out).map(|term| term.name.clone());
            let of = of.as_ref().map(|of| recipient(scope, of, out)).transpose();
            Event::Other(term.ok_or(Refusal::Reported)?, of?)
        }
    };
    Ok(found)
}

/// Who is told.
pub(super) fn recipient(
    scope: &Scope<'_>,
    recipient: &ast::Recipient,
    out: &mut Vec<Diagnostic>,
) -> Result<Recipient, Refusal> {
    match recipient {
        ast::Recipient::OtherParty => Ok(Recipient::OtherParty),
        ast::Recipient::Named(ids) => scope.actors(ids, out).map(Recipient::Named).ok_or(Refusal::Reported),
    }
}

/// A channel: a word of the vocabulary, a register, or a body.
pub(super) fn channel(scope: &Scope<'_>, id: &Id, out: &mut Vec<Diagnostic>) -> Option<Name> {
    if let Some(term) = scope.words.vocabulary.term(&id.node) {
        return Some(term.name.clone());
    }
    scope.words.names.find(id, &[Kind::Register, Kind::Body], out)
}

/// A condition on notices, in a file that says of no register whether absence from it means anything (A605).
fn check_register(scope: &Scope<'_>, span: Span, out: &mut Vec<Diagnostic>) {
    let is_register = |statement: &ast::Statement| matches!(statement.kind, StatementKind::Register(_));
    if scope.document.statements.iter().any(is_register) {
        return;
    }
    let message = "the condition waits for a notice, and the file names no register of notices";
    out.push(Diagnostic::warning("A605", span, message).help(
        "declare one: `register notices is complete`, or `is partial` if absence from it proves nothing",
    ));
}
