//! A column of texts as numbers: told by the dictionary of the file without a look at the text of each row.
//!
//! A column of few different values is written as a dictionary and, page by page, the numbers of entries, in runs of one
//! number or packed to as many bits as it takes (Parquet, "Encodings": RLE / bit-packing hybrid). What is written as text itself
//! is looked up row by row, and only where it differs from the row before.

use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Encoding, Type};
use parquet::column::page::{Page, PageReader};
use parquet::errors::Result;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::ChunkReader;

use crate::guard;
use crate::pages::Pages;

/// What stands for a text that is missing.
pub(super) const LACKING: u32 = u32::MAX;

/// A column of texts, page by page.
pub(super) struct Coded<R: ChunkReader> {
    pages: Pages<R>,
    is_optional: bool,
    /// Whether rows may lack a text.
    may_lack: bool,
    entries: Vec<Bytes>,
    /// The number of each entry that has come.
    numbers: Vec<Option<u32>>,
    /// By row of the page, 1 where it has a text; empty where all have one.
    present: Vec<u32>,
    texts: Texts,
    /// Rows of the page, and those of them that were handed out.
    rows: usize,
    done: usize,
}

/// The texts of a page that are there.
enum Texts {
    /// By entries of the dictionary.
    Entries(Runs),
    /// Written out, and the one that came last with its number.
    Plain(Bytes, Option<(Bytes, u32)>),
}

impl<R: ChunkReader + 'static> Coded<R> {
    /// Ready to read a leaf column of a row group; `None` if it holds no texts, or lists of them.
    pub(super) fn open(
        source: &Arc<R>,
        group: &RowGroupMetaData,
        leaf: usize,
        may_lack: bool,
    ) -> Result<Option<Self>> {
        let description = group.schema_descr().column(leaf);
        let rows = usize::try_from(group.num_rows()).unwrap_or(0);
        let is_text = description.physical_type() == Type::BYTE_ARRAY && description.max_rep_level() == 0;
        let Some(chunk) = group.columns().get(leaf).filter(|_| is_text && description.max_def_level() < 2)
        else {
            return Ok(None);
        };
        let pages = guard::held(|| Pages::open(source, chunk, rows))?;
        Ok(Some(Coded {
            pages,
            is_optional: description.max_def_level() > 0,
            may_lack,
            entries: Vec::new(),
            numbers: Vec::new(),
            present: Vec::new(),
            texts: Texts::Entries(Runs::default()),
            rows: 0,
            done: 0,
        }))
    }

    /// Appends the numbers of the next texts, by row: what a text is called is asked once for each entry of a dictionary. False
    /// where they are not written in the usual way, or one is called nothing.
    pub(super) fn read(
        &mut self,
        most: usize,
        of: &mut impl FnMut(&[u8]) -> Option<u32>,
        out: &mut Vec<u32>,
    ) -> Result<bool> {
        let mut wanted = most;
        while wanted > 0 {
            if self.done == self.rows {
                let page = guard::held(|| self.pages.get_next_page())?;
                if !page.is_some_and(|page| self.open_page(page)) {
                    return Ok(false);
                }
                continue;
            }
            let take = wanted.min(self.rows - self.done);
            if self.take(take, of, out).is_none() {
                return Ok(false);
            }
            self.done += take;
            wanted -= take;
        }
        Ok(true)
    }

    fn take(
        &mut self,
        rows: usize,
        of: &mut impl FnMut(&[u8]) -> Option<u32>,
        out: &mut Vec<u32>,
    ) -> Option<()> {
        if self.present.is_empty() {
            return self.take_texts(rows, of, out);
        }
        let present = self.present.get(self.done..self.done + rows)?;
        let is_there: Vec<bool> = present.iter().map(|level| *level == 1).collect();
        let mut texts = Vec::new();
        self.take_texts(is_there.iter().filter(|there| **there).count(), of, &mut texts)?;
        let mut texts = texts.into_iter();
        out.extend(
            is_there.into_iter().map(|there| if there { texts.next() } else { None }.unwrap_or(LACKING)),
        );
        Some(())
    }

    fn take_texts(
        &mut self,
        count: usize,
        of: &mut impl FnMut(&[u8]) -> Option<u32>,
        out: &mut Vec<u32>,
    ) -> Option<()> {
        match &mut self.texts {
            Texts::Entries(runs) => {
                let (entries, numbers) = (&self.entries, &mut self.numbers);
                let mut number = |entry: u32| {
                    let known = numbers.get_mut(entry as usize)?;
                    if known.is_none() {
                        *known = Some(of(entries.get(entry as usize)?)?);
                    }
                    *known
                };
                runs.take(count, &mut number, out)
            }
            Texts::Plain(rest, last) => {
                for _ in 0..count {
                    let text = next_text(rest)?;
                    let same = last.as_ref().filter(|(before, _)| *before == text).map(|(_, number)| *number);
                    let number = match same {
                        Some(number) => number,
                        None => of(&text)?,
                    };
                    *last = Some((text, number));
                    out.push(number);
                }
                Some(())
            }
        }
    }

    /// Takes a page; false where it is of another kind.
    fn open_page(&mut self, page: Page) -> bool {
        let (buf, count, encoding, levels) = match page {
            Page::DictionaryPage { buf, num_values, .. } => return self.open_dictionary(&buf, num_values),
            Page::DataPage { buf, num_values, encoding, .. } => {
                let levels = if self.is_optional { first_levels(&buf) } else { Some((Bytes::new(), 0)) };
                (buf, num_values, encoding, levels)
            }
            Page::DataPageV2 {
                buf,
                num_values,
                encoding,
                num_nulls,
                def_levels_byte_len,
                rep_levels_byte_len,
                ..
            } => {
                let (start, length) = (rep_levels_byte_len as usize, def_levels_byte_len as usize);
                let end = start.saturating_add(length);
                let levels = buf.get(start..end).map(|levels| buf.slice_ref(levels));
                let levels = if num_nulls == 0 { Some(Bytes::new()) } else { levels };
                (buf, num_values, encoding, levels.map(|levels| (levels, end)))
            }
        };
        let Some((levels, start)) = levels.filter(|(_, start)| *start <= buf.len()) else { return false };
        let Some(there) = self.open_levels(levels, count as usize) else { return false };
        (self.rows, self.done) = (count as usize, 0);
        self.open_texts(&buf.slice(start..), encoding, there)
    }

    /// Takes the levels of a page, which tell the rows that have a text: how many do.
    fn open_levels(&mut self, levels: Bytes, count: usize) -> Option<usize> {
        self.present.clear();
        if levels.is_empty() {
            return Some(count);
        }
        let mut levels = Runs { data: levels, width: 1, ..Runs::default() };
        levels.take(count, &mut Some, &mut self.present)?;
        let there = self.present.iter().filter(|level| **level == 1).count();
        if there == count {
            self.present.clear();
        }
        (there == count || self.may_lack).then_some(there)
    }

    fn open_texts(&mut self, buf: &Bytes, encoding: Encoding, there: usize) -> bool {
        match encoding {
            Encoding::PLAIN => self.texts = Texts::Plain(buf.clone(), None),
            _ if there == 0 => self.texts = Texts::Entries(Runs::default()),
            // The older name of the encoding means the same on such a page.
            Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY => {
                let width = buf.first().copied().unwrap_or(u8::MAX);
                let data = buf.slice(1.min(buf.len())..);
                self.texts = Texts::Entries(Runs { data, width: u32::from(width), ..Runs::default() });
                return width <= 32;
            }
            _ => return false,
        }
        true
    }

    fn open_dictionary(&mut self, buf: &Bytes, count: u32) -> bool {
        self.entries.clear();
        let mut rest = buf.clone();
        for _ in 0..count {
            let Some(text) = next_text(&mut rest) else { return false };
            self.entries.push(text);
        }
        self.numbers = vec![None; self.entries.len()];
        true
    }
}

/// Takes a text off the front of others: its length in four bytes, and itself.
fn next_text(rest: &mut Bytes) -> Option<Bytes> {
    let length = u32::from_le_bytes(*rest.first_chunk::<4>()?) as usize;
    if rest.len() - 4 < length {
        return None;
    }
    let text = rest.slice(4..4 + length);
    *rest = rest.slice(4 + length..);
    Some(text)
}

/// The levels of a page of the first version, and where its texts begin.
fn first_levels(buf: &Bytes) -> Option<(Bytes, usize)> {
    let length = u32::from_le_bytes(*buf.first_chunk::<4>()?) as usize;
    let end = length.checked_add(4)?;
    buf.get(4..end).map(|levels| (buf.slice_ref(levels), end))
}

/// Numbers in runs.
#[derive(Debug, Default)]
struct Runs {
    data: Bytes,
    /// Bits of a number.
    width: u32,
    /// Where the next run begins.
    at: usize,
    run: Run,
}

#[derive(Debug, Default)]
enum Run {
    #[default]
    Over,
    /// So many times the same.
    Same(u32, usize),
    /// So many packed from a bit on.
    Packed(usize, usize),
}

impl Runs {
    /// Appends what the next numbers stand for; `None` where they end, or one stands for nothing.
    fn take(
        &mut self,
        most: usize,
        of: &mut impl FnMut(u32) -> Option<u32>,
        out: &mut Vec<u32>,
    ) -> Option<()> {
        let mut wanted = most;
        while wanted > 0 {
            match self.run {
                Run::Over | Run::Same(_, 0) | Run::Packed(_, 0) => self.next_run()?,
                Run::Same(number, left) => {
                    let take = wanted.min(left);
                    out.resize(out.len() + take, of(number)?);
                    self.run = Run::Same(number, left - take);
                    wanted -= take;
                }
                Run::Packed(bit, left) => {
                    let take = wanted.min(left);
                    for place in 0..take {
                        out.push(of(self.packed(bit + place * self.width as usize)?)?);
                    }
                    self.run = Run::Packed(bit + take * self.width as usize, left - take);
                    wanted -= take;
                }
            }
        }
        Some(())
    }

    fn next_run(&mut self) -> Option<()> {
        let mut header = 0_usize;
        for shift in (0..35).step_by(7) {
            let byte = *self.data.get(self.at)?;
            self.at += 1;
            header |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        if header & 1 == 0 {
            let bytes = (self.width as usize).div_ceil(8);
            let told = self.data.get(self.at..self.at.checked_add(bytes)?)?;
            let number = told.iter().rev().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
            self.at += bytes;
            self.run = Run::Same(number, header >> 1);
        } else {
            let count = (header >> 1).checked_mul(8)?;
            self.run = Run::Packed(self.at.checked_mul(8)?, count);
            self.at = self.at.checked_add((header >> 1).checked_mul(self.width as usize)?)?;
        }
        // A run of nothing would never end.
        (header > 1).then_some(())
    }

    /// The number that begins at a bit.
    fn packed(&self, bit: usize) -> Option<u32> {
        let (byte, shift) = (bit / 8, bit % 8);
        let told = self.data.get(byte..)?;
        let bytes = told.first_chunk::<8>().copied().unwrap_or_else(|| {
            let mut bytes = [0; 8];
            bytes.iter_mut().zip(told).for_each(|(byte, told)| *byte = *told);
            bytes
        });
        let is_there = (shift + self.width as usize).div_ceil(8) <= told.len();
        let number = u64::from_le_bytes(bytes) >> shift & ((1 << self.width) - 1);
        u32::try_from(number).ok().filter(|_| is_there)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(data: &[u8], width: u32, most: usize) -> Option<Vec<u32>> {
        let mut runs = Runs { data: Bytes::copy_from_slice(data), width, ..Runs::default() };
        let mut out = Vec::new();
        // In parts, so that runs are cut.
        let mut left = most;
        while left > 0 {
            let take = left.min(3);
            runs.take(take, &mut Some, &mut out)?;
            left -= take;
        }
        Some(out)
    }

    #[test]
    fn runs_and_packed_numbers_are_read_as_the_specification_shows_them() {
        // The example of the specification: 0 to 7 in three bits each, packed from the lowest bit.
        assert_eq!(
            taken(&[0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010], 3, 8).unwrap(),
            [0, 1, 2, 3, 4, 5, 6, 7]
        );
        assert_eq!(taken(&[10, 7, 4, 9], 4, 7).unwrap(), [7, 7, 7, 7, 7, 9, 9]);
        assert_eq!(taken(&[0xC8, 0x01, 0x34, 0x12], 13, 100).unwrap(), vec![0x1234; 100]);
        assert_eq!(taken(&[6], 0, 3).unwrap(), [0, 0, 0], "one entry needs no bits");
    }

    #[test]
    fn what_ends_too_early_is_none() {
        assert_eq!(taken(&[0b11, 0b1000_1000], 3, 8), None);
        assert_eq!(taken(&[10, 7], 4, 6), None);
        assert_eq!(taken(&[0, 0, 1], 4, 1), None, "a run of nothing");
        assert_eq!(taken(&[0xFF, 0xFF, 0xFF, 0xFF, 0xFF], 32, 9), None);
    }
}
