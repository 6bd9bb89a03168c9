//! Any bytes are read as a token of time without panic, and nothing that is cut off is one.
#![no_main]

use armistice_record::token::Token;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if Token::parse(bytes).is_ok() {
        assert!(bytes.split_last().is_none_or(|(_, rest)| Token::parse(rest).is_err()));
    }
});
