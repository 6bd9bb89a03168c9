//! What more a row tells than which object was where and when: the error of its position, its height and its speed.

use armistice_facts::{Height, HeightDatum};
use parquet::errors::Result;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::ChunkReader;

use super::Batch;
use super::coded::{Coded, LACKING};
use super::numbers::Numbers;
use crate::column::Value;
use crate::layout::{Datum, Error, Scale, datum};
use crate::table::Table;

/// The columns of a group that tell it.
pub(super) struct More<R: ChunkReader> {
    error: Errors,
    height: Option<Heights<R>>,
    speed: Option<(Numbers, Scale)>,
    /// Values of the batch, by row.
    values: Vec<Option<i64>>,
}

enum Errors {
    All(u32),
    Column(Box<Numbers>),
}

struct Heights<R: ChunkReader> {
    column: (Numbers, Scale),
    datum: Data<R>,
    /// Data of the batch, by row, as they are numbered in [`DATA`].
    data: Vec<u32>,
}

enum Data<R: ChunkReader> {
    All(HeightDatum),
    Column(Box<Coded<R>>),
}

const DATA: [HeightDatum; 4] =
    [HeightDatum::Amsl, HeightDatum::Agl, HeightDatum::Barometric, HeightDatum::Ellipsoid];

impl<R: ChunkReader + 'static> More<R> {
    /// Ready to read a group; `None` where a column is not of a usual kind.
    pub(super) fn open(table: &Table<R>, group: &RowGroupMetaData) -> Result<Option<Self>> {
        let layout = &table.layout;
        let numbers = |leaf: usize| Numbers::open(&table.source, group, leaf);
        let error = match layout.error {
            Error::All(metres) => Errors::All(metres),
            Error::Column(leaf) => match numbers(leaf)? {
                Some(column) => Errors::Column(Box::new(column)),
                None => return Ok(None),
            },
        };
        let height = match layout.height {
            None => None,
            Some((leaf, scale, of)) => match (numbers(leaf)?, Data::open(table, group, of)?) {
                (Some(column), Some(datum)) => {
                    Some(Heights { column: (column, scale), datum, data: Vec::new() })
                }
                _ => return Ok(None),
            },
        };
        let speed = match layout.speed {
            None => None,
            Some((leaf, scale)) => match numbers(leaf)? {
                Some(column) => Some((column, scale)),
                None => return Ok(None),
            },
        };
        Ok(Some(More { error, height, speed, values: Vec::new() }))
    }

    /// Reads so many rows into a batch; false where something is not as usual.
    pub(super) fn read(&mut self, most: usize, batch: &mut Batch) -> Result<bool> {
        let More { error, height, speed, values } = self;
        let is_read = match error {
            Errors::All(0) => true,
            Errors::All(metres) => {
                batch.error_metres.resize(most, *metres);
                true
            }
            Errors::Column(column) => {
                column.read_some(most)? && column.units(Scale::Times(1.0), 0, values) && {
                    batch.error_metres.extend(values.iter().map(|metres| small(metres.unwrap_or(0))));
                    true
                }
            }
        };
        if !is_read {
            return Ok(false);
        }
        if let Some(heights) = height
            && !heights.read(most, values, &mut batch.heights)?
        {
            return Ok(false);
        }
        if let Some((column, scale)) = speed {
            if !column.read_some(most)? || !column.units(*scale, 0, values) {
                return Ok(false);
            }
            batch.speeds_mm_s.extend(values.iter().map(|speed| speed.map(small)));
        }
        Ok(true)
    }
}

/// A number that was held between 0 and the greatest of 32 bits.
fn small(value: i64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

impl<R: ChunkReader + 'static> Data<R> {
    fn open(table: &Table<R>, group: &RowGroupMetaData, of: Datum) -> Result<Option<Self>> {
        Ok(match of {
            Datum::All(datum) => Some(Data::All(datum)),
            Datum::Column(leaf) => {
                Coded::open(&table.source, group, leaf, true)?.map(|column| Data::Column(Box::new(column)))
            }
        })
    }
}

impl<R: ChunkReader + 'static> Heights<R> {
    /// Puts heights into rows, and nothing at all where no row has one.
    fn read(
        &mut self,
        most: usize,
        values: &mut Vec<Option<i64>>,
        out: &mut Vec<Option<Height>>,
    ) -> Result<bool> {
        let (column, scale) = &mut self.column;
        if !column.read_some(most)? || !column.units(*scale, i64::MIN, values) {
            return Ok(false);
        }
        self.data.clear();
        match &mut self.datum {
            Data::All(datum) => {
                out.extend(
                    values.iter().map(|value| value.map(|millimetres| Height { millimetres, datum: *datum })),
                );
                Ok(true)
            }
            Data::Column(column) => {
                if !column.read(most, &mut number, &mut self.data)? {
                    return Ok(false);
                }
                let mut are_told = true;
                let mut height = |value: Option<i64>, number: u32| {
                    let millimetres = value?;
                    let datum = DATA.get(number as usize);
                    are_told &= datum.is_some();
                    datum.map(|datum| Height { millimetres, datum: *datum })
                };
                out.extend(values.iter().zip(&self.data).map(|(value, number)| height(*value, *number)));
                Ok(are_told)
            }
        }
    }
}

/// The number of a datum by its name; one that is none is told only where a row has a height.
fn number(text: &[u8]) -> Option<u32> {
    let found = datum(&Value::Bytes(text.to_vec().into())).ok();
    let place = DATA.iter().position(|datum| Some(*datum) == found);
    Some(place.and_then(|place| u32::try_from(place).ok()).unwrap_or(LACKING))
}
