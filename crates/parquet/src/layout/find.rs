//! Finds the columns: by a profile whose columns the file has, by the house's own names, or by names in common use.

use armistice_facts::Instant;
use armistice_feeds::tracks::{Profile, TimeColumn, TimeForm};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::schema::types::{ColumnDescriptor, SchemaDescriptor};

use super::{Datum, E7, Error, Layout, LayoutError, Object, Place, Scale};
use crate::geo::Geometry;
use crate::moment::{Clock, Unit};
use crate::writer;

/// Names in common use, the likeliest first; compared without case, spaces, hyphens and underscores.
const OBJECTS: [&str; 12] = [
    "mmsi",
    "icao24",
    "object",
    "objectid",
    "trackid",
    "vesselid",
    "vehicleid",
    "deviceid",
    "shipid",
    "hex",
    "callsign",
    "id",
];
const TIMES: [&str; 9] =
    ["time", "timestamp", "basedatetime", "datetime", "t", "ts", "timeutc", "timestamputc", "eventtime"];
const LATITUDES: [&str; 4] = ["latitude", "lat", "latitudedegrees", "y"];
const LONGITUDES: [&str; 6] = ["longitude", "lon", "lng", "long", "longitudedegrees", "x"];
const GEOMETRIES: [&str; 5] = ["geometry", "geom", "wkbgeometry", "position", "location"];

/// Finds the layout of a file. The zone is that of clocks that name none, where no profile states it.
pub(crate) fn find(
    schema: &SchemaDescriptor,
    geometry: Option<&Geometry>,
    profiles: &[Profile],
    zone: Option<&str>,
) -> Result<Layout, LayoutError> {
    let finder = Finder { schema, zone };
    let fitting = |profile: &&Profile| profile.columns().iter().all(|column| finder.named(column).is_some());
    if let Some(profile) = profiles.iter().find(fitting) {
        return finder.by_profile(profile);
    }
    if [writer::OBJECT, writer::TIME, writer::LAT, writer::LON]
        .iter()
        .all(|name| finder.named(name).is_some())
    {
        return finder.own();
    }
    finder.by_custom(geometry)
}

struct Finder<'s> {
    schema: &'s SchemaDescriptor,
    zone: Option<&'s str>,
}

impl Finder<'_> {
    /// A leaf by its full path; never one within a list.
    fn named(&self, name: &str) -> Option<usize> {
        let is_named = |leaf: &std::sync::Arc<ColumnDescriptor>| {
            leaf.max_rep_level() == 0 && leaf.path().string() == name
        };
        self.schema.columns().iter().position(is_named)
    }

    /// The first leaf whose name is one of those in common use.
    fn usual(&self, names: &[&str]) -> Option<usize> {
        let plain = |path: &str| -> String {
            path.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
        };
        let found: Vec<(usize, String)> = (0..)
            .zip(self.schema.columns())
            .filter(|(_, leaf)| leaf.max_rep_level() == 0)
            .map(|(number, leaf)| (number, plain(&leaf.path().string())))
            .collect();
        names.iter().find_map(|name| found.iter().find(|(_, path)| path == name).map(|(number, _)| *number))
    }

    fn by_profile(&self, profile: &Profile) -> Result<Layout, LayoutError> {
        let needed = |column: &str, what| self.named(column).ok_or_else(|| self.missing(what));
        let object = match (&profile.object, &profile.object_name) {
            (Some(column), _) => Object::Column(needed(column, "object")?),
            (None, Some(name)) => Object::Named(name.clone()),
            (None, None) => return Err(self.missing("object")),
        };
        let (lat, lon) = (needed(&profile.latitude, "place")?, needed(&profile.longitude, "place")?);
        let time = needed(&profile.time.column, "time")?;
        let height = match &profile.height {
            Some(height) => {
                let leaf = needed(&height.column, "height")?;
                Some((
                    leaf,
                    self.number(leaf, "height", height.unit.millimetres())?,
                    Datum::All(height.datum),
                ))
            }
            None => None,
        };
        let speed = match &profile.speed {
            Some(speed) => {
                let leaf = needed(&speed.column, "speed")?;
                Some((leaf, self.number(leaf, "speed", speed.unit.millimetres_a_second())?))
            }
            None => None,
        };
        Ok(Layout {
            object,
            time: (time, self.clock(time, &profile.time)?),
            place: self.pair(lat, lon)?,
            height,
            speed,
            error: Error::All(profile.error_metres),
        })
    }

    /// The layout that [`crate::Writer`] writes.
    fn own(&self) -> Result<Layout, LayoutError> {
        let needed = |column: &str, what| self.named(column).ok_or_else(|| self.missing(what));
        let time = needed(writer::TIME, "time")?;
        let height = self.named(writer::HEIGHT).zip(self.named(writer::DATUM));
        Ok(Layout {
            object: Object::Column(needed(writer::OBJECT, "object")?),
            time: (time, self.clock(time, &unstated())?),
            place: self.pair(needed(writer::LAT, "place")?, needed(writer::LON, "place")?)?,
            height: height.map(|(leaf, datum)| (leaf, Scale::Same, Datum::Column(datum))),
            speed: self.named(writer::SPEED).map(|leaf| (leaf, Scale::Same)),
            error: self.named(writer::ERROR).map_or(Error::All(0), Error::Column),
        })
    }

    fn by_custom(&self, geometry: Option<&Geometry>) -> Result<Layout, LayoutError> {
        let object = self.usual(&OBJECTS).ok_or_else(|| self.missing("object"))?;
        let time = self.usual(&TIMES).ok_or_else(|| self.missing("time"))?;
        Ok(Layout {
            object: Object::Column(object),
            time: (time, self.clock(time, &unstated())?),
            place: self.place(geometry)?,
            height: None,
            speed: None,
            error: Error::All(0),
        })
    }

    fn place(&self, geometry: Option<&Geometry>) -> Result<Place, LayoutError> {
        if let Some(geometry) = geometry {
            let column = &geometry.column;
            let within = |axis: &str| self.named(&format!("{column}.{axis}"));
            match (geometry.is_separate, within("x"), within("y"), self.named(column)) {
                (true, Some(x), Some(y), _) => return self.pair(y, x),
                (false, _, _, Some(leaf)) => return self.wkb(leaf),
                _ => return Err(self.missing("place")),
            }
        }
        if let Some((lat, lon)) = self.usual(&LATITUDES).zip(self.usual(&LONGITUDES)) {
            return self.pair(lat, lon);
        }
        self.usual(&GEOMETRIES).map_or_else(|| Err(self.missing("place")), |leaf| self.wkb(leaf))
    }

    fn wkb(&self, leaf: usize) -> Result<Place, LayoutError> {
        match self.leaf(leaf).map(|leaf| leaf.physical_type()) {
            Some(Type::BYTE_ARRAY) => Ok(Place::Wkb(leaf)),
            _ => Err(self.kind(leaf, "place")),
        }
    }

    fn pair(&self, lat: usize, lon: usize) -> Result<Place, LayoutError> {
        Ok(Place::Pair { lat: (lat, self.angle(lat)?), lon: (lon, self.angle(lon)?) })
    }

    /// Degrees in a column of fractions or decimals, ten-millionths of a degree in one of whole numbers.
    fn angle(&self, leaf: usize) -> Result<Scale, LayoutError> {
        let is_whole = self.leaf(leaf).is_some_and(|leaf| {
            matches!(leaf.physical_type(), Type::INT32 | Type::INT64) && decimals(leaf).is_none()
        });
        if is_whole { Ok(Scale::Same) } else { self.number(leaf, "place", E7) }
    }

    /// A column of numbers, in units of which each is so many of those that are wanted.
    fn number(&self, leaf: usize, what: &'static str, unit: f64) -> Result<Scale, LayoutError> {
        let Some(column) = self.leaf(leaf) else { return Err(self.missing(what)) };
        let is_marked = !matches!(column.logical_type_ref(), None | Some(LogicalType::Integer(_)));
        match (column.physical_type(), decimals(column)) {
            (Type::INT32 | Type::INT64, Some(decimals)) => Ok(Scale::Times(unit * 0.1_f64.powi(decimals))),
            (Type::INT32 | Type::INT64, None) if !is_marked => Ok(Scale::Times(unit)),
            (Type::FLOAT | Type::DOUBLE, _) => Ok(Scale::Times(unit)),
            (Type::BYTE_ARRAY, None) if is_text(column) => Ok(Scale::Times(unit)),
            _ => Err(self.kind(leaf, what)),
        }
    }

    fn clock(&self, leaf: usize, told: &TimeColumn) -> Result<Clock, LayoutError> {
        let Some(column) = self.leaf(leaf) else { return Err(self.missing("time")) };
        let zone = told.zone.as_deref().or(self.zone);
        if let Some((unit, is_utc)) = timestamp(column) {
            return match (is_utc, zone) {
                (true, _) => Ok(Clock::Count(unit)),
                (false, Some(zone)) => Ok(Clock::Local(unit, ahead(zone)?)),
                (false, None) => Err(LayoutError::NoZone { column: column.path().string() }),
            };
        }
        let is_plain = matches!(column.logical_type_ref(), None | Some(LogicalType::Integer(_)))
            && column.converted_type() != ConvertedType::DATE;
        match column.physical_type() {
            // Writers of this old form hold times of UTC in it.
            Type::INT96 => Ok(Clock::Count(Unit::Nanos)),
            Type::INT32 | Type::INT64 | Type::DOUBLE if is_plain => Ok(match told.form {
                TimeForm::UnixSeconds if column.physical_type() != Type::DOUBLE => {
                    Clock::Count(Unit::Seconds)
                }
                TimeForm::UnixMilliseconds if column.physical_type() != Type::DOUBLE => {
                    Clock::Count(Unit::Millis)
                }
                _ => Clock::Unmarked,
            }),
            Type::BYTE_ARRAY if is_text(column) => {
                let zone = zone.map(ToOwned::to_owned);
                zone.as_deref().map(ahead).transpose()?;
                Ok(Clock::Text(TimeColumn { zone, ..told.clone() }))
            }
            _ => Err(self.kind(leaf, "time")),
        }
    }

    fn leaf(&self, leaf: usize) -> Option<&ColumnDescriptor> {
        self.schema.columns().get(leaf).map(AsRef::as_ref)
    }

    fn missing(&self, what: &'static str) -> LayoutError {
        let seen = self.schema.columns().iter().map(|leaf| leaf.path().string()).collect();
        LayoutError::Missing { what, seen }
    }

    fn kind(&self, leaf: usize, what: &'static str) -> LayoutError {
        let Some(column) = self.leaf(leaf) else { return self.missing(what) };
        let kind = match column.logical_type_ref() {
            Some(logical) => format!("{} ({logical:?})", column.physical_type()),
            None => column.physical_type().to_string(),
        };
        LayoutError::Kind { column: column.path().string(), what, kind }
    }
}

/// Nothing is stated of the time: what the file itself says holds.
fn unstated() -> TimeColumn {
    TimeColumn { column: String::new(), form: TimeForm::DateTime, zone: None }
}

/// How many milliseconds a zone is ahead of UTC.
fn ahead(zone: &str) -> Result<i64, LayoutError> {
    let offset = if zone == "UTC" { "Z" } else { zone };
    let midnight: Result<Instant, _> = format!("1970-01-01T00:00:00{offset}").parse();
    midnight.map(|midnight| -midnight.millis()).map_err(|_| LayoutError::Zone { zone: zone.to_owned() })
}

/// Unit of a time stamp, and whether it counts UTC.
fn timestamp(column: &ColumnDescriptor) -> Option<(Unit, bool)> {
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Timestamp(stamp)), _) => {
            let unit = match stamp.unit {
                TimeUnit::MILLIS => Unit::Millis,
                TimeUnit::MICROS => Unit::Micros,
                TimeUnit::NANOS => Unit::Nanos,
            };
            Some((unit, stamp.is_adjusted_to_u_t_c))
        }
        (None, ConvertedType::TIMESTAMP_MILLIS) => Some((Unit::Millis, true)),
        (None, ConvertedType::TIMESTAMP_MICROS) => Some((Unit::Micros, true)),
        _ => None,
    }
}

/// Digits behind the point, of a decimal.
fn decimals(column: &ColumnDescriptor) -> Option<i32> {
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Decimal(decimal)), _) => Some(decimal.scale),
        (None, ConvertedType::DECIMAL) => Some(column.type_scale()),
        _ => None,
    }
}

fn is_text(column: &ColumnDescriptor) -> bool {
    // Some writers leave text unmarked.
    matches!(column.logical_type_ref(), None | Some(LogicalType::String | LogicalType::Enum))
        && matches!(column.converted_type(), ConvertedType::NONE | ConvertedType::UTF8 | ConvertedType::ENUM)
}
