//! One way of working through a block, in the widest instructions that the machine has. All give the same bits: the
//! passes are the same code, made for each width.
//!
//! # Why what is unsafe here is sound
//! - A function made for certain instructions is called only through a [`Width`] other than the portable one, and such a
//!   value is made only where the machine was asked for those instructions ([`Width::all`]).
//! - Marks are loaded from slices of as many words as the load takes.
#![expect(unsafe_code, reason = "wide instructions need it; the proof stands above")]

use super::Rows;
use super::block::{BLOCK, Bits, Block};
use super::fetch::fetch_early;
use crate::index::{Index, Table, Window};

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

    /// Puts rows on the grid and looks them up; gives those in leaves.
    pub(crate) fn find(self, block: &mut Block, index: &Index, rows: Rows<'_>, follows_ways: bool) -> Bits {
        self.place(block, index.window, rows);
        self.load(block, &index.table, rows);
        let parted = self.parted(block);
        block.descend(index, parted);
        let in_leaves = self.measure(block, index.window, follows_ways);
        block.fetch_leaves(index, in_leaves);
        in_leaves
    }
}

/// Makes each pass for every width; what marks rows is given the rows that it marked.
macro_rules! passes {
    ($($(#[$doc:meta])* fn $name:ident($($argument:ident: $type:ty),*) -> $result:ty { $($body:tt)* })*) => {
        impl Width {
            $($(#[$doc])*
            pub(super) fn $name(self, $($argument: $type),*) -> $result {
                match self.0 {
                    Kind::Portable => portable::$name($($argument),*),
                    // SAFETY: such a width is made only where the machine has the instructions.
                    #[cfg(target_arch = "x86_64")]
                    Kind::Avx2 => unsafe { avx2::$name($($argument),*) },
                    // SAFETY: as above.
                    #[cfg(target_arch = "x86_64")]
                    Kind::Avx512 => unsafe { avx512::$name($($argument),*) },
                }
            })*
        }

        mod portable {
            use super::*;
            use super::plain::marked;
            $(pub(super) fn $name($($argument: $type),*) -> $result { $($body)* })*
        }

        #[cfg(target_arch = "x86_64")]
        mod avx2 {
            use super::*;
            use super::x86::marked_avx2 as marked;
            $(#[target_feature(enable = "avx2")]
            pub(super) fn $name($($argument: $type),*) -> $result { $($body)* })*
        }

        #[cfg(target_arch = "x86_64")]
        mod avx512 {
            use super::*;
            use super::x86::marked_avx512 as marked;
            $(#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
            pub(super) fn $name($($argument: $type),*) -> $result { $($body)* })*
        }
    };
}

passes! {
    /// Whether all rows surely can be swept after one of an object and time.
    fn are_surely_good(rows: Rows<'_>, before: Option<(u32, i64)>) -> bool {
        rows.are_surely_good(before)
    }

    /// Puts rows on the grid and finds their cells of the window.
    fn place(block: &mut Block, window: Window, rows: Rows<'_>) -> () {
        block.convert(window, rows);
        block.locate(window);
    }

    /// Loads the cells of the window.
    fn load(block: &mut Block, table: &Table, rows: Rows<'_>) -> () {
        load_each(block, table, rows);
    }

    /// The rows in cells of the window that are parted.
    fn parted(block: &mut Block) -> Bits {
        block.mark_blocks();
        marked(block)
    }

    /// What can be told of uniform cells; gives the rows in leaves.
    fn measure(block: &mut Block, window: Window, follows_ways: bool) -> Bits {
        if follows_ways {
            block.measure(window);
        }
        block.name();
        marked(block)
    }

    /// The rows at which something may happen.
    fn listen(block: &mut Block, objects: &[u32], follows_ways: bool) -> Bits {
        block.listen(objects, follows_ways);
        marked(block)
    }
}

mod plain {
    use super::{Bits, Block};

    pub(super) fn marked(block: &Block) -> Bits {
        block.marked()
    }
}

/// Loads the entries of the window, one by one, for on some machines a gather takes longer than that. Meanwhile rows that
/// come later are fetched into the second cache: into the first they would be in the way of the table.
#[inline(always)]
fn load_each(block: &mut Block, table: &Table, rows: Rows<'_>) {
    const LINE: usize = 16;
    const AHEAD: usize = 4 * BLOCK;
    let Some(last) = table.len().checked_sub(1) else { return };
    let last = u32::try_from(last).unwrap_or(u32::MAX);
    let entries = table.as_ptr();
    let lines = block.entry.chunks_exact_mut(LINE).zip(block.slot.chunks_exact(LINE));
    for (line, (found, slots)) in lines.enumerate() {
        let row = AHEAD + line * LINE;
        fetch_early(rows.objects.as_ptr().wrapping_add(row));
        fetch_early(rows.millis.as_ptr().wrapping_add(row));
        fetch_early(rows.millis.as_ptr().wrapping_add(row + LINE / 2));
        fetch_early(rows.lon_e7.as_ptr().wrapping_add(row));
        fetch_early(rows.lat_e7.as_ptr().wrapping_add(row));
        for (entry, slot) in found.iter_mut().zip(slots) {
            // SAFETY: the table is not empty, and this is a slot of it, for none is above its last.
            *entry = unsafe { *entries.add((*slot).min(last) as usize) };
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m256i, __m512i, _mm256_castsi256_ps, _mm256_cmpeq_epi32, _mm256_loadu_si256, _mm256_movemask_ps,
        _mm256_setzero_si256, _mm512_loadu_si512, _mm512_test_epi32_mask,
    };

    use super::super::block::{Bits, Block};

    /// As [`Block::marked`].
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
    pub(super) fn marked_avx512(block: &Block) -> Bits {
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
    pub(super) fn marked_avx2(block: &Block) -> Bits {
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
}
