//! Where the way between two positions crosses a line or the boundary of a region.

use crate::edge::{Corner, Edge, orientation};
use crate::geodesic::{along, distance};
use crate::{Answer, Line, Position, Region, Side};

/// The geodesic between two positions is followed in legs no longer, each straight in longitude and latitude: at
/// 70 degrees of latitude the leg strays 5 m from the geodesic in the middle.
const LEG_METRES: f64 = 10_000.0;
/// Nor do legs turn more degrees of longitude, but for the last metres beside a pole.
const LEG_E7: i64 = 10_000_000;
/// Halvings of a leg, and of the way to the boundary of a region.
const MOST_LEG_HALVINGS: u32 = 12;
const HALVINGS: u32 = 40;

/// One crossing of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossing {
    /// Where, rounded to the grid of positions.
    pub position: Position,
    /// How much of the way lies before it: 0 at its start, 1 at its end.
    pub fraction: f64,
    /// The side of the line as drawn from which it is crossed, left or right.
    pub from_side: Side,
}

/// A position with its height, if that is known.
pub type PositionAndHeight = (Position, Option<f64>);

impl Line {
    /// The first crossing of the line on the geodesic from one position to another.
    pub fn crossing(&self, from: Position, to: Position) -> Option<Crossing> {
        self.crossings(from, to).first().copied()
    }

    /// All crossings of the line on the geodesic from one position to another, in order.
    ///
    /// A position exactly on the line counts to its left, so that of two ways that meet on the line just one
    /// crosses. To pass round an end is no crossing, nor is to touch the line and turn back. Where this is a part of
    /// a line, only crossings of the part count.
    pub fn crossings(&self, from: Position, to: Position) -> Vec<Crossing> {
        let mut found: Vec<Crossing> =
            legs(from, to).iter().flat_map(|leg| self.crossings_of_leg(leg)).collect();
        found.sort_by(|one, other| one.fraction.total_cmp(&other.fraction));
        without_touches(found)
    }

    fn crossings_of_leg(&self, leg: &Leg) -> Vec<Crossing> {
        let mut found = Vec::new();
        for (index, edge) in self.edges.iter().enumerate() {
            let Some((share, from_side)) = crossing_of_edge(edge, leg) else { continue };
            let position = along(leg.from, leg.to, share);
            if self.has_cut_off(index, edge, position) {
                continue;
            }
            let fraction = leg.start + share * (leg.end - leg.start);
            found.push(Crossing { position, fraction, from_side });
        }
        found
    }

    fn has_cut_off(&self, index: usize, edge: &Edge, position: Position) -> bool {
        let cuts = self.cuts();
        let along_metres = || self.start_of(index) + edge.length(0.0, edge.foot(position).fraction);
        !cuts.is_none() && crate::seam::kept(cuts, along_metres()) < 0.0
    }
}

impl Region {
    /// How much of the geodesic between two positions lies before the boundary, found by halving: the answer of
    /// [`Region::contains`] is another just behind it than at the start. Heights change evenly on the way.
    ///
    /// `None` if the answers at both ends are the same or one is undetermined. Of several turns one is found.
    pub fn turn_between(&self, from: PositionAndHeight, to: PositionAndHeight) -> Option<f64> {
        let (at_start, at_end) = (self.contains(from.0, from.1), self.contains(to.0, to.1));
        if at_start == at_end || at_start == Answer::Undetermined || at_end == Answer::Undetermined {
            return None;
        }
        let (mut before, mut behind) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(before, behind);
            let height = from.1.zip(to.1).map(|(start, end)| start + middle * (end - start));
            let is_before = self.contains(along(from.0, to.0, middle), height) == at_start;
            if is_before { before = middle } else { behind = middle }
        }
        Some(behind)
    }
}

/// A stretch of the way, with the fractions of the whole way at its ends.
struct Leg {
    from: Position,
    to: Position,
    start: f64,
    end: f64,
}

fn legs(from: Position, to: Position) -> Vec<Leg> {
    let count = (distance(from, to) / LEG_METRES).ceil().max(1.0);
    let mut legs = Vec::new();
    let mut start = 0.0;
    while start < count {
        let at = |number: f64| if number >= count { to } else { along(from, to, number / count) };
        let leg =
            Leg { from: at(start), to: at(start + 1.0), start: start / count, end: (start + 1.0) / count };
        push_leg(&mut legs, leg, MOST_LEG_HALVINGS);
        start += 1.0;
    }
    legs
}

fn push_leg(legs: &mut Vec<Leg>, leg: Leg, halvings_left: u32) {
    let (from, to) = corners(&leg, i64::from(leg.from.lon_e7()));
    if (to.lon - from.lon).abs() <= LEG_E7 || halvings_left == 0 {
        legs.push(leg);
        return;
    }
    let (middle, half) = (along(leg.from, leg.to, 0.5), f64::midpoint(leg.start, leg.end));
    push_leg(legs, Leg { to: middle, end: half, ..leg }, halvings_left - 1);
    push_leg(legs, Leg { from: middle, start: half, ..leg }, halvings_left - 1);
}

fn corners(leg: &Leg, beside_lon: i64) -> (Corner, Corner) {
    let from = Corner::of(leg.from).unrolled_beside(beside_lon);
    (from, Corner::of(leg.to).unrolled_beside(from.lon))
}

/// The share of the leg before it crosses the edge, and the side from which it does.
fn crossing_of_edge(edge: &Edge, leg: &Leg) -> Option<(f64, Side)> {
    let (from, to) = corners(leg, edge.middle_lon());
    let is_apart = |a: i64, b: i64, c: i64, d: i64| a.max(b) < c.min(d) || c.max(d) < a.min(b);
    if is_apart(from.lon, to.lon, edge.from.lon, edge.to.lon)
        || is_apart(from.lat, to.lat, edge.from.lat, edge.to.lat)
    {
        return None;
    }
    let (before, behind) = (orientation(edge.from, edge.to, from), orientation(edge.from, edge.to, to));
    let is_left = |turn: i128| turn >= 0;
    let passes_ends = is_left(orientation(from, to, edge.from)) == is_left(orientation(from, to, edge.to));
    if is_left(before) == is_left(behind) || passes_ends {
        return None;
    }
    let from_side = if is_left(before) { Side::Left } else { Side::Right };
    Some((share(before, behind), from_side))
}

#[expect(clippy::cast_precision_loss, reason = "a ratio of two areas, wanted to a few digits only")]
fn share(before: i128, behind: i128) -> f64 {
    before as f64 / (before - behind) as f64
}

/// A way that meets a corner of the line and turns back crosses two edges at one point, to and fro: no crossing.
fn without_touches(found: Vec<Crossing>) -> Vec<Crossing> {
    let mut kept: Vec<Crossing> = Vec::with_capacity(found.len());
    for crossing in found {
        let is_back =
            |last: &Crossing| last.position == crossing.position && last.from_side != crossing.from_side;
        if kept.last().is_some_and(is_back) {
            kept.pop();
        } else {
            kept.push(crossing);
        }
    }
    kept
}
