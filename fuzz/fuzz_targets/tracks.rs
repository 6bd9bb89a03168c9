//! Any rows below the header of each shipped profile, and any bytes as a whole table, are read without panic; rows
//! keep their order, and a row that is set aside says why.
#![no_main]

use armistice_feeds::tracks::{Profile, Tracks};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let profiles = Profile::shipped();
    read(bytes, &profiles);
    for profile in &profiles {
        let header = profile.columns().join(&profile.delimiter.to_string());
        let table = [header.as_bytes(), b"\n", bytes].concat();
        assert!(
            read(&table, std::slice::from_ref(profile)),
            "{} does not know its own columns",
            profile.name
        );
    }
});

/// Whether the header was known; if so, every row has been read.
fn read(bytes: &[u8], profiles: &[Profile]) -> bool {
    let Ok(tracks) = Tracks::open(bytes, "tracks.csv", profiles) else { return false };
    let mut last = 0;
    for row in tracks {
        let number = match row {
            Ok(fix) => fix.row,
            Err(reject) => {
                assert!(!reject.reason.is_empty() && reject.text.len() <= armistice_feeds::KEPT_TEXT);
                reject.row
            }
        };
        assert!(number > last, "row {number} after row {last}");
        last = number;
    }
    true
}
