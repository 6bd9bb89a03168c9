//! The scorer on cases made by hand.

use armistice_reading::Claim;
use serde_json::{Value, json};

use crate::gold::Gold;
use crate::matching::{matched, share};
use crate::tally::{Counts, Tally};

const TEXT: &str = "North fires\n\nThe North fired ten shells on Monday, the staff said. The South denied that it had fired.\nNEXT Rebels fire";

fn gold() -> Gold {
    let lines = [
        json!({"id": "_doc", "tier": "doc", "published": "2019-11-05", "timezone": "+09:00"}),
        json!({"id": "s01", "tier": "core", "quote": "The North fired ten shells on Monday", "byte": [13, 49], "actor": "KP", "class": "force",
            "quantity": {"value": 10, "unit": "shell", "op": "=", "text": "ten shells"},
            "date": {"from": "2019-11-04", "to": "2019-11-04", "certainty": "exact"},
            "attribution": [{"source": "KR.JCS"}], "modality": "done", "polarity": "+", "topic": "cma2018:1.2/x",
            "also_at": [{"byte": [0, 11]}]}),
        json!({"id": "s02", "tier": "context", "quote": "it had fired", "byte": [89, 101], "actor": "KR", "class": "force",
            "attribution": [{"source": "KR.GOV"}], "modality": "denied", "polarity": "+", "topic": "topic:none"}),
        json!({"id": "n01", "tier": "nothing", "zone": "nav", "quote": "NEXT Rebels fire", "byte": [103, 119]}),
    ];
    Gold::parse(&lines.map(|line| line.to_string()).join("\n")).unwrap()
}

fn claim(byte: [usize; 2], changes: &Value) -> Claim {
    let mut claim = json!({"id": "0", "zone": "body", "quote": TEXT.get(byte[0]..byte[1]).unwrap(), "char": byte, "byte": byte,
        "actor": "KP.KPA", "class": "force", "action": "fire", "quantity": {"value": 10, "unit": "round", "op": "=", "text": "ten"},
        "date": {"text": null, "from": "2019-11-04", "to": "2019-11-04", "granularity": "day", "anchor": "dateline", "certainty": "exact"},
        "attribution": [{"source": "KR.JCS", "cue": "said", "text": null, "when": null, "kind": "statement"}],
        "source_class": "party_official", "modality": "done", "polarity": "+", "topic": "cma2018:1.2", "confidence": 90});
    for (key, value) in changes.as_object().unwrap() {
        claim[key] = value.clone();
    }
    serde_json::from_value(claim).unwrap()
}

fn tally(claims: &[Claim]) -> Tally {
    let mut tally = Tally::default();
    tally.add(&gold(), TEXT, claims);
    tally
}

#[test]
fn a_claim_that_is_right_counts_in_all_three() {
    let tally = tally(&[claim([13, 49], &json!({}))]);
    let one = Counts { wanted: 1, right: 1, given: 1 };
    assert_eq!((tally.detection, tally.core, tally.full), (one, one, one));
    assert!(tally.harms.is_empty());
}

#[test]
fn nothing_found_is_recall_nought() {
    let tally = tally(&[]);
    assert_eq!(tally.detection, Counts { wanted: 1, right: 0, given: 0 });
    assert!(tally.detection.f1() < 1e-9);
}

#[test]
fn a_wrong_number_is_core_but_not_full() {
    let tally = tally(&[claim(
        [13, 49],
        &json!({"quantity": {"value": 20, "unit": "round", "op": "=", "text": null}}),
    )]);
    assert_eq!((tally.core.right, tally.full.right), (1, 0));
}

#[test]
fn another_organ_of_the_speaker_is_another_source() {
    let tally = tally(&[claim(
        [13, 49],
        &json!({"attribution": [{"source": "KR.MND", "cue": "said", "text": null, "when": null, "kind": "statement"}]}),
    )]);
    assert_eq!((tally.detection.right, tally.core.right), (1, 0));
}

#[test]
fn half_of_the_shorter_span_is_enough_and_less_is_not() {
    assert_eq!(share([0, 10], [5, 30]), 500);
    let (gold, near, far) = (gold(), [claim([30, 67], &json!({}))], [claim([42, 90], &json!({}))]);
    assert_eq!(matched(&gold, &near).pairs.len(), 1);
    assert_eq!(matched(&gold, &far).pairs.len(), 0);
}

#[test]
fn a_headline_told_apart_is_one_thing_counted_twice() {
    let tally = tally(&[claim([13, 49], &json!({})), claim([0, 11], &json!({}))]);
    assert_eq!(tally.harms.get("H6"), Some(&1));
    assert_eq!(tally.detection, Counts { wanted: 1, right: 1, given: 2 });
}

#[test]
fn context_neither_helps_nor_harms_the_main_figures() {
    let denied = json!({"actor": "KR", "modality": "denied", "topic": "", "quantity": null, "date": null,
        "attribution": [{"source": "KR", "cue": "denied", "text": null, "when": null, "kind": "denial"}]});
    let tally = tally(&[claim([89, 101], &denied)]);
    assert_eq!(tally.detection, Counts { wanted: 1, right: 0, given: 0 });
    assert_eq!(tally.all, Counts { wanted: 2, right: 1, given: 1 });
}

#[test]
fn what_was_denied_and_comes_out_as_done_is_harm() {
    let done = json!({"actor": "KR", "attribution": [{"source": "KR", "cue": "denied", "text": null, "when": null, "kind": "denial"}]});
    assert_eq!(tally(&[claim([89, 101], &done)]).harms.get("H1"), Some(&1));
}

#[test]
fn furniture_is_harm() {
    let tally = tally(&[claim([108, 119], &json!({}))]);
    assert_eq!(tally.harms.get("H3"), Some(&1));
    assert!((tally.harm() - 100.0).abs() < 1e-9);
}

#[test]
fn a_quote_that_does_not_stand_there_is_harm() {
    assert_eq!(tally(&[claim([13, 49], &json!({"quote": "The North fired"}))]).harms.get("H5"), Some(&1));
}

#[test]
fn the_sure_ones_are_counted_first() {
    let tally = tally(&[claim([13, 49], &json!({})), claim([108, 119], &json!({"confidence": 10}))]);
    assert!((tally.surest(50) - 1.0).abs() < 1e-9);
    assert!((tally.surest(100) - 0.5).abs() < 1e-9);
}

#[test]
fn an_accepted_answer_is_right() {
    let mut gold = gold();
    gold.claims[0].accept.insert("modality".to_owned(), vec!["alleged".to_owned()]);
    let mut tally = Tally::default();
    tally.add(&gold, TEXT, &[claim([13, 49], &json!({"modality": "alleged"}))]);
    assert_eq!(tally.core.right, 1);
}

#[test]
fn offsets_are_filled_in_characters_and_bytes() {
    let mut line = json!({"quote": "ab", "nth": 2, "also_at": [{"quote": "é"}]}).as_object().unwrap().clone();
    crate::fill::place("é ab ab", &mut line).unwrap();
    assert_eq!(
        (&line["char"], &line["byte"], &line["also_at"][0]["byte"]),
        (&json!([5, 7]), &json!([6, 8]), &json!([0, 2]))
    );
}

/// The figures of a set, as the reader stands.
fn figures(set: crate::sets::Set) -> Option<Tally> {
    let mut tally = Tally::default();
    for report in set.reports().unwrap()? {
        tally.add(&report.gold, &report.text, &report.read());
    }
    Some(tally)
}

#[test]
fn real_reports_are_read_as_is_aimed_at() {
    let Some(tally) = figures(crate::sets::Set::Real) else {
        assert!(std::env::var_os("CI").is_none(), "the real reports are not there");
        println!("SKIPPED: the real reports are not there");
        return;
    };
    assert!(tally.detection.f1() >= 0.92 && tally.core.f1() >= 0.80, "{}", tally.shown("real reports"));
    assert_eq!((tally.harms.get("H3"), tally.harms.get("H5")), (None, None));
}

/// Floors a little under what was reached, to be raised with it. Measured on 27 November 2026 with `rules-7`: development set (209 reports)
/// detection F1 0.79, core F1 0.69, harm 1.8; held back (24 reports, new on that day) detection recall 0.58, core recall 0.45, harm 8.6, and one
/// claim out of furniture or another story, of which there should be none.
#[test]
fn the_figures_do_not_fall() {
    let development = figures(crate::sets::Set::Development).unwrap();
    let shown = development.shown("development set");
    assert!(
        development.detection.f1() >= 0.78 && development.core.f1() >= 0.68 && development.harm() <= 1.9,
        "{shown}"
    );
    assert_eq!(development.harms.get("H5"), None, "{shown}");
    let held = figures(crate::sets::Set::Held).unwrap();
    let shown = held.shown("held back");
    assert!(held.detection.recall() >= 0.57 && held.core.recall() >= 0.44 && held.harm() <= 9.0, "{shown}");
    assert!(
        held.harms.get("H3").is_none_or(|count| *count <= 1) && !held.harms.contains_key("H5"),
        "{shown}"
    );
}
