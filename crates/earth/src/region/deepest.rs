//! How deep a way goes into a region: the greatest margin on it, between its ends as at them.
//!
//! A piece of the way is halved as long as it may hold a margin that is greater than the best so far. What it may hold is bounded in
//! two ways: a margin changes by no more than one moves; and no position is farther from a boundary than from any point
//! of it that is known. The second makes a way along a boundary cheap, which the first alone would look at step by step.

use super::{Beside, Cardinal, HeightBand, Near, NearTo, Region};
use crate::edge::Edge;
use crate::geodesic::{FARTHEST_METRES, azimuth, destination, distance};
use crate::{Line, Polygon, Position, Side, Sight};

/// The greatest margin is found to so many metres.
pub const DEPTH_METRES: f64 = 0.05;
/// So many points of a way are looked at; what may be deeper then is told.
const MOST_PROBES: usize = 500;
/// Points of a way lie on the grid of positions, up to so many metres beside it.
const GRID_METRES: f64 = 0.03;
/// Less than any radius of curvature of the ellipsoid.
const LEAST_RADIUS: f64 = 6_300_000.0;

/// The shortest way from one position to another, gone evenly, with the height at both ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way {
    /// Where it begins.
    pub from: Position,
    /// Where it ends.
    pub to: Position,
    /// The heights there, in metres; between them it rises evenly.
    pub heights_metres: Option<(f64, f64)>,
}

/// Where a way is deepest inside a region.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deepest {
    /// 0 at the start of the way, 1 at its end.
    pub fraction: f64,
    /// The margin there.
    pub margin_metres: f64,
    /// No margin on the way is greater. More than [`DEPTH_METRES`] above the margin only where the search was cut off.
    pub at_most_metres: f64,
}

/// A way that is being searched.
struct Course {
    way: Way,
    azimuth_degrees: f64,
    metres: f64,
}

/// A part of it between two fractions, and what it may hold at most.
#[derive(Clone, Copy)]
struct Piece {
    start: f64,
    end: f64,
    most: f64,
}

/// A piece as it lies.
struct Stretch {
    ends: [Point; 2],
    middle: Point,
    sight: Sight,
    /// How far an end is from the middle, height and place together.
    half_metres: f64,
}

#[derive(Clone, Copy)]
struct Point {
    position: Position,
    height_metres: Option<f64>,
}

/// Between these the margins of a stretch lie.
#[derive(Clone, Copy)]
struct Bounds {
    least: f64,
    most: f64,
}

impl Region {
    /// The greatest margin on a way, if it is greater than so many metres. A union is taken as it is drawn: the seams of its parts
    /// count as boundaries. Beside a flat end of a strip it is up to 2 % too small, as all margins there are.
    pub fn deepest(&self, way: &Way, more_than_metres: f64) -> Option<Deepest> {
        let course = Course::of(*way);
        let mut best = Deepest { fraction: 0.0, margin_metres: more_than_metres, at_most_metres: 0.0 };
        let mut is_found = false;
        let mut open = vec![self.piece(&course, 0.0, 1.0, FARTHEST_METRES)];
        for fraction in [0.0, 1.0] {
            is_found |= self.look(&course, fraction, &mut best);
        }
        for _ in 0..MOST_PROBES {
            let Some(piece) =
                take_most(&mut open).filter(|piece| piece.most > best.margin_metres + DEPTH_METRES)
            else {
                best.at_most_metres = best.margin_metres + DEPTH_METRES;
                return is_found.then_some(best);
            };
            let middle = f64::midpoint(piece.start, piece.end);
            is_found |= self.look(&course, middle, &mut best);
            for (start, end) in [(piece.start, middle), (middle, piece.end)] {
                open.push(self.piece(&course, start, end, piece.most));
            }
            open.retain(|piece| piece.most > best.margin_metres + DEPTH_METRES);
        }
        best.at_most_metres = open.iter().map(|piece| piece.most).fold(best.margin_metres, f64::max);
        is_found.then_some(best)
    }

    /// Looks at one point of the way; whether it is the deepest so far.
    fn look(&self, course: &Course, fraction: f64, best: &mut Deepest) -> bool {
        let point = course.at(fraction);
        let margin_metres = self.margin_of_drawing(point.position, point.height_metres);
        let is_deeper = margin_metres > best.margin_metres;
        if is_deeper {
            (best.fraction, best.margin_metres) = (fraction, margin_metres);
        }
        is_deeper
    }

    fn piece(&self, course: &Course, start: f64, end: f64, most: f64) -> Piece {
        let stretch = course.stretch(start, end);
        Piece { start, end, most: self.bounds(&stretch).most.min(most) }
    }

    /// The algebra of sets over the bounds of the shapes.
    fn bounds(&self, stretch: &Stretch) -> Bounds {
        let bounds = |region: &Region| region.bounds(stretch);
        match self {
            Region::And(regions) => regions.iter().map(bounds).fold(Bounds::INSIDE, Bounds::and),
            Region::Or(regions) => {
                let (simple, others): (Vec<&Region>, Vec<&Region>) =
                    regions.iter().partition(|region| !region.has_seams());
                let simple = simple.into_iter().map(bounds).fold(Bounds::INSIDE.not(), Bounds::or);
                // What is surely no greater says nothing more.
                let may_be_greater = |region: &&Region| {
                    let margin = region.estimate_of_drawing(&stretch.sight, stretch.middle.height_metres);
                    margin.is_none_or(|margin| margin.most + stretch.half_metres > simple.least)
                };
                others.into_iter().filter(may_be_greater).map(bounds).fold(simple, Bounds::or)
            }
            Region::Minus(whole, hole) => bounds(whole).and(bounds(hole).not()),
            Region::Everywhere => Bounds::INSIDE,
            Region::Nowhere => Bounds::INSIDE.not(),
            Region::Height(band) => band.bounds(stretch),
            Region::Near(near) => near.bounds(stretch),
            Region::Beside(beside) => {
                let middle = beside.signed_distance(stretch.middle.position);
                let foot = beside.foot(stretch.middle.position);
                stretch.around(middle, foot.map(|foot| stretch.farthest(foot)))
            }
            Region::Polygon(polygon) => polygon.bounds(stretch),
        }
    }
}

impl Course {
    fn of(way: Way) -> Self {
        let Way { from, to, .. } = way;
        Course { way, azimuth_degrees: azimuth(from, to), metres: distance(from, to) }
    }

    fn at(&self, fraction: f64) -> Point {
        let height = |(from, to): (f64, f64)| from + (to - from) * fraction;
        Point {
            position: destination(self.way.from, self.azimuth_degrees, self.metres * fraction),
            height_metres: self.way.heights_metres.map(height),
        }
    }

    fn stretch(&self, start: f64, end: f64) -> Stretch {
        let climb = self.way.heights_metres.map_or(0.0, |(from, to)| (to - from).abs());
        let middle = self.at(f64::midpoint(start, end));
        Stretch {
            ends: [self.at(start), self.at(end)],
            middle,
            sight: Sight::of(middle.position),
            half_metres: (end - start) * (self.metres + climb) / 2.0 + GRID_METRES,
        }
    }
}

impl Stretch {
    /// The bounds of a distance that is so much at the middle, and on the same side of the boundary never more in size than to
    /// a part of it that is known.
    fn around(&self, middle: f64, farthest: Option<f64>) -> Bounds {
        let farthest = farthest.unwrap_or(FARTHEST_METRES);
        Bounds {
            least: (middle - self.half_metres).max(if middle < 0.0 { -farthest } else { -FARTHEST_METRES }),
            most: (middle + self.half_metres).min(if middle < 0.0 { FARTHEST_METRES } else { farthest }),
        }
    }

    /// No position of it is farther from a point: the distance to a point has no greatest value between two ends.
    fn farthest(&self, point: Position) -> f64 {
        let metres = self.ends.map(|end| distance(end.position, point));
        metres.into_iter().fold(0.0, f64::max) + GRID_METRES
    }

    /// Whether all parts of a line that may be the nearest of some position of it have it on one side, seen from the middle and from both
    /// ends: a part that is seen by its corner from the one may be seen by its flank, which says otherwise, from the other.
    fn is_beside(&self, line: &Line, metres: f64) -> bool {
        let reach = metres + 2.0 * self.half_metres;
        line.is_of_one_side(self.middle.position, reach)
            && self.ends.iter().all(|end| line.is_of_one_side(end.position, reach + self.half_metres))
    }

    /// No position of it is farther from an edge: the distance to a geodesic has no greatest value between two ends, and an edge
    /// strays from one, over the length of the stretch, by an eighth of its curvature times the square of that.
    fn farthest_from_edge(&self, edge: &Edge) -> f64 {
        let metres = self.ends.map(|end| edge.foot(end.position).distance_metres);
        let steepest = self.ends.map(|end| end.position.lat().abs().to_radians().tan());
        let length = 2.0 * self.half_metres;
        let sag =
            length * length / (8.0 * LEAST_RADIUS) * (1.0 + 2.0 * steepest.into_iter().fold(0.0, f64::max));
        metres.into_iter().fold(0.0, f64::max) + sag + GRID_METRES
    }
}

impl Bounds {
    const INSIDE: Bounds = Bounds { least: FARTHEST_METRES, most: FARTHEST_METRES };

    fn and(self, other: Bounds) -> Bounds {
        Bounds { least: self.least.min(other.least), most: self.most.min(other.most) }
    }

    fn or(self, other: Bounds) -> Bounds {
        Bounds { least: self.least.max(other.least), most: self.most.max(other.most) }
    }

    fn not(self) -> Bounds {
        Bounds { least: -self.most, most: -self.least }
    }

    fn more(self, metres: f64) -> Bounds {
        Bounds { least: self.least + metres, most: self.most + metres }
    }
}

impl Polygon {
    fn bounds(&self, stretch: &Stretch) -> Bounds {
        let farthest = self.nearest_edge(&stretch.sight).map(|edge| stretch.farthest_from_edge(edge));
        stretch.around(self.signed_distance_seen(&stretch.sight), farthest)
    }
}

impl HeightBand {
    /// Heights rise evenly, so the ends bound them.
    fn bounds(&self, stretch: &Stretch) -> Bounds {
        let between = |metres: &dyn Fn(f64) -> f64| {
            let [one, other] = stretch.ends.map(|end| end.height_metres.map(metres));
            let Some((one, other)) = one.zip(other) else {
                return Bounds { least: -FARTHEST_METRES, most: FARTHEST_METRES };
            };
            Bounds { least: one.min(other), most: one.max(other) }
        };
        let above = between(&|height| self.lower_metres.map_or(FARTHEST_METRES, |lower| height - lower));
        above.and(between(&|height| self.upper_metres.map_or(FARTHEST_METRES, |upper| upper - height)))
    }
}

impl Beside {
    /// The point of a parallel due north or south; for a meridian it is not looked for.
    fn foot(&self, position: Position) -> Option<Position> {
        match self.side {
            Cardinal::North | Cardinal::South => {
                Position::from_e7(position.lon_e7(), self.point.lat_e7()).ok()
            }
            Cardinal::East | Cardinal::West => None,
        }
    }
}

impl Near {
    fn bounds(&self, stretch: &Stretch) -> Bounds {
        let middle = stretch.middle.position;
        match &self.of {
            NearTo::Point { position, .. } => {
                let metres = distance(middle, *position);
                self.turned_bounds(self.strip(stretch, *position, metres, |_| self.metres))
            }
            NearTo::Region(region) => self.turned_bounds(region.bounds(stretch).more(self.metres)),
            NearTo::Line(line) => {
                let nearest = line.nearest_seen(&stretch.sight);
                let to_line = |position| line.nearest(position).distance_metres;
                let strip = self.strip(stretch, nearest.position, nearest.distance_metres, to_line);
                // Flat ends: what the strip may hold, less how far the seam is.
                let seam = self.seam_metres(line, middle, &nearest, strip.most + stretch.half_metres);
                let part = self.turned_bounds(strip.and(stretch.around(seam, None)));
                let side = match self.side {
                    None | Some(Side::On) => Bounds::INSIDE,
                    Some(wanted) => {
                        let metres = line.distance_to_other_side(middle, nearest.distance_metres);
                        let metres = if nearest.side == wanted { metres } else { -metres };
                        let farthest = stretch.farthest(nearest.position);
                        if stretch.is_beside(line, nearest.distance_metres) {
                            stretch.around(metres, Some(farthest))
                        } else {
                            // The margin may jump from one side to the other; it is never more than the distance to the line.
                            Bounds { least: -farthest, most: farthest }
                        }
                    }
                };
                part.and(side)
            }
        }
    }

    /// Within the distance of something whose nearest point is known: nothing is farther from it than from that point, and
    /// what lies opposite at the rim bounds how deep inside one can be.
    fn strip(
        &self,
        stretch: &Stretch,
        foot: Position,
        metres: f64,
        distance_to: impl Fn(Position) -> f64,
    ) -> Bounds {
        let around = stretch.around(self.metres - metres, None);
        let least = around.least.max(self.metres - stretch.farthest(foot));
        let mut most = around.most;
        if 1.0 < metres && metres < self.metres {
            let rim = destination(foot, azimuth(foot, stretch.middle.position), self.metres);
            most = most.min(stretch.farthest(rim) + (self.metres - distance_to(rim)).max(0.0));
        }
        Bounds { least, most }
    }

    fn turned_bounds(&self, within: Bounds) -> Bounds {
        if self.is_beyond { within.not() } else { within }
    }
}

fn take_most(open: &mut Vec<Piece>) -> Option<Piece> {
    let (index, _) = open.iter().enumerate().max_by(|one, other| one.1.most.total_cmp(&other.1.most))?;
    Some(open.swap_remove(index))
}
