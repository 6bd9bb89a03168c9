//! The index: one table of cells, each wholly within one set of areas or parted by a few edges.
//!
//! A window of square cells lies over all areas. A cell through which no edge passes names the set of areas that it
//! is inside of; one with few edges is a leaf; one with many is parted into a block of 8 by 8 or 4 by 4 cells, and so on.
//! In a leaf the set is known at the south-western corner; how it differs at another place is counted from the edges
//! between ([`side::parts_from_corner`]), so that no area is ever looked at whole.

mod build;
mod clearance;
mod entry;
mod leaf;
mod lines;
mod map;
mod table;
mod window;

use crate::sets::{Overlay, Sets};
use crate::side::{self, Offset};
use crate::{Area, Formula, Spot};
pub use build::{IndexError, Shape};
pub(crate) use entry::Entry;
pub(crate) use leaf::{Leaf, Run};
pub(crate) use lines::Lines;
pub(crate) use map::Map;
pub(crate) use table::Table;
pub(crate) use window::Window;

/// Where edges of more areas meet, what was found for them is not remembered.
const MOST_REMEMBERED_SLOTS: usize = 64;

/// Areas on the grid and the zones built of them, ready to be asked about places and ways.
#[derive(Debug, Clone)]
pub struct Index {
    pub(crate) window: Window,
    /// The cells of the window, then the blocks.
    pub(crate) table: Table,
    /// The sets of the window in small, for who asks for nothing else.
    pub(crate) map: Option<Map>,
    /// Leaves with lines.
    pub(crate) lined: Vec<Lines>,
    /// Other leaves: a palette, and runs of edges (see [`Leaf`]).
    pub(crate) leaves: Vec<u32>,
    /// Palettes: the areas of a leaf, and the set for each of their combinations (see [`leaf::Palette`]).
    pub(crate) palettes: Vec<u32>,
    /// All corners, ring after ring, each ring with its first corner again at its end.
    pub(crate) corners: Vec<Spot>,
    pub(crate) sets: Sets,
}

/// What an index holds, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Entries of the table.
    pub cells: usize,
    /// Words of leaves and palettes.
    pub leaf_words: usize,
    /// Corners of all rings.
    pub corners: usize,
    /// Different sets of areas.
    pub sets: usize,
    /// Bytes held in all.
    pub bytes: usize,
}

/// What is known of a place with no edge near it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open<'i> {
    /// No edge of any area is nearer than this, in steps east or west and north or south.
    pub steps: u32,
    /// The zones that it belongs to, ascending.
    pub zones: &'i [u32],
}

/// A cell that was found, with its south-western corner in the coordinates of the window.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    pub(crate) entry: Entry,
    pub(crate) x: u32,
    pub(crate) y: u32,
    /// Its side is 2 to this power.
    pub(crate) shift: u32,
}

impl Index {
    /// The index of areas and of the zones that are built of them.
    ///
    /// # Errors
    /// If a zone names an area that is not there, or there is more than the numbers hold.
    pub fn new(areas: &[Area], zones: Vec<Formula>, shape: &Shape) -> Result<Index, IndexError> {
        build::index(areas, zones, shape)
    }

    /// The index of areas each of which is a zone of its own.
    ///
    /// # Errors
    /// If there is more than the numbers hold.
    pub fn of_areas(areas: &[Area], shape: &Shape) -> Result<Index, IndexError> {
        let each = (0_u32..).zip(areas).map(|(area, _)| Formula::Area(area)).collect();
        Index::new(areas, each, shape)
    }

    /// The zones that a place belongs to, ascending.
    pub fn zones_at(&self, spot: Spot) -> Vec<u32> {
        self.sets.zones().holding(&self.areas_at(spot))
    }

    /// The areas that a place is inside of, ascending.
    pub fn areas_at(&self, spot: Spot) -> Vec<u32> {
        let mut overlay = Overlay::default();
        let number = self.set_at(spot, &mut overlay);
        overlay.areas(&self.sets, number).to_vec()
    }

    /// What is known of a place in a cell without edges, or beyond all cells; `None` in a leaf.
    pub fn open_at(&self, spot: Spot) -> Option<Open<'_>> {
        let (x, y) = self.window.inside(spot);
        let (set, steps) = match self.cell(x, y) {
            None => (0, self.window.steps_outside(x, y)),
            Some(cell) if cell.entry.is_uniform() => {
                let (x, y, last) = (x - cell.x, y - cell.y, (1_u32 << cell.shift) - 1);
                let to_sides = x.min(last - x).min(y.min(last - y));
                (cell.entry.set(), to_sides + cell.entry.clearance())
            }
            Some(_) => return None,
        };
        Some(Open { steps: steps.saturating_sub(1), zones: self.sets.zones_of(set)? })
    }

    /// What the index holds.
    pub fn size(&self) -> Size {
        let words = self.lined.len() * 16 + self.leaves.len() + self.palettes.len();
        let map = self.map.as_ref().map_or(0, Map::bytes);
        let bytes = self.table.len() * 4 + words * 4 + self.corners.len() * 8 + self.sets.bytes() + map;
        Size {
            cells: self.table.len(),
            leaf_words: words,
            corners: self.corners.len(),
            sets: self.sets.len(),
            bytes,
        }
    }

    /// The number of the set of areas that a place is inside of.
    #[inline]
    pub(crate) fn set_at(&self, spot: Spot, overlay: &mut Overlay) -> u32 {
        let (x, y) = self.window.inside(spot);
        let Some(cell) = self.cell(x, y) else { return 0 };
        self.set_in(&cell, spot, overlay)
    }

    /// The cell at a place of the window; `None` outside the window, where there is nothing.
    #[inline]
    pub(crate) fn cell(&self, x: u32, y: u32) -> Option<Cell> {
        let entry = self.table.get(self.window.slot(x, y)? as usize);
        let (entry, shift) = self.descend(entry, self.window.shift, x, y);
        let mask = !((1_u32 << shift) - 1);
        Some(Cell { entry, x: x & mask, y: y & mask, shift })
    }

    /// The entry under one of the table at a place that is no block, and the power of its side.
    #[inline]
    pub(crate) fn descend(&self, entry: Entry, shift: u32, x: u32, y: u32) -> (Entry, u32) {
        let (mut entry, mut shift) = (entry, shift);
        while entry.is_block() {
            let slot;
            (slot, shift) = entry.part(shift, x, y);
            entry = self.table.get(slot);
        }
        (entry, shift)
    }

    /// The set of areas at a place in a cell that is no block.
    #[inline]
    pub(crate) fn set_in(&self, cell: &Cell, spot: Spot, overlay: &mut Overlay) -> u32 {
        if cell.entry.is_leaf() { self.set_in_leaf(cell, spot, overlay) } else { cell.entry.set() }
    }

    /// The lines of a leaf that has them.
    #[inline]
    pub(crate) fn lines(&self, entry: Entry) -> Option<&Lines> {
        if entry.is_lined() { self.lined.get(entry.leaf_start()) } else { None }
    }

    fn set_in_leaf(&self, cell: &Cell, spot: Spot, overlay: &mut Overlay) -> u32 {
        let mut runs = cell.entry.leaf_start();
        if let Some(lines) = self.lines(cell.entry) {
            let (x, y) = self.window.inside(spot);
            if let Some(set) = lines.set(lines.face(i64::from(x), i64::from(y))) {
                return set;
            }
            runs = lines.runs().unwrap_or(usize::MAX);
        }
        self.set_by_edges(runs, cell, spot, overlay)
    }

    /// The set at a place in a leaf whose runs of edges are written down at `runs` and are asked.
    #[inline]
    pub(crate) fn set_by_edges(&self, runs: usize, cell: &Cell, spot: Spot, overlay: &mut Overlay) -> u32 {
        let corner = self.window.spot(cell.x, cell.y);
        let place = Offset::between(corner, spot);
        let leaf = Leaf::at(&self.leaves, runs);
        let palette = leaf.palette(&self.palettes);
        if palette.is_crowded() {
            return self.set_of_many(&leaf, corner, place, overlay);
        }
        let mut bits = 0;
        self.parting(&leaf, corner, place, &mut |slot| bits ^= 1 << slot);
        palette.set(bits)
    }

    /// The same where the edges of more areas meet than a palette foresees.
    #[inline(never)]
    fn set_of_many(&self, leaf: &Leaf<'_>, corner: Spot, place: Offset, overlay: &mut Overlay) -> u32 {
        let palette = leaf.palette(&self.palettes);
        let areas = || self.sets.areas(palette.base()).to_vec();
        if palette.slots() > MOST_REMEMBERED_SLOTS {
            let mut areas = areas();
            self.parting(leaf, corner, place, &mut |slot| {
                crate::sets::toggle(&mut areas, palette.area(slot));
            });
            return overlay.number(&self.sets, &areas);
        }
        let mut bits = 0_u64;
        self.parting(leaf, corner, place, &mut |slot| bits ^= 1 << slot);
        overlay.changed(&self.sets, leaf.palette_start(), bits, || {
            let mut areas = areas();
            for slot in (0..u64::BITS).filter(|slot| bits >> slot & 1 == 1) {
                crate::sets::toggle(&mut areas, palette.area(slot));
            }
            areas
        })
    }

    /// Calls `with` for the area of each edge that parts a place from the corner of its leaf.
    #[inline]
    fn parting(&self, leaf: &Leaf<'_>, corner: Spot, place: Offset, with: &mut impl FnMut(u32)) {
        for run in leaf.runs() {
            let mut corners = self.corners_of(run).iter();
            let Some(first) = corners.next() else { continue };
            let mut a = Offset::between(corner, *first);
            for spot in corners {
                let b = Offset::between(corner, *spot);
                if side::parts_from_corner(a, b, place) {
                    with(run.slot);
                }
                a = b;
            }
        }
    }

    /// Calls `with` for each edge of a leaf: its number, its area, and both its ends seen from a place.
    #[inline(always)]
    pub(crate) fn each_edge(&self, leaf: Entry, from: Spot, with: &mut impl FnMut(u32, u32, Offset, Offset)) {
        let mut runs = leaf.leaf_start();
        if let Some(lines) = self.lines(leaf) {
            let Some(of_band) = lines.runs() else {
                for (edge, area) in lines.edges() {
                    let [a, b] = self.ends_of(edge).map(|spot| Offset::between(from, spot));
                    with(edge, area, a, b);
                }
                return;
            };
            runs = of_band;
        }
        let leaf = Leaf::at(&self.leaves, runs);
        let palette = leaf.palette(&self.palettes);
        for run in leaf.runs() {
            let mut corners = self.corners_of(run).iter();
            let Some(first) = corners.next() else { continue };
            let area = palette.area(run.slot);
            let mut a = Offset::between(from, *first);
            for (edge, spot) in (run.first..).zip(corners) {
                let b = Offset::between(from, *spot);
                with(edge, area, a, b);
                a = b;
            }
        }
    }

    /// The corners of a run of edges: one more than edges.
    #[inline]
    pub(crate) fn corners_of(&self, run: Run) -> &[Spot] {
        let first = run.first as usize;
        self.corners.get(first..=first + run.count as usize).unwrap_or(&[])
    }

    /// Both corners of the edge that begins at one of them.
    #[inline]
    pub(crate) fn ends_of(&self, edge: u32) -> [Spot; 2] {
        self.corners
            .get(edge as usize..)
            .and_then(|corners| corners.first_chunk())
            .copied()
            .unwrap_or_default()
    }
}
