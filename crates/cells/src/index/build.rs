//! Building the index from the top down: a cell looks only at the edges that touch the cell above it.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::Index;
use super::clearance;
use super::entry::{BLOCK_UNIT, Entry};
use super::leaf::{Leaf, MOST_IN_RUN, MOST_SLOTS, Palette, Run};
use super::lines::{Band, Edge, Lines, Parting};
use super::map::Map;
use super::table::Table;
use super::window::Window;
use crate::large::settle;
use crate::sets::{MOST_SETS, Sets, Zones};
use crate::side::{Offset, parts_from_corner, touches};
use crate::{Area, AreaError, Formula};

/// The most corners of all areas together.
const MOST_CORNERS: usize = 1 << 30;
/// A cell with more edges is parted into 64, one with fewer into 16.
const MANY_EDGES: usize = 24;
/// Parting helps nothing where the parts that are touched still have this share of the edges in the mean, in tenths: the
/// edges run along each other.
const HELPLESS_TENTHS: usize = 7;
/// Measured: with two edges in a leaf and a wide window most rows need one look-up and few need a second; where the index
/// outgrows the caches, less of it is faster.
const EDGES: usize = 2;
const EDGES_IF_LARGE: usize = 8;
const LARGE: usize = 1 << 20;
const CELLS_FOR_A_CORNER: usize = 8;
const LEAST_CELLS: u32 = 1 << 10;
const MOST_CELLS: u32 = 1 << 18;
/// What an entry, and what the leaf under it has in words, must stay below.
const MOST_WORDS: usize = 1 << 29;
/// So many leaves, and lines are no longer written down: what does not fit into a cache is the faster the smaller it is.
const MOST_LINED: usize = 1 << 19;

const NO_AREA: u32 = u32::MAX;

/// How finely an index is made. The answers do not depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// A cell with so many edges or fewer is not parted; by default 2, and 8 where there are more than a million corners,
    /// so that the index stays small.
    pub most_edges: Option<usize>,
    /// Cells have a side of at least 2 to this power, in steps of the grid.
    pub least_shift: u32,
    /// The most cells of the window; by default 8 for each corner, from a thousand to a quarter of a million.
    pub window_cells: Option<u32>,
    /// Cells are not parted further once the table, the leaves and the sets have so many bytes. What is then left in large
    /// leaves takes longer to ask, and hardly more room.
    pub most_bytes: usize,
}

impl Default for Shape {
    fn default() -> Self {
        // 2^8 steps are 2.4 m.
        Shape { most_edges: None, least_shift: 8, window_cells: None, most_bytes: 1 << 30 }
    }
}

/// Why there is no index.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IndexError {
    /// A zone names an area that is not there.
    #[error("zone {zone} is made of area {area}, and there are {areas} areas: count them from 0")]
    UnknownArea {
        /// Which zone, from 0.
        zone: usize,
        /// The area that it names.
        area: u32,
        /// How many there are.
        areas: usize,
    },
    /// More corners than the numbers hold.
    #[error("the areas have {0} corners together: at most {MOST_CORNERS} are taken; build several indexes")]
    TooManyCorners(usize),
    /// More different sets of areas than the numbers hold.
    #[error("the areas overlap in more than {MOST_SETS} different ways: build several indexes")]
    TooManySets,
    /// More cells than the numbers hold.
    #[error("the table grows beyond {MOST_WORDS} words: allow more edges in a cell, or fewer bytes")]
    TooManyCells,
    /// An area that cannot be drawn round a pole.
    #[error("round a pole: {0}")]
    Chart(AreaError),
    /// Too many areas in one leaf.
    #[error("the edges of {0} areas meet in one cell: at most {MOST_SLOTS} are taken")]
    TooCrowded(usize),
}

pub(super) fn index(areas: &[Area], zones: Vec<Formula>, shape: &Shape) -> Result<Index, IndexError> {
    check(areas, &zones)?;
    let corners = areas.iter().flat_map(Area::rings).map(Vec::len).sum::<usize>();
    let window_cells = shape.window_cells.unwrap_or_else(|| {
        u32::try_from(corners * CELLS_FOR_A_CORNER).unwrap_or(u32::MAX).clamp(LEAST_CELLS, MOST_CELLS)
    });
    let window = Window::over(areas, window_cells);
    let most_edges = shape.most_edges.unwrap_or(if corners > LARGE { EDGES_IF_LARGE } else { EDGES });
    let mut builder = Builder {
        index: Index {
            window,
            table: Table::default(),
            map: None,
            lined: Vec::new(),
            leaves: Vec::new(),
            palettes: Vec::new(),
            corners: Vec::new(),
            sets: Sets::new(Zones::new(zones, areas.len())),
        },
        area_of: Vec::new(),
        palettes: BTreeMap::new(),
        south: 0,
        most_edges,
        shape: *shape,
    };
    builder.take(areas);
    builder.window()?;
    let mut index = builder.index;
    clearance::measure(&mut index);
    index.map = Map::of(&index);
    index.table.settle();
    settle(&mut index.lined);
    settle(&mut index.leaves);
    settle(&mut index.corners);
    Ok(index)
}

fn check(areas: &[Area], zones: &[Formula]) -> Result<(), IndexError> {
    let corners: usize = areas.iter().flat_map(Area::rings).map(Vec::len).sum();
    if corners > MOST_CORNERS {
        return Err(IndexError::TooManyCorners(corners));
    }
    for (zone, formula) in zones.iter().enumerate() {
        let mut unknown = None;
        formula.each_area(&mut |area| {
            if area as usize >= areas.len() {
                unknown = Some(area);
            }
        });
        if let Some(area) = unknown {
            return Err(IndexError::UnknownArea { zone, area, areas: areas.len() });
        }
    }
    Ok(())
}

struct Builder {
    index: Index,
    /// By corner, the area of the edge that begins there, or `NO_AREA`.
    area_of: Vec<u32>,
    /// Where a palette begins, by the set at the corner and the areas.
    palettes: BTreeMap<(u32, Vec<u32>), u32>,
    /// The set at the south pole, where the window begins.
    south: u32,
    most_edges: usize,
    shape: Shape,
}

/// A cell while building, in the coordinates of the window.
#[derive(Clone, Copy)]
struct Place {
    x: u32,
    y: u32,
    shift: u32,
}

impl Place {
    fn side(self) -> i64 {
        1 << self.shift
    }

    /// The cell at a column and row of the block that parts this one.
    fn part(self, bits: u32, column: u32, row: u32) -> Place {
        let shift = self.shift - bits;
        Place { x: self.x + (column << shift), y: self.y + (row << shift), shift }
    }
}

impl Builder {
    fn take(&mut self, areas: &[Area]) {
        for (number, area) in (0_u32..).zip(areas) {
            for ring in area.rings() {
                self.index.corners.extend_from_slice(ring);
                self.area_of.resize(self.index.corners.len(), number);
                // No edge begins at the last corner of a ring.
                if let Some(last) = self.area_of.last_mut() {
                    *last = NO_AREA;
                }
            }
        }
        let south: Vec<u32> = (0_u32..)
            .zip(areas)
            .filter(|(_, area)| area.holds_south_pole())
            .map(|(number, _)| number)
            .collect();
        self.south = self.index.sets.number(&south);
    }

    /// All cells of the window, from the south-west: each gets the set at its corner from the one before.
    fn window(&mut self) -> Result<(), IndexError> {
        let Window { columns, rows, shift, .. } = self.index.window;
        let mut edges = self.edges_by_cell();
        self.index.table.grow(self.index.window.slots());
        let mut first_base = self.south;
        for row in 0..rows {
            let mut base = first_base;
            for column in 0..columns {
                let slot = (row * columns + column) as usize;
                let own = edges.get_mut(slot).map(std::mem::take).unwrap_or_default();
                let place = Place { x: column << shift, y: row << shift, shift };
                if column == 0 {
                    first_base = self.across(place, base, &own, Offset { x: 0, y: place.side() });
                }
                let entry = self.cell(place, base, &own)?;
                self.put(self.index.window.slot_inside(column, row) as usize, entry);
                base = self.across(place, base, &own, Offset { x: place.side(), y: 0 });
            }
        }
        Ok(())
    }

    /// The edges that touch each cell of the window, in the order of the rings.
    fn edges_by_cell(&self) -> Vec<Vec<u32>> {
        let window = self.index.window;
        let mut cells = vec![Vec::new(); (window.rows * window.columns) as usize];
        let corners = &self.index.corners;
        for (edge, pair) in (0_u32..).zip(corners.windows(2)) {
            let [from, to] = pair else { continue };
            if !self.is_edge(edge) {
                continue;
            }
            let way = Offset::between(*from, *to);
            let (x, y) = window.inside(*from);
            let reach = |start: u32, by: i64| {
                let end = i64::from(start) + by;
                let (least, most) = (i64::from(start).min(end), i64::from(start).max(end));
                // One more on the western and southern side, for what lies on the seam of two cells.
                ((least - 1) >> window.shift, most >> window.shift)
            };
            let ((west, east), (south, north)) = (reach(x, way.x), reach(y, way.y));
            for row in south.max(0)..=north {
                for column in west..=east {
                    // Round the earth, or one column west of the window, where no edge reaches.
                    let column =
                        if window.is_round() { column.rem_euclid(i64::from(window.columns)) } else { column };
                    let (Ok(column), Ok(row)) = (u32::try_from(column), u32::try_from(row)) else { continue };
                    let place =
                        Place { x: column << window.shift, y: row << window.shift, shift: window.shift };
                    let slot = (row * window.columns + column) as usize;
                    if column < window.columns
                        && self.touches(edge, place)
                        && let Some(cell) = cells.get_mut(slot)
                        && cell.last() != Some(&edge)
                    {
                        cell.push(edge);
                    }
                }
            }
        }
        cells
    }

    /// Whether an edge begins at a corner: not at the last of a ring.
    fn is_edge(&self, corner: u32) -> bool {
        self.area_of.get(corner as usize).is_some_and(|area| *area != NO_AREA)
    }

    /// Both ends of an edge from the corner of a cell.
    fn ends(&self, edge: u32, place: Place) -> Option<(Offset, Offset)> {
        let corner = self.index.window.spot(place.x, place.y);
        let end =
            |index: u32| self.index.corners.get(index as usize).map(|spot| Offset::between(corner, *spot));
        Some((end(edge)?, end(edge + 1)?))
    }

    /// Whether an edge touches a cell, its sides and corners included.
    fn touches(&self, edge: u32, place: Place) -> bool {
        let Some((a, b)) = self.ends(edge, place) else { return false };
        touches::<i64>(a, b, place.side())
    }

    /// The set at another place of a cell.
    fn across(&mut self, place: Place, base: u32, edges: &[u32], to: Offset) -> u32 {
        let mut changed = Vec::new();
        for edge in edges {
            if let Some((a, b)) = self.ends(*edge, place)
                && parts_from_corner(a, b, to)
            {
                changed.extend(self.area_of.get(*edge as usize));
            }
        }
        self.index.sets.toggled(base, &changed)
    }

    fn cell(&mut self, place: Place, base: u32, edges: &[u32]) -> Result<Entry, IndexError> {
        if self.index.sets.is_full() {
            return Err(IndexError::TooManySets);
        }
        if edges.is_empty() {
            return Ok(Entry::uniform(base));
        }
        let words = self.index.table.len() + self.index.leaves.len() + self.index.palettes.len();
        let bytes = words * 4 + self.index.lined.len() * size_of::<Lines>() + self.index.sets.bytes();
        let bits = if edges.len() > MANY_EDGES && place.shift >= self.shape.least_shift + 3 { 3 } else { 2 };
        let may_part =
            place.shift >= self.shape.least_shift.saturating_add(bits) && bytes < self.shape.most_bytes;
        if !may_part || edges.len() <= self.most_edges {
            return self.leaf(place, base, edges);
        }
        self.block(place, bits, base, edges)
    }

    fn block(&mut self, place: Place, bits: u32, base: u32, edges: &[u32]) -> Result<Entry, IndexError> {
        let side = 1_u32 << bits;
        let parts = (side * side) as usize;
        let mut lists = vec![Vec::new(); parts];
        for edge in edges {
            let Some((a, b)) = self.ends(*edge, place) else { continue };
            each_part(a, b, place.shift - bits, side, &mut |slot| {
                if let Some(list) = lists.get_mut(slot) {
                    list.push(*edge);
                }
            });
        }
        if is_helpless(&lists, edges.len(), side) {
            return self.leaf(place, base, edges);
        }
        if self.index.table.len() + 64 > MOST_WORDS {
            return Err(IndexError::TooManyCells);
        }
        let start = self.index.table.grow(parts);
        let mut first_base = base;
        for row in 0..side {
            let mut base = first_base;
            for column in 0..side {
                let slot = (row * side + column) as usize;
                let own = lists.get_mut(slot).map(std::mem::take).unwrap_or_default();
                let part = place.part(bits, column, row);
                if column == 0 {
                    first_base = self.across(part, base, &own, Offset { x: 0, y: part.side() });
                }
                let entry = self.cell(part, base, &own)?;
                self.put(start + slot, entry);
                base = self.across(part, base, &own, Offset { x: part.side(), y: 0 });
            }
        }
        let unit = u32::try_from(start / BLOCK_UNIT).map_err(|_| IndexError::TooManyCells)?;
        Ok(Entry::block(bits, unit))
    }

    fn leaf(&mut self, place: Place, base: u32, edges: &[u32]) -> Result<Entry, IndexError> {
        if let Some(lined) = self.lined_leaf(place, base, edges) {
            return Ok(lined);
        }
        let area_of = |edge: u32| self.area_of.get(edge as usize).copied().unwrap_or(NO_AREA);
        let areas: Vec<u32> =
            edges.iter().map(|edge| area_of(*edge)).collect::<BTreeSet<_>>().into_iter().collect();
        if areas.len() > MOST_SLOTS {
            return Err(IndexError::TooCrowded(areas.len()));
        }
        let mut runs: Vec<Run> = Vec::new();
        for edge in edges {
            let slot = areas.binary_search(&area_of(*edge)).unwrap_or(0);
            let slot = u32::try_from(slot).unwrap_or(0);
            match runs.last_mut() {
                Some(run)
                    if run.first + run.count == *edge && run.slot == slot && run.count < MOST_IN_RUN =>
                {
                    run.count += 1;
                }
                _ => runs.push(Run { first: *edge, count: 1, slot }),
            }
        }
        let palette = self.palette(base, areas);
        let start = self.index.leaves.len();
        Leaf::write(&mut self.index.leaves, palette, &runs);
        if self.index.leaves.len() > MOST_WORDS {
            return Err(IndexError::TooManyCells);
        }
        let start = u32::try_from(start).map_err(|_| IndexError::TooManyCells)?;
        Ok(self.banded_leaf(place, base, edges, start).unwrap_or(Entry::leaf(start, false)))
    }

    /// A leaf with a band round its runs, where more edges run along each other than a cell is to have.
    fn banded_leaf(&mut self, place: Place, base: u32, edges: &[u32], runs: u32) -> Option<Entry> {
        if edges.len() <= self.most_edges || self.index.lined.len() >= MOST_LINED {
            return None;
        }
        let band = Band::of(&self.seen(place, edges), place.side())?;
        let number = u32::try_from(self.index.lined.len()).ok()?;
        let lines =
            band.lines((place.x, place.y), place.side(), runs, |at| self.across(place, base, edges, at));
        self.index.lined.push(lines);
        Some(Entry::leaf(number, true))
    }

    /// Edges as they are seen from the corner of a cell.
    fn seen(&self, place: Place, edges: &[u32]) -> Vec<Edge> {
        let seen = edges.iter().filter_map(|edge| {
            let (start, end) = self.ends(*edge, place)?;
            Some(Edge { number: *edge, start, end, area: *self.area_of.get(*edge as usize)? })
        });
        seen.collect()
    }

    /// A leaf with lines, where they can tell all.
    fn lined_leaf(&mut self, place: Place, base: u32, edges: &[u32]) -> Option<Entry> {
        if edges.len() > 2 || self.index.lined.len() >= MOST_LINED {
            return None;
        }
        let parting = Parting::of(&self.seen(place, edges), place.side())?;
        let number = u32::try_from(self.index.lined.len()).ok()?;
        let sets = &mut self.index.sets;
        let lines = parting.lines(place.x, place.y, |changed| sets.toggled(base, changed));
        self.index.lined.push(lines);
        Some(Entry::leaf(number, true))
    }

    fn palette(&mut self, base: u32, areas: Vec<u32>) -> u32 {
        let key = (base, areas);
        if let Some(start) = self.palettes.get(&key) {
            return *start;
        }
        let sets = &mut self.index.sets;
        let words = Palette::words(&key.1, |changed| sets.toggled(base, changed));
        let start = u32::try_from(self.index.palettes.len()).unwrap_or(u32::MAX);
        self.index.palettes.extend(words);
        self.palettes.insert(key, start);
        start
    }

    fn put(&mut self, slot: usize, entry: Entry) {
        if let Some(place) = self.index.table.get_mut(slot) {
            *place = entry;
        }
    }
}

/// Whether edges run right through and the parts have hardly fewer of them.
fn is_helpless(parts: &[Vec<u32>], edges: usize, side: u32) -> bool {
    let touched = parts.iter().filter(|part| !part.is_empty()).count();
    let in_all: usize = parts.iter().map(Vec::len).sum();
    touched >= side as usize && in_all * 10 >= edges * touched * HELPLESS_TENTHS
}

/// Calls `with` for each part of a block that an edge touches; `shift` is that of the parts.
fn each_part(a: Offset, b: Offset, shift: u32, side: u32, with: &mut impl FnMut(usize)) {
    let last = i64::from(side) - 1;
    let reach = |from: i64, to: i64| {
        let (least, most) = (from.min(to), from.max(to));
        (((least - 1) >> shift).clamp(0, last), (most >> shift).clamp(0, last))
    };
    let ((west, east), (south, north)) = (reach(a.x, b.x), reach(a.y, b.y));
    for row in south..=north {
        for column in west..=east {
            let corner = Offset { x: column << shift, y: row << shift };
            if touches::<i64>(a - corner, b - corner, 1 << shift) {
                with(usize::try_from(row * i64::from(side) + column).unwrap_or(usize::MAX));
            }
        }
    }
}
