//! What nobody could ever see: norms whose breach nothing shows, or only a party's own word, exceptions and conditions
//! that can only be claimed, and bodies that attest and are not bound to.

use armistice_facts::Name;

use crate::ast::Document;
use crate::model::{Agreement, Attesters, Bearers, Condition, Event, Norm, Rule};
use crate::monitorability::{self, Part, PartOf, Visibility};
use crate::resolve::scope::label_of;
use crate::{Diagnostic, Span};

/// How many labels a message names before it counts the others.
const MOST_NAMED: usize = 6;

/// A605, A607, A608, A609 and A705; each that has one cause and one mend is told once for all that it holds for.
pub(super) fn check(document: &Document, agreement: &Agreement, out: &mut Vec<Diagnostic>) {
    let mut hidden = Hidden::default();
    for (norm, found) in monitorability::of_norms(agreement) {
        let breach = &found.breach;
        match breach.visibility() {
            Visibility::Never => {
                let Some(part) = breach.lacking(Visibility::Never) else { continue };
                match &part.of {
                    PartOf::Condition(number) => {
                        let at = label_of(document, norm.span);
                        let condition = norm.conditions.get(*number);
                        out.extend(condition.and_then(|one| unseen_condition("norm", &norm.label, one, at)));
                    }
                    _ => hidden.add(norm, part),
                }
            }
            Visibility::Word => hidden.words.push(norm),
            Visibility::Seen => {}
        }
    }
    hidden.tell(document, out);
    check_exceptions(document, agreement, out);
    check_bound(agreement, out);
}

/// Norms whose breach can never be shown, or only by a word, by what is missing.
#[derive(Default)]
struct Hidden<'a> {
    matter: Vec<&'a Norm>,
    detail: Vec<(PartOf, Vec<&'a Norm>)>,
    unregistered: Vec<&'a Norm>,
    words: Vec<&'a Norm>,
}

impl<'a> Hidden<'a> {
    fn add(&mut self, norm: &'a Norm, part: &Part) {
        match &part.of {
            PartOf::Absence => self.unregistered.push(norm),
            PartOf::Attribute(_) | PartOf::Purpose | PartOf::Place(_) => {
                match self.detail.iter_mut().find(|(of, _)| *of == part.of) {
                    Some((_, norms)) => norms.push(norm),
                    None => self.detail.push((part.of.clone(), vec![norm])),
                }
            }
            PartOf::Matter | PartOf::Refusal | PartOf::Everything | PartOf::Condition(_) => {
                self.matter.push(norm);
            }
        }
    }

    fn tell(&self, document: &Document, out: &mut Vec<Diagnostic>) {
        let mut tell = |code, norms: &[&Norm], message: &dyn Fn(String) -> String, help: String| {
            let Some(first) = norms.first() else { return };
            let labels: Vec<&Name> = norms.iter().map(|norm| &norm.label).collect();
            let at = label_of(document, first.span);
            out.push(Diagnostic::warning(code, at, message(listed(&labels))).help(help));
        };
        let first = |norms: &[&Norm]| norms.first().map(|norm| norm.label.to_string()).unwrap_or_default();
        tell(
            "A607",
            &self.matter,
            &|labels| format!("no kind of observation could show that {labels} is broken"),
            format!(
                "say of what it speaks what can show it, by `observed by`; or who inspects: `verification of {}: by …`",
                first(&self.matter)
            ),
        );
        tell(
            "A607",
            &self.unregistered,
            &|labels| {
                format!(
                    "that {labels} is broken can never be shown: no register tells that a notice is missing"
                )
            },
            "declare the register of notices, if it is one: `register notices is complete`".to_owned(),
        );
        for (of, norms) in &self.detail {
            let (what, help) = detail(of);
            tell(
                "A607",
                norms,
                &|labels| format!("that {labels} is broken can never be shown: {what}"),
                help,
            );
        }
        tell(
            "A608",
            &self.words,
            &|labels| format!("only the word of a party could show that {labels} is broken"),
            format!(
                "name another kind of observation by `observed by`, or who inspects: `verification of {}: by …`, a body \
                 or both sides",
                first(&self.words)
            ),
        );
    }
}

fn detail(of: &PartOf) -> (String, String) {
    match of {
        PartOf::Attribute(name) => (
            format!("no kind of observation shows the {name} of a thing"),
            format!("say what shows it: `class {name} is attribute … observed by …`"),
        ),
        PartOf::Place(zone) => (
            format!("where `{zone}` is, is not decided"),
            format!(
                "give `{zone}` its place once it is decided, or `described as` what is known of it in words"
            ),
        ),
        _ => (
            "no kind of observation shows the purpose on which it turns".to_owned(),
            "say of the purpose what can show it, by `observed by`".to_owned(),
        ),
    }
}

/// Exceptions whose purpose or condition nobody could see (A605), or that can only be claimed (A609).
fn check_exceptions(document: &Document, agreement: &Agreement, out: &mut Vec<Diagnostic>) {
    let mut claimed: Vec<(&Name, Span)> = Vec::new();
    for (exception, parts) in monitorability::of_exceptions(agreement) {
        let at = label_of(document, exception.span);
        let Some(least) = parts.iter().min_by_key(|part| part.visibility()) else { continue };
        match (least.visibility(), &least.of) {
            (Visibility::Never, PartOf::Condition(number)) => {
                let condition = exception.conditions.get(*number);
                out.extend(
                    condition.and_then(|one| unseen_condition("exception", &exception.label, one, at)),
                );
            }
            (Visibility::Never, _) => {
                let message = format!(
                    "nobody could see whether the exception `{}` is met: no kind of observation shows its purpose",
                    exception.label
                );
                out.push(
                    Diagnostic::warning("A605", at, message)
                        .help("say of the purpose what can show it, by `observed by`"),
                );
            }
            (Visibility::Word, _) => claimed.push((&exception.label, at)),
            (Visibility::Seen, _) => {}
        }
    }
    if let Some((_, at)) = claimed.first() {
        let labels: Vec<&Name> = claimed.iter().map(|(label, _)| *label).collect();
        let message = format!("only the word of a party could show that {} is met", listed(&labels));
        out.push(Diagnostic::warning("A609", *at, message).help(
            "declare a register that holds what it asks for, or name a body whose consent or notice it takes",
        ));
    }
}

/// A condition that nobody could see (A605). That a notice has no register is said where the notice is named.
fn unseen_condition(what: &str, label: &Name, condition: &Condition, at: Span) -> Option<Diagnostic> {
    let (event, help) = match condition {
        Condition::Upon(Event::PriorNotice { through: None, .. }) => return None,
        Condition::Upon(Event::PriorNotice { through: Some(channel), .. }) => (
            format!("a notice through `{channel}`"),
            format!(
                "say what shows it, by `observed by` on `{channel}`, or declare a register: `register notices is complete`"
            ),
        ),
        Condition::Upon(Event::Consent(_)) => ("consent".to_owned(), of_word("consent")),
        Condition::Upon(Event::Request(_)) => ("a request".to_owned(), of_word("request")),
        Condition::Upon(Event::NoticeUnder(other)) => (
            format!("a notice under `{other}`"),
            "declare a register: `register notices is complete`".to_owned(),
        ),
        // What is wrong there is said of the other norm.
        Condition::Upon(Event::Violation { .. } | Event::Fulfilment(_)) | Condition::After(..) => {
            return None;
        }
        Condition::Upon(Event::Other(name, _)) => (
            format!("`{name}`"),
            format!(
                "say what shows it, by `observed by` on `{name}`, or name the body that tells it: `upon {name} of …`"
            ),
        ),
    };
    let message = format!("the {what} `{label}` waits for {event}, and no kind of observation could show it");
    Some(Diagnostic::warning("A605", at, message).help(help))
}

fn of_word(word: &str) -> String {
    format!(
        "declare a register, `register notices is complete`, or say what shows it by `observed by` on `{word}`"
    )
}

/// Bodies that attest and whom nothing binds to (A705), once for all of them.
fn check_bound(agreement: &Agreement, out: &mut Vec<Diagnostic>) {
    let mut free: Vec<(&Name, &Norm, Span)> = Vec::new();
    for norm in &agreement.norms {
        let Some(attestation) = norm.attestation.as_ref().filter(|rule| rule.within.is_none()) else {
            continue;
        };
        let names: &[Name] = match &attestation.by {
            Attesters::AllOf(names) | Attesters::AtLeast(_, names) => names,
            Attesters::Named(name) => std::slice::from_ref(name),
            Attesters::OtherParty => continue,
        };
        let bodies = names.iter().filter(|name| agreement.party(name.as_str()).is_none());
        for body in bodies.filter(|body| !is_bound(agreement, body)) {
            if !free.iter().any(|(known, ..)| *known == body) {
                free.push((body, norm, attestation.span));
            }
        }
    }
    let Some((body, norm, span)) = free.first() else { return };
    let names: Vec<&Name> = free.iter().map(|(name, ..)| *name).collect();
    let message =
        format!("nothing binds {} to answer: who attests by no day may never attest", listed(&names));
    out.push(Diagnostic::warning("A705", *span, message).help(format!(
        "add a time, `verification of {}: by {body} within 30 days after …`, or a duty of `{body}` to verify, if the \
         text has one",
        norm.label
    )));
}

/// Whether some norm makes it a duty of the body to do, or to tell, anything.
fn is_bound(agreement: &Agreement, body: &Name) -> bool {
    agreement.norms.iter().any(|norm| {
        let is_duty = match &norm.rule {
            Rule::Deed(_) | Rule::Notice(_) => true,
            Rule::Rate(rate) => rate.is_floor,
            _ => false,
        };
        let (Bearers::Each(names) | Bearers::Jointly(names) | Bearers::Anyone(names)) = &norm.bearers;
        is_duty && names.contains(body)
    })
}

/// `` `a`, `b` or 3 more ``
fn listed(labels: &[&Name]) -> String {
    let (named, rest) = labels.split_at(labels.len().min(MOST_NAMED));
    let mut words: Vec<String> = named.iter().map(|label| format!("`{label}`")).collect();
    if !rest.is_empty() {
        words.push(format!("{} more", rest.len()));
    }
    let last = words.pop().unwrap_or_default();
    if words.is_empty() { last } else { format!("{} or {last}", words.join(", ")) }
}
