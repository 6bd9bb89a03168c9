//! Writes lines, rings and points of the whole corpus with positions about them and how far `armistice-earth` says that these
//! are away, for GeographicLib to check (`.ci/oracle/karney.py`): `cargo run -p armistice-watch --example margins -- FILE`.

#[path = "../tests/agreements/mod.rs"]
mod agreements;

use armistice_cells::{Compiled, GRID_METRES};
use armistice_earth::{Near, NearTo, Polygon, Position, Region, geodesic};
use serde_json::{Value, json};

/// Positions about each shape, on a spiral round corners of it.
const POSITIONS: u32 = 12;
/// Points looked at of the edges of a compiled shape.
const POINTS: usize = 8;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("name a file")?;
    let mut told = Vec::new();
    for (agreement, plan) in agreements::plans() {
        for (name, line) in &plan.lines {
            let metres = |place: Position| line.nearest(place).distance_metres;
            told.push(
                json!({ "shape": shape(&agreement, name.as_str(), "line", &[line.positions()], &metres) }),
            );
        }
        for (name, zone) in &plan.zones {
            for part in agreements::shapes(zone) {
                told.extend(of_zone(&agreement, name.as_str(), &part));
            }
        }
    }
    std::fs::write(file, serde_json::to_vec(&told)?)?;
    Ok(())
}

fn of_zone(agreement: &str, name: &str, part: &Region) -> Option<Value> {
    match part {
        Region::Polygon(polygon) => {
            let metres = |place: Position| polygon.signed_distance(place).abs();
            Some(json!({ "shape": shape(agreement, name, "rings", &rings(polygon), &metres) }))
        }
        // What is traced round a whole line or a point runs at the distance from it.
        Region::Near(Near { of, metres, side: None, is_beyond: false }) => {
            let corners = match of {
                NearTo::Line(line) if line.cuts().is_none() => line.positions(),
                NearTo::Point { position, .. } => vec![*position],
                _ => return None,
            };
            let margin = |place: Position| metres - part.margin(place, None).metres;
            let told = shape(agreement, name, "line", &[corners], &margin);
            Some(json!({ "traced": traced(part, *metres), "shape": told }))
        }
        _ => None,
    }
}

fn rings(polygon: &Polygon) -> Vec<Vec<Position>> {
    polygon.parts().into_iter().flatten().collect()
}

fn shape(
    agreement: &str,
    name: &str,
    kind: &str,
    rings: &[Vec<Position>],
    metres: &dyn Fn(Position) -> f64,
) -> Value {
    let corners: Vec<Position> = rings.iter().flatten().copied().collect();
    let places = (0..POSITIONS).filter_map(|number| {
        let corner = corners.get(number as usize * corners.len() / POSITIONS as usize)?;
        // From some metres to some ten kilometres, in all directions.
        let reach = 7.0 * 2.1_f64.powi(i32::try_from(number).ok()?);
        Some(geodesic::destination(*corner, 137.5 * f64::from(number), reach))
    });
    let samples: Vec<Value> =
        places.map(|place| json!([place.lon_e7(), place.lat_e7(), metres(place)])).collect();
    let rings: Vec<Vec<[i32; 2]>> = rings
        .iter()
        .map(|ring| ring.iter().map(|corner| [corner.lon_e7(), corner.lat_e7()]).collect())
        .collect();
    json!({ "of": format!("{agreement}, {name}"), "kind": kind, "rings": rings, "samples": samples })
}

/// Points of the edges of the compiled shape, in degrees, and how far they may be off.
fn traced(part: &Region, metres: f64) -> Value {
    let mut compiled = Compiled::default();
    if compiled.add(part).is_err() {
        return Value::Null;
    }
    let rings = compiled.areas.iter().flat_map(armistice_cells::Area::rings);
    let spots: Vec<_> = rings.flat_map(|ring| ring.iter().zip(ring.iter().skip(1))).collect();
    let middle = |(from, to): &(&armistice_cells::Spot, &armistice_cells::Spot)| {
        let half = |from: i32, to: i32| from.wrapping_add(to.wrapping_sub(from) / 2);
        let (lon, lat) = armistice_cells::Spot { u: half(from.u, to.u), v: half(from.v, to.v) }.degrees();
        json!([lon, lat])
    };
    let points: Vec<Value> = spots.iter().step_by(spots.len().div_ceil(POINTS).max(1)).map(middle).collect();
    json!({ "metres": metres, "sag": compiled.sag_metres() + GRID_METRES, "points": points })
}
