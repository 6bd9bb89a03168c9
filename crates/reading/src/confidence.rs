//! How sure the reader is of its own reading, by points that the trail tells.
//!
//! Each point stands for how much oftener, or less often, claims of its kind were right among the reports to develop on (ten points
//! are about one in the logarithm of the odds). They were weighed all at once, leaving one agreement out after the other; what
//! rests on few claims was drawn towards nothing.

use crate::claim::{Class, Modality};
use crate::document::ZoneKind;
use crate::draft::Draft;
use crate::names::By;

/// What a claim begins with, in hundredths.
const BASE: i32 = 72;
/// No reading is surer than that, or less sure.
const BOUNDS: (i32, i32) = (20, 95);

/// A point: its name in the trail, and what it counts.
type Point = (&'static str, i32);

/// The points of a draft whose quote is this, and what they come to.
pub(crate) fn confidence(draft: &Draft, quote: &str, has_norm: bool) -> (u8, Vec<&'static str>) {
    let points: Vec<Point> = of_class(draft.class)
        .into_iter()
        .chain(of_modality(draft.mode.modality))
        .chain(of_actor(draft))
        .chain(of_rules(&draft.trail))
        .chain(of_words(draft, quote))
        .chain(has_norm.then_some(("S+3 provision", 3)))
        .collect();
    let sum = points.iter().map(|(_, points)| points).sum::<i32>() + BASE;
    let sum = sum.clamp(BOUNDS.0, BOUNDS.1);
    (u8::try_from(sum).unwrap_or_default(), points.into_iter().map(|(name, _)| name).collect())
}

fn of_class(class: Class) -> Option<Point> {
    match class {
        Class::Harm => Some(("S+7 harm", 7)),
        Class::Absence | Class::Procedure => Some(("S+4 class", 4)),
        Class::Force => Some(("S+2 force", 2)),
        Class::Deploy | Class::Pact | Class::Custody | Class::Disarm => Some(("S-3 class", -3)),
        Class::Movement => Some(("S-4 movement", -4)),
        Class::Talk => Some(("S-6 talk", -6)),
        _ => None,
    }
}

fn of_modality(modality: Modality) -> Option<Point> {
    match modality {
        Modality::Alleged => Some(("S+4 alleged", 4)),
        Modality::Denied => Some(("S-2 denied", -2)),
        Modality::Planned => Some(("S-5 planned", -5)),
        Modality::Assessed => Some(("S-10 assessed", -10)),
        Modality::Wanted => Some(("S-12 wanted", -12)),
        _ => None,
    }
}

fn of_actor(draft: &Draft) -> Vec<Point> {
    let actor = match draft.actor.as_ref().map(|actor| actor.by) {
        Some(By::Name | By::Adjective) => None,
        Some(By::Pronoun | By::Again) => Some(("S-2 inferred", -2)),
        Some(By::Unnamed) | None => Some(("S-5 nobody", -5)),
    };
    let voice = match draft.attribution.len() {
        0 => Some(("S-2 outlet", -2)),
        1 => None,
        _ => Some(("S-4 chain", -4)),
    };
    let is_carried = draft.attribution.iter().any(|one| one.cue == "carried");
    actor.into_iter().chain(voice).chain(is_carried.then_some(("S-5 carried", -5))).collect()
}

/// Rules by which claims were oftener wrong.
fn of_rules(trail: &[&'static str]) -> Vec<Point> {
    const RULES: [(&str, Point); 9] = [
        ("V5", ("S-10 denied noun", -10)),
        ("V11", ("S-9 any object", -9)),
        ("O2", ("S-13 joined", -13)),
        ("A7", ("S-7 accused", -7)),
        ("A1", ("S-3 voice behind", -3)),
        ("A3", ("S-3 according", -3)),
        ("M11", ("S-3 not so", -3)),
        ("T6", ("S-4 no day", -4)),
        ("T9", ("S-4 before", -4)),
    ];
    RULES.iter().filter(|(rule, _)| trail.contains(rule)).map(|(_, point)| *point).collect()
}

fn of_words(draft: &Draft, quote: &str) -> Vec<Point> {
    let is_korean = crate::korean::is_korean(quote);
    let words = quote.split_whitespace().count();
    let first = quote.split_whitespace().next().unwrap_or_default();
    let korean = is_korean.then_some(("S+9 Korean", 9));
    let short = (words <= 2 && !is_korean).then_some(("S-5 short", -5));
    let head = match () {
        () if first == "to" => Some(("S-8 infinitive", -8)),
        // The claim is the whole sentence from its first word.
        () if first.starts_with(char::is_uppercase) => Some(("S+7 from the start", 7)),
        () => None,
    };
    let zone = (draft.zone != ZoneKind::Body).then_some(("S-15 aside", -15));
    [korean, short, head, zone].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_what_they_are_called() {
        let all = [
            of_class(Class::Harm),
            of_class(Class::Force),
            of_class(Class::Talk),
            of_class(Class::Movement),
            of_class(Class::Pact),
            of_class(Class::Absence),
            of_modality(Modality::Wanted),
            of_modality(Modality::Alleged),
        ];
        let rules = of_rules(&["V5", "V11", "O2", "A7", "A1", "A3", "M11", "T6", "T9"]);
        for (name, points) in all.into_iter().flatten().chain(rules) {
            let told = name.strip_prefix('S').and_then(|rest| rest.split(' ').next()).unwrap_or_default();
            assert_eq!(told.parse::<i32>().ok(), Some(points), "{name}");
        }
    }
}
