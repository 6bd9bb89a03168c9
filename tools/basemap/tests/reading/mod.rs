//! A reader of vector tiles, written from the specification and apart from the writer; it refuses what that forbids.

/// A decoded layer.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) name: String,
    pub(crate) extent: u64,
    pub(crate) features: Vec<Feature>,
}

/// A decoded feature: its tags as text, its kind, its parts.
#[derive(Debug)]
pub(crate) struct Feature {
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) kind: u64,
    pub(crate) parts: Vec<Vec<(i64, i64)>>,
}

impl Feature {
    pub(crate) fn tag(&self, key: &str) -> Option<&str> {
        self.tags.iter().find(|(one, _)| one == key).map(|(_, value)| value.as_str())
    }
}

/// Twice the area of a ring by the surveyor's formula.
pub(crate) fn doubled_area(ring: &[(i64, i64)]) -> i64 {
    (0..ring.len())
        .map(|at| {
            let ((x1, y1), (x2, y2)) = (ring[at], ring[(at + 1) % ring.len()]);
            x1 * y2 - x2 * y1
        })
        .sum()
}

enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

struct Message<'a>(&'a [u8]);

impl<'a> Message<'a> {
    fn varint(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..).step_by(7) {
            let (byte, rest) = self.0.split_first().expect("a varint ends");
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        number
    }

    fn all(mut self) -> Vec<u64> {
        let mut numbers = Vec::new();
        while !self.0.is_empty() {
            numbers.push(self.varint());
        }
        numbers
    }
}

impl<'a> Iterator for Message<'a> {
    type Item = (u64, Field<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let tag = self.varint();
        let field = match tag & 7 {
            0 => Field::Number(self.varint()),
            2 => {
                let length = usize::try_from(self.varint()).unwrap();
                let (bytes, rest) = self.0.split_at(length);
                self.0 = rest;
                Field::Bytes(bytes)
            }
            other => panic!("wire type {other}"),
        };
        Some((tag >> 3, field))
    }
}

/// The layers of a tile.
pub(crate) fn tile(bytes: &[u8]) -> Vec<Layer> {
    let layer = |(number, field): (u64, Field)| match (number, field) {
        (3, Field::Bytes(bytes)) => layer(bytes),
        _ => panic!("field {number} in a tile"),
    };
    Message(bytes).map(layer).collect()
}

fn layer(bytes: &[u8]) -> Layer {
    let (mut name, mut version, mut extent) = (None, None, None);
    let (mut raw, mut keys, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for (number, field) in Message(bytes) {
        match (number, field) {
            (1, Field::Bytes(bytes)) => name = Some(text(bytes)),
            (2, Field::Bytes(bytes)) => raw.push(bytes),
            (3, Field::Bytes(bytes)) => keys.push(text(bytes)),
            (4, Field::Bytes(bytes)) => values.push(value(bytes)),
            (5, Field::Number(number)) => extent = Some(number),
            (15, Field::Number(number)) => version = Some(number),
            _ => panic!("field {number} in a layer"),
        }
    }
    assert_eq!(version, Some(2));
    let features: Vec<Feature> = raw.into_iter().map(|bytes| feature(bytes, &keys, &values)).collect();
    assert!(!features.is_empty(), "a layer has features (4.1)");
    Layer { name: name.unwrap(), extent: extent.unwrap(), features }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn value(bytes: &[u8]) -> String {
    let mut fields = Message(bytes);
    let said = match fields.next().unwrap() {
        (1, Field::Bytes(bytes)) => text(bytes),
        (6, Field::Number(number)) => signed(number).to_string(),
        (7, Field::Number(number)) => (number == 1).to_string(),
        (number, _) => panic!("field {number} in a value"),
    };
    assert!(fields.next().is_none(), "a value is one thing");
    said
}

const fn signed(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

fn feature(bytes: &[u8], keys: &[String], values: &[String]) -> Feature {
    let (mut tags, mut kind, mut commands) = (Vec::new(), 0, Vec::new());
    for (number, field) in Message(bytes) {
        match (number, field) {
            (2, Field::Bytes(bytes)) => tags = Message(bytes).all(),
            (3, Field::Number(number)) => kind = number,
            (4, Field::Bytes(bytes)) => commands = Message(bytes).all(),
            _ => panic!("field {number} in a feature"),
        }
    }
    let index = |number: u64| usize::try_from(number).unwrap();
    let pair = |pair: &[u64]| (keys[index(pair[0])].clone(), values[index(pair[1])].clone());
    assert_eq!(tags.len() % 2, 0);
    Feature { tags: tags.chunks(2).map(pair).collect(), kind, parts: parts(kind, &commands) }
}

/// The parts of a geometry; the commands have to come in the order that 4.3.4 allows for its kind.
fn parts(kind: u64, commands: &[u64]) -> Vec<Vec<(i64, i64)>> {
    let mut parts: Vec<Vec<(i64, i64)>> = Vec::new();
    let (mut x, mut y) = (0, 0);
    let mut rest = commands.iter().copied();
    let mut is_closed = true;
    while let Some(command) = rest.next() {
        let (word, count) = (command & 7, command >> 3);
        match word {
            1 => {
                assert!(kind == 1 || count == 1, "one step to where a line or ring begins");
                assert!(kind != 3 || is_closed, "a ring is closed before the next begins");
                is_closed = false;
                parts.push(Vec::new());
            }
            2 => assert!(count >= if kind == 3 { 2 } else { 1 }, "a line has two points, a ring three"),
            7 => {
                assert!(kind == 3 && count == 1 && !is_closed);
                is_closed = true;
                continue;
            }
            other => panic!("command {other}"),
        }
        for _ in 0..count {
            let step = (signed(rest.next().unwrap()), signed(rest.next().unwrap()));
            assert!(word != 2 || step != (0, 0), "no step of no length");
            (x, y) = (x + step.0, y + step.1);
            parts.last_mut().unwrap().push((x, y));
        }
    }
    assert!(kind != 3 || is_closed);
    parts
}
