//! Lines in links of a few kilometres, straight in longitude and latitude, with their ends in earth-centred metres.

use armistice_earth::Position;
use armistice_earth::earth_centred;
use armistice_earth::geodesic::Degrees;

/// A longer edge is parted: a parabola over so many metres is true to less than a hundredth of a millimetre.
const LONGEST_METRES: f64 = 2_500.0;
/// More than any degree on earth, in metres.
pub(super) const MOST_METRES_OF_DEGREE: f64 = 111_700.0;
/// More than any radius of curvature.
const GREATEST_RADIUS: f64 = 6_400_000.0;
const HALF_TURN_E7: i64 = 1_800_000_000;

/// A place in earth-centred metres.
pub(super) type Centred = [f64; 3];

/// A part of an edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    /// Longitudes go on counting beyond half a turn, so that both ends are near.
    pub(super) from: Degrees,
    pub(super) to: Degrees,
    /// Which corners it runs between: links that meet share a number.
    pub(super) corners: [u32; 2],
    ends: [Centred; 2],
    /// It nowhere runs farther from the straight way through the earth.
    pub(super) bulge_metres: f64,
}

/// Where a straight way is nearest to a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Foot {
    /// 0 at its start and 1 at its end; beyond, where it would be if the way went on.
    pub(super) share: f64,
    pub(super) metres: f64,
}

/// The links of chains, or `None` if there are too many.
pub(super) fn of(chains: &[Vec<Position>], most: usize) -> Option<Vec<Link>> {
    let mut links: Vec<Link> = Vec::new();
    let mut corner = 0_u32;
    let mut reference = None;
    for chain in chains {
        let first_corner = corner;
        let mut before: Option<(i64, i64)> = None;
        for (number, position) in chain.iter().enumerate() {
            let beside = before.map_or(reference.unwrap_or(0), |(lon, _)| lon);
            let here = (unrolled(i64::from(position.lon_e7()), beside), i64::from(position.lat_e7()));
            reference = reference.or(Some(here.0));
            if let Some(from) = before.filter(|from| *from != here) {
                let is_ring = number + 1 == chain.len() && chain.first() == Some(position);
                let last = is_ring.then_some(first_corner);
                corner = part(from, here, corner, last, most, &mut links)?;
            }
            before = Some(here);
        }
        corner += 1;
    }
    Some(links)
}

/// The longitude at most half a turn from another; exactly half a turn stays as it is written.
fn unrolled(lon: i64, beside: i64) -> i64 {
    if (lon - beside).abs() <= HALF_TURN_E7 {
        return lon;
    }
    lon + (beside - lon + HALF_TURN_E7).div_euclid(2 * HALF_TURN_E7) * 2 * HALF_TURN_E7
}

/// Appends the links of an edge, and gives the number of its last corner.
#[expect(clippy::cast_precision_loss, reason = "ten-millionths of a degree stay far below 2^53")]
fn part(
    from: (i64, i64),
    to: (i64, i64),
    corner: u32,
    last: Option<u32>,
    most: usize,
    links: &mut Vec<Link>,
) -> Option<u32> {
    let degrees = |lon: f64, lat: f64| Degrees { lon: lon / 1e7, lat: lat / 1e7 };
    let (east, north) = ((to.0 - from.0) as f64, (to.1 - from.1) as f64);
    let equatorward = (from.1.abs().min(to.1.abs()) as f64 / 1e7).to_radians().cos();
    let equatorward = if from.1.signum() == to.1.signum() { equatorward } else { 1.0 };
    let metres = (east * equatorward).hypot(north) / 1e7 * MOST_METRES_OF_DEGREE;
    let parts = (metres / LONGEST_METRES).ceil().max(1.0);
    let at = |share: f64| degrees(from.0 as f64 + share * east, from.1 as f64 + share * north);
    let (mut part, mut number) = (0.0, corner);
    while part < parts {
        if links.len() >= most {
            return None;
        }
        let is_last = part + 1.0 >= parts;
        let next = last.filter(|_| is_last).unwrap_or(number + 1);
        links.push(Link::new(at(part / parts), at((part + 1.0) / parts), [number, next]));
        number += 1;
        part += 1.0;
    }
    Some(number)
}

impl Link {
    fn new(from: Degrees, to: Degrees, corners: [u32; 2]) -> Link {
        // An eighth of the square of the angles passed, times the radius, as for any way of even pace.
        let angles = ((to.lon - from.lon).abs() + (to.lat - from.lat).abs()).to_radians();
        let bulge_metres = GREATEST_RADIUS * angles * angles / 8.0 + 0.001;
        Link { from, to, corners, ends: [earth_centred(from), earth_centred(to)], bulge_metres }
    }

    /// The point at a share of it.
    pub(super) fn at(&self, share: f64) -> Degrees {
        let between = |from: f64, to: f64| from + share * (to - from);
        Degrees { lon: between(self.from.lon, self.to.lon), lat: between(self.from.lat, self.to.lat) }
    }

    /// The nearest point of the straight way between its ends.
    pub(super) fn foot(&self, eye: Centred) -> Foot {
        let [from, to] = self.ends;
        let (way, off) = (less(to, from), less(eye, from));
        let square = dot(way, way);
        let share = if square > 0.0 { dot(off, way) / square } else { 0.0 };
        let held = share.clamp(0.0, 1.0);
        let [x, y, z] = way;
        let metres = length(less(off, [x * held, y * held, z * held]));
        Foot { share, metres }
    }
}

fn less([a, b, c]: Centred, [x, y, z]: Centred) -> Centred {
    [a - x, b - y, c - z]
}

fn dot([a, b, c]: Centred, [x, y, z]: Centred) -> f64 {
    a * x + b * y + c * z
}

fn length(one: Centred) -> f64 {
    dot(one, one).sqrt()
}

/// Metres between two places through the earth.
pub(super) fn chord(one: Centred, other: Centred) -> f64 {
    length(less(one, other))
}
