//! The workloads of the engine, drawn from a seed: zones, and objects that move among them.

use armistice_cells::{Area, Compiled, Rows};
use armistice_earth::{Line, Near, NearTo, Position, Region, Side};

use crate::chance::Chance;

/// Metres of a degree of latitude, near enough for traffic that is invented anyway.
const METRES_OF_DEGREE: f64 = 111_000.0;

/// Zones as rings of degrees, each with its first corner again as its last.
pub type Polygon = Vec<Vec<(f64, f64)>>;

/// A table of fixes, sorted by object and time.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The object of each row.
    pub objects: Vec<u32>,
    /// Milliseconds.
    pub millis: Vec<i64>,
    /// Ten-millionths of a degree.
    pub lon_e7: Vec<i32>,
    /// Ten-millionths of a degree.
    pub lat_e7: Vec<i32>,
}

impl Table {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.objects.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// The first rows, as columns.
    #[must_use]
    pub fn rows(&self, most: usize) -> Rows<'_> {
        let end = most.min(self.len());
        Rows {
            objects: &self.objects[..end],
            millis: &self.millis[..end],
            lon_e7: &self.lon_e7[..end],
            lat_e7: &self.lat_e7[..end],
        }
    }

    /// The rows from one on, as columns.
    #[must_use]
    pub fn rows_from(&self, start: usize) -> Rows<'_> {
        Rows {
            objects: &self.objects[start..],
            millis: &self.millis[start..],
            lon_e7: &self.lon_e7[start..],
            lat_e7: &self.lat_e7[start..],
        }
    }

    fn push(&mut self, object: u32, millis: i64, lon: f64, lat: f64) {
        self.objects.push(object);
        self.millis.push(millis);
        self.lon_e7.push(e7(lon));
        self.lat_e7.push(e7(lat));
    }
}

/// Zones for the engine, and the same corners for others.
#[derive(Debug, Clone)]
pub struct Zones {
    /// One area a zone.
    pub areas: Vec<Area>,
    /// The same as rings of degrees.
    pub polygons: Vec<Polygon>,
    /// The worst sag of a compiled zone, in metres.
    pub sag_metres: f64,
}

impl Zones {
    fn of(rings: Vec<Vec<Vec<Position>>>, sag_metres: f64) -> Zones {
        let degrees = |ring: &Vec<Position>| ring.iter().map(|corner| (corner.lon(), corner.lat())).collect();
        let polygons = rings.iter().map(|rings| rings.iter().map(degrees).collect()).collect();
        let area = |rings: &Vec<Vec<Position>>| Area::of_positions(rings).expect("the rings are closed");
        Zones { areas: rings.iter().map(area).collect(), polygons, sag_metres }
    }

    /// Corners of all zones.
    #[must_use]
    pub fn corners(&self) -> usize {
        self.polygons.iter().flatten().map(Vec::len).sum()
    }
}

/// W1 and W4: a line of 120 corners from west to east.
#[must_use]
pub fn front(seed: u64) -> Vec<Position> {
    let mut chance = Chance::new(seed);
    let mut bend = 0.0;
    let corner = |place| {
        let share = f64::from(place) / 119.0;
        bend = bend * 0.8 + chance.bell() * 0.012;
        at(126.7 + 1.7 * share, 37.75 + 0.85 * share * share + bend)
    };
    (0..120).map(corner).collect()
}

/// W1: strips of several widths on each side of that line.
///
/// # Panics
/// If the generator draws what is no line.
#[must_use]
pub fn strips(seed: u64, kilometres: &[f64]) -> Zones {
    let line = Line::new(front(seed)).expect("the corners are a line");
    let (mut rings, mut sag_metres) = (Vec::new(), 0.0_f64);
    for side in [Side::Left, Side::Right] {
        for width in kilometres {
            let of = NearTo::Line(line.clone());
            let strip = Region::Near(Near { of, metres: width * 1000.0, is_beyond: false, side: Some(side) });
            let mut compiled = Compiled::default();
            compiled.add(&strip).expect("a strip has an outline");
            sag_metres = sag_metres.max(compiled.sag_metres());
            let corner = |spot: &armistice_cells::Spot| at(spot.degrees().0, spot.degrees().1);
            let areas = compiled.areas.iter().flat_map(Area::rings);
            rings.push(areas.map(|ring| ring.iter().map(corner).collect()).collect());
        }
    }
    Zones::of(rings, sag_metres)
}

/// W1: vehicles, ships and patrols in a box of 300 by 300 km round the line.
#[must_use]
pub fn patrols(seed: u64, objects: u32, fixes: u32) -> Table {
    let mut chance = Chance::new(seed);
    let mut table = Table::default();
    let (wide, high) = half_box();
    for object in 0..objects {
        let lon = 127.55 + chance.between(-wide, wide);
        // Half of them keep near the line.
        let near = chance.between(0.0, 1.0) < 0.5;
        let lat = if near {
            37.95 + 0.5 * (lon - 126.7) + 0.12 * chance.bell()
        } else {
            38.15 + chance.between(-high, high)
        };
        let speed = [1.4, 6.0, 12.0, 20.0][(chance.bits() % 4) as usize];
        let mut way = Way { lon, lat, heading: chance.between(0.0, 360.0), millis: 0 };
        for _ in 0..fixes {
            let is_outside = (way.lon - 127.55).abs() > wide || (way.lat - 38.15).abs() > high;
            way.go(&mut chance, speed, if is_outside { 180.0 } else { 0.0 });
            let noise = chance.between(5.0, 20.0);
            way.tell(object, noise, &mut chance, &mut table);
        }
    }
    table
}

/// Half of the width and height of the box of 300 by 300 km, in degrees.
fn half_box() -> (f64, f64) {
    let high = 150_000.0 / METRES_OF_DEGREE;
    (high / 38.15_f64.to_radians().cos(), high)
}

/// The same fixes in turns of all objects, as they come to who receives them: first fixes first. The objects come in no
/// order, and in another one each time.
#[must_use]
pub fn mixed(table: &Table) -> Table {
    let mut turns: Vec<(u32, u64, usize)> = Vec::new();
    let (mut last, mut turn) = (None, 0);
    for (row, object) in table.objects.iter().enumerate() {
        turn = if last == Some(*object) { turn + 1 } else { 0 };
        last = Some(*object);
        turns.push((turn, Chance::new(u64::from(*object) << 32 | u64::from(turn)).bits(), row));
    }
    turns.sort_unstable();
    let mut mixed = Table::default();
    for (_, _, row) in turns {
        mixed.objects.push(table.objects[row]);
        mixed.millis.push(table.millis[row]);
        mixed.lon_e7.push(table.lon_e7[row]);
        mixed.lat_e7.push(table.lat_e7[row]);
    }
    mixed
}

/// W2: rough stars in clusters all over the earth.
#[must_use]
pub fn stars(seed: u64, count: u32) -> Zones {
    let mut chance = Chance::new(seed);
    let clusters: Vec<(f64, f64)> =
        (0..120).map(|_| (chance.between(-170.0, 170.0), chance.between(-55.0, 65.0))).collect();
    let mut rings = Vec::new();
    for _ in 0..count {
        let (lon, lat) = clusters[(chance.bits() % clusters.len() as u64) as usize];
        let centre = (lon + chance.bell() * 2.0, lat + chance.bell() * 2.0);
        // From 10 to 5,000 corners, 800 in the mean.
        let corners = 10.0 * 500.0_f64.powf(chance.between(0.0, 1.0));
        rings.push(vec![star(&mut chance, centre, chance_radius(corners), corners)]);
    }
    Zones::of(rings, 0.0)
}

/// Many small zones: rough stars of 10 to 40 corners in the same clusters.
#[must_use]
pub fn crowd(seed: u64, count: u32) -> Zones {
    let mut chance = Chance::new(seed);
    let clusters: Vec<(f64, f64)> =
        (0..120).map(|_| (chance.between(-170.0, 170.0), chance.between(-55.0, 65.0))).collect();
    let mut rings = Vec::new();
    for _ in 0..count {
        let (lon, lat) = clusters[(chance.bits() % clusters.len() as u64) as usize];
        let centre = (lon + chance.bell() * 2.0, lat + chance.bell() * 2.0);
        let (metres, corners) = (chance.between(500.0, 4_000.0), chance.between(10.0, 40.0));
        rings.push(vec![star(&mut chance, centre, metres, corners)]);
    }
    Zones::of(rings, 0.0)
}

/// Zones over each other: rough stars about nearly the same place, each crossing most of the others.
#[must_use]
pub fn heap(seed: u64, count: u32) -> Zones {
    let mut chance = Chance::new(seed);
    let mut rings = Vec::new();
    for _ in 0..count {
        let centre = (33.0 + chance.bell() * 0.01, 35.0 + chance.bell() * 0.01);
        let metres = chance.between(20_000.0, 60_000.0);
        rings.push(vec![star(&mut chance, centre, metres, 1000.0)]);
    }
    Zones::of(rings, 0.0)
}

/// W3: one rough coast.
#[must_use]
pub fn coast(seed: u64, corners: u32) -> Zones {
    let mut chance = Chance::new(seed);
    let ring = star(&mut chance, (10.0, 50.0), 200_000.0, f64::from(corners));
    Zones::of(vec![vec![ring]], 0.0)
}

/// W2: objects that move about the zones.
#[must_use]
pub fn visitors(seed: u64, zones: &Zones, objects: u32, fixes: u32) -> Table {
    let mut chance = Chance::new(seed);
    let mut table = Table::default();
    for object in 0..objects {
        let polygon = &zones.polygons[(chance.bits() % zones.polygons.len() as u64) as usize];
        let corner = polygon[0][(chance.bits() % polygon[0].len() as u64) as usize];
        let (lon, lat) = (corner.0 + 0.1 * chance.bell(), corner.1 + 0.1 * chance.bell());
        let speed = [1.4, 6.0, 12.0, 20.0][(chance.bits() % 4) as usize];
        let mut way = Way { lon, lat, heading: chance.between(0.0, 360.0), millis: 0 };
        for _ in 0..fixes {
            way.go(&mut chance, speed, 0.0);
            way.tell(object, 10.0, &mut chance, &mut table);
        }
    }
    table
}

/// W3: places anywhere in the box of a zone, told as the fixes of one object.
#[must_use]
pub fn scatter(seed: u64, zones: &Zones, rows: u32) -> Table {
    let mut chance = Chance::new(seed);
    let corners = || zones.polygons.iter().flatten().flatten();
    let least =
        corners().fold((180.0_f64, 90.0_f64), |box_, corner| (box_.0.min(corner.0), box_.1.min(corner.1)));
    let most =
        corners().fold((-180.0_f64, -90.0_f64), |box_, corner| (box_.0.max(corner.0), box_.1.max(corner.1)));
    let mut table = Table::default();
    for row in 0..rows {
        let (lon, lat) = (chance.between(least.0, most.0), chance.between(least.1, most.1));
        table.push(0, i64::from(row) * 1000, lon, lat);
    }
    table
}

/// The worst that is possible for fixes: each object goes along the boundary of a zone, and noise of 10 m puts its fixes
/// to both sides of it.
#[must_use]
pub fn huggers(seed: u64, zones: &Zones, objects: u32, fixes: u32) -> Table {
    let mut chance = Chance::new(seed);
    let mut table = Table::default();
    for object in 0..objects {
        let polygon = &zones.polygons[(chance.bits() % zones.polygons.len() as u64) as usize];
        let mut edges = polygon[0].windows(2).cycle();
        for _ in 0..chance.bits() % polygon[0].len() as u64 {
            edges.next();
        }
        let (mut from, mut to, mut gone) = ((0.0, 0.0), (0.0, 0.0), f64::INFINITY);
        let mut way = Way { lon: 0.0, lat: 0.0, heading: 0.0, millis: 0 };
        for fix in 0..fixes {
            // 10 m/s, a fix every 10 s.
            gone += 100.0;
            let mut length = metres(from, to);
            while gone >= length {
                gone = if gone.is_finite() { gone - length } else { 0.0 };
                let edge = edges.next().expect("a ring has edges");
                (from, to) = (edge[0], edge[1]);
                length = metres(from, to);
            }
            let share = gone / length;
            way.lon = from.0 + (to.0 - from.0) * share;
            way.lat = from.1 + (to.1 - from.1) * share;
            way.millis = i64::from(fix) * 10_000;
            way.tell(object, 10.0, &mut chance, &mut table);
        }
    }
    table
}

/// The worst that is possible for ways: every fix lies anywhere in the box of the patrols, some 150 km from the one before.
#[must_use]
pub fn teleports(seed: u64, objects: u32, fixes: u32) -> Table {
    let mut chance = Chance::new(seed);
    let mut table = Table::default();
    let (wide, high) = half_box();
    for object in 0..objects {
        for fix in 0..fixes {
            let (lon, lat) = (127.55 + chance.between(-wide, wide), 38.15 + chance.between(-high, high));
            table.push(object, i64::from(fix) * 30_000, lon, lat);
        }
    }
    table
}

/// Metres between two places, near enough for traffic that is invented anyway.
fn metres(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (east, north) = ((to.0 - from.0) * from.1.to_radians().cos(), to.1 - from.1);
    east.hypot(north) * METRES_OF_DEGREE
}

struct Way {
    lon: f64,
    lat: f64,
    heading: f64,
    millis: i64,
}

impl Way {
    /// On for 10 to 60 seconds.
    fn go(&mut self, chance: &mut Chance, speed: f64, turn: f64) {
        let seconds = chance.between(10.0, 60.0).round();
        self.heading += turn + 12.0 * chance.bell();
        let metres = speed * seconds;
        let (east, north) =
            (self.heading.to_radians().sin() * metres, self.heading.to_radians().cos() * metres);
        self.lon += east / METRES_OF_DEGREE / self.lat.to_radians().cos();
        self.lat += north / METRES_OF_DEGREE;
        #[expect(clippy::cast_possible_truncation, reason = "at most a minute")]
        let millis = (seconds * 1000.0) as i64;
        self.millis += millis;
    }

    fn tell(&self, object: u32, noise: f64, chance: &mut Chance, table: &mut Table) {
        let off = |chance: &mut Chance| noise * chance.bell() / METRES_OF_DEGREE;
        let (lon, lat) = (self.lon + off(chance), self.lat + off(chance));
        table.push(object, self.millis, lon, lat);
    }
}

/// A ring about a centre whose radius wanders.
fn star(chance: &mut Chance, centre: (f64, f64), metres: f64, corners: f64) -> Vec<Position> {
    let mut waves = Vec::new();
    let mut count = 2.0;
    while count < corners / 2.0 {
        waves.push((count, chance.between(0.0, 360.0), chance.between(0.3, 1.0) / count.powf(0.9)));
        count *= 1.7;
    }
    let mut ring = Vec::new();
    let mut place = 0.0;
    while place < corners.floor() {
        let turn = 360.0 * place / corners.floor();
        let wander: f64 = waves
            .iter()
            .map(|(count, phase, size)| size * (turn * count.floor() + phase).to_radians().sin())
            .sum();
        let radius = metres * (1.0 + 0.5 * wander).clamp(0.05, 3.0) / METRES_OF_DEGREE;
        let (east, north) = (turn.to_radians().cos() * radius, turn.to_radians().sin() * radius);
        ring.push(at(centre.0 + east / centre.1.to_radians().cos(), centre.1 + north));
        place += 1.0;
    }
    ring.push(ring[0]);
    ring
}

/// Corners stand some hundred metres apart.
fn chance_radius(corners: f64) -> f64 {
    (corners * 40.0).clamp(4_000.0, 60_000.0)
}

fn at(lon: f64, lat: f64) -> Position {
    Position::new(lon, lat).expect("the generator stays on earth")
}

#[expect(clippy::cast_possible_truncation, reason = "the generator stays on earth")]
fn e7(degrees: f64) -> i32 {
    (degrees * 1e7).round() as i32
}
