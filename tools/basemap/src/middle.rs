//! Where the name of an area stands: well inside of its largest part.

use crate::world::{Point, Polygon, doubled_area, edges, quotient};

/// Rows that are looked at.
const ROWS: i64 = 64;

/// A point well inside of the largest of some areas: the middle of the widest run of a row, moved to the middle of the
/// column there, and to the middle of the row there.
#[must_use]
pub fn middle(polygons: &[Polygon]) -> Option<Point> {
    let size = |polygon: &&Polygon| polygon.first().map_or(0, |ring| doubled_area(ring).abs());
    let largest = polygons.iter().max_by_key(size)?;
    let turned: Polygon =
        largest.iter().map(|ring| ring.iter().map(|point| swapped(*point)).collect()).collect();
    let north = largest.iter().flatten().map(|point| point.y).min()?;
    let south = largest.iter().flatten().map(|point| point.y).max()?;
    let row = |number: i64| north + quotient((south - north) * (2 * number + 1), 2 * ROWS);
    let width = |(_, west, east): &(i64, i64, i64)| east - west;
    let (mut y, west, east) = (0..ROWS)
        .flat_map(|number| {
            runs(largest, row(number)).into_iter().map(move |(west, east)| (row(number), west, east))
        })
        .max_by_key(width)?;
    let mut x = west.midpoint(east);
    if let Some((north, south)) = run_at(&turned, x, y) {
        y = north.midpoint(south);
    }
    if let Some((west, east)) = run_at(largest, y, x) {
        x = west.midpoint(east);
    }
    Some(Point { x, y })
}

const fn swapped(point: Point) -> Point {
    Point { x: point.y, y: point.x }
}

/// The run of a row that holds a place.
fn run_at(polygon: &Polygon, y: i64, x: i64) -> Option<(i64, i64)> {
    runs(polygon, y).into_iter().find(|(west, east)| (*west..=*east).contains(&x))
}

/// From where to where a row is inside.
fn runs(polygon: &Polygon, y: i64) -> Vec<(i64, i64)> {
    let crossing = |(a, b): (Point, Point)| {
        let is_crossed = (a.y <= y) != (b.y <= y);
        is_crossed.then(|| a.x + quotient_of((b.x - a.x) * (y - a.y), b.y - a.y))
    };
    let mut crossings: Vec<i64> = polygon.iter().flat_map(|ring| edges(ring)).filter_map(crossing).collect();
    crossings.sort_unstable();
    crossings.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect()
}

const fn quotient_of(number: i64, divisor: i64) -> i64 {
    if divisor < 0 { quotient(-number, -divisor) } else { quotient(number, divisor) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(pairs: &[(i64, i64)]) -> Vec<Point> {
        pairs.iter().map(|(x, y)| Point { x: *x, y: *y }).collect()
    }

    #[test]
    fn it_is_inside_of_a_bay_and_not_in_its_mouth() {
        let horseshoe =
            ring(&[(0, 0), (900, 0), (900, 900), (700, 900), (700, 300), (200, 300), (200, 900), (0, 900)]);
        assert_eq!(middle(&[vec![horseshoe]]), Some(Point { x: 450, y: 150 }));
    }

    #[test]
    fn it_avoids_holes_and_takes_the_largest_part() {
        let small = vec![ring(&[(5_000, 0), (5_100, 0), (5_100, 100), (5_000, 100)])];
        let holed = vec![
            ring(&[(0, 0), (1_000, 0), (1_000, 1_000), (0, 1_000)]),
            ring(&[(100, 10), (100, 990), (700, 990), (700, 10)]),
        ];
        assert_eq!(
            middle(&[small, holed])
                .map(|point| (100..=700).contains(&point.x) && (10..=990).contains(&point.y)),
            Some(false)
        );
        assert_eq!(middle(&[]), None);
    }
}
