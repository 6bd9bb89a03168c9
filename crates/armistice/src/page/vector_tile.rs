//! One tile of the map: ways and points in its own whole numbers, in the form of Mapbox Vector Tile 2.1.

use std::collections::BTreeMap;
use std::f64::consts::PI;

/// The width of a tile in its own units.
pub(super) const EXTENT: u32 = 4096;
/// What lies so far outside of a tile is still drawn in it, so that wide lines meet.
const EDGE: f64 = 128.0;
/// Positions nearer to each other than this, in the units of a tile, are one (half a pixel of a screen).
const STEP: i32 = 4;
/// A corner nearer than this to the straight way, in the units of a tile, is not seen (a quarter of a pixel).
const SEEN: f64 = 2.0;

/// Where a tile lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    zoom: u32,
    x: u32,
    y: u32,
}

/// A position in a tile.
pub(super) type Spot = (i32, i32);

impl Place {
    /// Nothing if there is no such tile; deeper than 22 nobody looks.
    pub(super) fn new(zoom: u32, x: u32, y: u32) -> Option<Place> {
        let across = 1_u32.checked_shl(zoom).filter(|_| zoom <= 22)?;
        (x < across && y < across).then_some(Place { zoom, x, y })
    }

    /// What is drawn on it: west, south, east, north in ten-millionths of a degree, a little more than it shows.
    #[expect(clippy::cast_possible_truncation, reason = "degrees on the earth, rounded outward")]
    pub(super) fn frame(self) -> [i32; 4] {
        let across = f64::from(1_u32 << self.zoom);
        let edge = EDGE / f64::from(EXTENT);
        let lon = |x: f64| (x / across).clamp(0.0, 1.0).mul_add(360.0, -180.0);
        let lat = |y: f64| (PI * (1.0 - 2.0 * (y / across).clamp(0.0, 1.0))).sinh().atan().to_degrees();
        let (x, y) = (f64::from(self.x), f64::from(self.y));
        // Beyond the square of the map there is still earth, which the edge row draws at its border.
        let south = if self.y + 1 == 1 << self.zoom { -90.0 } else { lat(y + 1.0 + edge) };
        let north = if self.y == 0 { 90.0 } else { lat(y - edge) };
        [
            (lon(x - edge) * 1e7).floor() as i32,
            (south * 1e7).floor() as i32,
            (lon(x + 1.0 + edge) * 1e7).ceil() as i32,
            (north * 1e7).ceil() as i32,
        ]
    }

    /// A position on the tile, in its units (Web Mercator).
    pub(super) fn of(self, lon: f64, lat: f64) -> (f64, f64) {
        let across = f64::from(1_u32 << self.zoom);
        let sine = lat.clamp(-85.06, 85.06).to_radians().sin();
        let x = (lon + 180.0) / 360.0;
        let y = 0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * PI);
        let on = |share: f64, tile: u32| (share * across - f64::from(tile)) * f64::from(EXTENT);
        (on(x, self.x), on(y, self.y))
    }
}

/// Whether a position lies on the tile, and not on its neighbour.
pub(super) fn holds((x, y): (f64, f64)) -> bool {
    let is_in = |value: f64| (0.0..f64::from(EXTENT)).contains(&value);
    is_in(x) && is_in(y)
}

/// A way cut to the tile: each part that lies in it, without steps that nobody would see.
pub(super) fn cut(way: impl IntoIterator<Item = (f64, f64)>) -> Vec<Vec<Spot>> {
    let mut parts: Vec<Vec<Spot>> = Vec::new();
    let mut before: Option<(f64, f64)> = None;
    let mut is_open = false;
    for next in way {
        if let Some(from) = before {
            match clipped(from, next) {
                Some((start, end)) => {
                    if !is_open {
                        parts.push(vec![spot(start)]);
                    }
                    if let Some(part) = parts.last_mut() {
                        part.push(spot(end));
                    }
                    is_open = end == next;
                }
                None => is_open = false,
            }
        }
        before = Some(next);
    }
    parts.iter_mut().for_each(thin);
    parts.retain(|part| part.len() > 1);
    parts
}

/// Leaves out positions that are as good as the one before; both ends stay.
fn thin(part: &mut Vec<Spot>) {
    let last = part.last().copied();
    let mut kept: Option<Spot> = None;
    part.retain(|spot| {
        let is_far =
            kept.is_none_or(|kept| (spot.0 - kept.0).abs() >= STEP || (spot.1 - kept.1).abs() >= STEP);
        if is_far {
            kept = Some(*spot);
        }
        is_far
    });
    if let Some(last) = last.filter(|last| part.last() != Some(last)) {
        part.push(last);
    }
}

/// A way without the corners that lie so near to the straight way between others that nobody would see them (Ramer 1972,
/// Douglas and Peucker 1973).
pub(super) fn simplified(part: &[Spot]) -> Vec<Spot> {
    let Some(last) = part.len().checked_sub(1) else { return Vec::new() };
    let mut is_kept = vec![false; part.len()];
    let mut open = vec![(0, last)];
    while let Some((from, to)) = open.pop() {
        for end in [from, to] {
            if let Some(kept) = is_kept.get_mut(end) {
                *kept = true;
            }
        }
        if let Some(corner) = farthest(part, from, to) {
            open.extend([(from, corner), (corner, to)]);
        }
    }
    part.iter().zip(is_kept).filter(|(_, is_kept)| *is_kept).map(|(spot, _)| *spot).collect()
}

/// The corner between two others that lies farthest from the straight way between them, if that can be seen.
fn farthest(part: &[Spot], from: usize, to: usize) -> Option<usize> {
    let (start, end) = (*part.get(from)?, *part.get(to)?);
    let corners = part.get(from + 1..to)?.iter().enumerate();
    let (place, off) = corners
        .map(|(place, corner)| (from + 1 + place, off(*corner, start, end)))
        .reduce(|one, other| if other.1 > one.1 { other } else { one })?;
    (off > SEEN * SEEN).then_some(place)
}

/// How far a spot lies from a straight way, squared.
fn off(spot: Spot, from: Spot, to: Spot) -> f64 {
    let vector = |from: Spot, to: Spot| (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
    let ((dx, dy), (x, y)) = (vector(from, to), vector(from, spot));
    let length = dx.mul_add(dx, dy * dy);
    let share = if length > 0.0 { (x.mul_add(dx, y * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (share * dx - x).powi(2) + (share * dy - y).powi(2)
}

#[expect(clippy::cast_possible_truncation, reason = "what is drawn lies on the tile or just beside it")]
pub(super) fn spot((x, y): (f64, f64)) -> Spot {
    (x.round() as i32, y.round() as i32)
}

/// The part of a straight way that lies on the tile (Liang and Barsky 1984).
fn clipped(from: (f64, f64), to: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
    let (least, most) = (-EDGE, f64::from(EXTENT) + EDGE);
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut start, mut end) = (0.0_f64, 1.0_f64);
    for (step, room) in
        [(-dx, from.0 - least), (dx, most - from.0), (-dy, from.1 - least), (dy, most - from.1)]
    {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            start = start.max(room / step);
        } else {
            end = end.min(room / step);
        }
    }
    if start > end {
        return None;
    }
    let at = |share: f64| (from.0 + share * dx, from.1 + share * dy);
    let first = if start > 0.0 { at(start) } else { from };
    let second = if end < 1.0 { at(end) } else { to };
    Some((first, second))
}

/// A layer as it is written.
#[derive(Debug)]
pub(super) struct Layer {
    name: &'static str,
    key: &'static str,
    features: Vec<u8>,
    values: BTreeMap<String, u64>,
    in_order: Vec<String>,
}

impl Layer {
    /// Every feature of the layer has one property.
    pub(super) fn new(name: &'static str, key: &'static str) -> Layer {
        Layer { name, key, features: Vec::new(), values: BTreeMap::new(), in_order: Vec::new() }
    }

    /// Adds parts of a way.
    pub(super) fn way(&mut self, value: &str, parts: &[Vec<Spot>]) {
        if parts.is_empty() {
            return;
        }
        let mut geometry = Vec::new();
        let mut pen = (0, 0);
        for part in parts {
            for (place, spot) in part.iter().enumerate() {
                match place {
                    0 => command(&mut geometry, 1, 1),
                    1 => command(&mut geometry, 2, part.len() as u64 - 1),
                    _ => {}
                }
                step(&mut geometry, &mut pen, *spot);
            }
        }
        self.feature(value, 2, &geometry);
    }

    /// Adds a point.
    pub(super) fn point(&mut self, value: &str, spot: Spot) {
        let mut geometry = Vec::new();
        command(&mut geometry, 1, 1);
        step(&mut geometry, &mut (0, 0), spot);
        self.feature(value, 1, &geometry);
    }

    /// Adds oblongs as one area: west, north, east, south of each.
    pub(super) fn oblongs(&mut self, value: &str, oblongs: &[[i32; 4]]) {
        let mut geometry = Vec::new();
        let mut pen = (0, 0);
        for [west, north, east, south] in oblongs {
            command(&mut geometry, 1, 1);
            step(&mut geometry, &mut pen, (*west, *north));
            command(&mut geometry, 2, 3);
            for corner in [(*east, *north), (*east, *south), (*west, *south)] {
                step(&mut geometry, &mut pen, corner);
            }
            command(&mut geometry, 7, 1);
        }
        self.feature(value, 3, &geometry);
    }

    fn feature(&mut self, value: &str, kind: u64, geometry: &[u8]) {
        let number = match self.values.get(value) {
            Some(number) => *number,
            None => {
                let number = self.in_order.len() as u64;
                self.values.insert(value.to_owned(), number);
                self.in_order.push(value.to_owned());
                number
            }
        };
        let mut tags = Vec::new();
        varint(&mut tags, 0);
        varint(&mut tags, number);
        let mut feature = Vec::new();
        bytes(&mut feature, 2, &tags);
        number_field(&mut feature, 3, kind);
        bytes(&mut feature, 4, geometry);
        bytes(&mut self.features, 2, &feature);
    }
}

/// A tile of some layers.
pub(super) fn tile(layers: &[Layer]) -> Vec<u8> {
    let mut tile = Vec::new();
    for layer in layers.iter().filter(|layer| !layer.features.is_empty()) {
        let mut written = Vec::new();
        number_field(&mut written, 15, 2);
        bytes(&mut written, 1, layer.name.as_bytes());
        written.extend_from_slice(&layer.features);
        bytes(&mut written, 3, layer.key.as_bytes());
        for value in &layer.in_order {
            let mut text = Vec::new();
            bytes(&mut text, 1, value.as_bytes());
            bytes(&mut written, 4, &text);
        }
        number_field(&mut written, 5, u64::from(EXTENT));
        bytes(&mut tile, 3, &written);
    }
    tile
}

fn command(geometry: &mut Vec<u8>, id: u64, count: u64) {
    varint(geometry, count << 3 | id);
}

fn step(geometry: &mut Vec<u8>, pen: &mut Spot, to: Spot) {
    for delta in [to.0 - pen.0, to.1 - pen.1] {
        varint(geometry, u64::from(zigzag(delta)));
    }
    *pen = to;
}

#[expect(clippy::cast_sign_loss, reason = "the code of Protocol Buffers for small numbers of either sign")]
fn zigzag(number: i32) -> u32 {
    ((number << 1) ^ (number >> 31)) as u32
}

fn number_field(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

fn bytes(out: &mut Vec<u8>, field: u64, value: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, value.len() as u64);
    out.extend_from_slice(value);
}

#[expect(clippy::cast_possible_truncation, reason = "seven bits at a time")]
fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_written_as_the_standard_shows_it() {
        // The example of section 4.3.5.3: two ways, each from its own start.
        let mut layer = Layer::new("a", "object");
        layer.way("1", &[vec![(2, 2), (2, 10), (10, 10)], vec![(1, 1), (3, 5)]]);
        let geometry = [9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8];
        assert!(layer.features.ends_with(&geometry), "{:?}", layer.features);
        layer.point("1", (25, 17));
        assert!(layer.features.ends_with(&[9, 50, 34]));
        assert_eq!(layer.in_order, ["1"]);
        assert!(tile(&[Layer::new("b", "object")]).is_empty());
    }

    #[test]
    fn the_world_lies_on_the_first_tile() {
        let whole = Place::new(0, 0, 0).unwrap();
        assert_eq!(spot(whole.of(0.0, 0.0)), (2048, 2048));
        assert_eq!(spot(whole.of(-180.0, 85.051_13)), (0, 0));
        assert_eq!(spot(Place::new(1, 1, 0).unwrap().of(90.0, 66.513_26)), (2048, 2048));
        for (zoom, x, y) in [(0, 1, 0), (1, 0, 2), (23, 0, 0), (40, 0, 0)] {
            assert!(Place::new(zoom, x, y).is_none());
        }
    }

    #[test]
    fn whatever_is_drawn_lies_in_the_frame() {
        for (zoom, x, y) in [(0, 0, 0), (1, 1, 0), (3, 0, 7), (8, 127, 85), (22, 0, 4_194_303)] {
            let place = Place::new(zoom, x, y).unwrap();
            let [west, south, east, north] = place.frame().map(|e7| f64::from(e7) / 1e7);
            for (lon, lat) in
                (-180..=180).flat_map(|lon| (-85..=85).map(move |lat| (f64::from(lon), f64::from(lat))))
            {
                let is_in = west <= lon && lon <= east && south <= lat && lat <= north;
                assert!(is_in || !holds(place.of(lon, lat)), "{zoom}/{x}/{y} {lon} {lat}");
            }
        }
    }

    #[test]
    fn an_area_is_written_as_the_standard_shows_it() {
        // Section 4.3.4.4: outside is clockwise as seen, with y downward; each ring is closed by a command of its own.
        let mut layer = Layer::new("a", "level");
        layer.oblongs("1", &[[0, 0, 10, 10], [11, 11, 20, 20]]);
        let first = [9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15];
        let second = [9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15];
        assert!(layer.features.ends_with(&[first, second].concat()), "{:?}", layer.features);
    }

    #[test]
    fn corners_that_nobody_sees_are_left_out_and_all_others_stay() {
        let way = [(0, 0), (50, 1), (100, 0), (100, 100), (102, 150), (100, 200), (100, 200)];
        assert_eq!(simplified(&way), [(0, 0), (100, 0), (100, 200)]);
        assert_eq!(simplified(&[(0, 0), (9, 9), (0, 0)]), [(0, 0), (9, 9), (0, 0)]);
        assert_eq!(simplified(&[(4, 4)]), [(4, 4)]);
        assert_eq!(simplified(&[]), []);
    }

    #[test]
    fn a_way_is_cut_at_the_edge_and_taken_up_where_it_comes_back() {
        let way = [(-500.0, 100.0), (500.0, 100.0), (500.0, 9_000.0), (800.0, 9_000.0), (800.0, 300.0)];
        assert_eq!(cut(way), [vec![(-128, 100), (500, 100), (500, 4224)], vec![(800, 4224), (800, 300)]]);
        assert!(cut([(-500.0, -500.0), (-400.0, 9_000.0)]).is_empty());
        // It crosses without a corner inside.
        assert_eq!(cut([(-1_000.0, 2_000.0), (9_000.0, 2_000.0)]), [vec![(-128, 2000), (4224, 2000)]]);
        assert!(cut([(5.0, 5.0)]).is_empty());
        assert_eq!(
            cut([(5.0, 5.0), (6.0, 5.0), (7.0, 5.0), (90.0, 5.0), (91.0, 5.0)]),
            [vec![(5, 5), (90, 5), (91, 5)]]
        );
    }
}
