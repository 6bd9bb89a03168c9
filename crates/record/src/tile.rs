//! The files of a tiled log (`c2sp.org/tlog-tiles`): tiles of 256 hashes, bundles of 256 entries, and their paths.

use std::fmt;

use crate::Hash;
use crate::tree::{LARGEST_TREE, Nodes};

/// How many hashes a full tile has, and how many entries a full bundle.
pub const WIDTH: u16 = 256;
/// A tile stands for a subtree of this height.
const HEIGHT: u32 = 8;
/// The longest entry, in bytes: the most that its length prefix can tell.
pub const LONGEST_ENTRY: usize = u16::MAX as usize;
/// The highest level of tiles that a path can name.
const HIGHEST_LEVEL: u32 = 63;

/// What a file of the log holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// The entries themselves.
    Entries,
    /// Hashes of the tree at level eight times this; leaves at 0.
    Hashes(u32),
}

/// One file of the log: which row, where in it, and how full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// What it holds.
    pub row: Row,
    /// Which file of the row, from 0.
    pub index: u64,
    /// How many hashes or entries: 1 to 256.
    pub width: u16,
}

/// Why bytes are not what a tile or a bundle holds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TileError {
    /// Not a whole number of hashes, or another number than the path says.
    #[error("it has {found} bytes, and {width} hashes are {}", width * 32)]
    Size {
        /// How many bytes it has.
        found: usize,
        /// How many hashes it should have.
        width: u16,
    },
    /// An entry is longer than what is left of the bundle.
    #[error("entry {at} of the bundle is cut off")]
    CutOff {
        /// Which entry, from 0.
        at: usize,
    },
    /// Another number of entries than the path says.
    #[error("it has {found} entries or more, not {width}")]
    Count {
        /// How many entries it has.
        found: usize,
        /// How many it should have.
        width: u16,
    },
    /// An entry is too long for a bundle.
    #[error("an entry of {length} bytes is longer than {LONGEST_ENTRY}")]
    Long {
        /// How long it is.
        length: usize,
    },
}

impl Tile {
    /// The tile or bundle of a row in a tree of this size, if it has any content there.
    #[must_use]
    pub fn of_row(row: Row, index: u64, size: u64) -> Option<Self> {
        let count = length(row, size);
        let start = index.checked_mul(u64::from(WIDTH))?;
        let width = count.checked_sub(start)?.min(u64::from(WIDTH));
        u16::try_from(width).ok().filter(|width| *width > 0).map(|width| Tile { row, index, width })
    }

    /// Every file of a tree of this size, row by row, entries first.
    pub fn of_tree(size: u64) -> impl Iterator<Item = Tile> {
        let rows = std::iter::once(Row::Entries).chain((0..).map(Row::Hashes));
        rows.take_while(move |row| length(*row, size) > 0)
            .flat_map(move |row| (0..).map_while(move |index| Tile::of_row(row, index, size)))
    }

    /// Whether it holds all that it ever will.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.width == WIDTH
    }

    /// The first of its hashes or entries, counted in its row.
    #[must_use]
    pub fn start(&self) -> u64 {
        self.index.saturating_mul(u64::from(WIDTH))
    }

    /// Reads a path such as `tile/0/x001/234`, `tile/entries/000.p/7`. Nothing that is not the one way to write it.
    #[must_use]
    pub fn from_path(path: &str) -> Option<Self> {
        let (row, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let row = match row {
            "entries" => Row::Entries,
            level => {
                Row::Hashes(decimal(level, u64::from(HIGHEST_LEVEL)).and_then(|one| one.try_into().ok())?)
            }
        };
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => {
                let width = decimal(width, u64::from(WIDTH) - 1).filter(|width| *width > 0)?;
                (number, width.try_into().ok()?)
            }
            None => (rest, WIDTH),
        };
        let mut index = 0_u64;
        for part in number.split('/') {
            let digits = part.strip_prefix('x').unwrap_or(part);
            if digits.len() != 3 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
                return None;
            }
            index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
        }
        let tile = Tile { row, index, width };
        (index <= LARGEST_TREE && tile.to_string() == path).then_some(tile)
    }
}

/// The path of the file, below the folder of the log.
impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Row::Entries => f.write_str("tile/entries/")?,
            Row::Hashes(level) => write!(f, "tile/{level}/")?,
        }
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for (left, group) in groups.iter().enumerate().rev() {
            if left > 0 {
                write!(f, "x{group:03}/")?;
            } else {
                write!(f, "{group:03}")?;
            }
        }
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

/// How many entries or hashes a row of a tree of this size has.
fn length(row: Row, size: u64) -> u64 {
    match row {
        Row::Entries => size,
        Row::Hashes(level) => size.checked_shr(level.saturating_mul(HEIGHT)).unwrap_or(0),
    }
}

/// A decimal number without leading noughts, up to a bound.
pub(crate) fn decimal(text: &str, most: u64) -> Option<u64> {
    let is_plain =
        text == "0" || (!text.starts_with('0') && text.bytes().all(|digit| digit.is_ascii_digit()));
    is_plain.then(|| text.parse().ok()).flatten().filter(|number| *number <= most)
}

/// The bytes of a tile: its hashes, one after another.
#[must_use]
pub fn hashes_to_bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// The hashes of a tile.
///
/// # Errors
/// [`TileError::Size`] if they are not as many as the width.
pub fn hashes_from_bytes(bytes: &[u8], width: u16) -> Result<Vec<Hash>, TileError> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    if hashes.len() != usize::from(width) || !rest.is_empty() {
        return Err(TileError::Size { found: bytes.len(), width });
    }
    Ok(hashes.iter().copied().map(Hash).collect())
}

/// Adds an entry to the bytes of a bundle: two bytes of length, then the entry.
///
/// # Errors
/// [`TileError::Long`] if the length does not fit two bytes.
pub fn push_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), TileError> {
    let length = u16::try_from(entry.len()).map_err(|_| TileError::Long { length: entry.len() })?;
    bundle.extend(length.to_be_bytes());
    bundle.extend(entry);
    Ok(())
}

/// The entries of a bundle.
///
/// # Errors
/// [`TileError`] if they are cut off, or not as many as the width.
pub fn entries_from_bytes(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, TileError> {
    let (mut entries, mut rest) = (Vec::new(), bytes);
    while !rest.is_empty() {
        let at = entries.len();
        if at == usize::from(width) {
            return Err(TileError::Count { found: at + 1, width });
        }
        let (prefix, body) = rest.split_first_chunk::<2>().ok_or(TileError::CutOff { at })?;
        let length = usize::from(u16::from_be_bytes(*prefix));
        let (entry, after) = body.split_at_checked(length).ok_or(TileError::CutOff { at })?;
        entries.push(entry);
        rest = after;
    }
    let found = entries.len();
    if found == usize::from(width) { Ok(entries) } else { Err(TileError::Count { found, width }) }
}

/// A tree of a known size, read through its tiles.
#[derive(Debug)]
pub struct Tiled<F> {
    /// The size of the tree.
    pub size: u64,
    /// Gives the hashes of a tile.
    pub read: F,
}

impl<E, F: Fn(Tile) -> Result<Vec<Hash>, E>> Nodes for Tiled<F>
where
    E: From<TileError>,
{
    type Error = E;

    fn node(&self, level: u32, index: u64) -> Result<Hash, E> {
        // The hashes of one tile row that make up the node: one, or a power of two of them.
        let (row, height) = (level / HEIGHT, level % HEIGHT);
        let first = index.checked_shl(height).unwrap_or(u64::MAX);
        let outside = || E::from(TileError::Count { found: 0, width: WIDTH });
        let tile = Tile::of_row(Row::Hashes(row), first / u64::from(WIDTH), self.size).ok_or_else(outside)?;
        let hashes = (self.read)(tile)?;
        let from = usize::try_from(first % u64::from(WIDTH)).unwrap_or(usize::MAX);
        let wanted = hashes.get(from..from.saturating_add(1 << height)).ok_or_else(outside)?;
        Ok(subtree_root(wanted))
    }
}

/// The root over hashes that stand side by side and are a power of two.
#[must_use]
pub fn subtree_root(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => Hash::EMPTY,
        [one] => *one,
        many => {
            let (left, right) = many.split_at(many.len() / 2);
            Hash::node(subtree_root(left), subtree_root(right))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn path(row: Row, index: u64, width: u16) -> String {
        Tile { row, index, width }.to_string()
    }

    #[test]
    fn paths_are_those_of_the_specification() {
        assert_eq!(path(Row::Hashes(0), 1_234_067, 256), "tile/0/x001/x234/067");
        assert_eq!(path(Row::Hashes(2), 0, 1), "tile/2/000.p/1");
        assert_eq!(path(Row::Entries, 273, 112), "tile/entries/273.p/112");
        for wrong in [
            "tile/0/1",
            "tile/0/0001",
            "tile/00/001",
            "tile/64/001",
            "tile/0/001.p/0",
            "tile/0/001.p/256",
            "tile/0/001.p/07",
            "tile/0/x001",
            "tile/0/001/002",
            "tile/0/x000/001",
            "tile/data/001",
            "/tile/0/001",
            "tile/0/+01",
            "tile/0/001/",
            "tile/0/../001",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
            "",
        ] {
            assert_eq!(Tile::from_path(wrong), None, "{wrong}");
        }
    }

    /// The example of the specification: 70,000 entries, and the remark on 256.
    #[test]
    fn a_tree_has_the_files_that_the_specification_counts() {
        let count = |size| {
            let mut rows = std::collections::BTreeMap::<Row, (u64, u16)>::new();
            for tile in Tile::of_tree(size) {
                let row = rows.entry(tile.row).or_default();
                if tile.is_full() { row.0 += 1 } else { row.1 = tile.width }
            }
            rows.into_iter().collect::<Vec<_>>()
        };
        use Row::{Entries, Hashes};
        assert_eq!(
            count(70_000),
            [(Entries, (273, 112)), (Hashes(0), (273, 112)), (Hashes(1), (1, 17)), (Hashes(2), (0, 1))]
        );
        assert_eq!(count(256), [(Entries, (1, 0)), (Hashes(0), (1, 0)), (Hashes(1), (0, 1))]);
        assert_eq!(count(0), []);
    }

    proptest! {
        #[test]
        fn a_path_comes_back(entries: bool, level in 0u32..64, index in 0..LARGEST_TREE, width in 1u16..=256) {
            let tile = Tile { row: if entries { Row::Entries } else { Row::Hashes(level) }, index, width };
            prop_assert_eq!(Tile::from_path(&tile.to_string()), Some(tile));
        }

        #[test]
        fn what_is_read_as_a_path_is_its_one_form(text in "(tile/)?[0-9x/.p]{0,20}") {
            if let Some(tile) = Tile::from_path(&text) {
                prop_assert_eq!(tile.to_string(), text);
            }
        }

        #[test]
        fn bundles_come_back_and_no_part_of_one_is_read(
            entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..20),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut bundle = Vec::new();
            for entry in &entries {
                push_entry(&mut bundle, entry).unwrap();
            }
            let width = u16::try_from(entries.len()).unwrap();
            prop_assert_eq!(entries_from_bytes(&bundle, width).unwrap(), entries);
            let part = &bundle[..cut.index(bundle.len())];
            prop_assert!(entries_from_bytes(part, width).is_err());
            prop_assert!(entries_from_bytes(&bundle, width + 1).is_err());
            prop_assert!(entries_from_bytes(&bundle, width - 1).is_err());
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), width in 0u16..300) {
            let _ = entries_from_bytes(&bytes, width);
            let _ = hashes_from_bytes(&bytes, width);
        }
    }

    #[test]
    fn an_entry_too_long_is_refused() {
        assert!(push_entry(&mut Vec::new(), &vec![0; LONGEST_ENTRY]).is_ok());
        assert_eq!(
            push_entry(&mut Vec::new(), &vec![0; LONGEST_ENTRY + 1]),
            Err(TileError::Long { length: 65_536 })
        );
    }
}
