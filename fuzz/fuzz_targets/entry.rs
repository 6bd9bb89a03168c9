//! Any bytes are read as JSON and as an entry without panic; what was read is written as the same bytes.
#![no_main]

use armistice_record::entry::Entry;
use armistice_record::json::Json;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(json) = Json::parse(bytes) {
        assert_eq!(json.canonical().as_bytes(), bytes);
    }
    if let Ok(entry) = Entry::parse(bytes) {
        assert_eq!(entry.to_bytes(), bytes);
    }
});
