//! Which columns of a file hold the object, the time and the place, and in which form.

mod find;
mod kind;

use armistice_earth::Position;
use armistice_facts::{Fix, Height, HeightDatum, Instant};
use armistice_feeds::tracks;

pub(crate) use self::find::find;
pub(crate) use self::kind::{Scale, datum};
use crate::column::Value;
use crate::moment::Clock;
use crate::wkb;

/// Ten-millionths of a degree.
const E7: f64 = 1e7;

/// Why the columns of a file hold no positions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LayoutError {
    /// Something that every position needs has no column.
    #[error(
        "no column tells the {what}: the columns are {}; write a profile as JSON and name it with --profile",
        listed(seen)
    )]
    Missing {
        /// Object, time or place.
        what: &'static str,
        /// The columns of the file.
        seen: Vec<String>,
    },
    /// A column is of a kind from which the value cannot be read.
    #[error("the column `{column}` cannot tell the {what}: it holds {kind}")]
    Kind {
        /// The column.
        column: String,
        /// Object, time or place.
        what: &'static str,
        /// What it holds.
        kind: String,
    },
    /// Times without a zone.
    #[error(
        "the times of the column `{column}` are those of a clock whose zone nobody names; \
         say it with --zone UTC (or +09:00), or in a profile"
    )]
    NoZone {
        /// The column.
        column: String,
    },
    /// A zone that is none.
    #[error("`{zone}` is no zone: write UTC, or an offset such as +09:00")]
    Zone {
        /// What was given.
        zone: String,
    },
    /// The geometry is not of points on WGS 84.
    #[error("{0}")]
    Geometry(String),
}

/// The columns of a file, by the number of the leaf.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layout {
    pub(crate) object: Object,
    pub(crate) time: (usize, Clock),
    pub(crate) place: Place,
    pub(crate) height: Option<(usize, Scale, Datum)>,
    pub(crate) speed: Option<(usize, Scale)>,
    pub(crate) error: Error,
}

/// What identifies the object of a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Object {
    /// A column.
    Column(usize),
    /// The whole table is one object.
    Named(String),
}

/// Where a row is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Place {
    /// Two columns; the scale makes ten-millionths of a degree.
    Pair { lat: (usize, Scale), lon: (usize, Scale) },
    /// Points in well-known binary.
    Wkb(usize),
}

/// What a height is measured from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Datum {
    /// The same in all rows.
    All(HeightDatum),
    /// A column with its name.
    Column(usize),
}

/// The bound of the error of a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Error {
    /// The same in all rows, in metres; 0 where none is stated.
    All(u32),
    /// A column of whole metres.
    Column(usize),
}

impl Layout {
    /// The leaves that a row is read from.
    pub(crate) fn leaves(&self) -> Vec<usize> {
        let mut leaves = self.identifying();
        match &self.place {
            Place::Pair { lat, lon } => leaves.extend([lat.0, lon.0]),
            Place::Wkb(leaf) => leaves.push(*leaf),
        }
        if let Some((leaf, _, datum)) = &self.height {
            leaves.push(*leaf);
            leaves.extend(if let Datum::Column(leaf) = datum { Some(*leaf) } else { None });
        }
        leaves.extend(self.speed.map(|(leaf, _)| leaf));
        leaves.extend(if let Error::Column(leaf) = self.error { Some(leaf) } else { None });
        leaves.sort_unstable();
        leaves.dedup();
        leaves
    }

    /// The leaves that tell object and time.
    pub(crate) fn identifying(&self) -> Vec<usize> {
        let object = if let Object::Column(leaf) = self.object { Some(leaf) } else { None };
        object.into_iter().chain([self.time.0]).collect()
    }

    /// The object of a row.
    pub(crate) fn object<'v>(&self, value: impl Fn(usize) -> &'v Value) -> Result<String, String> {
        match &self.object {
            Object::Named(name) => Ok(name.clone()),
            Object::Column(leaf) => identifier(value(*leaf)),
        }
    }

    /// The fix of a row, whose values are handed over by leaf.
    pub(crate) fn fix<'v>(&self, row: u64, value: impl Fn(usize) -> &'v Value) -> Result<Fix, String> {
        let (object, time, position) = self.sighting(&value)?;
        Ok(Fix {
            object,
            time,
            position,
            error_metres: self.error(&value)?,
            height: self.height(&value)?,
            speed_mm_s: self.speed(&value)?,
            row,
        })
    }

    /// Which object was where and when, of a row.
    pub(crate) fn sighting<'v>(
        &self,
        value: impl Fn(usize) -> &'v Value,
    ) -> Result<(String, Instant, Position), String> {
        let object = self.object(&value)?;
        Ok((object, self.time.1.instant(value(self.time.0))?, self.position(&value)?))
    }

    fn position<'v>(&self, value: impl Fn(usize) -> &'v Value) -> Result<Position, String> {
        let (lat, lon) = match &self.place {
            Place::Pair { lat, lon } => (
                kind::degrees(value(lat.0), lat.1, "latitude", 90.0)?,
                kind::degrees(value(lon.0), lon.1, "longitude", 180.0)?,
            ),
            Place::Wkb(leaf) => {
                let (lon, lat) = match value(*leaf) {
                    Value::Bytes(bytes) => wkb::point(bytes.data())?,
                    _ => return Err("the geometry is null".to_owned()),
                };
                (
                    kind::degrees(&Value::Real(lat), Scale::Times(E7), "latitude", 90.0)?,
                    kind::degrees(&Value::Real(lon), Scale::Times(E7), "longitude", 180.0)?,
                )
            }
        };
        Position::from_e7(lon, lat).map_err(|error| error.to_string())
    }

    fn height<'v>(&self, value: impl Fn(usize) -> &'v Value) -> Result<Option<Height>, String> {
        let Some((leaf, scale, datum)) = self.height else { return Ok(None) };
        let Some(millimetres) = kind::whole(value(leaf), scale, "height")? else { return Ok(None) };
        let datum = match datum {
            Datum::All(datum) => datum,
            Datum::Column(leaf) => kind::datum(value(leaf))?,
        };
        Ok(Some(Height { millimetres, datum }))
    }

    fn speed<'v>(&self, value: impl Fn(usize) -> &'v Value) -> Result<Option<u32>, String> {
        let Some((leaf, scale)) = self.speed else { return Ok(None) };
        let speed = kind::whole(value(leaf), scale, "speed")?;
        speed.map(|speed| u32::try_from(speed).map_err(|_| "the speed is negative".to_owned())).transpose()
    }

    fn error<'v>(&self, value: impl Fn(usize) -> &'v Value) -> Result<u32, String> {
        match self.error {
            Error::All(metres) => Ok(metres),
            Error::Column(leaf) => {
                let metres = kind::whole(value(leaf), Scale::Times(1.0), "error of the position")?;
                u32::try_from(metres.unwrap_or(0))
                    .map_err(|_| "the error of the position is negative".to_owned())
            }
        }
    }
}

/// An identifier: text, or a number without a fraction.
fn identifier(value: &Value) -> Result<String, String> {
    match value {
        Value::Bytes(bytes) => {
            let text = std::str::from_utf8(bytes.data())
                .map_err(|_| "the identifier of the object is no UTF-8".to_owned())?;
            tracks::object(text)
        }
        Value::Whole(number) => Ok(number.to_string()),
        // Tables with holes hold whole numbers as floating point ones.
        Value::Real(number) if number.fract() == 0.0 && number.abs() < 9e15 => Ok(format!("{number:.0}")),
        Value::Null => Err("the identifier of the object is null".to_owned()),
        _ => Err("the identifier of the object is a number with a fraction".to_owned()),
    }
}

fn listed(names: &[String]) -> String {
    const MOST: usize = 40;
    let mut told: Vec<String> = names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    if names.len() > MOST {
        told.push(format!("{} more", names.len() - MOST));
    }
    told.join(", ")
}
