//! Columns of whole numbers written as differences (`DELTA_BINARY_PACKED`), read 32 at a time.
//!
//! The library reads them too, bit by bit where the machine has no wide instructions for it. Here a column is read whose rows all have
//! a value and which is written in no other way; what is out of order is not refused but told as such, and the library reads
//! the rows once more and finds its reasons.

mod unpack;

use std::ops::Range;

use bytes::Bytes;
use parquet::basic::Encoding;
use parquet::column::page::{Page, PageReader};
use parquet::errors::Result;
use parquet::file::metadata::ColumnChunkMetaData;

use self::unpack::{Packed, ROOM, TOGETHER, Unpack};
use crate::guard;

/// A whole number of a column, which wraps round.
pub(super) trait Whole: Copy + Default {
    /// Bits of it.
    const WIDTH: u32;

    /// A number, if it is not too great.
    fn of(number: i64) -> Option<Self>;

    /// A number further on by a difference, of which what is above another number is packed.
    fn next(self, least: Self, above: u64) -> Self;

    /// Puts the numbers to which packed differences lead, and gives the last of them; `None` if they are not unpacked together.
    fn together(
        self,
        unpack: Unpack,
        packed: Packed<'_>,
        least: Self,
        out: &mut [Self; TOGETHER],
    ) -> Option<Self>;
}

impl Whole for i32 {
    const WIDTH: u32 = 32;

    fn of(number: i64) -> Option<i32> {
        i32::try_from(number).ok()
    }

    #[expect(clippy::cast_possible_truncation, reason = "it is packed in no more bits")]
    fn next(self, least: i32, above: u64) -> i32 {
        self.wrapping_add(least.wrapping_add((above as u32).cast_signed()))
    }

    fn together(
        self,
        unpack: Unpack,
        packed: Packed<'_>,
        least: i32,
        out: &mut [i32; TOGETHER],
    ) -> Option<i32> {
        unpack.narrow(packed, least, self, out)
    }
}

impl Whole for i64 {
    const WIDTH: u32 = 64;

    fn of(number: i64) -> Option<i64> {
        Some(number)
    }

    fn next(self, least: i64, above: u64) -> i64 {
        self.wrapping_add(least.wrapping_add(above.cast_signed()))
    }

    fn together(
        self,
        unpack: Unpack,
        packed: Packed<'_>,
        least: i64,
        out: &mut [i64; TOGETHER],
    ) -> Option<i64> {
        unpack.wide(packed, least, self, out)
    }
}

/// A column of differences, page by page.
pub(super) struct Deltas<T> {
    pages: Box<dyn PageReader>,
    unpack: Unpack,
    data: Bytes,
    /// Where the rest of the data begins.
    at: usize,
    /// Values of the page that were not read yet.
    left: usize,
    /// The value that was read last.
    last: T,
    /// Parts of a block, and values of each.
    parts: usize,
    length: usize,
    /// The least difference in the block, and where it says for each of its parts that did not begin yet how many bits a number has.
    least: T,
    widths: Range<usize>,
    /// The same of the part that is read, and how many of its values are left.
    width: u32,
    within: usize,
    /// Values that were read and not asked for yet.
    ahead: Vec<T>,
}

/// Whether all values of a column are written as differences, and where others could be marked none is missing.
pub(super) fn are_deltas(chunk: &ColumnChunkMetaData) -> bool {
    let description = chunk.column_descr();
    // That of levels is named, too, though there are none.
    let mut others = chunk.encodings().filter(|encoding| *encoding != Encoding::RLE);
    description.max_def_level() == 0
        && description.max_rep_level() == 0
        && others.next() == Some(Encoding::DELTA_BINARY_PACKED)
        && others.next().is_none()
}

impl<T: Whole> Deltas<T> {
    /// Ready to read the pages of a column.
    pub(super) fn new(pages: Box<dyn PageReader>) -> Self {
        Deltas {
            pages,
            unpack: Unpack::best(),
            data: Bytes::new(),
            at: 0,
            left: 0,
            last: T::default(),
            parts: 0,
            length: 0,
            least: T::default(),
            widths: 0..0,
            width: 0,
            within: 0,
            ahead: Vec::new(),
        }
    }

    /// Puts the next values in the place of others; false where there are not so many, or something is out of order.
    pub(super) fn read(&mut self, most: usize, out: &mut Vec<T>) -> Result<bool> {
        out.clear();
        out.append(&mut self.ahead);
        let mut done = out.len();
        // As many are unpacked together, whether they are wanted or not.
        out.resize(most.saturating_add(TOGETHER).max(done), T::default());
        while done < most {
            let more = if self.left > 0 {
                out.get_mut(done..).and_then(<[T]>::first_chunk_mut).and_then(|out| self.take(out))
            } else {
                let pages = &mut self.pages;
                let page = guard::held(|| pages.get_next_page())?;
                page.and_then(|page| self.open(page, out.get_mut(done)?))
            };
            match more {
                Some(more) => done += more,
                None => return Ok(false),
            }
        }
        self.ahead.extend_from_slice(out.get(most..done).unwrap_or_default());
        out.truncate(most);
        Ok(true)
    }

    /// Takes a page, and of its values the first; how many that is.
    fn open(&mut self, page: Page, out: &mut T) -> Option<usize> {
        let (data, start, values) = match page {
            Page::DataPage { buf, num_values, encoding: Encoding::DELTA_BINARY_PACKED, .. } => {
                (buf, 0, num_values)
            }
            Page::DataPageV2 {
                buf,
                num_values,
                encoding: Encoding::DELTA_BINARY_PACKED,
                num_nulls: 0,
                def_levels_byte_len,
                rep_levels_byte_len,
                ..
            } => (buf, def_levels_byte_len.checked_add(rep_levels_byte_len)? as usize, num_values),
            _ => return None,
        };
        (self.data, self.at) = (data, start);
        let block = usize::try_from(self.varint()?).ok()?;
        self.parts = usize::try_from(self.varint()?).ok()?;
        self.left = usize::try_from(self.varint()?).ok()?;
        self.last = T::of(unzigzag(self.varint()?))?;
        self.length = block.checked_div(self.parts)?;
        (self.widths, self.within) = (0..0, 0);
        let is_good = block > 0
            && block.is_multiple_of(128)
            && block.is_multiple_of(self.parts)
            && self.length.is_multiple_of(TOGETHER)
            && self.left == values as usize;
        let first = self.left.min(1);
        if first > 0 {
            *out = self.last;
            self.left -= 1;
        }
        is_good.then_some(first)
    }

    /// Takes the next values of the page, as many as are unpacked together; how many of them are of the page.
    fn take(&mut self, out: &mut [T; TOGETHER]) -> Option<usize> {
        if self.within == 0 {
            self.next_part()?;
        }
        let count = self.left.min(TOGETHER);
        let rest = self.data.get(self.at..)?;
        let held;
        let bytes = match rest.first_chunk::<ROOM>() {
            Some(bytes) => bytes,
            None => {
                held = last_bytes(rest, count * self.width as usize)?;
                &held
            }
        };
        let packed = Packed { bytes, width: self.width };
        self.last = match self.last.together(self.unpack, packed, self.least, out) {
            Some(last) => last,
            None => packed.each().zip(out).fold(self.last, |last, (above, out)| {
                *out = last.next(self.least, above);
                *out
            }),
        };
        self.at = self.at.checked_add(TOGETHER / 8 * self.width as usize)?;
        self.left -= count;
        self.within -= TOGETHER;
        Some(count)
    }

    /// Begins the next part of a block, which may be the first of another.
    fn next_part(&mut self) -> Option<()> {
        if self.widths.is_empty() {
            self.least = T::of(unzigzag(self.varint()?))?;
            self.widths = self.at..self.at.checked_add(self.parts)?;
            self.at = self.widths.end;
        }
        self.width = u32::from(*self.data.get(self.widths.next()?)?);
        self.within = self.length;
        (self.width <= T::WIDTH).then_some(())
    }

    /// A whole number, seven bits a byte.
    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = *self.data.get(self.at)?;
            self.at += 1;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

/// The last bytes of a page, with nothing behind them; `None` if they are not so many bits.
#[cold]
fn last_bytes(rest: &[u8], bits: usize) -> Option<[u8; ROOM]> {
    let mut held = [0; ROOM];
    held.iter_mut().zip(rest).for_each(|(byte, told)| *byte = *told);
    (rest.len() >= bits.div_ceil(8)).then_some(held)
}

/// Numbers on both sides of nothing are counted outwards, in turns.
fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}
