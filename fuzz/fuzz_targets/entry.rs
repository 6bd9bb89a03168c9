//! Any bytes are read as JSON and as an entry without panic; what was read is written as the same bytes, and what is signed
//! stands in them. The one pass takes exactly what a library's reader, the writer and a comparison take.
#![no_main]

use armistice_record::entry::Entry;
use armistice_record::json::Json;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let read = serde_json::from_slice(bytes).ok().and_then(|value| Json::from_value(value).ok());
    let wanted = read.filter(|json| json.canonical().as_bytes() == bytes);
    assert_eq!(Json::parse(bytes).ok(), wanted);
    if let Ok((entry, envelope)) = Entry::parse_signed(bytes) {
        assert_eq!(entry.to_bytes(), bytes);
        assert_eq!(entry.body.envelope(), envelope);
    }
});
