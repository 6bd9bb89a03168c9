//! Every shape of every zone in this repository, compiled: its edges run as near to the true boundary as its certificate says.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails here")]

mod agreements;

use armistice_cells::{Compiled, Spot};
use armistice_earth::{Position, Region};

/// Edges looked at of one area, spread over it.
const EDGES: usize = 150;

#[test]
fn no_edge_strays_farther_than_its_certificate_says() {
    let (mut shapes, mut edges) = (0, 0);
    for (file, plan) in agreements::plans() {
        for (name, zone) in &plan.zones {
            for shape in agreements::shapes(zone) {
                let mut compiled = Compiled::default();
                if compiled.add(&shape).is_err() {
                    continue;
                }
                shapes += 1;
                for (area, certificate) in compiled.areas.iter().zip(&compiled.certificates) {
                    let pairs: Vec<_> =
                        area.rings().iter().flat_map(|ring| ring.iter().zip(ring.iter().skip(1))).collect();
                    for (from, to) in pairs.iter().step_by(pairs.len().div_ceil(EDGES).max(1)) {
                        let Some(middle) = middle(**from, **to) else { continue };
                        edges += 1;
                        let off = shape.margin(middle, None).metres.abs();
                        // The middle was rounded to the grid of positions, too.
                        let most = certificate.sag_metres + 0.02;
                        assert!(
                            off <= most,
                            "{file}, {name}: {off} m at {middle:?}, {certificate:?}\n{shape:?}"
                        );
                    }
                }
            }
        }
    }
    assert!(shapes > 40 && edges > 3_000, "{shapes} shapes with {edges} edges say little");
}

/// The middle of an edge; nothing on the rim of the earth, which bounds nothing.
fn middle(from: Spot, to: Spot) -> Option<Position> {
    let half = |from: i32, to: i32| from.wrapping_add(to.wrapping_sub(from) / 2);
    let middle = Spot { u: half(from.u, to.u), v: half(from.v, to.v) };
    let (lon, lat) = middle.degrees();
    (lat.abs() < 90.0).then(|| Position::new(lon, lat).unwrap())
}

#[test]
fn regions_of_the_whole_corpus_are_seen() {
    let plans = agreements::plans();
    let lines = plans.iter().flat_map(|(_, plan)| plan.lines.keys()).count();
    let is_polygon =
        |zone: &Region| agreements::shapes(zone).iter().any(|shape| matches!(shape, Region::Polygon(_)));
    let polygons =
        plans.iter().flat_map(|(_, plan)| plan.zones.values()).filter(|zone| is_polygon(zone)).count();
    assert!(plans.len() >= 15 && lines >= 5 && polygons >= 10, "{} {lines} {polygons}", plans.len());
}
