//! Makes rough rings true: pieces of the boundary are halved until they run along it, and corners that no eye would
//! miss are left out again.

use super::shade::{Shade, scale};
use crate::edge::Corner;

/// Of the tolerance, so much is for edges that leave the boundary, and so much for corners that are left out.
const OF_EDGES: f64 = 0.45;
const OF_CORNERS: f64 = 0.45;
/// Where along an edge the boundary is looked for.
const SHARES: [f64; 3] = [0.5, 0.25, 0.75];
/// The tip of a wedge is looked for no farther from a piece across its mouth than so many times the mouth's width.
const SHARPEST: f64 = 8.0;
/// Each step of that search is so many times farther off than the one before.
const FARTHER: f64 = 1.5;
/// A piece is halved at most so often: from a thousand kilometres to a metre.
const MOST_HALVINGS: u32 = 24;
/// Rings of more corners are not halved any further.
const MOST_CORNERS: usize = 50_000;

/// Rings that run along the boundary.
pub(super) struct Drawn {
    pub(super) rings: Vec<Vec<Corner>>,
    pub(super) tolerance_metres: f64,
}

/// The rings, made true.
pub(super) fn drawn(shade: &Shade<'_>, rough: &[Vec<Corner>], tolerance_metres: f64) -> Drawn {
    let mut drawn = Drawn { rings: Vec::new(), tolerance_metres };
    for ring in rough {
        let mut fine =
            Fine { shade, tolerance: tolerance_metres * OF_EDGES, loose: 0.0, corners: Vec::new() };
        for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            fine.piece(*from, *to);
        }
        drawn.tolerance_metres = drawn.tolerance_metres.max(fine.loose);
        let mut corners = without_needless(&fine.corners, tolerance_metres * OF_CORNERS);
        corners.dedup();
        if corners.len() >= 3 {
            drawn.rings.push(corners);
        }
    }
    drawn
}

struct Fine<'s> {
    shade: &'s Shade<'s>,
    tolerance: f64,
    /// How far, at most, from the boundary the pieces run that could not be halved.
    loose: f64,
    corners: Vec<Corner>,
}

impl Fine<'_> {
    /// The corners from one place of the boundary to the next, without the last.
    fn piece(&mut self, from: Corner, to: Corner) {
        // Pieces that are still to be drawn, the next one last.
        let mut open = vec![(from, to, 0)];
        while let Some((from, to, halvings)) = open.pop() {
            let length = length(from, to);
            // No point of a piece is farther than half its length from one of its ends, which are on the boundary.
            let is_short = length <= 2.0 * self.tolerance;
            if is_short || self.runs_along(from, to, length) {
                self.corners.push(from);
                continue;
            }
            let may_halve = halvings < MOST_HALVINGS && self.corners.len() < MOST_CORNERS;
            match self
                .boundary_beside(from, to, length)
                .filter(|middle| may_halve && *middle != from && *middle != to)
            {
                Some(middle) => {
                    open.push((middle, to, halvings + 1));
                    open.push((from, middle, halvings + 1));
                }
                None => {
                    self.loose = self.loose.max(length / 2.0);
                    self.corners.push(from);
                }
            }
        }
    }

    /// Whether the boundary passes within the tolerance of the piece: inside on its left, outside on its right.
    fn runs_along(&self, from: Corner, to: Corner, length: f64) -> bool {
        SHARES.iter().all(|share| {
            let beside = |metres: f64| self.shade.holds(beside(from, to, *share, metres, length));
            beside(self.tolerance) && !beside(-self.tolerance)
        })
    }

    /// The place of the boundary straight beside the middle of a piece. What is inside stands on the left of a piece:
    /// from a middle inside, the boundary is to be sought on the right, and never on the other side, where it runs the
    /// other way.
    fn boundary_beside(&self, from: Corner, to: Corner, length: f64) -> Option<Corner> {
        let at = |metres: f64| beside(from, to, 0.5, metres, length);
        let middle = at(0.0);
        let is_inside = self.shade.holds(middle);
        let way = if is_inside { -1.0 } else { 1.0 };
        let (mut nearer, mut metres) = (middle, self.tolerance);
        while metres < SHARPEST * length {
            let farther = at(way * metres);
            if self.shade.holds(farther) != is_inside {
                let (inside, outside) = if is_inside { (nearer, farther) } else { (farther, nearer) };
                return Some(self.shade.boundary(inside, outside));
            }
            nearer = farther;
            metres *= FARTHER;
        }
        None
    }
}

/// The corner so many metres left of a piece, beside a share of it.
#[expect(clippy::cast_possible_truncation, reason = "ten-millionths of a degree")]
#[expect(clippy::cast_precision_loss, reason = "ten-millionths of a degree stay far below 2^53")]
fn beside(from: Corner, to: Corner, share: f64, metres: f64, length: f64) -> Corner {
    let (across, up) = scale(i64::midpoint(from.lat, to.lat));
    let (east, north) = ((to.lon - from.lon) as f64, (to.lat - from.lat) as f64);
    // A quarter turn to the left of (east, north) in metres, turned back into steps of the grid.
    let left = metres / length.max(1e-3);
    let (lon, lat) = (east * share - north * up * left / across, north * share + east * across * left / up);
    Corner { lon: from.lon + lon.round() as i64, lat: from.lat + lat.round() as i64 }
}

#[expect(clippy::cast_precision_loss, reason = "ten-millionths of a degree stay far below 2^53")]
fn length(from: Corner, to: Corner) -> f64 {
    let (across, up) = scale(i64::midpoint(from.lat, to.lat));
    ((to.lon - from.lon) as f64 * across).hypot((to.lat - from.lat) as f64 * up)
}

/// The ring without the corners that lie nearer than the tolerance to the edge drawn without them (Douglas and
/// Peucker, 1973), begun at its first corner and at the one farthest from it.
fn without_needless(ring: &[Corner], tolerance: f64) -> Vec<Corner> {
    let Some(first) = ring.first() else { return Vec::new() };
    let closed: Vec<Corner> = ring.iter().chain(std::iter::once(first)).copied().collect();
    let mut keep = vec![false; closed.len()];
    let last = closed.len() - 1;
    let far = (0..last).max_by(|one, other| {
        let away = |index: &usize| closed.get(*index).map_or(0.0, |corner| length(*first, *corner));
        away(one).total_cmp(&away(other))
    });
    let far = far.unwrap_or(0);
    for index in [0, far] {
        keep.get_mut(index).into_iter().for_each(|kept| *kept = true);
    }
    let mut open = vec![(0, far), (far, last)];
    while let Some((start, end)) = open.pop() {
        let (Some(from), Some(to)) = (closed.get(start), closed.get(end)) else { continue };
        let off = |index: usize| closed.get(index).map_or(0.0, |corner| off_edge(*from, *to, *corner));
        let farthest =
            (start + 1..end).map(|index| (index, off(index))).max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((index, metres)) = farthest
            && metres > tolerance
        {
            keep.get_mut(index).into_iter().for_each(|kept| *kept = true);
            open.push((start, index));
            open.push((index, end));
        }
    }
    closed.iter().zip(&keep).take(last).filter(|(_, kept)| **kept).map(|(corner, _)| *corner).collect()
}

/// Metres from a corner to the edge between two others.
#[expect(clippy::cast_precision_loss, reason = "ten-millionths of a degree stay far below 2^53")]
fn off_edge(from: Corner, to: Corner, corner: Corner) -> f64 {
    let (across, up) = scale(i64::midpoint(from.lat, to.lat));
    let metres = |end: Corner| ((end.lon - from.lon) as f64 * across, (end.lat - from.lat) as f64 * up);
    let ((edge_x, edge_y), (x, y)) = (metres(to), metres(corner));
    let square = edge_x * edge_x + edge_y * edge_y;
    let share = if square > 0.0 { ((x * edge_x + y * edge_y) / square).clamp(0.0, 1.0) } else { 0.0 };
    (x - share * edge_x).hypot(y - share * edge_y)
}
