//! Powers over what is in force, and permissions that defeat no norm.

use armistice_facts::Name;

use crate::ast::{self, Id, Modal, Predicate, Subject};
use crate::model::{Permission, Power, PowerKind, PowerTarget, Rule};
use crate::resolve::Refusal;
use crate::resolve::clauses::{Slots, take};
use crate::resolve::names::{Kind, nearest, short};
use crate::resolve::rules::{Said, limits, objects, place_of_act};
use crate::resolve::scope::Scope;
use crate::resolve::words::all;
use crate::vocabulary::{ANYTHING, Term};
use crate::{Diagnostic, Span};

/// The powers that the judgement knows, by the verb of the vocabulary that each is.
const POWERS: [(&str, PowerKind); 5] = [
    ("suspend", PowerKind::Suspend),
    ("denounce", PowerKind::Denounce),
    ("restore", PowerKind::Restore),
    ("renew", PowerKind::Renew),
    ("consent", PowerKind::Consent),
];

/// What somebody may do, where no limit is in it: a power, or a permission.
pub(super) fn rule(
    said: Said<'_>,
    slots: &mut Slots,
    out: &mut Vec<Diagnostic>,
) -> Option<Result<Rule, Refusal>> {
    let Said { scope, sentence, .. } = said;
    let is_nobody = matches!(sentence.subject.node, Subject::NoParty | Subject::NoOne);
    if is_nobody || sentence.modal.node != Modal::May {
        return None;
    }
    match &sentence.predicate.node {
        Predicate::Act { verb, classes } if is_power(scope, verb) => {
            Some(power(scope, verb, classes.as_ref(), slots, out))
        }
        Predicate::Act { verb, classes } => Some(permission(said, verb, classes.as_ref(), &[], slots, out)),
        Predicate::Counted { verb, counts } => Some(permission(said, verb, None, counts, slots, out)),
        _ => None,
    }
}

/// Whether the verb is one of a power.
fn is_power(scope: &Scope<'_>, verb: &Id) -> bool {
    let words = &scope.words.vocabulary;
    words.term(&verb.node).is_some_and(|term| words.is_a(term.name.as_str(), "power"))
}

/// `may suspend TARGET …` (A411, A412, A804).
fn power(
    scope: &Scope<'_>,
    verb: &Id,
    classes: Option<&ast::Classes>,
    slots: &mut Slots,
    out: &mut Vec<Diagnostic>,
) -> Result<Rule, Refusal> {
    let change = change(scope, verb, out);
    let over =
        match classes {
            Some(classes) if classes.excluding.is_empty() => {
                all(classes.any_of.iter().map(|one| target(scope, &one.name, out)))
            }
            _ => {
                let message = format!("the power to {} does not say over what", verb.node);
                out.push(Diagnostic::error("A804", verb.span, message).help(
                    "name a norm by its label, a section by its id, or write `agreement` for the whole",
                ));
                None
            }
        };
    let (change, over) = (change?, over.ok_or(Refusal::Reported)?);
    let lead = take(&mut slots.before);
    if let Some((_, Some(_))) = &lead {
        let what = "a power with notice before a day of the calendar".to_owned();
        return Err(Refusal::NotJudged(verb.span, what));
    }
    let renews_for = if change == PowerKind::Renew { take(&mut slots.for_duration) } else { None };
    if change == PowerKind::Renew && renews_for.is_none() {
        slots.check()?;
        out.push(
            Diagnostic::error("A412", verb.span, "the power to renew does not say for how long")
                .help("add `for 6 months`, counted from the end that is moved"),
        );
        return Err(Refusal::Reported);
    }
    Ok(Rule::Power(Power { change, over, lead: lead.map(|(length, _)| length), renews_for }))
}

/// `may V C place …` that is no exception.
fn permission(
    said: Said<'_>,
    verb: &Id,
    classes: Option<&ast::Classes>,
    counts: &[ast::Count],
    slots: &mut Slots,
    out: &mut Vec<Diagnostic>,
) -> Result<Rule, Refusal> {
    let scope = said.scope;
    let act = objects(scope, verb, classes, out);
    let object = scope.words.vocabulary.term(&verb.node).and_then(|term: &Term| term.declared("object"));
    let limits = limits(said, counts, object.unwrap_or(ANYTHING), out);
    let ((verb, objects), limits) = (act?, limits?);
    let place = place_of_act(slots);
    let purposes = take(&mut slots.purposes).unwrap_or_default();
    Ok(Rule::Permission(Permission { verb, objects, limits, place, purposes }))
}

fn change(scope: &Scope<'_>, verb: &Id, out: &mut Vec<Diagnostic>) -> Result<PowerKind, Refusal> {
    let words = &scope.words.vocabulary;
    let name = words.term(&verb.node).map_or(verb.node.as_str(), |term| term.name.as_str());
    if let Some((_, change)) = POWERS.iter().find(|(known, _)| words.is_a(name, known)) {
        return Ok(*change);
    }
    let known: Vec<String> = POWERS.iter().map(|(known, _)| format!("`{known}`")).collect();
    let message = format!("nothing is known of what the power to {} changes", verb.node);
    out.push(
        Diagnostic::error("A411", verb.span, message)
            .help(format!("the powers are {}; put the verb under one of them", known.join(", "))),
    );
    Err(Refusal::Reported)
}

/// What a power is over (A804).
fn target(scope: &Scope<'_>, id: &Id, out: &mut Vec<Diagnostic>) -> Option<PowerTarget> {
    if id.node == "agreement" {
        return Some(PowerTarget::Agreement);
    }
    let name = Name::new(id.node.clone()).ok()?;
    let names = &scope.words.names;
    if matches!(names.kind(&id.node), Some(Kind::Norm | Kind::Exception)) {
        return Some(PowerTarget::Norm(name));
    }
    let sections = || scope.sections.iter().filter_map(|section| section.id.as_ref());
    if sections().any(|section| *section == name) {
        return Some(PowerTarget::Section(name));
    }
    if names.is_unread(&id.node) {
        return None;
    }
    out.push(unknown(id.span, &id.node, names.labels().chain(sections().map(Name::as_str))));
    None
}

fn unknown<'a>(span: Span, written: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let message = format!("there is no norm, section or `agreement` of the name `{}`", short(written));
    let diagnostic = Diagnostic::error("A804", span, message).marked("the power is over nothing");
    match nearest(written, known.chain(["agreement"])) {
        Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
        None => diagnostic
            .help("name a norm by its label, a section by its id, or write `agreement` for the whole"),
    }
}
