//! The transverse Mercator projection of a zone, as those use it who measure on maps: the series of Krüger (1912) to the third
//! order of the flattening, true to less than a millimetre within the zone.

/// WGS 84.
const SEMI_MAJOR: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// The scale on the central meridian.
const SCALE: f64 = 0.9996;
const FALSE_EASTING: f64 = 500_000.0;

/// The zone round a central meridian.
#[derive(Debug, Clone, Copy)]
pub struct Utm {
    central: f64,
    rectifying: f64,
    eccentricity: f64,
    series: [f64; 3],
}

impl Utm {
    /// The zone of a number, from 1.
    #[must_use]
    pub fn zone(number: u32) -> Utm {
        let n = FLATTENING / (2.0 - FLATTENING);
        let rectifying = SEMI_MAJOR / (1.0 + n) * (1.0 + n * n / 4.0 + n.powi(4) / 64.0);
        Utm {
            central: (f64::from(number) * 6.0 - 183.0).to_radians(),
            rectifying,
            eccentricity: 2.0 * n.sqrt() / (1.0 + n),
            series: [
                n / 2.0 - 2.0 / 3.0 * n * n + 5.0 / 16.0 * n.powi(3),
                13.0 / 48.0 * n * n - 3.0 / 5.0 * n.powi(3),
                61.0 / 240.0 * n.powi(3),
            ],
        }
    }

    /// Easting and northing in metres, on the northern half of the earth.
    #[must_use]
    pub fn project(&self, lon: f64, lat: f64) -> (f64, f64) {
        let (sine, east) = (lat.to_radians().sin(), lon.to_radians() - self.central);
        let t = (sine.atanh() - self.eccentricity * (self.eccentricity * sine).atanh()).sinh();
        let (xi, eta) = (t.atan2(east.cos()), (east.sin() / (1.0 + t * t).sqrt()).atanh());
        let mut place = (eta, xi);
        let mut order = 2.0;
        for term in self.series {
            place.0 += term * (order * xi).cos() * (order * eta).sinh();
            place.1 += term * (order * xi).sin() * (order * eta).cosh();
            order += 2.0;
        }
        let scale = SCALE * self.rectifying;
        (FALSE_EASTING + scale * place.0, scale * place.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_a_published_point() {
        // The CN Tower, 79.387139 W, 43.642567 N: zone 17, 630 084 m east, 4 833 439 m north.
        let (east, north) = Utm::zone(17).project(-79.387_139, 43.642_567);
        assert!((east - 630_084.0).abs() < 1.0 && (north - 4_833_439.0).abs() < 1.0, "{east} {north}");
    }
}
