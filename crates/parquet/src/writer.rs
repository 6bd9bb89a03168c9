//! The house's own layout, which is the fastest to read: rows sorted by object and time, whole numbers, differences packed.
//!
//! | column | Parquet | holds |
//! |---|---|---|
//! | `object` | text, dictionary | the identifier |
//! | `time` | 64 bits, milliseconds of UTC, `DELTA_BINARY_PACKED` | the instant |
//! | `lat_e7`, `lon_e7` | 32 bits, `DELTA_BINARY_PACKED` | ten-millionths of a degree on WGS 84 |
//! | `error_m` | 32 bits, dictionary | bound of the error in metres; 0 where none is stated |
//! | `height_mm`, `height_datum` | 64 bits and text, null where unknown | height, and what it is measured from |
//! | `speed_mm_s` | 64 bits, null where unknown | speed over the ground |
//!
//! Each row group tells the least and greatest object, time, latitude and longitude, so that one far from every zone need
//! not be read.

use std::io::Write;
use std::sync::Arc;

use armistice_facts::{Fix, HeightDatum, Instant};
use parquet::basic::{Encoding, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::{KeyValue, SortingColumn};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{ColumnPath, Type, TypePtr};

pub(crate) const OBJECT: &str = "object";
pub(crate) const TIME: &str = "time";
pub(crate) const LAT: &str = "lat_e7";
pub(crate) const LON: &str = "lon_e7";
pub(crate) const ERROR: &str = "error_m";
pub(crate) const HEIGHT: &str = "height_mm";
pub(crate) const DATUM: &str = "height_datum";
pub(crate) const SPEED: &str = "speed_mm_s";

/// Rows of a group: some objects, so that its box is small, and enough for the packing to pay.
const GROUP_ROWS: usize = 1 << 16;
/// The key under which the file names its layout.
pub(crate) const LAYOUT_KEY: &str = "armistice.tracks";
/// The layout above, rows sorted.
pub(crate) const LAYOUT: &str = "1";

/// Why a file cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriterError {
    /// A fix comes before the last one.
    #[error("row {row}: `{object}` at {time} comes after a later row; sort the rows by object and time")]
    Order {
        /// The row of its source.
        row: u64,
        /// The object.
        object: String,
        /// The time.
        time: Instant,
    },
    /// The system does not take the bytes, or the library refuses the values.
    #[error("cannot write Parquet: {0}")]
    Write(#[from] ParquetError),
}

/// Writes sorted fixes.
pub struct Writer<W: Write + Send> {
    file: SerializedFileWriter<W>,
    last: Option<(String, Instant)>,
    held: Held,
}

/// The columns of a row group.
#[derive(Debug, Default)]
struct Held {
    object: Vec<ByteArray>,
    time: Vec<i64>,
    lat: Vec<i32>,
    lon: Vec<i32>,
    error: Vec<i32>,
    height: Vec<i64>,
    datum: Vec<ByteArray>,
    has_height: Vec<i16>,
    speed: Vec<i64>,
    has_speed: Vec<i16>,
}

impl<W: Write + Send> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// [`WriterError::Write`] where the bytes are not taken.
    pub fn new(out: W) -> Result<Self, WriterError> {
        let file = SerializedFileWriter::new(out, schema()?, Arc::new(properties()))?;
        Ok(Writer { file, last: None, held: Held::default() })
    }

    /// Takes the next fix, which must not come before the last one by object and time.
    ///
    /// # Errors
    /// [`WriterError`] if it does, or the bytes are not taken.
    pub fn push(&mut self, fix: &Fix) -> Result<(), WriterError> {
        let is_same = match &self.last {
            Some((object, time)) if (object.as_str(), *time) > (fix.object.as_str(), fix.time) => {
                let (row, object, time) = (fix.row, fix.object.clone(), fix.time);
                return Err(WriterError::Order { row, object, time });
            }
            Some((object, _)) => *object == fix.object,
            None => false,
        };
        match &mut self.last {
            Some((_, time)) if is_same => *time = fix.time,
            last => *last = Some((fix.object.clone(), fix.time)),
        }
        self.held.push(fix, is_same);
        if self.held.time.len() >= GROUP_ROWS {
            self.flush()?;
        }
        Ok(())
    }

    /// Ends the file; the writer it was written to.
    ///
    /// # Errors
    /// [`WriterError::Write`] where the bytes are not taken.
    pub fn finish(mut self) -> Result<W, WriterError> {
        if !self.held.time.is_empty() {
            self.flush()?;
        }
        Ok(self.file.into_inner()?)
    }

    fn flush(&mut self) -> Result<(), WriterError> {
        let held = std::mem::take(&mut self.held);
        let mut group = self.file.next_row_group()?;
        column::<_, ByteArrayType>(&mut group, &held.object, None)?;
        column::<_, Int64Type>(&mut group, &held.time, None)?;
        column::<_, Int32Type>(&mut group, &held.lat, None)?;
        column::<_, Int32Type>(&mut group, &held.lon, None)?;
        column::<_, Int32Type>(&mut group, &held.error, None)?;
        column::<_, Int64Type>(&mut group, &held.height, Some(&held.has_height))?;
        column::<_, ByteArrayType>(&mut group, &held.datum, Some(&held.has_height))?;
        column::<_, Int64Type>(&mut group, &held.speed, Some(&held.has_speed))?;
        group.close()?;
        Ok(())
    }
}

impl<W: Write + Send> std::fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("last", &self.last).finish_non_exhaustive()
    }
}

impl Held {
    fn push(&mut self, fix: &Fix, is_same: bool) {
        // One copy of the identifier for all rows of an object.
        let same = self.object.last().filter(|_| is_same).cloned();
        self.object.push(same.unwrap_or_else(|| fix.object.as_str().into()));
        self.time.push(fix.time.millis());
        self.lat.push(fix.position.lat_e7());
        self.lon.push(fix.position.lon_e7());
        self.error.push(i32::try_from(fix.error_metres).unwrap_or(i32::MAX));
        self.has_height.push(i16::from(fix.height.is_some()));
        if let Some(height) = fix.height {
            self.height.push(height.millimetres);
            self.datum.push(datum(height.datum).into());
        }
        self.has_speed.push(i16::from(fix.speed_mm_s.is_some()));
        self.speed.extend(fix.speed_mm_s.map(i64::from));
    }
}

fn column<W: Write + Send, T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[T::T],
    levels: Option<&[i16]>,
) -> Result<(), ParquetError> {
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(values, levels, None)?;
        column.close()?;
    }
    Ok(())
}

fn datum(datum: HeightDatum) -> &'static str {
    match datum {
        HeightDatum::Amsl => "amsl",
        HeightDatum::Agl => "agl",
        HeightDatum::Barometric => "barometric",
        HeightDatum::Ellipsoid => "ellipsoid",
    }
}

fn schema() -> Result<TypePtr, ParquetError> {
    let (text, utc) = (Some(LogicalType::String), Some(LogicalType::timestamp(true, TimeUnit::MILLIS)));
    let column = |name: &str, physical, logical: &Option<LogicalType>, repetition| {
        let column = Type::primitive_type_builder(name, physical);
        let column = column.with_repetition(repetition).with_logical_type(logical.clone());
        column.build().map(Arc::new)
    };
    let fields = vec![
        column(OBJECT, Physical::BYTE_ARRAY, &text, Repetition::REQUIRED)?,
        column(TIME, Physical::INT64, &utc, Repetition::REQUIRED)?,
        column(LAT, Physical::INT32, &None, Repetition::REQUIRED)?,
        column(LON, Physical::INT32, &None, Repetition::REQUIRED)?,
        column(ERROR, Physical::INT32, &None, Repetition::REQUIRED)?,
        column(HEIGHT, Physical::INT64, &None, Repetition::OPTIONAL)?,
        column(DATUM, Physical::BYTE_ARRAY, &text, Repetition::OPTIONAL)?,
        column(SPEED, Physical::INT64, &None, Repetition::OPTIONAL)?,
    ];
    Ok(Arc::new(Type::group_type_builder("tracks").with_fields(fields).build()?))
}

fn properties() -> WriterProperties {
    let sorted = |column_idx| SortingColumn { column_idx, descending: false, nulls_first: false };
    let layout = KeyValue::new(LAYOUT_KEY.to_owned(), LAYOUT.to_owned());
    let mut properties = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_2_0)
        .set_created_by("armistice".to_owned())
        .set_key_value_metadata(Some(vec![layout]))
        .set_sorting_columns(Some(vec![sorted(0), sorted(1)]));
    for name in [TIME, LAT, LON, HEIGHT, SPEED] {
        let path = ColumnPath::new(vec![name.to_owned()]);
        properties = properties
            .set_column_dictionary_enabled(path.clone(), false)
            .set_column_encoding(path, Encoding::DELTA_BINARY_PACKED);
    }
    properties.build()
}
