//! Writes a sheet as a Mapbox Vector Tile 2.1, which is a message of Protocol Buffers.
//!
//! The format: <https://github.com/mapbox/vector-tile-spec/tree/master/2.1>. Numbers of fields below are those of its
//! `vector_tile.proto`.

use std::collections::BTreeMap;

use crate::sheet::{Attributes, EXTENT, Layer, Said, Sheet};
use crate::world::{Geometry, Point};

/// Wire types of Protocol Buffers.
const VARINT: u64 = 0;
const BYTES: u64 = 2;

/// Commands of a geometry (4.3.1).
const MOVE_TO: u64 = 1;
const LINE_TO: u64 = 2;
const CLOSE_PATH: u64 = 7;

/// The bytes of a sheet; none where nothing is on it.
#[must_use]
pub fn tile(sheet: &Sheet) -> Vec<u8> {
    let mut bytes = Vec::new();
    for layer in Layer::ALL {
        let features: Vec<_> = sheet.features().filter(|(of, ..)| *of == layer).collect();
        if !features.is_empty() {
            let drawn = features.into_iter().map(|(_, attributes, geometry)| (attributes, geometry));
            field(&mut bytes, 3, &layer_message(layer.name(), drawn));
        }
    }
    bytes
}

fn layer_message<'a>(name: &str, features: impl Iterator<Item = (&'a Attributes, &'a Geometry)>) -> Vec<u8> {
    let mut message = Vec::new();
    let (mut keys, mut values) = (Index::default(), Index::default());
    field(&mut message, 1, name.as_bytes());
    for (attributes, geometry) in features {
        let mut tags = Vec::new();
        for (key, said) in attributes {
            varint(&mut tags, keys.of(*key));
            varint(&mut tags, values.of(said));
        }
        let (kind, commands) = geometry_message(geometry);
        let mut feature = Vec::new();
        if !tags.is_empty() {
            field(&mut feature, 2, &tags);
        }
        number(&mut feature, 3, kind);
        field(&mut feature, 4, &commands);
        field(&mut message, 2, &feature);
    }
    for key in &keys.order {
        field(&mut message, 3, key.as_bytes());
    }
    for said in &values.order {
        field(&mut message, 4, &value_message(said));
    }
    number(&mut message, 5, u64::from(EXTENT));
    number(&mut message, 15, 2); // version
    message
}

/// Things in the order in which they were first asked for.
struct Index<T> {
    places: BTreeMap<T, u64>,
    order: Vec<T>,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self { places: BTreeMap::new(), order: Vec::new() }
    }
}

impl<T: Ord + Copy> Index<T> {
    fn of(&mut self, thing: T) -> u64 {
        let next = self.places.len() as u64;
        let place = *self.places.entry(thing).or_insert(next);
        if place == next {
            self.order.push(thing);
        }
        place
    }
}

fn value_message(said: &Said) -> Vec<u8> {
    let mut message = Vec::new();
    match said {
        Said::Text(text) => field(&mut message, 1, text.as_bytes()),
        Said::Number(whole) => number(&mut message, 6, zigzag(*whole)), // sint_value
        Said::Flag(flag) => number(&mut message, 7, u64::from(*flag)),
    }
    message
}

/// The type of a geometry and its commands (4.3).
fn geometry_message(geometry: &Geometry) -> (u64, Vec<u8>) {
    let mut pen = Pen { commands: Vec::new(), at: Point { x: 0, y: 0 } };
    let kind = match geometry {
        Geometry::Points(points) => {
            pen.draw(MOVE_TO, points);
            1
        }
        Geometry::Lines(lines) => {
            lines.iter().for_each(|line| pen.path(line));
            2
        }
        Geometry::Polygons(polygons) => {
            for ring in polygons.iter().flatten() {
                pen.path(ring);
                varint(&mut pen.commands, (1 << 3) | CLOSE_PATH);
            }
            3
        }
    };
    (kind, pen.commands)
}

/// What draws, and where it stands; each step is told from there.
struct Pen {
    commands: Vec<u8>,
    at: Point,
}

impl Pen {
    fn path(&mut self, points: &[Point]) {
        if let Some((first, rest)) = points.split_first() {
            self.draw(MOVE_TO, std::slice::from_ref(first));
            self.draw(LINE_TO, rest);
        }
    }

    fn draw(&mut self, command: u64, points: &[Point]) {
        varint(&mut self.commands, ((points.len() as u64) << 3) | command);
        for point in points {
            varint(&mut self.commands, zigzag(point.x - self.at.x));
            varint(&mut self.commands, zigzag(point.y - self.at.y));
            self.at = *point;
        }
    }
}

/// Whole numbers with a sign as ones without: 0, -1, 1, -2, ...
#[expect(clippy::cast_sign_loss, reason = "the bits are what is wanted")]
const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

/// A number in groups of seven bits, the least first.
pub fn varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(low_byte(number) | 0x80);
        number >>= 7;
    }
    bytes.push(low_byte(number));
}

const fn low_byte(number: u64) -> u8 {
    let [low, ..] = number.to_le_bytes();
    low
}

fn number(bytes: &mut Vec<u8>, field: u64, number: u64) {
    varint(bytes, (field << 3) | VARINT);
    varint(bytes, number);
}

fn field(bytes: &mut Vec<u8>, field: u64, content: &[u8]) {
    varint(bytes, (field << 3) | BYTES);
    varint(bytes, content.len() as u64);
    bytes.extend(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(pairs: &[(i64, i64)]) -> Vec<Point> {
        pairs.iter().map(|(x, y)| Point { x: *x, y: *y }).collect()
    }

    /// The examples of the specification (4.3.5), in its numbers.
    #[test]
    fn the_examples_of_the_specification_are_written_so() {
        assert_eq!(geometry_message(&Geometry::Points(points(&[(25, 17)]))), (1, vec![9, 50, 34]));
        assert_eq!(
            geometry_message(&Geometry::Points(points(&[(5, 7), (3, 2)]))),
            (1, vec![17, 10, 14, 3, 9])
        );
        let one = points(&[(2, 2), (2, 10), (10, 10)]);
        assert_eq!(
            geometry_message(&Geometry::Lines(vec![one, points(&[(1, 1), (3, 5)])])),
            (2, vec![9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8])
        );
        let areas = vec![
            vec![points(&[(0, 0), (10, 0), (10, 10), (0, 10)])],
            vec![
                points(&[(11, 11), (20, 11), (20, 20), (11, 20)]),
                points(&[(13, 13), (13, 17), (17, 17), (17, 13)]),
            ],
        ];
        let wanted = vec![
            9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15, 9, 4, 13, 26, 0, 8,
            8, 0, 0, 7, 15,
        ];
        assert_eq!(geometry_message(&Geometry::Polygons(areas)), (3, wanted));
    }

    #[test]
    fn numbers_are_packed_as_protocol_buffers_have_them() {
        let mut bytes = Vec::new();
        varint(&mut bytes, 300); // the example of its documentation
        assert_eq!(bytes, [0xac, 0x02]);
        assert_eq!([0, -1, 1, -2, 2].map(zigzag), [0, 1, 2, 3, 4]);
    }
}
