//! Which edges of a ring lie over a meridian, without a look at the others.

use crate::edge::Edge;
use crate::position::HALF_TURN_E7;

/// There are at most so many strips between meridians, and each edge is written down in so many of them in the mean.
const MOST_STRIPS: usize = 1 << 16;
const MOST_EACH: usize = 8;
const TURN_E7: i64 = 2 * HALF_TURN_E7;

/// Strips of one width from the westernmost to the easternmost corner of a ring, each with the edges that reach into it.
#[derive(Debug, Clone, Default)]
pub(super) struct Comb {
    west: i64,
    east: i64,
    width: i64,
    /// Where the edges of each strip begin in the list, and where those of the last one end.
    starts: Vec<u32>,
    edges: Vec<u32>,
}

impl Comb {
    pub(super) fn of(edges: &[Edge]) -> Comb {
        let ends = || edges.iter().flat_map(|edge| [edge.from.lon, edge.to.lon]);
        let (Some(west), Some(east)) = (ends().min(), ends().max()) else { return Comb::default() };
        let most = edges.len() * MOST_EACH + MOST_STRIPS / 16;
        let mut comb = Comb { west, east, ..Comb::default() };
        let mut strips = edges.len().clamp(1, MOST_STRIPS);
        loop {
            comb.width = (east - west) / i64::try_from(strips).unwrap_or(1) + 1;
            let written: usize =
                edges.iter().map(|edge| comb.strips_of(edge)).map(|(first, last)| last - first + 1).sum();
            if written <= most || strips == 1 {
                break;
            }
            strips /= 2;
        }
        let mut lists: Vec<Vec<u32>> = vec![Vec::new(); comb.strip(east) + 1];
        for (number, edge) in (0_u32..).zip(edges) {
            let (first, last) = comb.strips_of(edge);
            lists.iter_mut().take(last + 1).skip(first).for_each(|list| list.push(number));
        }
        comb.starts.push(0);
        for list in lists {
            comb.edges.extend(list);
            comb.starts.push(u32::try_from(comb.edges.len()).unwrap_or(u32::MAX));
        }
        comb
    }

    /// The numbers of the edges over a meridian, of all turns round the earth on which there is one; each once, for no edge is
    /// longer than half a turn.
    pub(super) fn over<'c>(&'c self, edges: &'c [Edge], lon: i64) -> impl Iterator<Item = &'c Edge> {
        let first = lon + (self.west - lon + TURN_E7 - 1).div_euclid(TURN_E7) * TURN_E7;
        let turns = std::iter::successors(Some(first), |lon| Some(lon + TURN_E7));
        turns.take_while(|lon| *lon <= self.east).flat_map(move |lon| {
            let at = self.strip(lon);
            let range = self.starts.get(at).zip(self.starts.get(at + 1));
            let numbers = range.and_then(|(from, to)| self.edges.get(*from as usize..*to as usize));
            let here = numbers.unwrap_or_default().iter().filter_map(|number| edges.get(*number as usize));
            here.filter(move |edge| {
                edge.from.lon.min(edge.to.lon) <= lon && lon <= edge.from.lon.max(edge.to.lon)
            })
        })
    }

    fn strip(&self, lon: i64) -> usize {
        usize::try_from((lon - self.west) / self.width.max(1)).unwrap_or(0)
    }

    /// The first and the last strip into which an edge reaches.
    fn strips_of(&self, edge: &Edge) -> (usize, usize) {
        (self.strip(edge.from.lon.min(edge.to.lon)), self.strip(edge.from.lon.max(edge.to.lon)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edge::Corner;

    proptest! {
        #[test]
        fn the_edges_over_a_meridian_are_all_that_reach_there(steps in prop::collection::vec(-1_800_000_000..1_800_000_000_i64, 1..60), scale in prop_oneof![Just(1_i64), Just(30), Just(100_000_000)], start in -180..180_i64, lons in prop::collection::vec(-1_800_000_000..1_800_000_000_i64, 1..20)) {
            let mut at = Corner { lon: start * 10_000_000, lat: 0 };
            let mut edges = Vec::new();
            for (step, lat) in steps.into_iter().zip(1..) {
                let to = Corner { lon: at.lon + step / scale, lat };
                edges.push(Edge::new(at, to));
                at = to;
            }
            let comb = Comb::of(&edges);
            let corners = edges.iter().map(|edge| edge.from.lon).collect::<Vec<_>>();
            for lon in lons.into_iter().chain(corners) {
                let holds = |edge: &&Edge| {
                    let (west, east) = (edge.from.lon.min(edge.to.lon), edge.from.lon.max(edge.to.lon));
                    (lon + (west - lon + TURN_E7 - 1).div_euclid(TURN_E7) * TURN_E7) <= east
                };
                // Each has a latitude of its own.
                let mut plainly: Vec<i64> = edges.iter().filter(holds).map(|edge| edge.to.lat).collect();
                let mut found: Vec<i64> = comb.over(&edges, lon).map(|edge| edge.to.lat).collect();
                plainly.sort_unstable();
                found.sort_unstable();
                prop_assert_eq!(found, plainly);
            }
        }
    }
}
