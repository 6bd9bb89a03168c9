//! Whether a disc lies wholly inside or wholly outside, by cheap bounds: for leaving out what no boundary crosses.

use super::{Near, NearTo, Region};
use crate::edge::{Corner, Edge, nearest_edge};
use crate::geodesic::FARTHEST_METRES;
use crate::{Line, Position, Side};

/// What rounding may move a cut or a distance.
const SLACK_METRES: f64 = 0.1;

impl Region {
    /// Whether all positions within a distance belong to the region, or none does; nothing where that is not certain
    /// at a glance. Heights bound nothing.
    pub(crate) fn is_uniform(&self, middle: Position, reach_metres: f64) -> Option<bool> {
        let all_of = |regions: &[Region], wanted: bool| {
            let mut certain = Some(wanted);
            for region in regions {
                match region.is_uniform(middle, reach_metres) {
                    Some(is_inside) if is_inside != wanted => return Some(!wanted),
                    Some(_) => {}
                    None => certain = None,
                }
            }
            certain
        };
        match self {
            Region::And(regions) => all_of(regions, true),
            Region::Or(regions) => all_of(regions, false),
            Region::Minus(whole, hole) => match whole.is_uniform(middle, reach_metres) {
                Some(false) => Some(false),
                whole => match hole.is_uniform(middle, reach_metres) {
                    Some(true) => Some(false),
                    Some(false) => whole,
                    None => None,
                },
            },
            Region::Near(Near { of: NearTo::Line(line), side: None | Some(Side::On), metres, is_beyond }) => {
                let is_near = is_near(line, *metres, middle, reach_metres)?;
                Some(is_near != *is_beyond)
            }
            shape => {
                let margin = shape.margin_of_drawing(middle, None);
                (margin.abs() > reach_metres + SLACK_METRES).then_some(margin > 0.0)
            }
        }
    }
}

/// Whether all positions within reach are near the part of a line between its cuts, or none is.
fn is_near(line: &Line, metres: f64, middle: Position, reach: f64) -> Option<bool> {
    let margin = metres - line.nearest(middle).distance_metres;
    if margin < -reach - SLACK_METRES {
        return Some(false);
    }
    let is_strip = margin > reach + SLACK_METRES;
    if line.cuts().is_none() {
        return is_strip.then_some(true);
    }
    // If the rest of the line is farther than the part by twice the reach, no position within reach is nearer to it.
    let (part, rest) = part_and_rest(line);
    let metres_to = |edges: &[Edge]| {
        nearest_edge(edges, middle).map_or(FARTHEST_METRES, |(_, foot)| foot.distance_metres)
    };
    let lead = metres_to(&rest) - metres_to(&part);
    if lead < -2.0 * reach - SLACK_METRES {
        return Some(false);
    }
    (is_strip && lead > 2.0 * reach + SLACK_METRES).then_some(true)
}

/// The edges between the cuts of a line and those beyond them; an edge with a cut on it is parted there.
fn part_and_rest(line: &Line) -> (Vec<Edge>, Vec<Edge>) {
    let cuts = line.cuts();
    let (first, last) = (
        cuts.from.map_or(-1.0, |cut| cut.along_metres),
        cuts.to.map_or(FARTHEST_METRES * 1e3, |cut| cut.along_metres),
    );
    let (mut part, mut rest) = (Vec::new(), Vec::new());
    for (index, edge) in line.edges.iter().enumerate() {
        let (start, end) = (line.start_of(index), line.start_of(index + 1));
        let mut corners = vec![(start, edge.from)];
        for cut in [first, last] {
            if start < cut && cut < end {
                corners.push((cut, Corner::of(line.at(cut)).unrolled_beside(edge.from.lon)));
            }
        }
        corners.push((end, edge.to));
        for pair in corners.windows(2) {
            let [(from, one), (to, other)] = pair else { continue };
            let is_part = first <= f64::midpoint(*from, *to) && f64::midpoint(*from, *to) <= last;
            let edges = if is_part { &mut part } else { &mut rest };
            if corners.len() == 2 {
                edges.push(edge.clone());
            } else if one != other {
                edges.push(Edge::new(*one, *other));
            }
        }
    }
    (part, rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::geodesic::destination;

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat).unwrap()
    }

    proptest! {
        #[test]
        fn what_is_called_uniform_is_so(
            corners in proptest::collection::vec((126.5..127.5_f64, 37.5..38.5_f64), 2..6),
            (first, second) in (0.05..0.45_f64, 0.55..0.95_f64),
            metres in 2_000.0..40_000.0_f64,
            (lon, lat) in (126.0..128.0_f64, 37.0..39.0_f64),
            reach in 10.0..20_000.0_f64,
            probes in proptest::collection::vec((-180.0..180.0_f64, 0.0..1.0_f64), 20),
        ) {
            let line = Line::new(corners.iter().map(|(lon, lat)| at(*lon, *lat)).collect::<Vec<_>>()).unwrap();
            let marks = [("a", first), ("b", second)]
                .map(|(code, share)| (code.to_owned(), line.at(line.end() * share)));
            // A line that crosses itself may meet its markers in another order.
            let Ok(line) = line.with_markers(marks) else { return Ok(()) };
            let Ok(part) = line.between("a", "b") else { return Ok(()) };
            let part = Region::Near(Near::within(metres, NearTo::Line(part)));
            let whole = Region::Near(Near::within(metres / 2.0, NearTo::Line(line)));
            for region in [
                part.clone(),
                Region::Or(vec![part.clone(), whole.clone()]),
                Region::Minus(Box::new(whole), Box::new(part)),
            ] {
                let Some(is_inside) = region.is_uniform(at(lon, lat), reach) else { continue };
                for (azimuth, share) in &probes {
                    let probe = destination(at(lon, lat), *azimuth, reach * share);
                    prop_assert_eq!(region.level(probe) >= 0.0, is_inside);
                }
            }
        }
    }
}
