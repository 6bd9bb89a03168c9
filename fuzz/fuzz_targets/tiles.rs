//! Any text is read as a path and any bytes as a tile and a bundle without panic; what was read comes back.
#![no_main]

use armistice_record::tile::{self, Tile};

libfuzzer_sys::fuzz_target!(|input: (&str, u16, &[u8])| {
    let (path, width, bytes) = input;
    if let Some(tile) = Tile::from_path(path) {
        assert_eq!(tile.to_string(), path);
    }
    if let Ok(hashes) = tile::hashes_from_bytes(bytes, width) {
        assert_eq!(tile::hashes_to_bytes(&hashes), bytes);
    }
    if let Ok(entries) = tile::entries_from_bytes(bytes, width) {
        let mut again = Vec::new();
        for entry in entries {
            tile::push_entry(&mut again, entry).expect("an entry that was read fits");
        }
        assert_eq!(again, bytes);
    }
});
