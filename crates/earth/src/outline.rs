//! The outline of a region as polygons, for maps.
//!
//! A grid over a window finds the boundary (`grid`); each piece of it is then halved until it runs within the
//! tolerance (`pieces`), and the rings become polygons with holes (`rings`). An area that is one plain polygon keeps
//! its own corners.
//!
//! What is narrower than a cell of the grid can be missed; of what is drawn, each corner lies on the boundary to the
//! centimetre, and each edge within the tolerance that the outline states.

mod clip;
mod grid;
mod pieces;
mod rings;
mod shade;

use crate::edge::Corner;
use crate::position::HALF_TURN_E7;
use crate::{Beside, Cardinal, Frame, Position, Region};
use grid::Grid;
use shade::Shade;

/// The fewest and most cells along the longer side of a window.
const CELLS: std::ops::RangeInclusive<i64> = 512..=2_048;
/// The narrowest part of a region is so many cells wide, if there are cells enough.
const CELLS_ACROSS: i64 = 6;
/// How far an edge of an outline may run from the boundary, in metres.
const TOLERANCE_METRES: f64 = 1.0;

/// How far the corners of a cut area may be from where they truly are.
const ROUNDING_METRES: f64 = 0.02;

/// The outline of a region.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Polygons that do not overlap: of each the outer ring, against the clock, then its holes, with the clock; every
    /// ring with its first position again as the last. None crosses the antimeridian; a region that does is cut there.
    pub polygons: Vec<Vec<Vec<Position>>>,
    /// Whether the region reaches over the window and is cut off at its edge.
    pub is_clipped: bool,
    /// Every point of the outline is so near to the boundary or to the edge of the window, in metres; 0 where the
    /// corners are the region's own.
    pub tolerance_metres: f64,
}

impl Region {
    /// The outline of the region within a window. Heights bound nothing here: see [`Region::footprint`].
    #[must_use]
    pub fn outline(&self, window: Frame) -> Outline {
        let region = self.footprint();
        if let Some(outline) = own_corners(&region, window) {
            return outline;
        }
        // Where horns and gaps are too narrow for the cells, smaller cells see more of them.
        let mut cells = cells(&region, window);
        let mut outline = traced(&region, window, cells);
        while outline.tolerance_metres > TOLERANCE_METRES && i64::from(cells) < *CELLS.end() {
            cells *= 2;
            let finer = traced(&region, window, cells);
            if finer.tolerance_metres < outline.tolerance_metres {
                outline = finer;
            }
        }
        outline
    }
}

/// The outline that a grid of so many cells shows.
fn traced(region: &Region, window: Frame, cells: u32) -> Outline {
    let mut all = Outline { polygons: Vec::new(), is_clipped: false, tolerance_metres: TOLERANCE_METRES };
    let parts = window.parts();
    let is_cut = parts.len() > 1;
    for part in parts {
        let shade = Shade { region, window: part };
        let rough = Grid::over(&shade, cells).rings();
        let drawn = pieces::drawn(&shade, &rough, TOLERANCE_METRES);
        all.tolerance_metres = all.tolerance_metres.max(drawn.tolerance_metres);
        // The antimeridian cuts a window in two and no region off.
        let west = if is_cut && part.west == -HALF_TURN_E7 { i64::MIN } else { part.west };
        let east = if is_cut && part.east == HALF_TURN_E7 { i64::MAX } else { part.east };
        let limits = Frame { west, east, ..part };
        all.is_clipped |= drawn.rings.iter().flatten().any(|corner| limits.is_at_edge(*corner));
        all.polygons.extend(rings::polygons(drawn.rings));
    }
    all
}

/// The outline of a plain area that lies within the window, whole or cut along parallels and meridians: its own corners.
fn own_corners(region: &Region, window: Frame) -> Option<Outline> {
    let (mut areas, mut sides) = (Vec::new(), Vec::new());
    let parts = match region {
        Region::And(parts) => parts.iter().collect(),
        other => vec![other],
    };
    for part in parts {
        match part {
            Region::Polygon(polygon) => areas.push(polygon),
            Region::Beside(beside) => sides.push(*beside),
            Region::Everywhere => {}
            _ => return None,
        }
    }
    let [polygon] = areas.as_slice() else { return None };
    let frame = polygon.frame()?;
    // A meridian parts the earth at its far side too; that side must not run through the area.
    let is_far = |beside: &Beside| {
        let lon = i64::from(beside.point.lon_e7());
        let is_meridian = matches!(beside.side, Cardinal::East | Cardinal::West);
        is_meridian && (frame.west < lon - HALF_TURN_E7 || lon + HALF_TURN_E7 < frame.east)
    };
    let rings = polygon.plain_rings().filter(|_| !sides.iter().any(is_far))?;
    let polygons: Vec<Vec<Vec<Position>>> = if sides.is_empty() {
        rings.into_iter().map(rings::wound).collect()
    } else {
        let open = |ring: Vec<Position>| ring.iter().skip(1).copied().map(Corner::of).collect();
        let wound = rings.into_iter().flat_map(rings::wound).map(open).collect();
        rings::polygons(clip::cut(wound, &sides))
    };
    let corners = polygons.iter().flatten().flatten().copied().map(Corner::of);
    let is_within = corners.into_iter().all(|corner| window.holds(corner));
    let tolerance_metres = if sides.is_empty() { 0.0 } else { ROUNDING_METRES };
    is_within.then_some(Outline { polygons, is_clipped: false, tolerance_metres })
}

/// How many cells along the longer side of the window make the narrowest part of the region wide enough to be seen.
fn cells(region: &Region, window: Frame) -> u32 {
    let (wide, tall) = window.sides();
    let needed = region.narrowest().map_or(0, |width| CELLS_ACROSS * wide.max(tall) / width.max(1));
    u32::try_from(needed.clamp(*CELLS.start(), *CELLS.end())).unwrap_or(0)
}

#[cfg(test)]
mod tests;
