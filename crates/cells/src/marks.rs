//! Marks on the rows of a block, gathered to one bit a row.
//!
//! # Why what is unsafe here is sound
//! Marks are loaded from slices of as many words as the load takes.
#![cfg_attr(
    target_arch = "x86_64",
    expect(unsafe_code, reason = "wide instructions need it; the proof stands above")
)]

/// Rows in a block: so many that what is known of them stays in the first cache.
pub(crate) const BLOCK: usize = 256;
const WORD: usize = 64;

/// A bit for each row of a block.
pub(crate) type Bits = [u64; BLOCK / WORD];

/// So many rows from the start.
pub(crate) fn first(count: usize) -> Bits {
    let mut bits = Bits::default();
    for (at, word) in bits.iter_mut().enumerate() {
        let here = count.saturating_sub(at * WORD);
        *word = if here >= WORD { u64::MAX } else { (1 << here) - 1 };
    }
    bits
}

/// The rows whose mark is not nothing.
pub(crate) fn marked(marks: &[u32; BLOCK]) -> Bits {
    let mut bits = [0; BLOCK / WORD];
    for (marks, word) in marks.chunks_exact(WORD).zip(&mut bits) {
        *word = marks.iter().rev().fold(0, |word, mark| word << 1 | u64::from(*mark != 0));
    }
    bits
}

/// Calls `with` for each row, below `count`, whose bit is set in a word.
#[inline]
pub(crate) fn each_row(word: usize, mut bits: u64, count: usize, with: &mut impl FnMut(usize)) {
    while bits != 0 {
        let at = word * WORD + bits.trailing_zeros() as usize;
        if at >= count {
            return;
        }
        with(at);
        bits &= bits - 1;
    }
}

#[cfg(target_arch = "x86_64")]
pub(crate) mod x86 {
    use std::arch::x86_64::{
        __m256i, __m512i, _mm256_castsi256_ps, _mm256_cmpeq_epi32, _mm256_loadu_si256, _mm256_movemask_ps,
        _mm256_setzero_si256, _mm512_loadu_si512, _mm512_test_epi32_mask,
    };

    use super::{BLOCK, Bits};

    /// As [`super::marked`].
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
    pub(crate) fn marked_avx512(marks: &[u32; BLOCK]) -> Bits {
        let mut bits = Bits::default();
        for (marks, word) in marks.chunks_exact(64).zip(&mut bits) {
            for part in marks.chunks_exact(16).rev() {
                // SAFETY: the slice has 16 words.
                let marks: __m512i = unsafe { _mm512_loadu_si512(part.as_ptr().cast()) };
                *word = *word << 16 | u64::from(_mm512_test_epi32_mask(marks, marks));
            }
        }
        bits
    }

    /// As [`super::marked`].
    #[target_feature(enable = "avx2")]
    pub(crate) fn marked_avx2(marks: &[u32; BLOCK]) -> Bits {
        let mut bits = Bits::default();
        for (marks, word) in marks.chunks_exact(64).zip(&mut bits) {
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
}
