//! Which object a row is of, by number: told by the dictionary of the file without a look at the text of each row.
//!
//! A column of few different values is written as a dictionary and, page by page, the numbers of entries, in runs of one
//! number or packed to as many bits as it takes (Parquet, "Encodings": RLE / bit-packing hybrid).

use std::collections::BTreeMap;
use std::sync::Arc;

use armistice_feeds::tracks;
use bytes::Bytes;
use parquet::basic::Encoding;
use parquet::column::page::{Page, PageReader};
use parquet::errors::Result;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::ChunkReader;

use crate::guard;
use crate::layout::Object;
use crate::pages::Pages;

/// Identifiers, numbered as they first come.
#[derive(Debug, Default, Clone)]
pub struct Names {
    numbers: BTreeMap<String, u32>,
    all: Vec<String>,
}

impl Names {
    /// The identifier of a number.
    #[must_use]
    pub fn of(&self, number: u32) -> Option<&str> {
        self.all.get(number as usize).map(String::as_str)
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.all.len()
    }

    pub(super) fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.numbers.insert(name.to_owned(), number);
        self.all.push(name.to_owned());
        number
    }
}

/// The objects of a group.
pub(super) enum Objects<R: ChunkReader> {
    /// One for all rows.
    Named(String),
    /// A column with a dictionary.
    Coded(Box<Coded<R>>),
}

/// A column with a dictionary, page by page.
pub(super) struct Coded<R: ChunkReader> {
    pages: Pages<R>,
    is_optional: bool,
    entries: Vec<Bytes>,
    /// The number of each entry that has come.
    numbers: Vec<Option<u32>>,
    runs: Runs,
    /// Rows of the page that were not handed out.
    left: usize,
}

impl<R: ChunkReader + 'static> Objects<R> {
    /// Ready to tell the objects of a group; `None` where they are not told in the usual way.
    pub(super) fn open(source: &Arc<R>, group: &RowGroupMetaData, object: &Object) -> Result<Option<Self>> {
        let leaf = match object {
            Object::Named(name) => return Ok(Some(Objects::Named(name.clone()))),
            Object::Column(leaf) => *leaf,
        };
        let description = group.schema_descr().column(leaf);
        let rows = usize::try_from(group.num_rows()).unwrap_or(0);
        let is_text = description.physical_type() == parquet::basic::Type::BYTE_ARRAY;
        let Some(chunk) = group.columns().get(leaf).filter(|_| is_text && description.max_def_level() < 2)
        else {
            return Ok(None);
        };
        let pages = guard::held(|| Pages::open(source, chunk, rows))?;
        Ok(Some(Objects::Coded(Box::new(Coded {
            pages,
            is_optional: description.max_def_level() > 0,
            entries: Vec::new(),
            numbers: Vec::new(),
            runs: Runs::default(),
            left: 0,
        }))))
    }

    /// Appends the numbers of the next objects; false where they are not told in the usual way.
    pub(super) fn read(&mut self, most: usize, names: &mut Names, out: &mut Vec<u32>) -> Result<bool> {
        match self {
            Objects::Named(name) => {
                out.resize(out.len() + most, names.number(name));
                Ok(true)
            }
            Objects::Coded(coded) => coded.read(most, names, out),
        }
    }
}

impl<R: ChunkReader + 'static> Coded<R> {
    fn read(&mut self, most: usize, names: &mut Names, out: &mut Vec<u32>) -> Result<bool> {
        let mut wanted = most;
        while wanted > 0 {
            if self.left == 0 {
                let page = guard::held(|| self.pages.get_next_page())?;
                if !page.is_some_and(|page| self.open_page(page)) {
                    return Ok(false);
                }
                continue;
            }
            let take = wanted.min(self.left);
            let (entries, numbers) = (&self.entries, &mut self.numbers);
            let mut number = |entry: u32| {
                let known = numbers.get_mut(entry as usize)?;
                if known.is_none() {
                    let text = std::str::from_utf8(entries.get(entry as usize)?).ok()?;
                    *known = Some(names.number(&tracks::object(text).ok()?));
                }
                *known
            };
            if self.runs.take(take, &mut number, out).is_none() {
                return Ok(false);
            }
            self.left -= take;
            wanted -= take;
        }
        Ok(true)
    }

    /// Takes a page; false where it is of another kind.
    fn open_page(&mut self, page: Page) -> bool {
        let (buf, count, encoding, levels) = match page {
            Page::DictionaryPage { buf, num_values, .. } => return self.open_dictionary(&buf, num_values),
            Page::DataPage { buf, num_values, encoding, .. } => {
                let levels =
                    if self.is_optional { levels_without_holes(&buf, num_values as usize) } else { Some(0) };
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
                let levels = def_levels_byte_len.saturating_add(rep_levels_byte_len) as usize;
                (buf, num_values, encoding, (num_nulls == 0).then_some(levels))
            }
        };
        // The older name of the encoding means the same on such a page.
        let is_coded = matches!(encoding, Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY);
        let Some(levels) = levels.filter(|levels| is_coded && *levels < buf.len()) else { return false };
        let width = buf.get(levels).copied().unwrap_or(u8::MAX);
        self.runs = Runs { data: buf.slice(levels + 1..), width: u32::from(width), ..Runs::default() };
        self.left = count as usize;
        width <= 32
    }

    fn open_dictionary(&mut self, buf: &Bytes, count: u32) -> bool {
        self.entries.clear();
        let mut rest = buf.clone();
        for _ in 0..count {
            let Some(length) = rest.first_chunk::<4>().map(|length| u32::from_le_bytes(*length) as usize)
            else {
                return false;
            };
            if rest.len() - 4 < length {
                return false;
            }
            self.entries.push(rest.slice(4..4 + length));
            rest = rest.slice(4 + length..);
        }
        self.numbers = vec![None; self.entries.len()];
        true
    }
}

/// How many bytes the levels of a page of the first version take, if they tell that no value is missing.
fn levels_without_holes(buf: &Bytes, count: usize) -> Option<usize> {
    let length = u32::from_le_bytes(*buf.first_chunk::<4>()?) as usize;
    let mut levels =
        Runs { data: buf.get(4..4 + length).map(|part| buf.slice_ref(part))?, width: 1, ..Runs::default() };
    let mut seen = Vec::new();
    levels.take(count, &mut |level| (level == 1).then_some(level), &mut seen)?;
    Some(4 + length)
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

    #[test]
    fn names_are_numbered_as_they_come() {
        let mut names = Names::default();
        assert_eq!([names.number("b"), names.number("a"), names.number("b")], [0, 1, 0]);
        assert_eq!((names.of(1), names.of(2), names.count()), (Some("a"), None, 2));
    }
}
