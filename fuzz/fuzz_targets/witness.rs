//! Any bytes are read as a request to a witness without panic; what was read is written as the same bytes.
#![no_main]

use armistice_record::witness::Request;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = Request::parse(bytes) {
        assert_eq!(request.to_string().as_bytes(), bytes);
    }
});
