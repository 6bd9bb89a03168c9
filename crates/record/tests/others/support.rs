//! A log in memory, as the files that it would have on a disk.

use std::collections::BTreeMap;

use armistice_record::tile::{self, Row, Tile, TileError, Tiled};
use armistice_record::{Frontier, Hash, Head};

/// The sizes at which tiles begin and end, and those beside them.
pub(crate) const BOUNDARIES: [u64; 14] =
    [1, 2, 3, 254, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000];

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The entry at an index: of any length from none to some dozen bytes.
pub(crate) fn entry(index: u64) -> Vec<u8> {
    format!("{index:0>width$}", width = usize::try_from(index % 40).unwrap()).into_bytes()
}

/// A log of this size with its entries and all its files.
pub(crate) fn log(size: u64) -> (Head, Files) {
    let mut frontier = Frontier::new();
    let mut rows: BTreeMap<u32, Vec<Hash>> = BTreeMap::new();
    for index in 0..size {
        frontier.append(Hash::leaf(&entry(index)), |level, _, hash| {
            if level % 8 == 0 {
                rows.entry(level / 8).or_default().push(hash);
            }
        });
    }
    let mut files = Files::new();
    for tile in Tile::of_tree(size) {
        let (start, width) = (tile.start(), u64::from(tile.width));
        let bytes = match tile.row {
            Row::Entries => {
                let mut bundle = Vec::new();
                for index in start..start + width {
                    tile::push_entry(&mut bundle, &entry(index)).unwrap();
                }
                bundle
            }
            Row::Hashes(level) => {
                let range = usize::try_from(start).unwrap()..usize::try_from(start + width).unwrap();
                tile::hashes_to_bytes(&rows[&level][range])
            }
        };
        files.insert(tile.to_string(), bytes);
    }
    (Head { size, root: frontier.root() }, files)
}

/// The tree of those files.
pub(crate) fn nodes(size: u64, files: &Files) -> Tiled<impl Fn(Tile) -> Result<Vec<Hash>, TileError>> {
    Tiled { size, read: |tile: Tile| tile::hashes_from_bytes(&files[&tile.to_string()], tile.width) }
}
