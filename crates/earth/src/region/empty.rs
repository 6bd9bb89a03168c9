//! Whether there is anything of a region at all: halves the window that holds it, the likeliest half first.

use std::collections::BinaryHeap;

use super::{Extent, Region};
use crate::edge::Corner;
use crate::frame::position;
use crate::geodesic::distance;
use crate::{Frame, Position};

/// Of two boundaries that run along each other, so many looks say nothing certain.
const MOST_LOOKS: u32 = 1_000;
/// What is not wider is nothing.
const LEAST_METRES: f64 = 0.5;
/// Of two windows whose middles lie equally deep the wider one comes first, for it may reach deeper; by less than its
/// whole reach, or all wide windows would come before all narrow ones.
const HOPE: f64 = 0.25;
/// A disc wider by so much holds its window surely.
const SURELY: f64 = 1.02;
/// The farthest point of a wider window need not be a corner.
const WIDEST_E7: i64 = 200_000_000;

/// A window with how promising it is: how deep its surroundings lie inside, in millimetres.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    promise: i64,
    window: (i64, i64, i64, i64),
}

impl Region {
    /// Whether no position belongs to the region at any height, or none but slivers less than a metre wide. Nothing
    /// where that is not certain after a bounded number of looks, or where nothing bounds the region.
    #[must_use]
    pub fn is_empty(&self) -> Option<bool> {
        // A shape always has something, and its boundary.
        if matches!(self, Region::Everywhere | Region::Polygon(_) | Region::Near(_) | Region::Beside(_)) {
            return Some(false);
        }
        let ground = self.footprint();
        let frame = match ground.extent() {
            Extent::Nothing => return Some(true),
            Extent::Unbounded => return None,
            Extent::Within(frame) => frame,
        };
        let mut open: BinaryHeap<Look> =
            frame.parts().into_iter().map(|window| look(i64::MAX, window)).collect();
        for _ in 0..MOST_LOOKS {
            let Some(Look { window: (west, east, south, north), .. }) = open.pop() else {
                return Some(true);
            };
            let window = Frame { west, east, south, north };
            let middle = middle(window);
            if ground.level(middle) >= 0.0 {
                return Some(false);
            }
            let Some(reach) = reach(window, middle) else {
                open.extend(halves(window).map(|half| look(i64::MAX, half)));
                continue;
            };
            let margin = ground.margin_of_drawing(middle, None);
            let is_outside = margin < -reach || ground.is_uniform(middle, reach) == Some(false);
            if !is_outside && reach > LEAST_METRES {
                open.extend(halves(window).map(|half| look(millimetres(margin + reach * HOPE), half)));
            }
        }
        open.is_empty().then_some(true)
    }
}

fn look(promise: i64, window: Frame) -> Look {
    Look { promise, window: (window.west, window.east, window.south, window.north) }
}

#[expect(clippy::cast_possible_truncation, reason = "no distance on the earth comes near 2^63 millimetres")]
fn millimetres(metres: f64) -> i64 {
    (metres * 1000.0) as i64
}

fn middle(window: Frame) -> Position {
    position(Corner {
        lon: i64::midpoint(window.west, window.east),
        lat: i64::midpoint(window.south, window.north),
    })
}

/// Every position of the window lies so near to its middle, in metres; nothing for a window too wide to say.
fn reach(window: Frame, middle: Position) -> Option<f64> {
    let (wide, tall) = window.sides();
    if wide.max(tall) > WIDEST_E7 {
        return None;
    }
    let lons = [window.west, window.east];
    let corners =
        lons.into_iter().flat_map(|lon| [window.south, window.north].map(|lat| Corner { lon, lat }));
    Some(corners.map(|corner| distance(middle, position(corner))).fold(0.0, f64::max) * SURELY)
}

/// The window cut in two across its longer side.
fn halves(window: Frame) -> [Frame; 2] {
    let (wide, tall) = window.sides();
    let (lon, lat) = (i64::midpoint(window.west, window.east), i64::midpoint(window.south, window.north));
    if wide >= tall {
        [Frame { east: lon, ..window }, Frame { west: lon, ..window }]
    } else {
        [Frame { north: lat, ..window }, Frame { south: lat, ..window }]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Beside, Cardinal, Line, Near, NearTo, Polygon};

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat).unwrap()
    }

    fn square(west: f64, south: f64, side: f64) -> Region {
        let (east, north) = (west + side, south + side);
        let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)];
        Region::Polygon(Polygon::new(&[ring.map(|(lon, lat)| at(lon, lat)).to_vec()]).unwrap())
    }

    fn round(lon: f64, lat: f64, metres: f64) -> Region {
        Region::Near(Near::within(metres, NearTo::Point { position: at(lon, lat), accuracy_metres: 0.0 }))
    }

    #[test]
    fn what_lies_apart_has_nothing_in_common() {
        let apart = Region::And(vec![square(10.0, 10.0, 1.0), square(12.0, 10.0, 1.0)]);
        assert_eq!(apart.is_empty(), Some(true));
        let overlapping = Region::And(vec![square(10.0, 10.0, 1.0), square(10.999, 10.0, 1.0)]);
        assert_eq!(overlapping.is_empty(), Some(false));
    }

    #[test]
    fn what_is_taken_out_whole_leaves_nothing() {
        let all_gone =
            Region::Minus(Box::new(round(10.0, 10.0, 900.0)), Box::new(round(10.0, 10.0, 1_000.0)));
        assert_eq!(all_gone.is_empty(), Some(true));
        let a_rim = Region::Minus(Box::new(round(10.0, 10.0, 1_000.0)), Box::new(round(10.0, 10.0, 900.0)));
        assert_eq!(a_rim.is_empty(), Some(false));
    }

    #[test]
    fn what_nothing_bounds_is_not_looked_through() {
        let north =
            Region::Beside(Beside { side: Cardinal::North, point: at(10.0, 10.0), accuracy_metres: 0.0 });
        assert_eq!(Region::And(vec![north.clone()]).is_empty(), None);
        assert_eq!(north.is_empty(), Some(false));
        assert_eq!(Region::Nowhere.is_empty(), Some(true));
    }

    #[test]
    fn across_the_antimeridian_it_is_found_too() {
        let line = Line::new(vec![at(179.9, 0.0), at(-179.9, 0.0)]).unwrap();
        let strip = Region::Near(Near::within(1_000.0, NearTo::Line(line)));
        let far = Region::And(vec![strip.clone(), round(-179.95, 0.0, 500.0)]);
        assert_eq!(far.is_empty(), Some(false));
        assert_eq!(Region::And(vec![strip, round(-179.95, 0.1, 500.0)]).is_empty(), Some(true));
    }

    proptest! {
        /// Two circles have something in common exactly where their middles are nearer than both radii together.
        #[test]
        fn circles_meet_where_their_middles_are_near(
            (lon, lat) in (-179.0..179.0_f64, -80.0..80.0_f64),
            (east, north) in (-0.2..0.2_f64, -0.2..0.2_f64),
            radii in (10.0..20_000.0_f64, 10.0..20_000.0_f64),
        ) {
            let both = Region::And(vec![round(lon, lat, radii.0), round(lon + east, lat + north, radii.1)]);
            let gap = distance(at(lon, lat), at(lon + east, lat + north)) - radii.0 - radii.1;
            prop_assume!(gap.abs() > 5.0);
            if let Some(is_empty) = both.is_empty() {
                prop_assert_eq!(is_empty, gap > 0.0);
            } else {
                prop_assert!(gap.abs() < 100.0, "uncertain at {} m", gap);
            }
        }
    }
}
