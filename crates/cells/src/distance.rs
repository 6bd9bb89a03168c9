//! How far positions are from a line on the ellipsoid, for whole tables at once.
//!
//! Round the line lies a grid of small cells. In each, the map of azimuth and distance from its middle ([`plane`]) is so
//! nearly true that what remains is below millimetres, so a distance there is one in the plane. Each cell knows
//! the pieces of the line of which one is the nearest, mostly one or two ([`nearest`]); rows that follow one another in a cell
//! are measured together ([`passes`]). Where there are no cells, far away and near the poles, the plain geometry is asked.
//!
//! # How true it is
//! [`Distances::error_metres`] is a bound of three parts, and a property test holds it against the plain geometry, which measures
//! by Karney's method:
//! - *Curvature.* The map is true from its middle. From a place that lies `r` beside the middle, a distance `d` is
//!   told too long by `r^2 d / 6 R^2` at most, `R^2` being the product of both radii of curvature (the triangle with its
//!   corner in the middle, in normal coordinates). Cells are at most 2.9 by 2.9 km, so this is 1.8e-8 of the distance at most.
//! - *Shape.* Longitude and latitude become the map by five terms of a series, and a piece of the line is a
//!   parabola; how far both are off is measured while building, and a cell where it is too much is left to the plain geometry.
//! - *Choice.* Pieces are left out by chords through the earth, with a margin for what chords and arcs differ in their
//!   order; what that margin leaves is part of the constant.

mod links;
mod nearest;
mod passes;
mod plane;
mod squares;

use armistice_earth::{Line, LineError, Position};
use thiserror::Error;

use crate::Width;
use crate::grid::on_earth;
use crate::marks::BLOCK;
use links::Link;
use passes::Places;
use squares::Squares;

/// The greatest reach for which cells are laid out, in metres.
const FARTHEST_REACH: f64 = 300_000.0;
/// The most links that chains are cut into, and cells round them.
const MOST_LINKS: usize = 1 << 22;
const MOST_CELLS: usize = 1 << 22;
/// The arithmetic of floating point numbers and the order of chords, with room.
const SLACK_METRES: f64 = 0.0002;

/// Distances to one line or several, as chains of positions with edges straight in longitude and latitude.
#[derive(Debug, Clone)]
pub struct Distances {
    squares: Squares,
    lines: Vec<Line>,
}

/// Why there are no distances.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum DistanceError {
    /// There is no line.
    #[error("there is no line to measure to: give one chain of positions or more")]
    NoLine,
    /// A chain is no line.
    #[error("chain {chain}: {cause}")]
    Line {
        /// Which chain, from 1.
        chain: usize,
        /// Why.
        cause: LineError,
    },
    /// Cells were asked for too far away.
    #[error("cells reach up to {FARTHEST_REACH} m, not {0}: what is farther is measured one by one")]
    Reach(f64),
    /// Lines that need too many cells or pieces.
    #[error("the lines and {reach_metres} m round them need more cells than fit: take a shorter reach")]
    TooLarge {
        /// The reach that was asked for.
        reach_metres: f64,
    },
    /// Columns of different lengths.
    #[error("the columns have {lon} longitudes and {lat} latitudes: give each the same number")]
    Uneven {
        /// Longitudes.
        lon: usize,
        /// Latitudes.
        lat: usize,
    },
    /// A position that is not on earth.
    #[error("row {0} is not on earth: longitudes end at 180 degrees and latitudes at 90")]
    NotOnEarth(usize),
}

impl Distances {
    /// Ready to measure to the nearest of several lines; cells are laid out as far as so many metres round them.
    ///
    /// # Errors
    /// If a chain is no line, the reach is too far, or there would be too many cells.
    pub fn new(chains: &[Vec<Position>], reach_metres: f64) -> Result<Distances, DistanceError> {
        if chains.is_empty() {
            return Err(DistanceError::NoLine);
        }
        if !(0.0..=FARTHEST_REACH).contains(&reach_metres) {
            return Err(DistanceError::Reach(reach_metres));
        }
        let numbered = (1..).zip(chains);
        let lines = numbered.map(|(chain, positions)| {
            Line::new(positions).map_err(|cause| DistanceError::Line { chain, cause })
        });
        let lines = lines.collect::<Result<Vec<_>, _>>()?;
        let too_large = DistanceError::TooLarge { reach_metres };
        let links: Vec<Link> = links::of(chains, MOST_LINKS).ok_or(too_large.clone())?;
        let squares = Squares::round(&links, reach_metres, MOST_CELLS).ok_or(too_large)?;
        Ok(Distances { squares, lines })
    }

    /// Appends the metres from each position, in ten-millionths of a degree, to the nearest line.
    ///
    /// # Errors
    /// If a position is not on earth; those before it are measured.
    pub fn measure(
        &self,
        lon_e7: &[i32],
        lat_e7: &[i32],
        metres: &mut Vec<f64>,
    ) -> Result<(), DistanceError> {
        self.measure_in_width(Width::widest(), lon_e7, lat_e7, metres)
    }

    /// The same in instructions of a certain width, which the answers do not depend on.
    ///
    /// # Errors
    /// As [`Distances::measure`].
    pub fn measure_in_width(
        &self,
        width: Width,
        lon_e7: &[i32],
        lat_e7: &[i32],
        metres: &mut Vec<f64>,
    ) -> Result<(), DistanceError> {
        if lon_e7.len() != lat_e7.len() {
            return Err(DistanceError::Uneven { lon: lon_e7.len(), lat: lat_e7.len() });
        }
        let mut places = Box::<Places>::default();
        metres.reserve(lon_e7.len());
        let mut start = 0;
        for (lon, lat) in lon_e7.chunks(BLOCK).zip(lat_e7.chunks(BLOCK)) {
            let good = on_earth(lon, lat);
            let rows = (lon.get(..good).unwrap_or(&[]), lat.get(..good).unwrap_or(&[]));
            let has_far = width.square_distances(&mut places, &self.squares, rows.0, rows.1);
            let told = metres.len();
            width.append_roots(&places, good, metres);
            if has_far {
                self.measure_far(&places, rows.0, rows.1, metres.get_mut(told..).unwrap_or(&mut []));
            }
            start += good;
            if good < lon.len() {
                return Err(DistanceError::NotOnEarth(start));
            }
        }
        Ok(())
    }

    /// No distance that was told as so many metres is off by more than this.
    #[must_use]
    pub fn error_metres(&self, metres: f64) -> f64 {
        SLACK_METRES + self.squares.shape_metres() + self.squares.share() * metres
    }

    /// Bytes held by cells and pieces.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.squares.bytes()
    }

    /// One position, by the plain geometry.
    fn plainly(&self, lon_e7: i32, lat_e7: i32) -> f64 {
        let Ok(position) = Position::from_e7(lon_e7, lat_e7) else { return f64::NAN };
        let metres = self.lines.iter().map(|line| line.nearest(position).distance_metres);
        metres.fold(f64::INFINITY, f64::min)
    }

    fn measure_far(&self, places: &Places, lon_e7: &[i32], lat_e7: &[i32], metres: &mut [f64]) {
        for (at, ((lon, lat), metres)) in lon_e7.iter().zip(lat_e7).zip(metres).enumerate() {
            if places.is_far(at) {
                *metres = self.plainly(*lon, *lat);
            }
        }
    }
}
