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
        if let Some(lines) = self.lines(cell.entry) {
            let (x, y) = self.window.inside(spot);
            return lines.set(lines.face(i64::from(x), i64::from(y)));
        }
        let corner = self.window.spot(cell.x, cell.y);
        let place = Offset::between(corner, spot);
        let leaf = Leaf::at(&self.leaves, cell.entry.leaf_start());
        let palette = leaf.palette(&self.palettes);
        if palette.is_crowded() {
            let mut areas = self.sets.areas(palette.base()).to_vec();
            self.parting(&leaf, corner, place, &mut |slot| {
                crate::sets::toggle(&mut areas, palette.area(slot));
            });
            return overlay.number(&self.sets, &areas);
        }
        let mut bits = 0;
        self.parting(&leaf, corner, place, &mut |slot| bits ^= 1 << slot);
        palette.set(bits)
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

    /// The corners of a run of edges: one more than edges.
    #[inline]
    pub(crate) fn corners_of(&self, run: Run) -> &[Spot] {
        let first = run.first as usize;
        self.corners.get(first..=first + run.count as usize).unwrap_or(&[])
    }

    /// Both ends of each edge of a leaf.
    pub(crate) fn edges_in(&self, leaf: Entry) -> impl Iterator<Item = [Spot; 2]> + '_ {
        let lines = self.lines(leaf);
        let runs = lines.is_none().then(|| Leaf::at(&self.leaves, leaf.leaf_start()).runs());
        let lined = lines.into_iter().flat_map(Lines::edges).map(|(edge, _)| self.ends_of(edge));
        let pairs = |run: Run| self.corners_of(run).array_windows::<2>().copied();
        lined.chain(runs.into_iter().flatten().flat_map(pairs))
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
