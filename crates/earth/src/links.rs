//! How far edges are, between two bounds and without a search: short links of them, straight through the earth, in balls.
//!
//! A link strays from its edge by some millimetres, and a way on the ground is longer than its chord by what the curvature of the
//! ellipsoid allows. Both are bounded, so the nearest edge lies between two distances that are a centimetre or so apart up to
//! some tens of kilometres.

use crate::edge::{Ball, Edge, chord, chord_to_way, earth_centred};
use crate::located::Between;

/// Links are made so short, in metres, where that does not make too many.
const LINK_METRES: f64 = 250.0;
/// So many links are made at most of many edges, besides so many for each of them.
const MOST_LINKS: f64 = 40_000.0;
const MOST_LINKS_EACH: f64 = 8.0;
/// So many neighbours share a ball.
const TOGETHER: usize = 16;
/// More than any radius of curvature of the ellipsoid (6 399 593.6 m at a pole) with room for the change of it, as
/// [`Edge`] has it.
const ROOMY_RADIUS: f64 = 6_600_000.0;
/// The ellipsoid bends nowhere more than a circle of the first radius (6 335 439.3 m at the equator, northward) and nowhere less
/// than one of the second (6 399 593.6 m at the poles).
const LEAST_RADIUS: f64 = 6_335_400.0;
const GREATEST_RADIUS: f64 = 6_399_600.0;
/// Over longer chords nothing is said.
const FARTHEST_CHORD_METRES: f64 = 300_000.0;
/// What the search for a foot may tell too much (its last step is below a tenth of a millimetre) or too little, and what
/// sums of numbers of the size of the earth lose.
const SEARCH_METRES: f64 = 0.0003;
const SUMS_METRES: f64 = 0.00001;

/// A short part of an edge.
#[derive(Debug, Clone, Copy)]
struct Link {
    ends: [[f64; 3]; 2],
    /// Its edge nowhere runs farther from the straight way between the ends.
    bulge_metres: f64,
}

/// The links of many edges.
#[derive(Debug, Clone)]
pub(crate) struct Links {
    all: Vec<Link>,
    /// Each round 16 links, and each round 16 of those.
    inner: Vec<Ball>,
    outer: Vec<Ball>,
    /// The first link of each edge, and how many links there are.
    firsts: Vec<usize>,
}

/// How far two kinds of links are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Apart {
    pub(crate) kept: Between,
    pub(crate) others: Between,
}

impl Link {
    /// An even pace in longitude and latitude has an acceleration of at most the square of the angles passed, times the radius;
    /// an eighth of it is what a way strays from its chord.
    fn of(edge: &Edge, from: f64, to: f64) -> Link {
        let (start, end) = (edge.at(from), edge.at(to));
        let angles = ((end.lon - start.lon).abs() + (end.lat - start.lat).abs()).to_radians();
        let bulge_metres = ROOMY_RADIUS * angles * angles / 8.0 + SUMS_METRES;
        Link { ends: [earth_centred(start), earth_centred(end)], bulge_metres }
    }

    fn ball(&self) -> Ball {
        let [from, to] = self.ends;
        let centre = [0, 1, 2].map(|axis: usize| {
            let at = |place: &[f64; 3]| place.get(axis).copied().unwrap_or(0.0);
            f64::midpoint(at(&from), at(&to))
        });
        Ball { centre, reach_metres: chord(from, to) / 2.0 + self.bulge_metres + SUMS_METRES }
    }
}

impl From<&[Edge]> for Links {
    #[expect(clippy::cast_precision_loss, reason = "a number of edges")]
    fn from(edges: &[Edge]) -> Links {
        let lengths: Vec<f64> = edges.iter().map(|edge| edge.length(0.0, 1.0)).collect();
        let most = MOST_LINKS + MOST_LINKS_EACH * edges.len() as f64;
        let metres = LINK_METRES.max(lengths.iter().sum::<f64>() / most);
        let (mut all, mut firsts) = (Vec::new(), vec![0]);
        for (edge, length) in edges.iter().zip(lengths) {
            let parts = (length / metres).ceil().max(1.0);
            let mut part = 0.0;
            while part < parts {
                all.push(Link::of(edge, part / parts, (part + 1.0) / parts));
                part += 1.0;
            }
            firsts.push(all.len());
        }
        let balls: Vec<Ball> = all.iter().map(Link::ball).collect();
        let inner: Vec<Ball> = balls.chunks(TOGETHER).map(Ball::round).collect();
        let outer = inner.chunks(TOGETHER).map(Ball::round).collect();
        Links { all, inner, outer, firsts }
    }
}

impl Links {
    /// Two bounds of what [`crate::edges::Edges::nearest`] tells of the distance from a point on the ground, in earth-centred
    /// metres; `None` where it is far away, or there are no edges.
    pub(crate) fn distance_between(&self, eye: [f64; 3]) -> Option<Between> {
        let start = self.likely(eye)?;
        let (mut least, mut most) = self.all.get(start).map(|link| straight(link, eye))?;
        let inner = self.inner.chunks(TOGETHER);
        let groups = self.all.chunks(TOGETHER * TOGETHER);
        for (outer, (inner, group)) in self.outer.iter().zip(inner.zip(groups)) {
            if outer.at_least(eye) > most {
                continue;
            }
            for (ball, links) in inner.iter().zip(group.chunks(TOGETHER)) {
                if ball.at_least(eye) > most {
                    continue;
                }
                for link in links {
                    let (low, high) = straight(link, eye);
                    (least, most) = (least.min(low), most.min(high));
                }
            }
        }
        on_ground(least, most)
    }

    /// The number of the link at a fraction of an edge, or of one beside it.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a number of links"
    )]
    #[expect(clippy::cast_precision_loss, reason = "a number of links")]
    pub(crate) fn at(&self, edge: usize, fraction: f64) -> usize {
        let first = self.firsts.get(edge).copied().unwrap_or(0);
        let next = self.firsts.get(edge + 1).copied().unwrap_or(first + 1);
        first + ((next - first) as f64 * fraction.clamp(0.0, 1.0)).floor() as usize
    }

    /// How far the nearest of the links between two of them is, and the nearest of the others; links beside those two count as
    /// both. `None` where some are far away. If it `is_rough`, links that the balls tell to be far are not looked at one by one.
    pub(crate) fn apart(
        &self,
        eye: [f64; 3],
        (from, to): (Option<usize>, Option<usize>),
        is_rough: bool,
    ) -> Option<Apart> {
        let is_beside = |cut: Option<usize>, at: usize| cut.is_some_and(|cut| at.abs_diff(cut) <= 1);
        let is_kept = |at: usize| from.is_none_or(|from| at > from) && to.is_none_or(|to| at < to);
        let meets = |cut: Option<usize>, first: usize, last: usize| {
            cut.is_some_and(|cut| first <= cut + 1 && cut <= last + 1)
        };
        let (mut kept, mut others) = ([f64::INFINITY; 2], [f64::INFINITY; 2]);
        let take = |of: &mut [f64; 2], (low, high): (f64, f64)| *of = [of[0].min(low), of[1].min(high)];
        // A first bound of both, and a good one of the nearer kind.
        for link in [from, to].into_iter().flatten().filter_map(|cut| self.all.get(cut)) {
            let metres = straight(link, eye);
            take(&mut kept, metres);
            take(&mut others, metres);
        }
        let likely = self.likely(eye)?;
        let metres = self.all.get(likely).map(|link| straight(link, eye))?;
        take(if is_kept(likely) { &mut kept } else { &mut others }, metres);
        let likely_kind = is_kept(likely);
        for (number, outer) in self.outer.iter().enumerate() {
            let first = number * TOGETHER * TOGETHER;
            let last = first + TOGETHER * TOGETHER - 1;
            let is_mixed = meets(from, first, last) || meets(to, first, last);
            if !is_mixed && outer.at_least(eye) > if is_kept(first) { kept[1] } else { others[1] } {
                continue;
            }
            let inner = self.inner.iter().skip(number * TOGETHER).take(TOGETHER);
            for (number, ball) in (0..).zip(inner) {
                let first = first + number * TOGETHER;
                let is_mixed =
                    meets(from, first, first + TOGETHER - 1) || meets(to, first, first + TOGETHER - 1);
                let is_kept_ball = is_kept(first);
                if !is_mixed {
                    let least = ball.at_least(eye);
                    let so_far = if is_kept_ball { &mut kept } else { &mut others };
                    if least > so_far[1] {
                        continue;
                    }
                    if is_rough && is_kept_ball != likely_kind {
                        so_far[0] = so_far[0].min(least);
                        continue;
                    }
                }
                for (at, link) in (first..).zip(self.all.iter().skip(first).take(TOGETHER)) {
                    let metres = straight(link, eye);
                    let is_both = is_beside(from, at) || is_beside(to, at);
                    if is_both || is_kept(at) {
                        take(&mut kept, metres);
                    }
                    if is_both || !is_kept(at) {
                        take(&mut others, metres);
                    }
                }
            }
        }
        Some(Apart { kept: on_ground(kept[0], kept[1])?, others: on_ground(others[0], others[1])? })
    }

    /// A bound of how far some link between two cuts is, or one of the others, through the earth: the one that is left after a walk along
    /// the line from another there, as long as the links come nearer.
    pub(crate) fn walk_to(
        &self,
        eye: [f64; 3],
        (from, to): (Option<usize>, Option<usize>),
        kept: bool,
        near: &mut usize,
    ) -> f64 {
        let is_kept = |at: usize| from.is_none_or(|from| at > from) && to.is_none_or(|to| at < to);
        let is_beside = |cut: Option<usize>, at: usize| cut.is_some_and(|cut| at.abs_diff(cut) <= 1);
        let most = |at: usize| {
            let is_there = is_kept(at) == kept && !is_beside(from, at) && !is_beside(to, at);
            self.all.get(at).filter(|_| is_there).map_or(f64::INFINITY, |link| straight(link, eye).1)
        };
        let mut so_far = most(*near);
        for stride in [64, 16, 4, 1] {
            loop {
                let ahead = [near.saturating_add(stride), near.saturating_sub(stride)];
                let [(one, metres), (other, more)] = ahead.map(|at| (at, most(at)));
                let (next, metres) = if metres < more { (one, metres) } else { (other, more) };
                if metres >= so_far {
                    break;
                }
                (*near, so_far) = (next, metres);
            }
        }
        so_far
    }

    /// Whether a link between two cuts, or one of the others, may be within so many metres, through the earth; links beside the cuts
    /// count as both.
    pub(crate) fn has_within(
        &self,
        eye: [f64; 3],
        (from, to): (Option<usize>, Option<usize>),
        kept: bool,
        metres: f64,
    ) -> bool {
        let is_beside = |cut: Option<usize>, at: usize| cut.is_some_and(|cut| at.abs_diff(cut) <= 1);
        let is_kept = |at: usize| from.is_none_or(|from| at > from) && to.is_none_or(|to| at < to);
        let meets = |cut: Option<usize>, first: usize, last: usize| {
            cut.is_some_and(|cut| first <= cut + 1 && cut <= last + 1)
        };
        let is_meant = |first: usize, many: usize| {
            let last = first + many - 1;
            meets(from, first, last) || meets(to, first, last) || is_kept(first) == kept
        };
        let near =
            |ball: &Ball, first: usize, many: usize| is_meant(first, many) && ball.at_least(eye) <= metres;
        (0..).zip(&self.outer).any(|(number, outer)| {
            let first = number * TOGETHER * TOGETHER;
            near(outer, first, TOGETHER * TOGETHER) && {
                let mut inner = (0..).zip(self.inner.iter().skip(number * TOGETHER).take(TOGETHER));
                inner.any(|(number, ball)| {
                    let first = first + number * TOGETHER;
                    near(ball, first, TOGETHER) && {
                        let mut links = (first..).zip(self.all.iter().skip(first).take(TOGETHER));
                        links.any(|(at, link)| {
                            let is_meant = is_kept(at) == kept || is_beside(from, at) || is_beside(to, at);
                            is_meant && straight(link, eye).0 <= metres
                        })
                    }
                })
            }
        })
    }

    /// A link that is likely to be near: in the nearest ball of the nearest ball.
    pub(crate) fn likely(&self, eye: [f64; 3]) -> Option<usize> {
        let outer = nearest(self.outer.iter().map(|ball| ball.at_least(eye)))?;
        let inner = self.inner.iter().skip(outer * TOGETHER).take(TOGETHER);
        let inner = outer * TOGETHER + nearest(inner.map(|ball| ball.at_least(eye)))?;
        let links = self.all.iter().skip(inner * TOGETHER).take(TOGETHER);
        Some(inner * TOGETHER + nearest(links.map(|link| straight(link, eye).0))?)
    }
}

/// Two bounds of how far a link is, through the earth.
fn straight(link: &Link, eye: [f64; 3]) -> (f64, f64) {
    let metres = chord_to_way(eye, link.ends);
    (metres - link.bulge_metres, metres + link.bulge_metres)
}

/// Two bounds of the way on the ground over a chord between two bounds.
///
/// The square `f` of the chord of a geodesic has the second derivative `2 - 2 k h`, with `k` its curvature and `h` how deep its
/// start lies below the tangent plane at its end; on an ellipsoid with axes `a` and `b` that is at least `b / 2 a²` times `f`, and
/// at most `a / 2 b²` times it, as `k` is at least `b / a²` and at most `a / b²`. So the chord is no longer than that of a
/// circle of the radius `a² / b` over the same way, and no shorter than that of one of the radius `b² / a`; a way is longer than its
/// chord in a circle by a 24th of the square of the share of both, and hardly more.
fn on_ground(least: f64, most: f64) -> Option<Between> {
    let (low, high) = (least.max(0.0), most + SUMS_METRES);
    let (share_low, share_high) = (low / GREATEST_RADIUS, high / LEAST_RADIUS);
    (high < FARTHEST_CHORD_METRES).then(|| Between {
        least: (low * (1.0 + share_low * share_low / 24.0) - SUMS_METRES - SEARCH_METRES).max(0.0),
        most: high * (1.0 + share_high * share_high / 23.9) + SEARCH_METRES,
    })
}

fn nearest(bounds: impl Iterator<Item = f64>) -> Option<usize> {
    bounds.enumerate().min_by(|one, other| one.1.total_cmp(&other.1)).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Position;
    use crate::edge::{Corner, nearest_edge};
    use crate::geodesic::degrees;

    proptest! {
        #[test]
        fn the_nearest_edge_lies_between_the_bounds(steps in prop::collection::vec((-4000..4000_i64, -4000..4000_i64), 1..300), scale in prop_oneof![Just(1_i64), Just(10), Just(300), Just(3000)], start in (-1_700_000_000..1_700_000_000_i64, -880_000_000..880_000_000_i64), aside in (-1.0..1.0_f64, -1.0..1.0_f64), size in 0..7_i32) {
            let mut at = Corner { lon: start.0, lat: start.1 };
            let mut edges = Vec::new();
            for (east, north) in steps {
                let to = Corner { lon: at.lon + east * scale, lat: (at.lat + north * scale).clamp(-890_000_000, 890_000_000) };
                if to != at {
                    edges.push(Edge::new(at, to));
                }
                at = to;
            }
            let size = 2.0 * 0.1_f64.powi(size);
            let turned = |lon: f64| lon - 360.0 * (lon / 360.0).round();
            #[expect(clippy::cast_precision_loss, reason = "a number of a test")]
            let (lon, lat) = (at.lon as f64 / 1e7 + aside.0 * size, (at.lat as f64 / 1e7 + aside.1 * size).clamp(-90.0, 90.0));
            let position = Position::new(turned(lon), lat).unwrap();
            let metres = nearest_edge(&edges, position).map(|(_, foot)| foot.distance_metres);
            let between = Links::from(edges.as_slice()).distance_between(earth_centred(degrees(position)));
            prop_assert!(metres.is_some() || between.is_none());
            if let (Some(metres), Some(between)) = (metres, between) {
                prop_assert!(between.least <= metres && metres <= between.most, "{} {:?}", metres, between);
                let is_usual = scale <= 10 && lat.abs() < 70.0 && metres < 50_000.0;
                prop_assert!(!is_usual || between.most - between.least < 0.1, "{} {:?}", metres, between);
            }
        }
    }
}
