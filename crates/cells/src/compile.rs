//! Regions of the plain geometry become areas on the grid, with a certificate of how far each may be off.

use armistice_earth::{Answer, Beside, Cardinal, Extent, Flaw, Near, Polygon, Position, Region};
use thiserror::Error;

use crate::{Area, AreaError, Formula, QUARTER_TURN, Spot};

/// A corner of the grid lies so near to what it stands for: half a step each way, 4.7 mm, so 6.6 mm in all.
pub const GRID_METRES: f64 = 0.0066;

/// Areas for an index, gathered zone by zone.
#[derive(Debug, Clone, Default)]
pub struct Compiled {
    /// The areas, by number.
    pub areas: Vec<Area>,
    /// How each came about.
    pub certificates: Vec<Certificate>,
    /// Polygons whose drawing lies over itself, by the number of their first area, each with the first place where that is
    /// seen. Their areas are what the even-odd rule makes of each part, and all parts together.
    pub flaws: Vec<(u32, Flaw)>,
}

/// How far the edge of an area may run from the boundary that it stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Certificate {
    /// How the edge was made.
    pub method: Method,
    /// No point of the edge is farther from the boundary, in metres, the rounding to the grid included.
    pub sag_metres: f64,
}

/// How the edge of an area was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Its corners are those of the region, and its edges straight in longitude and latitude as they are there.
    Drawn,
    /// Its corners were found on the boundary with the exact distance, and set so close that the edges run along it.
    Traced,
}

/// Why a region cannot become areas.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CompileError {
    /// Heights are no matter of the grid.
    #[error(
        "the region depends on heights, which the index does not know: take its footprint, and ask for heights apart"
    )]
    Height,
    /// A region without end that is no half of the earth.
    #[error("the region has no end: cut it to a window before it is compiled")]
    Unbounded,
    /// The rings that were found are no area.
    #[error(transparent)]
    Area(#[from] AreaError),
}

impl Compiled {
    /// Adds the areas of a region, and gives the zone that they make. What is combined in the region is combined in the
    /// zone; only single shapes become areas.
    ///
    /// The common boundary of a difference, which belongs to the region, falls to one side or the other here: what lies
    /// within the sag of a boundary is to be asked of the region itself.
    ///
    /// # Errors
    /// If the region depends on heights, or is without end in a way that has no areas.
    pub fn add(&mut self, region: &Region) -> Result<Formula, CompileError> {
        match region {
            Region::Everywhere => Ok(Formula::All(Vec::new())),
            Region::Nowhere => Ok(Formula::Any(Vec::new())),
            Region::And(regions) => Ok(Formula::All(self.add_each(regions)?)),
            Region::Or(regions) => Ok(Formula::Any(self.add_each(regions)?)),
            Region::Minus(whole, hole) => {
                let hole = Formula::Not(Box::new(self.add(hole)?));
                Ok(Formula::All(vec![self.add(whole)?, hole]))
            }
            Region::Beside(beside) => self.add_half(beside),
            Region::Height(_) => Err(CompileError::Height),
            Region::Near(near) if near.is_beyond && near.side.is_none() => {
                let within = Near { is_beyond: false, ..near.clone() };
                Ok(Formula::Not(Box::new(self.add(&Region::Near(within))?)))
            }
            Region::Polygon(polygon) => self.add_polygon(polygon),
            Region::Near(_) => self.add_outline(region),
        }
    }

    /// The worst sag of all areas, in metres.
    pub fn sag_metres(&self) -> f64 {
        self.certificates.iter().map(|certificate| certificate.sag_metres).fold(0.0, f64::max)
    }

    fn add_each(&mut self, regions: &[Region]) -> Result<Vec<Formula>, CompileError> {
        regions.iter().map(|region| self.add(region)).collect()
    }

    /// Each part of a polygon is an area with the corners that it was drawn with; what parts share belongs to both.
    fn add_polygon(&mut self, polygon: &Polygon) -> Result<Formula, CompileError> {
        let first = self.areas.len();
        let certificate = Certificate { method: Method::Drawn, sag_metres: GRID_METRES };
        let mut parts = Vec::new();
        for rings in polygon.parts() {
            parts.push(self.push(Area::of_positions(&rings)?, certificate));
        }
        let number = u32::try_from(first).unwrap_or(u32::MAX);
        self.flaws.extend(polygon.flaw().map(|flaw| (number, flaw)));
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Formula::Any(parts) })
    }

    fn add_outline(&mut self, region: &Region) -> Result<Formula, CompileError> {
        let window = match region.extent() {
            Extent::Nothing => return Ok(Formula::Any(Vec::new())),
            Extent::Unbounded => return Err(CompileError::Unbounded),
            Extent::Within(window) => window,
        };
        // A shape that itself asks for a height has no footprint of its own that would do for all heights.
        let middle = window.south_west();
        if region.contains(middle, None) == Answer::Undetermined {
            return Err(CompileError::Height);
        }
        let outline = region.outline(window.wider(MARGIN_METRES));
        let rings: Vec<Vec<Position>> = outline.polygons.into_iter().flatten().collect();
        let sag_metres = outline.tolerance_metres + GRID_METRES;
        Ok(self.push(Area::of_outline(&rings)?, Certificate { method: Method::Traced, sag_metres }))
    }

    fn add_half(&mut self, beside: &Beside) -> Result<Formula, CompileError> {
        let spot = Spot::from(beside.point);
        let certificate = Certificate { method: Method::Drawn, sag_metres: GRID_METRES };
        let is_north = beside.point.lat_e7() >= 0;
        let (ring, is_other_side) = match beside.side {
            // A ring along the parallel holds the pole on its own side of the equator.
            Cardinal::North => (parallel(spot.v), !is_north),
            Cardinal::South => (parallel(spot.v), is_north),
            Cardinal::East => (half_turn(spot.u), false),
            Cardinal::West => (half_turn(spot.u), true),
        };
        let half = self.push(Area::new([ring])?, certificate);
        Ok(if is_other_side { Formula::Not(Box::new(half)) } else { half })
    }

    fn push(&mut self, area: Area, certificate: Certificate) -> Formula {
        let number = u32::try_from(self.areas.len()).unwrap_or(u32::MAX);
        self.areas.push(area);
        self.certificates.push(certificate);
        Formula::Area(number)
    }
}

/// An outline is looked for so far around the extent of its region, so that no edge lies on the rim of the window.
const MARGIN_METRES: f64 = 100.0;

/// The parallel once round the earth.
fn parallel(v: i32) -> Vec<Spot> {
    let eighths = (0..=8_u32).map(|eighth| Spot { u: eighth.wrapping_mul(1 << 29).cast_signed(), v });
    eighths.collect()
}

/// All places at most half a turn east of a meridian.
fn half_turn(u: i32) -> Vec<Spot> {
    let eighth = |count: i32| u.wrapping_add(count << 29);
    let level = |v: i32| (0..=4).map(move |count| Spot { u: eighth(count), v });
    let half = QUARTER_TURN / 2;
    let up = [-half, 0, half].map(|v| Spot { u: eighth(4), v });
    let down = [half, 0, -half].map(|v| Spot { u, v });
    let south = level(-QUARTER_TURN);
    let north = level(QUARTER_TURN).rev();
    let start = Spot { u, v: -QUARTER_TURN };
    south.chain(up).chain(north).chain(down).chain([start]).collect()
}
