//! The plane that touches the ellipsoid, and where places round it nearly are, without a geodesic.

use crate::Position;
use crate::edge::earth_centred;
use crate::geodesic::degrees;

/// Points up to so many metres away are told nearly by a sphere. By how much: radii of curvature differ from that of the
/// sphere by less than 33 km, which takes a point aside by 4.1e-10 of the square of the way, and the third order by less than
/// a twentieth of that; more than twice as much is allowed.
pub(crate) const FARTHEST_NEARLY_METRES: f64 = 100_000.0;
const NEARLY_SHARE: f64 = 1e-9;
/// More than what sums may be wrong by.
const SUMS_METRES: f64 = 1.0;
/// Radii of curvature are between 6 335 and 6 400 km.
const SPHERE: f64 = 6_367_000.0;

/// The plane that touches the ellipsoid at a position.
#[derive(Debug, Clone)]
pub(crate) struct Tangent {
    pub(crate) eye: [f64; 3],
    /// East, north and up.
    axes: [[f64; 3]; 3],
}

/// How far a point told by a sphere may be from where it should be, after so many metres.
pub(crate) fn off_after(metres: f64) -> f64 {
    SUMS_METRES + metres * metres * NEARLY_SHARE
}

impl Tangent {
    pub(crate) fn at(position: Position) -> Self {
        let here = degrees(position);
        let (sin_lon, cos_lon) = here.lon.to_radians().sin_cos();
        let (sin_lat, cos_lat) = here.lat.to_radians().sin_cos();
        let axes = [
            [-sin_lon, cos_lon, 0.0],
            [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
            [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat],
        ];
        Tangent { eye: earth_centred(here), axes }
    }

    /// A point near that after so many metres in a direction, in earth-centred metres.
    pub(crate) fn ahead(&self, azimuth_degrees: f64, metres: f64) -> [f64; 3] {
        let (east, north) = azimuth_degrees.to_radians().sin_cos();
        let (sine, cosine) = (metres / SPHERE).sin_cos();
        self.point([SPHERE * sine * east, SPHERE * sine * north, SPHERE * (cosine - 1.0)])
    }

    fn point(&self, metres: [f64; 3]) -> [f64; 3] {
        let mut point = self.eye;
        for (axis, metres) in self.axes.iter().zip(metres) {
            for (sum, part) in point.iter_mut().zip(axis) {
                *sum += part * metres;
            }
        }
        point
    }
}
