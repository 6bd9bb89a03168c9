//! What norms are to one another: who waits for whom, who defeats whom, who takes whose place.

use std::collections::BTreeMap;

use armistice_facts::Name;

use crate::Diagnostic;
use crate::model::{
    Bearers, Condition, Deadline, Decision, Event, Exception, Moment, MomentBase, Movable, Norm, Rule,
};
use crate::resolve::norms::Sentences;
use crate::resolve::order::order;

/// Circles of moments (A407), of exceptions (A602), of decisions (A802), decisions without a party (A801), and exceptions
/// to what nobody can break (A806).
pub(super) fn check(sentences: &Sentences, decisions: &[Decision], out: &mut Vec<Diagnostic>) {
    check_moments(&sentences.norms, decisions, out);
    check_exceptions(&sentences.exceptions, out);
    check_excused(sentences, out);
    check_others(sentences, out);
    check_decisions(&sentences.norms, out);
}

fn check_moments(norms: &[Norm], decisions: &[Decision], out: &mut Vec<Diagnostic>) {
    let needs: BTreeMap<Name, Vec<Name>> =
        norms.iter().map(|norm| (norm.label.clone(), waits_for(norm, decisions))).collect();
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

/// An exception defeats a norm for what matches it; a permission and a power have no breach that it could excuse (A806).
fn check_excused(sentences: &Sentences, out: &mut Vec<Diagnostic>) {
    for exception in &sentences.exceptions {
        let bases = sentences.norms.iter().filter(|norm| exception.to.contains(&norm.label));
        for base in bases {
            let (kind, mend) = match &base.rule {
                Rule::Permission(_) => (
                    "permission",
                    "narrow the permission itself by `excluding`, a place or a condition, or write a ban beside it",
                ),
                Rule::Power(_) => (
                    "power",
                    "give the power itself its conditions: `upon …`, `from …`, `at least … before it starts`",
                ),
                _ => continue,
            };
            let message = format!(
                "`{}` is an exception to the {kind} `{}`, which nobody can break",
                exception.label, base.label
            );
            out.push(
                Diagnostic::error("A806", exception.span, message)
                    .also(base.span, format!("the {kind}"))
                    .help(mend),
            );
        }
    }
}

/// What waits for the other party's violation of what binds nobody else (A418).
fn check_others(sentences: &Sentences, out: &mut Vec<Diagnostic>) {
    let norms = sentences.norms.iter().map(|one| {
        let upon = match &one.rule {
            Rule::Procedure(procedure) => procedure.upon.as_ref(),
            _ => None,
        };
        (&one.label, &one.bearers, &one.conditions, upon, one.span)
    });
    let exceptions =
        sentences.exceptions.iter().map(|one| (&one.label, &one.bearers, &one.conditions, None, one.span));
    for (label, bearers, conditions, upon, span) in norms.chain(exceptions) {
        let events = conditions.iter().filter_map(|one| match one {
            Condition::Upon(event) => Some(event),
            Condition::After(..) => None,
        });
        for event in events.chain(upon) {
            let Event::Violation { of, by_other: true } = event else { continue };
            let Some(norm) = sentences.norms.iter().find(|norm| norm.label == *of) else { continue };
            let has_other = match bearers {
                Bearers::Jointly(own) => norm.bearers.names().iter().any(|name| !own.contains(name)),
                Bearers::Each(own) | Bearers::Anyone(own) => {
                    norm.bearers.names().iter().any(|name| own.iter().any(|one| one != name))
                }
            };
            if !has_other {
                let message = format!(
                    "`{label}` waits for a violation of `{of}` by the other party, and it binds no other"
                );
                out.push(
                    Diagnostic::error("A418", span, message)
                        .also(norm.span, "whom it binds")
                        .help("name the norm that binds the other side, or leave out `by the other party`"),
                );
            }
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
fn waits_for(norm: &Norm, decisions: &[Decision]) -> Vec<Name> {
    let mut names = conditions_of(&norm.conditions);
    let mut moments: Vec<&Moment> = norm.from.iter().chain(&norm.until).collect();
    for part in [Movable::End, Movable::Deadline] {
        moments.extend(decisions.iter().filter_map(|one| one.moves(part, norm.label.as_str())));
    }
    match &norm.rule {
        Rule::Deed(deed) => {
            moments.extend(&deed.starting_by);
            moments.extend(deed.deadlines().filter_map(|deadline| match deadline {
                Deadline::By(moment)
                | Deadline::Within { from: moment, .. }
                | Deadline::Every { from: moment, .. }
                | Deadline::Before(_, Some(moment)) => Some(moment),
                Deadline::Before(_, None) | Deadline::EveryYear { .. } | Deadline::WithoutDelay => None,
            }));
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
        Event::Violation { of: name, .. } | Event::Fulfilment(name) | Event::NoticeUnder(name) => {
            Some(name.clone())
        }
        _ => None,
    }
}
