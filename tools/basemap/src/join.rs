//! Lines that come in pieces, put together again.
//!
//! Natural Earth has a border as many short pieces. Each end of a piece stays where it is when points are taken out, so
//! pieces would keep what a line does not need; and dashes would begin anew at each of them.

use std::collections::BTreeMap;

use crate::world::{Line, Point};

/// The same lines, with those that alone meet at an end made one. Where three meet, each ends.
#[must_use]
pub fn joined(lines: &[Line]) -> Vec<Line> {
    let mut ends: BTreeMap<Point, Vec<usize>> = BTreeMap::new();
    for (number, line) in lines.iter().enumerate() {
        for end in [line.first(), line.last()].into_iter().flatten() {
            ends.entry(*end).or_default().push(number);
        }
    }
    // The other line at an end where just two meet; a line that closes upon itself meets nobody.
    let beyond = |number: usize, end: Point| match ends.get(&end).map(Vec::as_slice) {
        Some([one, other]) if one != other => Some(if *one == number { *other } else { *one }),
        _ => None,
    };
    let mut is_free = vec![true; lines.len()];
    let mut whole = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        if !is_free.get(number).copied().unwrap_or(false) {
            continue;
        }
        let mut long = line.clone();
        take(&mut is_free, number);
        // Onwards from its last point; then turned, onwards from what was its first.
        for _ in 0..2 {
            let mut at = number;
            while let Some(end) = long.last().copied()
                && let Some(next) = beyond(at, end)
                && take(&mut is_free, next)
                && let Some(more) = lines.get(next)
            {
                append(&mut long, more);
                at = next;
            }
            long.reverse();
        }
        whole.push(long);
    }
    whole
}

/// Whether a line was free; it no longer is.
fn take(is_free: &mut [bool], number: usize) -> bool {
    is_free.get_mut(number).is_some_and(|free| std::mem::replace(free, false))
}

/// Puts a line behind the end that they share.
fn append(long: &mut Line, more: &[Point]) {
    if more.first() == long.last() {
        long.extend(more.iter().skip(1));
    } else {
        long.extend(more.iter().rev().skip(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(places: &[i64]) -> Line {
        places.iter().map(|x| Point { x: *x, y: 0 }).collect()
    }

    #[test]
    fn pieces_become_one_line_however_they_lie() {
        let wanted = vec![line(&[1, 2, 3, 4, 5, 6, 7])];
        let pieces = [line(&[3, 4]), line(&[7, 6, 5]), line(&[3, 2, 1]), line(&[4, 5])];
        assert_eq!(joined(&pieces), wanted);
        assert_eq!(joined(&[line(&[1, 2]), line(&[3, 4])]), [line(&[1, 2]), line(&[3, 4])]);
    }

    #[test]
    fn where_three_meet_each_ends() {
        let star = [line(&[0, 1]), line(&[0, 2]), line(&[3, 0])];
        assert_eq!(joined(&star), star);
    }

    #[test]
    fn a_round_stays_closed() {
        assert_eq!(joined(&[line(&[1, 2, 3]), line(&[3, 4, 1])]), [line(&[1, 2, 3, 4, 1])]);
        assert_eq!(joined(&[line(&[1, 2, 3, 1])]), [line(&[1, 2, 3, 1])]);
    }
}
