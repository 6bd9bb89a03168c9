use armistice_earth::{Near, NearTo};
use proptest::prelude::*;

use super::*;
use crate::Plan;
use crate::testing::{at, square_and_line};

/// Every cell measured on its own, as the definition says.
fn one_by_one(region: &Region, cells: &[Cell]) -> Vec<Cell> {
    cells.iter().copied().filter(|cell| cell.reaches_into(region)).collect()
}

/// Regions of several kinds about the square, the line and the pole.
fn regions(plan: &Plan) -> Vec<Region> {
    let zones: Vec<Region> = plan.zones.values().cloned().collect();
    let mut regions = zones.clone();
    regions.push(Region::Or(zones.clone()));
    regions.push(Region::Minus(Box::new(Region::Everywhere), Box::new(Region::Or(zones))));
    regions.extend([Region::Everywhere, Region::Nowhere]);
    for (lon, lat, metres) in [(179.9, -40.0, 300_000.0), (10.0, 89.5, 120_000.0), (-120.0, 0.0, 9_000.0)] {
        let of = NearTo::Point { position: at(lon, lat), accuracy_metres: 50.0 };
        regions.push(Region::Near(Near { of, metres, is_beyond: false, side: None }));
    }
    regions
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn cells_that_are_looked_at_together_are_those_that_are_looked_at_one_by_one(
        west in -1800..1700_i32,
        south in -900..880_i32,
        step in 1..40_i32,
        near in proptest::bool::ANY,
    ) {
        let plan = square_and_line();
        let (south, west) = if near { (south / 60, west / 60) } else { (south, west) };
        let cells: BTreeSet<Cell> = (0..12)
            .flat_map(|north| (0..12).map(move |east| Cell::at(south + north * step, west + east * step)))
            .filter(|cell| (-900..900).contains(&cell.south))
            .collect();
        let cells: Vec<Cell> = cells.into_iter().collect();
        for region in regions(&plan) {
            let reach = Reach::of(&region, None);
            prop_assert_eq!(reach.among(cells.clone()), one_by_one(&region, &cells), "{:?}", region);
        }
    }

    #[test]
    fn no_place_of_a_zone_lies_in_a_cell_that_is_not_counted(lon in -0.1..0.4_f64, lat in -0.1..0.4_f64) {
        let plan = square_and_line();
        for (zone, region) in &plan.zones {
            if region.locate(at(lon, lat), None, 0.0).margin_metres >= 0.0 {
                let cells = cells_of(region, plan.balls.get(zone).map(Vec::as_slice)).unwrap();
                prop_assert!(cells.contains(&Cell::of(at(lon, lat))));
            }
        }
    }
}

#[test]
fn with_balls_no_cell_is_missed_and_what_has_no_end_is_not_counted() {
    let plan = square_and_line();
    for (zone, region) in &plan.zones {
        let cells: Vec<Cell> =
            (-20..20).flat_map(|south| (-20..20).map(move |west| Cell { south, west })).collect();
        let balls = plan.balls.get(zone).map(Vec::as_slice);
        assert!(balls.is_some());
        assert_eq!(cells_of(region, balls), Some(one_by_one(region, &cells)));
        assert_eq!(Reach::of(region, balls).among(cells.clone()), one_by_one(region, &cells));
        assert_eq!(cells_of(region, None), None);
    }
    assert_eq!(cells_of(&Region::Everywhere, None), None);
}

#[test]
fn no_corner_of_a_cell_is_farther_from_its_middle_than_is_reckoned_with() {
    for south in -900..900 {
        let (_, reach) = Block::of(Cell { south, west: -1800 }).disc().unwrap();
        assert!(reach < CELL_METRES && reach > 5_500.0, "{reach} m at {south}");
    }
    let whole = Block { first: Cell { south: -900, west: -1800 }, last: Cell { south: 899, west: 1799 } };
    assert!(whole.disc().unwrap().1 > 20_000_000.0);
}
