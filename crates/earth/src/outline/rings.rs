//! Rings become polygons: which ring is a hole of which, and which way round each runs (RFC 7946, section 3.1.6).

use crate::edge::{Corner, orientation};
use crate::frame::position;
use crate::{Frame, Position};

/// Outer rings run against the clock, holes with it; each hole goes to the smallest outer ring that holds it.
pub(super) fn polygons(rings: Vec<Vec<Corner>>) -> Vec<Vec<Vec<Position>>> {
    let (outer, holes): (Vec<_>, Vec<_>) = rings.into_iter().partition(|ring| area(ring) > 0);
    let mut polygons: Vec<Vec<Vec<Corner>>> = outer.into_iter().map(|ring| vec![ring]).collect();
    for hole in holes {
        let holder = polygons
            .iter_mut()
            .filter(|polygon| polygon.first().is_some_and(|outer| is_round(outer, &hole)))
            .min_by_key(|polygon| polygon.first().map_or(i128::MAX, |outer| area(outer)));
        if let Some(polygon) = holder {
            polygon.push(hole);
        }
    }
    let closed = |ring: Vec<Corner>| ring.iter().chain(ring.first()).copied().map(position).collect();
    polygons.into_iter().map(|polygon| polygon.into_iter().map(closed).collect()).collect()
}

/// A polygon with its first ring against the clock and the others with it.
pub(super) fn wound(polygon: Vec<Vec<Position>>) -> Vec<Vec<Position>> {
    let turned = |(index, mut ring): (usize, Vec<Position>)| {
        let corners: Vec<Corner> = ring.iter().copied().map(Corner::of).collect();
        if (area(&corners) > 0) != (index == 0) {
            ring.reverse();
        }
        ring
    };
    polygon.into_iter().enumerate().map(turned).collect()
}

/// Twice the area in square ten-millionths of a degree, positive against the clock.
fn area(ring: &[Corner]) -> i128 {
    let Some(first) = ring.first() else { return 0 };
    ring.iter().zip(ring.iter().skip(1)).map(|(from, to)| orientation(*first, *from, *to)).sum()
}

/// Whether an outer ring goes round a hole. Corners on the outer ring itself say nothing, so the first that is not
/// decides; a hole lies wholly on one side.
fn is_round(outer: &[Corner], hole: &[Corner]) -> bool {
    let around = |ring: &[Corner]| Frame::round(ring.iter().copied());
    let (Some(wide), Some(narrow)) = (around(outer), around(hole)) else { return false };
    let is_framed = wide.west <= narrow.west
        && narrow.east <= wide.east
        && wide.south <= narrow.south
        && narrow.north <= wide.north;
    is_framed && hole.iter().find_map(|corner| side(outer, *corner)).unwrap_or(false)
}

/// Whether the ring goes round the corner; nothing if the corner is one of the ring's own.
fn side(ring: &[Corner], corner: Corner) -> Option<bool> {
    if ring.contains(&corner) {
        return None;
    }
    let next = ring.iter().cycle().skip(1);
    let passes = ring.iter().zip(next).filter(|(from, to)| {
        let (west, east) = if from.lon <= to.lon { (**from, **to) } else { (**to, **from) };
        west.lon <= corner.lon && corner.lon < east.lon && orientation(west, east, corner) < 0
    });
    Some(passes.count() % 2 == 1)
}
