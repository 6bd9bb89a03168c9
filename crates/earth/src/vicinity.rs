//! A second look at unions. Where two parts of a union meet, the common edge is a boundary of each and of neither
//! together: the margins of the parts leave it open what their union does not. So the vicinity is looked at whole:
//! if every position that the errors allow belongs to the union, wherever the markers stand, then so does this one.

use crate::geodesic::destination;
use crate::located::Span;
use crate::{Answer, Cut, Cuts, NearTo, Position, Region, Sight};

/// Probes on each ring, and rings as shares of the radius; the outermost first, where an edge is most likely.
const DIRECTIONS: u32 = 24;
const RINGS: [f64; 4] = [1.0, 0.75, 0.5, 0.25];
/// More markers than this that may each stand elsewhere are not tried in all places together.
const MOST_MARKERS: usize = 3;
/// The vicinity is looked at a little farther than the errors reach.
const FARTHER: f64 = 1.01;
const FARTHER_METRES: f64 = 0.1;

impl Region {
    /// The span of the region, settled by a second look where only the seams of a union leave it open.
    ///
    /// The margin is then no more than that everything within it belongs; a gap in the union that is narrower than
    /// the distance between probes, a quarter of the radius, can be overlooked.
    pub(crate) fn settled_span(&self, sight: &Sight, height_metres: Option<f64>, error_metres: f64) -> Span {
        let span = self.span(sight, height_metres, error_metres);
        if span.answer() != Answer::Undetermined || !self.is_looked_at_twice() {
            return span;
        }
        self.second_look(sight.position(), height_metres, error_metres.max(0.0)).unwrap_or(span)
    }

    /// Whether what the errors leave open is looked at again.
    pub(crate) fn is_looked_at_twice(&self) -> bool {
        self.has_union() && !self.has_inexact_height()
    }

    fn second_look(&self, position: Position, height_metres: Option<f64>, error_metres: f64) -> Option<Span> {
        let tolerance = self.accuracy_of_shapes() + error_metres;
        let radius = tolerance * FARTHER + FARTHER_METRES;
        let answer = self.contains(position, height_metres);
        let agrees = |region: &Region| {
            let belongs = |probe: Position| {
                let told = region.surely_contains(&Sight::of(probe), height_metres);
                let told = told.map(|is_inside| if is_inside { Answer::Inside } else { Answer::Outside });
                told.unwrap_or_else(|| region.contains(probe, height_metres)) == answer
            };
            belongs(position) && probes(position, radius).all(belongs)
        };
        if !self.with_markers_moved()?.iter().all(agrees) {
            return None;
        }
        match answer {
            Answer::Inside => Some(Span::around(radius, tolerance)),
            Answer::Outside => Some(Span::around(-radius, tolerance)),
            Answer::Undetermined => None,
        }
    }

    /// The region with each marker in its three places: as drawn, and moved along the line either way as far as its
    /// accuracy allows. `None` if there are too many markers.
    fn with_markers_moved(&self) -> Option<Vec<Region>> {
        let mut cuts = Vec::new();
        self.collect_cuts(&mut cuts);
        cuts.retain(|cut| cut.accuracy_metres > 0.0);
        cuts.sort_by(|one, other| one.along_metres.total_cmp(&other.along_metres));
        cuts.dedup();
        if cuts.len() > MOST_MARKERS {
            return None;
        }
        let mut regions = vec![self.clone()];
        for cut in cuts {
            let moved = |region: &Region, way: f64| {
                let to = Cut { along_metres: cut.along_metres + way * cut.accuracy_metres, ..cut };
                region.with_cut_moved(cut, to)
            };
            regions =
                regions.iter().flat_map(|region| [-1.0, 0.0, 1.0].map(|way| moved(region, way))).collect();
        }
        Some(regions)
    }

    fn with_cut_moved(&self, from: Cut, to: Cut) -> Region {
        let moved = |region: &Region| region.with_cut_moved(from, to);
        match self {
            Region::And(regions) => Region::And(regions.iter().map(moved).collect()),
            Region::Or(regions) => Region::Or(regions.iter().map(moved).collect()),
            Region::Minus(whole, hole) => Region::Minus(Box::new(moved(whole)), Box::new(moved(hole))),
            Region::Near(near) => {
                let mut near = near.clone();
                match &mut near.of {
                    NearTo::Line(line) => line.cuts = line.cuts().with_moved(from, to),
                    NearTo::Region(region) => **region = moved(region),
                    NearTo::Point { .. } => {}
                }
                Region::Near(near)
            }
            shape => shape.clone(),
        }
    }

    fn collect_cuts(&self, cuts: &mut Vec<Cut>) {
        match self {
            Region::And(regions) | Region::Or(regions) => {
                regions.iter().for_each(|region| region.collect_cuts(cuts));
            }
            Region::Minus(whole, hole) => {
                [whole, hole].into_iter().for_each(|region| region.collect_cuts(cuts));
            }
            Region::Near(near) => match &near.of {
                NearTo::Line(line) => cuts.extend([line.cuts().from, line.cuts().to].into_iter().flatten()),
                NearTo::Region(region) => region.collect_cuts(cuts),
                NearTo::Point { .. } => {}
            },
            _ => {}
        }
    }

    /// The worst accuracy of all shapes; that of markers is counted by moving them.
    fn accuracy_of_shapes(&self) -> f64 {
        let worst = |regions: &[Region]| regions.iter().map(Region::accuracy_of_shapes).fold(0.0, f64::max);
        match self {
            Region::And(regions) | Region::Or(regions) => worst(regions),
            Region::Minus(whole, hole) => whole.accuracy_of_shapes().max(hole.accuracy_of_shapes()),
            Region::Polygon(polygon) => polygon.accuracy_metres(),
            Region::Beside(beside) => beside.accuracy_metres,
            Region::Near(near) => match &near.of {
                NearTo::Line(line) => line.accuracy_metres(),
                NearTo::Point { accuracy_metres, .. } => *accuracy_metres,
                NearTo::Region(region) => region.accuracy_of_shapes(),
            },
            Region::Height(_) | Region::Everywhere | Region::Nowhere => 0.0,
        }
    }

    /// Probes have one height; where it is not known, or not exactly, they cannot speak for others.
    fn has_inexact_height(&self) -> bool {
        let any = |regions: &[Region]| regions.iter().any(Region::has_inexact_height);
        match self {
            Region::Height(band) => band.accuracy_metres > 0.0,
            Region::And(regions) | Region::Or(regions) => any(regions),
            Region::Minus(whole, hole) => whole.has_inexact_height() || hole.has_inexact_height(),
            Region::Near(near) => matches!(&near.of, NearTo::Region(region) if region.has_inexact_height()),
            _ => false,
        }
    }

    fn has_union(&self) -> bool {
        match self {
            Region::Or(regions) => regions.len() > 1,
            Region::And(regions) => regions.iter().any(Region::has_union),
            Region::Minus(whole, hole) => whole.has_union() || hole.has_union(),
            _ => false,
        }
    }
}

impl Cuts {
    fn with_moved(self, from: Cut, to: Cut) -> Cuts {
        let moved = |cut: Cut| if cut == from { to } else { cut };
        Cuts { from: self.from.map(moved), to: self.to.map(moved) }
    }
}

fn probes(position: Position, radius: f64) -> impl Iterator<Item = Position> {
    let azimuth = |step: u32| 360.0 * f64::from(step) / f64::from(DIRECTIONS);
    RINGS.into_iter().flat_map(move |share| {
        (0..DIRECTIONS).map(move |step| destination(position, azimuth(step), radius * share))
    })
}
