//! What everybody can check: tiles, bundles and the checkpoint, written after the journal has made their content
//! durable. Nothing here is a promise; all of it can be written again.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use armistice_record::checkpoint::SignedCheckpoint;
use armistice_record::files::CHECKPOINT;
use armistice_record::tile::{self, Row, Tile, WIDTH};
use armistice_record::{Frontier, Hash};

use crate::store::Store;

/// A row of tiles at its growing end.
#[derive(Debug, Clone, Default)]
struct Edge {
    /// Which tile grows.
    index: u64,
    /// What it holds so far.
    bytes: Vec<u8>,
    /// How many hashes or entries that is.
    count: u16,
}

/// The files that are still to be written.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    edges: BTreeMap<Row, Edge>,
    /// Full tiles and bundles that are not written yet.
    full: Vec<(Tile, Vec<u8>)>,
    /// Full tiles and bundles that were written since the last publication.
    written: Vec<Tile>,
    /// Partial files that were written and will be replaced by a full one.
    partial: BTreeMap<Row, Vec<Tile>>,
    /// Partial files on which the journal rests: it goes on from the tree that they belong to. They stay until it
    /// begins anew, or what they hold could be lost with the full file that replaces them.
    base: BTreeSet<Tile>,
    /// Files that were written and not synced.
    pub(crate) unsynced: Vec<String>,
    /// The hashes of the leaves since the last publication.
    pub(crate) recent: Vec<Hash>,
}

impl Shelf {
    /// The shelf of a tree whose files are there already: its edges are read back.
    pub(crate) fn at(size: u64, mut read: impl FnMut(Tile) -> io::Result<Vec<u8>>) -> io::Result<Self> {
        let mut shelf = Shelf::default();
        for tile in Tile::of_tree(size).filter(|tile| !tile.is_full()) {
            let edge = Edge { index: tile.index, bytes: read(tile)?, count: tile.width };
            shelf.edges.insert(tile.row, edge);
            shelf.partial.entry(tile.row).or_default().push(tile);
            shelf.base.insert(tile);
        }
        // A row that ends with a full tile goes on with the next.
        let mut next: BTreeMap<Row, u64> = BTreeMap::new();
        for row in [Row::Entries].into_iter().chain((0..8).map(Row::Hashes)) {
            let full = (0..).map_while(|index| Tile::of_row(row, index, size)).filter(Tile::is_full).count();
            next.insert(row, full as u64);
        }
        for (row, index) in next.into_iter().filter(|(_, index)| *index > 0) {
            shelf.edges.entry(row).or_insert(Edge { index, ..Edge::default() });
        }
        Ok(shelf)
    }

    /// Takes a leaf, and appends it to the tree.
    pub(crate) fn push(&mut self, leaf: &[u8], frontier: &mut Frontier) {
        let mut completed = Vec::with_capacity(2);
        frontier.append(Hash::leaf(leaf), |level, _, hash| {
            if level % 8 == 0 {
                completed.push((level / 8, hash));
            }
        });
        self.recent.extend(completed.first().map(|(_, hash)| *hash));
        // The journal holds no entry that is too long for a bundle.
        self.add(Row::Entries, |bytes| drop(tile::push_entry(bytes, leaf)));
        for (level, hash) in completed {
            self.add(Row::Hashes(level), |bytes| bytes.extend(hash.0));
        }
    }

    fn add(&mut self, row: Row, write: impl FnOnce(&mut Vec<u8>)) {
        let edge = self.edges.entry(row).or_default();
        write(&mut edge.bytes);
        edge.count += 1;
        if edge.count == WIDTH {
            let tile = Tile { row, index: edge.index, width: WIDTH };
            self.full.push((tile, std::mem::take(&mut edge.bytes)));
            *edge = Edge { index: edge.index + 1, ..Edge::default() };
        }
    }

    /// How many full tiles and bundles are not written yet.
    pub(crate) fn waiting(&self) -> usize {
        self.full.len()
    }

    /// Writes them, so that memory is free again. Nothing names them before the next publication.
    pub(crate) fn write_full(&mut self, store: &mut impl Store) -> io::Result<()> {
        for (tile, bytes) in &self.full {
            store.put(&tile.to_string(), bytes)?;
            self.unsynced.push(tile.to_string());
        }
        self.written.extend(self.full.drain(..).map(|(tile, _)| tile));
        Ok(())
    }

    /// Writes what is new, the checkpoint last, so that a reader finds whatever it names.
    pub(crate) fn publish(
        &mut self,
        store: &mut impl Store,
        checkpoint: &SignedCheckpoint,
    ) -> io::Result<()> {
        self.write_full(store)?;
        for (row, edge) in self.edges.iter().filter(|(_, edge)| edge.count > 0) {
            let tile = Tile { row: *row, index: edge.index, width: edge.count };
            let partial = self.partial.entry(*row).or_default();
            if partial.last() != Some(&tile) {
                store.put(&tile.to_string(), &edge.bytes)?;
                partial.push(tile);
            }
        }
        store.put(CHECKPOINT, checkpoint.note().to_string().as_bytes())?;
        // Only now: a reader of the former checkpoint may take the full file instead.
        for tile in std::mem::take(&mut self.written) {
            let partial = self.partial.entry(tile.row).or_default();
            for one in partial.iter().filter(|one| one.index == tile.index && !self.base.contains(one)) {
                store.remove(&one.to_string())?;
            }
            partial.retain(|one| one.index != tile.index);
        }
        self.recent.clear();
        Ok(())
    }

    /// Makes all that was written durable, so that the journal can begin anew. Tells the partial files that are not
    /// needed any more once it has.
    pub(crate) fn sync(&mut self, store: &mut impl Store) -> io::Result<Vec<Tile>> {
        let edges: BTreeSet<Tile> = self.partial.values().filter_map(|tiles| tiles.last().copied()).collect();
        for path in std::mem::take(&mut self.unsynced).into_iter().chain(edges.iter().map(Tile::to_string)) {
            if let Some(bytes) = store.read(&path)? {
                store.put_durably(&path, &bytes)?;
            }
        }
        if let Some(bytes) = store.read(CHECKPOINT)? {
            store.put_durably(CHECKPOINT, &bytes)?;
        }
        let grown = |tile: &&Tile| !self.partial.get(&tile.row).is_some_and(|tiles| tiles.contains(tile));
        let idle = self.base.iter().filter(grown).copied().collect();
        self.base = edges;
        Ok(idle)
    }
}
