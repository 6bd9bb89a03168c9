//! An area cut along parallels and meridians, corner for corner. Edges of an area are straight in longitude and
//! latitude, and so are parallels and meridians: the cut is exact to a ten-millionth of a degree.

use std::collections::BTreeMap;

use crate::edge::Corner;
use crate::{Beside, Cardinal};

/// One side of a parallel or meridian, the line itself included.
#[derive(Debug, Clone, Copy)]
struct Half {
    side: Cardinal,
    at: i64,
}

impl Half {
    fn of(beside: &Beside) -> Half {
        let point = Corner::of(beside.point);
        let at = match beside.side {
            Cardinal::North | Cardinal::South => point.lat,
            Cardinal::East | Cardinal::West => point.lon,
        };
        Half { side: beside.side, at }
    }

    fn holds(self, corner: Corner) -> bool {
        match self.side {
            Cardinal::North => corner.lat >= self.at,
            Cardinal::South => corner.lat <= self.at,
            Cardinal::East => corner.lon >= self.at,
            Cardinal::West => corner.lon <= self.at,
        }
    }

    /// Where an edge with one end in it and one not crosses the line.
    fn crossing(self, from: Corner, to: Corner) -> Corner {
        let share = |from: i64, to: i64, along: (i64, i64)| {
            let way =
                i128::from(along.1 - along.0) * i128::from(self.at - from) / i128::from((to - from).max(1));
            along.0 + i64::try_from(way).unwrap_or(0)
        };
        // From the lower end to the upper one, so that both directions of an edge cross at one place.
        match self.side {
            Cardinal::North | Cardinal::South => {
                let (low, high) = if from.lat <= to.lat { (from, to) } else { (to, from) };
                Corner { lon: share(low.lat, high.lat, (low.lon, high.lon)), lat: self.at }
            }
            Cardinal::East | Cardinal::West => {
                let (low, high) = if from.lon <= to.lon { (from, to) } else { (to, from) };
                Corner { lon: self.at, lat: share(low.lon, high.lon, (low.lat, high.lat)) }
            }
        }
    }

    fn along(self, corner: Corner) -> i64 {
        match self.side {
            Cardinal::North | Cardinal::South => corner.lon,
            Cardinal::East | Cardinal::West => corner.lat,
        }
    }
}

/// The rings, without their first corner repeated, cut to one side of each parallel or meridian.
pub(super) fn cut(rings: Vec<Vec<Corner>>, sides: &[Beside]) -> Vec<Vec<Corner>> {
    sides.iter().fold(rings, |rings, beside| cut_once(&rings, Half::of(beside)))
}

/// Walks along the rings on the wanted side. Of the places where they cross the line, sorted along it, the first and
/// second, the third and fourth and so on have the area between them: there the pieces join.
fn cut_once(rings: &[Vec<Corner>], half: Half) -> Vec<Vec<Corner>> {
    let (mut whole, mut pieces) = (Vec::new(), Vec::new());
    for ring in rings {
        match ring.iter().position(|corner| !half.holds(*corner)) {
            None => whole.push(ring.clone()),
            Some(outside) => pieces.extend(pieces_of(ring, outside, half)),
        }
    }
    // Each end of a piece: where it lies along the line, of which piece, and whether it is the beginning.
    let mut ends: Vec<(i64, usize, bool)> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        ends.extend(piece.first().map(|corner| (half.along(*corner), index, true)));
        ends.extend(piece.last().map(|corner| (half.along(*corner), index, false)));
    }
    ends.sort_unstable();
    let mut partner: BTreeMap<(usize, bool), (usize, bool)> = BTreeMap::new();
    for pair in ends.chunks_exact(2) {
        let [one, other] = pair else { continue };
        partner.insert((one.1, one.2), (other.1, other.2));
        partner.insert((other.1, other.2), (one.1, one.2));
    }
    whole.extend(joined(&pieces, &partner));
    whole
}

/// The pieces of a ring on the wanted side, each from where it comes in to where it goes out.
fn pieces_of(ring: &[Corner], outside: usize, half: Half) -> Vec<Vec<Corner>> {
    let mut pieces: Vec<Vec<Corner>> = Vec::new();
    let mut piece: Vec<Corner> = Vec::new();
    let round = ring.iter().cycle().skip(outside);
    let next = ring.iter().cycle().skip(outside + 1);
    for (from, to) in round.zip(next).take(ring.len()) {
        match (half.holds(*from), half.holds(*to)) {
            (false, true) => piece = vec![half.crossing(*from, *to), *to],
            (true, true) => piece.push(*to),
            (true, false) => {
                piece.push(half.crossing(*from, *to));
                pieces.push(std::mem::take(&mut piece));
            }
            (false, false) => {}
        }
    }
    pieces
}

/// Pieces joined end to beginning.
fn joined(pieces: &[Vec<Corner>], partner: &BTreeMap<(usize, bool), (usize, bool)>) -> Vec<Vec<Corner>> {
    let mut is_open = vec![true; pieces.len()];
    let mut rings = Vec::new();
    for start in 0..pieces.len() {
        let mut ring: Vec<Corner> = Vec::new();
        let mut next = start;
        while let (Some(open), Some(piece)) = (is_open.get_mut(next), pieces.get(next)) {
            if !std::mem::take(open) {
                break;
            }
            ring.extend(piece);
            // A piece ends where another begins; two ends beside each other would be a ring that crosses itself.
            match partner.get(&(next, false)) {
                Some((piece, true)) => next = *piece,
                _ => break,
            }
        }
        ring.dedup();
        if ring.first() == ring.last() {
            ring.pop();
        }
        if ring.len() >= 3 {
            rings.push(ring);
        }
    }
    rings
}
