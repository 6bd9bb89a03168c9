//! A position on the WGS 84 ellipsoid, in whole ten-millionths of a degree.

use serde::{Deserialize, Deserializer, Serialize, de::Error};
use thiserror::Error;

/// Ten-millionths in a degree.
pub(crate) const E7: f64 = 1e7;
/// The longitude of the antimeridian, in ten-millionths of a degree.
pub(crate) const HALF_TURN_E7: i64 = 1_800_000_000;

/// A position, WGS 84 (EPSG:4326), in whole ten-millionths of a degree: at most 5.6 mm from what was written.
///
/// Longitudes beyond ±180 are refused and not wrapped: a longitude of 190 is far more often a column mixed up than
/// a place in the Pacific. 180 and -180 are one meridian but two values; all geometry treats them alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Position {
    lon_e7: i32,
    lat_e7: i32,
}

/// Why two numbers are not a position.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum PositionError {
    /// The longitude is not between -180 and 180, or is not a number.
    #[error("longitude `{0}` is not between -180 and 180 degrees")]
    Longitude(f64),
    /// The latitude is not between -90 and 90, or is not a number.
    #[error("latitude `{0}` is not between -90 and 90 degrees")]
    Latitude(f64),
}

impl Position {
    /// Longitude 0, latitude 0.
    pub(crate) const ORIGIN: Position = Position { lon_e7: 0, lat_e7: 0 };

    /// The position at a longitude and latitude in degrees, rounded to ten-millionths.
    ///
    /// # Errors
    /// If either is out of range or not a number.
    pub fn new(lon: f64, lat: f64) -> Result<Self, PositionError> {
        if !(-180.0..=180.0).contains(&lon) {
            return Err(PositionError::Longitude(lon));
        }
        if !(-90.0..=90.0).contains(&lat) {
            return Err(PositionError::Latitude(lat));
        }
        Ok(Position { lon_e7: rounded(lon), lat_e7: rounded(lat) })
    }

    /// The position at a longitude and latitude in ten-millionths of a degree.
    ///
    /// # Errors
    /// If either is out of range.
    pub fn from_e7(lon_e7: i32, lat_e7: i32) -> Result<Self, PositionError> {
        if !(-1_800_000_000..=1_800_000_000).contains(&lon_e7) {
            return Err(PositionError::Longitude(f64::from(lon_e7) / E7));
        }
        if !(-900_000_000..=900_000_000).contains(&lat_e7) {
            return Err(PositionError::Latitude(f64::from(lat_e7) / E7));
        }
        Ok(Position { lon_e7, lat_e7 })
    }

    /// Longitude in degrees, east positive.
    pub fn lon(self) -> f64 {
        f64::from(self.lon_e7) / E7
    }

    /// Latitude in degrees, north positive.
    pub fn lat(self) -> f64 {
        f64::from(self.lat_e7) / E7
    }

    /// Longitude in ten-millionths of a degree.
    pub fn lon_e7(self) -> i32 {
        self.lon_e7
    }

    /// Latitude in ten-millionths of a degree.
    pub fn lat_e7(self) -> i32 {
        self.lat_e7
    }

    /// The position nearest to computed coordinates: the longitude wrapped, the latitude held at the poles.
    pub(crate) fn nearest_to(lon: f64, lat: f64) -> Self {
        let wrapped = lon - 360.0 * (lon / 360.0).round();
        Position { lon_e7: rounded(wrapped.clamp(-180.0, 180.0)), lat_e7: rounded(lat.clamp(-90.0, 90.0)) }
    }
}

/// A stored position is checked like any other: the file may have been written by someone else.
impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Stored {
            lon_e7: i32,
            lat_e7: i32,
        }
        let stored = Stored::deserialize(deserializer)?;
        Position::from_e7(stored.lon_e7, stored.lat_e7).map_err(D::Error::custom)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "at most 1.8e9 in size, which an i32 holds")]
fn rounded(degrees: f64) -> i32 {
    (degrees * E7).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_not_on_earth_and_names_it() {
        let refused = |lon, lat| Position::new(lon, lat).unwrap_err().to_string();
        assert_eq!(refused(1.0, 95.0), "latitude `95` is not between -90 and 90 degrees");
        assert_eq!(refused(190.0, 5.0), "longitude `190` is not between -180 and 180 degrees");
        assert_eq!(refused(f64::NAN, 5.0), "longitude `NaN` is not between -180 and 180 degrees");
        assert_eq!(refused(0.0, f64::INFINITY), "latitude `inf` is not between -90 and 90 degrees");
        assert!(Position::from_e7(0, 900_000_001).is_err());
        assert!(Position::from_e7(i32::MIN, 0).is_err());
    }

    #[test]
    fn keeps_ten_millionths() {
        let panmunjom = Position::new(126.676_666_66, 37.955_833_33).unwrap();
        assert_eq!((panmunjom.lon_e7(), panmunjom.lat_e7()), (1_266_766_667, 379_558_333));
        assert_eq!(Position::from_e7(1_266_766_667, 379_558_333), Ok(panmunjom));
    }

    #[test]
    fn wraps_what_was_computed() {
        assert_eq!(Position::nearest_to(190.0, 91.0), Position::new(-170.0, 90.0).unwrap());
        assert_eq!(Position::nearest_to(-541.0, 0.0), Position::new(179.0, 0.0).unwrap());
    }
}
