//! The record of Korea as facts, held against the table of events from which it was made.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails here")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use armistice_facts::calendar::Zone;
use armistice_facts::{Certainty, Fact, Place, What};
use armistice_feeds::facts_table;

const EVENTS: u64 = 129;

/// Facts whose days differ from those of their event, each with its reason.
const OTHER_DAYS: &[(&str, &str)] = &[
    ("r002-started", "the start and the end of one work are two facts"),
    ("r002-done", "the start and the end of one work are two facts"),
    ("r003-started-rok", "the start and the end of one work are two facts"),
    ("r003-started-dprk", "the start and the end of one work are two facts"),
    ("r009-rok-verification", "a verification of two days is done on the second"),
    ("r009-unc-verification", "a verification of two days is done on the second"),
    ("r015-started", "the start and the end of one work are two facts"),
    ("r015-done", "the start and the end of one work are two facts"),
    ("r028-rok-list", "the notes tell a later act"),
    ("r032-spirit", "the event tells a later word"),
    ("r032-denial", "the event tells a later word"),
    ("r038-denial", "an answer to what the body found later"),
    ("r046-mnd", "a word on the day of disclosure"),
    ("r051-minister", "a word on the day of the page"),
    ("r075-denial", "an answer to what the body found later"),
    ("r077-shooting", "the act on which the ruling of the event was made"),
    ("r110-flight-1", "one fact for each of three flights"),
    ("r110-flight-2", "one fact for each of three flights"),
    ("r110-flight-3", "one fact for each of three flights"),
    ("r110-wreck", "what was shown later"),
    ("r110-log", "what was shown later"),
    ("r110-denial-1", "the denial of the day of disclosure"),
    ("r110-denial-2", "the denial of the day of disclosure"),
    ("r110-denial-3", "the denial of the day of disclosure"),
];

/// Facts whose certainty or address differs from that of their event, each with its reason.
const OTHER_READING: &[(&str, &str)] = &[
    ("r028-rok-list", "from memory, by the notes"),
    ("r051-minister", "from memory, by the notes"),
    ("r083-answer", "drawn from later conduct; no page"),
    ("r123-denial", "from memory, by the event"),
];

struct Event {
    first: String,
    last: String,
    address: String,
    certainty: String,
    lat: String,
    lon: String,
    error_km: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn facts() -> Vec<Fact> {
    let path = root().join("agreements/korea-2018/inbox/facts.csv");
    let (facts, rejects) = facts_table::read(std::fs::File::open(path).unwrap(), "facts.csv");
    assert!(rejects.is_empty(), "{rejects:#?}");
    facts
}

/// The events of the shared data, by their number; `None`, told loudly, where the data is absent.
fn events() -> Option<BTreeMap<u64, Event>> {
    let data =
        std::env::var_os("ARMISTICE_DATA").map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let path = data.join("korea/cma-record.csv");
    if !path.exists() {
        assert!(std::env::var_os("CI").is_none(), "{} is absent", path.display());
        eprintln!("SKIPPED: {} is absent; the facts were not held against the events", path.display());
        return None;
    }
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let event = |record: csv::StringRecord| {
        let cell = |name: &str| record.get(at(name)).unwrap().to_owned();
        Event {
            first: cell("date_start"),
            last: cell("date_end"),
            address: cell("source_url"),
            certainty: cell("certainty"),
            lat: cell("lat"),
            lon: cell("lon"),
            error_km: cell("location_accuracy_km"),
        }
    };
    Some((1..).zip(reader.records().map(|record| event(record.unwrap()))).collect())
}

/// The number of the event from which a fact was made: ids are `r034-word`.
fn event_of(fact: &Fact) -> u64 {
    let number = fact.id.as_str().strip_prefix('r').and_then(|rest| rest.split('-').next()).unwrap();
    assert_eq!(number.len(), 3, "{}", fact.id);
    number.parse().unwrap()
}

fn place_of(fact: &Fact) -> Option<&Place> {
    match &fact.what {
        What::Act(act) => Some(&act.place),
        What::State(state) => Some(&state.place),
        What::Count(count) => Some(&count.place),
        What::Statement(statement) => Some(&statement.place),
        _ => None,
    }
}

#[test]
fn the_record_reads_whole_and_covers_every_event() {
    let facts = facts();
    assert!(facts.len() > 150, "{}", facts.len());
    let covered: BTreeSet<u64> = facts.iter().map(event_of).collect();
    assert_eq!(covered, (1..=EVENTS).collect());
}

#[test]
fn the_row_column_agrees_with_the_id() {
    let path = root().join("agreements/korea-2018/inbox/facts.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        let number: u32 = record.get(1).unwrap().parse().unwrap();
        assert!(record.get(0).unwrap().starts_with(&format!("r{number:03}-")), "{record:?}");
    }
}

#[test]
fn nothing_is_known_before_it_has_begun() {
    for fact in facts() {
        assert!(fact.known >= fact.about.from, "{}", fact.id);
    }
}

#[test]
fn how_many_facts_of_each_kind() {
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    for fact in facts() {
        let kind = match fact.what {
            What::Act(_) => "act",
            What::State(_) => "state",
            What::Performance(_) => "performance",
            What::Inspection(_) => "inspection",
            What::Notice(_) => "notice",
            What::Denial(_) => "denial",
            What::Impeachment(_) => "impeachment",
            What::Ruling(_) => "ruling",
            What::Status(_) => "status",
            What::Statement(_) => "statement",
            _ => "other",
        };
        *kinds.entry(kind.to_owned()).or_default() += 1;
    }
    insta::assert_debug_snapshot!(kinds);
}

#[test]
fn places_addresses_and_certainty_agree_with_the_events() {
    let Some(events) = events() else { return };
    let exempt: BTreeSet<&str> = OTHER_READING.iter().map(|(id, _)| *id).collect();
    for fact in facts() {
        let event = &events[&event_of(&fact)];
        if !exempt.contains(fact.id.as_str()) {
            assert_eq!(fact.read_at, event.address, "{}", fact.id);
            let certainty = match fact.certainty {
                Certainty::Memory => "memory",
                Certainty::Medium => "medium",
                Certainty::High => "high",
            };
            assert_eq!(certainty, event.certainty, "{}", fact.id);
        }
        let Some(place) = place_of(&fact) else { continue };
        let Some(position) = place.position else { continue };
        let told = format!("{:.4} {:.4}", position.lat(), position.lon());
        assert_eq!(told, format!("{} {}", event.lat, event.lon), "{}", fact.id);
        let error: f64 = event.error_km.parse().unwrap();
        assert!((f64::from(place.error_metres) - error * 1000.0).abs() < 1.0, "{}", fact.id);
    }
}

#[test]
fn days_agree_with_the_events() {
    let Some(events) = events() else { return };
    let exempt: BTreeSet<&str> = OTHER_DAYS.iter().map(|(id, _)| *id).collect();
    let seoul = Zone::named("Asia/Seoul").unwrap();
    let mut differing = Vec::new();
    for fact in facts() {
        let event = &events[&event_of(&fact)];
        let days = [fact.about.from, fact.about.last()].map(|at| seoul.date_of(at).to_string());
        let agrees = days == [event.first.clone(), event.last.clone()];
        if agrees == exempt.contains(fact.id.as_str()) {
            differing.push(format!("{}: {days:?}, event {} to {}", fact.id, event.first, event.last));
        }
    }
    assert!(differing.is_empty(), "{differing:#?}");
}

#[test]
fn every_exception_names_a_fact() {
    let facts = facts();
    for (id, reason) in OTHER_DAYS.iter().chain(OTHER_READING) {
        assert!(facts.iter().any(|fact| fact.id == *id), "{id}");
        assert!(!reason.is_empty());
    }
}
