//! Rules of attestation: who must speak before a duty counts as verified.

use armistice_facts::Name;

use crate::ast::{self, Statement, StatementKind};
use crate::model::{Achieved, Attestation, Attesters, Bearers, Condition, Norm, Rule};
use crate::resolve::Refusal;
use crate::resolve::moments::moment;
use crate::resolve::scope::Scope;
use crate::{Diagnostic, Span};

/// Who must attest (A301, A701).
pub(super) fn attesters(
    scope: &Scope<'_>,
    attest: &ast::Attest,
    span: Span,
    out: &mut Vec<Diagnostic>,
) -> Result<Attesters, Refusal> {
    match attest {
        ast::Attest::AllOf(ids) => scope.actors(ids, out).map(Attesters::AllOf).ok_or(Refusal::Reported),
        ast::Attest::OtherParty => Ok(Attesters::OtherParty),
        ast::Attest::Named(id) => scope.actor(id, out).map(Attesters::Named).ok_or(Refusal::Reported),
        ast::Attest::Of(number, ids) => {
            let names = scope.actors(ids, out).ok_or(Refusal::Reported)?;
            let most = u64::try_from(names.len()).unwrap_or(u64::MAX);
            if number.node == 0 || number.node > most {
                let message = format!("{} of {most} can never attest", number.node);
                out.push(
                    Diagnostic::error("A701", span, message)
                        .help(format!("write a number from 1 to {most}, or `all of (…)`")),
                );
                return Err(Refusal::Reported);
            }
            Ok(Attesters::AtLeast(number.node, names))
        }
    }
}

/// Gives each norm the rule that a `verification of` statement states for it.
pub(super) fn attach<'a>(
    scope: &Scope<'_>,
    statements: impl Iterator<Item = &'a Statement>,
    norms: &mut [Norm],
    out: &mut Vec<Diagnostic>,
) {
    for statement in statements {
        let StatementKind::Verification(verification) = &statement.kind else { continue };
        let labels = scope.norms(&verification.of, out);
        match rule(scope, verification, statement.span, out) {
            Ok(rule) => {
                for label in labels.unwrap_or_default() {
                    // A norm with errors of its own is not among them.
                    if let Some(norm) = norms.iter_mut().find(|norm| norm.label == label) {
                        join(norm, &rule, out);
                    }
                }
            }
            Err(Refusal::Reported) => {}
            Err(Refusal::NotJudged(span, what)) => {
                let message = format!("in a rule of verification, {what} can be read and would do nothing");
                out.push(Diagnostic::error("A510", span, message));
            }
        }
    }
}

/// What the rules of attestation ask of the norms together (A702, A703, A704).
pub(super) fn check(norms: &[Norm], out: &mut Vec<Diagnostic>) {
    for norm in norms {
        check_bearer(norm, out);
        for condition in &norm.conditions {
            let Condition::After(other, Achieved::Verified) = condition else { continue };
            if norms.iter().any(|one| one.label == *other && one.attestation.is_none()) {
                let message =
                    format!("`{}` waits until `{other}` is verified, and nobody verifies it", norm.label);
                out.push(Diagnostic::error("A703", norm.span, message).help(format!(
                    "add `verification of {other}: by …`, or say `after {other} is fulfilled`"
                )));
            }
        }
    }
    check_coverage(norms, out);
}

fn rule(
    scope: &Scope<'_>,
    verification: &ast::Verification,
    span: Span,
    out: &mut Vec<Diagnostic>,
) -> Result<Attestation, Refusal> {
    let by = attesters(scope, &verification.by, span, out);
    let through = scope.words.any_names(&verification.through, "a means of verification", out);
    let within = verification
        .within
        .as_ref()
        .map(|(length, after)| moment(scope, after, out).map(|after| (length.node, after)))
        .transpose();
    Ok(Attestation {
        by: by?,
        through: through.ok_or(Refusal::Reported)?,
        within: within?,
        coverage_percent: verification.coverage_percent.as_ref().map(|percent| percent.node),
        span,
    })
}

/// One norm has one rule of attestation: the clause may name who, the statement adds how (A706).
fn join(norm: &mut Norm, rule: &Attestation, out: &mut Vec<Diagnostic>) {
    if let Some(earlier) = &norm.attestation {
        let adds_only = earlier.by == rule.by && earlier.through.is_empty();
        if !adds_only {
            let message = format!("`{}` has two rules of verification", norm.label);
            out.push(
                Diagnostic::error("A706", rule.span, message)
                    .also(earlier.span, "the other one")
                    .help("say in one place who attests, by which means and by when"),
            );
            return;
        }
    }
    norm.attestation = Some(rule.clone());
}

/// A bearer who alone attests its own performance (A702).
fn check_bearer(norm: &Norm, out: &mut Vec<Diagnostic>) {
    let Some(attestation) = &norm.attestation else { return };
    let attesters: &[Name] = match &attestation.by {
        Attesters::AllOf(names) | Attesters::AtLeast(_, names) => names,
        Attesters::Named(name) => std::slice::from_ref(name),
        Attesters::OtherParty => return,
    };
    let is_alone = match &norm.bearers {
        Bearers::Each(bearers) | Bearers::Anyone(bearers) => {
            bearers.iter().find(|bearer| attesters.iter().all(|attester| attester == *bearer))
        }
        Bearers::Jointly(bearers) if bearers.len() == 1 => {
            bearers.first().filter(|bearer| attesters.iter().all(|attester| attester == *bearer))
        }
        Bearers::Jointly(_) => None,
    };
    if let Some(bearer) = is_alone {
        let message = format!("only `{bearer}` attests what `{bearer}` itself owes under `{}`", norm.label);
        out.push(
            Diagnostic::error("A702", attestation.span, message)
                .help("name the other party or a body: a bearer's word about itself is a claim"),
        );
    }
}

/// Norms that can never be found kept, because nothing says how much must be observed (A704), once for all of them:
/// whatever is not shown by something done.
fn check_coverage(norms: &[Norm], out: &mut Vec<Diagnostic>) {
    let bars = |norm: &&Norm| {
        let is_watched = match &norm.rule {
            Rule::Ban(_) | Rule::Upkeep(_) | Rule::Ceiling(_) | Rule::Notice(_) | Rule::Procedure(_) => true,
            // A floor is met by what is counted.
            Rule::Rate(rate) => !rate.is_floor,
            Rule::Deed(_) | Rule::Permission(_) | Rule::Power(_) => false,
        };
        is_watched && norm.attestation.as_ref().and_then(|rule| rule.coverage_percent).is_none()
    };
    let bare: Vec<&Norm> = norms.iter().filter(bars).collect();
    let Some(first) = bare.first() else { return };
    let message = match bare.len() {
        1 => format!("`{}` has no bar of coverage: it can never be found kept", first.label),
        many => format!(
            "{many} norms have no bar of coverage and can never be found kept; the first is `{}`",
            first.label
        ),
    };
    out.push(Diagnostic::warning("A704", Span::new(first.span.start, first.span.start), message).help(
        format!(
            "add `verification of {}: by … coverage at least 80 percent` if the text sets a bar",
            first.label
        ),
    ));
}
