//! Which cells of a line of the table a way touches and have edges: sixteen are asked at once, without a branch for each.
//!
//! # Why what is unsafe here is sound
//! - The wide form is called only where the machine was asked for its instructions ([`Width::all`]).
//! - Entries are loaded from an array of as many as the load takes, each of 32 bits.
#![cfg_attr(
    target_arch = "x86_64",
    expect(unsafe_code, reason = "wide instructions need it; the proof stands above")
)]

use crate::Width;
use crate::index::Entry;

/// The cells of a line of the table.
pub(crate) type Cells = [Entry; 16];

/// What tells whether a way touches a cell (see [`crate::side::touches`], whose question this is): twice the area between the
/// way and the corner of the first cell, what a column and a row add to it, and the least and the most that the cell adds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Touch {
    pub(crate) area: i64,
    pub(crate) column_adds: i64,
    pub(crate) row_adds: i64,
    pub(crate) least: i64,
    pub(crate) most: i64,
}

impl Width {
    /// A bit for each cell of a line that has edges and that the straight line of the way touches; a row of cells has 2 to the
    /// power of `bits`.
    #[inline]
    pub(crate) fn touched(self, cells: &Cells, touch: &Touch, bits: u32) -> u32 {
        match self.0 {
            // SAFETY: such a width is made only where the machine has the instructions.
            #[cfg(target_arch = "x86_64")]
            crate::width::Kind::Avx512 => unsafe { x86::touched_avx512(cells, touch, bits) },
            _ => touched(cells, touch, bits),
        }
    }
}

fn touched(cells: &Cells, touch: &Touch, bits: u32) -> u32 {
    let mut found = 0;
    for (at, cell) in (0_u32..).zip(cells) {
        let (column, row) = (i64::from(at & ((1 << bits) - 1)), i64::from(at >> bits));
        let area = touch.area + column * touch.column_adds + row * touch.row_adds;
        let is_touched = (area + touch.least <= 0) & (0 <= area + touch.most);
        found |= u32::from(!cell.is_uniform() & is_touched) << at;
    }
    found
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        _mm512_add_epi64, _mm512_cmpge_epi64_mask, _mm512_cmple_epi64_mask, _mm512_loadu_si512,
        _mm512_mullo_epi64, _mm512_set1_epi32, _mm512_set1_epi64, _mm512_setr_epi64, _mm512_test_epi32_mask,
    };

    use super::{Cells, Touch};
    use crate::index::Entry;

    /// As [`super::touched`].
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
    pub(super) fn touched_avx512(cells: &Cells, touch: &Touch, bits: u32) -> u32 {
        // SAFETY: there are 16 cells of 32 bits.
        let cells = unsafe { _mm512_loadu_si512(cells.as_ptr().cast()) };
        let with_edges = _mm512_test_epi32_mask(cells, _mm512_set1_epi32(Entry::KIND.cast_signed()));
        // The first eight cells are one row or two, and the others come one row or two after them.
        let (columns, rows, on) = if bits == 3 {
            (_mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7), _mm512_set1_epi64(0), touch.row_adds)
        } else {
            (
                _mm512_setr_epi64(0, 1, 2, 3, 0, 1, 2, 3),
                _mm512_setr_epi64(0, 0, 0, 0, 1, 1, 1, 1),
                touch.row_adds << 1,
            )
        };
        let by_columns = _mm512_mullo_epi64(columns, _mm512_set1_epi64(touch.column_adds));
        let by_rows = _mm512_mullo_epi64(rows, _mm512_set1_epi64(touch.row_adds));
        let low = _mm512_add_epi64(_mm512_set1_epi64(touch.area), _mm512_add_epi64(by_columns, by_rows));
        let high = _mm512_add_epi64(low, _mm512_set1_epi64(on));
        // An area with the least added is not above nothing, and with the most added not below.
        let (most_area, least_area) = (_mm512_set1_epi64(-touch.least), _mm512_set1_epi64(-touch.most));
        let within = |areas| {
            u32::from(_mm512_cmple_epi64_mask(areas, most_area) & _mm512_cmpge_epi64_mask(areas, least_area))
        };
        (within(high) << 8 | within(low)) & u32::from(with_edges)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::side::{Offset, touches};

    proptest! {
        #[test]
        fn each_cell_is_asked_what_it_would_be_asked_alone(
            from in (-40..40_i64, -40..40_i64), way in (-60..60_i64, -60..60_i64), scale in 0..20_u32,
            kinds in prop::array::uniform16(any::<bool>()), bits in 2..4_u32, shift in 0..4_u32,
        ) {
            let scaled = |(x, y): (i64, i64)| Offset { x: x << scale, y: y << scale };
            let (from, way, shift) = (scaled(from), scaled(way), shift + scale);
            let cells = kinds.map(|has_edges| if has_edges { Entry::leaf(5, true) } else { Entry::uniform(9) });
            let (column_adds, row_adds) = (-way.y << shift, way.x << shift);
            let touch = Touch {
                area: way.y * from.x - way.x * from.y,
                column_adds,
                row_adds,
                least: column_adds.min(0) + row_adds.min(0),
                most: column_adds.max(0) + row_adds.max(0),
            };
            let plainly = touched(&cells, &touch, bits);
            for (at, has_edges) in (0_u32..).zip(kinds) {
                let corner = Offset { x: i64::from(at & ((1 << bits) - 1)) << shift, y: i64::from(at >> bits) << shift };
                let (a, b) = (from - corner, Offset { x: from.x + way.x, y: from.y + way.y } - corner);
                let is_asked = plainly >> at & 1 == 1;
                // Cells beyond the ends of the way are left out by who asks.
                prop_assert!(is_asked || !has_edges || !touches::<i64>(a, b, 1 << shift));
                prop_assert!(has_edges || !is_asked);
            }
            for width in Width::all() {
                prop_assert_eq!(width.touched(&cells, &touch, bits), plainly, "{}", width.name());
            }
        }
    }
}
