//! Mapping profiles: which column of a table holds what, in which unit, zone and datum.

use armistice_facts::HeightDatum;
use serde::{Deserialize, Serialize};

/// Which column of a track table holds what. A profile belongs to a table if the header has all its columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The name of the profile.
    pub name: String,
    /// The column of the object's identifier; absent where the whole table is one object.
    #[serde(default)]
    pub object: Option<String>,
    /// The identifier of the one object of the table.
    #[serde(default)]
    pub object_name: Option<String>,
    /// The column of the time, and how it is written.
    pub time: TimeColumn,
    /// The column of the latitude in degrees.
    pub latitude: String,
    /// The column of the longitude in degrees.
    pub longitude: String,
    /// The column of the height.
    #[serde(default)]
    pub height: Option<HeightColumn>,
    /// The column of the speed over the ground.
    #[serde(default)]
    pub speed: Option<SpeedColumn>,
    /// The bound of the error of each position, in metres, where the source of the table states one.
    #[serde(default)]
    pub error_metres: u32,
    /// What stands between two cells.
    #[serde(default = "comma")]
    pub delimiter: char,
}

/// A column of times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeColumn {
    /// The column.
    pub column: String,
    /// How a time is written.
    pub form: TimeForm,
    /// The zone of times that name none: `UTC` or an offset such as `+09:00`. Without it such a time is refused.
    #[serde(default)]
    pub zone: Option<String>,
}

/// How a time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeForm {
    /// `2016-01-12 13:02:11.218` or `2016-01-12T13:02:11`, with a zone behind it or not.
    DateTime,
    /// Seconds since 1970-01-01 UTC, with a fraction or not.
    UnixSeconds,
    /// Milliseconds since 1970-01-01 UTC.
    UnixMilliseconds,
}

/// A column of heights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeightColumn {
    /// The column.
    pub column: String,
    /// Its unit.
    pub unit: LengthUnit,
    /// What the height is measured from.
    pub datum: HeightDatum,
}

/// A unit of length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LengthUnit {
    /// Metres.
    Metres,
    /// International feet of 0.3048 m.
    Feet,
}

/// A column of speeds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeedColumn {
    /// The column.
    pub column: String,
    /// Its unit.
    pub unit: SpeedUnit,
}

/// A unit of speed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpeedUnit {
    /// Nautical miles of 1,852 m an hour.
    Knots,
    /// Metres a second.
    MetresPerSecond,
    /// Kilometres an hour.
    KilometresPerHour,
}

impl LengthUnit {
    /// So many millimetres is one of it.
    #[must_use]
    pub fn millimetres(self) -> f64 {
        match self {
            LengthUnit::Metres => 1000.0,
            LengthUnit::Feet => 304.8,
        }
    }
}

impl SpeedUnit {
    /// So many millimetres a second is one of it.
    #[must_use]
    pub fn millimetres_a_second(self) -> f64 {
        match self {
            SpeedUnit::Knots => 1_852_000.0 / 3600.0,
            SpeedUnit::MetresPerSecond => 1000.0,
            SpeedUnit::KilometresPerHour => 1_000_000.0 / 3600.0,
        }
    }
}

impl Profile {
    /// The profiles that the program knows by itself, in the order in which they are tried.
    #[must_use]
    pub fn shipped() -> Vec<Profile> {
        vec![noaa_ais(), solent(), opensky_states(), uav_rot()]
    }

    /// The columns that the profile needs, in the order in which they are named.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        let named = [Some(&self.time.column), Some(&self.latitude), Some(&self.longitude)];
        let optional = [
            self.object.as_ref(),
            self.height.as_ref().map(|height| &height.column),
            self.speed.as_ref().map(|speed| &speed.column),
        ];
        named.into_iter().chain(optional).flatten().map(String::as_str).collect()
    }
}

/// Vessel traffic files of NOAA and the US Coast Guard (marinecadastre.gov). Their documentation gives times in UTC.
/// The files leave out the accuracy flag of the reports, so no bound of the error is known.
fn noaa_ais() -> Profile {
    Profile {
        speed: Some(SpeedColumn { column: "SOG".to_owned(), unit: SpeedUnit::Knots }),
        ..table("noaa-ais", Some("MMSI"), date_time("BaseDateTime"), "LAT", "LON")
    }
}

/// The AIS table of the Solent that is published with Stone Soup. It names no zone: UTC is assumed.
fn solent() -> Profile {
    Profile {
        speed: Some(SpeedColumn { column: "SOG_knots".to_owned(), unit: SpeedUnit::Knots }),
        ..table("solent", Some("MMSI"), date_time("Time"), "Latitude_degrees", "Longitude_degrees")
    }
}

/// State vectors of The OpenSky Network. Its documentation calls `geoaltitude` the height that the satellite
/// receiver gives, which is measured from the ellipsoid.
fn opensky_states() -> Profile {
    let time = TimeColumn { column: "time".to_owned(), form: TimeForm::UnixSeconds, zone: None };
    Profile {
        height: Some(HeightColumn {
            column: "geoaltitude".to_owned(),
            unit: LengthUnit::Metres,
            datum: HeightDatum::Ellipsoid,
        }),
        speed: Some(SpeedColumn { column: "velocity".to_owned(), unit: SpeedUnit::MetresPerSecond }),
        ..table("opensky-states", Some("icao24"), time, "lat", "lon")
    }
}

/// The drone log that is published with Stone Soup: one object, no identifier, no zone (UTC is assumed), no datum
/// (mean sea level is assumed).
fn uav_rot() -> Profile {
    Profile {
        object_name: Some("uav".to_owned()),
        height: Some(HeightColumn {
            column: "altitude (m)".to_owned(),
            unit: LengthUnit::Metres,
            datum: HeightDatum::Amsl,
        }),
        speed: Some(SpeedColumn { column: "speed".to_owned(), unit: SpeedUnit::MetresPerSecond }),
        ..table("uav-rot", None, date_time("time"), "latitude", "longitude")
    }
}

fn date_time(column: &str) -> TimeColumn {
    TimeColumn { column: column.to_owned(), form: TimeForm::DateTime, zone: Some("UTC".to_owned()) }
}

fn table(name: &str, object: Option<&str>, time: TimeColumn, latitude: &str, longitude: &str) -> Profile {
    Profile {
        name: name.to_owned(),
        object: object.map(ToOwned::to_owned),
        object_name: None,
        time,
        latitude: latitude.to_owned(),
        longitude: longitude.to_owned(),
        height: None,
        speed: None,
        error_metres: 0,
        delimiter: comma(),
    }
}

fn comma() -> char {
    ','
}
