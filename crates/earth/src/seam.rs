//! The flat ends of the part of a line between two markers: how far a position is from the seam.

use crate::geodesic::{FARTHEST_METRES, destination, distance};
use crate::located::Span;
use crate::{Cut, Cuts, Line, Nearest, Position};

/// Directions in which a circle is probed.
const DIRECTIONS: u32 = 24;
/// What a circle through probes so far apart may stand nearer to a straight seam than it seems: cos(360°/24/2).
const SURELY: f64 = 0.991_444;
/// The radius is found to this share of itself, or to this many metres.
const SHARE: f64 = 0.004;
const NEAR_ENOUGH_METRES: f64 = 0.05;
/// More than what metres along a line may be wrong by in their last digits.
const ROUNDING_METRES: f64 = 0.001;
/// More than what distances of points and places on a circle may be wrong by.
const REACH_METRES: f64 = 1.0;

/// The cuts of a line: as drawn, as narrow as the accuracy of the markers allows, and as wide.
pub(crate) struct Seams<'a> {
    line: &'a Line,
    drawn: Cuts,
    narrow: Cuts,
    wide: Cuts,
}

/// Positive if a point of the line, so many metres along it, lies between the cuts; 0 on a cut; negative elsewhere.
pub(crate) fn kept(cuts: Cuts, along_metres: f64) -> f64 {
    let after_start = cuts.from.map_or(1.0, |cut| along_metres - cut.along_metres);
    let before_end = cuts.to.map_or(1.0, |cut| cut.along_metres - along_metres);
    after_start.min(before_end)
}

/// Whether all points of the line between two lie between the cuts, or none does; nothing where it is not the same for all.
fn side_between(cuts: Cuts, least: f64, most: f64) -> Option<bool> {
    let is_before = cuts.from.is_some_and(|cut| most + ROUNDING_METRES < cut.along_metres);
    let is_after = cuts.to.is_some_and(|cut| least - ROUNDING_METRES > cut.along_metres);
    if is_before || is_after {
        return Some(false);
    }
    // Between two points that are kept, all are.
    (kept(cuts, least).min(kept(cuts, most)) > ROUNDING_METRES).then_some(true)
}

impl<'a> Seams<'a> {
    pub(crate) fn of(line: &'a Line) -> Self {
        let cuts = line.cuts();
        let moved =
            |cut: Cut, way: f64| Cut { along_metres: cut.along_metres + way * cut.accuracy_metres, ..cut };
        let widened = |way: f64| Cuts {
            from: cuts.from.map(|cut| moved(cut, -way)),
            to: cuts.to.map(|cut| moved(cut, way)),
        };
        Seams { line, drawn: cuts, narrow: widened(-1.0), wide: widened(1.0) }
    }

    /// How far a position, whose nearest point of the line is known, lies between the seams. The accuracy of a marker says
    /// how far the cut may move along the line, so the seam is looked at in its worst and its best place. Where the position surely
    /// lies deeper between them than so many metres, no more is told than that.
    pub(crate) fn span(&self, position: Position, nearest: &Nearest, error_metres: f64, enough: f64) -> Span {
        if self.drawn.is_none() {
            return Span::INSIDE;
        }
        let margin = |cuts: Cuts| self.signed_distance(cuts, position, nearest, enough + error_metres);
        let metres = margin(self.drawn);
        if self.narrow == self.drawn {
            return Span::around(metres, error_metres);
        }
        let (narrow, wide) = (margin(self.narrow).min(metres), margin(self.wide).max(metres));
        Span { low: narrow - error_metres, metres, high: wide + error_metres }
    }

    /// How far a position lies between the seams as they are drawn; where it surely is so much, no less than what is enough.
    pub(crate) fn metres(&self, position: Position, nearest: &Nearest, enough: f64) -> f64 {
        if self.drawn.is_none() {
            return Span::INSIDE.metres;
        }
        self.signed_distance(self.drawn, position, nearest, enough)
    }

    /// Metres to the nearest position that belongs to another side of a seam, positive between the seams; up to 2 %
    /// too little, and no less than what is enough where it surely is so much.
    ///
    /// The radius of the smallest circle round the position on which probes fall on both sides. Both sides hang
    /// together and hold the line up to the cut, so every greater circle up to the cut itself meets both as well,
    /// and the radius can be found by halving.
    fn signed_distance(&self, cuts: Cuts, position: Position, nearest: &Nearest, enough: f64) -> f64 {
        let is_kept = kept(cuts, nearest.along_metres) >= 0.0;
        let ends = [cuts.from, cuts.to].into_iter().flatten().filter(|cut| self.is_on_line(*cut));
        let to_cut = ends.map(|cut| distance(position, self.line.at(cut.along_metres)));
        let (mut clear, mut meets) = (0.0, to_cut.fold(FARTHEST_METRES, f64::min));
        if meets >= FARTHEST_METRES {
            return if is_kept { FARTHEST_METRES } else { -FARTHEST_METRES };
        }
        let is_clear = |radius: f64| self.is_far_from_other_side(cuts, position, nearest, is_kept, radius);
        let sure = (enough.max(0.0) + NEAR_ENOUGH_METRES) / SURELY / (1.0 - SHARE);
        if is_kept && sure < meets && is_clear(sure) {
            return enough.max(NEAR_ENOUGH_METRES);
        }
        while meets - clear > NEAR_ENOUGH_METRES.max(SHARE * meets) {
            let radius = f64::midpoint(clear, meets);
            if !is_clear(radius) && self.meets_other_side(cuts, position, is_kept, radius) {
                meets = radius;
            } else {
                clear = radius;
            }
        }
        // Nearer to the seam than the radius is looked for, the side is still known, but for the seam itself.
        let is_on_seam = kept(cuts, nearest.along_metres) == 0.0;
        let metres = if clear > 0.0 || is_on_seam { clear * SURELY } else { f64::MIN_POSITIVE };
        if is_kept { metres } else { -metres }
    }

    /// Whether surely no position within a radius belongs to the other side. Its nearest point of the line would be farther from it
    /// than the nearest one here by no more than the radius, and so from here by no more than twice the radius: all points of
    /// the line that are so near lie on this side.
    fn is_far_from_other_side(
        &self,
        cuts: Cuts,
        position: Position,
        nearest: &Nearest,
        is_kept: bool,
        radius: f64,
    ) -> bool {
        let reach = nearest.distance_metres + 2.0 * radius + REACH_METRES;
        let between = self.line.within_between(position, reach);
        between.and_then(|(least, most)| side_between(cuts, least, most)) == Some(is_kept)
    }

    fn meets_other_side(&self, cuts: Cuts, position: Position, is_kept: bool, radius: f64) -> bool {
        (0..DIRECTIONS).any(|step| {
            let azimuth = 360.0 * f64::from(step) / f64::from(DIRECTIONS);
            self.is_kept(cuts, destination(position, azimuth, radius)) != is_kept
        })
    }

    /// Whether the point of the line that is nearest to a position lies between the cuts. Mostly that can be told without
    /// finding it: all edges that may be the nearest lie on one side.
    fn is_kept(&self, cuts: Cuts, position: Position) -> bool {
        let exactly = || kept(cuts, self.line.nearest(position).along_metres) >= 0.0;
        let Some((least, most)) = self.line.nearest_between(position) else { return exactly() };
        side_between(cuts, least, most).unwrap_or_else(exactly)
    }

    fn is_on_line(&self, cut: Cut) -> bool {
        0.0 < cut.along_metres && cut.along_metres < self.line.end()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The distance with every circle probed.
    fn plainly(seams: &Seams<'_>, cuts: Cuts, position: Position, along_metres: f64) -> f64 {
        let is_kept = kept(cuts, along_metres) >= 0.0;
        let ends = [cuts.from, cuts.to].into_iter().flatten().filter(|cut| seams.is_on_line(*cut));
        let to_cut = ends.map(|cut| distance(position, seams.line.at(cut.along_metres)));
        let (mut clear, mut meets) = (0.0, to_cut.fold(FARTHEST_METRES, f64::min));
        if meets >= FARTHEST_METRES {
            return if is_kept { FARTHEST_METRES } else { -FARTHEST_METRES };
        }
        while meets - clear > NEAR_ENOUGH_METRES.max(SHARE * meets) {
            let radius = f64::midpoint(clear, meets);
            if seams.meets_other_side(cuts, position, is_kept, radius) {
                meets = radius;
            } else {
                clear = radius;
            }
        }
        let is_on_seam = kept(cuts, along_metres) == 0.0;
        let metres = if clear > 0.0 || is_on_seam { clear * SURELY } else { f64::MIN_POSITIVE };
        if is_kept { metres } else { -metres }
    }

    proptest! {
        #[test]
        fn which_side_of_a_cut_is_told_as_by_measuring(steps in prop::collection::vec((-4000..4000_i64, -4000..4000_i64), 2..200), scale in prop_oneof![Just(1_i64), Just(100)], lon in -1.0..1.0_f64, lat in -1.0..1.0_f64, from in 0.0..0.5_f64, to in 0.5..1.0_f64, enough in -0.5..2.0_f64) {
            let mut at = (0_i64, 0_i64);
            let mut corners = vec![Position::ORIGIN];
            for (east, north) in steps {
                at = (at.0 + east * scale, at.1 + north * scale);
                #[expect(clippy::cast_precision_loss, reason = "a number of a test")]
                corners.extend(Position::new(at.0 as f64 / 1e7, at.1 as f64 / 1e7));
            }
            let Ok(line) = Line::new(corners) else { return Ok(()) };
            let cut = |share: f64| Some(Cut { along_metres: share * line.end(), accuracy_metres: 0.0 });
            let cuts = Cuts { from: cut(from), to: cut(to) };
            let seams = Seams { line: &line, drawn: cuts, narrow: cuts, wide: cuts };
            let shrunk = |degrees: f64| if scale == 1 { degrees / 100.0 } else { degrees };
            for share in [0.01, 0.1, 1.0] {
                let position = Position::new(shrunk(lon) * share, shrunk(lat) * share).unwrap();
                let measured = kept(cuts, line.nearest(position).along_metres) >= 0.0;
                prop_assert_eq!(seams.is_kept(cuts, position), measured);
                let nearest = line.nearest(position);
                let metres = plainly(&seams, cuts, position, nearest.along_metres);
                let whole = seams.signed_distance(cuts, position, &nearest, FARTHEST_METRES);
                prop_assert_eq!(whole.to_bits(), metres.to_bits());
                // Above what is enough nothing is told but that.
                let enough = metres.abs().min(1e6) * enough;
                let told = seams.signed_distance(cuts, position, &nearest, enough);
                prop_assert!(told.to_bits() == metres.to_bits() || told.min(metres) >= enough, "{} {} {}", told, metres, enough);
            }
        }
    }
}
