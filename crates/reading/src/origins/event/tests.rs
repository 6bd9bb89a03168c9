//! Events and origins on claims made by hand.

use serde_json::{Value, json};

use super::*;
use crate::claim::Claim;

fn claim(changes: &Value) -> Claim {
    let mut claim = json!({"id": "0", "zone": "body", "quote": "q", "char": [0, 1], "byte": [0, 1], "actor": "KP", "class": "force",
        "action": "fire", "quantity": {"value": 60, "unit": "round", "op": "~", "text": null},
        "date": {"text": null, "from": "2024-01-06", "to": "2024-01-06", "granularity": "day", "anchor": "dateline", "certainty": "exact"},
        "attribution": [{"source": "KR.JCS", "cue": "said", "text": null, "when": "2024-01-06", "kind": "statement"}],
        "source_class": "party_official", "modality": "done", "polarity": "+", "topic": "cma2018:1.2"});
    for (key, value) in changes.as_object().unwrap() {
        claim[key] = value.clone();
    }
    serde_json::from_value(claim).unwrap()
}

fn by(source: &str) -> Value {
    json!({"attribution": [{"source": source, "cue": "said", "text": null, "when": "2024-01-06", "kind": "statement"}]})
}

fn events(claims: &[Vec<Claim>]) -> Vec<Event> {
    let reports: Vec<Report<'_>> =
        claims.iter().map(|claims| Report { claims, ..Report::default() }).collect();
    gathered(&reports)
}

fn voices(event: &Event) -> Vec<String> {
    event.origins.iter().map(|origin| format!("{} x{}", origin.voice, origin.tellings.len())).collect()
}

#[test]
fn ten_outlets_that_quote_one_staff_are_one_origin() {
    let reports: Vec<Vec<Claim>> = (0..10).map(|_| vec![claim(&json!({}))]).collect();
    let events = events(&reports);
    assert_eq!(events.len(), 1);
    assert_eq!(voices(&events[0]), ["KR.JCS x10"]);
    assert_eq!(events[0].credibility(&Independence::new().with("KR", "UNC")), 3);
}

#[test]
fn an_unnamed_official_is_no_new_source() {
    let events =
        events(&[vec![claim(&by("KR.MIL.official"))], vec![claim(&by("KR.JCS"))], vec![claim(&by("KR"))]]);
    assert_eq!(voices(&events[0]), ["KR.JCS x3"]);
}

#[test]
fn a_body_that_found_it_is_a_second_origin_if_declared() {
    let events = events(&[vec![claim(&by("KR.JCS"))], vec![claim(&by("UNC"))]]);
    assert_eq!(voices(&events[0]), ["KR.JCS x1", "UNC x1"]);
    let declared = Independence::new().with("UNC", "KR.JCS");
    assert_eq!((events[0].independent(&declared), events[0].credibility(&declared)), (2, 1));
    let silent = Independence::new();
    assert_eq!((events[0].independent(&silent), events[0].credibility(&silent)), (1, 2));
}

#[test]
fn an_outlet_speaks_for_its_wire_and_copies_for_the_first() {
    let own = vec![claim(&json!({"attribution": []}))];
    let report = |outlet, wire, copy_of| Report { claims: &own, outlet: Some(outlet), wire, copy_of };
    let reports = [
        report("Post", Some("Pressline"), None),
        report("Herald", Some("pressline"), None),
        report("Times", None, Some(2)),
        report("Mail", None, Some(2)),
        report("Star", None, None),
    ];
    let events = gathered(&reports);
    assert_eq!(voices(&events[0]), ["wire of pressline x2", "the words of report 2 x2", "star itself x1"]);
    assert_eq!(events[0].independent(&Independence::new()), 1);
}

#[test]
fn another_number_day_or_side_is_another_event() {
    let other = [
        json!({"quantity": {"value": 200, "unit": "round", "op": "=", "text": null}}),
        json!({"date": {"text": null, "from": "2024-01-07", "to": "2024-01-07", "granularity": "day", "anchor": "dateline", "certainty": "exact"}}),
        json!({"actor": "KR"}),
        json!({"class": "drill"}),
    ];
    for change in other {
        assert_eq!(events(&[vec![claim(&json!({}))], vec![claim(&change)]]).len(), 2, "{change}");
    }
    let near = json!({"quantity": {"value": 63, "unit": "round", "op": "=", "text": null}});
    assert_eq!(events(&[vec![claim(&json!({}))], vec![claim(&near)]]).len(), 1);
}

#[test]
fn two_sides_tell_one_event_differently_and_both_stand() {
    let denied = json!({"modality": "denied", "attribution": [{"source": "KP.KPA", "cue": "denied", "text": null, "when": "2024-01-07", "kind": "denial"}]});
    let events = events(&[vec![claim(&json!({}))], vec![claim(&denied)]]);
    assert_eq!(events.len(), 2);
    assert_eq!((events[0].contradicts.clone(), events[1].contradicts.clone()), (vec![1], vec![0]));
    assert_eq!(events[0].credibility(&Independence::new()), 4);
}

#[test]
fn nobody_named_joins_only_where_all_else_agrees() {
    let place = json!({"text": "Kalo", "id": "geo:kalo"});
    let named = json!({"place": place});
    let nobody = json!({"place": place, "actor": "unknown"});
    let elsewhere = json!({"actor": "unknown"});
    assert_eq!(events(&[vec![claim(&named)], vec![claim(&nobody)]]).len(), 1);
    assert_eq!(events(&[vec![claim(&named)], vec![claim(&elsewhere)]]).len(), 2);
}
