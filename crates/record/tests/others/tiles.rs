//! Files and paths beside `tlog_tiles`, which authenticates every tile that it reads.

use armistice_record::tile::{Row, Tile};
use armistice_record::{Hash, Head, proof};
use proptest::prelude::*;
use tlog_tiles::{HashReader as _, TileHashReader, TileReader};

use crate::support::{BOUNDARIES, Files, entry, log, nodes};

/// Their reader over our files. Their paths name the height, which the specification has left out.
struct Reader<'a>(&'a Files);

impl TileReader for Reader<'_> {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[tlog_tiles::Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        let missing = || tlog_tiles::Error::InvalidInput("no such tile".to_owned());
        tiles.iter().map(|tile| self.0.get(&our_path(tile)).cloned().ok_or_else(missing)).collect()
    }

    fn save_tiles(&self, _tiles: &[tlog_tiles::Tile], _data: &[Vec<u8>]) {}
}

fn our_path(tile: &tlog_tiles::Tile) -> String {
    tile.path().replacen("tile/8/", "tile/", 1).replacen("data", "entries", 1)
}

fn as_theirs(hash: Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(hash.0)
}

/// Whether their reader finds in our files every one of these entries, and the proofs that we make are theirs.
fn agrees(head: Head, files: &Files, indices: &[u64]) -> Result<(), String> {
    let reader = Reader(files);
    let theirs = TileHashReader::new(head.size, as_theirs(head.root), &reader);
    let told = |error: tlog_tiles::Error| error.to_string();
    for index in indices {
        let stored = tlog_tiles::stored_hash_index(0, *index);
        let leaf = theirs.read_hashes(&[stored]).map_err(told)?;
        if leaf[0] != tlog_tiles::record_hash(&entry(*index)) {
            return Err(format!("entry {index}"));
        }
        let proof = tlog_tiles::prove_record(head.size, *index, &theirs).map_err(told)?;
        let ours =
            proof::inclusion(*index, head.size, &nodes(head.size, files)).map_err(|e| e.to_string())?;
        if ours.iter().copied().map(as_theirs).ne(proof.iter().copied()) {
            return Err(format!("proof of entry {index}"));
        }
        tlog_tiles::check_record(&proof, head.size, as_theirs(head.root), *index, leaf[0]).map_err(told)?;
        let old = index + 1;
        let proof = tlog_tiles::prove_tree(head.size, old, &theirs).map_err(told)?;
        let ours = proof::consistency(old, head.size, &nodes(head.size, files)).map_err(|e| e.to_string())?;
        if ours.iter().copied().map(as_theirs).ne(proof.iter().copied()) {
            return Err(format!("proof from size {old}"));
        }
    }
    Ok(())
}

#[test]
fn every_boundary_is_read_by_their_reader() {
    for size in BOUNDARIES {
        let (head, files) = log(size);
        let indices: Vec<u64> =
            [0, size / 3, size / 2, size.saturating_sub(257), size - 1].into_iter().collect();
        assert_eq!(agrees(head, &files, &indices), Ok(()), "{size}");
    }
}

#[test]
fn their_list_of_new_tiles_is_ours() {
    for size in BOUNDARIES.into_iter().chain([0, 16_777_216, 16_777_217]).filter(|size| *size < 1_000_000) {
        let mut theirs: Vec<String> = tlog_tiles::Tile::new_tiles(8, 0, size).iter().map(our_path).collect();
        let mut ours: Vec<String> = Tile::of_tree(size)
            .filter(|tile| tile.row != Row::Entries)
            .map(|tile| tile.to_string())
            .collect();
        theirs.sort();
        ours.sort();
        assert_eq!(ours, theirs, "{size}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn paths_are_theirs(level in 0u8..63, index in 0u64..1 << 50, width in 1u16..=256) {
        let theirs = tlog_tiles::Tile::new(8, level, index, u32::from(width), false);
        let ours = Tile { row: Row::Hashes(u32::from(level)), index, width };
        prop_assert_eq!(our_path(&theirs), ours.to_string());
    }

    /// One bit of one tile: whoever needs that tile refuses it.
    #[test]
    fn no_flipped_bit_passes_their_reader(size in 1u64..1000, file: prop::sample::Index, bit: prop::sample::Index) {
        let (head, mut files) = log(size);
        let tiles: Vec<Tile> = Tile::of_tree(size).filter(|tile| tile.row == Row::Hashes(0)).collect();
        let tile = tiles[file.index(tiles.len())];
        let bytes = files.get_mut(&tile.to_string()).unwrap();
        let at = bit.index(bytes.len() * 8);
        bytes[at / 8] ^= 1 << (at % 8);
        let index = tile.start() + (at / 256) as u64;
        prop_assert!(agrees(head, &files, &[index]).is_err());
    }
}
