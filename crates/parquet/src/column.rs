//! One column of one row group, value by value.

use std::sync::Arc;

use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray, Int96};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::ChunkReader;

use crate::guard;
use crate::pages::Pages;

/// Nanoseconds of a day.
const DAY_NANOS: i128 = 86_400_000_000_000;
/// The Julian day that began at noon before 1970-01-01: `INT96` counts days from there.
const JULIAN_EPOCH: i128 = 2_440_588;

/// One value of a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// None.
    Null,
    /// A whole number, or the whole part of one with a scale.
    Whole(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text, or bytes.
    Bytes(ByteArray),
    /// Nanoseconds since 1970, of the old time stamps of 12 bytes.
    Nanos(i128),
}

/// Reads a column in batches.
pub(crate) struct Column {
    reader: ColumnReader,
    is_optional: bool,
    levels: Vec<i16>,
    deepest: i16,
}

impl Column {
    /// Ready to read a leaf column of a row group from its start.
    pub(crate) fn open<R: ChunkReader + 'static>(
        source: &Arc<R>,
        group: &RowGroupMetaData,
        leaf: usize,
    ) -> Result<Self> {
        let rows = usize::try_from(group.num_rows()).unwrap_or(0);
        let description = group.schema_descr().column(leaf);
        let deepest = description.max_def_level();
        let reader = guard::held(|| {
            let chunk = group
                .columns()
                .get(leaf)
                .ok_or_else(|| ParquetError::General("a column is missing".to_owned()))?;
            Ok(get_column_reader(description, Box::new(Pages::open(source, chunk, rows)?)))
        })?;
        Ok(Column { reader, is_optional: deepest > 0, levels: Vec::new(), deepest })
    }

    /// The next values, at most so many; fewer only where the column ends.
    pub(crate) fn read(&mut self, most: usize, values: &mut Vec<Value>) -> Result<()> {
        guard::held(|| self.decode(most, values))
    }

    fn decode(&mut self, most: usize, values: &mut Vec<Value>) -> Result<()> {
        values.clear();
        self.levels.clear();
        let levels = self.is_optional.then_some(&mut self.levels);
        match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => {
                batch(reader, most, levels, values, |v| Value::Whole(i64::from(*v)))
            }
            ColumnReader::Int32ColumnReader(reader) => {
                batch(reader, most, levels, values, |v| Value::Whole(i64::from(*v)))
            }
            ColumnReader::Int64ColumnReader(reader) => {
                batch(reader, most, levels, values, |v| Value::Whole(*v))
            }
            ColumnReader::Int96ColumnReader(reader) => {
                batch(reader, most, levels, values, |v| Value::Nanos(nanos(v)))
            }
            ColumnReader::FloatColumnReader(reader) => {
                batch(reader, most, levels, values, |v| Value::Real(f64::from(*v)))
            }
            ColumnReader::DoubleColumnReader(reader) => {
                batch(reader, most, levels, values, |v| Value::Real(*v))
            }
            ColumnReader::ByteArrayColumnReader(reader) => {
                batch(reader, most, levels, values, |v: &ByteArray| Value::Bytes(v.clone()))
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                batch(reader, most, levels, values, |v: &FixedLenByteArray| {
                    Value::Bytes(ByteArray::from(v.clone()))
                })
            }
        }?;
        spread(values, &self.levels, self.deepest, self.is_optional);
        Ok(())
    }
}

fn batch<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    most: usize,
    levels: Option<&mut Vec<i16>>,
    values: &mut Vec<Value>,
    value: impl Fn(&T::T) -> Value,
) -> Result<()> {
    let mut present = Vec::with_capacity(most);
    reader.read_records(most, levels, None, &mut present)?;
    values.extend(present.iter().map(value));
    Ok(())
}

/// Puts the values that are there into the rows that have one.
fn spread(values: &mut Vec<Value>, levels: &[i16], deepest: i16, is_optional: bool) {
    if !is_optional || values.len() == levels.len() {
        return;
    }
    let mut present = std::mem::take(values).into_iter();
    values.extend(levels.iter().map(|level| {
        let value = if *level == deepest { present.next() } else { None };
        value.unwrap_or(Value::Null)
    }));
}

fn nanos(value: &Int96) -> i128 {
    match value.data() {
        [low, high, day] => {
            let of_day = (i128::from(*high) << 32) | i128::from(*low);
            (i128::from(*day) - JULIAN_EPOCH) * DAY_NANOS + of_day
        }
        _ => 0,
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Null => Ok(()),
            Value::Whole(number) => write!(f, "{number}"),
            Value::Real(number) => write!(f, "{number}"),
            Value::Nanos(nanos) => write!(f, "{nanos} ns"),
            Value::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
                Ok(text) if !text.chars().any(char::is_control) => f.write_str(text),
                _ => bytes.data().iter().take(32).try_for_each(|byte| write!(f, "{byte:02x}")),
            },
        }
    }
}
