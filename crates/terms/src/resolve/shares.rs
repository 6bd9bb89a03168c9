//! `in shares …`: of which whole the shares are, and whether each is more than the one before it, and due after it.

use crate::ast::{self, Clause};
use crate::model::{Bearers, Deadline, Stage};
use crate::resolve::moments::{deadline_end, moment_upon, within};
use crate::resolve::scope::Scope;
use crate::resolve::{Refusal, inventories};
use crate::{Diagnostic, Span, Spanned};

/// One share: how many parts of the whole, by when.
#[derive(Debug)]
pub(super) struct Share {
    pub(super) number: Spanned<u64>,
    pub(super) parts: u64,
    pub(super) deadline: Deadline,
    pub(super) span: Span,
}

/// The shares as written, each with its day (A301, A402, A403).
pub(super) fn read(
    scope: &Scope<'_>,
    stages: &[ast::Stage],
    events: &[&ast::Event],
    out: &mut Vec<Diagnostic>,
) -> Result<Vec<Share>, Refusal> {
    let read = stages.iter().map(|stage| {
        let deadline = match stage.due.as_ref() {
            Clause::By(by) => Deadline::By(moment_upon(scope, by, events, out)?),
            Clause::Within { length, counting, from } => {
                within(scope, (length, counting.node, from), events, out)?
            }
            _ => return Err(Refusal::Reported),
        };
        Ok(Share { number: stage.number.clone(), parts: stage.parts, deadline, span: stage.span })
    });
    // Each is looked at, so that each can say what is wrong with it.
    let read: Vec<Result<Share, Refusal>> = read.collect();
    read.into_iter().collect()
}

/// What is due of that whole, share by share (A305, A514, A515, A523).
pub(super) fn stages(
    scope: &Scope<'_>,
    (bound, instrument): (&Bearers, usize),
    (shares, of): (&[Share], &ast::ClassExpr),
    object: &str,
    out: &mut Vec<Diagnostic>,
) -> Result<Vec<Stage>, Refusal> {
    let stage = |share: &Share, out: &mut Vec<Diagnostic>| {
        let count = ast::Count { number: share.number.clone(), share_of: Some(share.parts), of: of.clone() };
        let owed = inventories::share(scope, bound, (&count, share.parts), object, out)?;
        Some(Stage { owed, deadline: share.deadline.clone() })
    };
    // What is wrong with the whole is said once.
    let stages: Result<Vec<Stage>, Refusal> =
        shares.iter().map(|share| stage(share, out).ok_or(Refusal::Reported)).collect();
    let stages = stages?;
    check_order(scope, instrument, shares, out)?;
    Ok(stages)
}

/// A row of shares has two at least, and each is more than the one before it and due after it, as far as the text gives
/// the days (A523).
fn check_order(
    scope: &Scope<'_>,
    instrument: usize,
    shares: &[Share],
    out: &mut Vec<Diagnostic>,
) -> Result<(), Refusal> {
    let mut refuse = |span, message: &str, other: Option<Span>, help: &str| {
        let mut diagnostic = Diagnostic::error("A523", span, message).help(help);
        if let Some(other) = other {
            diagnostic = diagnostic.also(other, "the share before it");
        }
        out.push(diagnostic);
        Err(Refusal::Reported)
    };
    if let [only] = shares {
        let help = "write it with the verb: `must destroy 60 percent of tanks-2020 by …`";
        return refuse(only.span, "one share is no row of shares", None, help);
    }
    for pair in shares.windows(2) {
        let [before, after] = pair else { continue };
        let cross = |number: u64, parts: u64| u128::from(number) * u128::from(parts);
        if cross(after.number.node, before.parts) <= cross(before.number.node, after.parts) {
            let help = "each share counts what was done before, too: `at least 25 percent by …, at least 60 percent by …, all by …`";
            return refuse(
                after.span,
                "the share is no more than the one before it",
                Some(before.span),
                help,
            );
        }
        let end = |share: &Share| deadline_end(scope, &share.deadline, instrument);
        if let (Some(earlier), Some(later)) = (end(before), end(after))
            && later <= earlier
        {
            let help = "put the shares in the order of their days";
            return refuse(
                after.span,
                "the share is due no later than the one before it",
                Some(before.span),
                help,
            );
        }
    }
    Ok(())
}
