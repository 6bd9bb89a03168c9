//! Shortest lines on the ellipsoid, by Karney's method (J. Geod. 87, 2013) as `geographiclib-rs` has it.

use std::sync::LazyLock;

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic};

use crate::Position;

static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// More than any two positions can be apart: half a meridian is 20 003 931.5 m.
pub const FARTHEST_METRES: f64 = 20_004_000.0;

/// The length of the geodesic, in metres.
pub fn distance(from: Position, to: Position) -> f64 {
    bearing_and_distance(degrees(from), degrees(to)).1
}

/// The azimuth at which the geodesic sets out, in degrees clockwise from north, between -180 and 180.
pub fn azimuth(from: Position, to: Position) -> f64 {
    bearing_and_distance(degrees(from), degrees(to)).0
}

/// The position at a fraction of the geodesic: 0 is `from`, 1 is `to`.
pub fn along(from: Position, to: Position, fraction: f64) -> Position {
    let (azimuth, metres) = bearing_and_distance(degrees(from), degrees(to));
    destination(from, azimuth, metres * fraction)
}

/// Where one arrives after so many metres on the geodesic that sets out at an azimuth.
pub fn destination(from: Position, azimuth_degrees: f64, metres: f64) -> Position {
    let (lat, lon): (f64, f64) = WGS84.direct(from.lat(), from.lon(), azimuth_degrees, metres);
    Position::nearest_to(lon, lat)
}

/// A point in degrees that need not lie on the grid of ten-millionths, nor its longitude within ±180.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Degrees {
    /// Longitude, east positive.
    pub lon: f64,
    /// Latitude, north positive.
    pub lat: f64,
}

pub(crate) fn degrees(position: Position) -> Degrees {
    Degrees { lon: position.lon(), lat: position.lat() }
}

/// The azimuth at the start, in degrees clockwise from north, and the length of the geodesic in metres.
pub fn bearing_and_distance(from: Degrees, to: Degrees) -> (f64, f64) {
    let (metres, azimuth, _, _): (f64, f64, f64, f64) = WGS84.inverse(from.lat, from.lon, to.lat, to.lon);
    (azimuth, metres)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat).unwrap()
    }

    #[test]
    fn agrees_with_published_lengths() {
        // One degree of the equator is pi/180 times the semi-major axis 6 378 137 m.
        assert!((distance(at(0.0, 0.0), at(1.0, 0.0)) - 111_319.490_8).abs() < 1e-3);
        // The WGS 84 quarter meridian is 10 001 965.729 m.
        assert!((distance(at(20.0, 0.0), at(-75.0, 90.0)) - 10_001_965.729).abs() < 1e-2);
        // Wellington to Salamanca, almost antipodes, from the GeographicLib manual: 19 959 679.267 m.
        let wellington_salamanca = distance(at(174.81, -41.32), at(-5.5, 40.96));
        assert!((wellington_salamanca - 19_959_679.267).abs() < 1e-3, "{wellington_salamanca}");
    }

    #[test]
    fn knows_no_antimeridian() {
        let across = distance(at(179.9, 10.0), at(-179.9, 10.0));
        assert!((across - distance(at(9.9, 10.0), at(10.1, 10.0))).abs() < 1e-6);
        assert_eq!(along(at(179.9, 0.0), at(-179.9, 0.0), 0.75), at(-179.95, 0.0));
    }

    #[test]
    fn returns_to_where_it_set_out() {
        let seoul = at(126.978, 37.5665);
        let north = destination(seoul, 0.0, 40_000.0);
        assert!((distance(seoul, north) - 40_000.0).abs() < 0.01);
        assert!(azimuth(north, seoul).abs() > 179.999);
        assert_eq!(along(seoul, north, 0.0), seoul);
        assert_eq!(along(seoul, north, 1.0), north);
    }
}
