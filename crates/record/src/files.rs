//! The files of a record, wherever they are. Paths are those of `c2sp.org/tlog-tiles` and their siblings, with `/`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::entry::Body;
use crate::node::Node;
use crate::roster::Past;
use crate::tile::{self, Row, Tile, TileError, Tiled};
use crate::tree::Frontier;
use crate::{Hash, Nodes};

/// The checkpoint that the log signed last.
pub const CHECKPOINT: &str = "checkpoint";
/// A copy of the policy, for those who bring none of their own.
pub const POLICY: &str = "policy.txt";
/// The checkpoints that witnesses signed last, one folder a witness.
pub const WITNESSES: &str = "witness";

/// A folder of files that can be read. The form in memory is a map.
pub trait Files {
    /// The bytes of a file; nothing if there is none.
    ///
    /// # Errors
    /// Why a file that is there cannot be read.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, String>;

    /// The paths of all files below a folder, sorted.
    fn below(&self, folder: &str) -> Vec<String>;

    /// The hash of a file; nothing if there is none. Whoever can reads it piece by piece.
    ///
    /// # Errors
    /// Why a file that is there cannot be read.
    fn digest(&self, path: &str) -> Result<Option<Hash>, String> {
        Ok(self.read(path)?.map(|bytes| Hash::of(&bytes)))
    }
}

impl Files for BTreeMap<String, Vec<u8>> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(self.get(path).cloned())
    }

    fn below(&self, folder: &str) -> Vec<String> {
        self.keys()
            .filter(|path| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
            .cloned()
            .collect()
    }
}

/// The blobs that an entry binds: each object of its payload that names a hash and a length, and of a genesis the schemas
/// of all kinds.
#[must_use]
pub fn bound(body: &Body) -> Vec<Hash> {
    bound_by(&body.kind, &body.payload)
}

/// The same of a payload, wherever it lies.
pub(crate) fn bound_by(kind: &str, payload: &impl Node) -> Vec<Hash> {
    let mut digests = Vec::new();
    gather_bound(payload, &mut digests);
    if let Some(schemas) = payload.get("schemas").filter(|_| kind == "genesis") {
        digests.extend(schemas.members().filter_map(|(_, digest)| Hash::from_hex(digest.as_text()?)));
    }
    digests
}

fn gather_bound(value: &impl Node, digests: &mut Vec<Hash>) {
    if let Some(digest) = value.get("sha256").filter(|_| value.get("bytes").is_some()) {
        digests.extend(digest.as_text().and_then(Hash::from_hex));
    }
    value.members().for_each(|(_, member)| gather_bound(member, digests));
    value.items().iter().for_each(|item| gather_bound(item, digests));
}

/// Where a blob stands.
#[must_use]
pub fn blob_path(digest: Hash) -> String {
    let hex = digest.hex();
    format!("blob/sha256/{}/{hex}", hex.get(..2).unwrap_or_default())
}

/// Where the last checkpoint that a witness signed stands (the monitoring path of `c2sp.org/tlog-witness`, below the
/// witness's own folder). A slash in the name of a key becomes a plus sign, which no such name holds.
#[must_use]
pub fn witness_path(witness: &str, origin: &str) -> String {
    format!("{WITNESSES}/{}/{}/checkpoint", witness.replace('/', "+"), Hash::of(origin.as_bytes()).hex())
}

/// Why the tree of a folder cannot be read at some place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No such file.
    #[error("`{0}` is missing")]
    Missing(String),
    /// The system does not give the file.
    #[error("cannot read `{path}`: {cause}")]
    Unreadable {
        /// The file.
        path: String,
        /// The system's reason.
        cause: String,
    },
    /// Not what such a file holds.
    #[error("`{path}`: {cause}")]
    Spoilt {
        /// The file.
        path: String,
        /// What is wrong.
        cause: TileError,
    },
    /// Outside the tree.
    #[error("the tree has no such node: {0}")]
    Outside(#[from] TileError),
}

/// Reads a file that has to be there.
///
/// # Errors
/// [`ReadError`] if it is not.
pub fn needed(files: &impl Files, path: &str) -> Result<Vec<u8>, ReadError> {
    match files.read(path) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(ReadError::Missing(path.to_owned())),
        Err(cause) => Err(ReadError::Unreadable { path: path.to_owned(), cause }),
    }
}

/// Reads the hashes of a tile. A full tile stands in for a partial one that has grown.
///
/// # Errors
/// [`ReadError`] if it is not there or not a tile.
pub fn hashes(files: &impl Files, tile: Tile) -> Result<Vec<Hash>, ReadError> {
    let (path, bytes) = tile_bytes(files, tile)?;
    let whole = u16::try_from(bytes.len() / 32).unwrap_or(u16::MAX);
    let spoilt = |cause| ReadError::Spoilt { path: path.clone(), cause };
    let mut hashes = tile::hashes_from_bytes(&bytes, whole.max(tile.width)).map_err(spoilt)?;
    hashes.truncate(usize::from(tile.width));
    Ok(hashes)
}

/// A bundle that was read.
#[derive(Debug)]
pub struct Bundle {
    bytes: Vec<u8>,
    /// Where the entries lie.
    places: Vec<std::ops::Range<usize>>,
}

impl Bundle {
    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its entries, in their order.
    pub fn entries(&self) -> impl Iterator<Item = &[u8]> {
        self.places.iter().filter_map(|place| self.bytes.get(place.clone()))
    }

    /// The bytes of a bundle of its first so many entries.
    #[must_use]
    pub fn first(&self, entries: u16) -> Option<&[u8]> {
        let last = usize::from(entries).checked_sub(1)?;
        self.bytes.get(..self.places.get(last)?.end)
    }
}

/// Reads a bundle. A full bundle stands in for a partial one that has grown.
///
/// # Errors
/// [`ReadError`] if it is not there or not a bundle.
pub fn bundle(files: &impl Files, wanted: Tile) -> Result<Bundle, ReadError> {
    let (path, bytes) = tile_bytes(files, wanted)?;
    let width = if path == wanted.to_string() { wanted.width } else { tile::WIDTH };
    let mut at = 0;
    let mut place = |entry: &[u8]| {
        let start = at + 2;
        at = start + entry.len();
        start..at
    };
    let entries =
        tile::entries_from_bytes(&bytes, width).map_err(|cause| ReadError::Spoilt { path, cause })?;
    let places = entries.into_iter().take(usize::from(wanted.width)).map(&mut place).collect();
    Ok(Bundle { bytes, places })
}

/// Reads the entries of a bundle.
///
/// # Errors
/// [`ReadError`] if it is not there or not a bundle.
pub fn entries(files: &impl Files, wanted: Tile) -> Result<Vec<Vec<u8>>, ReadError> {
    Ok(bundle(files, wanted)?.entries().map(<[u8]>::to_vec).collect())
}

fn tile_bytes(files: &impl Files, tile: Tile) -> Result<(String, Vec<u8>), ReadError> {
    let path = tile.to_string();
    match needed(files, &path) {
        Err(ReadError::Missing(_)) if !tile.is_full() => {
            let full = Tile { width: tile::WIDTH, ..tile }.to_string();
            needed(files, &full).map(|bytes| (full, bytes)).map_err(|_| ReadError::Missing(path))
        }
        read => read.map(|bytes| (path, bytes)),
    }
}

/// The tree of a folder, as its tiles tell it. What they tell is to be held against a root before it is believed.
#[derive(Debug)]
pub struct Recorded<'a, F> {
    files: &'a F,
    size: u64,
    /// The tiles read last, so that neighbours cost nothing.
    kept: RefCell<BTreeMap<Tile, Vec<Hash>>>,
    /// The root asked for last.
    root: RefCell<Option<(u64, Hash)>>,
}

/// How many tiles are kept: 8 KiB each.
const KEPT: usize = 64;

impl<'a, F: Files> Recorded<'a, F> {
    /// The tree of this size.
    #[must_use]
    pub fn new(files: &'a F, size: u64) -> Self {
        Recorded { files, size, kept: RefCell::default(), root: RefCell::default() }
    }

    fn tile(&self, tile: Tile) -> Result<Vec<Hash>, ReadError> {
        if let Some(hashes) = self.kept.borrow().get(&tile) {
            return Ok(hashes.clone());
        }
        let read = hashes(self.files, tile)?;
        let mut kept = self.kept.borrow_mut();
        if kept.len() >= KEPT {
            kept.pop_first();
        }
        kept.insert(tile, read.clone());
        Ok(read)
    }

    /// The tree when it had this size.
    ///
    /// # Errors
    /// [`ReadError`] naming the tile that is missing or spoilt.
    pub fn frontier(&self, size: u64) -> Result<Frontier, ReadError> {
        Frontier::at(size, self)
    }
}

impl<F: Files> Nodes for Recorded<'_, F> {
    type Error = ReadError;

    fn node(&self, level: u32, index: u64) -> Result<Hash, ReadError> {
        Tiled { size: self.size, read: |tile| self.tile(tile) }.node(level, index)
    }
}

impl<F: Files> Past for Recorded<'_, F> {
    fn leaf(&self, index: u64) -> Option<Hash> {
        let tile = Tile::of_row(Row::Hashes(0), index / u64::from(tile::WIDTH), self.size)?;
        let at = usize::try_from(index % u64::from(tile::WIDTH)).ok()?;
        self.tile(tile).ok()?.get(at).copied()
    }

    fn root(&self, size: u64) -> Option<Hash> {
        if let Some((known, root)) = *self.root.borrow()
            && known == size
        {
            return Some(root);
        }
        let root = self.frontier(size).ok()?.root();
        *self.root.borrow_mut() = Some((size, root));
        Some(root)
    }
}
