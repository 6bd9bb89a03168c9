//! Stretches of a sorted table in which nothing can happen, by the boxes of their positions alone: who knows those, as the
//! statistics of a Parquet file tell them, need not read the rows.

use crate::{Index, Spot, steps};

/// So many places are looked at for one box. What is not settled by then counts as near an edge.
const MOST_LOOKS: usize = 4096;

/// A box of positions in ten-millionths of a degree. It does not cross the antimeridian: positions on both sides of it are
/// in one that goes round the earth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    west: i32,
    south: i32,
    east: i32,
    north: i32,
}

impl Extent {
    /// From west to east and from south to north, in ten-millionths of a degree; `None` if it is turned round or reaches
    /// beyond the earth.
    pub fn of_e7(west: i32, south: i32, east: i32, north: i32) -> Option<Extent> {
        let is_box = west <= east && south <= north;
        let is_on_earth = west >= -1_800_000_000
            && east <= 1_800_000_000
            && (-900_000_000..=900_000_000).contains(&south)
            && north <= 900_000_000;
        (is_box && is_on_earth).then_some(Extent { west, south, east, north })
    }

    /// The least box that surely holds what rounds to a box in degrees.
    pub fn of_degrees(west: f64, south: f64, east: f64, north: f64) -> Option<Extent> {
        // Wider by one ten-millionth each way, however the positions were rounded.
        #[expect(clippy::cast_possible_truncation, reason = "held within 180 degrees")]
        let e7 = |degrees: f64, most: f64, way: f64| {
            degrees.is_finite().then(|| ((degrees * 1e7 + way).round()).clamp(-most * 1e7, most * 1e7) as i32)
        };
        let (west, east) = (e7(west, 180.0, -1.0)?, e7(east, 180.0, 1.0)?);
        Extent::of_e7(west, e7(south, 90.0, -1.0)?, east, e7(north, 90.0, 1.0)?)
    }

    /// The least box that holds both.
    fn with(self, other: Extent) -> Extent {
        Extent {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }
}

/// A part of a box on the grid: steps counted on beyond half a turn.
#[derive(Debug, Clone, Copy)]
struct Part {
    west: i64,
    south: i64,
    east: i64,
    north: i64,
}

impl Part {
    fn middle(self) -> (i64, i64) {
        (i64::midpoint(self.west, self.east), i64::midpoint(self.south, self.north))
    }

    /// How far the farthest side is from the middle.
    fn reach(self) -> i64 {
        let (x, y) = self.middle();
        (x - self.west).max(self.east - x).max(y - self.south).max(self.north - y)
    }

    /// Halves across the longer side.
    fn halves(self) -> [Part; 2] {
        let (x, y) = self.middle();
        if self.east - self.west > self.north - self.south {
            [Part { east: x, ..self }, Part { west: x, ..self }]
        } else {
            [Part { north: y, ..self }, Part { south: y, ..self }]
        }
    }
}

impl Index {
    /// The zones that hold all of a box, if it is known that there is no edge in it; and then no way between two places
    /// of the box crosses one, if the box is less than half a turn wide. `None` also where too many places would have to be
    /// looked at.
    pub fn open_over(&self, extent: Extent) -> Option<&[u32]> {
        let on = |e7: i32| i64::from(steps(e7));
        let half_turn = i64::from(u32::MAX / 2);
        // Half a turn east is half a turn west on the grid.
        let east = if extent.east == 1_800_000_000 { half_turn + 1 } else { on(extent.east) };
        let whole = Part { west: on(extent.west), south: on(extent.south), east, north: on(extent.north) };
        if whole.east - whole.west >= half_turn {
            return None;
        }
        let (mut parts, mut looks, mut all) = (vec![whole], 0, None);
        while let Some(part) = parts.pop() {
            looks += 1;
            let (x, y) = part.middle();
            #[expect(clippy::cast_possible_truncation, reason = "wraps round the earth")]
            let open = self.open_at(Spot { u: x as i32, v: y as i32 })?;
            if *all.get_or_insert(open.zones) != open.zones || looks > MOST_LOOKS {
                return None;
            }
            if i64::from(open.steps) < part.reach() {
                parts.extend(part.halves());
            }
        }
        all
    }

    /// Which stretches of a table sorted by object and time may be left out, by the box of each; where the box of a stretch
    /// is not known, nothing is said of it. What a [`Sweep`](crate::Sweep) tells of the others is the same as with all, if it
    /// is told how many rows were left out ([`Sweep::pass_over`](crate::Sweep::pass_over)).
    ///
    /// A stretch may be left out if it lies in no zone and, with the one before and the one behind, in a box without edges:
    /// then nothing happens in it nor on the ways that lead into it and out of it.
    pub fn idle(&self, extents: &[Option<Extent>]) -> Vec<bool> {
        let is_idle = |at: usize| {
            let around = extents.get(at.saturating_sub(1)..(at + 2).min(extents.len()))?;
            let all = around.iter().copied().reduce(|one, other| Some(one?.with(other?)))??;
            self.open_over(all).filter(|zones| zones.is_empty())
        };
        (0..extents.len()).map(|at| is_idle(at).is_some()).collect()
    }
}
