//! How truly a region is known, and whether heights matter to it.

use armistice_earth::{NearTo, Region};

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
