//! Parts of an agreement in words.

use std::fmt::Debug;

use armistice_facts::Name;
use armistice_facts::calendar::{Date, MONTHS, Zone};

use super::fields;
use crate::ast::{Achieved, Cardinal, Comparison, Counting, Value};
use crate::class_set::{AttributeTest, ClassSet, ClassTest};
use crate::model::{
    Attestation, Attesters, Bearers, Condition, Deadline, Event, FileRef, Limit, Moment, MomentBase, Near,
    NearTo, Place, Recipient, SideOf,
};

/// More characters of a text are left out.
const LONGEST_TEXT: usize = 160;

pub(super) fn names(names: &[Name]) -> String {
    names.iter().map(Name::as_str).collect::<Vec<_>>().join(", ")
}

/// A text between quotation marks, cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(LONGEST_TEXT).collect();
    let rest = if shown.len() < text.len() { "…" } else { "" };
    format!("\"{shown}{rest}\"")
}

pub(super) fn date(date: Date) -> String {
    let (year, month, day) = date.parts();
    let month = usize::from(month).checked_sub(1).and_then(|index| MONTHS.get(index)).copied();
    format!("{day} {} {year}", month.unwrap_or_default())
}

/// Metres or kilometres, whichever needs no decimals.
pub(super) fn length(millimetres: i64) -> String {
    match millimetres {
        whole if whole % 1_000_000 == 0 && whole != 0 => format!("{} km", whole / 1_000_000),
        whole if whole % 1_000 == 0 => format!("{} m", whole / 1_000),
        other => format!("{other} mm"),
    }
}

pub(super) fn bearers(bearers: &Bearers) -> String {
    match bearers {
        Bearers::Each(bound) if bound.len() == 1 => names(bound),
        Bearers::Each(bound) => format!("each of {}", names(bound)),
        Bearers::Jointly(bound) => format!("{} jointly", names(bound)),
        Bearers::Anyone(bound) => format!("anyone on the side of {}", names(bound)),
    }
}

pub(super) fn classes(set: &ClassSet) -> String {
    let list = |tests: &[ClassTest]| tests.iter().map(class).collect::<Vec<_>>().join(", ");
    let any = if set.any_of.is_empty() { "anything".to_owned() } else { list(&set.any_of) };
    if set.excluding.is_empty() { any } else { format!("{any} excluding {}", list(&set.excluding)) }
}

pub(super) fn class(test: &ClassTest) -> String {
    if test.tests.is_empty() {
        return test.class.to_string();
    }
    let joiner = if test.any { " or " } else { " and " };
    let tests: Vec<String> = test.tests.iter().map(attribute).collect();
    format!("{} with {}", test.class, tests.join(joiner))
}

fn attribute(test: &AttributeTest) -> String {
    let comparison = match test.comparison {
        Comparison::AtLeast => "at least",
        Comparison::AtMost => "at most",
        Comparison::Above => "above",
        Comparison::Below => "below",
        Comparison::Is => "is",
    };
    let value = match &test.value {
        Value::Number(thousandths) if thousandths % 1000 == 0 => (thousandths / 1000).to_string(),
        Value::Number(thousandths) => format!("{}.{:03}", thousandths / 1000, thousandths % 1000),
        Value::Length(millimetres) => length(*millimetres),
        Value::Duration(duration) => duration.to_string(),
        Value::Name(word) => word.clone(),
        Value::Text(text) => quoted(text),
    };
    format!("{} {comparison} {value}", test.attribute)
}

pub(super) fn limits(limits: &[Limit]) -> String {
    limits.iter().map(limit).collect::<Vec<_>>().join(", ")
}

pub(super) fn limit(limit: &Limit) -> String {
    match &limit.share {
        None => format!("{} {}", limit.number, class(&limit.of)),
        Some(share) => format!("{} of {}", parts(limit.number, share.parts), share.inventory),
    }
}

/// Shares that are due one after the other.
pub(super) fn shares<'a>(each: impl Iterator<Item = (&'a Limit, &'a Deadline)>, zone: &Zone) -> String {
    each.map(|(owed, due)| format!("{}: {}", limit(owed), deadline(due, zone))).collect::<Vec<_>>().join(", ")
}

/// A number of equal parts of a whole, in the words of the language.
pub(super) fn parts(number: u64, parts: u64) -> String {
    let word = match parts {
        1 => return "all".to_owned(),
        2 if number == 1 => "half",
        2 => "halves",
        3 if number == 1 => "third",
        3 => "thirds",
        4 if number == 1 => "quarter",
        4 => "quarters",
        _ => "percent",
    };
    format!("{number} {word}")
}

pub(super) fn place(place: &Place) -> String {
    let list =
        |places: &[Place], joiner: &str| places.iter().map(inner_place).collect::<Vec<_>>().join(joiner);
    match place {
        Place::Or(places) => list(places, " or "),
        Place::And(places) => list(places, " and "),
        Place::Minus(from, less) => format!("{} minus {}", inner_place(from), inner_place(less)),
        Place::Near(near) => near_to(near),
        Place::Beside { side, point } => {
            let side = match side {
                Cardinal::North => "north",
                Cardinal::South => "south",
                Cardinal::East => "east",
                Cardinal::West => "west",
            };
            format!("{side} of {point}")
        }
        Place::File(reference) => file(reference),
        Place::Zone(name) => name.to_string(),
        Place::Side { line, of } => {
            let whose = match of {
                SideOf::Own => "their own".to_owned(),
                SideOf::Other => "the other".to_owned(),
                SideOf::Named(name) => format!("the {name}"),
            };
            format!("on {whose} side of {line}")
        }
        Place::OutOf(from) => format!("out of {}", inner_place(from)),
        Place::To(to) => format!("to {}", inner_place(to)),
        Place::Domain(name) => name.clone(),
        Place::Everywhere => "everywhere".to_owned(),
        other => generic(other),
    }
}

/// The place with the word before it.
pub(super) fn at(at: &Place) -> String {
    match at {
        Place::Near(_)
        | Place::Everywhere
        | Place::AcrossLine(_)
        | Place::Side { .. }
        | Place::OutOf(_)
        | Place::To(_) => place(at),
        // Each part with its own word, as the sentence has it.
        Place::And(parts) if at.is_of_a_move() => parts.iter().map(self::at).collect::<Vec<_>>().join(" "),
        _ => format!("in {}", place(at)),
    }
}

fn inner_place(inner: &Place) -> String {
    match inner {
        Place::Or(_) | Place::And(_) | Place::Minus(..) => format!("({})", place(inner)),
        _ => place(inner),
    }
}

fn near_to(near: &Near) -> String {
    let word = if near.is_beyond { "beyond" } else { "within" };
    let of = match &near.of {
        NearTo::Line(name) | NearTo::Point(name) | NearTo::Zone(name) | NearTo::Class(name) => name,
    };
    let mut text = format!("{word} {} of {of}", length(near.distance_mm));
    if near.of_the_other_party {
        text.push_str(" of the other party");
    }
    if let Some((first, last)) = &near.between {
        text.push_str(&format!(" between marker {first} and marker {last}"));
    }
    match &near.side_of {
        None => {}
        Some(SideOf::Own) => text.push_str(" on their own side"),
        Some(SideOf::Other) => text.push_str(" on the other side"),
        Some(SideOf::Named(party)) => text.push_str(&format!(" on the side of {party}")),
    }
    text
}

pub(super) fn file(file: &FileRef) -> String {
    let feature = file.feature.as_ref().map(|feature| format!("#{feature}")).unwrap_or_default();
    let hash = file.sha256.as_ref().map(|hash| format!(" (sha256 {hash})")).unwrap_or_default();
    format!("file {}{feature}{hash}", file.path)
}

pub(super) fn moment(moment: &Moment, zone: &Zone) -> String {
    let base = match &moment.base {
        MomentBase::Day(day) => date(*day),
        MomentBase::Instant(instant) => zone.show(*instant),
        MomentBase::Signature => "signature".to_owned(),
        MomentBase::InForce => "entry into force".to_owned(),
        MomentBase::Fulfilment(name) => format!("fulfilment of {name}"),
        other => generic(other),
    };
    match &moment.plus {
        Some(length) => format!("{base} + {length}"),
        None => base,
    }
}

pub(super) fn deadline(deadline: &Deadline, zone: &Zone) -> String {
    match deadline {
        Deadline::By(by) => moment(by, zone),
        Deadline::Within { length, counting, from } => {
            let counting = match counting {
                Counting::After => "after",
                Counting::Beginning => "beginning",
            };
            format!("within {length} {counting} {}", moment(from, zone))
        }
        Deadline::EveryYear { month, day } => format!("{} of every year", yearly(*month, *day)),
        Deadline::Every { length, from } => format!("every {length} from {}", moment(from, zone)),
        Deadline::Before(length, None) => format!("at least {length} before it starts"),
        Deadline::Before(length, Some(before)) => {
            format!("at least {length} before {}", moment(before, zone))
        }
        other => generic(other),
    }
}

pub(super) fn conditions(conditions: &[Condition]) -> String {
    conditions.iter().map(condition).collect::<Vec<_>>().join(" and ")
}

fn condition(condition: &Condition) -> String {
    if let Condition::Upon(event) = condition {
        return format!("upon {}", self::event(event));
    }
    match condition {
        Condition::After(norm, Achieved::Verified) => format!("after {norm} is verified"),
        Condition::After(norm, Achieved::Fulfilled) => format!("after {norm} is fulfilled"),
        Condition::After(norm, Achieved::KeptFor(length)) => format!("after {norm} is kept for {length}"),
        other => generic(other),
    }
}

pub(super) fn event(event: &Event) -> String {
    match event {
        Event::PriorNotice { to, through, lead } => {
            let through = through.as_ref().map(|name| format!(" through {name}")).unwrap_or_default();
            let lead = lead.map(|lead| format!(" at least {lead} before")).unwrap_or_default();
            format!("prior notice to {}{through}{lead}", recipient(to))
        }
        Event::Consent(of) => format!("consent of {}", recipient(of)),
        Event::Request(of) => format!("request of {}", recipient(of)),
        Event::Violation { of, by_other: false } => format!("violation of {of}"),
        Event::Violation { of, by_other: true } => format!("violation of {of} by the other party"),
        Event::Fulfilment(norm) => format!("fulfilment of {norm}"),
        Event::Other(name, None) => name.to_string(),
        Event::Other(name, Some(by)) => format!("{name} of {}", recipient(by)),
        other => generic(other),
    }
}

pub(super) fn recipient(recipient: &Recipient) -> String {
    match recipient {
        Recipient::OtherParty => "the other party".to_owned(),
        Recipient::Named(told) => names(told),
    }
}

pub(super) fn attestation(attestation: &Attestation, zone: &Zone) -> String {
    let mut text = match &attestation.by {
        Attesters::AllOf(all) => format!("by all of {}", names(all)),
        Attesters::AtLeast(number, of) => format!("by {number} of {}", names(of)),
        Attesters::OtherParty => "by the other party".to_owned(),
        Attesters::Named(name) => format!("by {name}"),
    };
    if !attestation.through.is_empty() {
        text.push_str(&format!(" through {}", names(&attestation.through)));
    }
    if let Some((length, after)) = &attestation.within {
        text.push_str(&format!(" within {length} after {}", moment(after, zone)));
    }
    if let Some(percent) = attestation.coverage_percent {
        text.push_str(&format!(" coverage at least {percent} percent"));
    }
    text
}

/// What has no words of its own here: the names and figures that it holds, in their order.
pub(super) fn generic(value: &impl Debug) -> String {
    words_of(&fields::bare(value))
}

/// Names and figures out of what a value says of itself: `AcrossLine(Name("MDL"))` is `across line MDL`.
pub(super) fn words_of(text: &str) -> String {
    let text = text.replace("Name(", "(").replace("Some(", "(").replace("None", "-");
    let mut words = String::new();
    let mut in_text = false;
    let mut before = ' ';
    for character in text.chars() {
        in_text ^= character == '"' && before != '\\';
        match character {
            '(' | ')' | '{' | '}' | '[' | ']' | '"' if !in_text || character == '"' => words.push(' '),
            '_' if !in_text => words.push(' '),
            upper if !in_text && upper.is_ascii_uppercase() => {
                if before.is_alphanumeric() {
                    words.push(' ');
                }
                words.push(upper.to_ascii_lowercase());
            }
            other => words.push(other),
        }
        before = character;
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",")
}

/// `15 December`
fn yearly(month: u8, day: u8) -> String {
    let index = usize::from(month).checked_sub(1);
    let name = index.and_then(|index| armistice_facts::calendar::MONTHS.get(index).copied());
    format!("{day} {}", name.unwrap_or_default())
}
