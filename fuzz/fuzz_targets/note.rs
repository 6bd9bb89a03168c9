//! Any bytes are read as a signed note without panic; what was read is written as the same bytes; so is a checkpoint.
#![no_main]

use armistice_record::checkpoint::Checkpoint;
use armistice_record::note::Note;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        if let Ok(checkpoint) = Checkpoint::parse(note.text()) {
            assert_eq!(checkpoint.to_string(), note.text());
        }
    }
});
