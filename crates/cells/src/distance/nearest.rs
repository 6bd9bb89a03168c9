//! Which links can be the nearest to some place of a cell.

use armistice_earth::earth_centred;

use super::links::{Centred, Foot, Link, chord};

/// Of two chords of one length, the arcs may differ by a seventieth of what they are longer than the chords, a 24th of
/// the cube over the square of the radius: the squares of the radii of curvature differ by 1.35 in a hundred.
const ORDER: f64 = 1.0 / 70.0 / 24.0 / (6_335_000.0 * 6_335_000.0);
const SLACK_METRES: f64 = 0.02;
/// A place must lie so far beyond the end of a link, in its lengths, that the end is its nearest point however it bends.
const BEYOND: f64 = 0.03;

/// How much nearer by its chord a link must be than another for its arc to be shorter.
fn margin(chord: f64) -> f64 {
    SLACK_METRES + ORDER * chord * chord * chord
}

/// Those of the links that may be the nearest to a place within a radius of an eye; none if all are beyond a reach.
pub(super) fn round(links: &[Link], of: &[u32], eye: Centred, radius: f64, reach: f64) -> Vec<u32> {
    let seen: Vec<(u32, f64, f64)> = of
        .iter()
        .filter_map(|number| {
            let link = links.get(*number as usize)?;
            let metres = link.foot(eye).metres;
            Some((*number, metres - link.bulge_metres, metres + link.bulge_metres))
        })
        .collect();
    let nearest = seen.iter().map(|one| one.2).fold(f64::INFINITY, f64::min);
    if nearest > reach + radius {
        return Vec::new();
    }
    let most = nearest + 2.0 * (radius + margin(nearest + radius));
    seen.iter().filter(|one| one.1 <= most).map(|one| one.0).collect()
}

/// A link as it is seen from the corners of a cell.
struct Seen<'l> {
    number: u32,
    link: &'l Link,
    feet: [Foot; 5],
    is_kept: bool,
}

/// Of links in question those that may be the nearest to a place of a cell, given its middle and then its corners.
///
/// The difference of the squares of the distances from a place to two points is linear in the place. So if one point of some
/// link is nearer than all of another link for every corner of the cell, it is so everywhere in the cell.
pub(super) fn of_cell(links: &[Link], of: &[u32], eyes: [Centred; 5]) -> Vec<u32> {
    let mut seen: Vec<Seen<'_>> = of
        .iter()
        .filter_map(|number| {
            let link = links.get(*number as usize)?;
            Some(Seen { number: *number, link, feet: eyes.map(|eye| link.foot(eye)), is_kept: true })
        })
        .collect();
    let points = best_points(&seen, eyes.len());
    let chords: Vec<[f64; 5]> = points.iter().map(|point| eyes.map(|eye| chord(eye, *point))).collect();
    for one in &mut seen {
        let is_farther = |chords: &[f64; 5]| {
            let pairs = chords.iter().zip(&one.feet);
            pairs.skip(1).all(|(chord, foot)| chord + margin(*chord) <= foot.metres - one.link.bulge_metres)
        };
        one.is_kept = !chords.iter().any(is_farther);
    }
    leave_out_shared_corners(&mut seen);
    seen.iter().filter(|one| one.is_kept).map(|one| one.number).collect()
}

/// The points of links that are the nearest to the eyes, and the corners of those links.
fn best_points(seen: &[Seen<'_>], eyes: usize) -> Vec<Centred> {
    let mut points = Vec::new();
    for eye in 0..eyes {
        let metres = |one: &Seen<'_>| one.feet.get(eye).map_or(f64::INFINITY, |foot| foot.metres);
        let best = seen.iter().min_by(|one, other| metres(one).total_cmp(&metres(other)));
        if let Some(foot) = best.and_then(|best| best.feet.get(eye))
            && let Some(best) = best
        {
            let shares = [foot.share.clamp(0.0, 1.0), 0.0, 1.0];
            points.extend(shares.map(|share| earth_centred(best.link.at(share))));
        }
    }
    points
}

/// Where the nearest point of a link is a corner for all of the cell, another link with that corner is enough.
fn leave_out_shared_corners(seen: &mut [Seen<'_>]) {
    for at in 0..seen.len() {
        let Some(one) = seen.get(at).filter(|one| one.is_kept) else { continue };
        let feet = || one.feet.iter().skip(1);
        let [from, to] = one.link.corners;
        let corner = if feet().all(|foot| foot.share < -BEYOND) {
            from
        } else if feet().all(|foot| foot.share > 1.0 + BEYOND) {
            to
        } else {
            continue;
        };
        let number = one.number;
        let is_shared = seen
            .iter()
            .any(|other| other.is_kept && other.number != number && other.link.corners.contains(&corner));
        if is_shared && let Some(one) = seen.get_mut(at) {
            one.is_kept = false;
        }
    }
}
