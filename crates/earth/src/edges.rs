//! Many edges in balls, and those in balls again, so that the nearest is found without a look at most of them.

use std::ops::Deref;
use std::sync::Arc;

use crate::Position;
use crate::edge::{Ball, Edge, Foot, chord, earth_centred, nearer_edge};
use crate::geodesic::degrees;
use crate::links::Links;
use crate::located::Between;

/// So many neighbours share a ball.
const TOGETHER: usize = 16;
/// What the arithmetic of a ball may be wrong by, with much room.
const SLACK_METRES: f64 = 0.001;

/// Edges in an order.
#[derive(Debug, Clone)]
pub(crate) struct Edges {
    // Shared by all copies: places that are made of one line each have it.
    all: Arc<[Edge]>,
    /// Each round 16 edges, and each round 16 of those.
    inner: Arc<[Ball]>,
    outer: Arc<[Ball]>,
    links: Arc<Links>,
}

impl Ball {
    /// A ball that holds others.
    pub(crate) fn round(balls: &[Ball]) -> Ball {
        let mut centre = [0.0; 3];
        for ball in balls {
            for (sum, metres) in centre.iter_mut().zip(ball.centre) {
                #[expect(clippy::cast_precision_loss, reason = "16 at most")]
                let share = metres / balls.len() as f64;
                *sum += share;
            }
        }
        let reach = |ball: &Ball| chord(centre, ball.centre) + ball.reach_metres + SLACK_METRES;
        Ball { centre, reach_metres: balls.iter().map(reach).fold(0.0, f64::max) }
    }

    /// Nothing in it is nearer to a point.
    pub(crate) fn at_least(&self, eye: [f64; 3]) -> f64 {
        chord(eye, self.centre) - self.reach_metres
    }
}

impl Deref for Edges {
    type Target = [Edge];

    fn deref(&self) -> &[Edge] {
        &self.all
    }
}

impl From<Vec<Edge>> for Edges {
    fn from(all: Vec<Edge>) -> Edges {
        let balls: Vec<Ball> = all.iter().map(Edge::ball).collect();
        let inner: Arc<[Ball]> = balls.chunks(TOGETHER).map(Ball::round).collect();
        let outer = inner.chunks(TOGETHER).map(Ball::round).collect();
        Edges { links: Arc::new(Links::from(all.as_slice())), all: all.into(), inner, outer }
    }
}

impl Edges {
    /// The nearest edge and its foot, the same as [`crate::edge::nearest_edge`] finds.
    pub(crate) fn nearest(&self, position: Position) -> Option<(usize, Foot)> {
        let eye = earth_centred(degrees(position));
        let start = self.likely(eye)?;
        let mut best = (start, self.all.get(start)?.foot(position));
        let inner = self.inner.chunks(TOGETHER);
        let groups = self.all.chunks(TOGETHER * TOGETHER);
        for (number, (outer, (inner, group))) in self.outer.iter().zip(inner.zip(groups)).enumerate() {
            if outer.at_least(eye) > best.1.distance_metres {
                continue;
            }
            let first = number * TOGETHER * TOGETHER;
            for (number, (ball, edges)) in inner.iter().zip(group.chunks(TOGETHER)).enumerate() {
                if ball.at_least(eye) > best.1.distance_metres {
                    continue;
                }
                for (index, edge) in (first + number * TOGETHER..).zip(edges) {
                    if index != start && edge.at_least(eye) <= best.1.distance_metres {
                        best = nearer_edge(best, (index, edge.foot(position)));
                    }
                }
            }
        }
        Some(best)
    }

    /// Two bounds of the distance that [`Edges::nearest`] finds, without a search; `None` where it is far away.
    pub(crate) fn distance_between(&self, eye: [f64; 3]) -> Option<Between> {
        self.links.distance_between(eye)
    }

    /// Their links.
    pub(crate) fn links(&self) -> &Links {
        &self.links
    }

    /// Copies of the same edges have the same number.
    pub(crate) fn number(&self) -> usize {
        self.all.as_ptr().addr()
    }

    /// The first and the last of the edges that may be the nearest, without a search for any foot. `None` only if there are
    /// no edges.
    pub(crate) fn perhaps_nearest(&self, position: Position) -> Option<(usize, usize)> {
        let eye = earth_centred(degrees(position));
        let likely = self.all.get(self.likely(eye)?)?;
        let Some(mut most) = likely.at_most(eye) else { return Some((0, self.all.len().checked_sub(1)?)) };
        let mut near = Vec::new();
        let inner = self.inner.chunks(TOGETHER);
        let groups = self.all.chunks(TOGETHER * TOGETHER);
        for (number, (outer, (inner, group))) in self.outer.iter().zip(inner.zip(groups)).enumerate() {
            if outer.at_least(eye) > most {
                continue;
            }
            let first = number * TOGETHER * TOGETHER;
            for (number, (ball, edges)) in inner.iter().zip(group.chunks(TOGETHER)).enumerate() {
                if ball.at_least(eye) > most {
                    continue;
                }
                for (index, edge) in (first + number * TOGETHER..).zip(edges) {
                    let least = edge.at_least(eye);
                    if least <= most {
                        most = edge.at_most(eye).map_or(most, |metres| most.min(metres));
                        near.push((index, least));
                    }
                }
            }
        }
        let mut near = near.into_iter().filter(|(_, least)| *least <= most).map(|(index, _)| index);
        let first = near.next()?;
        Some((first, near.next_back().unwrap_or(first)))
    }

    /// The first and the last of the edges that may be no farther from a position than so many metres; `None` if there surely is
    /// none.
    pub(crate) fn perhaps_within(&self, position: Position, metres: f64) -> Option<(usize, usize)> {
        let eye = earth_centred(degrees(position));
        let is_near =
            |balls: &[Ball], at: usize| balls.get(at).is_some_and(|ball| ball.at_least(eye) <= metres);
        let below = |at: usize, many: usize| at * TOGETHER..((at + 1) * TOGETHER).min(many);
        let mut near = (0..self.outer.len())
            .filter(|at| is_near(&self.outer, *at))
            .flat_map(|at| below(at, self.inner.len()))
            .filter(|at| is_near(&self.inner, *at))
            .flat_map(|at| below(at, self.all.len()))
            .filter(|at| self.all.get(*at).is_some_and(|edge| edge.at_least(eye) <= metres));
        let first = near.next()?;
        Some((first, near.next_back().unwrap_or(first)))
    }

    /// An edge that is likely to be near: in the nearest ball of the nearest ball.
    fn likely(&self, eye: [f64; 3]) -> Option<usize> {
        let outer = least(self.outer.iter().map(|ball| ball.at_least(eye)))?;
        let inner = self.inner.iter().skip(outer * TOGETHER).take(TOGETHER);
        let inner = outer * TOGETHER + least(inner.map(|ball| ball.at_least(eye)))?;
        let edges = self.all.iter().skip(inner * TOGETHER).take(TOGETHER);
        Some(inner * TOGETHER + least(edges.map(|edge| edge.at_least(eye)))?)
    }
}

fn least(bounds: impl Iterator<Item = f64>) -> Option<usize> {
    bounds.enumerate().min_by(|one, other| one.1.total_cmp(&other.1)).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edge::{Corner, nearest_edge};

    proptest! {
        #[test]
        fn the_nearest_of_many_is_the_nearest_of_all(steps in prop::collection::vec((-4000..4000_i64, -4000..4000_i64), 1..700), scale in prop_oneof![Just(1_i64), Just(1000)], lon in -2.0..2.0_f64, lat in -2.0..2.0_f64, farther in 0.0..3.0_f64) {
            let mut at = Corner { lon: 0, lat: 0 };
            let mut edges = Vec::new();
            for (east, north) in steps {
                let to = Corner { lon: at.lon + east * scale, lat: (at.lat + north * scale).clamp(-800_000_000, 800_000_000) };
                if to != at {
                    edges.push(Edge::new(at, to));
                }
                at = to;
            }
            let position = Position::new(lon, lat).unwrap();
            let plainly = nearest_edge(&edges, position);
            let edges = Edges::from(edges);
            let found = edges.nearest(position);
            let perhaps = edges.perhaps_nearest(position);
            prop_assert_eq!(perhaps.is_none(), plainly.is_none());
            if let (Some((first, last)), Some((index, _))) = (perhaps, plainly) {
                prop_assert!((first..=last).contains(&index));
            }
            let metres = plainly.map_or(1.0, |(_, foot)| foot.distance_metres) * farther;
            let within = edges.perhaps_within(position, metres);
            for (index, edge) in edges.iter().enumerate() {
                let is_within = edge.foot(position).distance_metres <= metres;
                prop_assert!(!is_within || within.is_some_and(|(first, last)| (first..=last).contains(&index)));
            }
            let told = |found: Option<(usize, Foot)>| found.map(|(index, foot)| (index, foot.fraction.to_bits(), foot.distance_metres.to_bits()));
            prop_assert_eq!(told(found), told(plainly));
        }
    }
}
