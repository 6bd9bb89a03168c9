//! What the fuzz targets of the record have found to go different ways (`fuzz/seeds/*.jsonl`, one text a line) still holds
//! what the targets ask for.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::collections::BTreeMap;
use std::path::Path;

use armistice_record::checkpoint::Checkpoint;
use armistice_record::entry::Entry;
use armistice_record::json::Json;
use armistice_record::logged::Logged;
use armistice_record::note::Note;
use armistice_record::policy::Policy;
use armistice_record::witness::Request;

/// The seeds of a target.
fn seeds(target: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../fuzz/seeds/{target}.jsonl"));
    let text = std::fs::read_to_string(path).unwrap();
    let seeds: Vec<String> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(seeds.len() > 10, "{target} has {} seeds", seeds.len());
    seeds
}

#[test]
fn entries_are_taken_by_one_pass_and_by_the_definition_alike() {
    let mut taken = 0;
    for seed in seeds("entry") {
        let read = serde_json::from_str(&seed).ok().and_then(|value| Json::from_value(value).ok());
        let wanted = read.filter(|json| json.canonical() == seed);
        assert_eq!(Json::parse(seed.as_bytes()).ok(), wanted, "{seed}");
        if let Ok((entry, envelope)) = Entry::parse_signed(seed.as_bytes()) {
            assert_eq!(
                (entry.to_bytes(), entry.body.envelope()),
                (seed.clone().into_bytes(), envelope),
                "{seed}"
            );
            taken += 1;
        }
    }
    assert!(taken > 0, "some are entries");
}

#[test]
fn notes_proofs_and_requests_are_written_as_they_were_read() {
    for seed in seeds("note") {
        if let Ok(note) = Note::parse(seed.as_bytes()) {
            assert_eq!(note.to_string(), seed);
            if let Ok(checkpoint) = Checkpoint::parse(note.text()) {
                assert_eq!(checkpoint.to_string(), note.text());
            }
        }
    }
    for seed in seeds("logged") {
        if let Ok(proof) = Logged::parse(seed.as_bytes()) {
            assert_eq!(proof.to_string(), seed);
        }
    }
    for seed in seeds("witness") {
        if let Ok(request) = Request::parse(seed.as_bytes()) {
            assert_eq!(request.to_string(), seed);
        }
    }
}

#[test]
fn no_policy_makes_more_final_than_is_recorded() {
    for seed in seeds("policy") {
        if let Ok(policy) = Policy::parse(seed.as_bytes()) {
            let seen: BTreeMap<_, _> = policy.witnesses.iter().map(|one| one.key.public()).zip(1..).collect();
            assert!(policy.final_size(3, &seen) <= 3, "{seed}");
        }
    }
}
