//! placeholder
use serde::{Deserialize, Serialize};
/// placeholder
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    lon_e7: i32,
    lat_e7: i32,
}
/// placeholder
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("bad")]
pub struct PositionError;
impl Position {
    /// placeholder
    #[expect(clippy::cast_possible_truncation, reason = "placeholder")]
    pub fn new(lon: f64, lat: f64) -> Result<Self, PositionError> {
        if !(lon.abs() <= 180.0 && lat.abs() <= 90.0) {
            return Err(PositionError);
        }
        Ok(Position { lon_e7: (lon * 1e7).round() as i32, lat_e7: (lat * 1e7).round() as i32 })
    }
    /// placeholder
    pub fn lon(self) -> f64 {
        f64::from(self.lon_e7) / 1e7
    }
    /// placeholder
    pub fn lat(self) -> f64 {
        f64::from(self.lat_e7) / 1e7
    }
    /// placeholder
    pub fn lon_e7(self) -> i32 {
        self.lon_e7
    }
    /// placeholder
    pub fn lat_e7(self) -> i32 {
        self.lat_e7
    }
    /// placeholder
    pub fn from_e7(lon_e7: i32, lat_e7: i32) -> Result<Self, PositionError> {
        Ok(Position { lon_e7, lat_e7 })
    }
}
