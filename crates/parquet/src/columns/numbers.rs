//! Columns of numbers without holes, decoded as they are and turned into whole units all at once.

use std::sync::Arc;

use armistice_facts::Instant;
use parquet::basic::Type;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{DataType, DoubleType, FloatType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::ChunkReader;

use super::deltas::{Deltas, Whole, are_deltas};
use crate::guard;
use crate::layout::Scale;
use crate::moment::{Clock, Unit};
use crate::pages::Pages;

/// The greatest number below one half: a number that is moved by so much away from nothing and then cut off is
/// rounded as [`f64::round`] does it.
const HALF: f64 = 0.499_999_999_999_999_94;

/// A column of numbers, and the values that were read last.
pub(super) struct Numbers {
    reader: Reader,
    is_optional: bool,
    levels: Vec<i16>,
    /// The level of a row that has a value.
    deepest: i16,
}

/// Which rows have no value.
struct Holes<'n> {
    /// By row; empty where all rows have one.
    levels: &'n [i16],
    deepest: i16,
}

enum Reader {
    I32(Integers<Int32Type>, Vec<i32>),
    I64(Integers<Int64Type>, Vec<i64>),
    F32(ColumnReaderImpl<FloatType>, Vec<f32>),
    F64(ColumnReaderImpl<DoubleType>, Vec<f64>),
}

/// Whole numbers, in whatever way they are written.
enum Integers<T: DataType> {
    /// As differences.
    Deltas(Box<Deltas<T::T>>),
    /// In any way that the library reads.
    Any(Box<ColumnReaderImpl<T>>),
}

impl Reader {
    /// The library's reader of numbers; `None` if it is of something else.
    fn of(reader: ColumnReader) -> Option<Reader> {
        match reader {
            ColumnReader::Int32ColumnReader(reader) => {
                Some(Reader::I32(Integers::Any(Box::new(reader)), Vec::new()))
            }
            ColumnReader::Int64ColumnReader(reader) => {
                Some(Reader::I64(Integers::Any(Box::new(reader)), Vec::new()))
            }
            ColumnReader::FloatColumnReader(reader) => Some(Reader::F32(reader, Vec::new())),
            ColumnReader::DoubleColumnReader(reader) => Some(Reader::F64(reader, Vec::new())),
            _ => None,
        }
    }
}

impl<T: DataType<T: Whole>> Integers<T> {
    /// Rows and values that were read.
    fn batch(
        &mut self,
        most: usize,
        levels: Option<&mut Vec<i16>>,
        values: &mut Vec<T::T>,
    ) -> Result<(usize, usize)> {
        match self {
            Integers::Any(reader) => guard::held(|| batch(reader, most, levels, values)),
            Integers::Deltas(deltas) => {
                let count = if deltas.read(most, values)? { most } else { 0 };
                Ok((count, count))
            }
        }
    }
}

impl Numbers {
    /// Ready to read a leaf column of a row group; `None` if it holds no numbers.
    pub(super) fn open<R: ChunkReader + 'static>(
        source: &Arc<R>,
        group: &RowGroupMetaData,
        leaf: usize,
    ) -> Result<Option<Numbers>> {
        let rows = usize::try_from(group.num_rows()).unwrap_or(0);
        let description = group.schema_descr().column(leaf);
        let deepest = description.max_def_level();
        let reader = guard::held(|| {
            let chunk = group
                .columns()
                .get(leaf)
                .ok_or_else(|| ParquetError::General("a column is missing".to_owned()))?;
            let pages = Box::new(Pages::open(source, chunk, rows)?);
            Ok(match description.physical_type() {
                Type::INT32 if are_deltas(chunk) => {
                    Some(Reader::I32(Integers::Deltas(Box::new(Deltas::new(pages))), Vec::new()))
                }
                Type::INT64 if are_deltas(chunk) => {
                    Some(Reader::I64(Integers::Deltas(Box::new(Deltas::new(pages))), Vec::new()))
                }
                _ => Reader::of(get_column_reader(description, pages)),
            })
        })?;
        Ok(reader.map(|reader| Numbers { reader, is_optional: deepest > 0, levels: Vec::new(), deepest }))
    }

    /// Reads the values of the next rows; false if there are not so many, or some rows have none.
    pub(super) fn read(&mut self, most: usize) -> Result<bool> {
        let (rows, values) = self.decode(most)?;
        Ok(rows == most && values == most)
    }

    /// Reads the values of the next rows, of which some may have none; false if there are not so many rows.
    pub(super) fn read_some(&mut self, most: usize) -> Result<bool> {
        Ok(self.decode(most)?.0 == most)
    }

    /// Rows and values that were read.
    fn decode(&mut self, most: usize) -> Result<(usize, usize)> {
        self.levels.clear();
        let levels = self.is_optional.then_some(&mut self.levels);
        match &mut self.reader {
            Reader::I32(reader, values) => reader.batch(most, levels, values),
            Reader::I64(reader, values) => reader.batch(most, levels, values),
            Reader::F32(reader, values) => guard::held(|| batch(reader, most, levels, values)),
            Reader::F64(reader, values) => guard::held(|| batch(reader, most, levels, values)),
        }
    }

    /// Hands on the values, if they are whole numbers; false if they are not.
    pub(super) fn whole(&self, take: &mut impl FnMut(i64)) -> bool {
        match &self.reader {
            Reader::I32(_, values) => values.iter().for_each(|value| take(i64::from(*value))),
            Reader::I64(_, values) => values.iter().for_each(|value| take(*value)),
            Reader::F32(..) | Reader::F64(..) => return false,
        }
        true
    }

    /// Puts the values as whole units, none where a row has none, in the place of others, and nothing at all where no row has one;
    /// false if one is no number, out of range, or below a bound. As [`crate::layout`] reads them one by one.
    pub(super) fn units(&mut self, scale: Scale, least: i64, out: &mut Vec<Option<i64>>) -> bool {
        out.clear();
        let Numbers { reader, levels, deepest, .. } = self;
        let holes = Holes { levels, deepest: *deepest };
        match (reader, scale) {
            (Reader::I32(_, values), Scale::Same) => {
                holes.spread(values, |value| within(i64::from(value), least), out)
            }
            (Reader::I64(_, values), Scale::Same) => holes.spread(values, |value| within(value, least), out),
            (Reader::I32(_, values), Scale::Times(factor)) => {
                holes.spread(values, |value| product(f64::from(value), factor, least), out)
            }
            #[expect(
                clippy::cast_precision_loss,
                reason = "what is out of range is refused, whatever its last digits"
            )]
            (Reader::I64(_, values), Scale::Times(factor)) => {
                holes.spread(values, |value| product(value as f64, factor, least), out)
            }
            (Reader::F32(_, values), Scale::Times(factor)) => {
                holes.spread(values, |value| product(f64::from(value), factor, least), out)
            }
            (Reader::F64(_, values), Scale::Times(factor)) => {
                holes.spread(values, |value| product(value, factor, least), out)
            }
            (Reader::F32(..) | Reader::F64(..), Scale::Same) => false,
        }
    }

    /// Puts the values as ten-millionths of a degree within a bound in degrees in the place of others; false if one is not.
    pub(super) fn degrees(&mut self, scale: Scale, bound: f64, out: &mut Vec<i32>) -> bool {
        out.clear();
        match (&mut self.reader, scale) {
            (Reader::I32(_, values), Scale::Same) => {
                std::mem::swap(values, out);
                are_within(out, whole(bound))
            }
            (Reader::I64(_, values), Scale::Same) => {
                out.extend(values.iter().map(|value| i32::try_from(*value).unwrap_or(i32::MIN)));
                are_within(out, whole(bound))
            }
            (Reader::F64(_, values), Scale::Times(factor)) => {
                rounded(values.iter().copied(), factor, bound * 1e7, out)
            }
            (Reader::F32(_, values), Scale::Times(factor)) => {
                rounded(values.iter().copied().map(f64::from), factor, bound * 1e7, out)
            }
            _ => false,
        }
    }

    /// Puts the values as milliseconds of an instant in the place of others; false if one is none.
    pub(super) fn millis(&mut self, clock: &Clock, out: &mut Vec<i64>) -> bool {
        out.clear();
        let Reader::I64(_, values) = &mut self.reader else { return false };
        let (unit, ahead) = match clock {
            Clock::Count(unit) => (*unit, 0),
            Clock::Local(unit, ahead) => (*unit, *ahead),
            Clock::Unmarked => match one_unit(values) {
                Some(unit) => (unit, 0),
                None => return false,
            },
            Clock::Text(_) => return false,
        };
        // A thousand times a second must not wrap round.
        if unit == Unit::Seconds && !values.iter().all(|count| count.unsigned_abs() < 1 << 53) {
            return false;
        }
        match unit {
            Unit::Seconds => out.extend(values.iter().map(|count| count * 1000)),
            Unit::Millis => std::mem::swap(values, out),
            Unit::Micros => out.extend(values.iter().map(|count| count.div_euclid(1000))),
            Unit::Nanos => out.extend(values.iter().map(|count| count.div_euclid(1_000_000))),
        }
        if ahead != 0 {
            out.iter_mut().for_each(|millis| *millis = millis.saturating_sub(ahead));
        }
        are_instants(out)
    }
}

/// Whether all are instants. Those of the first 4,400 years from 1970 on are told by the bits above them, many in one step.
fn are_instants(millis: &[i64]) -> bool {
    let above = millis.iter().fold(0, |bits, millis| bits | millis.cast_unsigned() >> 47);
    above == 0 || millis.iter().all(|millis| Instant::from_millis(*millis).is_ok())
}

/// Whether all are within a bound. The signs of differences of halves tell, many in one step, of all but what is at the very bound.
fn are_within(values: &[i32], bound: i32) -> bool {
    let half = bound / 2 - 1;
    let signs = values.iter().map(|value| value >> 1);
    let signs = signs.fold(0, |signs, value| signs | half.wrapping_sub(value) | half.wrapping_add(value));
    signs >= 0 || values.iter().all(|value| value.unsigned_abs() <= bound.unsigned_abs())
}

/// The unit of counts, if all are surely of one.
fn one_unit(counts: &[i64]) -> Option<Unit> {
    let (least, greatest) = (counts.iter().min()?, counts.iter().max()?);
    Unit::by_size(*least).filter(|unit| *least > 0 && Some(*unit) == Unit::by_size(*greatest))
}

fn batch<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    most: usize,
    levels: Option<&mut Vec<i16>>,
    values: &mut Vec<T::T>,
) -> Result<(usize, usize)> {
    values.clear();
    let (rows, ..) = reader.read_records(most, levels, None, values)?;
    Ok((rows, values.len()))
}

impl Holes<'_> {
    /// Puts what values come to into their rows, and nothing at all where no row has a value; false if one comes to an error.
    fn spread<T: Copy>(
        &self,
        values: &[T],
        of: impl Fn(T) -> std::result::Result<Option<i64>, Strange>,
        out: &mut Vec<Option<i64>>,
    ) -> bool {
        let mut are_good = true;
        let mut of = |value: T| {
            of(value).unwrap_or_else(|Strange| {
                are_good = false;
                None
            })
        };
        if self.levels.is_empty() || self.levels.len() == values.len() {
            out.extend(values.iter().map(|value| of(*value)));
        } else if !values.is_empty() {
            let mut values = values.iter();
            let mut next = |level: &i16| if *level == self.deepest { values.next() } else { None };
            out.extend(self.levels.iter().map(|level| next(level).and_then(|value| of(*value))));
        }
        are_good
    }
}

/// A value that is refused: why, is told where its row is read alone.
struct Strange;

/// A whole number within the range of those that are kept.
fn within(value: i64, least: i64) -> std::result::Result<Option<i64>, Strange> {
    let is_good = value >= least && value.unsigned_abs() <= u64::from(u32::MAX);
    if is_good { Ok(Some(value)) } else { Err(Strange) }
}

/// A product, rounded; a table with holes writes what is no number there.
fn product(value: f64, factor: f64, least: i64) -> std::result::Result<Option<i64>, Strange> {
    if value.is_nan() {
        return Ok(None);
    }
    let scaled = (value * factor).round();
    if scaled.abs() > f64::from(u32::MAX) || !value.is_finite() {
        return Err(Strange);
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded by a 32-bit number just above")]
    let whole = scaled as i64;
    if whole >= least { Ok(Some(whole)) } else { Err(Strange) }
}

#[expect(clippy::cast_possible_truncation, reason = "90 or 180 degrees")]
fn whole(bound: f64) -> i32 {
    (bound * 1e7) as i32
}

/// Appends products, rounded to whole numbers; false if one is beyond a bound, or no number.
#[expect(clippy::cast_possible_truncation, reason = "what is out of range is not used")]
fn rounded(values: impl Iterator<Item = f64>, factor: f64, bound: f64, out: &mut Vec<i32>) -> bool {
    let mut are_within = true;
    out.extend(values.map(|value| {
        let scaled = value * factor;
        are_within &= scaled.abs() <= bound;
        (scaled + HALF.copysign(scaled)) as i32
    }));
    are_within
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn products_are_rounded_as_they_are_one_by_one(whole in -1_800_000_000..1_800_000_000_i32, part in prop_oneof![Just(0.5), Just(0.499_999_999_999_999_94), -1.0..1.0_f64]) {
            let value = f64::from(whole) + part;
            let mut out = Vec::new();
            prop_assert!(rounded([value].into_iter(), 1.0, 1.9e9, &mut out));
            prop_assert_eq!(f64::from(out[0]).to_bits(), (value.round() + 0.0).to_bits());
        }
    }

    #[test]
    fn bounds_are_kept_to_the_last_place() {
        for bound in [900_000_000, 1_800_000_000] {
            for value in [0, 1, bound - 3, bound - 2, bound - 1, bound] {
                assert!(are_within(&[value, -value], bound), "{value}");
            }
            for value in [bound + 1, -bound - 1, i32::MAX, i32::MIN] {
                assert!(!are_within(&[0, value], bound), "{value}");
            }
        }
        assert!(
            are_instants(&[0, 1 << 47, -1]) && !are_instants(&[0, 1 << 60]) && !are_instants(&[i64::MIN])
        );
    }

    #[test]
    fn what_is_no_number_is_not_within() {
        for off in [f64::NAN, f64::INFINITY, -91.0] {
            assert!(!rounded([1.0, off, 2.0].into_iter(), 1e7, 9e8, &mut Vec::new()));
        }
    }
}
