//! The one JSON form of a fact: what people read of it, and that nothing is lost on the way there and back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails here")]

use armistice_earth::Position;
use armistice_facts::{
    Act, Actor, Aspect, Certainty, CheckItem, CheckResult, Coverage, Denial, Fact, Height, HeightDatum,
    HeldCount, Impeachment, Incursion, Inspection, Instant, Intent, Interval, Manner, Name, Neighbour,
    Notice, Outcome, Performance, Place, Precision, Quantity, Reception, Ruling, Source, Stage, Stance,
    Standing, StateSeen, Statement, StatusChange, StatusKind, Voice, What, Withdrawal, canonical,
};
use proptest::prelude::*;

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn names(text: &str) -> Vec<Name> {
    text.split_whitespace().map(name).collect()
}

fn place() -> Place {
    Place {
        name: "off the cape, \"west\" zone".to_owned(),
        position: Some(Position::from_e7(1_256_000_000, 378_000_000).unwrap()),
        error_metres: 10_000,
        height: Some(Height { millimetres: -1500, datum: HeightDatum::Amsl }),
        within: names("west-buffer MDL"),
        beyond_metres: Some(50),
        deepest: None,
        origin: None,
        destination: None,
        near: None,
    }
}

/// The place of something that moved from a zone to a position.
fn way() -> Place {
    let origin = Place { within: names("west-buffer"), ..Place::default() };
    let position = Some(Position::from_e7(1_250_000_000, 380_000_000).unwrap());
    let destination = Place { position, error_metres: 500, ..Place::default() };
    let near = Neighbour {
        of: name("guard-post"),
        holder: Some(name("ROK")),
        metres: Some(600),
        position: None,
        error_metres: 50,
    };
    let deepest = Incursion {
        zone: name("west-buffer"),
        depth_dm: 12_345,
        at: "2024-01-06T16:30:00+09:00".parse().unwrap(),
        position: Some(Position::from_e7(1_255_000_000, 379_000_000).unwrap()),
    };
    Place {
        deepest: Some(Box::new(deepest)),
        origin: Some(Box::new(origin)),
        destination: Some(Box::new(destination)),
        near: Some(Box::new(near)),
        ..place()
    }
}

fn items() -> Vec<CheckItem> {
    vec![
        CheckItem {
            what: "post incapable of its mission".to_owned(),
            result: CheckResult::Confirmed,
            count: Some(11),
        },
        CheckItem {
            what: "ground in minefields".to_owned(),
            result: CheckResult::NotAccessible,
            count: None,
        },
    ]
}

fn fact(what: What) -> Fact {
    let from: Instant = "2024-01-06T16:00:00+09:00".parse().unwrap();
    Fact {
        id: name("r094-jcs"),
        about: Interval::new(from, from.plus_millis(3_600_000), Precision::Span).unwrap(),
        known: "2024-01-06T23:59:00+09:00".parse().unwrap(),
        source: Source {
            speaker: "ROK JCS".to_owned(),
            voice: name("ROK"),
            kind: Voice::Party,
            manner: Manner::Claims,
            means: Some(name("radar")),
        },
        certainty: Certainty::Medium,
        incident: Some(name("fire-r094")),
        invokes: names("sea-live-fire"),
        what,
        read_at: "https://example.org/page?id=1&lang=e".to_owned(),
        note: "more than this number".to_owned(),
    }
}

/// One fact of each kind, with every field filled.
fn kinds() -> Vec<What> {
    let (rok, dprk) = (name("ROK"), name("DPRK"));
    let quantity = Some(Quantity { thousandths: 3300, unit: "km".to_owned() });
    vec![
        What::Act(Act {
            actor: Actor { party: Some(dprk.clone()), standing: Standing::Forces },
            verb: name("conduct"),
            objects: names("artillery-fire"),
            attributes: [(name("calibre"), "14.5".to_owned())].into(),
            purposes: names("fire-fighting"),
            place: way(),
            quantity: quantity.clone(),
        }),
        What::State(StateSeen {
            holder: dprk.clone(),
            class: name("gunport"),
            state: name("gunport-open"),
            count: Some(1),
            unseen: 2,
            place: place(),
        }),
        What::Count(HeldCount {
            holder: rok.clone(),
            class: name("guard"),
            verb: None,
            at_least: 30,
            at_most: Some(35),
            place: place(),
        }),
        What::Performance(Performance {
            norm: name("guard-posts-november"),
            bearer: Some(dprk.clone()),
            stage: Stage::NotDone,
            step: Some(name("arms-out")),
            count: Some(11),
        }),
        What::Inspection(Inspection {
            norm: name("guard-posts-november"),
            bearer: Some(dprk.clone()),
            inspectors: names("ROK UNC"),
            outcome: Outcome::NotFulfilled,
            items: items(),
        }),
        What::Notice(Notice {
            from: rok.clone(),
            to: names("DPRK"),
            of: name("flight"),
            purposes: names("fire-fighting"),
            stating: names("area duration"),
            through: Some(name("military-line")),
            starts: None,
        }),
        What::Denial(Denial { of: name("r094-jcs"), aspect: Aspect::Norm, evidence: names("r094-charges") }),
        What::Impeachment(Impeachment {
            of: names("r026-jcs"),
            ground: "access was restricted".to_owned(),
            items: items(),
        }),
        What::Ruling(Ruling {
            by: name("UNC"),
            on: names("r037-jcs r037-unc"),
            norm: name("no-hostile-act"),
            bearer: dprk,
            breach: None,
            intent: Intent::Undetermined,
        }),
        What::Status(StatusChange {
            by: rok.clone(),
            change: StatusKind::Answers(Stance::Disputes),
            scope: name("r083-denunciation"),
        }),
        What::Coverage(Coverage {
            norm: name("gunports-closed"),
            bearer: Some(rok.clone()),
            observed_hours: 24,
            percent: 50,
        }),
        What::Reception(Reception {
            receiver: name("coast-radar"),
            is_up: true,
            classes: names("ship"),
            range_metres: Some(40_000),
            place: place(),
        }),
        What::Statement(Statement {
            by: Some(rok),
            text: "will be restored".to_owned(),
            quantity,
            place: place(),
        }),
        What::Withdrawal(Withdrawal { of: names("f-0"), ground: "misread".to_owned() }),
    ]
}

#[test]
fn one_canonical_fact_of_each_kind() {
    let lines: Vec<String> = kinds().into_iter().map(|what| canonical::json(&fact(what)).unwrap()).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn each_kind_comes_back_as_it_was_written() {
    for what in kinds() {
        let written = fact(what);
        let json = canonical::json(&written).unwrap();
        let back = canonical::fact(&json).unwrap();
        assert_eq!(back, written);
        assert_eq!(canonical::json(&back).unwrap(), json);
    }
}

/// RFC 8785, section 3.2: no white space between tokens, members sorted by name; no floating point in a fact.
#[test]
fn members_are_sorted_and_numbers_are_whole() {
    fn check(value: &serde_json::Value) {
        match value {
            serde_json::Value::Object(members) => {
                let keys: Vec<&String> = members.keys().collect();
                assert!(keys.is_sorted() && keys.iter().all(|key| key.is_ascii()), "{keys:?}");
                members.values().for_each(check);
            }
            serde_json::Value::Array(items) => items.iter().for_each(check),
            serde_json::Value::Number(number) => assert!(number.is_i64() || number.is_u64(), "{number}"),
            _ => {}
        }
    }
    for what in kinds() {
        let json = canonical::json(&fact(what)).unwrap();
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        check(&value);
        assert_eq!(value.to_string(), json);
    }
}

#[test]
fn what_is_no_fact_is_refused() {
    let json = canonical::json(&fact(kinds().remove(0))).unwrap();
    for (from, to) in [
        ("\"verb\":\"conduct\"", "\"verb\":\"con duct\""),
        ("\"lat_e7\":378000000", "\"lat_e7\":978000000"),
        ("2024-01-06T07:00:00Z", "2024-01-06T07:00:00"),
        ("\"kind\":\"act\"", "\"kind\":\"verdict\""),
    ] {
        assert!(json.contains(from), "{from}");
        assert!(canonical::fact(&json.replace(from, to)).is_err(), "{to}");
    }
    assert!(canonical::fact("").is_err());
}

proptest! {
    #[test]
    fn any_statement_comes_back_as_it_was_written(
        id in "[a-zA-Z0-9가-힣-]{1,40}",
        text in any::<String>(),
        note in any::<String>(),
        from in -62_135_596_800_000_i64..253_402_207_199_999,
        length in 0_i64..1_000_000_000,
        lon in -1_800_000_000_i32..=1_800_000_000,
        lat in -900_000_000_i32..=900_000_000,
        thousandths in any::<i64>(),
        error_metres in any::<u32>(),
    ) {
        let from = Instant::from_millis(from).unwrap();
        let mut written = fact(What::Statement(Statement {
            by: None,
            text,
            quantity: Some(Quantity { thousandths, unit: note.clone() }),
            place: Place {
                position: Some(Position::from_e7(lon, lat).unwrap()),
                error_metres,
                ..Place::default()
            },
        }));
        written.id = name(&id);
        written.note = note;
        written.about = Interval::new(from, from.plus_millis(length), Precision::Within).unwrap();
        let json = canonical::json(&written).unwrap();
        let back = canonical::fact(&json).unwrap();
        prop_assert_eq!(&back, &written);
        prop_assert_eq!(canonical::json(&back).unwrap(), json);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        prop_assert!(canonical::fact(&text).is_err());
    }
}
