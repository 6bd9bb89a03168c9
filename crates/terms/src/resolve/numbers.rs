//! Numbers that exclude one another: a floor above a ceiling, of what is held or of what is done (A604).
//!
//! Said only where the text alone shows it: whole numbers, of one class or a narrower one, in one place or within it, at
//! one time, for one bearer. Shares of inventories hang on the record, and are the judgement's to tell.

use crate::model::{Bearers, ClassSet, ClassTest, Geometry, Limit, Norm, Period, Place, Rule, Window};
use crate::resolve::norms::Sentences;
use crate::resolve::overlap::{Stretch, is_class_within, is_place_within, share_a_bearer};
use crate::resolve::scope::Scope;
use crate::resolve::stretches;
use crate::{Diagnostic, Span};

/// More pairs are not compared: the longest agreements have some dozens.
const MAX_PAIRS: usize = 100_000;

/// One number of a norm: of what is held, or of the acts of a verb in a time.
struct Number<'a> {
    norm: &'a Norm,
    number: u64,
    of: ClassSet,
    acts: Option<(&'a str, Window)>,
    place: &'a Place,
    stretch: Stretch,
}

/// Compares every floor with every ceiling.
pub(super) fn check(
    scope: &Scope<'_>,
    geometry: &Geometry,
    sentences: &Sentences,
    out: &mut Vec<Diagnostic>,
) {
    let (floors, ceilings) = (numbers(scope, sentences, true), numbers(scope, sentences, false));
    let pairs = floors.iter().flat_map(|floor| ceilings.iter().map(move |ceiling| (floor, ceiling)));
    let mut told: Vec<(Span, Span)> = Vec::new();
    for (floor, ceiling) in pairs.take(MAX_PAIRS) {
        let pair = (floor.norm.span, ceiling.norm.span);
        if told.contains(&pair) || !excludes(scope, geometry, floor, ceiling) {
            continue;
        }
        told.push(pair);
        let (label, other) = (&floor.norm.label, &ceiling.norm.label);
        let message = match (times(floor, ceiling), floor.acts) {
            (Some(times), Some((_, window))) if times > 1 => format!(
                "`{label}` asks for at least {} in each {}, which are {} where `{other}` allows {} at most",
                floor.number,
                word(window),
                floor.number.saturating_mul(times),
                ceiling.number
            ),
            _ => format!(
                "`{label}` asks for at least {} where `{other}` allows {} at most",
                floor.number, ceiling.number
            ),
        };
        out.push(
            Diagnostic::error("A604", scope.label_of(floor.norm.span), message)
                .also(scope.label_of(ceiling.norm.span), "the ceiling")
                .help("lower the floor, raise the ceiling, or part the two by class, place or time"),
        );
    }
}

fn numbers<'a>(scope: &Scope<'_>, sentences: &'a Sentences, wants_floor: bool) -> Vec<Number<'a>> {
    let mut found = Vec::new();
    // What hangs on hours, conditions or exceptions may part the two.
    let is_excepted = |norm: &Norm| sentences.exceptions.iter().any(|one| one.to.contains(&norm.label));
    let plain = sentences
        .norms
        .iter()
        .filter(|norm| norm.hours.is_none() && norm.conditions.is_empty() && !is_excepted(norm));
    for norm in plain {
        let Some(stretch) = stretches::of_norm(scope, norm, scope.instrument(Some(norm.section))) else {
            continue;
        };
        let whole = |limit: &Limit| limit.share.is_none().then_some(limit.number);
        match &norm.rule {
            Rule::Ceiling(rule) if rule.is_floor == wants_floor => {
                found.extend(rule.limits.iter().filter_map(|limit| {
                    let of = one_class(limit.of.clone());
                    Some(Number { norm, number: whole(limit)?, of, acts: None, place: &rule.place, stretch })
                }));
            }
            Rule::Rate(rule) if rule.is_floor == wants_floor => {
                // Acts are no things: a number of the one says nothing of the other.
                let acts = Some((rule.verb.as_str(), rule.window)).filter(|_| !rule.counts_acts());
                found.extend(acts.and_then(|_| {
                    let (number, of) = (whole(&rule.limit)?, rule.things());
                    Some(Number { norm, number, of, acts, place: &rule.place, stretch })
                }));
            }
            _ => {}
        }
    }
    found
}

fn one_class(test: ClassTest) -> ClassSet {
    ClassSet { any_of: vec![test], excluding: Vec::new() }
}

fn excludes(scope: &Scope<'_>, geometry: &Geometry, floor: &Number<'_>, ceiling: &Number<'_>) -> bool {
    let words = &scope.words.vocabulary;
    let Some(times) = times(floor, ceiling) else { return false };
    // Where several times of the floor are in one of the ceiling, all of that one has to be bound by both.
    let shared = floor.stretch.shared(ceiling.stretch);
    let is_filled =
        times == 1 || ceiling.acts.is_some_and(|(_, window)| stretches::holds(scope, shared, window));
    floor.number.saturating_mul(times) > ceiling.number
        && is_filled
        && floor.norm.label != ceiling.norm.label
        && binds_whom_it_limits(&floor.norm.bearers, &ceiling.norm.bearers)
        && floor.stretch.meets(ceiling.stretch)
        && is_class_within(words, &floor.of, &ceiling.of)
        && is_place_within(geometry, floor.place, ceiling.place)
}

/// How often the time of a floor certainly comes round, whole, in one time of a ceiling; `None` if that is not known.
fn times(floor: &Number<'_>, ceiling: &Number<'_>) -> Option<u64> {
    match (floor.acts, ceiling.acts) {
        (None, None) => Some(1),
        (Some((verb, inner)), Some((other, outer))) if verb == other => match (inner, outer) {
            _ if inner == outer => Some(1),
            (Window::Period(inner), Window::Period(outer)) => periods(inner, outer),
            _ => None,
        },
        _ => None,
    }
}

/// The fewest whole periods of one kind in a period of another.
fn periods(inner: Period, outer: Period) -> Option<u64> {
    match (inner, outer) {
        (Period::Day, Period::Week) => Some(7),
        (Period::Day, Period::Month) => Some(28),
        (Period::Day, Period::Quarter) => Some(90),
        (Period::Day, Period::Year) => Some(365),
        // A week begins on Monday: up to six days at either end belong to weeks of other periods.
        (Period::Week, Period::Month) => Some(3),
        (Period::Week, Period::Quarter) => Some(12),
        (Period::Week, Period::Year) => Some(51),
        (Period::Month, Period::Quarter) => Some(3),
        (Period::Month, Period::Year) => Some(12),
        (Period::Quarter, Period::Year) => Some(4),
        _ => None,
    }
}

fn word(window: Window) -> &'static str {
    match window {
        Window::Period(Period::Day) => "day",
        Window::Period(Period::Week) => "week",
        Window::Period(Period::Month) => "month",
        Window::Period(Period::Quarter) => "quarter",
        Window::Period(Period::Year) => "year",
        Window::Rolling(_) | Window::AtOnce => "time",
    }
}

/// What several owe together, one of them alone need not hold.
fn binds_whom_it_limits(floor: &Bearers, ceiling: &Bearers) -> bool {
    match (floor, ceiling) {
        (Bearers::Jointly(owed), Bearers::Jointly(limited)) => owed == limited,
        (Bearers::Jointly(_), _) => false,
        _ => share_a_bearer(floor, ceiling),
    }
}
