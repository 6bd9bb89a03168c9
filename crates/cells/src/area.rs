//! Areas: closed rings on the grid, inside where an odd number of them goes round.

use armistice_earth::Position;
use thiserror::Error;

use crate::Spot;
use crate::grid::QUARTER_TURN;
use crate::side::Offset;

/// The most corners of one area.
pub const MOST_CORNERS: usize = 4_000_000;
/// Edges of this extent or more are not taken, so that 64 bits hold every product.
pub const LONGEST_EDGE: i32 = QUARTER_TURN;

/// An area by its rings. A place is inside if the rings go round it an odd number of times in all; which way round a
/// ring is drawn, and which of them is a hole, does not matter.
///
/// A ring that comes back a whole turn farther east or west goes round a pole, the one on whose side of the equator
/// it lies in the mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Each ring with its first corner again as the last, without corners that only repeat the one before.
    rings: Vec<Vec<Spot>>,
    holds_south_pole: bool,
    holds_north_pole: bool,
}

/// Why rings are not an area.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AreaError {
    /// A ring that does not end where it began.
    #[error("ring {ring} does not end where it began: repeat its first corner at the end")]
    Open {
        /// Which ring, from 1.
        ring: usize,
    },
    /// An edge too long for the numbers.
    #[error("edge {edge} of ring {ring} extends a quarter turn or more: put a corner in between")]
    LongEdge {
        /// Which ring, from 1.
        ring: usize,
        /// Which edge, from 1.
        edge: usize,
    },
    /// A corner beyond a pole.
    #[error("corner {corner} of ring {ring} lies beyond a pole: latitudes end at 90 degrees")]
    BeyondPole {
        /// Which ring, from 1.
        ring: usize,
        /// Which corner, from 1.
        corner: usize,
    },
    /// A ring that goes round the earth more than once.
    #[error("ring {ring} goes {turns} times round the earth: a ring goes round a pole once or not at all")]
    TooManyTurns {
        /// Which ring, from 1.
        ring: usize,
        /// How often, eastward positive.
        turns: i64,
    },
    /// Too many corners.
    #[error("the area has {0} corners: at most {MOST_CORNERS} are taken")]
    TooLong(usize),
}

impl Area {
    /// The area of rings on the grid, each with its first corner again as the last. A ring that encloses nothing
    /// adds nothing.
    ///
    /// # Errors
    /// If a ring is open, too long, reaches beyond a pole, winds more than once round the earth or has too long an edge.
    pub fn new(rings: impl IntoIterator<Item = Vec<Spot>>) -> Result<Area, AreaError> {
        Area::of_rings(rings.into_iter().map(|ring| {
            let is_south = is_south(ring.iter().map(|corner| (corner.u, corner.v)));
            (ring, is_south)
        }))
    }

    /// The same of an outline, whose edges do not cross the antimeridian: they go as they are written, however far. From
    /// one end of the earth to the other along a pole there is no way to go.
    pub(crate) fn of_outline(rings: &[Vec<Position>]) -> Result<Area, AreaError> {
        Area::with_ways(rings, |from, to| {
            let way = (to.lon() - from.lon(), to.lat() - from.lat());
            let is_pole = from.lat().abs() >= 90.0 && to.lat().abs() >= 90.0;
            if is_pole && way.0.abs() >= 360.0 { (0.0, 0.0) } else { way }
        })
    }

    fn with_ways(
        rings: &[Vec<Position>],
        way: fn(Position, Position) -> (f64, f64),
    ) -> Result<Area, AreaError> {
        Area::of_rings(rings.iter().map(|ring| {
            // Corners that are put in between have no say in which pole a ring goes round.
            let is_south = is_south(ring.iter().map(|corner| (corner.lon_e7(), corner.lat_e7())));
            (with_short_edges(ring, way), is_south)
        }))
    }

    /// The area of rings, each with whether it lies south of the equator in the mean.
    fn of_rings(rings: impl Iterator<Item = (Vec<Spot>, bool)>) -> Result<Area, AreaError> {
        let mut area = Area { rings: Vec::new(), holds_south_pole: false, holds_north_pole: false };
        let mut corners = 0_usize;
        for (index, (ring, is_south)) in rings.enumerate() {
            corners = corners.saturating_add(ring.len());
            if corners > MOST_CORNERS {
                return Err(AreaError::TooLong(corners));
            }
            area.push(index + 1, ring, is_south)?;
        }
        Ok(area)
    }

    /// The area of rings of positions, with corners put into edges that are too long, on the straight line in
    /// longitude and latitude.
    ///
    /// # Errors
    /// As [`Area::new`], but for long edges.
    pub fn of_positions(rings: &[Vec<Position>]) -> Result<Area, AreaError> {
        Area::with_ways(rings, shorter_way)
    }

    /// The rings, each with its first corner again as the last.
    pub fn rings(&self) -> &[Vec<Spot>] {
        &self.rings
    }

    /// Whether the south pole is inside.
    pub fn holds_south_pole(&self) -> bool {
        self.holds_south_pole
    }

    /// Whether the north pole is inside.
    pub fn holds_north_pole(&self) -> bool {
        self.holds_north_pole
    }

    fn push(&mut self, ring: usize, mut corners: Vec<Spot>, is_south: bool) -> Result<(), AreaError> {
        if corners.first() != corners.last() {
            return Err(AreaError::Open { ring });
        }
        if let Some(beyond) =
            corners.iter().position(|spot| spot.v.unsigned_abs() > QUARTER_TURN.unsigned_abs())
        {
            return Err(AreaError::BeyondPole { ring, corner: beyond + 1 });
        }
        corners.dedup();
        let mut advance = 0_i64;
        for (edge, (from, to)) in corners.iter().zip(corners.iter().skip(1)).enumerate() {
            let offset = Offset::between(*from, *to);
            if offset.extent() >= i64::from(LONGEST_EDGE) {
                return Err(AreaError::LongEdge { ring, edge: edge + 1 });
            }
            advance += offset.x;
        }
        let turns = advance.div_euclid(1 << 32);
        if turns.abs() > 1 {
            return Err(AreaError::TooManyTurns { ring, turns });
        }
        self.holds_south_pole ^= turns != 0 && is_south;
        self.holds_north_pole ^= turns != 0 && !is_south;
        // Two edges lie on each other and go to and fro: nothing is between them.
        if corners.len() > 3 || turns != 0 {
            self.rings.push(corners);
        }
        Ok(())
    }
}

/// Whether a ring lies south of the equator in the mean of its corners, each counted once; as `armistice-earth` has it.
fn is_south(mut ring: impl Iterator<Item = (i32, i32)>) -> bool {
    let (mut sum, mut before) = (0_i64, ring.next());
    for corner in ring {
        // The first corner counts where the ring comes back to it.
        if before != Some(corner) {
            sum += i64::from(corner.1);
        }
        before = Some(corner);
    }
    sum < 0
}

/// The corners on the grid; an edge of a quarter turn or more is parted evenly.
fn with_short_edges(ring: &[Position], way: fn(Position, Position) -> (f64, f64)) -> Vec<Spot> {
    let mut corners: Vec<Spot> = Vec::with_capacity(ring.len());
    for (index, position) in ring.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| ring.get(index));
        if let Some(before) = before {
            let (east, north) = way(*before, *position);
            let parts = (east.abs().max(north.abs()) / LONGEST_PART_DEGREES).ceil();
            let mut part = 1.0;
            while part < parts {
                let share = part / parts;
                corners.push(Spot::nearest_to(before.lon() + east * share, before.lat() + north * share));
                part += 1.0;
            }
        }
        corners.push(Spot::from(*position));
    }
    corners
}

/// Parts of an edge are no longer; a little less than a quarter turn.
const LONGEST_PART_DEGREES: f64 = 85.0;

/// Degrees east and north from one position to the next, eastward the shorter way.
fn shorter_way(from: Position, to: Position) -> (f64, f64) {
    let east = to.lon() - from.lon();
    let wrapped = if east > 180.0 {
        east - 360.0
    } else if east < -180.0 {
        east + 360.0
    } else {
        east
    };
    (wrapped, to.lat() - from.lat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat).unwrap()
    }

    #[test]
    fn what_is_no_area_is_refused_and_named() {
        let spot = |u: i32, v: i32| Spot { u, v };
        let refused = |ring: Vec<Spot>| Area::new([ring]).unwrap_err().to_string();
        assert_eq!(
            refused(vec![spot(0, 0), spot(4, 0), spot(4, 4)]),
            "ring 1 does not end where it began: repeat its first corner at the end"
        );
        let long = QUARTER_TURN;
        assert_eq!(
            refused(vec![spot(0, 0), spot(4, 0), spot(4, long), spot(0, 0)]),
            "edge 2 of ring 1 extends a quarter turn or more: put a corner in between"
        );
        assert!(
            refused(vec![spot(0, 0), spot(4, 0), spot(4, i32::MAX), spot(0, 0)]).contains("beyond a pole")
        );
        let twice: Vec<Spot> = (0..=16_u32).map(|step| spot((step << 29).cast_signed(), 0)).collect();
        assert_eq!(
            refused(twice),
            "ring 1 goes 2 times round the earth: a ring goes round a pole once or not at all"
        );
    }

    #[test]
    fn long_edges_get_corners_on_the_straight_line() {
        let ring = vec![at(-100.0, 0.0), at(70.0, 0.0), at(70.0, 50.0), at(-100.0, 0.0)];
        let area = Area::of_positions(&[ring]).unwrap();
        assert_eq!(area.rings()[0].len(), 6);
        assert_eq!(area.rings()[0][1], Spot::from(at(-15.0, 0.0)));
        assert_eq!(area.rings()[0][4], Spot::from(at(-15.0, 25.0)));
    }

    #[test]
    fn a_ring_round_the_south_holds_the_pole() {
        let ring = |lat: f64| vec![at(-120.0, lat), at(0.0, lat), at(120.0, lat), at(-120.0, lat)];
        assert!(Area::of_positions(&[ring(-70.0)]).unwrap().holds_south_pole());
        let north = Area::of_positions(&[ring(70.0)]).unwrap();
        assert!(!north.holds_south_pole() && north.holds_north_pole());
        assert!(!Area::of_positions(&[ring(-70.0), ring(-80.0)]).unwrap().holds_south_pole(), "a belt");
    }

    #[test]
    fn corners_put_into_long_edges_do_not_move_a_ring_to_the_other_pole() {
        let ring = vec![at(0.0, 20.0), at(120.0, -9.0), at(-120.0, -9.0), at(0.0, 20.0)];
        assert!(Area::of_positions(std::slice::from_ref(&ring)).unwrap().holds_north_pole());
        // Nor does it matter at which corner it begins.
        let begun_elsewhere = vec![ring[1], ring[2], ring[0], ring[1]];
        assert!(Area::of_positions(&[begun_elsewhere]).unwrap().holds_north_pole());
    }

    #[test]
    fn a_ring_of_no_width_adds_nothing() {
        let ring = vec![at(1.0, 1.0), at(2.0, 2.0), at(2.0, 2.0), at(1.0, 1.0)];
        assert!(Area::of_positions(&[ring]).unwrap().rings().is_empty());
    }
}
