//! Any bytes are read as a proof file without panic; what was read is written as the same bytes.
#![no_main]

use armistice_record::logged::Logged;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(proof) = Logged::parse(bytes) {
        assert_eq!(proof.to_string().as_bytes(), bytes);
    }
});
