//! Any bytes are read as a table of facts without panic; a fact that was read has one JSON form, which brings it back.
#![no_main]

use armistice_facts::canonical;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (facts, rejects) = armistice_feeds::facts_table::read(bytes, "facts.csv");
    for fact in &facts {
        let json = canonical::json(fact).expect("a fact that was read can be written");
        assert_eq!(canonical::fact(&json).expect("what was written can be read"), *fact);
    }
    for reject in &rejects {
        assert!(!reject.reason.is_empty() && reject.text.len() <= armistice_feeds::KEPT_TEXT);
    }
});
