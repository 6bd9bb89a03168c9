//! What is worked out once, beside what is worked out for each pair.

use proptest::prelude::*;
use serde_json::json;

use super::*;

prop_compose! {
    fn any_claim()(
        actor in prop::sample::select(vec!["KP", "KP.KPA", "KR", "KR.JCS+KP", "KP+KR", "unknown", "unknown.x"]),
        class in prop::sample::select(vec!["force", "drill", "absence"]),
        modality in prop::sample::select(vec!["done", "alleged", "planned", "denied", "not_observed", "not_reported"]),
        polarity in prop::sample::select(vec!["+", "-"]),
        number in prop::option::of((prop::sample::select(vec!["~", ">=", "<", "="]), 55_u32..70)),
        from in prop::option::of(1_u32..5), length in prop::option::of(0_u32..3),
        spoken in prop::option::of(1_u32..7),
        place in prop::option::of(prop::sample::select(vec!["geo:kalo", "geo:kalo+geo:moro", "zone:strip", "geo:moro"])),
    ) -> Claim {
        let day = |day: u32| format!("2024-01-{day:02}");
        let date = from.map(|from| json!({"text": null, "from": day(from), "to": length.map_or(String::new(), |length| day(from + length)),
            "granularity": "day", "anchor": "dateline", "certainty": "exact"}));
        let when = spoken.map(day);
        serde_json::from_value(json!({"id": "0", "zone": "body", "quote": "q", "char": [0, 1], "byte": [0, 1], "actor": actor,
            "class": class, "action": "fire", "date": date,
            "quantity": number.map(|(op, value)| json!({"value": value, "unit": "round", "op": op, "text": null})),
            "place": place.map(|id| json!({"text": "Kalo", "id": id})),
            "attribution": [{"source": "KR.JCS", "cue": "said", "text": null, "when": when, "kind": "statement"}],
            "source_class": "party_official", "modality": modality, "polarity": polarity, "topic": "cma2018:1.2"})).unwrap()
    }
}

proptest! {
    #[test]
    fn two_are_one_event_or_contrary_as_their_claims_are(one in any_claim(), other in any_claim()) {
        let mut sides = Sides::default();
        let (told, with) = (Told::of(&one, &mut sides), Told::of(&other, &mut sides));
        prop_assert_eq!(told.is_one_event(&with), is_one_event(&one, &other));
        prop_assert_eq!(told.is_contrary(&with), is_contrary(&one, &other));
    }
}

/// The same kind of act of the same side, at times and places and in numbers that can be one.
fn is_one_event(one: &Claim, other: &Claim) -> bool {
    let known = |claim: &Claim| claim.actor != "unknown";
    let numbers = numbers(one.quantity.as_ref(), other.quantity.as_ref());
    let (times, places) = (times(one, other), places(one, other));
    let fits = numbers != Fit::Apart && times != Fit::Apart && places != Fit::Apart;
    let ties = [numbers, times, places].iter().filter(|fit| **fit == Fit::Same).count();
    // Where one of them names nobody, day, place and number have to agree.
    let actors = sides(&one.actor) == sides(&other.actor) && known(one);
    fits && times == Fit::Same && if actors { ties >= 1 } else { (!known(one) || !known(other)) && ties == 3 }
}

/// One event said to be, and not to be.
fn is_contrary(one: &Claim, other: &Claim) -> bool {
    let (first, second) = (Saying::of(one), Saying::of(other));
    let opposed =
        matches!((first, second), (Saying::Happened, Saying::Denied) | (Saying::Denied, Saying::Happened))
            || (first == second && first == Saying::Happened && one.polarity != other.polarity);
    let unseen =
        matches!((first, second), (Saying::Happened, Saying::Unseen) | (Saying::Unseen, Saying::Happened));
    let alike = one.class == other.class || (unseen && [one.class, other.class].contains(&Class::Absence));
    let sides = sides(&one.actor) == sides(&other.actor) && one.actor != "unknown";
    opposed && alike && sides && times(one, other) != Fit::Apart && places(one, other) != Fit::Apart
}

fn sides(actor: &str) -> Vec<&str> {
    let mut sides: Vec<&str> = actor.split('+').map(|part| part.split('.').next().unwrap_or(part)).collect();
    sides.sort_unstable();
    sides
}

/// Numbers that can be one: the ranges that their words leave open meet.
fn numbers(one: Option<&Quantity>, other: Option<&Quantity>) -> Fit {
    match (one.and_then(range), other.and_then(range)) {
        (Some((low, high)), Some((bottom, top))) if low <= top && bottom <= high => Fit::Same,
        (Some(_), Some(_)) => Fit::Apart,
        _ => Fit::Open,
    }
}

fn places(one: &Claim, other: &Claim) -> Fit {
    let id = |claim: &Claim| claim.place.as_ref().and_then(|place| place.id.clone());
    match (id(one), id(other)) {
        (Some(one), Some(other)) if one.split('+').any(|part| other.split('+').any(|with| part == with)) => {
            Fit::Same
        }
        // A zone may hold a town: only two towns are certainly two places.
        (Some(one), Some(other)) if one.starts_with("geo:") && other.starts_with("geo:") => Fit::Apart,
        _ => Fit::Open,
    }
}

fn times(one: &Claim, other: &Claim) -> Fit {
    match (days(one), days(other)) {
        (Some(one), Some(other)) if one.meets(&other) => Fit::Same,
        (Some(_), Some(_)) => Fit::Apart,
        _ => Fit::Open,
    }
}
