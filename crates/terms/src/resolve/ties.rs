//! What norms are to one another: who waits for whom, who defeats whom, who takes whose place.

use std::collections::BTreeMap;

use armistice_facts::Name;

use crate::ast::{Statement, StatementKind};
use crate::model::{Bearers, Condition, Deadline, Event, Exception, Moment, MomentBase, Norm, Rule};
use crate::resolve::norms::Sentences;
use crate::resolve::order::order;
use crate::{Diagnostic, Span};

/// Circles of moments (A407), of exceptions (A602), of decisions (A802), and decisions without a party (A801).
pub(super) fn check(sentences: &Sentences, out: &mut Vec<Diagnostic>) {
    check_moments(&sentences.norms, out);
    check_exceptions(&sentences.exceptions, out);
    check_decisions(&sentences.norms, out);
}

/// Leaves out of the judgement what rests on a norm that is not judged: it could only be judged wrongly.
pub(super) fn leave_out_dependants(sentences: &mut Sentences, out: &mut Vec<Diagnostic>) {
    // Each round leaves out at least one more, so the rounds end.
    loop {
        let gone = sentences.not_judged.clone();
        let is_gone = |name: &Name| gone.contains(name);
        let norm = sentences.norms.iter().find_map(|norm| {
            let base = waits_for(norm).into_iter().find(is_gone);
            base.map(|base| (norm.label.clone(), norm.section, norm.span, base))
        });
        let exception = || {
            sentences.exceptions.iter().find_map(|exception| {
                let base = conditions_of(&exception.conditions).into_iter().find(is_gone);
                base.map(|base| (exception.label.clone(), exception.section, exception.span, base))
            })
        };
        let Some((label, section, span, base)) = norm.or_else(exception) else { break };
        let what = format!("it rests on `{base}`, which is not judged");
        out.push(Diagnostic::warning(
            "A510",
            span,
            format!("`{label}` is left out of the judgement: {what}"),
        ));
        sentences.norms.retain(|norm| norm.label != label);
        sentences.exceptions.retain(|exception| exception.label != label);
        sentences.leave_out(label.as_str(), section, span, &what);
    }
    let gone = &sentences.not_judged;
    for norm in &mut sentences.norms {
        norm.failing_which.retain(|name| !gone.contains(name));
        norm.together_with.retain(|name| !gone.contains(name));
    }
    for exception in &mut sentences.exceptions {
        exception.to.retain(|name| !gone.contains(name));
    }
    sentences.exceptions.retain(|exception| !exception.to.is_empty());
}

/// Exceptions to norms of a kind in which no exception is heard yet: the judge would find a breach where the text allows
/// it.
pub(super) fn leave_out_unheard(sentences: &mut Sentences, out: &mut Vec<Diagnostic>) {
    let unheard: Vec<(Name, usize, Span, Name, &str)> = sentences
        .exceptions
        .iter()
        .filter_map(|exception| {
            let bases = sentences.norms.iter().filter(|norm| exception.to.contains(&norm.label));
            let (base, kind) =
                bases.filter_map(|norm| Some((&norm.label, unheard_in(&norm.rule)?))).next()?;
            Some((exception.label.clone(), exception.section, exception.span, base.clone(), kind))
        })
        .collect();
    for (label, section, span, base, kind) in unheard {
        let what = format!("an exception to {kind}, as `{base}` is one");
        let message = format!("`{label}` is left out of the judgement: {what}, is not judged yet");
        out.push(
            Diagnostic::warning("A510", span, message)
                .help("the sentence is kept, and shown as not judged, and so is what it is an exception to"),
        );
        sentences.exceptions.retain(|exception| exception.label != label);
        sentences.leave_out(label.as_str(), section, span, &what);
    }
}

/// The kind of rule, where the judge asks for no exceptions to it.
fn unheard_in(rule: &Rule) -> Option<&'static str> {
    match rule {
        Rule::Ban(_) | Rule::Rate(_) => None,
        Rule::Upkeep(_) => Some("a state to be kept"),
        Rule::Ceiling(_) => Some("a number held"),
        Rule::Deed(_) => Some("a duty"),
        Rule::Notice(_) => Some("a notice"),
        Rule::Procedure(_) => Some("a procedure"),
        Rule::Permission(_) => Some("a permission"),
        Rule::Power(_) => Some("a power"),
    }
}

/// Norms whose exception, or whose replacement by a decision, cannot be judged: without it, an act that is allowed
/// would be found a breach.
pub(super) fn leave_out_changed<'a>(
    statements: impl Iterator<Item = &'a Statement>,
    sentences: &mut Sentences,
    out: &mut Vec<Diagnostic>,
) {
    for statement in statements {
        let (change, changed, what) = match &statement.kind {
            StatementKind::Exception(exception) => (&exception.label, exception.to.as_slice(), "exception"),
            StatementKind::Decision(decision) => {
                (&decision.name, std::slice::from_ref(&decision.replaces), "replacement")
            }
            _ => continue,
        };
        if !sentences.not_judged.iter().any(|label| *label == *change.node.as_str()) {
            continue;
        }
        for id in changed {
            let Some(norm) = sentences.norms.iter().find(|norm| norm.label == *id.node.as_str()) else {
                continue;
            };
            let (label, section, span) = (norm.label.clone(), norm.section, norm.span);
            let what = format!("its {what} `{}` is not judged", change.node);
            out.push(Diagnostic::warning(
                "A510",
                span,
                format!("`{label}` is left out of the judgement: {what}"),
            ));
            sentences.norms.retain(|norm| norm.label != label);
            sentences.leave_out(label.as_str(), section, span, &what);
        }
    }
}

fn check_moments(norms: &[Norm], out: &mut Vec<Diagnostic>) {
    let needs: BTreeMap<Name, Vec<Name>> =
        norms.iter().map(|norm| (norm.label.clone(), waits_for(norm))).collect();
    for circle in order(&needs).circles {
        let Some(norm) = norms.iter().find(|norm| circle.contains(&norm.label)) else { continue };
        let diagnostic = if circle.len() == 1 {
            Diagnostic::error("A407", norm.span, format!("`{}` waits for its own fulfilment", norm.label))
        } else {
            let way: Vec<String> = circle.iter().map(|name| format!("`{name}`")).collect();
            Diagnostic::error("A407", norm.span, format!("`{}` waits for itself", norm.label))
                .help(format!("each waits for the next: {}", way.join(", ")))
        };
        out.push(diagnostic);
    }
}

fn check_exceptions(exceptions: &[Exception], out: &mut Vec<Diagnostic>) {
    let needs = exceptions.iter().map(|exception| (exception.label.clone(), exception.to.clone())).collect();
    for circle in order(&needs).circles {
        if let Some(exception) = exceptions.iter().find(|exception| circle.contains(&exception.label)) {
            let way: Vec<String> = circle.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("the exception `{}` defeats itself", exception.label);
            out.push(
                Diagnostic::error("A602", exception.span, message)
                    .help(format!("each defeats the next: {}", way.join(", "))),
            );
        }
    }
}

fn check_decisions(norms: &[Norm], out: &mut Vec<Diagnostic>) {
    let mut dates: BTreeMap<(&Name, armistice_facts::calendar::Date), &Norm> = BTreeMap::new();
    let mut needs: BTreeMap<Name, Vec<Name>> = BTreeMap::new();
    for norm in norms {
        let Some(decision) = &norm.decision else { continue };
        needs.insert(norm.label.clone(), vec![decision.replaces.clone()]);
        let Some(replaced) = norms.iter().find(|one| one.label == decision.replaces) else { continue };
        let is_party_without_voice = |name: &&Name| !decision.by.contains(name);
        let (Bearers::Each(bearers) | Bearers::Jointly(bearers) | Bearers::Anyone(bearers)) =
            &replaced.bearers;
        let missing: Vec<String> =
            bearers.iter().filter(is_party_without_voice).map(|name| format!("`{name}`")).collect();
        if !missing.is_empty() {
            let message = format!(
                "the decision `{}` lacks {}, which `{}` binds",
                norm.label,
                missing.join(", "),
                replaced.label
            );
            out.push(
                Diagnostic::error("A801", norm.span, message)
                    .also(replaced.span, "the norm replaced")
                    .help("a change by some of those bound is an event of the record, not a decision"),
            );
        }
        if let Some(other) = dates.insert((&decision.replaces, decision.on), norm) {
            let message = format!("two decisions of {} replace `{}`", decision.on, decision.replaces);
            out.push(Diagnostic::error("A802", norm.span, message).also(other.span, "the other one"));
        }
    }
    for circle in order(&needs).circles {
        if let Some(norm) = norms.iter().find(|norm| circle.contains(&norm.label)) {
            let message = format!("the decision `{}` replaces itself", norm.label);
            out.push(Diagnostic::error("A802", norm.span, message));
        }
    }
}

/// The norms for whose fulfilment, or verdict, a norm waits.
fn waits_for(norm: &Norm) -> Vec<Name> {
    let mut names = conditions_of(&norm.conditions);
    let mut moments: Vec<&Moment> = norm.from.iter().chain(&norm.until).collect();
    match &norm.rule {
        Rule::Deed(deed) => {
            moments.extend(&deed.starting_by);
            match &deed.deadline {
                Deadline::By(moment)
                | Deadline::Within { from: moment, .. }
                | Deadline::Before(_, Some(moment)) => {
                    moments.push(moment);
                }
                Deadline::Before(_, None) | Deadline::WithoutDelay => {}
            }
        }
        Rule::Procedure(procedure) => {
            names.extend(procedure.upon.as_ref().and_then(norm_of));
        }
        _ => {}
    }
    names.extend(moments.into_iter().filter_map(|moment| match &moment.base {
        MomentBase::Fulfilment(name) | MomentBase::Violation(name) => Some(name.clone()),
        _ => None,
    }));
    names
}

fn conditions_of(conditions: &[Condition]) -> Vec<Name> {
    let norm = |condition: &Condition| match condition {
        Condition::After(name, _) => Some(name.clone()),
        Condition::Upon(event) => norm_of(event),
    };
    conditions.iter().filter_map(norm).collect()
}

fn norm_of(event: &Event) -> Option<Name> {
    match event {
        Event::Violation(name) | Event::Fulfilment(name) | Event::NoticeUnder(name) => Some(name.clone()),
        _ => None,
    }
}
