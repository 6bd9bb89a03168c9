//! The sets of very many places, read off the map of an index by their codes.

use super::Block;
use crate::Width;
use crate::index::{Index, Map};
use crate::marks::{BLOCK, each_row, first};
use crate::rows::Rows;
use crate::sets::Overlay;

/// Reads codes, block by block.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    block: Block,
    near: Near,
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

/// Who is asked for what the map does not tell, and what was met there.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) index: &'a Index,
    pub(crate) map: &'a Map,
    pub(crate) overlay: &'a mut Overlay,
    /// Places in cells with edges.
    pub(crate) in_leaves: u64,
}

impl Codes {
    /// Appends the codes of the first `good` rows of a block. Those of places near edges are right once
    /// [`Codes::look_closer`] was called with the same list.
    pub(crate) fn read(
        &mut self,
        width: Width,
        asked: &mut Asked<'_>,
        rows: Rows<'_>,
        good: usize,
        codes: &mut Vec<u32>,
    ) {
        let near_edges = width.read_off(&mut self.block, asked.index, asked.map, rows);
        let first = codes.len();
        codes.extend_from_slice(self.block.sets(good));
        for (word, bits) in near_edges.into_iter().enumerate() {
            each_row(word, bits, good, &mut |row| {
                if self.near.count == BLOCK {
                    self.near.look_closer(asked, codes);
                }
                let Near { block, at, count } = &mut self.near;
                if let (Some((x, y)), Some(place)) = (self.block.coordinates(row), at.get_mut(*count)) {
                    block.put(*count, x, y);
                    *place = first + row;
                    *count += 1;
                }
            });
        }
    }

    /// Asks the table about the places that wait.
    pub(crate) fn look_closer(&mut self, asked: &mut Asked<'_>, codes: &mut [u32]) {
        self.near.look_closer(asked, codes);
    }
}

impl Near {
    fn look_closer(&mut self, asked: &mut Asked<'_>, codes: &mut [u32]) {
        let Near { block, at, count } = self;
        let in_leaves = block.look_closer(asked.index, first(*count));
        asked.in_leaves += block.look_into_leaves(asked.index, in_leaves, *count, asked.overlay);
        for (set, at) in block.sets(*count).iter().zip(at) {
            if let Some(place) = codes.get_mut(*at) {
                *place = asked.map.code_of(*set);
            }
        }
        *count = 0;
    }
}
