//! The bytes of a file read again. They may be a stranger's: what is not of the layout is refused, and no more is made of a
//! row group than it may hold.

use std::ops::Range;

use armistice_earth::Position;
use armistice_facts::{Fix, Height, HeightDatum, Instant};

use crate::delta::{take_varint, unpack};
use crate::footer::{self, Group};
use crate::schema::{COLUMNS, Column, Kind};
use crate::text::unpack_texts;
use crate::thrift::Value;
use crate::write::{GROUP_ROWS, datum_name};

/// The longest name of an object, in bytes.
const LONGEST_OBJECT: usize = 1024;

/// Why bytes are no segment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SegmentError {
    /// Not a file, or not of the layout.
    #[error("it is not Parquet in the layout of segments (docs/formats/segment.md)")]
    Layout,
    /// A row group that does not hold what the footer says of it.
    #[error("row group {group}, column `{column}`: it does not hold what the footer says")]
    Column {
        /// The row group, counted from 0.
        group: usize,
        /// The column.
        column: &'static str,
    },
    /// A row that is no position.
    #[error("row group {group}, row {row}: {cause}")]
    Row {
        /// The row group, counted from 0.
        group: usize,
        /// The row in it, counted from 0.
        row: usize,
        /// What is wrong.
        cause: String,
    },
}

/// What a footer says of a row group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// How many rows it has.
    pub rows: u64,
    /// The first and the last object, in the order of their names.
    pub objects: (String, String),
    /// The earliest and the latest time.
    pub times: (Instant, Instant),
}

/// A file whose footer was read.
#[derive(Debug)]
pub struct Segment<'a> {
    file: &'a [u8],
    groups: Vec<Group>,
    footer: usize,
}

impl<'a> Segment<'a> {
    /// Reads the footer. The row groups need not be there: a file of which only some were handed over has noughts in their
    /// place.
    ///
    /// # Errors
    /// [`SegmentError::Layout`] if it is not of the layout.
    pub fn open(file: &'a [u8]) -> Result<Self, SegmentError> {
        let (groups, footer) = footer::read(file).ok_or(SegmentError::Layout)?;
        if groups.iter().any(|group| group.rows > GROUP_ROWS || group.rows == 0) {
            return Err(SegmentError::Layout);
        }
        Ok(Segment { file, groups, footer })
    }

    /// How many rows it says that it has.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.groups.iter().map(|group| group.rows as u64).sum()
    }

    /// How many row groups it has.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups.len()
    }

    /// Where its parts lie: each row group, the first with the four bytes before it, and the footer up to the end. Together
    /// they are the whole file.
    #[must_use]
    pub fn parts(&self) -> Vec<Range<usize>> {
        let ends = self.groups.iter().map(|group| group.place().end).chain([self.file.len()]);
        let mut start = 0;
        ends.map(|end| std::mem::replace(&mut start, end)..end).collect()
    }

    /// What the footer says of a row group; nothing if there is no such group, or it does not say.
    #[must_use]
    pub fn about(&self, group: usize) -> Option<About> {
        let group = self.groups.get(group)?;
        let extremes = |column: usize| group.extremes.get(column)?.clone();
        let (first, last) = extremes(0)?;
        let (earliest, latest) = extremes(1)?;
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).ok();
        let instant =
            |bytes: Vec<u8>| Some(Instant::EPOCH.plus_millis(i64::from_le_bytes(bytes.try_into().ok()?)));
        let objects = (text(first)?, text(last)?);
        Some(About { rows: group.rows as u64, objects, times: (instant(earliest)?, instant(latest)?) })
    }

    /// The rows of a group, none if there is no such group.
    ///
    /// # Errors
    /// [`SegmentError`] with the first column or row that is wrong.
    pub fn fixes(&self, group: usize) -> Result<Vec<Fix>, SegmentError> {
        let Some(about) = self.groups.get(group) else { return Ok(Vec::new()) };
        let column = |at: usize| {
            let read = COLUMNS.get(at).zip(about.columns.get(at)).and_then(|(column, place)| {
                read(column, self.file.get(place.start..place.end.min(self.footer))?, about.rows)
            });
            let name = COLUMNS.get(at).map_or("", |column| column.name);
            read.ok_or(SegmentError::Column { group, column: name })
        };
        let (mut objects, times) = (column(0)?.texts, column(1)?.numbers);
        let (lat, lon, errors) = (column(2)?.numbers, column(3)?.numbers, column(4)?.numbers);
        let (heights, datums, speeds) = (column(5)?.numbers, column(6)?.texts, column(7)?.numbers);
        let first: u64 = self.groups.iter().take(group).map(|one| one.rows as u64).sum();
        let mut fixes = Vec::with_capacity(about.rows);
        for row in 0..about.rows {
            let number = |numbers: &[Option<i64>]| numbers.get(row).copied().flatten();
            let object = objects.get_mut(row).and_then(Option::take).unwrap_or_default();
            let datum = datums.get(row).and_then(Option::as_deref);
            let fix = Row {
                object,
                time: number(&times),
                place: (number(&lon), number(&lat)),
                error: number(&errors),
                height: number(&heights).zip(datum),
                speed: number(&speeds),
            };
            fixes.push(fix.fix(first + row as u64).map_err(|cause| SegmentError::Row {
                group,
                row,
                cause,
            })?);
        }
        Ok(fixes)
    }
}

/// The values of a row.
struct Row<'d> {
    object: String,
    time: Option<i64>,
    place: (Option<i64>, Option<i64>),
    error: Option<i64>,
    height: Option<(i64, &'d str)>,
    speed: Option<i64>,
}

impl Row<'_> {
    fn fix(self, row: u64) -> Result<Fix, String> {
        let narrow = |number: Option<i64>| i32::try_from(number.unwrap_or(i64::MAX)).unwrap_or(i32::MAX);
        let position = Position::from_e7(narrow(self.place.0), narrow(self.place.1));
        let outside = |what: &str| format!("the {what} is out of range");
        let height = match self.height {
            Some((millimetres, name)) => {
                let datum = datum(name).ok_or_else(|| format!("`{name}` is no datum of heights"))?;
                Some(Height { millimetres, datum })
            }
            None => None,
        };
        let speed = self.speed.map(|speed| u32::try_from(speed).map_err(|_| outside("speed"))).transpose()?;
        Ok(Fix {
            object: self.object,
            time: Instant::EPOCH.plus_millis(self.time.ok_or_else(|| outside("time"))?),
            position: position.map_err(|cause| cause.to_string())?,
            error_metres: u32::try_from(self.error.unwrap_or(0)).map_err(|_| outside("error"))?,
            height,
            speed_mm_s: speed,
            row,
        })
    }
}

fn datum(name: &str) -> Option<HeightDatum> {
    use HeightDatum::{Agl, Amsl, Barometric, Ellipsoid};
    [Amsl, Agl, Barometric, Ellipsoid].into_iter().find(|datum| datum_name(*datum) == name)
}

/// The values of a column, one of both by its kind, a place for each row.
#[derive(Default)]
struct Values {
    numbers: Vec<Option<i64>>,
    texts: Vec<Option<String>>,
}

fn read(column: &Column, mut bytes: &[u8], rows: usize) -> Option<Values> {
    let header = Value::read(&mut bytes)?;
    let about = header.get(5)?;
    let is_ours = *header.get(1)? == Value::Int(0)
        && header.get(3)?.count()? == bytes.len()
        && about.get(1)?.count()? == rows
        && *about.get(2)? == Value::Int(column.encoding());
    let is_there = if column.optional { levels(&mut bytes, rows)? } else { vec![true; rows] };
    let count = is_there.iter().filter(|is_there| **is_there).count();
    let values = match column.kind {
        Kind::Text => {
            let texts = unpack_texts(&mut bytes, count, LONGEST_OBJECT)?;
            Values { texts: spread(texts, &is_there), ..Values::default() }
        }
        Kind::Number(_) | Kind::Instant => {
            let numbers = unpack(&mut bytes, count, column.width())?;
            Values { numbers: spread(numbers, &is_there), ..Values::default() }
        }
    };
    (is_ours && bytes.is_empty()).then_some(values)
}

/// Which rows have a value: runs of the same answer.
fn levels(bytes: &mut &[u8], rows: usize) -> Option<Vec<bool>> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (mut runs, rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    *bytes = rest;
    let mut is_there = Vec::with_capacity(rows);
    while !runs.is_empty() {
        let head = take_varint(&mut runs)?;
        let (answer, rest) = runs.split_first()?;
        runs = rest;
        let run = usize::try_from(head >> 1).ok()?;
        if head & 1 == 1 || *answer > 1 || run > rows - is_there.len() {
            return None;
        }
        is_there.extend(std::iter::repeat_n(*answer == 1, run));
    }
    (is_there.len() == rows).then_some(is_there)
}

fn spread<T>(values: Vec<T>, is_there: &[bool]) -> Vec<Option<T>> {
    let mut values = values.into_iter();
    is_there.iter().map(|is_there| is_there.then(|| values.next()).flatten()).collect()
}

#[cfg(test)]
mod tests;
