//! Where ways are too many to be told apart: a tile is laid out in squares, the ways through each are counted, and where more run
//! than the eye can follow the square is shaded by how many, in place of the ways. Nearer by the squares are smaller on the ground,
//! and the ways stand singly again. A square lies in one tile alone, so neighbours agree at their common edge.

use super::vector_tile::Spot;

/// So many squares lie across a tile: 8 pixels of a screen each.
const ACROSS: usize = 64;
/// The side of a square, in the units of a tile.
const SIDE: i32 = 64;
/// Of more ways than this in a square nobody can follow one.
const MOST_SINGLE: u32 = 4;
/// How densely a square is shaded: from more than [`MOST_SINGLE`] on, twice as many each.
pub(super) const LEVELS: [&str; 4] = ["1", "2", "3", "4"];

/// How many ways run through each square of a tile.
#[derive(Debug)]
pub(super) struct Crowd {
    ways: Vec<u32>,
    /// The way that was counted last in each square.
    last: Vec<usize>,
    way: usize,
}

impl Crowd {
    pub(super) fn new() -> Crowd {
        Crowd { ways: vec![0; ACROSS * ACROSS], last: vec![0; ACROSS * ACROSS], way: 0 }
    }

    /// Counts what one object did once in each square that it came through.
    pub(super) fn count<'a>(&mut self, parts: impl IntoIterator<Item = &'a Vec<Spot>>) {
        self.way += 1;
        for part in parts {
            for pair in part.windows(2) {
                if let [from, to] = pair {
                    each_piece(*from, *to, |from, to| self.note(square(middle(from, to))));
                }
            }
            if let [only] = part.as_slice() {
                self.note(square(*only));
            }
        }
    }

    fn note(&mut self, square: Option<usize>) {
        let Some(square) = square else { return };
        if let (Some(ways), Some(last)) = (self.ways.get_mut(square), self.last.get_mut(square))
            && *last != self.way
        {
            *last = self.way;
            *ways += 1;
        }
    }

    /// Whether more ways run through the square of a spot than can be told apart. What is drawn a little beside the tile goes by
    /// the square at its edge.
    pub(super) fn is_crowded(&self, (x, y): Spot) -> bool {
        let on = |value: i32| value.clamp(0, at(ACROSS) - 1);
        square((on(x), on(y))).is_some_and(|square| self.level(square).is_some())
    }

    /// The parts of a way outside of the squares that are crowded.
    pub(super) fn outside(&self, part: &[Spot]) -> Vec<Vec<Spot>> {
        let mut parts: Vec<Vec<Spot>> = Vec::new();
        let mut is_open = false;
        for pair in part.windows(2) {
            let [from, to] = pair else { continue };
            each_piece(*from, *to, |from, to| {
                if self.is_crowded(middle(from, to)) {
                    is_open = false;
                    return;
                }
                match parts.last_mut().filter(|_| is_open) {
                    Some(part) => part.push(to),
                    None => parts.push(vec![from, to]),
                }
                is_open = true;
            });
        }
        parts
    }

    /// The crowded squares of each level, joined to oblongs: west, north, east, south in the units of the tile.
    pub(super) fn shades(&self) -> impl Iterator<Item = (&'static str, Vec<[i32; 4]>)> {
        let shades = LEVELS.iter().enumerate().map(|(level, name)| (*name, self.oblongs(level)));
        shades.filter(|(_, oblongs)| !oblongs.is_empty())
    }

    /// 0 for somewhat more than can be told apart, one more for each doubling.
    fn level(&self, square: usize) -> Option<usize> {
        let ways = self.ways.get(square).copied().unwrap_or_default();
        let over = ways.checked_sub(MOST_SINGLE + 1)? / MOST_SINGLE;
        Some(usize::try_from((over + 1).ilog2()).unwrap_or(0).min(LEVELS.len() - 1))
    }

    /// Runs of squares of one level along a row, each lengthened downward as long as the next row has the same run.
    fn oblongs(&self, level: usize) -> Vec<[i32; 4]> {
        let mut whole: Vec<[i32; 4]> = Vec::new();
        let mut above: Vec<usize> = Vec::new();
        for row in 0..ACROSS {
            let mut here = Vec::new();
            for (from, to) in self.runs(row, level) {
                let [west, north, east, south] = [at(from), at(row), at(to), at(row + 1)];
                let same = above
                    .iter()
                    .copied()
                    .find(|place| whole.get(*place).is_some_and(|one| (one[0], one[2]) == (west, east)));
                match same.and_then(|place| Some((place, whole.get_mut(place)?))) {
                    Some((place, oblong)) => {
                        oblong[3] = south;
                        here.push(place);
                    }
                    None => {
                        here.push(whole.len());
                        whole.push([west, north, east, south]);
                    }
                }
            }
            above = here;
        }
        whole
    }

    fn runs(&self, row: usize, level: usize) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for column in (0..ACROSS).filter(|column| self.level(row * ACROSS + column) == Some(level)) {
            match runs.last_mut().filter(|(_, to)| *to == column) {
                Some((_, to)) => *to = column + 1,
                None => runs.push((column, column + 1)),
            }
        }
        runs
    }
}

/// Where a column or row of squares begins.
fn at(square: usize) -> i32 {
    i32::try_from(square).unwrap_or(0) * SIDE
}

/// The square in which a spot lies; none beside the tile.
fn square((x, y): Spot) -> Option<usize> {
    let on = |value: i32| usize::try_from(value.div_euclid(SIDE)).ok().filter(|place| *place < ACROSS);
    Some(on(y)? * ACROSS + on(x)?)
}

fn middle(from: Spot, to: Spot) -> Spot {
    (i32::midpoint(from.0, to.0), i32::midpoint(from.1, to.1))
}

/// A straight way cut where it passes from square to square.
fn each_piece(from: Spot, to: Spot, mut told: impl FnMut(Spot, Spot)) {
    let is_within =
        from.0.div_euclid(SIDE) == to.0.div_euclid(SIDE) && from.1.div_euclid(SIDE) == to.1.div_euclid(SIDE);
    if is_within {
        return told(from, to);
    }
    let mut shares: Vec<f64> = crossings(from.0, to.0).chain(crossings(from.1, to.1)).collect();
    shares.sort_unstable_by(f64::total_cmp);
    let mut start = from;
    for share in shares {
        let next = (between(from.0, to.0, share), between(from.1, to.1, share));
        if next != start {
            told(start, next);
            start = next;
        }
    }
    if start != to {
        told(start, to);
    }
}

/// At which shares of a way from one value to another it passes an edge of squares.
fn crossings(from: i32, to: i32) -> impl Iterator<Item = f64> {
    let (least, most) = (from.min(to), from.max(to));
    let first = least.div_euclid(SIDE) + 1;
    let last = (most - 1).div_euclid(SIDE);
    let length = f64::from(to - from);
    (first..=last).map(move |edge| f64::from(edge * SIDE - from) / length)
}

#[expect(clippy::cast_possible_truncation, reason = "it lies between two whole numbers of a tile")]
fn between(from: i32, to: i32, share: f64) -> i32 {
    (f64::from(to - from).mul_add(share, f64::from(from))).round() as i32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Through the middle of the second row of squares.
    fn along(y: i32) -> Vec<Spot> {
        vec![(0, y), (1_000, y)]
    }

    #[test]
    fn squares_lie_side_by_side_over_the_whole_tile() {
        assert_eq!(at(ACROSS), i32::try_from(crate::page::vector_tile::EXTENT).unwrap());
    }

    #[test]
    fn few_ways_stand_singly_and_many_are_a_shade() {
        let mut crowd = Crowd::new();
        for y in 70..74 {
            crowd.count([&along(y)]);
        }
        assert!(!crowd.is_crowded((500, 100)));
        assert_eq!(crowd.outside(&along(70)).concat().last(), Some(&(1_000, 70)));
        assert_eq!(crowd.shades().count(), 0);
        // The same object again is no other way.
        crowd.count([&along(74), &along(75)]);
        assert!(
            crowd.is_crowded((500, 100)) && !crowd.is_crowded((500, 63)) && crowd.is_crowded((-500, 100))
        );
        assert!(crowd.outside(&along(70)).is_empty());
        assert_eq!(crowd.shades().collect::<Vec<_>>(), [("1", vec![[0, 64, 1_024, 128]])]);
    }

    #[test]
    fn a_way_is_drawn_up_to_where_it_is_lost_and_from_where_it_is_seen_again() {
        let mut crowd = Crowd::new();
        for x in 640..646 {
            crowd.count([&vec![(x, 0), (x, 128)]]);
        }
        assert_eq!(
            crowd.outside(&[(600, 10), (800, 10)]),
            [vec![(600, 10), (640, 10)], vec![(704, 10), (768, 10), (800, 10)]]
        );
        assert_eq!(crowd.shades().collect::<Vec<_>>(), [("1", vec![[640, 0, 704, 128]])]);
    }

    #[test]
    fn twice_as_many_are_shaded_more_densely() {
        let level = |ways: u32| {
            let mut crowd = Crowd::new();
            (0..ways).for_each(|_| crowd.count([&vec![(5, 5)]]));
            crowd.level(0)
        };
        let told: Vec<Option<usize>> =
            [0, 4, 5, 8, 9, 16, 17, 32, 33, 9_999].into_iter().map(level).collect();
        let zero_to = [None, None, Some(0), Some(0), Some(1), Some(1), Some(2), Some(2), Some(3), Some(3)];
        assert_eq!(told, zero_to);
    }

    proptest! {
        /// Every square that the pieces of a way lie in is one that the way comes through, and the pieces join to the way.
        #[test]
        fn pieces_join_and_keep_to_one_square(from in (-200..4_300_i32, -200..4_300_i32), to in (-200..4_300_i32, -200..4_300_i32)) {
            let mut pieces = Vec::new();
            each_piece(from, to, |start, end| pieces.push((start, end)));
            prop_assert!(pieces.windows(2).all(|pair| pair[0].1 == pair[1].0));
            if from != to {
                prop_assert_eq!((pieces[0].0, pieces[pieces.len() - 1].1), (from, to));
            }
            for (start, end) in pieces {
                // Rounding moves an end by half a unit.
                let own = middle(start, end);
                for spot in [start, end] {
                    let near = |value: i32, own: i32| (own.div_euclid(SIDE) * SIDE - 1..=(own.div_euclid(SIDE) + 1) * SIDE + 1).contains(&value);
                    prop_assert!(near(spot.0, own.0) && near(spot.1, own.1), "{:?} {:?}", spot, own);
                }
            }
        }

        /// What is shaded and what is drawn singly never lie in one square.
        #[test]
        fn oblongs_hold_the_crowded_squares_and_no_other(ways in proptest::collection::vec(((0..4_096_i32, 0..4_096_i32), (0..4_096_i32, 0..4_096_i32)), 0..60)) {
            let mut crowd = Crowd::new();
            for (from, to) in &ways {
                crowd.count([&vec![*from, *to]]);
            }
            let mut covered = vec![0; ACROSS * ACROSS];
            for [west, north, east, south] in crowd.shades().flat_map(|(_, oblongs)| oblongs) {
                for y in (north..south).step_by(64) {
                    for x in (west..east).step_by(64) {
                        covered[square((x, y)).unwrap()] += 1;
                    }
                }
            }
            for (place, covered) in covered.iter().enumerate() {
                prop_assert_eq!(*covered, i32::from(crowd.level(place).is_some()));
            }
        }
    }
}
