//! A small map of the window, for who asks only in which set a place is: a few bits for each of its cells, so that all of
//! it stays in a near cache.
//!
//! A cell of the map that lies wholly in one of the most common sets has the code of that set; one through which an edge may
//! pass, or in another set, has all bits set, and the table is asked. So the map decides nothing by itself: what it
//! tells, the table tells too. It knows no clearances, and where it would leave much to the table there is none.
//!
//! Every set has a code, also those that no cell of the map is in: so rows are compared by codes, and only what is to be told
//! becomes a set again.

use super::Index;
use super::window::Window;
use crate::sets::Overlay;
use crate::side::touches;

/// More corners leave hardly a cell in one set, and what a map would save is not waited for.
const MOST_CORNERS: usize = 1 << 20;
const CELLS_FOR_A_CORNER: usize = 32;
const MOST_CELLS: u64 = 1 << 20;
/// Cells lie together in squares of 2 to this power a side.
const SQUARE: u32 = 3;
/// Of so many cells in one set not more than one may be left to the table because its set has no short code.
const CELLS_FOR_ONE_LEFT: usize = 64;
/// The powers of two that the bits of a cell may be: 2, 4 or 8 bits.
const WIDTHS: std::ops::RangeInclusive<u32> = 1..=3;
const WORD: u32 = 5;

/// Sets by cells.
#[derive(Debug, Clone)]
pub(crate) struct Map {
    words: Vec<u32>,
    /// A cell has 2 to this power of bits.
    width: u32,
    /// A cell has a side of 2 to this power.
    shift: u32,
    columns: u32,
    rows: u32,
    /// The sets of short codes. The empty set, in which all is beyond the window, has the code 0.
    sets: Vec<u32>,
    /// By the number of the set, its code.
    codes: Vec<u32>,
}

impl Map {
    /// The map of an index whose table is ready; `None` if it would be of no use.
    pub(super) fn of(index: &Index) -> Option<Map> {
        let corners = index.corners.len();
        if corners > MOST_CORNERS {
            return None;
        }
        let Window { shift, columns, rows, .. } = index.window;
        let most = u64::try_from(corners * CELLS_FOR_A_CORNER).unwrap_or(MOST_CELLS).min(MOST_CELLS);
        let fits = |finer: &u32| (u64::from(columns) * u64::from(rows)) << (2 * *finer) <= most;
        let finer = (0..=shift.min(WORD)).rev().find(fits).unwrap_or(0);
        let mut map = Map {
            words: Vec::new(),
            width: 0,
            shift: shift - finer,
            columns: columns << finer,
            rows: rows << finer,
            sets: Vec::new(),
            codes: Vec::new(),
        };
        let cells = map.survey(index);
        map.choose_codes(index, &cells)?;
        map.draw(&cells);
        Some(map)
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        (self.words.len() + self.sets.len() + self.codes.len()) * 4
    }

    /// The words, for slots as [`Map::slot`] gives them.
    #[inline(always)]
    pub(crate) fn words(&self) -> &[u32] {
        &self.words
    }

    /// The cell that a place of the window is in, counted through all squares; the last for one outside.
    #[inline(always)]
    pub(crate) fn slot(&self, x: u32, y: u32) -> u32 {
        let (column, row) = (x >> (self.shift & 31), y >> (self.shift & 31));
        let is_inside = (column < self.columns) & (row < self.rows);
        if is_inside { self.slot_inside(column, row) } else { self.slot_outside() }
    }

    /// The word that the code of a cell is in.
    #[inline(always)]
    pub(crate) fn word_of(&self, slot: u32) -> u32 {
        slot >> ((WORD - self.width) & 31)
    }

    /// The code of a cell in its word: that of its set, or [`Map::edges`].
    #[inline(always)]
    pub(crate) fn code(&self, word: u32, slot: u32) -> u32 {
        word >> ((slot << (self.width & 31)) & 31) & self.edges()
    }

    /// The code of a cell through which an edge may pass.
    #[inline(always)]
    pub(crate) fn edges(&self) -> u32 {
        (1 << ((1 << (self.width & 31)) & 31)) - 1
    }

    #[inline(always)]
    fn slot_inside(&self, column: u32, row: u32) -> u32 {
        let across = (self.columns >> SQUARE) + 1;
        let square = (row >> SQUARE).wrapping_mul(across).wrapping_add(column >> SQUARE);
        let inside = (1 << SQUARE) - 1;
        square << (2 * SQUARE) | (row & inside) << SQUARE | column & inside
    }

    #[inline(always)]
    fn slot_outside(&self) -> u32 {
        let across = (self.columns >> SQUARE) + 1;
        (across * ((self.rows >> SQUARE) + 1)) << (2 * SQUARE)
    }

    /// The code of a set of the index, or of one met since.
    #[inline]
    pub(crate) fn code_of(&self, set: u32) -> u32 {
        self.codes.get(set as usize).copied().unwrap_or(self.long_code(set))
    }

    /// The set of a code.
    #[inline]
    pub(crate) fn set_of(&self, code: u32) -> u32 {
        self.sets.get(code as usize).copied().unwrap_or(code.wrapping_sub(self.edges() + 1))
    }

    /// The code of a set that has no short one.
    #[inline]
    fn long_code(&self, set: u32) -> u32 {
        set.wrapping_add(self.edges() + 1)
    }

    /// The set of each cell, row by row, if it is in one.
    fn survey(&self, index: &Index) -> Vec<Option<u32>> {
        let mut overlay = Overlay::default();
        let mut cells = Vec::with_capacity((self.columns * self.rows) as usize);
        for row in 0..self.rows {
            for column in 0..self.columns {
                let corner = (column << self.shift, row << self.shift);
                let set = one_set(index, corner, self.shift, &mut overlay);
                cells.push(set.filter(|set| (*set as usize) < index.sets.len()));
            }
        }
        cells
    }

    /// Gives short codes to the most common sets, of as few bits as nearly all cells need.
    fn choose_codes(&mut self, index: &Index, cells: &[Option<u32>]) -> Option<()> {
        let mut counts: Vec<(usize, u32)> = (0_u32..).map(|set| (0, set)).take(index.sets.len()).collect();
        for set in cells.iter().flatten() {
            if let Some((count, _)) = counts.get_mut(*set as usize) {
                *count += 1;
            }
        }
        let known = counts.iter().map(|(count, _)| count).sum::<usize>();
        // The empty set first, then by number of cells.
        counts.sort_unstable_by_key(|(count, set)| (*set != 0, std::cmp::Reverse(*count), *set));
        let covered =
            |width: u32| counts.iter().take((1 << (1 << width)) - 1).map(|(count, _)| count).sum::<usize>();
        let leaves_little = |width: &u32| (known - covered(*width)) * CELLS_FOR_ONE_LEFT <= known;
        self.width = WIDTHS.into_iter().find(leaves_little).filter(|_| known * 2 >= cells.len())?;
        self.sets = counts.iter().take(self.edges() as usize).map(|(_, set)| *set).collect();
        self.codes = (0_u32..).take(index.sets.len()).map(|set| self.long_code(set)).collect();
        for (code, set) in (0_u32..).zip(&self.sets) {
            if let Some(place) = self.codes.get_mut(*set as usize) {
                *place = code;
            }
        }
        Some(())
    }

    fn draw(&mut self, cells: &[Option<u32>]) {
        self.words = vec![0; self.word_of(self.slot_outside()) as usize + 1];
        let places = (0..self.rows).flat_map(|row| (0..self.columns).map(move |column| (column, row)));
        for ((column, row), set) in places.zip(cells) {
            let code = set.map_or(self.edges(), |set| self.code_of(set).min(self.edges()));
            let slot = self.slot_inside(column, row);
            let at = self.word_of(slot) as usize;
            if let Some(word) = self.words.get_mut(at) {
                *word |= code << ((slot << self.width) & 31);
            }
        }
    }
}

/// The set that a whole square of the window is in, if no edge passes through it.
fn one_set(index: &Index, (x, y): (u32, u32), shift: u32, overlay: &mut Overlay) -> Option<u32> {
    let cell = index.cell(x, y)?;
    if cell.shift < shift {
        let half = 1 << (shift - 1);
        let set = one_set(index, (x, y), shift - 1, overlay)?;
        let others = [(x + half, y), (x, y + half), (x + half, y + half)];
        let is_same = |corner: &(u32, u32)| one_set(index, *corner, shift - 1, overlay) == Some(set);
        return others.iter().all(is_same).then_some(set);
    }
    if cell.entry.is_uniform() {
        return Some(cell.entry.set());
    }
    let corner = index.window.spot(x, y);
    // An edge of a leaf touches all of it, and maybe not a part.
    let mut is_free = cell.shift > shift;
    if is_free {
        index.each_edge(cell.entry, corner, &mut |_, _, a, b| is_free &= !touches::<i64>(a, b, 1 << shift));
    }
    is_free.then(|| index.set_in(&cell, corner, overlay))
}
