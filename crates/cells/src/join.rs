//! Which zones each of very many places lies in: the join of a table of places with the zones.

use std::borrow::Cow;

use thiserror::Error;

use crate::Width;
use crate::index::Index;
use crate::marks::BLOCK;
use crate::rows::Rows;
use crate::sets::Overlay;
use crate::sweep::{Asked, Block, Codes};

/// Joins places with the zones of an index. A place gets the number of the set of zones that it lies in, so that
/// what is the same for many places is told once.
#[derive(Debug)]
pub struct Join<'i> {
    index: &'i Index,
    width: Width,
    overlay: Overlay,
    codes: Box<Codes>,
    /// Where there is no map.
    block: Box<Block>,
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
        Join { index, width, overlay: Overlay::default(), codes: Box::default(), block: Box::default() }
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
        let Join { index, width, overlay, codes, block } = self;
        for (lon_e7, lat_e7) in lon_e7.chunks(BLOCK).zip(lat_e7.chunks(BLOCK)) {
            let rows = Rows { lon_e7, lat_e7, ..Rows::default() };
            let good = width.on_earth(lon_e7, lat_e7);
            if let Some(map) = &index.map {
                codes.read(*width, &mut Asked { index, map, overlay, in_leaves: 0 }, rows, good, sets);
            } else {
                let in_leaves = width.find(block, index, rows, false);
                block.look_into_leaves(index, in_leaves, good, overlay);
                sets.extend_from_slice(block.sets(good));
            }
            if good < lon_e7.len() {
                problem = Err(JoinError::NotOnEarth(sets.len() - first));
                break;
            }
        }
        if let Some(map) = &index.map {
            codes.look_closer(&mut Asked { index, map, overlay, in_leaves: 0 }, sets);
        }
        problem
    }

    /// The zones of a set that the last places were told to be in, ascending.
    #[must_use]
    pub fn zones(&self, set: u32) -> Cow<'_, [u32]> {
        let set = self.index.map.as_ref().map_or(set, |map| map.set_of(set));
        self.overlay.zones_of(&self.index.sets, set)
    }
}
