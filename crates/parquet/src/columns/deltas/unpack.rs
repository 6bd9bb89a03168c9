//! Packed differences of any width, 32 together.
//!
//! # Why what is unsafe here is sound
//! - Wide instructions are used only where the machine was asked for them ([`Unpack::best`]).
//! - What is loaded and stored are arrays of as many bytes.
#![cfg_attr(
    target_arch = "x86_64",
    expect(unsafe_code, reason = "wide instructions need it; the proof stands above")
)]

/// Numbers that are unpacked together: they fill whole bytes, and parts of a block are a multiple of them.
pub(in crate::columns) const TOGETHER: usize = 32;
/// Bytes that may be looked at: so many numbers of 64 bits, and what is loaded beyond.
pub(in crate::columns) const ROOM: usize = TOGETHER * 8 + 16;

/// How differences are unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::columns) enum Unpack {
    /// One by one, on every machine.
    Plainly,
    /// Eight at once, if they are narrow.
    #[cfg(target_arch = "x86_64")]
    Avx2,
}

/// Numbers of so many bits, with which the bytes begin.
#[derive(Debug, Clone, Copy)]
pub(in crate::columns) struct Packed<'b> {
    pub(super) bytes: &'b [u8; ROOM],
    pub(super) width: u32,
}

impl Packed<'_> {
    /// The numbers, of up to 64 bits, one by one.
    pub(super) fn each(self) -> impl Iterator<Item = u64> {
        let Packed { bytes, width } = self;
        let mask = u64::MAX.checked_shr(u64::BITS.saturating_sub(width)).unwrap_or(0);
        (0..TOGETHER).map(move |place| {
            let bit = place * width as usize;
            let (rest, shift) = (bytes.get(bit / 8..).unwrap_or_default(), bit % 8);
            let word = rest.first_chunk::<8>().map_or(0, |bytes| u64::from_le_bytes(*bytes)) >> shift;
            // A number of more than 57 bits may end in the ninth byte.
            let above = rest.get(8).map_or(0, |byte| u64::from(*byte) << 1 << (63 - shift));
            (word | above) & mask
        })
    }
}

impl Unpack {
    /// The quickest that the machine has.
    pub(super) fn best() -> Unpack {
        #[cfg(target_arch = "x86_64")]
        if std::is_x86_feature_detected!("avx2") {
            return Unpack::Avx2;
        }
        Unpack::Plainly
    }

    /// Puts what comes behind a number by packed differences above the least one, and gives the last; `None` if they are not
    /// unpacked together.
    #[inline]
    pub(super) fn narrow(
        self,
        packed: Packed<'_>,
        least: i32,
        last: i32,
        out: &mut [i32; TOGETHER],
    ) -> Option<i32> {
        match self {
            Unpack::Plainly => None,
            // SAFETY: the machine was asked for it.
            #[cfg(target_arch = "x86_64")]
            Unpack::Avx2 => unsafe { x86::narrow(packed, least, last, out) },
        }
    }

    /// The same of wider numbers.
    #[inline]
    pub(super) fn wide(
        self,
        packed: Packed<'_>,
        least: i64,
        last: i64,
        out: &mut [i64; TOGETHER],
    ) -> Option<i64> {
        match self {
            Unpack::Plainly => None,
            // SAFETY: the machine was asked for it.
            #[cfg(target_arch = "x86_64")]
            Unpack::Avx2 => unsafe { x86::wide(packed, least, last, out) },
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m128i, __m256i, _mm_loadu_si128, _mm256_add_epi32, _mm256_add_epi64, _mm256_and_si256,
        _mm256_blend_epi32, _mm256_castsi256_si128, _mm256_cvtepu32_epi64, _mm256_extracti128_si256,
        _mm256_loadu_si256, _mm256_permute2x128_si256, _mm256_permute4x64_epi64, _mm256_permutevar8x32_epi32,
        _mm256_set_m128i, _mm256_set1_epi32, _mm256_set1_epi64x, _mm256_setzero_si256, _mm256_shuffle_epi8,
        _mm256_shuffle_epi32, _mm256_slli_si256, _mm256_srlv_epi32, _mm256_storeu_si256,
    };

    use super::{Packed, ROOM, TOGETHER};

    /// A number of more bits may lie in five bytes.
    const WIDEST: usize = 25;

    /// Where eight numbers of a width are: the first four from a byte on, the last four from a byte on that is half as many bytes
    /// behind it as the numbers have bits.
    #[derive(Clone, Copy)]
    struct Eight {
        /// The four bytes of each, counted from where its half begins.
        bytes: [u8; 32],
        /// How many bits of those are of the number before.
        shifts: [u32; 8],
    }

    static EIGHTS: [Eight; WIDEST + 1] = eights();

    #[expect(
        clippy::indexing_slicing,
        clippy::cast_possible_truncation,
        reason = "worked out while compiling, where what is out of bounds is an error; below 16 and below 8"
    )]
    const fn eights() -> [Eight; WIDEST + 1] {
        let mut all = [Eight { bytes: [0; 32], shifts: [0; 8] }; WIDEST + 1];
        let mut at = 0;
        while at < 8 * (WIDEST + 1) {
            let (width, number) = (at / 8, at % 8);
            let from = if number < 4 { 0 } else { width / 2 };
            let bit = number * width - 8 * from;
            let mut byte = 0;
            while byte < 4 {
                all[width].bytes[4 * number + byte] = (bit / 8 + byte) as u8;
                byte += 1;
            }
            all[width].shifts[number] = (bit % 8) as u32;
            at += 1;
        }
        all
    }

    /// What it takes to unpack numbers of a width.
    struct Unpacking<'b> {
        bytes: &'b [u8; ROOM],
        width: usize,
        order: __m256i,
        shifts: __m256i,
        mask: __m256i,
    }

    impl Unpacking<'_> {
        #[inline]
        #[target_feature(enable = "avx2")]
        fn of(packed: Packed<'_>) -> Option<Unpacking<'_>> {
            let width = packed.width as usize;
            let eight = EIGHTS.get(width)?;
            // SAFETY: the array has 32 bytes.
            let order: __m256i = unsafe { _mm256_loadu_si256(eight.bytes.as_ptr().cast()) };
            // SAFETY: the array has 32 bytes.
            let shifts: __m256i = unsafe { _mm256_loadu_si256(eight.shifts.as_ptr().cast()) };
            let mask = _mm256_set1_epi32((1 << width) - 1);
            Some(Unpacking { bytes: packed.bytes, width, order, shifts, mask })
        }

        /// The numbers from the `8 * at`th on.
        #[inline]
        #[target_feature(enable = "avx2")]
        fn eight(&self, at: usize) -> Option<__m256i> {
            let first = at * self.width;
            let halves = _mm256_set_m128i(self.sixteen(first + self.width / 2)?, self.sixteen(first)?);
            let shifted = _mm256_srlv_epi32(_mm256_shuffle_epi8(halves, self.order), self.shifts);
            Some(_mm256_and_si256(shifted, self.mask))
        }

        #[inline]
        #[target_feature(enable = "avx2")]
        fn sixteen(&self, at: usize) -> Option<__m128i> {
            let bytes = self.bytes.get(at..)?.first_chunk::<16>()?;
            // SAFETY: the array has 16 bytes.
            Some(unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) })
        }
    }

    /// As [`super::Unpack::narrow`].
    #[target_feature(enable = "avx2")]
    pub(super) fn narrow(
        packed: Packed<'_>,
        least: i32,
        last: i32,
        out: &mut [i32; TOGETHER],
    ) -> Option<i32> {
        let unpacking = Unpacking::of(packed)?;
        let (least, mut last) = (_mm256_set1_epi32(least), _mm256_set1_epi32(last));
        for (at, out) in out.as_chunks_mut::<8>().0.iter_mut().enumerate() {
            let steps = _mm256_add_epi32(unpacking.eight(at)?, least);
            // What is added up within each half, and then the whole of the first half to the second.
            let twos = _mm256_add_epi32(steps, _mm256_slli_si256::<4>(steps));
            let fours = _mm256_add_epi32(twos, _mm256_slli_si256::<8>(twos));
            let first_half = _mm256_permute2x128_si256::<0x08>(fours, fours);
            let sums = _mm256_add_epi32(fours, _mm256_shuffle_epi32::<0xFF>(first_half));
            // SAFETY: the array has 32 bytes.
            unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), _mm256_add_epi32(sums, last)) };
            let whole = _mm256_permutevar8x32_epi32(sums, _mm256_set1_epi32(7));
            last = _mm256_add_epi32(last, whole);
        }
        out.last().copied()
    }

    /// As [`super::Unpack::wide`].
    #[target_feature(enable = "avx2")]
    pub(super) fn wide(packed: Packed<'_>, least: i64, last: i64, out: &mut [i64; TOGETHER]) -> Option<i64> {
        let unpacking = Unpacking::of(packed)?;
        let (least, mut last) = (_mm256_set1_epi64x(least), _mm256_set1_epi64x(last));
        for (at, out) in out.as_chunks_mut::<8>().0.iter_mut().enumerate() {
            let eight = unpacking.eight(at)?;
            let halves = [_mm256_castsi256_si128(eight), _mm256_extracti128_si256::<1>(eight)];
            for (half, out) in halves.into_iter().zip(out.as_chunks_mut::<4>().0) {
                let steps = _mm256_add_epi64(_mm256_cvtepu32_epi64(half), least);
                let twos = _mm256_add_epi64(steps, _mm256_slli_si256::<8>(steps));
                // The sum of the first two, for the other two.
                let first_two = _mm256_permute4x64_epi64::<0x55>(twos);
                let first_two = _mm256_blend_epi32::<0xF0>(_mm256_setzero_si256(), first_two);
                let sums = _mm256_add_epi64(twos, first_two);
                // SAFETY: the array has 32 bytes.
                unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), _mm256_add_epi64(sums, last)) };
                last = _mm256_add_epi64(last, _mm256_permute4x64_epi64::<0xFF>(sums));
            }
        }
        out.last().copied()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::columns::deltas::Whole;

    fn sums<T: Whole>(above: &[u64], least: T, last: T) -> Vec<T> {
        let next = |last: &mut T, above: &u64| {
            *last = last.next(least, *above);
            Some(*last)
        };
        above.iter().scan(last, next).collect()
    }

    proptest! {
        #[test]
        fn numbers_come_out_as_they_were_packed(
            numbers in proptest::collection::vec(any::<u64>(), TOGETHER),
            beyond in any::<u8>(),
            width in 0..=64_u32,
            (least, last) in any::<(i64, i64)>(),
            (narrow_least, narrow_last) in any::<(i32, i32)>(),
        ) {
            let mask = u64::MAX.checked_shr(64 - width).unwrap_or(0);
            let wanted: Vec<u64> = numbers.iter().map(|number| number & mask).collect();
            let mut bytes = [beyond; ROOM];
            for (at, number) in wanted.iter().enumerate() {
                for bit in 0..width as usize {
                    let place = at * width as usize + bit;
                    let held = &mut bytes[place / 8];
                    *held &= !(1 << (place % 8));
                    *held |= u8::from(number >> bit & 1 == 1) << (place % 8);
                }
            }
            let packed = Packed { bytes: &bytes, width };
            prop_assert_eq!(packed.each().collect::<Vec<_>>(), wanted.clone());
            let mut wide = [0; TOGETHER];
            if let Some(end) = Unpack::best().wide(packed, least, last, &mut wide) {
                let sums = sums(&wanted, least, last);
                prop_assert_eq!((wide.to_vec(), Some(&end)), (sums.clone(), sums.last()));
            }
            let mut narrow = [0; TOGETHER];
            if let Some(end) = Unpack::best().narrow(packed, narrow_least, narrow_last, &mut narrow) {
                let sums = sums(&wanted, narrow_least, narrow_last);
                prop_assert_eq!((narrow.to_vec(), Some(&end)), (sums.clone(), sums.last()));
            }
        }
    }
}
