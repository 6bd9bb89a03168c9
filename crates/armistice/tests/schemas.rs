//! The schema of a fact says what a fact is: no more than the program reads, no less than it writes.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};

use armistice_facts::{
    Aspect, Certainty, CheckResult, HeightDatum, Intent, Manner, Outcome, Precision, Stage, Stance, Standing,
    Voice, What, canonical,
};
use armistice_feeds::facts_table;
use jsonschema::Validator;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn schema() -> Value {
    serde_json::from_str(&fs::read_to_string(root().join("schemas/fact.schema.json")).unwrap()).unwrap()
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).unwrap()
}

fn problems(validator: &Validator, fact: &Value) -> Vec<String> {
    validator.iter_errors(fact).map(|error| format!("{} at {}", error, error.instance_path())).collect()
}

/// A fact that says this, with everything about the source filled in.
fn fact(what: &Value) -> Value {
    json!({
        "id": "f-1",
        "about": {
            "from": "2020-05-03T22:41:00.5Z", "until": "2020-05-03T23:00:00Z", "precision": "within"
        },
        "known": "2020-05-04T14:59:00Z",
        "source": {
            "speaker": "a body", "voice": "UNC", "kind": "body", "manner": "attests", "means": "seen"
        },
        "certainty": "high",
        "incident": "i-1",
        "invokes": ["cma__art_1"],
        "what": what,
        "read_at": "https://example.org/1",
        "note": "덕적도"
    })
}

/// Every kind of fact with all that it can hold, and the kinds that can leave something out without it.
fn facts_of_every_kind() -> Vec<Value> {
    let place = json!({
        "name": "guard post", "position": {"lat_e7": 381_000_000, "lon_e7": -1_271_000_000},
        "error_metres": 500, "height": {"millimetres": -1500, "datum": "agl"}, "within": ["DMZ"],
        "beyond_metres": 70, "deepest": {"zone": "DMZ", "depth_dm": 700, "at": "2020-05-03T22:41:00Z",
        "position": {"lat_e7": 381_000_000, "lon_e7": -1_271_000_000}},
        "origin": {"error_metres": 0, "within": ["JSA"]},
        "near": {"of": "guard-post", "holder": "ROK", "metres": 600, "error_metres": 50},
        "destination": {"error_metres": 9, "position": {"lat_e7": 381_000_000, "lon_e7": -1_271_000_000}}
    });
    let quantity = json!({"thousandths": 3300, "unit": "km"});
    let items = json!([
        {"what": "posts", "result": "confirmed", "count": 11}, {"what": "sites", "result": "not-accessible"}
    ]);
    let nowhere = json!({"error_metres": 0});
    let everything = [
        json!({
            "kind": "act", "actor": {"party": "DPRK", "standing": "forces"}, "verb": "conduct",
            "objects": ["gun-fire"], "attributes": {"calibre": "14.5"}, "purposes": ["medevac"],
            "place": place, "quantity": quantity
        }),
        json!({
            "kind": "act", "actor": {"standing": "unattributed"}, "verb": "fly", "place": nowhere
        }),
        json!({
            "kind": "state", "holder": "ROK", "class": "gunport", "state": "gunport-open",
            "unseen": 3, "place": place
        }),
        json!({
            "kind": "count", "holder": "ROK", "class": "guard", "at_least": 35, "place": nowhere
        }),
        json!({
            "kind": "performance", "norm": "n", "stage": "not-done", "step": "s", "count": 11
        }),
        json!({
            "kind": "inspection", "norm": "n", "bearer": "DPRK", "inspectors": ["ROK", "UNC"],
            "outcome": "not-fulfilled", "items": items
        }),
        json!({
            "kind": "notice", "from": "ROK", "to": ["DPRK", "UNC"], "of": "uav", "purposes": ["medevac"],
            "stating": ["route"], "through": "hotline"
        }),
        json!({"kind": "denial", "of": "f-0", "aspect": "actor", "evidence": ["f-2"]}),
        json!({"kind": "impeachment", "of": ["f-0"], "ground": "seen from afar", "items": items}),
        json!({"kind": "withdrawal", "of": ["f-0"], "ground": "misread"}),
        json!({
            "kind": "ruling", "by": "UNC", "on": ["f-0"], "norm": "n", "bearer": "ROK",
            "intent": "undetermined"
        }),
        json!({"kind": "status", "by": "ROK", "change": "suspends", "scope": "cma"}),
        json!({"kind": "status", "by": "DPRK", "change": {"answers": "disputes"}, "scope": "f-0"}),
        json!({"kind": "coverage", "norm": "n", "observed_hours": 24, "percent": 100}),
        json!({
            "kind": "reception", "receiver": "coast-radar", "is_up": true, "classes": ["ship"],
            "range_metres": 40_000, "place": place
        }),
        json!({"kind": "reception", "receiver": "coast-radar", "is_up": false, "place": nowhere}),
        json!({"kind": "statement", "by": "ROK", "text": "words", "quantity": quantity, "place": place}),
        json!({"kind": "statement", "text": "", "place": nowhere}),
    ];
    everything.iter().map(fact).collect()
}

/// The names of a closed choice, as the type's own refusal of another name lists them.
fn choices<T: DeserializeOwned + Debug>(wrong: Value) -> BTreeSet<String> {
    let refusal = serde_json::from_value::<T>(wrong).unwrap_err().to_string();
    let (_, expected) = refusal.split_once("expected").unwrap();
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn texts<'a>(values: impl IntoIterator<Item = &'a Value>) -> BTreeSet<String> {
    values.into_iter().map(|value| value.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_fact_of_the_korea_case_follows_the_schema() {
    let file = "agreements/korea-2018/inbox/facts.csv";
    let (facts, rejects) = facts_table::read(fs::File::open(root().join(file)).unwrap(), file);
    assert!(rejects.is_empty(), "{rejects:#?}");
    assert!(facts.len() > 50, "{} facts", facts.len());
    let validator = validator();
    for fact in &facts {
        let json = canonical::json(fact).unwrap();
        let problems = problems(&validator, &serde_json::from_str(&json).unwrap());
        assert!(problems.is_empty(), "{json}\n{problems:#?}");
    }
}

#[test]
fn every_kind_with_all_that_it_can_hold_follows_the_schema_and_is_read_whole() {
    let validator = validator();
    let mut seen = BTreeSet::new();
    for value in facts_of_every_kind() {
        let problems = problems(&validator, &value);
        assert!(problems.is_empty(), "{value:#}\n{problems:#?}");
        let read = canonical::fact(&value.to_string()).unwrap();
        assert_eq!(canonical::json(&read).unwrap(), value.to_string());
        seen.insert(value["what"]["kind"].as_str().unwrap().to_owned());
    }
    assert_eq!(seen, choices::<What>(json!({"kind": "?"})));
}

#[test]
fn the_schema_offers_the_choices_of_the_types() {
    let schema = schema();
    let defined =
        |name: &str| texts(schema["$defs"][name]["enum"].as_array().unwrap_or_else(|| panic!("{name}")));
    assert_eq!(defined("aspect"), choices::<Aspect>(json!("?")));
    assert_eq!(defined("certainty"), choices::<Certainty>(json!("?")));
    assert_eq!(defined("check_result"), choices::<CheckResult>(json!("?")));
    assert_eq!(defined("datum"), choices::<HeightDatum>(json!("?")));
    assert_eq!(defined("intent"), choices::<Intent>(json!("?")));
    assert_eq!(defined("manner"), choices::<Manner>(json!("?")));
    assert_eq!(defined("outcome"), choices::<Outcome>(json!("?")));
    assert_eq!(defined("precision"), choices::<Precision>(json!("?")));
    assert_eq!(defined("stage"), choices::<Stage>(json!("?")));
    assert_eq!(defined("stance"), choices::<Stance>(json!("?")));
    assert_eq!(defined("standing"), choices::<Standing>(json!("?")));
    assert_eq!(defined("voice"), choices::<Voice>(json!("?")));
    let changes = schema.pointer("/$defs/status/properties/change/oneOf/0/enum").unwrap();
    let mut changes = texts(changes.as_array().unwrap());
    changes.insert("answers".to_owned());
    assert_eq!(changes, choices::<armistice_facts::StatusKind>(json!("?")));
}

#[test]
fn a_spoiled_fact_is_refused() {
    let validator = validator();
    let sound = &facts_of_every_kind()[0];
    assert!(validator.is_valid(sound));
    let spoilings = [
        ("/what/kind", json!("rumour")),
        ("/what/kind", json!("denial")),
        ("/what/place/position/lat_e7", json!(38.1)),
        ("/what/place/position/lat_e7", json!(900_000_001)),
        ("/what/place/error_metres", json!(-1)),
        ("/what/quantity/thousandths", json!(0.5)),
        ("/what/objects", json!([])),
        ("/what/verb", json!("open fire")),
        ("/known", json!("2020-05-04T23:59:00+09:00")),
        ("/known", json!("2020-05-04")),
        ("/known", Value::Null),
        ("/what/actor/party", Value::Null),
        ("/what/quantity", Value::Null),
        ("/note", json!("")),
        ("/certainty", json!("certain")),
    ];
    for (pointer, value) in spoilings {
        let mut spoiled = sound.clone();
        *spoiled.pointer_mut(pointer).unwrap() = value.clone();
        assert!(!validator.is_valid(&spoiled), "{pointer} = {value}");
    }
    for needed in texts(schema()["required"].as_array().unwrap()) {
        let mut spoiled = sound.clone();
        spoiled.as_object_mut().unwrap().remove(&needed).unwrap();
        assert!(!validator.is_valid(&spoiled), "without {needed}");
        assert!(canonical::fact(&spoiled.to_string()).is_err(), "the reader too refuses it without {needed}");
    }
    for inside in ["", "/about", "/source", "/what", "/what/actor", "/what/place", "/what/place/position"] {
        let mut spoiled = sound.clone();
        let object = spoiled.pointer_mut(inside).unwrap().as_object_mut().unwrap();
        object.insert("verdict".to_owned(), json!("breached"));
        assert!(!validator.is_valid(&spoiled), "a key too many in `{inside}`");
    }
}
