//! Writes zones, ways and what the engine tells of them, for GEOS to check (`.ci/oracle/geos.py`):
//! `cargo run -p armistice-cells --example oracle -- FOLDER`.
//!
//! Half of the cases lie on a lattice of few places, so that places, corners and edges coincide all the time; the others
//! are rough stars with holes, anywhere. All numbers are those of the grid, whole.

use std::fmt::Write as _;
use std::path::Path;

use armistice_cells::{Area, Event, Index, Kind, Manner, Rows, Shape, Spot, Sweep, steps};

/// On this lattice the grid of positions and that of the engine coincide: 2^22 steps.
const LATTICE_E7: i32 = 3_515_625;
const MOST_SILENCE_MILLIS: i64 = 60_000;
const LATTICES: u64 = 60;
const ROUGH: u64 = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder")?;
    std::fs::create_dir_all(&folder)?;
    for seed in 0..LATTICES {
        write(Path::new(&folder).join(format!("lattice-{seed}.txt")).as_path(), &lattice(&mut Chance(seed)))?;
    }
    for seed in 0..ROUGH {
        write(Path::new(&folder).join(format!("rough-{seed}.txt")).as_path(), &rough(&mut Chance(!seed)))?;
    }
    Ok(())
}

/// Rings of grid places for each zone, and fixes sorted by object and time.
struct Case {
    zones: Vec<Vec<Vec<Spot>>>,
    objects: Vec<u32>,
    millis: Vec<i64>,
    lon_e7: Vec<i32>,
    lat_e7: Vec<i32>,
}

impl Case {
    fn of(zones: Vec<Vec<Vec<Spot>>>) -> Case {
        let (objects, millis, lon_e7, lat_e7) = Default::default();
        Case { zones, objects, millis, lon_e7, lat_e7 }
    }

    fn push(&mut self, object: u32, millis: i64, lon_e7: i32, lat_e7: i32) {
        self.objects.push(object);
        self.millis.push(millis);
        self.lon_e7.push(lon_e7);
        self.lat_e7.push(lat_e7);
    }
}

/// Rings at random that cross themselves, boxes and slivers; ways from place to place of the lattice.
fn lattice(chance: &mut Chance) -> Case {
    let (west, south) = (chance.below(900) - 450, chance.below(440) - 220);
    let e7 = |(column, row): (i32, i32)| ((west + column) * LATTICE_E7, (south + row) * LATTICE_E7);
    let spot = |place: (i32, i32)| Spot { u: steps(e7(place).0), v: steps(e7(place).1) };
    let ring = |chance: &mut Chance| -> Vec<Spot> {
        let (a, b, c, d) = (chance.below(14), chance.below(14), chance.below(14), chance.below(14));
        let corners: Vec<(i32, i32)> = match chance.below(3) {
            0 => vec![(a, b), (c, b), (c, d), (a, d)],
            1 => vec![(a, b), (c, d), (c, d + 1)],
            _ => (0..5 + chance.below(6)).map(|_| (chance.below(14), chance.below(14))).collect(),
        };
        corners.iter().chain(corners.first()).map(|corner| spot(*corner)).collect()
    };
    let zones = (0..4).map(|_| (0..=chance.below(3)).map(|_| ring(chance)).collect()).collect();
    let mut case = Case::of(zones);
    for object in 0..3 {
        let mut millis = 0;
        for _ in 0..80 {
            millis += 1000 * i64::from(1 + chance.below(70));
            let (lon, lat) = e7((chance.below(16) - 1, chance.below(16) - 1));
            case.push(object, millis, lon, lat);
        }
    }
    case
}

/// Rough stars over each other, each with a hole; ways of a few hundred metres to some kilometres.
fn rough(chance: &mut Chance) -> Case {
    let (lon, lat) = (chance.between(-160.0, 160.0), chance.between(-65.0, 65.0));
    let mut star = |radius: f64, corners: i32| -> Vec<Spot> {
        let (east, north) = (chance.between(-0.1, 0.1), chance.between(-0.1, 0.1));
        let ring: Vec<Spot> = (0..corners)
            .map(|corner| {
                let turn = f64::from(corner) / f64::from(corners) * std::f64::consts::TAU;
                let reach = radius * chance.between(0.7, 1.3);
                Spot::nearest_to(lon + east + reach * turn.cos(), lat + north + reach * turn.sin())
            })
            .collect();
        ring.iter().chain(ring.first()).copied().collect()
    };
    let zones: Vec<Vec<Vec<Spot>>> = (0..10)
        .map(|size| {
            let radius = 0.05 + 0.03 * f64::from(size);
            vec![star(radius, 300), star(radius * 0.3, 40)]
        })
        .collect();
    let mut case = Case::of(zones);
    for object in 0..20 {
        let (mut east, mut north, mut millis) = (chance.between(-0.4, 0.4), chance.between(-0.4, 0.4), 0);
        for _ in 0..150 {
            millis += 1000 * i64::from(5 + chance.below(58));
            east += chance.between(-0.03, 0.03);
            north += chance.between(-0.03, 0.03);
            case.push(object, millis, e7(lon + east), e7(lat + north));
        }
    }
    case
}

/// Writes rings, rows with the zones that each lies in, and entries and exits, a line each.
fn write(path: &Path, case: &Case) -> Result<(), Box<dyn std::error::Error>> {
    let areas = case.zones.iter().map(|rings| Area::new(rings.clone())).collect::<Result<Vec<_>, _>>()?;
    let index = Index::of_areas(&areas, &Shape::default())?;
    let Case { objects, millis, lon_e7, lat_e7, .. } = case;
    let mut events: Vec<Event> = Vec::new();
    let mut sweep =
        Sweep::new(&index, Manner::Ways { most_silence_millis: MOST_SILENCE_MILLIS, most_mm_s: None });
    sweep.push(Rows { objects, millis, lon_e7, lat_e7 }, &mut events)?;
    let work = sweep.finish(&mut events);
    let mut text = format!("unaccounted {}\nsilence {MOST_SILENCE_MILLIS}\n", work.unaccounted);
    for (zone, rings) in case.zones.iter().enumerate() {
        for ring in rings {
            write!(text, "ring {zone}")?;
            ring.iter().try_for_each(|spot| write!(text, " {} {}", spot.u, spot.v))?;
            text.push('\n');
        }
    }
    for ((object, time), (lon, lat)) in objects.iter().zip(millis).zip(lon_e7.iter().zip(lat_e7)) {
        let spot = Spot { u: steps(*lon), v: steps(*lat) };
        write!(text, "row {object} {time} {} {}", spot.u, spot.v)?;
        index.zones_at(spot).iter().try_for_each(|zone| write!(text, " {zone}"))?;
        text.push('\n');
    }
    for event in events {
        let kind = match event.kind {
            Kind::Enter => "enter",
            Kind::Leave => "leave",
            _ => continue,
        };
        writeln!(text, "{kind} {} {} {}", event.row, event.zone, event.millis)?;
    }
    std::fs::write(path, text)?;
    Ok(())
}

/// Numbers drawn from a seed, the same on every machine (splitmix64, Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: i32) -> i32 {
        let bound = u64::try_from(bound).unwrap_or(1).max(1);
        i32::try_from(self.bits() % bound).unwrap_or(0)
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
        let share = (self.bits() >> 11) as f64 / (1_u64 << 53) as f64;
        low + (high - low) * share
    }
}

#[expect(clippy::cast_possible_truncation, reason = "degrees of the earth")]
fn e7(degrees: f64) -> i32 {
    (degrees * 1e7).round() as i32
}
