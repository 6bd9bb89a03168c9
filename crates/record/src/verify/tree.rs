//! The tree: its root from every leaf, and every tile held against what the leaves give.

use std::collections::{BTreeMap, BTreeSet};

use super::{Crew, Report};
use crate::files::{Bundle, Files, ReadError, bundle, hashes};
use crate::tile::{Row, Tile, WIDTH, hashes_to_bytes, subtree_root};
use crate::{Frontier, Hash, Head};

/// So many bundles are hashed at a time.
const ROUND: usize = 32;

/// A place where a tile differs from what the entries give.
struct Differs {
    tile: Tile,
    /// Which of its hashes.
    at: usize,
}

/// What the entries give.
#[derive(Default)]
pub(super) struct Walked {
    /// Whether they give the root that was signed.
    pub(super) is_signed: bool,
    /// Whether every tile is what they give, so that it can be relied on.
    pub(super) is_sound: bool,
    /// The roots at the sizes that were asked for.
    pub(super) roots: BTreeMap<u64, Hash>,
}

/// What one bundle gives.
struct Hashed {
    leaves: Vec<Hash>,
    /// The root over all of them, if the bundle is full.
    root: Option<Hash>,
    /// How its tile of leaves fares beside it.
    beside: Beside,
    /// The files of their past that differ from them.
    stale: Vec<String>,
}

/// A tile beside the hashes that the entries give.
enum Beside {
    Same,
    /// The first hash that differs.
    Differs(usize),
    Unread(ReadError),
}

/// Works out the tree from the entries, and compares.
pub(super) fn walk(
    files: &(impl Files + Sync),
    head: Head,
    sizes: BTreeSet<u64>,
    crew: &impl Crew,
    report: &mut Report,
) -> Walked {
    let before = report.problems.len();
    let mut walk = Walk {
        files,
        size: head.size,
        frontier: Frontier::new(),
        rows: BTreeMap::new(),
        differs: Vec::new(),
        stale: Vec::new(),
        sizes,
        roots: BTreeMap::from([(0, Hash::EMPTY)]),
    };
    let mut bundles = (0..).map_while(|index| Tile::of_row(Row::Entries, index, head.size)).peekable();
    while bundles.peek().is_some() {
        let round: Vec<Tile> = bundles.by_ref().take(ROUND).collect();
        for (wanted, hashed) in round.iter().zip(crew.share(&round, 2, |wanted| hashed(files, *wanted))) {
            match hashed {
                Ok(hashed) => walk.take(*wanted, hashed, report),
                Err(cause) => {
                    tell_unread(&cause, *wanted, report);
                    return Walked::default();
                }
            }
        }
    }
    walk.finish(report);
    let is_signed = walk.frontier.root() == head.root;
    let is_sound = report.problems.len() == before && is_signed && walk.differs.is_empty();
    let differs = std::mem::take(&mut walk.differs);
    if is_signed {
        for one in &differs {
            report.proven(
                one.tile,
                format!("hash {} is not the one that the entries give; the tile was altered", one.at),
            );
        }
        for path in &walk.stale {
            report.proven(
                path,
                "it is not the beginning of the file that took its place; one of them was altered",
            );
        }
    } else {
        tell_altered(files, head, walk.frontier.root(), &differs, report);
    }
    Walked { is_signed, is_sound, roots: walk.roots }
}

struct Walk<'a, F> {
    files: &'a F,
    size: u64,
    frontier: Frontier,
    /// The hashes of each row of tiles above the leaves since its last full tile, with the index of the next.
    rows: BTreeMap<u32, (u64, Vec<Hash>)>,
    differs: Vec<Differs>,
    stale: Vec<String>,
    sizes: BTreeSet<u64>,
    roots: BTreeMap<u64, Hash>,
}

impl<F: Files> Walk<'_, F> {
    /// Takes a bundle: as a whole if it is full and nobody signed a tree that ends within it.
    fn take(&mut self, wanted: Tile, hashed: Hashed, report: &mut Report) {
        let Hashed { leaves, root, beside, stale } = hashed;
        report.recomputed.0 += leaves.len() as u64;
        report.recomputed.1 += 1;
        self.beside(Tile { row: Row::Hashes(0), ..wanted }, beside, report);
        self.stale.extend(stale);
        let start = self.frontier.size();
        let end = start + u64::from(WIDTH);
        let root = root.filter(|_| self.sizes.range(start + 1..end).next().is_none());
        let (rows, mut is_full) = (&mut self.rows, false);
        let mut completed = |level: u32, _, hash| {
            if level > 0 && level.is_multiple_of(8) {
                let (_, hashes) = rows.entry(level / 8).or_default();
                hashes.push(hash);
                is_full |= hashes.len() == usize::from(WIDTH);
            }
        };
        let (sizes, roots) = (&self.sizes, &mut self.roots);
        let mut remember = |tree: &Frontier| {
            if sizes.contains(&tree.size()) {
                roots.insert(tree.size(), tree.root());
            }
        };
        if root.is_some_and(|root| self.frontier.graft(8, root, &mut completed)) {
            remember(&self.frontier);
        } else {
            for leaf in leaves {
                self.frontier.append(leaf, &mut completed);
                remember(&self.frontier);
            }
        }
        if is_full {
            self.compare(report, |hashes| hashes == usize::from(WIDTH));
        }
    }

    fn finish(&mut self, report: &mut Report) {
        self.compare(report, |hashes| hashes > 0);
    }

    fn compare(&mut self, report: &mut Report, wanted: impl Fn(usize) -> bool) {
        let mut compared = Vec::new();
        for (level, (index, computed)) in self.rows.iter_mut().filter(|row| wanted(row.1.1.len())) {
            let Some(tile) = Tile::of_row(Row::Hashes(*level), *index, self.size) else { continue };
            compared.push((tile, beside(self.files, tile, computed)));
            self.stale.extend(stale_hashes(self.files, tile, computed));
            computed.clear();
            *index += 1;
        }
        for (tile, beside) in compared {
            self.beside(tile, beside, report);
        }
    }

    fn beside(&mut self, tile: Tile, beside: Beside, report: &mut Report) {
        match beside {
            Beside::Same => {}
            Beside::Differs(at) => self.differs.push(Differs { tile, at }),
            Beside::Unread(cause) => return tell_unread(&cause, tile, report),
        }
        report.recomputed.2 += 1;
    }
}

/// Holds a tile against the hashes that the entries give.
fn beside(files: &impl Files, tile: Tile, computed: &[Hash]) -> Beside {
    match hashes(files, tile) {
        Ok(read) => {
            let at = read.iter().zip(computed).position(|(one, other)| one != other);
            at.map_or(Beside::Same, Beside::Differs)
        }
        Err(cause) => Beside::Unread(cause),
    }
}

fn hashed(files: &impl Files, wanted: Tile) -> Result<Hashed, ReadError> {
    let read: Bundle = bundle(files, wanted)?;
    let leaves: Vec<Hash> = read.entries().map(Hash::leaf).collect();
    let tile = Tile { row: Row::Hashes(0), ..wanted };
    let mut stale = stale(files, wanted, |width| read.first(width).map(<[u8]>::to_vec));
    stale.extend(stale_hashes(files, tile, &leaves));
    let root = wanted.is_full().then(|| subtree_root(&leaves));
    Ok(Hashed { root, beside: beside(files, tile, &leaves), stale, leaves })
}

fn stale_hashes(files: &impl Files, tile: Tile, computed: &[Hash]) -> Vec<String> {
    stale(files, tile, |width| Some(hashes_to_bytes(computed.get(..usize::from(width))?)))
}

/// The partial files of a tile that are narrower than it is and not its beginning: they were published once, so readers
/// may hold what they say. Wider ones belong to a tree that is not signed yet.
fn stale(files: &impl Files, tile: Tile, first: impl Fn(u16) -> Option<Vec<u8>>) -> Vec<String> {
    let full = Tile { width: WIDTH, ..tile };
    let is_spoilt = |path: &String| {
        let earlier = Tile::from_path(path).filter(|earlier| earlier.index == tile.index);
        let width = earlier.map(|earlier| earlier.width).filter(|width| *width < tile.width);
        width.is_some_and(|width| files.read(path).ok().flatten() != first(width))
    };
    files.below(&format!("{full}.p")).into_iter().filter(is_spoilt).collect()
}

fn tell_unread(cause: &ReadError, tile: Tile, report: &mut Report) {
    match cause {
        ReadError::Spoilt { cause, path } => report.proven(path, format!("{cause}; the file was altered")),
        ReadError::Missing(_) if tile.row == Row::Entries => {
            report
                .unclear(tile, format!("it is missing: entries from {} on cannot be checked", tile.start()));
        }
        _ => report.unclear(tile, cause),
    }
}

/// The entries give another root than the one that was signed. Do the tiles give it? Then the entries were altered.
fn tell_altered(files: &impl Files, head: Head, found: Hash, differs: &[Differs], report: &mut Report) {
    let mut claimed = Frontier::new();
    let leaves = (0..).map_while(|index| Tile::of_row(Row::Hashes(0), index, head.size));
    for hash in leaves.map_while(|tile| hashes(files, tile).ok()).flatten() {
        claimed.append(hash, |_, _, _| {});
    }
    if claimed.size() == head.size && claimed.root() == head.root {
        for one in differs.iter().filter(|one| one.tile.row == Row::Hashes(0)) {
            let entry = one.tile.start() + one.at as u64;
            report.proven(
                format!("entry {entry}"),
                "it does not have the hash that was signed; the entry was altered",
            );
        }
    } else {
        report.proven(
            "tree",
            format!(
                "neither the entries (root {found}) nor the tiles give the root that was signed, {}",
                head.root
            ),
        );
    }
}
