//! Which zones are far from a position, for very many positions: by an index of cells over all that bounds them.
//!
//! The plain geometry still has the word on everything near a boundary, and on how deep inside a zone an object is.

use armistice_cells::{Compiled, GRID_METRES, Index, Shape, Spot};
use armistice_earth::{Position, Region};

use crate::Plan;

/// Zones with their heights left aside, in an index.
#[derive(Debug)]
pub(crate) struct Clearing {
    index: Index,
    /// What the edges in the index may stray from the boundaries, and the grid from a position.
    sag_metres: f64,
    /// The number in the index of each zone of the plan, in order; none for a zone without end.
    numbers: Vec<Option<u32>>,
}

/// What is far from a position.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clear<'c> {
    clearing: &'c Clearing,
    metres: f64,
    zones: &'c [u32],
}

impl Clearing {
    /// The index of all zones that it can hold; nothing if there is none.
    pub(crate) fn over(plan: &Plan) -> Option<Clearing> {
        let (mut compiled, mut formulas, mut numbers) = (Compiled::default(), Vec::new(), Vec::new());
        for region in plan.zones.values() {
            let formula = footprint(region, true).and_then(|region| compiled.add(&region).ok());
            numbers.push(formula.as_ref().and_then(|_| u32::try_from(formulas.len()).ok()));
            formulas.extend(formula);
        }
        let sag_metres = compiled.sag_metres() + GRID_METRES;
        let index = Index::new(&compiled.areas, formulas, &Shape::default()).ok()?;
        numbers.iter().any(Option::is_some).then_some(Clearing { index, sag_metres, numbers })
    }

    /// What is far from a position; `None` if an edge is near.
    pub(crate) fn about(&self, position: Position) -> Option<Clear<'_>> {
        let spot = Spot::from(position);
        let open = self.index.open_at(spot)?;
        let metres = spot.metres_of(open.steps) - self.sag_metres;
        (metres > 0.0).then_some(Clear { clearing: self, metres, zones: open.zones })
    }
}

impl Clear<'_> {
    /// At least how far outside a zone the position is, by the place of the zone in the plan; `None` if it is not.
    pub(crate) fn outside_by(&self, zone: usize) -> Option<f64> {
        let number = (*self.clearing.numbers.get(zone)?)?;
        self.zones.binary_search(&number).is_err().then_some(self.metres)
    }
}

/// A region that holds the footprint of another, or if not `is_wide` one that the footprint holds: heights taken for
/// everywhere, or for nowhere. `None` where what is near something depends on a height.
pub(crate) fn footprint(region: &Region, is_wide: bool) -> Option<Region> {
    let all = |regions: &[Region]| -> Option<Vec<Region>> {
        regions.iter().map(|region| footprint(region, is_wide)).collect()
    };
    Some(match region {
        Region::Height(_) if is_wide => Region::Everywhere,
        Region::Height(_) => Region::Nowhere,
        Region::And(regions) => Region::And(all(regions)?),
        Region::Or(regions) => Region::Or(all(regions)?),
        Region::Minus(whole, hole) => {
            Region::Minus(Box::new(footprint(whole, is_wide)?), Box::new(footprint(hole, !is_wide)?))
        }
        Region::Near(_) if crate::accuracy::uses_height(region) => return None,
        other => other.clone(),
    })
}
