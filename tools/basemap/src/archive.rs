//! Writes tiles into one file: PMTiles, version 3.
//!
//! The format: <https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md>. A header of 127 bytes, the root of the
//! directory, what is said of the whole, the leaves of the directory, the tiles in the order of a Hilbert curve. Tiles
//! with equal content are there once.

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::{Compression, GzBuilder};

use crate::cut::{DEEPEST, Tile};
use crate::mvt::varint;

/// Length of the header.
const HEADER: usize = 127;
/// Header and root have to be within so many bytes of the beginning, for readers fetch them at once.
const FIRST_FETCH: usize = 16_384;
/// Entries of the directory in the first leaf that is tried.
const LEAF: usize = 2_048;
/// What the world of the tiles ends at, in ten-millionths of a degree.
const EAST: i32 = 1_800_000_000;
const NORTH: i32 = 850_511_287;

/// A run of tiles with one content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    id: u64,
    run: u64,
    offset: u64,
    length: u64,
}

/// The bytes of an archive of tiles, each as it is before it is packed, and of what is said of the whole (JSON).
///
/// # Errors
/// None that can happen: the packer writes to memory.
pub fn archive(tiles: &BTreeMap<Tile, Vec<u8>>, metadata: &str) -> std::io::Result<Vec<u8>> {
    let mut by_id: Vec<(u64, &[u8])> = tiles.iter().map(|(tile, bytes)| (id(*tile), &**bytes)).collect();
    by_id.sort_unstable();
    let mut data = Vec::new();
    let mut places: BTreeMap<&[u8], (u64, u64)> = BTreeMap::new();
    let mut entries: Vec<Entry> = Vec::new();
    for (id, bytes) in by_id {
        let (offset, length) = if let Some(place) = places.get(bytes) {
            *place
        } else {
            let packed = gzip(bytes)?;
            let place = (data.len() as u64, packed.len() as u64);
            data.extend(packed);
            places.insert(bytes, place);
            place
        };
        match entries.last_mut() {
            Some(last) if last.offset == offset && last.id + last.run == id => last.run += 1,
            _ => entries.push(Entry { id, run: 1, offset, length }),
        }
    }
    let (root, leaves) = directory(&entries)?;
    let metadata = gzip(metadata.as_bytes())?;

    let mut bytes = b"PMTiles\x03".to_vec();
    let mut offset = HEADER as u64;
    for part in [&root, &metadata, &leaves, &data] {
        bytes.extend(offset.to_le_bytes());
        bytes.extend((part.len() as u64).to_le_bytes());
        offset += part.len() as u64;
    }
    for count in [tiles.len(), entries.len(), places.len()] {
        bytes.extend((count as u64).to_le_bytes());
    }
    // Clustered; directory and tiles in gzip; vector tiles; least and most zoom.
    bytes.extend([1, 2, 2, 1, 0, DEEPEST]);
    for place in [-EAST, -NORTH, EAST, NORTH] {
        bytes.extend(place.to_le_bytes());
    }
    bytes.extend([1, 0, 0, 0, 0, 0, 0, 0, 0]); // where a page may begin: zoom 1 at 0, 0
    for part in [root, metadata, leaves, data] {
        bytes.extend(part);
    }
    Ok(bytes)
}

/// The root of the directory and its leaves. Without leaves where the root is short enough.
fn directory(entries: &[Entry]) -> std::io::Result<(Vec<u8>, Vec<u8>)> {
    let root = gzip(&directory_message(entries))?;
    if root.len() <= FIRST_FETCH - HEADER {
        return Ok((root, Vec::new()));
    }
    let mut size = LEAF;
    loop {
        let (mut leaves, mut pointers) = (Vec::new(), Vec::new());
        for leaf in entries.chunks(size) {
            let packed = gzip(&directory_message(leaf))?;
            let id = leaf.first().map_or(0, |entry| entry.id);
            pointers.push(Entry { id, run: 0, offset: leaves.len() as u64, length: packed.len() as u64 });
            leaves.extend(packed);
        }
        let root = gzip(&directory_message(&pointers))?;
        if root.len() <= FIRST_FETCH - HEADER {
            return Ok((root, leaves));
        }
        size *= 2;
    }
}

fn directory_message(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::new();
    varint(&mut bytes, entries.len() as u64);
    let mut before = 0;
    for entry in entries {
        varint(&mut bytes, entry.id - before);
        before = entry.id;
    }
    entries.iter().for_each(|entry| varint(&mut bytes, entry.run));
    entries.iter().for_each(|entry| varint(&mut bytes, entry.length));
    let mut end = None;
    for entry in entries {
        // 0 says: right behind the one before.
        varint(&mut bytes, if end == Some(entry.offset) { 0 } else { entry.offset + 1 });
        end = Some(entry.offset + entry.length);
    }
    bytes
}

/// The number of a tile along the Hilbert curves of all zooms, one after the other.
#[must_use]
pub fn id(tile: Tile) -> u64 {
    let side = 1_u64 << tile.zoom;
    let (mut x, mut y) = (u64::from(tile.x), u64::from(tile.y));
    let mut id = (side * side - 1) / 3; // all tiles of the zooms before
    let mut half = side / 2;
    while half > 0 {
        let (is_east, is_south) = (x & half != 0, y & half != 0);
        id += half * half * ((3 * u64::from(is_east)) ^ u64::from(is_south));
        if !is_south {
            if is_east {
                (x, y) = (side - 1 - x, side - 1 - y);
            }
            (x, y) = (y, x);
        }
        half /= 2;
    }
    id
}

/// Bytes in gzip (RFC 1952), without time, name or system.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packer = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
    packer.write_all(bytes)?;
    packer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_numbered_as_the_specification_says() {
        let id = |zoom, x, y| id(Tile { zoom, x, y });
        assert_eq!([id(0, 0, 0), id(1, 0, 0), id(1, 0, 1), id(1, 1, 1), id(1, 1, 0)], [0, 1, 2, 3, 4]);
        assert_eq!([id(2, 0, 0), id(12, 3423, 1763)], [5, 19_078_479]);
        let mut all: Vec<u64> = (0..64).flat_map(|x| (0..64).map(move |y| id(6, x, y))).collect();
        all.sort_unstable();
        assert_eq!(all, (1365..1365 + 4096).collect::<Vec<u64>>(), "each once");
    }

    #[test]
    fn equal_tiles_are_there_once_and_in_runs() {
        let tile = |x, y| Tile { zoom: 1, x, y };
        let same = |at: Tile| (at, b"same".to_vec());
        let tiles = BTreeMap::from([same(tile(0, 0)), same(tile(0, 1)), (tile(1, 0), b"other".to_vec())]);
        let bytes = archive(&tiles, "{}").unwrap();
        let count = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap());
        assert_eq!([count(72), count(80), count(88)], [3, 2, 2], "addressed, entries, contents");
        assert_eq!(bytes.len() as u64, count(56) + count(64), "nothing behind the tiles");
    }

    #[test]
    fn a_long_directory_has_leaves_and_a_root_that_is_fetched_at_once() {
        // Lengths without a pattern, so that packing does not make it short.
        let length = |id: u64| id.wrapping_mul(6_364_136_223_846_793_005) >> 44;
        let entries: Vec<Entry> = (0..20_000)
            .map(|id| Entry { id: id * 3, run: 1, offset: id << 20, length: length(id) })
            .collect();
        let (root, leaves) = directory(&entries).unwrap();
        assert!(root.len() <= FIRST_FETCH - HEADER && leaves.len() > FIRST_FETCH);
    }
}
