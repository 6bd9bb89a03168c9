//! Which zones each of very many places lies in: the join of a table of places with the zones.

use std::borrow::Cow;

use thiserror::Error;

use crate::Width;
use crate::index::Index;
use crate::marks::{BLOCK, each_row, first};
use crate::sets::Overlay;
use crate::sweep::{Block, Rows};

/// Joins places with the zones of an index. A place gets the number of the set of zones that it lies in, so that
/// what is the same for many places is told once.
#[derive(Debug)]
pub struct Join<'i> {
    index: &'i Index,
    width: Width,
    overlay: Overlay,
    block: Box<Block>,
    near: Box<Near>,
}

/// Places near edges, which the map does not tell: they wait until there are many, so that what they need of the memory is
/// under way for all of them at once.
#[derive(Debug)]
struct Near {
    block: Block,
    /// Where the answer of each belongs.
    at: [usize; BLOCK],
    count: usize,
}

impl Default for Near {
    fn default() -> Near {
        Near { block: Block::default(), at: [0; BLOCK], count: 0 }
    }
}

/// Why places cannot be joined.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JoinError {
    /// Columns of different lengths.
    #[error("the columns have {lon} longitudes and {lat} latitudes: give each the same number")]
    Uneven {
        /// Longitudes.
        lon: usize,
        /// Latitudes.
        lat: usize,
    },
    /// A position that is not on earth.
    #[error("row {0} is not on earth: longitudes end at 180 degrees and latitudes at 90")]
    NotOnEarth(usize),
}

impl<'i> Join<'i> {
    /// Ready for places.
    #[must_use]
    pub fn new(index: &'i Index) -> Join<'i> {
        Join::in_width(index, Width::widest())
    }

    /// The same in instructions of a certain width; the answers do not depend on it.
    #[must_use]
    pub fn in_width(index: &'i Index, width: Width) -> Join<'i> {
        Join { index, width, overlay: Overlay::default(), block: Box::default(), near: Box::default() }
    }

    /// Appends for each place, in ten-millionths of a degree, the number of a set of zones; [`Join::zones`] tells which they
    /// are until the next places are asked about. Places of one number lie in the same zones; two numbers may
    /// stand for the same zones, where the areas of which zones are built differ.
    ///
    /// # Errors
    /// If the columns differ in length, or a place is not on earth; those before it are told.
    pub fn push(&mut self, lon_e7: &[i32], lat_e7: &[i32], sets: &mut Vec<u32>) -> Result<(), JoinError> {
        if lon_e7.len() != lat_e7.len() {
            return Err(JoinError::Uneven { lon: lon_e7.len(), lat: lat_e7.len() });
        }
        self.overlay.keep_small(&self.index.sets, std::iter::empty());
        sets.reserve(lon_e7.len());
        let first = sets.len();
        let mut problem = Ok(());
        for (lon_e7, lat_e7) in lon_e7.chunks(BLOCK).zip(lat_e7.chunks(BLOCK)) {
            let rows = Rows { objects: &[], millis: &[], lon_e7, lat_e7 };
            let good = self.width.on_earth(lon_e7, lat_e7);
            self.find(rows, good, sets);
            if good < lon_e7.len() {
                problem = Err(JoinError::NotOnEarth(sets.len() - first));
                break;
            }
        }
        self.look_closer(sets);
        problem
    }

    fn find(&mut self, rows: Rows<'_>, good: usize, sets: &mut Vec<u32>) {
        let index = self.index;
        let Some(map) = &index.map else {
            let in_leaves = self.width.find(&mut self.block, index, rows, false);
            self.block.look_into_leaves(index, in_leaves, good, &mut self.overlay);
            sets.extend_from_slice(self.block.sets(good));
            return;
        };
        let near_edges = self.width.read_off(&mut self.block, index, map, rows);
        let first = sets.len();
        sets.extend_from_slice(self.block.sets(good));
        for (word, bits) in near_edges.into_iter().enumerate() {
            each_row(word, bits, good, &mut |row| {
                if self.near.count == BLOCK {
                    self.look_closer(sets);
                }
                let Near { block, at, count } = &mut *self.near;
                if let (Some((x, y)), Some(place)) = (self.block.coordinates(row), at.get_mut(*count)) {
                    block.put(*count, x, y);
                    *place = first + row;
                    *count += 1;
                }
            });
        }
    }

    /// Asks the table about the places that wait.
    fn look_closer(&mut self, sets: &mut [u32]) {
        let Near { block, at, count } = &mut *self.near;
        let in_leaves = block.look_closer(self.index, first(*count));
        block.look_into_leaves(self.index, in_leaves, *count, &mut self.overlay);
        for (set, at) in block.sets(*count).iter().zip(at) {
            if let Some(place) = sets.get_mut(*at) {
                *place = self.index.map.as_ref().map_or(*set, |map| map.code_of(*set));
            }
        }
        *count = 0;
    }

    /// The zones of a set that the last places were told to be in, ascending.
    #[must_use]
    pub fn zones(&self, set: u32) -> Cow<'_, [u32]> {
        let set = self.index.map.as_ref().map_or(set, |map| map.set_of(set));
        self.overlay.zones_of(&self.index.sets, set)
    }
}
