//! Over which time acts are counted: which of them certainly fall, and which may fall, into one window.

use armistice_facts::calendar::Date;
use armistice_facts::{HeldCount, Instant};
use armistice_terms::model::{Period, Window};

use crate::sitting::Sitting;

/// The time of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    /// The earliest instant at which it can have begun.
    pub(crate) from: Instant,
    /// The last instant at which it can have been under way.
    pub(crate) last: Instant,
    /// Whether it went on from the one to the other; otherwise it happened somewhere between them.
    pub(crate) goes_on: bool,
}

/// What falls into one window, as places in the list of what is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Group {
    /// Those that certainly do.
    pub(crate) certain: Vec<usize>,
    /// Those that may, and those that certainly do.
    pub(crate) possible: Vec<usize>,
}

/// The windows in which something is told, from what is told in the order of time; a sum of acts over a time is never
/// one act that is under way.
pub(crate) fn groups(sitting: &Sitting<'_>, window: Window, spans: &[Span], is_sum: &[bool]) -> Vec<Group> {
    match window {
        Window::Period(period) => in_periods(spans, |at| first_day(sitting.zone().date_of(at), period)),
        Window::Rolling(length) => rolling(spans, |at| sitting.later(at, length).ok()),
        Window::AtOnce => at_once(spans, is_sum),
    }
}

/// Each period of the calendar: certainly within it is what begins and ends in it.
fn in_periods<K: Ord>(spans: &[Span], key: impl Fn(Instant) -> Option<K>) -> Vec<Group> {
    let mut groups: std::collections::BTreeMap<K, Group> = std::collections::BTreeMap::new();
    for (index, span) in spans.iter().enumerate() {
        let (Some(first), Some(last)) = (key(span.from), key(span.last)) else { continue };
        let is_one = first == last;
        let group = groups.entry(first).or_default();
        group.possible.push(index);
        if is_one {
            group.certain.push(index);
        } else {
            groups.entry(last).or_default().possible.push(index);
        }
    }
    groups.into_values().collect()
}

/// For each act the window that ends with it: what is certainly within holds wherever in its time each act happened.
fn rolling(spans: &[Span], later: impl Fn(Instant) -> Option<Instant>) -> Vec<Group> {
    let ends: Vec<(Option<Instant>, Option<Instant>)> =
        spans.iter().map(|span| (later(span.from), later(span.last))).collect();
    let certain = certainly_together(spans, &ends);
    let possible = |of: usize, span: &Span| -> Vec<usize> {
        let before = ends.iter().enumerate().take(of.saturating_add(1));
        before.filter(|(_, (_, end))| end.is_none_or(|end| span.from < end)).map(|(index, _)| index).collect()
    };
    let groups = certain.into_iter().zip(spans.iter().enumerate());
    groups.map(|(certain, (of, span))| Group { certain, possible: possible(of, span) }).collect()
}

/// For each act the most acts, itself the last of them to begin, that fall into one window wherever in its time each of
/// them happened: all of them are over before the window ends that opens when the first can have begun.
fn certainly_together(spans: &[Span], ends: &[(Option<Instant>, Option<Instant>)]) -> Vec<Vec<usize>> {
    let mut most: Vec<Vec<usize>> = (0..spans.len()).map(|of| vec![of]).collect();
    for (first, (end, _)) in ends.iter().enumerate() {
        let Some(end) = end else { continue };
        let mut members = Vec::new();
        for (of, span) in spans.iter().enumerate().skip(first) {
            if span.last >= *end {
                continue;
            }
            members.push(of);
            if let Some(best) = most.get_mut(of).filter(|best| best.len() < members.len()) {
                best.clone_from(&members);
            }
        }
    }
    most
}

/// For each act what is under way when it begins.
fn at_once(spans: &[Span], is_sum: &[bool]) -> Vec<Group> {
    let single = |index: &usize| !is_sum.get(*index).copied().unwrap_or(true);
    (0..spans.len())
        .filter(single)
        .filter_map(|of| {
            let span = spans.get(of)?;
            let pick = |which: &dyn Fn(usize, &Span) -> bool| {
                let within = spans.iter().enumerate().filter(|(index, other)| which(*index, other));
                within.map(|(index, _)| index).filter(single).collect::<Vec<_>>()
            };
            let certain = |index: usize, other: &Span| {
                let under_way = other.goes_on && other.from <= span.from && span.from <= other.last;
                index == of || (span.goes_on && under_way)
            };
            let possible = |_: usize, other: &Span| other.from <= span.last && span.from <= other.last;
            Some(Group { certain: pick(&certain), possible: pick(&possible) })
        })
        .collect()
}

/// The first day of the calendar period in which a day falls.
pub(crate) fn first_day(date: Date, period: Period) -> Option<Date> {
    let (year, month, _) = date.parts();
    match period {
        Period::Day => Some(date),
        // A week begins on Monday (ISO 8601).
        Period::Week => date.plus_days(1 - i32::from(date.weekday())).ok(),
        Period::Month => Date::new(year, month, 1).ok(),
        Period::Quarter => Date::new(year, (month - 1) / 3 * 3 + 1, 1).ok(),
        Period::Year => Date::new(year, 1, 1).ok(),
    }
}

/// The first day of the period after the one that begins on that day.
pub(crate) fn next_day(first: Date, period: Period) -> Option<Date> {
    let (year, month, _) = first.parts();
    let after = |months: u8| {
        let next = month + months;
        if next > 12 { Date::new(year + 1, next - 12, 1).ok() } else { Date::new(year, next, 1).ok() }
    };
    match period {
        Period::Day => first.plus_days(1).ok(),
        Period::Week => first.plus_days(7).ok(),
        Period::Month => after(1),
        Period::Quarter => after(3),
        Period::Year => after(12),
    }
}

/// `in the month`, `within 3 years`, `at once`.
pub(crate) fn words(window: Window) -> String {
    match window {
        Window::Period(period) => format!("in the {}", period.word()),
        Window::Rolling(length) => format!("within {length}"),
        Window::AtOnce => "under way at once".to_owned(),
    }
}

/// `40`, `30 to 40`, `at least 30`, `at most 40`.
pub(crate) fn numbers(count: &HeldCount) -> String {
    match count.at_most {
        Some(most) if most == count.at_least => most.to_string(),
        Some(most) if count.at_least == 0 => format!("at most {most}"),
        Some(most) => format!("{} to {most}", count.at_least),
        None => format!("at least {}", count.at_least),
    }
}

#[cfg(test)]
mod tests;
