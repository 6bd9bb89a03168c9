//! How truly a region is known, and whether heights matter to it.

use armistice_earth::{HeightBand, NearTo, Region};
use armistice_terms::model::HeightBound;

use crate::daily::metres;

/// The highest ground above mean sea level, in metres: a height above ground differs from one above the sea by at
/// most so much.
const HIGHEST_GROUND_METRES: f64 = 8_849.0;
/// The ellipsoid lies at most so far above or below mean sea level (EGM96: -107 m to +85 m).
const GEOID_METRES: f64 = 107.0;

/// The worst accuracy of anything that bounds a region, heights among it.
#[must_use]
pub fn worst_accuracy_metres(region: &Region) -> f64 {
    match region {
        Region::Everywhere | Region::Nowhere => 0.0,
        Region::Polygon(polygon) => polygon.accuracy_metres(),
        Region::Beside(beside) => beside.accuracy_metres,
        Region::Height(band) => band.accuracy_metres,
        Region::And(regions) | Region::Or(regions) => {
            regions.iter().map(worst_accuracy_metres).fold(0.0, f64::max)
        }
        Region::Minus(whole, hole) => worst_accuracy_metres(whole).max(worst_accuracy_metres(hole)),
        Region::Near(near) => match &near.of {
            NearTo::Line(line) => {
                let cuts = line.cuts();
                let cut = |cut: Option<armistice_earth::Cut>| cut.map_or(0.0, |cut| cut.accuracy_metres);
                line.accuracy_metres().max(cut(cuts.from)).max(cut(cuts.to))
            }
            NearTo::Point { accuracy_metres, .. } => *accuracy_metres,
            NearTo::Region(region) => worst_accuracy_metres(region),
        },
    }
}

/// Whether heights bound a region.
pub(crate) fn uses_height(region: &Region) -> bool {
    match region {
        Region::Height(_) => true,
        Region::And(regions) | Region::Or(regions) => regions.iter().any(uses_height),
        Region::Minus(whole, hole) => uses_height(whole) || uses_height(hole),
        Region::Near(near) => matches!(&near.of, NearTo::Region(region) if uses_height(region)),
        Region::Everywhere | Region::Nowhere | Region::Polygon(_) | Region::Beside(_) => false,
    }
}

/// The same region with its bounds above the ground as exact as heights above the ground are; `None` where no height bounds it,
/// or some that is not above the ground.
pub(crate) fn on_ground(region: &Region) -> Option<Region> {
    uses_height(region).then(|| exact_on_ground(region))?
}

fn exact_on_ground(region: &Region) -> Option<Region> {
    let all = |regions: &[Region]| regions.iter().map(exact_on_ground).collect::<Option<Vec<_>>>();
    Some(match region {
        // No other bound is known so badly.
        Region::Height(band) if band.accuracy_metres >= HIGHEST_GROUND_METRES => {
            Region::Height(HeightBand { accuracy_metres: 0.0, ..*band })
        }
        Region::Height(_) => return None,
        Region::And(regions) => Region::And(all(regions)?),
        Region::Or(regions) => Region::Or(all(regions)?),
        Region::Minus(whole, hole) => {
            Region::Minus(Box::new(exact_on_ground(whole)?), Box::new(exact_on_ground(hole)?))
        }
        Region::Near(_) if uses_height(region) => return None,
        flat => flat.clone(),
    })
}

/// The heights that a bound of the text allows, as well known as its datum lets them be compared.
pub(crate) fn height_band(bound: &HeightBound) -> HeightBand {
    let height = Some(metres(bound.height_mm));
    HeightBand {
        lower_metres: if bound.is_above { height } else { None },
        upper_metres: if bound.is_above { None } else { height },
        accuracy_metres: if bound.above_ground { HIGHEST_GROUND_METRES } else { GEOID_METRES },
    }
}
