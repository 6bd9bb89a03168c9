//! What could show that a condition is met.

use std::collections::BTreeSet;

use armistice_facts::Name;

use super::sources::Sources;
use super::{Observation, Part, PartOf, Showing};
use crate::model::{Condition, Event, Recipient};

/// What could show that another norm is fulfilled (`true`) or broken (`false`); `None` where that is not asked.
pub(super) type OfNorm<'f> = &'f dyn Fn(&Name, bool) -> Option<Showing>;

/// What could show that each of the conditions is met, a part each.
pub(super) fn parts(sources: &Sources<'_>, conditions: &[Condition], of_norm: OfNorm<'_>) -> Vec<Part> {
    let numbered = conditions.iter().enumerate();
    numbered.filter_map(|(number, one)| part(sources, PartOf::Condition(number), one, of_norm)).collect()
}

fn part(sources: &Sources<'_>, of: PartOf, condition: &Condition, of_norm: OfNorm<'_>) -> Option<Part> {
    match condition {
        Condition::After(label, _) => of_norm(label, true).map(|found| as_part(of, found)),
        Condition::Upon(event) => upon(sources, of, event, of_norm),
    }
}

/// What could show that an event happened.
fn upon(sources: &Sources<'_>, of: PartOf, event: &Event, of_norm: OfNorm<'_>) -> Option<Part> {
    let by = match event {
        Event::PriorNotice { through: None, .. } => sources.registers(),
        Event::PriorNotice { through: Some(channel), .. } => {
            let mut by = sources.of_word(channel.as_str());
            by.extend(sources.registers());
            by.extend(sources.bodies(std::slice::from_ref(channel)));
            by
        }
        Event::Consent(by) => asked(sources, "consent", by),
        Event::Request(by) => asked(sources, "request", by),
        Event::Violation { of: label, .. } => return of_norm(label, false).map(|found| as_part(of, found)),
        Event::Fulfilment(label) => return of_norm(label, true).map(|found| as_part(of, found)),
        // A notice under a norm is one that the record holds.
        Event::NoticeUnder(_) => {
            let mut by = sources.registers();
            by.extend(sources.of_word("notify"));
            by
        }
        Event::Other(name, by) => {
            let mut seen = sources.of_word(name.as_str());
            if let Some(Recipient::Named(names)) = by {
                seen.extend(sources.bodies(names));
            }
            seen
        }
    };
    Some(sources.part(of, by))
}

/// Consent and requests: by the word of the one who gives it, by a register, by what the vocabulary names.
fn asked(sources: &Sources<'_>, what: &str, by: &Recipient) -> BTreeSet<Observation> {
    let mut seen = sources.of_word(what);
    if let Recipient::Named(names) = by {
        seen.extend(sources.bodies(names));
    }
    seen
}

/// All that shows any part of it, as far as all of it can be shown.
fn as_part(of: PartOf, Showing { parts }: Showing) -> Part {
    let is_never = parts.iter().any(|part| part.by.is_empty());
    let is_word = !is_never && parts.iter().any(|part| part.is_word);
    let by = if is_never {
        BTreeSet::new()
    } else {
        parts.into_iter().filter(|part| !is_word || part.is_word).flat_map(|part| part.by).collect()
    };
    Part { of, by, is_word }
}
