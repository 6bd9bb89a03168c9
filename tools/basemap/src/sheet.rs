//! What one tile shows, in its own units, tidied so that it can be written.

use std::collections::BTreeMap;

use crate::cut::{EXTENT_BITS, Tile};
use crate::world::{Geometry, Line, Point, Polygon, Ring, doubled_area, doubled_triangle, edges};

/// What is said of a feature, by key; sorted, so that it is written the same way every time.
pub type Attributes = BTreeMap<&'static str, Said>;

/// What can be said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// A name, a class.
    Text(String),
    /// A rank.
    Number(i64),
    /// Yes or no.
    Flag(bool),
}

/// A kind of what is drawn. The order is that in which they lie upon each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Land, islands with it.
    Land,
    /// Towns as areas.
    Urban,
    /// Lakes and reservoirs.
    Lake,
    /// Rivers.
    River,
    /// Lines between states, and others of that kind.
    Boundary,
    /// Names of seas.
    Marine,
    /// Harbours.
    Port,
    /// Airports.
    Airport,
    /// Towns as points.
    Place,
}

impl Layer {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Land,
        Self::Urban,
        Self::Lake,
        Self::River,
        Self::Boundary,
        Self::Marine,
        Self::Port,
        Self::Airport,
        Self::Place,
    ];

    /// Its name in the tiles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Land => "land",
            Self::Urban => "urban",
            Self::Lake => "lake",
            Self::River => "river",
            Self::Boundary => "boundary",
            Self::Marine => "marine",
            Self::Port => "port",
            Self::Airport => "airport",
            Self::Place => "place",
        }
    }
}

/// What one tile shows: what is alike in layer and attributes is one feature.
#[derive(Debug, Default)]
pub struct Sheet {
    features: BTreeMap<(Layer, Attributes), Geometry>,
}

impl Sheet {
    /// Adds what a tile shows of something, given in units of the world. What comes to nothing in the tile's own units
    /// is left out.
    pub fn add(&mut self, tile: Tile, layer: Layer, attributes: &Attributes, geometry: Geometry) {
        let Some(geometry) = fitted(tile, geometry) else { return };
        match (self.features.get_mut(&(layer, attributes.clone())), geometry) {
            (Some(Geometry::Points(there)), Geometry::Points(more)) => there.extend(more),
            (Some(Geometry::Lines(there)), Geometry::Lines(more)) => there.extend(more),
            (Some(Geometry::Polygons(there)), Geometry::Polygons(more)) => there.extend(more),
            (_, geometry) => {
                self.features.insert((layer, attributes.clone()), geometry);
            }
        }
    }

    /// Its features, by layer and then by what is said of them.
    pub fn features(&self) -> impl Iterator<Item = (Layer, &Attributes, &Geometry)> {
        self.features.iter().map(|((layer, attributes), geometry)| (*layer, attributes, geometry))
    }
}

/// A geometry in the tile's units; nothing where it is too small for them.
fn fitted(tile: Tile, geometry: Geometry) -> Option<Geometry> {
    match geometry {
        Geometry::Points(points) => {
            let inside: Vec<Point> = points.into_iter().map(|point| below(tile, point)).collect();
            (!inside.is_empty()).then_some(Geometry::Points(inside))
        }
        Geometry::Lines(lines) => {
            let lines: Vec<Line> = lines.iter().filter_map(|line| fitted_line(tile, line)).collect();
            (!lines.is_empty()).then_some(Geometry::Lines(lines))
        }
        Geometry::Polygons(polygons) => {
            let polygons: Vec<Polygon> =
                polygons.iter().filter_map(|polygon| fitted_polygon(tile, polygon)).collect();
            (!polygons.is_empty()).then_some(Geometry::Polygons(polygons))
        }
    }
}

/// A point in the unit of the tile in which it lies: it is in one tile alone.
const fn below(tile: Tile, point: Point) -> Point {
    let bits = Tile::unit_bits(tile.zoom);
    let corner = tile.corner();
    Point { x: (point.x >> bits) - corner.x, y: (point.y >> bits) - corner.y }
}

/// A point at the nearest corner of units, counted over the whole world: neighbours round alike.
const fn nearest(tile: Tile, point: Point) -> Point {
    let half = 1 << (Tile::unit_bits(tile.zoom) - 1);
    below(tile, Point { x: point.x + half, y: point.y + half })
}

fn fitted_line(tile: Tile, line: &[Point]) -> Option<Line> {
    let mut line: Line = line.iter().map(|point| nearest(tile, *point)).collect();
    line.dedup();
    (line.len() >= 2).then_some(line)
}

fn fitted_polygon(tile: Tile, polygon: &Polygon) -> Option<Polygon> {
    let (outer, holes) = polygon.split_first()?;
    let outer = turned(fitted_ring(tile, outer)?, true);
    let area = doubled_area(&outer);
    let mut rings = vec![outer];
    for hole in holes {
        let Some(hole) = fitted_ring(tile, hole) else { continue };
        let hole = turned(hole, false);
        if -doubled_area(&hole) >= area {
            return None; // the tile lies in the hole
        }
        rings.push(hole);
    }
    Some(rings)
}

/// A ring without points on its way and without seams there and back, from its first point in order; none where no
/// area is left.
fn fitted_ring(tile: Tile, ring: &[Point]) -> Option<Ring> {
    let mut ring: Ring = ring.iter().map(|point| nearest(tile, *point)).collect();
    loop {
        let before = ring.len();
        ring = without_straights(&ring);
        if ring.len() < 3 {
            return None;
        }
        if ring.len() == before {
            break;
        }
    }
    let first = ring.iter().enumerate().min_by_key(|(_, point)| **point).map_or(0, |(at, _)| at);
    ring.rotate_left(first);
    (doubled_area(&ring) != 0).then_some(ring)
}

/// A ring without the points that lie on one line with both of their neighbours, doubled ones among them.
fn without_straights(ring: &[Point]) -> Ring {
    let mut rest = Ring::with_capacity(ring.len());
    for (point, after) in edges(ring) {
        let before = rest.last().or(ring.last()).copied().unwrap_or(point);
        if doubled_triangle(before, point, after) != 0 {
            rest.push(point);
        }
    }
    rest
}

/// A ring that turns with the clock on the map, or against it.
fn turned(mut ring: Ring, is_with_clock: bool) -> Ring {
    if (doubled_area(&ring) > 0) != is_with_clock
        && let Some((_, rest)) = ring.split_first_mut()
    {
        rest.reverse();
    }
    ring
}

/// The side of a tile in its own units.
pub const EXTENT: u32 = 1 << EXTENT_BITS;

#[cfg(test)]
mod tests {
    use super::*;

    const TILE: Tile = Tile { zoom: 8, x: 1, y: 0 };

    /// Points in quarters of the tile's units.
    fn quarters(pairs: &[(i64, i64)]) -> Vec<Point> {
        pairs.iter().map(|(x, y)| Point { x: (x << 6) + (1 << 20), y: y << 6 }).collect()
    }

    fn units(pairs: &[(i64, i64)]) -> Vec<Point> {
        pairs.iter().map(|(x, y)| Point { x: *x, y: *y }).collect()
    }

    #[test]
    fn rings_turn_as_the_format_wants_whichever_way_they_came() {
        let outer = quarters(&[(40, 40), (0, 40), (0, 0), (40, 0)]);
        let hole = quarters(&[(8, 8), (24, 8), (24, 24), (8, 24)]);
        let wanted =
            vec![units(&[(0, 0), (10, 0), (10, 10), (0, 10)]), units(&[(2, 2), (2, 6), (6, 6), (6, 2)])];
        assert_eq!(fitted_polygon(TILE, &vec![outer.clone(), hole.clone()]), Some(wanted.clone()));
        let backwards = |ring: Ring| ring.into_iter().rev().collect::<Ring>();
        assert_eq!(fitted_polygon(TILE, &vec![backwards(outer), backwards(hole)]), Some(wanted));
    }

    #[test]
    fn straights_seams_and_what_is_too_small_go() {
        let seam = quarters(&[(0, 0), (20, 0), (40, 0), (40, 40), (40, 80), (40, 40), (0, 40), (0, 41)]);
        assert_eq!(fitted_ring(TILE, &seam), Some(units(&[(0, 0), (10, 0), (10, 10), (0, 10)])));
        assert_eq!(fitted_ring(TILE, &quarters(&[(0, 0), (1, 0), (1, 1), (0, 1)])), None);
        assert_eq!(fitted_ring(TILE, &quarters(&[(0, 0), (40, 0), (80, 0)])), None);
        let covered = quarters(&[(0, 0), (40, 0), (40, 40), (0, 40)]);
        assert_eq!(fitted_polygon(TILE, &vec![covered.clone(), covered]), None, "all hole");
    }

    #[test]
    fn what_is_alike_is_one_feature() {
        let mut sheet = Sheet::default();
        let named = Attributes::from([("name", Said::Text("A".into()))]);
        for at in [4, 8] {
            let point = Geometry::Points(quarters(&[(at, at)]));
            sheet.add(TILE, Layer::Place, &named, point);
        }
        sheet.add(TILE, Layer::Land, &named, Geometry::Lines(vec![quarters(&[(0, 0), (1, 1)])]));
        let features: Vec<_> = sheet.features().collect();
        assert_eq!(features, [(Layer::Place, &named, &Geometry::Points(units(&[(1, 1), (2, 2)])))]);
    }
}
