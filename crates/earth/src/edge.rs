//! One edge of a line or ring: straight in longitude and latitude (RFC 7946, section 3.1.1), measured in metres.

use crate::Position;
use crate::geodesic::{Degrees, bearing_and_distance, degrees};
use crate::position::{E7, HALF_TURN_E7};

/// WGS 84: semi-major axis in metres and first eccentricity squared (NIMA TR8350.2).
const SEMI_MAJOR: f64 = 6_378_137.0;
const ECCENTRICITY_SQUARED: f64 = 0.006_694_379_990_141_316;

/// More than any radius of curvature of the ellipsoid (6 399 593.6 m at a pole), with room for the change of it.
const GREATEST_RADIUS: f64 = 6_600_000.0;

/// Less than any (6 335 439.3 m at the equator, northward), with room likewise.
const LEAST_RADIUS: f64 = 6_200_000.0;
/// Over longer chords nothing is said of the arc.
const FARTHEST_CHORD_METRES: f64 = 500_000.0;
/// What the search for a foot and the arithmetic of chords may be wrong by, with much room.
const SLACK_METRES: f64 = 0.001;

/// Edges are searched in pieces of at most one degree, in which the distance has one least value.
const PIECE_E7: i64 = 10_000_000;
/// No point of a piece is farther from its middle: half the diagonal of one degree by one degree is 78.9 km.
const PIECE_REACH_METRES: f64 = 80_000.0;
/// The search for the foot stops when the next step is shorter.
const STEP_METRES: f64 = 1e-4;
/// Every third step halves the bracket, so this many leave less than a millionth of a piece.
const MOST_STEPS: u32 = 90;

/// Halvings that bring half the earth's girth below a tenth of a millimetre.
const HALVINGS: u32 = 38;

/// A corner in ten-millionths of a degree; the longitude goes on counting beyond 180, so that neighbours are near.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Corner {
    pub(crate) lon: i64,
    pub(crate) lat: i64,
}

impl Corner {
    pub(crate) fn of(position: Position) -> Self {
        Corner { lon: i64::from(position.lon_e7()), lat: i64::from(position.lat_e7()) }
    }

    /// The same place with the longitude at most half a turn from another.
    pub(crate) fn unrolled_beside(self, lon: i64) -> Self {
        let turns = (lon - self.lon + HALF_TURN_E7).div_euclid(2 * HALF_TURN_E7);
        // A difference of exactly half a turn stays as it is written.
        let stays = (self.lon - lon).abs() <= HALF_TURN_E7;
        Corner { lon: if stays { self.lon } else { self.lon + turns * 2 * HALF_TURN_E7 }, lat: self.lat }
    }
}

/// Twice the signed area of the triangle: positive if `point` lies left of the way from `from` to `to`. Exact:
/// coordinates are below 2^40 (more than 300 turns), products below 2^81.
pub(crate) fn orientation(from: Corner, to: Corner, point: Corner) -> i128 {
    let (east, north) = (i128::from(to.lon - from.lon), i128::from(to.lat - from.lat));
    let (point_east, point_north) = (i128::from(point.lon - from.lon), i128::from(point.lat - from.lat));
    east * point_north - north * point_east
}

/// The point of an edge that is nearest to a position.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Foot {
    /// 0 at the start of the edge, 1 at its end.
    pub(crate) fraction: f64,
    pub(crate) distance_metres: f64,
}

/// An edge between two corners at most half a turn apart.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub(crate) from: Corner,
    pub(crate) to: Corner,
    /// Its middle in earth-centred metres, and a ball round it that holds the whole edge: for leaving edges out.
    middle: [f64; 3],
    reach_metres: f64,
    /// Its ends in earth-centred metres, and how far the edge may run from the straight way between them.
    ends: [[f64; 3]; 2],
    bulge_metres: f64,
}

/// All that is not farther from a centre, through the earth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ball {
    pub(crate) centre: [f64; 3],
    pub(crate) reach_metres: f64,
}

impl Edge {
    pub(crate) fn new(from: Corner, to: Corner) -> Self {
        let nothing = [0.0; 3];
        let mut edge =
            Edge { from, to, middle: nothing, reach_metres: 0.0, ends: [nothing; 2], bulge_metres: 0.0 };
        edge.middle = earth_centred(edge.at(0.5));
        edge.ends = [earth_centred(edge.at(0.0)), earth_centred(edge.at(1.0))];
        edge.bulge_metres = edge.bulge();
        // No geodesic from the middle is longer than the way along the edge.
        edge.reach_metres = edge.length(0.0, 0.5).max(edge.length(0.5, 1.0)) + 0.01;
        edge
    }

    /// At most how far the edge runs from the straight way through the earth between its ends: an eighth of the
    /// greatest acceleration of a point that goes along it in one unit of time, which is at most the radius of curvature
    /// times the square of the angles passed.
    #[expect(clippy::cast_precision_loss, reason = "ten-millionths of a degree stay far below 2^53")]
    fn bulge(&self) -> f64 {
        let radians = |from: i64, to: i64| ((to - from).abs() as f64 / E7).to_radians();
        let angles = radians(self.from.lon, self.to.lon) + radians(self.from.lat, self.to.lat);
        GREATEST_RADIUS * angles * angles / 8.0 + 0.01
    }

    /// A ball that holds the edge.
    pub(crate) fn ball(&self) -> Ball {
        Ball { centre: self.middle, reach_metres: self.reach_metres }
    }

    /// No point of the edge is nearer to an earth-centred point than so many metres through the earth.
    pub(crate) fn at_least(&self, eye: [f64; 3]) -> f64 {
        let by_ball = chord(eye, self.middle) - self.reach_metres;
        let by_way = chord_to_way(eye, self.ends) - self.bulge_metres;
        by_ball.max(by_way)
    }

    /// Some point of the edge is on the ground no farther from an earth-centred point of it than so many metres; `None` where
    /// it is too far away to be told so.
    ///
    /// No way on the ground bends more than a circle of the least radius of curvature, and of the ways with one chord the one
    /// that bends most is the longest.
    pub(crate) fn at_most(&self, eye: [f64; 3]) -> Option<f64> {
        let chord = chord_to_way(eye, self.ends) + self.bulge_metres;
        let share = chord / LEAST_RADIUS;
        // The arc over a chord is longer by a 24th of the square and, up to here, hardly more.
        (chord < FARTHEST_CHORD_METRES).then(|| chord * (1.0 + share * share / 23.0) + SLACK_METRES)
    }

    /// The point at a fraction of the edge.
    #[expect(clippy::cast_precision_loss, reason = "ten-millionths of a degree stay far below 2^53")]
    pub(crate) fn at(&self, fraction: f64) -> Degrees {
        let between = |from: i64, to: i64| (from as f64 + fraction * (to - from) as f64) / E7;
        Degrees { lon: between(self.from.lon, self.to.lon), lat: between(self.from.lat, self.to.lat) }
    }

    /// Metres along the edge between two fractions, by Simpson's rule in pieces of at most one degree (the
    /// remainder is below a micrometre a piece).
    #[expect(clippy::cast_precision_loss, reason = "a few hundred pieces at most")]
    pub(crate) fn length(&self, from: f64, to: f64) -> f64 {
        let pieces = self.pieces();
        let width = (to - from) / pieces as f64;
        let speed = |fraction: f64| self.velocity(fraction).0.hypot(self.velocity(fraction).1);
        let piece = |start: f64| speed(start) + 4.0 * speed(start + width / 2.0) + speed(start + width);
        (0..pieces).map(|k| piece(from + width * k as f64) * width / 6.0).sum()
    }

    /// The fraction at which so many metres of the edge lie behind, by halving; held at its ends.
    pub(crate) fn fraction_at(&self, metres: f64) -> f64 {
        let (mut before, mut after) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(before, after);
            if self.length(0.0, middle) < metres { before = middle } else { after = middle }
        }
        f64::midpoint(before, after)
    }

    /// Whether the position lies on the edge, exactly.
    pub(crate) fn holds(&self, position: Position) -> bool {
        let point = Corner::of(position).unrolled_beside(self.middle_lon());
        let within = |value: i64, from: i64, to: i64| from.min(to) <= value && value <= from.max(to);
        orientation(self.from, self.to, point) == 0
            && within(point.lon, self.from.lon, self.to.lon)
            && within(point.lat, self.from.lat, self.to.lat)
    }

    /// Positive if the position lies left of the edge or of its straight extension, seen from its start.
    pub(crate) fn turn_towards(&self, position: Position) -> i128 {
        orientation(self.from, self.to, Corner::of(position).unrolled_beside(self.middle_lon()))
    }

    pub(crate) fn middle_lon(&self) -> i64 {
        i64::midpoint(self.from.lon, self.to.lon)
    }

    /// The nearest point of the edge.
    #[expect(clippy::cast_precision_loss, reason = "a few hundred pieces at most")]
    pub(crate) fn foot(&self, position: Position) -> Foot {
        let pieces = self.pieces();
        let mut best =
            if pieces == 1 { self.foot_of_piece(0.0, 1.0, position) } else { self.probe(0.0, position).foot };
        for k in 0..if pieces == 1 { 0 } else { pieces } {
            let (start, end) = (k as f64 / pieces as f64, (k + 1) as f64 / pieces as f64);
            let from_middle = self.probe(f64::midpoint(start, end), position).foot;
            if from_middle.distance_metres <= best.distance_metres + PIECE_REACH_METRES {
                best = nearer(best, self.foot_of_piece(start, end, position));
            }
        }
        if self.holds(position) { Foot { distance_metres: 0.0, ..best } } else { best }
    }

    /// The nearest point between two fractions: an end, or where the way to the position stands square on the edge.
    /// Newton's steps find it; bisection of the bracket catches them where they go astray.
    fn foot_of_piece(&self, mut start: f64, mut end: f64, position: Position) -> Foot {
        let (at_start, at_end) = (self.probe(start, position), self.probe(end, position));
        let mut best = nearer(at_start.foot, at_end.foot);
        if at_start.step <= 0.0 || at_end.step >= 0.0 {
            return best;
        }
        let mut next = start + at_start.step;
        for count in 1..=MOST_STEPS {
            if count % 3 == 0 || !(start < next && next < end) {
                next = f64::midpoint(start, end);
            }
            let probe = self.probe(next, position);
            best = nearer(best, probe.foot);
            if probe.step_metres.abs() < STEP_METRES {
                return best;
            }
            if probe.step > 0.0 {
                start = next;
            } else {
                end = next;
            }
            next += probe.step;
        }
        best
    }

    /// The distance from the point at a fraction, and how far along the edge the position seems to lie from there.
    fn probe(&self, fraction: f64, position: Position) -> Probe {
        let (azimuth, metres) = bearing_and_distance(self.at(fraction), degrees(position));
        let (east, north) = self.velocity(fraction);
        let speed = east.hypot(north);
        let azimuth = azimuth.to_radians();
        let ahead =
            if speed > 0.0 { metres * (azimuth.sin() * east + azimuth.cos() * north) / speed } else { 0.0 };
        let step = if speed > 0.0 { ahead / speed } else { 0.0 };
        Probe { foot: Foot { fraction, distance_metres: metres }, step, step_metres: ahead }
    }

    /// Metres east and north for a whole edge at the pace that it has at a fraction.
    #[expect(clippy::cast_precision_loss, reason = "ten-millionths of a degree stay far below 2^53")]
    fn velocity(&self, fraction: f64) -> (f64, f64) {
        let latitude = self.at(fraction).lat.to_radians();
        let w = 1.0 - ECCENTRICITY_SQUARED * latitude.sin() * latitude.sin();
        let prime_vertical = SEMI_MAJOR / w.sqrt();
        let meridian = prime_vertical * (1.0 - ECCENTRICITY_SQUARED) / w;
        let radians = |e7: i64| (e7 as f64 / E7).to_radians();
        let east = prime_vertical * latitude.cos() * radians(self.to.lon - self.from.lon);
        (east, meridian * radians(self.to.lat - self.from.lat))
    }

    fn pieces(&self) -> i64 {
        let extent = (self.to.lon - self.from.lon).abs().max((self.to.lat - self.from.lat).abs());
        (extent + PIECE_E7 - 1).div_euclid(PIECE_E7).max(1)
    }
}

/// The nearest of many edges and its foot; of two equally near, the first. `None` only if there are no edges.
///
/// No edge is nearer than the straight way through the earth to it, so most need no search.
pub(crate) fn nearest_edge(edges: &[Edge], position: Position) -> Option<(usize, Foot)> {
    let eye = earth_centred(degrees(position));
    let least: Vec<f64> = edges.iter().map(|edge| edge.at_least(eye)).collect();
    let start = least.iter().enumerate().min_by(|one, other| one.1.total_cmp(other.1))?.0;
    let mut best = (start, edges.get(start)?.foot(position));
    for (index, (edge, least)) in edges.iter().zip(&least).enumerate() {
        if index == start || *least > best.1.distance_metres {
            continue;
        }
        best = nearer_edge(best, (index, edge.foot(position)));
    }
    Some(best)
}

/// The nearer of two edges by their feet; of two equally near, the first.
pub(crate) fn nearer_edge(one: (usize, Foot), other: (usize, Foot)) -> (usize, Foot) {
    let (so_far, found) = (one.1.distance_metres, other.1.distance_metres);
    if found < so_far || (found <= so_far && other.0 < one.0) { other } else { one }
}

struct Probe {
    foot: Foot,
    /// As a fraction of the edge.
    step: f64,
    step_metres: f64,
}

fn nearer(one: Foot, other: Foot) -> Foot {
    if other.distance_metres < one.distance_metres { other } else { one }
}

/// Earth-centred coordinates in metres, of a point on the ellipsoid.
pub fn earth_centred(point: Degrees) -> [f64; 3] {
    let (lon, lat) = (point.lon.to_radians(), point.lat.to_radians());
    let prime_vertical = SEMI_MAJOR / (1.0 - ECCENTRICITY_SQUARED * lat.sin() * lat.sin()).sqrt();
    let from_axis = prime_vertical * lat.cos();
    let north = prime_vertical * (1.0 - ECCENTRICITY_SQUARED) * lat.sin();
    [from_axis * lon.cos(), from_axis * lon.sin(), north]
}

pub(crate) fn chord(one: [f64; 3], other: [f64; 3]) -> f64 {
    let squares = one.iter().zip(other).map(|(a, b)| (a - b) * (a - b));
    squares.sum::<f64>().sqrt()
}

/// Metres from a point to the straight way between two others.
pub(crate) fn chord_to_way(point: [f64; 3], [from, to]: [[f64; 3]; 2]) -> f64 {
    let less = |one: [f64; 3], other: [f64; 3]| [one[0] - other[0], one[1] - other[1], one[2] - other[2]];
    let dot = |one: [f64; 3], other: [f64; 3]| one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
    let (way, off) = (less(to, from), less(point, from));
    let square = dot(way, way);
    let share = if square > 0.0 { (dot(off, way) / square).clamp(0.0, 1.0) } else { 0.0 };
    let foot = [from[0] + way[0] * share, from[1] + way[1] * share, from[2] + way[2] * share];
    chord(point, foot)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn leaving_edges_out_changes_no_answer(
            corners in proptest::collection::vec((-1_000_000_000..1_000_000_000_i64, -850_000_000..850_000_000_i64), 2..12),
            scale in 1..4_000_i64,
            lon in -150.0..150.0_f64,
            lat in -89.0..89.0_f64,
            near in any::<bool>(),
        ) {
            // From some metres to half the earth.
            let corners: Vec<Corner> =
                corners.iter().map(|(lon, lat)| Corner { lon: lon / scale, lat: lat / scale }).collect();
            let edges: Vec<Edge> = corners
                .windows(2)
                .filter(|pair| pair[0] != pair[1])
                .map(|pair| Edge::new(pair[0], pair[1]))
                .collect();
            #[expect(clippy::cast_precision_loss, reason = "a number of a test")]
            let share = if near { 1.0 / scale as f64 } else { 1.0 };
            let position = Position::new(lon * share, lat * share).unwrap();
            let slow = edges
                .iter()
                .map(|edge| edge.foot(position))
                .enumerate()
                .min_by(|one, other| one.1.distance_metres.total_cmp(&other.1.distance_metres));
            let found = nearest_edge(&edges, position);
            prop_assert_eq!(found.map(|(index, _)| index), slow.map(|(index, _)| index));
            // No edge is nearer than is thought.
            let eye = earth_centred(degrees(position));
            for edge in &edges {
                let metres = edge.foot(position).distance_metres;
                prop_assert!(edge.at_least(eye) <= metres);
                prop_assert!(edge.at_most(eye).is_none_or(|most| metres <= most));
            }
        }
    }
}
