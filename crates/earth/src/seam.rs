//! The flat ends of the part of a line between two markers: how far a position is from the seam.

use crate::geodesic::{FARTHEST_METRES, destination, distance};
use crate::links::Apart;
use crate::located::{Span, SpanBetween};
use crate::tangent::{FARTHEST_NEARLY_METRES, Tangent, off_after};
use crate::{Between, Cut, Cuts, Line, Nearest, Position, Sight};

/// Directions in which a circle is probed.
const DIRECTIONS: u32 = 24;
/// What a circle through probes so far apart may stand nearer to a straight seam than it seems: cos(360°/24/2).
const SURELY: f64 = 0.991_444;
/// The radius is found to this share of itself, or to this many metres.
const SHARE: f64 = 0.004;
const NEAR_ENOUGH_METRES: f64 = 0.05;
/// More than what metres along a line may be wrong by in their last digits.
const ROUNDING_METRES: f64 = 0.001;
/// A lead that is told roughly is enough if it is as great as this.
const ROUGH_METRES: f64 = 1_000.0;
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

/// A side of the cuts, and how far every position surely lies there.
#[derive(Debug, Clone, Copy)]
struct Lead {
    is_kept: bool,
    clear_metres: f64,
}

impl Lead {
    /// The radius that is found is no less, to its last halving.
    fn found_metres(self) -> f64 {
        ((self.clear_metres * (1.0 - SHARE) - NEAR_ENOUGH_METRES) * SURELY).max(0.0)
    }
}

/// Circles round a position, each probed in some directions.
struct Circles<'a> {
    seams: &'a Seams<'a>,
    cuts: Cuts,
    position: Position,
    /// The side of the position.
    is_kept: bool,
    /// The direction that is probed first: where the other side was met last.
    first: u32,
    /// So far round the position everything surely lies on its side.
    clear_metres: f64,
    /// A link on the side of the position, near what was probed last.
    near: Option<usize>,
    plane: Tangent,
}

impl<'a> Circles<'a> {
    fn round(seams: &'a Seams<'a>, cuts: Cuts, position: Position, is_kept: bool) -> Self {
        let plane = Tangent::at(position);
        let lead = seams.lead(cuts, plane.eye).filter(|lead| lead.is_kept == is_kept);
        let clear_metres = lead.map_or(0.0, |lead| lead.clear_metres);
        let near = lead.and_then(|_| seams.line.edges.links().likely(plane.eye));
        Circles { seams, cuts, position, is_kept, first: 0, clear_metres, near, plane }
    }

    /// Whether a probe at so many metres lies on the other side. Most are told by where they are nearly, and many by a probe beside
    /// them.
    fn meet_other_side(&mut self, radius: f64) -> bool {
        if radius + REACH_METRES < self.clear_metres {
            return false;
        }
        for step in 0..DIRECTIONS {
            // To and fro, so that what is near the first comes first.
            let turn = if step % 2 == 0 { step / 2 } else { DIRECTIONS - step.div_ceil(2) };
            let direction = (self.first + turn) % DIRECTIONS;
            let azimuth = 360.0 * f64::from(direction) / f64::from(DIRECTIONS);
            if !self.is_on_this_side(azimuth, radius) {
                self.first = direction;
                return true;
            }
        }
        false
    }

    fn is_on_this_side(&mut self, azimuth: f64, radius: f64) -> bool {
        if radius <= FARTHEST_NEARLY_METRES {
            let (eye, off) = (self.plane.ahead(azimuth, radius), off_after(radius));
            if let Some(near) = &mut self.near {
                // Some link of this side is nearer than all of the other side.
                let (links, cuts) = (self.seams.line.edges.links(), self.seams.links_at(self.cuts));
                let metres = links.walk_to(eye, cuts, self.is_kept, near) + REACH_METRES + 2.0 * off;
                if !links.has_within(eye, cuts, !self.is_kept, metres) {
                    return true;
                }
            }
            let lead = self.seams.lead(self.cuts, eye).filter(|lead| lead.clear_metres > 2.0 * off);
            if let Some(lead) = lead {
                return lead.is_kept == self.is_kept;
            }
        }
        let probe = destination(self.position, azimuth, radius);
        self.seams.is_kept(self.cuts, probe) == self.is_kept
    }
}

/// A radius within which what is enough surely is found.
fn surely(enough: f64) -> f64 {
    (enough.max(0.0) + NEAR_ENOUGH_METRES) / SURELY / (1.0 - SHARE)
}

impl<'a> Seams<'a> {
    pub(crate) fn of(line: &'a Line) -> Self {
        let cuts = line.cuts();
        Seams { line, drawn: cuts, narrow: cuts.widened(-1.0), wide: cuts.widened(1.0) }
    }

    /// The cuts as they are drawn alone.
    pub(crate) fn of_drawing(line: &'a Line) -> Self {
        let cuts = line.cuts();
        Seams { line, drawn: cuts, narrow: cuts, wide: cuts }
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

    /// Two bounds of the span, without a search, of a position that is so far from the line.
    pub(crate) fn span_between(&self, sight: &Sight, error_metres: f64, enough: f64) -> SpanBetween {
        if self.drawn.is_none() {
            return SpanBetween::exactly(Span::INSIDE);
        }
        let enough = enough + error_metres;
        // What is deep between the narrowest cuts is so between the others, and what is far beside the widest is so beside them.
        let narrow = self.lead(self.narrow, sight.eye());
        if narrow.is_some_and(|lead| lead.is_kept && lead.clear_metres > surely(enough)) {
            return SpanBetween { least: Span::around(enough, error_metres), most: Span::INSIDE };
        }
        let wide = if self.narrow == self.drawn { narrow } else { self.lead(self.wide, sight.eye()) };
        if let Some(lead) = wide.filter(|lead| !lead.is_kept) {
            return SpanBetween {
                least: Span::INSIDE.not(),
                most: Span::around(-lead.found_metres(), error_metres),
            };
        }
        let between = |cuts: Cuts| self.distance_between(cuts, sight, enough);
        let metres = between(self.drawn);
        if self.narrow == self.drawn {
            return SpanBetween::around(metres, error_metres);
        }
        let (narrow, wide) = (between(self.narrow), between(self.wide));
        let span = |metres: f64, narrow: f64, wide: f64| Span {
            low: narrow.min(metres) - error_metres,
            metres,
            high: wide.max(metres) + error_metres,
        };
        SpanBetween {
            least: span(metres.least, narrow.least, wide.least),
            most: span(metres.most, narrow.most, wide.most),
        }
    }

    /// Two bounds of the signed distance.
    fn distance_between(&self, cuts: Cuts, sight: &Sight, enough: f64) -> Between {
        let to_cut = self.to_cut(cuts, sight.position());
        let Some(lead) = self.lead(cuts, sight.eye()) else {
            return Between { least: -to_cut, most: to_cut };
        };
        let found = lead.found_metres().min(to_cut);
        if lead.is_kept {
            Between { least: found.min(enough.max(0.0)), most: to_cut }
        } else {
            Between { least: -to_cut, most: -found }
        }
    }

    /// On which side of the cuts a point on the ground lies, in earth-centred metres, where that is told without a search.
    ///
    /// The nearest points of what is kept and of the rest are so much apart in their distances, and neither distance changes by more
    /// than one moves.
    fn lead(&self, cuts: Cuts, eye: [f64; 3]) -> Option<Lead> {
        let (from, to) = self.links_at(cuts);
        if from.is_none() && to.is_none() {
            return None;
        }
        let lead = |is_rough: bool| {
            let Apart { kept, others } = self.line.edges.links().apart(eye, (from, to), is_rough)?;
            let is_kept = kept.most < others.least;
            let clear = if is_kept { others.least - kept.most } else { kept.least - others.most };
            (clear > 0.0).then_some(Lead { is_kept, clear_metres: clear / 2.0 })
        };
        // The balls of links reach some kilometres: far away that tells as much.
        lead(true).filter(|lead| lead.clear_metres > ROUGH_METRES).or_else(|| lead(false))
    }

    /// The links of the line at the cuts.
    fn links_at(&self, cuts: Cuts) -> (Option<usize>, Option<usize>) {
        let link = |cut: Option<Cut>| {
            cut.filter(|cut| self.is_on_line(*cut)).map(|cut| self.line.link_at(cut.along_metres))
        };
        (link(cuts.from), link(cuts.to))
    }

    /// How far the nearest cut is that the line reaches.
    fn to_cut(&self, cuts: Cuts, position: Position) -> f64 {
        let ends = [cuts.from, cuts.to].into_iter().flatten().filter(|cut| self.is_on_line(*cut));
        let to_cut = ends.map(|cut| distance(position, self.line.at(cut.along_metres)));
        to_cut.fold(FARTHEST_METRES, f64::min)
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
        let (mut clear, mut meets) = (0.0, self.to_cut(cuts, position));
        if meets >= FARTHEST_METRES {
            return if is_kept { FARTHEST_METRES } else { -FARTHEST_METRES };
        }
        let is_clear = |radius: f64| self.is_far_from_other_side(cuts, position, nearest, is_kept, radius);
        let sure = surely(enough);
        if is_kept && sure < meets && is_clear(sure) {
            return enough.max(NEAR_ENOUGH_METRES);
        }
        let mut circles = Circles::round(self, cuts, position, is_kept);
        while meets - clear > NEAR_ENOUGH_METRES.max(SHARE * meets) {
            let radius = f64::midpoint(clear, meets);
            if circles.meet_other_side(radius) {
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
        let to_line = Between::exactly(nearest.distance_metres);
        self.side_within(cuts, position, to_line, radius) == Some(is_kept)
    }

    /// The side of all positions within a radius, where they surely have the same.
    fn side_within(&self, cuts: Cuts, position: Position, to_line: Between, radius: f64) -> Option<bool> {
        let reach = to_line.most + 2.0 * radius + REACH_METRES;
        let (least, most) = self.line.within_between(position, reach)?;
        side_between(cuts, least, most)
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
            let mut probes = (0..DIRECTIONS).map(|step| 360.0 * f64::from(step) / f64::from(DIRECTIONS));
            if probes.any(|azimuth| seams.is_kept(cuts, destination(position, azimuth, radius)) != is_kept) {
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
