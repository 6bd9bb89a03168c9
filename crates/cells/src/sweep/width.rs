//! One way of working through a block, in the widest instructions that the machine has. All give the same bits: the
//! passes are the same code, made for each width, and a gather loads the words that single loads would.
//!
//! # Why what is unsafe here is sound
//! - A function made for certain instructions is called only through a [`Width`] other than the portable one, and such a
//!   value is made only where the machine was asked for those instructions ([`Width::all`]).
//! - A gather loads table words at lanes that are held below the length of the table, which is not empty, for every lane
//!   and whatever the entries say; the table has less than 2^31 words, so no lane is negative.
#![expect(unsafe_code, reason = "wide instructions need it; the proof stands above")]

use super::Rows;
use super::block::{Bits, Block};
use crate::index::Index;

/// Which instructions a sweep is worked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Width {
    /// What every machine has.
    pub const PORTABLE: Width = Width(Kind::Portable);

    /// All that this machine has, the widest first.
    pub fn all() -> Vec<Width> {
        let mut all = vec![Width::PORTABLE];
        #[cfg(target_arch = "x86_64")]
        {
            if std::is_x86_feature_detected!("avx2") {
                all.insert(0, Width(Kind::Avx2));
            }
            let has_avx512 = std::is_x86_feature_detected!("avx512f")
                && std::is_x86_feature_detected!("avx512bw")
                && std::is_x86_feature_detected!("avx512dq")
                && std::is_x86_feature_detected!("avx512vl");
            if has_avx512 {
                all.insert(0, Width(Kind::Avx512));
            }
        }
        all
    }

    /// The widest that this machine has.
    pub fn widest() -> Width {
        Width::all().first().copied().unwrap_or(Width::PORTABLE)
    }

    /// Its name: `portable`, `avx2` or `avx512`.
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => "avx512",
        }
    }

    /// Whether all rows surely can be swept after one of an object and time.
    pub(super) fn are_surely_good(self, rows: Rows<'_>, before: Option<(u32, i64)>) -> bool {
        match self.0 {
            Kind::Portable => rows.are_surely_good(before),
            // SAFETY: such a width is made only where the machine has the instructions.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => unsafe { x86::are_good_avx2(rows, before) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => unsafe { x86::are_good_avx512(rows, before) },
        }
    }

    /// Puts rows on the grid and looks them up; gives those in leaves.
    pub(super) fn find(self, block: &mut Block, index: &Index, rows: Rows<'_>) -> Bits {
        match self.0 {
            Kind::Portable => {
                block.convert(index.window, rows);
                block.look_up(index, rows.objects.len());
                block.measure(index.window);
                block.marked()
            }
            // SAFETY: such a width is made only where the machine has the instructions.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => unsafe { x86::find_avx2(block, index, rows) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => unsafe { x86::find_avx512(block, index, rows) },
        }
    }

    /// The rows at which something may happen.
    pub(super) fn listen(self, block: &mut Block, objects: &[u32], follows_ways: bool) -> Bits {
        match self.0 {
            Kind::Portable => {
                block.listen(objects, follows_ways);
                block.marked()
            }
            // SAFETY: such a width is made only where the machine has the instructions.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => unsafe { x86::listen_avx2(block, objects, follows_ways) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => unsafe { x86::listen_avx512(block, objects, follows_ways) },
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m256i, __m512i, _mm256_add_epi32, _mm256_and_si256, _mm256_castsi256_ps, _mm256_cmpeq_epi32,
        _mm256_i32gather_epi32, _mm256_loadu_si256, _mm256_mask_i32gather_epi32, _mm256_min_epu32,
        _mm256_movemask_epi8, _mm256_movemask_ps, _mm256_mullo_epi32, _mm256_or_si256, _mm256_set1_epi32,
        _mm256_setzero_si256, _mm256_slli_epi32, _mm256_sllv_epi32, _mm256_srli_epi32, _mm256_srlv_epi32,
        _mm256_storeu_si256, _mm256_sub_epi32, _mm512_add_epi32, _mm512_and_si512, _mm512_cmplt_epu32_mask,
        _mm512_loadu_si512, _mm512_mask_i32gather_epi32, _mm512_mask_sub_epi32, _mm512_maskz_mov_epi32,
        _mm512_min_epu32, _mm512_mullo_epi32, _mm512_or_si512, _mm512_set1_epi32, _mm512_setzero_si512,
        _mm512_slli_epi32, _mm512_sllv_epi32, _mm512_srli_epi32, _mm512_srlv_epi32, _mm512_storeu_si512,
        _mm512_sub_epi32, _mm512_test_epi32_mask,
    };

    use super::super::Rows;
    use super::super::block::{BLOCK, Bits, Block};
    use crate::index::Index;

    #[target_feature(enable = "avx2")]
    pub(super) fn are_good_avx2(rows: Rows<'_>, before: Option<(u32, i64)>) -> bool {
        rows.are_surely_good(before)
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
    pub(super) fn are_good_avx512(rows: Rows<'_>, before: Option<(u32, i64)>) -> bool {
        rows.are_surely_good(before)
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn listen_avx2(block: &mut Block, objects: &[u32], follows_ways: bool) -> Bits {
        block.listen(objects, follows_ways);
        marked_avx2(block)
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
    pub(super) fn listen_avx512(block: &mut Block, objects: &[u32], follows_ways: bool) -> Bits {
        block.listen(objects, follows_ways);
        marked_avx512(block)
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn find_avx2(block: &mut Block, index: &Index, rows: Rows<'_>) -> Bits {
        block.convert(index.window, rows);
        look_up_avx2(block, index, rows.objects.len());
        block.measure(index.window);
        marked_avx2(block)
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
    pub(super) fn find_avx512(block: &mut Block, index: &Index, rows: Rows<'_>) -> Bits {
        block.convert(index.window, rows);
        look_up_avx512(block, index, rows.objects.len());
        block.measure(index.window);
        marked_avx512(block)
    }

    /// As [`Block::marked`].
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
    fn marked_avx512(block: &Block) -> Bits {
        let mut bits = Bits::default();
        for (marks, word) in block.marks.chunks_exact(64).zip(&mut bits) {
            for part in marks.chunks_exact(16).rev() {
                // SAFETY: the slice has 16 words.
                let marks: __m512i = unsafe { _mm512_loadu_si512(part.as_ptr().cast()) };
                *word = *word << 16 | u64::from(_mm512_test_epi32_mask(marks, marks));
            }
        }
        bits
    }

    /// As [`Block::marked`].
    #[target_feature(enable = "avx2")]
    fn marked_avx2(block: &Block) -> Bits {
        let mut bits = Bits::default();
        for (marks, word) in block.marks.chunks_exact(64).zip(&mut bits) {
            for part in marks.chunks_exact(8).rev() {
                // SAFETY: the slice has 8 words.
                let marks: __m256i = unsafe { _mm256_loadu_si256(part.as_ptr().cast()) };
                let unmarked = _mm256_cmpeq_epi32(marks, _mm256_setzero_si256());
                let signs = _mm256_movemask_ps(_mm256_castsi256_ps(unmarked)).cast_unsigned();
                *word = *word << 8 | u64::from(!signs & 0xFF);
            }
        }
        bits
    }

    /// So many levels of blocks lie below a window at most: its cells have a side of 2^28 and each level takes two bits.
    const MOST_LEVELS: usize = 14;

    /// All levels for 16 rows at a time, as [`Index::cell`] finds them one by one.
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
    fn look_up_avx512(block: &mut Block, index: &Index, count: usize) {
        const LANES: usize = 16;
        let window = index.window;
        let table = index.table.as_ptr().cast::<i32>();
        let Some(last) = index.table.len().checked_sub(1).and_then(|last| i32::try_from(last).ok()) else {
            return;
        };
        let (last, columns, rows) = (
            _mm512_set1_epi32(last),
            _mm512_set1_epi32(window.columns.cast_signed()),
            _mm512_set1_epi32(window.rows.cast_signed()),
        );
        let root_shift = _mm512_set1_epi32(window.shift.cast_signed());
        let (one, two, three) = (_mm512_set1_epi32(1), _mm512_set1_epi32(2), _mm512_set1_epi32(3));
        for start in (0..count.min(BLOCK)).step_by(LANES) {
            let lanes = start..start + LANES;
            let (Some(xs), Some(ys)) = (block.x.get(lanes.clone()), block.y.get(lanes.clone())) else {
                return;
            };
            // SAFETY: the slices have 16 words each.
            let (x, y): (__m512i, __m512i) =
                unsafe { (_mm512_loadu_si512(xs.as_ptr().cast()), _mm512_loadu_si512(ys.as_ptr().cast())) };
            let (column, row) = (_mm512_srlv_epi32(x, root_shift), _mm512_srlv_epi32(y, root_shift));
            let inside = _mm512_cmplt_epu32_mask(column, columns) & _mm512_cmplt_epu32_mask(row, rows);
            let slot = _mm512_min_epu32(_mm512_add_epi32(_mm512_mullo_epi32(row, columns), column), last);
            // SAFETY: each lane is at most the last slot of the table.
            let mut entry =
                unsafe { _mm512_mask_i32gather_epi32::<4>(_mm512_setzero_si512(), inside, slot, table) };
            let mut shift = _mm512_maskz_mov_epi32(inside, root_shift);
            for _ in 0..MOST_LEVELS {
                let blocks = _mm512_test_epi32_mask(entry, two);
                if blocks == 0 {
                    break;
                }
                // 3 bits, or 2 where the lowest bit of the kind is set.
                let bits = _mm512_sub_epi32(three, _mm512_and_si512(entry, one));
                shift = _mm512_mask_sub_epi32(shift, blocks, shift, bits);
                let mask = _mm512_sub_epi32(_mm512_sllv_epi32(one, bits), one);
                let column = _mm512_and_si512(_mm512_srlv_epi32(x, shift), mask);
                let row = _mm512_and_si512(_mm512_srlv_epi32(y, shift), mask);
                let first = _mm512_slli_epi32::<4>(_mm512_srli_epi32::<2>(entry));
                let part = _mm512_or_si512(_mm512_sllv_epi32(row, bits), column);
                let slot = _mm512_min_epu32(_mm512_add_epi32(first, part), last);
                // SAFETY: each lane is at most the last slot of the table.
                entry = unsafe { _mm512_mask_i32gather_epi32::<4>(entry, blocks, slot, table) };
            }
            let (Some(entries), Some(shifts)) =
                (block.entry.get_mut(lanes.clone()), block.shift.get_mut(lanes))
            else {
                return;
            };
            // SAFETY: the slices have 16 words each, and an entry is any word.
            unsafe {
                _mm512_storeu_si512(entries.as_mut_ptr().cast(), entry);
                _mm512_storeu_si512(shifts.as_mut_ptr().cast(), shift);
            }
        }
    }

    /// The same for 8 rows at a time.
    #[target_feature(enable = "avx2")]
    fn look_up_avx2(block: &mut Block, index: &Index, count: usize) {
        const LANES: usize = 8;
        let window = index.window;
        let table = index.table.as_ptr().cast::<i32>();
        let Some(last) = index.table.len().checked_sub(1).and_then(|last| i32::try_from(last).ok()) else {
            return;
        };
        let all = |word: u32| _mm256_set1_epi32(word.cast_signed());
        let (last, columns) = (_mm256_set1_epi32(last), all(window.columns));
        let (east, north) = (all(window.columns.wrapping_sub(1)), all(window.rows.wrapping_sub(1)));
        let root_shift = all(window.shift);
        let (one, two, three) = (all(1), all(2), all(3));
        for start in (0..count.min(BLOCK)).step_by(LANES) {
            let lanes = start..start + LANES;
            let (Some(xs), Some(ys)) = (block.x.get(lanes.clone()), block.y.get(lanes.clone())) else {
                return;
            };
            // SAFETY: the slices have 8 words each.
            let (x, y): (__m256i, __m256i) =
                unsafe { (_mm256_loadu_si256(xs.as_ptr().cast()), _mm256_loadu_si256(ys.as_ptr().cast())) };
            let (column, row) = (_mm256_srlv_epi32(x, root_shift), _mm256_srlv_epi32(y, root_shift));
            let inside = _mm256_and_si256(
                _mm256_cmpeq_epi32(_mm256_min_epu32(column, east), column),
                _mm256_cmpeq_epi32(_mm256_min_epu32(row, north), row),
            );
            let slot = _mm256_min_epu32(_mm256_add_epi32(_mm256_mullo_epi32(row, columns), column), last);
            // SAFETY: each lane is at most the last slot of the table.
            let root = unsafe { _mm256_i32gather_epi32::<4>(table, slot) };
            let mut entry = _mm256_and_si256(root, inside);
            let mut shift = _mm256_and_si256(root_shift, inside);
            for _ in 0..MOST_LEVELS {
                let blocks = _mm256_cmpeq_epi32(_mm256_and_si256(entry, two), two);
                if _mm256_movemask_epi8(blocks) == 0 {
                    break;
                }
                let bits = _mm256_sub_epi32(three, _mm256_and_si256(entry, one));
                shift = _mm256_sub_epi32(shift, _mm256_and_si256(bits, blocks));
                let mask = _mm256_sub_epi32(_mm256_sllv_epi32(one, bits), one);
                let column = _mm256_and_si256(_mm256_srlv_epi32(x, shift), mask);
                let row = _mm256_and_si256(_mm256_srlv_epi32(y, shift), mask);
                let first = _mm256_slli_epi32::<4>(_mm256_srli_epi32::<2>(entry));
                let part = _mm256_or_si256(_mm256_sllv_epi32(row, bits), column);
                let slot = _mm256_min_epu32(_mm256_add_epi32(first, part), last);
                // SAFETY: each lane is at most the last slot of the table.
                entry = unsafe { _mm256_mask_i32gather_epi32::<4>(entry, table, slot, blocks) };
            }
            let (Some(entries), Some(shifts)) =
                (block.entry.get_mut(lanes.clone()), block.shift.get_mut(lanes))
            else {
                return;
            };
            // SAFETY: the slices have 8 words each, and an entry is any word.
            unsafe {
                _mm256_storeu_si256(entries.as_mut_ptr().cast(), entry);
                _mm256_storeu_si256(shifts.as_mut_ptr().cast(), shift);
            }
        }
    }
}
